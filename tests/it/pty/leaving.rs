//! Every way out gives the terminal back, and what was half written is kept.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use keydesk::domain::{DialogId, View};
use rustix::process::Signal;

use super::{Home, Terminal, stop_writing, told, wire};

/// Begins a reply to whoever waits longest.
fn half_written(home: &Home, tty: &Terminal, text: &str) -> DialogId {
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    tty.type_for("r", "Reply ·");
    tty.type_for(text, text);
    dialog
}

#[test]
fn a_signal_that_ends_the_program_loses_no_word() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        for kitty in [true, false] {
            let home = Home::new();
            let tty = if kitty { home.demo().kitty() } else { home.demo() }.start();
            let dialog = half_written(&home, &tty, "недописане");
            tty.signal(signal);
            tty.ended_well(code);
            assert_eq!(wire::foreign(&tty.raw()), None);
            assert_eq!(home.drafts(dialog)[0].text, "недописане");
        }
    }
}

#[test]
fn ctrl_c_leaves_from_the_list_and_keeps_the_draft_open_elsewhere() {
    let home = Home::new();
    let tty = home.demo().start();
    let dialog = half_written(&home, &tty, "недописане");
    stop_writing(&tty);
    tty.send("\x03");
    tty.ended_well(0);
    assert_eq!(home.drafts(dialog)[0].text, "недописане");
}

#[test]
fn a_terminal_that_hangs_up_ends_the_program() {
    let home = Home::new();
    let mut tty = home.demo().start();
    let dialog = half_written(&home, &tty, "недописане");
    tty.hang_up();
    assert_eq!(tty.end(), 129);
    assert!(home.drafts(dialog)[0].text.starts_with("недописане"));
}

/// Writes a program that stands for somebody's editor.
fn editor(home: &Home, script: &str) -> String {
    let file = home.file("editor");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file.display().to_string()
}

#[test]
fn a_long_reply_can_be_written_in_one_s_own_editor() {
    let home = Home::new();
    let script = r#"stty -a | grep -q " icanon" && stty -a | grep -q " echo" || exit 1
        printf ' і далі\nдругий рядок\n' >> "$1""#;
    let tty = home.demo().env("EDITOR", editor(&home, script)).start();
    let dialog = half_written(&home, &tty, "початок");
    tty.type_for("\x1bOS", "другий рядок");
    tty.wait_for("початок");
    tty.wait_for("і далі");
    home.until("the draft", |home| {
        home.drafts(dialog)
            .iter()
            .any(|it| it.text.starts_with("початок") && it.text.ends_with("другий рядок"))
    });
    // It is a terminal as before: keys are keys.
    tty.type_for("!", "рядок!");
    stop_writing(&tty);
    tty.send("q");
    tty.ended_well(0);
    let left = fs::read_dir(home.desk())
        .unwrap()
        .filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().starts_with("reply-"));
    assert_eq!(left.count(), 0, "the text lies about nowhere");
}

#[test]
fn an_editor_that_fails_leaves_the_text_as_it_was() {
    let home = Home::new();
    let tty = home.demo().env("EDITOR", editor(&home, "echo x >> \"$1\"; exit 3")).start();
    half_written(&home, &tty, "початок");
    tty.send("\x1bOS");
    told(&tty, "The editor ended with an error");
    tty.wait_for("початок");
    stop_writing(&tty);
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn suspended_it_gives_the_terminal_to_the_shell_and_comes_back_with_fg() {
    let home = Home::new();
    let script = r#"set -m
        "$@"
        stty -a > stopped.txt
        echo "the shell is back"
        read answer
        fg
        echo "ended with $?""#;
    let tty = home.demo_in(script).start();
    tty.wait_for("the oldest");
    tty.type_for("\x1a", "the shell is back");
    let stopped = fs::read_to_string(home.file("stopped.txt")).unwrap();
    assert!(stopped.contains(" icanon") && stopped.contains(" echo "), "{stopped}");
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
    tty.type_for("\r", "the oldest");
    tty.type_for("j", "the oldest");
    tty.type_for("q", "ended with 0");
    assert_eq!(tty.end(), 0);
    wire::restored(&tty.raw());
    tty.modes_restored();
}

#[test]
fn a_terminal_that_a_killed_program_left_in_a_mess_is_put_right() {
    let home = Home::new();
    let script = r#"sh -c 'echo $$ > pid.txt; exec "$@"' sh "$@"
        stty -a > mess.txt
        "$1" --reset-terminal
        stty -a > healed.txt"#;
    let tty = home.demo_in(script).kitty().start();
    tty.wait_for("the oldest");
    let pid = fs::read_to_string(home.file("pid.txt")).unwrap().trim().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, Signal::KILL).unwrap();
    assert_eq!(tty.end(), 0);
    let (mess, healed) = ("mess.txt", "healed.txt");
    let [mess, healed] = [mess, healed].map(|it| fs::read_to_string(home.file(it)).unwrap());
    assert!(mess.contains("-icanon") && mess.contains("-echo "), "{mess}");
    for mode in ["-icanon", "-echo ", "-isig", "-ixon", "-opost", "-icrnl"] {
        assert!(!healed.contains(mode), "{mode}: {healed}");
    }
    wire::restored(&tty.raw());
    tty.modes_restored();
    tty.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
}
