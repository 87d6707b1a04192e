//! The Bot API over HTTP. The token is a part of every address there, so no address is ever shown, and whatever is told of a
//! failure is searched for the token first.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::multipart::Form;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::task::spawn_blocking;

use super::wire::{Answer, ResponseParameters};
use crate::base::secret::Secret;
use crate::channels::GetSecret;

/// How the program calls itself.
const PROGRAM: &str = concat!("keydesk/", env!("CARGO_PKG_VERSION"));
/// Until somebody has taken the call.
const CONNECT: Duration = Duration::from_secs(10);
/// After this long nobody counts on a connection that stands idle.
const IDLE: Duration = Duration::from_secs(20);
/// The longest silence within the content of a file.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest answer that is read: a hundred updates of the most text, many times over.
const ANSWER_MAX: usize = 16 << 20;

/// Why there is no good answer. What is said is without anything secret.
#[derive(Debug)]
pub(super) enum Fault {
    /// Nothing was sent.
    Unsent(String),
    /// Nothing was sent, for want of the token.
    NoToken(String),
    /// It was sent, and no whole answer came.
    Broken(String),
    /// The server said no.
    Said(No),
}

/// An explicit no.
#[derive(Debug, Default)]
pub(super) struct No {
    pub(super) code: u16,
    pub(super) why: String,
    pub(super) retry_after: Option<Duration>,
    pub(super) migrated_to: Option<i64>,
}

impl Fault {
    /// Whether it is the token that is refused: the server does not know a false one's address at all.
    pub(super) fn refuses_token(&self) -> bool {
        matches!(self, Self::Said(No { code: 401 | 404, .. }))
    }

    /// What to tell a person.
    pub(super) fn why(&self) -> &str {
        match self {
            Self::Unsent(why) | Self::NoToken(why) | Self::Broken(why) => why,
            Self::Said(no) => &no.why,
        }
    }
}

pub(super) struct Api {
    way: Result<(Client, Url), String>,
    get: GetSecret,
    /// As it was last told, until it is refused.
    token: Mutex<Option<Secret>>,
}

impl Api {
    pub(super) fn new(base: &str, get: GetSecret) -> Self {
        Self { way: way(base), get, token: Mutex::new(None) }
    }

    /// Calls a method and reads its result.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        what: &Value,
        limit: Duration,
    ) -> Result<T, Fault> {
        let asked = |it: RequestBuilder| it.json(what).timeout(limit);
        self.ask(method, asked).await
    }

    /// Calls a method that takes a file.
    pub(super) async fn upload<T: DeserializeOwned>(
        &self,
        method: &str,
        form: Form,
        limit: Duration,
    ) -> Result<T, Fault> {
        self.ask(method, |it| it.multipart(form).timeout(limit)).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        dress: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<T, Fault> {
        let token = self.token().await?;
        let told = async {
            let (client, base) = self.way()?;
            let url = url(base, [&format!("bot{}", token.reveal()), method])?;
            let answer = dress(client.post(url)).send().await.map_err(fault)?;
            read(answer).await
        };
        let told = told.await.map_err(|it| hide(it, &token));
        if told.as_ref().is_err_and(Fault::refuses_token) {
            // There may be another by the next try.
            *self.kept() = None;
        }
        told
    }

    /// Asks for the content of a file, of which [`next_piece`] tells piece by piece.
    pub(super) async fn file(&self, path: &str) -> Result<Response, Fault> {
        let token = self.token().await?;
        let told = async {
            let (client, base) = self.way()?;
            let steps = ["file", &format!("bot{}", token.reveal())];
            let url = url(base, steps.into_iter().chain(path.split('/')))?;
            let sent = tokio::time::timeout(SILENCE, client.get(url).send()).await;
            let answer = sent.map_err(|_| silent())?.map_err(fault)?;
            match answer.status() {
                it if it.is_success() => Ok(answer),
                it => Err(spoken(it, None)),
            }
        };
        told.await.map_err(|it| hide(it, &token))
    }

    fn way(&self) -> Result<&(Client, Url), Fault> {
        self.way.as_ref().map_err(|why| Fault::Unsent(why.clone()))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Secret>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn token(&self) -> Result<Secret, Fault> {
        if let Some(token) = self.kept().clone() {
            return Ok(token);
        }
        let get = Arc::clone(&self.get);
        let told = spawn_blocking(move || get()).await;
        let token = told.unwrap_or_else(|it| Err(it.to_string())).map_err(Fault::NoToken)?;
        *self.kept() = Some(token.clone());
        Ok(token)
    }
}

/// The next piece of a file; `None` at its end.
pub(super) async fn next_piece(from: &mut Response) -> Result<Option<Vec<u8>>, Fault> {
    let piece = tokio::time::timeout(SILENCE, from.chunk()).await.map_err(|_| silent())?;
    piece.map(|it| it.map(|it| it.to_vec())).map_err(fault)
}

fn silent() -> Fault {
    Fault::Broken(std::io::Error::from(std::io::ErrorKind::TimedOut).to_string())
}

fn way(base: &str) -> Result<(Client, Url), String> {
    // Somebody may have installed one already; any of them will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = Url::parse(base).map_err(|it| it.to_string())?;
    let mut client = Client::builder()
        .user_agent(PROGRAM)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .tcp_nodelay(true)
        // Whoever is sent elsewhere would take the token there.
        .redirect(reqwest::redirect::Policy::none());
    if base.scheme() == "http" {
        // What goes to this machine stays on it.
        client = client.no_proxy();
    }
    let client = client.build().map_err(|it| innermost(&it.without_url()))?;
    Ok((client, base))
}

fn url<'a>(base: &Url, steps: impl IntoIterator<Item = &'a str>) -> Result<Url, Fault> {
    let mut url = base.clone();
    match url.path_segments_mut() {
        Ok(mut path) => drop(path.pop_if_empty().extend(steps)),
        Err(()) => return Err(Fault::Unsent("the address of the API takes no path".to_owned())),
    }
    Ok(url)
}

