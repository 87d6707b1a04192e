//! Quick replies: found by a few letters, put in with the names filled in, the cursor where something is to be written.

use std::sync::Arc;

use super::{composer, ops, picker, say};
use crate::base::msg::Msg;
use crate::base::text::clean_input;
use crate::config::books::{BookFault, Books, Expansion, Facts, Phrase};
use crate::domain::{DialogId, Kind};
use crate::tui::editor::{Change, Edit};
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Pick, PickItem, Picker, Popup, State, Tone};

/// The signs that begin a quick reply at the start of a word.
const SIGNS: [char; 2] = [';', '/'];

/// Offers the quick replies; where nothing is being written, a reply is begun for them.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if state.focus != Focus::Composer {
        effects.extend(composer::begin(state, Kind::Reply));
    }
    if state.composer.is_some() && state.focus == Focus::Composer {
        effects.extend(pick(state, None));
    }
    effects
}

/// Whether what has just been typed begins a quick reply: a sign at the start of a word of a reply.
pub(super) fn begins(state: &State, typed: char) -> bool {
    let Some(composer) = state.composer.as_ref().filter(|it| it.kind == Kind::Reply) else {
        return false;
    };
    let before = composer.editor.text()[..composer.editor.cursor()].strip_suffix(typed);
    let starts = before.is_some_and(|it| it.chars().next_back().is_none_or(char::is_whitespace));
    // Who has none types signs.
    let some = !state.writing.books.replies.all.is_empty() || faults(state).next().is_some();
    SIGNS.contains(&typed) && starts && some
}

/// Opens the list; `sign` is what has been typed for it, and stands before the cursor.
pub(super) fn pick(state: &mut State, sign: Option<char>) -> Vec<Effect> {
    let Some(dialog) = state.composer.as_ref().map(|it| it.dialog) else { return Vec::new() };
    let title = Msg::new("replies-title").with("name", ops::short_name(state, dialog));
    let items = items(state, dialog, sign.is_some());
    let mut picker = Picker::new(title, items).placeholder(Msg::new("replies-placeholder"));
    picker.sign = sign;
    let mut effects = picker::open(state, picker);
    note_faults(state);
    effects.push(Effect::ReadBooks);
    effects
}

/// What is wrong with the file of quick replies.
fn faults(state: &State) -> impl Iterator<Item = &BookFault> {
    let file = state.writing.books.replies_file();
    state.writing.books.faults.iter().filter(move |it| it.file == file)
}

fn note_faults(state: &mut State) {
    let n = faults(state).count();
    if let (Some(Popup::Pick(picker)), true) = (&mut state.popup, n > 0) {
        picker.note = Some(Msg::new("replies-faults").with("n", n));
    }
}

/// A line for each quick reply that suits the dialog, those in the customer's language first; then what is wrong with
/// the file. Where there is nothing at all, examples are offered.
fn items(state: &State, dialog: DialogId, typed: bool) -> Vec<PickItem> {
    let channel = state.row(dialog).and_then(|it| state.channel(it.dialog.channel));
    let suits =
        |it: &&Phrase| channel.is_none_or(|channel| it.suits(channel.kind.code(), &channel.name));
    let card = state.thread.card.as_ref().filter(|it| it.row.dialog.id == dialog);
    let language = card.map(|it| it.contact.language.as_str()).unwrap_or_default();
    let mut phrases: Vec<&Phrase> = state.writing.books.replies.all.iter().filter(suits).collect();
    phrases.sort_by_key(|it| it.language.as_deref().is_some_and(|it| it != language));
    let mut items: Vec<PickItem> = phrases
        .into_iter()
        .map(|phrase| {
            let pick = Pick::Phrase { name: phrase.name.clone(), typed };
            let folder = phrase.folder.as_deref().unwrap_or_default();
            let shortcut = phrase.shortcut.as_ref().map(|it| format!(";{it}"));
            let detail = shortcut.unwrap_or_else(|| folder.to_owned());
            let text = expand(state, dialog, phrase).text;
            PickItem::new(&phrase.name, pick)
                .detail(&detail)
                .keywords(format!("{detail} {folder} {text}"))
                .preview(text)
        })
        .collect();
    items.extend(faults(state).map(|it| broken(state, it)));
    if items.is_empty() {
        let file = state.writing.books.replies_file().display().to_string();
        let words = state.words.t("replies-examples");
        let about = state.words.say(&Msg::new("replies-examples-about").with("file", file));
        items.push(PickItem::new(words, Pick::Examples).preview(about));
    }
    items
}

