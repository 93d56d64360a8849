//! The catalog as lint asks for it: by qualified name.

mod names;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::OnceLock;

use crate::catalog::{
    BuildFact, Catalog, CatalogError, Cloud, CredentialFact, DriverFact, EnvironmentRead, Grammar, GrammarForm,
    Language, OpenFact, RegisterFact, RequestFact, Service, TransportFact, ValueFormat, Variable,
};

/// What does not depend on the language.
#[derive(Debug)]
pub struct Shared {
    /// The service.
    pub service: Service,
    grammars: BTreeMap<String, Grammar>,
    /// Every variable that Service Connector sets, with client and auth type.
    pub variables: Vec<(String, String, Variable)>,
    /// Language of each client.
    pub languages: BTreeMap<String, String>,
}

impl Shared {
    /// Reads service, grammars and the environments of all clients.
    ///
    /// # Errors
    /// What is wrong with one of the files.
    pub fn load(catalog: &Catalog) -> Result<Self, CatalogError> {
        let service = catalog.service()?.clone();
        let grammars =
            catalog.grammars()?.grammars.iter().map(|grammar| (grammar.id.clone(), grammar.clone())).collect();
        let (mut variables, mut languages) = (Vec::new(), BTreeMap::new());
        for id in catalog.client_ids()? {
            let client = catalog.client(&id)?;
            for (auth, set) in client.environment {
                variables.extend(set.into_iter().map(|variable| (id.clone(), auth.clone(), variable)));
            }
            languages.extend(client.language.map(|language| (id, language)));
        }
        Ok(Self { service, grammars, variables, languages })
    }

    /// A grammar of connection strings.
    pub fn grammar(&self, id: &str) -> Option<&Grammar> {
        self.grammars.get(id)
    }

    /// The cloud to which a host, scope or authority belongs.
    pub fn cloud_of(&self, text: &str) -> Option<&Cloud> {
        let text = text.to_ascii_lowercase();
        self.service.clouds.iter().find(|cloud| {
            let resource = cloud.resource.trim_start_matches("https://");
            text.contains(&cloud.host_suffix) || text.contains(resource) || has_word(&text, &cloud.authority)
        })
    }

    /// Whether a text names a server of this service.
    pub fn is_azure_host(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        self.service.clouds.iter().any(|cloud| text.contains(&cloud.host_suffix))
    }

    /// What a key means in the connection string that a variable holds: `host`, `password`, ...; nothing where it holds none.
    pub fn meaning_in(&self, variable: &str, key: &str) -> Option<&str> {
        self.variable(variable).iter().find(|(.., variable)| variable.format != ValueFormat::Plain)?;
        let pairs = self.grammars.values().filter(|grammar| grammar.form != GrammarForm::Url);
        let mut keywords = pairs.flat_map(|grammar| &grammar.keywords);
        let (_, meaning) = keywords.find(|(keyword, _)| keyword.eq_ignore_ascii_case(key))?;
        (meaning != "other").then_some(meaning)
    }

    /// Whether a text is a piece of the names of the service's servers that is no other's.
    pub fn names_cloud(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let own = |suffix: &str| {
            let label = suffix.rsplit('.').nth(1).unwrap_or_default().to_owned();
            suffix.contains(text.trim_start_matches('.')) && text.contains(&label)
        };
        self.service.clouds.iter().any(|cloud| own(&cloud.host_suffix))
    }

    /// Whether a text that a value is held against tells one form of connection string from another: the scheme of a URL, what
    /// separates pairs, the keyword of a server. It may be a pattern.
    pub fn tells_form(&self, text: &str) -> bool {
        // Places and kinds of characters in a pattern are no text.
        let plain = ["\\A", "\\b", "\\s", "\\z"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
        let plain = plain.trim_start_matches("%r").replace('\\', "").to_ascii_lowercase();
        let bare = plain.trim_matches(|c: char| "/^$ ".contains(c));
        if plain.contains("://") || matches!(bare, "=" | ";") {
            return true;
        }
        let mut urls = self.grammars.values().filter(|grammar| grammar.form == GrammarForm::Url);
        let begins = plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        // What goes on is another word: the name of a host, of a driver.
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "._- ".contains(c));
        let scheme = |prefix: &String| {
            let word = prefix.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            begins.strip_prefix(word).is_some_and(ends)
        };
        if urls.any(|grammar| grammar.prefixes.iter().any(scheme)) {
            return true;
        }
        let mut pairs = self.grammars.values().filter(|grammar| grammar.form != GrammarForm::Url);
        let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let place = |(keyword, meaning): (&String, &String)| {
            matches!(meaning.as_str(), "host" | "database" | "user")
                && words.iter().any(|word| keyword.eq_ignore_ascii_case(word))
        };
        plain.contains('=') && pairs.any(|grammar| grammar.keywords.iter().any(place))
    }

