//! Out of one desk and into another: the same desk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use keydesk::base::clock::now;
use keydesk::domain::{Actor, ChangeNo, DialogId, Intent, Kind, MessageId, Op, OpId};
use keydesk::store::{Desk, Done, Draft, Inbox as _, Ledger as _, Sqlite};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::Home;

/// Every row of every table that is no search index; of channels not what stays at home.
fn whole(dir: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(Desk::file(dir)).unwrap();
    let mut names = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .filter(|it: &String| it != "sqlite_schema")
        .collect();
    assert!(names.len() > 12, "{names:?}");
    let mut all = BTreeMap::new();
    for table in names {
        let sql = match table.as_str() {
            "channels" => {
                "SELECT id, kind, connector, name, active, health, health_why FROM channels".into()
            }
            // The desk's name is its own.
            "meta" => "SELECT * FROM meta WHERE name = 'feed_floor'".into(),
            _ => format!("SELECT * FROM {table}"),
        };
        let mut rows = connection.prepare(&sql).unwrap();
        let columns = rows.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|it| row.get(it)).collect();
        let mut rows: Vec<Vec<Value>> =
            rows.query_map([], row).unwrap().map(Result::unwrap).collect();
        rows.sort_by_key(|it| format!("{it:?}"));
        all.insert(table, rows);
    }
    all
}

/// What was on its way must not leave from the copy too: it waits for a person there. That is the one difference,
/// made here in the desk that the export came from. Tells how many messages it concerns.
fn unsure(dir: &Path) -> usize {
    let sql = "UPDATE messages SET state = 'unsure', due = NULL, failures = NULL, reason = NULL
        WHERE state IN ('queued', 'sending')";
    let changed = Connection::open(Desk::file(dir)).unwrap().execute(sql, []).unwrap();
    Sqlite::open(&Desk::file(dir)).unwrap().recount().unwrap();
    changed
}

fn busy() -> Home {
    let home = Home::new();
    home.crowd(300);
    for args in [
        &["reply", "1", "hello"][..],
        &["note", "2", "a\u{200d}b"],
        &["tag", "1", "3", "--add", "vip"],
        &["assign", "3", "--to", "Taras"],
        &["snooze", "4", "--until", "tomorrow"],
        &["close", "2", "5", "6"],
        &["spam", "7"],
    ] {
        assert_eq!(home.run(args).code, 0, "{args:?}");
    }
    home.run(&["close", "8"]);
    home.run(&["undo"]);
    home
}

#[test]
fn an_export_in_an_empty_desk_is_the_same_desk() {
    let home = busy();
    let out = home.run(&["export", "--out", "desk.ndjson"]);
    assert_eq!((out.code, out.out.as_str()), (0, ""), "{out:?}");
    let file = fs::read_to_string(home.dir.path().join("desk.ndjson")).unwrap();
    assert!(file.starts_with("{\"v\":1,\"keydesk_export\":1,"), "{}", &file[..80]);
    assert!(!file.contains("the cursor"), "what is a channel's own stays at home");
    for line in file.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let done = home.run(&["--dir", "copy", "import", "desk.ndjson"]);
    assert_eq!(done.code, 0, "{done:?}");
    let (ours, theirs) =
        (home.dir.path().join(".local/share/keydesk"), home.dir.path().join("copy"));
    assert_eq!(unsure(&ours), 1);
    let (one, two) = (whole(&ours), whole(&theirs));
    for (table, rows) in &one {
        assert_eq!(rows.len(), two[table].len(), "{table}");
        assert!(rows == &two[table], "{table} differs");
    }
    let copy = Sqlite::open(&Desk::file(&theirs)).unwrap();
    assert_eq!(copy.verify().unwrap(), []);
    // And from there by a pipe into a third; what is on it can be searched and taken back.
    let again = home.shell("keydesk --dir copy export | keydesk --dir third import -");
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(whole(&home.dir.path().join("third")), one);
    assert_eq!(home.ids(&["--dir", "third", "search", "доставка", "-q"]), [1]);
    assert_eq!(home.run(&["--dir", "third", "undo", "-q"]).out, "7\n");
}

