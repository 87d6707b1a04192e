//! Files of many entries, files that would become too large, and two who write at once.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

const MANY: usize = 12_000;

/// What took as long as its square would take minutes.
const PATIENCE: Duration = Duration::from_secs(15);

fn in_good_time<T>(what: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = what();
    let took = began.elapsed();
    assert!(took < PATIENCE, "{took:?}");
    made
}

#[test]
fn twelve_thousand_replies_are_read_added_and_named_in_good_time() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(REPLIES);
    let rows = (0..MANY).map(|it| format!("Reply {it},Text {it},s{it}\n"));
    let table: String = std::iter::once("name,text,shortcut\n".to_owned()).chain(rows).collect();
    let (more, faults) = in_good_time(|| import_csv(Path::new("x.csv"), table.into_bytes()));
    assert_eq!((more.len(), faults), (MANY, Vec::new()));
    let added = in_good_time(|| Phrases::append_to(&file, &more)).unwrap();
    assert_eq!(added, Appended { added: MANY, ..Appended::default() });
    let (replies, faults) = in_good_time(|| Phrases::read(&file));
    assert_eq!((replies.all.len(), faults), (MANY, Vec::new()));
    assert_eq!(replies.named("REPLY 11999").unwrap().at.line, (MANY - 1) * 5 + 1);
    let again = in_good_time(|| Phrases::append_to(&file, &more)).unwrap();
    assert_eq!((again.added, again.doubles.len()), (0, MANY));

    let one = |it| format!("[[macro]]\nname = 'm{it}'\nsteps = ['reply:Reply {it}']\n");
    let text: String = (0..MANY).map(one).collect();
    let read = || Macros::parse(Path::new(MACROS), &text, &replies);
    let (macros, faults) = in_good_time(read);
    assert_eq!((macros.all.len(), faults), (MANY, Vec::new()));
}

#[test]
fn as_many_mistakes_are_placed_in_good_time() {
    let text = "[[view]]\nname = ''\nfilter = 'x'\n".repeat(MANY);
    let (views, faults) = in_good_time(|| Views::parse(Path::new(VIEWS), &text));
    assert_eq!((views.all.len(), faults.len()), (0, MANY));
    assert_eq!(faults[MANY - 1].place(), format!("views.toml:{}:8", MANY * 3 - 1));
    let broken = "name == 1\n".repeat(MANY);
    let (_, faults) = in_good_time(|| Views::parse(Path::new(VIEWS), &broken));
    assert_eq!(faults.last().map(|it| it.at.line), Some(MANY));
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(REPLIES);
    let text = "x".repeat(TEXT_CHARS_MAX);
    let rows = (0..110).map(|it| format!("Reply {it},{text}\n"));
    let table: String = std::iter::once("name,text\n".to_owned()).chain(rows).collect();
    let (more, faults) = import_csv(Path::new("x.csv"), table.into_bytes());
    assert_eq!((more.len(), faults), (110, Vec::new()));
    assert!(matches!(Phrases::append_to(&file, &more), Err(BookError::TooBig { .. })));
    assert!(!file.exists());
    Phrases::append_to(&file, &more[..100]).unwrap();
    let full = fs::read_to_string(&file).unwrap();
    assert!(matches!(Phrases::append_to(&file, &more), Err(BookError::TooBig { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), full);

    let file = dir.path().join(VIEWS);
    let view = "\n[[view]]\nname = \"x\"\nfilter = \"is:open\"\n".len();
    let most = format!("{}\n", "#".repeat(FILE_BYTES_MAX - view - 1));
    fs::write(&file, format!("#{most}")).unwrap();
    assert!(matches!(save_view(&file, "x", "is:open"), Err(BookError::TooBig { .. })));
    assert_eq!(fs::metadata(&file).unwrap().len(), most.len() as u64 + 1);
    fs::write(&file, most).unwrap();
    save_view(&file, "x", "is:open").unwrap();
    assert_eq!(fs::metadata(&file).unwrap().len(), FILE_BYTES_MAX as u64);
    assert!(Views::read(&file).0.named("x").is_some(), "what just fits is read");
}

#[test]
fn a_table_has_a_limit_too() {
    let mut table = b"name,text\nOne,1\n".to_vec();
    table.resize(CSV_BYTES_MAX, b'\n');
    assert_eq!(import_csv(Path::new("x.csv"), table.clone()).0.len(), 1);
    table.push(b'\n');
    let (phrases, faults) = import_csv(Path::new("x.csv"), table);
    assert_eq!((phrases.len(), faults.len(), faults[0].wrong.id), (0, 1, "book-too-big"));
}

#[test]
fn two_who_save_at_once_lose_nothing() {
    const EACH: usize = 25;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("new").join(VIEWS);
    std::thread::scope(|scope| {
        for who in ["a", "b", "c"] {
            let file = &file;
            scope.spawn(move || {
                for it in 0..EACH {
                    save_view(file, &format!("{who}{it}"), "is:open").unwrap();
                }
            });
        }
    });
    let (views, faults) = Views::read(&file);
    assert_eq!((views.all.len(), faults), (3 * EACH, Vec::new()));
    let names = fs::read_dir(file.parent().unwrap()).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
}
