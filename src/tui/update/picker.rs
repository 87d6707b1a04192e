//! Lists that are narrowed down by typing.

use super::{keys, popup};
use crate::base::msg::Msg;
use crate::tui::action::{Action, Place};
use crate::tui::editor::{Change, Edit, Motion};
use crate::tui::event::Effect;
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{Field, Free, FreeKind, Picker, Popup, State};

use super::composer::edit_of;

/// More lines than any list has.
const FAR: isize = 1_000_000;

/// Opens a list.
pub(super) fn open(state: &mut State, picker: Picker) -> Vec<Effect> {
    state.popup = Some(Popup::Pick(Box::new(picker)));
    typed(state);
    Vec::new()
}

/// The list that is open.
fn picker(state: &mut State) -> Option<&mut Picker> {
    match &mut state.popup {
        Some(Popup::Pick(picker)) => Some(picker),
        _ => None,
    }
}

/// A key while a list is open: what types, types; the keys of menus move; those of the composer edit; the documented
/// four work as everywhere.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    if chord.types() {
        if let Some(letter) = press.text() {
            edit(state, |field| field.insert(letter));
        }
        return Vec::new();
    }
    if let Some(change) = field_key(state, chord) {
        if change == Change::Text {
            typed(state);
        }
        return Vec::new();
    }
    match state.keymap.action(Place::Popup, chord) {
        Some(Action::PopupCancel) => state.popup = None,
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, page(state)),
        Some(Action::PopupPageUp) => step(state, -page(state)),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupAccept) => return accept(state),
        Some(Action::Redraw) => return keys::act(state, Action::Redraw),
        Some(action) => {
            state.popup = None;
            return keys::act(state, action);
        }
        // Ctrl+C leaves where nothing is selected.
        None if state.keymap.action(Place::Composer, chord) == Some(Action::Copy) => {
            state.popup = None;
        }
        None => (),
    }
    Vec::new()
}

/// What a chord of the composer does to the line; `None` where it means something else.
fn field_key(state: &mut State, chord: Chord) -> Option<Change> {
    let popup = state.keymap.action(Place::Popup, chord);
    // Home and End are the line's; up, down and the pages are the list's.
    let moves = !matches!(popup, None | Some(Action::PopupFirst | Action::PopupLast));
    let action = state.keymap.action(Place::Composer, chord).filter(|_| !moves)?;
    let clipboard = state.clipboard.clone();
    let field = &mut picker(state)?.field;
    match action {
        Action::Copy | Action::Cut if field.selection().is_none() => None,
        Action::Copy => {
            state.clipboard = picker(state)?.field.copy();
            Some(Change::Nothing)
        }
        Action::Cut => {
            state.clipboard = field.cut();
            Some(Change::Text)
        }
        Action::Paste => Some(field.paste(&clipboard)),
        action => match edit_of(action)? {
            Edit::Move(Motion::TextStart) => {
                step(state, -FAR);
                Some(Change::Nothing)
            }
            Edit::Move(Motion::TextEnd) => {
                step(state, FAR);
                Some(Change::Nothing)
            }
            edit => Some(field.apply(edit)),
        },
    }
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) {
    edit(state, |field| field.paste(text));
}

fn edit(state: &mut State, edit: impl FnOnce(&mut Field) -> Change) {
    let change = picker(state).map(|it| edit(&mut it.field));
    if change == Some(Change::Text) {
        typed(state);
    }
}

/// The text has changed.
fn typed(state: &mut State) {
    let Some(Popup::Pick(mut picker)) = state.popup.take() else { return };
    let text = picker.field.text().trim().to_owned();
    let free = match picker.free {
        Some(kind) if !text.is_empty() => free(state, &picker, kind, &text),
        _ => Free::Nothing,
    };
    picker.filter(free);
    state.popup = Some(Popup::Pick(picker));
}

/// What the text itself may be taken for.
fn free(state: &State, picker: &Picker, kind: FreeKind, text: &str) -> Free {
    match kind {
        FreeKind::Tag(dialog) => popup::new_tag(state, picker, dialog, text),
    }
}

fn page(state: &State) -> isize {
    let Some(Popup::Pick(picker)) = &state.popup else { return 1 };
    let rows = usize::from(picker.place(state.size).list.height);
    isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
}

/// Moves the cursor.
pub(super) fn step(state: &mut State, lines: isize) {
    let size = state.size;
    if let Some(picker) = picker(state) {
        picker.note = None;
        picker.step(lines, size);
    }
}

/// Takes a line that is shown.
pub(super) fn take_line(state: &mut State, line: usize) -> Vec<Effect> {
    if let Some(picker) = picker(state) {
        picker.go_to(line);
    }
    accept(state)
}

fn accept(state: &mut State) -> Vec<Effect> {
    let Some(picker) = picker(state) else { return Vec::new() };
    let Some(item) = picker.current() else {
        picker.note = picker.note.take().or(Some(Msg::new("pick-nothing")));
        return Vec::new();
    };
    match item.enabled.clone() {
        Ok(()) => {
            let pick = item.pick.clone();
            popup::take(state, pick)
        }
        Err(why) => {
            picker.note = Some(why);
            Vec::new()
        }
    }
}
