//! Customers whose words are meant for the terminal and not for us.

use keydesk::base::text::clean_line;
use keydesk::domain::View;
use keydesk::store::Row;

use super::terminal::UNSHOWN;
use super::{Home, Terminal, paste, reading, stop_writing, told, wire};

/// What a hostile person has in the clipboard. The terminal itself takes out the end of a paste.
const CLIPBOARD: &str = "a\x1b]52;c;eA==\x07b\x1b[2J\x1b]0;owned\x07\u{202e}\u{200b}\u{9b}31mc\x07\x00\x08d\r\ne\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";

/// Text that a terminal would obey or reorder.
fn hostile(text: &str) -> bool {
    text.chars().any(|it| {
        (it.is_control() && it != '\n') || matches!(it, '\u{202a}'..='\u{202e}' | '\u{489}')
    })
}

/// The rows of a view with hostile people, with their place in it.
fn hostile_rows(home: &Home, view: View) -> Vec<(usize, Row)> {
    let wrote = |it: &Row| home.messages(it.dialog.id).iter().any(|it| hostile(&it.text));
    home.rows(view)
        .into_iter()
        .enumerate()
        .filter(|it| hostile(&it.1.name) || wrote(&it.1))
        .collect()
}

/// The lines between the panes stand where they stand, whatever is drawn beside them.
fn aligned(tty: &Terminal) {
    tty.look(|screen| {
        let (height, width) = screen.size();
        let columns: &[u16] = match width.get() {
            120 => &[48, 89],
            80 => &[34],
            _ => &[],
        };
        for y in 1..height.get() - 2 {
            for x in columns {
                let cell = screen.cell(y, *x).unwrap();
                assert_eq!(cell.contents(), "│", "row {y}, column {x}\n{}", screen.contents());
            }
        }
    });
}

/// The beginning of a name, as the screen shows it.
fn begun(row: &Row) -> String {
    clean_line(&row.name).replace('\u{fffd}', &UNSHOWN.to_string()).chars().take(4).collect()
}

/// Goes to a view and waits until it is there.
fn view(home: &Home, tty: &Terminal, key: u8, view: View) {
    tty.esc();
    let sign = key.to_string();
    tty.send(&sign);
    let first = begun(&home.rows(view)[0]);
    tty.wait("the view", |screen| {
        let width = screen.size().1.get();
        let chosen = (0..width).any(|x| {
            let cell = screen.cell(0, x).unwrap();
            cell.contents() == sign && cell.fgcolor() == vt100::Color::Idx(81)
        });
        chosen && screen.rows(0, width.min(34)).nth(1).is_some_and(|it| it.contains(&first))
    });
    aligned(tty);
}

/// Opens a row of the view and looks at everything there is to see and to write.
fn visit(home: &Home, tty: &Terminal, at: usize, row: &Row) {
    let name = begun(row);
    tty.esc();
    tty.send(&format!("g{}\r", "j".repeat(at)));
    reading(tty);
    tty.wait("the heading", |screen| {
        let dialog = if screen.size().1.get() < 80 { 0 } else { 35 };
        screen.rows(dialog, 80).nth(1).is_some_and(|it| it.contains(&name))
    });
    aligned(tty);
    // The card, the whole history and back.
    tty.send("l");
    tty.wait_for("Contact");
    aligned(tty);
    tty.send("hgG");
    reading(tty);
    aligned(tty);
    // Their words, or else that they have none, and what does not fit.
    tty.send("y");
    tty.wait("what became of the copy", |screen| {
        let told = super::status(screen);
        ["Sent to the terminal", "nothing of the customer", "Too long"]
            .iter()
            .any(|it| told.contains(it))
    });
    for (key, title) in [("r", "Reply ·"), ("n", "NOTE")] {
        tty.type_for(key, title);
        paste(tty, CLIPBOARD);
        tty.wait("what is left of the paste", |screen| screen.contents().contains("]52;c;eA==b"));
        aligned(tty);
        // Not sent: a draft, or a note that is.
        if key == "n" {
            let said = home.messages(row.dialog.id).len();
            tty.send("\r");
            home.until("the note", |home| home.messages(row.dialog.id).len() > said);
            let note = home.messages(row.dialog.id).pop().unwrap();
            assert!(!note.text.contains(['\x1b', '\x07', '\u{202e}']), "{:?}", note.text);
        }
        stop_writing(tty);
        aligned(tty);
    }
}

fn all_of_them(width: u16, height: u16) {
    let home = Home::new();
    let tty = home.demo().kitty().size(width, height).start();
    tty.wait("the list", |screen| super::row(screen, 0).contains("live"));
    // Somebody who looks elsewhere is told of them as well.
    super::focus(&tty, false);
    home.hears(CLIPBOARD, &format!("{CLIPBOARD} https://evil.example/{CLIPBOARD}").repeat(9));
    tty.wait_raw("the notice", |raw| raw.windows(5).any(|it| it == b"\x1b]99;"));
    let (mut met, mut here) = (0, View::Waiting);
    for (key, it) in (1..).zip(View::ALL) {
        for (at, row) in hostile_rows(&home, it) {
            if here != it {
                view(&home, &tty, key, it);
                here = it;
            }
            visit(&home, &tty, at, &row);
            met += 1;
        }
    }
    assert!(0 < met, "nobody is hostile in this story");
    // Menus are about people too.
    tty.send("\x1bOQ");
    tty.wait_for("Dialog: ");
    tty.esc();
    tty.wait_gone("Dialog: ");
    tty.send("q");
    tty.ended_well(0);
    assert_eq!(wire::foreign(&tty.raw()), None, "{met} dialogs at {width}x{height}");
}

#[test]
fn no_customer_says_anything_to_a_wide_terminal() {
    all_of_them(120, 40);
}

#[test]
fn no_customer_says_anything_to_a_usual_terminal() {
    all_of_them(80, 24);
}

#[test]
fn no_customer_says_anything_to_a_small_terminal() {
    all_of_them(40, 12);
}

#[test]
fn a_paste_presses_no_key() {
    let home = Home::new();
    let tty = home.demo().kitty().start();
    tty.wait_for("the oldest");
    let before = home.rows(View::Waiting);
    paste(&tty, "\x0f\x11\roqmb");
    told(&tty, "There is nowhere to paste");
    tty.type_for("r", "Reply ·");
    paste(&tty, "a\x0f\x11\rb");
    tty.wait_for("a");
    stop_writing(&tty);
    tty.send("q");
    tty.ended_well(0);
    let after = home.rows(View::Waiting);
    assert_eq!(before.len(), after.len());
    assert_eq!(home.messages(before[0].dialog.id), home.messages(after[0].dialog.id));
}
