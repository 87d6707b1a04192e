//! Stories about copies of a desk: made while others write, put back where nobody looks, never half.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::far::{Origin as _, StartOver};
use super::story::{ME, Story, accepted, at};
use super::*;
use crate::domain::{Delivery, Intent};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A desk in a folder with some work done, of which one reply is on its way.
fn worked(dir: &Path) -> Story<Sqlite> {
    let mut story = Story::new(Sqlite::open(&Desk::file(dir)).unwrap());
    for (second, who) in (1..).zip(["Олена", "Ivan", "Zoë"]) {
        story.inbound(who, "де замовлення?", second);
    }
    story.does("Олена", Intent::Reply("зараз".into()), 10);
    story.send(&accepted("r-1"), 11);
    story.does("Zoë", Intent::ToggleTag("vip".into()), 12);
    story.does("Zoë", Intent::Close, 13);
    story.does("Ivan", Intent::Reply("soon".into()), 14);
    story
}

fn names(dir: &Path) -> Vec<String> {
    let entries = dir.read_dir().unwrap();
    let mut names: Vec<String> =
        entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn delivery(desk: &Sqlite, who: &str) -> Option<Delivery> {
    let found =
        |it: &i64| desk.card(DialogId(*it), ME).unwrap().is_some_and(|it| it.row.name == who);
    let dialog = (1..10).find(found).unwrap();
    let thread = desk.thread(DialogId(dialog), None, 1).unwrap();
    thread.messages.last().unwrap().delivery.clone()
}

#[test]
fn a_copy_is_whole_while_others_write_and_only_its_owner_reads_it() {
    let (dir, out) = (folder(), folder());
    let mut story = worked(dir.path());
    let done = AtomicBool::new(false);
    let copies: Vec<(PathBuf, i64)> = std::thread::scope(|scope| {
        let copying = scope.spawn(|| {
            let mut copies = Vec::new();
            for number in 0..5 {
                let file = out.path().join(format!("{number}.kdbackup"));
                let before =
                    Sqlite::open_reader(&Desk::file(dir.path())).unwrap().head().unwrap().0;
                back_up(dir.path(), &file).unwrap();
                copies.push((file, before));
            }
            done.store(true, Ordering::Relaxed);
            copies
        });
        for number in 0.. {
            story.inbound(&format!("Customer {}", number % 50), "hello", 20 + number);
            if done.load(Ordering::Relaxed) {
                break;
            }
        }
        copying.join().unwrap()
    });
    for (file, before) in copies {
        let copy = Sqlite::open_as_it_is(&file).unwrap();
        assert!(copy.head().unwrap().0 >= before, "what was there when it began is in it");
        assert_eq!(copy.verify().unwrap(), []);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    assert_eq!(names(out.path()).len(), 5, "and nothing beside them: {:?}", names(out.path()));
}

#[test]
fn what_comes_back_is_the_same_desk_but_for_what_was_on_its_way() {
    let (dir, out, new) = (folder(), folder(), folder());
    let story = worked(dir.path());
    let file = out.path().join("x.kdbackup");
    let copied = back_up(dir.path(), &file).unwrap();
    assert_eq!((copied.files, copied.bytes), (0, file.metadata().unwrap().len()));
    let restored = restore(&file, new.path(), false, "now").unwrap();
    assert_eq!(restored, Restored { kept: None, unsure: 1 });
    let desk = Sqlite::open(&Desk::file(new.path())).unwrap();
    assert_eq!(desk.verify().unwrap(), []);
    assert_eq!(desk.head().unwrap(), ChangeNo(1_000_000_000));
    let all = |it: &Sqlite| it.changes(ChangeNo(0), 1000).unwrap();
    assert_eq!(all(&desk), all(&story.desk));
    assert_eq!(desk.roster().unwrap(), story.desk.roster().unwrap());
    assert_eq!(delivery(&desk, "Ivan"), Some(Delivery::Unsure));
    assert!(delivery(&story.desk, "Ivan").unwrap().on_its_way());
    // Who followed the desk may know of things that it has forgotten, and starts over.
    let admin = desk.roster().unwrap().agents.remove(0);
    let told = |after| desk.delta(&admin, ChangeNo(after), 100).unwrap();
    assert_eq!(told(story.desk.head().unwrap().0), Err(StartOver::TooOld));
    assert!(told(1_000_000_000).is_ok());
    // What was done can be taken back there.
    assert!(desk.last_done(ME, at(0), 9).unwrap().iter().any(|it| it.ops.len() == 1));
}

#[test]
fn no_number_given_since_is_given_to_something_else() {
    let (dir, out) = (folder(), folder());
    let mut story = worked(dir.path());
    let file = out.path().join("x.kdbackup");
    back_up(dir.path(), &file).unwrap();
    story.inbound("Lost", "written after the copy", 30);
    let lost = (story.dialog("Lost").id, story.thread("Lost")[0].id, story.desk.head().unwrap());
    drop(story);
    restore(&file, dir.path(), true, "now").unwrap();
    let mut story = Story::new(Sqlite::open(&Desk::file(dir.path())).unwrap());
    story.inbound("Somebody else", "hello", 40);
    let new = (
        story.dialog("Somebody else").id,
        story.thread("Somebody else")[0].id,
        story.desk.head().unwrap(),
    );
    assert!(new.0 > lost.0 && new.1 > lost.1 && new.2 > lost.2, "{new:?} {lost:?}");
}

#[test]
fn a_desk_that_is_there_is_left_alone_or_kept() {
    let (dir, out) = (folder(), folder());
    drop(worked(dir.path()));
    let file = out.path().join("x.kdbackup");
    back_up(dir.path(), &file).unwrap();
    assert!(matches!(back_up(dir.path(), &file), Err(CopyError::Taken(_))));
    assert!(matches!(restore(&file, dir.path(), false, "now"), Err(CopyError::Taken(_))));
    let mut desk = Sqlite::open(&Desk::file(dir.path())).unwrap();
    desk.add_agent("After", Role::Agent).unwrap();
    let busy = restore(&file, dir.path(), true, "now");
    assert!(matches!(busy, Err(CopyError::Desk(StoreError::Busy(_)))), "{busy:?}");
    drop(desk);
    for kept in ["desk.db.before-restore-now", "desk.db.before-restore-now-2"] {
        let kept = Some(dir.path().join(kept));
        assert_eq!(restore(&file, dir.path(), true, "now").unwrap().kept, kept);
    }
    let agents = |file: &Path| Sqlite::open(file).unwrap().roster().unwrap().agents.len();
    assert_eq!(agents(&Desk::file(dir.path())), 2);
    assert_eq!(agents(&dir.path().join("desk.db.before-restore-now")), 3);
    assert!(!names(dir.path()).iter().any(|it| it.contains("desk.restore")));
}

#[test]
fn a_damaged_desk_is_kept_beside_the_one_that_takes_its_place() {
    let (dir, out) = (folder(), folder());
    drop(worked(dir.path()));
    let file = out.path().join("x.kdbackup");
    back_up(dir.path(), &file).unwrap();
    fs::write(Desk::file(dir.path()), "no desk any more, only these words").unwrap();
    fs::write(dir.path().join("desk.db-wal"), "and these").unwrap();
    let kept = restore(&file, dir.path(), true, "now").unwrap().kept.unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), "no desk any more, only these words");
    assert_eq!(
        fs::read_to_string(dir.path().join("desk.db.before-restore-now-wal")).unwrap(),
        "and these"
    );
    assert_eq!(Sqlite::open(&Desk::file(dir.path())).unwrap().verify().unwrap(), []);
}

