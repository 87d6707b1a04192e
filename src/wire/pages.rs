//! What is asked, and what is answered.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Bundle, FeedEntry, Hex64, Message, Op, Outcome, PlaceText, Roster, Seen};
use crate::domain::{ChangeNo, DialogId};
use crate::store::{self, far};

/// A piece of the feed, as one agent may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delta {
    /// What the agent may see and do; another number than before means to start over. (The first field: a hub writes a
    /// piece down once for all who may see the same, and puts this in for each.)
    pub rights: Hex64,
    /// After which number it begins.
    pub after: i64,
    /// The last number it tells of, seen or not.
    pub upto: i64,
    /// Whether there is more after it already.
    pub more: bool,
    /// What happened, oldest first.
    pub entries: Vec<FeedEntry>,
    /// What the dialogs have become in which it happened.
    pub bundles: Vec<Bundle>,
    /// Dialogs that the agent does not see any more.
    pub gone: Vec<i64>,
    /// Channels and agents, when something about them may have changed.
    pub roster: Option<Roster>,
}

impl From<far::Delta> for Delta {
    fn from(it: far::Delta) -> Self {
        Self {
            after: it.after.0,
            upto: it.upto.0,
            more: it.more,
            rights: Hex64(it.rights),
            entries: it.entries.into_iter().map(Into::into).collect(),
            bundles: it.bundles.into_iter().map(Into::into).collect(),
            gone: it.gone.into_iter().map(|it| it.0).collect(),
            roster: it.roster.map(Into::into),
        }
    }
}

impl From<Delta> for far::Delta {
    fn from(it: Delta) -> Self {
        Self {
            after: ChangeNo(it.after),
            upto: ChangeNo(it.upto),
            more: it.more,
            rights: it.rights.0,
            entries: it.entries.into_iter().map(Into::into).collect(),
            bundles: it.bundles.into_iter().map(Into::into).collect(),
            gone: it.gone.into_iter().map(DialogId).collect(),
            roster: it.roster.map(Into::into),
        }
    }
}

/// A part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Snapshot {
    /// The feed's last number when this part was read.
    pub head: i64,
    /// As in a delta.
    pub rights: Hex64,
    /// Dialogs, each with a tail.
    pub bundles: Vec<Bundle>,
    /// Where the next part begins, to be given back as it is; none: this was the last.
    pub next: Option<String>,
    /// Channels and agents; with the first part only.
    pub roster: Option<Roster>,
    /// Dialogs there are for this agent in all; with the first part only.
    pub total: Option<u64>,
}

impl From<far::SnapshotPage> for Snapshot {
    fn from(it: far::SnapshotPage) -> Self {
        Self {
            head: it.head.0,
            rights: Hex64(it.rights),
            bundles: it.bundles.into_iter().map(Into::into).collect(),
            next: it.next.map(|it| PlaceText::from(it).0),
            roster: it.roster.map(Into::into),
            total: it.total,
        }
    }
}

impl TryFrom<Snapshot> for far::SnapshotPage {
    type Error = super::WrongPlace;

    fn try_from(it: Snapshot) -> Result<Self, Self::Error> {
        Ok(Self {
            head: ChangeNo(it.head),
            rights: it.rights.0,
            bundles: it.bundles.into_iter().map(Into::into).collect(),
            next: it.next.map(|it| PlaceText(it).try_into()).transpose()?,
            roster: it.roster.map(Into::into),
            total: it.total,
        })
    }
}

/// Ops to be done in their order, and how far dialogs have been seen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct OpsAsked {
    /// Ops, each in its own right.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub ops: Vec<Op>,
    /// How far dialogs have been seen.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub seen: Vec<Seen>,
}

/// What they came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpsAnswer {
    /// One for each op, in their order.
    pub outcomes: Vec<Outcome>,
    /// The feed's last number after all of them.
    pub head: i64,
}

/// Dialogs that are asked for by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskDialogs {
    /// Which ones.
    #[schema(max_items = 200)]
    pub ids: Vec<i64>,
}

/// Dialogs with their tails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dialogs {
    /// Those that are there.
    pub bundles: Vec<Bundle>,
    /// Those that are not there, or not for this agent.
    pub gone: Vec<i64>,
}

/// Older messages, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Older {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether there is nothing older.
    pub at_start: bool,
}

impl From<store::ThreadPage> for Older {
    fn from(it: store::ThreadPage) -> Self {
        let messages = it.messages.into_iter().map(Into::into).collect();
        Self { messages, at_start: it.at_start }
    }
}

impl From<Older> for store::ThreadPage {
    fn from(it: Older) -> Self {
        let messages = it.messages.into_iter().map(Into::into).collect();
        Self { messages, at_start: it.at_start, elsewhere: false }
    }
}

/// What happened to a dialog, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct History {
    /// The changes.
    pub entries: Vec<FeedEntry>,
}

/// Where words are found, as far as the agent may see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Hits {
    /// Dialogs in whose contact's name, handle, address or note the words are; with the first part only.
    pub people: Vec<i64>,
    /// Messages and notes with the words, the newest first.
    pub messages: Vec<Message>,
    /// All dialogs named by them, each once.
    pub bundles: Vec<Bundle>,
    /// Before which message the next part begins; none: there are no older ones.
    pub next: Option<i64>,
}

/// What an agent is looking at. Never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Present {
    /// The dialog on the screen; none: no dialog.
    pub dialog: Option<i64>,
    /// Whether something is being written in it.
    #[serde(default)]
    pub typing: bool,
}

/// Who is looking at a dialog, or is not any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Presence {
    /// The dialog.
    pub dialog: i64,
    /// Who.
    pub agent: i64,
    /// Whether they look at it.
    pub viewing: bool,
    /// Whether they write in it.
    pub typing: bool,
}

/// How much of a file has been brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Brought {
    /// Bytes that are there, from the first one on.
    pub have: u64,
    /// Whether that is all of it, and what it should be.
    pub whole: bool,
}
