//! The whole desk as one file, and back.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::Home;

#[test]
fn a_copy_is_made_while_the_desk_is_open_and_comes_back_elsewhere() {
    let home = Home::new();
    home.run(&["reply", "1", "hello"]);
    home.run(&["close", "2"]);
    let open = home.desk();
    let done = home.run(&["backup"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{done:?}");
    assert!(done.err.contains("as secret as the desk"), "{done:?}");
    let entries = home.dir.path().read_dir().unwrap();
    let named = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let copies: Vec<String> = named.filter(|it| it.ends_with(".kdbackup")).collect();
    let [copy] = &copies[..] else { panic!("{copies:?}") };
    assert!(copy.starts_with("keydesk-2") && done.err.contains(copy), "{copy}");
    let mode = fs::metadata(home.dir.path().join(copy)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let done = home.run(&["--dir", "new", "restore", copy]);
    assert!(done.code == 0 && done.err.contains("1 message was on its way"), "{done:?}");
    for args in [&["list", "is:all", "--json"][..], &["stats", "--json"], &["undo", "--list"]] {
        let there = [&["--dir", "new"], args].concat();
        let (one, other) = (home.run(args), home.run(&there));
        let same = one.out.replace("\"on_its_way\":1,\"stuck\":0", "\"on_its_way\":0,\"stuck\":1");
        assert_eq!((other.code, other.out.lines().count()), (0, same.lines().count()), "{other:?}");
        if args[0] == "undo" {
            assert_eq!(other.out, one.out);
        }
    }
    assert_eq!(home.ids(&["--dir", "new", "search", "доставка", "-q"]), [1]);
    drop(open);
}

#[test]
fn what_cannot_be_copied_or_restored_is_said() {
    let home = Home::new();
    let path = |name: &str| home.dir.path().join(name);
    assert_eq!(home.run(&["backup", "a.kdbackup"]).code, 0);
    home.run(&["backup", "a.kdbackup"]).fails(1, &["a.kdbackup is there already"]);
    home.run(&["backup", "none/a"]).fails(1, &["cannot write none/a", "No such file"]);
    fs::create_dir(path("safe")).unwrap();
    assert_eq!(home.run(&["backup", "safe"]).code, 0);
    assert_eq!(path("safe").read_dir().unwrap().count(), 1);
    home.run(&["--dir", "nowhere", "backup"]).fails(1, &["no desk yet"]);
    home.run(&["restore"]).fails(2, &["missing"]);
    home.run(&["restore", "none"]).fails(1, &["cannot read none"]);
    home.run(&["restore", "a.kdbackup"])
        .fails(1, &["a desk in", "`keydesk restore --replace a.kdbackup`"]);
    fs::write(path("letter"), "hello").unwrap();
    home.run(&["--dir", "new", "restore", "letter"])
        .fails(1, &["letter is damaged", "not a database"]);
    assert!(!path("new/desk.db").exists());
    let open = home.desk();
    home.run(&["restore", "--replace", "a.kdbackup"]).fails(4, &["busy", "leave every keydesk"]);
    drop(open);
    home.run(&["close", "1"]);
    let done = home.run(&["restore", "--replace", "a.kdbackup"]);
    assert!(done.code == 0 && done.err.contains("desk.db.before-restore-"), "{done:?}");
    assert_eq!(home.status(1), "open");
}

#[test]
fn a_disk_that_is_full_leaves_no_copy() {
    let home = Home::new();
    home.crowd(200);
    // No file may grow beyond 64 KB: what a full disk does, at a place that is known.
    let done = home.shell("trap '' XFSZ; ulimit -f 64; keydesk backup full.kdbackup");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("cannot write full.kdbackup"), "{done:?}");
    let names = home.dir.path().read_dir().unwrap().map(|it| it.unwrap().file_name());
    let left: Vec<_> = names.filter(|it| it.to_string_lossy().contains("full")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(home.run(&["backup", "full.kdbackup"]).code, 0);
}
