//! 200 times `kill -9` in the middle of work, on one desk: nothing that was acknowledged is lost, nothing is doubled.
//!
//! A child works on the desk as agents, channels and the courier do, and says so after the store has returned.
//! It is killed at a random moment; the next one goes on with what it finds. What was said is held against the
//! desk. The moments differ from run to run, so a failure is told with what was found, not with a seed alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::{Actor, AgentId, Change, ChangeNo, ChannelId, DialogId, Intent, Op, OpId};
use keydesk::store::{
    Channels as _, Done, FeedEntry, Inbox as _, Ledger as _, Outbox as _, Sqlite, StoreError,
};
use rusqlite::Connection;

use crate::child::{self, Child};

mod life;

const KILLS: u64 = 200;
/// After so many kills the whole file is looked at.
const LOOK_EVERY: u64 = 20;
/// About as long as it takes to start and to make a desk.
const OPENING: Duration = Duration::from_millis(40);
/// How many desks are left half made.
const MAKERS: u64 = 40;
const CHANNEL: ChannelId = ChannelId(1);

/// The child: works until it is killed.
#[test]
fn child() {
    if let Some(dir) = child::desk() {
        let word = |name| std::env::var(name).unwrap();
        life::live(&dir, word("KEYDESK_TEST_RUN").parse().unwrap(), &word("KEYDESK_TEST_AGAIN"));
    }
}

/// What the children have acknowledged.
#[derive(Debug, Default)]
struct Said {
    /// Ops and what each came to, as it was told.
    ops: BTreeMap<OpId, (DialogId, String)>,
    /// Ops that nobody has looked for since.
    fresh: Vec<OpId>,
    /// The op that was submitted when the last child was killed, as `op dialog`.
    open: String,
    /// The last inbound message of a batch that was stored.
    heard: i64,
    /// Messages that were taken to be sent.
    claimed: Vec<i64>,
    /// Messages and how the try ended.
    settled: BTreeMap<i64, String>,
    /// The last draft of each dialog.
    drafts: BTreeMap<i64, i64>,
    /// Messages that were in doubt after a restart.
    recovered: u64,
    /// Ops that were submitted again because nobody knew what had become of them.
    again: u64,
    lines: u64,
}

impl Said {
    fn take(&mut self, line: &str) {
        self.lines += 1;
        let (what, rest) = line.split_once(' ').unwrap();
        let mut words = rest.splitn(3, ' ');
        let mut word = || words.next().unwrap();
        match what {
            "try" => {
                self.again += u64::from(rest == self.open);
                self.open = rest.to_owned();
            }
            "op" => {
                let op = OpId(word().parse().unwrap());
                let dialog = DialogId(word().parse().unwrap());
                self.open.clear();
                self.fresh.push(op);
                let before = self.ops.insert(op, (dialog, word().to_owned()));
                assert_eq!(before.filter(|it| *it != self.ops[&op]), None, "told otherwise before");
            }
            "in" => self.heard = word().parse().unwrap(),
            "claim" => self.claimed.push(word().parse().unwrap()),
            "settle" => {
                let message = word().parse().unwrap();
                self.settled.insert(message, word().to_owned());
            }
            "draft" => {
                let dialog = word().parse().unwrap();
                self.drafts.insert(dialog, word().parse().unwrap());
            }
            "recovered" => self.recovered += word().parse::<u64>().unwrap(),
            _ => panic!("what is {line}?"),
        }
    }
}

#[test]
fn two_hundred_kills_lose_nothing_and_double_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut random = Random::from_seed(2026);
    let mut said = Said::default();
    for run in 1..=KILLS {
        let child = start(dir.path(), run, &said);
        let lines = random.below(40);
        for _ in 0..lines {
            said.take(&child.line());
        }
        // Mostly in the middle of its work, sometimes while it opens the desk.
        let span = if lines == 0 { OPENING } else { Duration::from_millis(4) };
        if let Some(line) = child.line_within(part_of(span, &mut random)) {
            said.take(&line);
        }
        child.kill().iter().for_each(|it| said.take(it));
        // Every other time the next child is the first to find what this one has left behind.
        if run % 2 == 0 && dir.path().join("desk.db").exists() {
            nothing_is_lost(dir.path(), &mut said).unwrap();
        }
        if run % LOOK_EVERY == 0 {
            the_file_is_whole(dir.path(), &said).unwrap();
        }
    }
    said.fresh = said.ops.keys().copied().collect();
    nothing_is_lost(dir.path(), &mut said).unwrap();
    the_file_is_whole(dir.path(), &said).unwrap();
    let lively = said.lines > 10 * KILLS && said.recovered > 20 && said.again > 20;
    assert!(lively, "the story has become dull: {} lines, {said:?}", said.lines);
}

