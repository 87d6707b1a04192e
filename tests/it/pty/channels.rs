//! The channels screen in the real program: what it shows is the desk's, and what is done there holds elsewhere.

use std::os::unix::fs::PermissionsExt as _;

use super::Home;
use crate::verbs::channels::{TOKEN, bot_api};

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

#[test]
fn a_bot_is_added_on_the_screen_once_it_works_and_its_token_is_seen_nowhere() {
    let home = Home::new();
    let api = bot_api();
    let tty = home.run(&[]).size(100, 40).start();
    tty.wait_for("No channel is connected yet.");
    tty.type_for("C", "The key a adds the first one");
    tty.type_for("a", "What to connect?");
    tty.type_for("\r", "Bot’s token");
    // A token that is not the bot's, kept in a file; the address stands behind "more".
    tty.type_for("999:TOKEN-of-another\x1b[B", "Where the secret is kept");
    tty.send("file\x1b[B\x1b[B");
    tty.type_for("\r", "Bot API’s address");
    tty.send("\x1b[B");
    tty.type_for(&api, &api);
    let end = "\x1b[B".repeat(20);
    tty.type_for(&end, "[ Test and save ]");
    tty.type_for("\r", "It does not work like this");
    tty.wait_for("[ Save without a test ]");
    assert!(!home.file("data/keydesk/secrets").exists(), "nothing is kept of what does not work");

    // Up to the first line, the other token in its place, and down again.
    tty.send("g\x1b[F\x15");
    tty.send(TOKEN);
    tty.send(&end);
    tty.send("\r");
    tty.wait_for("`telegram` is added and active");
    let secrets = std::fs::read_dir(home.file("data/keydesk/secrets")).unwrap();
    let files: Vec<_> = secrets.map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(std::fs::read_to_string(&files[0]).unwrap(), TOKEN);
    assert_eq!(std::fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);

    tty.type_for("e", "stays as it is");
    tty.esc();
    tty.wait_gone("stays as it is");
    let seen = String::from_utf8_lossy(&tty.raw()).into_owned();
    assert!(!seen.contains("TOKEN"));
    tty.send("C");
    tty.wait_gone("Channels");
    tty.send("q");
    tty.ended_well(0);
}
