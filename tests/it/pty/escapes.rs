//! What a terminal is asked to do beside showing cells: the clipboard, links, the title, notices, other colours.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keydesk::domain::{Kind, View};

use super::{Home, Terminal, focus, reading, told, wire};

/// The bodies of all operating system commands of this number.
fn commands(raw: &[u8], number: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let begin = format!("\x1b]{number};");
    let bodies = text.split(&begin).skip(1).filter_map(|it| it.split_once("\x1b\\"));
    bodies.map(|it| it.0.to_owned()).collect()
}

/// The texts that were put into the terminal's clipboard.
fn copied(raw: &[u8]) -> Vec<String> {
    let decoded = commands(raw, "52").into_iter().map(|it| {
        let encoded = it.strip_prefix("c;").expect("the clipboard and no other");
        String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap()
    });
    decoded.collect()
}

fn rings(raw: &[u8]) -> usize {
    // The program ends its commands in ST, so every BEL is a bell.
    raw.iter().filter(|it| **it == 0x07).count()
}

/// Opens the conversation with somebody who has just written: they stand last among those who wait.
fn open_last(tty: &Terminal, name: &str) {
    tty.send("G\r");
    reading(tty);
    tty.wait("the heading", |screen| {
        screen.rows(35, 40).nth(1).is_some_and(|it| it.contains(name))
    });
}

fn leave(tty: &Terminal) {
    tty.send("q");
    tty.ended_well(0);
    assert_eq!(wire::foreign(&tty.raw()), None);
}

/// Settings, before the program starts.
fn settings(home: &Home, lines: &str) {
    let file = home.file("config/keydesk/config.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, lines).unwrap();
}

#[test]
fn what_is_copied_while_writing_goes_to_the_terminal_s_clipboard() {
    let home = Home::new();
    let tty = home.demo().kitty().start();
    tty.wait_for("the oldest");
    tty.type_for("r", "Reply ·");
    tty.type_for("два слова", "два слова");
    tty.send("\x1ba\x03");
    told(&tty, "Sent to the terminal's clipboard");
    assert_eq!(copied(&tty.raw()), ["два слова"]);
    tty.send("\x1ba\x18");
    tty.wait_gone("два слова");
    tty.type_for("\x16", "два слова");
    assert_eq!(copied(&tty.raw()), ["два слова", "два слова"]);
    super::stop_writing(&tty);
    leave(&tty);
}

#[test]
fn y_copies_what_the_customer_said_and_on_the_card_who_they_are() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    let row = home.rows(View::Waiting).remove(0);
    tty.send("\r");
    reading(&tty);
    tty.send("y");
    told(&tty, "Sent to the terminal's clipboard");
    let inbound =
        home.messages(row.dialog.id).into_iter().rev().find(|it| it.kind == Kind::Inbound);
    assert_eq!(copied(&tty.raw()), [inbound.unwrap().text]);
    tty.type_for("l", "Contact");
    tty.send("y");
    tty.wait_raw("the handle", |raw| copied(raw).len() == 2);
    let card = home.read(|desk| {
        use keydesk::store::Inbox as _;
        desk.card(row.dialog.id, super::ME).unwrap().unwrap()
    });
    assert_eq!(copied(&tty.raw())[1], card.contact.handle);
    leave(&tty);
}

#[test]
fn with_the_clipboard_switched_off_nothing_leaves() {
    let home = Home::new();
    settings(&home, "[terminal]\nclipboard = \"off\"\n");
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    tty.send("\r");
    reading(&tty);
    tty.send("y");
    told(&tty, "Kept for pasting");
    assert_eq!(copied(&tty.raw()), [""; 0]);
    leave(&tty);
}

/// A program called tmux that does this, first among all programs.
fn fake_tmux(home: &Home, script: &str) -> String {
    let folder = home.file("bin");
    fs::create_dir_all(&folder).unwrap();
    // It is asked about its keys as well, and has nothing to say there.
    let script = format!("#!/bin/sh\n[ \"$1\" = load-buffer ] || exit 1\n{script}\n");
    fs::write(folder.join("tmux"), script).unwrap();
    fs::set_permissions(folder.join("tmux"), fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default())
}

