//! A driver: what lint knows of the calls that open connections with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::language::{BuildFact, RegisterFact, Slot};

/// How one driver opens connections.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriverFact {
    /// Names under which it is imported.
    pub imports: Vec<String>,
    /// Calls that open a connection or make a pool.
    pub opens: Vec<OpenFact>,
    /// Calls that build a connection string.
    #[serde(default)]
    pub builds: Vec<BuildFact>,
    /// Calls that register a function for an event of what was opened.
    #[serde(default)]
    pub registers: Vec<RegisterFact>,
    /// Drivers that it works with, by the scheme of the URL that names them (`postgresql+asyncpg: asyncpg`): their TLS
    /// settings count then.
    #[serde(default)]
    pub uses: BTreeMap<String, String>,
    /// What it refuses aloud when that is not there: `settings` for the whole connection string, or the name of a part.
    #[serde(default)]
    pub refuses_absent: Vec<String>,
    /// The database that it is for, where that is another than PostgreSQL: for the rule wrong-driver.
    #[serde(default)]
    pub database: Option<String>,
    /// What its TLS settings mean.
    #[serde(default)]
    pub tls: Vec<TlsFact>,
    /// What happens to TLS when nothing is said.
    #[serde(default)]
    pub tls_default: Option<TlsEffect>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A call that opens a connection or makes something that will.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFact {
    /// Qualified name of the function, method or class. `NAME[]` stands for each entry of a dictionary that is assigned
    /// to `NAME`, as in Django's settings; `{KEY}[]` for each dictionary that has the key and goes to nothing that the file
    /// itself opens, as in a configuration file; `SCHEME://` for a URL that goes to nothing in the file; `NAME=`
    /// for a setting of that name, wherever it is set.
    pub call: String,
    /// Other names of the same thing.
    #[serde(default)]
    pub also: Vec<String>,
    /// Which calls or entries are meant, where not all are PostgreSQL's.
    #[serde(default)]
    pub only_if: Option<OnlyIf>,
    /// Where the object or dictionary of options stands whose keys are `keywords`, where they are not the call's own
    /// keyword arguments.
    #[serde(default)]
    pub options: Vec<Slot>,
    /// Functions that get the object to set it up, as their last parameter (`AddNpgsqlDataSource(text, builder => ...)`).
    #[serde(default)]
    pub configured_by: Vec<Slot>,
    /// Members and methods that lead to the same settings (`sync_engine`, `ConnectionStringBuilder`).
    #[serde(default)]
    pub same: Vec<String>,
    /// Whether what it makes shows its settings, the password among them, where it is printed.
    #[serde(default)]
    pub shows_settings: bool,
    /// Methods that give back the settings with which it was opened.
    #[serde(default)]
    pub gives_back: Vec<String>,
    /// Whether further settings come from elsewhere, so that what is not seen is not missing.
    #[serde(default)]
    pub elsewhere: bool,
    /// Names of further settings: where one of them stands in the file, what is not seen is not missing.
    #[serde(default)]
    pub settings_beside: Vec<String>,
    /// Whether its token hook stands in another file, so that a password that is not seen is not missing; all else is here.
    #[serde(default)]
    pub hook_elsewhere: bool,
    /// Whether the connection string says what becomes of TLS even so: where it is known, nothing from elsewhere counts.
    #[serde(default)]
    pub tls_in_settings: bool,
    /// What does not go together.
    #[serde(default)]
    pub conflicts: Vec<ConflictFact>,
    /// Keywords beside those of the grammar and the parts that the call itself takes (`autocommit`, `min_size`). With this
    /// list the rule unknown-keyword knows all keywords of the call, and reports any other.
    #[serde(default)]
    pub takes: Vec<String>,
    /// Keywords that nothing reads though they look as if something did, and the one that is meant.
    #[serde(default)]
    pub unread: BTreeMap<String, String>,
    /// Whether the call drops a keyword that it does not know without a word, so that one without likeness to any other
    /// is reported with `--pedantic` only.
    #[serde(default)]
    pub drops_unknown: bool,
    /// The ways to call it, each by the kinds of its arguments, where nothing else compiles.
    #[serde(default)]
    pub ways: Vec<Vec<ArgumentKind>>,
    /// Whether the call drops an option that is no text without a word.
    #[serde(default)]
    pub texts_only: bool,
    /// Where the connection string stands, and in which grammars.
    #[serde(default)]
    pub settings: Vec<Slot>,
    /// Where host, port, user, password, database, ... are given one by one.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<Slot>>,
    /// Grammar whose keywords the call takes as keyword arguments or options.
    #[serde(default)]
    pub keywords: Option<String>,
    /// How long what it makes lives.
    pub lives: Lives,
    /// Options with which it lives as long as a pool, unless they are switched off (PDO's persistent connections).
    #[serde(default)]
    pub kept_by: Vec<Slot>,
    /// Whether a pool calls the method around it for each new connection.
    #[serde(default)]
    pub again: bool,
    /// Methods that take one connection: what is used for nothing else, and not handed on, lives as long as that one.
    #[serde(default)]
    pub narrows: Vec<String>,
    /// Methods that close what it makes: what is closed where it is made, and not handed on, may not outlive a token.
    #[serde(default)]
    pub closes: Vec<String>,
    /// Where a fresh token can be supplied for each new connection.
    #[serde(default)]
    pub hooks: Vec<HookFact>,
    /// Which of string and parts wins when both name the same thing.
    #[serde(default)]
    pub wins: Option<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentKind {
    /// A text.
    Text,
    /// An object or a dictionary.
    Object,
}

/// Two settings that do not go together.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictFact {
    /// The one: the name of a part (`password`), of a keyword, option or method, or `settings` for the connection string;
    /// `keyword=value` for that value alone, `argument=value` for it in any place; `settings.PART` for the part that the
    /// connection string has.
    pub given: String,
    /// The other, likewise; `hook` for a token hook.
    pub beside: String,
    /// What happens.
    pub then: ConflictEffect,
    /// The reason, one sentence.
    pub why: String,
    /// Whether it is certain only where neither can be empty.
    #[serde(default)]
    pub if_set: bool,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What happens to two settings that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictEffect {
    /// The driver refuses both.
    Refused,
    /// The first is ignored.
    Ignored,
}

/// Which calls or entries are meant.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyIf {
    /// Where to look.
    pub at: Slot,
    /// What has to stand there, or begin what stands there; anything, where the list is empty.
    #[serde(default)]
    pub values: Vec<String>,
    /// What must not begin what stands there.
    #[serde(default)]
    pub except: Vec<String>,
    /// Whether what stands there has to be known; otherwise what is not known may be meant.
    #[serde(default)]
    pub known: bool,
}

