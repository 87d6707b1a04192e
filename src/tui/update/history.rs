//! What happened to a dialog, on the screen.

use super::{hub, ops, popup};
use crate::domain::ChangeNo;
use crate::store::FeedEntry;
use crate::tui::event::Effect;
use crate::tui::hub::HubWish;
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
    state.popup = Some(Popup::History(Box::new(History {
        dialog,
        name,
        entries: Vec::new(),
        asked: None,
        hub_asked: None,
        of_hub: false,
        whole: false,
        cut: false,
        top: 0,
    })));
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
pub(super) fn told(state: &mut State, no: u64, entries: Vec<FeedEntry>, cut: bool) -> Vec<Effect> {
    if let Some(Popup::History(history)) = &mut state.popup
        && history.asked.take_if(|it| *it == no).is_some()
    {
        history.whole = entries.len() < HISTORY_PAGE;
        history.cut = cut;
        history.entries.extend(entries);
    }
    Vec::new()
}

/// The hub has told some of it, and it knows all of it: what was told here is told there as well.
pub(super) fn hub_told(state: &mut State, no: u64, entries: Vec<FeedEntry>) -> Vec<Effect> {
    if let Some(Popup::History(history)) = &mut state.popup
        && history.hub_asked.take_if(|it| *it == no).is_some()
    {
        history.whole = entries.len() < HISTORY_PAGE;
        if !std::mem::replace(&mut history.of_hub, true) {
            history.entries.clear();
            history.asked = None;
        }
        history.entries.extend(entries);
    }
    Vec::new()
}

/// Asks the hub at once, and for older entries as soon as the entries are its own.
fn ask_hub(state: &mut State) -> Vec<Effect> {
    let (answers, no) = (hub::answers(state), state.asked + 1);
    let Some(Popup::History(history)) = &mut state.popup else { return Vec::new() };
    let done = history.of_hub && history.whole;
    if !answers || done || history.hub_asked.is_some() {
        return Vec::new();
    }
    (state.asked, history.hub_asked) = (no, Some(no));
    let before = history.entries.last().map(|it| it.no).filter(|_| history.of_hub);
    let dialog = history.dialog;
    vec![Effect::Hub(HubWish::History { no, dialog, before, limit: HISTORY_PAGE })]
}

/// Loads older entries when the last ones come near.
pub(super) fn load_more(state: &mut State) -> Vec<Effect> {
    match &state.popup {
        Some(Popup::History(it)) if it.of_hub && it.top + NEAR >= it.entries.len() => {
            ask_hub(state)
        }
        Some(Popup::History(it)) if !it.of_hub && it.top + NEAR >= it.entries.len() => {
            let mut effects = ask(state);
            effects.extend(ask_hub(state));
            effects
        }
        _ => Vec::new(),
    }
}
