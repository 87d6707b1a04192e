//! What the terminal answers when nobody expects it any more, in the middle of a reply to a customer.

use std::fs;
use std::time::Duration;

use keydesk::domain::{Kind, View};

use super::{Home, half_written, paste};

#[test]
fn answers_that_come_late_teach_and_are_never_typed() {
    let home = Home::new();
    let tty = home.demo().size(120, 30).start();
    let dialog = half_written(&home, &tty, "Добрий");
    // Not mine, and Enter may be Ctrl+M: it asks.
    tty.type_for("\r", "Enter: assign it to me");
    tty.esc();
    tty.wait_gone("Enter: assign it to me");
    for (answer, typed, seen) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", " день", "Добрий день"),
        ("\x1b]10;rgb:0/0/0\x07\x1b[?2026;2$y\x1b[?2031;0$y", ",", "Добрий день,"),
        ("\x1bP>|kitty(0.35.2)\x1b\\\x1b[>41;379;0c", " як", "Добрий день, як"),
        ("\x1b[>4;0m\x1b[?997;1n\x1b[?62;22c\x1b[24;80R", " ви", "Добрий день, як ви"),
    ] {
        tty.send(answer);
        tty.type_for(typed, seen);
    }
    paste(&tty, "?");
    tty.wait_for("як ви?");
    // The answer that matters, a key's width before Enter.
    tty.send("\x1b[?5u");
    tty.send("\r");
    home.until("the reply", |home| {
        let last = home.messages(dialog).pop().unwrap();
        (last.kind, last.text.as_str()) == (Kind::Reply, "Добрий день, як ви?")
    });
    tty.send("\x1b[27u");
    tty.wait_gone("Reply ·");
    tty.send("q");
    tty.ended_well(0);
    assert!(home.rows(View::Open).iter().any(|it| it.dialog.id == dialog));
}

#[test]
fn who_leaves_before_the_terminal_has_answered_leaves_no_answers_to_the_shell() {
    let home = Home::new();
    let script = r#""$@"
        stty -icanon -echo min 0 time 5
        dd bs=1000 count=1 > left.txt 2> /dev/null
        stty sane"#;
    let tty = home.demo_in(script).mute().start();
    tty.wait_raw("the questions", |raw| raw.ends_with(b"\x1b[c\x1b[m") || raw.len() > 500);
    tty.send("q");
    assert!(!tty.ends_within(Duration::from_millis(200)), "it waits for what is owed");
    tty.send("\x1bP>|XTerm(379)\x1b\\\x1b[?2026;0$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?64;1c");
    assert_eq!(tty.end(), 0);
    assert_eq!(fs::read_to_string(home.file("left.txt")).unwrap(), "");
}
