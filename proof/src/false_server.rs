//! Servers that nobody should trust: without TLS, or with a certificate that does not fit. They ask for a password all the
//! same, and note whether they got one.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::endpoints::each;

/// `SSLRequest` of the PostgreSQL protocol: length, then 1234 and 5679.
const SSL_REQUEST: i32 = 80_877_103;
/// `GSSENCRequest`.
const GSS_REQUEST: i32 = 80_877_104;

/// What false servers saw, by host name.
#[derive(Debug, Default)]
pub struct Sightings(Mutex<BTreeMap<String, Sighting>>);

/// What one false server saw.
#[derive(Debug, Clone, Default)]
pub struct Sighting {
    /// Connections.
    pub connections: usize,
    /// Connections that asked for TLS.
    pub asked_for_tls: usize,
    /// Start-up messages that came, in clear or over TLS.
    pub started: usize,
    /// Passwords that were handed over.
    pub passwords: usize,
}

impl Sightings {
    /// What the server of this name saw.
    pub fn of(&self, host: &str) -> Sighting {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned().unwrap_or_default()
    }

    fn note(&self, host: &str, change: impl FnOnce(&mut Sighting)) {
        change(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(host.to_owned()).or_default());
    }
}

/// Serves on `listener` under `host`'s name; without a `config` it has no TLS.
pub fn false_server(
    listener: TcpListener,
    host: String,
    config: Option<Arc<ServerConfig>>,
    sightings: &Arc<Sightings>,
) {
    let sightings = Arc::clone(sightings);
    each(listener, move |stream| {
        sightings.note(&host, |sighting| sighting.connections += 1);
        answer(stream, &host, config.as_ref(), &sightings)
    });
}

fn answer(
    mut stream: TcpStream,
    host: &str,
    config: Option<&Arc<ServerConfig>>,
    sightings: &Sightings,
) -> io::Result<()> {
    loop {
        let message = read_message(&mut stream)?;
        match message.get(..4).map(|code| i32::from_be_bytes([code[0], code[1], code[2], code[3]])) {
            Some(GSS_REQUEST) => stream.write_all(b"N")?,
            Some(SSL_REQUEST) => {
                sightings.note(host, |sighting| sighting.asked_for_tls += 1);
                match config {
                    None => stream.write_all(b"N")?,
                    Some(config) => {
                        stream.write_all(b"S")?;
                        let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                        let mut secure = StreamOwned::new(session, stream);
                        read_message(&mut secure)?;
                        return ask(&mut secure, host, sightings);
                    }
                }
            }
            _ => return ask(&mut stream, host, sightings),
        }
    }
}

/// A start-up message came: ask for the password in clear text, as PostgreSQL does of Entra roles, and refuse it.
fn ask(stream: &mut (impl Read + Write), host: &str, sightings: &Sightings) -> io::Result<()> {
    sightings.note(host, |sighting| sighting.started += 1);
    stream.write_all(&[b'R', 0, 0, 0, 8, 0, 0, 0, 3])?;
    stream.flush()?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    let password = read_message(stream)?;
    if kind[0] == b'p' && password.len() > 1 {
        sightings.note(host, |sighting| sighting.passwords += 1);
    }
    let fields = b"SFATAL\0VFATAL\0C28P01\0Mthis is a false server\0\0";
    stream.write_all(b"E")?;
    stream.write_all(&i32::try_from(fields.len() + 4).unwrap_or(0).to_be_bytes())?;
    stream.write_all(fields)?;
    stream.flush()
}

/// The content of a message that begins with its length.
fn read_message(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(i32::from_be_bytes(length)).ok().and_then(|length| length.checked_sub(4));
    let length = length.filter(|length| *length <= 1 << 20).ok_or_else(|| io::Error::other("no message"))?;
    let mut content = vec![0; length];
    stream.read_exact(&mut content)?;
    Ok(content)
}
