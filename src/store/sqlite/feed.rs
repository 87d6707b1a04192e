//! The feed of changes, and what each op came to.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codec::{self, ChangeColumns};
use super::counter;
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, Change, ChangeNo, DialogId, Intent, MessageId, Op, OpId};
use crate::store::{Done, FeedEntry};

/// Who changes something, on which occasion, when.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    pub(super) agent: Option<AgentId>,
    pub(super) op: Option<OpId>,
    pub(super) at: Timestamp,
}

impl By {
    /// The desk itself.
    pub(super) const fn desk(at: Timestamp) -> Self {
        Self { agent: None, op: None, at }
    }
}

/// The last number given. Not the highest that is there: what a replica supposed is taken out again.
pub(super) const HEAD: &str =
    "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0)";

/// The columns that [`entry`] reads.
pub(super) const COLUMNS: &str =
    "no, at, agent, op, dialog, kind, message, before, after, due, failures, reason";

pub(super) const AFTER: &str = "SELECT no, at, agent, op, dialog,
        kind, message, before, after, due, failures, reason
    FROM changes WHERE no > ?1 ORDER BY no LIMIT ?2";

pub(super) const OF_DIALOG: &str = "SELECT no, at, agent, op, dialog,
        kind, message, before, after, due, failures, reason
    FROM changes INDEXED BY changes_of_dialog WHERE dialog = ?1 AND no < ?2
    ORDER BY no DESC LIMIT ?3";

const OF_OP: &str = "SELECT kind, message, before, after, due, failures, reason
    FROM changes WHERE op = ?1 ORDER BY no";

pub(super) fn head(connection: &Connection) -> rusqlite::Result<ChangeNo> {
    connection.prepare_cached(HEAD)?.query_row([], |row| row.get(0).map(ChangeNo))
}

/// Lets the head grow without a change, so that everybody looks.
pub(super) fn bump(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'changes'")?
        .execute([])
        .map(drop)
}

/// Whose op it was, if it has been submitted before: an agent, or the desk.
pub(super) fn agent_of(
    connection: &Connection,
    op: OpId,
) -> rusqlite::Result<Option<Option<AgentId>>> {
    connection
        .prepare_cached("SELECT agent FROM ops WHERE id = ?1")?
        .query_row([codec::op_bytes(op)], |row| codec::maybe_agent(row, 0))
        .optional()
}

pub(super) fn record(
    connection: &Connection,
    by: &By,
    dialog: Option<DialogId>,
    change: &Change,
) -> rusqlite::Result<()> {
    let columns = ChangeColumns::from(change);
    connection
        .prepare_cached(
            "INSERT INTO changes
                (at, agent, op, dialog, kind, message, before, after, due, failures, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            by.at.0,
            by.agent.map(|it| it.0),
            by.op.map(codec::op_bytes),
            dialog.map(|it| it.0),
            columns.kind,
            columns.message,
            columns.before,
            columns.after,
            columns.delivery.due,
            columns.delivery.failures,
            columns.delivery.reason,
        ])
        .map(drop)
}

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<FeedEntry> {
    Ok(FeedEntry {
        no: row.get(0).map(ChangeNo)?,
        at: codec::moment(row, 1)?,
        agent: codec::maybe_agent(row, 2)?,
        op: codec::op_from(row, 3)?,
        dialog: row.get::<_, Option<i64>>(4)?.map(DialogId),
        change: codec::change(row, 5)?,
    })
}

pub(super) fn changes_of(connection: &Connection, op: OpId) -> rusqlite::Result<Vec<Change>> {
    let mut statement = connection.prepare_cached(OF_OP)?;
    let found = statement.query_map([codec::op_bytes(op)], |row| codec::change(row, 0))?;
    found.collect()
}

/// What an op came to, if it has been submitted before.
pub(super) fn done(connection: &Connection, op: OpId) -> rusqlite::Result<Option<Done>> {
    let found = connection
        .prepare_cached("SELECT outcome, name, unanswered, head, answering FROM ops WHERE id = ?1")?
        .query_row([codec::op_bytes(op)], |row| {
            let (outcome, name): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            if outcome != ACCEPTED {
                let refusal = codec::refusal_from(&outcome, name);
                return refusal.map(Done::Refused).ok_or_else(|| codec::unknown(0));
            }
            let (unanswered, head) = (row.get(2)?, row.get(3).map(ChangeNo)?);
            let answering = row.get(4)?;
            Ok(Done::Accepted { changes: Vec::new(), unanswered, answering, head })
        })
        .optional()?;
    Ok(match found {
        Some(Done::Accepted { unanswered, answering, head, .. }) => {
            let changes = changes_of(connection, op)?;
            Some(Done::Accepted { changes, unanswered, answering, head })
        }
        other => other,
    })
}

