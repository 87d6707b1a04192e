//! What stands between a replica's screen and its hub, as plain values: how fresh everything is, what the hub refused,
//! who else is here, and what the screen asks for that only the hub can tell.
//!
//! Whoever speaks with the hub tells all this with [`Event::Linked`](super::event::Event::Linked) and its neighbours,
//! and is handed [`HubWish`]es. Nothing here knows a network.

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{AgentId, DialogId};

/// How a replica stands to its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubLink {
    /// How fresh what is here is.
    pub state: HubState,
    /// Ops that the hub has not confirmed yet. The screen counts them with each look at the desk; what is told here stands
    /// until then.
    pub waiting: u32,
    /// Ops that the hub refused and nobody here has looked at; counted in the same way.
    pub refused: u32,
}

/// How fresh what a replica has is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubState {
    /// Everything is here as soon as it has happened.
    Live,
    /// The connection was lost a moment ago, or what happened meanwhile is being fetched.
    Catching {
        /// Until then everything is here.
        since: Timestamp,
    },
    /// There is no connection.
    Offline {
        /// Until then everything is here.
        since: Timestamp,
        /// When it is tried again, if that is known.
        next_try: Option<Timestamp>,
    },
    /// Dialogs come for the first time.
    Filling {
        /// How many have come.
        told: u64,
        /// How many there are; 0 as long as nobody knows.
        total: u64,
    },
    /// The hub does not know us any more: somebody has to log in.
    LoggedOut,
    /// It cannot be gone on with, and why: the hub is newer, or another desk.
    Refused(Msg),
}

impl HubLink {
    /// A replica that has just been opened and knows everything until `since`.
    #[must_use]
    pub const fn opened(since: Timestamp) -> Self {
        Self { state: HubState::Catching { since }, waiting: 0, refused: 0 }
    }

    /// Whether the hub answers questions now, as far as is known.
    #[must_use]
    pub const fn answers(&self) -> bool {
        matches!(self.state, HubState::Live | HubState::Catching { .. } | HubState::Filling { .. })
    }

    /// When what is said of its freshness reads differently by itself: each second of the first minute, then each minute.
    #[must_use]
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let HubState::Catching { since } = self.state else { return None };
        let step = if now.since(since).as_secs() < 60 { 1_000 } else { 60_000 };
        let steps = (now.0 - since.0).max(0) / step + 1;
        Some(Timestamp(since.0 + steps * step))
    }
}

/// Somebody who is at the same desk now, this agent's own other screens included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub agent: AgentId,
    /// Their name. Hostile text.
    pub name: String,
    /// The dialog they look at.
    pub dialog: DialogId,
    /// Whether they are writing there.
    pub typing: bool,
}

pub use crate::sync::driver::Wanted as HubWish;

/// The profiles there are, each its own desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profiles {
    /// The name of the one that is open.
    pub here: String,
    /// The names of all.
    pub all: Vec<String>,
}

impl Profiles {
    /// Whether there is another one to go to; only then the screen says which this is.
    #[must_use]
    pub fn several(&self) -> bool {
        self.all.iter().any(|it| *it != self.here)
    }
}
