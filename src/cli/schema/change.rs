//! A change for scripts: one line of the feed.

use serde::Serialize;
use serde_json::{Value, json};

use super::dialog::{status, until};
use super::message::State;
use super::{Dialog, Message, Person, moment, person};
use crate::domain::{self, AgentId, Bucket, ContactId, Reopening, Status};
use crate::store::{FeedEntry, Roster};

/// One line of the feed.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Change {
    /// Its number; `--after` takes it.
    change: i64,
    at: String,
    what: &'static str,
    /// Who did it; nothing for the desk itself.
    by: Option<Person>,
    /// The op it belongs to.
    op: Option<String>,
    /// The dialog it is about.
    id: Option<i64>,
    #[serde(skip_serializing_if = "Value::is_null")]
    from: Value,
    #[serde(skip_serializing_if = "Value::is_null")]
    to: Value,
    /// The message that was written or moved on, as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    /// The dialog as it is now.
    dialog: Option<Dialog>,
}

impl Change {
    /// One line; dialog and message as they are when it is printed.
    pub(in crate::cli) fn of(
        entry: &FeedEntry,
        (dialog, message): (Option<Dialog>, Option<Message>),
        roster: &Roster,
    ) -> Self {
        let (from, to) = sides(&entry.change, roster);
        Self {
            change: entry.no.0,
            at: moment(entry.at),
            what: word(&entry.change),
            by: entry.agent.map(|it| person(roster, it)),
            op: entry.op.map(|it| format!("{:032x}", it.0)),
            id: entry.dialog.map(|it| it.0),
            from,
            to,
            message,
            dialog,
        }
    }

    /// The word for a change.
    pub(in crate::cli) const fn word(change: &domain::Change) -> &'static str {
        word(change)
    }
}

const fn word(change: &domain::Change) -> &'static str {
    use domain::Change;
    match change {
        Change::Wrote(_) => "wrote",
        Change::Delivery { .. } => "delivery",
        Change::Edited { .. } => "edited",
        Change::Reach { .. } => "reach",
        Change::Closed => "closed",
        Change::Reopened(Reopening::ByAgent) => "reopened",
        Change::Reopened(Reopening::ByCustomer) => "reopened-by-customer",
        Change::MarkedSpam { .. } => "spam",
        Change::UnmarkedSpam { .. } => "no-spam",
        Change::Assigned { .. } => "assigned",
        Change::Snoozed { .. } => "snoozed",
        Change::Tagged { .. } => "tagged",
        Change::Merged { .. } => "merged",
        Change::ContactNoted { .. } => "contact-noted",
        Change::ChannelAdded => "channel-added",
        Change::ChannelSwitched { .. } => "channel-switched",
        Change::ChannelDeleted => "channel-deleted",
        Change::AgentsChanged => "agents-changed",
    }
}

/// People, each as the contacts they are.
fn people(people: &[Vec<ContactId>]) -> Vec<Vec<i64>> {
    people.iter().map(|it| it.iter().map(|it| it.0).collect()).collect()
}

/// What it was and what it is.
fn sides(change: &domain::Change, roster: &Roster) -> (Value, Value) {
    use domain::Change;
    let whose = |it: Option<AgentId>| it.map_or(Value::Null, |it| json!(person(roster, it)));
    let heap = |it: Status| match it {
        Status::Open => json!(status(Bucket::Open)),
        Status::Closed => json!(status(Bucket::Closed)),
        Status::Spam => json!(status(Bucket::Spam)),
    };
    match change {
        Change::Delivery { to, .. } => (Value::Null, json!(State::of(to))),
        Change::MarkedSpam { from } => (heap(*from), Value::Null),
        Change::UnmarkedSpam { to } => (Value::Null, heap(*to)),
        Change::Assigned { from, to } => (whose(*from), whose(*to)),
        Change::Snoozed { from, to } => (json!(from.map(until)), json!(to.map(until))),
        Change::Tagged { from, to } => (json!(from), json!(to)),
        Change::Merged { from, to } => (json!(people(from)), json!(people(to))),
        Change::ContactNoted { from, to } => (json!(from), json!(to)),
        Change::ChannelSwitched { active } => (Value::Null, json!(active)),
        Change::Edited { from, .. } => (json!(from), Value::Null),
        Change::Reach { open } => (Value::Null, json!(open)),
        Change::Wrote(_)
        | Change::Closed
        | Change::Reopened(_)
        | Change::ChannelAdded
        | Change::ChannelDeleted
        | Change::AgentsChanged => (Value::Null, Value::Null),
    }
}
