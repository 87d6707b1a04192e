//! How often somebody may come: buckets that fill up again by themselves.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Names that are remembered, at most. Beyond that the emptiest memory is the fairest: all start anew.
const NAMES_MAX: usize = 20_000;

/// A bucket for each name. Empty buckets refuse.
#[derive(Debug)]
pub(super) struct Buckets<K> {
    size: f64,
    per_second: f64,
    levels: Mutex<HashMap<K, (f64, Instant)>>,
}

impl<K: Eq + Hash> Buckets<K> {
    /// Buckets that hold `size` and are filled again within `span`.
    pub(super) fn new(size: u32, span: Duration) -> Self {
        let size = f64::from(size);
        Self { size, per_second: size / span.as_secs_f64(), levels: Mutex::default() }
    }

    /// Takes one out.
    ///
    /// # Errors
    /// How long it takes until there is one again.
    pub(super) fn take(&self, name: K, now: Instant) -> Result<(), Duration> {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() >= NAMES_MAX {
            levels.retain(|_, it| self.level(*it, now) < self.size);
            if levels.len() >= NAMES_MAX {
                levels.clear();
            }
        }
        let entry = levels.entry(name).or_insert((self.size, now));
        let level = self.level(*entry, now);
        if level < 1.0 {
            *entry = (level, now);
            return Err(Duration::from_secs_f64((1.0 - level) / self.per_second));
        }
        *entry = (level - 1.0, now);
        Ok(())
    }

    fn level(&self, (level, at): (f64, Instant), now: Instant) -> f64 {
        let filled = now.saturating_duration_since(at).as_secs_f64() * self.per_second;
        (level + filled).min(self.size)
    }
}

/// Those who share a connection to the internet: an address, or a network of IPv6, in which one person has them all.
pub(super) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => {
            let [a, b, c, d, ..] = it.segments();
            IpAddr::V6([a, b, c, d, 0, 0, 0, 0].into())
        }
        it => it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_too_often_is_told_when_to_come_again() {
        let buckets = Buckets::new(10, Duration::from_secs(60));
        let start = Instant::now();
        for _ in 0..10 {
            buckets.take("a", start).unwrap();
        }
        let wait = buckets.take("a", start).unwrap_err();
        assert!((5..=6).contains(&wait.as_millis().div_ceil(1000)), "{wait:?}");
        buckets.take("b", start).unwrap();
        buckets.take("a", start + Duration::from_secs(7)).unwrap();
        buckets.take("a", start + Duration::from_secs(7)).unwrap_err();
    }

    #[test]
    fn a_flood_of_names_fills_no_memory() {
        let buckets = Buckets::new(1, Duration::from_secs(60));
        let now = Instant::now();
        for name in 0..3 * NAMES_MAX {
            let _ = buckets.take(name, now);
        }
        assert!(buckets.levels.lock().unwrap().len() <= NAMES_MAX);
    }

    #[test]
    fn one_network_is_one_neighbour() {
        let at = |it: &str| neighbourhood(it.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_ne!(at("10.0.0.1"), at("10.0.0.2"));
        assert_eq!(at("::ffff:10.0.0.1"), at("10.0.0.1"));
    }
}
