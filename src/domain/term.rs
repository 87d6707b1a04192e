//! What a list can be narrowed down by: the words of the one-line language of filters, as values.

use std::time::Duration;

use super::{AgentId, Bucket, ChannelId, ChannelKind};
use crate::base::clock::Timestamp;

/// A set of heaps: what `is:` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heaps(u8);

impl Heaps {
    /// Every heap.
    pub const ALL: Self = Self(0b1111);

    /// One heap alone.
    #[must_use]
    pub const fn one(bucket: Bucket) -> Self {
        Self(1 << bucket.code())
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the heap is one of them.
    #[must_use]
    pub const fn has(self, bucket: Bucket) -> bool {
        self.0 & (1 << bucket.code()) != 0
    }

    /// The heaps, in their order.
    pub fn iter(self) -> impl Iterator<Item = Bucket> {
        Bucket::ALL.into_iter().filter(move |it| self.has(*it))
    }

    /// The one heap, if it is only one.
    #[must_use]
    pub fn only(self) -> Option<Bucket> {
        let mut all = self.iter();
        all.next().filter(|_| all.next().is_none())
    }
}

/// Whose dialogs pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assigned {
    /// Nobody's.
    Nobody,
    /// Somebody's, whoever it is.
    Somebody,
    /// Mine, whoever looks.
    Me,
    /// This agent's.
    To(AgentId),
    /// Of agents who cannot answer: blocked (FAQ 8), or of a role that may not work.
    Unable,
}

/// Which channels pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChannelPick {
    /// This channel.
    One(ChannelId),
    /// All channels of a medium.
    Kind(ChannelKind),
}

/// A moment as a filter names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// A fixed one.
    At(Timestamp),
    /// So long before whenever it is asked.
    Ago(Duration),
}

impl When {
    /// Which moment it is at `now`.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Ago(span) => now - span,
        }
    }
}

/// In which order a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Order {
    /// Who waits longest first; then the others, the newest activity first. Snoozed dialogs stand in the order in
    /// which they come back, the other heaps by their newest activity. Heap after heap.
    #[default]
    Longest,
    /// The newest activity first, whatever the heap.
    Newest,
    /// The oldest activity first, whatever the heap.
    Oldest,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Longest, Self::Newest, Self::Oldest];

    /// The word after `order:`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Longest => "longest",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// One word of a filter. Between terms stands *and*; the values within one are alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// `is:open,snoozed`, `is:all`.
    Is(Heaps),
    /// `assignee:me,none`, `assignee:"Olha K"`, `assignee:any`, `assignee:blocked`.
    Assignee(Vec<Assigned>),
    /// `channel:viber`, `channel:"Shop"`.
    Channel(Vec<ChannelPick>),
    /// `is:unanswered`: somebody waits.
    Unanswered,
    /// `waits:>30m`: somebody has waited longer than this.
    Waits(Duration),
    /// `tag:vip`.
    Tag(String),
    /// `-tag:vip`: without it.
    NoTag(String),
    /// `lang:uk,ru`: the contact's language, two letters.
    Language(Vec<String>),
    /// `after:2026-11-01`, `after:7d`: last active at that moment or later.
    After(When),
    /// `before:2026-11-01`, `before:7d`: last active before that moment.
    Before(When),
    /// `"нова пошта"`, `доставка`: words in a message, a note or a name, the last one as far as it is typed.
    Words(String),
    /// `order:newest`.
    Order(Order),
}

impl Term {
    /// Whether `other` says something about the same thing, so that the later one replaces the earlier.
    /// Tags and words add up.
    #[must_use]
    pub fn replaces(&self, other: &Self) -> bool {
        match self {
            Self::Tag(_) | Self::NoTag(_) | Self::Words(_) => self == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether it hides dialogs, rather than saying where to look or in which order.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        !matches!(self, Self::Is(_) | Self::Order(_))
    }
}