async fn read<T: DeserializeOwned>(mut answer: Response) -> Result<T, Fault> {
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(fault)? {
        if ANSWER_MAX < body.len() + piece.len() {
            return Err(Fault::Broken(format!("the answer has more than {ANSWER_MAX} bytes")));
        }
        body.extend_from_slice(&piece);
    }
    let told: Answer = match serde_json::from_slice(&body) {
        Ok(told) => told,
        // Not the Bot API's words, but those of something on the way there.
        Err(_) if !status.is_success() => return Err(spoken(status, None)),
        Err(error) => return Err(Fault::Broken(error.to_string())),
    };
    match told.result {
        Some(result) if told.ok => {
            serde_json::from_value(result).map_err(|it| Fault::Broken(it.to_string()))
        }
        _ if told.ok => Err(Fault::Broken("an answer without a result".to_owned())),
        _ => Err(spoken(status, Some(told))),
    }
}

/// What the server said instead of a result. Below 500 it has surely done nothing.
fn spoken(status: StatusCode, told: Option<Answer>) -> Fault {
    let code = told.as_ref().and_then(|it| it.error_code).unwrap_or(status.as_u16());
    let (why, parameters) = told.map_or((None, None), |it| (it.description, it.parameters));
    let ResponseParameters { retry_after, migrate_to_chat_id } = parameters.unwrap_or_default();
    let why = why.unwrap_or_else(|| format!("HTTP {status}"));
    if !(400..500).contains(&code) {
        return Fault::Broken(why);
    }
    let retry_after = retry_after.map(Duration::from_secs);
    Fault::Said(No { code, why, retry_after, migrated_to: migrate_to_chat_id })
}

fn fault(error: reqwest::Error) -> Fault {
    let unsent = error.is_connect() || error.is_builder();
    let why = innermost(&error.without_url());
    if unsent { Fault::Unsent(why) } else { Fault::Broken(why) }
}

/// What says most about it.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

/// Some servers repeat in their words the address that they do not know.
fn hide(mut fault: Fault, token: &Secret) -> Fault {
    let why = match &mut fault {
        Fault::Unsent(why) | Fault::NoToken(why) | Fault::Broken(why) => why,
        Fault::Said(no) => &mut no.why,
    };
    if !token.reveal().is_empty() {
        *why = why.replace(token.reveal(), "***");
    }
    fault
}
