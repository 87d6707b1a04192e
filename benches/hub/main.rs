//! What a hub costs: figures as ratios against floors that are measured in the same run.
//!
//! `cargo bench --bench hub` measures everything (some minutes); `cargo bench --bench hub -- quick` the same with small
//! numbers; `-- ops`, `-- live`, `-- crowd`, `-- fill` one part. Desks lie in `TMPDIR`: on a disk what is written waits for
//! the disk, on a tmpfs (`TMPDIR=/dev/shm`) for nothing, which shows what the hub itself costs.
//!
//! - **ops**: `POST /v1/ops` over loopback against `submit` on a SQLite file, the same ops in the same order, everything as
//!   durable. One op in a transaction is held against one op in a request, a hundred in a transaction against a hundred in
//!   a request. At least 0.5 is wanted. Rounds take turns; the median of each is told.
//! - **live**: from the moment before a change is sent to the hub until it can be read on the desk of a replica, as its
//!   screen reads it, while 50 are connected: first one replica with a desk and 49 that only listen, in a process of their
//!   own, as other people's machines would; then 50 replicas with desks, all on this machine.
//!   At most 50 ms at the 99th percentile are wanted of the first.
//! - **crowd**: 1 000 live streams, read by another process, and 100 changes a second: from before a change is sent until
//!   each stream has it; memory and processor of the hub's process (which also sends the changes).
//! - **fill**: a new replica of a desk with 100 000 dialogs, 20 000 of them open, 5 messages each on average (1 to 12, four
//!   of ten are ours), over loopback: until its desk shows a list, until all open dialogs are here, until everything is.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "it prints a table or it fails")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod crowd;
mod figures;
mod fill;
mod live;
mod ops;
mod readers;
mod shop;

type Part = (&'static str, fn(&Size));

/// How much of everything.
pub(crate) struct Size {
    /// Ops of a client alone; the others have multiples of it.
    pub(crate) ops: usize,
    pub(crate) rounds: usize,
    /// Changes that are followed to a replica.
    pub(crate) changes: usize,
    pub(crate) streams: usize,
    /// For so long, in seconds.
    pub(crate) crowd_seconds: u64,
    /// Dialogs of the large desk; a fifth is open.
    pub(crate) dialogs: usize,
}

const WHOLE: Size =
    Size { ops: 200, rounds: 5, changes: 300, streams: 1_000, crowd_seconds: 20, dialogs: 100_000 };
const QUICK: Size =
    Size { ops: 60, rounds: 3, changes: 60, streams: 200, crowd_seconds: 5, dialogs: 10_000 };

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if words.first().is_some_and(|it| it == readers::WORD) {
        return readers::run(&words[1..]);
    }
    allow_files();
    let size = if words.iter().any(|it| it == "quick") { QUICK } else { WHOLE };
    let parts: [Part; 4] =
        [("ops", ops::run), ("live", live::run), ("crowd", crowd::run), ("fill", fill::run)];
    let all = !words.iter().any(|it| parts.iter().any(|part| part.0 == it));
    for (name, run) in parts {
        if all || words.iter().any(|it| it == name) {
            println!("\n== {name}");
            run(&size);
        }
    }
}

/// As `keydesk serve` does.
fn allow_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
}
