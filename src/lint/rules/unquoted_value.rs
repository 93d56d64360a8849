//! A password put into a connection string without quoting or encoding.

use super::context::Context;
use crate::catalog::GrammarForm;
use crate::lint::evaluate::state::Kind;
use crate::lint::finding::Finding;
use crate::lint::model::{Connection, Place, Setting};
use crate::lint::secret;
use crate::lint::value::{Alt, Atom};

const RULE: &str = "unquoted-value";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    // A configuration file quotes nothing: what it puts in is there as the string wants it.
    if context.model.run.unit.sets_for_others {
        return;
    }
    for connection in context.model.connections.iter().filter(|connection| !context.is_local_only(connection)) {
        for setting in connection.given("password").filter(|setting| setting.place == Place::Text) {
            let form = form_of(context, connection, setting);
            for alt in &setting.value.0 {
                look(context, connection, setting, alt, form, findings);
            }
        }
    }
}

fn form_of(context: &Context<'_, '_>, connection: &Connection, setting: &Setting) -> Option<GrammarForm> {
    let text = connection.texts.iter().find(|text| {
        text.parsed.as_ref().is_some_and(|(_, parsed)| parsed.pairs.iter().any(|pair| pair.key_span == setting.key_span))
    })?;
    let (grammar, _) = text.parsed.as_ref()?;
    context.model.shared.grammar(grammar).map(|grammar| grammar.form)
}

fn look(context: &Context<'_, '_>, connection: &Connection, setting: &Setting, alt: &Alt, form: Option<GrammarForm>, findings: &mut Vec<Finding>) {
    let Some(form) = form else { return };
    let from_environment = alt.env().is_some()
        || (context.is_azure(connection) || goes_anywhere(connection)) && is_setting(context, alt)
        || is_handed_in(context, connection, alt);
    // An entry of a string that was taken apart is as it stood there: right for another such string, and raw in a URL.
    let taken_out = matches!(alt.atom, Atom::Entry(..));
    let encoded = match alt.atom {
        Atom::Object(id) => context.model.run.state.object(id).and_then(|object| match &object.kind {
            Kind::Api(path) if &**path == "%+" => Some(object.args.positional.first().is_some_and(|given| given.value.some(|alt| alt.env().is_some()))),
            _ => None,
        }),
        _ => None,
    };
    let (message, help) = match form {
        GrammarForm::Url if encoded == Some(true) => {
            ("form encoding turns a blank into `+`, which stays a `+` in this URL", "percent-encode it instead")
        }
        GrammarForm::Url if from_environment || taken_out => {
            ("a password with `@`, `/`, `:` or `%` breaks this URL", "percent-encode it, or give the password as a setting of its own")
        }
        GrammarForm::Libpq if from_environment && !setting.quoted => (
            "a password with a blank, a quote or a backslash breaks this string",
            "give the password as a setting of its own, or let the driver's own function build the string",
        ),
        GrammarForm::Semicolons if from_environment && !setting.quoted => {
            ("a password with `;` or a quote breaks this string", "let the driver's connection string builder put it in")
        }
        _ => return,
    };
    if !findings.iter().any(|finding| finding.rule == RULE && finding.span == setting.span) {
        let finding = Finding::new(RULE, setting.span, message).help(help).warning();
        // Only a blank suffers, and hardly a password has one.
        findings.push(if encoded == Some(true) { finding.likely() } else { finding });
    }
}

/// Whether it is a parameter that is called a password, of a function that connects to wherever its caller says, or to the
/// service: nobody quotes what is handed to such a function. A token, which needs no quotes, is handed in where nothing says
/// `password`.
fn is_handed_in(context: &Context<'_, '_>, connection: &Connection, alt: &Alt) -> bool {
    if !context.is_azure_by_name(connection) && !goes_anywhere(connection) || alt.atom != Atom::Unknown || context.passwordless() {
        return false;
    }
    let mut params = context.model.run.unit.functions().flat_map(|(_, function)| &function.params);
    params.any(|param| param.span == alt.span && secret::names_password(&param.name))
}

/// Whether the host is somebody's setting, too: whoever calls this, or fills the settings, says where it goes.
fn goes_anywhere(connection: &Connection) -> bool {
    connection.given("host").any(|setting| setting.value.every(|host| matches!(host.atom, Atom::Unknown | Atom::Api(_))))
}

/// Whether something of which nothing is known is a password of somebody's settings: `config.Password`,
/// `settings.get("store.password")`. It holds what people write there, and that is any character.
fn is_setting(context: &Context<'_, '_>, alt: &Alt) -> bool {
    let unknown = match alt.atom {
        Atom::Unknown | Atom::Derived(_) => true,
        // A variable of another package.
        Atom::Api(ref path) => !context.model.facts().knows(path),
        // What a function of somebody else gave.
        Atom::Object(id) => context.model.run.api_name(id).is_some_and(|name| !name.starts_with('%') && !context.model.facts().knows(&name)),
        _ => false,
    };
    let written = context.text(alt.span);
    // A field that something from elsewhere fills: `password: str`.
    let is_field = || {
        let mut classes = context.model.run.unit.classes().map(|(_, class)| class);
        secret::names_password(written)
            && classes.any(|class| class.span.contains(alt.span))
            && !context.model.run.unit.functions().any(|(_, function)| function.span.contains(alt.span))
    };
    unknown && (secret::names_setting(written) || is_field() || context.is_stored_secret(alt))
}
