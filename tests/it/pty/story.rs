//! The whole story, from the first screen to the shell's prompt.

use keydesk::domain::{Delivery, DialogId, Kind, Status, View};

use super::{Home, KITTY, ME, Terminal, list, reading, short, status, told, wire};

/// How many customers wait, as the status line says it.
fn waiting(screen: &vt100::Screen) -> Option<u32> {
    status(screen).split(" wait").next()?.split(' ').next_back()?.parse().ok()
}

/// Blocks until the newest reply is on the other side. The demo's channels refuse now and then, and take everything
/// at the second try.
fn delivered(home: &Home, tty: &Terminal, dialog: DialogId) {
    let fate = |home: &Home| {
        let last = home.messages(dialog).into_iter().rfind(|it| it.kind == Kind::Reply).unwrap();
        last.delivery.unwrap()
    };
    let arrived =
        |it: &Delivery| matches!(it, Delivery::Sent | Delivery::Delivered | Delivery::Read);
    let stuck = |it: &Delivery| matches!(it, Delivery::Failed { .. } | Delivery::Unsure);
    home.until("the fate of the reply", |home| arrived(&fate(home)) || stuck(&fate(home)));
    if stuck(&fate(home)) {
        tty.wait("that it is stuck", |screen| {
            let text = screen.contents();
            text.contains("✗ not sent") || text.contains("? may have arrived")
        });
        tty.send("R");
        home.until("the second try", |home| arrived(&fate(home)));
    }
}

#[test]
fn a_customer_writes_is_answered_closed_and_taken_back_and_the_terminal_is_as_before() {
    let home = Home::new();
    let args = ["demo", "--dir", "desk", "--pace", "60"];
    let tty = home.run(&args).kitty().size(120, 36).start();
    tty.wait("who waits", |screen| waiting(screen).is_some());
    let before = tty.look(waiting);
    tty.wait("somebody else waits", |screen| waiting(screen) > before);

    // Those who wait longest stand first, whoever else comes.
    let rows = home.rows(View::Waiting);
    let (first, second) = (&rows[0], &rows[1]);
    let (dialog, name) = (first.dialog.id, short(first));
    tty.send("\r");
    reading(&tty);
    tty.send(KITTY[2]);
    told(&tty, "Assigned to you");
    assert_eq!(home.dialog(dialog).assignee, Some(ME));

    tty.type_for("r", "Reply ·");
    tty.type_for("Вітаю! Уже дивлюся.", "Уже дивлюся.");
    // While the answer is on its way the counter is still there, dimmed.
    tty.hope(move |screen| {
        let dim =
            |y: u16| screen.cell(y, 1).is_some_and(|it| it.fgcolor() == vt100::Color::Idx(246));
        list(screen).contains("answering…") && dim(1)
    });
    tty.send("\r");
    tty.wait_hopes();
    delivered(&home, &tty, dialog);
    let gone = name.clone();
    tty.wait("that nobody waits there any more", move |screen| !list(screen).contains(&gone));
    let last = home.messages(dialog).pop().unwrap();
    assert_eq!((last.kind, last.author), (Kind::Reply, Some(ME)));
    assert!(!home.dialog(dialog).counter.waits());

    tty.send(KITTY[0]);
    told(&tty, "Closed: ");
    assert_eq!(home.dialog(dialog).status, Status::Closed);
    let next = short(second);
    tty.wait("the next dialog", |screen| {
        screen.rows(49, 40).nth(1).is_some_and(|it| it.contains(&next))
    });
    tty.send("u");
    told(&tty, "Undone");
    assert_eq!(home.dialog(dialog).status, Status::Open);

    tty.send("q");
    tty.ended_well(0);
    assert_eq!(wire::foreign(&tty.raw()), None);
}