/// How long a connection object lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lives {
    /// One physical connection.
    Connection,
    /// It opens new physical connections as long as it lives: longer than a token.
    Pool,
}

/// A token hook: the place that is asked for a password at each new connection.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HookFact {
    /// Where the hook is given.
    pub at: Slot,
    /// The first version of the package that has it.
    #[serde(default)]
    pub since: Option<String>,
    /// What the hook returns or sets, in words.
    #[serde(default)]
    pub gives: Option<String>,
    /// What the hook's function returns.
    #[serde(default)]
    pub returns: Option<HookReturns>,
    /// The key of the result without which the function is called once only, and its token kept; the empty text where that
    /// is always so.
    #[serde(default)]
    pub kept_unless: Option<String>,
    /// Whether a call of its method on whatever object in the file counts, as where a pool is handed on first.
    #[serde(default)]
    pub anywhere: bool,
    /// The value that switches it on, where it is a switch and takes no function.
    #[serde(default)]
    pub switch: Option<String>,
    /// What supplies the password when it is switched on: a credential of this file, by its name.
    #[serde(default)]
    pub supplies: Option<String>,
    /// Where the hook's function puts the password, among its own arguments.
    #[serde(default)]
    pub sets: Vec<Slot>,
    /// Whether it gets the keywords as they are given, those that the driver does not know as well.
    #[serde(default)]
    pub own_keywords: bool,
}

/// What the function of a token hook returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HookReturns {
    /// The password.
    Password,
    /// A dictionary of options, the password among them.
    Options,
    /// The connection string.
    Settings,
    /// A connection that it opened by a call of its own.
    Connection,
    /// The name of a class that supplies the password (authentication plugins).
    Plugin,
}

/// What one TLS setting means.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TlsFact {
    /// Where it is given.
    pub at: Slot,
    /// The value, as text.
    pub value: String,
    /// Its effect.
    pub effect: TlsEffect,
    /// The effect of another setting that this one raises to its own; by itself it does nothing then.
    #[serde(default)]
    pub raises: Option<TlsEffect>,
    /// Whether it says only what is checked: whether there is TLS at all is said in another place, or by the default.
    #[serde(default)]
    pub beside: bool,
    /// Versions for which that holds, in words.
    #[serde(default)]
    pub versions: Option<String>,
    /// Whether it does that in older versions only, and nothing at all in newer ones: which one it is, no file tells.
    #[serde(default)]
    pub older: bool,
    /// What weakens it: properties set on that value afterwards (`check_hostname = False`).
    #[serde(default)]
    pub weakened: Vec<WeakenedFact>,
}

/// A property that weakens a TLS setting.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeakenedFact {
    /// The property, or the keyword or argument with which the value is made.
    pub at: Slot,
    /// The value that weakens, as it is written.
    pub value: String,
    /// What given beside it does the checking instead.
    #[serde(default)]
    pub unless: Vec<Slot>,
    /// What is left.
    pub effect: TlsEffect,
}

/// What a TLS setting does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TlsEffect {
    /// No TLS.
    Off,
    /// TLS if the server offers it.
    Chance,
    /// TLS, nothing verified.
    Encrypted,
    /// TLS, chain verified, host name not.
    Chain,
    /// TLS, chain and host name verified.
    Full,
    /// An error.
    Refused,
}
