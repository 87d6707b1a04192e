//! The contact card: moving in it, notes about the contact, and who is the same person.

use super::{ops, picker, say, thread};
use crate::base::msg::Msg;
use crate::base::text::{clean_block, clean_line, cut};
use crate::domain::{ContactId, DialogId, Intent, Refusal, Right};
use crate::store::{Alike, Candidate, Card, ContactQuery};
use crate::tui::action::{Action, Place};
use crate::tui::editor::Change;
use crate::tui::event::{Effect, Inquiry};
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{
    Acquainting, Choice, Chooser, ContactNote, Focus, FreeKind, Label, Pick, PickItem, Picker,
    Popup, State, Tone,
};

/// The first of the other dialogs among what the card's cursor can be on: before it are the fields and the note.
const OTHERS_FROM: usize = 2;

/// Contacts offered at once.
const OFFERED: usize = 40;
/// Cells of a name beside its channel.
const NAME_CELLS: usize = 20;

/// Does what an action means on the contact card alone.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::ContactNote => return Some(write_note(state)),
        Action::MergeContact => return Some(open_merge(state)),
        Action::SplitContact => return Some(split(state)),
        _ => (),
    }
    let others = state.thread.card.as_ref().filter(|_| state.focus == Focus::Card)?.others.len();
    let last = OTHERS_FROM + others - 1;
    let at = &mut state.thread.card_at;
    *at = (*at).min(last);
    match action {
        Action::ScrollDown => *at = (*at + 1).min(last),
        Action::ScrollUp => *at = at.saturating_sub(1),
        Action::ScrollPageDown | Action::ScrollLast => *at = last,
        Action::ScrollPageUp | Action::ScrollFirst => *at = 0,
        Action::ReplyEnter => return enter(state),
        _ => return None,
    }
    Some(Vec::new())
}

/// Takes this one contact out, whatever is selected in the list.
fn split(state: &mut State) -> Vec<Effect> {
    match state.target() {
        Some(dialog) => ops::want_for(state, dialog, Intent::SplitContact),
        None => {
            say(state, Tone::Warning, Msg::new("nothing-chosen"));
            Vec::new()
        }
    }
}

/// Whether Enter goes into something on the card: it is no reply then.
pub(super) fn takes_enter(state: &State) -> bool {
    state.focus == Focus::Card && state.thread.card_at > 0
}

/// Goes into what the card's cursor is on: the note, or another dialog of the same person.
fn enter(state: &mut State) -> Option<Vec<Effect>> {
    if !takes_enter(state) {
        return None;
    }
    let other = state.thread.card_at.checked_sub(OTHERS_FROM);
    let card = state.thread.card.as_ref();
    Some(match other.and_then(|at| Some(card?.others.get(at)?.row.dialog.id)) {
        Some(dialog) => thread::open(state, dialog),
        None => write_note(state),
    })
}

/// Whether the agent may change anything; says so if not.
fn may_work(state: &mut State) -> bool {
    let may = state.me.may(Right::Work);
    if !may {
        say(state, Tone::Warning, Refusal::NotAllowed.say());
    }
    may
}

/// The card of the dialog that keys act on, once it is loaded.
fn card(state: &State) -> Option<&Card> {
    let dialog = state.target()?;
    state.thread.card.as_ref().filter(|it| it.row.dialog.id == dialog)
}

fn write_note(state: &mut State) -> Vec<Effect> {
    if !may_work(state) {
        return Vec::new();
    }
    let Some((dialog, was)) = card(state).map(|it| (it.row.dialog.id, it.contact.note.clone()))
    else {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    };
    let name = ops::short_name(state, dialog);
    state.popup = Some(Popup::ContactNote(Box::new(ContactNote::new(dialog, name, was))));
    Vec::new()
}

/// A note that could not be saved is there again, to be saved later.
pub(super) fn give_back(state: &mut State, dialog: DialogId, text: &str) {
    if state.popup.is_some() {
        return;
    }
    let was = state.thread.card.as_ref().filter(|it| it.row.dialog.id == dialog);
    let was = was.map_or_else(String::new, |it| it.contact.note.clone());
    let name = ops::short_name(state, dialog);
    let mut note = ContactNote::new(dialog, name, was);
    note.editor.set_text(text);
    state.popup = Some(Popup::ContactNote(Box::new(note)));
}

/// A key while a note about a contact is being written: the composer's own.
pub(super) fn note_key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    let Some(Popup::ContactNote(note)) = &mut state.popup else { return Vec::new() };
    if chord.types() {
        if let Some(letter) = press.text() {
            changed(note, |it| it.editor.insert(letter));
        }
        return Vec::new();
    }
    match state.keymap.action(Place::Composer, chord) {
        Some(Action::Send) => return save_note(state),
        Some(Action::LeaveComposer) => return leave_note(state),
        Some(Action::Redraw) => return vec![Effect::Redraw],
        Some(Action::Copy) => state.clipboard = note.editor.copy(),
        Some(Action::Cut) => {
            state.clipboard = note.editor.cut();
            note.warned = false;
        }
        Some(Action::Paste) => {
            let text = state.clipboard.clone();
            changed(note, |it| it.editor.paste(&text));
        }
        Some(action) => {
            if let Some(edit) = super::composer::edit_of(action) {
                changed(note, |it| it.editor.apply(edit));
            }
        }
        None => (),
    }
    Vec::new()
}

fn changed(note: &mut ContactNote, edit: impl FnOnce(&mut ContactNote) -> Change) {
    if edit(note) == Change::Text {
        note.warned = false;
    }
}

/// Text is pasted into the note.
pub(super) fn note_pasted(note: &mut ContactNote, text: &str) {
    changed(note, |it| it.editor.paste(text));
}

