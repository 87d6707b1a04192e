//! A replica's screen: how fresh it is, what waits, what the hub refused, who else is here.

use std::fmt::Write as _;

use super::fixture::{Bench, ME, NOW, message, minutes_ago};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::width;
use crate::domain::{AgentId, ChangeNo, DialogId, Intent, Kind, MessageId, Op, OpId, Refusal};
use crate::i18n::Language;
use crate::store::far::Rejected;
use crate::store::{FeedEntry, Hit, Hits};
use crate::tui::event::{Effect, Event};
use crate::tui::hub::{HubLink, HubState, HubWish, Present, Profiles};
use crate::tui::state::{HISTORY_PAGE, Link, Popup};

fn link(state: HubState, waiting: u32) -> Event {
    Event::Linked(Link::Hub(HubLink { state, waiting, refused: 0 }))
}

fn offline(waiting: u32) -> Event {
    link(HubState::Offline { since: minutes_ago(55), next_try: Some(minutes_ago(-2)) }, waiting)
}

/// What waits is counted on the desk, whatever is told of the link.
fn tell(bench: &mut Bench, link: Event) {
    if let Event::Linked(Link::Hub(link)) = &link {
        bench.unsettled.0 = link.waiting;
        look(bench);
    }
    bench.happen(link);
}

/// The desk has changed.
fn look(bench: &mut Bench) {
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
}

fn replica(width: u16, height: u16, language: Language) -> Bench {
    let mut bench = Bench::in_language(width, height, language);
    bench.happen(link(HubState::Live, 0));
    bench.effects.clear();
    bench
}

fn rejected(no: i64, dialog: i64, intent: Intent, why: Refusal) -> Rejected {
    let name = ["Марія Іваненко", "John\u{1b}[31m Smith", ""][usize::try_from(no % 3).unwrap()];
    let id = OpId(u128::try_from(no).unwrap());
    let op = Op { id, dialog: DialogId(dialog), intent };
    Rejected { no, op, name: name.into(), why, at: minutes_ago(no) }
}

fn two_refused() -> Vec<Rejected> {
    let reply = Intent::Reply("Вітаю! Посилка вже в дорозі, ось номер: 20450".into());
    vec![
        rejected(3, 1, reply, Refusal::WroteSince),
        rejected(4, 3, Intent::Assign(Some(ME)), Refusal::TakenBy("Андрій Бондар".into())),
    ]
}

fn here(agent: i64, name: &str, dialog: i64, typing: bool) -> Present {
    Present { agent: AgentId(agent), name: name.into(), dialog: DialogId(dialog), typing }
}

/// What was wished of the hub, in order.
fn wishes(bench: &Bench) -> Vec<&HubWish> {
    let wishes = bench.effects.iter().filter_map(|it| match it {
        Effect::Hub(wish) => Some(wish),
        _ => None,
    });
    wishes.collect()
}

fn top(bench: &Bench) -> String {
    bench.screen().lines().next().unwrap().to_owned()
}

fn states() -> Vec<Event> {
    let seconds = |it: i64| Timestamp(NOW.0 - it * 1000);
    let newer = Msg::new("store-newer").with("found", 9_u32).with("known", 8_u32);
    vec![
        link(HubState::Live, 0),
        link(HubState::Live, 2),
        link(HubState::Catching { since: seconds(4) }, 0),
        link(HubState::Catching { since: seconds(3 * 3600) }, 3),
        offline(0),
        offline(3),
        link(HubState::Offline { since: minutes_ago(3000), next_try: None }, 128),
        link(HubState::Filling { told: 0, total: 0 }, 0),
        link(HubState::Filling { told: 34_100, total: 100_000 }, 0),
        link(HubState::Filling { told: 100_000, total: 100_000 }, 1),
        link(HubState::LoggedOut, 3),
        link(HubState::Refused(newer), 3),
    ]
}

#[test]
fn the_top_line_of_a_replica_says_how_fresh_it_is_and_what_waits() {
    for language in Language::ALL {
        let mut said = String::new();
        for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
            let mut bench = replica(columns, rows, *language);
            for state in states() {
                tell(&mut bench, state);
                writeln!(said, "{}", top(&bench)).unwrap();
            }
            bench.happen(Event::HubRefused(two_refused()));
            bench.unsettled = (3, 2);
            tell(&mut bench, offline(3));
            writeln!(said, "{}\n", top(&bench)).unwrap();
        }
        assert!(!said.contains("fresh-"), "{said}");
        assert!(said.lines().all(|it| width(it) <= 120));
        insta::assert_snapshot!(format!("hub_top_{}", language.code()), said);
    }
}

