//! The lines below the panes.

use std::borrow::Cow;

use super::pen::{Pen, long_age, short_age};
use super::{channels, crew, mass};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::domain::{Bucket, Delivery, Kind, Right};
use crate::i18n::Catalog;
use crate::tui::action::{Action, Place};
use crate::tui::around::{BYOBU_OFF, Way};
use crate::tui::event::Spot;
use crate::tui::input::caps::CtrlM;
use crate::tui::keymap::Chord;
use crate::tui::layout::THREE_FROM;
use crate::tui::state::{Focus, Popup, State, Tone};
use crate::tui::theme::Ink;

/// What just happened, and who waits.
pub(super) fn status(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let low = state.layout().keys.height == 0;
    let mut end = pen.width();
    if !low || state.toast.is_none() {
        // What just happened needs the room for a while; the numbers do without their words meanwhile.
        let busy = state.toast.is_some() || mass::speaks(state);
        let terse = pen.width() < if busy { THREE_FROM.into() } else { WORDS_FROM };
        end = totals(state, catalog, pen, terse).saturating_sub(2);
    }
    let begin = mass::status(state, catalog, pen, end);
    match &state.toast {
        // What is being done is seen until it is done.
        _ if begin > 0 && state.mass.running.is_some() => (),
        Some(toast) => {
            let ink = match toast.tone {
                Tone::Good => Ink::Good,
                Tone::Warning => Ink::Warning,
                Tone::Bad => Ink::Alarm,
            };
            let words = capitalised(&clean_line(&catalog.say(&toast.msg)));
            // Words are more important here than numbers are.
            let end = if end < width(&words) + 1 { pen.width() } else { end };
            pen.put(0, 0, &" ".repeat(if end == pen.width() { end } else { 0 }), Ink::Text);
            // While text is being typed the key would be a letter.
            let mut undoable = toast.undoable && state.focus != Focus::Composer;
            // Whom it was done to is worth more than the key that takes it back.
            undoable &= pen.width() >= WORDS_FROM;
            // Numbers are not cut short for it.
            undoable &= !mass::counts(toast)
                || width(&words) + width(&hint(state, catalog, Action::Undo)) + 4 <= end;
            let undo = if undoable { hint(state, catalog, Action::Undo) } else { String::new() };
            let room = end.saturating_sub(width(&undo) + 2);
            let after = pen.put_within(1, 0, &words, if undoable { room } else { end }, ink);
            if undoable {
                pen.put_within(after + 2, 0, &undo, end, Ink::Faint);
            }
        }
        None if begin == 0 && coming(state, catalog, pen, end) => (),
        None if low && begin == 0 => key_hints(state, catalog, pen, end),
        None => (),
    }
}

/// Says how much of a file has come; false where nothing is to be said.
fn coming(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, end: usize) -> bool {
    let told = state.going.iter().rev().find_map(|it| Some((it.percent()?, it)));
    let Some((percent, going)) = told else { return false };
    let words = Msg::new("files-coming").with("percent", percent).with("name", going.name.as_str());
    pen.put_within(1, 0, &clean_line(&catalog.say(&words)), end, Ink::Text);
    true
}

/// A sentence begins with a capital, wherever its words come from.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

/// Below this width numbers are said without words.
const WORDS_FROM: usize = 60;

/// Says who waits, at the right edge; returns the column where it begins.
fn totals(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, terse: bool) -> usize {
    let mut end = pen.width().saturating_sub(1);
    let waiting = state.waiting_dialogs();
    if let Some(oldest) = state.totals.oldest.filter(|_| waiting > 0) {
        let minutes = state.minutes_since(oldest);
        let words = if terse {
            format!("●{waiting} {}", short_age(catalog, minutes))
        } else if minutes == 0 {
            catalog.say(&Msg::new("totals-waiting-fresh").with("n", waiting))
        } else {
            let age = long_age(catalog, minutes);
            catalog.say(&Msg::new("totals-waiting").with("n", waiting).with("age", age))
        };
        let ink = if minutes >= state.settings.alarm_minutes {
            Ink::Alarm
        } else if minutes >= state.settings.warn_minutes {
            Ink::Warning
        } else {
            Ink::Faint
        };
        end = pen.put_right(end, 0, &words, ink);
    } else if state.ready && !terse {
        end = pen.put_right(end, 0, &catalog.t("totals-nobody"), Ink::Faint);
    }
    let mut all = crate::domain::Cell::default();
    state.totals.cells.values().for_each(|it| all += *it);
    if all.stuck > 0 {
        let words = if terse {
            format!("✗{}", all.stuck)
        } else {
            catalog.say(&Msg::new("totals-stuck").with("n", all.stuck))
        };
        end = pen.put_right(end.saturating_sub(2), 0, &words, Ink::Alarm);
    }
    end
}

