//! Python's own functions that evaluation has to understand, and the names that are always there.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    Some(match name {
        ".format" => Intrinsic::Format(FormatStyle::Braces),
        ".join" => Intrinsic::JoinWithSelf,
        "str" | ".strip" | ".rstrip" | ".lstrip" | ".encode" | ".decode" | ".__str__" | "textwrap.dedent" => {
            Intrinsic::Same
        }
        "typing.cast" => Intrinsic::Second,
        "asyncio.run" | "asyncio.wait_for" | ".run_until_complete" | "contextlib.closing" | "contextlib.aclosing" => {
            Intrinsic::Await
        }
        ".enter_context" | ".enter_async_context" => Intrinsic::Await,
        "urllib.parse.quote" => Intrinsic::Encode,
        "urllib.parse.quote_plus" => Intrinsic::EncodeForm,
        "dict" => Intrinsic::Object,
        ".update" => Intrinsic::Update,
        ".get" | ".pop" => Intrinsic::Get,
        ".setdefault" => Intrinsic::Set,
        ".append" => Intrinsic::Push,
        ".split" => Intrinsic::Split,
        ".startswith" | ".endswith" | ".find" | ".index" | ".count" => Intrinsic::Look,
        "json.dumps" | "pprint.pformat" | "repr" | "yaml.dump" => Intrinsic::Show,
        "re.match" | "re.search" | "re.fullmatch" | ".match" | ".search" | ".fullmatch" => Intrinsic::Look,
        ".replace" => Intrinsic::Replace,
        ".copy" | "copy.copy" | "copy.deepcopy" => Intrinsic::Copy,
        ".items" => Intrinsic::Elements,
        "functools.partial" => Intrinsic::Partial,
        "int" | "float" => Intrinsic::Number,
        "bool" => Intrinsic::Boolean,
        "sys.exit" | "exit" | "quit" | "os._exit" => Intrinsic::Exit,
        _ => return None,
    })
}

pub(super) fn builtin(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
        || BUILTINS.contains(&name)
        // Exceptions and warnings.
        || name.chars().next().is_some_and(char::is_uppercase)
            && ["Error", "Exception", "Warning", "Exit", "Interrupt", "Iteration", "Group"].iter().any(|end| name.ends_with(end))
}

const BUILTINS: &[&str] = &[
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "copyright",
    "credits",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "license",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "Ellipsis",
    "NotImplemented",
    "self",
    "cls",
    "_",
    "display",
    "get_ipython",
    "spark",
    "dbutils",
    "sc",
];