#[test]
fn what_is_no_copy_or_a_damaged_one_changes_nothing() {
    let (dir, out) = (folder(), folder());
    drop(worked(dir.path()));
    let good = out.path().join("good");
    back_up(dir.path(), &good).unwrap();
    let bytes = fs::read(&good).unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let file = out.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let mut spoilt = bytes.clone();
    let middle = spoilt.len() / 2;
    spoilt[middle..middle + 4096].fill(0xEE);
    let foreign = out.path().join("foreign");
    let other = rusqlite::Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(other);
    put("live-wal", b"the newest");
    // Stays behind; what else is there is compared.
    drop(Alone::take(dir.path()).unwrap());
    for (file, wrong) in [
        (put("text", b"hello"), "Unsound"),
        (put("empty", b""), "NoCopy"),
        (put("spoilt", &spoilt), "Unsound"),
        (put("cut", &bytes[..bytes.len() / 2]), "Unsound"),
        (foreign, "NoCopy"),
        (put("live", &bytes), "InUse"),
        (out.path().join("none"), "Unread"),
        (out.path().to_owned(), "NoCopy"),
    ] {
        let before = names(dir.path());
        for (dir, replace) in [(dir.path().to_owned(), true), (dir.path().join("new"), false)] {
            let said = format!("{:?}", restore(&file, &dir, replace, "now").unwrap_err());
            assert!(said.starts_with(wrong), "{}: {said}", file.display());
            let _ = fs::remove_dir_all(dir.join("new"));
        }
        let _ = fs::remove_dir_all(dir.path().join("new"));
        assert_eq!(names(dir.path()), before);
        assert_eq!(Sqlite::open(&Desk::file(dir.path())).unwrap().verify().unwrap(), []);
    }
}

#[test]
fn files_go_and_come_with_the_desk_and_links_do_not() {
    let (dir, out, new) = (folder(), folder(), folder());
    drop(worked(dir.path()));
    let files = dir.path().join("files/ab");
    fs::create_dir_all(&files).unwrap();
    fs::write(files.join("one"), "1").unwrap();
    fs::write(dir.path().join("files/two"), "2").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", files.join("link")).unwrap();
    let file = out.path().join("x.kdbackup");
    assert_eq!(back_up(dir.path(), &file).unwrap().files, 2);
    assert_eq!(names(out.path()), ["x.kdbackup", "x.kdbackup.files"]);
    restore(&file, new.path(), false, "now").unwrap();
    assert_eq!(fs::read_to_string(new.path().join("files/ab/one")).unwrap(), "1");
    assert!(!new.path().join("files/ab/link").exists());
    fs::write(new.path().join("files/three"), "3").unwrap();
    restore(&file, new.path(), true, "now").unwrap();
    assert_eq!(names(&new.path().join("files")), ["ab", "two"]);
    assert_eq!(names(&new.path().join("desk.db.before-restore-now.files")), ["ab", "three", "two"]);
}

#[test]
fn where_there_is_no_room_or_no_folder_there_is_no_copy() {
    let (dir, out) = (folder(), folder());
    drop(worked(dir.path()));
    let nowhere = out.path().join("none/x");
    assert!(matches!(back_up(dir.path(), &nowhere), Err(CopyError::Unwritten(..))));
    let none = folder();
    assert!(matches!(back_up(none.path(), &out.path().join("x")), Err(CopyError::Desk(_))));
    assert_eq!(names(out.path()), [""; 0]);
}
