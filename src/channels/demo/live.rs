//! What happens by itself once the desk is open, and how the customers answer. Pure: every answer is a
//! function of the seed and of what is asked about.

use std::time::Duration;

use super::cast::{CHANNELS, number_of, person};
use super::phrases::{Book, fill};
use super::story::{DIALOGS, FIRST_NUMBER, outlet_of};
use crate::base::random::Random;
use crate::domain::{ChannelId, ChannelKind, File, MessageId, Outcome, Outgoing, Sender};

/// Numbers of customers who come while the desk is open begin here.
const LATER_NUMBER: u64 = 10_000;

/// Who writes on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The story.
    pub seed: u64,
    /// The channel's medium.
    pub kind: ChannelKind,
    /// Which channel of the demo desk it is; `None` is one that was added by hand and begins empty.
    pub outlet: Option<usize>,
    /// The channel's own number, so that two that were added by hand tell different stories.
    pub channel: ChannelId,
}

/// A customer writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveEvent {
    /// Who.
    pub sender: Sender,
    /// The channel's own name for the message.
    pub remote: String,
    /// The words.
    pub text: String,
    /// Files.
    pub files: Vec<File>,
}

/// What a customer answers to an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveAnswer {
    /// How long it takes them from the moment the channel took the agent's message.
    pub after: Duration,
    /// What they write.
    pub event: LiveEvent,
}

/// What becomes of an agent's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// How long the channel takes.
    pub takes: Duration,
    /// What it says.
    pub outcome: Outcome,
    /// When it tells that the message has reached the device, if it does.
    pub delivered: Option<Duration>,
    /// When it tells that the message was read, if it does.
    pub read: Option<Duration>,
}

/// The `k`-th thing that happens by itself on a channel.
#[must_use]
pub fn event(source: &Source, k: u64) -> LiveEvent {
    let mut random = random(source, 0xE7E7, k);
    let newcomer = newcomer(source, k);
    let number = if newcomer { later(source) + k } else { known(source, k, &mut random) };
    let person = person(source.seed, source.kind, number);
    let book = Book::of(person.language);
    let words = person.words(&mut random, "");
    let scripts = book.fitting(source.kind == ChannelKind::Email);
    let opening = random.pick(&scripts).and_then(|it| it.turns.first());
    let follow = random.pick(book.pool("follow"));
    let again = !newcomer && random.chance(60);
    let (text, files) = match (opening, follow) {
        (_, Some(follow)) if again => (follow.as_str(), &[][..]),
        (Some(turn), _) => (turn.text.as_str(), turn.files.as_slice()),
        (None, _) => ("?", &[][..]),
    };
    let text = fill(text, &words, &mut random);
    let files =
        files.iter().map(|(name, bytes)| File::named(fill(name, &words, &mut random), *bytes));
    let files = files.collect();
    LiveEvent { sender: person.sender, remote: format!("live-{k}"), text, files }
}

/// How long after the one before it the `k`-th thing happens, at `pace` messages a minute on this channel.
/// `None`: at this pace nothing happens by itself.
pub(super) fn gap(source: &Source, k: u64, pace: u32) -> Option<Duration> {
    if pace == 0 {
        return None;
    }
    // Whoever adds a channel to try it out should not have to wait for the first customers.
    if source.outlet.is_none() && k < 3 {
        return Some(Duration::from_millis(700 + 900 * k));
    }
    let channels = if source.outlet.is_some() { CHANNELS.len() as u64 } else { 1 };
    let mean = 60_000 * channels / u64::from(pace);
    let percent = 30 + random(source, 0x6A9, k).below(141);
    Some(Duration::from_millis(mean * percent / 100))
}

