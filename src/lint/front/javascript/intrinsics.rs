//! JavaScript's own functions that evaluation has to understand, and the names that are always there.

use crate::lint::form::FormatStyle;
use crate::lint::front::Intrinsic;

pub(super) fn intrinsic(name: &str) -> Option<Intrinsic> {
    // `node:util` and `util` are one module.
    Some(match name.strip_prefix("node:").unwrap_or(name) {
        "String" | ".toString" | ".trim" | ".trimEnd" | ".trimStart" | ".valueOf" | ".normalize" => Intrinsic::Same,
        ".concat" => Intrinsic::Concat,
        ".join" => Intrinsic::JoinSelf,
        ".split" => Intrinsic::Split,
        ".replace" | ".replaceAll" | "encodeURI" => Intrinsic::Replace,
        "encodeURIComponent" | "querystring.escape" => Intrinsic::Encode,
        "util.format" => Intrinsic::Format(FormatStyle::Percent),
        "Promise.resolve" => Intrinsic::Await,
        "Promise.all" => Intrinsic::AwaitAll,
        ".then" => Intrinsic::Then,
        ".catch" | ".finally" | ".bind" => Intrinsic::Elements,
        "Object.freeze" | "Object.seal" => Intrinsic::Elements,
        "Object.assign" => Intrinsic::Assign,
        "URLSearchParams" | "url.URLSearchParams" | "Headers" | "FormData" => Intrinsic::Object,
        "structuredClone" => Intrinsic::Copy,
        ".get" => Intrinsic::Get,
        ".set" | ".append" => Intrinsic::Set,
        ".push" => Intrinsic::Push,
        "Number" | "parseInt" | "parseFloat" | "Number.parseInt" | "Number.parseFloat" => Intrinsic::Number,
        "Boolean" => Intrinsic::Boolean,
        "process.exit" | "process.abort" => Intrinsic::Exit,
        "assert" | "assert.ok" | "assert.strict" | "assert/strict" | "assert/strict.ok" => Intrinsic::Require,
        _ => return None,
    })
}

pub(super) fn builtin(name: &str) -> bool {
    name.starts_with("__") || BUILTINS.contains(&name)
}

const BUILTINS: &[&str] = &[
    "AbortController", "AbortSignal", "AggregateError", "Array", "ArrayBuffer", "Atomics", "BigInt", "BigInt64Array", "Blob",
    "Boolean", "Buffer", "Bun", "DataView", "Date", "Deno", "Error", "EvalError", "Event", "EventTarget", "FinalizationRegistry",
    "Float32Array", "Float64Array", "FormData", "Function", "Headers", "Infinity", "Int16Array", "Int32Array", "Int8Array",
    "Intl", "Iterator", "JSON", "Map", "Math", "MessageChannel", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError",
    "ReferenceError", "Reflect", "RegExp", "Request", "Response", "Set", "SharedArrayBuffer", "String", "Symbol", "SyntaxError",
    "TextDecoder", "TextEncoder", "TypeError", "URIError", "URL", "URLSearchParams", "Uint16Array", "Uint32Array", "Uint8Array",
    "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "WebSocket", "afterAll", "afterEach", "alert",
    "arguments", "atob", "beforeAll", "beforeEach", "btoa", "clearImmediate", "clearInterval", "clearTimeout", "console",
    "crypto", "decodeURI", "decodeURIComponent", "describe", "document", "encodeURI", "encodeURIComponent", "escape", "eval",
    "expect", "exports", "fetch", "global", "globalThis", "isFinite", "isNaN", "it", "jest", "localStorage", "location",
    "module", "navigator", "parseFloat", "parseInt", "performance", "process", "queueMicrotask", "require", "self",
    "sessionStorage", "setImmediate", "setInterval", "setTimeout", "structuredClone", "test", "undefined", "unescape", "vi",
    "window",
];
