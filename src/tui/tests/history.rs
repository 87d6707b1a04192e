//! What happened to a dialog.

use super::fixture::{Bench, ME, minutes_ago};
use crate::base::clock::Timestamp;
use crate::domain::{
    AgentId, Change, ChangeNo, ContactId, Delivery, DialogId, Kind, MessageId, Reopening, Status,
    UNTIL_REPLY, Written,
};
use crate::i18n::Language;
use crate::store::FeedEntry;
use crate::tui::event::{Effect, Event};
use crate::tui::state::{HISTORY_PAGE, Popup};

/// One of each.
fn changes() -> Vec<Change> {
    let message = MessageId(1);
    let wrote = |kind| Change::Wrote(Written { message, kind, at: minutes_ago(9) });
    let delivery = |to| Change::Delivery { message, to };
    let due = Timestamp(0);
    let until = minutes_ago(-90);
    let people = |id| vec![ContactId(id)];
    vec![
        wrote(Kind::Inbound),
        wrote(Kind::Reply),
        wrote(Kind::Note),
        wrote(Kind::Auto),
        delivery(Delivery::Queued { due, failures: 0 }),
        delivery(Delivery::Queued { due, failures: 2 }),
        delivery(Delivery::Sending { failures: 0 }),
        delivery(Delivery::Sent),
        delivery(Delivery::Delivered),
        delivery(Delivery::Read),
        delivery(Delivery::Failed { reason: "blocked\u{1b}[31m".into() }),
        delivery(Delivery::Unsure),
        delivery(Delivery::Dropped),
        Change::Closed,
        Change::Reopened(Reopening::ByAgent),
        Change::Reopened(Reopening::ByCustomer),
        Change::MarkedSpam { from: Status::Open },
        Change::UnmarkedSpam { to: Status::Open },
        Change::UnmarkedSpam { to: Status::Closed },
        Change::Assigned { from: None, to: Some(ME) },
        Change::Assigned { from: Some(ME), to: Some(AgentId(99)) },
        Change::Assigned { from: Some(AgentId(2)), to: None },
        Change::Snoozed { from: None, to: Some(until) },
        Change::Snoozed { from: None, to: Some(UNTIL_REPLY) },
        Change::Snoozed { from: Some(until), to: None },
        Change::Tagged { from: vec!["late".into()], to: vec!["vip".into()] },
        Change::Merged {
            from: vec![people(1), people(2)],
            to: vec![vec![ContactId(1), ContactId(2)]],
        },
        Change::Merged {
            from: vec![vec![ContactId(1), ContactId(2)]],
            to: vec![people(1), people(2)],
        },
        Change::ContactNoted { from: String::new(), to: "likes\nblue".into() },
        Change::ContactNoted { from: "likes".into(), to: String::new() },
        Change::ChannelAdded,
        Change::ChannelSwitched { active: true },
        Change::ChannelSwitched { active: false },
        Change::ChannelDeleted,
    ]
}

fn entries(agent: impl Fn(usize) -> Option<AgentId>) -> Vec<FeedEntry> {
    let entry = |(at, change): (usize, Change)| FeedEntry {
        no: ChangeNo(1_000 - at as i64),
        at: minutes_ago(at as i64 * 70),
        agent: agent(at),
        op: None,
        dialog: Some(DialogId(1)),
        change,
    };
    changes().into_iter().enumerate().map(entry).collect()
}

fn tell(bench: &mut Bench, entries: Vec<FeedEntry>) {
    let asked = bench.effects.iter().rev().find_map(|it| match it {
        Effect::History { no, .. } => Some(*no),
        _ => None,
    });
    bench.happen(Event::History { no: asked.unwrap(), entries, cut: false });
}

#[test]
fn everything_that_can_happen_has_words_in_every_language() {
    for language in Language::ALL {
        let mut bench = Bench::in_language(100, 40, *language);
        bench.keys("i");
        tell(&mut bench, entries(|at| (at % 3 == 0).then_some(ME)));
        let screen = bench.screen();
        assert!(!screen.contains("history-"), "{screen}");
        insta::assert_snapshot!(format!("history_{}", language.code()), screen);
    }
}

#[test]
fn what_nobody_here_did_says_who_did_it() {
    let mut bench = Bench::in_language(80, 24, Language::En);
    bench.keys("\ri");
    tell(&mut bench, entries(|_| None));
    let screen = bench.screen();
    let line = |words: &str| screen.lines().find(|it| it.contains(words)).unwrap().to_owned();
    assert!(line("wrote").contains("by the customer"), "{screen}");
    assert!(line("reply sent").contains("by the channel"), "{screen}");
    assert!(line("  closed").contains("by the desk"), "{screen}");
    bench.keys("\x1b");
    assert_eq!(bench.state.popup, None);
}

#[test]
fn older_entries_are_asked_for_on_the_way_down_until_there_are_none() {
    let mut bench = Bench::in_language(80, 24, Language::En);
    bench.keys("i");
    let many: Vec<FeedEntry> = entries(|_| None).into_iter().cycle().take(HISTORY_PAGE).collect();
    let oldest = many.last().unwrap().no;
    let asked = |bench: &Bench| {
        bench.effects.iter().filter(|it| matches!(it, Effect::History { .. })).count()
    };
    tell(&mut bench, many);
    assert_eq!(asked(&bench), 1, "the end is far");
    bench.keys("\x1b[6~\x1b[6~\x1b[6~\x1b[6~");
    assert_eq!(asked(&bench), 2);
    let Some(Effect::History { before, dialog, .. }) = bench.effects.last() else { panic!() };
    assert_eq!((*before, *dialog), (Some(oldest), DialogId(1)));
    tell(&mut bench, entries(|_| None));
    bench.keys("G");
    assert_eq!(asked(&bench), 2, "there is nothing older");
    let Some(Popup::History(history)) = &bench.state.popup else { panic!() };
    assert_eq!(history.entries.len(), HISTORY_PAGE + changes().len());
}
