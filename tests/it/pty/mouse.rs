//! The mouse in the real program: what is asked of the terminal, what a click does, and that no key is lost.

use std::fs;

use keydesk::domain::View;

use super::{Home, Launch, short};

/// The demo with these words in the settings.
fn with_mouse(home: &Home, word: &str) -> Launch {
    let config = home.file("config/keydesk");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), format!("[terminal]\nmouse = \"{word}\"\n")).unwrap();
    home.demo().kitty().size(120, 30)
}

#[test]
fn only_what_the_settings_want_is_asked_of_the_terminal_and_movements_never() {
    for (word, wanted) in
        [("off", [false, false, false]), ("on", [true, false, true]), ("drag", [false, true, true])]
    {
        let home = Home::new();
        let tty = with_mouse(&home, word).start();
        tty.wait_for("the oldest");
        tty.send("q");
        tty.ended_well(0);
        let sent = String::from_utf8(tty.raw()).unwrap();
        let modes = ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1006h"];
        assert_eq!(modes.map(|it| sent.contains(it)), wanted, "{word}");
        assert!(!sent.contains("\x1b[?1003h"));
    }
}

#[test]
fn a_click_opens_a_dialog_and_no_key_is_lost_in_a_flood_of_reports() {
    let home = Home::new();
    let tty = with_mouse(&home, "on").start();
    tty.wait_for("the oldest");
    let third = home.rows(View::Waiting).swap_remove(2);
    // Two rows of the screen for each dialog, below the top line.
    let click = "\x1b[<0;10;6M\x1b[<0;10;6m";
    tty.send(click);
    tty.send(click);
    let name = short(&third);
    tty.wait("its conversation", |screen| {
        screen.rows(49, 40).nth(1).is_some_and(|it| it.contains(&name))
    });
    tty.type_for("r", "Reply ·");
    let text = "Доброго дня! Уже дивлюся, хвилинку.";
    let noise = "\x1b[<64;70;9M\x1b[<65;70;9M\x1b[<35;70;9M".repeat(40);
    for letter in text.chars() {
        tty.send(&format!("{noise}{letter}{noise}"));
    }
    let id = third.dialog.id;
    home.until("every letter", |home| home.drafts(id).iter().any(|it| it.text == text));
    tty.esc();
    super::reading(&tty);
    tty.send("q");
    tty.ended_well(0);
}
