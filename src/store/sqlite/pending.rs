//! Ops of a replica that the hub has not decided yet, and those it refused.

use std::borrow::Cow;
use std::time::Duration;

use rusqlite::{Connection, Row, ToSql, params};

use super::dialogs::Stored;
use super::feed::By;
use super::{codec, counter, inbox, letter, meta};
use crate::base::clock::Timestamp;
use crate::domain::{
    AgentId, Basis, Change, ContactId, ContentHash, DialogId, Intent, Letter, MessageId, Op, OpId,
};
use crate::store::far::Wish;

/// Whether the desk follows a hub.
pub(super) fn is_replica(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM meta WHERE name = ?1")?.exists([meta::FOLLOWS])
}

/// Whether only the hub does this: it concerns other dialogs too, of which little may be here.
pub(super) fn is_hubs_alone(changes: &[Change]) -> bool {
    changes.iter().any(|it| matches!(it, Change::Merged { .. }))
}

/// What somebody who acts now sees of a dialog.
pub(super) fn basis(connection: &Connection, stored: &Stored) -> rusqlite::Result<Basis> {
    let last = counter::last_told(connection, stored.dialog.id)?;
    // Of a tail nothing is missing behind the message before it; where too little has come, the row may know of words that
    // nobody has read.
    let since = match inbox::since(connection, stored.dialog.id)? {
        0 | i64::MAX => 0,
        since => since - 1,
    };
    let upto = last.max(MessageId(since));
    Ok(Basis { upto, assignee: stored.dialog.assignee })
}

/// An intent as columns: its word, a text, a number, an op.
struct Columns<'a> {
    word: &'static str,
    text: Option<Cow<'a, str>>,
    number: Option<i64>,
    named: Option<[u8; 16]>,
}

impl<'a> From<&'a Intent> for Columns<'a> {
    fn from(intent: &'a Intent) -> Self {
        let plain = |word| Columns { word, text: None, number: None, named: None };
        let said = |word, text| Columns { text: Some(Cow::Borrowed(text)), ..plain(word) };
        let counted = |word, number| Columns { number: Some(number), ..plain(word) };
        match intent {
            Intent::Close => plain("close"),
            Intent::CloseAndUnassign => plain("close-unassign"),
            Intent::Reopen => plain("reopen"),
            Intent::Assign(to) => Columns { number: to.map(|it| it.0), ..plain("assign") },
            Intent::MarkSpam => plain("spam"),
            Intent::UnmarkSpam => plain("no-spam"),
            Intent::Snooze(until) => counted("snooze", until.0),
            Intent::Wake => plain("wake"),
            Intent::ToggleTag(tag) => said("toggle-tag", tag),
            Intent::AddTag(tag) => said("add-tag", tag),
            Intent::DropTag(tag) => said("drop-tag", tag),
            Intent::Reply(text) => said("reply", text),
            Intent::HeldReply(text, hold) => {
                let hold = i64::try_from(hold.as_millis()).unwrap_or(i64::MAX);
                Columns { number: Some(hold), ..said("held-reply", text) }
            }
            Intent::Letter(letter) => Columns {
                text: Some(Cow::Owned(letter::text(letter))),
                number: Some(i64::try_from(letter.hold.as_millis()).unwrap_or(i64::MAX)),
                ..plain("letter")
            },
            Intent::Note(text) => said("note", text),
            Intent::Retry(message) => counted("retry", message.0),
            Intent::Drop(message) => counted("drop", message.0),
            Intent::ConfirmSent(message) => counted("confirm-sent", message.0),
            Intent::MergeContact(contact) => counted("merge", contact.0),
            Intent::SplitContact => plain("split"),
            Intent::ContactNote(text) => said("contact-note", text),
            Intent::Undo(op) => Columns { named: Some(codec::op_bytes(*op)), ..plain("undo") },
        }
    }
}

/// The intent in a row whose columns from `at` on are those of [`Columns`].
fn intent(row: &Row<'_>, at: usize) -> rusqlite::Result<Intent> {
    let word: String = row.get(at)?;
    let text = || row.get::<_, String>(at + 1);
    let number = || row.get::<_, i64>(at + 2);
    Ok(match word.as_str() {
        "close" => Intent::Close,
        "close-unassign" => Intent::CloseAndUnassign,
        "reopen" => Intent::Reopen,
        "assign" => Intent::Assign(codec::maybe_agent(row, at + 2)?),
        "spam" => Intent::MarkSpam,
        "no-spam" => Intent::UnmarkSpam,
        "snooze" => Intent::Snooze(Timestamp(number()?)),
        "wake" => Intent::Wake,
        "toggle-tag" => Intent::ToggleTag(text()?),
        "add-tag" => Intent::AddTag(text()?),
        "drop-tag" => Intent::DropTag(text()?),
        "reply" => Intent::Reply(text()?),
        "held-reply" => {
            let hold = u64::try_from(number()?).unwrap_or(0);
            Intent::HeldReply(text()?, Duration::from_millis(hold))
        }
        "letter" => {
            let hold = Duration::from_millis(u64::try_from(number()?).unwrap_or(0));
            let letter = letter::from(&text()?).ok_or_else(|| codec::unknown(at + 1))?;
            Intent::Letter(Letter { hold, ..letter })
        }
        "note" => Intent::Note(text()?),
        "retry" => Intent::Retry(MessageId(number()?)),
        "drop" => Intent::Drop(MessageId(number()?)),
        "confirm-sent" => Intent::ConfirmSent(MessageId(number()?)),
        "merge" => Intent::MergeContact(ContactId(number()?)),
        "split" => Intent::SplitContact,
        "contact-note" => Intent::ContactNote(text()?),
        "undo" => Intent::Undo(op_at(row, at + 3)?),
        _ => return Err(codec::unknown(at)),
    })
}