#[test]
fn only_an_empty_desk_takes_an_export_and_a_broken_one_is_not_taken_at_all() {
    let home = busy();
    home.run(&["export", "--out", "good"]);
    let head = home.head();
    home.run(&["import", "good"]).fails(1, &["in use", "--dir"]);
    assert_eq!(home.head(), head);
    let good = fs::read_to_string(home.dir.path().join("good")).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let cut = lines[..lines.len() - 1].join("\n");
    let lost: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|it| !it.contains("\"table\":\"seen\"") && !it.contains("\"reason\""))
        .collect();
    let mut fewer = lost.clone();
    fewer.remove(lost.len() / 2);
    let newer = good.replacen("\"keydesk_export\":1", "\"keydesk_export\":2", 1);
    for (text, said) in [
        (String::new(), "no export"),
        ("hello\n".into(), "no export"),
        (lines[1..].join("\n"), "no export"),
        (cut, "cut off"),
        (fewer.join("\n"), "cut off"),
        (newer, "newer"),
        (format!("{good}{good}"), "cut off"),
        (format!("{good}\n"), "cut off"),
        (good.replacen("\"table\":\"agents\"", "\"table\":\"people\"", 1), "`people`"),
        (good.replacen("\"status\":\"open\"", "\"status\":\"ajar\"", 1), "does not fit"),
        (good.replacen("\"blocked\":0", "\"blocked\":[0]", 1), "line 2"),
    ] {
        let done = home.fed(&["--dir", "new", "import", "-"], &text);
        done.fails(1, &[said]);
    }
    // Nothing of all that is on it.
    assert_eq!(home.run(&["--dir", "new", "import", "good"]).code, 0);
    home.run(&["--dir", "x", "import", "nowhere"]).fails(1, &["nowhere"]);
    home.run(&["export", "--out", "/proc/no/file"]).fails(1, &["/proc/no/file"]);
}

#[test]
fn an_export_takes_the_place_of_a_file_and_of_nothing_else() {
    let home = busy();
    let file = home.dir.path().join("out");
    fs::write(&file, "old").unwrap();
    assert_eq!(home.run(&["export", "--out", "out"]).code, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("{\"v\":1,"));
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    fs::create_dir(home.dir.path().join("folder")).unwrap();
    std::os::unix::fs::symlink(&file, home.dir.path().join("link")).unwrap();
    let names = || fs::read_dir(home.dir.path()).unwrap().count();
    let before = names();
    for other in ["folder", "link"] {
        home.run(&["export", "--out", other]).fails(1, &[other, "no ordinary file"]);
    }
    assert_eq!(names(), before, "no part is left behind");
    assert!(fs::symlink_metadata(home.dir.path().join("link")).unwrap().is_symlink());
}

#[test]
fn words_are_found_also_where_the_index_is_far_behind() {
    let home = Home::new();
    // More than a transaction learns at once, as an import leaves them.
    let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 20500)
        INSERT INTO messages (dialog, channel, kind, at, text, settles, files)
        SELECT d.id, d.channel, 'in', d.last_at, 'zebra' || n, 0, 0 FROM n, dialogs d WHERE d.id = 1";
    Connection::open(Desk::file(&home.dir.path().join(".local/share/keydesk")))
        .unwrap()
        .execute(sql, [])
        .unwrap();
    assert_eq!(home.ids(&["list", "zebra20500", "-q"]), [1]);
    assert_eq!(home.ids(&["search", "zebra20499", "-q"]), [1]);
}

#[test]
fn a_part_of_a_desk_is_a_desk() {
    let home = busy();
    let done = home.shell("keydesk export tag:vip | keydesk --dir part import -");
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(home.ids(&["--dir", "part", "list", "is:all", "-q"]), [1, 3]);
    let part = Sqlite::open(&Desk::file(&home.dir.path().join("part"))).unwrap();
    assert_eq!(part.verify().unwrap(), []);
    assert_eq!(unsure(&home.dir.path().join(".local/share/keydesk")), 1);
    let vip = home.run(&["show", "1", "--json"]).object();
    assert_eq!(home.run(&["--dir", "part", "show", "1", "--json"]).object(), vip);
}

