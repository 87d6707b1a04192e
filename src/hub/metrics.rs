//! What the hub counts, for Prometheus. Only numbers: no names, no texts.

use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::store::{Desk, Done, Inbox as _, Sqlite, StoreError};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OpOutcome {
    outcome: String,
}

/// What the hub counts.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    latency: Family<Route, Histogram>,
    ops: Family<OpOutcome, Counter>,
    failed_logins: Counter,
    pub(super) streams: Gauge,
    pub(super) connections: Gauge,
    pub(super) behind: Counter,
    pieces: Counter,
    head: Gauge,
    outbox: Gauge,
    waiting: Gauge,
    stuck: Gauge,
    bytes: Gauge<u64, AtomicU64>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut it = Self {
            registry: Registry::with_prefix("keydesk"),
            requests: Family::default(),
            latency: Family::new_with_constructor(|| {
                Histogram::new(exponential_buckets(0.000_5, 2.0, 16))
            }),
            ops: Family::default(),
            failed_logins: Counter::default(),
            streams: Gauge::default(),
            connections: Gauge::default(),
            behind: Counter::default(),
            pieces: Counter::default(),
            head: Gauge::default(),
            outbox: Gauge::default(),
            waiting: Gauge::default(),
            stuck: Gauge::default(),
            bytes: Gauge::default(),
        };
        let all = &mut it.registry;
        all.register("requests", "Answered requests", it.requests.clone());
        all.register("request_seconds", "How long answers took", it.latency.clone());
        all.register("ops", "Decided ops by what they came to", it.ops.clone());
        all.register("failed_logins", "Requests with an invalid token", it.failed_logins.clone());
        all.register("streams", "Live streams", it.streams.clone());
        all.register("connections", "Open connections", it.connections.clone());
        all.register("streams_behind", "Times a stream had to catch up", it.behind.clone());
        all.register("pieces", "Pieces of the feed told to streams", it.pieces.clone());
        all.register("feed_head", "The feed's last number", it.head.clone());
        all.register("outbox", "Messages that no channel has taken yet", it.outbox.clone());
        all.register("dialogs_waiting", "Open dialogs in which somebody waits", it.waiting.clone());
        all.register("dialogs_stuck", "Dialogs with a message that is stuck", it.stuck.clone());
        all.register("desk_bytes", "Size of the desk's files", it.bytes.clone());
        it
    }

    pub(super) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let (method, route) = (method.to_owned(), route.to_owned());
        let place = Route { route: route.clone() };
        self.requests.get_or_create(&Request { method, route, status }).inc();
        self.latency.get_or_create(&place).observe(took.as_secs_f64());
    }

    pub(super) fn failed_login(&self) {
        self.failed_logins.inc();
    }

    pub(super) fn piece(&self) {
        self.pieces.inc();
    }

    /// Counts what ops came to.
    pub(super) fn decided(&self, outcomes: &[Done]) {
        for done in outcomes {
            let outcome = match done {
                Done::Accepted { .. } => "accepted",
                Done::Refused(why) => why.code(),
            };
            self.ops.get_or_create(&OpOutcome { outcome: outcome.to_owned() }).inc();
        }
    }

    /// Everything as text, with the desk's numbers as they are now.
    pub(super) fn tell(&self, numbers: &Numbers) -> Result<String, std::fmt::Error> {
        self.head.set(numbers.head);
        self.outbox.set(numbers.outbox);
        self.waiting.set(numbers.waiting);
        self.stuck.set(numbers.stuck);
        self.bytes.set(numbers.bytes);
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// The desk's own numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    head: i64,
    outbox: i64,
    waiting: i64,
    stuck: i64,
    bytes: u64,
}

impl Numbers {
    pub(super) fn read(desk: &Sqlite, dir: &Path) -> Result<Self, StoreError> {
        let totals = desk.totals()?;
        let size = |file: std::path::PathBuf| file.metadata().map_or(0, |it| it.len());
        let file = Desk::file(dir);
        let wal = file.with_extension("db-wal");
        let open = |it: &crate::domain::CellKey| it.bucket == crate::domain::Bucket::Open;
        Ok(Self {
            head: desk.head()?.0,
            outbox: totals.outbox,
            waiting: totals.cells.iter().filter(|it| open(it.0)).map(|it| it.1.waiting).sum(),
            stuck: totals.cells.values().map(|it| it.stuck).sum(),
            bytes: size(file) + size(wal),
        })
    }
}
