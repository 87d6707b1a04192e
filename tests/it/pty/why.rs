//! "Why don't I see it?" in the real program: a dialog that is closed, one that a filter hides, one that nobody knows.

use keydesk::domain::{Status, View};

use super::{Home, reading, status, told};

#[test]
fn what_hides_a_dialog_is_told_and_enter_goes_to_it() {
    let home = Home::new();
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    let rows = home.rows(View::Waiting);
    let (first, second) = (&rows[0].dialog, &rows[1].dialog);
    tty.send("o");
    told(&tty, "Closed");
    assert_eq!(home.dialog(first.id).status, Status::Closed);

    tty.type_for("w", "Why don't I see it?");
    tty.type_for(&format!("#{}\r", first.id.0), "it is closed");
    tty.type_for("\r", &format!("#{}", first.id.0));
    tty.wait_gone("Why don't I see it?");
    reading(&tty);
    tty.send("O");
    told(&tty, "Open again");
    assert_eq!(home.dialog(first.id).status, Status::Open);
    tty.esc();

    // A filter that nobody passes: the empty list points to the key, and Enter takes the filter off.
    tty.type_for("f", "What may come next");
    tty.send("tag:nobodyhasthis\r");
    tty.wait_for("Looking for one dialog?");
    tty.type_for("w", "Why don't I see it?");
    tty.type_for(&format!("{}\r", second.id.0), "the filter hides it: tag:nobodyhasthis");
    tty.send("\r");
    tty.wait_gone("Why don't I see it?");
    tty.wait("the filter is gone", |screen| !screen.contents().contains("[tag:nobodyhasthis]"));
    reading(&tty);
    tty.wait("it is said", |screen| status(screen).contains("Taken off the filter"));
    tty.esc();

    tty.type_for("w", "Why don't I see it?");
    tty.type_for("Немає Такого\r", "there is no dialog `Немає Такого`");
    tty.esc();
    tty.wait_gone("Why don't I see it?");
    tty.send("q");
    tty.ended_well(0);
}
