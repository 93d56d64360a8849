//! What is a secret, and what only stands for one.

/// Whether a text stands for a secret that somebody is to put there.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    // A token or an Entra client secret is one, whatever is around it.
    if is_jwt(&text) {
        return false;
    }
    let wrapped = [
        ("<", ">"),
        ("${", "}"),
        ("$(", ")"),
        ("%", "%"),
        ("{{", "}}"),
        ("{", "}"),
        ("@", "@"),
        ("#{", "}"),
        ("[", "]"),
        ("__", "__"),
    ];
    if text.is_empty()
        || wrapped.iter().any(|(start, end)| text.starts_with(start) && text.ends_with(end))
        // `$NAME`, `$env:NAME`; a password may begin so too.
        || text.strip_prefix('$').is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_alphanumeric() || "_:.-(){}".contains(c))
        })
        // `{your password}`, of which a blank ended the value.
        || text.strip_prefix(['{', '<', '[']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return true;
    }
    let mut chars = text.chars();
    let first = chars.next();
    if first.is_some_and(|first| chars.all(|c| c == first)) {
        return true;
    }
    const RUNS: &[&str] = &["abcdef", "123456", "xxx", "***", "..."];
    const WORDS: &[&str] = &[
        "password",
        "passwd",
        "pwd",
        "pass",
        "secret",
        "token",
        "changeme",
        "change-me",
        "change_me",
        "changeit",
        "replaceme",
        "replace-me",
        "replace_me",
        "todo",
        "fixme",
        "example",
        "sample",
        "dummy",
        "fake",
        "test",
        "placeholder",
        "redacted",
        "hidden",
        "true",
        "false",
        "foo",
        "bar",
        "baz",
        "foobar",
        "null",
        "nil",
        "none",
        "undefined",
        "mysecretpassword",
        "samplecredentials",
        "%s",
        "%v",
        "client_secret",
        "client-secret",
        "clientsecret",
        "access_token",
        "accesstoken",
    ];
    const BEGINNINGS: &[&str] = &[
        "your",
        "<your",
        "my-",
        "my_",
        "enter-",
        "enter_",
        "insert",
        "replace",
        "todo",
        "test-",
        "test_",
        "fake",
        "dummy",
        "example",
        "changeme",
        "wrong",
        "invalid",
        "incorrect",
        "will-be-",
    ];
    const ENDS: &[&str] = &["-here", "_here", "-placeholder", "_placeholder", " here", ">"];
    let plain = text.replace(['@', '4'], "a").replace('0', "o").replace('$', "s");
    // `db-password`, `user_secret`: a name for one.
    let named = text.split(['-', '_', ' ']).any(|word| WORDS[..6].contains(&word))
        && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | ' '));
    // A sentence about it: `set later with get_token()`.
    const PROSE: &[&str] = &[
        "set ", "from ", "via ", "with ", "get_", "not used", "unused", "ignored", "filled", "provided", "vault",
        "identity",
    ];
    let words = text.split_whitespace().count();
    WORDS.contains(&text.as_str())
        || is_made_of(
            &text,
            &[
                "password", "token", "secret", "access", "or", "and", "goes", "here", "your", "my", "the", "to", "be",
                "replaced", "replace", "with", "set",
            ],
        )
        || words >= 3 && PROSE.iter().any(|word| text.contains(word))
        || named
        || RUNS.iter().any(|run| text.starts_with(run))
        || BEGINNINGS.iter().any(|start| text.starts_with(start))
        || ENDS.iter().any(|end| text.ends_with(end))
        || plain.trim_end_matches(['!', '1', '2', '3', '#']) == "password"
        || plain.trim_end_matches(['!', '1', '2', '3', '#']) == "passwora"
        || text.chars().all(|c| matches!(c, '0' | '-'))
}

/// Whether a text is nothing but such words: `passwordortoken`.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    !text.is_empty()
        && words
            .iter()
            .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || is_made_of(rest, words)))
}

/// Whether code that reads a value calls it a password: `password`, `config.DbPassword`, `settings.get("store.pass")`.
pub fn names_password(code: &str) -> bool {
    let ends = |name: &str| {
        let lower = name.to_lowercase();
        let done = ["encoded", "quoted", "escaped"].iter().any(|word| lower.contains(word));
        let short = lower == "pass" || ["_pass", "_PASS", "Pass", ".pass"].iter().any(|end| name.ends_with(end));
        !done && (short || ["password", "passwd", "pwd"].iter().any(|own| lower.ends_with(own)))
    };
    if is_path(code) {
        return ends(last_of(code));
    }
    // What holds it gives it: `settings.password.reveal()`.
    if let Some((of, method)) = code.strip_suffix("()").and_then(|path| path.rsplit_once('.')) {
        const OTHERWISE: &[&str] = &["encod", "quot", "escap", "hash", "len", "digest", "mask"];
        let method = method.to_lowercase();
        if is_path(code.trim_end_matches("()")) && !OTHERWISE.iter().any(|word| method.contains(word)) {
            return ends(last_of(of));
        }
    }
    // Taken by its name: one text in brackets.
    let Some((of, name)) = code.split_once(['(', '[']) else { return false };
    let name = name.trim_end_matches([')', ']']);
    let quote = name.chars().next().filter(|c| matches!(c, '"' | '\'' | '`' | ':'));
    let inner = quote.map(|quote| name.trim_start_matches(quote).trim_end_matches(quote));
    is_path(of) && inner.is_some_and(|inner| ends(inner) && is_path(inner))
}