#[test]
fn trouble_does_not_hide_how_fresh_a_replica_is() {
    for columns in [120, 80, 60, 40] {
        let mut bench = replica(columns, 24, Language::En);
        tell(&mut bench, offline(3));
        bench.happen(Event::Failed { what: Msg::new("store-full"), hint: None });
        let line = top(&bench);
        assert!(line.contains("offline") && line.contains('3'), "{line}");
        assert!(columns < 60 || line.contains("! the disk"), "{line}");
    }
}

#[test]
fn the_age_of_what_is_here_grows_by_itself() {
    let mut bench = replica(80, 24, Language::En);
    bench.happen(link(HubState::Catching { since: NOW }, 0));
    assert!(top(&bench).ends_with("1 s ago"), "{}", top(&bench));
    for second in 1..60 {
        let next = bench.state.next_change().unwrap();
        assert_eq!(next, Timestamp(NOW.0 + second * 1000));
        bench.happen(Event::Now(next, 7200));
        assert!(top(&bench).ends_with(&format!("{second} s ago")), "{}", top(&bench));
    }
    bench.happen(Event::Now(Timestamp(NOW.0 + 60_000), 7200));
    assert!(top(&bench).ends_with("1m ago"), "{}", top(&bench));
    assert_eq!(bench.state.next_change(), Some(Timestamp(NOW.0 + 120_000)));
    // What the clock of the hub, or of this machine, has ahead is no age.
    bench.happen(link(HubState::Catching { since: Timestamp(NOW.0 + 600_000) }, 0));
    assert!(top(&bench).ends_with("1 s ago"), "{}", top(&bench));
    assert!(bench.state.next_change().unwrap() > bench.state.now);
}

#[test]
fn a_desk_of_its_own_says_nothing_of_hubs() {
    let mut bench = Bench::in_language(80, 24, Language::En);
    bench.keys("\rr");
    bench.keys("hello");
    bench.wait(6_000);
    bench.keys("\x1b\x1b");
    assert_eq!(wishes(&bench), Vec::<&HubWish>::new());
    bench.keys("!");
    assert!(bench.screen().contains("This desk has no hub"), "{}", bench.screen());
    assert_eq!(bench.state.popup, None);
}

#[test]
fn what_the_hub_refused_is_told_by_name_and_stays_until_it_is_seen() {
    let mut bench = replica(80, 24, Language::En);
    bench.happen(Event::HubRefused(two_refused().split_off(1)));
    assert!(bench.screen().contains("Not done, John"), "{}", bench.screen());
    assert!(bench.screen().contains("Андрій Бондар has taken the dialog"), "{}", bench.screen());
    assert!(top(&bench).contains("! 1 refused"), "{}", top(&bench));
    bench.happen(Event::HubRefused(two_refused()));
    assert!(top(&bench).contains("! 2 refused"), "told again it is known: {}", top(&bench));
    bench.wait(60_000);
    assert!(top(&bench).contains("! 2 refused"), "{}", top(&bench));
    bench.keys("!");
    assert_eq!(bench.effects, [Effect::LookedAt(4)]);
    assert!(!top(&bench).contains("refused"), "{}", top(&bench));
    let screen = bench.screen();
    assert!(screen.contains("assign to me: Андрій Бондар has taken the dialog"), "{screen}");
    bench.keys("j\r");
    assert_eq!((bench.state.thread.dialog, &bench.state.popup), (Some(DialogId(1)), &None));
    // They can be looked at once more.
    bench.keys("!");
    assert!(bench.screen().contains("written meanwhile: look again"), "{}", bench.screen());
    bench.keys("\x1b");
    assert_eq!(bench.state.popup, None);
}

#[test]
fn what_is_refused_while_the_page_is_open_is_seen_as_it_comes() {
    let mut bench = replica(80, 24, Language::En);
    bench.keys("!");
    bench.happen(Event::HubRefused(two_refused()));
    assert_eq!(bench.effects, [Effect::LookedAt(4)]);
    assert_eq!(
        (&bench.state.popup, &bench.state.toast),
        (&Some(Popup::Refused { cursor: 0 }), &None)
    );
    bench.keys("\r");
    assert_eq!(bench.state.thread.dialog, Some(DialogId(3)));
}

