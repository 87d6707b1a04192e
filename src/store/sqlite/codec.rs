//! The desk's words and what they mean: statuses, deliveries, changes, refusals, tags.

use rusqlite::types::{FromSqlError, Type, Value};
use rusqlite::{Row, RowIndex};

use crate::base::clock::Timestamp;
use crate::domain::{
    AgentId, Change, ContactId, Delivery, Health, Kind, MessageId, OpId, Refusal, Reopening,
    Status, Written,
};

/// A word that this program does not know: the file is damaged, or somebody else has written in it.
pub(super) fn unknown(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Text,
        Box::new(FromSqlError::InvalidType),
    )
}

/// A column that holds one of the domain's code words.
pub(super) fn word<T>(
    row: &Row<'_>,
    column: usize,
    known: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|_| unknown(column))?;
    known(text).ok_or_else(|| unknown(column))
}

/// A moment.
pub(super) fn moment<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp)
}

/// A moment, or none.
pub(super) fn maybe_moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}

/// An agent, or nobody.
pub(super) fn maybe_agent(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<AgentId>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(AgentId))
}

/// An op's name as its bytes, so that its order on the disk is its order as a number.
pub(super) fn op_bytes(op: OpId) -> [u8; 16] {
    op.0.to_be_bytes()
}

/// The op of [`op_bytes`].
pub(super) fn op_from(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<OpId>> {
    let bytes: Option<[u8; 16]> = row.get(column)?;
    Ok(bytes.map(|it| OpId(u128::from_be_bytes(it))))
}

/// Tags as one text: each ends with a line break; line breaks and backslashes in them are written `\n`, `\\`.
pub(super) fn tags_text(tags: &[String]) -> String {
    let mut text = String::new();
    for tag in tags {
        text.push_str(&tag.replace('\\', "\\\\").replace('\n', "\\n"));
        text.push('\n');
    }
    text
}

/// The tags of [`tags_text`].
pub(super) fn tags_from(text: &str) -> Vec<String> {
    text.split_terminator('\n')
        .map(|line| {
            let mut tag = String::with_capacity(line.len());
            let mut letters = line.chars();
            while let Some(letter) = letters.next() {
                match (letter, letter == '\\') {
                    (_, true) if letters.clone().next() == Some('n') => {
                        letters.next();
                        tag.push('\n');
                    }
                    (_, true) => tag.extend(letters.next()),
                    (plain, false) => tag.push(plain),
                }
            }
            tag
        })
        .collect()
}

/// People as one text: the contacts of each with spaces between them, the people with bars.
fn people_text(people: &[Vec<ContactId>]) -> String {
    let person =
        |it: &Vec<ContactId>| it.iter().map(|it| it.0.to_string()).collect::<Vec<_>>().join(" ");
    people.iter().map(person).collect::<Vec<_>>().join("|")
}

/// The people of [`people_text`].
fn people(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Vec<ContactId>>> {
    let text = row.get_ref(column)?.as_str().map_err(|_| unknown(column))?;
    let contact = |it: &str| it.parse().map(ContactId).map_err(|_| unknown(column));
    text.split('|').map(|it| it.split(' ').map(contact).collect()).collect()
}

/// A channel's health as a word and, where there is more to say, the medium's own words.
pub(super) fn health_words(health: &Health) -> (&'static str, &str) {
    match health {
        Health::Ok => ("ok", ""),
        Health::Unauthorized => ("unauthorized", ""),
        Health::Unreachable(why) => ("unreachable", why),
        Health::Contested(why) => ("contested", why),
        Health::Forbidden(why) => ("forbidden", why),
        Health::Lapsed => ("lapsed", ""),
    }
}

/// The health of [`health_words`].
pub(super) fn health_from(code: &str, why: String) -> Option<Health> {
    match code {
        "ok" => Some(Health::Ok),
        "unauthorized" => Some(Health::Unauthorized),
        "unreachable" => Some(Health::Unreachable(why)),
        "contested" => Some(Health::Contested(why)),
        "forbidden" => Some(Health::Forbidden(why)),
        "lapsed" => Some(Health::Lapsed),
        _ => None,
    }
}

/// A delivery as columns: state, due, failures, reason.
#[derive(Debug, Default)]
pub(super) struct DeliveryColumns<'a> {
    pub(super) state: Option<&'static str>,
    pub(super) due: Option<i64>,
    pub(super) failures: Option<u32>,
    pub(super) reason: Option<&'a str>,
}

impl<'a> From<&'a Delivery> for DeliveryColumns<'a> {
    fn from(delivery: &'a Delivery) -> Self {
        let plain = |state| Self { state: Some(state), ..Self::default() };
        match delivery {
            Delivery::Queued { due, failures } => {
                Self { due: Some(due.0), failures: Some(*failures), ..plain("queued") }
            }
            Delivery::Sending { failures } => {
                Self { failures: Some(*failures), ..plain("sending") }
            }
            Delivery::Sent => plain("sent"),
            Delivery::Delivered => plain("delivered"),
            Delivery::Read => plain("read"),
            Delivery::Failed { reason } => Self { reason: Some(reason), ..plain("failed") },
            Delivery::Unsure => plain("unsure"),
            Delivery::Dropped => plain("dropped"),
        }
    }
}

