//! Quick replies, send and close, and a letter that is taken back, in an 80 by 24 terminal.

use std::fs;

use keydesk::domain::{ChannelKind, Delivery, DialogId, Kind, Status, View};
use keydesk::store::Inbox as _;

use super::{Home, told};

const REPLIES: &str = "
[[reply]]
name = 'Привітання'
shortcut = 'при'
text = 'Вітаю! Замовлення {field:номер} привезуть {field:коли}.'

[[reply]]
name = 'Дякую'
text = 'Дякую, {first_name}!'
";

const CTRL_Z: &str = "\x1b[122;5u";
const ALT_S: &str = "\x1b[115;3u";

/// Writes a file beside the settings.
fn beside(home: &Home, name: &str, text: &str) {
    let folder = home.file("config/keydesk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_quick_reply_is_found_filled_in_sent_and_its_dialog_closed_and_opened_again() {
    let home = Home::new();
    beside(&home, "replies.toml", REPLIES);
    beside(&home, "config.toml", "[send.undo]\nemail = 0\n");
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    let dialog = home.rows(View::Waiting)[0].dialog.id;
    tty.type_for(";", "Quick replies");
    // The preview shows what would be put in.
    tty.type_for("при", "Замовлення «номер» привезуть");
    tty.send("\r");
    tty.wait_gone("Quick replies");
    tty.type_for("17\t", "Замовлення 17 привезуть «коли»");
    tty.type_for("завтра", "17 привезуть завтра.");
    tty.send(ALT_S);
    told(&tty, "Sent and closed: ");
    assert_eq!(home.dialog(dialog).status, Status::Closed);
    let reply = home.messages(dialog).pop().unwrap();
    let text = "Вітаю! Замовлення 17 привезуть завтра.";
    assert_eq!((reply.kind, reply.text.as_str()), (Kind::Reply, text));
    tty.send("u");
    told(&tty, "Undone");
    assert_eq!(home.dialog(dialog).status, Status::Open);
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn a_sign_that_is_meant_as_one_is_typed() {
    let home = Home::new();
    beside(&home, "replies.toml", REPLIES);
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    tty.type_for("r", "Reply ·");
    tty.type_for("12/5 ", "12/5");
    assert!(!tty.text().contains("Quick replies"));
    tty.type_for("/", "Quick replies");
    tty.type_for("дім", "› дім");
    tty.esc();
    tty.wait_gone("Quick replies");
    tty.wait_for("12/5 /дім");
    tty.type_for(" ;при\t", "Замовлення «номер»");
    tty.send(CTRL_Z);
    tty.wait_gone("«номер»");
    tty.wait_for("12/5 /дім ;");
}

#[test]
fn a_broken_file_is_named_and_mended_without_a_restart() {
    let home = Home::new();
    beside(
        &home,
        "replies.toml",
        &format!("{REPLIES}\n[[reply]]\nname = 'X'\ntext = '{{nmae}}'\n"),
    );
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    tty.type_for(";", "replies.toml:13:");
    tty.wait_for("A mistake in replies.toml");
    tty.wait_for("Привітання");
    tty.esc();
    tty.wait_gone("Quick replies");
    beside(&home, "replies.toml", REPLIES);
    tty.type_for("\x1b[116;5u", "Quick replies");
    tty.wait_gone("replies.toml:13:");
    tty.type_for("дяк", "Дякую, ");
}

#[test]
fn who_has_no_quick_replies_gets_examples_from_the_empty_list() {
    let home = Home::new();
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    tty.type_for(";", "Write a few examples");
    tty.type_for("\r", "Greeting");
    tty.type_for("ord\t", "It will arrive «when»");
    home.beside(&["replies", "check"]);
}

/// The first dialog on the mailbox in the list, and how far down it stands.
fn letter(home: &Home) -> (usize, DialogId) {
    let channels = home.read(|desk| desk.roster().unwrap().channels);
    let mail = channels.iter().find(|it| it.kind == ChannelKind::Email).unwrap().id;
    let rows = home.rows(View::Waiting);
    let at = rows.iter().position(|it| it.dialog.channel == mail).unwrap();
    (at, rows[at].dialog.id)
}

#[test]
fn a_letter_waits_and_is_taken_back_and_nothing_has_left() {
    let home = Home::new();
    // Long enough for the slowest machine.
    beside(&home, "config.toml", "[send.undo]\nemail = 100\n");
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    let (at, dialog) = letter(&home);
    tty.send(&"j".repeat(at));
    tty.type_for("r", "Reply ·");
    tty.type_for("Завтра привеземо", "Завтра привеземо");
    tty.send("\r");
    tty.wait("the countdown", |screen| {
        let text = screen.contents();
        text.contains("goes out in ") && text.contains("^Z undoes")
    });
    let reply = home.messages(dialog).pop().unwrap();
    assert!(matches!(reply.delivery, Some(Delivery::Queued { failures: 0, .. })));
    let before = tty.text();
    tty.wait("a second less", |screen| screen.contents() != before);
    tty.send(CTRL_Z);
    told(&tty, "Taken back");
    home.until("that it is given up", |home| {
        home.messages(dialog).pop().unwrap().delivery == Some(Delivery::Dropped)
    });
    tty.wait("the words in the composer", |screen| {
        screen.contents().matches("Завтра привеземо").count() == 2
    });
    assert!(home.dialog(dialog).counter.waits(), "nobody has been answered");
    // Sent again, and the screen is left: it is on the desk, and goes out without it.
    tty.send("\r");
    tty.wait_for("goes out in ");
    tty.send("\x1b[27u");
    tty.wait_gone("Reply ·");
    tty.send("q");
    tty.ended_well(0);
    let reply = home.messages(dialog).pop().unwrap();
    assert!(matches!(reply.delivery, Some(Delivery::Queued { failures: 0, .. })));
}
