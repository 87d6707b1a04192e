//! Stories about slow questions and the index they go to.

use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use rusqlite::Connection;

use super::desk::FILE;
use super::*;
use crate::domain::search::Terms;
use crate::domain::{
    Arrival, Change, ChannelKind, Connector, Filter, Kind, News, Sender, Term, View,
};

const PATIENCE: Duration = Duration::from_secs(20);

fn shop(desk: &mut Sqlite, name: &str) -> ChannelId {
    let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
    let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
    desk.add_channel(&new, Timestamp(0)).unwrap().unwrap()
}

fn hear(
    desk: &mut Sqlite,
    channel: ChannelId,
    numbers: std::ops::Range<i64>,
) -> Result<(), StoreError> {
    let news = numbers.map(|number| {
        let name = format!("customer {}", number % 50);
        News::Arrived(Arrival {
            sender: Sender { external: name.clone(), name, ..Sender::default() },
            remote: number.to_string(),
            kind: Kind::Inbound,
            at: Timestamp(number),
            text: format!("delivery {number}, please"),
            files: Vec::new(),
            more: Default::default(),
        })
    });
    let batch = Batch { news: news.collect(), cursor: String::new() };
    desk.ingest(channel, &batch, Timestamp(1)).map(drop)
}

fn furnished(dir: &Path) -> (Sqlite, ChannelId) {
    let mut desk = Sqlite::open(&dir.join(FILE)).unwrap();
    desk.add_agent("Anna", Role::Lead).unwrap();
    let channel = shop(&mut desk, "Shop");
    hear(&mut desk, channel, 0..2000).unwrap();
    (desk, channel)
}

fn query(typed: &str) -> SearchQuery {
    let (terms, me) = (Terms::parse(typed), AgentId(1));
    SearchQuery { terms, me, from: None, limit: 10, dialog: None }
}

fn first_page() -> PageQuery {
    let filter = View::Open.filter(AgentId(1));
    PageQuery { filter, now: Timestamp(0), at: None, before: 0, after: 9 }
}

fn found(desk: &Sqlite, typed: &str) -> Result<usize, StoreError> {
    desk.search(&query(typed)).map(|it| it.messages.len())
}

/// Something that does not end within the patience of a test.
fn forever(desk: &Sqlite) -> Result<usize, StoreError> {
    loop {
        desk.tally(&Terms::parse("delivery please"), 10_000)?;
    }
}

#[test]
fn a_question_is_given_up_for_a_newer_one_and_delays_no_reader() {
    let dir = tempfile::tempdir().unwrap();
    drop(furnished(dir.path()));
    let desk = Desk::open(dir.path()).unwrap();
    desk.hush();
    let (begins, begun) = channel();
    let (ends, ended) = channel();
    let ends_too = ends.clone();
    desk.study(move |it| {
        let _ = begins.send(());
        let _ = ends.send(forever(it));
    });
    desk.study(move |it| drop(ends_too.send(it.tally(&Terms::parse("please"), 10_000))));
    begun.recv_timeout(PATIENCE).unwrap();
    // The screen reads while it runs.
    let page = first_page();
    assert_eq!(desk.read_now(move |it| it.page(&page)).unwrap().rows.len(), 9);
    assert!(ended.try_recv().is_err(), "it is still being answered");
    desk.hush();
    for what in ["the running one", "the one behind it"] {
        let answer = ended.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(answer, Err(StoreError::Superseded)), "{what}: {answer:?}");
    }
    let newer = desk.study_now(|it| it.tally(&Terms::parse("please"), 10_000));
    assert_eq!(newer.unwrap(), 2000);
}

#[test]
fn one_long_statement_is_given_up_in_its_middle() {
    let dir = tempfile::tempdir().unwrap();
    drop(furnished(dir.path()));
    let desk = Desk::open(dir.path()).unwrap();
    let (begins, begun) = channel();
    let (ends, ended) = channel();
    desk.study(move |it| {
        let _ = begins.send(());
        let _ = ends.send(it.count_forever());
    });
    begun.recv_timeout(PATIENCE).unwrap();
    desk.hush();
    let answer = ended.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(answer, Err(StoreError::Superseded)), "{answer:?}");
}

