//! PHP's own functions that evaluation has to understand, and the names that are always there.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "sprintf" => Intrinsic::Format(FormatStyle::Percent),
        "implode" | "join" => Intrinsic::JoinFirst,
        "trim"
        | "rtrim"
        | "ltrim"
        | "chop"
        | "strval"
        | "stripslashes"
        | "utf8_encode"
        | "settype"
        | "mb_convert_encoding"
        | "strtolower"
        | "iterator_to_array"
        | "array_filter"
        | "stream_context_create" => Intrinsic::Same,
        "rawurlencode" => Intrinsic::Encode,
        "urlencode" => Intrinsic::EncodeForm,
        "array_merge" | "array_replace" | "array_merge_recursive" | "array_replace_recursive" => Intrinsic::Object,
        ".curl_setopt_array" => Intrinsic::Update,
        ".array_push" => Intrinsic::Push,
        ".explode" | ".preg_split" | ".mb_split" | ".strtok" => Intrinsic::Split,
        ".str_replace" | ".str_ireplace" | ".preg_replace" | "addslashes" | "addcslashes" => Intrinsic::Replace,
        "str_starts_with" | "str_ends_with" | "str_contains" | "strpos" | "stripos" | "strstr" | "stristr" => {
            Intrinsic::Look
        }
        "mb_strpos" | "preg_match" | "strncmp" | "strncasecmp" | "substr_compare" | "filter_var" => Intrinsic::Look,
        "json_encode" | "print_r" | "var_export" | "serialize" => Intrinsic::Show,
        "intval" | "floatval" => Intrinsic::Number,
        "boolval" => Intrinsic::Boolean,
        "exit" | "die" => Intrinsic::Exit,
        _ => return None,
    })
}

/// Functions and constants are there without being named; variables only where the language sets them, and of the classes
/// those of PHP itself.
pub(super) fn builtin(name: &str) -> bool {
    if let Some(variable) = name.strip_prefix('$') {
        return VARIABLES.contains(&variable);
    }
    let first_is_capital = name.chars().next().is_some_and(char::is_uppercase);
    let constant = name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
    !first_is_capital
        || constant
        || name.ends_with("Exception")
        || name.ends_with("Error")
        || name.ends_with("Iterator")
        || CLASSES.contains(&name)
}

/// Whether a function's name is one of PHP's own, or written as those of an extension are.
pub(super) fn is_of_php(name: &str) -> bool {
    let first = name.split('_').next().unwrap_or_default();
    intrinsic(name).is_some()
        || intrinsic(&format!(".{name}")).is_some()
        || name.contains('_') && EXTENSIONS.contains(&first)
}

/// What the names of PHP's own functions begin with.
const EXTENSIONS: &[&str] = &[
    "apcu", "array", "base64", "call", "class", "curl", "date", "ctype", "error", "file", "filter", "func", "function",
    "get", "getenv", "hash", "http", "iconv", "in", "ini", "is", "json", "mb", "method", "mysqli", "ob", "openssl",
    "parse", "password", "pg", "php", "preg", "proc", "random", "register", "restore", "set", "session", "socket",
    "spl", "sqlsrv", "str", "stream", "strip", "sys", "trigger", "url", "utf8", "var", "version",
];

const VARIABLES: &[&str] = &[
    "_ENV",
    "_SERVER",
    "_GET",
    "_POST",
    "_REQUEST",
    "_SESSION",
    "_COOKIE",
    "_FILES",
    "GLOBALS",
    "argc",
    "argv",
    "http_response_header",
    "php_errormsg",
    "this",
];

const CLASSES: &[&str] = &[
    "ArrayAccess",
    "ArrayObject",
    "Attribute",
    "Closure",
    "CURLFile",
    "Countable",
    "DateInterval",
    "DateTime",
    "DateTimeImmutable",
    "DateTimeZone",
    "DirectoryIterator",
    "Fiber",
    "Generator",
    "IteratorAggregate",
    "JsonSerializable",
    "NumberFormatter",
    "PDOStatement",
    "PgSql",
    "ReflectionClass",
    "SplFileInfo",
    "SplObjectStorage",
    "Stringable",
    "Throwable",
    "Traversable",
    "UnitEnum",
    "WeakMap",
];
