//! As much of an HTTP server as the token endpoints need: one request a connection.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read, Write};

use crate::registry::Parameters;

/// Largest body that is read, in bytes.
const LARGEST_BODY: usize = 1 << 20;

/// A request.
#[derive(Debug)]
pub struct Request {
    /// `GET`, `POST`, ...
    pub method: String,
    /// Path without query.
    pub path: String,
    /// The query's parameters.
    pub query: Parameters,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body's parameters, where it is a form.
    pub form: Parameters,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// JSON.
    pub body: String,
}

impl Answer {
    /// An answer in JSON.
    pub fn new(status: u16, body: &serde_json::Value) -> Self {
        Self { status, body: body.to_string() }
    }
}

/// Reads one request, answers it and closes.
///
/// # Errors
/// When the connection breaks or carries no HTTP.
pub fn serve(mut stream: impl Read + Write, answer: impl FnOnce(Request) -> Answer) -> io::Result<()> {
    let request = read(&mut stream)?;
    let Answer { status, body } = answer(request);
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        _ => "Error",
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} {reason}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    stream.flush()
}

fn read(stream: &mut impl Read) -> io::Result<Request> {
    let bad = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next().map(str::to_owned), words.next().map(str::to_owned)) else {
        return Err(bad("no request line"));
    };
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length: usize = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length.min(LARGEST_BODY)];
    reader.read_exact(&mut body)?;
    let form = if headers.get("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    {
        parameters(&String::from_utf8_lossy(&body))
    } else {
        Parameters::new()
    };
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Ok(Request { method, path: path.to_owned(), query: parameters(query), headers, form })
}

/// `a=b&c=d`, decoded as `application/x-www-form-urlencoded`.
fn parameters(text: &str) -> Parameters {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        let hex = (first == b'%').then(|| tail.get(..2)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => bytes.push(if first == b'+' { b' ' } else { first }),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
