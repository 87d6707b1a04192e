//! What happened: changes and deliveries.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Hex128, Kind, Moment, Reopening, Status};
use crate::base::clock::Timestamp;
use crate::domain::{self, AgentId, ChangeNo, ContactId, DialogId, MessageId, OpId, Written};
use crate::store;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// A message was stored.
    Wrote {
        /// Which one.
        message: i64,
        /// What it is.
        what: Kind,
        /// When it was written.
        at: Moment,
    },
    /// An outbound message moved on.
    Delivery {
        /// Which one.
        message: i64,
        /// What it is now.
        to: Delivery,
    },
    /// The customer changed what a message says.
    Edited {
        /// Which one.
        message: i64,
        /// What it said.
        from: String,
    },
    /// The contact has blocked us, or can be written to again.
    Reach {
        /// Whether what we write arrives.
        open: bool,
    },
    /// The dialog was closed.
    Closed,
    /// The dialog was opened again.
    Reopened {
        /// Who opened it.
        by: Reopening,
    },
    /// It was marked as spam.
    MarkedSpam {
        /// What it was.
        from: Status,
    },
    /// It is no spam after all.
    UnmarkedSpam {
        /// What it is again.
        to: Status,
    },
    /// It went from one agent, or nobody, to another.
    Assigned {
        /// Whose it was.
        from: Option<i64>,
        /// Whose it is.
        to: Option<i64>,
    },
    /// It was hidden until a moment, or shown again.
    Snoozed {
        /// Until when it was hidden.
        from: Option<Moment>,
        /// Until when it is.
        to: Option<Moment>,
    },
    /// The tags changed.
    Tagged {
        /// All before.
        from: Vec<String>,
        /// All after.
        to: Vec<String>,
    },
    /// Contacts turned out to be the same person, or not to be.
    Merged {
        /// The people before, each as contacts.
        from: Vec<Vec<i64>>,
        /// The same contacts after.
        to: Vec<Vec<i64>>,
    },
    /// What is written down about the contact changed.
    ContactNoted {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
    /// A channel came.
    ChannelAdded,
    /// A channel was switched on or off, or its health changed.
    ChannelSwitched {
        /// Whether it is active now.
        active: bool,
    },
    /// A channel left with all its dialogs.
    ChannelDeleted,
    /// Somebody came to the desk, or who somebody is or what they may do has changed.
    AgentsChanged,
}

fn people(people: Vec<Vec<ContactId>>) -> Vec<Vec<i64>> {
    people.into_iter().map(|it| it.into_iter().map(|it| it.0).collect()).collect()
}

fn groups(people: Vec<Vec<i64>>) -> Vec<Vec<ContactId>> {
    people.into_iter().map(|it| it.into_iter().map(ContactId).collect()).collect()
}

impl From<domain::Change> for Change {
    fn from(change: domain::Change) -> Self {
        use domain::Change as Is;
        match change {
            Is::Wrote(Written { message, kind, at }) => {
                Self::Wrote { message: message.0, what: kind.into(), at: at.0 }
            }
            Is::Delivery { message, to } => Self::Delivery { message: message.0, to: to.into() },
            Is::Edited { message, from } => Self::Edited { message: message.0, from },
            Is::Reach { open } => Self::Reach { open },
            Is::Closed => Self::Closed,
            Is::Reopened(by) => Self::Reopened { by: by.into() },
            Is::MarkedSpam { from } => Self::MarkedSpam { from: from.into() },
            Is::UnmarkedSpam { to } => Self::UnmarkedSpam { to: to.into() },
            Is::Assigned { from, to } => {
                Self::Assigned { from: from.map(|it| it.0), to: to.map(|it| it.0) }
            }
            Is::Snoozed { from, to } => {
                Self::Snoozed { from: from.map(|it| it.0), to: to.map(|it| it.0) }
            }
            Is::Tagged { from, to } => Self::Tagged { from, to },
            Is::Merged { from, to } => Self::Merged { from: people(from), to: people(to) },
            Is::ContactNoted { from, to } => Self::ContactNoted { from, to },
            Is::ChannelAdded => Self::ChannelAdded,
            Is::ChannelSwitched { active } => Self::ChannelSwitched { active },
            Is::ChannelDeleted => Self::ChannelDeleted,
            Is::AgentsChanged => Self::AgentsChanged,
        }
    }
}

