//! What a request says, read strictly: who asks, the query, the path, the body.

use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use super::gate::{Credential, Peer, enter};
use super::limits::neighbourhood;
use super::problem::{Code, Fault};
use super::{Shared, ask};
use crate::domain::Agent;
use crate::store::Team as _;

/// The largest body, in bytes.
pub const BODY_MAX: usize = 1 << 20;

/// Who asks, known and not blocked.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) agent: Agent,
    pub(super) credential: Credential,
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, hub: &Shared) -> Result<Self, Fault> {
        let caller = known(&parts.headers, parts.extensions.get(), hub).await?;
        if let Some(who) = parts.extensions.get::<Who>() {
            who.note(caller.agent.id.0);
        }
        Ok(caller)
    }
}

/// Where the number of the agent who asked is left for the log.
#[derive(Debug, Clone, Default)]
pub(super) struct Who(std::sync::Arc<std::sync::OnceLock<i64>>);

impl Who {
    fn note(&self, agent: i64) {
        let _ = self.0.set(agent);
    }

    pub(super) fn noted(&self) -> Option<i64> {
        self.0.get().copied()
    }
}

async fn known(headers: &HeaderMap, peer: Option<&Peer>, hub: &Shared) -> Result<Caller, Fault> {
    let from = source(headers, peer, hub.behind_proxy);
    let mut said = headers.get_all(header::AUTHORIZATION).iter();
    let credential = match (said.next(), from) {
        // Who says two things may have been read otherwise by a proxy.
        (Some(_), _) if said.next().is_some() => Err(Code::BadToken),
        (Some(value), _) => {
            let token = value.to_str().ok().and_then(bearer).and_then(Credential::of_token);
            token.ok_or(Code::BadToken)
        }
        (None, Some(Peer::User(uid))) => Ok(Credential::User(uid)),
        (None, _) => return Err(Code::NoToken.into()),
    };
    let found = match credential {
        Ok(credential) => {
            let (owner, now) = (hub.owner, (hub.clock)());
            let found = ask::read(&hub.desk, move |it| enter(it, &credential, owner, now)).await?;
            if let Some(token) = found.as_ref().and_then(|it| it.unnoted) {
                // Nobody waits for it, and nothing depends on it.
                hub.desk.write(move |it| drop(it.token_used(token, now)));
            }
            found.map(|it| Caller { agent: it.agent, credential })
        }
        Err(_) => None,
    };
    let Some(caller) = found else {
        hub.metrics.failed_login();
        // Whoever sits behind the same address and has a token is not kept out by those who guess.
        let name = from.map(|it| match it {
            Peer::Address(it) => Peer::Address(neighbourhood(it)),
            Peer::User(it) => Peer::User(it),
        });
        let allowed = hub.limits.logins.take(name, Instant::now());
        allowed.map_err(|it| Fault::later(Code::TooManyLogins, it))?;
        let user = matches!(credential, Ok(Credential::User(_)));
        return Err(if user { Code::NoToken.into() } else { Code::BadToken.into() });
    };
    let allowed = hub.limits.requests.take(caller.credential, Instant::now());
    allowed.map_err(|it| Fault::later(Code::TooMany, it))?;
    if caller.agent.blocked { Err(Code::Blocked.into()) } else { Ok(caller) }
}

/// The token behind `Bearer`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Where a request comes from; `None` when a proxy does not say. What a proxy hands on is never from this machine.
pub(super) fn source(headers: &HeaderMap, peer: Option<&Peer>, behind_proxy: bool) -> Option<Peer> {
    let handed_on = ["x-forwarded-for", "forwarded", "via"];
    if !behind_proxy && !handed_on.iter().any(|it| headers.contains_key(*it)) {
        return peer.copied();
    }
    if !behind_proxy {
        // A proxy that nobody has told us of: its word is not taken, and it vouches for nobody.
        return match peer {
            Some(Peer::Address(it)) if !it.is_loopback() => Some(Peer::Address(*it)),
            _ => None,
        };
    }
    // The nearest proxy writes last.
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok().map(Peer::Address)
}

/// The body, as JSON.
#[derive(Debug)]
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &Shared) -> Result<Self, Fault> {
        if !is_json(request.headers()) {
            return Err(Code::NotJson.into());
        }
        let body = whole(request.into_body()).await?;
        let read = serde_json::from_slice(&body).map_err(|wrong| {
            let code = if wrong.is_data() { Code::Unfit } else { Code::Malformed };
            Fault::of(code, wrong.to_string())
        })?;
        // Fields could also come without their names, as a list; nobody is told so.
        if !body.trim_ascii_start().starts_with(b"{") {
            return Err(Fault::of(Code::Unfit, "an object is wanted"));
        }
        Ok(Self(read))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or("");
    said.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/json")
}

async fn whole(body: Body) -> Result<axum::body::Bytes, Fault> {
    use axum::body::HttpBody as _;
    if body.size_hint().lower() > BODY_MAX as u64 {
        return Err(Code::TooLarge.into());
    }
    to_bytes(body, BODY_MAX).await.map_err(|wrong| {
        let large = std::error::Error::source(&wrong)
            .is_some_and(|it| it.to_string().contains("length limit"));
        if large { Code::TooLarge.into() } else { Code::Malformed.into() }
    })
}

/// The query.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Query<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, hub: &Shared) -> Result<Self, Fault> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, hub).await;
        read.map(|it| Self(it.0)).map_err(|it| Fault::of(Code::Malformed, it.body_text()))
    }
}

/// The names in the path.
#[derive(Debug)]
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Shared> for Path<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, hub: &Shared) -> Result<Self, Fault> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, hub).await;
        read.map(|it| Self(it.0)).map_err(|it| Fault::of(Code::Malformed, it.body_text()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|it| (it.0.parse().unwrap(), it.1.parse().unwrap())).collect::<HeaderMap>()
    }

    fn at(address: &str) -> Peer {
        Peer::Address(address.parse().unwrap())
    }

    #[test]
    fn what_a_proxy_hands_on_is_never_from_this_machine() {
        let here = at("127.0.0.1");
        let handed = headers(&[("x-forwarded-for", "9.9.9.9")]);
        assert_eq!(source(&HeaderMap::new(), Some(&here), false), Some(here));
        assert_eq!(source(&handed, Some(&here), false), None);
        assert_eq!(source(&handed, Some(&Peer::User(0)), false), None);
        assert_eq!(source(&handed, Some(&at("8.8.8.8")), false), Some(at("8.8.8.8")));
        assert_eq!(source(&HeaderMap::new(), Some(&here), true), None);
        assert_eq!(source(&HeaderMap::new(), Some(&Peer::User(0)), true), None);
    }

    #[test]
    fn of_what_proxies_say_the_nearest_one_counts() {
        let forged = headers(&[("x-forwarded-for", "127.0.0.1, 9.9.9.9")]);
        assert_eq!(source(&forged, Some(&at("127.0.0.1")), true), Some(at("9.9.9.9")));
        let wrong = headers(&[("x-forwarded-for", "unknown")]);
        assert_eq!(source(&wrong, Some(&at("127.0.0.1")), true), None);
    }

    #[test]
    fn the_scheme_is_bearer_in_any_letters() {
        assert_eq!(bearer("Bearer kd_x"), Some("kd_x"));
        assert_eq!(bearer("bearer kd_x"), Some("kd_x"));
        assert_eq!(bearer("Basic kd_x"), None);
        assert_eq!(bearer("kd_x"), None);
    }
}
