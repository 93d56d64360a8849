//! The stand-in for Azure's token endpoints. It refuses what the real ones refuse, in their words.
//!
//! What a request must look like, and the error texts: shared/reference/truth/service.md, section 4, and execution.md.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use azconn::catalog::CredentialKind;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use crate::http::{Answer, Request, serve};
use crate::registry::Registry;
use crate::scene::Identity;

/// Further names of an authority. MSAL for JavaScript goes to China's under this one.
pub const ALIASES: [(&str, &str); 1] = [("login.partner.microsoftonline.cn", "login.chinacloudapi.cn")];
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves the identity endpoint of App Service on `listener`, without TLS as there.
pub fn identity_endpoint(listener: TcpListener, registry: &Arc<Registry>) {
    let registry = Arc::clone(registry);
    each(listener, move |stream| serve(stream, |request| identity(&registry, &request)));
}

/// Serves Microsoft Entra's token endpoint over HTTPS.
pub fn authority(listener: TcpListener, registry: &Arc<Registry>, config: &Arc<ServerConfig>) {
    let (registry, config) = (Arc::clone(registry), Arc::clone(config));
    each(listener, move |stream| {
        let session = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(session, stream);
        serve(&mut stream, |request| entra(&registry, &request))?;
        stream.conn.send_close_notify();
        std::io::Write::flush(&mut stream)
    });
}

/// Answers each connection in a thread of its own. What goes wrong with one is that program's business.
pub fn each(listener: TcpListener, answer: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                let limited = stream.set_read_timeout(Some(READ_TIMEOUT));
                limited.and_then(|()| answer(stream)).ok();
            });
        }
    });
}

fn identity(registry: &Registry, request: &Request) -> Answer {
    let fail = |status: u16, message: &str| Answer::new(status, &json!({"statusCode": status, "message": message}));
    if request.method != "GET" || !request.path.ends_with("/msi/token") {
        return fail(404, "Not Found");
    }
    let Some(header) = request.headers.get("x-identity-header") else {
        return fail(400, "Required header X-IDENTITY-HEADER is missing");
    };
    let Some(identity) = registry.find(|identity| &identity.header == header) else {
        return fail(401, "The value of the header X-IDENTITY-HEADER is not valid");
    };
    let refuse = |status: u16, message: String| {
        registry.refuse(&identity.role, &message);
        fail(status, &message)
    };
    let get = |name: &str| request.query.get(name).map_or("", String::as_str);
    if get("api-version") != "2019-08-01" {
        return refuse(400, format!("The api-version '{}' is not supported", get("api-version")));
    }
    let client_id = get("client_id");
    let known = match identity.kind {
        CredentialKind::SystemIdentity => client_id.is_empty(),
        CredentialKind::UserIdentity => client_id == identity.client_id,
        _ => false,
    };
    if !known {
        return refuse(
            400,
            format!(
                "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId: '{client_id}'"
            ),
        );
    }
    let resource = get("resource");
    if resource.is_empty() {
        return refuse(400, "The query parameter resource is missing".to_owned());
    }
    if resource.trim_end_matches('/') != identity.resource {
        return refuse(500, unknown_resource(resource, &identity));
    }
    let Some(token) = registry.issue(&identity.role) else { return fail(500, "no token") };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Answer::new(
        200,
        &json!({
            "access_token": token.text, "expires_on": (now + token.expires_in).to_string(), "resource": resource, "token_type": "Bearer",
            "client_id": identity.client_id,
        }),
    )
}

fn unknown_resource(resource: &str, identity: &Identity) -> String {
    format!(
        "AADSTS500011: The resource principal named {resource} was not found in the tenant named {}. This can happen if the application \
         has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
        identity.tenant_id
    )
}

fn entra(registry: &Registry, request: &Request) -> Answer {
    let host = request.headers.get("host").map_or("", |host| host.split(':').next().unwrap_or_default());
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["common", "discovery", "instance"]) => Answer::new(200, &discovery(host)),
        ("GET", [tenant, "v2.0", ".well-known", "openid-configuration"]) => {
            Answer::new(200, &configuration(host, tenant))
        }
        ("POST", [tenant, "oauth2", "v2.0", "token"]) => token(registry, host, tenant, request),
        _ => Answer::new(404, &json!({"error": "not_found", "error_description": "no such endpoint"})),
    }
}

fn discovery(host: &str) -> Value {
    let cloud = |name: &str| {
        let others = ALIASES.iter().filter(|(_, of)| *of == name).map(|(alias, _)| *alias);
        let aliases: Vec<&str> = [name].into_iter().chain(others).collect();
        json!({"preferred_network": name, "preferred_cache": name, "aliases": aliases})
    };
    json!({
        "tenant_discovery_endpoint": format!("https://{host}/common/v2.0/.well-known/openid-configuration"), "api-version": "1.1",
        "metadata": [cloud("login.microsoftonline.com"), cloud("login.microsoftonline.us"), cloud("login.chinacloudapi.cn")],
    })
}