#[test]
fn who_is_killed_while_making_a_desk_leaves_one_that_can_be_used() {
    let mut random = Random::from_seed(2027);
    for _ in 0..MAKERS {
        let dir = tempfile::tempdir().unwrap();
        let mut said = Said::default();
        let maker = start(dir.path(), 1, &said);
        let _ = maker.line_within(part_of(OPENING, &mut random));
        maker.kill().iter().for_each(|it| said.take(it));
        let next = start(dir.path(), 2, &said);
        assert!(next.line().starts_with("recovered"), "it goes on");
        next.kill();
        the_file_is_whole(dir.path(), &said).unwrap();
    }
}

fn start(dir: &Path, run: u64, said: &Said) -> Child {
    let words = [("KEYDESK_TEST_RUN", run.to_string()), ("KEYDESK_TEST_AGAIN", said.open.clone())];
    Child::start("kill::child", dir, &words)
}

fn part_of(span: Duration, random: &mut Random) -> Duration {
    Duration::from_micros(random.below(span.as_micros() as u64))
}

/// What was acknowledged since the last look is there, and comes to the same when it is wanted again.
fn nothing_is_lost(dir: &Path, said: &mut Said) -> Result<(), StoreError> {
    let mut desk = Sqlite::open(&dir.join("desk.db"))?;
    let head = desk.head()?;
    for id in said.fresh.drain(..) {
        if let Done::Accepted { head: last, .. } = told_again(&mut desk, id, &said.ops)? {
            assert!(last <= head, "{id:?} ends at {last:?}, the feed at {head:?}");
        }
    }
    let cursor = desk.cursor(CHANNEL)?.parse::<i64>().unwrap_or(0);
    assert!(said.heard <= cursor, "heard up to {}, the cursor stands at {cursor}", said.heard);
    Ok(())
}

/// What an acknowledged op comes to when it is submitted again: the same, word for word.
fn told_again(
    desk: &mut Sqlite,
    id: OpId,
    ops: &BTreeMap<OpId, (DialogId, String)>,
) -> Result<Done, StoreError> {
    let (dialog, told) = &ops[&id];
    // Were it lost, this would be a new wish, and one that cannot be fulfilled.
    let intent = Intent::Assign(Some(AgentId(i64::MAX)));
    let done = desk.submit(&Op { id, dialog: *dialog, intent }, &Actor::Desk, Timestamp(0))?;
    assert_eq!(&format!("{done:?}"), told, "{id:?}");
    Ok(done)
}

/// Holds the whole file against itself and against everything that was acknowledged.
fn the_file_is_whole(dir: &Path, said: &Said) -> Result<(), StoreError> {
    let file = dir.join("desk.db");
    let rows = Connection::open(&file).unwrap();
    let integrity: String = rows.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok");
    let mut desk = Sqlite::open(&file)?;
    assert_eq!(desk.verify()?, [], "every kept number is what the history says");
    inbound_is_stored_once(&desk, &rows)?;
    let feed = desk.changes(ChangeNo(0), usize::MAX >> 1)?;
    ops_are_in_the_feed(&mut desk, &rows, &feed, said)?;
    tries_are_told_apart(&rows, said);
    drafts_are_kept(&rows, said);
    what_was_being_sent_is_in_doubt(&mut desk, &rows, Timestamp(0))?;
    assert_eq!(desk.verify()?, []);
    Ok(())
}

