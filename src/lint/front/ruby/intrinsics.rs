//! Ruby's own functions that evaluation has to understand, and the names that are always there.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        "format" | "sprintf" | "Kernel.format" | "Kernel.sprintf" => Intrinsic::Format(FormatStyle::Percent),
        ".join" => Intrinsic::JoinSelf,
        "String" | "Array" | "Hash" | ".to_s" | ".to_str" | ".strip" | ".chomp" | ".squish" | ".freeze" | ".dup"
        | ".itself" | ".to_sym" | ".force_encoding" | ".encode" | ".presence" | ".strip_heredoc" | ".html_safe" => {
            Intrinsic::Same
        }
        ".to_query" | ".to_param" => Intrinsic::Same,
        "URI.encode_www_form" => Intrinsic::Object,
        "URI.Generic.build" => Intrinsic::Url,
        "ERB.Util.url_encode" | "URI.encode_uri_component" => Intrinsic::Encode,
        "CGI.escape" | "URI.encode_www_form_component" => Intrinsic::EncodeForm,
        ".to_h"
        | ".to_hash"
        | ".symbolize_keys"
        | ".transform_keys"
        | ".compact"
        | ".with_indifferent_access"
        | ".stringify_keys" => Intrinsic::Elements,
        ".merge!" | ".update" => Intrinsic::Update,
        ".fetch" | ".dig" => Intrinsic::Get,
        ".store" => Intrinsic::Set,
        ".push" | ".append" => Intrinsic::Push,
        ".split" => Intrinsic::Split,
        ".start_with?" | ".end_with?" | ".include?" | ".match?" | ".match" | ".index" | ".starts_with?" => {
            Intrinsic::Look
        }
        ".gsub" | ".sub" | ".tr" | ".delete" => Intrinsic::Replace,
        "Integer" | "Float" | ".to_i" | ".to_f" => Intrinsic::Number,
        ".clone" => Intrinsic::Copy,
        "exit" | "abort" | "exit!" | "Kernel.exit" | "Kernel.abort" => Intrinsic::Exit,
        _ => return None,
    })
}

/// Methods and constants of Ruby itself. A small name that nothing binds is a method of a base or of a library, or a slip.
pub(super) fn builtin(name: &str) -> bool {
    name.starts_with(['$', '@'])
        || name.starts_with(char::is_uppercase) && !is_constant(name)
        || METHODS.contains(&name)
}

/// A constant that somebody sets, by how it is written; a class or module is not written so.
fn is_constant(name: &str) -> bool {
    name.contains('_')
        && !name.starts_with("RUBY_")
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_')
}

const METHODS: &[&str] = &[
    "Array",
    "Float",
    "Hash",
    "Integer",
    "Rational",
    "String",
    "URI",
    "abort",
    "at_exit",
    "attr_accessor",
    "attr_reader",
    "attr_writer",
    "autoload",
    "binding",
    "block_given?",
    "caller",
    "catch",
    "eval",
    "exec",
    "exit",
    "exit!",
    "extend",
    "fail",
    "format",
    "freeze",
    "gets",
    "include",
    "lambda",
    "load",
    "logger",
    "loop",
    "module_function",
    "p",
    "pp",
    "prepend",
    "print",
    "printf",
    "private",
    "private_class_method",
    "private_constant",
    "proc",
    "protected",
    "public",
    "putc",
    "puts",
    "raise",
    "rand",
    "require",
    "require_relative",
    "select",
    "sleep",
    "spawn",
    "sprintf",
    "srand",
    "system",
    "throw",
    "using",
    "warn",
    "self",
    "super",
    "class",
    "send",
    "public_send",
    "method",
    "define_method",
    "instance_variable_get",
    "instance_variable_set",
    "it",
    "_1",
    "_2",
    "then",
    "tap",
];
