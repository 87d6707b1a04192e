//! Searching: results while somebody types, a hit in its place, and back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::{Bench, ME, accepted, message};
use crate::domain::search::Terms;
use crate::domain::{ChangeNo, DialogId, Intent, Kind, MessageId, Status};
use crate::i18n::Language;
use crate::store::Hits;
use crate::tui::event::{Effect, Event, Found};
use crate::tui::state::Focus;
use crate::tui::theme::{Ink, Theme};
use crate::tui::view;

const ESC: &str = "\x1b";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";

/// A desk where three customers speak of a delivery, one of them in a long history.
fn bench(width: u16, height: u16, language: Language) -> Bench {
    let mut bench = Bench::in_language(width, height, language);
    let mut id = 100;
    let mut say = |dialog: i64, kind, minutes, text: &str| {
        id += 1;
        let mut said = message(id, kind, minutes, text);
        said.dialog = DialogId(dialog);
        bench.messages.push(said);
    };
    say(3, Kind::Inbound, 9_000, "Is delivery included?");
    say(
        4,
        Kind::Inbound,
        5_000,
        "Здравствуйте! Всё ещё жду доставку, прошло пять дней, а посылка не сдвинулась с места",
    );
    say(4, Kind::Reply, 4_990, "Доставка буде у п\u{2bc}ятницю");
    say(4, Kind::Note, 4_980, "Склад: доставка затримується, вибачитися");
    for at in 0..60 {
        say(2, Kind::Inbound, 4_000 - at, &format!("повідомлення {at}"));
    }
    say(2, Kind::Inbound, 3_000, "А доставка в Полтаву скільки коштує?");
    for at in 60..140 {
        say(2, Kind::Inbound, 2_900 - at, &format!("повідомлення {at}"));
    }
    bench.rows[3].dialog.status = Status::Closed;
    bench
}

fn here(bench: &Bench) -> (Option<DialogId>, Focus) {
    (bench.state.thread.dialog, bench.state.focus)
}

/// What is marked in the conversation, as far as it is on the screen.
fn marked(bench: &Bench) -> Vec<String> {
    let thread = &bench.state.thread;
    let height = usize::from(bench.state.layout().thread.height) - 1;
    let visible = thread.visible(height);
    let marks = thread.marks.iter().filter(|it| visible.contains(&it.line));
    let text = |it: &crate::tui::state::Mark| match &thread.lines[it.line] {
        crate::tui::state::Line::Text(_, text, _) => text[it.range.clone()].to_owned(),
        _ => String::new(),
    };
    marks.map(text).collect()
}

/// What stands on the screen in the colours of what was looked for.
fn lit(bench: &Bench) -> String {
    let (width, height) = bench.state.size;
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let _ = view::draw(&bench.state, &bench.catalog, Theme::Dark, &mut buf);
    let found = Theme::Dark.style(Ink::Found).bg;
    let lit = buf.content.iter().filter(|it| Some(it.bg) == found);
    lit.map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn results_come_while_somebody_types() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("/дост");
    insta::assert_snapshot!(bench.screen());
    assert_eq!(lit(&bench), "достдостДостдостдост");
}

#[test]
fn results_stand_beside_the_conversation_where_there_is_room() {
    let mut bench = bench(120, 40, Language::En);
    bench.keys("/доставка");
    bench.keys(DOWN);
    bench.wait(500);
    assert_eq!(here(&bench), (Some(DialogId(4)), Focus::List));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn results_in_a_narrow_window() {
    let mut bench = bench(40, 12, Language::Uk);
    bench.keys("/наталья");
    bench.keys(ESC);
    bench.keys("/жду ");
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn an_empty_line_says_what_to_type_and_what_was_searched_for_before() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/доставка");
    bench.keys(ESC);
    bench.keys("/");
    insta::assert_snapshot!(bench.screen());
    bench.keys(UP);
    assert!(bench.screen().contains("Полтаву"), "{}", bench.screen());
}

#[test]
fn a_hit_is_shown_in_its_place_with_what_was_said_around_it_and_its_words_marked() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("/доставка");
    bench.keys("\r");
    assert_eq!(here(&bench), (Some(DialogId(2)), Focus::Thread));
    assert_eq!(marked(&bench), ["доставка"]);
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn the_next_hits_are_gone_to_across_dialogs_until_the_search_ends() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/доставк\r");
    assert!(bench.screen().contains("[search: доставк 1/4]"), "{}", bench.screen());
    bench.keys("n");
    assert_eq!(here(&bench), (Some(DialogId(4)), Focus::Thread));
    assert!(bench.screen().contains("2/4"), "{}", bench.screen());
    bench.keys("nn");
    assert_eq!(marked(&bench), ["доставк", "Доставк", "доставк"]);
    bench.keys("n");
    assert!(bench.screen().contains("This is the last message found"), "{}", bench.screen());
    bench.keys("NNN");
    assert_eq!(here(&bench), (Some(DialogId(2)), Focus::Thread));
    bench.keys("N");
    assert!(bench.screen().contains("This is the first message found"), "{}", bench.screen());
    bench.keys(ESC);
    assert_eq!((marked(&bench), bench.state.search.is_none()), (vec![], true));
    assert_eq!(here(&bench), (Some(DialogId(2)), Focus::Thread), "reading goes on");
    bench.keys("n");
    assert_eq!(bench.state.focus, Focus::Composer, "n is a note again");
}

