//! How the words stand together: a span, or a day and a time of day in either order.

use chrono::{
    Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _,
    Weekday,
};

use super::words::{self, Half, Part, Token, Unit};
use super::{EVENING_HOUR, MORNING_HOUR, NOON_HOUR};

/// What a line means in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    At(NaiveDateTime),
    /// Beyond every calendar.
    Far,
}

/// Reads tokens from left to right; knows what time it is here.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The first token that nothing could be made of, so far.
    pub(super) stuck: usize,
    /// A word that does not go with the hour before it.
    pub(super) odd: Option<usize>,
    now: NaiveDateTime,
}

struct Span {
    minutes: i64,
    months: u32,
    /// Whether it is made of whole days, so that a time of day may follow.
    days: bool,
}

#[derive(Clone, Copy)]
enum Day {
    /// So many days from today.
    Ahead(u64),
    /// The next one, today's if its time is still to come.
    Weekday(Weekday),
    /// That of the next calendar week.
    NextWeek(Weekday),
    /// This day and month, as soon as it comes.
    Yearly {
        month: u32,
        day: u32,
    },
    Date(NaiveDate),
}

impl<'a> Reader<'a> {
    pub(super) const fn new(tokens: &'a [Token], now: NaiveDateTime) -> Self {
        Self { tokens, at: 0, stuck: 0, odd: None, now }
    }

    /// The whole line, to its end.
    pub(super) fn whole(&mut self) -> Option<Meant> {
        if let Some(meant) = self.later() {
            return Some(meant);
        }
        self.at = 0;
        self.moment()
    }

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn step(&mut self) {
        self.at += 1;
        self.stuck = self.stuck.max(self.at);
    }

    const fn ended(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// The next word, taken if `understood` makes something of it.
    fn word<T>(&mut self, understood: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(Token::Word(word)) = self.peek() else { return None };
        let found = understood(word)?;
        self.step();
        Some(found)
    }

    fn skip(&mut self, idle: fn(&str) -> bool) -> bool {
        self.word(|it| idle(it).then_some(())).is_some()
    }

    fn number(&mut self) -> Option<(u32, usize)> {
        let Some(Token::Number(value, digits)) = self.peek() else { return None };
        self.step();
        Some((*value, *digits))
    }

    fn sign(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(wanted));
        if found {
            self.step();
        }
        found
    }

