//! The numbers derived from a dialog's history, by indexed questions about the one dialog.
//!
//! The rule is [`crate::domain::unanswered`]'s; tests hold what is kept here against it.

use rusqlite::Connection;

use super::codec::moment;
use super::dialogs::Stored;
use crate::domain::{Counter, DialogId, MessageId};

/// The last message that is settled: by a reply after it, or by a close that still stands.
pub(super) const SETTLED_UPTO: &str = "SELECT max(
    ifnull((SELECT max(id) FROM messages INDEXED BY messages_settling
        WHERE dialog = ?1 AND settles = 1), 0),
    ifnull((SELECT point FROM closes INDEXED BY closes_standing
        WHERE dialog = ?1 AND stands = 1 ORDER BY id DESC LIMIT 1), 0))";

pub(super) const WAITING: &str = "SELECT count(*) FROM messages INDEXED BY messages_inbound
    WHERE dialog = ?1 AND kind = 'in' AND id > ?2";

pub(super) const FIRST_WAITING: &str = "SELECT at FROM messages INDEXED BY messages_inbound
    WHERE dialog = ?1 AND kind = 'in' AND id > ?2 ORDER BY id LIMIT 1";

/// An automatic reply that did not arrive is nothing for anybody to look after.
pub(super) const PENDING: &str = "SELECT
        count(*) FILTER (WHERE kind = 'reply' AND state IN ('queued', 'sending')),
        count(*) FILTER (WHERE kind = 'reply' AND state IN ('failed', 'unsure'))
    FROM messages INDEXED BY outbox_pending
    WHERE dialog = ?1 AND state IN ('queued', 'sending', 'failed', 'unsure')";

/// Counts again everything about a dialog that a delivery, a close or a reopening can move.
pub(super) fn recount(connection: &Connection, stored: &mut Stored) -> rusqlite::Result<()> {
    let dialog = &mut stored.dialog;
    dialog.counter = count(connection, dialog.id)?;
    (dialog.on_its_way, dialog.stuck) = connection
        .prepare_cached(PENDING)?
        .query_row([dialog.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(())
}

/// Who waits in a dialog, by the messages that are here.
pub(super) fn count(connection: &Connection, dialog: DialogId) -> rusqlite::Result<Counter> {
    let settled: i64 =
        connection.prepare_cached(SETTLED_UPTO)?.query_row([dialog.0], |row| row.get(0))?;
    let unanswered: u32 =
        connection.prepare_cached(WAITING)?.query_row([dialog.0, settled], |row| row.get(0))?;
    if unanswered == 0 {
        return Ok(Counter::default());
    }
    let since = connection
        .prepare_cached(FIRST_WAITING)?
        .query_row([dialog.0, settled], |row| moment(row, 0))?;
    Ok(Counter { unanswered, since: Some(since) })
}

/// The last message of a dialog; what a close settles, it settles up to here.
pub(super) fn last_message(
    connection: &Connection,
    dialog: DialogId,
) -> rusqlite::Result<MessageId> {
    connection
        .prepare_cached("SELECT ifnull(max(id), 0) FROM messages WHERE dialog = ?1")?
        .query_row([dialog.0], |row| row.get(0).map(MessageId))
}

/// The same without what a replica supposes: those names say nothing of what came before what.
pub(super) fn last_told(connection: &Connection, dialog: DialogId) -> rusqlite::Result<MessageId> {
    connection
        .prepare_cached("SELECT ifnull(max(id), 0) FROM messages WHERE dialog = ?1 AND id < ?2")?
        .query_row([dialog.0, MessageId::FIRST_PROVISIONAL.0], |row| row.get(0).map(MessageId))
}
