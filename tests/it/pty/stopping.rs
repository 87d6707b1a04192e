//! Stopped and continued, by oneself or from outside, and away in an editor: the shell gets a sane terminal, and the
//! screen comes back whole.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use super::terminal::Profile;
use super::{
    Home, KITTY, PROFILES, Terminal, editor, half_written, reading, stop_writing, told, wire,
};

/// A shell with jobs: it says when it has the terminal back, and goes on when a line is typed.
const SHELL: &str = r#"set -m
    stty -g > before.txt
    sh -c 'echo $$ > pid.txt; exec "$@"' sh "$@"
    code=$?
    while test $code -gt 128; do
        stty -a > stopped.txt
        eval "$MEANWHILE"
        times=$((times + 1))
        echo "the shell is back, $times"
        read answer
        fg
        code=$?
    done
    stty -g > after.txt
    echo "it has ended with $code""#;

/// What a shell that was left with a raw terminal does about it.
const MENDED: &str = r#"stty sane; printf '\033[?1049l\033[?25h\033[<1u\033[?2004l\033[2J'"#;

fn in_shell(home: &Home, profile: Profile, meanwhile: &str) -> Terminal {
    let tty = home.demo_in(SHELL).profile(profile).env("MEANWHILE", meanwhile).start();
    tty.wait_for("the oldest");
    tty
}

/// The program itself, within its shell.
fn program(home: &Home) -> Pid {
    Pid::from_raw(fs::read_to_string(home.file("pid.txt")).unwrap().trim().parse().unwrap())
        .unwrap()
}

/// The whole screen is there, and keys are keys.
fn whole(tty: &Terminal) {
    tty.wait("a whole screen", |screen| {
        let lines = (1..22).all(|y| screen.cell(y, 34).is_some_and(|it| it.contents() == "│"));
        lines && !screen.contents().contains("the shell is back")
    });
}

fn leave(home: &Home, tty: &Terminal) {
    tty.type_for("q", "it has ended with 0");
    assert_eq!(tty.end(), 0);
    let [before, after] =
        ["before.txt", "after.txt"].map(|it| fs::read_to_string(home.file(it)).unwrap());
    assert_eq!(before, after, "the line's modes are restored");
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
}

fn sane(home: &Home) {
    let stopped = fs::read_to_string(home.file("stopped.txt")).unwrap();
    assert!(stopped.contains(" icanon") && stopped.contains(" echo "), "{stopped}");
}

#[test]
fn suspended_it_gives_the_terminal_to_the_shell_and_comes_back_with_fg() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = in_shell(&home, profile, "");
        // By its own key, then as another program does it.
        tty.type_for("\x1a", "the shell is back, 1");
        sane(&home);
        tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
        tty.send("\r");
        whole(&tty);
        kill_process(program(&home), Signal::TSTP).unwrap();
        tty.wait_for("the shell is back, 2");
        sane(&home);
        tty.send("\r");
        whole(&tty);
        tty.type_for("?", "Everywhere, also while writing");
        tty.esc();
        whole(&tty);
        leave(&home, &tty);
        wire::restored(&tty.raw());
        tty.modes_restored();
    }
}

#[test]
fn suspended_from_a_menu_or_while_writing_it_comes_back_there() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = in_shell(&home, profile, "");
        tty.type_for("\x1bOQ", "Assign the dialog to me");
        kill_process(program(&home), Signal::TSTP).unwrap();
        tty.wait_for("the shell is back, 1");
        tty.send("\r");
        tty.wait("the menu", |screen| {
            let all = ["live", "Assign the dialog to me", "Undo the last thing", "Choose"];
            all.iter().all(|it| screen.contents().contains(it))
        });
        tty.esc();
        whole(&tty);
        tty.type_for("r", "Reply ·");
        tty.type_for("до зупинки", "до зупинки");
        kill_process(program(&home), Signal::TSTP).unwrap();
        tty.wait_for("the shell is back, 2");
        sane(&home);
        tty.send("\r");
        tty.wait_for("до зупинки");
        tty.type_for(" і після", "до зупинки і після");
        stop_writing(&tty);
        leave(&home, &tty);
        wire::restored(&tty.raw());
        tty.modes_restored();
    }
}

/// Ends the job as most shells' `kill` does by itself: a stopped one is continued then, without the terminal.
pub(super) const KILL: &str =
    r#"kill %1; bg; wait %1; echo "it was ended with $?"; stty -g > after.txt; exit"#;

/// As shells do whose job is stopped without a word.
pub(super) const OWN_MODES: &str = r#"stty "$(cat before.txt)""#;

