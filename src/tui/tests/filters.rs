//! The filter line, its chips, and what an empty list says.

use super::fixture::{Bench, NOW};
use crate::base::clock::Timestamp;
use crate::domain::{Assigned, ChangeNo, Filter, Order, Term, View};
use crate::i18n::Language;
use crate::store::Roster;
use crate::tui::event::{Effect, Event};
use crate::tui::state::{FilterLine, Focus, ViewId};

/// The sizes that are promised, in two languages.
fn drawn(play: impl Fn(&mut Bench)) -> String {
    let mut drawn = String::new();
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for language in [Language::Uk, Language::En] {
            let mut bench = Bench::in_language(width, height, language);
            play(&mut bench);
            drawn.push_str(&bench.screen());
            drawn.push('\n');
        }
    }
    drawn
}

fn line(bench: &Bench) -> &FilterLine {
    bench.state.filter_line().expect("the line is open")
}

fn words(bench: &Bench) -> String {
    bench.state.list.words.join(" ")
}

fn counts(bench: &Bench) -> Vec<(u64, usize)> {
    let counts = bench.effects.iter().filter_map(|it| match it {
        Effect::Count { no, filters, .. } => Some((*no, filters.len())),
        _ => None,
    });
    counts.collect()
}

/// Something happens on the desk.
fn moves(bench: &mut Bench) {
    let next = ChangeNo(bench.state.told.0 + 1);
    bench.happen(Event::Moved(next));
}

#[test]
fn the_line_offers_what_may_come_next() {
    insta::assert_snapshot!(drawn(|it| it.keys("f")));
}

#[test]
fn the_line_says_what_is_wrong_and_where() {
    insta::assert_snapshot!(drawn(|it| it.keys("fis:open chanel:viber ")));
}

#[test]
fn chips_stand_with_what_they_hide() {
    insta::assert_snapshot!(drawn(|it| {
        it.counted = Some(|filter| if filter.tags.is_empty() { 16 } else { 3 });
        it.keys("4fassignee:none tag:vip order:newest\r");
    }));
}

#[test]
fn the_list_follows_after_a_pause_and_esc_goes_back() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fassignee:me");
    assert_eq!(words(&bench), "");
    let due = bench.state.next_change().unwrap();
    assert_eq!(due, Timestamp(NOW.0 + 120));
    bench.wait(119);
    assert_eq!(words(&bench), "");
    bench.wait(1);
    assert_eq!(bench.state.list.extra, [Term::Assignee(vec![Assigned::Me])]);
    assert_eq!(bench.state.list.filter.assigned, [[Assigned::Me]]);
    bench.keys("\x1b");
    assert_eq!((words(&bench).as_str(), bench.state.popup.is_none()), ("", true));
    // Typed and kept at once, it need not wait.
    bench.keys("fassignee:me\r");
    assert_eq!(words(&bench), "assignee:me");
    // What is there can be edited, and an empty line clears.
    bench.keys("f");
    assert_eq!(line(&bench).field.text(), "assignee:me ");
    bench.keys("\x15\r");
    assert_eq!(words(&bench), "");
}

#[test]
fn what_is_shown_stays_until_the_desk_has_answered() {
    let mut bench = Bench::new(80, 24);
    let rows = bench.state.list.rows.len();
    bench.keys("ftag:vip");
    let effects =
        crate::tui::update::update(&mut bench.state, Event::Now(Timestamp(NOW.0 + 120), 7200));
    assert!(matches!(effects.first(), Some(Effect::Look(_))));
    assert_eq!((bench.state.list.rows.len(), bench.state.list.loaded), (rows, false));
    bench.rows.clear();
    bench.carry_out(effects);
    assert_eq!((bench.state.list.rows.len(), bench.state.list.loaded), (0, true));
}

#[test]
fn tab_takes_what_is_marked_and_enter_never_does() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fкан");
    assert_eq!(line(&bench).completion.items[0].text, "channel:");
    bench.keys("\t");
    assert_eq!(line(&bench).field.text(), "channel:");
    bench.keys("vi\t");
    assert_eq!(line(&bench).field.text(), "channel:viber");
    // Where it stands already, another word may follow.
    bench.keys("\t");
    assert_eq!(line(&bench).field.text(), "channel:viber ");
    bench.keys("is:\x1b[B\x1b[B\x1b[A");
    assert_eq!(line(&bench).marked, 1);
    // Enter takes nothing: behind the colon something is missing, and that is said.
    bench.keys("\r");
    assert!(line(&bench).said().is_some());
    assert_eq!(line(&bench).field.text(), "channel:viber is:");
    bench.keys("all\r");
    assert_eq!(words(&bench), "channel:viber is:all");
}

