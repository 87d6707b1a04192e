//! Writing a reply or a note.

use std::time::Duration;

use super::keys;
use super::{clipboard, focus, ops, replies, say, sending};
use crate::base::msg::Msg;
use crate::domain::{Delivery, DialogId, Intent, Kind, MessageId, Refusal};
use crate::store::Draft;
use crate::tui::action::Action;
use crate::tui::editor::{Change, Edit, Editor, Motion};
use crate::tui::event::Effect;
use crate::tui::input::caps::CtrlM;
use crate::tui::state::{Composer, Fill, Focus, Held, Popup, State, Tone};

/// A pause this long saves the draft.
const PAUSE: Duration = Duration::from_millis(400);

/// Begins, or goes on with, a reply or a note in the dialog that keys act on.
pub(super) fn begin(state: &mut State, kind: Kind) -> Vec<Effect> {
    let Some(dialog) = state.target() else {
        say(state, Tone::Warning, Msg::new("nothing-chosen"));
        return Vec::new();
    };
    let mut effects = super::thread::open(state, dialog);
    if kind == Kind::Reply && state.thread_channel().is_some_and(|it| !it.active) {
        say(state, Tone::Warning, Refusal::ChannelInactive.say());
        keys::deafen(state, false);
        return effects;
    }
    if state.composer.as_ref().is_some_and(|it| it.kind != kind) {
        effects.extend(leave(state));
    }
    if state.composer.is_none() {
        let name = ops::short_name(state, dialog);
        let editor = Editor::new(40, 3);
        state.composer = Some(Composer {
            dialog,
            kind,
            name,
            editor,
            save_at: None,
            warned: None,
            fill: Fill::default(),
            answers: None,
        });
        take_draft(state);
    }
    effects.extend(focus(state, Focus::Composer));
    effects
}

/// Once the desk has told, the composer knows what it answers and what was half written before. What has been
/// typed meanwhile stands behind that.
pub(super) fn take_draft(state: &mut State) {
    let said = state.thread.last_of_others(state.me.id);
    let (thread, save_at) = (&state.thread, state.now + PAUSE);
    let Some(composer) = &mut state.composer else { return };
    if composer.answers.is_some() || !thread.loaded || thread.dialog != Some(composer.dialog) {
        return;
    }
    composer.answers = Some(said);
    let typed = composer.editor.text().to_owned();
    if let Some(draft) = thread.drafts.iter().find(|it| it.kind == composer.kind) {
        // What has been said since it was left has not been looked at.
        composer.answers = Some(draft.answers.unwrap_or(said));
        let both = joined(&draft.text, &typed);
        let before = both.len() - typed.len().min(both.len());
        let cursor = composer.editor.selection().unwrap_or_else(|| {
            let cursor = composer.editor.cursor();
            cursor..cursor
        });
        composer.editor.set_text(&both);
        if !typed.is_empty() {
            composer.editor.select(cursor.start + before..cursor.end + before);
            let stops = composer.fill.stops.iter_mut();
            stops.for_each(|it| *it = it.start + before..it.end + before);
        }
    }
    if !typed.is_empty() {
        composer.save_at = Some(save_at);
    }
}

/// One text below another.
fn joined(above: &str, below: &str) -> String {
    match (above.trim().is_empty(), below.trim().is_empty()) {
        (true, _) => below.to_owned(),
        (_, true) => above.to_owned(),
        _ => format!("{above}\n{below}"),
    }
}

/// Saves the draft, if it is not saved. Before the desk has told what it has, nothing may be written over it.
pub(super) fn save(state: &mut State) -> Option<Effect> {
    let later = state.now + PAUSE;
    let composer = state.composer.as_mut()?;
    composer.save_at.take()?;
    if composer.answers.is_none() {
        composer.save_at = Some(later);
        return None;
    }
    let (dialog, kind, answers) = (composer.dialog, composer.kind, composer.answers);
    let text = composer.editor.text().to_owned();
    Some(hold(state, dialog, kind, text, answers))
}

