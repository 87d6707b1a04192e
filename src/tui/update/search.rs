//! Searching: the line, what has been found, and reading it in its place.

use super::{field, focus, hub, keys, list, ops, say, thread};
use crate::base::msg::Msg;
use crate::domain::search::Terms;
use crate::domain::{DialogId, MessageId, Refusal, Right};
use crate::store::{Hits, SearchQuery};
use crate::tui::action::{Action, Place};
use crate::tui::editor::{Change, Edit};
use crate::tui::event::{Ask, Effect, Found};
use crate::tui::hub::HubWish;
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{Focus, Origin, Search, State, Tone};

/// Messages asked for first, and each time the cursor comes near the last of them. The first ones must be there before a
/// finger has left its key.
const FIRST: usize = 30;
const MORE: usize = 60;

/// Searches that are remembered.
const SEARCHED_MAX: usize = 30;

/// More entries than there ever are.
const FAR: isize = 1_000_000;

/// Opens the search, with what was searched for last if that is still being read.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if !state.me.may(Right::See) {
        say(state, Tone::Warning, Refusal::NotAllowed.say());
        return Vec::new();
    }
    let here = state.target().map(|it| (it, ops::short_name(state, it)));
    let was = if state.focus == Focus::Composer { Focus::Thread } else { state.focus };
    let origin = Origin { focus: was, thread: state.thread.clone() };
    let mut search = match state.search.take() {
        Some(mut search) => {
            search.origin = origin;
            search.field.apply(Edit::SelectAll);
            search
        }
        None => Box::new(Search::new(origin)),
    };
    (search.open, search.previewed, search.preview_at) = (true, false, None);
    if search.within.is_none() {
        search.here = here;
    }
    state.search = Some(search);
    state.focus = Focus::List;
    state.list.preview_at = None;
    Vec::new()
}

/// A key while the line is there: what types, types; the keys of menus move; those of the composer edit; the documented
/// four act on the dialog under the cursor.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Popup, chord);
    let line = matches!(asked, None | Some(Action::PopupFirst | Action::PopupLast));
    if !chord.types() {
        match state.keymap.action(Place::Search, chord) {
            Some(Action::SearchHere) => return turn_scope(state),
            Some(Action::EndSearch) => return close(state),
            _ => (),
        }
    }
    if chord.types() || line {
        let Some(search) = &mut state.search else { return Vec::new() };
        match field::key(&mut search.field, &state.keymap, &mut state.clipboard, press, chord) {
            Some(Change::Text) => return typed(state),
            Some(_) => return Vec::new(),
            None => (),
        }
    }
    let page = isize::try_from(state.hit_rows().saturating_sub(1).max(1)).unwrap_or(1);
    match asked {
        Some(Action::PopupUp) if recalls(state) => return recall(state),
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, page),
        Some(Action::PopupPageUp) => step(state, -page),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupAccept) => return enter(state),
        Some(Action::PopupCancel) => return close(state),
        Some(action) if keys::once(action) && keys::repeats(state, action, press.kind) => (),
        Some(action) => return keys::act(state, action),
        None => match state.keymap.action(Place::Composer, chord) {
            Some(Action::TextStart) => step(state, -FAR),
            Some(Action::TextEnd) => step(state, FAR),
            // Ctrl+C leaves where nothing is selected.
            Some(Action::Copy) => return close(state),
            _ => (),
        },
    }
    Vec::new()
}

/// A key while hits are read in their places.
pub(super) fn hit_key(state: &mut State, chord: Chord) -> Option<Vec<Effect>> {
    state.reading_hits()?;
    match state.keymap.action(Place::Search, chord)? {
        action @ (Action::NextHit | Action::PreviousHit | Action::EndSearch) => {
            Some(keys::act(state, action))
        }
        _ => None,
    }
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let change = state.search.as_mut().map(|it| it.field.paste(text));
    if change == Some(Change::Text) { typed(state) } else { Vec::new() }
}

/// The text has changed. What was found stays until the answer is there: nothing flickers while somebody types.
fn typed(state: &mut State) -> Vec<Effect> {
    let Some(search) = &mut state.search else { return Vec::new() };
    search.recalled = None;
    let terms = Terms::parse(search.field.text());
    if terms == search.terms {
        return Vec::new();
    }
    search.terms = terms;
    ask(state)
}

/// Asks for the first hits.
fn ask(state: &mut State) -> Vec<Effect> {
    state.asked += 1;
    let no = state.asked;
    let Some(search) = &mut state.search else { return Vec::new() };
    (search.asked, search.asked_more, search.answered) = (no, None, false);
    (search.enters, search.goes_on, search.preview_at) = (false, false, None);
    (search.hub_asked, search.of_hub) = (None, false);
    if search.terms.is_empty() {
        (search.hits, search.tally, search.cursor, search.top) = (Hits::default(), None, 0, 0);
        return Vec::new();
    }
    vec![question(state, no, None, FIRST)].into_iter().flatten().collect()
}

