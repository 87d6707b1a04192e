//! A desk damaged in many ways: what lies on whole pages comes back, and nothing else does.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::desk::FILE;
use super::*;
use crate::base::random::Random;
use crate::domain::{
    Actor, Arrival, ChannelKind, Connector, ContactId, File, Intent, Kind, News, OpId, Sender,
};

const PAGE: usize = 4096;
const MESSAGES: i64 = 1500;

/// A desk with everything on it, closed, in one file; a channel with a third of it has been deleted.
fn furnish(dir: &Path) {
    let mut desk = Sqlite::open(&dir.join(FILE)).unwrap();
    desk.bulk(|desk| {
        let anna = desk.add_agent("Anna", Role::Lead)?;
        let actor = Actor::Agent(desk.roster()?.agents.remove(0));
        let mut channels = Vec::new();
        for name in ["Shop", "Gone", "Help"] {
            let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
            let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
            channels.push(desk.add_channel(&new, Timestamp(0))?.unwrap());
        }
        for number in 0..MESSAGES {
            let channel = channels[usize::try_from(number % 3).unwrap()];
            arrive(desk, channel, number)?;
        }
        desk.delete_channel(channels[1], Timestamp(MESSAGES))?;
        // What comes now lies partly where the deleted channel was.
        for number in MESSAGES..MESSAGES + 150 {
            arrive(desk, channels[0], number)?;
        }
        for dialog in (1..=300).filter(|it| it % 3 != 2) {
            work(desk, &actor, anna, dialog)?;
        }
        Ok(())
    })
    .unwrap();
}

fn arrive(desk: &mut Sqlite, channel: ChannelId, number: i64) -> Result<(), StoreError> {
    let name = format!("customer {}", number % 300);
    let length = if number % 50 == 0 { 3000 } else { 5 + number % 40 };
    let file = File::named(format!("f{number}"), 9);
    let arrival = Arrival {
        sender: Sender { external: name.clone(), name, ..Sender::default() },
        remote: number.to_string(),
        kind: Kind::Inbound,
        at: Timestamp(number * 1000),
        text: format!("message {number} {}", "words ".repeat(usize::try_from(length).unwrap())),
        files: if number % 4 == 0 { vec![file] } else { Vec::new() },
        more: Default::default(),
    };
    let batch = Batch { news: vec![News::Arrived(arrival)], cursor: number.to_string() };
    desk.ingest(channel, &batch, Timestamp(number * 1000)).map(drop)
}

fn work(desk: &mut Sqlite, actor: &Actor, agent: AgentId, dialog: i64) -> Result<(), StoreError> {
    let now = Timestamp(2_000_000 + dialog);
    let id = DialogId(dialog);
    let wishes =
        [Intent::Reply(format!("answer in {dialog}")), Intent::Assign(Some(agent)), Intent::Close];
    for (number, intent) in (0..).zip(wishes).take(usize::try_from(dialog % 4).unwrap()) {
        let op = Op { id: OpId((dialog as u128) << 64 | number), dialog: id, intent };
        desk.submit(&op, actor, now)?;
    }
    // Each tenth is somebody's other contact, with a note.
    if dialog % 10 == 0 {
        let wishes = [
            Intent::MergeContact(ContactId(dialog - 3)),
            Intent::ContactNote(format!("n{dialog}")),
        ];
        for (number, intent) in (8..).zip(wishes) {
            let op = Op { id: OpId((dialog as u128) << 64 | number), dialog: id, intent };
            assert!(matches!(desk.submit(&op, actor, now)?, Done::Accepted { .. }));
        }
    }
    desk.see(agent, id, MessageId(dialog))?;
    let text = format!("draft {dialog}");
    desk.save_draft(agent, id, &Draft { kind: Kind::Note, text, answers: None }, now)
}

