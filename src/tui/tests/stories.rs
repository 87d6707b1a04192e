//! What keys do.

use super::fixture::{Bench, ME, accepted};
use crate::domain::{AgentId, Change, DialogId, Intent, Kind, MessageId};
use crate::store::Done;
use crate::tui::event::{Effect, Event};
use crate::tui::state::{Focus, Popup};
use crate::tui::update::update;

/// The ops that were handed to the desk.
pub(super) fn ops(bench: &Bench) -> Vec<(DialogId, Intent)> {
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

fn written(bench: &Bench) -> &str {
    bench.state.composer.as_ref().map_or("", |it| it.editor.text())
}

#[test]
fn what_is_sent_leaves_the_composer_and_what_is_typed_next_is_text() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    bench.keys("so q");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Reply("так".into()))]);
    assert_eq!(written(&bench), "so q");
    let op = bench.state.pending[0].op.id;
    bench.happen(Event::Decided { op, done: accepted(Vec::new(), 0) });
    assert_eq!((bench.state.focus, written(&bench)), (Focus::Composer, "so q"));
}

#[test]
fn a_draft_is_on_the_disk_before_its_text_is_handed_over() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    let saved = bench.effects.iter().position(|it| matches!(it, Effect::SaveDraft { .. })).unwrap();
    let sent = bench.effects.iter().position(|it| matches!(it, Effect::Submit(_))).unwrap();
    assert!(saved < sent);
}

#[test]
fn a_refused_reply_comes_back_above_what_was_typed_since() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    bench.keys("і ще");
    let op = bench.state.pending[0].op.id;
    let done = Done::Refused(crate::domain::Refusal::IsSpam);
    bench.happen(Event::Decided { op, done });
    assert_eq!(written(&bench), "так\nі ще");
}

#[test]
fn a_refused_reply_is_not_lost_when_the_composer_is_gone() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    bench.keys("\x1b");
    let op = bench.state.pending[0].op.id;
    bench.happen(Event::Decided { op, done: Done::Refused(crate::domain::Refusal::IsSpam) });
    bench.keys("r");
    assert_eq!(written(&bench), "так");
}

#[test]
fn a_full_disk_loses_no_word_and_says_so() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак\r");
    let op = bench.state.pending[0].op.id;
    let full = crate::base::msg::Msg::new("store-full");
    let hint = Some(crate::base::msg::Msg::new("store-full-hint"));
    bench.happen(Event::NotRecorded { op, what: full.clone(), hint });
    assert_eq!(written(&bench), "так");
    assert_eq!(bench.state.trouble, Some(full));
}

#[test]
fn what_the_customer_wrote_meanwhile_is_seen_before_a_reply_goes() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rтак");
    bench.messages.push(super::fixture::message(40, Kind::Inbound, 0, "вже не треба"));
    bench.state.head.0 = -1;
    bench.happen(Event::Moved(crate::domain::ChangeNo(0)));
    bench.keys("\r");
    assert_eq!(ops(&bench), []);
    bench.wait(300);
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
    bench.keys("j\x1b[109;5u");
    bench.wait(200);
    bench.keys("j\x1b[109;5uuuu");
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
        bench.effects.iter().filter(|it| matches!(it, Effect::SaveDraft { .. })).count()
    };
    assert_eq!(saved(&bench), 0);
    bench.wait(500);
    assert_eq!(saved(&bench), 1);
    bench.keys(" слова\x1b");
    assert_eq!(saved(&bench), 2);
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
            bench.happen(Event::Resized(width, height));
            bench.screen();
        }
    }
}

#[test]
fn a_desk_that_could_not_answer_is_asked_again() {
    let mut bench = Bench::new(80, 24);
    let what = crate::base::msg::Msg::new("store-busy");
    bench.happen(Event::Failed { what, hint: None });
    let asked = bench.state.asked;
    bench.wait(1_000);
    assert_eq!(bench.state.asked, asked, "not at once, and not in a circle");
    bench.wait(2_500);
    assert!(bench.state.asked > asked);
    assert_eq!(bench.state.trouble, None, "it has answered");
}

#[test]
fn a_key_held_down_closes_one_dialog() {
    let mut bench = Bench::new(80, 24);
    for _ in 0..20 {
        bench.keys("\x0f");
        bench.wait(33);
    }
    assert_eq!(ops(&bench).len(), 1);
    bench.wait(400);
    bench.keys("\x0f");
    assert_eq!(ops(&bench).len(), 2);
}

#[test]
fn a_long_word_on_what_was_done_stands_alone_on_its_line() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Closed], 2));
    bench.keys("\x11");
    let screen = bench.screen();
    let line = screen.lines().rev().nth(1).unwrap();
    let told = "Закрито, призначення знято, без відповіді 2 повідомлення: Марія";
    assert!(line.starts_with(&format!(" {told}")) && line.ends_with("  u Скасувати"), "{line}");
    assert!(!line.contains('✗') && !line.contains('●'), "{line}");
}

