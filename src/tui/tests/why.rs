//! Why a dialog is not in the list: the question, its answers, and the way to the dialog.

use super::fixture::{Bench, NOW};
use crate::base::clock::Timestamp;
use crate::domain::why::{Listed, Reason};
use crate::domain::{Assigned, ChannelId, DialogId, Term, View};
use crate::i18n::Language;
use crate::store::{Explained, Sought};
use crate::tui::event::{Effect, Event, Finding, Inquiry};
use crate::tui::state::{Focus, Popup};

/// The questions, in order.
fn asked(bench: &Bench) -> Vec<(u64, Sought)> {
    let asked = bench.effects.iter().filter_map(|it| match it {
        Effect::Inquire(no, inquiry) => match &**inquiry {
            Inquiry::Why(sought) => Some((*no, (**sought).clone())),
            _ => None,
        },
        _ => None,
    });
    asked.collect()
}

fn explained(id: i64, name: &str, reasons: Vec<Reason>) -> Explained {
    let channel = ChannelId((id - 1) % 3 + 1);
    Explained { dialog: DialogId(id), channel, name: name.into(), reasons }
}

fn answer(bench: &mut Bench, found: Vec<Explained>) {
    let no = asked(bench).pop().unwrap().0;
    bench.happen(Event::Answered(no, Box::new(Finding::Why(found))));
}

fn hidden(by: Term, typed: bool) -> Reason {
    Reason::Hidden { by, typed }
}

/// One of each.
fn all() -> Vec<Explained> {
    let tomorrow = Timestamp(NOW.0 + 21 * 3_600_000);
    let mine = Term::Assignee(vec![Assigned::Me]);
    vec![
        explained(31, "evil\u{1b}[31m\u{202e}name", vec![Reason::Inactive, Reason::Closed]),
        explained(32, "Іван Франко", vec![hidden(Term::Tag("vip".into()), true)]),
        explained(33, "Іванна", vec![Reason::Spam, hidden(mine, false)]),
        explained(34, "", vec![Reason::NoRight]),
        explained(35, "Іван", vec![Reason::Snoozed(Some(tomorrow))]),
        explained(36, "Іван", vec![Reason::Snoozed(None)]),
        explained(37, "Іван", vec![Reason::Open]),
        explained(1, "Марія Іваненко", vec![]),
    ]
}

fn ask(bench: &mut Bench, who: &str, found: Vec<Explained>) {
    bench.keys("w");
    bench.keys(who);
    bench.keys("\r");
    answer(bench, found);
}

#[test]
fn the_question_and_its_answers() {
    let mut bench = Bench::new(80, 24);
    bench.keys("w");
    let empty = bench.screen();
    bench.keys("\x1b");
    ask(&mut bench, "іван", all());
    let top = bench.screen();
    bench.keys(&"\x1b[B".repeat(9));
    let end = bench.screen();
    let mut wide = Bench::in_language(120, 40, Language::En);
    ask(&mut wide, "іван", all());
    insta::assert_snapshot!([empty, top, end, wide.screen()].join("\n"));
}

#[test]
fn on_a_small_screen_what_is_said_of_the_chosen_one_is_seen() {
    let mut bench = Bench::new(40, 12);
    bench.keys("w");
    let empty = bench.screen();
    bench.keys("\x1b");
    ask(&mut bench, "іван", all());
    let top = bench.screen();
    bench.keys("\x1b[B\x1b[B\x1b[B");
    let middle = bench.screen();
    let mut none = Bench::new(40, 12);
    none.roster.channels[1].active = false;
    none.happen(Event::Moved(crate::domain::ChangeNo(1)));
    ask(&mut none, "хтось такий", Vec::new());
    insta::assert_snapshot!([empty, top, middle, none.screen()].join("\n"));
}

#[test]
fn it_is_asked_about_the_list_as_it_is_on_the_screen() {
    let mut bench = Bench::new(80, 24);
    bench.keys("2ftag:vip\r");
    bench.keys("w#12 \r");
    let (_, sought) = asked(&bench).pop().unwrap();
    let me = bench.state.me.id;
    let list = Listed::new(me, &View::Mine.terms(), &[Term::Tag("vip".into())]);
    assert_eq!(sought, Sought { who: "#12".into(), list, now: NOW });
    // The key works in a Cyrillic layout as well, and an empty line asks nothing.
    let mut bench = Bench::new(80, 24);
    bench.keys("ц");
    assert!(matches!(bench.state.popup, Some(Popup::Why(_))));
    bench.keys("  \r");
    assert_eq!(asked(&bench), []);
}

#[test]
fn enter_takes_off_the_filter_what_hides_the_dialog_and_opens_it() {
    let mut bench = Bench::new(80, 24);
    bench.keys("4fchannel:telegram tag:vip\r");
    let vip = Term::Tag("vip".into());
    ask(&mut bench, "8", vec![explained(8, "Ганна", vec![hidden(vip.clone(), true)])]);
    bench.keys("\r");
    assert!(!bench.state.list.extra.contains(&vip), "{:?}", bench.state.list.extra);
    assert_eq!(bench.state.list.words, ["channel:telegram"], "the rest stays");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(8)));
    assert_eq!((bench.state.focus, bench.state.popup.is_none()), (Focus::Thread, true));
    assert!(bench.screen().contains("Прибрано з фільтра: tag:vip"), "{}", bench.screen());
}

#[test]
fn what_the_filter_does_not_hide_is_opened_and_the_filter_stays() {
    let mut bench = Bench::new(80, 24);
    bench.keys("4ftag:vip\r");
    // The filter hides it, too, but without it the list would still show no closed ones.
    let reasons = vec![Reason::Closed, hidden(Term::Tag("vip".into()), true)];
    ask(&mut bench, "8", vec![explained(8, "Ганна", reasons)]);
    bench.keys("\r");
    assert_eq!(bench.state.list.words, ["tag:vip"]);
    assert_eq!(bench.state.thread.dialog, Some(DialogId(8)));
}

#[test]
fn a_dialog_that_may_not_be_seen_is_not_opened() {
    let mut bench = Bench::new(80, 24);
    let before = bench.state.thread.dialog;
    ask(&mut bench, "34", vec![explained(34, "", vec![Reason::NoRight])]);
    bench.keys("\r");
    assert_eq!(bench.state.thread.dialog, before);
    assert!(matches!(bench.state.popup, Some(Popup::Why(_))), "what to do stays on the screen");
}

#[test]
fn other_words_are_another_question_and_a_late_answer_is_none() {
    let mut bench = Bench::new(80, 24);
    ask(&mut bench, "8", vec![explained(8, "Ганна", vec![Reason::Closed])]);
    bench.keys("1\r");
    let all = asked(&bench);
    assert_eq!(all.iter().map(|it| it.1.who.as_str()).collect::<Vec<_>>(), ["8", "81"]);
    let late = vec![explained(8, "Ганна", vec![])];
    bench.happen(Event::Answered(all[0].0, Box::new(Finding::Why(late))));
    assert!(bench.screen().contains("Шукаємо"), "{}", bench.screen());
    // A question that was given up can be asked again.
    bench.happen(Event::Answered(all[1].0, Box::new(Finding::Nothing)));
    bench.keys("\r");
    assert_eq!(asked(&bench).len(), 3);
}
