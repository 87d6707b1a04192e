//! The life of an outbound message on its way to the customer.
//!
//! Pure: nothing here sends or saves. Each result is stored before it is acted upon, so a crash at any line
//! leaves a state that has a name here. A try has three outcomes (accepted, refused, unknown); an unknown one
//! is a person's to resolve, and nothing is sent twice by itself.

use std::time::Duration;

use crate::base::clock::Timestamp;

/// How far an outbound message has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Waiting, and not to be tried before `due`.
    Queued {
        /// Earliest next try.
        due: Timestamp,
        /// Tries that have already failed.
        failures: u32,
    },
    /// Given to the channel; no answer yet.
    Sending {
        /// Tries that failed before this one.
        failures: u32,
    },
    /// The channel accepted it.
    Sent,
    /// It reached the customer's device.
    Delivered,
    /// The customer opened it.
    Read,
    /// The channel said no. Repeating will not help; only a person can move it on.
    Failed {
        /// In the channel's own words.
        reason: String,
    },
    /// It may or may not have arrived. Only a person can say.
    Unsure,
    /// Given up by a person.
    Dropped,
}

/// How one try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The channel took it.
    Accepted {
        /// The channel's own name for it.
        remote: String,
    },
    /// The channel took a part of it ([`Outgoing::parts_done`](super::Outgoing::parts_done) grows by one), and the rest is
    /// to follow: it stays being sent. Whatever goes wrong afterwards, what was taken is not sent again.
    Part {
        /// The channel's own name for the part.
        remote: String,
    },
    /// The channel surely did not take it and it is worth repeating.
    Retry {
        /// How long the channel asked us to wait, if it did.
        after: Option<Duration>,
        /// What has to wait so long.
        scope: Scope,
        /// Why, in the channel's own words; may be empty.
        why: String,
    },
    /// The channel understood and said no.
    Refused {
        /// In its own words.
        reason: String,
    },
    /// No answer came after the message was handed over.
    Unknown,
}

/// What a channel that asks us to wait speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// This dialog, in which nothing overtakes anyway.
    #[default]
    Dialog,
    /// Everything that goes over this channel.
    Channel,
}

/// What the channel says later about a message it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// It reached the device.
    Delivered,
    /// It was opened.
    Read,
    /// It did not arrive after all.
    Failed {
        /// In the channel's own words.
        reason: String,
    },
}

/// The longest time a reply can be held back.
pub const HOLD_MAX: Duration = Duration::from_secs(120);

impl Delivery {
    /// A message that has just been written at `now`.
    #[must_use]
    pub const fn fresh(now: Timestamp) -> Self {
        Self::Queued { due: now, failures: 0 }
    }

    /// A message that has just been written at `now` and is not to be sent before `hold` has passed, or [`HOLD_MAX`]:
    /// whoever asks for more would keep the customer waiting behind a reply that never goes.
    #[must_use]
    pub fn held(now: Timestamp, hold: Duration) -> Self {
        Self::Queued { due: now + hold.min(HOLD_MAX), failures: 0 }
    }

    /// Until when a message written at `written` is held back, if it still is at `now`.
    ///
    /// A first try is only ever held because its writer wanted so: due later than it was written. On a clock that now shows
    /// a time before that it was set back, and nobody knows for how long it has been held: it is due. So no reply is held
    /// longer than its hold after the clock was set. `store::Outbox` follows this rule.
    #[must_use]
    pub fn held_until(&self, written: Timestamp, now: Timestamp) -> Option<Timestamp> {
        match *self {
            Self::Queued { due, failures: 0 } if written <= now && now < due => Some(due),
            _ => None,
        }
    }

    /// Whether a reply in this state counts as an answer given (FAQ 4).
    #[must_use]
    pub const fn settles(&self) -> bool {
        matches!(self, Self::Sent | Self::Delivered | Self::Read)
    }

    /// Whether it is still on its way by itself: the dialog is being answered.
    #[must_use]
    pub const fn on_its_way(&self) -> bool {
        matches!(self, Self::Queued { .. } | Self::Sending { .. })
    }

