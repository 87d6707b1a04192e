//! Spans and moments as the line writes them: `1h30m`, `2026-11-01`, `today`. Not sentences: those are read elsewhere.

use std::time::Duration;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Timelike as _};

use super::vocabulary::{DAYS, find, fold};
use crate::base::clock::Timestamp;
use crate::base::text::keyboard::as_latin;
use crate::domain::term::When;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Units, each in milliseconds, the longest first. Those with a short name are printed.
const UNITS: &[(u64, Option<&str>, &[&str])] = &[
    (7 * DAY, None, &["w", "week", "weeks", "тиж", "тижд", "тижнів", "нед"]),
    (DAY, Some("d"), &["d", "day", "days", "д", "дн", "день", "дні", "днів", "дня", "дней"]),
    (HOUR, Some("h"), &["h", "hour", "hours", "г", "год", "годин", "ч", "час", "часа", "часов"]),
    (MINUTE, Some("m"), &["m", "min", "minutes", "х", "хв", "хвилин", "м", "мин", "минут"]),
    (SECOND, Some("s"), &["s", "sec", "seconds", "с", "сек", "секунд"]),
    (1, Some("ms"), &["ms", "мс"]),
];

/// The span `text` says: `30m`, `1h30m`, `30хв`, `2ч`, also in the wrong layout (`30ь`).
pub(super) fn read_span(text: &str) -> Option<Duration> {
    let read = |text: &str| {
        let mut rest = text;
        let mut total: u64 = 0;
        while !rest.is_empty() {
            let (number, tail) = split(rest, |it| it.is_ascii_digit());
            let (unit, tail) = split(tail, |it| !it.is_ascii_digit());
            let known = |it: &&(u64, _, &[&str])| it.2.contains(&unit);
            let unit = UNITS.iter().find(known)?.0;
            total = total.checked_add(number.parse::<u64>().ok()?.checked_mul(unit)?)?;
            rest = tail;
        }
        Some(Duration::from_millis(total)).filter(|_| !text.is_empty())
    };
    let text = text.to_lowercase();
    read(&text).or_else(|| read(&as_latin(&text)))
}

/// The span behind `waits:`, where it says that it has to be longer: `>30m`, `>=30m` and `30m` are one.
pub(super) fn read_longer_than(text: &str) -> Option<Duration> {
    let bare =
        |it: &str| it.strip_prefix(['>', '≥']).unwrap_or(it).trim_start_matches('=').to_owned();
    let latin = as_latin(text);
    read_span(&bare(text)).or_else(|| read_span(&bare(&latin)))
}

/// A number without its unit: what it was meant to be, if the units were minutes.
pub(super) fn is_bare_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn split(text: &str, within: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|it| !within(it)).unwrap_or(text.len()))
}

