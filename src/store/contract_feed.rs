//! The feed as those see it who follow it: whoever goes on from the last number they were told gets every change once and
//! in order, whatever is written meanwhile. Held against a desk in memory, a file that several write into at once, and a
//! backend whose transactions end in any order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::far::Origin as _;
use super::story::{ME, Story, at};
use super::*;
use crate::base::random::Random;
use crate::domain::{Agent, Intent};

/// The highest number that may be told, of those given so far: no lower one can come any more.
///
/// A backend whose transactions take their numbers before they end must never tell beyond it: whoever was told a number
/// goes on behind it, and would never see a lower one that becomes visible later. It is what stands in for
/// [`Inbox::head`] there, and bounds [`Inbox::changes`]. One that is rolled back leaves a gap, and holds nothing up.
///
/// SQLite has no need of it, and so it stands beside the tests: only one transaction writes at a time, so numbers become
/// visible in their order. A PostgreSQL backend orders its feed by the number of the transaction (`xid8`) before that of
/// the change, and takes `pg_snapshot_xmin(pg_current_snapshot())` for the lowest in flight, in the same snapshot in
/// which it reads the changes: read apart, one may end in between.
fn horizon(last_given: i64, in_flight: impl IntoIterator<Item = i64>) -> i64 {
    in_flight.into_iter().min().map_or(last_given, |lowest| last_given.min(lowest - 1))
}

/// A feed that can be followed, in the three ways there are.
trait Feed {
    fn head(&self) -> i64;
    /// The numbers of the changes after one.
    fn changes(&self, after: i64, limit: usize) -> Vec<i64>;
    /// The same as a hub tells it, up to which number that is, and whether there is more.
    fn delta(&self, after: i64, limit: usize) -> (Vec<i64>, i64, bool);
}

/// How somebody follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From the last change that was told.
    Changes,
    /// Up to the head that was told before: what is not told up to there is not waited for.
    Head,
    /// From where the last piece ended.
    Delta,
}

/// Somebody who follows a feed.
#[derive(Debug)]
struct Follower {
    way: Way,
    limit: usize,
    at: i64,
    heard: Vec<i64>,
}

impl Follower {
    /// One for each way, with pieces of different sizes.
    fn all(after: i64) -> Vec<Self> {
        let one = |way, limit| Self { way, limit, at: after, heard: Vec::new() };
        let ways = [Way::Changes, Way::Head, Way::Delta];
        ways.into_iter().flat_map(|way| [1, 3, 100].map(|limit| one(way, limit))).collect()
    }

    /// Asks once.
    fn listen(&mut self, feed: &impl Feed) {
        match self.way {
            Way::Changes => {
                self.heard.extend(feed.changes(self.at, self.limit));
                self.at = self.heard.last().copied().unwrap_or(self.at).max(self.at);
            }
            Way::Head => {
                let head = feed.head();
                while self.at < head {
                    let told = feed.changes(self.at, self.limit);
                    let more = told.len() == self.limit;
                    self.heard.extend(told.iter().filter(|it| **it <= head));
                    // What lies between is nothing, and will be nothing.
                    self.at = told.last().filter(|_| more).copied().unwrap_or(head).min(head);
                }
            }
            Way::Delta => {
                let (told, upto, _) = feed.delta(self.at, self.limit);
                self.heard.extend(told);
                self.at = upto;
            }
        }
    }

    /// Asks until there is nothing more.
    fn catch_up(&mut self, feed: &impl Feed) {
        loop {
            let before = (self.at, self.heard.len());
            self.listen(feed);
            if (self.at, self.heard.len()) == before {
                return;
            }
        }
    }

    /// What is wrong with what was heard of a feed in which nothing happens any more.
    fn judge(&mut self, feed: &impl Feed, after: i64) -> Result<(), String> {
        self.catch_up(feed);
        let all = feed.changes(after, usize::MAX >> 1);
        if self.heard == all {
            return Ok(());
        }
        let Self { way, limit, heard, .. } = self;
        let missed: Vec<_> = all.iter().filter(|it| !heard.contains(it)).collect();
        Err(format!("{way:?} by {limit}: missed {missed:?}, in order: {}", heard.is_sorted()))
    }
}

fn all_well(followers: Vec<Follower>, feed: &impl Feed, after: i64) -> Result<(), String> {
    followers.into_iter().try_for_each(|mut it| it.judge(feed, after))
}

/// A desk, and somebody who may see all of it.
struct OfDesk<'a>(&'a Sqlite, Agent);

