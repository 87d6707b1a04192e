//! Stories about an open desk: who hears of what, who may open it, what a failure leaves behind.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::desk::FILE;
use super::*;
use crate::domain::{ChannelKind, Connector};

const PATIENCE: Duration = Duration::from_secs(10);

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn add_channel(desk: &mut Sqlite, name: &str) -> Result<Option<ChannelId>, StoreError> {
    let (kind, connector) = (ChannelKind::Email, Connector::Demo);
    let new = NewChannel { kind, connector, name: name.to_owned(), cursor: String::new() };
    desk.add_channel(&new, Timestamp(1))
}

fn happens(desk: &Desk, name: &'static str) {
    desk.write_now(move |it| add_channel(it, name)).unwrap();
}

fn ear(desk: &Desk) -> Receiver<ChangeNo> {
    let (tell, told) = channel();
    desk.subscribe(move |head| {
        let _ = tell.send(head);
    });
    told
}

#[test]
fn what_is_written_is_there_when_the_desk_is_opened_again() {
    let dir = folder();
    let inner = dir.path().join("made/by/us");
    let desk = Desk::open(&inner).unwrap();
    happens(&desk, "Shop");
    assert_eq!(desk.read_now(|it| it.roster()).unwrap().channels.len(), 1, "at once");
    drop(desk);
    let again = Desk::open(&inner).unwrap();
    assert_eq!(again.read_now(|it| it.roster()).unwrap().channels.len(), 1);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder();
    let inner = dir.path().join("desk");
    let desk = Desk::open(&inner).unwrap();
    happens(&desk, "Shop");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    for entry in std::fs::read_dir(&inner).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn what_is_no_desk_is_left_alone() {
    let dir = folder();
    let file = dir.path().join(FILE);
    let made_with = |sql: &str| {
        let _ = std::fs::remove_file(&file);
        rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&file).unwrap();
        let answer = Desk::open(dir.path()).map(drop);
        assert_eq!(std::fs::read(&file).unwrap(), before, "not a byte has changed");
        answer
    };
    let foreign = made_with("CREATE TABLE notes (text TEXT)");
    assert!(matches!(foreign, Err(StoreError::Foreign)), "{foreign:?}");
    let newer = made_with(
        "PRAGMA application_id = 0x6B64736B; PRAGMA user_version = 99; CREATE TABLE x (y)",
    );
    assert!(matches!(newer, Err(StoreError::Newer { found: 99, .. })), "{newer:?}");
    std::fs::write(&file, "not a database at all, only some words ".repeat(99)).unwrap();
    let damaged = Desk::open(dir.path());
    assert!(matches!(damaged, Err(StoreError::Corrupt(_))), "{damaged:?}");
    let in_the_way = Desk::open(&file);
    assert!(matches!(in_the_way, Err(StoreError::Unopened(_))), "{in_the_way:?}");
}

#[test]
fn own_changes_are_told_once_each_and_looking_is_not_told() {
    let dir = folder();
    let desk = Desk::open(dir.path()).unwrap();
    let told = ear(&desk);
    happens(&desk, "Shop");
    assert_eq!(told.recv_timeout(PATIENCE).unwrap(), ChangeNo(1));
    desk.read_now(|it| it.roster()).unwrap();
    desk.write_now(|it| it.wake_due(Timestamp(9))).unwrap();
    happens(&desk, "Shop");
    happens(&desk, "Mail");
    assert_eq!(told.recv_timeout(PATIENCE).unwrap(), ChangeNo(2), "a taken name is no change");
    // What the watch sees of these writes is no news.
    assert!(told.recv_timeout(Duration::from_millis(400)).is_err());
}

#[test]
fn what_another_process_writes_is_heard_soon() {
    let dir = folder();
    let (ours, theirs) = (Desk::open(dir.path()).unwrap(), Desk::open(dir.path()).unwrap());
    let told = ear(&ours);
    let mut waits: Vec<Duration> = (1..=20)
        .map(|number| {
            theirs.write_now(move |it| add_channel(it, &number.to_string())).unwrap();
            let begun = Instant::now();
            assert_eq!(told.recv_timeout(PATIENCE).unwrap(), ChangeNo(number));
            let seen = ours.read_now(|it| it.head()).unwrap();
            assert_eq!(seen, ChangeNo(number), "what was told can be read");
            begun.elapsed()
        })
        .collect();
    waits.sort();
    assert!(waits[10] < Duration::from_millis(300), "{waits:?}");
}

#[test]
fn who_dies_between_the_commit_and_the_bell_is_heard_all_the_same() {
    let dir = folder();
    let desk = Desk::open(dir.path()).unwrap();
    let told = ear(&desk);
    // A writer without a bell.
    let mut mute = Sqlite::open(&dir.path().join(FILE)).unwrap();
    add_channel(&mut mute, "Shop").unwrap();
    assert_eq!(told.recv_timeout(PATIENCE).unwrap(), ChangeNo(1));
}