#[test]
fn a_desk_closes_while_a_question_runs() {
    let dir = tempfile::tempdir().unwrap();
    drop(furnished(dir.path()));
    let desk = Desk::open(dir.path()).unwrap();
    let (ends, ended) = channel();
    let (begins, begun) = channel();
    desk.study(|_| panic!("a bug in one question"));
    desk.study(move |it| {
        let _ = begins.send(());
        let _ = ends.send(forever(it));
    });
    begun.recv_timeout(PATIENCE).unwrap();
    drop(desk);
    assert!(matches!(ended.recv_timeout(PATIENCE).unwrap(), Err(StoreError::Superseded)));
}

#[test]
fn a_desk_from_before_the_index_gets_one() {
    let dir = tempfile::tempdir().unwrap();
    drop(furnished(dir.path()));
    let file = dir.path().join("old.db");
    let old = Connection::open(&file).unwrap();
    old.execute_batch(include_str!("../../assets/migrations/0001_first.sql")).unwrap();
    old.execute("ATTACH ?1 AS new", [dir.path().join(FILE).to_str()]).unwrap();
    for table in ["agents", "channels", "contacts", "dialogs", "messages", "totals", "changes"] {
        let columns: String = old
            .query_row(
                "SELECT group_concat(name) FROM pragma_table_info(?1, 'main')",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        let fill = format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}");
        old.execute(&fill, []).unwrap();
    }
    // As it was before the feed told when a message was written.
    old.execute("UPDATE changes SET due = NULL", []).unwrap();
    // As tags stand in the file: one a line, with what means something marked.
    old.execute("UPDATE dialogs SET tags = ?1 WHERE id = 3", ["a\\\\b\nvip\n"]).unwrap();
    old.execute_batch("PRAGMA application_id = 0x6B64736B; PRAGMA user_version = 1").unwrap();
    drop(old);
    let desk = Sqlite::open(&file).unwrap();
    assert_eq!(found(&desk, "1999").unwrap(), 1);
    assert_eq!(desk.search(&query("customer")).unwrap().people.len(), 5);
    let told = desk.changes(ChangeNo(0), 10_000).unwrap().into_iter();
    let written = told.filter_map(|it| match it.change {
        Change::Wrote(written) => Some(written.at.0),
        _ => None,
    });
    assert!(written.eq(0..2000), "when the messages were written is known");
    let filter = Filter::of(AgentId(1), &[Term::Tag("a\\b".into())]);
    assert_eq!(desk.ids(&filter, Timestamp(0), 9).unwrap(), [DialogId(3)], "found by its tag");
    let card = desk.card(DialogId(1), AgentId(1)).unwrap().unwrap();
    assert!(card.others.is_empty(), "everybody is a person by themselves");
    assert_eq!(desk.verify().unwrap(), []);
}

#[test]
fn what_the_index_gets_wrong_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    for (spoil, about) in [
        ("DELETE FROM message_words WHERE rowid = 7", "message 7"),
        ("INSERT OR REPLACE INTO message_words (rowid, words) VALUES (7, 'else')", "message 7"),
        ("INSERT INTO message_words (rowid, words) VALUES (9000, 'delivery')", "message 9000"),
        ("DELETE FROM contact_words WHERE rowid = 7", "contact 7"),
        ("UPDATE contacts SET name = 'Olha' WHERE id = 7", "words_changed [7]"),
        ("DELETE FROM message_words_data WHERE id > 10", "broken"),
    ] {
        let (desk, _) = furnished(dir.path());
        let raw = Connection::open(dir.path().join(FILE)).unwrap();
        raw.execute_batch(spoil).unwrap();
        let faults = desk.verify().unwrap();
        assert!(faults.iter().any(|it| it.what.contains(about)), "{spoil}: {faults:?}");
        drop((desk, raw));
        std::fs::remove_file(dir.path().join(FILE)).unwrap();
    }
}