#[test]
fn refusals_of_an_earlier_session_are_asked_for() {
    let mut bench = replica(80, 24, Language::En);
    // What is told of the link is older than what the desk has counted.
    bench.unsettled = (1, 2);
    look(&mut bench);
    bench.happen(link(HubState::Live, 0));
    assert_eq!(bench.effects, [Effect::AskRefused], "once");
    assert!(top(&bench).ends_with("! 2 refused  live ↑1"), "{}", top(&bench));
    bench.happen(Event::HubRefused(two_refused()));
    assert!(top(&bench).ends_with("! 2 refused  live ↑1"), "{}", top(&bench));
    bench.keys("!");
    assert!(!top(&bench).contains("refused"), "{}", top(&bench));
}

#[test]
fn the_hub_and_what_it_refused_on_a_page() {
    for (columns, rows, language) in
        [(80, 24, Language::Uk), (120, 40, Language::Ru), (40, 12, Language::Uk)]
    {
        let mut bench = replica(columns, rows, language);
        tell(&mut bench, offline(12));
        bench.happen(Event::HubRefused(two_refused()));
        bench.keys("!");
        insta::assert_snapshot!(format!("hub_page_{columns}"), bench.screen());
    }
    let mut bench = replica(80, 24, Language::Uk);
    tell(&mut bench, link(HubState::LoggedOut, 1));
    bench.keys("!");
    insta::assert_snapshot!("hub_page_logged_out", bench.screen());
}

#[test]
fn many_refusals_are_gone_through_with_the_cursor_in_sight() {
    let mut bench = replica(40, 12, Language::En);
    let many = (1..60).map(|it| rejected(it, 1 + it % 8, Intent::Close, Refusal::WroteSince));
    bench.happen(Event::HubRefused(many.collect()));
    assert!(bench.screen().contains("59"), "{}", bench.screen());
    bench.keys("!");
    for _ in 0..70 {
        assert!(bench.screen().contains('▌'), "{}", bench.screen());
        bench.keys("j");
    }
    assert_eq!(bench.state.popup, Some(Popup::Refused { cursor: 58 }));
    // What comes meanwhile comes above; the cursor stays with what it is on.
    bench.happen(Event::HubRefused(vec![rejected(60, 2, Intent::Close, Refusal::IsSpam)]));
    assert_eq!(bench.state.popup, Some(Popup::Refused { cursor: 59 }));
}

#[test]
fn the_words_of_a_refused_reply_are_not_written_over_by_what_is_being_written() {
    let mut bench = replica(80, 24, Language::En);
    bench.keys("\rr");
    bench.keys("щось нове");
    bench.happen(Event::HubRefused(two_refused()));
    let text = bench.state.composer.as_ref().unwrap().editor.text().to_owned();
    assert_eq!(text, "Вітаю! Посилка вже в дорозі, ось номер: 20450\nщось нове");
    // In another dialog they are its draft, which the desk has.
    let mut bench = replica(80, 24, Language::En);
    bench.keys("j\rr");
    bench.keys("щось нове");
    bench.happen(Event::HubRefused(two_refused()));
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "щось нове");
}

#[test]
fn who_else_is_here_is_seen_in_the_list_and_in_the_heading() {
    for (columns, rows, language) in
        [(120, 40, Language::Uk), (80, 24, Language::Ru), (40, 12, Language::Uk)]
    {
        let mut bench = replica(columns, rows, language);
        bench.happen(Event::Presence(vec![
            here(2, "Андрій Бондар", 1, false),
            here(4, "Софія", 1, true),
            here(2, "Андрій Бондар", 2, true),
            here(5, "李\u{1b}[31m雷", 4, false),
            here(1, "Олена Шевчук", 3, true),
        ]));
        let list = bench.screen();
        bench.keys("\r");
        insta::assert_snapshot!(
            format!("hub_presence_{columns}"),
            format!("{list}\n{}", bench.screen())
        );
    }
}

