//! Days on which something else is wrong: the size, the disk, the settings, the terminal.

use std::fs;

use keydesk::domain::{Kind, View};
use rustix::process::{Resource, Rlimit, prlimit};

use super::{Home, Launch, PROFILES, half_written, stop_writing, told};

#[test]
fn a_screen_without_room_says_what_it_needs_and_works_as_soon_as_it_has_it() {
    let home = Home::new();
    let tty = home.demo().size(20, 5).start();
    tty.wait_for("24×6");
    tty.resize(80, 24);
    tty.wait_for("the oldest");
    tty.wait("the lines", |screen| screen.cell(12, 34).is_some_and(|it| it.contents() == "│"));
    tty.resize(20, 5);
    tty.wait_for("24×6");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen_and_no_key_is_lost_in_it() {
    const SIZES: u16 = 200;
    for profile in PROFILES {
        let home = Home::new();
        let tty = home.demo().profile(profile).start();
        half_written(&home, &tty, "буря");
        let frames = |raw: &[u8]| String::from_utf8_lossy(raw).matches("\x1b[?2026h").count();
        let before = frames(&tty.raw());
        let mut typed = "буря".to_owned();
        for step in 0..SIZES {
            tty.resize(21 + (step * 37) % 140, 3 + (step * 11) % 50);
            if step % 10 == 0 {
                let letter = char::from(b'a' + u8::try_from(step / 10).unwrap());
                typed.push(letter);
                tty.send(&letter.to_string());
            }
        }
        tty.resize(100, 30);
        tty.wait_for(&typed);
        tty.wait("a whole screen", |screen| {
            let lines = (1..28).all(|y| screen.cell(y, 40).is_some_and(|it| it.contents() == "│"));
            let keys = super::row(screen, -1);
            lines && super::row(screen, 0).contains("live") && keys.contains("Keep draft")
        });
        // A frame for each size and each letter, and what the desk had to say, at most.
        let more = frames(&tty.raw()) - before;
        assert!(more <= usize::from(SIZES) + 20 + 20, "{more} frames");
        stop_writing(&tty);
        tty.send("q");
        tty.ended_well(0);
    }
}

#[test]
fn a_size_that_nobody_has_takes_no_memory() {
    let home = Home::new();
    let tty = home.demo().kitty().start();
    tty.wait("the last lines", |screen| super::status(screen).contains("the oldest"));
    tty.tell_size(u16::MAX, u16::MAX);
    tty.wait("that they are elsewhere", |screen| !super::status(screen).contains("the oldest"));
    tty.tell_size(80, 24);
    tty.wait("the last lines", |screen| super::status(screen).contains("the oldest"));
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn on_a_full_disk_the_reply_stays_written_and_goes_once_there_is_room() {
    let home = Home::new();
    // A file that may not grow fails as a full disk does, once the signal for it is off.
    let tty = home.demo_in(r#"trap '' XFSZ; exec "$@""#).kitty().size(120, 30).start();
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    let limit = |most| {
        let limit = Rlimit { current: most, maximum: None };
        prlimit(Some(tty.pid()), Resource::Fsize, limit).unwrap();
    };
    tty.type_for("r", "Reply ·");
    limit(Some(64));
    tty.type_for("не загубись", "не загубись");
    tty.send("\r");
    told(&tty, "Free some space on the disk");
    tty.wait("what is wrong", |screen| super::row(screen, 0).contains("the disk is full"));
    tty.wait_for("не загубись");
    tty.wait_for("Reply ·");
    assert!(home.messages(dialog).iter().all(|it| it.text != "не загубись"));
    limit(None);
    tty.send("\r");
    home.until("the reply", |home| {
        let last = home.messages(dialog).pop().unwrap();
        (last.kind, last.text.as_str()) == (Kind::Reply, "не загубись")
    });
    tty.wait_for("▎ не загубись");
    tty.esc();
    tty.wait_gone("Reply ·");
    tty.wait_gone("the disk is full");
    tty.send("q");
    tty.ended_well(0);
}

/// The program ends before it takes the terminal, which is not spoken to but in words.
fn refused(launch: Launch, code: u32, words: &[&str]) {
    let tty = launch.size(120, 24).start();
    assert_eq!(tty.end(), code, "{}", tty.text());
    words.iter().for_each(|it| assert!(tty.text().contains(it), "{it}\n{}", tty.text()));
    assert!(tty.line_untouched());
    assert!(!tty.raw().contains(&0x1b), "{:?}", String::from_utf8_lossy(&tty.raw()));
}

#[test]
fn a_screen_that_goes_nowhere_is_refused() {
    let home = Home::new();
    refused(home.demo_in(r#""$@" > out.txt"#), 1, &["the output goes somewhere else"]);
    assert_eq!(fs::read(home.file("out.txt")).unwrap(), b"");
    refused(home.demo_in(r#""$@" < /dev/null"#), 1, &["the input is no terminal"]);
}

#[test]
fn a_terminal_that_shows_no_screen_is_named() {
    let home = Home::new();
    refused(home.demo().env("TERM", "dumb"), 1, &["TERM is `dumb`", "TERM=xterm-256color"]);
    refused(home.demo().env("TERM", ""), 1, &["TERM is not set"]);
}

#[test]
fn a_mistake_in_the_settings_is_told_before_the_screen_is_taken() {
    let home = Home::new();
    fs::create_dir_all(home.file("config/keydesk")).unwrap();
    fs::write(home.file("config/keydesk/config.toml"), "[ui]\ntheme = \"drak\"\n").unwrap();
    refused(home.demo(), 3, &["config.toml:2:", "dark"]);
    refused(home.run(&[]), 3, &["config.toml:2:"]);
}

#[test]
fn a_folder_that_cannot_be_a_desk_is_told_before_the_screen_is_taken() {
    let home = Home::new();
    fs::write(home.desk(), "not a folder").unwrap();
    refused(home.run(&["--dir", "desk"]), 4, &["desk"]);
    fs::remove_file(home.desk()).unwrap();
    fs::create_dir(home.desk()).unwrap();
    fs::write(home.file("desk/desk.db"), "not a desk, but long enough to be read as a header")
        .unwrap();
    refused(home.run(&["--dir", "desk"]), 4, &["desk.db"]);
}
