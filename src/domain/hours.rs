//! Working hours: which hours of which days, by the clock of which place.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use crate::base::clock::Timestamp;

/// Days of the week as they are typed, Monday first, in English, Ukrainian and Russian.
const DAYS: [&[&str]; 7] = [
    &["mon", "пн"],
    &["tue", "вт"],
    &["wed", "ср"],
    &["thu", "чт"],
    &["fri", "пт"],
    &["sat", "сб"],
    &["sun", "нд", "вс"],
];

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// How many days are looked at in search of an opening or a closing. Every day of the week comes twice: a clock that is put
/// forward may swallow one.
const DAYS_LOOKED_AT: u64 = 15;

/// Hours of a week. There is at least one minute among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// For each day, Monday first: from which minute until before which, in order and apart.
    days: [Vec<(u16, u16)>; 7],
}

/// Which part of what was typed are no hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadHours(pub String);

impl Hours {
    /// Reads `mon-fri 09:00-18:00, sat 10:00-14:00`. A day may be named by its first letters in English, Ukrainian or
    /// Russian, days may go round the week (`sat-mon`) and be told twice; a day ends at 24:00, so a night shift is told in two
    /// parts.
    ///
    /// # Errors
    /// Tells the part that cannot be read.
    pub fn parse(text: &str) -> Result<Self, BadHours> {
        let mut days: [Vec<(u16, u16)>; 7] = Default::default();
        let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
        for part in parts {
            let bad = || BadHours(part.to_owned());
            let (from_day, to_day, span) = part_of(part).ok_or_else(bad)?;
            for day in 0..=(to_day + 7 - from_day) % 7 {
                days[(from_day + day) % 7].push(span);
            }
        }
        Ok(Self { days: days.map(apart) })
    }

    fn on(&self, date: NaiveDate) -> &[(u16, u16)] {
        let day = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        &self.days[day]
    }
}

/// From which day to which, and the minutes.
fn part_of(part: &str) -> Option<(usize, usize, (u16, u16))> {
    // Who types on a phone gets a dash that is none.
    let part = part.replace(['–', '—', '−'], "-").to_lowercase();
    let (days, hours) = part.split_once(char::is_whitespace)?;
    let day = |it: &str| DAYS.iter().position(|names| names.contains(&it.trim()));
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (open, close) = hours.split_once('-')?;
    let (open, close) = (minute(open)?, minute(close)?);
    (open < close).then_some((day(first)?, day(last)?, (open, close)))
}

/// `9:00` or `09:00` as a minute of the day; `24:00` is its end.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |it: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        plain.then(|| it.parse::<u16>().ok()).flatten()
    };
    let minute = number(hour, 1..=2)? * 60 + number(minute, 2..=2).filter(|it| *it < 60)?;
    (minute <= DAY).then_some(minute)
}

/// The same minutes in order, with those put together that touch.
fn apart(mut spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    spans.sort_unstable();
    let mut all: Vec<(u16, u16)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match all.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    all
}

/// Hours by the clock of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    hours: Hours,
    zone: Tz,
}

/// The place of a name of the IANA time zone database, like `Europe/Kyiv`; `None` when there is none.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    name.trim().parse().ok()
}

impl Schedule {
    /// These hours, there.
    #[must_use]
    pub const fn new(hours: Hours, zone: Tz) -> Self {
        Self { hours, zone }
    }