/// A mistake in the file, as a line that cannot be taken.
fn broken(state: &State, fault: &BookFault) -> PickItem {
    let hint = fault.hint.as_ref().map(|it| format!("\n{}", state.words.say(it)));
    let wrong = state.words.say(&fault.wrong);
    let name = fault.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let about = format!("{}\n{wrong}{}", fault.place(), hint.unwrap_or_default());
    let none = Pick::Phrase { name: String::new(), typed: false };
    PickItem::new(format!("✗ {name}:{}", fault.at), none)
        .keywords(wrong)
        .preview(about)
        .refused(Some(fault.wrong.clone()))
}

/// The text of a quick reply for this dialog.
pub(super) fn expand(state: &State, dialog: DialogId, phrase: &Phrase) -> Expansion {
    let row = state.row(dialog);
    let channel = row.and_then(|it| state.channel(it.dialog.channel));
    phrase.expand(&Facts {
        name: row.map_or("", |it| it.name.as_str()),
        agent: &state.me.name,
        channel: channel.map_or("", |it| it.name.as_str()),
        now: state.now,
        utc_offset: state.utc_offset,
    })
}

/// The files have been read again: a list that is open shows what is in them now.
pub(super) fn read(state: &mut State, books: Arc<Books>) -> Vec<Effect> {
    state.writing.books = books;
    let Some(dialog) = state.composer.as_ref().map(|it| it.dialog) else { return Vec::new() };
    let Some(Popup::Pick(picker)) = &state.popup else { return Vec::new() };
    let ours = |it: &PickItem| matches!(it.pick, Pick::Phrase { .. } | Pick::Examples);
    if !picker.items().iter().all(ours) {
        return Vec::new();
    }
    let items = items(state, dialog, picker.sign.is_some());
    if let Some(Popup::Pick(picker)) = &mut state.popup {
        picker.set_items(items);
    }
    note_faults(state);
    Vec::new()
}

/// Examples have been written: they are read and shown.
pub(super) fn written(state: &mut State, written: Result<usize, Msg>) -> Vec<Effect> {
    match written {
        Ok(n) => {
            let file = state.writing.books.replies_file().display().to_string();
            say(state, Tone::Good, Msg::new("replies-written").with("n", n).with("file", file));
        }
        Err(why) => say(state, Tone::Bad, why),
    }
    // The list first: the files come into it.
    if state.popup.is_none() && state.focus == Focus::Composer {
        return pick(state, None);
    }
    vec![Effect::ReadBooks]
}

/// Puts a quick reply in: over the sign that was typed for it, or at the cursor.
pub(super) fn put_in(state: &mut State, name: &str, typed: bool) -> Vec<Effect> {
    let books = Arc::clone(&state.writing.books);
    let Some(dialog) = state.composer.as_ref().map(|it| it.dialog) else { return Vec::new() };
    let Some(phrase) = books.replies.named(name) else { return Vec::new() };
    let over = state.composer.as_ref().map_or(0, |it| sign_before(&it.editor, typed));
    write(state, dialog, phrase, over);
    Vec::new()
}

/// Bytes before the cursor that were typed to find a quick reply.
fn sign_before(editor: &crate::tui::editor::Editor, typed: bool) -> usize {
    let before = &editor.text()[..editor.cursor()];
    before.chars().next_back().filter(|it| typed && SIGNS.contains(it)).map_or(0, char::len_utf8)
}

