//! Keyboards without a Latin layout: Ctrl with a letter may arrive as the letter alone.

use super::fixture::{Bench, ME, NOW, accepted};
use super::stories::ops;
use crate::domain::{Change, ChangeNo, DialogId, Intent};
use crate::tui::event::{Effect, Event};
use crate::tui::state::Focus;

fn leaves(bench: &Bench) -> bool {
    bench.effects.contains(&Effect::Quit)
}

#[test]
fn three_of_the_four_letters_act_where_no_text_is_typed() {
    for (letter, intent) in
        [("щ", Intent::Close), ("ь", Intent::Assign(Some(ME))), ("и", Intent::Assign(None))]
    {
        let mut bench = Bench::new(80, 24);
        bench.keys(letter);
        assert_eq!(ops(&bench), [(DialogId(1), intent)], "{letter}");
    }
}

#[test]
fn a_cyrillic_q_asks_whether_it_was_ctrl_q() {
    let mut bench = Bench::new(80, 24);
    bench.keys("й");
    assert!(bench.screen().contains("Вийти з keydesk?"), "{}", bench.screen());
    bench.keys("\x1b[B\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::CloseAndUnassign)]);
    assert!(!leaves(&bench));
}

#[test]
fn a_cyrillic_q_held_down_neither_closes_nor_leaves() {
    let mut bench = Bench::new(80, 24);
    for gap in [0, 660, 33, 33, 33, 33] {
        bench.wait(gap);
        bench.keys("й");
    }
    assert_eq!((ops(&bench), leaves(&bench)), (Vec::new(), false));
}

#[test]
fn a_cyrillic_q_and_enter_leave() {
    let mut bench = Bench::new(80, 24);
    bench.keys("й\r");
    assert!(leaves(&bench));
    assert_eq!(ops(&bench), []);
}

#[test]
fn where_the_keyboard_is_known_to_say_ctrl_a_cyrillic_q_leaves_at_once() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1b[?5uй");
    assert!(leaves(&bench));
    let mut bench = Bench::new(80, 24);
    bench.keys("q");
    assert!(leaves(&bench), "a Latin q is no Ctrl+Q in any terminal");
}

#[test]
fn a_lone_letter_in_an_empty_reply_is_typed_and_the_way_out_is_said_once() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rщ");
    let text = |bench: &Bench| bench.state.composer.as_ref().unwrap().editor.text().to_owned();
    assert_eq!((text(&bench).as_str(), bench.state.focus), ("щ", Focus::Composer));
    assert!(bench.screen().contains("F2 покаже"), "{}", bench.screen());
    bench.wait(60_000);
    bench.keys("\x7fщ");
    assert!(!bench.screen().contains("F2 покаже"));
}

#[test]
fn who_has_pressed_a_chord_is_not_told_about_lost_ones() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x0f");
    let op = bench.state.pending[0].op.id;
    bench.happen(Event::Decided { op, done: accepted(Vec::new(), 0) });
    bench.keys("rщ");
    assert!(!bench.screen().contains("F2 покаже"), "{}", bench.screen());
    assert_eq!(bench.state.now, NOW);
}

#[test]
fn with_caps_lock_on_the_menu_s_letters_mean_the_same() {
    for (letter, intent) in [
        ("B", Intent::Assign(None)),
        ("Ь", Intent::Assign(Some(ME))),
        ("Q", Intent::CloseAndUnassign),
    ] {
        let mut bench = Bench::new(80, 24);
        bench.keys("\x1bOQ");
        bench.keys(letter);
        assert_eq!(ops(&bench), [(DialogId(1), intent)], "{letter}");
    }
}

#[test]
fn ctrl_m_held_down_assigns_and_never_sends() {
    // Held from the first press on, or pressed again and then held: a keyboard waits before it begins to repeat.
    for (before_yes, after_yes) in [(660, 40), (900, 660)] {
        held_ctrl_m(before_yes, after_yes);
    }
}

fn held_ctrl_m(before_yes: i64, after_yes: i64) {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(Vec::new(), 0));
    bench.keys("jr");
    bench.keys("половина");
    // Asks, assigns, and then it is mine: Enter would send.
    bench.keys("\r");
    bench.wait(before_yes);
    bench.keys("\r");
    bench.rows[1].dialog.assignee = Some(ME);
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
    bench.wait(after_yes);
    for _ in 0..50 {
        bench.keys("\r");
        bench.wait(40);
    }
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Assign(Some(ME)))]);
    // Let go, and pressed anew.
    bench.wait(1_000);
    bench.keys("\r");
    assert_eq!(ops(&bench).last(), Some(&(DialogId(2), Intent::Reply("половина".into()))));
}

/// Writes to who stands first, and closes the dialog in the middle of it.
fn closed_while_writing() -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    bench.keys("rпів\x0f");
    bench.effects.clear();
    bench
}

#[test]
fn what_is_typed_on_after_the_text_was_closed_acts_on_nobody() {
    let mut bench = closed_while_writing();
    assert_eq!((bench.state.composer.is_some(), bench.state.target()), (false, Some(DialogId(2))));
    for letter in "привіт, so\r".chars() {
        bench.keys(&letter.to_string());
        bench.wait(200);
    }
    assert_eq!((ops(&bench), bench.state.composer.is_some()), (Vec::new(), false));
    assert!(bench.screen().contains("Текст уже закрито"), "{}", bench.screen());
    bench.wait(600);
    bench.keys("s");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::MarkSpam)], "a pause, and it is a key again");
}

#[test]
fn what_has_just_been_closed_can_be_taken_back_at_once() {
    let mut bench = closed_while_writing();
    bench.keys("u");
    assert!(matches!(ops(&bench)[..], [(DialogId(1), Intent::Undo(_))]));
    assert_eq!(bench.state.target(), Some(DialogId(1)), "and one is back there");
}

#[test]
fn a_key_that_is_no_letter_ends_the_deafness_at_once() {
    let mut bench = closed_while_writing();
    bench.keys("\x1b[Bm");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Assign(Some(ME)))]);
}

#[test]
fn after_enter_has_assigned_a_reply_can_begin_and_other_letters_wait() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(Vec::new(), 0));
    bench.keys("j\r\r\r");
    bench.effects.clear();
    bench.keys("s");
    assert_eq!(ops(&bench), []);
    bench.keys("r");
    assert!(bench.state.composer.is_some());
}

#[test]
fn once_the_desk_has_said_that_a_dialog_is_mine_enter_sends() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Assigned { from: None, to: Some(ME) }], 0));
    bench.keys("j\rm");
    bench.keys("rтак\r");
    assert_eq!(ops(&bench).last(), Some(&(DialogId(2), Intent::Reply("так".into()))));
}
