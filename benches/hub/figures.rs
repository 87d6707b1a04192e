//! Numbers as they are told.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Nanoseconds of the clock that all processes share.
pub(crate) fn nanos() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64
}

pub(crate) fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// How long something took, many times.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    pub(crate) fn at(&self, percent: f64) -> Duration {
        self.0[((self.0.len() - 1) as f64 * percent / 100.0).round() as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn told(&self) -> String {
        let ms = |it: Duration| format!("{:6.1} ms", it.as_secs_f64() * 1000.0);
        format!(
            "p50 {}  p90 {}  p99 {}  max {}  ({})",
            ms(self.at(50.0)),
            ms(self.at(90.0)),
            ms(self.at(99.0)),
            ms(self.at(100.0)),
            self.len()
        )
    }
}

/// Resident memory of this process in megabytes.
pub(crate) fn megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Processor time of this process.
pub(crate) fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    // Fields 14 and 15, in hundredths of a second.
    let ticks: u64 =
        fields.get(11..13).into_iter().flatten().filter_map(|it| it.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
