//! Java's own functions that evaluation has to understand.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

/// The first parts of packages' names, and what an annotation or an array has.
pub(super) const PACKAGES: &[&str] = &[
    "com", "org", "java", "javax", "jakarta", "io", "net", "reactor", "length", "class", "var", "int", "boolean",
    "long",
];

/// Whether the methods of a class are its own rather than those of its objects.
pub(super) fn is_static(class: &str) -> bool {
    matches!(class, "System" | "Objects" | "URLEncoder" | "DriverManager" | "Integer" | "Boolean" | "Optional")
}

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "java.lang.String.format" | "String.format" | ".formatted" | "java.text.MessageFormat.format" => {
            Intrinsic::Format(if name.contains("MessageFormat") { FormatStyle::Braces } else { FormatStyle::Percent })
        }
        "MessageFormat.format" => Intrinsic::Format(FormatStyle::Braces),
        "java.lang.String.join" | "String.join" => Intrinsic::JoinFirst,
        ".concat" => Intrinsic::Concat,
        "java.util.Objects.requireNonNull" | "Objects.requireNonNull" | ".orElseThrow" => Intrinsic::Require,
        "java.net.URI.create" | "URI.create" | "java.net.URI" | "java.net.URL" | "URI" | "URL" => Intrinsic::Same,
        name if name.ends_with("BodyPublishers.ofString") => Intrinsic::Same,
        "java.lang.String.valueOf" | "String.valueOf" | "java.util.Objects.toString" => Intrinsic::Same,
        ".toString" | ".trim" | ".strip" | ".intern" | ".toLowerCase" | ".toCharArray" => Intrinsic::Same,
        ".isEmpty" | ".isBlank" => Intrinsic::Missing,
        ".block" | ".blockOptional" | ".join" | ".subscribeOn" | ".retry" | ".retryWhen" | ".timeout" => {
            Intrinsic::Await
        }
        ".map" | ".thenApply" | ".flatMap" => Intrinsic::Apply,
        // It writes `+` for a blank, as JDBC URLs are read.
        "java.net.URLEncoder.encode" | "URLEncoder.encode" => Intrinsic::Encode,
        ".append" | ".insert" => Intrinsic::Append,
        ".split" => Intrinsic::Split,
        ".startsWith" | ".endsWith" | ".contains" | ".indexOf" | ".matches" | ".matcher" | ".regionMatches" => {
            Intrinsic::Look
        }
        "java.util.regex.Pattern.matches" | "Pattern.matches" => Intrinsic::Look,
        ".replace" | ".replaceAll" | ".replaceFirst" | ".substring" => Intrinsic::Replace,
        ".setProperty" | ".put" | ".putIfAbsent" => Intrinsic::Set,
        ".putAll" => Intrinsic::Update,
        ".getProperty" | ".get" | ".getOrDefault" | ".getString" | ".path" | ".getAsJsonPrimitive" => Intrinsic::Get,
        ".asText" | ".textValue" | ".getAsString" | ".asString" => Intrinsic::Same,
        ".add" => Intrinsic::Push,
        "java.util.Properties"
        | "Properties"
        | "java.util.HashMap"
        | "HashMap"
        | "java.util.LinkedHashMap"
        | "LinkedHashMap"
        | "java.util.TreeMap"
        | "TreeMap"
        | "java.util.Map.copyOf" => Intrinsic::Object,
        "java.lang.Integer.parseInt"
        | "Integer.parseInt"
        | "java.lang.Integer.valueOf"
        | "Integer.valueOf"
        | "java.lang.Long.parseLong" => Intrinsic::Number,
        "java.lang.Boolean.parseBoolean" | "Boolean.parseBoolean" | "java.lang.Boolean.valueOf" => Intrinsic::Boolean,
        "java.lang.System.exit" | "System.exit" => Intrinsic::Exit,
        _ => return None,
    })
}