/// The delivery in a row whose columns `at`, `at + 1` … are due, failures and reason.
pub(super) fn delivery(state: &str, row: &Row<'_>, at: usize) -> rusqlite::Result<Delivery> {
    Ok(match state {
        "queued" => Delivery::Queued { due: moment(row, at)?, failures: row.get(at + 1)? },
        "sending" => Delivery::Sending { failures: row.get(at + 1)? },
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" => Delivery::Read,
        "failed" => Delivery::Failed { reason: row.get(at + 2)? },
        "unsure" => Delivery::Unsure,
        "dropped" => Delivery::Dropped,
        _ => return Err(unknown(at)),
    })
}

/// A change as columns.
#[derive(Debug)]
pub(super) struct ChangeColumns<'a> {
    pub(super) kind: &'static str,
    pub(super) message: Option<i64>,
    pub(super) before: Value,
    pub(super) after: Value,
    pub(super) delivery: DeliveryColumns<'a>,
}

/// The kind of [`Change::AgentsChanged`].
pub(super) const AGENTS_CHANGED: &str = "agents-changed";

fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

fn number(value: Option<i64>) -> Value {
    value.map_or(Value::Null, Value::Integer)
}

impl<'a> From<&'a Change> for ChangeColumns<'a> {
    fn from(change: &'a Change) -> Self {
        let plain = |kind| Self {
            kind,
            message: None,
            before: Value::Null,
            after: Value::Null,
            delivery: DeliveryColumns::default(),
        };
        let turned = |kind, before, after| Self { before, after, ..plain(kind) };
        match change {
            Change::Wrote(Written { message, kind, at }) => Self {
                message: Some(message.0),
                after: text(kind.code()),
                delivery: DeliveryColumns { due: Some(at.0), ..DeliveryColumns::default() },
                ..plain("wrote")
            },
            Change::Delivery { message, to } => {
                let delivery = DeliveryColumns::from(to);
                let after = delivery.state.map_or(Value::Null, text);
                Self { message: Some(message.0), after, delivery, ..plain("delivery") }
            }
            Change::Edited { message, from } => {
                Self { message: Some(message.0), before: text(from), ..plain("edited") }
            }
            Change::Reach { open } => {
                turned("reach", Value::Null, Value::Integer(i64::from(*open)))
            }
            Change::Closed => plain("closed"),
            Change::Reopened(Reopening::ByAgent) => plain("reopened"),
            Change::Reopened(Reopening::ByCustomer) => plain("reopened-by-customer"),
            Change::MarkedSpam { from } => turned("spam", text(from.code()), Value::Null),
            Change::UnmarkedSpam { to } => turned("no-spam", Value::Null, text(to.code())),
            Change::Assigned { from, to } => {
                turned("assigned", number(from.map(|it| it.0)), number(to.map(|it| it.0)))
            }
            Change::Snoozed { from, to } => {
                turned("snoozed", number(from.map(|it| it.0)), number(to.map(|it| it.0)))
            }
            Change::Tagged { from, to } => {
                turned("tagged", Value::Text(tags_text(from)), Value::Text(tags_text(to)))
            }
            Change::Merged { from, to } => {
                turned("merged", Value::Text(people_text(from)), Value::Text(people_text(to)))
            }
            Change::ContactNoted { from, to } => turned("contact-noted", text(from), text(to)),
            Change::ChannelAdded => plain("channel-added"),
            Change::ChannelSwitched { active } => {
                turned("channel-switched", Value::Null, Value::Integer(i64::from(*active)))
            }
            Change::ChannelDeleted => plain("channel-deleted"),
            Change::AgentsChanged => plain(AGENTS_CHANGED),
        }
    }
}

