//! The screen of the team: moving in it, blocking somebody after a look at what that means, taking it back, being away.

use super::{list, say};
use crate::base::msg::Msg;
use crate::domain::query::print_one;
use crate::domain::team::{Act, Handover, Unfit};
use crate::domain::{Agent, AgentId, Assigned, Right, Term, View};
use crate::store::{Did, Holds};
use crate::tui::action::{Action, Place};
use crate::tui::event::{Effect, Inquiry};
use crate::tui::keymap::Chord;
use crate::tui::state::{Blocking, Crew, CrewTold, Focus, Popup, State, Tone, ViewId};

/// More people than any team has.
const FAR: isize = 10_000;

pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let at = Some(state.me.id);
    (state.popup, state.toast) =
        (Some(Popup::Crew(Box::new(Crew { at, ..Crew::default() }))), None);
    Vec::new()
}

fn crew(state: &mut State) -> Option<&mut Crew> {
    match &mut state.popup {
        Some(Popup::Crew(crew)) => Some(crew),
        _ => None,
    }
}

/// Asks what everybody holds, where that may have changed since it was last asked.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let (head, no) = (state.head, state.asked + 1);
    let crew = crew(state).filter(|it| !it.asking && it.asked_at != Some(head))?;
    (crew.no, crew.asked_at, crew.asking) = (no, Some(head), true);
    state.asked = no;
    Some(Effect::Inquire(no, Box::new(Inquiry::Crew)))
}

/// The desk has told it; `None`: the question was given up, and is asked again with the next change.
pub(super) fn told(state: &mut State, no: u64, told: Option<CrewTold>) {
    let Some(crew) = crew(state).filter(|it| it.no == no) else { return };
    crew.asking = false;
    crew.told = told.or(crew.told.take());
    let known = crew.wanted.is_some_and(|it| crew.holds(it).is_some());
    if known && crew.wanted.take() == crew.at {
        let _ = preview(state);
    }
}

/// A key while the screen is open.
pub(super) fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let action = state.keymap.action(Place::Team, chord);
    crew(state).into_iter().for_each(|it| it.wanted = None);
    if crew(state).is_some_and(|it| it.blocking.is_some()) {
        return key_on_preview(state, action);
    }
    // The key that opened it puts it away.
    if state.keymap.action(Place::Panes, chord) == Some(Action::Team) {
        return leave(state);
    }
    match action {
        Some(Action::Block) => preview(state),
        Some(Action::Unblock) => unblock(state),
        Some(Action::Away) => toggle_away(state),
        Some(Action::PopupAccept) => show_dialogs(state),
        Some(Action::PopupCancel) => leave(state),
        Some(Action::Redraw) => vec![Effect::Redraw],
        Some(action) => {
            moves(state, action);
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn key_on_preview(state: &mut State, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::PopupAccept) => return block(state),
        Some(Action::PopupCancel) => crew(state).into_iter().for_each(|it| it.blocking = None),
        Some(Action::Redraw) => return vec![Effect::Redraw],
        Some(action) => moves(state, action),
        None => (),
    }
    Vec::new()
}

fn moves(state: &mut State, action: Action) {
    let page = isize::try_from(state.size.1).unwrap_or(1).saturating_sub(6).max(1);
    match action {
        Action::PopupDown => step(state, 1),
        Action::PopupUp => step(state, -1),
        Action::PopupPageDown => step(state, page),
        Action::PopupPageUp => step(state, -page),
        Action::PopupFirst => step(state, -FAR),
        Action::PopupLast => step(state, FAR),
        _ => (),
    }
}

/// Moves the cursor among the people, or among what can become of somebody's dialogs.
pub(super) fn step(state: &mut State, lines: isize) {
    let all: Vec<AgentId> = state.crew().into_iter().map(|it| it.id).collect();
    let Some(crew) = crew(state) else { return };
    if let Some(blocking) = &mut crew.blocking {
        let last = blocking.ways.len().saturating_sub(1);
        blocking.cursor = blocking.cursor.saturating_add_signed(lines).min(last);
        return;
    }
    let at = all.iter().position(|it| Some(*it) == crew.at).unwrap_or(0);
    let next = at.saturating_add_signed(lines).min(all.len().saturating_sub(1));
    crew.at = all.get(next).copied();
}

/// What was said here speaks of keys of this screen.
fn leave(state: &mut State) -> Vec<Effect> {
    (state.popup, state.toast) = (None, None);
    Vec::new()
}

/// Who is under the cursor.
fn chosen(state: &State) -> Option<Agent> {
    let Some(Popup::Crew(crew)) = &state.popup else { return None };
    state.crew_at(crew).map(|it| it.1.clone())
}

/// Whether I may administer the people here; says so if not.
fn may_manage(state: &mut State) -> bool {
    let why = match state.hub() {
        Some(_) => Unfit::AtTheHub,
        None if state.me.may(Right::ManageAgents) => return true,
        None => Unfit::NotAllowed,
    };
    say(state, Tone::Warning, why.say());
    false
}

