//! A message for scripts.

use serde::Serialize;

use super::{Dialog, Person, moment, person};
use crate::domain::{self, Attachment, Delivery};
use crate::store::{Hit, Roster};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Message {
    message: i64,
    /// `in`, `reply`, `auto` or `note`.
    kind: &'static str,
    author: Option<Person>,
    at: String,
    text: String,
    delivery: Option<State>,
    files: Vec<File>,
    /// Who wrote it, where that is not the contact themself.
    #[serde(skip_serializing_if = "String::is_empty")]
    writer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    subject: String,
    /// The message it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<i64>,
    /// When its writer changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<String>,
}

/// How far an outbound message has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct State {
    state: &'static str,
    /// Why it failed, in the channel's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A file's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct File {
    name: String,
    bytes: u64,
    expires: String,
    sha256: Option<String>,
}

impl Message {
    /// The message.
    pub(in crate::cli) fn of(it: &domain::Message, roster: &Roster) -> Self {
        Self {
            message: it.id.0,
            kind: it.kind.code(),
            author: it.author.map(|it| person(roster, it)),
            at: moment(it.at),
            text: it.text.clone(),
            delivery: it.delivery.as_ref().map(State::of),
            files: files(&it.files),
            writer: it.about.writer.clone(),
            subject: it.about.subject.clone(),
            answers: it.about.answers.map(|it| it.0),
            edited: it.about.edited.map(moment),
        }
    }
}

impl State {
    /// The state.
    pub(in crate::cli) fn of(delivery: &Delivery) -> Self {
        let reason = match delivery {
            Delivery::Failed { reason } => Some(reason.clone()),
            _ => None,
        };
        Self { state: word(delivery), reason }
    }
}

const fn word(delivery: &Delivery) -> &'static str {
    match delivery {
        Delivery::Queued { .. } => "queued",
        Delivery::Sending { .. } => "sending",
        Delivery::Sent => "sent",
        Delivery::Delivered => "delivered",
        Delivery::Read => "read",
        Delivery::Failed { .. } => "failed",
        Delivery::Unsure => "unsure",
        Delivery::Dropped => "dropped",
    }
}

/// The facts of files.
fn files(files: &[Attachment]) -> Vec<File> {
    let one = |it: &Attachment| File {
        name: it.name.clone(),
        bytes: it.bytes,
        expires: moment(it.expires),
        sha256: it.content.map(|it| it.to_string()),
    };
    files.iter().map(one).collect()
}

/// What a search has found: a message with its dialog, or a person.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Found {
    id: i64,
    dialog: Dialog,
    /// Nothing where the words are in the contact's name, handle, address or note.
    message: Option<Message>,
}

impl Found {
    /// A message.
    pub(in crate::cli) fn message(hit: &Hit, roster: &Roster) -> Self {
        Self {
            id: hit.row.dialog.id.0,
            dialog: Dialog::of(&hit.row, roster),
            message: Some(Message::of(&hit.message, roster)),
        }
    }

    /// A person.
    pub(in crate::cli) fn person(card: &crate::store::Card, roster: &Roster) -> Self {
        let dialog = Dialog::of(&card.row, roster);
        Self { id: card.row.dialog.id.0, dialog, message: None }
    }
}

/// How far a message has come.
pub(in crate::cli) fn state(delivery: &Delivery) -> State {
    State::of(delivery)
}