/// Remembers what is written until the desk surely knows it, and has it saved.
pub(super) fn hold(
    state: &mut State,
    dialog: DialogId,
    kind: Kind,
    text: String,
    answers: Option<MessageId>,
) -> Effect {
    let text = if text.trim().is_empty() { String::new() } else { text };
    let no = state.names.next_u64();
    state.held.retain(|it| (it.dialog, it.kind) != (dialog, kind));
    state.held.push(Held { no, dialog, kind, text: text.clone(), answers, kept: None });
    show_drafts(state);
    Effect::SaveDraft { no, dialog, kind, text, answers }
}

/// What is held wins over what the desk has told.
fn show_drafts(state: &mut State) {
    let Some(dialog) = state.thread.dialog else { return };
    let mut drafts = state.thread.drafts.clone();
    for held in state.held.iter().filter(|it| it.dialog == dialog) {
        drafts.retain(|it| it.kind != held.kind);
        if !held.text.is_empty() {
            let (kind, text, answers) = (held.kind, held.text.clone(), held.answers);
            drafts.push(Draft { kind, text, answers });
        }
    }
    state.thread.set_drafts(drafts);
}

/// The desk has told, in the answer to question `no`, what is half written in the dialog that is shown.
pub(super) fn told(state: &mut State, no: u64, drafts: Vec<Draft>) {
    let shown = state.thread.dialog;
    state.held.retain(|it| Some(it.dialog) != shown || it.kept.is_none_or(|kept| no <= kept));
    state.thread.set_drafts(drafts);
    show_drafts(state);
    take_draft(state);
}

/// A text is on the disk: answers to later questions know of it.
pub(super) fn kept(state: &mut State, no: u64) {
    if let Some(held) = state.held.iter_mut().find(|it| it.no == no) {
        held.kept = Some(state.asked);
    }
}

/// Hands what could not be saved to the desk again.
pub(super) fn save_again(state: &State) -> Vec<Effect> {
    let again = state.held.iter().filter(|it| it.kept.is_none()).cloned();
    again
        .map(|Held { no, dialog, kind, text, answers, .. }| Effect::SaveDraft {
            no,
            dialog,
            kind,
            text,
            answers,
        })
        .collect()
}

/// A text has been recorded as a message: it is no draft any more.
pub(super) fn recorded(state: &mut State, no: u64) {
    if let Some(held) = state.held.iter_mut().find(|it| it.no == no) {
        held.text = String::new();
        held.kept = Some(state.asked);
    }
    show_drafts(state);
}

/// A text has not been recorded: it goes back to where it came from, above what has been typed since.
pub(super) fn give_back(
    state: &mut State,
    dialog: DialogId,
    kind: Kind,
    text: &str,
) -> Vec<Effect> {
    let now = state.now;
    if let Some(composer) =
        state.composer.as_mut().filter(|it| (it.dialog, it.kind) == (dialog, kind))
    {
        let both = joined(text, composer.editor.text());
        composer.editor.set_text(&both);
        composer.save_at = Some(now);
        return Vec::new();
    }
    let since = state.held.iter().find(|it| (it.dialog, it.kind) == (dialog, kind));
    let answers = since.and_then(|it| it.answers);
    let since = since.map_or("", |it| it.text.as_str());
    let both = if since == text { text.to_owned() } else { joined(text, since) };
    vec![hold(state, dialog, kind, both, answers)]
}

/// A reply has been caught before it went out: its words are in the composer again.
pub(super) fn take_back(state: &mut State, dialog: DialogId, text: &str) -> Vec<Effect> {
    let mut effects = super::thread::open(state, dialog);
    effects.extend(begin(state, Kind::Reply));
    effects.extend(give_back(state, dialog, Kind::Reply, text));
    effects
}

