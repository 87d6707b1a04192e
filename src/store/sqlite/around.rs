//! A part of a dialog's history around one message.

use rusqlite::{Connection, params};

use super::messages;
use crate::domain::{DialogId, Message, MessageId};
use crate::store::ThreadPart;

/// The messages up to one of them, that one included.
pub(super) fn upto_sql() -> String {
    format!(
        "SELECT {} FROM messages WHERE dialog = ?1 AND id <= ?2 ORDER BY id DESC LIMIT ?3",
        messages::COLUMNS
    )
}

/// The messages after one of them.
pub(super) fn after_sql() -> String {
    format!(
        "SELECT {} FROM messages WHERE dialog = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        messages::COLUMNS
    )
}

pub(super) fn thread_around(
    connection: &Connection,
    (dialog, message): (DialogId, MessageId),
    (before, after): (usize, usize),
) -> rusqlite::Result<ThreadPart> {
    let side = |sql: &str, wanted: usize| -> rusqlite::Result<(Vec<Message>, bool)> {
        // One more than wanted tells whether there is more.
        let limit = i64::try_from(wanted.saturating_add(1)).unwrap_or(i64::MAX);
        let mut found = connection
            .prepare_cached(sql)?
            .query_map(params![dialog.0, message.0, limit], messages::from_row)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let complete = found.len() <= wanted;
        found.truncate(wanted);
        let whole = found.into_iter().map(|it| messages::with_files(connection, it));
        Ok((whole.collect::<rusqlite::Result<_>>()?, complete))
    };
    let (mut messages, at_start) = side(&upto_sql(), before.saturating_add(1))?;
    messages.reverse();
    let (newer, at_end) = side(&after_sql(), after)?;
    messages.extend(newer);
    Ok(ThreadPart { messages, at_start, at_end })
}
