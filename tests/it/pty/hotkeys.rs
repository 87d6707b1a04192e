//! The four documented keys, wherever the focus is, in both sorts of terminal and in a Cyrillic layout. What they did
//! is asked of the desk's file.

use keydesk::domain::{Kind, Status, View};
use keydesk::store::Row;

use super::terminal::Profile;
use super::{Home, KITTY, ME, Terminal, list, reading, short, told};

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    List,
    Conversation,
    Composer,
}

/// The four keys as a terminal sends them.
type Four = [&'static str; 4];

/// The same keys of a Cyrillic layout: as terminals send them that say where the key lies, and as others do.
const LAID: Four =
    ["\x1b[1097::111;5u", "\x1b[1081::113;5u", "\x1b[1100::109;5u", "\x1b[1080::98;5u"];
const BARE: Four = ["\x1b[1097;5u", "\x1b[1081;5u", "\x1b[1100;5u", "\x1b[1080;5u"];
/// Control bytes. Ctrl+M is Enter here, so the menu assigns.
const BYTES: Four = ["\x0f", "\x11", "\x1bOQm", "\x02"];
/// The same menu in a Cyrillic layout.
const BYTES_MENU: Four = ["\x1bOQщ", "\x1bOQй", "\x1bOQь", "\x1bOQи"];

/// Who waits longest: the row under the cursor, or the dialog that is open.
fn first(home: &Home) -> Row {
    home.rows(View::Waiting).swap_remove(0)
}

fn place(tty: &Terminal, from: From) {
    match from {
        From::List => (),
        From::Conversation => {
            tty.send("\r");
            reading(tty);
        }
        From::Composer => write(tty),
    }
}

/// Begins a reply; ends it first if there is one.
fn write(tty: &Terminal) {
    // A key that is no letter: what is typed right after a text was closed is taken for the rest of it.
    tty.send("\x0c");
    tty.type_for("r", "Reply ·");
    tty.type_for("чернетка", "чернетка");
}

/// Presses and blocks until the program says that it is done.
fn press(tty: &Terminal, keys: &str, words: &str, name: &str) {
    tty.send(keys);
    told(tty, words);
    tty.wait(name, |screen| super::status(screen).contains(name));
}

fn all_four(profile: Profile, keys: Four, from: From) {
    let home = Home::new();
    let tty = home.demo().profile(profile).size(120, 30).start();
    tty.wait_for("the oldest");
    place(&tty, from);
    let [close, close_unassign, assign, unassign] = keys;

    let it = first(&home);
    let (id, name) = (it.dialog.id, short(&it));
    press(&tty, assign, "Assigned to you", &name);
    assert_eq!(home.dialog(id).assignee, Some(ME), "{from:?} {keys:?}");
    press(&tty, unassign, "Unassigned", &name);
    assert_eq!(home.dialog(id).assignee, None, "{from:?} {keys:?}");
    press(&tty, assign, "Assigned to you", &name);
    press(&tty, close, "Closed", &name);
    let closed = home.dialog(id);
    assert_eq!((closed.status, closed.assignee), (Status::Closed, Some(ME)), "{from:?} {keys:?}");

    tty.wait("that it has left the list", |screen| !list(screen).contains(&name));
    if from == From::Composer {
        tty.wait_gone("Reply ·");
        home.until("what was half written", |home| {
            home.drafts(id).iter().any(|it| it.text == "чернетка")
        });
        write(&tty);
    }
    let it = first(&home);
    let (id, name) = (it.dialog.id, short(&it));
    tty.wait("the next dialog", |screen| {
        screen.rows(49, 40).nth(1).is_some_and(|it| it.contains(&name))
    });
    press(&tty, assign, "Assigned to you", &name);
    press(&tty, close_unassign, "Closed and unassigned", &name);
    let closed = home.dialog(id);
    assert_eq!((closed.status, closed.assignee), (Status::Closed, None), "{from:?} {keys:?}");
    tty.send("\x0cq");
    tty.ended_well(0);
}

#[test]
fn the_four_keys_act_on_the_row_under_the_cursor() {
    all_four(Profile::Kitty, KITTY, From::List);
    all_four(Profile::Legacy, BYTES, From::List);
}

#[test]
fn the_four_keys_act_on_the_dialog_that_is_read() {
    all_four(Profile::Kitty, KITTY, From::Conversation);
    all_four(Profile::Legacy, BYTES, From::Conversation);
}

#[test]
fn the_four_keys_act_on_the_dialog_that_is_being_answered() {
    all_four(Profile::Kitty, KITTY, From::Composer);
    all_four(Profile::Legacy, BYTES, From::Composer);
}

#[test]
fn the_four_keys_mean_the_same_on_a_cyrillic_layout() {
    all_four(Profile::Kitty, LAID, From::List);
    all_four(Profile::Kitty, BARE, From::Conversation);
    all_four(Profile::Kitty, LAID, From::Composer);
    all_four(Profile::Legacy, BYTES_MENU, From::Composer);
}

#[test]
fn where_enter_may_be_ctrl_m_it_never_sends_in_a_dialog_that_is_not_mine() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    let it = first(&home);
    let (id, messages) = (it.dialog.id, home.messages(it.dialog.id).len());
    assert_ne!(it.dialog.assignee, Some(ME));
    tty.type_for("r", "Reply ·");
    tty.type_for("половина відпов", "половина відпов");
    tty.type_for("\r", "Enter: assign it to me");
    tty.esc();
    tty.wait_gone("Enter: assign it to me");
    tty.type_for("\r", "Enter: assign it to me");
    assert_eq!(home.messages(id).len(), messages, "nothing was sent");
    // It was Ctrl+M after all: pressed again, it assigns.
    tty.send("\r");
    told(&tty, "Assigned to you");
    assert_eq!((home.dialog(id).assignee, home.messages(id).len()), (Some(ME), messages));
    tty.type_for("іді", "половина відповіді");
    // Mine now: Enter is Enter.
    tty.send("\r");
    home.until("the reply", |home| {
        let sent = home.messages(id).pop().unwrap();
        (sent.kind, sent.text.as_str()) == (Kind::Reply, "половина відповіді")
    });
}
