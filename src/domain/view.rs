//! The built-in views: names for filters that everybody needs.

use super::{AgentId, Assigned, Bucket, Filter, Heaps, Term};

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
    /// Held by agents who cannot answer: blocked, or of a role that may not (FAQ 8).
    Orphans,
}

impl View {
    /// All views, in the order of their keys 1, 2, 3 …
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Mine,
        Self::Unassigned,
        Self::Open,
        Self::Snoozed,
        Self::Closed,
        Self::Spam,
        Self::Orphans,
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
            Self::Orphans => "orphans",
        }
    }

    /// The view of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What it is made of.
    #[must_use]
    pub fn terms(self) -> Vec<Term> {
        let is = |bucket| Term::Is(Heaps::one(bucket));
        match self {
            Self::Waiting => vec![is(Bucket::Open), Term::Unanswered],
            Self::Mine => vec![is(Bucket::Open), Term::Assignee(vec![Assigned::Me])],
            Self::Unassigned => vec![is(Bucket::Open), Term::Assignee(vec![Assigned::Nobody])],
            Self::Open => vec![is(Bucket::Open)],
            Self::Snoozed => vec![is(Bucket::Snoozed)],
            Self::Closed => vec![is(Bucket::Closed)],
            Self::Spam => vec![is(Bucket::Spam)],
            Self::Orphans => {
                let heaps = Heaps::one(Bucket::Open).and(Heaps::one(Bucket::Snoozed));
                vec![Term::Is(heaps), Term::Assignee(vec![Assigned::Unable])]
            }
        }
    }

    /// The view alone, with nothing narrowed down.
    #[must_use]
    pub fn filter(self, me: AgentId) -> Filter {
        Filter::of(me, &self.terms())
    }
}