    /// The variable of that name, with a connection's own word between prefix and name taken out: its key, and the
    /// clients that have it.
    pub fn variable(&self, name: &str) -> Vec<&(String, String, Variable)> {
        let plain: Vec<_> = self.variables.iter().filter(|(.., variable)| variable.name == name).collect();
        if !plain.is_empty() {
            return plain;
        }
        let Some(rest) = name.strip_prefix(&self.service.prefix) else { return Vec::new() };
        let Some((_, last)) = rest.rsplit_once('_') else { return Vec::new() };
        let shortened = format!("{}{last}", self.service.prefix);
        self.variables.iter().filter(|(.., variable)| variable.name == shortened).collect()
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).any(|part| part == word)
}

/// One language's facts.
#[derive(Debug)]
pub struct Facts {
    /// The language's id.
    pub id: String,
    /// Its file.
    pub language: Language,
    opens: BTreeMap<String, Vec<(String, usize)>>,
    builds: BTreeMap<String, (String, usize)>,
    credentials: BTreeMap<String, usize>,
    known: BTreeSet<String>,
    extensions: BTreeMap<String, String>,
    keywords: BTreeSet<String>,
    requests: HashMap<String, usize>,
    /// What is opened by an assignment or an entry of that name: `X` of `X[]`, `type` of `{type}[]`.
    opened_by_name: BTreeSet<String>,
    opened_by_key: BTreeSet<String>,
    // Looked up again and again, and made when it first is: a run over one language asks for nothing of the others.
    by_part: OnceLock<HashMap<String, BTreeSet<String>>>,
    by_lower_case: OnceLock<HashMap<String, Vec<String>>>,
    by_import: OnceLock<HashMap<String, String>>,
}