/// Shows what blocking would take and what can become of it.
fn preview(state: &mut State) -> Vec<Effect> {
    let Some(agent) = chosen(state).filter(|_| may_manage(state)) else { return Vec::new() };
    let receivers: Vec<AgentId> =
        state.crew().into_iter().filter(|it| it.able()).map(|it| it.id).collect();
    let Some(crew) = crew(state) else { return Vec::new() };
    // What they hold is told first, always.
    let Some(holds) = crew.holds(agent.id).cloned() else {
        crew.wanted = Some(agent.id);
        // An answer that was given up is asked for again.
        crew.asked_at = crew.asked_at.filter(|_| crew.asking);
        return Vec::new();
    };
    if agent.blocked && holds == Holds::default() {
        say(state, Tone::Warning, Msg::new("cli-agent-blocked-already").with("name", agent.name));
        return Vec::new();
    }
    let others = receivers.into_iter().filter(|it| *it != agent.id).map(Handover::To);
    let ways = match holds.open + holds.closed {
        0 => vec![Handover::Free],
        _ => [Handover::Free, Handover::Distribute].into_iter().chain(others).collect(),
    };
    let keeps = (ways.len() > 1 && !agent.blocked).then_some(Handover::Keep);
    let ways = ways.into_iter().chain(keeps).collect();
    crew.blocking = Some(Blocking { agent: agent.id, ways, cursor: 0 });
    Vec::new()
}

fn block(state: &mut State) -> Vec<Effect> {
    let chosen = crew(state).and_then(|it| it.blocking.clone());
    let way = chosen.as_ref().and_then(|it| Some((it.agent, *it.ways.get(it.cursor)?)));
    way.map_or_else(Vec::new, |(agent, how)| administer(state, Act::Block(agent, how)))
}

/// Lets somebody work again, with everything that blocking took.
fn unblock(state: &mut State) -> Vec<Effect> {
    let Some(agent) = chosen(state).filter(|_| may_manage(state)) else { return Vec::new() };
    if !agent.blocked {
        say(state, Tone::Warning, Msg::new("cli-agent-unblocked-already").with("name", agent.name));
        return Vec::new();
    }
    administer(state, Act::Unblock { agent: agent.id, restore: true })
}

fn toggle_away(state: &mut State) -> Vec<Effect> {
    let Some(agent) = chosen(state) else { return Vec::new() };
    let mine = agent.id == state.me.id && state.hub().is_none();
    if !mine && !may_manage(state) {
        return Vec::new();
    }
    administer(state, Act::SetAway(agent.id, !agent.away))
}

/// Hands an act to the desk; one at a time.
fn administer(state: &mut State, act: Act) -> Vec<Effect> {
    let Some(crew) = crew(state).filter(|it| it.doing.is_none()) else { return Vec::new() };
    crew.doing = Some(act.clone());
    vec![Effect::Administer(Box::new(act))]
}

/// What has become of an act.
pub(super) fn administered(state: &mut State, act: &Act, came: Result<Did, Msg>) {
    if let Some(crew) = crew(state).filter(|it| it.doing.as_ref() == Some(act)) {
        crew.doing = None;
        if came.is_ok() {
            // It is asked anew what everybody holds, also where that is all that has changed.
            (crew.blocking, crew.asked_at) = (None, None);
        }
    }
    let done = match came {
        Ok(done) => done,
        Err(why) => return say(state, Tone::Bad, why),
    };
    let moved = |id, agent: AgentId, did: Did| {
        let (dialogs, lists) = match did {
            Did::Moved { dialogs, lists } => (dialogs, lists),
            _ => (0, 0),
        };
        let whole = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
        Msg::new(id)
            .with("name", state.agent_name(agent))
            .with("dialogs", whole(dialogs))
            .with("lists", whole(lists))
    };
    let msg = match act {
        Act::Block(agent, _) => {
            let here = state.keymap.main(Action::Unblock);
            let key = match &state.popup {
                Some(Popup::Crew(_)) => here,
                _ => format!("{} {here}", state.keymap.main(Action::Team)),
            };
            moved("crew-blocked", *agent, done).with("key", key)
        }
        Act::Unblock { agent, .. } => moved("crew-unblocked", *agent, done),
        Act::SetAway(agent, true) => {
            Msg::new("cli-agent-is-away").with("name", state.agent_name(*agent))
        }
        Act::SetAway(agent, false) => {
            Msg::new("cli-agent-is-back").with("name", state.agent_name(*agent))
        }
        _ => return,
    };
    say(state, Tone::Good, msg);
}

/// The open dialogs of whoever is under the cursor.
fn show_dialogs(state: &mut State) -> Vec<Effect> {
    let Some(agent) = chosen(state) else { return Vec::new() };
    let term = Term::Assignee(vec![Assigned::To(agent.id)]);
    let words = print_one(&term, &state.filter_names());
    let _ = leave(state);
    if state.focus != Focus::Composer {
        state.focus = Focus::List;
    }
    list::show(state, ViewId::BuiltIn(View::Open), vec![(term, words)])
}
