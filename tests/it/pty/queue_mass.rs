//! Many dialogs at once, by somebody at a terminal of 80 by 24.

use std::collections::BTreeMap;

use keydesk::domain::{Dialog, DialogId, Status, View};

use super::{Home, KITTY, Terminal, row, short, status, told};

/// Every dialog of the desk, as it stands.
fn everything(home: &Home) -> BTreeMap<DialogId, Dialog> {
    let rows = View::ALL.into_iter().flat_map(|it| home.rows(it));
    rows.map(|it| (it.dialog.id, it.dialog)).collect()
}

/// The number behind a word of the screen.
fn number(text: &str, word: &str) -> usize {
    let rest = text.split(word).nth(1).unwrap_or_else(|| panic!("no {word:?} in\n{text}"));
    let digits = rest.chars().take_while(|it| it.is_ascii_digit() || *it == ' ');
    digits.filter(|it| *it != ' ').collect::<String>().parse().unwrap()
}

fn start(home: &Home) -> Terminal {
    let tty = home.demo().kitty().start();
    tty.wait("that the channels run", |screen| row(screen, 0).contains("live"));
    tty
}

#[test]
fn a_range_and_some_more_are_closed_after_a_look_and_all_of_it_is_taken_back() {
    let home = Home::new();
    let tty = start(&home);
    let waiting: Vec<DialogId> = home.rows(View::Waiting).iter().map(|it| it.dialog.id).collect();
    let before = everything(&home);
    tty.send("x");
    told(&tty, "selected: 1");
    tty.send("jX");
    told(&tty, "selected: 3");
    tty.send("jjx");
    told(&tty, "selected: 4");
    let marks = |screen: &vt100::Screen| screen.contents().matches('✓').count();
    tty.wait("a mark in each of the rows", |screen| marks(screen) >= 4);

    tty.send("o");
    tty.wait_for("Will be done: 4");
    tty.wait_for("without an answer: 4");
    assert_eq!(everything(&home), before, "a look changes nothing");
    tty.esc();
    tty.wait_gone("Will be done");
    told(&tty, "selected: 4");
    // The same by another key: one that comes again as soon as this is taken for a key held down.
    tty.send(KITTY[0]);
    tty.wait_for("Will be done: 4");
    tty.send("\r");
    told(&tty, "Closed 4 · without an answer 4");
    let closed: Vec<DialogId> = [0, 1, 2, 4].map(|it| waiting[it]).into();
    for dialog in &closed {
        assert_eq!(home.dialog(*dialog).status, Status::Closed);
    }
    let now = everything(&home);
    assert!(before.iter().all(|it| closed.contains(it.0) || now[it.0] == *it.1));

    tty.send("u");
    told(&tty, "Undone 4");
    assert_eq!(everything(&home), before);
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn all_of_a_filter_goes_what_a_colleague_did_meanwhile_is_told_and_the_next_session_takes_it_back()
{
    let home = Home::new();
    let tty = start(&home);
    tty.send("4");
    let open: Vec<DialogId> = home.rows(View::Open).iter().map(|it| it.dialog.id).collect();
    tty.send("A");
    tty.wait("all of them", |screen| {
        let line = status(screen);
        line.contains("selected: ") && number(&line, "selected: ") == open.len()
    });
    assert!(status_of(&tty).contains("not on the screen"), "{}", tty.text());

    // Before anybody says yes one of them is closed elsewhere.
    home.beside_close(open[1]);
    tty.send(KITTY[0]);
    let done = open.len() - 1;
    tty.wait_for(&format!("Will be done: {done}"));
    tty.wait_for("Will not: 1");
    tty.wait_for("1 · this dialog is closed already");
    tty.send("\r");
    told(&tty, "refused 1 (R)");
    assert!(home.rows(View::Open).is_empty());
    tty.send("R");
    tty.wait_for("─ Not done: 1 ─");
    tty.wait_for("this dialog is closed already");
    tty.esc();
    tty.wait_gone("─ Not done: 1 ─");
    tty.send("q");
    tty.ended_well(0);

    let tty = start(&home);
    tty.send("u");
    told(&tty, &format!("Last done: {done} dialogs"));
    tty.send("u");
    told(&tty, &format!("Undone {done}"));
    let again: Vec<DialogId> = home.rows(View::Open).iter().map(|it| it.dialog.id).collect();
    let expected: Vec<DialogId> = open.iter().copied().filter(|it| *it != open[1]).collect();
    assert_eq!(again, expected);

    // The first of them says what has happened to it.
    let first = short(&home.rows(View::Waiting)[0]);
    tty.wait("that it stands in the list again", |screen| row(screen, 1).contains(&first));
    tty.type_for("gi", "─ History: ");
    tty.wait_for("reopened");
    let text = tty.text();
    let line = |word: &str| text.lines().position(|it| it.contains(word)).unwrap();
    assert!(line("reopened") < line("  closed"), "the newest first:\n{text}");
    tty.esc();
    tty.wait_gone("─ History: ");
    tty.send("q");
    tty.ended_well(0);
}

fn status_of(tty: &Terminal) -> String {
    tty.look(status)
}

impl Home {
    /// A colleague closes a dialog at another screen.
    fn beside_close(&self, dialog: DialogId) {
        use keydesk::domain::{Actor, AgentId, Intent, Op, OpId};
        use keydesk::store::{Desk, Done, Inbox as _, Ledger as _};
        let desk = Desk::open(&self.desk()).unwrap();
        let done = desk.write_now(move |it| {
            let colleague = it.roster()?.agents.into_iter().find(|it| it.id == AgentId(2)).unwrap();
            let op = Op { id: OpId(u128::MAX - 7), dialog, intent: Intent::Close };
            it.submit(&op, &Actor::Agent(colleague), keydesk::base::clock::now())
        });
        assert!(matches!(done.unwrap(), Done::Accepted { .. }));
    }
}
