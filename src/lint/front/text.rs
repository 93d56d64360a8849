//! Literal texts: escapes.

/// Resolves the escapes that languages of C's family share; an unknown one stays as it is.
pub fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            result.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => result.push('\n'),
            Some('t') => result.push('\t'),
            Some('r') => result.push('\r'),
            Some('0') => result.push('\0'),
            Some('b') => result.push('\u{8}'),
            Some('f') => result.push('\u{c}'),
            Some('a') => result.push('\u{7}'),
            Some('v') => result.push('\u{b}'),
            Some('\n') => {}
            Some('x') => push_code(&mut result, &mut chars, 2),
            Some('u') if chars.peek() == Some(&'{') => {
                chars.next();
                let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
                result.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some('u') => push_code(&mut result, &mut chars, 4),
            Some('U') => push_code(&mut result, &mut chars, 8),
            Some(other @ ('\\' | '\'' | '"' | '`' | '$' | '/')) => result.push(other),
            Some(other) => {
                result.push('\\');
                result.push(other);
            }
            None => result.push('\\'),
        }
    }
    result
}

fn push_code(result: &mut String, chars: &mut std::iter::Peekable<std::str::Chars<'_>>, digits: usize) {
    let mut code = 0;
    for _ in 0..digits {
        match chars.peek().and_then(|c| c.to_digit(16)) {
            Some(digit) => code = code * 16 + digit,
            None => break,
        }
        chars.next();
    }
    result.extend(char::from_u32(code));
}