/// The op that wrote a message.
pub(super) fn op_that_wrote(
    connection: &Connection,
    dialog: DialogId,
    message: MessageId,
) -> rusqlite::Result<Option<OpId>> {
    let found = connection
        .prepare_cached(
            "SELECT op FROM changes INDEXED BY changes_of_dialog
             WHERE dialog = ?1 AND kind = 'wrote' AND message = ?2",
        )?
        .query_row([dialog.0, message.0], |row| codec::op_from(row, 0))
        .optional()?;
    Ok(found.flatten())
}

/// What `op` did to `dialog`, as long as nobody has taken it back; empty when there is no such op of this agent's: people
/// take back what they did themselves.
pub(super) fn undoable(
    connection: &Connection,
    op: OpId,
    dialog: DialogId,
    agent: Option<AgentId>,
) -> rusqlite::Result<Vec<Change>> {
    let there = connection
        .prepare_cached(
            "SELECT 1 FROM ops
             WHERE id = ?1 AND dialog = ?2 AND agent IS ?3 AND outcome = 'accepted'
                AND undone_by IS NULL",
        )?
        .exists(params![codec::op_bytes(op), dialog.0, agent.map(|it| it.0)])?;
    if there { changes_of(connection, op) } else { Ok(Vec::new()) }
}

/// Whether the customer has written since `op`.
pub(super) fn wrote_since(connection: &Connection, op: OpId) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM ops JOIN messages INDEXED BY messages_inbound
                ON messages.dialog = ops.dialog AND kind = 'in' AND messages.id > ops.upto
             WHERE ops.id = ?1 LIMIT 1",
        )?
        .exists([codec::op_bytes(op)])
}

/// Remembers that `op` has been taken back, so that it is not taken back twice.
pub(super) fn mark_undone(connection: &Connection, op: OpId, by: OpId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE ops SET undone_by = ?2, undoable = 0 WHERE id = ?1")?
        .execute(params![codec::op_bytes(op), codec::op_bytes(by)])
        .map(drop)
}

/// What an op took back can be taken back again: that op did not happen.
pub(super) fn mark_doable(connection: &Connection, op: OpId, by: OpId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE ops SET undone_by = NULL, undoable = 1 WHERE id = ?1 AND undone_by = ?2",
        )?
        .execute(params![codec::op_bytes(op), codec::op_bytes(by)])
        .map(drop)
}

/// Remembers that what the agent did to a dialog cannot be taken back any more.
pub(super) fn mark_final(
    connection: &Connection,
    op: OpId,
    dialog: DialogId,
    agent: Option<AgentId>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE ops SET undoable = 0 WHERE id = ?1 AND dialog = ?2 AND agent = ?3")?
        .execute(params![codec::op_bytes(op), dialog.0, agent.map(|it| it.0)])
        .map(drop)
}

const ACCEPTED: &str = "accepted";

/// Remembers what an op came to.
pub(super) fn remember(
    connection: &Connection,
    op: &Op,
    by: &By,
    done: &Done,
    batch: Option<OpId>,
) -> rusqlite::Result<()> {
    let undoable = match done {
        Done::Accepted { changes, .. } => {
            let undoes = matches!(op.intent, Intent::Undo(_));
            // What was said stays said, but for a reply that has not gone out yet.
            let held = matches!(op.intent, Intent::HeldReply(..) | Intent::Letter(_));
            held || !undoes
                && !changes.is_empty()
                && changes.iter().all(|it| it.inverse().is_some())
        }
        Done::Refused(_) => false,
    };
    let (outcome, name, unanswered, answering, head) = match done {
        Done::Accepted { unanswered, answering, head, .. } => {
            (ACCEPTED, None, *unanswered, *answering, head.0)
        }
        Done::Refused(refusal) => {
            let (code, name) = codec::refusal_words(refusal);
            (code, name, 0, false, 0)
        }
    };
    connection
        .prepare_cached(
            "INSERT INTO ops
                (id, agent, dialog, at, outcome, name, unanswered, answering, head, upto,
                 undoable, batch)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            codec::op_bytes(op.id),
            by.agent.map(|it| it.0),
            op.dialog.0,
            by.at.0,
            outcome,
            name,
            unanswered,
            answering,
            head,
            counter::last_told(connection, op.dialog)?.0,
            undoable,
            batch.map(codec::op_bytes),
        ])
        .map(drop)
}
