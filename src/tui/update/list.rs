//! The list of dialogs: moving in it, loading it, narrowing it down.

use super::{desk, thread};
use crate::domain::query::print_one;
use crate::domain::{ChangeNo, DialogId, OpId, Term};
use crate::store::{Done, Page, PageQuery, Place};
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Goal, List, State, ViewId};

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
        Step::First => return go_to(state, Goal::First),
        Step::Last => return go_to(state, Goal::Last),
    };
    let cursor = state.list.cursor.saturating_add_signed(rows);
    let height = state.list_rows();
    state.list.put_cursor(cursor, height);
    state.list.moved_at = None;
    rest(state);
    Vec::new()
}

/// The cursor has come to rest on a row: soon its dialog is shown.
pub(super) fn rest(state: &mut State) {
    if state.is_searching() {
        state.list.preview_at = None;
        return;
    }
    let shown = state.thread.dialog;
    let wanted = state.focus == Focus::List && state.list.current().map(|it| it.dialog.id) != shown;
    let delay = state.settings.preview_after.filter(|_| wanted);
    state.list.preview_at = delay.map(|it| state.now + it);
}

/// Goes to an end that is not loaded.
fn go_to(state: &mut State, goal: Goal) -> Vec<Effect> {
    state.list.goal = Some(goal);
    load(state)
}

/// What is to be loaded: around the end the cursor is on its way to, or around the cursor.
pub(super) fn wanted(state: &State) -> PageQuery {
    let at = match state.list.goal {
        Some(Goal::First) => None,
        Some(Goal::Last) => Some(Place::END),
        None => state.list.place(),
    };
    let rows = SCREENS * state.list_rows().max(10);
    let (filter, now) = (state.list.filter.clone(), state.now);
    PageQuery { filter, now, at, before: rows, after: rows }
}

fn load(state: &mut State) -> Vec<Effect> {
    let page = wanted(state);
    let mut look = desk::question(state);
    state.list.asked = look.no;
    look.page = Some(page);
    vec![Effect::Look(Box::new(look))]
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
    load(state).pop()
}

/// Takes a part of the list. The cursor, which may have moved since the question, stays on its dialog while that is on
/// the screen, else on the row that took its place; so it does where I have moved the dialog myself.
pub(super) fn take(state: &mut State, page: Page) -> Vec<Effect> {
    let height = state.list_rows();
    let reading = state.thread.dialog.filter(|_| state.focus != Focus::List && state.thread.at_end);
    let under = under_cursor(state).filter(|it| !is_mine(state, *it));
    let list = &mut state.list;
    let on_screen = list.cursor.saturating_sub(list.top);
    let place = list.place();
    let first = list.rows.is_empty();
    list.rows = page.rows;
    (list.at_start, list.at_end, list.loaded) = (page.at_start, page.at_end, true);
    let goal = list.goal.take();
    let cursor = match (goal, place) {
        (Some(Goal::Last), _) => list.rows.len(),
        (Some(Goal::First), _) | (None, None) => 0,
        (None, Some(place)) => list.rows.partition_point(|it| it.place(&list.filter) < place),
    };
    let cursor = cursor.min(list.rows.len().saturating_sub(1));
    list.top = cursor.saturating_sub(on_screen);
    let under = under.filter(|_| goal.is_none());
    let seen = list.top..list.top + height.max(1);
    let followed = under.and_then(|it| list.find(it)).filter(|it| seen.contains(it));
    list.put_cursor(followed.unwrap_or(cursor), height);
    if under.is_some() && followed.is_none() && list.current().map(|it| it.dialog.id) != under {
        list.moved_at = Some(state.now);
    }
    // No empty rows below a list that would fill the screen.
    list.top = list.top.min(list.rows.len().saturating_sub(height));
    // What is being read is seen, whatever the desk had been told when it answered.
    if let Some(row) = reading.and_then(|it| list.find(it)) {
        list.rows[row].seen = true;
    }
    // The conversation is not one of this list's either.
    if goal == Some(Goal::First)
        && state.list.rows.is_empty()
        && state.focus == Focus::List
        && state.composer.is_none()
    {
        state.thread = crate::tui::state::Thread::default();
    }
    if first && state.thread.dialog.is_none() && state.settings.preview_after.is_some() {
        return thread::preview(state);
    }
    // Another dialog may stand under the cursor now: then that is the one to be shown.
    if state.list.preview_at.is_none() {
        rest(state);
    }
    Vec::new()
}

/// The dialog under the cursor.
pub(super) fn under_cursor(state: &State) -> Option<DialogId> {
    state.list.current().map(|it| it.dialog.id)
}

/// Whether it is my own doing if this dialog moves in the list, or leaves it.
fn is_mine(state: &State, dialog: DialogId) -> bool {
    state.mass.running.is_some()
        || state.list.acted_on.contains(&dialog)
        || state.pending.iter().any(|it| it.op.dialog == dialog)
}

/// The desk has decided this op of mine: until the list shows it, its dialog may move.
pub(super) fn expect(state: &mut State, op: OpId, done: &Done) {
    if !matches!(done, Done::Accepted { head, .. } if *head > state.head) {
        return;
    }
    let mine = state.pending.iter().find(|it| it.op.id == op).map(|it| it.op.dialog);
    state.list.acted_on.extend(mine);
}

/// The same of many dialogs at once: only the one under the cursor counts.
pub(super) fn expect_batch(state: &mut State, head: ChangeNo) {
    if head <= state.head {
        return;
    }
    let under = under_cursor(state);
    state.list.acted_on.extend(under);
}

/// Narrows the view down by these terms and no others.
pub(super) fn narrow(state: &mut State, extra: Vec<Term>) -> Vec<Effect> {
    let known = state.list.said();
    let said = extra.into_iter().map(|term| {
        // Words that were typed say more than what can be printed: `today` is a day of its own.
        let words = known.iter().find(|it| it.0 == term).map(|it| it.1.clone());
        let words = words.unwrap_or_else(|| print_one(&term, &state.filter_names()));
        (term, words)
    });
    let said = said.collect();
    follow(state, said)
}

/// Shows the dialogs of a view that pass `extra` as well, from the first on.
pub(super) fn show(state: &mut State, view: ViewId, extra: Vec<(Term, String)>) -> Vec<Effect> {
    let terms = state.view_terms(view);
    let list = List::new(view, terms, extra, state.me.id);
    let_go(state, &list);
    // Hits that are being read stay at hand; their list gives way.
    state.search = state.search.take().filter(|it| !it.open);
    state.list = List { asked: state.list.asked, ..list };
    // The old conversation is not one of this list's.
    if state.focus == Focus::List && state.composer.is_none() {
        state.thread = crate::tui::state::Thread::default();
    }
    desk::refresh(state)
}

/// Shows the dialogs of the view that pass `extra`, from the first on. What is on the screen stays there until the desk
/// has answered: nothing flickers while a filter is being typed.
pub(super) fn follow(state: &mut State, extra: Vec<(Term, String)>) -> Vec<Effect> {
    let (view, terms) = (state.list.view, state.list.terms.clone());
    let list = List::new(view, terms, extra, state.me.id);
    let_go(state, &list);
    let rows = std::mem::take(&mut state.list.rows);
    state.list =
        List { asked: state.list.asked, rows, goal: Some(Goal::First), preview_at: None, ..list };
    desk::refresh(state)
}

/// What was selected in another list is not seen any more: nothing is done to what nobody sees.
fn let_go(state: &mut State, list: &List) {
    if list.filter != state.list.filter {
        state.mass.selection = crate::tui::state::Selection::default();
    }
}
