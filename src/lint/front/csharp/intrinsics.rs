//! C#'s own functions that evaluation has to understand.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

/// Names that are always there.
pub(super) const KEYWORDS: &[&str] = &[
    "string", "object", "int", "bool", "long", "double", "char", "byte", "decimal", "float", "short", "uint", "ulong",
    "args", "value", "field", "dynamic", "var", "_", "nint", "ushort", "sbyte",
];

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "string.Format" | "String.Format" | "System.String.Format" => Intrinsic::Format(FormatStyle::Braces),
        "string.Concat" | "String.Concat" | "System.String.Concat" => Intrinsic::Concat,
        "string.Join" | "String.Join" | "System.String.Join" => Intrinsic::JoinFirst,
        "string.IsNullOrEmpty"
        | "string.IsNullOrWhiteSpace"
        | "String.IsNullOrEmpty"
        | "String.IsNullOrWhiteSpace"
        | "System.String.IsNullOrEmpty"
        | "System.String.IsNullOrWhiteSpace" => Intrinsic::Missing,
        "ArgumentException.ThrowIfNullOrEmpty"
        | "ArgumentNullException.ThrowIfNull"
        | "ArgumentException.ThrowIfNullOrWhiteSpace" => Intrinsic::Require,
        ".ToString" | ".GetString" | ".Trim" | ".TrimEnd" | ".TrimStart" => Intrinsic::Same,
        ".Result" | ".GetAwaiter" | ".GetResult" | ".ConfigureAwait" | ".AsTask" | ".Wait" | ".WaitAsync" => {
            Intrinsic::Await
        }
        "Task.FromResult" | "ValueTask.FromResult" | "System.Threading.Tasks.Task.FromResult" | "Task.Run" => {
            Intrinsic::Await
        }
        "Uri.EscapeDataString" | "System.Uri.EscapeDataString" => Intrinsic::Encode,
        "WebUtility.UrlEncode"
        | "System.Net.WebUtility.UrlEncode"
        | "HttpUtility.UrlEncode"
        | "System.Web.HttpUtility.UrlEncode" => Intrinsic::EncodeForm,
        ".Append" | ".AppendLine" | ".AppendFormat" => Intrinsic::Append,
        ".Split" => Intrinsic::Split,
        ".Replace" => Intrinsic::Replace,
        ".StartsWith" | ".EndsWith" | ".Contains" | ".IndexOf" | ".IsMatch" | ".Match" => Intrinsic::Look,
        "Regex.IsMatch" | "Regex.Match" | "System.Text.RegularExpressions.Regex.IsMatch" => Intrinsic::Look,
        "System.Text.RegularExpressions.Regex.Match" | "Uri.TryCreate" | "System.Uri.TryCreate" => Intrinsic::Look,
        "Uri.IsWellFormedUriString" | "System.Uri.IsWellFormedUriString" => Intrinsic::Look,
        ".Add" => Intrinsic::Set,
        ".GetProperty" | ".GetValueOrDefault" => Intrinsic::Get,
        "int.Parse" | "Int32.Parse" | "Convert.ToInt32" | "System.Convert.ToInt32" | "ushort.Parse" => {
            Intrinsic::Number
        }
        "bool.Parse" | "Boolean.Parse" | "Convert.ToBoolean" | "System.Convert.ToBoolean" => Intrinsic::Boolean,
        "Environment.Exit" | "System.Environment.Exit" | "Environment.FailFast" => Intrinsic::Exit,
        _ => return None,
    })
}
