//! What would come of something for many dialogs, and what was done to many before.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{codec, submit};
use crate::base::clock::Timestamp;
use crate::domain::{Actor, AgentId, DialogId, Intent, Op, OpId};
use crate::store::{DoneBefore, Refused, Rehearsal};

pub(super) fn rehearse(
    connection: &Connection,
    dialogs: &[DialogId],
    intent: &Intent,
    actor: &Actor,
    now: Timestamp,
) -> rusqlite::Result<Rehearsal> {
    let mut rehearsal = Rehearsal::default();
    for dialog in dialogs {
        let op = Op { id: OpId::default(), dialog: *dialog, intent: intent.clone() };
        match submit::decided(connection, &op, actor, now)? {
            Ok((stored, _)) => {
                rehearsal.accepted += 1;
                rehearsal.waiting += usize::from(stored.dialog.counter.waits());
            }
            Err(why) => {
                let name = name(connection, *dialog)?;
                rehearsal.refused.push(Refused { dialog: *dialog, name, why });
            }
        }
    }
    Ok(rehearsal)
}

fn name(connection: &Connection, dialog: DialogId) -> rusqlite::Result<String> {
    let name = connection
        .prepare_cached(
            "SELECT c.name FROM dialogs d JOIN contacts c ON c.id = d.contact WHERE d.id = ?1",
        )?
        .query_row([dialog.0], |row| row.get(0))
        .optional()?;
    Ok(name.unwrap_or_default())
}

pub(super) const LAST_DONE: &str = "SELECT id, dialog, at, batch FROM ops INDEXED BY ops_of_agent
    WHERE agent = ?1 AND undoable = 1 ORDER BY head DESC";

pub(super) const OF_BATCH: &str = "SELECT id, dialog FROM ops INDEXED BY ops_of_batch
    WHERE batch = ?1 AND agent = ?2 AND undoable = 1 ORDER BY head DESC";

pub(super) fn last_done(
    connection: &Connection,
    agent: AgentId,
    since: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<DoneBefore>> {
    let mut things: Vec<DoneBefore> = Vec::new();
    let mut batches: HashSet<OpId> = HashSet::new();
    let mut statement = connection.prepare_cached(LAST_DONE)?;
    let mut rows = statement.query([agent.0])?;
    while let Some(row) = rows.next()? {
        let Some(op) = codec::op_from(row, 0)? else { continue };
        let (dialog, at) = (row.get(1).map(DialogId)?, codec::moment(row, 2)?);
        if at < since {
            break;
        }
        let batch = codec::op_from(row, 3)?;
        if batch.is_some_and(|it| !batches.insert(it)) {
            continue;
        }
        if things.len() == limit {
            break;
        }
        let ops = match batch {
            // All of it, whatever was done in between.
            Some(batch) => of_batch(connection, batch, agent)?,
            None => vec![(op, dialog)],
        };
        things.push(DoneBefore { batch, at, ops });
    }
    Ok(things)
}

fn of_batch(
    connection: &Connection,
    batch: OpId,
    agent: AgentId,
) -> rusqlite::Result<Vec<(OpId, DialogId)>> {
    let mut statement = connection.prepare_cached(OF_BATCH)?;
    let mut rows = statement.query(params![codec::op_bytes(batch), agent.0])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(op) = codec::op_from(row, 0)? {
            ops.push((op, row.get(1).map(DialogId)?));
        }
    }
    Ok(ops)
}