#[test]
fn nobody_is_said_to_be_here_while_the_hub_is_away() {
    let mut bench = replica(80, 24, Language::En);
    bench.happen(Event::Presence(vec![here(2, "Андрій Бондар", 1, true)]));
    bench.keys("\r");
    assert!(bench.screen().contains("Андрій is typing…"), "{}", bench.screen());
    bench.happen(offline(0));
    assert!(!bench.screen().contains("is typing"), "{}", bench.screen());
}

#[test]
fn colleagues_are_told_what_i_have_gone_to_and_when_i_write_there() {
    let mut bench = replica(120, 40, Language::En);
    // A glance in passing is nothing to tell.
    bench.keys("jk");
    bench.wait(1_000);
    assert_eq!(wishes(&bench), Vec::<&HubWish>::new());
    let told = |bench: &mut Bench| {
        let told = wishes(bench).into_iter().cloned().collect::<Vec<_>>();
        bench.effects.clear();
        told
    };
    let present =
        |dialog: Option<i64>, typing| HubWish::Present { dialog: dialog.map(DialogId), typing };
    bench.keys("\r");
    assert_eq!(told(&mut bench), [present(Some(1), false)]);
    bench.keys("r");
    assert_eq!(told(&mut bench), [], "an empty composer writes nothing");
    bench.keys("hello");
    assert_eq!(told(&mut bench), [present(Some(1), true)], "once, not with each key");
    bench.wait(4_000);
    bench.keys("!");
    bench.wait(4_000);
    assert_eq!(told(&mut bench), []);
    assert_eq!(bench.state.next_change(), Some(Timestamp(bench.state.now.0 + 1_000)));
    bench.wait(1_000);
    assert_eq!(told(&mut bench), [present(Some(1), false)], "quiet for five seconds");
    bench.keys("x");
    bench.keys("\x1b");
    assert_eq!(told(&mut bench), [present(Some(1), true), present(Some(1), false)]);
    bench.keys("J");
    assert_eq!(told(&mut bench), [present(Some(2), false)]);
    // Without a connection there is nobody to tell; with the next one all is told again.
    bench.happen(offline(0));
    bench.keys("J");
    assert_eq!(told(&mut bench), []);
    bench.happen(link(HubState::Live, 0));
    assert_eq!(told(&mut bench), [present(Some(3), false)]);
    let last = crate::tui::update::farewell(&mut bench.state);
    assert_eq!(last, [Effect::Hub(present(None, false))]);
}

#[test]
fn a_message_that_the_hub_has_not_heard_of_says_so_and_is_nothing_to_have_seen() {
    for (columns, rows, language) in
        [(80, 24, Language::Uk), (120, 40, Language::En), (40, 12, Language::Ru)]
    {
        let mut bench = replica(columns, rows, language);
        let mut reply = message((1 << 52) + 1, Kind::Reply, 0, "Вітаю! Зараз перевірю");
        reply.delivery = Some(crate::domain::Delivery::Queued { due: Timestamp(0), failures: 0 });
        bench.messages.push(reply);
        bench.rows[0].pending = true;
        bench.rows[7].pending = true;
        bench.messages.push(message((1 << 52) + 2, Kind::Note, 0, "спитати склад"));
        tell(&mut bench, offline(2));
        let list = bench.screen();
        bench.keys("\r");
        let screens = format!("{list}\n{}", bench.screen());
        insta::assert_snapshot!(format!("hub_waiting_{columns}"), screens);
        let seen = bench.effects.contains(&Effect::See(DialogId(1), MessageId(16)));
        assert!(seen, "{:?}", bench.effects);
    }
}

#[test]
fn a_reply_that_is_held_back_waits_for_the_hub_when_there_is_none() {
    let mut bench = replica(80, 24, Language::En);
    let mut reply = message((1 << 52) + 1, Kind::Reply, 0, "Вітаю!");
    let due = Timestamp(NOW.0 + 5_000);
    reply.delivery = Some(crate::domain::Delivery::Queued { due, failures: 0 });
    bench.messages.push(reply);
    look(&mut bench);
    bench.keys("\r");
    assert!(bench.screen().contains("goes out in 5 s"), "{}", bench.screen());
    tell(&mut bench, offline(1));
    assert!(bench.screen().contains("waiting for the hub"), "{}", bench.screen());
}