/// The keys that matter here.
pub(super) fn keys(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let end = pen.width();
    key_hints(state, catalog, pen, end);
}

fn key_hints(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, end: usize) {
    for KeyHint { x, keys, word, .. } in hints(state, catalog, end) {
        let x = pen.put_within(x, 0, &keys, end, Ink::Strong);
        pen.put_within(x + 1, 0, &word, end, Ink::Faint);
    }
}

/// What a column of the bottom line means.
pub(super) fn spot_below(state: &State, catalog: &Catalog, column: usize) -> Spot {
    let hints = hints(state, catalog, usize::from(state.size.0));
    let found = hints.into_iter().find(|it| (it.x..it.end).contains(&column));
    found.map_or(Spot::Nothing, |it| Spot::Key(it.action))
}

/// A key of the bottom line with its word, from column `x` to `end`.
struct KeyHint<'a> {
    action: Action,
    keys: String,
    word: Cow<'a, str>,
    x: usize,
    end: usize,
}

fn hints<'a>(state: &State, catalog: &'a Catalog, end: usize) -> Vec<KeyHint<'a>> {
    let (mut hints, mut x) = (Vec::new(), 1);
    for action in matter(state) {
        let keys = keys_of(state, action);
        if keys.is_empty() {
            continue;
        }
        let about = matches!(state.popup, Some(Popup::ContactNote(_)));
        let note = about || state.composer.as_ref().is_some_and(|it| it.kind == Kind::Note);
        let word = match action {
            Action::Send if note => catalog.t("composer-save-note"),
            _ => catalog.t(action.spec().hint),
        };
        let after = x + width(&keys) + 1 + width(&word);
        if after > end {
            // A shorter one may still have room.
            continue;
        }
        hints.push(KeyHint { action, keys, word, x, end: after });
        x = after + 2;
    }
    hints
}

/// A key and its word.
fn hint(state: &State, catalog: &Catalog, action: Action) -> String {
    format!("{} {}", keys_of(state, action), catalog.t(action.spec().hint))
}

/// The key of an action as it is to be pressed in this terminal, here and now: the first of its keys that gets to us,
/// or else the way round. Ctrl+M is promised only where it can be told from Enter.
pub(super) fn keys_of(state: &State, action: Action) -> String {
    let keys = state.keymap.keys(action);
    let Some(main) = keys.first() else { return String::new() };
    if let Some(sure) = keys.iter().find_map(|it| sure(state, *it)) {
        return sure;
    }
    let Some(round) = way_round(state, action, *main) else { return main.to_string() };
    match state.caps.ctrl_m() {
        CtrlM::Unknown if clear(state, *main) => format!("{main}/{round}"),
        CtrlM::Unknown | CtrlM::Ambiguous | CtrlM::Distinct => round,
    }
}

fn clear(state: &State, key: Chord) -> bool {
    state.around.way(key, &state.caps) == Way::Clear
}

/// How a key is pressed, if it gets to us and is understood.
fn sure(state: &State, key: Chord) -> Option<String> {
    let enter = key.ctrl_letter() == Some('m') && state.caps.ctrl_m() != CtrlM::Distinct;
    match state.around.way(key, &state.caps) {
        Way::Clear if !enter => Some(key.to_string()),
        Way::Twice => Some(format!("{key}{key}")),
        Way::Clear | Way::Taken => None,
    }
}

/// Another way to what `key` asks for: a plain letter outside the text, the menu, or byobu's keys switched off.
fn way_round(state: &State, action: Action, key: Chord) -> Option<String> {
    let (letter, plain) = match action {
        Action::Close => ("o", Some(Action::CloseLetter)),
        Action::CloseUnassign => ("q", None),
        Action::AssignMe => ("m", Some(Action::AssignMeLetter)),
        Action::Unassign => ("b", Some(Action::UnassignLetter)),
        _ if state.around.byobu && key.function().is_some() => return Some(unlocked(key)),
        _ => return None,
    };
    let menu = state.keymap.keys(Action::Menu);
    // In the conversation some letters mean something else.
    let reached = |it: &Action| it.spec().place == Place::Panes || state.focus == Focus::List;
    let plain = plain.filter(reached).map(|it| state.keymap.main(it)).filter(|it| !it.is_empty());
    if let Some(plain) = plain.as_ref().filter(|_| state.focus != Focus::Composer) {
        return Some(plain.clone());
    }
    if let Some(menu) = menu.iter().find_map(|it| sure(state, *it)) {
        return Some(format!("{menu} {letter}"));
    }
    match (plain, menu.first()) {
        (Some(plain), _) => Some(format!("{} {plain}", state.keymap.main(Action::LeaveComposer))),
        (None, Some(menu)) if state.around.byobu => Some(format!("{} {letter}", unlocked(*menu))),
        (None, _) => None,
    }
}

