//! The terminal is gone, or takes nothing: the program ends by itself, soon, and nothing that was written is lost.

use std::fs;

use rustix::process::Signal;

use super::{Home, PROFILES, editor, half_written};

#[test]
fn a_terminal_that_hangs_up_ends_the_program() {
    for profile in PROFILES {
        let home = Home::new();
        let mut tty = home.demo().profile(profile).start();
        let dialog = half_written(&home, &tty, "недописане");
        tty.hang_up();
        assert_eq!(tty.end(), 129);
        assert!(home.drafts(dialog)[0].text.starts_with("недописане"));
    }
}

#[test]
fn what_was_written_in_the_editor_is_kept_though_the_terminal_is_gone_by_then() {
    let home = Home::new();
    // A new size makes it say something, and the end of the terminal makes it end: by itself, whichever of the two of us
    // the system tells first.
    let script = r#"printf ' і далі' >> "$1"; trap '' HUP; trap 'echo drawn' WINCH; echo "in the editor"
        while read line || test $? -gt 128; do :; done; exit 0"#;
    let mut tty = home.demo().env("EDITOR", editor(&home, script)).start();
    let dialog = half_written(&home, &tty, "початок");
    tty.type_for("\x1bOS", "in the editor");
    tty.hang_up();
    assert_eq!(tty.end(), 129);
    assert_eq!(home.drafts(dialog)[0].text, "початок і далі");
}

/// Hundredths of a second in a line of `times`, as shells print it: `0m1.23s 0m0.04s`.
fn hundredths(line: &str) -> u64 {
    let span = |it: &str| {
        let (minutes, seconds) = it.trim_end_matches('s').split_once('m').unwrap();
        let seconds: f64 = seconds.parse().unwrap();
        minutes.parse::<u64>().unwrap() * 6000 + (seconds * 100.0) as u64
    };
    line.split_whitespace().map(span).sum()
}

#[test]
fn where_nobody_is_told_of_the_hang_up_it_ends_all_the_same_and_does_not_spin() {
    // The shell leads the session, so the signal is the shell's; the program finds out by itself.
    const SHELL: &str = r#"trap '' HUP; "$@"; code=$?; times > times.txt; exit $code"#;
    let used = |home: &Home| {
        let times = fs::read_to_string(home.file("times.txt")).unwrap();
        hundredths(times.lines().last().unwrap())
    };
    for profile in PROFILES {
        let home = Home::new();
        let tty = home.demo_in(SHELL).profile(profile).start();
        half_written(&home, &tty, "недо");
        tty.signal(Signal::CONT);
        super::stop_writing(&tty);
        tty.send("q");
        assert_eq!(tty.end(), 0);
        let usual = used(&home);
        let mut tty = home.demo_in(SHELL).profile(profile).start();
        tty.wait_for("the oldest");
        let dialog = half_written(&home, &tty, "писане");
        tty.hang_up();
        assert_eq!(tty.end(), 129);
        assert!(home.drafts(dialog)[0].text.contains("писане"));
        let more = used(&home).saturating_sub(usual);
        assert!(more < 100, "{more} hundredths of a second more than usual, {usual}");
    }
}

#[test]
fn a_terminal_that_takes_nothing_holds_nobody_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        for profile in PROFILES {
            let home = Home::new();
            let tty = home.demo().profile(profile).start();
            let dialog = half_written(&home, &tty, "недописане");
            let stuck = tty.stuck();
            // Something to draw, for which there is no room.
            let stands = stuck.send("!");
            tty.signal(signal);
            stuck.wait_dead();
            assert!(stands, "the program had to draw where there was no room");
            assert_eq!(tty.end(), code);
            assert!(tty.line_untouched(), "{profile:?}");
            assert!(home.drafts(dialog)[0].text.starts_with("недописане"));
            // Whoever reads on finds the terminal restored.
            super::wire::restored(&tty.raw());
            tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
        }
    }
}

#[test]
fn a_terminal_that_goes_on_shows_what_was_typed_meanwhile_in_few_frames() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = home.demo().profile(profile).size(100, 30).start();
        half_written(&home, &tty, "слово");
        let frames = |raw: &[u8]| String::from_utf8_lossy(raw).matches("\x1b[?2026h").count();
        let before = frames(&tty.raw());
        let mut stuck = tty.stuck();
        for step in 0..200_u16 {
            stuck.resize(60 + step % 90, 16 + step % 30);
            if step % 10 == 0 {
                tty.send("!");
            }
        }
        stuck.resize(90, 28);
        drop(stuck);
        tty.wait_for(&format!("слово{}", "!".repeat(20)));
        tty.wait("a whole screen", |screen| super::row(screen, 0).contains("live"));
        let more = frames(&tty.raw()) - before;
        assert!(more <= 12, "{more} frames");
        super::stop_writing(&tty);
        tty.send("q");
        tty.ended_well(0);
    }
}