#[test]
fn esc_goes_back_to_where_somebody_was() {
    let mut bench = bench(120, 40, Language::Uk);
    bench.keys("jj\rk");
    let (screen, scroll) = (bench.screen(), bench.state.thread.scroll);
    bench.keys("/доставка");
    bench.keys(DOWN);
    bench.wait(500);
    assert_eq!(here(&bench), (Some(DialogId(4)), Focus::List));
    bench.keys(ESC);
    assert_eq!(bench.screen(), screen);
    assert_eq!(bench.state.thread.scroll, scroll);
}

#[test]
fn late_answers_are_dropped_and_what_was_found_stays_until_the_new_is_there() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/дост");
    let before = bench.state.search.as_ref().unwrap().hits.clone();
    assert_eq!(before.messages.len(), 5);
    bench.slow = true;
    bench.keys("авк");
    let mut asked: Vec<_> = bench
        .effects
        .drain(..)
        .filter_map(|it| match it {
            Effect::Search(ask) => Some(ask),
            _ => None,
        })
        .collect();
    assert_eq!(asked.len(), 3);
    let last = asked.pop().unwrap();
    for late in asked {
        bench.happen(Event::Found(late.no, Box::new(Found::Hits(Hits::default()))));
        bench.happen(Event::Found(late.no, Box::new(Found::Tally(7))));
    }
    assert_eq!(bench.state.search.as_ref().unwrap().hits, before);
    // Enter waits for the answer to what is on the line.
    bench.keys("\r");
    assert_eq!(here(&bench).1, Focus::List);
    let hits = bench.search(&last);
    bench.happen(Event::Found(last.no, Box::new(Found::Hits(hits))));
    assert_eq!(here(&bench), (Some(DialogId(2)), Focus::Thread));
}

#[test]
fn more_is_loaded_before_the_cursor_comes_to_the_end() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/повідомлення");
    let loaded = |bench: &Bench| bench.state.search.as_ref().unwrap().hits.messages.len();
    assert_eq!(loaded(&bench), 30);
    assert!(bench.screen().contains(" 140"), "{}", bench.screen());
    for _ in 0..40 {
        bench.keys("\x1b[6~");
    }
    assert_eq!((loaded(&bench), bench.state.search.as_ref().unwrap().cursor), (140, 139));
    bench.keys(ESC);
    bench.keys("/повідомлення 1\x7f\x7f\r");
    for _ in 0..200 {
        bench.keys("n");
    }
    assert_eq!(bench.state.search.as_ref().unwrap().position(), Some(140));
}

#[test]
fn one_dialog_alone_is_searched_when_asked_for() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("j\r/доставка");
    assert!(bench.screen().contains("everywhere"), "{}", bench.screen());
    bench.keys("\t");
    let screen = bench.screen();
    assert!(screen.contains("only Олександр") && screen.contains(" 1\n"), "{screen}");
    bench.keys("\t");
    assert_eq!(bench.state.search.as_ref().unwrap().hits.messages.len(), 3);
}

#[test]
fn the_middle_of_a_history_says_so_loads_on_and_leads_back_to_the_newest() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/доставка\r");
    bench.keys(ESC);
    let newest = |bench: &Bench| bench.state.thread.messages.last().unwrap().text.clone();
    assert!(!bench.state.thread.at_end);
    let loaded = bench.state.thread.messages.len();
    // Who reads on comes to the end in time, without a jump in between.
    let mut seen = Vec::new();
    for _ in 0..400 {
        let height = usize::from(bench.state.layout().thread.height) - 1;
        let visible = bench.state.thread.visible(height);
        let top = visible.start;
        seen.push(bench.state.thread.lines[top..].iter().find_map(|it| match it {
            crate::tui::state::Line::Text(_, text, _) => Some(text.clone()),
            _ => None,
        }));
        bench.keys("j");
    }
    assert!(bench.state.thread.at_end && bench.state.thread.messages.len() > loaded);
    seen.dedup();
    let numbers: Vec<i32> = seen
        .iter()
        .flatten()
        .filter_map(|it| it.strip_prefix("повідомлення ")?.parse().ok())
        .collect();
    assert!(numbers.windows(2).all(|it| it[1] == it[0] + 1), "{numbers:?}");
    assert_eq!(newest(&bench), "повідомлення 139");
    // G goes there at once.
    bench.keys("/доставка\rG");
    assert_eq!(newest(&bench), "повідомлення 139");
    assert_eq!((bench.state.thread.scroll, bench.state.thread.at_end), (0, true));
}

