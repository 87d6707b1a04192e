//! The screen of the team: who holds what, blocking with a look first, taking it back, being away.

use super::fixture::{Bench, ME};
use crate::base::msg::Msg;
use crate::domain::team::{Act, Handover, Unfit};
use crate::domain::{AgentId, Assigned, ChangeNo, Role, RoleId, Term, View};
use crate::i18n::Language;
use crate::store::{Did, Holds, OwnRole};
use crate::tui::event::{Effect, Event, Finding, Inquiry};
use crate::tui::hub::{HubLink, HubState};
use crate::tui::state::{CrewTold, Focus, Link, Popup, ViewId};

const ANDRII: AgentId = AgentId(2);
const IHOR: AgentId = AgentId(3);

fn told() -> CrewTold {
    let holds = |open, waiting, closed, channels: &[&str]| Holds {
        open,
        waiting,
        closed,
        channels: channels.iter().map(|it| (*it).to_owned()).collect(),
    };
    CrewTold {
        roles: vec![OwnRole {
            id: RoleId(7),
            name: "evil\u{1b}[31m роль".into(),
            rights: Role::Agent.rights(),
        }],
        holds: vec![
            (ME, holds(5, 2, 0, &["Крамниця", "Viber"])),
            (ANDRII, holds(12, 3, 41, &["Крамниця", "evil\u{1b}[31m"])),
            (IHOR, holds(0, 0, 0, &[])),
            (AgentId(4), holds(0, 0, 3, &[])),
        ],
    }
}

/// Answers the last question what everybody holds.
fn answer(bench: &mut Bench) {
    let asked = bench.effects.iter().rev().find_map(|it| match it {
        Effect::Inquire(no, inquiry) if **inquiry == Inquiry::Crew => Some(*no),
        _ => None,
    });
    bench.happen(Event::Answered(asked.unwrap(), Box::new(Finding::Crew(told()))));
}

/// The screen, with an agent of a hostile name and role as well.
fn bench(width: u16, height: u16, language: Language) -> Bench {
    let mut bench = Bench::in_language(width, height, language);
    let mut evil = bench.roster.agents[1].clone();
    (evil.id, evil.name, evil.role) =
        (AgentId(4), "evil\u{1b}[31m\u{202e}name".into(), Role::Own(RoleId(7)));
    evil.away = true;
    bench.roster.agents.push(evil);
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.keys("T");
    answer(&mut bench);
    bench
}

fn acts(bench: &Bench) -> Vec<Act> {
    let acts = bench.effects.iter().filter_map(|it| match it {
        Effect::Administer(act) => Some((**act).clone()),
        _ => None,
    });
    acts.collect()
}

/// The desk has done the last act, or has not.
fn came(bench: &mut Bench, came: Result<Did, Msg>) {
    let act = acts(bench).pop().unwrap();
    if let (Act::Block(agent, _), Ok(_)) = (&act, &came) {
        bench
            .roster
            .agents
            .iter_mut()
            .filter(|it| it.id == *agent)
            .for_each(|it| it.blocked = true);
    }
    bench.happen(Event::Administered(Box::new((act, came))));
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
    answer(bench);
}

const MOVED: Did = Did::Moved { dialogs: 53, lists: 2 };

/// The screen, who is blocked, a preview from its first way to its last, and what is said then.
fn story(width: u16, height: u16, language: Language) -> String {
    let mut bench = bench(width, height, language);
    let mut screens = vec![bench.screen()];
    bench.keys("G");
    screens.push(bench.screen());
    bench.keys("gjb");
    screens.push(bench.screen());
    bench.keys("jj");
    screens.push(bench.screen());
    bench.keys("\r");
    came(&mut bench, Ok(MOVED));
    screens.push(bench.screen());
    screens.join("\n")
}

#[test]
fn the_team_at_80x24() {
    insta::assert_snapshot!(story(80, 24, Language::Uk));
}

#[test]
fn the_team_at_40x12() {
    insta::assert_snapshot!(story(40, 12, Language::Uk));
}

#[test]
fn the_team_at_120x40() {
    insta::assert_snapshot!(story(120, 40, Language::En));
}

#[test]
fn blocking_is_one_act_in_the_way_that_is_chosen_and_u_takes_it_back() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("jb");
    assert_eq!(acts(&bench), [], "a look comes first");
    bench.keys("\x1b");
    assert!(matches!(&bench.state.popup, Some(Popup::Crew(it)) if it.blocking.is_none()));
    bench.keys("bj\r\r");
    assert_eq!(acts(&bench), [Act::Block(ANDRII, Handover::Distribute)], "once");
    came(&mut bench, Ok(MOVED));
    let screen = bench.screen();
    assert!(screen.contains("Передано діалогів: 53, списків каналів змінено:"), "{screen}");
    assert!(screen.contains("u поверне все"), "{screen}");
    // The cursor has stayed on them, wherever they stand now; the key works in a Cyrillic layout.
    bench.keys("г");
    let back = Act::Unblock { agent: ANDRII, restore: true };
    assert_eq!(acts(&bench).pop(), Some(back));
}