    /// Tries `part`; what it took is given back if it fails.
    fn attempt<T>(&mut self, part: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = part(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// `in 2h`, `1h30m`, `через 3 дні о 9:00`.
    fn later(&mut self) -> Option<Meant> {
        let mut led = false;
        while self.skip(words::leads_span) {
            led = true;
        }
        let span = self.span(led)?;
        let clock = if span.days { self.attempt(|it| it.clock(true)) } else { None };
        if !self.ended() {
            return None;
        }
        let far = || Some(Meant::Far);
        let Some(day) = self.now.checked_add_months(Months::new(span.months)) else { return far() };
        let Some(delta) = TimeDelta::try_minutes(span.minutes) else { return far() };
        let Some(at) = day.checked_add_signed(delta) else { return far() };
        Some(Meant::At(clock.map_or(at, |it| at.date().and_time(it))))
    }

    fn span(&mut self, led: bool) -> Option<Span> {
        let mut whole = Span { minutes: 0, months: 0, days: true };
        let mut parts = 0;
        // One of something has no number only where a span begins: in *2 часа дня* there is no day.
        let mut bare = led;
        while let Some((tenths, unit)) = self.attempt(|it| it.amount(bare)) {
            match unit.minutes() {
                Some(minutes) => {
                    let more = tenths.saturating_mul(minutes) / 10;
                    whole.minutes = whole.minutes.saturating_add(more);
                }
                None => {
                    let tenths = tenths.saturating_mul(if unit == Unit::Year { 12 } else { 1 });
                    let months = u32::try_from(tenths / 10).ok().filter(|_| tenths % 10 == 0)?;
                    whole.months = whole.months.saturating_add(months);
                }
            }
            whole.days &= !matches!(unit, Unit::Minute | Unit::Hour);
            parts += 1;
            bare = self.skip(words::and) && led;
        }
        (parts > 0).then_some(whole)
    }

    /// A number, in tenths, and its unit. Behind `in` and the like one of something needs no number.
    fn amount(&mut self, led: bool) -> Option<(i64, Unit)> {
        if let Some(minutes) = self.word(words::span) {
            return Some((minutes * 10, Unit::Minute));
        }
        let number = self.number();
        let tenths = match number {
            Some((whole, _)) => {
                let tenth = self.attempt(|it| it.sign('.').then(|| it.number())?);
                let tenth = match tenth {
                    None => 0,
                    Some((value, 1)) => i64::from(value),
                    Some(_) => return None,
                };
                i64::from(whole) * 10 + tenth
            }
            None => match self.word(words::tenths) {
                // Half an hour, a couple of days.
                Some(half) => {
                    while self.word(|it| matches!(it, "a" | "an" | "of").then_some(())).is_some() {}
                    half
                }
                None if led => 10,
                None => return None,
            },
        };
        // One year; of anything else the word says hours, and years have another.
        let year = number.is_none() && tenths == 10;
        let read = |it: &str| match it {
            words::HOUR_OR_YEAR if year => Some(Unit::Year),
            other => words::unit(other),
        };
        let unit = self.word(read)?;
        self.sign('.');
        Some((tenths, unit))
    }

    /// `tomorrow 9:00`, `о 14`, `18:00 сьогодні`, `next monday`.
    fn moment(&mut self) -> Option<Meant> {
        let (mut day, mut clock, mut part) = (None, None, None);
        while !self.ended() {
            if day.is_none() {
                day = self.attempt(Self::day);
                if day.is_some() {
                    continue;
                }
            }
            if clock.is_none() {
                let expected = day.is_some() || part.is_some() || self.before_a_day();
                clock = self.attempt(|it| it.clock(expected));
                if clock.is_some() {
                    continue;
                }
            }
            if self.word(|it| (it == "tonight").then_some(())).is_some() {
                day = day.or(Some(Day::Ahead(0)));
                part = Some(Part::Evening);
                continue;
            }
            if part.is_none() {
                part = self.word(words::part);
                if part.is_some() {
                    continue;
                }
            }
            if !self.skip(words::filler) {
                return None;
            }
        }
        let clock = match (clock, part) {
            // Eight in the evening.
            (Some(it), Some(Part::Evening)) => {
                self.odd = self.tokens.len().checked_sub(1);
                Some(it.with_hour(Half::Evening.hour(it.hour())?)?)
            }
            (Some(it), _) => Some(it),
            (None, part) => part.map(hour_of),
        };
        self.resolve(day, clock)
    }

    /// A number that is followed by a day is an hour: `9 середу`, `15 в среду`.
    fn before_a_day(&self) -> bool {
        let rest = match self.tokens.get(self.at..) {
            Some([Token::Number(..), Token::Sign('.' | ':'), Token::Number(..), rest @ ..]) => rest,
            Some([Token::Number(..), rest @ ..]) => rest,
            _ => return false,
        };
        let mut words = rest.iter().map_while(|it| match it {
            Token::Word(word) => Some(word.as_str()),
            Token::Number(..) | Token::Sign(_) => None,
        });
        let day = words.find(|it| !words::filler(it));
        day.is_some_and(|it| words::weekday(it).is_some() || words::day(it).is_some())
    }

    fn day(&mut self) -> Option<Day> {
        if self.attempt(Self::day_after_tomorrow).is_some() {
            return Some(Day::Ahead(2));
        }
        if let Some(ahead) = self.word(words::day) {
            return Some(Day::Ahead(ahead));
        }
        if self.skip(words::next) {
            if self.word(|it| words::unit(it).filter(|it| *it == Unit::Week)).is_some() {
                let named = self.attempt(|it| {
                    while it.skip(words::filler) {}
                    it.word(words::weekday)
                });
                return Some(Day::NextWeek(named.unwrap_or(Weekday::Mon)));
            }
            return self.word(words::weekday).map(Day::NextWeek);
        }
        if let Some(day) = self.word(words::weekday) {
            self.sign('.');
            return Some(Day::Weekday(day));
        }
        self.attempt(Self::iso).or_else(|| self.attempt(Self::dotted)).or_else(|| self.named())
    }

    fn day_after_tomorrow(&mut self) -> Option<()> {
        ["day", "after", "tomorrow"]
            .iter()
            .try_for_each(|wanted| self.word(|it| (it == *wanted).then_some(())))
    }

    /// `2026-11-24`.
    fn iso(&mut self) -> Option<Day> {
        let (year, _) = self.number().filter(|it| it.1 == 4)?;
        let (month, _) = self.sign('-').then(|| self.number())??;
        let (day, _) = self.sign('-').then(|| self.number())??;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(Day::Date)
    }

    /// `24.11`, `24.11.2026`, `24.11.26`.
    fn dotted(&mut self) -> Option<Day> {
        let (day, _) = self.number().filter(|it| it.1 <= 2)?;
        let (month, _) = self.sign('.').then(|| self.number())?.filter(|it| it.1 <= 2)?;
        let year = self.attempt(|it| it.sign('.').then(|| it.number())?);
        self.sign('.');
        let Some((year, digits)) = year else { return yearly(month, day) };
        let year = i32::try_from(year).ok()?;
        let year = match digits {
            2 => year + 2000,
            4 => year,
            _ => return None,
        };
        NaiveDate::from_ymd_opt(year, month, day).map(Day::Date)
    }

    /// `24 листопада`, `nov 24`, `24 ноября 2027 года`.
    fn named(&mut self) -> Option<Day> {
        let day_first = self.attempt(|it| {
            let (day, _) = it.number().filter(|it| it.1 <= 2)?;
            Some((it.word(words::month)?, day))
        });
        let (month, day) = day_first.or_else(|| {
            let month = self.word(words::month)?;
            let (day, _) = self.number().filter(|it| it.1 <= 2)?;
            Some((month, day))
        })?;
        let Some((year, _)) = self.attempt(|it| it.number().filter(|it| it.1 == 4)) else {
            return yearly(month, day);
        };
        if self.skip(words::of_year) {
            self.sign('.');
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(Day::Date)
    }

    /// A time of day. A bare hour is one only where `expected`, or behind `at`.
    fn clock(&mut self, expected: bool) -> Option<NaiveTime> {
        let (mut said, mut dots) = (expected, expected);
        while let Some(day_too) =
            self.word(|it| words::leads_clock(it).then(|| words::leads_day(it)))
        {
            (said, dots) = (true, dots || !day_too);
        }
        if let Some(half) = self.attempt(Self::at_one) {
            return self.at_hour(1, 0, Some(half));
        }
        let (hour, _) = self.number().filter(|it| it.1 <= 2)?;
        let minute = self.attempt(|it| {
            let parted = it.sign(':') || dots && it.sign('.');
            it.number().filter(|it| parted && it.1 == 2)
        });
        // `9.10.2026` is a day, whatever stands before it; so is `9.10` where it is no time.
        let more = self.tokens.get(self.at..).unwrap_or_default();
        if matches!(more, [Token::Sign('.'), Token::Number(..), ..]) {
            return None;
        }
        // Three hours of the day: `3 часа дня`.
        let half = self.attempt(|it| {
            it.skip(words::oclock);
            it.word(words::half)
        });
        let certain = minute.is_some() || half.is_some() || said;
        if minute.is_none() && half.is_none() && said {
            self.skip(words::oclock);
        }
        self.at_hour(hour, minute.map_or(0, |it| it.0), half).filter(|_| certain)
    }

    /// `час дня`.
    fn at_one(&mut self) -> Option<Half> {
        self.word(|it| (it == "час").then_some(()))?;
        self.word(words::half)
    }

    fn at_hour(&mut self, hour: u32, minute: u32, half: Option<Half>) -> Option<NaiveTime> {
        let of_day = half.map_or(Some(hour), |it| it.hour(hour));
        if of_day.is_none() {
            self.odd = self.at.checked_sub(1);
        }
        NaiveTime::from_hms_opt(of_day?, minute, 0)
    }

    fn resolve(&self, day: Option<Day>, clock: Option<NaiveTime>) -> Option<Meant> {
        let today = self.now.date();
        let on = |date: Option<NaiveDate>| {
            let Some(date) = date else { return Some(Meant::Far) };
            Some(Meant::At(date.and_time(clock.unwrap_or_else(|| self.usual(date)))))
        };
        let date = match day {
            None => {
                let clock = clock?;
                let passed = today.and_time(clock) <= self.now;
                today.checked_add_days(Days::new(passed.into()))
            }
            Some(Day::Ahead(days)) => today.checked_add_days(Days::new(days)),
            Some(Day::Weekday(day)) => {
                let ahead = today.weekday().days_since(day);
                let ahead = (7 - ahead) % 7;
                let passed = today.and_time(clock.unwrap_or(hour(MORNING_HOUR))) <= self.now;
                let ahead = if ahead == 0 && passed { 7 } else { ahead };
                today.checked_add_days(Days::new(ahead.into()))
            }
            Some(Day::NextWeek(day)) => {
                let ahead = 7 - today.weekday().num_days_from_monday() + day.num_days_from_monday();
                today.checked_add_days(Days::new(ahead.into()))
            }
            Some(Day::Yearly { month, day }) => (0..=8)
                .filter_map(|it| NaiveDate::from_ymd_opt(today.year().checked_add(it)?, month, day))
                .find(|it| today <= *it),
            Some(Day::Date(date)) => Some(date),
        };
        on(date)
    }

    /// When on a day where only the day was said: in the morning, or today what is still to come.
    fn usual(&self, date: NaiveDate) -> NaiveTime {
        let morning = hour(MORNING_HOUR);
        if date == self.now.date() && morning <= self.now.time() {
            hour(EVENING_HOUR)
        } else {
            morning
        }
    }
}

/// A day that comes every year, or every fourth.
fn yearly(month: u32, day: u32) -> Option<Day> {
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| Day::Yearly { month, day })
}

const fn hour_of(part: Part) -> NaiveTime {
    hour(match part {
        Part::Morning => MORNING_HOUR,
        Part::Noon => NOON_HOUR,
        Part::Evening => EVENING_HOUR,
    })
}

/// A full hour; midnight for one that no day has.
pub(super) const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(it) => it,
        None => NaiveTime::MIN,
    }
}