/// What is compared of each table: not what is derived, and not what becomes doubtful.
const TABLES: &[(&str, &str, &str)] = &[
    ("agents", "*", "id"),
    ("channels", "*", "id"),
    ("changes", "*", "no"),
    ("closes", "*", "id"),
    ("contacts", "*", "id"),
    ("dialogs", "id, channel, contact, status, before_spam, assignee, tags, began_at", "id"),
    ("drafts", "*", "dialog, agent, kind"),
    ("files", "*", "message, place"),
    ("messages", "id, dialog, channel, kind, author, at, text, remote, reason", "id"),
    ("ops", "*", "id"),
    ("seen", "*", "dialog, agent"),
];

/// The rows of each table in the order of their keys, as texts.
type Rows = BTreeMap<&'static str, Vec<String>>;

fn rows(file: &Path) -> Rows {
    let desk = Connection::open(file).unwrap();
    let all = |(table, columns, order): &(&'static str, &str, &str)| {
        let sql = format!("SELECT {columns} FROM {table} ORDER BY {order}");
        let mut statement = desk.prepare(&sql).unwrap();
        let width = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let values = (0..width).map(|it| row.get::<_, Value>(it).unwrap());
            Ok(format!("{:?}", values.collect::<Vec<_>>()))
        };
        let rows = statement.query_map([], row).unwrap();
        (*table, rows.map(Result::unwrap).collect())
    };
    TABLES.iter().map(all).collect()
}

