//! How long it takes to close many dialogs at once, and to take that back.
//!
//! `cargo bench --bench batch` fills a desk in a temporary folder and closes 10 000 dialogs through the handle that the
//! screen holds, 250 in one transaction; `cargo bench --bench batch -- 50000` takes so many.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "it prints a table or it fails")]

use std::time::{Duration, Instant};

use keydesk::base::clock::{self, Timestamp};
use keydesk::domain::{
    Actor, AgentId, Arrival, Batch, ChannelKind, Connector, Intent, Kind, News, Op, OpId, Role,
    Sender, View,
};
use keydesk::store::{
    Channels as _, Desk, Done, Inbox as _, Ledger as _, NewChannel, PageQuery, Sqlite, Study as _,
};

const DIALOGS: usize = 10_000;
const CHUNK: usize = 250;
const BUDGET: Duration = Duration::from_secs(2);
const AT: Timestamp = Timestamp(1_795_435_200_000);

fn main() {
    let dialogs = std::env::args().find_map(|it| it.parse().ok()).unwrap_or(DIALOGS);
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    fill(&mut Sqlite::open(&Desk::file(dir.path())).unwrap(), dialogs);
    println!("{dialogs} dialogs made in {:.2?}", begun.elapsed());
    let desk = Desk::open(dir.path()).unwrap();
    let ids = timed("all of a filter", || {
        let filter = View::Open.filter(AgentId(1));
        desk.study_now(move |it| it.ids(&filter, clock::now(), usize::MAX)).unwrap()
    });
    assert_eq!(ids.len(), dialogs);
    let all = ids.clone();
    let rehearsal = timed("a look before", || {
        desk.study_now(move |it| {
            let me = it.roster()?.agents.remove(0);
            it.rehearse(&all, &Intent::Close, &Actor::Agent(me), clock::now())
        })
        .unwrap()
    });
    assert_eq!((rehearsal.accepted, rehearsal.waiting), (dialogs, dialogs));
    let op = |at: usize, dialog, intent| Op { id: OpId(at as u128 + 1), dialog, intent };
    let closes: Vec<Op> = (0..).zip(&ids).map(|(at, it)| op(at, *it, Intent::Close)).collect();
    let begun = Instant::now();
    run(&desk, &closes, OpId(1 << 64));
    let closed = begun.elapsed();
    println!("{:24} {closed:>9.2?}", "closing them");
    let undos: Vec<Op> = closes
        .iter()
        .map(|it| op(it.id.0 as usize + dialogs, it.dialog, Intent::Undo(it.id)))
        .collect();
    let begun = Instant::now();
    run(&desk, &undos, OpId(2 << 64));
    let undone = begun.elapsed();
    println!("{:24} {undone:>9.2?}", "taking that back");
    let faults = desk.read_now(|it| it.verify()).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let page = PageQuery {
        filter: View::Waiting.filter(AgentId(1)),
        now: AT,
        at: None,
        before: 0,
        after: 1,
    };
    assert_eq!(desk.read_now(move |it| it.page(&page)).unwrap().rows.len(), 1);
    if dialogs == DIALOGS {
        assert!(closed < BUDGET && undone < BUDGET, "over {BUDGET:?}");
    }
}

fn timed<R>(what: &str, work: impl FnOnce() -> R) -> R {
    let begun = Instant::now();
    let answer = work();
    println!("{what:24} {:>9.2?}", begun.elapsed());
    answer
}

/// Every op is accepted, a chunk in one transaction each.
fn run(desk: &Desk, ops: &[Op], batch: OpId) {
    for chunk in ops.chunks(CHUNK) {
        let chunk = chunk.to_vec();
        let done = desk.write_now(move |it| {
            let me = it.roster()?.agents.remove(0);
            it.submit_all(&chunk, batch, &Actor::Agent(me), clock::now())
        });
        assert!(done.unwrap().iter().all(|it| matches!(it, Done::Accepted { .. })));
    }
}

/// Customers who wrote a few messages each and wait, over four channels.
fn fill(desk: &mut Sqlite, dialogs: usize) {
    if desk.roster().unwrap().agents.is_empty() {
        desk.add_agent("Anna", Role::Lead).unwrap();
    }
    let kinds = [ChannelKind::Telegram, ChannelKind::Viber, ChannelKind::Email];
    let channels = kinds.map(|kind| {
        let (connector, name) = (Connector::Demo, format!("{kind:?}"));
        let new = NewChannel { kind, connector, name, cursor: String::new() };
        desk.add_channel(&new, AT).unwrap().unwrap()
    });
    let arrival = |who: usize, n: usize| {
        let external = format!("customer {who}");
        let sender = Sender { external: external.clone(), name: external, ..Sender::default() };
        News::Arrived(Arrival {
            sender,
            remote: format!("{who}/{n}"),
            kind: Kind::Inbound,
            at: Timestamp(AT.0 + (who * 3 + n) as i64 * 1000),
            text: "Добрий день, коли приїде моє замовлення?".into(),
            files: Vec::new(),
            more: keydesk::domain::Particulars::default(),
        })
    };
    let everybody: Vec<usize> = (0..dialogs).collect();
    for some in everybody.chunks(1000) {
        for (at, channel) in channels.iter().enumerate() {
            let theirs = some.iter().filter(|it| *it % channels.len() == at);
            let news = theirs.flat_map(|who| (0..3).map(|n| arrival(*who, n))).collect();
            let batch = Batch { news, cursor: String::new() };
            desk.ingest(*channel, &batch, AT).unwrap();
        }
    }
}