impl Feed for OfDesk<'_> {
    fn head(&self) -> i64 {
        self.0.head().unwrap().0
    }

    fn changes(&self, after: i64, limit: usize) -> Vec<i64> {
        let told = self.0.changes(ChangeNo(after), limit).unwrap();
        told.into_iter().map(|it| it.no.0).collect()
    }

    fn delta(&self, after: i64, limit: usize) -> (Vec<i64>, i64, bool) {
        let delta = self.0.delta(&self.1, ChangeNo(after), limit).unwrap().unwrap();
        (delta.entries.into_iter().map(|it| it.no.0).collect(), delta.upto.0, delta.more)
    }
}

/// A desk on which Olha has written.
fn desk_with_olha(desk: Sqlite) -> (Story<Sqlite>, Agent) {
    let mut story = Story::new(desk);
    story.inbound("Olha", "one", 10);
    let Actor::Agent(me) = story.actor(ME) else { panic!("an agent") };
    (story, me)
}

fn note(id: u128, dialog: DialogId) -> Op {
    Op { id: OpId(id), dialog, intent: Intent::Note(format!("note {id}")) }
}

/// Writes three notes in one of the ways in which a desk can be written; the ops that were accepted.
fn write_some(desk: &mut Sqlite, id: u128, dialog: DialogId, me: &Agent) -> Vec<OpId> {
    let ops: Vec<Op> = (0..3).map(|it| note(id + it, dialog)).collect();
    let actor = Actor::Agent(me.clone());
    let submit = |desk: &mut Sqlite, ops: &[Op]| {
        ops.iter().try_for_each(|it| desk.submit(it, &actor, at(20)).map(drop))
    };
    let done = match id % 5 {
        0 | 1 => submit(desk, &ops),
        2 => desk.submit_all(&ops, OpId(id), &actor, at(20)).map(drop),
        3 => desk.bulk(|it| submit(it, &ops)),
        _ => {
            // Numbers are given and taken back: the next one gets them.
            desk.tried_out(|it| submit(it, &ops)).unwrap();
            return Vec::new();
        }
    };
    done.unwrap();
    ops.into_iter().map(|it| it.id).collect()
}

/// Every op that was acknowledged stands in the feed once, and no other one does.
fn tells_these_ops(desk: &Sqlite, after: ChangeNo, mut acknowledged: Vec<OpId>) {
    let told = desk.changes(after, usize::MAX >> 1).unwrap();
    let mut told: Vec<OpId> = told.into_iter().filter_map(|it| it.op).collect();
    told.sort();
    acknowledged.sort();
    assert_eq!(told, acknowledged);
}

#[test]
fn a_desk_in_memory_is_followed_without_a_gap() {
    let (mut story, me) = desk_with_olha(Sqlite::in_memory().unwrap());
    let (dialog, start) = (story.dialog("Olha").id, story.desk.head().unwrap());
    let (mut followers, mut random) = (Follower::all(start.0), Random::from_seed(5));
    let mut acknowledged = Vec::new();
    for round in 0..100 {
        acknowledged.extend(write_some(&mut story.desk, round * 101, dialog, &me));
        for follower in followers.iter_mut().filter(|_| random.chance(40)) {
            follower.listen(&OfDesk(&story.desk, me.clone()));
        }
    }
    assert!(acknowledged.len() > 200);
    tells_these_ops(&story.desk, start, acknowledged);
    assert_eq!(all_well(followers, &OfDesk(&story.desk, me), start.0), Ok(()));
}

/// Several write into a file, each through a connection of their own; who follows reads through another one.
fn many_write(file: &Path, writers: u128, rounds: u128) {
    let (story, me) = desk_with_olha(Sqlite::open(file).unwrap());
    let (dialog, start) = (story.dialog("Olha").id, story.desk.head().unwrap());
    let (writing, followed) = (AtomicUsize::new(writers as usize), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let write = |writer: u128| {
            let (mut desk, mut acknowledged) = (Sqlite::open(file).unwrap(), Vec::new());
            for round in 0..rounds {
                let id = ((writer << 32) + round) * 101;
                acknowledged.extend(write_some(&mut desk, id, dialog, &me));
            }
            writing.fetch_sub(1, Ordering::SeqCst);
            acknowledged
        };
        let (writing, followed, me) = (&writing, &followed, &me);
        for mut follower in Follower::all(start.0) {
            scope.spawn(move || {
                let reader = Sqlite::open_reader(file).unwrap();
                let feed = OfDesk(&reader, me.clone());
                while writing.load(Ordering::SeqCst) > 0 {
                    follower.listen(&feed);
                    followed.fetch_add(1, Ordering::SeqCst);
                }
                assert_eq!(follower.judge(&feed, start.0), Ok(()));
            });
        }
        let writers: Vec<_> = (1..=writers).map(|it| scope.spawn(move || write(it))).collect();
        let acknowledged = writers.into_iter().flat_map(|it| it.join().unwrap()).collect();
        tells_these_ops(&story.desk, start, acknowledged);
    });
    assert!(followed.into_inner() > 0, "somebody followed while it was written");
}