#[test]
fn what_is_being_read_stays_where_it_is_when_news_come() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/доставка\r");
    let before = bench.screen();
    let mut new = message(9_000, Kind::Inbound, 0, "Ви тут?");
    new.dialog = DialogId(2);
    bench.messages.push(new);
    bench.happen(Event::Moved(ChangeNo(1)));
    assert_eq!(bench.screen(), before);
    assert!(!bench.state.thread.has(MessageId(9_000)));
}

#[test]
fn a_reply_from_the_middle_of_a_history_answers_what_was_said_last() {
    let mut bench = bench(80, 24, Language::En);
    bench.rows[1].dialog.assignee = Some(ME);
    bench.verdict = Some(accepted(Vec::new(), 0));
    bench.keys("/доставка\rr");
    bench.keys("вже їде");
    bench.keys("\r");
    let sent = |bench: &Bench| {
        let is = |it: &&Effect| matches!(it, Effect::Submit(op) if matches!(op.intent, Intent::Reply(_)));
        bench.effects.iter().filter(is).count()
    };
    assert_eq!(sent(&bench), 1, "nobody said anything meanwhile: {}", bench.screen());
    assert!(bench.state.thread.at_end, "what was sent is seen");
    // And somebody who writes meanwhile is seen first.
    bench.keys(ESC);
    bench.keys("/доставка\rr");
    bench.keys("щ");
    let mut new = message(9_001, Kind::Inbound, 0, "Ви тут?");
    new.dialog = DialogId(2);
    bench.messages.push(new);
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.wait(1_000);
    bench.keys("\r");
    assert_eq!(sent(&bench), 1);
    assert!(bench.screen().contains("Ви тут?"), "{}", bench.screen());
}

#[test]
fn the_four_keys_act_on_the_dialog_under_the_cursor() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("/delivery");
    bench.keys("\x0f");
    assert_eq!(super::stories::ops(&bench), [(DialogId(3), Intent::Close)]);
    assert!(bench.state.is_searching());
}

#[test]
fn a_damaged_index_is_made_anew_and_the_search_goes_on() {
    let mut bench = bench(80, 24, Language::En);
    bench.slow = true;
    bench.keys("/доставка");
    let no = bench.state.search.as_ref().unwrap().asked;
    bench.happen(Event::Found(no, Box::new(Found::Damaged)));
    bench.happen(Event::Found(no, Box::new(Found::Damaged)));
    let mends = bench.effects.iter().filter(|it| **it == Effect::MendWords).count();
    assert_eq!(mends, 1);
    assert!(bench.screen().contains("being made anew"), "{}", bench.screen());
    bench.slow = false;
    bench.happen(Event::WordsMended(Ok(())));
    assert!(bench.screen().contains("Полтаву"), "{}", bench.screen());
    // Damaged once more, it is the desk that is damaged.
    let no = bench.state.search.as_ref().unwrap().asked;
    bench.happen(Event::Found(no, Box::new(Found::Damaged)));
    let mends = bench.effects.iter().filter(|it| **it == Effect::MendWords).count();
    assert_eq!(mends, 1);
}

#[test]
fn nothing_to_search_for_asks_nothing_and_one_letter_is_enough() {
    let mut bench = bench(80, 24, Language::En);
    bench.slow = true;
    bench.keys("/   ... «»");
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::Search(_))));
    bench.keys("\r");
    assert!(bench.state.is_searching());
    bench.keys("\x15д");
    let asked: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|it| match it {
            Effect::Search(ask) => Some(ask.query.terms.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(asked, [Terms::parse("д")]);
}

#[test]
fn nobody_finds_what_they_may_not_see() {
    let mut bench = bench(80, 24, Language::En);
    bench.state.me.blocked = true;
    bench.keys("/");
    assert!(!bench.state.is_searching());
    bench.state.me.blocked = false;
    bench.keys("/дост");
    assert!(bench.state.is_searching());
    bench.roster.agents[0].blocked = true;
    bench.happen(Event::Moved(ChangeNo(5)));
    assert!(bench.state.search.is_none());
}

#[test]
fn words_that_a_list_is_narrowed_down_by_are_marked_in_its_rows() {
    let mut bench = bench(80, 24, Language::En);
    bench.keys("fполтаву\r");
    assert_eq!(lit(&bench), "Полтаву");
    bench.keys("/жду");
    assert_eq!(lit(&bench), "жду");
}
