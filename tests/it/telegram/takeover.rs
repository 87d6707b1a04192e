//! The process that runs a desk's channels is killed: another one has taken over within ten seconds.

use std::time::{Duration, Instant};

use keydesk::domain::{ChannelKind, Role};
use keydesk::store::{Channels as _, Desk, Lease, Ledger as _, NewChannel};
use serde_json::json;

use super::fake::{Fake, message};
use super::kill::{API, stored};
use crate::child::Child;

/// What is promised.
const TAKEOVER: Duration = Duration::from_secs(10);
const KILLS: i64 = 4;

#[test]
fn messages_come_in_again_within_ten_seconds_of_the_courier_s_death() {
    let fake = Fake::start();
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path()).unwrap();
    let channel = NewChannel {
        kind: ChannelKind::Telegram,
        connector: keydesk::domain::Connector::Telegram,
        name: "bot".into(),
        cursor: String::new(),
    };
    let made = desk.write_now(move |it| {
        it.add_agent("Олена", Role::Admin)?;
        it.add_channel(&channel, keydesk::base::clock::now())
    });
    assert!(made.unwrap().is_some());
    drop(desk);
    let start = || Child::start("telegram::kill::child", dir.path(), &[(API, fake.base.clone())]);
    let written = |number: i64| {
        fake.happen(json!({
            "message": message(42, number, &json!({ "text": format!("повідомлення {number}") })),
        }));
    };
    // A message that has come is on the desk when a child has told of a change; whose it is, the lease tells.
    let until_stored = |child: &Child, many: i64| {
        while stored(dir.path()).0 < many {
            child.line();
        }
    };
    written(1);
    let mut runs = start();
    until_stored(&runs, 1);
    assert_eq!(Lease::holder(dir.path()), Some(runs.id()));
    for number in 2..2 + KILLS {
        let waits = start();
        assert_eq!(waits.line(), "ready");
        assert_eq!(Lease::holder(dir.path()), Some(runs.id()), "it took nothing from who lives");
        runs.kill();
        let begun = Instant::now();
        written(number);
        until_stored(&waits, number);
        let took = begun.elapsed();
        assert_eq!(Lease::holder(dir.path()), Some(waits.id()));
        assert!(took < TAKEOVER, "it took {took:?}");
        runs = waits;
    }
    runs.kill();
    assert_eq!(stored(dir.path()), (1 + KILLS, Vec::new()));
}