fn configuration(host: &str, tenant: &str) -> Value {
    let at = |path: &str| format!("https://{host}/{tenant}/{path}");
    json!({
        "issuer": at("v2.0"), "token_endpoint": at("oauth2/v2.0/token"), "authorization_endpoint": at("oauth2/v2.0/authorize"),
        "device_authorization_endpoint": at("oauth2/v2.0/devicecode"), "jwks_uri": at("discovery/v2.0/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
    })
}

fn token(registry: &Registry, host: &str, tenant: &str, request: &Request) -> Answer {
    let fail = |status: u16, error: &str, text: String| {
        let code = text.trim_start_matches("AADSTS").split(':').next().and_then(|code| code.parse::<u64>().ok());
        Answer::new(
            status,
            &json!({
                "error": error, "error_description": text, "error_codes": code.into_iter().collect::<Vec<u64>>(),
                "timestamp": "2026-11-25 00:00:00Z", "trace_id": "00000000-0000-0000-0000-000000000001", "correlation_id": "00000000-0000-0000-0000-000000000002",
            }),
        )
    };
    let get = |name: &str| request.form.get(name).map_or("", String::as_str);
    // The tenant tells whose program this is, or else the client id (a program that asks the wrong tenant).
    let by_tenant = registry.find(|identity| identity.tenant_id == tenant);
    let Some(identity) = by_tenant.or_else(|| registry.find(|identity| identity.client_id == get("client_id"))) else {
        return fail(400, "invalid_request", format!("AADSTS90002: Tenant '{tenant}' not found."));
    };
    let refuse = |status: u16, error: &str, text: String| {
        registry.refuse(&identity.role, &text);
        fail(status, error, text)
    };
    // An SDK may replace an authority's name by another of the same cloud.
    let same = |name: &str| {
        ALIASES.iter().find(|(alias, _)| *alias == name).map_or_else(|| name.to_owned(), |(_, name)| (*name).to_owned())
    };
    if identity.tenant_id != tenant || identity.authority != same(host) {
        return refuse(
            400,
            "invalid_request",
            format!(
                "AADSTS90002: Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
            ),
        );
    }
    for name in ["grant_type", "client_id", "scope"] {
        if get(name).is_empty() {
            return refuse(
                400,
                "invalid_request",
                format!("AADSTS900144: The request body must contain the following parameter: '{name}'."),
            );
        }
    }
    if get("grant_type") != "client_credentials" {
        return refuse(
            400,
            "unsupported_grant_type",
            format!("AADSTS70003: The app requested an unsupported grant type '{}'.", get("grant_type")),
        );
    }
    if get("client_id") != identity.client_id {
        return refuse(
            400,
            "unauthorized_client",
            format!(
                "AADSTS700016: Application with identifier '{}' was not found in the directory '{tenant}'.",
                get("client_id")
            ),
        );
    }
    if let Err((status, error, text)) = proven(&identity, request) {
        return refuse(status, error, text);
    }
    // MSAL for Java adds the scopes of OpenID Connect to every request, and Entra lets it.
    let is_own = |scope: &&str| !["openid", "profile", "offline_access"].contains(scope);
    let scopes: Vec<&str> = get("scope").split(' ').filter(is_own).collect();
    let scope = scopes.join(" ");
    let Some(resource) = scope.strip_suffix("/.default") else {
        return refuse(
            400,
            "invalid_scope",
            format!(
                "AADSTS1002012: The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
            ),
        );
    };
    if resource != identity.resource {
        return refuse(400, "invalid_resource", unknown_resource(resource, &identity));
    }
    let Some(token) = registry.issue(&identity.role) else { return fail(500, "server_error", "no token".to_owned()) };
    Answer::new(
        200,
        &json!({"token_type": "Bearer", "expires_in": token.expires_in, "ext_expires_in": token.expires_in, "access_token": token.text}),
    )
}

/// Whether the application proves who it is: with its secret, or with the service account's token.
fn proven(identity: &Identity, request: &Request) -> Result<(), (u16, &'static str, String)> {
    let get = |name: &str| request.form.get(name).map_or("", String::as_str);
    let missing = |names: &str| {
        (
            400,
            "invalid_client",
            format!("AADSTS7000218: The request body must contain the following parameter: {names}."),
        )
    };
    match identity.kind {
        CredentialKind::WorkloadIdentity => {
            let assertion = get("client_assertion");
            if assertion.is_empty() {
                return Err(missing("'client_assertion'"));
            }
            if get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
                return Err(missing("'client_assertion_type'"));
            }
            if assertion != identity.assertion {
                return Err((
                    401,
                    "invalid_client",
                    "AADSTS700211: No matching federated identity record found for presented assertion issuer."
                        .to_owned(),
                ));
            }
        }
        _ => {
            if get("client_secret").is_empty() {
                return Err(missing("'client_assertion' or 'client_secret'"));
            }
            if get("client_secret") != identity.client_secret {
                return Err((
                    401,
                    "invalid_client",
                    format!(
                        "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{}'.",
                        identity.client_id
                    ),
                ));
            }
        }
    }
    Ok(())
}