/// Writes a quick reply over so many bytes before the cursor. One step of undo.
fn write(state: &mut State, dialog: DialogId, phrase: &Phrase, over: usize) {
    let Expansion { text, stops } = expand(state, dialog, phrase);
    // What is put in is cleaned: places in it are counted in what is left.
    let clean = |at: usize| text.get(..at).map_or(0, |it| clean_input(it).len());
    let stops: Vec<_> = stops.into_iter().map(|it| clean(it.start)..clean(it.end)).collect();
    let text = clean_input(&text);
    let mut from = 0;
    composer::edit_with(state, |editor| {
        let cursor = editor.cursor();
        if over > 0 {
            editor.select(cursor - over..cursor);
        }
        from = editor.selection().map_or(cursor, |it| it.start);
        editor.paste(&text)
    });
    let Some(composer) = &mut state.composer else { return };
    let fields = stops.iter().filter(|it| !it.is_empty()).filter_map(|it| text.get(it.clone()));
    composer.fill.labels.extend(fields.map(str::to_owned));
    composer.fill.warned = false;
    let stops = stops.into_iter().map(|it| it.start + from..it.end + from);
    // Those of the text around it come after its own.
    composer.fill.stops.splice(..0, stops);
    go_to_stop(state);
}

/// To the next place to be filled in, if there is one.
fn go_to_stop(state: &mut State) -> bool {
    let Some(composer) = &mut state.composer else { return false };
    if composer.fill.stops.is_empty() {
        return false;
    }
    let stop = composer.fill.stops.remove(0);
    composer.editor.select(stop);
    true
}

/// Tab in the text: a shortcut before the cursor is expanded, or else the cursor goes to the next place to be filled in.
pub(super) fn next_stop(state: &mut State) {
    let Some(composer) = state.composer.as_ref() else { return };
    let dialog = composer.dialog;
    let before = &composer.editor.text()[..composer.editor.cursor()];
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let shortcut = SIGNS.iter().find_map(|it| word.strip_prefix(*it));
    let over = word.len();
    let phrase = shortcut.and_then(|it| by_shortcut(state, it)).cloned();
    match phrase {
        Some(phrase) => write(state, dialog, &phrase, over),
        None => drop(go_to_stop(state)),
    }
}

fn by_shortcut<'a>(state: &'a State, typed: &str) -> Option<&'a Phrase> {
    let wanted = typed.trim().to_lowercase();
    let is = |it: &&Phrase| it.shortcut.as_ref().is_some_and(|it| it.to_lowercase() == wanted);
    state.writing.books.replies.all.iter().find(is).filter(|_| !wanted.is_empty())
}

/// Tab in the list: what is typed may be a shortcut, which needs no choice.
pub(super) fn at_once(state: &mut State) -> Option<Vec<Effect>> {
    let Some(Popup::Pick(picker)) = &state.popup else { return None };
    let ours = picker.items().iter().any(|it| matches!(it.pick, Pick::Phrase { .. }));
    let (typed, sign) = (picker.field.text().to_owned(), picker.sign.is_some());
    let name = by_shortcut(state, &typed).filter(|_| ours)?.name.clone();
    state.popup = None;
    Some(put_in(state, &name, sign))
}

/// A key in the list that says that no quick reply was meant: the sign was one. Whether that was so.
pub(super) fn was_a_sign(state: &mut State, typed: Option<char>) -> bool {
    let Some(Popup::Pick(picker)) = &state.popup else { return false };
    let nothing = picker.field.is_empty() || picker.is_empty();
    let literal = typed.is_some_and(|it| !it.is_alphanumeric()) && nothing;
    if picker.sign.is_none() || !literal {
        return false;
    }
    leave(state);
    if let Some(typed) = typed {
        composer::edit_with(state, |editor| editor.insert(typed));
    }
    true
}

/// Backspace where nothing is typed takes the sign away, and the list with it. Whether that was so.
pub(super) fn erased(state: &mut State) -> bool {
    let Some(Popup::Pick(picker)) = &state.popup else { return false };
    if picker.sign.is_none() || !picker.field.is_empty() {
        return false;
    }
    state.popup = None;
    composer::turn(state, Edit::EraseBack);
    true
}

/// The list goes away without a choice: what was typed for it is text.
pub(super) fn leave(state: &mut State) {
    let Some(Popup::Pick(picker)) = state.popup.take() else { return };
    if picker.sign.is_some() && !picker.field.is_empty() {
        composer::edit_with(state, |editor| match editor.paste(picker.field.text()) {
            Change::Nothing => Change::Text,
            change => change,
        });
    }
}
