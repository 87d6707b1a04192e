//! A hub as a replica asks it: every question of the API, over a network or a socket of this machine.
//!
//! Nothing here decides when to ask, waits between two tries, or knows the desk.

mod carry;
mod error;
mod files;
mod token;

use std::path::PathBuf;
use std::pin::Pin;
use std::time::Duration;

use eventsource_stream::Eventsource as _;
use futures_util::{Stream, StreamExt as _};
use hyper::Method;
use hyper::header::{CONTENT_TYPE, RETRY_AFTER};
use url::form_urlencoded::Serializer;

use super::engine::{Answer, Ask};
use crate::domain::{AgentId, ChangeNo, DialogId, MessageId, OpId};
use crate::store::far::{Delta, SnapshotPage};
use crate::store::{Done, FeedEntry, ThreadPage};
use crate::wire;

pub use error::{HubError, Remedy, Said};
pub use token::{NoToken, Token};

use carry::{More, Reply, Way};

/// The largest answer, in bytes.
const ANSWER_MAX: usize = 256 << 20;
/// The largest description of a problem, in bytes.
const PROBLEM_MAX: usize = 64 << 10;

/// Where a hub is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Over the network.
    Web {
        /// What stands before `/v1`, without a slash at its end.
        base: String,
        /// Certificates, as PEM, of those who vouch for it beside the usual ones.
        authority: Option<Vec<u8>>,
    },
    /// A socket of this machine.
    Socket(PathBuf),
}

/// How long is waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Until an answer begins, and from each piece of it to the next.
    pub answer: Duration,
    /// In a live stream from each sign of life to the next. A hub gives one every 15 seconds.
    pub silence: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self { answer: Duration::from_secs(30), silence: Duration::from_secs(38) }
    }
}

/// What a live stream tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// What has happened.
    Delta(Box<Delta>),
    /// Where somebody is.
    Presence(wire::Presence),
}

/// A live stream. Ends only by an error.
pub type Live = Pin<Box<dyn Stream<Item = Result<Heard, HubError>>>>;

/// A hub, to be asked. Without a connection nothing is lost by making one.
pub struct Client {
    way: Way,
    token: Option<Token>,
    times: Times,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("times", &self.times).finish_non_exhaustive()
    }
}

impl Client {
    /// The client of the hub at an address.
    ///
    /// # Errors
    /// When the certificates cannot be used.
    pub fn new(address: &Address, token: Option<Token>, times: Times) -> Result<Self, HubError> {
        Ok(Self { way: Way::new(address)?, token, times })
    }

    /// Who the hub takes us for, and which desk it has.
    ///
    /// # Errors
    /// [`HubError`], as all of these.
    pub async fn me(&self) -> Result<wire::Me, HubError> {
        self.get("/v1/me", |it| serde_json::from_slice(it)).await
    }