fn question(state: &State, no: u64, from: Option<MessageId>, limit: usize) -> Option<Effect> {
    let search = state.search.as_ref()?;
    let (terms, dialog) = (search.terms.clone(), search.within);
    let query = SearchQuery { terms, me: state.me.id, from, limit, dialog };
    Some(match search.of_hub {
        true => Effect::Hub(HubWish::Search { no, query: Box::new(query) }),
        false => Effect::Search(Box::new(Ask { no, query })),
    })
}

/// Asks the hub for the same, once it is known what is here: while somebody types nobody else is troubled.
fn ask_hub(state: &mut State) -> Vec<Effect> {
    if !hub::answers(state) {
        return Vec::new();
    }
    state.asked += 1;
    let no = state.asked;
    let Some(search) = &mut state.search else { return Vec::new() };
    search.hub_asked = Some(no);
    let (terms, dialog) = (search.terms.clone(), search.within);
    let query = SearchQuery { terms, me: state.me.id, from: None, limit: MORE, dialog };
    vec![Effect::Hub(HubWish::Search { no, query: Box::new(query) })]
}

/// The hub has found something. It has all that is here but what has not got there yet.
pub(super) fn hub_found(state: &mut State, no: u64, hits: Hits) -> Vec<Effect> {
    let rows = state.hit_rows();
    let Some(search) = &mut state.search else { return Vec::new() };
    if search.of_hub && search.asked_more == Some(no) {
        return found(state, no, Found::Hits(hits));
    }
    if search.hub_asked.take_if(|it| *it == no).is_none() {
        return Vec::new();
    }
    let on = search.current().map(|it| (it.row().dialog.id, it.message()));
    let mut here = std::mem::replace(&mut search.hits, hits);
    here.messages.retain(|it| it.message.id.is_provisional());
    search.hits.messages.splice(0..0, here.messages);
    // How many there are in all only the hub could count; it has not been asked to.
    search.tally = Some(search.hits.messages.len());
    (search.of_hub, search.asked_more) = (true, None);
    let entry = |at: &usize| search.entry(*at).map(|it| (it.row().dialog.id, it.message())) == on;
    let cursor = (0..search.len()).find(entry).unwrap_or(0);
    search.put_cursor(cursor, rows);
    rest(state);
    Vec::new()
}

/// Asks for more hits when the cursor comes near the last one.
pub(super) fn load_more(state: &mut State) -> Option<Effect> {
    let near = 2 * state.hit_rows();
    let search = state.search.as_ref()?;
    let last = search.hits.messages.last()?.message.id;
    let wanted = search.open && search.cursor + near >= search.len() || search.goes_on;
    if !wanted || !search.hits.more || !search.answered || search.asked_more.is_some() {
        return None;
    }
    state.asked += 1;
    let no = state.asked;
    state.search.as_mut()?.asked_more = Some(no);
    question(state, no, Some(last), MORE)
}

/// The desk has found something. Late answers are of no use.
pub(super) fn found(state: &mut State, no: u64, found: Found) -> Vec<Effect> {
    let Some(search) = &mut state.search else { return Vec::new() };
    match found {
        Found::Hits(hits) if no == search.asked => {
            (search.hits, search.tally, search.answered) = (hits, None, true);
            (search.cursor, search.top) = (0, 0);
            if search.enters {
                return enter(state);
            }
            rest(state);
            return ask_hub(state);
        }
        Found::Hits(hits) if Some(no) == search.asked_more => {
            search.asked_more = None;
            search.hits.messages.extend(hits.messages);
            search.hits.more = hits.more;
            if std::mem::take(&mut search.goes_on) {
                return go(state, 1);
            }
        }
        Found::Tally(count) if no == search.asked => search.tally = Some(count),
        Found::Damaged if no == search.asked || Some(no) == search.asked_more => {
            return damaged(state);
        }
        Found::Hits(_) | Found::Tally(_) | Found::Damaged => (),
    }
    Vec::new()
}

/// The index is made anew, once: one that is damaged again at once has a damaged desk around it.
fn damaged(state: &mut State) -> Vec<Effect> {
    if state.search.as_ref().is_some_and(|it| it.mended) {
        say(state, Tone::Bad, Msg::new("store-corrupt"));
        return Vec::new();
    }
    say(state, Tone::Warning, Msg::new("search-mending"));
    if std::mem::replace(&mut state.mending, true) {
        return Vec::new();
    }
    vec![Effect::MendWords]
}

/// The index has been made anew, or could not be.
pub(super) fn mended(state: &mut State, mended: Result<(), Msg>) -> Vec<Effect> {
    state.mending = false;
    if let Err(why) = mended {
        say(state, Tone::Bad, why);
        return Vec::new();
    }
    say(state, Tone::Good, Msg::new("search-mended"));
    let Some(search) = state.search.as_mut() else { return Vec::new() };
    search.mended = true;
    ask(state)
}

