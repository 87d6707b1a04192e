//! Automatic replies: which one is due when a customer writes. They are written by a machine, so they settle nothing
//! (FAQ 4), and they answer no machine.

use std::time::Duration;

use super::hours::Schedule;
use crate::base::clock::Timestamp;
use crate::base::text::clean_line;

/// What was written longer ago than this is answered by nobody but a person: it was waiting while we were away.
pub const FRESH: Duration = Duration::from_secs(15 * 60);

/// How many days of silence make a customer new again, where the channel does not say.
pub const GREETING_DAYS: u32 = 1;

/// What an automatic reply is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// It greets who writes for the first time, or after a long silence.
    Greeting,
    /// It tells that nobody is there now.
    OutOfHours,
}

impl Automatic {
    /// The word the desk's file uses; also the option that holds its words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::OutOfHours => "out-of-hours",
        }
    }
}

/// What a channel says by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Habits {
    /// Whether it greets.
    pub greets: bool,
    /// How long a silence makes a customer new again.
    pub silence: Duration,
    /// Its hours, where it tells that nobody is there.
    pub hours: Option<Schedule>,
}

/// A customer's message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// When it was written, by the channel's clock.
    pub at: Timestamp,
    /// Whether a machine wrote it.
    pub automatic: bool,
    /// Whether its dialog is spam.
    pub spam: bool,
    /// When the last thing before it was said in the dialog, by anybody; `None` for its first message.
    pub before: Option<Timestamp>,
    /// When the dialog was last greeted.
    pub greeted: Option<Timestamp>,
    /// When it was last told that nobody is there.
    pub told: Option<Timestamp>,
}

/// The automatic reply that is due at `now`. There is one at most: whoever hears that nobody is there needs no greeting.
#[must_use]
pub fn due(habits: &Habits, occasion: &Occasion, now: Timestamp) -> Option<Automatic> {
    let Occasion { at, automatic, spam, before, greeted, told } = *occasion;
    if automatic || spam || now.since(at) > FRESH {
        return None;
    }
    // A channel's clock may be ahead of ours.
    let at = at.min(now);
    if let Some(since) = habits.hours.as_ref().and_then(|it| it.closed_since(at))
        && told.is_none_or(|it| it < since)
    {
        return Some(Automatic::OutOfHours);
    }
    let long_ago = |it: Timestamp| at.since(it) >= habits.silence;
    let new = before.is_none_or(long_ago) && greeted.is_none_or(long_ago);
    (habits.greets && new).then_some(Automatic::Greeting)
}

/// The words of an automatic reply: `{name}` is what the customer calls themself, `{first_name}` the first word of it. What
/// they call themself is put in as it is, cleaned: nothing in it is a placeholder.
#[must_use]
pub fn words(template: &str, name: &str) -> String {
    let name = clean_line(name);
    let name = name.trim();
    let first = name.split_whitespace().next().unwrap_or_default();
    let mut said = String::with_capacity(template.len() + name.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        said.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [("{name}", name), ("{first_name}", first)];
        match known.into_iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, value)) => {
                said.push_str(value);
                rest = &rest[word.len()..];
            }
            None => {
                said.push('{');
                rest = &rest[1..];
            }
        }
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::{Hours, zone};

    const HOUR: i64 = 3600;

    fn at(second: i64) -> Timestamp {
        // A Thursday.
        Timestamp::from_secs(second)
    }

    fn habits() -> Habits {
        let hours = Hours::parse("mon-sun 09:00-18:00").unwrap();
        let hours = Some(Schedule::new(hours, zone("UTC").unwrap()));
        Habits { greets: true, silence: Duration::from_secs(24 * 3600), hours }
    }

    fn first(second: i64) -> Occasion {
        Occasion {
            at: at(second),
            automatic: false,
            spam: false,
            before: None,
            greeted: None,
            told: None,
        }
    }

    fn said(it: &Occasion) -> Option<Automatic> {
        due(&habits(), it, it.at)
    }

    #[test]
    fn who_is_new_or_was_silent_for_long_is_greeted() {
        let noon = 12 * HOUR;
        let greeting = Some(Automatic::Greeting);
        assert_eq!(said(&first(noon)), greeting);
        let later = |ago: i64| Occasion { before: Some(at(noon - ago)), ..first(noon) };
        assert_eq!(said(&later(24 * HOUR)), greeting);
        assert_eq!(said(&later(24 * HOUR - 1)), None);
        assert_eq!(said(&later(-5)), None, "told late");
        let greeted = Occasion { greeted: Some(at(noon - HOUR)), ..later(30 * HOUR) };
        assert_eq!(said(&greeted), None);
        assert_eq!(due(&Habits::default(), &first(noon), at(noon)), None);
    }

    #[test]
    fn that_nobody_is_there_is_told_once_in_a_closed_time() {
        let away = Some(Automatic::OutOfHours);
        assert_eq!(said(&first(20 * HOUR)), away, "and no greeting beside it");
        let again = Occasion { before: Some(at(20 * HOUR)), told: Some(at(20 * HOUR)), ..first(0) };
        let written = |second| Occasion { at: at(second), ..again };
        assert_eq!(said(&written(21 * HOUR)), None);
        assert_eq!(said(&written(32 * HOUR)), None, "the same night");
        assert_eq!(said(&written(42 * HOUR)), away, "the next evening");
        let known = Occasion { before: Some(at(7 * HOUR)), ..first(8 * HOUR) };
        assert_eq!(said(&known), away, "the last night's word does not count: there was none");
    }

    #[test]
    fn no_machine_no_spam_and_no_backlog_is_answered() {
        for second in [12 * HOUR, 20 * HOUR] {
            let it = first(second);
            assert!(said(&it).is_some());
            assert_eq!(said(&Occasion { automatic: true, ..it }), None);
            assert_eq!(said(&Occasion { spam: true, ..it }), None);
            let minutes = |n: i64| at(second + n * 60);
            assert!(due(&habits(), &it, minutes(15)).is_some());
            assert_eq!(due(&habits(), &it, minutes(16)), None);
            assert!(due(&habits(), &it, minutes(-30)).is_some(), "their clock is ahead of ours");
        }
    }

    #[test]
    fn a_name_is_put_in_and_is_no_template() {
        let put = |name: &str| words("Hi {first_name} ({name})! {x} {", name);
        assert_eq!(put("Olha Koval"), "Hi Olha (Olha Koval)! {x} {");
        assert_eq!(put("{name}"), "Hi {name} ({name})! {x} {");
        assert_eq!(put(""), "Hi  ()! {x} {");
        assert!(!put("\u{1b}[31mX").contains('\u{1b}'));
    }
}