#[test]
fn a_line_that_stumbles_does_not_make_a_held_key_a_new_one() {
    let mut bench = Bench::new(80, 24);
    for gap in [0, 40, 40, 300, 40, 390] {
        bench.wait(gap);
        bench.keys("\x0f");
    }
    assert_eq!(ops(&bench).len(), 1);
    bench.wait(401);
    bench.keys("\x0f");
    assert_eq!(ops(&bench).len(), 2, "let go and pressed anew");
}

#[test]
fn an_answer_does_not_take_the_cursor_back_to_where_it_was_asked() {
    let mut bench = Bench::new(80, 24);
    let effects = update(&mut bench.state, Event::Moved(crate::domain::ChangeNo(9)));
    bench.keys("jj");
    assert_eq!(bench.state.list.cursor, 2);
    bench.carry_out(effects);
    assert_eq!(bench.state.list.cursor, 2);
}

#[test]
fn when_the_row_under_the_cursor_goes_the_one_in_its_place_is_shown() {
    let mut bench = Bench::new(80, 24);
    bench.rows.remove(0);
    bench.happen(Event::Moved(crate::domain::ChangeNo(9)));
    bench.wait(200);
    let under = bench.state.list.current().unwrap().dialog.id;
    assert_eq!((under, bench.state.thread.dialog), (DialogId(2), Some(DialogId(2))));
}

#[test]
fn the_menu_acts_on_the_dialog_in_its_title_or_on_none() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1bOQ");
    bench.rows.remove(0);
    bench.happen(Event::Moved(crate::domain::ChangeNo(9)));
    bench.keys("o");
    assert_eq!(ops(&bench), []);
}

#[test]
fn letters_typed_on_blindly_do_not_answer_the_question() {
    let mut bench = Bench::new(80, 24);
    bench.keys("jrтак\r");
    bench.keys("йоqsіS");
    assert_eq!(bench.state.popup, Some(Popup::AskAssign(DialogId(2))));
    bench.keys("\u{f}");
    assert_eq!(ops(&bench), [], "nor is a dialog closed over what has just been written");
    bench.keys("\t");
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Reply("так".into()))]);
}

#[test]
fn undo_says_when_the_last_thing_cannot_be_taken_back() {
    let mut bench = Bench::new(80, 24);
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    bench.keys("\x0f");
    bench.verdict = Some(accepted(vec![], 0));
    bench.keys("rтак\r");
    bench.keys("\x1b");
    let before = ops(&bench).len();
    bench.keys("u");
    assert_eq!(ops(&bench).len(), before, "the first press only says so");
    bench.keys("u");
    assert!(matches!(ops(&bench).last(), Some((DialogId(1), Intent::Undo(_)))));
}

#[test]
fn words_typed_before_the_draft_has_come_stand_behind_it() {
    let mut bench = Bench::new(80, 24);
    bench.drafts =
        vec![crate::store::Draft { kind: Kind::Reply, text: "раніше".into(), answers: None }];
    bench.keys("j");
    let effects = update(&mut bench.state, Event::Input(key('r')));
    bench.keys("тепер");
    bench.wait(1_000);
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::SaveDraft { .. })));
    bench.carry_out(effects);
    assert_eq!(written(&bench), "раніше\nтепер");
}

fn key(typed: char) -> crate::tui::input::Input {
    use crate::tui::input::{Input, Key, KeyPress, Mods};
    Input::Key(KeyPress::new(Key::Char(typed), Mods::NONE))
}

#[test]
fn without_the_right_to_see_nothing_stays_on_the_screen() {
    let mut bench = Bench::new(120, 40);
    bench.keys("\r");
    let me = &mut bench.roster.agents[0];
    *me = me.clone().with_role(crate::domain::Role::NoChats);
    bench.rows = Vec::new();
    bench.happen(Event::Moved(crate::domain::ChangeNo(9)));
    let screen = bench.screen();
    assert!(!screen.contains("Марія") && screen.contains("немає доступу"), "{screen}");
}

#[test]
fn a_failed_message_is_not_given_up_where_it_cannot_be_written_again() {
    let mut bench = Bench::new(80, 24);
    let mut failed = super::fixture::message(17, Kind::Reply, 1, "не дійшло");
    failed.delivery = Some(crate::domain::Delivery::Failed { reason: "no".into() });
    bench.messages.push(failed);
    bench.roster.channels[0].active = false;
    bench.happen(Event::Moved(crate::domain::ChangeNo(9)));
    bench.keys("\r\r");
    bench.keys("E");
    assert_eq!(ops(&bench), []);
}