/// The span in units that add up to it, cut to milliseconds: `1h30m`.
pub(super) fn print_span(span: Duration) -> String {
    let mut left = span.as_millis();
    let mut text = String::new();
    for (unit, name, _) in UNITS {
        let Some(name) = name else { continue };
        let count = left / u128::from(*unit);
        left %= u128::from(*unit);
        if count > 0 {
            text.push_str(&format!("{count}{name}"));
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

/// The moment `text` says: a day (its midnight), a day and an hour, a span before whenever it is asked, or
/// `@` and milliseconds.
pub(super) fn read_when(text: &str, now: Timestamp, utc_offset: i32) -> Option<When> {
    if let Some(day) = find(DAYS, text) {
        let back = chrono::Days::new(day.means.unsigned_abs());
        let midnight = local(now, utc_offset)?.date().checked_sub_days(back)?;
        return at(midnight, NaiveTime::MIN, utc_offset);
    }
    if let Some(exact) = text.strip_prefix('@') {
        return exact.parse().ok().map(|it| When::At(Timestamp(it)));
    }
    if let Some(span) = read_span(text) {
        return Some(When::Ago(span));
    }
    let (day, hour) = match text.split_once(['T', 't', 'Т', 'т', ' ']) {
        Some((day, hour)) => (day, read_hour(hour)?),
        None => (text, NaiveTime::MIN),
    };
    at(read_day(day, local(now, utc_offset)?.date())?, hour, utc_offset)
}

/// The moment on the clock of the person who looks.
fn local(moment: Timestamp, utc_offset: i32) -> Option<chrono::NaiveDateTime> {
    let shifted = moment.0.checked_add(i64::from(utc_offset) * 1000)?;
    DateTime::from_timestamp_millis(shifted).map(|it| it.naive_utc())
}

fn at(day: NaiveDate, hour: NaiveTime, utc_offset: i32) -> Option<When> {
    let local = day.and_time(hour).and_utc().timestamp_millis();
    local.checked_sub(i64::from(utc_offset) * 1000).map(|it| When::At(Timestamp(it)))
}

/// `2026-11-01`, `01.11.2026`, `1.11.26`, `1.11`: the last one that was, seen from `today`.
fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let stroke = text.find(['-', '.', '/']).map(|it| text.as_bytes()[it] as char)?;
    let parts: Vec<&str> = text.split(stroke).collect();
    if !parts.iter().all(|it| is_bare_number(it) && it.len() <= 4) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|it| it.parse().ok()).collect();
    let day =
        |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    match (numbers.as_slice(), stroke) {
        ([year, month, of_month], _) if parts[0].len() == 4 => day(*year, *month, *of_month),
        ([of_month, month, year], '.') if parts[2].len() == 4 => day(*year, *month, *of_month),
        ([of_month, month, year], '.') if parts[2].len() == 2 => {
            day(2000 + *year, *month, *of_month)
        }
        ([of_month, month], '.') => {
            let years = [today.year(), today.year() - 1];
            let mut days = years.into_iter().filter_map(|it| {
                NaiveDate::from_ymd_opt(it, *month, *of_month).filter(|it| *it <= today)
            });
            days.next()
        }
        _ => None,
    }
}

/// `9:30`, `09:30:15`, `09:30:15.250`.
fn read_hour(text: &str) -> Option<NaiveTime> {
    let (text, thousandths) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |it: &str, most: usize| is_bare_number(it) && it.len() <= most;
    if !parts.iter().all(|it| digits(it, 2)) || !digits(thousandths, 3) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|it| it.parse().ok()).collect();
    let thousandths: u32 = format!("{thousandths:0<3}").parse().ok()?;
    match numbers.as_slice() {
        [hour, minute] => NaiveTime::from_hms_milli_opt(*hour, *minute, 0, thousandths),
        [hour, minute, second] => {
            NaiveTime::from_hms_milli_opt(*hour, *minute, *second, thousandths)
        }
        _ => None,
    }
}

/// The moment, so that [`read_when`] reads it back to the millisecond.
pub(super) fn print_when(when: When, utc_offset: i32) -> String {
    let moment = match when {
        When::Ago(span) => return print_span(span),
        When::At(moment) => moment,
    };
    let local = local(moment, utc_offset).filter(|it| (1000..=9999).contains(&it.year()));
    let Some(local) = local else { return format!("@{}", moment.0) };
    let millis = local.nanosecond() / 1_000_000;
    let day = local.format("%Y-%m-%d");
    match (local.hour(), local.minute(), local.second(), millis) {
        (0, 0, 0, 0) => day.to_string(),
        (hour, minute, 0, 0) => format!("{day}T{hour:02}:{minute:02}"),
        (hour, minute, second, 0) => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
        (hour, minute, second, _) => {
            format!("{day}T{hour:02}:{minute:02}:{second:02}.{millis:03}")
        }
    }
}

/// The word for a day that is most like `text`, of those in any language.
pub(super) fn day_words() -> impl Iterator<Item = &'static str> {
    DAYS.iter().flat_map(super::vocabulary::Word::names).filter(|it| !fold(it).is_empty())
}
