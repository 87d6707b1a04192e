//! The list of dialogs: moving in it, loading it, narrowing it down.

use super::{desk, thread};
use crate::domain::{DialogId, Filter, View};
use crate::store::{Page, PageQuery, Place};
use crate::tui::event::Effect;
use crate::tui::state::{Focus, List, State};

/// Screenfuls loaded on either side of the cursor.
const SCREENS: usize = 3;

/// A step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Rows(isize),
    Pages(isize),
    First,
    Last,
}

pub(super) fn step(state: &mut State, step: Step) -> Vec<Effect> {
    let page = isize::try_from(state.list_rows()).unwrap_or(1);
    let rows = match step {
        Step::Rows(rows) => rows,
        Step::Pages(pages) => pages * (page - 1).max(1),
        Step::First if state.list.at_start => -isize::try_from(state.list.cursor).unwrap_or(0),
        Step::Last if state.list.at_end => isize::try_from(state.list.rows.len()).unwrap_or(0),
        Step::First => return jump(state, None),
        Step::Last => {
            return jump(state, Some(Place { rank: i64::MAX, dialog: DialogId(i64::MAX) }));
        }
    };
    let cursor = state.list.cursor.saturating_add_signed(rows);
    let height = state.list_rows();
    state.list.put_cursor(cursor, height);
    rest(state);
    Vec::new()
}

/// The cursor has come to rest on a row: soon its dialog is shown.
pub(super) fn rest(state: &mut State) {
    let shown = state.thread.dialog;
    let wanted = state.focus == Focus::List && state.list.current().map(|it| it.dialog.id) != shown;
    let delay = state.settings.preview_after.filter(|_| wanted);
    state.list.preview_at = delay.map(|it| state.now + it);
}

/// What is loaded around the cursor.
pub(super) fn around_cursor(state: &State) -> PageQuery {
    around(state, state.list.place())
}

fn around(state: &State, at: Option<Place>) -> PageQuery {
    let rows = SCREENS * state.list_rows().max(10);
    PageQuery { filter: state.list.filter, at, before: rows, after: rows }
}

fn jump(state: &mut State, at: Option<Place>) -> Vec<Effect> {
    let page = around(state, at);
    let mut look = desk::question(state);
    state.list.asked = look.no;
    look.page = Some(page);
    vec![Effect::Look(look)]
}

/// Loads on when the cursor comes near an end of what is loaded.
pub(super) fn load_more(state: &mut State) -> Option<Effect> {
    let list = &state.list;
    let screen = state.list_rows();
    let near_start = !list.at_start && list.cursor < screen;
    let near_end = !list.at_end && list.rows.len() < list.cursor + screen;
    // One question at a time: its answer brings whole screenfuls.
    let waiting = list.asked > 0 && !list.loaded;
    if waiting || !(near_start || near_end) {
        return None;
    }
    state.list.loaded = false;
    jump(state, state.list.place()).pop()
}

/// Takes a part of the list. The cursor stays on its dialog, or on the one that took its place.
pub(super) fn take(state: &mut State, page: Page) -> Vec<Effect> {
    let height = state.list_rows();
    let list = &mut state.list;
    let on_screen = list.cursor.saturating_sub(list.top);
    let was = list.current().map(|it| it.dialog.id);
    let first = list.rows.is_empty();
    list.rows = page.rows;
    (list.at_start, list.at_end, list.loaded) = (page.at_start, page.at_end, true);
    let cursor = page.above.min(list.rows.len().saturating_sub(1));
    list.top = cursor.saturating_sub(on_screen);
    list.put_cursor(cursor, height);
    // No empty rows below a list that would fill the screen.
    list.top = list.top.min(list.rows.len().saturating_sub(height));
    let now = list.current().map(|it| it.dialog.id);
    if first && state.thread.dialog.is_none() && state.settings.preview_after.is_some() {
        return thread::preview(state);
    }
    if was != now {
        rest(state);
    }
    Vec::new()
}

/// Goes to a view; what was narrowed down stays so.
pub(super) fn view(state: &mut State, view: View) -> Vec<Effect> {
    let filter = Filter { view, ..state.list.filter };
    state.focus = if state.focus == Focus::Composer { state.focus } else { Focus::List };
    show(state, filter)
}

/// Shows the dialogs that pass `filter`, from the first on.
pub(super) fn show(state: &mut State, filter: Filter) -> Vec<Effect> {
    state.list = List { asked: state.list.asked, ..List::new(filter) };
    // The old conversation is not one of this list's.
    if state.focus == Focus::List && state.composer.is_none() {
        state.thread = crate::tui::state::Thread::default();
    }
    desk::refresh(state)
}
