//! How long ago, and when: the few words a list has room for.

use std::borrow::Cow;
use std::time::Duration;

use super::Catalog;
use crate::base::msg::Msg;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A span of time as people say it: in its largest unit, cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute.
    Now,
    /// Minutes, less than an hour.
    Minutes(i64),
    /// Hours, less than a day.
    Hours(i64),
    /// Days.
    Days(i64),
}

impl Age {
    /// How people say `span`.
    #[must_use]
    pub fn of(span: Duration) -> Self {
        let seconds = span.as_secs();
        let whole = |unit| i64::try_from(seconds / unit).unwrap_or(i64::MAX);
        match seconds {
            0..MINUTE => Self::Now,
            MINUTE..HOUR => Self::Minutes(whole(MINUTE)),
            HOUR..DAY => Self::Hours(whole(HOUR)),
            _ => Self::Days(whole(DAY)),
        }
    }

    /// In how much time `span`, growing, will be said differently: nothing needs drawing before.
    #[must_use]
    pub fn changes_in(span: Duration) -> Duration {
        let unit = match span.as_secs() {
            0..HOUR => MINUTE,
            HOUR..DAY => HOUR,
            _ => DAY,
        };
        let into = Duration::new(span.as_secs() % unit, span.subsec_nanos());
        Duration::from_secs(unit) - into
    }

    /// For a narrow column: `47m`.
    #[must_use]
    pub fn short(self) -> Msg {
        match self {
            Self::Now => Msg::new("time-now"),
            Self::Minutes(n) => Msg::new("time-minutes").with("n", n),
            Self::Hours(n) => Msg::new("time-hours").with("n", n),
            Self::Days(n) => Msg::new("time-days").with("n", n),
        }
    }

    /// For a sentence: `47 min`.
    #[must_use]
    pub fn long(self) -> Msg {
        match self {
            Self::Now => Msg::new("time-now"),
            Self::Minutes(n) => Msg::new("time-minutes-long").with("n", n),
            Self::Hours(n) => Msg::new("time-hours-long").with("n", n),
            Self::Days(n) => Msg::new("time-days-long").with("n", n),
        }
    }
}

const WEEKDAYS: [&str; 7] =
    ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

impl Catalog {
    /// The short name of a day of the week; 1 is Monday.
    #[must_use]
    pub fn weekday(&self, number: u32) -> Cow<'_, str> {
        self.numbered(&WEEKDAYS, number)
    }

    /// The short name of a month as it stands beside a day; 1 is January.
    #[must_use]
    pub fn month(&self, number: u32) -> Cow<'_, str> {
        self.numbered(&MONTHS, number)
    }

    /// A day of some month: `Jul 5`.
    #[must_use]
    pub fn day(&self, month: u32, day: u32) -> String {
        let month = self.month(month).into_owned();
        self.say(&Msg::new("date-day").with("month", month).with("day", day))
    }

    /// A number no calendar has gives nothing.
    fn numbered(&self, names: &[&str], number: u32) -> Cow<'_, str> {
        let at = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        names.get(at).map_or(Cow::Borrowed(""), |it| self.t(it))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        let (en, uk, ru) = (Language::En, Language::Uk, Language::Ru);
        let [en, uk, ru] = [en, uk, ru].map(Catalog::new);
        for (seconds, in_en, in_uk, in_ru) in [
            (59, "now", "щойно", "сейчас"),
            (60, "1m", "1 хв", "1 мин"),
            (47 * 60 + 59, "47m", "47 хв", "47 мин"),
            (3600, "1h", "1 год", "1 ч"),
            (86_399, "23h", "23 год", "23 ч"),
            (86_400, "1d", "1 дн", "1 дн"),
        ] {
            let age = Age::of(Duration::from_secs(seconds)).short();
            assert_eq!([&en, &uk, &ru].map(|it| it.say(&age)), [in_en, in_uk, in_ru]);
        }
        assert_eq!(en.say(&Age::Minutes(47).long()), "47 min");
        assert_eq!(uk.say(&Age::Hours(3).long()), "3 години");
        assert_eq!(ru.say(&Age::Hours(21).long()), "21 час");
    }

    #[test]
    fn an_age_says_when_it_changes() {
        let millis = |it: u64| Age::changes_in(Duration::from_millis(it)).as_millis();
        assert_eq!(millis(0), 60_000);
        assert_eq!(millis(59_900), 100);
        assert_eq!(millis(3_599_000), 1000);
        assert_eq!(millis(3_600_000), 3_600_000);
        assert_eq!(millis(86_399_999), 1);
        assert_eq!(millis(86_400_000), 86_400_000);
        for start in [0, 59_999, 60_000, 3_599_999, 3_600_001, 86_399_999, 90_000_000] {
            let start = Duration::from_millis(start);
            let change = start + Age::changes_in(start);
            assert_ne!(Age::of(change), Age::of(start));
            assert_eq!(Age::of(change - Duration::from_nanos(1)), Age::of(start));
        }
    }

    #[test]
    fn days_stand_in_the_order_of_the_language() {
        let [en, uk] = [Language::En, Language::Uk].map(Catalog::new);
        assert_eq!((en.day(7, 5), uk.day(7, 5)), ("Jul 5".into(), "5 лип".into()));
        assert_eq!((en.weekday(7), uk.weekday(7)), ("Sun".into(), "нд".into()));
        assert_eq!((en.month(0), en.month(13)), ("".into(), "".into()));
    }
}
