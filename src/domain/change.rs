//! Facts that happened. The feed numbers them; every screen and replica follows the feed.

use super::{AgentId, ContactId, Delivery, Dialog, Kind, MessageId, Status};
use crate::base::clock::Timestamp;

/// Who opened a closed dialog again. It decides whether the close still stands (FAQ 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reopening {
    /// An agent, or undo, or a reply that failed: the close is void and the counter comes back with its old time.
    ByAgent,
    /// The customer wrote again: the close stands and counting starts from that message.
    ByCustomer,
}

/// A message that came into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Written {
    /// Which one.
    pub message: MessageId,
    /// What it is.
    pub kind: Kind,
    /// When it was written, by the clock of the channel or of this desk; the desk may have learned of it later.
    pub at: Timestamp,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A message was stored.
    Wrote(Written),
    /// An outbound message moved on.
    Delivery {
        /// Which one.
        message: MessageId,
        /// What it is now.
        to: Delivery,
    },
    /// The customer changed what a message says. It asks for no other answer than before.
    Edited {
        /// Which one.
        message: MessageId,
        /// What it said.
        from: String,
    },
    /// The contact has blocked us, or can be written to again.
    Reach {
        /// Whether what we write arrives.
        open: bool,
    },
    /// An open dialog was closed.
    Closed,
    /// A closed dialog was opened.
    Reopened(Reopening),
    /// The dialog was marked as spam.
    MarkedSpam {
        /// What it was.
        from: Status,
    },
    /// The dialog is no spam after all.
    UnmarkedSpam {
        /// What it is again.
        to: Status,
    },
    /// The dialog went from one agent, or nobody, to another.
    Assigned {
        /// Whose it was.
        from: Option<AgentId>,
        /// Whose it is.
        to: Option<AgentId>,
    },
    /// The dialog was hidden until a moment, or shown again.
    Snoozed {
        /// Until when it was hidden.
        from: Option<Timestamp>,
        /// Until when it is.
        to: Option<Timestamp>,
    },
    /// The tags changed.
    Tagged {
        /// All of them before, sorted.
        from: Vec<String>,
        /// All of them after, sorted.
        to: Vec<String>,
    },
    /// Contacts turned out to be the same person, or not to be.
    Merged {
        /// The people concerned before, each as contacts in ascending order.
        from: Vec<Vec<ContactId>>,
        /// The same contacts after.
        to: Vec<Vec<ContactId>>,
    },
    /// What is written down about the dialog's contact changed.
    ContactNoted {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
    /// A channel came to the desk.
    ChannelAdded,
    /// A channel was activated or deactivated, or its health changed.
    ChannelSwitched {
        /// Whether it is active now.
        active: bool,
    },
    /// A channel left with all its dialogs.
    ChannelDeleted,
    /// Somebody came to the desk, or who somebody is or what they may do has changed: read the roster again.
    AgentsChanged,
}

impl Change {
    /// The change that takes this one back; `None` when nothing can (what was said stays said).
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        match self {
            Self::Closed => Some(Self::Reopened(Reopening::ByAgent)),
            Self::Reopened(Reopening::ByAgent) => Some(Self::Closed),
            Self::MarkedSpam { from } => Some(Self::UnmarkedSpam { to: *from }),
            Self::UnmarkedSpam { to } => Some(Self::MarkedSpam { from: *to }),
            Self::Assigned { from, to } => Some(Self::Assigned { from: *to, to: *from }),
            Self::Snoozed { from, to } => Some(Self::Snoozed { from: *to, to: *from }),
            Self::Tagged { from, to } => Some(Self::Tagged { from: to.clone(), to: from.clone() }),
            Self::Merged { from, to } => Some(Self::Merged { from: to.clone(), to: from.clone() }),
            Self::ContactNoted { from, to } => {
                Some(Self::ContactNoted { from: to.clone(), to: from.clone() })
            }
            Self::Wrote(_)
            | Self::Delivery { .. }
            | Self::Edited { .. }
            | Self::Reach { .. }
            | Self::Reopened(Reopening::ByCustomer)
            | Self::ChannelAdded
            | Self::ChannelSwitched { .. }
            | Self::ChannelDeleted
            | Self::AgentsChanged => None,
        }
    }

    /// The reply it is about, if it wrote one.
    #[must_use]
    pub fn reply(&self) -> Option<MessageId> {
        match self {
            Self::Wrote(written) if written.kind == Kind::Reply => Some(written.message),
            _ => None,
        }
    }

    /// Whether it takes the dialog out of the sight of those who answer.
    #[must_use]
    pub const fn puts_away(&self) -> bool {
        matches!(self, Self::Closed | Self::MarkedSpam { .. } | Self::Snoozed { to: Some(_), .. })
    }

    /// Whether the dialog still is as this change left it. If not, somebody has changed it since.
    /// Of people [`People::keep`](super::People::keep) tells.
    #[must_use]
    pub fn still_holds(&self, dialog: &Dialog) -> bool {
        match self {
            Self::Closed => dialog.status == Status::Closed,
            Self::Reopened(_) => dialog.status == Status::Open,
            Self::MarkedSpam { from } => {
                dialog.status == Status::Spam && dialog.before_spam == *from
            }
            Self::UnmarkedSpam { to } => dialog.status == *to,
            Self::Assigned { to, .. } => dialog.assignee == *to,
            Self::Snoozed { to, .. } => dialog.snoozed_until == *to,
            Self::Tagged { to, .. } => dialog.tags == *to,
            Self::Wrote(_)
            | Self::Delivery { .. }
            | Self::Edited { .. }
            | Self::Reach { .. }
            | Self::Merged { .. }
            | Self::ContactNoted { .. }
            | Self::ChannelAdded
            | Self::ChannelSwitched { .. }
            | Self::ChannelDeleted
            | Self::AgentsChanged => true,
        }
    }
}
