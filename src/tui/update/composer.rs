//! Writing a reply or a note.

use std::time::Duration;

use super::{focus, ops, say};
use crate::base::msg::Msg;
use crate::domain::{Delivery, Intent, Kind};
use crate::store::Draft;
use crate::tui::action::Action;
use crate::tui::editor::{Change, Edit, Editor, Motion};
use crate::tui::event::Effect;
use crate::tui::input::caps::CtrlM;
use crate::tui::state::{Composer, Focus, Popup, State, Tone};

/// A pause this long saves the draft.
const PAUSE: Duration = Duration::from_millis(400);

/// Begins, or goes on with, a reply or a note in the dialog that keys act on.
pub(super) fn begin(state: &mut State, kind: Kind) -> Vec<Effect> {
    let Some(dialog) = state.target() else {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    };
    let mut effects = super::thread::open(state, dialog);
    if state.composer.as_ref().is_some_and(|it| it.kind != kind) {
        effects.extend(leave(state));
    }
    if state.composer.is_none() {
        let mut editor = Editor::new(40, 3);
        if let Some(draft) = state.thread.drafts.iter().find(|it| it.kind == kind) {
            editor.set_text(&draft.text);
        }
        let name = ops::short_name(state, dialog);
        let answers = state.thread.last_inbound();
        state.composer =
            Some(Composer { dialog, kind, name, editor, save_at: None, sending: None, answers });
    }
    effects.extend(focus(state, Focus::Composer));
    effects
}

/// The drafts of a dialog have just been read: a composer opened before they came takes its own.
pub(super) fn take_draft(state: &mut State) {
    let Some(composer) = &mut state.composer else { return };
    if !composer.editor.is_empty() || composer.save_at.is_some() {
        return;
    }
    if let Some(draft) = state.thread.drafts.iter().find(|it| it.kind == composer.kind) {
        composer.editor.set_text(&draft.text);
    }
    if composer.answers.0 == 0 {
        composer.answers = state.thread.last_inbound();
    }
}

/// Saves the draft, if it is not saved.
pub(super) fn save(state: &mut State) -> Option<Effect> {
    let composer = state.composer.as_mut()?;
    composer.save_at.take()?;
    let (dialog, kind) = (composer.dialog, composer.kind);
    let text = composer.editor.text().to_owned();
    // What is on the disk and what is remembered here stay the same.
    if state.thread.dialog == Some(dialog) {
        let mut drafts = state.thread.drafts.clone();
        drafts.retain(|it| it.kind != kind);
        if !text.trim().is_empty() {
            drafts.push(Draft { kind, text: text.clone() });
        }
        state.thread.set_drafts(drafts);
    }
    Some(Effect::SaveDraft(dialog, kind, text))
}

/// Puts the composer away; what is written is kept as a draft.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    let effects = save(state).into_iter().collect();
    state.composer = None;
    if state.focus == Focus::Composer {
        state.focus = Focus::Thread;
    }
    effects
}

/// A character is typed.
pub(super) fn typed(state: &mut State, typed: char) {
    edit_with(state, |editor| editor.insert(typed));
}

/// Text is pasted.
pub(super) fn pasted(state: &mut State, text: &str) {
    edit_with(state, |editor| editor.paste(text));
}

fn edit_with(state: &mut State, edit: impl FnOnce(&mut Editor) -> Change) {
    let save_at = state.now + PAUSE;
    let Some(composer) = &mut state.composer else { return };
    // What has been sent is being recorded and cannot be changed any more.
    if composer.sending.is_none() && edit(&mut composer.editor) == Change::Text {
        composer.save_at = Some(save_at);
    }
}

/// Enter: sends, unless it may have been meant otherwise or the customer has written meanwhile.
pub(super) fn send(state: &mut State) -> Vec<Effect> {
    let Some(composer) = &state.composer else { return Vec::new() };
    if composer.sending.is_some() {
        return Vec::new();
    }
    let (dialog, kind) = (composer.dialog, composer.kind);
    let newest = state.thread.last_inbound();
    if kind == Kind::Reply && newest > composer.answers && composer.answers.0 > 0 {
        if let Some(composer) = &mut state.composer {
            composer.answers = newest;
        }
        state.thread.scroll = 0;
        say(state, Tone::Warning, Msg::new("composer-new-message"));
        return Vec::new();
    }
    let text = composer.editor.text().trim_end().to_owned();
    let intent = if kind == Kind::Note { Intent::Note(text) } else { Intent::Reply(text) };
    let effects = ops::want_for(state, dialog, intent);
    let op = state.pending.back().map(|it| it.op.id);
    if let Some(composer) = &mut state.composer {
        composer.sending = op;
        // A draft saved after the text has been recorded would be a ghost of it.
        composer.save_at = None;
    }
    effects
}

/// Whether Enter may have been Ctrl+M here. Only then is it asked, and only where Ctrl+M would do something.
pub(super) fn enter_is_doubtful(state: &State) -> bool {
    let mine =
        state.thread.card.as_ref().map(|it| it.row.dialog.assignee) == Some(Some(state.me.id));
    // Whose it is may not be known yet: then it is doubtful too.
    state.caps.ctrl_m() != CtrlM::Distinct && !mine
}