/// Moves the cursor.
pub(super) fn step(state: &mut State, entries: isize) {
    let rows = state.hit_rows();
    if let Some(search) = &mut state.search {
        let cursor = search.cursor.saturating_add_signed(entries);
        search.put_cursor(cursor, rows);
        rest(state);
    }
}

/// The cursor has come to rest on an entry: soon it is shown, where there is room.
fn rest(state: &mut State) {
    let delay = state.settings.preview_after.filter(|_| state.layout().thread.width > 0);
    let at = delay.map(|it| state.now + it);
    if let Some(search) = state.search.as_mut().filter(|it| it.open) {
        search.preview_at = at.filter(|_| !search.is_empty());
    }
}

/// Shows the entry under the cursor without going to it.
pub(super) fn preview(state: &mut State) -> Vec<Effect> {
    let Some(search) = state.search.as_mut().filter(|it| it.open) else { return Vec::new() };
    search.preview_at = None;
    search.previewed = true;
    show(state)
}

/// Shows the entry under the cursor in its place.
fn show(state: &mut State) -> Vec<Effect> {
    let Some(entry) = state.search.as_ref().and_then(|it| it.current()) else { return Vec::new() };
    let (dialog, message): (DialogId, _) = (entry.row().dialog.id, entry.message());
    match message {
        Some(message) => {
            let effects = thread::show_at(state, dialog, message);
            hub::seek(state, dialog, message);
            effects
        }
        None => thread::show(state, dialog),
    }
}

/// Goes to the entry under the cursor, or to the first as soon as it is known.
pub(super) fn enter(state: &mut State) -> Vec<Effect> {
    let Some(search) = state.search.as_mut() else { return Vec::new() };
    search.enters = !search.answered && !search.terms.is_empty();
    if search.enters || search.is_empty() {
        return Vec::new();
    }
    (search.open, search.preview_at) = (false, None);
    remember(state);
    let mut effects = show(state);
    effects.extend(focus(state, Focus::Thread));
    effects
}

/// Goes to the entry at a line of the screen: the first press chooses it, one on the chosen one opens it.
pub(super) fn press(state: &mut State, at: usize) -> Vec<Effect> {
    let rows = state.hit_rows();
    let Some(search) = state.search.as_mut() else { return Vec::new() };
    if search.cursor == at {
        return enter(state);
    }
    search.put_cursor(at, rows);
    rest(state);
    Vec::new()
}

/// Goes to the next message where it is found, or back.
pub(super) fn go(state: &mut State, step: isize) -> Vec<Effect> {
    let rows = state.hit_rows();
    let Some(search) = state.search.as_mut().filter(|it| it.answered) else { return Vec::new() };
    let people = search.hits.people.len();
    let to = search.cursor.saturating_add_signed(step);
    if to < people || to == search.cursor {
        say(state, Tone::Warning, Msg::new("search-first"));
        return Vec::new();
    }
    if to >= search.len() {
        search.goes_on = search.hits.more;
        if !search.goes_on {
            say(state, Tone::Warning, Msg::new("search-last"));
        }
        return Vec::new();
    }
    search.put_cursor(to, rows);
    search.open = false;
    let mut effects = show(state);
    effects.extend(focus(state, Focus::Thread));
    effects
}

/// Only this dialog, or everywhere.
fn turn_scope(state: &mut State) -> Vec<Effect> {
    let Some(search) = state.search.as_mut() else { return Vec::new() };
    let here = search.here.as_ref().map(|it| it.0);
    if here.is_none() {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    }
    search.within = if search.within.is_some() { None } else { here };
    ask(state)
}

/// Ends the search; from its line back to where somebody was.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    remember(state);
    let Some(search) = state.search.take() else { return Vec::new() };
    if !search.open {
        return Vec::new();
    }
    state.focus = search.origin.focus;
    let mut effects = Vec::new();
    if search.previewed {
        state.thread = search.origin.thread;
        // What has happened there meanwhile.
        if let Some(dialog) = state.thread.dialog {
            effects.extend(thread::ask(state, dialog));
        }
    }
    list::rest(state);
    effects
}

/// What has been searched for can be called back.
fn remember(state: &mut State) {
    let Some(search) = state.search.as_ref().filter(|it| !it.terms.is_empty()) else { return };
    let text = search.field.text().trim().to_owned();
    state.searched.retain(|it| *it != text);
    state.searched.insert(0, text);
    state.searched.truncate(SEARCHED_MAX);
}

/// Whether going up means what was searched for before: on an empty line, and on one that was called back.
fn recalls(state: &State) -> bool {
    let free = |it: &Search| it.field.is_empty() || it.recalled.is_some() && it.cursor == 0;
    !state.searched.is_empty() && state.search.as_deref().is_some_and(free)
}

fn recall(state: &mut State) -> Vec<Effect> {
    let Some(search) = &mut state.search else { return Vec::new() };
    let next = search.recalled.map_or(0, |it| it + 1).min(state.searched.len() - 1);
    search.field.set_text(&state.searched[next]);
    let effects = typed(state);
    if let Some(search) = &mut state.search {
        search.recalled = Some(next);
    }
    effects
}
