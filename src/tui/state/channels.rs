//! The channels screen, as it is being looked at.

use std::time::Duration;

use super::ChannelForm;
use crate::base::clock::Timestamp;
use crate::domain::options::{self, Options};
use crate::domain::{AgentId, ChannelId, Connector};
use crate::store::Details;
use crate::tui::channels::Found;

/// A busy desk is asked again no sooner than this.
const PAUSE: Duration = Duration::from_secs(1);
/// The moments of last messages and next tries are told by no change: after this long they are asked for again.
const STALE: Duration = Duration::from_secs(10);

/// The channels while they are looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channels {
    /// How they are; `None` until the desk has told.
    pub all: Option<Vec<Details>>,
    /// The one under the cursor.
    pub cursor: usize,
    /// Lines of its details that are scrolled away.
    pub top: usize,
    /// The number of the last look.
    pub no: u64,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Whether it has been answered.
    pub answered: bool,
    /// Whether the desk has moved since.
    pub moved: bool,
    /// What is being done with the one under the cursor.
    pub doing: ChannelWork,
}

/// What is being done on the channels screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ChannelWork {
    /// They are looked at.
    #[default]
    Looking,
    /// One is being checked.
    Checking(Checking),
    /// Who gets its new dialogs is being chosen.
    Listing(Listing),
    /// What a new one is to be connected with is being chosen: the line under the cursor.
    Choosing(usize),
    /// One is added or changed.
    Filling(Box<ChannelForm>),
}

/// What can be connected here.
pub const MEDIA: [Connector; 2] = [Connector::Telegram, Connector::Email];

/// A check of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checking {
    /// The wish.
    pub no: u64,
    /// Which channel.
    pub channel: ChannelId,
    /// Its name. Hostile text.
    pub name: String,
    /// What was found; `None` until it has come.
    pub found: Option<Vec<Found>>,
    /// Lines scrolled away.
    pub top: usize,
}

/// The ways in which new dialogs are given out, as the option's values, in the order in which they are offered.
pub const WAYS: [&str; 3] = ["off", "round-robin", "least-open"];

/// The options that are told by sentences of their own.
pub const TOLD_APART: [&str; 2] = ["distribution", "plan-until"];

/// In which of [`WAYS`] a channel's new dialogs are given out.
#[must_use]
pub fn way(options: &Options) -> usize {
    let way = options::value(options, TOLD_APART[0]);
    WAYS.iter().position(|it| *it == way).unwrap_or(0)
}

/// A list of who gets a channel's new dialogs, while it is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which channel.
    pub channel: ChannelId,
    /// Its name. Hostile text.
    pub name: String,
    /// Which of [`WAYS`].
    pub way: usize,
    /// Those on the list, in its order.
    pub chosen: Vec<AgentId>,
    /// Everybody who can be on it, in the order in which they are shown.
    pub agents: Vec<AgentId>,
    /// The line under the cursor: the way, and then the agents.
    pub cursor: usize,
}

impl Listing {
    /// The list of a channel as it is. Those on it come first, and those who are `able` to answer there.
    #[must_use]
    pub fn of(details: &Details, able: impl Iterator<Item = AgentId>) -> Self {
        let chosen = details.agents.clone();
        let mut agents = chosen.clone();
        agents.extend(able.filter(|it| !chosen.contains(it)));
        let way = way(&details.options);
        let (channel, name) = (details.channel.id, details.channel.name.clone());
        Self { channel, name, way, chosen, agents, cursor: 0 }
    }

    /// Changes what the line under the cursor says: the way, or whether the agent is on the list. Who is put on it comes
    /// last.
    pub fn turn(&mut self) {
        let Some(at) = self.cursor.checked_sub(1) else {
            self.way = (self.way + 1) % WAYS.len();
            return;
        };
        let Some(agent) = self.agents.get(at).copied() else { return };
        match self.chosen.iter().position(|it| *it == agent) {
            Some(place) => drop(self.chosen.remove(place)),
            None => {
                self.chosen.push(agent);
                // A list by which nothing is given out is seldom meant.
                self.way = self.way.max(1);
            }
        }
    }
}

impl Channels {
    /// When the desk is to be asked again.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        if self.moved && self.answered { self.asked_at + PAUSE } else { self.asked_at + STALE }
    }

    /// The one under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Details> {
        self.all.as_ref()?.get(self.cursor)
    }

    /// Takes a new account of the channels; the cursor stays on its channel.
    pub fn take(&mut self, all: Vec<Details>) {
        let was = self.current().map(|it| it.channel.id);
        let still = all.iter().position(|it| Some(it.channel.id) == was);
        self.cursor = still.unwrap_or_else(|| self.cursor.min(all.len().saturating_sub(1)));
        self.all = Some(all);
    }
}
