//! Stories about a feed that is made shorter: what is there stays, and nobody is told half of what happened.

use super::far::{Origin as _, StartOver};
use super::story::{ME, Story, accepted, at};
use super::*;
use crate::domain::{Change, Intent, Kind, Reopening, View, Written};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Three days: on each somebody writes and is dealt with.
fn told() -> Story<Sqlite> {
    let mut story = Story::new(Sqlite::in_memory().unwrap());
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Reply("hi".into()), 20);
    story.send(&accepted("r1"), 21);
    story.does("Olha", Intent::Close, 30);
    story.inbound("Olha", "again", 40);
    story.inbound("Stuck", "hello", 50);
    story.does("Stuck", Intent::Reply("soon".into()), 60);
    story.send(&Outcome::Unknown, 61);
    story.inbound("Ivan", "two", DAY + 10);
    story.does("Ivan", Intent::AddTag("vip".into()), DAY + 20);
    story.inbound("Zoë", "three", 2 * DAY + 10);
    story.does("Zoë", Intent::Close, 2 * DAY + 20);
    story
}

fn all(desk: &Sqlite) -> Vec<FeedEntry> {
    desk.changes(ChangeNo(0), 1000).unwrap()
}

/// Whatever a person can see that is no feed.
fn seen(story: &Story<Sqlite>) -> String {
    let mut seen = format!("{:?}", story.desk.totals().unwrap());
    for view in View::ALL {
        seen += &format!("{:?}", story.list(view));
    }
    for who in ["Olha", "Stuck", "Ivan", "Zoë"] {
        seen += &format!("{:?} {:?}", story.thread(who), story.waiting(who));
        seen += &format!("{:?}", story.desk.card(story.dialog(who).id, ME).unwrap());
        seen += &format!("{:?}", story.desk.entries(story.dialog(who).id).unwrap());
    }
    seen + &format!("{:?}", story.desk.verify().unwrap())
}

#[test]
fn what_is_there_stays_and_what_happened_is_forgotten_up_to_one_number() {
    let mut story = told();
    let (before, entries, head) = (seen(&story), all(&story.desk), story.desk.head().unwrap());
    let now = at(2 * DAY + HOUR);
    let done = story.desk.compact(at(DAY), now, 1000).unwrap();
    assert!(done.entries > 5 && !done.more, "{done:?}");
    assert_eq!(seen(&story), before);
    assert_eq!(story.desk.head().unwrap(), head);
    assert_eq!(story.desk.feed_floor().unwrap(), done.floor);
    let left = all(&story.desk);
    assert_eq!(left.len() as u64 + done.entries, entries.len() as u64);
    // After the floor nothing is missing.
    let after = |feed: &[FeedEntry]| -> Vec<FeedEntry> {
        feed.iter().filter(|it| it.no > done.floor).cloned().collect()
    };
    assert_eq!(after(&left), after(&entries));
    // Before it only what is still needed.
    let stuck = story.dialog("Stuck").id;
    for entry in left.iter().filter(|it| it.no <= done.floor) {
        let back = entry.change == Change::Reopened(Reopening::ByCustomer);
        let of_stuck = entry.dialog == Some(stuck);
        assert!(back || of_stuck, "{entry:?}");
    }
    let replied =
        |it: &FeedEntry| matches!(&it.change, Change::Wrote(Written { kind: Kind::Reply, .. }));
    assert!(left.iter().any(|it| it.dialog == Some(stuck) && replied(it)));
    assert_eq!(story.desk.compact(at(DAY), now, 1000).unwrap().entries, 0, "once is enough");
}

#[test]
fn whoever_knows_less_than_the_feed_starts_over_and_others_go_on() {
    let mut story = told();
    let admin = story.desk.roster().unwrap().agents.remove(0);
    let floor = story.desk.compact(at(DAY), at(2 * DAY), 1000).unwrap().floor;
    for after in 0..=story.desk.head().unwrap().0 {
        let told = story.desk.delta(&admin, ChangeNo(after), 1000).unwrap();
        if after < floor.0 {
            assert_eq!(told, Err(StartOver::TooOld), "{after}");
        } else {
            let numbers: Vec<i64> = told.unwrap().entries.iter().map(|it| it.no.0).collect();
            assert_eq!(numbers, (after + 1..=story.desk.head().unwrap().0).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_history_says_that_it_is_not_all_of_it() {
    let mut story = told();
    let cut =
        |story: &Story<Sqlite>, who: &str| story.desk.history_is_cut(story.dialog(who).id).unwrap();
    assert!(!cut(&story, "Olha") && !cut(&story, "Zoë"));
    story.desk.compact(at(DAY), at(2 * DAY + HOUR), 1000).unwrap();
    assert!(cut(&story, "Olha") && !cut(&story, "Ivan") && !cut(&story, "Zoë"));
}

#[test]
fn what_was_done_within_a_day_can_be_taken_back_whatever_the_moment() {
    let mut story = told();
    let close = story.op("Zoë", Intent::Close);
    story.does("Zoë", Intent::Reopen, 2 * DAY + 30);
    story.submit(&close, 2 * DAY + 40);
    let now = 2 * DAY + HOUR;
    story.desk.compact(at(now), at(now), 1000).unwrap();
    assert_eq!(story.does("Zoë", Intent::Undo(close.id), now).len(), 1);
    assert_eq!(story.desk.verify().unwrap(), []);
    // Told again, it is still known what it came to.
    assert!(matches!(story.submit(&close, now), Done::Accepted { .. }));
}

#[test]
fn it_is_forgotten_in_parts_of_which_the_first_says_how_far_it_goes() {
    let (mut one, mut other) = (told(), told());
    let now = at(3 * DAY + HOUR);
    let whole = one.desk.compact(at(3 * DAY), now, 1000).unwrap();
    let first = other.desk.compact(at(3 * DAY), now, 2).unwrap();
    assert_eq!((first.entries, first.floor, first.more), (2, whole.floor, true));
    let mut entries = first.entries;
    while let Compacted { entries: some, more: true, .. } =
        other.desk.compact(at(3 * DAY), now, 2).unwrap()
    {
        entries += some;
        assert!(entries <= whole.entries);
    }
    assert_eq!(all(&other.desk), all(&one.desk));
    // All of it may go: the numbers go on from where they were.
    let head = one.desk.head().unwrap();
    one.inbound("New", "hello", 4 * DAY);
    assert!(one.desk.head().unwrap() > head);
}

#[test]
fn a_clock_that_was_set_back_tears_no_hole_into_the_feed() {
    let mut story = told();
    let head = story.desk.head().unwrap();
    story.inbound("Late", "written on a clock of yesterday", 5);
    let done = story.desk.compact(at(DAY), at(3 * DAY), 1000).unwrap();
    assert!(done.floor < head);
    assert!(all(&story.desk).iter().any(|it| it.at == at(5) && it.no > head));
}
