//! How long to wait before trying something again.

use std::time::Duration;

use super::random::Random;

/// Never longer than this.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits that double from half a second up to a minute, with some luck in them, so that what failed together does not come
/// back together.
#[derive(Debug)]
pub struct Patience {
    random: Random,
    failures: u32,
    limit: Duration,
}

impl Patience {
    /// Two of different seeds wait differently.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { random: Random::from_seed(seed), failures: 0, limit: LIMIT }
    }

    /// Never longer than this.
    #[must_use]
    pub const fn up_to(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// It went well: the next failure begins anew.
    pub const fn restore(&mut self) {
        self.failures = 0;
    }

    /// How long to wait after one more failure.
    pub fn after_failure(&mut self) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let full = Duration::from_millis(500 << self.failures.min(8)).min(self.limit);
        let half = u64::try_from(full.as_millis() / 2).unwrap_or(0);
        Duration::from_millis(half + self.random.below(half + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_level_off_and_begin_anew() {
        let mut patience = Patience::new(7);
        let waits: Vec<Duration> = (0..40).map(|_| patience.after_failure()).collect();
        assert!(waits[0] >= Duration::from_millis(500) && waits[0] <= Duration::from_secs(1));
        assert!(waits.iter().all(|it| *it <= LIMIT));
        assert!(waits[8..].iter().all(|it| *it >= LIMIT / 2));
        let mut short = Patience::new(7).up_to(Duration::from_secs(9));
        assert!((0..40).all(|_| short.after_failure() <= Duration::from_secs(9)));
        patience.restore();
        assert!(patience.after_failure() <= Duration::from_secs(1));
    }
}
