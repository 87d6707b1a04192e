//! A dialog for scripts: the same object wherever there is one.

use serde::Serialize;

use super::{Message, Person, Place, moment, person, place};
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, Bucket, UNTIL_REPLY};
use crate::store::{Card, Roster, Row};

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Dialog {
    id: i64,
    name: String,
    channel: Place,
    /// `open`, `snoozed`, `closed` or `spam`: the words of `is:`.
    status: &'static str,
    /// A moment, or `reply` until the customer writes.
    snoozed_until: Option<String>,
    assignee: Option<Person>,
    tags: Vec<String>,
    /// Messages without an answer.
    unanswered: u32,
    waiting_since: Option<String>,
    /// Replies on their way, which do not clear the counter yet.
    on_its_way: u32,
    /// Replies that failed or may have failed.
    stuck: u32,
    /// Whether the one who asks has seen the last inbound message.
    seen: bool,
    last_at: String,
    last: Option<Last>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Last {
    kind: &'static str,
    /// The beginning of it.
    text: String,
}

impl Dialog {
    /// The dialog of a row.
    pub(in crate::cli) fn of(row: &Row, roster: &Roster) -> Self {
        let dialog = &row.dialog;
        let last =
            row.last_kind.map(|kind| Last { kind: kind.code(), text: row.last_text.clone() });
        Self {
            id: dialog.id.0,
            name: row.name.clone(),
            channel: place(roster, dialog.channel),
            status: status(dialog.bucket()),
            snoozed_until: dialog.snoozed_until.map(until),
            assignee: dialog.assignee.map(|it| person(roster, it)),
            tags: dialog.tags.clone(),
            unanswered: dialog.counter.unanswered,
            waiting_since: dialog.counter.since.map(moment),
            on_its_way: dialog.on_its_way,
            stuck: dialog.stuck,
            seen: row.seen,
            last_at: moment(dialog.last_at),
            last,
        }
    }
}

/// The word of `is:` for a heap.
pub(in crate::cli) const fn status(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Open => "open",
        Bucket::Snoozed => "snoozed",
        Bucket::Closed => "closed",
        Bucket::Spam => "spam",
    }
}

/// Until when something is snoozed.
pub(super) fn until(at: Timestamp) -> String {
    if at >= UNTIL_REPLY { "reply".to_owned() } else { moment(at) }
}

/// A dialog with who it is and what was said.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Whole {
    id: i64,
    dialog: Dialog,
    contact: Contact,
    began_at: String,
    /// How many messages there are in all, notes not counted.
    count: i64,
    spam: Option<Spam>,
    /// The newest, oldest first.
    messages: Vec<Message>,
    /// Whether these are all.
    complete: bool,
}

#[derive(Debug, Serialize)]
struct Contact {
    id: i64,
    external: String,
    name: String,
    handle: String,
    language: String,
    note: String,
}

#[derive(Debug, Serialize)]
struct Spam {
    by: Option<Person>,
    at: String,
}

impl Whole {
    /// All of it.
    pub(in crate::cli) fn of(
        card: &Card,
        (messages, complete): (Vec<Message>, bool),
        roster: &Roster,
    ) -> Self {
        let contact = &card.contact;
        let by = |it: Option<AgentId>| it.map(|it| person(roster, it));
        Self {
            id: card.row.dialog.id.0,
            dialog: Dialog::of(&card.row, roster),
            contact: Contact {
                id: contact.id.0,
                external: contact.external.clone(),
                name: contact.name.clone(),
                handle: contact.handle.clone(),
                language: contact.language.clone(),
                note: contact.note.clone(),
            },
            began_at: moment(card.began_at),
            count: card.messages,
            spam: card.spam.map(|(who, at)| Spam { by: by(who), at: moment(at) }),
            messages,
            complete,
        }
    }
}
