//! Searching on the real screen: typed as people type, found as it was written, read in its place, and back.

use keydesk::domain::View;

use super::terminal::row;
use super::{Home, reading, told};

/// What is in the colours of what was looked for.
fn lit(screen: &vt100::Screen) -> String {
    let (height, width) = screen.size();
    let cells = (0..height.get()).flat_map(|y| (0..width.get()).map(move |x| (y, x)));
    let cells = cells.filter_map(|(y, x)| screen.cell(y, x));
    cells.filter(|it| it.bgcolor() == vt100::Color::Idx(94)).map(|it| it.contents()).collect()
}

#[test]
fn words_are_found_however_they_are_spelled_and_read_in_their_place() {
    let home = Home::new();
    let tty = home.demo().start();
    tty.wait_for("the oldest");
    home.hears("Мирон", "Скільки коштує п’ятизірковий набір?");
    home.hears("Мирон", "І чи є він на складі?");
    home.hears("Зоряна", "Всё ещё жду пʼятизірковий набор");
    let waiting = home.rows(View::Waiting).len();
    tty.type_for("/", "words of a message");

    // е for ё, and a word that is only begun.
    tty.send("еще жд");
    tty.wait("the message with ё", |screen| lit(screen) == "ещёжд");
    assert!(tty.text().contains("Зоряна"), "{}", tty.text());
    // Another apostrophe than in either text; the newest stands first.
    tty.send("\x15п'ятизір");
    tty.wait("both", |screen| lit(screen) == "пʼятизірп’ятизір");
    tty.wait("how many", |screen| row(screen, 1).trim_end().ends_with(" 2"));

    tty.send("\r");
    tty.wait_for("[search: п'ятизір 1/2]");
    reading(&tty);
    tty.wait("the hit in its place", |screen| lit(screen).ends_with("пʼятизір"));
    tty.type_for("n", "п'ятизір 2/2]");
    // What was said after it is there as well.
    tty.wait_for("І чи є він на складі?");
    tty.wait("the other hit", |screen| lit(screen).ends_with("п’ятизір"));
    tty.send("n");
    told(&tty, "This is the last message found");
    tty.type_for("N", "п'ятизір 1/2]");

    // The line again, with what has been found.
    tty.type_for("/", "everywhere");
    tty.wait("both again", |screen| lit(screen) == "пʼятизірп’ятизір");
    tty.send("\r");
    tty.wait_for("п'ятизір 1/2]");
    tty.esc();
    tty.wait_gone("[search:");
    tty.wait("that nothing is marked", |screen| lit(screen).is_empty());
    tty.esc();
    tty.wait("the list", |screen| row(screen, -1).starts_with(" Enter"));
    assert_eq!(home.rows(View::Waiting).len(), waiting);

    // From the line itself Esc leads straight back.
    tty.type_for("/", "words of a message");
    tty.type_for("ыъыъ", "Nothing found: ыъыъ");
    tty.esc();
    tty.wait_gone("Nothing found");
    tty.send("q");
    tty.ended_well(0);
}