/// A local desk becomes a hub's: everything the team knows it by stays the same, and goes on.
#[test]
fn a_desk_that_moves_keeps_its_ids_counters_and_history_and_goes_on_counting() {
    let home = busy();
    for args in [
        &["note", "9", "call back"][..],
        &["reply", "9", "first words"],
        &["macros", "list"],
        &["desk", "compact", "--before", "2020-01-01"],
    ] {
        assert_eq!(home.run(args).code, 0, "{args:?}");
    }
    // What no command does: half-written words, and two contacts that are one person.
    let told = home.desk().write_now(|it| {
        let mut agents = it.roster()?.agents;
        agents.sort_by_key(|it| it.id);
        let draft = Draft { kind: Kind::Reply, text: "half a".into(), answers: None };
        it.save_draft(agents[1].id, DialogId(10), &draft, now())?;
        it.see(agents[1].id, DialogId(10), MessageId(10))?;
        let other = it.card(DialogId(4), agents[0].id)?.unwrap().contact.id;
        let intent = Intent::MergeContact(other);
        let op = Op { id: OpId(7), dialog: DialogId(3), intent };
        it.submit(&op, &Actor::Agent(agents[0].clone()), now())
    });
    let told = told.unwrap();
    assert!(matches!(told, Done::Accepted { .. }), "{told:?}");
    let moved = home.shell("keydesk export | keydesk --dir hub import -");
    assert_eq!(moved.code, 0, "{moved:?}");
    let (ours, hub) = (home.desk().dir().to_owned(), home.dir.path().join("hub"));
    assert_eq!(unsure(&ours), 2);
    let (one, two) = (whole(&ours), whole(&hub));
    for (table, rows) in &one {
        assert!(rows == &two[table], "{table} differs");
    }
    for table in ["drafts", "seen", "changes", "ops", "closes", "dialog_tags", "meta"] {
        assert!(!two[table].is_empty(), "nothing of {table} was tried");
    }
    // The numbers go on from where they were, each of them.
    let head = home.head();
    let desk = Desk::open(&hub).unwrap();
    assert_eq!(desk.read_now(|it| it.head()).unwrap().0, head);
    assert_eq!(home.run(&["--dir", "hub", "tag", "12", "--add", "moved"]).code, 0);
    let after = desk.read_now(move |it| it.changes(ChangeNo(head), 10)).unwrap();
    assert_eq!(after.iter().map(|it| it.no.0).collect::<Vec<_>>(), [head + 1]);
    // And what was done before the move can be taken back after it.
    assert_eq!(home.run(&["--dir", "hub", "undo", "-q"]).out, "12\n");
    let names = |dir: &Path| {
        Connection::open(Desk::file(dir))
            .unwrap()
            .query_row("SELECT value FROM meta WHERE name = 'desk_name'", [], |row| {
                row.get::<_, String>(0)
            })
            .unwrap()
    };
    assert_ne!(names(&ours), names(&hub), "two desks from now on");
}

#[test]
fn a_feed_that_was_made_shorter_says_so_wherever_it_is_read() {
    let home = busy();
    let head = home.head();
    for wrong in ["soon", "tomorrow", "2999-01-01", "", "1d close"] {
        home.run(&["desk", "compact", "--before", wrong]).fails(2, &["no moment in the past"]);
    }
    home.run(&["desk", "compact"]).fails(2, &["--before"]);
    home.run(&["--dir", "none", "desk", "compact", "--before", "1d"]).fails(1, &["no desk yet"]);
    // Agents that were there before anything happened have no time in the feed.
    home.run(&["desk", "compact", "--before", "30d"]);
    let nothing = home.run(&["desk", "compact", "--before", "30d"]);
    assert!(nothing.code == 0 && nothing.err.contains("nothing is old enough"), "{nothing:?}");
    let lists = |dir: &[&str]| home.run(&[dir, &["list", "is:all", "--json"]].concat()).out;
    let before = lists(&[]);
    let done = home.run(&["desk", "compact", "--before", "0m", "--shrink"]);
    assert!(done.code == 0 && done.err.contains("entries are forgotten"), "{done:?}");
    assert_eq!((lists(&[]), home.head()), (before, head));
    home.run(&["watch", "--after", "1"]).fails(1, &["not known any more", "export"]);
    // What was done today can still be taken back, and the copy knows how far its feed goes back.
    assert_eq!(home.run(&["undo", "-q"]).out, "7\n");
    assert_eq!(home.shell("keydesk export | keydesk --dir copy import -").code, 0);
    home.run(&["--dir", "copy", "watch", "--after", "1"]).fails(1, &["not known any more"]);
}
