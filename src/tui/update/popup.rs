//! Menus, questions and the help.

use super::{
    batch, channels, crew, files, filter_line, hub, keys, list, macros, mass, ops, person, picker,
    picture, replies, say, select, sending, thread, views, why,
};
use crate::base::msg::Msg;
use crate::domain::{Bucket, Delivery, DialogId, Intent, Refusal};
use crate::tui::action::{Action, Place};
use crate::tui::event::Effect;
use crate::tui::input::{Key, KeyPress};
use crate::tui::keymap::Chord;
use crate::tui::state::{Choice, Chooser, Focus, Label, Pick, Popup, State, Tone};

/// More lines than any menu or help has.
const FAR: isize = 10_000;

pub(super) const fn help() -> Popup {
    Popup::Help { top: 0 }
}

/// A key while something lies above everything else. The four documented keys work through everything but
/// text being typed.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    match state.popup {
        Some(Popup::Pick(_)) => return picker::key(state, press, chord),
        Some(Popup::ContactNote(_)) => return person::note_key(state, press, chord),
        Some(Popup::Picture(_)) => return picture::key(state, chord),
        Some(Popup::Channels(_)) => return channels::key(state, press, chord),
        Some(Popup::Filter(_)) => return filter_line::key(state, press, chord),
        Some(Popup::Why(_)) => return why::key(state, press, chord),
        Some(Popup::Crew(_)) => return crew::key(state, chord),
        Some(Popup::AskAssign(dialog)) => return answer_assign(state, dialog, press, chord),
        _ => (),
    }
    if let Some(pick) = by_letter(state, press) {
        return take(state, pick);
    }
    match state.keymap.action(Place::Popup, chord) {
        Some(Action::PopupCancel) => state.popup = None,
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupPageDown) => step(state, page(state)),
        Some(Action::PopupPageUp) => step(state, -page(state)),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupAccept) => return accept(state),
        // The key that opened it puts it away.
        Some(Action::Menu | Action::Help) => state.popup = None,
        Some(action) => {
            state.popup = None;
            return keys::act(state, action);
        }
        None => (),
    }
    Vec::new()
}

fn page(state: &State) -> isize {
    isize::try_from(state.size.1).unwrap_or(1).saturating_sub(5).max(1)
}

pub(super) fn step(state: &mut State, lines: isize) {
    let help_end = match &state.popup {
        Some(Popup::Help { .. }) => crate::tui::view::help_end(state, &state.words),
        _ => 0,
    };
    match &mut state.popup {
        // The view stops at the end; the help's length is known there.
        Some(Popup::Help { top }) => *top = top.saturating_add_signed(lines).min(help_end),
        Some(Popup::Choose(chooser)) => {
            let last = chooser.choices.len().saturating_sub(1);
            chooser.cursor = chooser.cursor.saturating_add_signed(lines).min(last);
        }
        Some(Popup::Pick(_)) => picker::step(state, lines),
        Some(Popup::Filter(_)) => filter_line::step(state, lines),
        Some(Popup::Why(_)) => why::step(state, lines),
        Some(Popup::Crew(_)) => crew::step(state, lines),
        // Here too the view knows how much there is.
        Some(Popup::Preview(it)) => it.top = it.top.saturating_add_signed(lines).min(500),
        Some(Popup::History(it)) => {
            let last = it.entries.len().saturating_sub(1);
            it.top = it.top.saturating_add_signed(lines).min(last);
        }
        Some(Popup::Picture(gallery)) => {
            gallery.top = gallery.top.saturating_add_signed(lines).min(500);
        }
        Some(Popup::Channels(_)) => channels::step(state, lines),
        Some(Popup::Refused { cursor }) => {
            let last = state.team.rejected.len().saturating_sub(1);
            *cursor = cursor.saturating_add_signed(lines).min(last);
        }
        Some(Popup::AskAssign(_) | Popup::ContactNote(_)) | None => (),
    }
}

fn by_letter(state: &State, press: &KeyPress) -> Option<Pick> {
    let Some(Popup::Choose(chooser)) = &state.popup else { return None };
    let typed = press.text().and_then(|_| press.latin())?;
    let found = |letter: char| chooser.choices.iter().find(|it| it.letter == Some(letter));
    // The four are found with Caps lock on, too.
    let small = Some(typed.to_ascii_lowercase()).filter(|it| "oqmb".contains(*it));
    let choice = found(typed).or_else(|| found(small?));
    choice.map(|it| it.pick.clone())
}