#[test]
fn a_file_that_several_write_into_is_followed_without_a_gap() {
    let dir = tempfile::tempdir().unwrap();
    many_write(&dir.path().join("desk.db"), 3, 20);
}

/// A backend whose transactions take their numbers when they begin, and become visible when they end: in any order, and
/// some never.
#[derive(Debug, Default)]
struct OutOfOrder {
    /// Whether it tells no further than the [`horizon`].
    careful: bool,
    last_given: i64,
    /// Transactions that have begun, each with its numbers.
    in_flight: Vec<Vec<i64>>,
    visible: BTreeSet<i64>,
}

impl OutOfOrder {
    fn begin(&mut self, changes: i64) {
        let first = self.last_given + 1;
        self.last_given += changes;
        self.in_flight.push((first..=self.last_given).collect());
    }

    fn commit(&mut self, which: usize) {
        let numbers = self.in_flight.remove(which);
        self.visible.extend(numbers);
    }

    fn roll_back(&mut self, which: usize) {
        self.in_flight.remove(which);
    }

    /// Up to where it tells.
    fn upto(&self) -> i64 {
        match self.careful {
            true => horizon(self.last_given, self.in_flight.iter().flatten().copied()),
            false => self.visible.last().copied().unwrap_or(0),
        }
    }
}

impl Feed for OutOfOrder {
    fn head(&self) -> i64 {
        self.upto()
    }

    fn changes(&self, after: i64, limit: usize) -> Vec<i64> {
        let upto = self.upto();
        let told = self.visible.range(after + 1..).take_while(|it| **it <= upto);
        told.take(limit).copied().collect()
    }

    fn delta(&self, after: i64, limit: usize) -> (Vec<i64>, i64, bool) {
        let mut told = self.changes(after, limit + 1);
        let more = told.len() > limit;
        told.truncate(limit);
        let upto = told.last().filter(|_| more).copied().unwrap_or(self.upto().max(after));
        (told, upto, more)
    }
}

/// Transactions begin and end as the seed says, and are followed meanwhile.
fn played(seed: u64, careful: bool) -> Result<(), String> {
    let mut feed = OutOfOrder { careful, ..OutOfOrder::default() };
    let (mut followers, mut random) = (Follower::all(0), Random::of(7, seed));
    for _ in 0..200 {
        let open = feed.in_flight.len();
        let which = random.below(open as u64) as usize;
        match random.below(10) {
            0..4 if open < 6 => feed.begin(1 + random.below(3) as i64),
            4..8 if open > 0 => feed.commit(which),
            8 if open > 0 => feed.roll_back(which),
            _ => (),
        }
        for follower in followers.iter_mut().filter(|_| random.chance(30)) {
            follower.listen(&feed);
        }
    }
    while !feed.in_flight.is_empty() {
        feed.commit(0);
    }
    all_well(followers, &feed, 0)
}

#[test]
fn a_backend_that_commits_out_of_order_is_followed_without_a_gap() {
    for seed in 0..300 {
        assert_eq!(played(seed, true), Ok(()), "seed {seed}");
    }
}

#[test]
fn without_the_horizon_changes_are_lost_in_each_way_of_following() {
    let mut lost = BTreeMap::new();
    for way in [Way::Changes, Way::Head, Way::Delta] {
        for careful in [true, false] {
            let mut feed = OutOfOrder { careful, ..OutOfOrder::default() };
            let mut follower = Follower { way, limit: 10, at: 0, heard: Vec::new() };
            feed.begin(1);
            feed.begin(1);
            feed.commit(1);
            follower.catch_up(&feed);
            feed.commit(0);
            lost.insert((careful, format!("{way:?}")), follower.judge(&feed, 0).is_err());
        }
    }
    assert!(lost.iter().all(|((careful, _), lost)| *careful != *lost), "{lost:?}");
    assert!((0..300).all(|seed| played(seed, false).is_err()), "the play can tell the difference");
}

#[test]
fn what_is_rolled_back_holds_nothing_up() {
    let mut feed = OutOfOrder { careful: true, ..OutOfOrder::default() };
    let mut follower = Follower { way: Way::Delta, limit: 10, at: 0, heard: Vec::new() };
    feed.begin(2);
    feed.begin(1);
    feed.commit(1);
    follower.catch_up(&feed);
    assert_eq!((follower.at, follower.heard.len()), (0, 0), "1 and 2 may still come");
    feed.roll_back(0);
    follower.catch_up(&feed);
    assert_eq!((follower.at, follower.heard), (3, vec![3]));
}

#[test]
fn the_horizon_lies_before_the_lowest_number_in_flight() {
    assert_eq!(horizon(9, []), 9);
    assert_eq!(horizon(9, [8, 5, 9]), 4);
    assert_eq!(horizon(9, [12]), 9, "one that has no number yet holds up nothing");
}
