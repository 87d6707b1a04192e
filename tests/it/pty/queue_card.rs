//! Somebody who writes on two channels: a note about them, one person of two contacts, their other dialog, all of it
//! taken back; and the picture of the day.

use keydesk::domain::View;
use keydesk::store::{Alike, Card, ContactQuery, Inbox as _, Row, Study as _};

use super::{Home, ME, Terminal, reading, row, told};

/// Who may be the same person as a dialog's contact, and writes elsewhere.
fn twin(home: &Home, row: &Row) -> Option<Card> {
    let (dialog, typed) = (row.dialog.id, String::new());
    let query = ContactQuery { dialog, me: ME, typed, limit: 9 };
    let found = home.read(|desk| desk.contacts(&query).unwrap());
    let twin = found.into_iter().find(|it| it.alike == Some(Alike::Handle))?;
    (twin.card.contact.channel != row.dialog.channel).then_some(twin.card)
}

fn card(home: &Home, row: &Row) -> Card {
    home.read(|desk| desk.card(row.dialog.id, ME).unwrap().unwrap())
}

/// Blocks until the conversation on the screen is held on this channel.
fn reads(tty: &Terminal, channel: &str) {
    tty.wait(channel, |screen| row(screen, 1).contains(channel));
}

#[test]
fn two_contacts_become_one_person_whose_other_dialog_is_a_key_away() {
    let home = Home::new();
    let tty = home.demo().kitty().size(160, 40).start();
    tty.wait_for("the oldest");
    let rows = home.rows(View::Waiting);
    let (at, twin) =
        rows.iter().enumerate().find_map(|(at, it)| Some((at, twin(&home, it)?))).unwrap();
    let first = &rows[at];
    let channel = |id| {
        let channels = home.read(|desk| desk.roster().unwrap().channels);
        channels.into_iter().find(|it| it.id == id).unwrap().name
    };
    let (here, there) = (channel(first.dialog.channel), channel(twin.contact.channel));
    tty.send(&"j".repeat(at));
    tty.send("\r");
    reading(&tty);
    reads(&tty, &here);

    tty.type_for("N", "About ");
    tty.type_for("любить синє", "любить синє");
    tty.send("\r");
    told(&tty, "Note about");
    assert_eq!(card(&home, first).contact.note, "любить синє");

    tty.type_for("c", "who else is this?");
    tty.wait_for("same address");
    tty.type_for("\r", "the same person?");
    assert!(card(&home, first).others.is_empty(), "nothing is done before the yes");
    tty.send("y");
    told(&tty, "Joined");
    let others = card(&home, first).others;
    assert_eq!(others.iter().map(|it| it.contact.id).collect::<Vec<_>>(), [twin.contact.id]);

    tty.wait_for("Other dialogs: 1");
    tty.send("\x1b[C");
    tty.send("jj\r");
    reads(&tty, &there);
    tty.wait_for("любить синє");

    tty.send("u");
    told(&tty, "Undone");
    assert!(card(&home, first).others.is_empty(), "two people again");
    reads(&tty, &here);
    tty.send("u");
    tty.wait_gone("любить синє");
    assert_eq!(card(&home, first).contact.note, "");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn the_picture_of_the_day_and_what_its_numbers_mean_are_two_keys() {
    let home = Home::new();
    let tty = home.demo().size(80, 24).start();
    tty.wait_for("the oldest");
    tty.type_for("p", "First answer today");
    let before = tty.text();
    // What a customer does is on the picture soon, without a key.
    home.hears("Вчасна", "Ви працюєте?");
    tty.wait("another picture", |screen| {
        let text = screen.contents();
        text.contains("First answer today") && text != before
    });
    tty.type_for("?", "What the numbers mean");
    tty.esc();
    tty.wait_for("First answer today");
    tty.esc();
    tty.wait_gone("First answer today");
    tty.send("q");
    tty.ended_well(0);
}
