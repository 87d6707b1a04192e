//! Keys for one line of text: the composer's own, where they mean something in one line.

use super::composer::edit_of;
use crate::tui::action::{Action, Place};
use crate::tui::editor::{Change, Edit, Motion};
use crate::tui::input::KeyPress;
use crate::tui::keymap::{Chord, Keymap};
use crate::tui::state::Field;

/// What a key does to the line. `None`: nothing, so that it may mean something else to whoever has the line.
///
/// Keys that go up, down or to the ends of a text are not the line's.
pub(super) fn key(
    field: &mut Field,
    keymap: &Keymap,
    clipboard: &mut String,
    press: &KeyPress,
    chord: Chord,
) -> Option<Change> {
    if chord.types() {
        return Some(press.text().map_or(Change::Nothing, |letter| field.insert(letter)));
    }
    match keymap.action(Place::Composer, chord)? {
        Action::Copy | Action::Cut if field.selection().is_none() => None,
        Action::Copy => {
            *clipboard = field.copy();
            Some(Change::Nothing)
        }
        Action::Cut => {
            *clipboard = field.cut();
            Some(Change::Text)
        }
        Action::Paste => Some(field.paste(clipboard)),
        action => match edit_of(action)? {
            Edit::Move(
                Motion::Up
                | Motion::Down
                | Motion::PageUp
                | Motion::PageDown
                | Motion::TextStart
                | Motion::TextEnd,
            )
            | Edit::NewLine => None,
            edit => Some(field.apply(edit)),
        },
    }
}
