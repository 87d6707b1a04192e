//! The line in which filters are typed: the list follows it, Enter keeps what it shows, Esc goes back.

use super::{field, keys, list};
use crate::domain::Term;
use crate::domain::query::{complete, parse_typed};
use crate::tui::action::{Action, Place};
use crate::tui::editor::{Change, Edit, Motion};
use crate::tui::event::Effect;
use crate::tui::input::{Key, KeyPress, Mods};
use crate::tui::keymap::Chord;
use crate::tui::state::{FILTER_PAUSE, Field, FilterLine, Focus, Popup, State};

/// Opens the line, with what the list is narrowed down by in it.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let mut text = state.list.words.join(" ");
    if !text.is_empty() {
        // What comes next is another word.
        text.push(' ');
    }
    state.popup = Some(Popup::Filter(Box::new(FilterLine {
        field: Field::new(&text),
        completion: crate::domain::query::Completion::default(),
        marked: 0,
        fault: None,
        insists: false,
        apply_at: None,
        before: state.list.said(),
        focus: state.focus,
    })));
    // It is the list that follows.
    state.focus = Focus::List;
    look(state);
    vec![Effect::AskTags]
}

/// The line that is open.
fn line(state: &mut State) -> Option<&mut FilterLine> {
    match &mut state.popup {
        Some(Popup::Filter(line)) => Some(line),
        _ => None,
    }
}

/// Finds out what may come next and what is wrong.
fn look(state: &mut State) {
    let Some(Popup::Filter(mut line)) = state.popup.take() else { return };
    let names = state.filter_names();
    line.completion = complete(line.field.text(), line.field.cursor(), &names);
    line.fault = parse_typed(line.field.text(), &names).err();
    line.marked = 0;
    state.popup = Some(Popup::Filter(line));
}

/// The text has changed: the list follows after a pause, if the line says something whole.
fn typed(state: &mut State) {
    look(state);
    let at = state.now + FILTER_PAUSE;
    let Some(line) = line(state) else { return };
    line.insists = false;
    line.apply_at = line.fault.is_none().then_some(at);
}

/// What of the text can be shown already. A word that may become a key is not looked for while it is being typed.
fn settled(line: &FilterLine) -> String {
    let (text, word) = (line.field.text(), &line.completion.range);
    let becomes_key =
        !word.is_empty() && line.completion.items.first().is_some_and(|it| it.text.ends_with(':'));
    match becomes_key {
        true => format!("{}{}", &text[..word.start], &text[word.end..]),
        false => text.to_owned(),
    }
}

/// A key while the line is open.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    if press.key == Key::Tab && press.mods == Mods::NONE {
        take(state);
        return Vec::new();
    }
    let asked = state.keymap.action(Place::Popup, chord);
    let own = matches!(asked, None | Some(Action::PopupFirst | Action::PopupLast));
    if (chord.types() || own) && edit_key(state, press, chord) {
        return Vec::new();
    }
    match asked {
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, 8),
        Some(Action::PopupPageUp) => step(state, -8),
        Some(Action::PopupFirst | Action::PopupLast) => (),
        Some(Action::PopupAccept) => return accept(state),
        Some(Action::PopupCancel) => return cancel(state),
        Some(Action::Redraw) => return keys::act(state, Action::Redraw),
        Some(action) if keys::once(action) && keys::repeats(state, action, press.kind) => (),
        // As if the line had not been opened: what was being read is what is meant.
        Some(action) => {
            let mut effects = cancel(state);
            effects.extend(keys::act(state, action));
            return effects;
        }
        // Ctrl+C leaves where nothing is selected.
        None if state.keymap.action(Place::Composer, chord) == Some(Action::Copy) => {
            return cancel(state);
        }
        None => (),
    }
    Vec::new()
}

