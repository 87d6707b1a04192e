//! What keys do.

use super::fixture::{Bench, ME, accepted};
use crate::domain::{AgentId, Change, DialogId, Intent, Kind, MessageId};
use crate::store::Done;
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Popup};

/// The ops that were handed to the desk.
fn ops(bench: &Bench) -> Vec<(DialogId, Intent)> {
    let submitted = bench.effects.iter().filter_map(|it| match it {
        Effect::Submit(op) => Some((op.dialog, op.intent.clone())),
        _ => None,
    });
    submitted.collect()
}

const KITTY_CTRL_M: &str = "\x1b[109;5u";

#[test]
fn the_four_keys_act_on_the_row_under_the_cursor() {
    let mut bench = Bench::new(80, 24);
    bench.keys("j\x0f");
    bench.keys("\x11");
    bench.keys(KITTY_CTRL_M);
    bench.keys("\x02");
    let two = DialogId(2);
    let expected = [
        (two, Intent::Close),
        (two, Intent::CloseAndUnassign),
        (two, Intent::Assign(Some(ME))),
        (two, Intent::Assign(None)),
    ];
    assert_eq!(ops(&bench), expected);
}

#[test]
fn the_four_keys_act_on_the_open_dialog_from_conversation_and_composer() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r\x0f");
    bench.keys("rпривіт\x02");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Close), (DialogId(1), Intent::Assign(None))]);
}

#[test]
fn the_four_keys_mean_the_same_on_a_cyrillic_layout() {
    let mut bench = Bench::new(80, 24);
    for chord in ["\x1b[1097;5u", "\x1b[1081;5u", "\x1b[1100;5u", "\x1b[1080;5u"] {
        bench.keys(chord);
    }
    let intents: Vec<Intent> = ops(&bench).into_iter().map(|it| it.1).collect();
    let expected =
        [Intent::Close, Intent::CloseAndUnassign, Intent::Assign(Some(ME)), Intent::Assign(None)];
    assert_eq!(intents, expected);
}

#[test]
fn enter_that_may_be_ctrl_m_never_sends_a_reply_in_a_dialog_that_is_not_mine() {
    let mut bench = Bench::new(80, 24);
    bench.keys("jr");
    bench.keys("половина відповіді");
    bench.keys("\r");
    assert_eq!(bench.state.popup, Some(Popup::AskAssign(DialogId(2))));
    assert_eq!(ops(&bench), []);
    bench.keys("\r");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Assign(Some(ME)))]);
}

#[test]
fn where_the_terminal_tells_them_apart_enter_sends_at_once() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1b[?5u");
    bench.keys("jrтак\r");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Reply("так".into()))]);
}

#[test]
fn in_my_own_dialog_enter_sends_in_every_terminal() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Reply("так".into()))]);
}

#[test]
fn what_is_sent_stays_in_the_composer_until_it_is_on_the_disk() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r\r\r");
    assert_eq!(ops(&bench).len(), 1, "a second Enter sends nothing twice");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "так");
    let op = bench.state.pending[0].op.id;
    bench.happen(crate::tui::event::Event::Decided { op, done: accepted(Vec::new(), 0) });
    assert!(bench.state.composer.is_none());
}

#[test]
fn a_refused_reply_stays_written() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(Done::Refused(crate::domain::Refusal::ChannelInactive));
    bench.keys("rтак\r");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "так");
    bench.keys("!");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "так!");
}

#[test]
fn a_full_disk_loses_no_word_and_says_so() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    let op = bench.state.pending[0].op.id;
    let full = crate::base::msg::Msg::new("store-full");
    let hint = Some(crate::base::msg::Msg::new("store-full-hint"));
    bench.happen(crate::tui::event::Event::NotRecorded { op, what: full.clone(), hint });
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "так");
    assert_eq!(bench.state.trouble, Some(full));
}

#[test]
fn what_the_customer_wrote_meanwhile_is_seen_before_a_reply_goes() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак");
    bench.messages.push(super::fixture::message(40, Kind::Inbound, 0, "вже не треба"));
    bench.state.head.0 = -1;
    bench.happen(crate::tui::event::Event::Moved(crate::domain::ChangeNo(0)));
    bench.keys("\r");
    assert_eq!(ops(&bench), []);
    bench.keys("\r");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Reply("так".into()))]);
}

#[test]
fn closing_while_reading_goes_on_to_the_next_dialog() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r");
    bench.verdict = Some(accepted(vec![Change::Closed], 3));
    bench.keys("\x0f");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(2)));
    assert_eq!(bench.state.focus, Focus::Thread);
}