#[test]
fn a_word_that_is_not_finished_is_not_wrong_yet() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fis:op");
    assert!(line(&bench).fault.is_some() && line(&bench).said().is_none());
    // Nothing is looked for that may become a key.
    bench.keys("\x15tag:vip chan");
    bench.wait(500);
    assert_eq!(words(&bench), "tag:vip");
    bench.keys("\x15доставка");
    bench.wait(500);
    assert_eq!(words(&bench), "доставка");
    bench.keys("\x15is:opne ");
    let said = line(&bench).said().unwrap();
    assert_eq!((said.range.clone(), said.nearest.as_deref()), (3..7, Some("open")));
    bench.keys("\t");
    assert_eq!((line(&bench).field.text(), line(&bench).said()), ("is:open ", None));
    // A wrong line leaves the list as it was.
    bench.keys("\x15is:zzzzz\r");
    assert_eq!(words(&bench), "доставка");
    assert!(line(&bench).insists);
}

#[test]
fn chips_come_off_one_by_one_with_a_key_and_with_the_mouse() {
    let mut bench = Bench::new(80, 24);
    bench.keys("ftag:vip channel:viber waits:>30m\r\x7f");
    assert_eq!(words(&bench), "tag:vip channel:viber");
    // The first chip: the second line, the second column.
    bench.keys("\x1b[<0;3;2M\x1b[<0;3;2m");
    assert_eq!(words(&bench), "channel:viber");
    bench.keys("F");
    assert_eq!(words(&bench), "");
    bench.keys("\x7f");
    assert!(bench.screen().contains("Фільтрів немає"), "{}", bench.screen());
    bench.keys("ftag:vip\r\x1b[<0;79;2M");
    assert_eq!(words(&bench), "");
}

#[test]
fn a_number_that_is_not_counted_yet_is_no_number() {
    let mut bench = Bench::new(80, 24);
    bench.keys("4ftag:vip\r");
    assert!(bench.screen().contains("приховали: …"), "{}", bench.screen());
    let asked = counts(&bench);
    assert_eq!(asked.len(), 1);
    // One question at a time, whatever happens on the desk.
    moves(&mut bench);
    moves(&mut bench);
    assert_eq!(counts(&bench).len(), 1);
    let no = asked[0].0;
    bench.happen(Event::Counted { no: no + 7, counts: Some(vec![1, 2]) });
    assert_eq!(bench.state.hidden(), None);
    bench.happen(Event::Counted { no, counts: Some(vec![3, 16]) });
    assert!(bench.screen().contains("приховали: 13"));
    // The desk has moved meanwhile: it is asked again, and the last number stands until it answers.
    assert_eq!(counts(&bench).len(), 2);
    assert_eq!(bench.state.hidden(), Some(13));
    bench.happen(Event::Counted { no: no + 1, counts: Some(vec![4, 16]) });
    assert_eq!(bench.state.hidden(), Some(12));
    // With another filter none of these numbers is right.
    bench.keys("ftag:other\r");
    assert_eq!(bench.state.hidden(), None);
    let no = counts(&bench).last().unwrap().0;
    bench.happen(Event::Counted { no, counts: None });
    assert_eq!(bench.state.hidden(), None);
    let asked = counts(&bench).len();
    bench.wait(10);
    assert_eq!(counts(&bench).len(), asked, "what cannot be counted is not asked again at once");
}

#[test]
fn a_count_given_up_for_a_search_is_asked_for_again() {
    let mut bench = Bench::new(80, 24);
    bench.keys("4ftag:vip\r");
    let no = counts(&bench)[0].0;
    bench.happen(Event::NotCounted(no));
    assert_eq!(counts(&bench), [(no, 2), (no + 1, 2)]);
    bench.happen(Event::NotCounted(no));
    assert_eq!(counts(&bench).len(), 2, "a late word on the first question");
}

#[test]
fn what_passes_by_the_clock_is_looked_at_every_minute() {
    let mut bench = Bench::new(80, 24);
    let looks = |bench: &Bench| bench.state.asked;
    bench.keys("fwaits:>30m\r");
    let before = looks(&bench);
    bench.wait(61_000);
    assert_eq!(looks(&bench), before + 1);
    bench.keys("F");
    let before = looks(&bench);
    bench.wait(61_000);
    assert_eq!(looks(&bench), before);
}

#[test]
fn a_day_that_was_typed_is_another_one_tomorrow() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fafter:сьогодні\r");
    assert_eq!(words(&bench), "after:сьогодні");
    let first = bench.state.list.filter.after;
    bench.wait(24 * 3_600_000);
    assert_eq!(words(&bench), "after:сьогодні");
    assert_ne!(bench.state.list.filter.after, first);
}

