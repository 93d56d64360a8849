//! Names that are not quite the catalog's: without their namespace, in other capitals, not imported; and what every name of it
//! is. The tables are made when they are first asked for.

use std::collections::{BTreeSet, HashMap};

use super::Facts;

impl Facts {
    /// The known names that end in this one, for names whose namespace is taken for granted.
    pub fn ending_in(&self, name: &str) -> impl Iterator<Item = &str> {
        let by_part = self.by_part.get_or_init(|| {
            let mut by_part: HashMap<String, BTreeSet<String>> = HashMap::new();
            for known in &self.known {
                let mut path = String::new();
                for part in known.split('.') {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(part.trim_end_matches("[]"));
                    if part != path {
                        by_part.entry(part.to_owned()).or_default().insert(path.clone());
                    }
                }
            }
            by_part
        });
        by_part.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Every name of the catalog of which something may be found: whatever is found has used one of these.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let language = &self.language;
        let known = self.known.iter().chain(language.results.keys()).chain(language.made_by.keys());
        let modules = language.credentials.iter().filter_map(|fact| fact.new.rsplit_once('.'));
        let calls = language.parses.iter().map(|parse| parse.call.as_str());
        let calls = calls.chain(language.transports.iter().map(|fact| fact.call.as_str()));
        // A module by itself is imported and does nothing, and what prints has to be given something of another name's.
        let does = |name: &&String| !self.is_module(name) && !language.prints.contains(name);
        known.filter(does).map(String::as_str).chain(modules.map(|(module, _)| module)).chain(calls)
    }

    fn is_module(&self, name: &str) -> bool {
        let imported = self.language.drivers.values().any(|driver| driver.imports.iter().any(|known| known == name));
        let used = self.opens.contains_key(name) || self.builds.contains_key(name);
        let removed = self.language.removed.iter().any(|removed| removed.name == name);
        (imported || self.language.modules.contains_key(name)) && !used && !removed
    }

    /// Every name for which it is known how it is imported.
    pub fn importable(&self) -> impl Iterator<Item = &str> {
        let modules = self.language.modules.keys().map(String::as_str);
        let first = self.language.modules.keys().filter_map(|known| known.split_once('.')).map(|(first, _)| first);
        let others = self.by_import.get_or_init(|| self.imports()).keys().map(String::as_str);
        modules.chain(first).chain(others)
    }

    /// The one known name that ends in this one.
    pub fn only_ending_in(&self, name: &str) -> Option<&str> {
        let mut all = self.ending_in(name);
        all.next().filter(|_| all.next().is_none())
    }

    /// The call that is meant by a name that is another's but for capitals: `Net::HTTP::POST`.
    pub fn misspelt(&self, name: &str) -> Option<&str> {
        let by_lower_case = self.by_lower_case.get_or_init(|| {
            let requests = self.language.requests.iter().map(|request| &request.call);
            let known = self.opens.keys().chain(self.builds.keys()).chain(self.credentials.keys()).chain(requests);
            let mut by_lower_case: HashMap<String, Vec<String>> = HashMap::new();
            for name in known {
                by_lower_case.entry(name.to_ascii_lowercase()).or_default().push(name.clone());
            }
            by_lower_case
        });
        let known = by_lower_case.get(&name.to_ascii_lowercase())?;
        known.iter().map(String::as_str).find(|known| *known != name)
    }

    /// The module or package that a name is or begins, and how it is imported.
    pub fn module(&self, name: &str) -> Option<&str> {
        let modules = &self.language.modules;
        let first = |known: &String| known.split_once('.').is_some_and(|(first, _)| first == name);
        modules
            .get(name)
            .or_else(|| modules.iter().find(|(known, _)| first(known)).map(|(_, how)| how))
            .map(String::as_str)
    }

    /// Whether a text has that import, in either kind of quotes, or one of a part of what it names.
    pub fn has_import(how: &str, source: &str) -> bool {
        let begins = how.trim_end_matches(['\'', '"']);
        begins != how && (source.contains(begins) || source.contains(&begins.replace('\'', "\"")))
    }

    /// What a name would stand for if it were imported: a module of the catalog, a class of the SDK or of a driver.
    /// With `modules_only` a class is none: it may be one of another file.
    pub fn imported_as<'f>(&'f self, name: &str, modules_only: bool) -> Option<&'f str> {
        if let Some((module, how)) = self.language.modules.get_key_value(name) {
            // `import "net/url"`: the path stands in quotes where it is not the name; `import java.sql.DriverManager;`: where
            // the statement ends, it names the whole path.
            let ended = how.strip_suffix(';').and_then(|how| how.rsplit(' ').next());
            return Some(how.split('"').nth(1).or(ended).unwrap_or(module));
        }
        if modules_only {
            return None;
        }
        self.by_import.get_or_init(|| self.imports()).get(name).map(String::as_str)
    }

    /// What each class and module of the SDKs and drivers would be imported as, by the name that is then used.
    fn imports(&self) -> HashMap<String, String> {
        let of_sdk = self.language.credentials.iter().flat_map(|fact| std::iter::once(&fact.new).chain(&fact.also));
        let of_drivers = self.language.drivers.values().flat_map(|driver| {
            let opens = driver.opens.iter().flat_map(|open| std::iter::once(&open.call).chain(&open.also));
            opens.chain(driver.builds.iter().map(|build| &build.call)).chain(&driver.imports)
        });
        let requests = self.language.tokens.iter().filter_map(|fact| fact.request.as_ref());
        let class = |known: &str| {
            let (_, last) = known.rsplit_once('.')?;
            last.starts_with(char::is_uppercase).then(|| last.to_owned())
        };
        let mut imports = HashMap::new();
        for known in of_sdk.chain(requests).chain(of_drivers).chain(&self.language.builders) {
            for name in std::iter::once(known.clone()).chain(class(known)) {
                imports.entry(name).or_insert_with(|| known.clone());
            }
            // `Type.new`: where functions of a type make its objects, it is the type that is imported.
            let of_type = known.rsplit_once('.').filter(|_| !self.language.constructors.is_empty());
            if let Some((of, name)) = of_type.and_then(|(of, _)| Some((of, class(of)?))) {
                imports.entry(name).or_insert_with(|| of.to_owned());
            }
        }
        imports
    }
}
