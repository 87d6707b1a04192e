//! The screens, drawn.

use super::fixture::{Bench, row};
use crate::i18n::Language;
use crate::store::Roster;
use crate::tui::event::Event;

#[test]
fn three_columns() {
    let mut bench = Bench::new(120, 40);
    bench.keys("\r");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn three_columns_in_english() {
    insta::assert_snapshot!(Bench::in_language(120, 40, Language::En).screen());
}

#[test]
fn two_columns() {
    insta::assert_snapshot!(Bench::new(80, 24).screen());
}

#[test]
fn two_columns_in_english() {
    insta::assert_snapshot!(Bench::in_language(80, 24, Language::En).screen());
}

#[test]
fn two_columns_in_russian() {
    insta::assert_snapshot!(Bench::in_language(80, 24, Language::Ru).screen());
}

#[test]
fn one_column() {
    insta::assert_snapshot!(Bench::new(40, 12).screen());
}

#[test]
fn one_column_conversation_in_english() {
    let mut bench = Bench::in_language(40, 12, Language::En);
    bench.keys("\r");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn one_column_in_russian() {
    insta::assert_snapshot!(Bench::in_language(40, 12, Language::Ru).screen());
}

#[test]
fn three_columns_in_russian() {
    insta::assert_snapshot!(Bench::in_language(120, 40, Language::Ru).screen());
}

#[test]
fn a_reply_and_a_note_cannot_be_confused() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rВітаю! Зараз перевірю\nі напишу");
    let reply = bench.screen();
    bench.keys("\x1b");
    bench.keys("nспитати склад");
    insta::assert_snapshot!(format!("{reply}\n{}", bench.screen()));
}

#[test]
fn the_contact_card_where_there_is_no_room_beside() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r\x1b[C");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn the_help() {
    let mut bench = Bench::new(80, 24);
    bench.keys("?");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn the_menu() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1bOQ");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_filter_is_seen_with_what_it_hides() {
    let mut bench = Bench::new(80, 24);
    bench.keys("4fassignee:none\r");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_screen_without_room_asks_for_more() {
    insta::assert_snapshot!(Bench::new(20, 5).screen());
}

#[test]
fn without_a_channel_the_list_says_what_to_do() {
    let mut bench = Bench::new(80, 24);
    bench.rows = Vec::new();
    bench.state.head.0 = -1;
    bench.happen(Event::Moved(crate::domain::ChangeNo(0)));
    bench.state.roster = Roster { channels: Vec::new(), ..bench.state.roster.clone() };
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn no_text_of_a_customer_reaches_a_cell_as_a_control() {
    let mut bench = Bench::new(120, 40);
    let hostile = "a\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{200b}b".to_owned() + &"\u{301}".repeat(500);
    bench.rows = (1..9).map(|it| row(it, &hostile, Some((1, it)), &hostile)).collect();
    for message in &mut bench.messages {
        message.text = format!("{hostile}{}", "щ".repeat(10_000));
    }
    bench.keys("\r");
    let screen = bench.screen();
    let bad = |it: char| it != '\n' && (it.is_control() || ('\u{202a}'..='\u{202e}').contains(&it));
    assert!(!screen.contains(bad), "{screen:?}");
    for line in screen.lines() {
        assert!(crate::base::text::width(line) <= 120, "{line:?}");
    }
}

#[test]
fn what_is_half_written_is_seen_in_its_dialog() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rперевірю й напишу");
    bench.keys("\x1b");
    assert!(
        bench.screen().contains("r Чернетка відповіді: перевірю й напишу"),
        "{}",
        bench.screen()
    );
    bench.keys("r");
    assert!(!bench.screen().contains("Чернетка"), "{}", bench.screen());
}

#[test]
fn what_just_happened_leaves_nothing_of_the_numbers_beneath_it() {
    use super::fixture::accepted;
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![crate::domain::Change::Closed], 3));
    bench.keys("\x0f");
    insta::assert_snapshot!(bench.screen().lines().rev().nth(1).unwrap_or_default());
    bench.happen(Event::Resized(40, 12));
    insta::assert_snapshot!(bench.screen().lines().last().unwrap_or_default());
}