    /// Whether somebody is there at `at`.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.shifts(at).any(|(from, to)| from <= at && at < to)
    }

    /// When the closed time began that `at` is in; `None` while it is open.
    #[must_use]
    pub fn closed_since(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return None;
        }
        let ended = self.shifts(at).map(|(_, to)| to).filter(|it| *it <= at);
        Some(ended.max().unwrap_or(Timestamp(i64::MIN)))
    }

    /// When it opens again; `None` while it is open.
    #[must_use]
    pub fn opens(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return None;
        }
        self.shifts(at).map(|(from, _)| from).filter(|it| *it > at).min()
    }

    /// When it opens and closes in the days around `at`.
    fn shifts(&self, at: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let utc = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
        let today = utc.with_timezone(&self.zone).date_naive();
        let first = today.checked_sub_days(Days::new(DAYS_LOOKED_AT)).unwrap_or(today);
        let days = first.iter_days().take(usize::try_from(2 * DAYS_LOOKED_AT + 1).unwrap_or(1));
        let shift = |date: NaiveDate, (from, to): (u16, u16)| {
            (self.moment(date, from, false), self.moment(date, to, true))
        };
        let shifts = days
            .flat_map(move |date| self.hours.on(date).iter().map(move |span| shift(date, *span)));
        // What the clock has passed over was no time to work in.
        shifts.filter(|(from, to)| from < to)
    }

    /// When the clock there shows this minute of a day. What it shows twice is the earlier one for who comes and the `later`
    /// for who goes; what it passes over is when it is put forward.
    fn moment(&self, date: NaiveDate, minute: u16, later: bool) -> Timestamp {
        let shown = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute.into());
        let told = |it: NaiveDateTime| match self.zone.from_local_datetime(&it) {
            chrono::LocalResult::None => None,
            chrono::LocalResult::Single(at) => Some(at),
            chrono::LocalResult::Ambiguous(one, other) => Some(if later { other } else { one }),
        };
        // No clock is put forward by more than a day.
        let steps = (0..=i64::from(DAY)).map(TimeDelta::minutes);
        let found = steps.into_iter().find_map(|it| told(shown + it));
        found.map_or(Timestamp(i64::MAX), |it| Timestamp(it.timestamp_millis()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike as _;
    use proptest::prelude::*;

    fn schedule(hours: &str, place: &str) -> Schedule {
        Schedule::new(Hours::parse(hours).unwrap(), zone(place).unwrap())
    }

    fn utc(text: &str) -> Timestamp {
        let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Timestamp(at.and_utc().timestamp_millis())
    }

    const WEEK: &str = "mon-fri 09:00-18:00, sat 10:00-14:00";

    #[test]
    fn hours_are_read_in_three_languages_and_may_go_round_the_week() {
        let week = Hours::parse(WEEK).unwrap();
        assert_eq!(Hours::parse("ПН–ПТ 9:00 - 18:00; сб 10:00-14:00"), Ok(week));
        let round = Hours::parse("sat-mon 00:00-24:00").unwrap();
        let open: Vec<usize> = round.days.iter().map(Vec::len).collect();
        assert_eq!(open, [1, 0, 0, 0, 0, 1, 1]);
        assert_eq!(Hours::parse("вс 10:00-11:00"), Hours::parse("нд 10:00-11:00"));
        let twice = Hours::parse("mon 09:00-12:00, mon 11:00-13:00, mon 13:00-14:00").unwrap();
        assert_eq!(twice.days[0], [(9 * 60, 14 * 60)]);
        for bad in [
            "",
            "mon",
            "09:00-18:00",
            "mon 9-18",
            "mon 18:00-09:00",
            "mon 09:00-09:00",
            "mon 09:00-24:01",
            "mon 09:60-10:00",
            "mon +9:00-10:00",
            "pon 09:00-10:00",
            "mon-fri 09:00-18:00,",
        ] {
            assert!(Hours::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Hours::parse("mon 09:00-18:00, so 1"), Err(BadHours("so 1".into())));
        assert_eq!(zone("Europe/Nowhere"), None);
    }

    #[test]
    fn a_weekend_is_one_closed_time() {
        // Kyiv is two hours ahead in winter. 27 November 2026 is a Friday.
        let kyiv = schedule(WEEK, "Europe/Kyiv");
        let closed = |at: &str| (kyiv.closed_since(utc(at)), kyiv.opens(utc(at)));
        assert!(kyiv.is_open(utc("2026-11-27 07:00")) && !kyiv.is_open(utc("2026-11-27 06:59")));
        assert!(kyiv.is_open(utc("2026-11-27 15:59")) && !kyiv.is_open(utc("2026-11-27 16:00")));
        assert_eq!(closed("2026-11-27 12:00"), (None, None));
        let night = (Some(utc("2026-11-27 16:00")), Some(utc("2026-11-28 08:00")));
        assert_eq!(closed("2026-11-27 16:00"), night);
        let weekend = (Some(utc("2026-11-28 12:00")), Some(utc("2026-11-30 07:00")));
        assert_eq!(closed("2026-11-28 12:00"), weekend);
        assert_eq!(closed("2026-11-30 06:59"), weekend);
    }

    #[test]
    fn the_clock_s_jumps_move_the_hours_with_it() {
        // Kyiv: forward on 28 March 2027 at 03:00, back on 25 October 2026 at 04:00, both Sundays.
        let kyiv = schedule("mon-sun 09:00-18:00", "Europe/Kyiv");
        assert_eq!(kyiv.opens(utc("2026-10-25 00:00")), Some(utc("2026-10-25 07:00")));
        assert_eq!(kyiv.opens(utc("2026-10-24 00:00")), Some(utc("2026-10-24 06:00")));
        assert_eq!(kyiv.opens(utc("2027-03-28 00:00")), Some(utc("2027-03-28 06:00")));
        assert_eq!(kyiv.closed_since(utc("2027-03-28 00:00")), Some(utc("2027-03-27 16:00")));
        // From 03:00 to 04:00 the clock goes twice: who is there until 03:30 stays until the second one.
        let night = schedule("sun 02:00-03:30", "Europe/Kyiv");
        assert!(night.is_open(utc("2026-10-25 01:29")) && !night.is_open(utc("2026-10-25 01:30")));
        // It is never 03:30: opening then means when the clock jumps, and a time within the jump is none at all.
        let spring = schedule("sun 03:30-05:00", "Europe/Kyiv");
        assert_eq!(spring.opens(utc("2027-03-28 00:00")), Some(utc("2027-03-28 01:00")));
        let gone = schedule("sun 03:10-03:50", "Europe/Kyiv");
        assert_eq!(gone.opens(utc("2027-03-28 00:00")), Some(utc("2027-04-04 00:10")));
    }

    proptest! {
        #[test]
        fn it_is_open_when_the_clock_there_says_so(
            minutes in 0_i64..600_000, open in 0_u16..1439, long in 1_u16..600, day in 0_usize..7,
        ) {
            let close = (open + long).min(DAY);
            let clock = |it: u16| format!("{:02}:{:02}", it / 60, it % 60);
            let text = format!("{} {}-{}", DAYS[day][0], clock(open), clock(close));
            let kyiv = schedule(&text, "Europe/Kyiv");
            let at = Timestamp(utc("2026-11-01 00:00").0 + minutes * 60_000);
            let there = DateTime::from_timestamp_millis(at.0).unwrap().with_timezone(&kyiv.zone);
            // On the day of the jump the clock alone does not tell; the cases above do.
            prop_assume!(there.date_naive() != NaiveDate::from_ymd_opt(2027, 3, 28).unwrap());
            let minute = (there.hour() * 60 + there.minute()) as u16;
            let expected = there.weekday().num_days_from_monday() as usize == day
                && (open..close).contains(&minute);
            prop_assert_eq!(kyiv.is_open(at), expected);
            match (kyiv.closed_since(at), kyiv.opens(at)) {
                (None, None) => prop_assert!(expected),
                (Some(since), Some(until)) => {
                    prop_assert!(!expected && since <= at && at < until);
                    prop_assert!(kyiv.is_open(Timestamp(since.0 - 1)) && kyiv.is_open(until));
                    prop_assert_eq!(kyiv.closed_since(Timestamp(until.0 - 1)), Some(since));
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