/// Whether the key was meant for the text.
fn edit_key(state: &mut State, press: &KeyPress, chord: Chord) -> bool {
    let Some(Popup::Filter(line)) = &mut state.popup else { return false };
    let change = field::key(&mut line.field, &state.keymap, &mut state.clipboard, press, chord);
    match change {
        Some(Change::Text) => typed(state),
        // Elsewhere in the line something else may come next.
        Some(_) => look(state),
        None => (),
    }
    change.is_some()
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) {
    if line(state).map(|it| it.field.paste(text)) == Some(Change::Text) {
        typed(state);
    }
}

/// Moves the mark.
pub(super) fn step(state: &mut State, lines: isize) {
    if let Some(line) = line(state) {
        let last = line.completion.items.len().saturating_sub(1);
        line.marked = line.marked.saturating_add_signed(lines).min(last);
    }
}

/// Takes an item that is shown.
pub(super) fn take_item(state: &mut State, item: usize) {
    if let Some(line) = line(state) {
        line.marked = item;
        line.fault = None;
    }
    take(state);
}

/// Mends what is said to be wrong, or else takes the marked item. Of one that stands there already, a space follows.
fn take(state: &mut State) {
    let Some(line) = line(state) else { return };
    let mended = line.said().map(|it| (it.range.clone(), it.nearest.clone()));
    let (range, text) = match mended {
        Some((range, Some(nearest))) => (range, nearest),
        Some((_, None)) => return,
        None => {
            let Some(item) = line.completion.items.get(line.marked) else { return };
            (line.completion.range.clone(), item.text.clone())
        }
    };
    let there = line.field.text().get(range.clone()) == Some(text.as_str());
    let end = line.field.cursor() == line.field.text().len();
    match there {
        true if end => drop(line.field.insert(' ')),
        true => return,
        false => {
            let mends = line.said().is_some();
            let _ = line.field.replace(range, &text);
            if mends {
                // What comes next is another word.
                let _ = line.field.apply(Edit::Move(Motion::TextEnd));
            }
        }
    }
    typed(state);
}

/// The pause is over: the list follows.
pub(super) fn due(state: &mut State) -> Vec<Effect> {
    let now = state.now;
    let due = line(state).is_some_and(|it| it.apply_at.take_if(|it| *it <= now).is_some());
    match line(state).filter(|_| due).map(|it| settled(it)) {
        Some(text) => follow(state, &text),
        None => Vec::new(),
    }
}

/// The list shows what the text says, if it says something whole.
fn follow(state: &mut State, text: &str) -> Vec<Effect> {
    match parse_typed(text, &state.filter_names()) {
        Ok(said) => put(state, said),
        Err(_) => Vec::new(),
    }
}

fn put(state: &mut State, said: Vec<(Term, String)>) -> Vec<Effect> {
    if said == state.list.said() { Vec::new() } else { list::follow(state, said) }
}

fn accept(state: &mut State) -> Vec<Effect> {
    look(state);
    let Some(line) = line(state) else { return Vec::new() };
    if line.fault.is_some() {
        line.insists = true;
        line.apply_at = None;
        return Vec::new();
    }
    let text = line.field.text().to_owned();
    let effects = follow(state, &text);
    state.popup = None;
    list::rest(state);
    effects
}

/// Goes back to what was shown before.
fn cancel(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Filter(line)) = state.popup.take() else { return Vec::new() };
    let effects = put(state, line.before);
    // A conversation that was being read is still there unless the list has gone through others.
    let there = match line.focus {
        Focus::List => true,
        Focus::Thread | Focus::Card => state.thread.dialog.is_some(),
        Focus::Composer => state.composer.is_some(),
    };
    if effects.is_empty() && there {
        state.focus = line.focus;
    }
    list::rest(state);
    effects
}

/// The tags in use are known: they may come next.
pub(super) fn tags(state: &mut State, tags: Vec<String>) {
    state.tags = tags;
    let marked = line(state).map(|it| it.marked);
    look(state);
    if let (Some(marked), Some(line)) = (marked, line(state)) {
        line.marked = marked.min(line.completion.items.len().saturating_sub(1));
    }
}