#[test]
fn the_order_turns_with_a_key_and_is_seen() {
    let mut bench = Bench::new(80, 24);
    bench.keys("S");
    assert_eq!(
        (words(&bench).as_str(), bench.state.list.filter.order),
        ("order:newest", Order::Newest)
    );
    assert!(bench.screen().contains("[order:newest]"), "{}", bench.screen());
    bench.keys("S");
    assert_eq!(words(&bench), "order:oldest");
    bench.keys("S");
    assert_eq!((words(&bench).as_str(), bench.state.list.is_reordered()), ("", false));
}

#[test]
fn switching_the_view_keeps_a_filter_but_not_a_question_of_its_own() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fchannel:viber\r4");
    assert_eq!(words(&bench), "channel:viber");
    bench.keys("fis:closed tag:vip\r");
    // What is looked at now is none of the views.
    assert!(bench.state.list.has_left_view());
    bench.keys("2");
    assert_eq!(words(&bench), "");
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Mine));
    bench.keys("]");
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Unassigned));
    bench.keys("[[[");
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Orphans));
}

/// A list in which nothing is.
fn empty(bench: &mut Bench, keys: &str) -> String {
    bench.rows.clear();
    moves(bench);
    bench.keys(keys);
    bench.screen()
}

#[test]
fn an_empty_list_says_why() {
    let mut bench = Bench::new(80, 24);
    assert!(empty(&mut bench, "").contains("Ніхто не очікує"));
    assert!(empty(&mut bench, "6").contains("Тут порожньо"));
    // Hidden by a filter, and how many.
    assert!(
        empty(&mut bench, "4fassignee:me channel:email\r")
            .contains("Фільтри приховали 16 діалогів")
    );
    // Nobody has counted yet: no number.
    assert!(empty(&mut bench, "Fftag:vip\r").contains("Фільтри приховали діалоги."));
    bench.counted = Some(|it: &Filter| if it.words.is_empty() { 5 } else { 0 });
    let no = counts(&bench).last().unwrap().0;
    bench.happen(Event::Counted { no, counts: None });
    let found = empty(&mut bench, "F4fнемаєтакого\r");
    assert!(
        found.contains("Нічого не знайдено:") && found.contains("приховали 5 діалогів"),
        "{found}"
    );
    assert!(found.contains("is:all"), "{found}");
    // The one channel that is looked at is off.
    let mut roster = bench.roster.clone();
    roster.channels[1].active = false;
    bench.roster = roster.clone();
    moves(&mut bench);
    let off = empty(&mut bench, "F4fchannel:viber\r");
    assert!(off.contains("Канал «Viber» вимкнено."), "{off}");
    roster.channels.iter_mut().for_each(|it| it.active = false);
    bench.roster = roster;
    let all = empty(&mut bench, "F6");
    assert!(all.contains("Усі канали вимкнено"), "{all}");
    bench.roster = Roster { channels: Vec::new(), ..bench.roster.clone() };
    assert!(empty(&mut bench, "").contains("Ще не підключено"));
    bench.roster.agents[0].blocked = true;
    assert!(empty(&mut bench, "").contains("немає доступу"));
}

#[test]
fn esc_finds_the_pane_it_came_from() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\rf");
    assert_eq!(bench.state.focus, Focus::List);
    bench.keys("\x1b");
    assert_eq!(bench.state.focus, Focus::Thread);
    // A conversation that the list does not have goes with an empty answer.
    bench.keys("f");
    bench.rows.clear();
    bench.keys("tag:x\r");
    assert_eq!((bench.state.thread.dialog, bench.state.focus), (None, Focus::List));
}

#[test]
fn names_in_chips_are_clean() {
    let mut bench = Bench::new(80, 24);
    bench.keys("ftag:vip\r");
    bench.state.list.words = vec!["tag:Зло\u{1b}[31m\u{202e}дій".into()];
    let screen = bench.screen();
    assert!(screen.contains("[tag:Зло"), "{screen}");
    assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen:?}");
}

#[test]
fn the_line_asks_for_the_tags_in_use() {
    let mut bench = Bench::new(80, 24);
    bench.keys("ftag:гур");
    assert!(bench.effects.contains(&Effect::AskTags));
    assert!(line(&bench).completion.items.is_empty());
    bench.happen(Event::Tags(vec!["гурт".into(), "vip".into()]));
    assert_eq!(line(&bench).completion.items[0].text, "гурт");
}
