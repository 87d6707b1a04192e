//! Many dialogs at once: selecting them, a look before it is done, doing it, taking it back.

use super::fixture::{Bench, ME, NOW, accepted};
use super::stories::ops;
use crate::domain::{AgentId, Change, ChangeNo, DialogId, Intent, Op, OpId, Refusal, View};
use crate::i18n::Language;
use crate::store::{Refused, Rehearsal};
use crate::tui::event::{BatchEnd, BatchMoved, BatchRow, Effect, Event};
use crate::tui::state::{Focus, Foreseen, Popup, Undoable};

fn bench() -> Bench {
    Bench::in_language(80, 24, Language::En)
}

fn selected(bench: &Bench) -> Vec<i64> {
    bench.state.mass.selection.chosen.iter().map(|it| it.0).collect()
}

/// The line above the keys.
fn status(bench: &Bench) -> String {
    let screen = bench.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[lines.len() - 2].to_owned()
}

/// The desk says what the last question would come to.
fn foresee(bench: &mut Bench, rehearsal: Rehearsal) {
    let asked = bench.effects.iter().rev().find_map(|it| match it {
        Effect::Rehearse { no, .. } => Some(*no),
        _ => None,
    });
    let told = Box::new(Foreseen { rehearsal, drift: (0, 0) });
    bench.happen(Event::Foreseen { no: asked.unwrap(), told });
}

/// The batch that was handed over last.
fn batch(bench: &Bench) -> (u64, Vec<Op>) {
    let found = bench.effects.iter().rev().find_map(|it| match it {
        Effect::Batch { no, ops, .. } => Some((*no, ops.to_vec())),
        _ => None,
    });
    found.unwrap()
}

fn moved(bench: &mut Bench, no: u64, rows: Vec<BatchRow>, end: Option<BatchEnd>) {
    let head = ChangeNo(0);
    bench.happen(Event::BatchMoved(Box::new(BatchMoved { no, rows, head, end })));
}

const DONE: BatchRow = BatchRow::Done { undoable: true, unanswered: false };

fn refused(dialog: i64, name: &str, why: Refusal) -> Refused {
    Refused { dialog: DialogId(dialog), name: name.into(), why }
}

/// Closes three dialogs, up to where the desk begins.
fn closing_three(bench: &mut Bench) -> u64 {
    bench.keys("xxxo");
    foresee(bench, Rehearsal { accepted: 3, ..Rehearsal::default() });
    bench.keys("\r");
    batch(bench).0
}

#[test]
fn x_selects_and_moves_on_and_a_second_x_on_the_row_lets_it_go() {
    let mut bench = bench();
    bench.keys("xjx");
    assert_eq!(selected(&bench), [1, 3]);
    assert_eq!(bench.state.list.cursor, 3);
    assert!(status(&bench).contains("selected: 2"), "{}", bench.screen());
    bench.keys("kx");
    assert_eq!(selected(&bench), [1]);
    bench.keys("\x1b");
    assert!(selected(&bench).is_empty());
    assert!(!status(&bench).contains("selected"), "{}", bench.screen());
}

#[test]
fn the_same_keys_select_on_a_cyrillic_layout() {
    let mut bench = bench();
    bench.keys("ччч");
    assert_eq!(selected(&bench), [1, 2, 3]);
}

#[test]
fn a_mark_stands_in_the_row_whatever_its_height_and_without_colours() {
    for height in [24, 16] {
        let mut bench = Bench::in_language(80, height, Language::En);
        bench.keys("xx");
        let marked = bench.screen().lines().filter(|it| it.contains('✓')).count();
        assert_eq!(marked, 2, "{}", bench.screen());
        let row = bench.screen().lines().find(|it| it.contains("Олександр")).unwrap().to_owned();
        assert!(row.starts_with(" ○1 ✓"), "{row}");
    }
}

#[test]
fn a_range_goes_from_the_row_selected_last_to_the_cursor_in_either_direction() {
    let mut bench = bench();
    bench.keys("jxjjX");
    assert_eq!(selected(&bench), [2, 3, 4, 5]);
    bench.keys("ggX");
    assert_eq!(selected(&bench), [1, 2, 3, 4, 5]);
    bench.keys("\x1b");
    bench.keys("X");
    assert_eq!(selected(&bench), [1], "where nothing is selected it begins at the cursor");
}

