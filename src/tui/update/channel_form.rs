//! Adding and changing a channel: what is typed is looked at at once, and tried before it is saved.

use super::channels::{back, channels, wish};
use super::{field, say};
use crate::base::msg::Msg;
use crate::tui::action::{Action, Place};
use crate::tui::channels::{ChannelWish, Found, Mark};
use crate::tui::editor::Change;
use crate::tui::event::Effect;
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{ChannelForm, ChannelWork, FormLine, FormStep, MEDIA, Popup, State, Tone};

/// More lines than there are.
const FAR: isize = 10_000;

fn form(state: &mut State) -> Option<&mut ChannelForm> {
    match channels(state).map(|it| &mut it.doing) {
        Some(ChannelWork::Filling(form)) => Some(form),
        _ => None,
    }
}

/// Opens a form.
pub(super) fn open(state: &mut State, form: ChannelForm) {
    if let Some(channels) = channels(state) {
        channels.doing = ChannelWork::Filling(Box::new(form));
    }
}

/// A key while what to connect is being chosen.
pub(super) fn choose_key(state: &mut State, chord: Chord) {
    let asked = state.keymap.action(Place::Channels, chord);
    let Some(ChannelWork::Choosing(cursor)) = channels(state).map(|it| &mut it.doing) else {
        return;
    };
    match asked {
        Some(Action::PopupDown) => *cursor = (*cursor + 1).min(MEDIA.len() - 1),
        Some(Action::PopupUp) => *cursor = cursor.saturating_sub(1),
        Some(Action::ChannelSave | Action::PopupAccept) => {
            let connector = MEDIA[(*cursor).min(MEDIA.len() - 1)];
            open(state, ChannelForm::new(connector));
        }
        Some(Action::PopupCancel) => back(state),
        _ => (),
    }
}

/// A key while a form is open: what types, types; those of menus move from line to line.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Channels, chord);
    let Some(form) = form(state) else { return Vec::new() };
    if matches!(form.step, FormStep::Saving(_)) {
        // It cannot be held back any more; the answer comes soon.
        return Vec::new();
    }
    if matches!(form.step, FormStep::Trying(_)) {
        if asked == Some(Action::PopupCancel) {
            form.step = FormStep::Typing;
        }
        return Vec::new();
    }
    let typing = matches!(form.line(), FormLine::Row(_));
    let moves = matches!(asked, Some(Action::PopupDown | Action::PopupUp));
    if typing && (chord.types() || !moves && asked != Some(Action::ChannelSave)) {
        match edit(state, press, chord) {
            Some(true) => return Vec::new(),
            Some(false) if chord.types() => return Vec::new(),
            _ => (),
        }
    }
    match asked {
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, 5),
        Some(Action::PopupPageUp) => step(state, -5),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::ChannelSave | Action::ChannelPick) => return enter(state),
        Some(Action::PopupCancel) => leave(state),
        Some(Action::Redraw) => return vec![Effect::Redraw],
        _ => (),
    }
    Vec::new()
}

/// The key is given to the line that is typed in; `None`: it is nothing to it, false: it may not be typed in.
fn edit(state: &mut State, press: &KeyPress, chord: Chord) -> Option<bool> {
    let Some(Popup::Channels(channels)) = &mut state.popup else { return None };
    let ChannelWork::Filling(form) = &mut channels.doing else { return None };
    let Some(row) = form.row_mut() else { return Some(false) };
    // What is secret is not copied to where others read it.
    let mut nowhere = String::new();
    let secret = row.name == crate::tui::state::SECRET;
    let clipboard = if secret { &mut nowhere } else { &mut state.clipboard };
    let change = field::key(&mut row.field, &state.keymap, clipboard, press, chord)?;
    if change == Change::Text {
        changed(form);
    }
    Some(true)
}

/// Something else is typed: what was said of the old text holds no more.
fn changed(form: &mut ChannelForm) {
    form.warned = false;
    form.step = FormStep::Typing;
    form.check_row();
}

/// Text is pasted into the line.
pub(super) fn pasted(state: &mut State, text: &str) {
    let Some(form) = form(state) else { return };
    if matches!(form.step, FormStep::Saving(_) | FormStep::Trying(_)) {
        return;
    }
    let pasted = form.row_mut().map(|it| it.field.paste(text.trim()));
    if pasted == Some(Change::Text) {
        changed(form);
    }
}

/// From line to line.
pub(super) fn step(state: &mut State, lines: isize) {
    if let Some(form) = form(state) {
        let last = form.lines().len().saturating_sub(1);
        form.cursor = form.cursor.saturating_add_signed(lines).min(last);
    }
}

fn enter(state: &mut State) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    match form.line() {
        FormLine::Row(_) => step(state, 1),
        FormLine::More => form.more = !form.more,
        FormLine::Submit => return submit(state, false),
        FormLine::Anyway => return submit(state, true),
    }
    Vec::new()
}

/// Tries it and saves it; `anyway`: saves it at once.
fn submit(state: &mut State, anyway: bool) -> Vec<Effect> {
    let no = state.asked + 1;
    let Some(form) = form(state) else { return Vec::new() };
    if !form.check() {
        return Vec::new();
    }
    let draft = form.draft();
    let tries = form.wants_test() && !anyway;
    form.step = if tries { FormStep::Trying(no) } else { FormStep::Saving(no) };
    state.asked = no;
    vec![wish(if tries {
        ChannelWish::Try { no, draft }
    } else {
        ChannelWish::Save { no, draft, checked: false }
    })]
}

/// What the medium says: what works is saved.
pub(super) fn tried(state: &mut State, no: u64, found: Vec<Found>) -> Vec<Effect> {
    let next = state.asked + 1;
    let Some(form) = form(state).filter(|it| it.step == FormStep::Trying(no)) else {
        return Vec::new();
    };
    if found.iter().any(|it| it.mark == Mark::Bad) {
        form.step = FormStep::Told(found);
        return Vec::new();
    }
    form.step = FormStep::Saving(next);
    let draft = form.draft();
    state.asked = next;
    vec![wish(ChannelWish::Save { no: next, draft, checked: !found.is_empty() })]
}

/// It is saved, or is not.
pub(super) fn saved(state: &mut State, no: u64, done: Result<Msg, Msg>) -> bool {
    let waits = form(state).is_some_and(|it| it.step == FormStep::Saving(no));
    match done {
        Ok(said) => {
            if waits {
                back(state);
            }
            say(state, Tone::Good, said);
            true
        }
        Err(why) => {
            if let Some(form) = form(state).filter(|_| waits) {
                form.step = FormStep::Refused(why);
            } else {
                say(state, Tone::Bad, why);
            }
            false
        }
    }
}

/// Away with it; what has been typed is not thrown away by one slip of the finger.
fn leave(state: &mut State) {
    let Some(form) = form(state) else { return };
    if form.is_changed() && !std::mem::replace(&mut form.warned, true) {
        say(state, Tone::Warning, Msg::new("channels-form-unsaved"));
        return;
    }
    back(state);
}
