//! Which dialogs a list shows.

use super::{AgentId, Bucket, ChannelId};

/// Ranks below this belong to dialogs that wait (see [`rank`](super::rank)).
pub const WAITING_RANK_END: i64 = 1 << 50;

/// The built-in views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// Those waiting for an answer, the longest wait first.
    Waiting,
    /// Open ones that are mine.
    Mine,
    /// Open ones that are nobody's.
    Unassigned,
    /// All open ones.
    Open,
    /// Hidden until a moment.
    Snoozed,
    /// Closed.
    Closed,
    /// Spam.
    Spam,
}

impl View {
    /// All views, in the order of their keys 1, 2, 3 …
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Mine,
        Self::Unassigned,
        Self::Open,
        Self::Snoozed,
        Self::Closed,
        Self::Spam,
    ];

    /// The word the settings and the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Open => "open",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
            Self::Spam => "spam",
        }
    }

    /// The view of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The heap it looks at.
    #[must_use]
    pub const fn bucket(self) -> Bucket {
        match self {
            Self::Waiting | Self::Mine | Self::Unassigned | Self::Open => Bucket::Open,
            Self::Snoozed => Bucket::Snoozed,
            Self::Closed => Bucket::Closed,
            Self::Spam => Bucket::Spam,
        }
    }
}

/// Whose dialogs pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Assigned {
    /// Anybody's and nobody's.
    #[default]
    Anyone,
    /// Nobody's.
    Nobody,
    /// This agent's.
    To(AgentId),
}

/// A view with what has been narrowed down. The view is where one is; the rest are filters, which hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Where one is.
    pub view: View,
    /// Who is "me" in [`View::Mine`].
    pub me: AgentId,
    /// Only this channel.
    pub channel: Option<ChannelId>,
    /// Only these people's.
    pub assigned: Assigned,
    /// Only those who wait.
    pub waiting: bool,
}

impl Filter {
    /// The view alone, with nothing hidden.
    #[must_use]
    pub const fn of(view: View, me: AgentId) -> Self {
        Self { view, me, channel: None, assigned: Assigned::Anyone, waiting: false }
    }

    /// The view alone: what would be seen with the filters off.
    #[must_use]
    pub const fn without_filters(self) -> Self {
        Self::of(self.view, self.me)
    }

    /// Whether anything is narrowed down.
    #[must_use]
    pub fn narrows(self) -> bool {
        self != self.without_filters()
    }

    /// Whether only waiting dialogs pass.
    #[must_use]
    pub const fn only_waiting(self) -> bool {
        self.waiting || matches!(self.view, View::Waiting)
    }

    /// Whose dialogs pass, view and filter together; `None` when nobody's can.
    #[must_use]
    pub fn assignee(self) -> Option<Assigned> {
        let by_view = match self.view {
            View::Mine => Assigned::To(self.me),
            View::Unassigned => Assigned::Nobody,
            View::Waiting | View::Open | View::Snoozed | View::Closed | View::Spam => {
                Assigned::Anyone
            }
        };
        match (by_view, self.assigned) {
            (Assigned::Anyone, other) | (other, Assigned::Anyone) => Some(other),
            (one, other) => (one == other).then_some(one),
        }
    }
}