/// What the shell finds when its job has been ended behind it.
pub(super) fn ended_from_behind(home: &Home, tty: &Terminal) {
    tty.wait_for("it was ended with 143");
    assert_eq!(tty.end(), 0);
    let [before, after] =
        ["before.txt", "after.txt"].map(|it| fs::read_to_string(home.file(it)).unwrap());
    assert_eq!(before, after, "the line's modes are the shell's");
    wire::restored(&tty.raw());
    tty.modes_restored();
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
}

#[test]
fn ended_while_it_is_suspended_it_goes_and_keeps_the_draft() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = in_shell(&home, profile, KILL);
        let dialog = half_written(&home, &tty, "недописане");
        kill_process(program(&home), Signal::TSTP).unwrap();
        ended_from_behind(&home, &tty);
        assert_eq!(home.drafts(dialog)[0].text, "недописане");
    }
}

#[test]
fn ended_while_it_is_stopped_from_outside_it_goes_and_keeps_the_draft() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = in_shell(&home, profile, &format!("{OWN_MODES}; {KILL}"));
        let dialog = half_written(&home, &tty, "недописане");
        kill_process(program(&home), Signal::STOP).unwrap();
        // A late answer waits on the line: whoever reads it from behind the shell is stopped once more.
        tty.send("\x1b[?62;22c");
        ended_from_behind(&home, &tty);
        assert_eq!(home.drafts(dialog)[0].text, "недописане");
    }
}

/// Has the job go on in the background and waits until it is stopped again.
const BEHIND: &str = r#"bg; until grep -q "^State:.T" "/proc/$(cat pid.txt)/status"; do :; done"#;

#[test]
fn sent_to_the_background_it_stops_again_and_comes_back_with_fg() {
    for signal in [Signal::TSTP, Signal::STOP] {
        for profile in PROFILES {
            let home = Home::new();
            let tty = in_shell(&home, profile, &format!("{OWN_MODES}; {BEHIND}"));
            kill_process(program(&home), signal).unwrap();
            tty.wait_for("the shell is back, 1");
            let raw = String::from_utf8(tty.raw()).unwrap();
            let taken = raw.matches("\x1b[?1049h").count();
            assert_eq!(taken, 1, "behind the shell it takes nothing");
            tty.send("\r");
            whole(&tty);
            half_written(&home, &tty, "далі");
            stop_writing(&tty);
            leave(&home, &tty);
            wire::restored(&tty.raw());
            tty.modes_restored();
        }
    }
}

#[test]
fn stopped_without_a_word_it_takes_the_terminal_back_whatever_the_shell_made_of_it() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = in_shell(&home, profile, MENDED);
        kill_process(program(&home), Signal::STOP).unwrap();
        tty.wait_for("the shell is back, 1");
        let stopped = fs::read_to_string(home.file("stopped.txt")).unwrap();
        assert!(stopped.contains("-icanon"), "there was no time to restore anything: {stopped}");
        tty.send("\r");
        whole(&tty);
        tty.look(|screen| assert!(screen.alternate_screen() && screen.bracketed_paste()));
        // Raw again: Ctrl+S is a key, Ctrl+Q another one.
        if profile == Profile::Kitty {
            tty.send(KITTY[2]);
            told(&tty, "Assigned to you");
        } else {
            tty.send("\x11");
            told(&tty, "Closed and unassigned");
        }
        leave(&home, &tty);
    }
}

#[test]
fn continued_without_a_stop_nothing_is_lost() {
    for profile in PROFILES {
        let home = Home::new();
        let tty = home.demo().profile(profile).start();
        half_written(&home, &tty, "недописане");
        for _ in 0..3 {
            tty.signal(Signal::CONT);
        }
        tty.type_for(" далі", "недописане далі");
        stop_writing(&tty);
        tty.send("q");
        tty.ended_well(0);
    }
}

#[test]
fn whatever_becomes_of_the_editor_the_terminal_is_ours_again() {
    let lost = "The editor ended with an error";
    for (script, words) in [
        ("kill -KILL $$", lost),
        ("stty raw -echo; printf '\\033[?25h\\033[2J'; printf ' далі' >> \"$1\"", ""),
        ("stty raw -echo; kill -KILL $$", lost),
    ] {
        for profile in PROFILES {
            let home = Home::new();
            let launch = home.demo().profile(profile).env("EDITOR", editor(&home, script));
            edited(&home, &launch.start(), words);
        }
    }
    let home = Home::new();
    edited(&home, &home.demo().env("EDITOR", "/no/such/editor").start(), lost);
}

fn edited(home: &Home, tty: &Terminal, words: &str) {
    half_written(home, tty, "початок");
    tty.send("\x1bOS");
    if words.is_empty() {
        tty.wait_for("початок далі");
    } else {
        told(tty, words);
        tty.wait_for("початок");
    }
    tty.look(|screen| assert!(screen.alternate_screen() && screen.bracketed_paste()));
    tty.type_for("!", "!");
    stop_writing(tty);
    reading(tty);
    tty.send("q");
    tty.ended_well(0);
}