fn column<T: rusqlite::types::FromSql>(rows: &Connection, sql: &str) -> Vec<T> {
    let mut statement = rows.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// All that the channel has told up to the cursor, in its order, and nothing twice.
fn inbound_is_stored_once(desk: &Sqlite, rows: &Connection) -> Result<(), StoreError> {
    let cursor: i64 = desk.cursor(CHANNEL)?.parse().unwrap_or(0);
    let stored: Vec<String> =
        column(rows, "SELECT remote FROM messages WHERE kind = 'in' ORDER BY id");
    let told: Vec<String> = (1..=cursor).map(life::remote).collect();
    assert_eq!(stored, told);
    let twice: Vec<String> =
        column(rows, "SELECT text FROM messages GROUP BY text HAVING count(*) > 1");
    assert_eq!(twice, [""; 0], "every text is another");
    Ok(())
}

fn ops_are_in_the_feed(
    desk: &mut Sqlite,
    rows: &Connection,
    feed: &[FeedEntry],
    said: &Said,
) -> Result<(), StoreError> {
    let numbers = feed.iter().map(|it| it.no.0);
    assert!(numbers.eq(1..=feed.len() as i64), "the feed's numbers grow one by one");
    let mut by_op: BTreeMap<OpId, Vec<&FeedEntry>> = BTreeMap::new();
    for entry in feed {
        by_op.entry(entry.op.unwrap_or_default()).or_default().push(entry);
    }
    let texts: BTreeSet<String> = column(rows, "SELECT text FROM messages").into_iter().collect();
    for id in said.ops.keys() {
        let done = told_again(desk, *id, &said.ops)?;
        let there = by_op.remove(id).unwrap_or_default();
        let Done::Accepted { changes, head, .. } = done else {
            assert_eq!(there, [] as [&FeedEntry; 0], "what is refused changes nothing");
            continue;
        };
        assert!(there.iter().map(|it| &it.change).eq(&changes), "{id:?}: {there:?}");
        assert_eq!(there.last().map(|it| it.no), Some(head), "{id:?}");
        let wrote = changes.iter().any(|it| matches!(it, Change::Wrote(_)));
        assert_eq!(wrote, texts.contains(&life::text(*id)), "{id:?}: {changes:?}");
    }
    Ok(())
}

/// Nothing is tried twice by itself, and how a try ended is not forgotten.
fn tries_are_told_apart(rows: &Connection, said: &Said) {
    let tried: BTreeSet<i64> = said.claimed.iter().copied().collect();
    assert_eq!(tried.len(), said.claimed.len(), "something was tried twice");
    let states: Vec<String> =
        column(rows, "SELECT id || ' ' || state FROM messages WHERE state IS NOT NULL");
    let states: BTreeMap<i64, &str> = states
        .iter()
        .filter_map(|it| it.split_once(' '))
        .map(|(id, state)| (id.parse().unwrap(), state))
        .collect();
    for message in &tried {
        let state = states[message];
        let expected: &[&str] = match said.settled.get(message).map(String::as_str) {
            Some("accepted") => &["sent"],
            Some("refused") => &["failed", "dropped"],
            Some("unknown") => &["unsure", "sent", "dropped"],
            // Nobody said how it ended: it may have been stored all the same, and somebody may have decided since.
            _ => &["sending", "sent", "failed", "unsure", "dropped"],
        };
        assert!(expected.contains(&state), "{message} is {state}, not {expected:?}");
    }
}

/// Each draft is the one that was acknowledged last, or one that was being kept when a child was killed.
fn drafts_are_kept(rows: &Connection, said: &Said) {
    let kept: Vec<String> = column(rows, "SELECT dialog || ' ' || text FROM drafts");
    let kept: BTreeMap<i64, i64> = kept
        .iter()
        .filter_map(|it| it.split_once(' '))
        .map(|(dialog, number)| (dialog.parse().unwrap(), number.parse().unwrap()))
        .collect();
    for (dialog, number) in &said.drafts {
        assert!(kept[dialog] >= *number, "dialog {dialog} has {kept:?}, not {number}");
    }
}

/// Takes the outbox up again, as each courier does first; tells how many messages are in doubt now.
fn what_was_being_sent_is_in_doubt(
    desk: &mut Sqlite,
    rows: &Connection,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let all = "SELECT id FROM messages WHERE state = 'sending'";
    let sending: Vec<i64> = column(rows, all);
    assert_eq!(desk.recover(now)?, sending.len());
    for message in &sending {
        let sql = format!("SELECT state FROM messages WHERE id = {message}");
        assert_eq!(column::<String>(rows, &sql), ["unsure"]);
    }
    assert_eq!(column::<i64>(rows, all), [0; 0]);
    Ok(sending.len())
}
