//! `keydesk file`: files that came with messages, written out under names that lead nowhere.

use std::path::Path;

use keydesk::domain::Content;

use super::*;

impl Home {
    /// Zoya sends files, so many days ago; her message. Of the last one only the name is told.
    pub(super) fn files(&self, names: &[&str], days: i64) -> i64 {
        let desk = self.desk();
        let file = |name: &&str| {
            let (hash, bytes) = desk.blobs().put(&mut format!("in {name}").as_bytes()).unwrap();
            File { content: Content::Kept(hash), ..File::named(*name, bytes) }
        };
        let mut files: Vec<File> = names.iter().map(file).collect();
        files.push(File::named("only told", 5));
        let at = Timestamp(now().0 - days * 86_400_000);
        let sender = Sender { external: "files".into(), name: "Zoya".into(), ..Sender::default() };
        let remote = format!("files/{days}");
        let arrival = Arrival {
            sender,
            remote,
            kind: Kind::Inbound,
            at,
            text: "see".into(),
            files,
            more: Default::default(),
        };
        let message = desk.write_now(move |it| {
            let channel = it.roster()?.channels[0].id;
            let cursor = it.cursor(channel)?;
            it.ingest(channel, &Batch { news: vec![News::Arrived(arrival)], cursor }, at)?;
            let dialog = it
                .changes(keydesk::domain::ChangeNo(0), 999)?
                .iter()
                .rev()
                .find_map(|it| it.dialog);
            Ok(it.thread(dialog.unwrap(), None, 1)?.messages[0].id.0)
        });
        message.unwrap()
    }

    /// Runs `keydesk file` in a folder.
    fn file_in(&self, dir: &Path, args: &[&str]) -> Done {
        let mut command = self.command(BINARY, &["file"]);
        Done::of(&command.args(args).current_dir(dir).output().unwrap())
    }
}

fn names(dir: &Path) -> Vec<String> {
    let names = dir.read_dir().unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<String> = names.map(|it| it.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_out_under_its_own_name_made_harmless_and_over_nothing() {
    let home = Home::new();
    let message =
        home.files(&["../../etc/passwd", "чек.pdf", "\u{202e}..", "x\u{1b}[2J\0y.txt"], 1);
    let message = message.to_string();
    let dir = tempfile::tempdir().unwrap();
    let deep = dir.path().join("a/b/c");
    std::fs::create_dir_all(&deep).unwrap();
    for place in ["1", "2", "3", "4"] {
        let done = home.file_in(&deep, &[&message, place]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(!done.err.contains('\u{1b}'), "{done:?}");
    }
    assert_eq!(names(&deep), ["etc_passwd", "file", "x[2Jy.txt", "чек.pdf"]);
    assert_eq!(names(dir.path()), ["a"]);
    assert_eq!(std::fs::read_to_string(deep.join("чек.pdf")).unwrap(), "in чек.pdf");
    std::fs::write(deep.join("чек.pdf"), "mine").unwrap();
    home.file_in(&deep, &[&message, "2"]).fails(1, &["is there already", "--out"]);
    assert_eq!(std::fs::read_to_string(deep.join("чек.pdf")).unwrap(), "mine");
    let out = dir.path().join("new name");
    let done = home.file_in(&deep, &[&message, "2", "--out", out.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(std::fs::read_to_string(out).unwrap(), "in чек.pdf");
    let done = home.file_in(&deep, &[&message, "--out", "-"]);
    assert_eq!(done.out, "in ../../etc/passwd");
}

#[test]
fn what_is_not_there_is_told_apart() {
    let home = Home::new();
    let (old, new) = (home.files(&["old.pdf"], 99), home.files(&["new.pdf"], 1));
    let dir = tempfile::tempdir().unwrap();
    let asked =
        |message: i64, place: &str| home.file_in(dir.path(), &[&message.to_string(), place]);
    asked(old, "1").fails(1, &["was kept until"]);
    asked(new, "2").fails(1, &["only the name"]);
    asked(new, "3").fails(1, &["no such file"]);
    asked(9999, "1").fails(1, &["no such file"]);
    asked(new, "0").fails(2, &[]);
    std::fs::remove_dir_all(home.dir.path().join(".local/share/keydesk/files")).unwrap();
    asked(new, "1").fails(1, &["not here"]);
    assert_eq!(names(dir.path()), [""; 0]);
}

#[test]
fn show_says_how_a_file_is_had() {
    let home = Home::new();
    let message = home.files(&["чек.pdf"], 1);
    let rows = home.run(&["list", "--json"]).objects();
    let row = rows.into_iter().find(|it| it.to_string().contains("Zoya")).unwrap();
    let shown = home.run(&["show", &row["id"].to_string()]).out;
    assert!(shown.contains(&format!("[чек.pdf: file {message} 1] [only told]")), "{shown}");
}

#[test]
fn a_backup_takes_the_files_along_and_an_export_says_that_it_does_not() {
    let home = Home::new();
    let message = home.files(&["чек.pdf"], 1).to_string();
    let done = home.run(&["backup", "c.kdbackup"]);
    assert!(done.err.contains("c.kdbackup.files"), "{done:?}");
    home.run(&["--dir", "other", "restore", "c.kdbackup"]);
    let file = home.run(&["--dir", "other", "file", &message, "--out", "-"]);
    assert_eq!(file.out, "in чек.pdf", "{file:?}");
    let done = home.run(&["export", "--out", "c.ndjson"]);
    assert!(done.err.contains("1 file that came with messages is not in it"), "{done:?}");
    home.run(&["--dir", "third", "import", "c.ndjson"]);
    home.run(&["--dir", "third", "file", &message]).fails(1, &["not here"]);
}

#[test]
fn a_reply_takes_files_along_and_says_what_it_answers() {
    let home = Home::new();
    let asked = home.files(&["чек.pdf"], 1);
    let rows = home.run(&["list", "--json"]).objects();
    let row = rows.into_iter().find(|it| it.to_string().contains("Zoya")).unwrap();
    let id = row["id"].to_string();
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("рахунок.pdf"), "PDF").unwrap();
    let reply = |args: &[&str]| {
        let mut command = home.command(BINARY, &["reply", &id]);
        Done::of(&command.args(args).current_dir(dir.path()).output().unwrap())
    };
    reply(&["x", "--file", "nowhere.pdf"]).fails(1, &["nowhere.pdf"]);
    let nowhere = reply(&["x", "--to", "999999"]);
    assert_eq!(nowhere.code, 1, "{nowhere:?}");
    assert!(nowhere.out.contains("this message does not exist"), "{nowhere:?}");
    assert_eq!(home.read(|it| it.totals()).outbox, 0, "nothing was written");
    let done = reply(&["ось", "--file", "рахунок.pdf", "--to", &asked.to_string()]);
    assert_eq!(done.code, 0, "{done:?}");
    let done = reply(&["--file", "рахунок.pdf"]);
    assert_eq!(done.code, 0, "a file says enough: {done:?}");
    let dialog = keydesk::domain::DialogId(id.parse().unwrap());
    let thread = home.read(move |it| it.thread(dialog, None, 9)).messages;
    let [.., first, second] = &thread[..] else { panic!("{thread:?}") };
    assert_eq!((first.text.as_str(), first.about.answers.map(|it| it.0)), ("ось", Some(asked)));
    assert_eq!((second.text.as_str(), second.about.answers), ("", None));
    for message in [first, second] {
        let file = &message.files[0];
        assert_eq!((file.name.as_str(), file.bytes), ("рахунок.pdf", 3));
        assert!(home.desk().blobs().open(file.content.unwrap()).unwrap().is_some());
    }
}
