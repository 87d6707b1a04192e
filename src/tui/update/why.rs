//! Why a dialog is not in the list: asking, reading the answer, going to the dialog.

use super::{field, keys, list, say, thread};
use crate::base::msg::Msg;
use crate::domain::Term;
use crate::domain::why::Reason;
use crate::store::Explained;
use crate::tui::action::{Action, Place};
use crate::tui::event::{Effect, Inquiry};
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{Popup, State, Tone, Why};

/// More lines than are said where nothing is found.
const SAID_MAX: usize = 100;

pub(super) fn open(state: &mut State) -> Vec<Effect> {
    state.popup = Some(Popup::Why(Box::default()));
    Vec::new()
}

fn why(state: &mut State) -> Option<&mut Why> {
    match &mut state.popup {
        Some(Popup::Why(why)) => Some(why),
        _ => None,
    }
}

/// A key while the question is open.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Popup, chord);
    let own = matches!(asked, None | Some(Action::PopupFirst | Action::PopupLast));
    if (chord.types() || own) && edit_key(state, press, chord) {
        return Vec::new();
    }
    match asked {
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, 5),
        Some(Action::PopupPageUp) => step(state, -5),
        Some(Action::PopupAccept) => return accept(state),
        Some(Action::PopupCancel) => state.popup = None,
        Some(Action::Redraw) => return vec![Effect::Redraw],
        Some(action) if keys::once(action) && keys::repeats(state, action, press.kind) => (),
        Some(Action::PopupFirst | Action::PopupLast) => (),
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

/// Whether the key was meant for the text.
fn edit_key(state: &mut State, press: &KeyPress, chord: Chord) -> bool {
    let Some(Popup::Why(why)) = &mut state.popup else { return false };
    field::key(&mut why.field, &state.keymap, &mut state.clipboard, press, chord).is_some()
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) {
    if let Some(why) = why(state) {
        why.field.paste(text);
    }
}

/// Chooses another of the dialogs.
pub(super) fn step(state: &mut State, lines: isize) {
    if let Some(why) = why(state) {
        let last = match why.found.as_ref().map(Vec::len) {
            // What is said where there is none is scrolled; the view stops at its end.
            Some(0) => SAID_MAX,
            found => found.unwrap_or(0).saturating_sub(1),
        };
        why.cursor = why.cursor.saturating_add_signed(lines).min(last);
    }
}

/// Asks; goes to the dialog that is chosen where the answer to what is typed is there already.
fn accept(state: &mut State) -> Vec<Effect> {
    let no = state.asked + 1;
    let Some(why) = why(state) else { return Vec::new() };
    let who = why.field.text().trim().to_owned();
    if who.is_empty() {
        return Vec::new();
    }
    if why.answers() {
        return match why.chosen().cloned() {
            Some(chosen) => go(state, &chosen),
            None => Vec::new(),
        };
    }
    (why.no, why.asked, why.found, why.cursor) = (no, Some(who.clone()), None, 0);
    state.asked = no;
    let sought = state.sought(&who);
    vec![Effect::Inquire(no, Box::new(Inquiry::Why(Box::new(sought))))]
}

/// Opens the dialog; what was typed is dropped from the filter where it alone hides it.
fn go(state: &mut State, chosen: &Explained) -> Vec<Effect> {
    if chosen.reasons.contains(&Reason::NoRight) {
        return Vec::new();
    }
    state.popup = None;
    // Where something else hides it as well, it would not stand in the list without the filter either.
    let typed = |it: &Reason| matches!(it, Reason::Hidden { typed: true, .. });
    let alone = chosen.reasons.iter().filter(|it| it.hides()).all(typed);
    let hides = |term: &Term| {
        chosen
            .reasons
            .iter()
            .any(|it| matches!(it, Reason::Hidden { by, typed: true } if by == term))
    };
    let (gone, left): (Vec<_>, Vec<_>) =
        state.list.said().into_iter().partition(|it| alone && hides(&it.0));
    let mut effects = Vec::new();
    if !gone.is_empty() {
        let words: Vec<String> = gone.into_iter().map(|it| it.1).collect();
        say(state, Tone::Good, Msg::new("why-dropped").with("words", words.join(" ")));
        effects = list::follow(state, left);
    }
    effects.extend(thread::open(state, chosen.dialog));
    effects
}

/// The desk has answered; `None`: the question was given up, and may be asked again.
pub(super) fn told(state: &mut State, no: u64, found: Option<Vec<Explained>>) {
    let Some(why) = why(state).filter(|it| it.no == no) else { return };
    if found.is_none() {
        why.asked = None;
    }
    why.found = found;
}
