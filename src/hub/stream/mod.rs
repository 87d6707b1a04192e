//! The live stream: every new piece of the feed is read once for all who may see the same, and shared.
//!
//! Who opens a stream is told from the store first, up to the present; from then on the [`herald`] tells. Whoever cannot
//! follow (a slow line, a burst) loses nothing: they are told from the store again, from where they are.

mod follow;
pub(super) mod herald;
mod presence;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use tokio::sync::{Notify, broadcast, watch};

use crate::domain::{Agent, AgentId, ChangeNo, Rights};
use crate::store::Desk;
use crate::wire;

pub(super) use follow::{open, piece};
use presence::Presences;

/// News that are kept for streams that are slow at the moment.
const RING: usize = 64;

/// Those who may see the same: what is read and written for one of them is right for all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Class {
    /// All who see every dialog, and have the same rights.
    All(Rights),
    /// Somebody whose view is their own, as long as they have these rights.
    One(AgentId, Rights),
}

impl Class {
    fn of(agent: &Agent) -> Self {
        match agent.sees_all() {
            true => Self::All(agent.rights.clone()),
            false => Self::One(agent.id, agent.rights.clone()),
        }
    }
}

/// What a class is told.
#[derive(Debug)]
enum News {
    /// A piece of the feed.
    Feed(Piece),
    /// Somebody came to a dialog or went; a whole event.
    Present(Bytes),
}

/// A piece of the feed, written down for a class.
#[derive(Debug, Clone)]
struct Piece {
    after: ChangeNo,
    upto: ChangeNo,
    /// Whether agents may have changed: who listens has to be looked up again.
    roster: bool,
    /// The JSON; the rights in it are anybody's of the class.
    json: Bytes,
}

impl Piece {
    fn of(delta: wire::Delta) -> Option<Self> {
        let (after, upto) = (ChangeNo(delta.after), ChangeNo(delta.upto));
        let json = serde_json::to_vec(&delta).ok()?;
        Some(Self { after, upto, roster: delta.roster.is_some(), json: json.into() })
    }

    /// The event for one agent.
    fn event(&self, agent: &Agent) -> Bytes {
        /// How the JSON begins, up to and with the digits of the rights: [`wire::Delta`] has them first.
        const HEAD: usize = r#"{"rights":"0123456789abcdef"#.len();
        let (rights, upto) = (wire::Hex64(rights(agent)), self.upto.0);
        let rest = self.json.get(HEAD..).unwrap_or_default();
        let mut event =
            format!("id: {upto}\nevent: delta\ndata: {{\"rights\":\"{rights}").into_bytes();
        event.reserve(rest.len() + 2);
        event.extend_from_slice(rest);
        event.extend_from_slice(b"\n\n");
        event.into()
    }
}

/// What the agent may see and do, as one number.
pub(super) fn rights(agent: &Agent) -> u64 {
    agent.rights_version()
}

struct Ring {
    /// For whom it is read.
    viewer: Agent,
    told: ChangeNo,
    news: broadcast::Sender<Arc<News>>,
}

/// Tells all streams.
pub(super) struct Herald {
    bell: watch::Receiver<ChangeNo>,
    /// Somebody came, went, or began to write.
    stirred: Notify,
    rings: Mutex<HashMap<Class, Ring>>,
    presences: Mutex<Presences>,
}

impl Herald {
    /// Listens to the desk from now on; `head` is the feed's last number.
    pub(super) fn new(desk: &Desk, head: ChangeNo) -> Self {
        let (ring, bell) = watch::channel(head);
        desk.subscribe(move |head| {
            let _ = ring.send(head);
        });
        Self { bell, stirred: Notify::new(), rings: Mutex::default(), presences: Mutex::default() }
    }

    fn rings(&self) -> MutexGuard<'_, HashMap<Class, Ring>> {
        self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn presences(&self) -> MutexGuard<'_, Presences> {
        self.presences.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on the news for this agent are heard.
    fn join(&self, agent: &Agent) -> broadcast::Receiver<Arc<News>> {
        let mut rings = self.rings();
        let ring = rings.entry(Class::of(agent)).or_insert_with(|| Ring {
            viewer: agent.clone(),
            told: *self.bell.borrow(),
            news: broadcast::channel(RING).0,
        });
        ring.news.subscribe()
    }
}
