//! A dialog that goes out of a replica's sight, and may come back.

use rusqlite::Connection;

use super::copy::want_no_more;
use super::dialogs;
use crate::base::clock::Timestamp;
use crate::domain::DialogId;

/// A dialog is not to be seen any more. What was half written in it is kept with what was refused; what was done in it and
/// not decided yet, the hub still decides.
pub(super) fn vanish(
    connection: &Connection,
    dialog: DialogId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO refused (op, dialog, agent, at, intent, text, why)
             SELECT randomblob(16), dialog, agent, ?2, kind, text, 'no-dialog'
             FROM drafts WHERE dialog = ?1",
        )?
        .execute([dialog.0, now.0])?;
    want_no_more(connection, dialog)?;
    connection.prepare_cached("DELETE FROM seen_here WHERE dialog = ?1")?.execute([dialog.0])?;
    let Some(stored) = dialogs::load(connection, dialog)? else { return Ok(()) };
    dialogs::uncount(connection, &stored.dialog)?;
    connection.prepare_cached("DELETE FROM changes WHERE dialog = ?1")?.execute([dialog.0])?;
    // Everything else hangs on the contact.
    connection
        .prepare_cached("DELETE FROM contacts WHERE id = ?1")?
        .execute([stored.dialog.contact.0])
        .map(drop)
}

/// What was half written in a dialog when it went out of sight is there again when it comes back. It was no op: what the hub
/// really refused stays with what it refused.
pub(super) fn give_drafts_back(connection: &Connection, dialog: DialogId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO drafts (dialog, agent, kind, text, at)
             SELECT dialog, agent, intent, text, at FROM refused
             WHERE dialog = ?1 AND why = 'no-dialog' AND intent IN ('reply', 'note')
                AND op NOT IN (SELECT id FROM ops)
             ORDER BY no DESC",
        )?
        .execute([dialog.0])?;
    connection
        .prepare_cached(
            "DELETE FROM refused WHERE dialog = ?1 AND why = 'no-dialog'
             AND intent IN ('reply', 'note') AND op NOT IN (SELECT id FROM ops) AND text IN
                (SELECT text FROM drafts WHERE dialog = ?1)",
        )?
        .execute([dialog.0])
        .map(drop)
}
