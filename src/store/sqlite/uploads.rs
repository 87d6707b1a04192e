//! What replicas have brought to their hub for replies that are still to come.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Sqlite;
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, ContentHash, DialogId, Enclosure, Intent};
use crate::store::{StoreError, Uploads};

/// What was brought and not named by any reply within this time is not kept for it any longer.
pub(super) const KEPT_MILLIS: i64 = 86_400_000;

impl Uploads for Sqlite {
    fn brought(&self, agent: AgentId, content: ContentHash) -> Result<Option<u64>, StoreError> {
        self.read("reading what was brought", |it| size(it, agent, content))
    }

    fn bring(
        &mut self,
        agent: AgentId,
        content: ContentHash,
        bytes: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("noting what was brought", |it| {
            it.prepare_cached("DELETE FROM uploads WHERE at < ?1")?
                .execute([now.0.saturating_sub(KEPT_MILLIS)])?;
            it.prepare_cached(
                "INSERT OR REPLACE INTO uploads (agent, content, bytes, at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![agent.0, content.0, i64::try_from(bytes).unwrap_or(i64::MAX), now.0])
            .map(drop)
        })
    }
}

/// The size of what an agent has brought; `None` where they have not.
fn size(
    connection: &Connection,
    agent: AgentId,
    content: ContentHash,
) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT bytes FROM uploads WHERE agent = ?1 AND content = ?2")?
        .query_row(params![agent.0, content.0], |row| row.get::<_, i64>(0))
        .optional()
        .map(|it| it.and_then(|it| u64::try_from(it).ok()))
}

/// Whether all files of an agent's reply are theirs to send: they have brought them, or the dialog has them already. A hash
/// alone is no claim to what is in a file.
pub(super) fn are_theirs(
    connection: &Connection,
    agent: AgentId,
    (dialog, intent): (DialogId, &Intent),
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let Intent::Letter(letter) = intent else { return Ok(true) };
    for file in &letter.files {
        let brought = size(connection, agent, file.content)? == Some(file.bytes);
        if !brought && !is_there(connection, dialog, file, now)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a content hangs on a message of a dialog and is kept.
fn is_there(
    connection: &Connection,
    dialog: DialogId,
    file: &Enclosure,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "SELECT 1 FROM files f JOIN messages m ON m.id = f.message
             WHERE f.hash = ?1 AND f.expires > ?2 AND f.bytes = ?3 AND m.dialog = ?4",
        )?
        .exists(params![file.content.0, now.0, bytes, dialog.0])
}