/// On which pages each row lies, as SQLite itself tells it.
fn places(file: &Path, rows: &Rows) -> BTreeMap<&'static str, Vec<Vec<usize>>> {
    let desk = Connection::open(file).unwrap();
    let mut places = BTreeMap::new();
    for (table, rows) in rows {
        let mut statement = desk
            .prepare(
                "SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = ?1 ORDER BY path",
            )
            .unwrap();
        let pages: Vec<(String, usize, String, usize)> = statement
            .query_map([table], |it| {
                let (number, cells): (i64, i64) = (it.get(1)?, it.get(3)?);
                Ok((
                    it.get(0)?,
                    usize::try_from(number).unwrap(),
                    it.get(2)?,
                    usize::try_from(cells).unwrap(),
                ))
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let of = |sort: &'static str| pages.iter().filter(move |it| it.2 == sort).cloned();
        let inner: Vec<usize> = of("internal").map(|it| it.1).collect();
        // Without rowids a row stands on an inner page between two leaves.
        let between = ["drafts", "files", "ops", "seen"].contains(table);
        let mut found: Vec<Vec<usize>> = Vec::new();
        for (path, number, _, cells) in of("leaf") {
            if between && !found.is_empty() {
                found.push(inner.clone());
            }
            for cell in 0..cells {
                let over = format!("{path}{cell:03x}+");
                let over = of("overflow").filter(|it| it.0.starts_with(&over)).map(|it| it.1);
                found.push(std::iter::once(number).chain(over).collect());
            }
        }
        assert_eq!(found.len(), rows.len(), "{table}");
        places.insert(*table, found);
    }
    places
}

/// A number in a row that was made a text.
fn number(row: &str, column: usize) -> i64 {
    let text = row.split("Integer(").nth(column + 1).unwrap();
    text.split(')').next().unwrap().parse().unwrap()
}

/// Recovers and holds what came back against what was there; tells how many rows came back, of those on whole
/// pages, of all.
fn recovered(dir: &Path, before: &Rows, whole: &Rows, what: &str) -> (usize, usize, usize) {
    let file = dir.join(FILE);
    let damaged = fs::read(&file).unwrap();
    let told = recover(dir).unwrap();
    assert_eq!(fs::read(&told.kept).unwrap(), damaged, "{what}: the damaged file is kept");
    let desk = Sqlite::open(&file).unwrap();
    assert_eq!(desk.verify().unwrap(), [], "{what}");
    drop(desk);
    let check = Connection::open(&file).unwrap();
    let sound: String = check.query_row("PRAGMA integrity_check", [], |it| it.get(0)).unwrap();
    assert_eq!(sound, "ok", "{what}");
    assert!(!check.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap(), "{what}");
    let after = rows(&file);
    let ids = |table: &str| after[table].iter().map(|it| number(it, 0)).collect::<HashSet<_>>();
    let (dialogs, messages, agents) = (ids("dialogs"), ids("messages"), ids("agents"));
    let (mut saved, mut due, mut all, mut told_saved) = (0, 0, 0, 0);
    for (table, rows) in &after {
        let was: BTreeSet<&String> = before[table].iter().collect();
        let is: BTreeSet<&String> = rows.iter().collect();
        let new: Vec<_> = is.difference(&was).collect();
        let stands_in = ["channels", "contacts", "dialogs"].contains(table);
        assert!(stands_in || new.is_empty(), "{what}: {table} has what was not there: {new:?}");
        for row in whole[table].iter().filter(|it| !is.contains(it)) {
            let hangs = match *table {
                "files" => messages.contains(&number(row, 0)),
                "closes" => dialogs.contains(&number(row, 1)),
                "drafts" => dialogs.contains(&number(row, 0)),
                "seen" => dialogs.contains(&number(row, 0)) && agents.contains(&number(row, 1)),
                _ => true,
            };
            assert!(!hangs, "{what}: {table} has lost {row}, which was whole");
        }
        saved += was.intersection(&is).count();
        told_saved += told.saved.iter().find(|it| it.0 == *table).map_or(0, |it| it.1);
        due += whole[table].len();
        all += before[table].len();
    }
    assert_eq!(usize::try_from(told_saved).unwrap(), saved, "{what}: {told:?}");
    assert!(saved == all || told.lost > 0, "{what}: {told:?}");
    let (lost, told_lost) = (all - saved, usize::try_from(told.lost).unwrap());
    // It counts names, and many have been deleted.
    assert!((lost / 2..=lost * 2 + all / 2).contains(&told_lost), "{what}: {lost}, {told:?}");
    (saved, due, all)
}

/// A whole desk and what is on it, to be damaged again and again.
struct Sample {
    bytes: Vec<u8>,
    rows: Rows,
    places: BTreeMap<&'static str, Vec<Vec<usize>>>,
}

impl Sample {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        furnish(dir.path());
        let file = dir.path().join(FILE);
        let rows = rows(&file);
        let places = places(&file, &rows);
        Self { bytes: fs::read(&file).unwrap(), rows, places }
    }

    fn pages(&self) -> usize {
        self.bytes.len() / PAGE
    }

    /// Damages pages, numbered from 1, and holds the rescue against what was on the others.
    fn damage(&self, pages: &HashSet<usize>, how: &How, what: &str) -> (usize, usize, usize) {
        let mut bytes = self.bytes.clone();
        for page in pages.iter().filter(|it| (1..=self.pages()).contains(it)) {
            how.damage(&mut bytes[(page - 1) * PAGE..page * PAGE], *page as u64);
        }
        if let How::CutOff = how {
            bytes.truncate((pages.iter().min().unwrap() - 1) * PAGE);
        }
        let whole = |(table, rows): (&&'static str, &Vec<String>)| {
            let places = &self.places[table];
            let whole = rows.iter().zip(places);
            let whole = whole.filter(|(_, at)| !at.iter().any(|it| pages.contains(it)));
            (*table, whole.map(|it| it.0.clone()).collect())
        };
        let whole: Rows = self.rows.iter().map(whole).collect();
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), bytes).unwrap();
        recovered(dir.path(), &self.rows, &whole, what)
    }
}

#[derive(Debug)]
enum How {
    Zeros,
    Noise,
    Text,
    CutOff,
}

impl How {
    fn damage(&self, page: &mut [u8], seed: u64) {
        let mut random = Random::of(7, seed);
        match self {
            Self::Zeros => page.fill(0),
            Self::Noise => page.fill_with(|| random.next_u64().to_le_bytes()[0]),
            Self::Text => page.fill(b'x'),
            Self::CutOff => (),
        }
    }
}