impl From<Change> for domain::Change {
    fn from(change: Change) -> Self {
        match change {
            Change::Wrote { message, what, at } => Self::Wrote(Written {
                message: MessageId(message),
                kind: what.into(),
                at: Timestamp(at),
            }),
            Change::Delivery { message, to } => {
                Self::Delivery { message: MessageId(message), to: to.into() }
            }
            Change::Edited { message, from } => Self::Edited { message: MessageId(message), from },
            Change::Reach { open } => Self::Reach { open },
            Change::Closed => Self::Closed,
            Change::Reopened { by } => Self::Reopened(by.into()),
            Change::MarkedSpam { from } => Self::MarkedSpam { from: from.into() },
            Change::UnmarkedSpam { to } => Self::UnmarkedSpam { to: to.into() },
            Change::Assigned { from, to } => {
                Self::Assigned { from: from.map(AgentId), to: to.map(AgentId) }
            }
            Change::Snoozed { from, to } => {
                Self::Snoozed { from: from.map(Timestamp), to: to.map(Timestamp) }
            }
            Change::Tagged { from, to } => Self::Tagged { from, to },
            Change::Merged { from, to } => Self::Merged { from: groups(from), to: groups(to) },
            Change::ContactNoted { from, to } => Self::ContactNoted { from, to },
            Change::ChannelAdded => Self::ChannelAdded,
            Change::ChannelSwitched { active } => Self::ChannelSwitched { active },
            Change::ChannelDeleted => Self::ChannelDeleted,
            Change::AgentsChanged => Self::AgentsChanged,
        }
    }
}

/// How far an outbound message has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Delivery {
    /// Waiting, and not to be tried before `due`.
    Queued {
        /// Earliest next try.
        due: Moment,
        /// Tries that have failed.
        failures: u32,
    },
    /// Given to the channel; no answer yet.
    Sending {
        /// Tries that have failed.
        failures: u32,
    },
    /// The channel accepted it.
    Sent,
    /// It reached the customer's device.
    Delivered,
    /// The customer opened it.
    Read,
    /// The channel said no.
    Failed {
        /// In its own words.
        reason: String,
    },
    /// It may or may not have arrived.
    Unsure,
    /// Given up by a person.
    Dropped,
}

impl From<domain::Delivery> for Delivery {
    fn from(delivery: domain::Delivery) -> Self {
        use domain::Delivery as Is;
        match delivery {
            Is::Queued { due, failures } => Self::Queued { due: due.0, failures },
            Is::Sending { failures } => Self::Sending { failures },
            Is::Sent => Self::Sent,
            Is::Delivered => Self::Delivered,
            Is::Read => Self::Read,
            Is::Failed { reason } => Self::Failed { reason },
            Is::Unsure => Self::Unsure,
            Is::Dropped => Self::Dropped,
        }
    }
}

impl From<Delivery> for domain::Delivery {
    fn from(delivery: Delivery) -> Self {
        match delivery {
            Delivery::Queued { due, failures } => Self::Queued { due: Timestamp(due), failures },
            Delivery::Sending { failures } => Self::Sending { failures },
            Delivery::Sent => Self::Sent,
            Delivery::Delivered => Self::Delivered,
            Delivery::Read => Self::Read,
            Delivery::Failed { reason } => Self::Failed { reason },
            Delivery::Unsure => Self::Unsure,
            Delivery::Dropped => Self::Dropped,
        }
    }
}

/// One line of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeedEntry {
    /// Its number.
    pub no: i64,
    /// When it was recorded.
    pub at: Moment,
    /// Who did it; none is the desk itself.
    pub agent: Option<i64>,
    /// The op it belongs to.
    pub op: Option<Hex128>,
    /// The dialog it is about.
    pub dialog: Option<i64>,
    /// What happened.
    pub change: Change,
}

impl From<store::FeedEntry> for FeedEntry {
    fn from(entry: store::FeedEntry) -> Self {
        Self {
            no: entry.no.0,
            at: entry.at.0,
            agent: entry.agent.map(|it| it.0),
            op: entry.op.map(|it| Hex128(it.0)),
            dialog: entry.dialog.map(|it| it.0),
            change: entry.change.into(),
        }
    }
}

impl From<FeedEntry> for store::FeedEntry {
    fn from(entry: FeedEntry) -> Self {
        Self {
            no: ChangeNo(entry.no),
            at: Timestamp(entry.at),
            agent: entry.agent.map(AgentId),
            op: entry.op.map(|it| OpId(it.0)),
            dialog: entry.dialog.map(DialogId),
            change: entry.change.into(),
        }
    }
}
