//! Moments and spans, and the only place that reads the wall clock.

use std::ops::{Add, Sub};
use std::time::Duration;

/// A moment: milliseconds since 1970-01-01 UTC.
///
/// Everything but [`now`] gets its moments handed in, so that a test can fix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `seconds` after 1970-01-01 UTC.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    /// How long ago `earlier` was; zero when it lies ahead (a clock was set back).
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// Reads the wall clock. Called at the rim only (`cli`, `courier`, `tui::runtime`).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one reader")]
pub fn now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}

/// Seconds that local time is ahead of UTC at `now`, as the system has it.
#[must_use]
pub fn utc_offset(now: Timestamp) -> i32 {
    use chrono::{Offset as _, TimeZone as _};
    let offset = chrono::Local.timestamp_millis_opt(now.0).earliest();
    offset.map_or(0, |it| it.offset().fix().local_minus_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_gives_no_negative_age() {
        let (early, late) = (Timestamp::from_secs(5), Timestamp::from_secs(9));
        assert_eq!(late.since(early), Duration::from_secs(4));
        assert_eq!(early.since(late), Duration::ZERO);
    }
}