#[test]
fn older_messages_are_fetched_once_when_the_reader_comes_to_the_first_one_here() {
    let older = |bench: &Bench| wishes(bench).contains(&&HubWish::Older(DialogId(1)));
    let mut bench = replica(80, 24, Language::En);
    bench.elsewhere = true;
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.wait(1_000);
    assert!(!older(&bench), "a glance fetches nothing");
    bench.keys("\r");
    assert!(!older(&bench), "the first one is not in sight");
    bench.keys("g");
    assert!(older(&bench));
    assert!(bench.screen().contains("Loading older messages…"), "{}", bench.screen());
    bench.effects.clear();
    bench.keys("jk");
    bench.happen(Event::Moved(ChangeNo(3)));
    assert!(!older(&bench), "once");
    // They come through the desk; then the next ones are fetched.
    bench.messages.insert(0, message(9, Kind::Inbound, 4000, "Ще раніше"));
    bench.happen(Event::Moved(ChangeNo(4)));
    bench.keys("g");
    assert!(bench.screen().contains("Ще раніше") && older(&bench), "{}", bench.screen());
    bench.elsewhere = false;
    bench.happen(Event::Moved(ChangeNo(5)));
    assert!(bench.screen().contains("The conversation begins here."), "{}", bench.screen());
}

#[test]
fn without_the_hub_it_is_said_where_older_messages_are() {
    let mut bench = replica(80, 24, Language::En);
    bench.elsewhere = true;
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.happen(offline(0));
    bench.keys("\rg");
    assert_eq!(wishes(&bench), Vec::<&HubWish>::new());
    assert!(bench.screen().contains("Older messages are on the hub, which"), "{}", bench.screen());
    bench.happen(link(HubState::Live, 0));
    assert!(wishes(&bench).contains(&&HubWish::Older(DialogId(1))), "{:?}", bench.effects);
}

#[test]
fn a_history_is_what_is_kept_here_until_the_hub_tells_all_of_it() {
    let mut bench = replica(80, 24, Language::En);
    bench.keys("i");
    let asked = |bench: &Bench| {
        let last = wishes(bench).into_iter().rev().find_map(|it| match it {
            HubWish::History { no, before, .. } => Some((*no, *before)),
            _ => None,
        });
        last.unwrap()
    };
    let entry = |no: i64| FeedEntry {
        no: ChangeNo(no),
        at: minutes_ago(9),
        agent: Some(ME),
        op: None,
        dialog: Some(DialogId(1)),
        change: crate::domain::Change::Closed,
    };
    let (no, before) = asked(&bench);
    assert_eq!(before, None);
    assert!(bench.screen().contains(" asking the hub… "), "{}", bench.screen());
    bench.happen(offline(0));
    assert!(bench.screen().contains(" only what is kept here "), "{}", bench.screen());
    let page = i64::try_from(HISTORY_PAGE).unwrap();
    bench.happen(Event::HubHistory {
        no,
        entries: (1..=page).rev().map(|it| entry(it + 500)).collect(),
    });
    assert!(!bench.screen().contains("kept here"), "{}", bench.screen());
    bench.happen(link(HubState::Live, 0));
    bench.keys("G");
    let (no, before) = asked(&bench);
    assert_eq!(before, Some(ChangeNo(501)));
    bench.happen(Event::HubHistory { no, entries: vec![entry(3)] });
    let Some(Popup::History(history)) = &bench.state.popup else { panic!() };
    assert_eq!((history.entries.len(), history.whole), (HISTORY_PAGE + 1, true));
}