/// Whether code that reads a value calls it a connection string: `dsn`, `options.ConnectionString`, `settings.database_url`.
pub fn names_string(code: &str) -> bool {
    const NAMES: &[&str] = &["connectionstring", "connstring", "connstr", "conninfo", "dsn"];
    const OF_URLS: &[&str] = &["url", "uri"];
    const OF_DATABASES: &[&str] = &["database", "db", "postgres", "pg", "sql"];
    // What a function without arguments gives, and what a getter does.
    let code = code.replace("()", "");
    if !is_path(&code) {
        return false;
    }
    let plain = last_of(&code).replace('_', "").to_ascii_lowercase();
    let of_database = || OF_DATABASES.iter().any(|word| plain.contains(word));
    NAMES.iter().any(|name| plain.ends_with(name)) || OF_URLS.iter().any(|name| plain.ends_with(name)) && of_database()
}

/// Whether it is a member or an entry that is called so, of something else.
pub fn names_setting(code: &str) -> bool {
    let path = code.strip_suffix("()").and_then(|path| path.rsplit_once('.')).map_or(code, |(of, _)| of);
    names_password(code) && (!is_path(path) || last_of(path).len() < path.len())
}

fn is_path(code: &str) -> bool {
    code.chars().all(|c| c.is_alphanumeric() || "_.?!$@-<>:".contains(c))
}

fn last_of(path: &str) -> &str {
    path.rsplit(['.', '>', ':']).next().unwrap_or_default()
}

/// Whether a host is none that anything is on: the keyword itself.
pub fn is_no_host(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "host" | "hostname" | "server" | "servername")
}

/// Whether a text in brackets says what belongs in its place: `<Server name>`.
pub fn is_to_be_filled_in(text: &str) -> bool {
    [('<', '>'), ('{', '}'), ('[', ']')].iter().any(|(start, end)| text.starts_with(*start) && text.ends_with(*end))
}

/// Whether the service would refuse a text as a password: it wants eight characters of three kinds.
pub fn is_weak(text: &str) -> bool {
    let kinds: [fn(char) -> bool; 4] =
        [char::is_lowercase, char::is_uppercase, char::is_numeric, |c: char| !c.is_alphanumeric()];
    let of_kind = kinds.iter().filter(|kind| text.chars().any(*kind)).count();
    text.chars().count() < 8 || of_kind < 3
}

/// Whether a text is made of nothing but words that documentation takes for a secret: `mypass`, `secretpassword!!`.
pub fn is_example(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "a",
        "access",
        "admin",
        "api",
        "app",
        "change",
        "client",
        "database",
        "db",
        "demo",
        "dev",
        "example",
        "here",
        "key",
        "me",
        "my",
        "new",
        "p",
        "pass",
        "passwd",
        "password",
        "pg",
        "placeholder",
        "postgres",
        "postgresql",
        "pw",
        "pwd",
        "root",
        "sample",
        "secret",
        "secure",
        "server",
        "some",
        "strong",
        "super",
        "sql",
        "test",
        "the",
        "token",
        "user",
        "value",
        "very",
        "word",
        "your",
    ];
    let plain = text.to_lowercase().replace("p@ss", "pass").replace("w0rd", "word").replace("pa55", "pass");
    let letters: String = plain.chars().filter(|c| c.is_alphabetic()).collect();
    // A number or a sign of exclamation at its end, as the rules of servers want them.
    let rest = plain.chars().filter(|c| !c.is_alphabetic()).count();
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for at in 0..letters.len() {
        if reached[at] {
            for word in WORDS.iter().filter(|word| letters[at..].starts_with(**word)) {
                reached[at + word.len()] = true;
            }
        }
    }
    !letters.is_empty() && rest <= 6 && reached[letters.len()]
}

/// Whether a piece of code says that something was left out: `...` that spreads nothing, or `…`.
pub fn leaves_out(code: &str) -> bool {
    let dots = code.match_indices("...").any(|(at, _)| {
        code[at + 3..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, ',' | ')' | '}' | ']' | ';'))
    });
    dots || code.contains('…')
}

/// Whether a text is a JSON web token.
pub fn is_jwt(text: &str) -> bool {
    let text = text.trim();
    text.to_lowercase().starts_with("eyj") && text.len() > 30 && text.matches('.').count() == 2
}

/// Where passwords stand in a connection string: `password=...`, `Pwd=...`, `://user:...@`.
pub fn passwords_in(text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for key in ["password=", "pwd=", "psw=", "client_secret=", "clientsecret="] {
        let mut at = 0;
        while let Some(start) = lower[at..].find(key).map(|found| at + found + key.len()) {
            let end = text[start..].find([' ', ';', '&', '"', '\'', '\n']).map_or(text.len(), |end| start + end);
            if !is_placeholder(&text[start..end]) {
                found.push((start, end));
            }
            at = end;
        }
    }
    if let Some(start) = text.find("://").map(|start| start + 3) {
        let end = text[start..].find(['/', '?', ' ']).map_or(text.len(), |end| start + end);
        if let Some(at) = text[start..end].rfind('@').map(|at| start + at)
            && let Some(colon) = text[start..at].find(':').map(|colon| start + colon + 1)
            && !is_placeholder(&text[colon..at])
        {
            found.push((colon, at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_no_secret() {
        for text in [
            "mypass",
            "secretpassword!!",
            "secret!",
            "your-password",
            "P@ssw0rd1",
            "MyStrongPassword123!",
            "db_password",
        ] {
            assert!(is_example(text), "{text}");
        }
        for text in ["vX8-quarry-Lamp", "hunter2", "12345678", "pass-8f3a9c2b1d", "é", ""] {
            assert!(!is_example(text), "{text}");
        }
        assert!(leaves_out("f(a, ...)") && leaves_out("{ ...\n}") && leaves_out("…") && leaves_out("..."));
        assert!(!leaves_out("{ ...options }") && !leaves_out("f(a)"));
    }
}