/// The change in a row whose columns from `at` on are kind, message, before, after, due, failures, reason.
pub(super) fn change(row: &Row<'_>, at: usize) -> rusqlite::Result<Change> {
    let (message, before, after) = (at + 1, at + 2, at + 3);
    let named = || row.get(message).map(MessageId);
    let kind: String = row.get(at)?;
    Ok(match kind.as_str() {
        "wrote" => {
            let kind = word(row, after, Kind::from_code)?;
            let at = maybe_moment(row, at + 4)?.unwrap_or_default();
            Change::Wrote(Written { message: named()?, kind, at })
        }
        "delivery" => {
            let state: String = row.get(after)?;
            Change::Delivery { message: named()?, to: delivery(&state, row, at + 4)? }
        }
        "edited" => Change::Edited { message: named()?, from: row.get(before)? },
        "reach" => Change::Reach { open: row.get(after)? },
        "closed" => Change::Closed,
        "reopened" => Change::Reopened(Reopening::ByAgent),
        "reopened-by-customer" => Change::Reopened(Reopening::ByCustomer),
        "spam" => Change::MarkedSpam { from: word(row, before, Status::from_code)? },
        "no-spam" => Change::UnmarkedSpam { to: word(row, after, Status::from_code)? },
        "assigned" => {
            Change::Assigned { from: maybe_agent(row, before)?, to: maybe_agent(row, after)? }
        }
        "snoozed" => {
            Change::Snoozed { from: maybe_moment(row, before)?, to: maybe_moment(row, after)? }
        }
        "tagged" => Change::Tagged {
            from: tags_from(&row.get::<_, String>(before)?),
            to: tags_from(&row.get::<_, String>(after)?),
        },
        "merged" => Change::Merged { from: people(row, before)?, to: people(row, after)? },
        "contact-noted" => Change::ContactNoted { from: row.get(before)?, to: row.get(after)? },
        "channel-added" => Change::ChannelAdded,
        "channel-switched" => Change::ChannelSwitched { active: row.get(after)? },
        "channel-deleted" => Change::ChannelDeleted,
        AGENTS_CHANGED => Change::AgentsChanged,
        _ => return Err(unknown(at)),
    })
}

/// The words of a refusal: its [`Refusal::code`] and the name it carries.
pub(super) fn refusal_words(refusal: &Refusal) -> (&'static str, Option<&str>) {
    let name = match refusal {
        Refusal::AlreadyAssigned(name)
        | Refusal::AgentBlocked(name)
        | Refusal::AgentLooksOn(name)
        | Refusal::TakenBy(name) => Some(name.as_str()),
        _ => None,
    };
    (refusal.code(), name)
}

/// The refusals that carry nothing.
const PLAIN_REFUSALS: [Refusal; 28] = [
    Refusal::NotAllowed,
    Refusal::AlreadyClosed,
    Refusal::AlreadyOpen,
    Refusal::AlreadyUnassigned,
    Refusal::IsSpam,
    Refusal::NotSpam,
    Refusal::NotSnoozed,
    Refusal::SnoozeInThePast,
    Refusal::EmptyText,
    Refusal::BadTag,
    Refusal::AlreadyTagged,
    Refusal::NotTagged,
    Refusal::ChannelInactive,
    Refusal::NoSuchAgent,
    Refusal::NoSuchDialog,
    Refusal::NoSuchMessage,
    Refusal::NotStuck,
    Refusal::NoSuchContact,
    Refusal::SamePerson,
    Refusal::NotMerged,
    Refusal::SameNote,
    Refusal::NothingToUndo,
    Refusal::GoneOut,
    Refusal::ChangedSince,
    Refusal::WroteSince,
    Refusal::NoFile,
    Refusal::FileTooLarge,
    Refusal::NotTaken,
];

/// The refusal of [`refusal_words`].
pub(super) fn refusal_from(code: &str, name: Option<String>) -> Option<Refusal> {
    match code {
        "already-assigned" => name.map(Refusal::AlreadyAssigned),
        "agent-blocked" => name.map(Refusal::AgentBlocked),
        "agent-looks-on" => name.map(Refusal::AgentLooksOn),
        "taken-by" => name.map(Refusal::TakenBy),
        plain => PLAIN_REFUSALS.into_iter().find(|it| refusal_words(it).0 == plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_back_whatever_is_in_them() {
        for tags in [vec![], vec![""], vec!["a", "b"], vec!["\\n", "\n\n", "\\", "x\\\ny"]] {
            let tags: Vec<String> = tags.into_iter().map(str::to_owned).collect();
            assert_eq!(tags_from(&tags_text(&tags)), tags);
        }
    }

    #[test]
    fn every_refusal_comes_back() {
        let named = [
            Refusal::AlreadyAssigned("Я".into()),
            Refusal::AgentBlocked(String::new()),
            Refusal::AgentLooksOn("x".into()),
            Refusal::TakenBy("Ї".into()),
        ];
        for refusal in PLAIN_REFUSALS.into_iter().chain(named) {
            let (code, name) = refusal_words(&refusal);
            assert_eq!(refusal_from(code, name.map(str::to_owned)), Some(refusal));
        }
    }

    #[test]
    fn every_health_comes_back() {
        for health in [
            Health::Ok,
            Health::Unauthorized,
            Health::Unreachable("dns".into()),
            Health::Contested("409".into()),
            Health::Forbidden("pages_messaging".into()),
            Health::Lapsed,
        ] {
            let (code, why) = health_words(&health);
            assert_eq!(health_from(code, why.to_owned()), Some(health));
        }
    }
}
