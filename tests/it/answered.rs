//! A desk whose customers have all been answered, and what it shows of the answers.

use std::collections::BTreeMap;
use std::path::Path;

use keydesk::base::clock::now;
use keydesk::domain::{
    Actor, Agent, AgentId, Arrival, Batch, ChannelId, DialogId, Intent, Kind, News, Op, OpId, Role,
    Sender,
};
use keydesk::store::{Desk, Done, Ledger as _};
use rusqlite::Connection;

/// As many customers as there are addresses have written, and each has been answered.
pub(crate) fn answered(desk: &Desk, channel: ChannelId, addresses: Vec<String>) {
    let many = addresses.len();
    let written = |external: String| {
        News::Arrived(Arrival {
            remote: format!("{external}:1"),
            sender: Sender { name: external.clone(), external, ..Sender::default() },
            kind: Kind::Inbound,
            at: now(),
            text: "де моє замовлення?".to_owned(),
            files: Vec::new(),
            more: Default::default(),
        })
    };
    let news = addresses.into_iter().map(written).collect();
    let batch = Batch { news, cursor: String::new() };
    desk.write_now(move |it| it.ingest(channel, &batch, now())).unwrap();
    let rows = rows(desk.dir());
    let mut dialogs = rows.prepare("SELECT id FROM dialogs ORDER BY id").unwrap();
    let dialogs = dialogs.query_map([], |row| row.get(0)).unwrap();
    let dialogs: Vec<i64> = dialogs.map(Result::unwrap).collect();
    assert_eq!(dialogs.len(), many);
    let me = Actor::Agent(Agent::new(AgentId(1), "Олена", Role::Admin));
    let done = desk.write_now(move |it| {
        it.bulk(|it| {
            for (number, dialog) in (0_u32..).zip(dialogs) {
                let intent = Intent::Reply(format!("відповідь {number}"));
                let op = Op { id: OpId(1 + u128::from(number)), dialog: DialogId(dialog), intent };
                let done = it.submit(&op, &me, now())?;
                assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
            }
            Ok(())
        })
    });
    done.unwrap();
}

/// What lies on the disk.
pub(crate) fn rows(dir: &Path) -> Connection {
    Connection::open(dir.join("desk.db")).unwrap()
}

/// What the desk shows of each answer, by its text or another of its columns.
pub(crate) fn shown(desk: &Desk, rows: &Connection, by: &str) -> BTreeMap<String, String> {
    // Whatever the desk has been told to write is written.
    desk.write_now(|_| Ok(())).unwrap();
    let sql = format!(
        "SELECT ifnull({by}, 'number ' || id), state FROM messages WHERE state IS NOT NULL"
    );
    let mut all = rows.prepare_cached(&sql).unwrap();
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    all.map(Result::unwrap).collect()
}

/// Whether every answer has come to an end.
pub(crate) fn ended(shown: &BTreeMap<String, String>) -> bool {
    shown.values().all(|it| it == "sent" || it == "unsure")
}

/// Holds what is shown against how often each answer is there. How many are said to be sent, how many are unsure, and how many
/// of these are there.
pub(crate) fn weighed(
    shown: &BTreeMap<String, String>,
    there: impl Fn(&str) -> usize,
) -> (usize, usize, usize) {
    let (mut sure, mut unsure, mut arrived) = (0, 0, 0);
    for (name, state) in shown {
        let times = there(name);
        if state == "sent" {
            sure += 1;
            assert_eq!(times, 1, "{name} is said to be sent");
        } else {
            unsure += 1;
            arrived += times;
            assert!(times <= 1, "{name} is there {times} times");
        }
    }
    (sure, unsure, arrived)
}
