//! The feed made shorter: what happened long ago and nobody needs any more is forgotten.

use rusqlite::{Connection, params};

use super::{Sqlite, feed, meta, pending};
use crate::base::clock::Timestamp;
use crate::domain::{ChangeNo, DialogId};
use crate::store::{Compacted, StoreError};

/// What was done so recently can still be taken back, whatever the moment.
const UNDO: i64 = 24 * 60 * 60 * 1000;

/// Entries that stay, wherever they stand: what can be taken back, what tells of messages that have not come to an
/// end, and what the picture of the day counts.
const NEEDED: &str = "kind = 'reopened-by-customer'
    OR message IN (SELECT id FROM messages WHERE state IN ('queued', 'sending', 'failed', 'unsure'))
    OR op IN (SELECT id FROM ops WHERE undoable = 1 AND undone_by IS NULL AND at > ?2)";

impl Sqlite {
    /// Forgets entries of the feed from before a moment, at most `most` of them; to be called again while there is
    /// more. From the first call on, whoever asks for what happened after a number up to [`Compacted::floor`] is told
    /// to start over; whoever is further is told everything. Dialogs, messages, counters, lists and searches stay as
    /// they are, and so does what each op came to, but for the changes that are forgotten. What can still be taken back, and what tells of messages that are
    /// not sent yet, stays.
    ///
    /// # Errors
    /// When the desk cannot be written; nothing has changed then.
    pub fn compact(
        &mut self,
        before: Timestamp,
        now: Timestamp,
        most: usize,
    ) -> Result<Compacted, StoreError> {
        self.write("forgetting what happened long ago", |it| compact(it, before, now, most))
    }

    /// The highest number that the feed has forgotten: below it there are only single entries that are still needed.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn feed_floor(&self) -> Result<ChangeNo, StoreError> {
        self.read("reading how far the feed goes back", floor)
    }

    /// Whether things have happened to a dialog of which the feed does not tell any more.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn history_is_cut(&self, dialog: DialogId) -> Result<bool, StoreError> {
        self.read("reading how far a history goes back", |it| {
            // What a replica has not been told is another matter.
            if floor(it)? == ChangeNo(0) || pending::is_replica(it)? {
                return Ok(false);
            }
            // Every message was told of when it was written; they came in this order.
            it.prepare_cached(
                "SELECT 1 FROM (SELECT id FROM messages WHERE dialog = ?1 ORDER BY id LIMIT 1) m
                 WHERE NOT EXISTS (SELECT 1 FROM changes c INDEXED BY changes_of_dialog
                    WHERE c.dialog = ?1 AND c.kind = 'wrote' AND c.message = m.id)",
            )?
            .exists([dialog.0])
        })
    }

    /// Whether this desk is a replica. Its feed is the hub's to shorten.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn follows_a_hub(&self) -> Result<bool, StoreError> {
        self.read("reading whom it follows", pending::is_replica)
    }

    /// Gives the room that nothing stands in back to the disk; tells how many bytes. Takes as long as a copy of the
    /// desk, and nobody else can write meanwhile.
    ///
    /// # Errors
    /// When the desk cannot be written, or there is no room for a second desk beside it.
    pub fn shrink(&mut self) -> Result<u64, StoreError> {
        let failed = |source| StoreError::while_doing("giving room back", source);
        let before = room(&self.connection).map_err(failed)?;
        self.connection.execute_batch("VACUUM").map_err(failed)?;
        let after = room(&self.connection).map_err(failed)?;
        Ok(before.0.saturating_sub(after.0))
    }

    /// Bytes of the file, and those of them in which nothing stands.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn room(&self) -> Result<(u64, u64), StoreError> {
        self.read("measuring", room)
    }
}

fn floor(connection: &Connection) -> rusqlite::Result<ChangeNo> {
    meta::get(connection, meta::FEED_FLOOR).map(|it| ChangeNo(it.unwrap_or(0)))
}

fn room(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let ask = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let page = ask("PRAGMA page_size")?;
    let bytes = |pages: i64| u64::try_from(pages.saturating_mul(page)).unwrap_or(0);
    Ok((bytes(ask("PRAGMA page_count")?), bytes(ask("PRAGMA freelist_count")?)))
}

fn compact(
    connection: &Connection,
    before: Timestamp,
    now: Timestamp,
    most: usize,
) -> rusqlite::Result<Compacted> {
    let so_far = floor(connection)?;
    if pending::is_replica(connection)? {
        return Ok(Compacted { entries: 0, floor: so_far, more: false });
    }
    // One cut through the numbers, so that behind it nothing is missing: clocks are set back, numbers are not.
    let cut: Option<i64> = connection
        .prepare_cached("SELECT min(no) FROM changes WHERE at >= ?1")?
        .query_row([before.0], |row| row.get(0))?;
    let upto = cut.map_or(feed::head(connection)?, |it| ChangeNo(it - 1));
    let undo = now.0.saturating_sub(UNDO);
    let last: Option<i64> = connection
        .prepare_cached(&format!(
            "SELECT max(no) FROM changes WHERE no <= ?1 AND ifnull(NOT ({NEEDED}), 1)"
        ))?
        .query_row(params![upto.0, undo], |row| row.get(0))?;
    let Some(last) = last else {
        return Ok(Compacted { entries: 0, floor: so_far, more: false });
    };
    // Said before all of it is gone, so that nobody is told half of what happened.
    let floor = ChangeNo(last).max(so_far);
    meta::set(connection, meta::FEED_FLOOR, floor.0)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let gone = connection
        .prepare_cached(&format!(
            "DELETE FROM changes WHERE no IN (SELECT no FROM changes
                WHERE no <= ?1 AND ifnull(NOT ({NEEDED}), 1) ORDER BY no LIMIT ?3)"
        ))?
        .execute(params![last, undo, most])?;
    let entries = u64::try_from(gone).unwrap_or(u64::MAX);
    Ok(Compacted { entries, floor, more: entries == most.unsigned_abs() })
}