/// A function key in byobu, which has to let go of them first.
fn unlocked(key: Chord) -> String {
    format!("{BYOBU_OFF} {key}")
}

const FOUR: [Action; 4] =
    [Action::Close, Action::CloseUnassign, Action::AssignMe, Action::Unassign];

/// The actions that answer what lies above everything else.
fn answers(state: &State, popup: &Popup) -> Vec<Action> {
    let actions: &[Action] = match popup {
        Popup::Channels(it) => return channels::answers(state, it),
        // These questions say themselves which keys answer them.
        Popup::AskAssign(_) => &[],
        Popup::Crew(it) => return crew::answers(state, it),
        Popup::Preview(_) => &[Action::PopupAccept, Action::PopupCancel],
        Popup::History(_) => &[Action::PopupDown, Action::PopupUp, Action::PopupCancel],
        Popup::ContactNote(_) => &[Action::Send, Action::PopupCancel, Action::NewLine],
        Popup::Picture(_) => {
            &[Action::PopupCancel, Action::HelpPanes, Action::PopupDown, Action::PopupUp]
        }
        Popup::Filter(_) | Popup::Why(_) => {
            &[Action::PopupAccept, Action::PopupCancel, Action::PopupDown, Action::PopupUp]
        }
        Popup::Help { .. } | Popup::Choose(_) | Popup::Pick(_) | Popup::Refused { .. } => {
            &[Action::PopupAccept, Action::PopupDown, Action::PopupUp, Action::PopupCancel]
        }
    };
    actions.to_vec()
}

/// The actions that matter in the list, the most important first.
fn in_list(state: &State) -> Vec<Action> {
    if !state.mass.selection.is_empty() {
        let more = [Action::MarkClear, Action::MarkRange, Action::Menu];
        return FOUR.into_iter().chain(more).collect();
    }
    let mut actions = vec![Action::Open];
    if state.toast.as_ref().is_some_and(mass::counts) {
        // What has just come of many dialogs at once can be looked at, and taken back.
        let refused = state.mass.outcome.as_ref().is_some_and(|it| !it.refused.is_empty());
        actions.push(Action::Undo);
        actions.extend(refused.then_some(Action::Outcome));
    }
    actions.extend(FOUR);
    actions.extend([Action::Reply, Action::Filter]);
    if !actions.contains(&Action::Undo) {
        actions.push(Action::Undo);
    }
    actions.push(Action::Views);
    actions
}

/// The actions that matter where the focus is, the most important first.
fn matter(state: &State) -> Vec<Action> {
    let may_work = state.me.may(Right::Work);
    let mut actions = Vec::new();
    if let Some(popup) = &state.popup {
        return answers(state, popup);
    }
    if state.is_searching() {
        let moves = [Action::PopupDown, Action::PopupUp];
        return [&[Action::Open, Action::SearchHere, Action::EndSearch][..], &moves].concat();
    }
    if state.reading_hits().is_some() && state.focus != Focus::Composer {
        actions.extend([Action::NextHit, Action::PreviousHit, Action::EndSearch]);
    }
    match state.focus {
        _ if !may_work => actions.extend([Action::Open, Action::Filter]),
        Focus::Composer => {
            actions.extend([Action::Send, Action::LeaveComposer]);
            actions.extend(FOUR);
            actions.extend([Action::NewLine, Action::Editor]);
        }
        Focus::List => actions = in_list(state),
        Focus::Thread | Focus::Card => {
            match state.thread.stuck().and_then(|it| it.delivery.as_ref()) {
                Some(Delivery::Unsure) => {
                    actions.extend([Action::ConfirmSent, Action::Retry, Action::DropFailed]);
                }
                Some(_) => actions.extend([Action::Retry, Action::EditFailed, Action::DropFailed]),
                None => (),
            }
            actions.push(Action::Reply);
            actions.extend(FOUR);
            if state.thread.lines.iter().any(|it| it.file().is_some()) {
                actions.push(Action::OpenFile);
            }
            actions.extend([Action::Note, Action::NextDialog, Action::Back]);
        }
    }
    if state.list.filter.heaps.only() == Some(Bucket::Closed) && state.focus == Focus::List {
        actions.insert(1, Action::Reopen);
    }
    if state.focus != Focus::Composer {
        actions.extend([Action::HelpPanes, Action::Quit]);
        // Help is the way to everything else, so it has its place whatever the width.
        actions.retain(|it| *it != Action::HelpPanes);
        actions.insert(actions.len().min(1), Action::HelpPanes);
    }
    actions
}
