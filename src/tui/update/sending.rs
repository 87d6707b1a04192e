//! Sending what is written: at once, or together with closing the dialog. Nobody answers over what they have not seen.

use std::time::Duration;

use super::keys::HELD;
use super::{composer, ops, say, thread, thread_height};
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::{DialogId, Intent, Kind, Message, MessageId};
use crate::tui::event::Effect;
use crate::tui::state::{Fill, State, Tone};

/// Sends, unless there is something to be seen first; closes the dialog in one go if that is wanted. The composer stays,
/// empty: what is typed next is text, as in every messenger. If the desk cannot record what was sent, it comes back.
pub(super) fn send(state: &mut State, close: bool) -> Vec<Effect> {
    let said = state.thread.last_of_others(state.me.id);
    let Some(composer) = &mut state.composer else { return Vec::new() };
    if composer.answers.is_none() {
        return Vec::new();
    }
    let (dialog, kind) = (composer.dialog, composer.kind);
    if composer.warned.is_some_and(|it| state.now.since(it) < HELD) {
        composer.warned = Some(state.now);
        return Vec::new();
    }
    if let Some(shown) = (kind == Kind::Reply).then(|| must_look(state)).flatten() {
        return shown;
    }
    if must_fill(state) {
        return Vec::new();
    }
    let Some(composer) = &mut state.composer else { return Vec::new() };
    let text = composer.editor.text().trim_end().to_owned();
    if text.trim().is_empty() {
        say(state, Tone::Warning, Msg::new("refused-empty-text"));
        return Vec::new();
    }
    composer.editor.set_text("");
    composer.save_at = None;
    composer.fill = Fill::default();
    composer.answers = Some(said);
    let newest = thread::turn_to_newest(state);
    // The draft is on the disk until the very transaction that records the message.
    let mut effects: Vec<Effect> = newest.into_iter().collect();
    effects.push(composer::hold(state, dialog, kind, text.clone(), Some(said)));
    let draft = state.held.last().map(|it| it.no);
    let hold = state.hold(dialog);
    let intent = if kind == Kind::Note { Intent::Note(text) } else { reply(text, hold) };
    let op = ops::begin(state, dialog, intent);
    if let Some(pending) = state.pending.back_mut() {
        pending.draft = draft;
    }
    if !close {
        effects.push(Effect::Submit(op));
        return effects;
    }
    let close = ops::begin(state, dialog, Intent::Close);
    if let Some(pending) = state.pending.back_mut() {
        pending.sent = (kind == Kind::Reply).then_some(hold);
    }
    effects.push(Effect::Chain { ops: vec![op, close], stops: true, batch: None });
    effects
}

/// A reply that waits before it goes out, where that is wanted.
pub(super) const fn reply(text: String, hold: Duration) -> Intent {
    if hold.is_zero() { Intent::Reply(text) } else { Intent::HeldReply(text, hold) }
}

/// Whether somebody has said something since the writer began: it is shown from its beginning on, and the next press sends.
fn must_look(state: &mut State) -> Option<Vec<Effect>> {
    if !state.said_meanwhile() {
        return None;
    }
    let (now, height) = (state.now, thread_height(state));
    let said = state.thread.last_of_others(state.me.id);
    let composer = state.composer.as_mut()?;
    let (dialog, before) = (composer.dialog, composer.answers.unwrap_or(MessageId(0)));
    (composer.answers, composer.warned) = (Some(said), Some(now));
    say(state, Tone::Warning, who_said(state, dialog, before)?);
    let first = state.thread.said_after(before, state.me.id).map(|it| it.id).min();
    let effects = thread::turn_to_newest(state).into_iter().collect();
    if let Some(first) = first.filter(|it| state.thread.messages.iter().any(|has| has.id == *it)) {
        state.thread.show_from(first, height);
    }
    Some(effects)
}

/// Who has said something in the dialog that is shown after this message: a colleague who has answered counts most.
pub(super) fn who_said(state: &State, dialog: DialogId, after: MessageId) -> Option<Msg> {
    let said: Vec<&Message> = state.thread.said_after(after, state.me.id).collect();
    let colleague = said.iter().rev().find(|it| it.kind == Kind::Reply);
    Some(match (colleague, said.last()?) {
        (Some(reply), _) => match reply.author {
            Some(agent) => Msg::new("composer-colleague").with("name", state.agent_name(agent)),
            None => Msg::new("composer-own-app"),
        },
        (None, _) => {
            let name = state.row(dialog).map_or("", |it| it.name.as_str());
            Msg::new("composer-new-message").with("name", clean_line(name).into_owned())
        }
    })
}

/// Whether a label still stands where something was to be written: it is selected, and the next press sends it.
fn must_fill(state: &mut State) -> bool {
    let now = state.now;
    let Some(composer) = &mut state.composer else { return false };
    let text = composer.editor.text();
    let left = composer.fill.labels.iter().find_map(|it| Some((text.find(it.as_str())?, it)));
    let Some((at, label)) = left.filter(|_| !composer.fill.warned) else { return false };
    let (place, msg) =
        (at..at + label.len(), Msg::new("composer-fill").with("label", label.as_str()));
    composer.fill.warned = true;
    composer.warned = Some(now);
    composer.fill.stops.retain(|it| *it != place);
    composer.editor.select(place);
    say(state, Tone::Warning, msg);
    true
}