#[test]
fn every_row_on_a_whole_page_comes_back() {
    let sample = Sample::new();
    let last = sample.pages();
    let hows = [How::Zeros, How::Noise, How::Text];
    // The first pages hold the table of tables and the roots of all trees.
    let ranges = [(4, 63), (1, 37), (1, 63), (2, 3), (30, 90), (140, last)];
    for ((first, end), how) in ranges.into_iter().zip(hows.iter().cycle()) {
        let what = format!("pages {first} to {end} of {last}, {how:?}");
        let (saved, due, all) = sample.damage(&(first..=end).collect(), how, &what);
        assert!(
            saved > due / 2 && (end == last || saved > all * 7 / 10),
            "{what}: {saved} of {due} whole ones of {all}"
        );
    }
    for share in [3, 2] {
        let pages = (last - last / share..=last).collect();
        let what = format!("cut off from {} of {last}", last - last / share);
        let (saved, due, _) = sample.damage(&pages, &How::CutOff, &what);
        assert!(saved > due * 9 / 10, "{what}: {saved} of {due}");
    }
}

#[test]
fn a_page_that_only_leads_to_others_costs_nothing() {
    let sample = Sample::new();
    // The first page, those that the table of tables goes on, and the roots of the messages and the changes.
    for pages in [&[1][..], &[21, 23], &[18], &[33], &[1, 18, 21, 23, 33]] {
        for how in [How::Zeros, How::Noise, How::Text] {
            let what = format!("pages {pages:?}, {how:?}");
            let (saved, _, all) = sample.damage(&pages.iter().copied().collect(), &how, &what);
            assert_eq!(saved, all, "{what}");
        }
    }
}

#[test]
fn damage_in_random_places_takes_nothing_else_with_it() {
    let sample = Sample::new();
    for seed in 0..24 {
        let mut random = Random::from_seed(seed);
        let mut below = |end: usize| usize::try_from(random.below(end as u64)).unwrap();
        let how = [How::Zeros, How::Noise, How::Text].into_iter().nth(below(3)).unwrap();
        let mut pages = HashSet::new();
        for _ in 0..=below(6) {
            let first = 1 + below(sample.pages());
            pages.extend(first..=first + below(20));
        }
        sample.damage(&pages, &how, &format!("seed {seed}, {how:?}"));
    }
}

#[test]
fn damage_that_keeps_to_no_page_leaves_a_sound_desk() {
    let sample = Sample::new();
    for seed in 0..24 {
        let mut random = Random::of(11, seed);
        let mut bytes = sample.bytes.clone();
        for _ in 0..40 {
            let at = usize::try_from(random.below(bytes.len() as u64)).unwrap();
            let end = (at + 1 + usize::try_from(random.below(600)).unwrap()).min(bytes.len());
            bytes[at..end].fill_with(|| random.next_u64().to_le_bytes()[0]);
        }
        // A header that says it is another program's is believed.
        bytes[..100].copy_from_slice(&sample.bytes[..100]);
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), bytes).unwrap();
        recover(dir.path()).unwrap();
        let desk = Sqlite::open(&dir.path().join(FILE)).unwrap();
        assert_eq!(desk.verify().unwrap(), [], "seed {seed}");
        let head = desk.head().unwrap();
        assert!(head.0 > 0, "seed {seed}");
        for from in (0..head.0).step_by(500) {
            desk.changes(ChangeNo(from), 500).unwrap();
        }
        let saved = rows(&dir.path().join(FILE))["messages"].len();
        assert!(saved > sample.rows["messages"].len() / 2, "seed {seed}: {saved}");
    }
}

/// A copy of an open desk's file and WAL, as a power cut would leave them, changed by `change`.
fn cut_off_from(dir: &Path, change: impl Fn(&mut [u8], &mut Vec<u8>)) -> tempfile::TempDir {
    let wal = format!("{FILE}-wal");
    let mut main = fs::read(dir.join(FILE)).unwrap();
    let mut log = fs::read(dir.join(&wal)).unwrap();
    change(&mut main, &mut log);
    let copy = tempfile::tempdir().unwrap();
    fs::write(copy.path().join(FILE), main).unwrap();
    fs::write(copy.path().join(wal), log).unwrap();
    copy
}

const FRAME: usize = PAGE + 24;