/// What the customer answers to an agent's text, if anything.
#[must_use]
pub fn answer(source: &Source, sent: &Outgoing) -> Option<LiveAnswer> {
    let mut random = random(source, 0xA45, sent.message.0.unsigned_abs());
    if !random.chance(65) {
        return None;
    }
    let person = person(source.seed, source.kind, number_of(&sent.to));
    let book = Book::of(person.language);
    let asked = sent.text.contains('?');
    let lower = sent.text.to_lowercase();
    let order =
        ["номер", "замовлен", "заказ", "order", "number"].iter().any(|it| lower.contains(it));
    let pool = match (asked, order) {
        (true, true) => "answer-order",
        (true, false) => "answer-yes",
        (false, _) if random.chance(35) => "answer-ask",
        (false, _) => "answer-thanks",
    };
    let words = person.words(&mut random, "");
    let text = random.pick(book.pool(pool))?;
    let event = LiveEvent {
        remote: format!("answer-{}", sent.message.0),
        text: fill(text, &words, &mut random),
        files: Vec::new(),
        sender: Sender { external: sent.to.clone(), ..person.sender },
    };
    let after = Duration::from_millis(2_000 + random.below(23_000));
    Some(LiveAnswer { after, event })
}

/// What becomes of an agent's message at the `attempt`-th try (the first is 0).
/// Whatever went wrong at first goes well when a person tries again.
#[must_use]
pub fn fate(source: &Source, message: MessageId, attempt: u32) -> Fate {
    let mut random = random(source, 0xFA7E, message.0.unsigned_abs());
    let takes = Duration::from_millis(200 + random.below(1_300));
    let roll = if attempt == 0 { random.below(100) } else { 99 };
    let outcome = match roll {
        0..4 => Outcome::Refused { reason: refusal(source.kind, random.next_u64()).to_owned() },
        4..6 => Outcome::Unknown,
        6..9 => Outcome::Retry {
            after: Some(Duration::from_secs(2 + random.below(5))),
            scope: crate::domain::Scope::Dialog,
            why: String::new(),
        },
        _ => Outcome::Accepted { remote: format!("out-{}", message.0) },
    };
    let told = matches!(outcome, Outcome::Accepted { .. }) && source.kind != ChannelKind::Email;
    let read = Duration::from_millis(3_000 + random.below(3_000));
    Fate {
        takes,
        outcome,
        delivered: told.then_some(Duration::from_secs(1)),
        read: (told && random.chance(85)).then_some(read),
    }
}

/// How a medium says no, in its own words.
pub(super) const fn refusal(kind: ChannelKind, which: u64) -> &'static str {
    match (kind, which % 2) {
        (ChannelKind::Telegram, 0) => "Forbidden: bot was blocked by the user",
        (ChannelKind::Telegram, _) => "Forbidden: user is deactivated",
        (ChannelKind::Viber, 0) => "notSubscribed: the user is not subscribed to the account",
        (ChannelKind::Viber, _) => {
            "receiverNoSuitableDevice: no Viber device of the user supports it"
        }
        (ChannelKind::Instagram | ChannelKind::Messenger, 0) => {
            "(#10) This message is sent outside of allowed window."
        }
        (ChannelKind::Instagram | ChannelKind::Messenger, _) => {
            "(#551) This person isn't available right now."
        }
        (ChannelKind::Whatsapp, 0) => "131047: Re-engagement message",
        (ChannelKind::Whatsapp, _) => "131026: Message undeliverable",
        (ChannelKind::Email, 0) => {
            "550 5.1.1 The email account that you tried to reach does not exist"
        }
        (ChannelKind::Email, _) => "552 5.2.2 Mailbox full",
    }
}

/// The first number of those who come to a channel while the desk is open.
fn later(source: &Source) -> u64 {
    let own = if source.outlet.is_some() { 0 } else { source.channel.0.unsigned_abs() % 5_000 };
    LATER_NUMBER * (1 + own)
}

/// Whether the `k`-th event brings somebody new.
fn newcomer(source: &Source, k: u64) -> bool {
    (source.outlet.is_none() && k < 2) || random(source, 0x4E3, k).chance(35)
}

/// Somebody who has written on this channel before the `k`-th event.
fn known(source: &Source, k: u64, random: &mut Random) -> u64 {
    let from_opening =
        (0..DIALOGS).filter(|it| Some(outlet_of(*it)) == source.outlet).map(|it| FIRST_NUMBER + it);
    // Looking back over the last few is enough: the others have gone home.
    let lately = (k.saturating_sub(40)..k).filter(|it| newcomer(source, *it));
    let all: Vec<u64> = from_opening.chain(lately.map(|it| later(source) + it)).collect();
    random.pick(&all).copied().unwrap_or(later(source) + k)
}