#[test]
fn a_broken_index_costs_the_search_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    for spoil in [
        "UPDATE message_words_data SET block = zeroblob(9)",
        "DELETE FROM message_words_data WHERE id > 10",
        "UPDATE contact_words_data SET block = x'ffffffffffff'; UPDATE message_words_data SET block = x'ffffff'",
        "DELETE FROM message_words_config",
        "DELETE FROM message_words_docsize; DELETE FROM message_words_idx",
    ] {
        drop(furnished(dir.path()));
        Connection::open(&file).unwrap().execute_batch(spoil).unwrap();
        let mut desk = Sqlite::open(&file).unwrap();
        let page = first_page();
        assert_eq!(desk.page(&page).unwrap().rows.len(), 9, "{spoil}");
        assert_eq!(desk.totals().unwrap().cells.len(), 1, "{spoil}");
        let said = found(&desk, "delivery 77");
        // Of one that has lost what it knew, the start makes another.
        let mended = desk.verify().unwrap().is_empty() && matches!(said, Ok(1..));
        let lost = matches!(said, Err(StoreError::NoIndex(_)) | Ok(0));
        assert!(lost != mended, "{spoil}: {said:?}");
        // What comes in is stored, with an index or without.
        hear(&mut desk, ChannelId(1), 5000..5010).unwrap();
        hear(&mut desk, ChannelId(1), 5010..5020).unwrap();
        assert_eq!(desk.stake(ChannelId(1)).unwrap().messages, 2020, "{spoil}");
        desk.rebuild_words().unwrap();
        assert_eq!(desk.verify().unwrap(), [], "{spoil}");
        assert_eq!(found(&desk, "delivery 5011 ").unwrap(), 1, "{spoil}");
        drop(desk);
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn an_index_that_was_thrown_away_is_made_again_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    let (mut desk, channel) = furnished(dir.path());
    let raw = Connection::open(&file).unwrap();
    raw.execute_batch("UPDATE message_words_data SET block = x'ffffff'").unwrap();
    drop(raw);
    let mut again = Sqlite::open(&file).unwrap();
    hear(&mut again, channel, 5000..5001).unwrap();
    let said = found(&again, "delivery");
    assert!(matches!(said, Err(StoreError::NoIndex(_))), "{said:?}");
    hear(&mut desk, channel, 5001..5002).unwrap();
    drop((desk, again));
    let desk = Sqlite::open(&file).unwrap();
    assert_eq!(desk.verify().unwrap(), []);
    assert_eq!(found(&desk, "delivery 5001").unwrap(), 1);
}

#[test]
fn what_a_transaction_takes_back_is_not_found() {
    let mut desk = Sqlite::in_memory().unwrap();
    let channel = shop(&mut desk, "Shop");
    let _ = desk.bulk(|it| {
        hear(it, channel, 0..5)?;
        let _ = it.bulk(|it| {
            hear(it, channel, 5..9)?;
            Err::<(), _>(StoreError::Gone)
        });
        hear(it, channel, 20..22)
    });
    let _ = desk.bulk(|it| {
        hear(it, channel, 30..33)?;
        Err::<(), _>(StoreError::Gone)
    });
    hear(&mut desk, channel, 40..41).unwrap();
    assert_eq!(found(&desk, "delivery").unwrap(), 8);
    assert_eq!(desk.verify().unwrap(), []);
}

#[test]
fn an_index_that_is_far_behind_is_made_while_nothing_else_is_to_be_done() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE);
    drop(furnished(dir.path()));
    let raw = Connection::open(&file).unwrap();
    // As a desk that was filled before there was an index: more than is learned at once.
    raw.execute_batch(
        "DROP TABLE message_terms; DROP TABLE contact_terms;
         DROP TABLE message_words; DROP TABLE contact_words;
         WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20500)
         INSERT INTO messages (dialog, channel, kind, at, text, settles, files)
            SELECT 1, 1, 'note', i, 'remark ' || i, 0, 0 FROM n",
    )
    .unwrap();
    drop(raw);
    let mut desk = Sqlite::open(&file).unwrap();
    assert!(desk.words_behind().unwrap() > 20_000, "whoever opens it need not wait");
    let before = desk.words_behind().unwrap();
    hear(&mut desk, ChannelId(1), 5000..5001).unwrap();
    let learned = before + 1 - desk.words_behind().unwrap();
    assert!((1..=300).contains(&learned), "a transaction learns a few: {learned}");
    drop(desk);
    let desk = Desk::open(dir.path()).unwrap();
    let begun = std::time::Instant::now();
    while desk.read_now(|it| it.words_behind()).unwrap() > 0 {
        assert!(begun.elapsed() < PATIENCE * 3, "it is made in the end");
        // Others write in between.
        desk.write_now(|it| it.see(AgentId(1), DialogId(1), MessageId(1))).unwrap();
    }
    let found = desk.study_now(|it| it.search(&query("remark 20500"))).unwrap();
    assert_eq!(found.messages.len(), 1);
}