    /// Asks what the engine wants to know.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn ask(&self, ask: &Ask) -> Result<Answer, HubError> {
        match ask {
            Ask::Ops { wishes, seen } => {
                let asked = wire::OpsAsked {
                    ops: wishes.iter().cloned().map(Into::into).collect(),
                    seen: seen
                        .iter()
                        .map(|it| wire::Seen { dialog: it.0.0, upto: it.1.0 })
                        .collect(),
                };
                let names: Vec<OpId> = wishes.iter().map(|it| it.op.id).collect();
                let body = json(serde_json::to_vec(&asked))?;
                let read = |it: &[u8]| serde_json::from_slice::<wire::OpsAnswer>(it);
                let answer = self.post("/v1/ops", body, read).await?;
                if answer.outcomes.len() != names.len() {
                    return Err(HubError::Strange("not one outcome for each op".to_owned()));
                }
                let done = answer.outcomes.into_iter().map(Done::from);
                Ok(Answer::Outcomes(names.into_iter().zip(done).collect()))
            }
            Ask::Bundles(dialogs) => {
                let asked = wire::AskDialogs { ids: dialogs.iter().map(|it| it.0).collect() };
                let body = json(serde_json::to_vec(&asked))?;
                let read = |it: &[u8]| serde_json::from_slice::<wire::Dialogs>(it);
                let answer = self.post("/v1/dialogs", body, read).await?;
                Ok(Answer::Bundles(answer.bundles.into_iter().map(Into::into).collect()))
            }
            Ask::Page { place, limit } => {
                let mut query = Serializer::new(String::new());
                query.append_pair("limit", &limit.to_string());
                if let Some(place) = place {
                    query.append_pair("place", &wire::PlaceText::from(*place).0);
                }
                let path = format!("/v1/snapshot?{}", query.finish());
                let read = |it: &[u8]| serde_json::from_slice::<wire::Snapshot>(it);
                let page = SnapshotPage::try_from(self.get(&path, read).await?);
                let page = page.map_err(|_| HubError::Strange("no place in a snapshot".into()))?;
                Ok(Answer::Page(Box::new(page)))
            }
        }
    }

    /// Older messages of a dialog, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn older(
        &self,
        dialog: DialogId,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<ThreadPage, HubError> {
        let query = before_query(before.map(|it| it.0), limit);
        let path = format!("/v1/dialogs/{}/messages?{query}", dialog.0);
        let read = |it: &[u8]| serde_json::from_slice::<wire::Older>(it);
        self.get(&path, read).await.map(Into::into)
    }

    /// What happened to a dialog, the newest first, at most `limit`.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn history(
        &self,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Vec<FeedEntry>, HubError> {
        let query = before_query(before.map(|it| it.0), limit);
        let path = format!("/v1/dialogs/{}/history?{query}", dialog.0);
        let read = |it: &[u8]| serde_json::from_slice::<wire::History>(it);
        let history = self.get(&path, read).await?;
        Ok(history.entries.into_iter().map(Into::into).collect())
    }

    /// Where words are found, at most `limit` messages.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn search(
        &self,
        words: &str,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<wire::Hits, HubError> {
        let mut query = Serializer::new(before_query(before.map(|it| it.0), limit));
        let query = query.append_pair("q", words).finish();
        self.get(&format!("/v1/search?{query}"), |it| serde_json::from_slice(it)).await
    }

    /// Tells colleagues what the agent looks at.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn present(&self, dialog: Option<DialogId>, typing: bool) -> Result<(), HubError> {
        let present = wire::Present { dialog: dialog.map(|it| it.0), typing };
        let body = json(serde_json::to_vec(&present))?;
        self.post("/v1/presence", body, |_| Ok(())).await
    }

    /// What happens from a number on, as it happens. `alive` is called with each sign of life.
    ///
    /// # Errors
    /// [`HubError`]
    pub async fn live(
        &self,
        after: ChangeNo,
        alive: impl Fn() + 'static,
    ) -> Result<Live, HubError> {
        let path = format!("/v1/stream?after={}", after.0);
        let reply = self.call((Method::GET, &path), More::Nothing, self.times.silence).await?;
        let said = reply.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or("");
        if !said.starts_with("text/event-stream") {
            return Err(HubError::Strange("not a stream".to_owned()));
        }
        let pieces = reply.body.inspect(move |piece| {
            if piece.is_ok() {
                alive();
            }
        });
        let events = pieces.eventsource().filter_map(|event| async {
            let event = match event {
                Ok(event) => event,
                Err(error) => return Some(Err(HubError::Unreachable(error.to_string()))),
            };
            match event.event.as_str() {
                wire::EVENT_DELTA => Some(
                    serde_json::from_str::<wire::Delta>(&event.data)
                        .map(|it| Heard::Delta(Box::new(it.into())))
                        .map_err(|it| HubError::Strange(it.to_string())),
                ),
                wire::EVENT_PRESENCE => Some(
                    serde_json::from_str(&event.data)
                        .map(Heard::Presence)
                        .map_err(|it| HubError::Strange(it.to_string())),
                ),
                // A newer hub may tell of more.
                _ => None,
            }
        });
        Ok(Box::pin(events))
    }

    async fn get<T>(
        &self,
        path: &str,
        read: impl Fn(&[u8]) -> serde_json::Result<T>,
    ) -> Result<T, HubError> {
        self.whole((Method::GET, path), None, read).await
    }

    async fn post<T>(
        &self,
        path: &str,
        body: Vec<u8>,
        read: impl Fn(&[u8]) -> serde_json::Result<T>,
    ) -> Result<T, HubError> {
        self.whole((Method::POST, path), Some(body), read).await
    }

    async fn whole<T>(
        &self,
        what: (Method, &str),
        body: Option<Vec<u8>>,
        read: impl Fn(&[u8]) -> serde_json::Result<T>,
    ) -> Result<T, HubError> {
        let more = body.map_or(More::Nothing, More::Json);
        let reply = self.call(what, more, self.times.answer).await?;
        let body = all(reply.body, ANSWER_MAX).await?;
        read(&body).map_err(|it| HubError::Strange(it.to_string()))
    }

    /// Asks; what is no success is an error.
    async fn call(
        &self,
        what: (Method, &str),
        more: More,
        silence: Duration,
    ) -> Result<Reply, HubError> {
        let token = self.token.as_ref();
        let reply = self.way.carry(what, token, more, self.times, silence).await?;
        if (200..300).contains(&reply.status) {
            return Ok(reply);
        }
        let header = |name| reply.headers.get(name).and_then(|it| it.to_str().ok());
        let wait = header(RETRY_AFTER).and_then(|it| it.trim().parse().ok());
        let wait = wait.map(Duration::from_secs);
        let is_problem = header(CONTENT_TYPE).is_some_and(|it| it.starts_with(wire::PROBLEM));
        let body = all(reply.body, PROBLEM_MAX).await.unwrap_or_default();
        let problem = is_problem.then(|| serde_json::from_slice::<wire::Problem>(&body).ok());
        Err(match problem.flatten() {
            Some(problem) => HubError::Said(Said { wait, ..problem.into() }),
            // A proxy, most likely; what it means about the hub nobody knows.
            None if reply.status >= 500 || reply.status == 429 => HubError::Said(Said {
                code: "no-hub".to_owned(),
                status: reply.status,
                detail: None,
                wait,
            }),
            None => HubError::Strange(format!("HTTP {}", reply.status)),
        })
    }
}

fn json(written: serde_json::Result<Vec<u8>>) -> Result<Vec<u8>, HubError> {
    written.map_err(|it| HubError::Strange(it.to_string()))
}

fn before_query(before: Option<i64>, limit: usize) -> String {
    let before = before.map_or_else(String::new, |it| format!("before={it}&"));
    format!("{before}limit={limit}")
}

async fn all(mut body: carry::Pieces, most: usize) -> Result<Vec<u8>, HubError> {
    let mut whole = Vec::new();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|it| HubError::Unreachable(it.to_string()))?;
        if whole.len() + piece.len() > most {
            return Err(HubError::Strange("an answer without an end".to_owned()));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// Somebody at a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Present {
    /// Who.
    pub agent: AgentId,
    /// Which dialog.
    pub dialog: DialogId,
    /// Whether they are writing there.
    pub typing: bool,
}