    /// Whether it waits for a person.
    #[must_use]
    pub const fn stuck(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Unsure)
    }

    /// The try begins.
    #[must_use]
    pub fn claimed(self) -> Self {
        match self {
            Self::Queued { failures, .. } => Self::Sending { failures },
            other => other,
        }
    }

    /// The try ended at `now`. A late answer to a try already given up changes nothing,
    /// except that an acceptance resolves a doubt.
    #[must_use]
    pub fn settled(self, outcome: &Outcome, now: Timestamp) -> Self {
        let failures = match self {
            Self::Sending { failures } => failures,
            Self::Unsure if matches!(outcome, Outcome::Accepted { .. }) => return Self::Sent,
            other => return other,
        };
        match outcome {
            Outcome::Accepted { .. } => Self::Sent,
            Outcome::Refused { reason } => Self::Failed { reason: reason.clone() },
            Outcome::Unknown => Self::Unsure,
            Outcome::Part { .. } => Self::Sending { failures: 0 },
            Outcome::Retry { after, .. } => {
                let failures = failures.saturating_add(1);
                Self::Queued { due: now + after.unwrap_or_else(|| backoff(failures)), failures }
            }
        }
    }

    /// The channel reports on what it took. Reports may come late or twice and never move backwards.
    #[must_use]
    pub fn reported(self, receipt: &Receipt) -> Self {
        match (self, receipt) {
            (Self::Sent | Self::Unsure, Receipt::Delivered) => Self::Delivered,
            (Self::Sent | Self::Delivered | Self::Unsure, Receipt::Read) => Self::Read,
            (Self::Sent | Self::Unsure, Receipt::Failed { reason }) => {
                Self::Failed { reason: reason.clone() }
            }
            (other, _) => other,
        }
    }

    /// The program stopped in the middle of a try: nobody knows whether it arrived.
    #[must_use]
    pub fn recovered(self) -> Self {
        match self {
            Self::Sending { .. } => Self::Unsure,
            other => other,
        }
    }
}

/// Doubles from two seconds and levels off at five minutes.
fn backoff(failures: u32) -> Duration {
    const LIMIT: Duration = Duration::from_secs(300);
    Duration::from_secs(2u64.saturating_pow(failures.clamp(1, 10))).min(LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sending() -> Delivery {
        Delivery::fresh(Timestamp(0)).claimed()
    }

    #[test]
    fn failures_space_out_and_level_off() {
        let waits: Vec<u64> = [1, 2, 3, 8, 9, 99].map(backoff).map(|it| it.as_secs()).to_vec();
        assert_eq!(waits, [2, 4, 8, 256, 300, 300]);
    }

    #[test]
    fn the_channel_s_own_wish_beats_our_schedule() {
        let slow = Outcome::Retry {
            after: Some(Duration::from_secs(40)),
            scope: Scope::Dialog,
            why: String::new(),
        };
        let next = sending().settled(&slow, Timestamp::from_secs(100));
        assert_eq!(next, Delivery::Queued { due: Timestamp::from_secs(140), failures: 1 });
    }

    #[test]
    fn an_unknown_outcome_is_a_person_s_to_resolve() {
        let unsure = sending().settled(&Outcome::Unknown, Timestamp(0));
        assert_eq!(unsure, Delivery::Unsure);
        assert!(unsure.stuck() && !unsure.settles());
        let late = Outcome::Accepted { remote: "r".into() };
        assert_eq!(unsure.settled(&late, Timestamp(9)), Delivery::Sent);
    }

    #[test]
    fn a_crash_in_the_middle_of_a_try_leaves_a_doubt_and_no_second_try() {
        assert_eq!(sending().recovered(), Delivery::Unsure);
        assert_eq!(Delivery::Sent.recovered(), Delivery::Sent);
    }

    #[test]
    fn receipts_never_move_backwards() {
        assert_eq!(Delivery::Read.reported(&Receipt::Delivered), Delivery::Read);
        assert_eq!(Delivery::Sent.reported(&Receipt::Read), Delivery::Read);
        let no = Receipt::Failed { reason: "gone".into() };
        assert_eq!(Delivery::Sent.reported(&no), Delivery::Failed { reason: "gone".into() });
        assert_eq!(Delivery::Delivered.reported(&no), Delivery::Delivered);
    }

    #[test]
    fn a_late_refusal_of_a_finished_try_changes_nothing() {
        let no = Outcome::Refused { reason: "blocked".into() };
        assert_eq!(Delivery::Sent.settled(&no, Timestamp(1)), Delivery::Sent);
    }
}