#[test]
fn a_search_shows_what_is_here_at_once_and_then_what_the_hub_has() {
    let mut bench = replica(80, 24, Language::En);
    bench.keys("/замовлення");
    let (no, query) = match wishes(&bench).last().unwrap() {
        HubWish::Search { no, query } => (*no, query.clone()),
        other => panic!("{other:?}"),
    };
    assert!(bench.screen().contains("asking the hub…"), "{}", bench.screen());
    let on = bench.state.search.as_ref().unwrap().current().unwrap().message();
    let hit = |id: i64, text: &str| Hit {
        message: message(id, Kind::Inbound, 5, text),
        row: bench.rows[0].clone(),
    };
    let hits = Hits {
        people: Vec::new(),
        more_people: false,
        messages: vec![hit(16, "Де моє замовлення?"), hit(2, "старе замовлення")],
        more: false,
    };
    bench.happen(Event::HubHits(no - 1, Box::default()));
    assert!(!bench.state.search.as_ref().unwrap().of_hub, "a late answer to an old question");
    bench.happen(Event::HubHits(no, Box::new(hits)));
    assert!(query.terms.are_in("старе замовлення"));
    assert!(bench.screen().contains("старе"), "{}", bench.screen());
    assert!(!bench.screen().contains("asking the hub"), "{}", bench.screen());
    assert_eq!(bench.state.search.as_ref().unwrap().current().unwrap().message(), on);
    // The old one is not here yet: it is fetched, and shown in its place once it is.
    bench.elsewhere = true;
    bench.effects.clear();
    bench.keys("\x1b[F\x1b[B\x1b[B\r");
    assert!(wishes(&bench).contains(&&HubWish::Older(DialogId(1))), "{:?}", bench.effects);
    bench.messages.insert(0, message(2, Kind::Inbound, 9000, "старе замовлення"));
    bench.happen(Event::Moved(ChangeNo(9)));
    assert!(bench.screen().contains("старе"), "{}", bench.screen());
    assert_eq!(bench.state.team.seeking, None);
}

#[test]
fn without_the_hub_a_search_says_what_it_has_not_looked_through() {
    let mut bench = replica(80, 24, Language::En);
    bench.happen(offline(0));
    bench.keys("/замовлення");
    assert!(bench.screen().contains("only what is kept here"), "{}", bench.screen());
    assert_eq!(wishes(&bench), Vec::<&HubWish>::new());
}

#[test]
fn a_list_that_is_still_coming_says_so() {
    let away = || HubState::Offline { since: minutes_ago(1), next_try: None };
    let mut said = String::new();
    for (columns, rows) in [(80, 24), (40, 12)] {
        let filling = HubState::Filling { told: 0, total: 800 };
        for state in [filling, away(), HubState::LoggedOut, HubState::Live] {
            let mut bench = replica(columns, rows, Language::Uk);
            (bench.rows, bench.roster.channels) = (Vec::new(), Vec::new());
            look(&mut bench);
            tell(&mut bench, link(state, 0));
            let screen = bench.screen();
            let lines = screen.lines().take(8).map(|it| it.split('│').next().unwrap().trim_end());
            writeln!(said, "{}\n", lines.collect::<Vec<_>>().join("\n").trim_end()).unwrap();
        }
    }
    insta::assert_snapshot!(said);
}

fn two_desks() -> Profiles {
    Profiles {
        here: "крамниця".into(), all: vec!["крамниця".into(), "work".into()]
    }
}

#[test]
fn another_desk_is_gone_to_by_its_profile() {
    let mut bench = Bench::in_language(80, 24, Language::En);
    bench.keys("P");
    assert!(bench.screen().contains("There is no other profile"), "{}", bench.screen());
    bench.state.profiles = two_desks();
    assert!(top(&bench).starts_with(" крамниця:  1 Waiting"), "{}", top(&bench));
    bench.keys("rhalf");
    bench.keys("\x1b");
    bench.effects.clear();
    bench.keys("P");
    insta::assert_snapshot!(bench.screen());
    bench.keys("\r");
    assert_eq!(bench.effects, [], "here is here");
    bench.keys("Pwork\r");
    assert_eq!(bench.effects, [Effect::Switch("work".into())]);
    bench.state.profiles.here = "work".into();
    assert!(bench.state.title().ends_with("keydesk work"), "{}", bench.state.title());
}

#[test]
fn the_views_are_pointed_at_where_they_stand_beside_a_profile() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut bench = replica(columns, rows, Language::Uk);
        bench.state.profiles = two_desks();
        tell(&mut bench, offline(3));
        let line = top(&bench);
        let column = u16::try_from(width(&line[..line.find(" 1 ").unwrap() + 1])).unwrap();
        let spot = crate::tui::view::spot(&bench.state, &bench.catalog, column, 0);
        let waiting = crate::tui::state::ViewId::BuiltIn(crate::domain::View::Waiting);
        assert_eq!(spot, crate::tui::event::Spot::View(waiting), "{line}");
        assert_ne!(crate::tui::view::spot(&bench.state, &bench.catalog, 2, 0), spot, "{line}");
    }
}
