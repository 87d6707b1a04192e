//! What the desk says, and when it is asked again.

use std::time::Duration;

use super::{list, say, thread};
use crate::base::msg::Msg;
use crate::domain::ChangeNo;
use crate::tui::event::{Effect, Look, Seen};
use crate::tui::state::{State, Tone};

/// How long after a failure the desk is asked again.
const RETRY: Duration = Duration::from_secs(3);

/// The desk has changed. Changes that come faster than answers are asked about once.
pub(super) fn moved(state: &mut State, head: ChangeNo) -> Vec<Effect> {
    state.told = state.told.max(head);
    if state.told <= state.head || state.refreshing.is_some() {
        return Vec::new();
    }
    refresh(state)
}

/// Asks for everything on the screen.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let page = list::around_cursor(state);
    let mut look = question(state);
    state.list.asked = look.no;
    state.refreshing = Some(look.no);
    look.page = Some(page);
    look.numbers = true;
    if let Some(dialog) = state.thread.dialog {
        state.thread.asked = look.no;
        look.thread = Some((dialog, state.thread.limit));
    }
    vec![Effect::Look(look)]
}

/// A new, empty question.
pub(super) fn question(state: &mut State) -> Look {
    state.asked += 1;
    Look { no: state.asked, page: None, thread: None, numbers: false }
}

/// The desk answered. Each part counts only if nothing newer has been asked about it since.
pub(super) fn looked(state: &mut State, seen: Seen) -> Vec<Effect> {
    state.trouble = None;
    state.retry_at = None;
    state.head = state.head.max(seen.head);
    if let Some((totals, roster)) = seen.numbers {
        state.totals = totals;
        if let Some(me) = roster.agents.iter().find(|it| it.id == state.me.id) {
            state.me = me.clone();
        }
        state.roster = roster;
        state.ready = true;
    }
    let mut effects = Vec::new();
    if let Some(page) = seen.page.filter(|_| state.list.asked == seen.no) {
        effects.extend(list::take(state, page));
    }
    if let Some(told) = seen.thread.filter(|_| state.thread.asked == seen.no) {
        effects.extend(thread::take(state, told));
    }
    if state.refreshing == Some(seen.no) {
        state.refreshing = None;
        if state.head < state.told {
            effects.extend(refresh(state));
        }
    }
    effects
}

/// The desk could not answer, or save a draft.
pub(super) fn failed(state: &mut State, what: Msg, hint: Option<Msg>) -> Vec<Effect> {
    state.refreshing = None;
    state.retry_at = Some(state.now + RETRY);
    // It may have been the draft: what is written now is saved again, and nothing is saved twice by that.
    if let Some(composer) = state.composer.as_mut().filter(|it| it.sending.is_none()) {
        composer.save_at = composer.save_at.or(state.retry_at);
    }
    say(state, Tone::Bad, hint.unwrap_or_else(|| what.clone()));
    state.trouble = Some(what);
    Vec::new()
}