#[test]
fn inside_tmux_it_is_tmux_that_is_given_the_text() {
    let home = Home::new();
    let path = fake_tmux(&home, r#"echo "$@" > words.txt; cat > part.txt; mv part.txt got.txt"#);
    let tty = home.demo().env("PATH", path).env("TMUX", "/tmp/x,1,0").start();
    tty.wait_for("the oldest");
    tty.type_for("r", "Reply ·");
    tty.type_for("два слова", "два слова");
    tty.send("\x1ba\x03");
    told(&tty, "Sent to the terminal's clipboard");
    home.until("what tmux was given", |home| home.file("got.txt").exists());
    assert_eq!(fs::read_to_string(home.file("got.txt")).unwrap(), "два слова");
    assert_eq!(fs::read_to_string(home.file("words.txt")).unwrap(), "load-buffer -w -\n");
    assert_eq!(copied(&tty.raw()), [""; 0]);
    super::stop_writing(&tty);
    leave(&tty);
}

#[test]
fn what_is_copied_right_before_the_end_is_copied() {
    let home = Home::new();
    // It is asked by the screen, not by what is left of it.
    let script =
        r#"cat > part.txt; grep PPid: "/proc/$$/status" > asked-by.txt; mv part.txt got.txt"#;
    let path = fake_tmux(&home, script);
    let tty = home.demo().env("PATH", path).env("TMUX", "/tmp/x,1,0").start();
    tty.wait_for("the oldest");
    let row = home.rows(View::Waiting).remove(0);
    tty.send("\r");
    reading(&tty);
    tty.send("yq");
    tty.ended_well(0);
    let last = home.messages(row.dialog.id).into_iter().rev().find(|it| it.kind == Kind::Inbound);
    assert_eq!(fs::read_to_string(home.file("got.txt")).unwrap(), last.unwrap().text);
    let asked = fs::read_to_string(home.file("asked-by.txt")).unwrap();
    assert_eq!(asked.trim(), format!("PPid:\t{}", tty.pid().as_raw_nonzero()));
}

#[test]
fn a_tmux_that_refuses_is_told_of_and_passed_by() {
    let home = Home::new();
    let path = fake_tmux(&home, "exit 3");
    let tty = home.demo().env("PATH", path).env("TMUX", "/tmp/x,1,0").start();
    tty.wait_for("the oldest");
    tty.send("\r");
    reading(&tty);
    tty.send("y");
    told(&tty, "Tmux did not take it (exit status: 3)");
    assert_eq!(copied(&tty.raw()).len(), 1);
    leave(&tty);
}

#[test]
fn inside_screen_it_goes_through_in_pieces() {
    let home = Home::new();
    let tty = home.demo().env("STY", "1.pts").start();
    tty.wait_for("the oldest");
    tty.type_for("r", "Reply ·");
    let words = "слово ".repeat(100);
    tty.send(&words);
    tty.wait("the words", |screen| screen.contents().contains("слово слово"));
    tty.send("\x1ba\x03");
    told(&tty, "Sent to the terminal's clipboard");
    let text = String::from_utf8(tty.raw()).unwrap();
    let from = text.find("\x1bP\x1b]52;c;").unwrap();
    let to = from + text[from..].find("\x07\x1b\\").unwrap();
    let inner = text[from..to].replace("\x1b\\\x1bP", "");
    let encoded = inner.strip_prefix("\x1bP\x1b]52;c;").unwrap();
    assert_eq!(String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap(), words);
    super::stop_writing(&tty);
    leave(&tty);
}

#[test]
fn an_address_in_a_message_is_a_link_where_links_are_wanted() {
    for wanted in [true, false] {
        let home = Home::new();
        settings(&home, &format!("[terminal]\nlinks = {wanted}\n"));
        let tty = home.demo().start();
        tty.wait_for("the oldest");
        let text = "див. https://shop.example/a;b, www.shop.example, bob@shop.example";
        news(&home, &tty, "Zoriana", text);
        open_last(&tty, "Zoriana");
        tty.wait_for("bob@shop.example");
        let opened: Vec<String> = commands(&tty.raw(), "8")
            .into_iter()
            .filter_map(|it| it.strip_prefix("id=")?.split_once(';').map(|it| it.1.to_owned()))
            .collect();
        let pages = ["https://shop.example/a%3Bb", "https://www.shop.example"];
        for url in pages.into_iter().chain(["mailto:bob@shop.example"]) {
            assert_eq!(opened.contains(&url.to_owned()), wanted, "{url} in {opened:?}");
        }
        assert_eq!(opened.is_empty(), !wanted);
        leave(&tty);
    }
}

/// The title as the terminal has it now.
fn title(tty: &Terminal) -> String {
    commands(&tty.raw(), "2").pop().unwrap_or_default()
}

#[test]
fn the_title_tells_how_many_wait_and_the_old_one_comes_back() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    let waiting = |home: &Home| home.rows(View::Waiting).len();
    let before = waiting(&home);
    assert_eq!(title(&tty), format!("({before}) keydesk"));
    home.hears("Zoriana", "Чи є хтось?");
    let more = format!("({}) keydesk", before + 1);
    tty.wait_raw("one more", |raw| commands(raw, "2").pop().as_deref() == Some(more.as_str()));
    tty.send("\x0f");
    told(&tty, "Closed");
    let fewer = format!("({before}) keydesk");
    tty.wait_raw("one less", |raw| commands(raw, "2").pop().as_deref() == Some(fewer.as_str()));
    assert!(commands(&tty.raw(), "2").len() < 8, "only when it changes");
    leave(&tty);
    let text = String::from_utf8_lossy(&tty.raw()).into_owned();
    assert!(text.find("\x1b[22;0t").unwrap() < text.find("\x1b]2;").unwrap());
    assert!(text.rfind("\x1b]2;").unwrap() < text.rfind("\x1b[23;0t").unwrap());
}