#[test]
fn closing_what_has_just_been_answered_goes_on_to_the_dialog_in_its_place() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r");
    // Answered, it waits no longer and leaves the list.
    bench.state.list.rows.remove(0);
    assert_eq!(bench.state.thread.dialog, Some(DialogId(1)));
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    bench.keys("\x0f");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(2)));
}

#[test]
fn undo_takes_back_the_last_thing_and_then_the_one_before() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Assigned { from: None, to: Some(AgentId(1)) }], 0));
    bench.keys("j\x1b[109;5uj\x1b[109;5uuuu");
    let names: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|it| match it {
            Effect::Submit(op) => Some((op.dialog, op.id, op.intent.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(names[2].2, Intent::Undo(names[1].1));
    assert_eq!(names[3].2, Intent::Undo(names[0].1));
    assert_eq!(names.len(), 4, "there is no third thing to take back");
}

#[test]
fn a_glance_marks_nothing_as_seen_and_opening_does() {
    let mut bench = Bench::new(80, 24);
    bench.keys("j");
    bench.wait(200);
    assert_eq!(bench.state.thread.dialog, Some(DialogId(2)), "the preview follows the cursor");
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::See(..))));
    bench.keys("\r");
    assert!(bench.effects.contains(&Effect::See(DialogId(2), MessageId(16))));
}

#[test]
fn moving_the_cursor_asks_the_desk_nothing() {
    let mut bench = Bench::new(80, 24);
    let asked = bench.state.asked;
    bench.keys("jjjkkjjk");
    assert_eq!(bench.state.asked, asked);
}

#[test]
fn plain_letters_of_a_cyrillic_layout_move_and_act() {
    let mut bench = Bench::new(80, 24);
    bench.keys("ооо");
    assert_eq!(bench.state.list.cursor, 3);
    bench.keys("л");
    assert_eq!(bench.state.list.cursor, 2);
    bench.keys("щ");
    assert_eq!(ops(&bench), [(DialogId(3), Intent::Close)]);
}

#[test]
fn the_menu_takes_latin_and_cyrillic_letters() {
    for letter in ["m", "ь"] {
        let mut bench = Bench::new(80, 24);
        bench.keys("j\x1bOQ");
        bench.keys(letter);
        assert_eq!(ops(&bench), [(DialogId(2), Intent::Assign(Some(ME)))]);
    }
}

#[test]
fn a_draft_is_saved_at_a_pause_and_when_it_is_left() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rпів");
    let saved = |bench: &Bench| {
        bench.effects.iter().filter(|it| matches!(it, Effect::SaveDraft(..))).count()
    };
    assert_eq!(saved(&bench), 0);
    bench.wait(500);
    assert_eq!(saved(&bench), 1);
    bench.keys(" слова\x1b");
    let text = "пів слова".to_owned();
    assert!(bench.effects.contains(&Effect::SaveDraft(DialogId(1), Kind::Reply, text)));
    bench.keys("r");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "пів слова");
}

#[test]
fn a_big_paste_lands_in_the_composer_whole() {
    let mut bench = Bench::new(80, 24);
    let text = "Рядок тексту, досить довгий. ".repeat(2000);
    bench.keys("r");
    bench.keys(&format!("\x1b[200~{text}\x1b[201~"));
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), text);
    assert_eq!(ops(&bench), []);
}

#[test]
fn a_clock_set_back_leaves_no_word_on_the_screen_for_hours() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    bench.keys("\x0f");
    assert!(bench.state.toast.is_some());
    bench.wait(-3_600_000);
    assert!(bench.state.toast.is_some());
    bench.wait(20_000);
    assert!(bench.state.toast.is_none());
}

#[test]
fn nothing_moves_by_itself_between_two_minutes() {
    let mut bench = Bench::new(80, 24);
    bench.wait(1_000);
    let next = bench.state.next_change().unwrap();
    assert_eq!(next.0 % 60_000, 0, "ages change together, on the minute");
}

#[test]
fn any_size_is_survived() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтекст");
    for width in [0, 1, 5, 23, 24, 40, 79, 80, 119, 120, 300] {
        for height in [0, 1, 5, 6, 12, 17, 18, 24, 60] {
            bench.happen(crate::tui::event::Event::Resized(width, height));
            bench.screen();
        }
    }
}

#[test]
fn a_desk_that_could_not_answer_is_asked_again() {
    let mut bench = Bench::new(80, 24);
    let what = crate::base::msg::Msg::new("store-busy");
    bench.happen(crate::tui::event::Event::Failed { what, hint: None });
    let asked = bench.state.asked;
    bench.wait(1_000);
    assert_eq!(bench.state.asked, asked, "not at once, and not in a circle");
    bench.wait(2_500);
    assert!(bench.state.asked > asked);
    assert_eq!(bench.state.trouble, None, "it has answered");
}
