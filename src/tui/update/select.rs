//! Selecting dialogs in the list.

use super::list::{self, Step};
use super::say;
use crate::base::msg::Msg;
use crate::domain::DialogId;
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Gather, State, Tone, grouped};

/// Dialogs selected at once by [`all`], at most.
pub(super) const SELECT_MAX: usize = 100_000;

/// Whether what is selected is what keys act on. While a dialog is read or answered they act on that one.
pub(super) fn acts(state: &State) -> bool {
    state.focus == Focus::List && !state.is_searching() && !state.mass.selection.is_empty()
}

/// What has to do with selecting; `None` for every other action.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        _ if holds_up(state, action) => Vec::new(),
        Action::Mark => toggle(state),
        Action::MarkRange => range(state),
        Action::MarkAll => all(state),
        Action::MarkInvert => invert(state),
        Action::MarkClear => clear(state),
        _ => return None,
    })
}

/// Whether an action has to wait: what is to be selected is not known yet, so it would be done to something else.
fn holds_up(state: &mut State, action: Action) -> bool {
    let waits = state.mass.selection.gathering.is_some()
        && state.focus == Focus::List
        && !state.is_searching()
        && CHANGES.contains(&action);
    if waits {
        say(state, Tone::Warning, Msg::new("mass-gathering"));
    }
    waits
}

/// What can be done to all that is selected.
const CHANGES: [Action; 17] = [
    Action::Close,
    Action::CloseUnassign,
    Action::AssignMe,
    Action::Unassign,
    Action::CloseLetter,
    Action::AssignMeLetter,
    Action::UnassignLetter,
    Action::Reopen,
    Action::AssignTo,
    Action::Snooze,
    Action::Tag,
    Action::Spam,
    Action::CloseNext,
    Action::Macros,
    Action::Menu,
    Action::Undo,
    Action::MarkInvert,
];

/// What titles name: the one dialog, or how many are selected.
pub(super) fn subject(state: &State, dialog: DialogId) -> String {
    if acts(state) {
        let n = grouped(state.mass.selection.len());
        return state.words.say(&Msg::new("mass-subject").with("n", n));
    }
    super::ops::short_name(state, dialog)
}

/// Selects the row under the cursor, or no longer, and moves on.
fn toggle(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = current(state) else { return nothing(state) };
    state.mass.selection.toggle(dialog);
    list::step(state, Step::Rows(1))
}

/// Selects from the row selected last to the one under the cursor.
fn range(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = current(state) else { return nothing(state) };
    let Some(anchor) = state.mass.selection.anchor else {
        state.mass.selection.add([dialog]);
        return Vec::new();
    };
    match (state.list.find(anchor), state.list.cursor) {
        (Some(from), to) => {
            let rows = &state.list.rows[from.min(to)..=from.max(to)];
            let between: Vec<DialogId> = rows.iter().map(|it| it.dialog.id).collect();
            // The next range begins where this one ends.
            state.mass.selection.add(between.into_iter().filter(|it| *it != dialog));
            state.mass.selection.add([dialog]);
            Vec::new()
        }
        // It begins beyond what is loaded.
        (None, _) => gather(state, Gather::Between(anchor, dialog)),
    }
}

/// Selects all there is in this list, loaded or not.
fn all(state: &mut State) -> Vec<Effect> {
    if state.list.rows.is_empty() && state.list.loaded {
        return nothing(state);
    }
    gather(state, Gather::All)
}

/// Selects what is loaded and was not, and the other way round.
fn invert(state: &mut State) -> Vec<Effect> {
    let loaded: Vec<DialogId> = state.list.rows.iter().map(|it| it.dialog.id).collect();
    for dialog in loaded {
        state.mass.selection.toggle(dialog);
    }
    state.mass.selection.anchor = None;
    Vec::new()
}

/// Nothing is selected any more. What is being done is stopped first.
pub(super) fn clear(state: &mut State) -> Vec<Effect> {
    if state.mass.running.is_some() {
        return super::batch::stop(state);
    }
    state.mass.selection = crate::tui::state::Selection::default();
    Vec::new()
}

fn gather(state: &mut State, what: Gather) -> Vec<Effect> {
    state.asked += 1;
    let no = state.asked;
    let filter = state.list.filter.clone();
    state.mass.selection.gathering = Some((no, what));
    state.mass.selection.gathered_of = Some(filter.clone());
    vec![Effect::Gather { no, filter, limit: SELECT_MAX }]
}

/// The desk has told which dialogs a list has.
pub(super) fn gathered(state: &mut State, no: u64, ids: Vec<DialogId>) -> Vec<Effect> {
    let Some((_, what)) = state.mass.selection.gathering.take_if(|it| it.0 == no) else {
        return Vec::new();
    };
    let asked_of = state.mass.selection.gathered_of.take();
    if asked_of.as_ref() != Some(&state.list.filter) {
        // Another list is shown by now: what was meant is not what is looked at.
        return Vec::new();
    }
    match what {
        Gather::All => {
            if ids.len() == SELECT_MAX {
                let words = Msg::new("mass-too-many").with("n", grouped(SELECT_MAX));
                say(state, Tone::Warning, words);
            }
            state.mass.selection.chosen.extend(ids);
            state.mass.selection.all_of = asked_of;
        }
        Gather::Between(from, to) => {
            let at = |wanted| ids.iter().position(|it| *it == wanted);
            if let (Some(one), Some(other)) = (at(from), at(to)) {
                let between = ids[one.min(other)..=one.max(other)].iter().copied();
                state.mass.selection.add(between.filter(|it| *it != to));
            } else {
                say(state, Tone::Warning, Msg::new("mass-range-lost"));
            }
            state.mass.selection.add([to]);
        }
    }
    Vec::new()
}

fn current(state: &State) -> Option<DialogId> {
    state.list.current().map(|it| it.dialog.id)
}

fn nothing(state: &mut State) -> Vec<Effect> {
    say(state, Tone::Warning, Msg::new("nothing-chosen"));
    Vec::new()
}