#[test]
fn a_range_that_begins_beyond_what_is_loaded_is_looked_up() {
    let mut bench = bench();
    bench.state.mass.selection.toggle(DialogId(90));
    bench.keys("X");
    let Some(Effect::Gather { no, .. }) = bench.effects.last() else { panic!("not asked") };
    let ids = (80..100).rev().map(DialogId).chain([DialogId(1)]).collect();
    bench.happen(Event::Gathered { no: *no, ids });
    let expected: Vec<i64> = [1].into_iter().chain(80..=90).collect();
    assert_eq!(selected(&bench), expected);
}

#[test]
fn all_of_a_filter_is_selected_also_beyond_what_is_loaded_and_it_is_said_how_many_are_not_seen() {
    let mut bench = bench();
    bench.keys("A");
    let Some(Effect::Gather { no, filter, .. }) = bench.effects.last() else { panic!("not asked") };
    assert_eq!(*filter, View::Waiting.filter(ME));
    bench.happen(Event::Gathered { no: *no, ids: (1..=1240).map(DialogId).collect() });
    let words = "selected: 1 240 (1 232 of them not on the screen)";
    assert!(status(&bench).contains(words), "{}", bench.screen());
    bench.keys("x");
    assert!(status(&bench).contains("selected: 1 239 ("), "all but this one: {}", bench.screen());
}

#[test]
fn what_is_selected_stays_so_when_the_list_changes_under_it() {
    let mut bench = bench();
    bench.keys("xx");
    bench.rows.remove(0);
    bench.happen(Event::Moved(ChangeNo(5)));
    assert_eq!(selected(&bench), [1, 2]);
    let words = "selected: 2 (1 of them not on the screen)";
    assert!(status(&bench).contains(words), "{}", bench.screen());
    bench.keys("4");
    assert_eq!(selected(&bench), [0; 0], "in another list nobody would see what is selected");
}

#[test]
fn one_selected_dialog_that_is_seen_is_dealt_with_at_once() {
    let mut bench = bench();
    bench.keys("xo");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Close)]);
    assert!(selected(&bench).is_empty());
    let mut bench = super::mass::bench();
    bench.state.mass.selection.toggle(DialogId(77));
    bench.keys("o");
    assert_eq!(ops(&bench), [], "one that is not seen is shown first");
    assert!(matches!(bench.state.popup, Some(Popup::Preview(_))));
}

#[test]
fn every_verb_is_for_all_that_is_selected() {
    let verbs: [(&str, Intent); 9] = [
        ("o", Intent::Close),
        ("\x0f", Intent::Close),
        ("\x11", Intent::CloseAndUnassign),
        ("m", Intent::Assign(Some(ME))),
        ("b", Intent::Assign(None)),
        ("s", Intent::MarkSpam),
        ("O", Intent::Reopen),
        ("\x1bOQq", Intent::CloseAndUnassign),
        ("aАндрій\r", Intent::Assign(Some(AgentId(2)))),
    ];
    for (keys, wanted) in verbs {
        let mut bench = bench();
        bench.keys("xx");
        bench.keys(keys);
        let asked = bench.effects.iter().find_map(|it| match it {
            Effect::Rehearse { intent, dialogs, .. } => Some((intent.clone(), dialogs.clone())),
            _ => None,
        });
        let dialogs = vec![DialogId(1), DialogId(2)];
        assert_eq!(asked, Some((wanted, dialogs)), "{keys:?}: {}", bench.screen());
        assert_eq!(ops(&bench), [], "{keys:?}");
    }
}

#[test]
fn tags_are_put_on_all_or_taken_off_all() {
    let rehearsed = |bench: &Bench| {
        bench.effects.iter().find_map(|it| match it {
            Effect::Rehearse { intent, .. } => Some(intent.clone()),
            _ => None,
        })
    };
    let mut one = bench();
    one.keys("xxxtновинка\r");
    assert_eq!(rehearsed(&one), Some(Intent::AddTag("новинка".into())), "{}", one.screen());
    let mut one = bench();
    one.keys("xxxt");
    assert!(one.screen().contains("Remove tag #vip"), "{}", one.screen());
    one.keys("remove vip\r");
    assert_eq!(rehearsed(&one), Some(Intent::DropTag("vip".into())));
}

#[test]
fn while_a_dialog_is_read_keys_act_on_that_one() {
    let mut bench = bench();
    bench.keys("xx\rm");
    assert_eq!(ops(&bench), [(DialogId(3), Intent::Assign(Some(ME)))]);
    assert_eq!(selected(&bench), [1, 2]);
}

