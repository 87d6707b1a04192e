//! `keydesk desk files`: how long files are kept, and what was thrown away.

use std::time::{Duration, SystemTime};

use keydesk::store::Files as _;

use super::*;

#[test]
fn how_long_files_are_kept_is_said_and_what_that_costs_is_told_before() {
    let home = Home::new();
    home.files(&["a.pdf", "b.pdf"], 40);
    let desk = home.desk();
    // What came within the last hour no sweep touches.
    for hash in desk.read_now(|it| it.contents(now())).unwrap() {
        let file = std::fs::File::options().append(true).open(desk.blobs().path(hash)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400)).unwrap();
    }
    let told = home.run(&["desk", "files"]).out;
    assert!(told.contains("2 calendar months") && told.contains("2 files are here"), "{told}");
    assert!(told.contains("nothing has been cleared away yet"), "{told}");
    for wrong in ["0", "121"] {
        home.run(&["desk", "files", "--months", wrong]).fails(1, &["1 to 120 months"]);
    }
    home.run(&["desk", "files", "--months", "soon"]).fails(2, &["--months"]);
    home.run(&["desk", "files", "--months", "1"]).fails(1, &["2 files (", "at once", "--yes"]);
    let all = home.run(&["desk", "files", "--json"]).object();
    assert_eq!((&all["months"], &all["files"], &all["last"]), (&2.into(), &2.into(), &Value::Null));
    let longer = home.run(&["desk", "files", "--months", "6"]);
    assert!(longer.code == 0 && longer.out.contains("6 calendar months"), "{longer:?}");
    let done = home.run(&["desk", "files", "--months", "1", "--yes"]);
    assert!(done.code == 0 && done.err.contains("2 files that are kept no longer"), "{done:?}");
    let all = home.run(&["desk", "files", "--json"]).object();
    assert_eq!((&all["months"], &all["files"], &all["next"]), (&1.into(), &0.into(), &Value::Null));
    assert_eq!((&all["last"]["files"], &all["last"]["bytes"]), (&2.into(), &16.into()));
    let log = home.run(&["audit"]).out;
    assert!(log.contains("months files are kept") && log.contains("Olena"), "{log}");
}
