//! Macros: shown, done, stopped, taken back.

use super::fixture::{Bench, ME, accepted, message};
use super::writing::{
    MACROS, REPLIES, asked, bench, drawn, hears, intents, lines, with_books, written, wrote,
};
use crate::domain::{AgentId, Change, Intent, Kind, OpId, Refusal, Status};
use crate::store::Done;
use crate::tui::event::{Effect, Event};

#[test]
fn a_macro_shows_what_it_would_come_to_and_does_it_in_one() {
    let mut bench = bench();
    bench.rows[0].dialog.assignee = Some(AgentId(2));
    bench.rows[0].dialog.status = Status::Open;
    bench.happen(Event::Moved(crate::domain::ChangeNo(5)));
    bench.keys("Mприв\r");
    assert_eq!(lines(&bench)[0], "Виконати 4 кроки");
    assert!(bench.screen().contains("надіслати «Привітання»"), "{}", bench.screen());
    bench.keys("\r");
    let ops = asked(&bench);
    let reply = Intent::Reply("Вітаю, Марія! ".into());
    let wanted = [Intent::Assign(Some(ME)), Intent::AddTag("нове".into()), reply, Intent::Close];
    assert_eq!(intents(&bench), wanted);
    let assigned = Change::Assigned { from: Some(AgentId(2)), to: Some(ME) };
    let tagged = Change::Tagged { from: vec![], to: vec!["нове".into()] };
    let done = [vec![assigned], vec![tagged], vec![wrote(90)], vec![Change::Closed]];
    let done = done.into_iter().map(|it| accepted(it, 0)).collect();
    let ids: Vec<OpId> = ops.iter().map(|it| it.id).collect();
    bench.happen(Event::Chained { ops: ids.clone(), done, lost: None });
    assert!(bench.screen().contains("Привітати й закрити: виконано (4 кроки)"));
    bench.wait(2_000);
    bench.keys("u");
    let Some(Effect::Batch { ops, .. }) = bench.effects.last() else { panic!("no batch") };
    let undone: Vec<Intent> = ops.iter().map(|it| it.intent.clone()).collect();
    assert_eq!(undone, [3, 1, 0].map(|it: usize| Intent::Undo(ids[it])), "the last step first");
}

#[test]
fn a_macro_is_done_to_all_that_is_selected() {
    let mut bench = bench();
    bench.keys("xx");
    bench.keys("Mприв\r");
    assert!(bench.screen().contains("2 діалоги"), "{}", bench.screen());
    bench.keys("\r");
    let chains = bench.effects.iter().filter(|it| matches!(it, Effect::Chain { .. })).count();
    assert_eq!((chains, bench.state.mass.selection.len()), (2, 0));
    let texts = intents(&bench).into_iter().filter_map(|it| match it {
        Intent::Reply(text) => Some(text),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["Вітаю, Марія! ", "Вітаю, Олександр! "]);
}

#[test]
fn a_macro_stops_at_a_step_that_is_refused_and_skips_what_is_so_already() {
    let mut bench = bench();
    bench.keys("Mприв\r");
    assert!(bench.screen().contains("= уже так"), "it is mine: {}", bench.screen());
    bench.keys("\r");
    let ops: Vec<OpId> = asked(&bench).iter().map(|it| it.id).collect();
    assert_eq!(ops.len(), 3);
    let done = vec![accepted(vec![], 0), Done::Refused(Refusal::ChannelInactive)];
    bench.happen(Event::Chained { ops, done, lost: None });
    let said = bench.screen().lines().nth_back(1).unwrap().to_owned();
    assert!(said.contains("зупинено на «надіслати «Привітання»»"), "{said}");
    assert_eq!(bench.state.pending.len(), 0);
    assert_eq!(written(&bench), "", "a macro's words are nobody's draft");
}

#[test]
fn a_macro_that_would_be_refused_says_so_before() {
    let mut bench = bench();
    bench.keys("Mпотім\r");
    let screen = bench.screen();
    assert!(screen.contains("✗") && screen.contains("не дійде"), "{screen}");
    bench.keys("\x1b");
    assert_eq!(asked(&bench), []);
}

#[test]
fn a_macro_never_sends_what_is_half_written() {
    let mut bench = bench();
    bench.keys("rполовина\x1b");
    bench.keys("Mприв\r\r");
    assert!(intents(&bench).iter().all(|it| !format!("{it:?}").contains("половина")));
    bench.keys("r");
    assert_eq!(written(&bench), "половина");
}

#[test]
fn a_macro_that_answers_shows_first_what_has_been_said_since() {
    let mut bench = bench();
    bench.keys("\rMприв\r");
    hears(&mut bench, message(91, Kind::Inbound, 0, "Уже не треба"));
    bench.keys("\r");
    assert_eq!(asked(&bench), []);
    assert!(bench.screen().contains("Тим часом пише Марія Іваненко"), "{}", bench.screen());
    bench.keys("\r");
    assert!(!asked(&bench).is_empty());
}

#[test]
fn a_macro_is_found_in_the_palette_by_its_name() {
    let mut bench = bench();
    bench.keys(":Привітати й зак\r");
    assert_eq!(lines(&bench)[0], "Виконати 4 кроки");
}

#[test]
fn no_size_is_too_small() {
    for (width, height) in [(1, 1), (12, 4), (24, 6), (40, 12), (300, 80)] {
        let (mut bench, _folder) = with_books(Bench::new(width, height), REPLIES, MACROS);
        bench.keys(";за");
        bench.screen();
        bench.keys("\x1b\x1bMприв\r");
        bench.screen();
    }
}

#[test]
fn a_macro_shown() {
    insta::assert_snapshot!(drawn("Mприв\r", |_| ()));
}