#[test]
fn a_look_comes_first_and_says_how_many_wait_and_which_will_be_refused_and_why() {
    let mut bench = bench();
    bench.keys("xxxxxo");
    bench.keys("\r");
    assert!(matches!(bench.state.popup, Some(Popup::Preview(_))), "not yet known: no answer");
    let why = vec![
        refused(1, "Марія", Refusal::IsSpam),
        refused(2, "evil\u{1b}[31m", Refusal::AlreadyClosed),
        refused(3, "Тарас", Refusal::AlreadyClosed),
    ];
    foresee(&mut bench, Rehearsal { accepted: 2, waiting: 2, refused: why });
    insta::assert_snapshot!(bench.screen());
    bench.keys("\x1b");
    assert_eq!(bench.state.popup, None);
    assert_eq!(selected(&bench), [1, 2, 3, 4, 5], "nothing has been done");
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::Batch { .. })));
}

#[test]
fn where_everything_would_be_refused_yes_does_nothing() {
    let mut bench = bench();
    bench.keys("xxO");
    let why = [1, 2].map(|it| refused(it, "n", Refusal::AlreadyOpen)).to_vec();
    foresee(&mut bench, Rehearsal { refused: why, ..Rehearsal::default() });
    assert!(bench.screen().contains("Nothing can be done"), "{}", bench.screen());
    bench.keys("\r");
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::Batch { .. })));
}

#[test]
fn every_op_of_a_batch_has_a_name_of_its_own() {
    let mut bench = bench();
    closing_three(&mut bench);
    let mut names: Vec<OpId> = batch(&bench).1.iter().map(|it| it.id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 3);
}

#[test]
fn the_screen_goes_on_while_a_batch_runs_and_shows_how_far_it_is() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    moved(&mut bench, no, vec![DONE, DONE], None);
    let status = status(&bench);
    assert!(status.contains("Close") && status.contains("2 / 3"), "{status}");
    assert!(status.contains('█') && status.contains("Esc stops"), "{status}");
    bench.keys("jm");
    assert_eq!(ops(&bench).len(), 1, "one dialog can be dealt with meanwhile");
    bench.keys("xxb");
    assert_eq!(bench.state.popup, None, "a second batch waits");
}

#[test]
fn a_batch_that_is_stopped_leaves_what_was_not_tried_selected() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    moved(&mut bench, no, vec![DONE], None);
    bench.keys("\x1b");
    assert_eq!(bench.effects.last(), Some(&Effect::StopBatch(no)));
    moved(&mut bench, no, vec![], Some(BatchEnd::Stopped));
    assert_eq!(selected(&bench), [2, 3]);
    bench.keys("\x1b");
    let status = status(&bench);
    assert!(status.contains("Closed 1 · not tried 2"), "{status}");
    assert_eq!(bench.state.done.len(), 1, "what is done can be taken back");
}

#[test]
fn leaving_says_first_that_it_stops_what_is_being_done() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    moved(&mut bench, no, vec![DONE], None);
    bench.keys("q");
    assert!(!bench.effects.contains(&Effect::Quit));
    assert!(status(&bench).contains("only 1 of 3"), "{}", bench.screen());
    bench.keys("q");
    assert!(bench.effects.contains(&Effect::Quit));
}

#[test]
fn those_that_were_refused_are_listed_with_the_reason_and_one_key_goes_there() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    let row = |it, name, why| BatchRow::Refused(refused(it, name, why));
    let rows = vec![
        BatchRow::Done { undoable: true, unanswered: true },
        row(2, "Олександр Петренко", Refusal::AlreadyClosed),
        row(3, "", Refusal::NoSuchDialog),
    ];
    moved(&mut bench, no, rows, Some(BatchEnd::Finished));
    let words = "Closed 1 · without an answer 1 · refused 2 (R)";
    assert!(status(&bench).contains(words), "{}", bench.screen());
    bench.keys("R");
    insta::assert_snapshot!(bench.screen());
    bench.keys("\r");
    assert_eq!((bench.state.thread.dialog, bench.state.focus), (Some(DialogId(2)), Focus::Thread));
}

