//! Moments as people say them: `in 2h`, `завтра 9:00`, `в понедельник 10:00`.
//!
//! English, Ukrainian and Russian are understood at once, whatever the language of the screen. Local time is a
//! fixed distance from UTC, as everywhere in the program: a moment behind a change of the clocks is an hour off.

mod grammar;
mod words;

use chrono::{DateTime, Datelike as _, Days, NaiveDateTime};

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;

use grammar::{Meant, Reader, hour};

/// A snooze that only the customer ends, by writing: the last second of the year 9999, UTC. No clock ends it
/// ([`super::wake`]), and whoever shows it says so in words.
pub const UNTIL_REPLY: Timestamp = Timestamp::from_secs(253_402_300_799);

/// The hour of the local day at which a day without a time begins.
pub const MORNING_HOUR: u32 = 9;
/// The hour of *this evening*.
pub const EVENING_HOUR: u32 = 18;
const NOON_HOUR: u32 = 12;

/// From this hour on the evening is too near to be offered.
const EVENING_OFFERED_UNTIL: u32 = 17;

/// Farther ahead is a slip of the keyboard.
const FAR_DAYS: i64 = 3660;

/// Longer lines say no moment.
const CHARS_MAX: usize = 120;

/// Why a text is no moment to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MomentFault {
    /// There is nothing.
    Empty,
    /// Nothing can be made of it from this word on.
    Unknown {
        /// The word, cleaned; empty where the text ends too early.
        word: String,
    },
    /// It has passed.
    Past,
    /// It is more than ten years ahead.
    TooFar,
}

impl MomentFault {
    /// What is wrong, with an example of what is right, for translation.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Empty => Msg::new("moment-empty"),
            Self::Unknown { word } if word.is_empty() => Msg::new("moment-unfinished"),
            Self::Unknown { word } => Msg::new("moment-unknown").with("word", word.as_str()),
            Self::Past => Msg::new("moment-past"),
            Self::TooFar => Msg::new("moment-far"),
        }
    }
}

/// Some lines that are understood, in the language of the screen, with `·` between them.
#[must_use]
pub const fn examples() -> Msg {
    Msg::new("moment-examples")
}

/// The moment `text` means at `now`, always later than `now`; [`UNTIL_REPLY`] for *until reply*.
/// `utc_offset` is the seconds that local time is ahead of UTC.
///
/// A day alone means nine in the morning (today, when that has passed, six in the evening), a time alone the next such
/// moment, a weekday the next such day (`9 середа`: at nine), `next` one of the next calendar week, a date without a year the next such date.
///
/// # Errors
/// Says why it is no moment to come.
pub fn parse(text: &str, now: Timestamp, utc_offset: i32) -> Result<Timestamp, MomentFault> {
    if text.trim().is_empty() {
        return Err(MomentFault::Empty);
    }
    let tokens = words::tokens(text);
    if words::until_reply(&tokens) {
        return if now < UNTIL_REPLY { Ok(UNTIL_REPLY) } else { Err(MomentFault::Past) };
    }
    let local = local(now, utc_offset).ok_or(MomentFault::TooFar)?;
    let mut reader = Reader::new(&tokens, local);
    let short = text.chars().nth(CHARS_MAX).is_none();
    let at = match reader.whole().filter(|_| short) {
        Some(Meant::At(at)) => at,
        Some(Meant::Far) => return Err(MomentFault::TooFar),
        None => {
            return Err(MomentFault::Unknown {
                word: stuck(text, &tokens, reader.odd.unwrap_or(reader.stuck)),
            });
        }
    };
    if FAR_DAYS < at.signed_duration_since(local).num_days() {
        return Err(MomentFault::TooFar);
    }
    match instant(at, utc_offset) {
        Some(at) if UNTIL_REPLY <= at => Err(MomentFault::TooFar),
        Some(at) if now < at => Ok(at),
        _ => Err(MomentFault::Past),
    }
}

/// The word at which reading came to its end. An hour or a day that does not exist is shown as it is written.
fn stuck(text: &str, tokens: &[words::Token], at: usize) -> String {
    match tokens.get(at) {
        Some(words::Token::Word(word)) => clean_line(word).chars().take(40).collect(),
        Some(words::Token::Number(value, _)) => value.to_string(),
        Some(words::Token::Sign(sign)) => clean_line(&sign.to_string()).into_owned(),
        None => {
            let last = text.split_whitespace().last().unwrap_or_default();
            let figures = |it: &str| {
                it.contains([':', '.', '-']) && it.contains(|c: char| c.is_ascii_digit())
            };
            if figures(last) { clean_line(last).chars().take(40).collect() } else { String::new() }
        }
    }
}

/// What a person is offered for a snooze at `now`, in this order: the id of its sentence, which has the argument
/// `until`, and the moment. Two that come to the same moment are one.
#[must_use]
pub fn presets(now: Timestamp, utc_offset: i32) -> Vec<(&'static str, Timestamp)> {
    let hours = |n: u64| now + std::time::Duration::from_secs(n * 3600);
    let mut presets = vec![("snooze-hour", hours(1)), ("snooze-three-hours", hours(3))];
    if let Some(local) = local(now, utc_offset) {
        let on = |days: u64, at: u32| {
            let day = local.date().checked_add_days(Days::new(days))?;
            instant(day.and_time(hour(at)), utc_offset)
        };
        let monday = 7 - u64::from(local.weekday().num_days_from_monday());
        let evening = (local.time() < hour(EVENING_OFFERED_UNTIL)).then(|| on(0, EVENING_HOUR));
        let days = [
            ("snooze-evening", evening.flatten()),
            ("snooze-tomorrow", on(1, MORNING_HOUR)),
            ("snooze-monday", on(monday, MORNING_HOUR)),
            ("snooze-week", on(7, MORNING_HOUR)),
        ];
        for (id, at) in days {
            let Some(at) = at.filter(|at| presets.iter().all(|it| it.1 != *at)) else { continue };
            presets.push((id, at));
        }
    }
    presets.push(("snooze-until-reply", UNTIL_REPLY));
    presets
}

fn local(at: Timestamp, utc_offset: i32) -> Option<NaiveDateTime> {
    let millis = at.0.checked_add(i64::from(utc_offset) * 1000)?;
    DateTime::from_timestamp_millis(millis).map(|it| it.naive_utc())
}

fn instant(local: NaiveDateTime, utc_offset: i32) -> Option<Timestamp> {
    let millis = local.and_utc().timestamp_millis();
    millis.checked_sub(i64::from(utc_offset) * 1000).map(Timestamp)
}

#[cfg(test)]
mod tests;
