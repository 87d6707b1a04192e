//! A desk of one's own, from nothing, with another window beside it.

use super::{Home, told};

#[test]
fn an_empty_desk_says_what_to_do_and_a_channel_added_elsewhere_appears_without_a_restart() {
    let home = Home::new();
    let tty = home.run(&[]).size(120, 30).start();
    tty.wait_for("No channel is connected yet.");
    tty.wait_for("channel add demo");

    home.beside(&["channel", "add", "demo", "--name", "Крамниця"]);
    tty.wait_gone("No channel is connected yet.");
    // Customers write within seconds, and the first one is shown.
    tty.wait_for("1 waits");
    tty.wait_for("2 wait");
    tty.wait_for("Крамниця");

    home.beside(&["channel", "deactivate", "Крамниця"]);
    tty.wait_for("(deactivated)");
    home.beside(&["channel", "activate", "Крамниця"]);
    tty.wait_gone("(deactivated)");
    home.beside(&["channel", "delete", "Крамниця", "--confirm", "Крамниця"]);
    tty.wait_for("No channel is connected yet.");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn nothing_is_sent_over_a_channel_that_is_switched_off() {
    let home = Home::new();
    home.beside(&["--dir", "desk", "channel", "add", "demo", "--name", "t"]);
    let tty = home.run(&["--dir", "desk"]).kitty().start();
    tty.wait_for("1 waits");
    tty.type_for("r", "Reply ·");
    tty.type_for("так", "так");
    home.beside(&["--dir", "desk", "channel", "deactivate", "t"]);
    tty.send("\r");
    told(&tty, "The channel is deactivated");
    tty.wait_for("Reply ·");
    tty.wait_for("так");
}