#[test]
fn one_key_takes_all_of_it_back_and_what_changed_since_is_left() {
    let mut bench = bench();
    bench.verdict = Some(accepted(vec![Change::Assigned { from: None, to: Some(ME) }], 0));
    bench.keys("jm");
    bench.keys("gg");
    let no = closing_three(&mut bench);
    moved(&mut bench, no, vec![DONE, DONE, DONE], Some(BatchEnd::Finished));
    let closed = batch(&bench).1;
    bench.wait(1_000);
    bench.keys("u");
    let (no, back) = batch(&bench);
    let undone: Vec<Intent> = back.iter().map(|it| it.intent.clone()).collect();
    let wanted: Vec<Intent> = closed.iter().map(|it| Intent::Undo(it.id)).collect();
    assert_eq!(undone, wanted);
    assert!(back.iter().zip(&closed).all(|(back, done)| back.dialog == done.dialog));
    let changed = BatchRow::Refused(refused(2, "Олександр", Refusal::ChangedSince));
    moved(&mut bench, no, vec![DONE, changed, DONE], Some(BatchEnd::Finished));
    let status = status(&bench);
    assert!(status.contains("Undone 2 (done 23.11 14:00)"), "{status}");
    assert!(status.contains("left as they are 1 (R)"), "{}", bench.screen());
    bench.keys("u");
    assert!(
        matches!(ops(&bench).last(), Some((DialogId(2), Intent::Undo(_)))),
        "what came before it"
    );
}

#[test]
fn an_undo_that_was_stopped_can_be_taken_up_again() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    moved(&mut bench, no, vec![DONE, DONE, DONE], Some(BatchEnd::Finished));
    bench.keys("u");
    let no = batch(&bench).0;
    moved(&mut bench, no, vec![DONE], None);
    bench.keys("\x1b");
    moved(&mut bench, no, vec![], Some(BatchEnd::Stopped));
    let left: Vec<DialogId> = bench.state.done[0].ops.iter().map(|it| it.1).collect();
    assert_eq!(left, [DialogId(2), DialogId(3)]);
}

#[test]
fn what_was_done_before_this_session_is_named_before_it_is_taken_back() {
    let mut bench = bench();
    bench.keys("u");
    let Some(Effect::LastDone { no, .. }) = bench.effects.last() else { panic!("not asked") };
    let thing = |ops: std::ops::Range<u128>, name: &str| Undoable {
        ops: ops.map(|it| (OpId(it), DialogId(it as i64))).collect(),
        name: name.into(),
        at: NOW,
        words: None,
    };
    let things = vec![thing(5..45, ""), thing(3..4, "Марія")];
    bench.happen(Event::DoneBefore { no: *no, things });
    assert!(status(&bench).contains("Last done: 40 dialogs, 23.11 14:00"), "{}", bench.screen());
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::Batch { .. })));
    bench.keys("u");
    assert_eq!(batch(&bench).1.len(), 40);
}

#[test]
fn what_is_older_than_a_day_is_not_taken_back_by_a_key() {
    let mut bench = bench();
    bench.verdict = Some(accepted(vec![Change::Closed], 0));
    bench.keys("o");
    bench.wait(25 * 3_600_000);
    let before = ops(&bench).len();
    bench.keys("u");
    assert_eq!(ops(&bench).len(), before);
}

#[test]
fn a_desk_that_fails_in_the_middle_keeps_the_rest_selected_and_says_so() {
    let mut bench = bench();
    let no = closing_three(&mut bench);
    let what = crate::base::msg::Msg::new("refused-not-allowed");
    moved(&mut bench, no, vec![DONE], Some(BatchEnd::Failed { what, hint: None }));
    assert_eq!(selected(&bench), [2, 3]);
    assert!(bench.state.trouble.is_some());
}

#[test]
fn while_all_is_being_collected_no_key_deals_with_the_one_under_the_cursor() {
    let mut bench = bench();
    bench.keys("A");
    let no = bench.state.mass.selection.gathering.unwrap().0;
    bench.effects.clear();
    bench.keys("o");
    assert_eq!(ops(&bench), []);
    assert!(bench.state.popup.is_none() && bench.state.toast.is_some());
    // Another list is shown before the answer: what was meant is not what is looked at.
    bench.keys("4");
    bench.happen(Event::Gathered { no, ids: vec![DialogId(1), DialogId(2)] });
    assert_eq!(selected(&bench), [0; 0]);
}

#[test]
fn in_a_search_keys_act_on_the_hit_and_not_on_what_is_selected_behind_it() {
    let mut bench = bench();
    bench.keys("x/");
    assert!(bench.state.is_searching());
    bench.effects.clear();
    bench.keys("\u{f}");
    assert!(!ops(&bench).iter().any(|it| it.0 == DialogId(1)), "{:?}", ops(&bench));
}