/// Puts the composer away; what is written is kept as a draft.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    let mut effects: Vec<Effect> = save(state).into_iter().collect();
    let unsaved = state.composer.as_ref().filter(|it| it.save_at.is_some());
    if let Some((dialog, kind, text, answers)) =
        unsaved.map(|it| (it.dialog, it.kind, it.editor.text().to_owned(), it.answers))
    {
        effects.push(hold(state, dialog, kind, text, answers));
    }
    state.composer = None;
    if state.focus == Focus::Composer {
        state.focus = Focus::Thread;
    }
    effects
}

/// A character is typed. Some begin a quick reply.
pub(super) fn typed(state: &mut State, typed: char) -> Vec<Effect> {
    edit_with(state, |editor| editor.insert(typed));
    if replies::begins(state, typed) { replies::pick(state, Some(typed)) } else { Vec::new() }
}

/// Text is pasted.
pub(super) fn pasted(state: &mut State, text: &str) {
    edit_with(state, |editor| editor.paste(text));
}

pub(super) fn edit_with(state: &mut State, edit: impl FnOnce(&mut Editor) -> Change) {
    let (now, save_at) = (state.now, state.now + PAUSE);
    let Some(Composer { editor, fill, save_at: saves, .. }) = &mut state.composer else { return };
    let before = (!fill.stops.is_empty()).then(|| editor.text().to_owned());
    if edit(editor) == Change::Text {
        *saves = Some(save_at);
        state.team.typed_at = Some(now);
        if let Some(before) = before {
            fill.follow(&before, editor.text(), editor.cursor());
        }
    }
}

/// Goes to a column and row of the area, selecting what lies between or not.
pub(super) fn point(state: &mut State, column: u16, row: u16, select: bool) {
    edit_with(state, |editor| editor.point(column, row, select));
}

/// Moves in the text.
pub(super) fn turn(state: &mut State, edit: Edit) {
    edit_with(state, |editor| editor.apply(edit));
}

/// Whether Enter may have been Ctrl+M here. Only then is it asked, and only where Ctrl+M would do something.
pub(super) fn enter_is_doubtful(state: &State) -> bool {
    let mine =
        state.thread.card.as_ref().map(|it| it.row.dialog.assignee) == Some(Some(state.me.id));
    // Whose it is may not be known yet: then it is doubtful too.
    state.caps.ctrl_m() != CtrlM::Distinct && !mine
}

/// Asks whether Enter was meant as *assign to me*. A half-written reply never leaves by that key.
pub(super) fn ask_assign(state: &mut State) -> Vec<Effect> {
    if let Some(dialog) = state.thread.dialog {
        state.popup = Some(Popup::AskAssign(dialog));
    }
    Vec::new()
}

/// Does what a key of the composer asks for.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if action == Action::UndoEdit && state.held_reply().is_some() {
        return ops::undo(state);
    }
    if let Some(edit) = edit_of(action) {
        turn(state, edit);
        return Vec::new();
    }
    match action {
        Action::Send => return sending::send(state, false),
        Action::SendClose => return sending::send(state, true),
        Action::NextStop => replies::next_stop(state),
        Action::LeaveComposer => {
            let mut effects = leave(state);
            effects.extend(super::thread::see(state));
            return effects;
        }
        Action::Editor => {
            let text = state.composer.as_ref().map(|it| it.editor.text().to_owned());
            return text.map(Effect::EditOutside).into_iter().collect();
        }
        Action::Copy => return copy(state, false),
        Action::Cut => return copy(state, true),
        Action::Paste => {
            let text = state.clipboard.clone();
            pasted(state, &text);
        }
        _ => (),
    }
    Vec::new()
}

fn copy(state: &mut State, cut: bool) -> Vec<Effect> {
    let Some(composer) = &mut state.composer else { return Vec::new() };
    let text = composer.editor.copy();
    if text.is_empty() {
        say(state, Tone::Warning, Msg::new("composer-nothing-selected"));
        return Vec::new();
    }
    if cut {
        edit_with(state, |editor| {
            editor.cut();
            Change::Text
        });
    }
    clipboard::copy(state, text)
}