impl Facts {
    /// Reads a language's file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn load(catalog: &Catalog, id: &str) -> Result<Self, CatalogError> {
        let language = with_dots(catalog.language(id)?);
        let (mut builds, mut credentials) = (BTreeMap::new(), BTreeMap::new());
        let mut opens: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
        for (driver, fact) in &language.drivers {
            for (index, open) in fact.opens.iter().enumerate() {
                for name in std::iter::once(&open.call).chain(&open.also) {
                    opens.entry(name.clone()).or_default().push((driver.clone(), index));
                }
            }
            for (index, build) in fact.builds.iter().enumerate() {
                for name in std::iter::once(&build.call).chain(&build.also) {
                    builds.insert(name.clone(), (driver.clone(), index));
                }
            }
        }
        for (index, fact) in language.credentials.iter().enumerate() {
            for name in std::iter::once(&fact.new).chain(&fact.also) {
                credentials.insert(name.clone(), index);
            }
        }
        let mut known: BTreeSet<String> =
            opens.keys().chain(builds.keys()).chain(credentials.keys()).cloned().collect();
        known.extend(language.reads_environment.iter().map(|read| read.call.clone()));
        known.extend(language.prints.iter().cloned());
        known.extend(language.requests.iter().map(|request| request.call.clone()));
        known.extend(language.removed.iter().map(|removed| removed.name.clone()));
        known.extend(language.modules.keys().cloned());
        known.extend(language.builders.iter().chain(&language.wraps).cloned());
        for token in &language.tokens {
            known.extend(token.request.iter().chain(token.on.is_none().then_some(&token.call)).cloned());
        }
        for fact in language.drivers.values() {
            known.extend(fact.registers.iter().map(|register| register.call.clone()));
            let tls = fact
                .tls
                .iter()
                .flat_map(|tls| std::iter::once(&tls.value).chain(tls.weakened.iter().map(|weak| &weak.value)));
            known.extend(tls.filter(|value| value.contains('.')).map(|value| value.trim_end_matches("()").to_owned()));
            known.extend(fact.imports.iter().cloned());
        }
        // `SomethingExtensions.Name`: called on whatever its first parameter is.
        let extensions = known
            .iter()
            .filter_map(|name| {
                let (class, method) = name.rsplit_once('.')?;
                (class.ends_with("Extensions") || class.ends_with("Binder")).then(|| (method.to_owned(), name.clone()))
            })
            .collect();
        let keywords = keywords(&language);
        let mut requests = HashMap::new();
        for (index, request) in language.requests.iter().enumerate() {
            requests.entry(request.call.clone()).or_insert(index);
        }
        let named = || opens.keys().filter_map(|name| name.strip_suffix("[]"));
        let key = |name: &str| Some(name.strip_prefix('{')?.strip_suffix('}')?.to_owned());
        let (opened_by_key, opened_by_name) = (named().filter_map(key).collect(), named().map(str::to_owned).collect());
        let (by_part, by_lower_case, by_import) = Default::default();
        let id = id.to_owned();
        Ok(Self {
            id,
            language,
            opens,
            builds,
            credentials,
            known,
            extensions,
            keywords,
            requests,
            opened_by_name,
            opened_by_key,
            by_part,
            by_lower_case,
            by_import,
        })
    }

    /// The name that the facts use for what a qualified name stands for.
    pub fn canonical(&self, name: String) -> String {
        let known = &self.language.same_as;
        if known.is_empty() {
            return name;
        }
        let mut end = name.len();
        loop {
            if let Some(same) = known.get(&name[..end]) {
                return format!("{same}{}", &name[end..]);
            }
            match name[..end].rfind('.') {
                Some(dot) => end = dot,
                None => return name,
            }
        }
    }

    /// Whether methods of what has this type give the same object back.
    pub fn is_builder(&self, name: &str) -> bool {
        self.language.builders.iter().any(|known| known == name)
    }

    /// The last part of a qualified name; of a function that makes an object of a type, the type's.
    pub fn class_of<'n>(&self, name: &'n str) -> &'n str {
        let mut parts = name.rsplit(['.', '/', ':', '\\']);
        let last = parts.next().unwrap_or(name);
        let makes = self.language.constructors.iter().any(|known| known == last);
        if makes { parts.next().unwrap_or(last) } else { last }
    }

    /// The type of which a function of that name makes an object.
    pub fn constructed<'n>(&self, name: &'n str) -> Option<&'n str> {
        let (class, last) = name.rsplit_once('.')?;
        let makes = self.language.constructors.iter().any(|known| known == last);
        (makes && !self.opens.contains_key(name) && (self.is_builder(class) || self.builds.contains_key(class)))
            .then_some(class)
    }

    /// What opens a connection by that name: driver, its facts, the call's facts.
    pub fn open(&self, name: &str) -> Option<(&str, &DriverFact, &OpenFact)> {
        self.all_opens(name).next()
    }

    /// The name under which the facts have what an assignment to a name opens.
    pub fn opened_by_name(&self, name: &str) -> Option<String> {
        self.opened_by_name.contains(name).then(|| format!("{name}[]"))
    }

    /// The name under which the facts have what an object with an entry of that name opens.
    pub fn opened_by_key(&self, key: &str) -> Option<String> {
        self.opened_by_key.contains(key).then(|| format!("{{{key}}}[]"))
    }

    /// All that is said of a call that opens a connection: by what it is given, one or another holds.
    pub fn all_opens<'f>(&'f self, name: &str) -> impl Iterator<Item = (&'f str, &'f DriverFact, &'f OpenFact)> {
        self.opens.get(name).into_iter().flatten().filter_map(|(driver, index)| {
            let fact = self.language.drivers.get(driver)?;
            Some((driver.as_str(), fact, fact.opens.get(*index)?))
        })
    }

    /// Whether this is, or has, something that opens connections: a data source's class beside its `Create`.
    pub fn opens_within(&self, name: &str) -> bool {
        let within = format!("{name}.");
        self.opens.contains_key(name)
            || self.opens.range(within.clone()..).next().is_some_and(|(known, _)| known.starts_with(&within))
    }

    /// What builds a connection string by that name.
    pub fn build(&self, name: &str) -> Option<(&DriverFact, &BuildFact)> {
        let (driver, index) = self.builds.get(name)?;
        let fact = self.language.drivers.get(driver)?;
        Some((fact, fact.builds.get(*index)?))
    }

    /// What builds a connection string from another by a method of that name.
    pub fn build_method(&self, name: &str) -> Option<&BuildFact> {
        let (known, _) = self.builds.iter().find(|(known, _)| {
            // `URL.set`: the class begins with a capital, the method does not.
            known.rsplit_once('.').is_some_and(|(class, last)| {
                last == name
                    && class.rsplit('.').next().is_some_and(|class| class.starts_with(char::is_uppercase))
                    && name == "set"
            })
        })?;
        self.build(known).map(|(_, build)| build)
    }

    /// The qualified name of an extension method.
    pub fn extension(&self, method: &str) -> Option<&str> {
        self.extensions.get(method).map(String::as_str)
    }

    /// Every keyword that the facts name, as they spell it.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(String::as_str)
    }

    /// The credential of that name.
    pub fn credential(&self, name: &str) -> Option<&CredentialFact> {
        self.language.credentials.get(*self.credentials.get(name)?)
    }

    /// The reading of the environment by that call.
    pub fn environment_read(&self, call: &str) -> Option<&EnvironmentRead> {
        self.language.reads_environment.iter().find(|read| read.call == call)
    }

    /// Whether a name stands for the whole environment.
    pub fn is_environment(&self, name: &str) -> bool {
        ["[]", "."].iter().any(|end| self.environment_read(&format!("{name}{end}")).is_some())
    }

    /// The HTTP request by that call.
    pub fn request(&self, name: &str) -> Option<&RequestFact> {
        let exact = |name: &str| self.requests.get(name).and_then(|index| self.language.requests.get(*index));
        exact(name).or_else(|| {
            // `Client.withHeaders.asForm.post`: what is called in between sets the request up.
            if self.requests.is_empty() || name.bytes().filter(|byte| *byte == b'.').count() < 2 {
                return None;
            }
            let words: Vec<&str> = name.split('.').collect();
            let class = words.iter().rposition(|word| word.starts_with(char::is_uppercase))?;
            let (last, between) = words[class + 1..].split_last().filter(|(_, between)| !between.is_empty())?;
            let of = words[..=class].join(".");
            let set_up = between.iter().find_map(|word| exact(&format!("{of}.{word}.{last}")));
            set_up.or_else(|| exact(&format!("{of}.{last}")))
        })
    }

    /// What sends requests and is made by that call.
    pub fn transport(&self, name: &str) -> Option<&TransportFact> {
        self.language.transports.iter().find(|fact| fact.call == name)
    }

    /// The registration by that call.
    pub fn register(&self, name: &str) -> Option<&RegisterFact> {
        self.language.drivers.values().flat_map(|driver| &driver.registers).find(|register| register.call == name)
    }

    /// Whether the facts name this, or something within it.
    pub fn knows(&self, name: &str) -> bool {
        let within = |known: &String| {
            known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let from = (Bound::Included(name), Bound::Unbounded);
        self.known.range::<str, _>(from).take_while(|known| known.starts_with(name)).any(within)
    }

    /// Whether a call prints or logs what it is given.
    pub fn prints(&self, name: &str) -> bool {
        self.language.prints.iter().any(|print| match print.strip_prefix('.') {
            Some(method) => name.rsplit('.').next() == Some(method) && name.contains('.'),
            None => print == name || print.ends_with('.') && name.starts_with(print.as_str()),
        })
    }

    /// Whether a client's programs are of this language.
    pub fn is_client(&self, client: &str, shared: &Shared) -> bool {
        shared.languages.get(client) == Some(self.language.clients_of.as_ref().unwrap_or(&self.id))
    }

    /// The form in which this language's own clients get their connection string.
    pub fn own_format(&self, shared: &Shared) -> Option<ValueFormat> {
        shared
            .variables
            .iter()
            .filter(|(client, ..)| self.is_client(client, shared))
            .map(|(.., variable)| variable.format)
            .find(|format| *format != ValueFormat::Plain)
    }
}

