//! What mails repeat of earlier ones is folded away until somebody asks for it.

use super::fixture::{Bench, message};
use crate::domain::{ChangeNo, ChannelKind, Kind, Message};
use crate::tui::event::Event;

const MAIL: &str = "Дякую, отримала!\n\n24.11.2026 10:01, Крамниця пише:\n> Добрий день.\n> Відправили сьогодні.\n> \n> Крамниця";

/// A screen on which these messages have just come.
fn told(width: u16, height: u16, messages: Vec<Message>) -> Bench {
    let mut bench = Bench::new(width, height);
    bench.messages = messages;
    bench.roster.channels[0].kind = ChannelKind::Email;
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
    bench
}

/// A conversation of mails that is being read.
fn reading(width: u16, height: u16) -> Bench {
    let messages = vec![
        message(10, Kind::Inbound, 300, "Де посилка?"),
        message(11, Kind::Reply, 200, "Добрий день.\nВідправили сьогодні.\n\nКрамниця"),
        message(12, Kind::Inbound, 100, MAIL),
        message(13, Kind::Inbound, 90, "Коротко\n> а це?\n> і це?"),
    ];
    let mut bench = told(width, height, messages);
    bench.keys("\r");
    bench
}

#[test]
fn a_quote_is_one_line_until_it_is_asked_for() {
    let mut bench = reading(80, 24);
    insta::assert_snapshot!(bench.screen());
    bench.keys("Q");
    let whole = bench.screen();
    assert!(whole.contains("> Відправили сьогодні.") && !whole.contains("цитати"), "{whole}");
    bench.keys("Q");
    assert!(!bench.screen().contains("> Відправили сьогодні."));
}

#[test]
fn the_key_is_that_key_in_a_cyrillic_layout_too() {
    let mut bench = reading(80, 24);
    bench.keys("Й");
    assert!(bench.screen().contains("> Відправили сьогодні."));
}

#[test]
fn where_no_mails_come_nothing_is_a_quote() {
    let mut bench = reading(80, 24);
    bench.roster.channels[0].kind = ChannelKind::Telegram;
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
    assert!(bench.screen().contains("> Відправили сьогодні."), "{}", bench.screen());
}

#[test]
fn two_lines_are_not_worth_folding() {
    assert!(reading(80, 24).screen().contains("> і це?"));
}

#[test]
fn what_is_looked_for_is_never_folded_away() {
    let mut bench = told(120, 40, vec![message(12, Kind::Inbound, 100, MAIL)]);
    assert!(!bench.screen().contains("> Відправили сьогодні."), "{}", bench.screen());
    bench.keys("/відправили\r");
    bench.keys("\r");
    assert!(bench.screen().contains("> Відправили сьогодні."), "{}", bench.screen());
}

#[test]
fn what_is_read_stays_where_it_is() {
    let mut bench = reading(80, 12);
    bench.keys("g");
    let first = |bench: &Bench| bench.screen().lines().nth(4).map(str::to_owned);
    let before = first(&bench);
    bench.keys("Q");
    assert_eq!(first(&bench), before, "{}", bench.screen());
    bench.keys("Q");
    assert_eq!(first(&bench), before, "{}", bench.screen());
}

#[test]
fn where_nothing_is_folded_it_says_so() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\rQ");
    assert!(bench.screen().contains("нічого не згорнуто"), "{}", bench.screen());
}
