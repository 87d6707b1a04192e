//! The unanswered counter: who still waits for an answer, and since when (FAQ 4).
//!
//! Everything derives from a dialog's history by one rule: the counter is the number of inbound messages after
//! the *settlement point*, the later of the last reply that the channel accepted and the last close that still
//! stands. Where the desk keeps a number instead of counting, a test holds it against this function.

use super::{Delivery, Kind};
use crate::base::clock::Timestamp;

/// How many inbound messages wait, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counter {
    /// Inbound messages without an answer.
    pub unanswered: u32,
    /// When the first of them was written. `Some` exactly when `unanswered` is not 0.
    pub since: Option<Timestamp>,
}

impl Counter {
    /// One more inbound message, written at `at`. It raises the number and never moves the time.
    #[must_use]
    pub fn raised(self, at: Timestamp) -> Self {
        Self {
            unanswered: self.unanswered.saturating_add(1),
            since: Some(self.since.unwrap_or(at)),
        }
    }

    /// Whether somebody waits.
    #[must_use]
    pub const fn waits(self) -> bool {
        self.unanswered > 0
    }
}

/// One line of a dialog's history, in the order in which the desk learned of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A message, with the way it has come if it is outbound.
    Message {
        /// What it is.
        kind: Kind,
        /// When it was written.
        at: Timestamp,
        /// How far it has come.
        delivery: Option<Delivery>,
    },
    /// The dialog was closed here.
    Closed {
        /// False when the agent's own reopening, undo, or a reply that failed has voided it since.
        stands: bool,
    },
}

impl Entry {
    /// Whether everything before this line is settled by it.
    ///
    /// A reply settles what stood before it when it was *written*: a message that came while it was on its way
    /// is not answered by it.
    #[must_use]
    pub fn settles(&self) -> bool {
        match self {
            Self::Message { kind: Kind::Reply, delivery, .. } => {
                delivery.as_ref().is_some_and(Delivery::settles)
            }
            Self::Message { kind: Kind::Inbound | Kind::Auto | Kind::Note, .. } => false,
            Self::Closed { stands } => *stands,
        }
    }
}

/// Counts a whole history. The one truth about the counter.
#[must_use]
pub fn count<'a>(history: impl IntoIterator<Item = &'a Entry>) -> Counter {
    history.into_iter().fold(Counter::default(), |counter, entry| match entry {
        settled if settled.settles() => Counter::default(),
        Entry::Message { kind: Kind::Inbound, at, .. } => counter.raised(*at),
        Entry::Message { .. } | Entry::Closed { .. } => counter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inbound(second: i64) -> Entry {
        let at = Timestamp::from_secs(second);
        Entry::Message { kind: Kind::Inbound, at, delivery: None }
    }

    fn outbound(kind: Kind, delivery: Option<Delivery>) -> Entry {
        Entry::Message { kind, at: Timestamp(0), delivery }
    }

    fn reply(delivery: Delivery) -> Entry {
        outbound(Kind::Reply, Some(delivery))
    }

    fn waiting(unanswered: u32, second: i64) -> Counter {
        Counter { unanswered, since: Some(Timestamp::from_secs(second)) }
    }

    #[test]
    fn later_messages_raise_the_number_and_never_move_the_time() {
        assert_eq!(count(&[inbound(3), inbound(9), inbound(5)]), waiting(3, 3));
    }

    #[test]
    fn only_an_accepted_reply_settles() {
        for delivery in [Delivery::Sent, Delivery::Delivered, Delivery::Read] {
            assert_eq!(count(&[inbound(1), reply(delivery)]), Counter::default());
        }
        let unsent = [
            Delivery::fresh(Timestamp(0)),
            Delivery::Sending { failures: 0 },
            Delivery::Failed { reason: String::new() },
            Delivery::Unsure,
            Delivery::Dropped,
        ];
        for delivery in unsent {
            assert_eq!(count(&[inbound(1), reply(delivery)]), waiting(1, 1));
        }
    }

    #[test]
    fn a_note_and_a_machine_s_words_settle_nothing() {
        let history =
            [inbound(1), outbound(Kind::Note, None), outbound(Kind::Auto, Some(Delivery::Read))];
        assert_eq!(count(&history), waiting(1, 1));
    }

    #[test]
    fn what_came_after_the_reply_was_written_is_not_answered_by_it() {
        assert_eq!(count(&[inbound(1), reply(Delivery::Sent), inbound(2)]), waiting(1, 2));
    }

    #[test]
    fn a_close_settles_until_it_is_voided() {
        assert_eq!(count(&[inbound(1), Entry::Closed { stands: true }]), Counter::default());
        assert_eq!(count(&[inbound(1), Entry::Closed { stands: false }]), waiting(1, 1));
    }

    #[test]
    fn a_message_after_a_close_counts_from_itself_on() {
        let history = [inbound(1), Entry::Closed { stands: true }, inbound(7)];
        assert_eq!(count(&history), waiting(1, 7));
    }

    #[test]
    fn a_reply_that_fails_late_gives_the_old_time_back() {
        let failed =
            Delivery::Sent.reported(&crate::domain::Receipt::Failed { reason: "x".into() });
        assert_eq!(count(&[inbound(4), reply(failed)]), waiting(1, 4));
    }
}