#[test]
fn what_the_wal_has_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    furnish(dir.path());
    let mut desk = Sqlite::open(&file).unwrap();
    let anna = desk.roster().unwrap().agents.remove(0);
    // The file is whole, and all of it is in the WAL a second time.
    let write = |desk: &mut Sqlite, from: i64| {
        desk.bulk(|desk| {
            for dialog in (from..=300).filter(|it| it % 3 != 2) {
                let intent = Intent::Reply("later".into());
                let id = OpId(u128::from(from.unsigned_abs()) << 32 | dialog as u128);
                let op = Op { id, dialog: DialogId(dialog), intent };
                desk.submit(&op, &Actor::Agent(anna.clone()), Timestamp(3_000_000))?;
            }
            Ok(())
        })
        .unwrap();
    };
    write(&mut desk, 1);
    let raw = Connection::open(&file).unwrap();
    raw.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(())).unwrap();
    // Shorter than before, so that frames of the time before lie behind the new ones.
    write(&mut desk, 280);
    let live = rows(&file);
    let log = fs::read(dir.path().join(format!("{FILE}-wal"))).unwrap();
    let salts = |frame: usize| &log[32 + frame * FRAME + 8..32 + frame * FRAME + 16];
    let new = (0..(log.len() - 32) / FRAME).take_while(|it| salts(*it) == salts(0)).count();
    assert!(new > 5 && new * FRAME + 32 < log.len(), "{new} frames, {} bytes", log.len());

    let copy = cut_off_from(dir.path(), |_, _| ());
    let (saved, _, all) = recovered(copy.path(), &live, &live, "a whole WAL");
    assert_eq!(saved, all);
    let copy = cut_off_from(dir.path(), |_, log| log[..32].fill(0xA5));
    let (saved, _, all) = recovered(copy.path(), &live, &live, "a WAL without its beginning");
    assert_eq!(saved, all);
    let copy = cut_off_from(dir.path(), |main, _| main[..PAGE].fill(0xA5));
    let (saved, _, all) = recovered(copy.path(), &live, &live, "a file without its beginning");
    assert_eq!(saved, all);
    for broken in 0..new {
        let copy = cut_off_from(dir.path(), |_, log| {
            log[32 + broken * FRAME + 24..][..PAGE].fill(0xA5);
        });
        recover(copy.path()).unwrap();
        let desk = Sqlite::open(&copy.path().join(FILE)).unwrap();
        assert_eq!(desk.verify().unwrap(), [], "frame {broken}");
        drop(desk);
        assert_eq!(in_state(&copy.path().join(FILE), "queued"), 0, "frame {broken}");
        let saved: usize = rows(&copy.path().join(FILE)).values().map(Vec::len).sum();
        assert!(saved > all * 9 / 10, "frame {broken}: {saved} of {all}");
    }
}

#[test]
fn what_was_not_committed_does_not_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    furnish(dir.path());
    let before = rows(&file);
    let desk = Connection::open(&file).unwrap();
    // So little room that it writes to the WAL long before the end.
    desk.execute_batch("PRAGMA cache_size = 10; BEGIN; UPDATE messages SET text = text || '!'")
        .unwrap();
    let copy = cut_off_from(dir.path(), |_, log| assert!(log.len() > 100 * FRAME));
    let (saved, _, all) = recovered(copy.path(), &before, &before, "in the middle");
    assert_eq!(saved, all);
}

fn in_state(file: &Path, state: &str) -> i64 {
    let sql = "SELECT count(*) FROM messages WHERE state = ?1";
    Connection::open(file).unwrap().query_row(sql, [state], |row| row.get(0)).unwrap()
}

#[test]
fn a_message_from_a_stray_page_is_not_sent_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    furnish(dir.path());
    let waiting = in_state(&file, "queued");
    assert!(waiting > 0);
    let mut bytes = fs::read(&file).unwrap();
    // The root of the messages.
    bytes[17 * PAGE..18 * PAGE].fill(0);
    fs::write(&file, bytes).unwrap();
    recover(dir.path()).unwrap();
    assert_eq!((in_state(&file, "queued"), in_state(&file, "unsure")), (0, waiting));
}
