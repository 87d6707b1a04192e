//! What happened to a dialog, on the screen.

use super::{ops, popup};
use crate::domain::ChangeNo;
use crate::store::FeedEntry;
use crate::tui::event::Effect;
use crate::tui::state::{HISTORY_PAGE, History, Popup, State};

/// Entries from the end at which older ones are asked for.
const NEAR: usize = 40;

/// Shows what happened to the dialog that keys act on.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = state.target() else {
        popup::about(state);
        return Vec::new();
    };
    let name = ops::short_name(state, dialog);
    let history = History { dialog, name, entries: Vec::new(), asked: None, whole: false, top: 0 };
    state.popup = Some(Popup::History(Box::new(history)));
    // The first of them are asked for as those that follow are.
    Vec::new()
}

fn ask(state: &mut State) -> Vec<Effect> {
    let Some(Popup::History(history)) = &mut state.popup else { return Vec::new() };
    if history.whole || history.asked.is_some() {
        return Vec::new();
    }
    state.asked += 1;
    let no = state.asked;
    history.asked = Some(no);
    let before: Option<ChangeNo> = history.entries.last().map(|it| it.no);
    vec![Effect::History { no, dialog: history.dialog, before, limit: HISTORY_PAGE }]
}

/// The desk has told some of it.
pub(super) fn told(state: &mut State, no: u64, entries: Vec<FeedEntry>) -> Vec<Effect> {
    if let Some(Popup::History(history)) = &mut state.popup
        && history.asked.take_if(|it| *it == no).is_some()
    {
        history.whole = entries.len() < HISTORY_PAGE;
        history.entries.extend(entries);
    }
    Vec::new()
}

/// Loads older entries when the last ones come near.
pub(super) fn load_more(state: &mut State) -> Vec<Effect> {
    match &state.popup {
        Some(Popup::History(it)) if it.top + NEAR >= it.entries.len() => ask(state),
        _ => Vec::new(),
    }
}