#[test]
fn who_comes_back_from_their_editor_finds_the_title_and_nobody_knows_where_they_look() {
    let home = Home::new();
    let tty = home.demo().env("EDITOR", "true").start();
    tty.wait_for("the oldest");
    focus(&tty, false);
    let own = title(&tty);
    tty.type_for("r", "Reply ·");
    tty.send("\x1bOS");
    tty.wait_raw("the title again", |raw| {
        let text = String::from_utf8_lossy(raw);
        let back = text.rfind("\x1b[23;0t").map(|it| text[it..].to_owned());
        back.is_some_and(|it| {
            it.contains("\x1b[22;0t") && commands(it.as_bytes(), "2") == [own.as_str()]
        })
    });
    super::stop_writing(&tty);
    news(&home, &tty, "Zoriana", "раз");
    assert_eq!(rings(&tty.raw()), 0);
    leave(&tty);
}

#[test]
fn a_title_that_is_not_wanted_is_left_alone() {
    let home = Home::new();
    settings(&home, "[terminal]\ntitle = false\n");
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    tty.send("q");
    assert_eq!(tty.end(), 0);
    assert_eq!(wire::foreign(&tty.raw()), None);
    let text = String::from_utf8_lossy(&tty.raw()).into_owned();
    assert!(!text.contains("\x1b]2;") && !text.contains("\x1b[22;0t"));
    assert!(!text.contains("\x1b[23;0t"));
}

/// Somebody writes, and the screen shows it.
fn news(home: &Home, tty: &Terminal, name: &str, text: &str) {
    let before = home.rows(View::Waiting).len();
    home.hears(name, text);
    let waiting = format!("({}) keydesk", before + 1);
    tty.wait_raw("the news", |raw| commands(raw, "2").pop().as_deref() == Some(waiting.as_str()));
}

#[test]
fn nobody_is_told_what_they_see_and_nobody_whose_terminal_says_nothing() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    news(&home, &tty, "Zoriana", "раз");
    focus(&tty, true);
    news(&home, &tty, "Yaryna", "два");
    assert_eq!(rings(&tty.raw()), 0);
    // Who has looked away is told once for all that comes at once.
    focus(&tty, false);
    news(&home, &tty, "Xenia", "три");
    tty.wait_raw("a bell", |raw| rings(raw) == 1);
    news(&home, &tty, "Vira", "чотири");
    assert_eq!(rings(&tty.raw()), 1);
    leave(&tty);
}

#[test]
fn each_terminal_is_told_in_its_own_words() {
    for (name, number, told) in [
        ("foot(1.13.1)", "777", "notify;Zoriana;Де, моє?"),
        ("WezTerm 20240203-110809", "9", "keydesk: Zoriana: Де, моє?"),
        ("iTerm2 3.5.0", "9", "keydesk: Zoriana: Де, моє?"),
        ("ghostty 1.1.3", "9", "keydesk: Zoriana: Де, моє?"),
    ] {
        let home = Home::new();
        let tty = home.demo().start();
        tty.wait_for("the oldest");
        tty.send(&format!("\x1bP>|{name}\x1b\\"));
        focus(&tty, false);
        home.hears("Zoriana", "Де; моє?");
        tty.wait_raw(name, |raw| !commands(raw, number).is_empty());
        assert_eq!(commands(&tty.raw(), number), [told], "{name}");
        assert_eq!(rings(&tty.raw()), 0, "{name}");
        leave(&tty);
    }
}