fn op_at(row: &Row<'_>, column: usize) -> rusqlite::Result<OpId> {
    codec::op_from(row, column)?.ok_or_else(|| codec::unknown(column))
}

/// Remembers an op until the hub has decided it.
pub(super) fn remember(
    connection: &Connection,
    op: &Op,
    by: &By,
    batch: Option<OpId>,
    basis: Basis,
) -> rusqlite::Result<()> {
    let Columns { word, text, number, named } = Columns::from(&op.intent);
    connection
        .prepare_cached(
            "INSERT INTO pending (op, dialog, agent, at, batch, intent, text, number, named, upto, assignee)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            codec::op_bytes(op.id),
            op.dialog.0,
            by.agent.map_or(0, |it| it.0),
            by.at.0,
            batch.map(codec::op_bytes),
            word,
            text,
            number,
            named,
            basis.upto.0,
            basis.assignee.map(|it| it.0),
        ])
        .map(drop)
}

/// An op that the hub has not told the outcome of.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) wish: Wish,
    pub(super) agent: AgentId,
    pub(super) at: Timestamp,
}

const COLUMNS: &str = "op, dialog, agent, at, batch, intent, text, number, named, upto, assignee";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Pending> {
    let op = Op { id: op_at(row, 0)?, dialog: row.get(1).map(DialogId)?, intent: intent(row, 5)? };
    let basis = Basis { upto: row.get(9).map(MessageId)?, assignee: codec::maybe_agent(row, 10)? };
    Ok(Pending {
        wish: Wish { op, batch: codec::op_from(row, 4)?, basis },
        agent: row.get(2).map(AgentId)?,
        at: codec::moment(row, 3)?,
    })
}

fn select(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<Pending>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM pending {which}"))?
        .query_map(values, from_row)?
        .collect()
}

/// What the hub has not answered, in its order.
pub(super) fn open(connection: &Connection, limit: i64) -> rusqlite::Result<Vec<Pending>> {
    select(connection, "WHERE accepted IS NULL ORDER BY no LIMIT ?1", [limit])
}

/// What is supposed of a dialog, in its order.
pub(super) fn of_dialog(
    connection: &Connection,
    dialog: DialogId,
) -> rusqlite::Result<Vec<Pending>> {
    select(connection, "WHERE dialog = ?1 ORDER BY no", [dialog.0])
}

pub(super) fn find(connection: &Connection, op: OpId) -> rusqlite::Result<Option<Pending>> {
    Ok(select(connection, "WHERE op = ?1", [codec::op_bytes(op)])?.pop())
}

pub(super) fn forget(connection: &Connection, op: OpId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM pending WHERE op = ?1")?
        .execute([codec::op_bytes(op)])
        .map(drop)
}

/// The contents that replies take along which the hub has not decided, or has refused with nobody having looked.
pub(super) fn enclosed(connection: &Connection) -> rusqlite::Result<Vec<ContentHash>> {
    let texts: Vec<String> = connection
        .prepare_cached(
            "SELECT text FROM pending WHERE intent = 'letter'
             UNION ALL SELECT text FROM refused WHERE intent = 'letter' AND looked = 0",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let letters = texts.iter().filter_map(|it| letter::from(it));
    Ok(letters.flat_map(|it| it.files).map(|it| it.content).collect())
}

/// Remembers that the hub has accepted an op; what it came to, its feed tells.
pub(super) fn accept(connection: &Connection, op: OpId, head: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE pending SET accepted = ?2 WHERE op = ?1")?
        .execute(params![codec::op_bytes(op), head])
        .map(drop)
}

/// Those accepted by the hub of which its feed has told by now, or has nothing to tell.
pub(super) fn told_by(connection: &Connection, cursor: i64) -> rusqlite::Result<Vec<Pending>> {
    select(connection, "WHERE accepted <= ?1 ORDER BY no", [cursor])
}

/// Writes down what was refused.
pub(super) fn reject(
    connection: &Connection,
    (op, agent): (&Op, AgentId),
    (why, name): (&str, Option<&str>),
    at: Timestamp,
) -> rusqlite::Result<()> {
    let Columns { word, text, number, named } = Columns::from(&op.intent);
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO refused (op, dialog, agent, at, intent, text, number, named, why, name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            codec::op_bytes(op.id),
            op.dialog.0,
            agent.0,
            at.0,
            word,
            text,
            number,
            named,
            why,
            name,
        ])
        .map(drop)
}

/// What was refused and nobody has looked at, the newest first.
pub(super) fn rejected(
    connection: &Connection,
    limit: impl ToSql,
) -> rusqlite::Result<Vec<crate::store::far::Rejected>> {
    connection
        .prepare_cached(
            "SELECT r.no, r.op, r.dialog, r.at, r.why, r.name, r.intent, r.text, r.number, r.named,
                ifnull(c.name, '')
             FROM refused r LEFT JOIN dialogs d ON d.id = r.dialog
             LEFT JOIN contacts c ON c.id = d.contact
             WHERE r.looked = 0 ORDER BY r.no DESC LIMIT ?1",
        )?
        .query_map([limit], |row| {
            let why: String = row.get(4)?;
            let why = codec::refusal_from(&why, row.get(5)?).ok_or_else(|| codec::unknown(4))?;
            let (id, dialog) = (op_at(row, 1)?, row.get(2).map(DialogId)?);
            Ok(crate::store::far::Rejected {
                no: row.get(0)?,
                op: Op { id, dialog, intent: intent(row, 6)? },
                name: row.get(10)?,
                why,
                at: codec::moment(row, 3)?,
            })
        })?
        .collect()
}
