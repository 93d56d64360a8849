//! Who may have a token, which one, and what was asked: shared by the token endpoints, PostgreSQL's roles and the verdict.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::scene::Identity;

/// So long after it was first handed out a rotating token changes, and its role's password. The slow query of an expiry case takes longer.
pub const PERIOD: Duration = Duration::from_secs(7);
/// A rotating token stays good for so long at least after it was handed out: its change is put off. It must not be waited
/// for: PostgreSQL reads a role's password when a connection arrives, and some drivers ask for the token after that.
const GUARD: Duration = Duration::from_secs(3);
/// How often it is looked whether a token has to change.
const TICK: Duration = Duration::from_millis(100);
/// What a token that does not rotate says of its life, in seconds. A rotating one says honestly when it changes: an SDK may
/// use a token as long as it says that it lives (azure-identity for Python does, for 30 seconds even where it would renew it).
const LONG: u64 = 3599;

/// A token as an endpoint gives it out.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The token.
    pub text: String,
    /// Seconds from now.
    pub expires_in: u64,
}

/// Everything that the endpoints know.
pub struct Registry {
    state: Mutex<State>,
}

struct State {
    identities: Vec<Known>,
}

struct Known {
    identity: Identity,
    token: String,
    /// Whether the identity's program runs.
    active: bool,
    /// Whether it has asked for a token.
    asked: bool,
    /// When the token changes: a while after it was first handed out, so that no start-up is too slow for it.
    turn: Option<Instant>,
    generation: u64,
    /// Refusals of the endpoints, in their words.
    refusals: Vec<String>,
}

impl Registry {
    /// A registry of these identities, each with its first token.
    pub fn new(identities: Vec<Identity>) -> Self {
        let identities = identities
            .into_iter()
            .map(|identity| Known {
                token: mint(&identity, 0),
                identity,
                active: false,
                asked: false,
                turn: None,
                generation: 0,
                refusals: Vec::new(),
            })
            .collect();
        Self { state: Mutex::new(State { identities }) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every token with its role.
    pub fn tokens(&self) -> Vec<(String, String)> {
        self.lock().identities.iter().map(|known| (known.identity.role.clone(), known.token.clone())).collect()
    }

    /// The first identity of which `wanted` is true.
    pub fn find(&self, wanted: impl Fn(&Identity) -> bool) -> Option<Identity> {
        self.lock().identities.iter().map(|known| &known.identity).find(|identity| wanted(identity)).cloned()
    }

    /// Gives a role's token out.
    pub fn issue(&self, role: &str) -> Option<Issued> {
        let mut state = self.lock();
        let known = state.identities.iter_mut().find(|known| known.identity.role == role)?;
        known.asked = true;
        if !(known.active && known.identity.rotating) {
            return Some(Issued { text: known.token.clone(), expires_in: LONG });
        }
        let now = Instant::now();
        let turn = known.turn.unwrap_or(now + PERIOD).max(now + GUARD);
        known.turn = Some(turn);
        Some(Issued { text: known.token.clone(), expires_in: (turn - now).as_secs().max(1) })
    }

    /// Notes that an endpoint refused a request of this role's program.
    pub fn refuse(&self, role: &str, why: &str) {
        if let Some(known) = self.lock().identities.iter_mut().find(|known| known.identity.role == role) {
            known.refusals.push(why.to_owned());
        }
    }

    /// What was refused.
    pub fn refusals(&self, role: &str) -> Vec<String> {
        let state = self.lock();
        state
            .identities
            .iter()
            .find(|known| known.identity.role == role)
            .map_or_else(Vec::new, |known| known.refusals.clone())
    }

    /// Texts of a role that no program may print.
    pub fn secrets(&self, role: &str) -> Vec<String> {
        let state = self.lock();
        let Some(known) = state.identities.iter().find(|known| known.identity.role == role) else { return Vec::new() };
        // The signature tells a token; its head is the same in all.
        let signature = known.token.rsplit('.').next().unwrap_or_default().to_owned();
        let identity = &known.identity;
        [signature, identity.password.clone(), identity.client_secret.clone(), identity.assertion.clone()]
            .into_iter()
            .filter(|text| text.len() > 8)
            .collect()
    }

    /// Lets a role's program start, and its token rotate if it is one that does. It waits while `starting` programs with a
    /// rotating token have not asked for it yet: they sleep most of the time, but starting ten virtual machines at once
    /// would make each too slow for its own time-outs.
    pub fn start(&self, role: &str, starting: usize) {
        loop {
            let mut state = self.lock();
            let rotates = |known: &&Known| known.identity.rotating;
            let waiting = state.identities.iter().filter(rotates).filter(|known| known.active && !known.asked).count();
            let Some(known) = state.identities.iter_mut().find(|known| known.identity.role == role) else { return };
            if !known.identity.rotating || waiting < starting {
                known.active = true;
                return;
            }
            drop(state);
            std::thread::sleep(TICK);
        }
    }

    /// Notes that a role's program has ended.
    pub fn end(&self, role: &str) {
        if let Some(known) = self.lock().identities.iter_mut().find(|known| known.identity.role == role) {
            known.active = false;
            known.turn = None;
        }
    }

    /// Changes rotating tokens for ever, each [`PERIOD`] after it was handed out; `apply` makes them the roles' passwords.
    pub fn turn(&self, apply: impl Fn(&[(String, String)])) -> ! {
        loop {
            std::thread::sleep(TICK);
            let mut state = self.lock();
            let now = Instant::now();
            let mut changed = Vec::new();
            for known in state.identities.iter_mut().filter(|known| known.turn.is_some_and(|turn| turn <= now)) {
                known.generation += 1;
                known.token = mint(&known.identity, known.generation);
                known.turn = None;
                changed.push((known.identity.role.clone(), known.token.clone()));
            }
            if !changed.is_empty() {
                // Under the lock: nobody gets a token that PostgreSQL does not know yet.
                apply(&changed);
            }
        }
    }
}

/// A token of the shape and size of a real one: a JWT of about 1,700 characters. Its signature is a hash, so that no two are alike.
fn mint(identity: &Identity, generation: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let life = if identity.rotating { PERIOD.as_secs() } else { LONG };
    let filler = digest(&[&identity.role, "filler"]).repeat(14);
    let claims = json!({
        "aud": identity.resource, "iss": format!("https://sts.windows.net/{}/", identity.tenant_id), "iat": now.as_secs(), "nbf": now.as_secs(),
        "exp": now.as_secs() + life, "appid": identity.client_id, "oid": identity.client_id, "tid": identity.tenant_id, "ver": "1.0", "rh": filler,
    });
    let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"RS256","x5t":"azconn","kid":"azconn"}"#);
    let body = URL_SAFE_NO_PAD.encode(claims.to_string());
    let moment = now.as_nanos().to_string();
    let signature = digest(&[&body, &moment, &generation.to_string()]).repeat(6);
    format!("{head}.{body}.{signature}")
}

/// A hash of texts in the alphabet of a JWT, 43 characters.
pub fn digest(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// Form or query parameters.
pub type Parameters = BTreeMap<String, String>;