#[test]
fn kitty_is_told_in_two_parts_and_bell_and_off_mean_what_they_say() {
    for (wanted, parts, bells) in [("auto", 2, 0), ("bell", 0, 1), ("off", 0, 0)] {
        let home = Home::new();
        settings(&home, &format!("[terminal]\nnotices = \"{wanted}\"\n"));
        let tty = home.demo().kitty().start();
        tty.wait_for("the oldest");
        focus(&tty, false);
        news(&home, &tty, "Zoriana", "Де моє?");
        let told = commands(&tty.raw(), "99");
        assert_eq!((told.len(), rings(&tty.raw())), (parts, bells), "{wanted}: {told:?}");
        if let [title, words] = told.as_slice() {
            assert!(title.ends_with(":d=0;Zoriana"), "{title}");
            assert!(words.ends_with(":d=1:p=body;Де моє?"), "{words}");
        }
        leave(&tty);
    }
}

#[test]
fn a_multiplexer_is_rung_through_whatever_stands_around_it() {
    let home = Home::new();
    let tty = home.demo().kitty().env("STY", "1.pts").start();
    tty.wait_for("the oldest");
    focus(&tty, false);
    news(&home, &tty, "Zoriana", "Де моє?");
    assert_eq!((rings(&tty.raw()), commands(&tty.raw(), "99").len()), (1, 0));
    leave(&tty);
}

#[test]
fn a_notice_never_repeats_what_a_terminal_would_obey() {
    for terminal in ["", "foot(1.13.1)", "WezTerm 2024", "kitty(0.35.2)"] {
        let home = Home::new();
        let tty = home.demo().start();
        tty.wait_for("the oldest");
        tty.send(&format!("\x1bP>|{terminal}\x1b\\"));
        focus(&tty, false);
        let name = "Z\x1b]2;owned\x07\x1b\\\u{9c};4;1\u{202e}\x1b]52;c;eA==\x07";
        let text = "\x1b\\\x1b[2J;\x07\x1b]8;;http://evil.example\x1b\\a\u{9b}31m\r\n\x00\u{301}"
            .repeat(50);
        news(&home, &tty, name, &format!("{text} https://evil.example/\x1b]8;;\x07x?a=%1b;b"));
        open_last(&tty, "Z");
        tty.wait_for("https://evil.example/");
        tty.send("y");
        told(&tty, "Sent to the terminal's clipboard");
        let words = copied(&tty.raw()).pop().unwrap();
        assert!(!words.contains(|it: char| it.is_control() && it != '\n'), "{words:?}");
        let notices: usize =
            ["9", "777", "99"].iter().map(|it| commands(&tty.raw(), it).len()).sum();
        let expected = [("", 0), ("kitty(0.35.2)", 2)].into_iter().find(|it| it.0 == terminal);
        assert_eq!(notices, expected.map_or(1, |it| it.1), "{terminal}");
        assert_eq!(rings(&tty.raw()), usize::from(terminal.is_empty()));
        leave(&tty);
    }
}

/// Whether the view I am in has the colour of this theme.
fn chosen_in(screen: &vt100::Screen, colour: u8) -> bool {
    let width = screen.size().1.get();
    (0..width).any(|x| screen.cell(0, x).unwrap().fgcolor() == vt100::Color::Idx(colour))
}

const DARK: u8 = 81;
const LIGHT: u8 = 25;

#[test]
fn a_theme_that_changes_in_the_middle_of_the_day_is_followed() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    tty.wait("the dark theme", |screen| chosen_in(screen, DARK));
    tty.send("\x1b[?2031;2$y");
    tty.wait_raw("that reports are wanted", |raw| raw.ends_with(b"\x1b[?2031h"));
    let asked = |raw: &[u8]| String::from_utf8_lossy(raw).matches("\x1b]11;?").count();
    let before = asked(&tty.raw());
    // The desktop turns light, and this terminal, whose window stays dark, says so when it is asked.
    tty.hope(|screen| chosen_in(screen, LIGHT));
    tty.send("\x1b[?997;2n");
    tty.wait_raw("the question", |raw| asked(raw) == before + 1);
    tty.wait("the dark theme again", |screen| chosen_in(screen, DARK));
    // A window that does turn light.
    tty.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    tty.wait("the light theme", |screen| chosen_in(screen, LIGHT));
    leave(&tty);
}