/// Every keyword that the facts name.
fn keywords(language: &Language) -> BTreeSet<String> {
    let opens = || language.drivers.values().flat_map(|driver| &driver.opens);
    let of_opens = opens().flat_map(|open| {
        let parts = open.parts.values().flatten().chain(&open.settings).chain(&open.options);
        parts.chain(open.hooks.iter().map(|hook| &hook.at)).chain(open.only_if.iter().map(|only| &only.at))
    });
    let of_tls = language.drivers.values().flat_map(|driver| driver.tls.iter().map(|tls| &tls.at));
    let of_credentials = language.credentials.iter().flat_map(|fact| fact.arguments.values().flatten());
    let slots = of_opens.chain(of_tls).chain(of_credentials).chain(language.tokens.iter().map(|token| &token.scope));
    let conflicts = opens().flat_map(|open| open.conflicts.iter().flat_map(|fact| [&fact.given, &fact.beside]));
    let unread = opens().flat_map(|open| open.unread.iter().flat_map(|(wrong, right)| [wrong, right]));
    slots.filter_map(|slot| slot.keyword.as_ref()).chain(conflicts).chain(unread).cloned().collect()
}

/// Whether a name is a qualified name, or its last parts.
pub fn is_end_of(name: &str, qualified: &str) -> bool {
    qualified.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(['.', '/']))
}