fn accept(state: &mut State) -> Vec<Effect> {
    if matches!(state.popup, Some(Popup::Preview(_))) {
        return mass::confirm(state);
    }
    match state.popup.take() {
        Some(Popup::Choose(mut chooser)) if chooser.cursor < chooser.choices.len() => {
            take(state, chooser.choices.swap_remove(chooser.cursor).pick)
        }
        Some(Popup::Refused { cursor }) => hub::go_to_refused(state, cursor),
        _ => Vec::new(),
    }
}

/// Takes a line of the menu that is open.
pub(super) fn choose_line(state: &mut State, line: usize) -> Vec<Effect> {
    match &mut state.popup {
        Some(Popup::Choose(chooser)) => chooser.cursor = line,
        Some(Popup::Pick(_)) => return picker::take_line(state, line),
        Some(Popup::Filter(_)) => {
            filter_line::take_item(state, line);
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    accept(state)
}

/// Does what a line of a menu says.
pub(super) fn take(state: &mut State, pick: Pick) -> Vec<Effect> {
    state.popup = None;
    // A key pressed after a menu is a new one, however soon.
    state.last_once = None;
    match pick {
        Pick::Act(dialog, action) if state.target() == Some(dialog) => keys::act(state, action),
        // The list has moved on under the menu: its title named somebody else.
        Pick::Act(..) => {
            say(state, Tone::Warning, Refusal::ChangedSince.say());
            Vec::new()
        }
        Pick::Do(action) => keys::act(state, action),
        Pick::Leave => keys::act(state, Action::Quit),
        Pick::Switch(name) if name == state.profiles.here || batch::warn(state) => Vec::new(),
        Pick::Switch(name) => keys::leave(state, Effect::Switch(name)),
        Pick::Assign(dialog, to) => mass::want_picked(state, dialog, Intent::Assign(to)),
        Pick::Snooze(dialog, until) => mass::want_picked(state, dialog, Intent::Snooze(until)),
        Pick::Wake(dialog) => mass::want_picked(state, dialog, Intent::Wake),
        Pick::Each(intent) => mass::want(state, intent),
        Pick::Go(dialog) => thread::open(state, dialog),
        // What the line showed is what is meant: two who choose a tag at once both want it on.
        Pick::Tag(dialog, tag) => ops::want_for(state, dialog, Intent::AddTag(tag)),
        Pick::Untag(dialog, tag) => ops::want_for(state, dialog, Intent::DropTag(tag)),
        Pick::Phrase { name, typed } => replies::put_in(state, &name, typed),
        Pick::Examples => vec![Effect::WriteExamples],
        Pick::Macro(name) => macros::show(state, &name),
        Pick::Run(name) => macros::run(state, &name),
        Pick::Narrow(extra) => list::narrow(state, extra),
        Pick::View(id) => views::go(state, id),
        Pick::SaveView(name) => views::save(state, name),
        Pick::AskMerge(dialog, other, who) => person::ask_merge(state, dialog, other, &who),
        Pick::Merge(dialog, other) => ops::want_for(state, dialog, Intent::MergeContact(other)),
        Pick::File(deed, name) => files::begin(state, deed, name),
        Pick::Nothing => Vec::new(),
    }
}

pub(super) fn choose(state: &mut State, title: Msg, choices: Vec<Choice>) -> Vec<Effect> {
    let cursor = choices.iter().position(|it| it.current).unwrap_or(0);
    state.popup = Some(Popup::Choose(Chooser { title, choices, cursor }));
    Vec::new()
}

/// The dialog that is meant; says so where there is none.
pub(super) fn about(state: &mut State) -> Option<DialogId> {
    // What is selected may all have left the list.
    let selected = || state.mass.selection.chosen.first().copied().filter(|_| select::acts(state));
    let dialog = state.target().or_else(selected);
    if dialog.is_none() {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
    }
    dialog
}

fn line(label: Label, pick: Pick) -> Choice {
    Choice { label, pick, letter: None, current: false }
}

fn word(id: &'static str, pick: Pick) -> Choice {
    line(Label::Msg(Msg::new(id)), pick)
}

/// What can be done with the dialog: the way that works in every terminal and layout. The four documented
/// actions always stand first, under their letters.
pub(super) fn open_menu(state: &mut State) -> Vec<Effect> {
    if select::acts(state) {
        return mass::open_menu(state);
    }
    let Some(dialog) = about(state) else { return Vec::new() };
    let bucket = ops::bucket_of(state, dialog);
    let reading = state.focus != Focus::List && state.thread.dialog == Some(dialog);
    let stuck = state.thread.stuck().filter(|_| reading).and_then(|it| it.delivery.as_ref());
    let mut actions = vec![
        (Action::Close, 'o'),
        (Action::CloseUnassign, 'q'),
        (Action::AssignMe, 'm'),
        (Action::Unassign, 'b'),
    ];
    if stuck.is_some() {
        let choices = [(Action::Retry, 'R'), (Action::EditFailed, 'E'), (Action::DropFailed, 'D')];
        actions.extend(choices);
    }
    if stuck == Some(&Delivery::Unsure) {
        actions.push((Action::ConfirmSent, 'Y'));
    }
    if bucket == Some(Bucket::Closed) {
        actions.push((Action::Reopen, 'O'));
    }
    actions.extend([
        (Action::Reply, 'r'),
        (Action::Note, 'n'),
        (Action::AssignTo, 'a'),
        (Action::Snooze, 'z'),
        (Action::Tag, 't'),
        (Action::Spam, 's'),
        (Action::MergeContact, 'c'),
        (Action::Undo, 'u'),
    ]);
    let card = state.thread.card.as_ref().filter(|it| it.row.dialog.id == dialog);
    if card.is_some_and(|it| !it.others.is_empty()) {
        actions.push((Action::SplitContact, 'C'));
    }
    if reading {
        actions.push((Action::ContactNote, 'N'));
    }
    let title = Msg::new("menu-title").with("name", ops::short_name(state, dialog));
    let choices = actions.into_iter().map(|(action, letter)| Choice {
        letter: Some(letter),
        ..word(action.spec().help, Pick::Act(dialog, action))
    });
    let choices = choices.collect();
    choose(state, title, choices)
}

/// Й may be the letter q or Ctrl+Q whose Ctrl the terminal has dropped, as terminals do where no Latin layout is set up:
/// which of them is asked. No letter answers: who means to leave may press й twice, and who holds it presses it often.
pub(super) fn ask_leave(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = state.target() else { return keys::act(state, Action::Quit) };
    let close = Action::CloseUnassign;
    let choices = vec![
        word(Action::Quit.spec().help, Pick::Leave),
        word(close.spec().help, Pick::Act(dialog, close)),
    ];
    choose(state, Msg::new("ask-leave-title"), choices)
}

/// "Assign to me?": Enter, or Ctrl+M again, says yes; `s` sends without; Esc says no.
fn answer_assign(
    state: &mut State,
    dialog: DialogId,
    press: &KeyPress,
    chord: Chord,
) -> Vec<Effect> {
    let typed = press.text().and_then(|_| press.latin());
    // Text that is typed on blindly is no answer: letters do nothing here.
    let sends = press.key == Key::Tab && state.composer.is_some();
    let action = state.keymap.action(Place::Popup, chord).filter(|_| typed.is_none());
    match action {
        _ if sends => {
            state.popup = None;
            sending::send(state, false)
        }
        Some(Action::PopupAccept | Action::AssignMe) => {
            state.popup = None;
            keys::let_go_of_return(state, press);
            if state.composer.is_none() {
                // Whoever pressed Enter to write may be typing already.
                keys::deafen(state, true);
            }
            ops::want_for(state, dialog, Intent::Assign(Some(state.me.id)))
        }
        Some(Action::PopupCancel) => {
            state.popup = None;
            Vec::new()
        }
        // What has just been written would be left behind in a closed dialog.
        Some(Action::Close | Action::CloseUnassign)
            if state.composer.as_ref().is_some_and(|it| !it.editor.is_empty()) =>
        {
            say(state, Tone::Warning, Msg::new("close-unsent"));
            Vec::new()
        }
        Some(it @ (Action::Close | Action::CloseUnassign | Action::Unassign | Action::Menu)) => {
            state.popup = None;
            keys::act(state, it)
        }
        _ => Vec::new(),
    }
}
