//! Two processes on one desk: each hears of the other, and one of them runs the channels.

use std::time::{Duration, Instant};

use keydesk::base::clock::Timestamp;
use keydesk::domain::{ChangeNo, ChannelKind, Connector};
use keydesk::store::{Channels as _, Desk, Inbox as _, Lease, NewChannel};

use crate::child::{self, Child, tell};

const CHANGES: usize = 20;

/// Says the number of every change it sees.
#[test]
fn neighbour() {
    let Some(dir) = child::desk() else { return };
    let desk = Desk::open(&dir).unwrap();
    assert!(desk.hears_others());
    let (heard, told) = std::sync::mpsc::channel();
    desk.subscribe(move |head| {
        let _ = heard.send(head);
    });
    tell("ready");
    let mut seen = ChangeNo(0);
    while told.recv().is_ok() {
        for entry in desk.read_now(move |it| it.changes(seen, 100)).unwrap() {
            seen = entry.no;
            tell(&format!("saw {}", seen.0));
        }
    }
}

/// Takes the lease, now or when it is free, and keeps it.
#[test]
fn courier() {
    let Some(dir) = child::desk() else { return };
    let desk = Desk::open(&dir).unwrap();
    let lease = match desk.lease().unwrap() {
        Some(lease) => lease,
        None => {
            tell("waits");
            Lease::take(&dir).unwrap()
        }
    };
    tell("holds");
    // Until it is killed.
    while Lease::holder(&dir).is_some() {
        std::thread::park();
    }
    drop(lease);
}

#[test]
fn a_change_is_seen_by_another_process_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let ours = Desk::open(dir.path()).unwrap();
    let theirs = Child::start("processes::neighbour", dir.path(), &[]);
    assert_eq!(theirs.line(), "ready");
    let mut waits: Vec<Duration> = (1..=CHANGES)
        .map(|number| {
            let (kind, connector) = (ChannelKind::Email, Connector::Demo);
            let name = format!("channel {number}");
            let new = NewChannel { kind, connector, name, cursor: String::new() };
            let begun = Instant::now();
            ours.write_now(move |it| it.add_channel(&new, Timestamp(1))).unwrap();
            assert_eq!(theirs.line(), format!("saw {number}"));
            begun.elapsed()
        })
        .collect();
    waits.sort();
    // The middle one: a busy machine may hold up a few.
    assert!(waits[CHANGES / 2] < Duration::from_millis(300), "{waits:?}");
}

#[test]
fn the_lease_is_one_process_s_and_falls_to_the_next_when_that_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let first = Child::start("processes::courier", dir.path(), &[]);
    assert_eq!(first.line(), "holds");
    let second = Child::start("processes::courier", dir.path(), &[]);
    assert_eq!(second.line(), "waits");
    assert_eq!(Lease::holder(dir.path()), Some(first.id()));
    assert!(Lease::try_take(dir.path()).unwrap().is_none());
    assert_eq!(first.kill(), [""; 0]);
    assert_eq!(second.line(), "holds");
    assert_eq!(Lease::holder(dir.path()), Some(second.id()));
    assert!(Lease::try_take(dir.path()).unwrap().is_none());
    assert_eq!(second.kill(), [""; 0]);
    assert!(Lease::try_take(dir.path()).unwrap().is_some(), "nobody has it any more");
}
