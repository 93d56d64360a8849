//! Functions of Go's standard library that evaluation understands.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "fmt.Sprintf" => Intrinsic::Format(FormatStyle::Percent),
        "fmt.Sprint" => Intrinsic::Concat,
        "strings.Join" => Intrinsic::JoinSelf,
        // Types in the place of a function convert.
        "string" | ".String" | ".GoString" => Intrinsic::Same,
        "strings.TrimSpace" | "strings.Trim" | "strings.TrimRight" | "strings.TrimLeft" => Intrinsic::Same,
        "strings.TrimSuffix" | "strings.TrimPrefix" | "strings.Clone" | "strings.ToValidUTF8" => Intrinsic::Same,
        // Readers of a text, for the bodies of requests.
        "strings.NewReader" | "bytes.NewReader" | "bytes.NewBufferString" | "bytes.NewBuffer" => Intrinsic::Same,
        "strings.Split" | "strings.SplitN" | "strings.SplitAfter" | "strings.Fields" | "strings.Cut" => {
            Intrinsic::Split
        }
        "strings.FieldsFunc" | "strings.SplitSeq" | "strings.FieldsSeq" => Intrinsic::Split,
        "strings.Replace" | "strings.ReplaceAll" => Intrinsic::Replace,
        "strings.HasPrefix"
        | "strings.HasSuffix"
        | "strings.Contains"
        | "strings.ContainsAny"
        | "strings.ContainsRune" => Intrinsic::Look,
        "strings.Index" | "strings.IndexByte" | "strings.IndexAny" | "strings.Count" => Intrinsic::Look,
        "regexp.MatchString" | ".MatchString" | ".FindString" | ".FindStringSubmatch" => Intrinsic::Look,
        "net/url.PathEscape" => Intrinsic::Encode,
        "net/url.QueryEscape" => Intrinsic::EncodeForm,
        ".WriteString" | ".WriteByte" | ".WriteRune" => Intrinsic::Append,
        // The same values under another type.
        ".Encode" | ".Query" => Intrinsic::Await,
        ".Set" | ".Add" => Intrinsic::Set,
        ".Get" => Intrinsic::Get,
        "int" | "int16" | "int32" | "int64" | "uint" | "uint16" | "uint32" | "uint64" | "float64" => Intrinsic::Number,
        "strconv.Atoi" | "strconv.ParseInt" | "strconv.ParseUint" => Intrinsic::Number,
        "strconv.ParseBool" => Intrinsic::Boolean,
        "strconv.Itoa" | "strconv.FormatInt" => Intrinsic::Same,
        "len" => Intrinsic::Missing,
        "os.Exit" | "log.Fatal" | "log.Fatalf" | "log.Fatalln" | "log.Panic" | "log.Panicf" | "log.Panicln"
        | "panic" => Intrinsic::Exit,
        // A test ends here, skipped or failed.
        ".Skip" | ".Skipf" | ".SkipNow" | ".Fatal" | ".Fatalf" | ".FailNow" => Intrinsic::Exit,
        _ => return None,
    })
}

pub(super) fn builtin(name: &str) -> bool {
    BUILTINS.contains(&name)
}

const BUILTINS: &[&str] = &[
    "_",
    "any",
    "append",
    "bool",
    "byte",
    "cap",
    "clear",
    "close",
    "comparable",
    "complex",
    "complex128",
    "complex64",
    "copy",
    "delete",
    "error",
    "false",
    "float32",
    "float64",
    "imag",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "iota",
    "len",
    "make",
    "max",
    "min",
    "new",
    "nil",
    "panic",
    "print",
    "println",
    "real",
    "recover",
    "rune",
    "string",
    "true",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uintptr",
];
