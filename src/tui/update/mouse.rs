//! What the mouse asks for. Everything it can do has a key as well.

use super::{composer, focus, keys, list, popup, replies, search, thread, views};
use crate::tui::action::Action;
use crate::tui::editor::{Edit, Motion};
use crate::tui::event::{Effect, Spot};
use crate::tui::input::{Button, Kind, Mouse, MouseKind};
use crate::tui::state::{Focus, Popup, State};

/// Lines of a conversation that one notch of the wheel scrolls.
const NOTCH: isize = 3;

/// The mouse did something at `spot`.
pub(super) fn pointed(state: &mut State, mouse: Mouse, spot: Spot) -> Vec<Effect> {
    match mouse.kind {
        MouseKind::Down(Button::Left) => press(state, spot),
        MouseKind::Drag(Button::Left) => {
            if let (Spot::Composer(column, row), Focus::Composer) = (spot, state.focus) {
                composer::point(state, column, row, true);
            }
            Vec::new()
        }
        MouseKind::WheelUp => wheel(state, spot, -1),
        MouseKind::WheelDown => wheel(state, spot, 1),
        // The terminal pastes by itself with the middle button; nothing is lost when the others do nothing.
        MouseKind::Down(Button::Middle | Button::Right)
        | MouseKind::Drag(Button::Middle | Button::Right)
        | MouseKind::Up(_)
        | MouseKind::Moved
        | MouseKind::WheelLeft
        | MouseKind::WheelRight => Vec::new(),
    }
}

fn press(state: &mut State, spot: Spot) -> Vec<Effect> {
    match spot {
        Spot::Row(row) => press_row(state, row),
        Spot::List => focus(state, Focus::List),
        Spot::View(view) => views::go(state, view),
        Spot::Chip(chip) => views::drop_chip(state, chip),
        Spot::Key(action) if keys::once(action) && keys::repeats(state, action, Kind::Press) => {
            Vec::new()
        }
        Spot::Key(action) => keys::act(state, action),
        Spot::Thread => focus(state, Focus::Thread),
        Spot::Card => focus(state, Focus::Card),
        Spot::Composer(column, row) => {
            let effects = focus(state, Focus::Composer);
            composer::point(state, column, row, false);
            effects
        }
        Spot::Hit(at) => search::press(state, at),
        Spot::Choice(line) => popup::choose_line(state, line),
        Spot::BesidePopup => {
            match state.popup {
                Some(Popup::Pick(_)) => replies::leave(state),
                _ => state.popup = None,
            }
            Vec::new()
        }
        Spot::Popup | Spot::Nothing => Vec::new(),
    }
}

/// The first press chooses the row, one on the chosen row opens it.
fn press_row(state: &mut State, row: usize) -> Vec<Effect> {
    if state.focus == Focus::List && state.list.cursor == row {
        return keys::act(state, Action::Open);
    }
    let effects = focus(state, Focus::List);
    let height = state.list_rows();
    state.list.put_cursor(row, height);
    list::rest(state);
    effects
}

fn wheel(state: &mut State, spot: Spot, notches: isize) -> Vec<Effect> {
    match spot {
        Spot::Row(_) | Spot::List => {
            let height = state.list_rows();
            state.list.scroll(notches * NOTCH, height);
            list::rest(state);
            Vec::new()
        }
        Spot::Thread => thread::scroll(state, notches * NOTCH),
        Spot::Composer(..) => {
            let motion = if notches < 0 { Motion::Up } else { Motion::Down };
            composer::turn(state, Edit::Move(motion));
            Vec::new()
        }
        Spot::Hit(_) => {
            search::step(state, notches * NOTCH);
            Vec::new()
        }
        Spot::Choice(_) | Spot::Popup => {
            popup::step(state, notches);
            Vec::new()
        }
        Spot::View(_)
        | Spot::Chip(_)
        | Spot::Key(_)
        | Spot::Card
        | Spot::BesidePopup
        | Spot::Nothing => Vec::new(),
    }
}