fn save_note(state: &mut State) -> Vec<Effect> {
    let Some(Popup::ContactNote(note)) = state.popup.take() else { return Vec::new() };
    if !note.changed() {
        return Vec::new();
    }
    let text = note.editor.text().trim().to_owned();
    ops::want_for(state, note.dialog, Intent::ContactNote(text))
}

/// Leaving loses what was typed, so it is said before.
fn leave_note(state: &mut State) -> Vec<Effect> {
    let Some(Popup::ContactNote(note)) = &mut state.popup else { return Vec::new() };
    if note.changed() && !note.warned {
        note.warned = true;
        return Vec::new();
    }
    state.popup = None;
    Vec::new()
}

/// Who else is the same person: those who are alike, then whoever is typed.
fn open_merge(state: &mut State) -> Vec<Effect> {
    if !may_work(state) {
        return Vec::new();
    }
    let Some(dialog) = state.target() else {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    };
    state.acquainting = Acquainting::default();
    let title = Msg::new("merge-title").with("name", ops::short_name(state, dialog));
    let picker = Picker::new(title, Vec::new())
        .placeholder(Msg::new("merge-placeholder"))
        .free(FreeKind::Contact(dialog));
    picker::open(state, picker)
}

/// The list of those who may be the same person, if it is open, and as whom.
fn merging(state: &mut State) -> Option<(&mut Picker, DialogId)> {
    match &mut state.popup {
        Some(Popup::Pick(picker)) => match picker.free {
            Some(FreeKind::Contact(dialog)) => Some((picker, dialog)),
            _ => None,
        },
        _ => None,
    }
}

/// Asks who may be the same person whenever something else has been typed.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let (picker, dialog) = merging(state)?;
    let typed = picker.field.text().trim().to_owned();
    if state.acquainting.typed.as_ref() == Some(&typed) {
        return None;
    }
    state.asked += 1;
    state.acquainting = Acquainting { no: state.asked, typed: Some(typed.clone()) };
    let query = ContactQuery { dialog, me: state.me.id, typed, limit: OFFERED };
    Some(Effect::Inquire(state.asked, Box::new(Inquiry::Contacts(query))))
}

/// The desk tells who may be the same person; a late answer to an old question is dropped.
pub(super) fn told(state: &mut State, no: u64, found: &[Candidate]) {
    if state.acquainting.no != no {
        return;
    }
    let Some((_, dialog)) = merging(state) else { return };
    let items = found.iter().map(|it| item(state, dialog, it)).collect();
    if let Some((picker, _)) = merging(state) {
        picker.set_items(items);
    }
}

fn item(state: &State, dialog: DialogId, found: &Candidate) -> PickItem {
    let contact = &found.card.contact;
    let channel = channel_name(state, found.card.row.dialog.channel);
    let name = if contact.name.trim().is_empty() { &contact.handle } else { &contact.name };
    let why = match found.alike {
        Some(Alike::Handle) => state.words.t("merge-same-handle").into_owned(),
        Some(Alike::Name) => state.words.t("merge-same-name").into_owned(),
        None => contact.handle.clone(),
    };
    PickItem::new(
        format!("{name} · {channel}"),
        Pick::AskMerge(dialog, contact.id, who(state, found)),
    )
    .detail(why)
    .keywords(format!("{} {} {}", contact.handle, contact.external, contact.note))
    .preview(preview(state, found))
}

pub(super) fn channel_name(state: &State, channel: crate::domain::ChannelId) -> String {
    state.channel(channel).map_or_else(String::new, |it| clean_line(&it.name).into_owned())
}

/// `Olha (Viber), Olya (Telegram)`: the contact with those it is merged with already.
fn who(state: &State, found: &Candidate) -> String {
    let card = &found.card;
    let one = |name: &str, channel| {
        let name = clean_line(name);
        format!("{} ({})", cut(&name, NAME_CELLS), channel_name(state, channel))
    };
    let others = card.others.iter().map(|it| one(&it.contact.name, it.row.dialog.channel));
    let all: Vec<String> =
        std::iter::once(one(&card.contact.name, card.row.dialog.channel)).chain(others).collect();
    all.join(", ")
}

/// What somebody must know to tell whether it is the same person.
fn preview(state: &State, found: &Candidate) -> String {
    let card = &found.card;
    let contact = &card.contact;
    let line = |it: &str| clean_line(it).into_owned();
    let mut lines = vec![
        line(&contact.name),
        channel_name(state, card.row.dialog.channel),
        line(&contact.handle),
        line(&card.row.last_text),
        clean_block(&contact.note),
    ];
    lines.extend(card.others.iter().map(|it| {
        let (name, channel) = (line(&it.contact.name), channel_name(state, it.row.dialog.channel));
        let same = Msg::new("merge-joined").with("name", name).with("channel", channel);
        state.words.say(&same)
    }));
    lines.retain(|it| !it.trim().is_empty());
    lines.join("\n")
}

/// Shows who will be one person, and asks.
pub(super) fn ask_merge(
    state: &mut State,
    dialog: DialogId,
    other: ContactId,
    who: &str,
) -> Vec<Effect> {
    let choice = |msg: Msg, pick, letter| Choice {
        label: Label::Msg(msg),
        pick,
        letter: Some(letter),
        current: false,
    };
    let yes = Msg::new("merge-yes").with("who", who);
    let choices = vec![
        choice(yes, Pick::Merge(dialog, other), 'y'),
        choice(Msg::new("merge-no"), Pick::Nothing, 'n'),
    ];
    let name = ops::short_name(state, dialog);
    let title = Msg::new("merge-ask").with("name", name);
    state.popup = Some(Popup::Choose(Chooser { title, choices, cursor: 0 }));
    Vec::new()
}
