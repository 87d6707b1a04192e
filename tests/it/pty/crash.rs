//! The program is killed right after the screen has shown something: it is on the desk.

use keydesk::domain::{Kind, Status, View};

use super::{Home, KITTY, ME, short, told};

#[test]
fn what_the_screen_has_shown_as_done_survives_a_kill() {
    let home = Home::new();
    let tty = home.demo().kitty().size(120, 30).start();
    tty.wait_for("the oldest");
    let rows = home.rows(View::Waiting);
    let (closed, taken) = (&rows[0], &rows[1]);
    tty.send(KITTY[0]);
    told(&tty, "Closed");
    tty.kill();
    assert_eq!(home.dialog(closed.dialog.id).status, Status::Closed);

    let tty = home.demo().kitty().size(120, 30).start();
    tty.wait_for(&short(taken));
    assert!(!tty.text().contains(&short(closed)));
    tty.send(KITTY[2]);
    told(&tty, "Assigned to you");
    tty.kill();
    assert_eq!(home.dialog(taken.dialog.id).assignee, Some(ME));
    let tty = home.demo().kitty().size(120, 30).start();
    tty.wait("whose it is", |screen| {
        screen.rows(0, 120).nth(1).is_some_and(|it| it.contains("mine"))
    });
}

#[test]
fn a_reply_that_is_seen_in_the_conversation_survives_a_kill() {
    let home = Home::new();
    let tty = home.demo().kitty().size(120, 30).start();
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    tty.type_for("r", "Reply ·");
    tty.send("Зараз з’ясую і напишу");
    tty.send("\r");
    tty.wait_for("▎ Зараз з’ясую");
    tty.kill();
    let last = home.messages(dialog).pop().unwrap();
    assert_eq!((last.kind, last.text.as_str()), (Kind::Reply, "Зараз з’ясую і напишу"));
    let tty = home.demo().kitty().size(120, 30).start();
    tty.send("4g\r");
    // Answered or not, it is in the list of open dialogs; the message is the last word there.
    tty.wait_for("Зараз з’ясую і");
}

#[test]
fn a_draft_survives_a_kill_after_a_pause() {
    let home = Home::new();
    let tty = home.demo().kitty().start();
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    tty.type_for("r", "Reply ·");
    tty.type_for("ще не допис", "ще не допис");
    home.until("the draft", |home| home.drafts(dialog).iter().any(|it| it.text == "ще не допис"));
    tty.kill();
    let tty = home.demo().kitty().start();
    tty.wait_for("the oldest");
    tty.type_for("r", "ще не допис");
    tty.type_for("ано", "ще не дописано");
}