#[test]
fn every_way_is_offered_and_nobody_who_cannot_answer() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("jb");
    let Some(Popup::Crew(crew)) = &bench.state.popup else { panic!() };
    let to = [ME, AgentId(4)].map(Handover::To);
    let ways = [Handover::Free, Handover::Distribute].into_iter().chain(to);
    let ways: Vec<Handover> = ways.chain([Handover::Keep]).collect();
    assert_eq!(crew.blocking.as_ref().unwrap().ways, ways);
    bench.keys("jj\r");
    assert_eq!(acts(&bench), [Act::Block(ANDRII, Handover::To(ME))]);
    came(&mut bench, Err(Unfit::CannotReceive("Олена".into()).say()));
    assert!(bench.screen().contains("не може отримати ці діалоги"), "{}", bench.screen());
    let Some(Popup::Crew(crew)) = &bench.state.popup else { panic!() };
    assert!(crew.blocking.is_some(), "another way can be chosen");
}

#[test]
fn who_holds_nothing_is_blocked_without_a_choice_and_once() {
    let mut bench = bench(80, 24, Language::Uk);
    // The last one is blocked and holds nothing.
    bench.keys("Gb");
    assert!(bench.screen().contains("уже заблоковано"), "{}", bench.screen());
    assert_eq!(acts(&bench), []);
    bench.keys("u");
    assert_eq!(acts(&bench), [Act::Unblock { agent: IHOR, restore: true }]);
}

#[test]
fn away_is_said_of_oneself_and_by_who_manages_of_others() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("a");
    assert_eq!(acts(&bench), [Act::SetAway(ME, true)]);
    came(&mut bench, Ok(Did::Done));
    bench.keys("jja");
    assert_eq!(acts(&bench).pop(), Some(Act::SetAway(AgentId(4), false)), "back again");
}

#[test]
fn without_the_right_only_my_own_presence_is_mine_to_say() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.roster.agents[0] = bench.roster.agents[0].clone().with_role(Role::Agent);
    bench.happen(Event::Moved(ChangeNo(2)));
    answer(&mut bench);
    let keys = bench.screen().lines().last().unwrap().to_owned();
    assert!(keys.contains("a Немає/тут") && !keys.contains("Заблокувати"), "{keys}");
    bench.keys("jbua");
    assert_eq!(acts(&bench), []);
    assert!(bench.screen().contains("можуть лише ті"), "{}", bench.screen());
    bench.keys("ka");
    assert_eq!(acts(&bench), [Act::SetAway(ME, true)]);
}

#[test]
fn enter_shows_whose_dialogs_and_the_key_that_opened_it_closes_it() {
    let mut bench = bench(80, 24, Language::Uk);
    bench.keys("j\r");
    assert!(bench.state.popup.is_none());
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Open));
    assert_eq!(bench.state.list.extra, [Term::Assignee(vec![Assigned::To(ANDRII)])]);
    assert_eq!(bench.state.focus, Focus::List);
    bench.keys("TT");
    assert!(bench.state.popup.is_none());
}

#[test]
fn who_is_quicker_than_the_desk_sees_the_look_as_soon_as_it_is_there() {
    let mut bench = Bench::new(80, 24);
    bench.happen(Event::Moved(ChangeNo(1)));
    bench.keys("Tgb");
    assert!(matches!(&bench.state.popup, Some(Popup::Crew(it)) if it.blocking.is_none()));
    answer(&mut bench);
    assert!(bench.screen().contains("Заблокувати: Олена Шевчук"), "{}", bench.screen());
    // Any other key meanwhile is another wish.
    let mut bench = Bench::new(80, 24);
    bench.keys("Tbj");
    answer(&mut bench);
    assert!(matches!(&bench.state.popup, Some(Popup::Crew(it)) if it.blocking.is_none()));
}

#[test]
fn what_is_held_is_asked_again_when_the_desk_has_changed() {
    let mut bench = bench(80, 24, Language::Uk);
    let asked = |bench: &Bench| {
        let is = |it: &&Effect| matches!(it, Effect::Inquire(_, it) if **it == Inquiry::Crew);
        bench.effects.iter().filter(is).count()
    };
    assert_eq!(asked(&bench), 1);
    bench.keys("jk");
    assert_eq!(asked(&bench), 1);
    bench.happen(Event::Moved(ChangeNo(2)));
    assert_eq!(asked(&bench), 2);
    bench.happen(Event::Moved(ChangeNo(3)));
    assert_eq!(asked(&bench), 2, "one question at a time");
    answer(&mut bench);
    assert_eq!(asked(&bench), 3);
}

#[test]
fn on_a_replica_the_people_are_the_hub_s() {
    let mut bench = bench(80, 24, Language::Uk);
    let link = HubLink { state: HubState::Live, waiting: 0, refused: 0 };
    bench.happen(Event::Linked(Link::Hub(link)));
    let keys = bench.screen().lines().last().unwrap().to_owned();
    assert!(!keys.contains("Заблокувати") && !keys.contains("Немає/тут"), "{keys}");
    bench.keys("ajbu");
    assert_eq!(acts(&bench), []);
    assert!(bench.screen().contains("користувачами керують там"), "{}", bench.screen());
}