#[test]
fn many_may_open_a_new_desk_at_the_same_moment() {
    let dir = folder();
    std::thread::scope(|scope| {
        let openers: Vec<_> =
            (0..8).map(|_| scope.spawn(|| Desk::open(dir.path()).map(drop))).collect();
        for opener in openers {
            opener.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_burst_is_told_in_few_words() {
    let dir = folder();
    let (ours, theirs) = (Desk::open(dir.path()).unwrap(), Desk::open(dir.path()).unwrap());
    let told = ear(&ours);
    let (go, gone) = channel();
    // The reader is busy while the others write.
    ours.read(move |_| {
        let _ = gone.recv_timeout(PATIENCE);
    });
    for number in 1..=50 {
        theirs.write_now(move |it| add_channel(it, &number.to_string())).unwrap();
    }
    go.send(()).unwrap();
    let mut words = 0;
    while told.recv_timeout(PATIENCE).unwrap() < ChangeNo(50) {
        words += 1;
    }
    assert!(words < 5, "{words}");
}

#[test]
fn a_job_that_panics_takes_nothing_with_it() {
    let dir = folder();
    let desk = Desk::open(dir.path()).unwrap();
    let answer = desk.write_now(|it| {
        it.bulk(|it| -> Result<(), StoreError> {
            add_channel(it, "half")?;
            std::panic::resume_unwind(Box::new("a bug"));
        })
    });
    assert!(matches!(answer, Err(StoreError::Gone)));
    happens(&desk, "whole");
    let channels = desk.read_now(|it| it.roster()).unwrap().channels;
    assert_eq!(channels.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["whole"]);
}

#[test]
fn many_calls_at_once_happen_together_or_not_at_all() {
    let mut desk = Sqlite::in_memory().unwrap();
    let failed = desk.bulk(|it| -> Result<(), StoreError> {
        add_channel(it, "one")?;
        it.bulk(|it| add_channel(it, "two"))?;
        Err(StoreError::Gone)
    });
    assert!(failed.is_err());
    assert_eq!(desk.head().unwrap(), ChangeNo(0));
    let told = desk.bulk(|it| {
        add_channel(it, "one")?;
        let _ = it.bulk(|it| -> Result<(), StoreError> {
            add_channel(it, "lost")?;
            Err(StoreError::Gone)
        });
        it.head()
    });
    assert_eq!(told.unwrap(), ChangeNo(1), "an inner failure takes back the inner calls only");
}

#[test]
fn the_last_handle_may_be_dropped_inside_a_job() {
    let dir = folder();
    let desk = Desk::open(dir.path()).unwrap();
    let (done, finished) = channel::<()>();
    let handle = desk.clone();
    let (go, gone) = channel::<()>();
    desk.write(move |_| {
        let _ = gone.recv_timeout(PATIENCE);
        drop(handle);
        drop(done);
    });
    drop(desk);
    drop(go);
    assert!(
        finished
            .recv_timeout(PATIENCE)
            .is_err_and(|it| { it == std::sync::mpsc::RecvTimeoutError::Disconnected })
    );
    Desk::open(dir.path()).unwrap();
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let dir = folder();
    let mut desk = Sqlite::open(&dir.path().join(FILE)).unwrap();
    desk.limit_pages().unwrap();
    let failed = (0..100_000).find_map(|number| add_channel(&mut desk, &number.to_string()).err());
    assert!(matches!(failed, Some(StoreError::Full(_))), "{failed:?}");
    let head = desk.head().unwrap();
    assert!(add_channel(&mut desk, "x".repeat(9000).as_str()).is_err());
    assert_eq!(desk.head().unwrap(), head);
}

#[test]
fn reads_at_one_moment_do_not_see_what_is_written_meanwhile() {
    let dir = folder();
    let file = dir.path().join(FILE);
    let mut writer = Sqlite::open(&file).unwrap();
    let reader = Sqlite::open_reader(&file).unwrap();
    let names = |desk: &Sqlite| desk.roster().unwrap().agents.len();
    let seen = reader.at_one_moment(|desk| {
        let first = names(desk);
        writer.add_agent("Anna", Role::Admin)?;
        let inner = desk.at_one_moment(|desk| Ok(names(desk)))?;
        Ok((first, inner, names(desk), desk.totals().is_ok()))
    });
    assert_eq!(seen.unwrap(), (0, 0, 0, true));
    assert_eq!(names(&reader), 1, "the moment is over");
    let failed = reader.at_one_moment(|_| Err::<(), _>(StoreError::Gone));
    assert!(matches!(failed, Err(StoreError::Gone)));
    writer.add_agent("Borys", Role::Agent).unwrap();
    assert_eq!(names(&reader), 2, "also when it failed");
    let within = writer.bulk(|desk| {
        desk.add_agent("Vira", Role::Agent)?;
        desk.at_one_moment(|desk| Ok(names(desk)))
    });
    assert_eq!(within.unwrap(), 3, "what a transaction has written itself, it sees");
}
