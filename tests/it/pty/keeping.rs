//! What is kept no longer is thrown away by itself, and the screen says so.

use std::time::{Duration, SystemTime};

use keydesk::store::{Blobs, Files as _};

use super::{Home, told};

#[test]
fn what_was_thrown_away_is_said_on_the_screen_and_remembered() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    tty.send("q");
    tty.ended_well(0);
    // Nothing needs it, and it came long ago.
    let blobs = Blobs::beside(&home.desk());
    let (hash, _) = blobs.put(&mut &[7; 3_000][..]).unwrap();
    let file = std::fs::File::options().append(true).open(blobs.path(hash)).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400)).unwrap();
    let tty = home.demo().start();
    told(&tty, "1 file that is kept no longer was cleared away: 3 kB");
    assert!(blobs.open(hash).unwrap().is_none());
    let now = keydesk::base::clock::now();
    let last = home.read(|desk| desk.keeping(now).unwrap().last).unwrap();
    assert_eq!((last.files, last.bytes), (1, 3_000));
    tty.send("q");
    tty.ended_well(0);
}
