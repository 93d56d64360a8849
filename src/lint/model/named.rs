//! Settings that stand together by their names, for something elsewhere to connect with: `module.exports = {HOST: "...",
//! USER: "...", PASSWORD: "..."}`, or names of the file itself. Who takes them is not known, so nothing is known but what
//! they say.

use crate::catalog::Lives;
use crate::lint::evaluate::state::{Args, Kind};
use crate::lint::form::Span;
use crate::lint::secret;
use crate::lint::value::{Alt, FrameId, Value};

use super::{Connection, Model, Place, Setting, Tls};

/// A name and what it stands for.
struct Named {
    name: String,
    key_span: Span,
    value: Value,
    span: Span,
}

impl Model<'_> {
    /// Adds the connections of settings of which nothing but their names says what they are.
    pub(super) fn connect_by_names(&mut self) {
        let mut groups: Vec<Vec<Named>> = Vec::new();
        // A dictionary, or an object of somebody's own settings.
        let own = |kind: &Kind| match kind {
            Kind::Dict | Kind::Local(..) => true,
            Kind::Api(name) => !self.run.facts.knows(name),
            _ => false,
        };
        for (_, object) in self.run.state.objects().filter(|(_, object)| own(&object.kind)) {
            let fields = object.fields.iter();
            let named = fields.map(|(name, field)| {
                let (key_span, span) = (field.key_span, field.span);
                Named { name: name.clone(), key_span, value: field.value.clone(), span }
            });
            groups.push(named.collect());
        }
        if let Some(frame) = self.run.state.frame(FrameId(0)) {
            let named = frame.names.iter().filter_map(|(name, value)| {
                let span = value.0.first()?.span;
                Some(Named { name: name.to_owned(), key_span: span, value: value.clone(), span })
            });
            groups.push(named.collect());
        }
        // A configuration file.
        if self.run.unit.sets_for_others {
            for called in &self.run.trace.calls {
                let named = called.args.named.iter().map(|(name, key_span, given)| {
                    let (value, span) = (given.value.clone(), given.span);
                    Named { name: name.clone(), key_span: *key_span, value, span }
                });
                groups.push(named.collect());
            }
        }
        for group in groups {
            for host in 0..group.len() {
                if self.is_server(&group[host].value) {
                    self.connect_named(&group, &group[host]);
                }
            }
        }
    }

    /// Whether a value is a server of the service in every case.
    fn is_server(&self, value: &Value) -> bool {
        let server = |alt: &Alt| {
            alt.literal().is_some_and(|text| self.shared.is_azure_host(&text) && !text.contains(['/', '=', ' ', '@']))
        };
        value.every(server)
    }

    fn connect_named(&mut self, group: &[Named], host: &Named) {
        let Some(before) = self.before("host", &host.name) else { return };
        let used = self.connections.iter().any(|connection| {
            connection.given("host").any(|setting| setting.value.some(|alt| host.value.0.contains(alt)))
        });
        if used {
            return;
        }
        let setting = |meaning: &str, named: &Named| Setting {
            meaning: meaning.to_owned(),
            key: named.name.clone(),
            key_span: named.key_span,
            value: named.value.clone(),
            span: named.span,
            place: Place::Option,
            quoted: false,
            wants: None,
            calls_functions: false,
        };
        let of = |meaning: &str| group.iter().find(|named| self.before(meaning, &named.name).as_ref() == Some(&before));
        // What the service would refuse as a password is an example's, or a test's.
        let strong = |alt: &Alt| alt.literal().is_some_and(|text| !secret::is_weak(&text));
        let password = of("password").filter(|named| named.value.every(strong));
        let user = of("user").filter(|named| named.value.every(|alt| alt.literal().is_some()));
        let mut settings = vec![setting("host", host)];
        settings.extend(user.map(|named| setting("user", named)));
        settings.extend(password.map(|named| setting("password", named)));
        if settings.len() == 1 {
            return;
        }
        self.named.push(Connection {
            driver: String::new(),
            call: String::new(),
            span: host.span,
            name_span: host.key_span,
            lives: Lives::Connection,
            brief: true,
            settings,
            texts: Vec::new(),
            bases: Vec::new(),
            open: true,
            hooks: Vec::new(),
            tls: Tls::default(),
            strangers: Vec::new(),
            conflicts: Vec::new(),
            activation: 0,
            for_pool: false,
            args: Args::default(),
        });
    }

    /// What stands before a meaning's name in a name, where that is its end.
    fn before(&self, meaning: &str, name: &str) -> Option<String> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let ends = self.shared.service.setting_names.get(meaning)?;
        ends.iter().find_map(|end| plain.strip_suffix(end.as_str())).map(str::to_owned)
    }
}
