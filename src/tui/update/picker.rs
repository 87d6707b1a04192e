//! Lists that are narrowed down by typing.

use super::{choices, field, keys, popup, replies, snooze, views};
use crate::base::msg::Msg;
use crate::tui::action::{Action, Place};
use crate::tui::editor::Change;
use crate::tui::event::Effect;
use crate::tui::input::{Key, KeyPress};
use crate::tui::keymap::Chord;
use crate::tui::state::{Free, FreeKind, Picker, Popup, State};

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
    let asked = state.keymap.action(Place::Popup, chord);
    // Home and End are the line's; up, down and the pages are the list's.
    let own = matches!(asked, None | Some(Action::PopupFirst | Action::PopupLast));
    let typed = press.text().filter(|_| chord.types());
    let back = state.keymap.action(Place::Composer, chord) == Some(Action::DeleteBack);
    if replies::was_a_sign(state, typed) || back && replies::erased(state) {
        return Vec::new();
    }
    let tab = press.key == Key::Tab && asked == Some(Action::PopupDown);
    if let Some(effects) = tab.then(|| replies::at_once(state)).flatten() {
        return effects;
    }
    if (chord.types() || own) && edit_key(state, press, chord) {
        return Vec::new();
    }
    match asked {
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, page(state)),
        Some(Action::PopupPageUp) => step(state, -page(state)),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupAccept) => return accept(state),
        // The key that opened the palette puts it away.
        Some(Action::PopupCancel | Action::Palette | Action::Replies) => replies::leave(state),
        Some(Action::Redraw) => return keys::act(state, Action::Redraw),
        Some(action) => {
            replies::leave(state);
            return keys::act(state, action);
        }
        None => match state.keymap.action(Place::Composer, chord) {
            Some(Action::TextStart) => step(state, -FAR),
            Some(Action::TextEnd) => step(state, FAR),
            // Ctrl+C leaves where nothing is selected.
            Some(Action::Copy) => replies::leave(state),
            _ => (),
        },
    }
    Vec::new()
}

/// Whether the key was meant for the line.
fn edit_key(state: &mut State, press: &KeyPress, chord: Chord) -> bool {
    let Some(Popup::Pick(picker)) = &mut state.popup else { return false };
    let (field, clipboard) = (&mut picker.field, &mut state.clipboard);
    let change = field::key(field, &state.keymap, clipboard, press, chord);
    if change == Some(Change::Text) {
        typed(state);
    }
    change.is_some()
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) {
    if picker(state).map(|it| it.field.paste(text)) == Some(Change::Text) {
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
        FreeKind::Snooze(dialog) => snooze::in_words(state, dialog, text),
        FreeKind::TagEach => super::mass::new_tag(state, picker, text),
        FreeKind::Tag(dialog) => choices::new_tag(state, picker, dialog, text),
        FreeKind::ViewName => views::name_line(state, text),
        FreeKind::Contact(_) => Free::Nothing,
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