/// Asks whether Enter was meant as *assign to me*. A half-written reply never leaves by that key.
pub(super) fn ask_assign(state: &mut State) -> Vec<Effect> {
    if let Some(dialog) = state.thread.dialog {
        state.popup = Some(Popup::AskAssign(dialog));
    }
    Vec::new()
}

/// Does what a key of the composer asks for.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if let Some(edit) = edit_of(action) {
        edit_with(state, |editor| editor.apply(edit));
        return Vec::new();
    }
    match action {
        Action::Send => return send(state),
        Action::LeaveComposer => {
            let mut effects = leave(state);
            effects.extend(super::thread::see(state));
            return effects;
        }
        Action::Editor => {
            let text = state.composer.as_ref().map(|it| it.editor.text().to_owned());
            return text.map(Effect::EditOutside).into_iter().collect();
        }
        Action::Copy => copy(state, false),
        Action::Cut => copy(state, true),
        Action::Paste => {
            let text = state.clipboard.clone();
            pasted(state, &text);
        }
        _ => (),
    }
    Vec::new()
}

fn copy(state: &mut State, cut: bool) {
    let Some(composer) = &mut state.composer else { return };
    let text = composer.editor.copy();
    if text.is_empty() {
        say(state, Tone::Warning, Msg::new("composer-nothing-selected"));
        return;
    }
    state.clipboard = text;
    if cut {
        edit_with(state, |editor| {
            editor.cut();
            Change::Text
        });
    }
}

/// The text comes back from the person's own editor.
pub(super) fn edited_outside(state: &mut State, text: &str) -> Vec<Effect> {
    edit_with(state, |editor| {
        editor.apply(Edit::SelectAll);
        editor.paste(text.trim_end_matches('\n'))
    });
    save(state).into_iter().collect()
}

/// Takes the oldest message that was not sent back into the composer.
pub(super) fn edit_failed(state: &mut State) -> Vec<Effect> {
    let Some(message) = state.thread.stuck() else {
        say(state, Tone::Warning, Msg::new("refused-not-stuck"));
        return Vec::new();
    };
    let (id, text) = (message.id, message.text.clone());
    // Something else may be half written: it stays, and the old text stands above it.
    let mut effects = begin(state, Kind::Reply);
    edit_with(state, |editor| {
        let rest = editor.text().trim().to_owned();
        editor.apply(Edit::SelectAll);
        editor.paste(&if rest.is_empty() { text } else { format!("{text}\n{rest}") })
    });
    effects.extend(save(state));
    effects.extend(ops::want(state, Intent::Drop(id)));
    effects
}

/// The message that `retry`, `drop` and `confirm` act on.
pub(super) fn with_stuck(
    state: &mut State,
    unsure_only: bool,
    intent: impl FnOnce(crate::domain::MessageId) -> Intent,
) -> Vec<Effect> {
    let stuck = state
        .thread
        .stuck()
        .filter(|it| !unsure_only || matches!(it.delivery, Some(Delivery::Unsure)));
    match stuck.map(|it| it.id) {
        Some(message) => ops::want(state, intent(message)),
        None => {
            say(state, Tone::Warning, Msg::new("refused-not-stuck"));
            Vec::new()
        }
    }
}

const fn edit_of(action: Action) -> Option<Edit> {
    Some(match action {
        Action::NewLine => Edit::NewLine,
        Action::CharLeft => Edit::Move(Motion::Left),
        Action::CharRight => Edit::Move(Motion::Right),
        Action::LineUp => Edit::Move(Motion::Up),
        Action::LineDown => Edit::Move(Motion::Down),
        Action::WordLeft => Edit::Move(Motion::WordLeft),
        Action::WordRight => Edit::Move(Motion::WordRight),
        Action::LineStart => Edit::Move(Motion::LineStart),
        Action::LineEnd => Edit::Move(Motion::LineEnd),
        Action::TextStart => Edit::Move(Motion::TextStart),
        Action::TextEnd => Edit::Move(Motion::TextEnd),
        Action::TextPageUp => Edit::Move(Motion::PageUp),
        Action::TextPageDown => Edit::Move(Motion::PageDown),
        Action::SelectLeft => Edit::Select(Motion::Left),
        Action::SelectRight => Edit::Select(Motion::Right),
        Action::SelectUp => Edit::Select(Motion::Up),
        Action::SelectDown => Edit::Select(Motion::Down),
        Action::SelectWordLeft => Edit::Select(Motion::WordLeft),
        Action::SelectWordRight => Edit::Select(Motion::WordRight),
        Action::SelectLineStart => Edit::Select(Motion::LineStart),
        Action::SelectLineEnd => Edit::Select(Motion::LineEnd),
        Action::SelectAll => Edit::SelectAll,
        Action::UndoEdit => Edit::Undo,
        Action::RedoEdit => Edit::Redo,
        Action::DeleteBack => Edit::EraseBack,
        Action::DeleteForward => Edit::EraseForward,
        Action::DeleteWordBack => Edit::EraseWordBack,
        Action::DeleteWordForward => Edit::EraseWordForward,
        Action::DeleteToLineStart => Edit::EraseToLineStart,
        _ => return None,
    })
}
