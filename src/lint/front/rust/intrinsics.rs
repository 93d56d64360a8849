//! Functions of Rust's standard library, and of crates that stand in its place, that evaluation understands. A name in braces
//! is one that the front end makes of a method that every value has.

use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "{clone}" => Intrinsic::Clone,
        "{ok}" => Intrinsic::OrNull,
        "{unwrap_or_default}" => Intrinsic::OrEmpty,
        "{map}" => Intrinsic::Map,
        "{there}" => Intrinsic::Require,
        "{parse}" => Intrinsic::Number,
        "Some" | "Ok" | "String.from" | "ToString.to_string" | "ToOwned.to_owned" | "Into.into" | "From.from" => {
            Intrinsic::Same
        }
        "String.from_utf8" | "str.from_utf8" | "std.str.from_utf8" | "String.from_utf8_lossy" => Intrinsic::Same,
        "str.to_string" | "str.to_owned" | "String.as_str" | "String.into" | "Box.from" | "Arc.from" => Intrinsic::Same,
        "Arc.new" | "Box.new" | "std.sync.Arc.new" | "std.mem.take" => Intrinsic::Same,
        ".join" | ".concat" => Intrinsic::JoinSelf,
        ".split"
        | ".split_whitespace"
        | ".split_once"
        | ".rsplit"
        | ".rsplit_once"
        | ".split_ascii_whitespace"
        | ".split_terminator"
        | ".split_inclusive" => Intrinsic::Split,
        ".replace" | ".replacen" => Intrinsic::Replace,
        ".starts_with" | ".ends_with" | ".contains" | ".find" | ".is_match" => Intrinsic::Look,
        "urlencoding.encode" | "urlencoding.encode_binary" => Intrinsic::Encode,
        "percent_encoding.utf8_percent_encode" | "percent_encoding.percent_encode" => Intrinsic::Encode,
        "url.form_urlencoded.byte_serialize" | "form_urlencoded.byte_serialize" => Intrinsic::EncodeForm,
        ".insert" => Intrinsic::Set,
        ".push" => Intrinsic::Push,
        ".is_empty" | ".len" | ".is_none" | ".is_err" => Intrinsic::Missing,
        "std.process.exit" | "process.exit" | "std.process.abort" | "panic!" | "todo!" | "unimplemented!"
        | "unreachable!" => Intrinsic::Exit,
        _ => return None,
    })
}

/// Whether a name is there without being imported.
pub(super) fn builtin(name: &str) -> bool {
    name.starts_with('{') || name.ends_with('!') || PRELUDE.contains(&name)
}

const PRELUDE: &[&str] = &[
    "Some",
    "None",
    "Ok",
    "Err",
    "Option",
    "Result",
    "String",
    "Vec",
    "Box",
    "Default",
    "Clone",
    "Copy",
    "Drop",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "ToString",
    "ToOwned",
    "Iterator",
    "IntoIterator",
    "Extend",
    "Send",
    "Sync",
    "Sized",
    "Fn",
    "FnMut",
    "FnOnce",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Debug",
    "drop",
    "std",
    "core",
    "alloc",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "bool",
    "char",
    "Self",
    "self",
    "crate",
    "super",
];

/// Modules of the standard library that have to be imported to be named so. What is a crate's name as well is none.
pub(super) fn is_std_module(name: &str) -> bool {
    STD_MODULES.contains(&name)
}

const STD_MODULES: &[&str] = &[
    "env",
    "fs",
    "io",
    "fmt",
    "thread",
    "process",
    "path",
    "net",
    "sync",
    "collections",
    "str",
    "mem",
    "ops",
    "pin",
    "iter",
    "ffi",
    "any",
    "cell",
    "rc",
    "error",
    "convert",
    "string",
];
