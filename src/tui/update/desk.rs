//! What the desk says, and when it is asked again.

use std::time::Duration;

use super::{channels, composer, hub, list, mass, notices, picture, say, thread, views};
use crate::base::msg::Msg;
use crate::domain::{ChangeNo, Right};
use crate::tui::event::{Effect, Look, Seen};
use crate::tui::state::{Focus, State, Thread, Tone};

/// How long after a failure the desk is asked again.
pub(super) const RETRY: Duration = Duration::from_secs(3);

/// The desk has changed. Changes that come faster than answers are asked about once.
pub(super) fn moved(state: &mut State, head: ChangeNo) -> Vec<Effect> {
    state.told = state.told.max(head);
    picture::moved(state);
    channels::moved(state);
    if state.told <= state.head || state.refreshing.is_some() {
        return Vec::new();
    }
    refresh(state)
}

/// Asks for everything on the screen.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let page = list::wanted(state);
    let mut look = question(state);
    state.list.asked = look.no;
    state.refreshing = Some(look.no);
    look.page = Some(page);
    look.numbers = true;
    look.news = notices::wanted(state);
    if let Some(dialog) = state.thread.dialog {
        state.thread.asked = look.no;
        look.thread = Some((dialog, state.thread.part));
    }
    vec![Effect::Look(Box::new(look))]
}

/// A new, empty question.
pub(super) fn question(state: &mut State) -> Look {
    state.asked += 1;
    Look { no: state.asked, page: None, thread: None, numbers: false, news: None }
}

/// The desk answered. Each part counts only if nothing newer has been asked about it since.
pub(super) fn looked(state: &mut State, seen: Seen) -> Vec<Effect> {
    state.trouble = None;
    state.retry_at = None;
    let mut effects = Vec::new();
    if let Some((totals, roster)) = seen.numbers {
        state.totals = totals;
        if let Some(me) = roster.agents.iter().find(|it| it.id == state.me.id) {
            state.me = me.clone();
        }
        effects.extend(lost_sight(state));
        let others = state.roster != roster;
        state.roster = roster;
        state.ready = true;
        effects.extend(hub::counted(state, seen.unsettled));
        if others {
            effects.extend(views::understand(state));
        }
    }
    if let Some(page) = seen.page.filter(|_| state.list.asked == seen.no) {
        effects.extend(list::take(state, page));
        if state.refreshing == Some(seen.no) && seen.head >= state.told {
            state.list.acted_on.clear();
        }
    }
    if let Some(told) = seen.thread.filter(|_| state.thread.asked == seen.no) {
        effects.extend(thread::take(state, seen.no, told));
    }
    // Only an answer about everything brings the screen up to that number.
    if state.refreshing == Some(seen.no) {
        state.refreshing = None;
        state.head = state.head.max(seen.head);
        effects.extend(seen.news.and_then(|it| notices::heard(state, it)));
        if state.head < state.told {
            effects.extend(refresh(state));
        }
    }
    effects
}

/// The desk could not answer, or save a draft.
pub(super) fn failed(state: &mut State, what: Msg, hint: Option<Msg>) -> Vec<Effect> {
    state.refreshing = None;
    mass::gave_up(state);
    state.retry_at = Some(state.now + RETRY);
    say(state, Tone::Bad, hint.unwrap_or_else(|| what.clone()));
    state.trouble = Some(what);
    Vec::new()
}

/// Who may not see dialogs any more is shown none; what was half written is kept.
fn lost_sight(state: &mut State) -> Vec<Effect> {
    if state.me.may(Right::See) {
        return Vec::new();
    }
    let effects = composer::leave(state);
    state.thread = Thread::default();
    state.popup = None;
    state.search = None;
    state.focus = Focus::List;
    effects
}