/// The dice of one matter, and of one channel.
fn random(source: &Source, matter: u64, index: u64) -> Random {
    let channel = source.outlet.map_or(later(source), |it| it as u64);
    let seed = Random::of(source.seed ^ matter, channel).next_u64();
    Random::of(seed, index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telegram() -> Source {
        let channel = ChannelId(1);
        Source { seed: 7, kind: ChannelKind::Telegram, outlet: Some(0), channel }
    }

    fn sent(message: i64, to: &str, text: &str) -> Outgoing {
        let (message, channel) = (MessageId(message), ChannelId(1));
        Outgoing::plain(message, channel, to, text)
    }

    #[test]
    fn the_same_seed_tells_the_same_and_another_tells_something_else() {
        let other = Source { seed: 8, ..telegram() };
        let tell = |source: &Source| (0..50).map(|k| event(source, k)).collect::<Vec<_>>();
        assert_eq!(tell(&telegram()), tell(&telegram()));
        assert_ne!(tell(&telegram()), tell(&other));
    }

    #[test]
    fn both_new_and_known_people_write_and_every_language_is_spoken() {
        let events: Vec<LiveEvent> = (0..200).map(|k| event(&telegram(), k)).collect();
        let new = events.iter().filter(|it| number_of(&it.sender.external) >= LATER_NUMBER).count();
        assert!((70..170).contains(&new), "{new}");
        for language in ["uk", "ru", "en"] {
            assert!(events.iter().any(|it| it.sender.language == language), "{language}");
        }
        assert!(events.iter().all(|it| !it.text.contains(['{', '}'])));
    }

    #[test]
    fn an_answer_is_in_the_customer_s_language_and_fits() {
        let mut answers = 0;
        for message in 0..300 {
            let number: i64 = 100 + message % 100;
            let to = person(7, ChannelKind::Telegram, number.unsigned_abs()).sender;
            let Some(answer) =
                answer(&telegram(), &sent(message, &to.external, "Підкажіть номер замовлення?"))
            else {
                continue;
            };
            answers += 1;
            assert_eq!(answer.event.sender, to);
            assert!(answer.event.text.contains('#'), "{}", answer.event.text);
            assert!((2_000..25_000).contains(&answer.after.as_millis()));
        }
        assert!((150..240).contains(&answers), "{answers}");
    }

    #[test]
    fn most_messages_arrive_and_some_do_not() {
        let fates = (0..2_000).map(|it| fate(&telegram(), MessageId(it), 0).outcome);
        let (mut refused, mut unknown, mut accepted) = (0, 0, 0);
        for outcome in fates {
            match outcome {
                Outcome::Refused { .. } => refused += 1,
                Outcome::Unknown => unknown += 1,
                Outcome::Accepted { .. } => accepted += 1,
                Outcome::Part { .. } | Outcome::Retry { .. } => (),
            }
        }
        assert!((50..120).contains(&refused), "{refused}");
        assert!((20..65).contains(&unknown), "{unknown}");
        assert!(accepted > 1_700, "{accepted}");
        let again = fate(&telegram(), MessageId(3), 1).outcome;
        assert_eq!(again, Outcome::Accepted { remote: "out-3".into() });
    }

    #[test]
    fn the_pace_is_kept_and_pace_zero_is_silence() {
        assert_eq!(gap(&telegram(), 5, 0), None);
        let spans = (0..500).map(|k| gap(&telegram(), k, 6).unwrap());
        let mean = spans.sum::<Duration>() / 500;
        // Six a minute over seven channels: one in 70 s on each.
        assert!((60..80).contains(&mean.as_secs()), "{mean:?}");
        let fresh = Source { outlet: None, ..telegram() };
        assert!(gap(&fresh, 0, 1).unwrap() < Duration::from_secs(1));
    }

    #[test]
    fn a_channel_added_by_hand_begins_with_somebody_new() {
        let fresh = Source { outlet: None, ..telegram() };
        let first = event(&fresh, 0);
        assert!(number_of(&first.sender.external) >= LATER_NUMBER);
        let second = Source { channel: ChannelId(2), ..fresh };
        assert_ne!(event(&second, 0).sender, first.sender, "each has its own story");
    }
}
