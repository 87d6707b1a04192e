//! The conversation of one contact on one channel, as far as rules look at it.

use super::{AgentId, Change, ChannelId, ContactId, Counter, DialogId};
use crate::base::clock::Timestamp;

/// Where a dialog stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Somebody is, or may be, being answered.
    Open,
    /// Done, until the customer writes again.
    Closed,
    /// Hidden for good (FAQ 6).
    Spam,
}

impl Status {
    /// The word the desk's file uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Spam => "spam",
        }
    }

    /// The status of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Closed, Self::Spam].into_iter().find(|it| it.code() == code)
    }
}

/// The one heap a dialog lies on. Every dialog lies on exactly one, so heaps can be counted and added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bucket {
    /// Open and not snoozed.
    Open,
    /// Open and hidden until a moment or the next message.
    Snoozed,
    /// Closed.
    Closed,
    /// Spam.
    Spam,
}

impl Bucket {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Snoozed, Self::Closed, Self::Spam];

    /// The number the desk's file uses.
    #[must_use]
    pub const fn code(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Snoozed => 1,
            Self::Closed => 2,
            Self::Spam => 3,
        }
    }

    /// The bucket of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// Which one.
    pub id: DialogId,
    /// Where it is held.
    pub channel: ChannelId,
    /// With whom.
    pub contact: ContactId,
    /// Where it stands.
    pub status: Status,
    /// What it was before it became spam; meaningful only while it is.
    pub before_spam: Status,
    /// Whose it is, if anybody's.
    pub assignee: Option<AgentId>,
    /// Hidden until then, if it is.
    pub snoozed_until: Option<Timestamp>,
    /// The team's words about it, sorted, without repeats.
    pub tags: Vec<String>,
    /// Who waits, and since when.
    pub counter: Counter,
    /// Replies that are on their way by themselves.
    pub on_its_way: u32,
    /// Replies that wait for a person: failed or unsure.
    pub stuck: u32,
    /// When anybody last wrote in it.
    pub last_at: Timestamp,
}

impl Dialog {
    /// The heap it lies on.
    #[must_use]
    pub const fn bucket(&self) -> Bucket {
        match (self.status, self.snoozed_until) {
            (Status::Open, None) => Bucket::Open,
            (Status::Open, Some(_)) => Bucket::Snoozed,
            (Status::Closed, _) => Bucket::Closed,
            (Status::Spam, _) => Bucket::Spam,
        }
    }

    /// Whether a reply is on its way to a waiting customer and nothing is stuck: the counter is shown dimmed.
    #[must_use]
    pub const fn answering(&self) -> bool {
        self.counter.waits() && self.on_its_way > 0 && self.stuck == 0
    }

    /// Its place in every list; see [`rank`].
    #[must_use]
    pub fn rank(&self) -> i64 {
        rank(self.bucket(), self.counter.since, self.snoozed_until, self.last_at)
    }

    /// What a change of its own fields makes of it. Messages and deliveries move the counter, which needs the
    /// history; they leave these fields alone.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Closed => self.status = Status::Closed,
            Change::Reopened(_) => self.status = Status::Open,
            Change::MarkedSpam { from } => {
                self.before_spam = *from;
                self.status = Status::Spam;
            }
            Change::UnmarkedSpam { to } => self.status = *to,
            Change::Assigned { to, .. } => self.assignee = *to,
            Change::Snoozed { to, .. } => self.snoozed_until = *to,
            Change::Tagged { to, .. } => self.tags.clone_from(to),
            Change::Wrote { .. }
            | Change::Delivery { .. }
            | Change::Edited { .. }
            | Change::Reach { .. }
            | Change::Merged { .. }
            | Change::ContactNoted { .. }
            | Change::ChannelAdded
            | Change::ChannelSwitched { .. }
            | Change::ChannelDeleted
            | Change::AgentsChanged => (),
        }
    }
}

/// A dialog's place in every list, smallest first: those who wait, the longest wait first; then the others,
/// the newest activity first. Snoozed dialogs stand in the order in which they come back.
///
/// One number, so that a page of a list is one range of one index.
#[must_use]
pub fn rank(
    bucket: Bucket,
    since: Option<Timestamp>,
    snoozed_until: Option<Timestamp>,
    last_at: Timestamp,
) -> i64 {
    /// Beyond every moment that can wait.
    const REST: i64 = 1 << 52;
    match (bucket, since, snoozed_until) {
        (Bucket::Open, Some(since), _) => since.0,
        (Bucket::Snoozed, _, Some(until)) => until.0,
        _ => REST - last_at.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WAITING_RANK_END;

    #[test]
    fn who_waits_longest_stands_first_and_who_waits_not_stands_last() {
        let at = Timestamp::from_secs;
        let waiting = |second| rank(Bucket::Open, Some(at(second)), None, at(9_000));
        let idle = |second| rank(Bucket::Open, None, None, at(second));
        assert!(waiting(10) < waiting(20));
        assert!(waiting(9_000) < WAITING_RANK_END && WAITING_RANK_END < idle(9_000));
        assert!(idle(300) < idle(200), "the newest activity first");
        assert!(
            rank(Bucket::Spam, Some(at(1)), None, at(5)) > WAITING_RANK_END,
            "spam never waits"
        );
    }
}
