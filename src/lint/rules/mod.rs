//! Rules: small functions over the model, one a file. A rule judges and knows no grammar.
//!
//! To add one: its page in `catalog/rules/<id>.md` (which is its documentation and its test), its function here in a file of
//! its own, and its line in [`RULES`].

mod context;
mod rebuilt;
mod secrets;

use super::finding::Finding;
pub use context::{Context, literal_pieces, place_of};

macro_rules! rules {
    ($($module:ident: $id:literal),* $(,)?) => {
        $(mod $module;)*
        /// Every rule, in the order in which findings of one place are shown.
        pub static RULES: &[Rule] = &[$(Rule { id: $id, check: $module::check }),*];
    };
}

/// A rule.
pub struct Rule {
    /// Its id, the name of its page.
    pub id: &'static str,
    /// Looks at a unit.
    pub check: fn(&Context<'_, '_>, &mut Vec<Finding>),
}

rules! {
    missing_password: "missing-password",
    token_object_as_password: "token-object-as-password",
    undefined_secret: "undefined-secret",
    missing_import: "missing-import",
    broken_call: "broken-call",
    credential_arguments: "credential-arguments",
    wrong_scope: "wrong-scope",
    scope_without_default: "scope-without-default",
    default_in_resource: "default-in-resource",
    cloud_mismatch: "cloud-mismatch",
    token_kept: "token-kept",
    client_id_not_passed: "client-id-not-passed",
    secret_not_passed: "secret-not-passed",
    identity_request: "identity-request",
    unknown_variable: "unknown-variable",
    unchecked_variable: "unchecked-variable",
    wrong_type: "wrong-type",
    unknown_keyword: "unknown-keyword",
    conflicting_settings: "conflicting-settings",
    wrong_format: "wrong-format",
    value_as_name: "value-as-name",
    wrong_driver: "wrong-driver",
    conninfo_misparse: "conninfo-misparse",
    unquoted_value: "unquoted-value",
    conninfo_separator: "conninfo-separator",
    tls_disabled: "tls-disabled",
    tls_unverified: "tls-unverified",
    hardcoded_secret: "hardcoded-secret",
    secret_logged: "secret-logged",
    wrong_plugin: "wrong-plugin",
    removed_api: "removed-api",
}