/// The text comes back from the person's own editor.
pub(super) fn edited_outside(state: &mut State, text: &str) -> Vec<Effect> {
    edit_with(state, |editor| {
        editor.apply(Edit::SelectAll);
        match text.trim_end() {
            "" => editor.apply(Edit::EraseBack),
            text => editor.paste(text),
        }
    });
    save(state).into_iter().collect()
}

/// Takes the oldest message that was not sent back into the composer.
pub(super) fn edit_failed(state: &mut State) -> Vec<Effect> {
    let Some(message) = state.thread.stuck() else {
        say(state, Tone::Warning, Msg::new("refused-not-stuck"));
        return Vec::new();
    };
    let (id, text) = (message.id, message.text.clone());
    // Something else may be half written: it stays, and the old text stands above it.
    let mut effects = begin(state, Kind::Reply);
    if state.composer.is_none() {
        // Nothing can be sent there now: the message stays where it is.
        return effects;
    }
    edit_with(state, |editor| {
        let both = joined(&text, editor.text());
        editor.apply(Edit::SelectAll);
        editor.paste(&both)
    });
    effects.extend(save(state));
    effects.extend(ops::want(state, Intent::Drop(id)));
    effects
}

/// The message that `retry`, `drop` and `confirm` act on.
pub(super) fn with_stuck(
    state: &mut State,
    unsure_only: bool,
    intent: impl FnOnce(crate::domain::MessageId) -> Intent,
) -> Vec<Effect> {
    let stuck = state
        .thread
        .stuck()
        .filter(|it| !unsure_only || matches!(it.delivery, Some(Delivery::Unsure)));
    match stuck.map(|it| it.id) {
        Some(message) => ops::want(state, intent(message)),
        None => {
            say(state, Tone::Warning, Msg::new("refused-not-stuck"));
            Vec::new()
        }
    }
}

/// What an action of the composer does to a text.
pub(super) const fn edit_of(action: Action) -> Option<Edit> {
    Some(match action {
        Action::NewLine => Edit::NewLine,
        Action::CharLeft => Edit::Move(Motion::Left),
        Action::CharRight => Edit::Move(Motion::Right),
        Action::LineUp => Edit::Move(Motion::Up),
        Action::LineDown => Edit::Move(Motion::Down),
        Action::WordLeft => Edit::Move(Motion::WordLeft),
        Action::WordRight => Edit::Move(Motion::WordRight),
        Action::LineStart => Edit::Move(Motion::LineStart),
        Action::LineEnd => Edit::Move(Motion::LineEnd),
        Action::TextStart => Edit::Move(Motion::TextStart),
        Action::TextEnd => Edit::Move(Motion::TextEnd),
        Action::TextPageUp => Edit::Move(Motion::PageUp),
        Action::TextPageDown => Edit::Move(Motion::PageDown),
        Action::SelectLeft => Edit::Select(Motion::Left),
        Action::SelectRight => Edit::Select(Motion::Right),
        Action::SelectUp => Edit::Select(Motion::Up),
        Action::SelectDown => Edit::Select(Motion::Down),
        Action::SelectWordLeft => Edit::Select(Motion::WordLeft),
        Action::SelectWordRight => Edit::Select(Motion::WordRight),
        Action::SelectLineStart => Edit::Select(Motion::LineStart),
        Action::SelectLineEnd => Edit::Select(Motion::LineEnd),
        Action::SelectAll => Edit::SelectAll,
        Action::UndoEdit => Edit::Undo,
        Action::RedoEdit => Edit::Redo,
        Action::DeleteBack => Edit::EraseBack,
        Action::DeleteForward => Edit::EraseForward,
        Action::DeleteWordBack => Edit::EraseWordBack,
        Action::DeleteWordForward => Edit::EraseWordForward,
        Action::DeleteToLineStart => Edit::EraseToLineStart,
        _ => return None,
    })
}