/// Joins the parts of qualified names with dots, whatever the language writes between them: `A\\B::c` is `A.B.c`, and a method
/// of an object, `A#c`, is `A#.c`.
fn with_dots(mut language: Language) -> Language {
    fn dot(name: &mut String) {
        if name.contains(['\\', ':', '#']) && !name.contains("://") {
            *name = name.replace("()", "").replace("::", ".").replace('\\', ".").replace('#', "#.").replace("..", ".");
        }
    }
    language.reads_environment.iter_mut().for_each(|read| dot(&mut read.call));
    for fact in &mut language.credentials {
        dot(&mut fact.new);
        fact.also.iter_mut().for_each(dot);
    }
    for fact in &mut language.tokens {
        dot(&mut fact.call);
        fact.of.iter_mut().chain(&mut fact.request).for_each(dot);
    }
    for driver in language.drivers.values_mut() {
        driver.imports.iter_mut().for_each(dot);
        for open in &mut driver.opens {
            dot(&mut open.call);
            open.also.iter_mut().for_each(dot);
        }
        for build in &mut driver.builds {
            dot(&mut build.call);
            build.also.iter_mut().for_each(dot);
        }
        driver.registers.iter_mut().for_each(|register| dot(&mut register.call));
        driver.tls.iter_mut().for_each(|tls| dot(&mut tls.value));
    }
    for request in &mut language.requests {
        dot(&mut request.call);
        request.tls.iter_mut().for_each(|tls| dot(&mut tls.value));
    }
    for transport in &mut language.transports {
        dot(&mut transport.call);
        transport.tls.iter_mut().for_each(|tls| dot(&mut tls.value));
    }
    language.parses.iter_mut().for_each(|parse| dot(&mut parse.call));
    language.removed.iter_mut().for_each(|removed| dot(&mut removed.name));
    language.prints.iter_mut().for_each(dot);
    language.builders.iter_mut().chain(&mut language.wraps).for_each(dot);
    language.clouds.values_mut().flat_map(|terms| terms.values_mut()).for_each(dot);
    let dotted = |mut name: String| {
        dot(&mut name);
        name
    };
    language.results =
        std::mem::take(&mut language.results).into_iter().map(|(name, class)| (dotted(name), dotted(class))).collect();
    language.same_as =
        std::mem::take(&mut language.same_as).into_iter().map(|(name, same)| (dotted(name), dotted(same))).collect();
    language.modules =
        std::mem::take(&mut language.modules).into_iter().map(|(name, how)| (dotted(name), how)).collect();
    language
}
