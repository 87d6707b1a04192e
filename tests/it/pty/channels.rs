//! The channels screen in the real program: what it shows is the desk's, and what is done there holds elsewhere.

use super::Home;

#[test]
fn a_channel_is_checked_switched_off_and_given_a_list_on_the_screen() {
    let home = Home::new();
    home.beside(&["channel", "add", "demo", "--name", "Крамниця"]);
    let tty = home.run(&[]).size(100, 30).start();
    tty.wait_for("1 waits");
    tty.type_for("C", "Channels");
    tty.wait_for("the program plays the customers");
    tty.wait_for("works");
    tty.type_for("c", "Check: Крамниця");
    tty.wait_for("✓ the channel is active");
    tty.esc();
    tty.wait_gone("Check: ");

    tty.type_for("s", "off");
    tty.wait_for("deactivated; its dialogs stay");
    // What is done elsewhere is seen here.
    home.beside(&["channel", "activate", "Крамниця"]);
    tty.wait_for("works");

    tty.type_for("l", "who gets new dialogs");
    tty.send("j \r");
    tty.wait_for("New dialogs go out in turn");
    tty.wait_for("1. ");
    tty.send("C");
    tty.wait_gone("Channels");
    tty.send("q");
    tty.ended_well(0);
}
