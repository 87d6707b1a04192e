//! The conversation: opening, scrolling, remembering what has been seen.

use super::{composer, desk, focus, hub, say, thread_height};
use crate::base::msg::Msg;
use crate::domain::{DialogId, MessageId};
use crate::tui::event::{Effect, SeenThread};
use crate::tui::layout::TWO_FROM;
use crate::tui::state::{Aim, Focus, State, Thread, Tone};

/// Messages more that are loaded when an end of what is loaded is reached.
const MORE: usize = 120;

/// Shows the dialog under the cursor without going to it. Where there is room for one pane only there is
/// nothing to show it in.
pub(super) fn preview(state: &mut State) -> Vec<Effect> {
    state.list.preview_at = None;
    if state.focus != Focus::List || state.size.0 < TWO_FROM || state.is_searching() {
        return Vec::new();
    }
    match state.list.current().map(|it| it.dialog.id) {
        Some(dialog) => show(state, dialog),
        None => Vec::new(),
    }
}

/// Opens a dialog and goes to it.
pub(super) fn open(state: &mut State, dialog: DialogId) -> Vec<Effect> {
    let mut effects = show(state, dialog);
    effects.extend(focus(state, Focus::Thread));
    effects
}

/// Shows a message in its place, in the conversation's pane.
pub(super) fn show_at(state: &mut State, dialog: DialogId, message: MessageId) -> Vec<Effect> {
    if state.thread.dialog != Some(dialog) {
        let mut effects = composer::leave(state);
        state.thread = Thread::at(dialog, message);
        effects.extend(ask(state, dialog));
        return effects;
    }
    let thread = &mut state.thread;
    if thread.has(message) {
        thread.aim = Some(Aim::Message(message));
        return Vec::new();
    }
    if thread.aim == Some(Aim::Message(message)) {
        return Vec::new();
    }
    thread.turn_to(message);
    ask(state, dialog).into_iter().collect()
}

/// Goes to the newest message, if something else is loaded.
pub(super) fn turn_to_newest(state: &mut State) -> Option<Effect> {
    state.thread.scroll = 0;
    let dialog = state.thread.dialog.filter(|_| !state.thread.at_end)?;
    state.thread.turn_to_newest();
    ask(state, dialog)
}

/// Shows a dialog in the conversation's pane.
pub(super) fn show(state: &mut State, dialog: DialogId) -> Vec<Effect> {
    if state.thread.dialog == Some(dialog) {
        return Vec::new();
    }
    let mut effects = composer::leave(state);
    state.thread = Thread::of(dialog);
    effects.extend(ask(state, dialog));
    effects
}

/// Asks for the conversation that is shown.
pub(super) fn ask(state: &mut State, dialog: DialogId) -> Option<Effect> {
    let mut look = desk::question(state);
    state.thread.asked = look.no;
    look.thread = Some((dialog, state.thread.part));
    Some(Effect::Look(Box::new(look)))
}

/// Takes what the desk tells about the dialog that is shown.
pub(super) fn take(state: &mut State, no: u64, told: SeenThread) -> Vec<Effect> {
    if state.thread.dialog != Some(told.dialog) {
        return Vec::new();
    }
    let width = usize::from(state.layout().thread.width);
    let width = if width == 0 { usize::from(state.size.0) } else { width };
    let gone = told.card.is_none();
    let drafts = told.drafts.clone();
    state.thread.take(told, width, state.utc_offset);
    composer::told(state, no, drafts);
    hub::arrived(state);
    if gone && state.focus != Focus::List && state.focus != Focus::Composer {
        state.focus = Focus::List;
    }
    see(state)
}

/// Tells the desk what I have seen: only what I have gone to counts, never a glance in passing.
pub(super) fn see(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = state.thread.dialog else { return Vec::new() };
    let upto = hub::last_settled(state);
    if state.focus == Focus::List || upto <= state.thread.seen {
        return Vec::new();
    }
    state.thread.seen = upto;
    if let Some(row) = state.list.find(dialog).filter(|_| state.thread.at_end) {
        state.list.rows[row].seen = true;
    }
    vec![Effect::See(dialog, upto)]
}

/// Scrolls by lines, up if negative.
pub(super) fn scroll(state: &mut State, lines: isize) -> Vec<Effect> {
    let height = thread_height(state);
    // Whoever goes elsewhere is not pulled back by what comes late.
    state.team.seeking = None;
    state.thread.scroll_by(lines, height);
    Vec::new()
}

/// Shows what messages repeat of earlier ones, or folds it away.
pub(super) fn turn_quotes(state: &mut State) -> Vec<Effect> {
    let height = thread_height(state);
    if !state.thread.turn_quotes(height) {
        say(state, Tone::Good, Msg::new("quotes-none"));
    }
    Vec::new()
}

/// A screenful of the conversation, with a line that stays in sight.
pub(super) fn page(state: &State) -> isize {
    isize::try_from(thread_height(state).saturating_sub(1)).unwrap_or(1).max(1)
}

/// Loads older messages when the top comes near, and newer ones when the end of what is loaded does.
pub(super) fn load_more(state: &mut State) -> Option<Effect> {
    let height = thread_height(state);
    let thread = &state.thread;
    let near_top = thread.visible(height).start < height;
    let older = !thread.at_start && near_top && (thread.scroll > 0 || !thread.at_end);
    let newer = !thread.at_end && thread.scroll < height;
    if !thread.loaded || thread.extending || thread.aim.is_some() || !(older || newer) {
        return None;
    }
    let dialog = thread.dialog?;
    state.thread.extend(MORE, newer);
    ask(state, dialog)
}

/// Goes to the dialog before or after this one in the list.
pub(super) fn go(state: &mut State, rows: isize) -> Vec<Effect> {
    let Some(at) = state.thread.dialog.and_then(|it| state.list.find(it)) else {
        // It has left the list meanwhile: go to the one in its place.
        return match state.list.current().map(|it| it.dialog.id) {
            Some(dialog) => open(state, dialog),
            None => Vec::new(),
        };
    };
    let height = state.list_rows();
    state.list.put_cursor(at.saturating_add_signed(rows), height);
    match state.list.current().map(|it| it.dialog.id) {
        Some(dialog) => open(state, dialog),
        None => Vec::new(),
    }
}
