//! Which files there are, how long they are kept, and which of their contents are still needed.

use std::collections::HashSet;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::codec::{maybe_moment, moment};
use super::uploads::KEPT_MILLIS;
use super::{Sqlite, messages, meta, pending};
use crate::base::clock::Timestamp;
use crate::domain::{
    Attachment, ContentHash, DialogId, FILE_MONTHS_KEPT, FILE_MONTHS_MAX, MessageId, kept_until,
};
use crate::store::{Files, Keeping, Purge, StoreError, Swept};

impl Files for Sqlite {
    fn file(
        &self,
        message: MessageId,
        place: usize,
    ) -> Result<Option<(DialogId, Attachment)>, StoreError> {
        self.read("reading a file's name", |it| messages::file(it, message, place))
    }

    fn contents(&self, now: Timestamp) -> Result<HashSet<ContentHash>, StoreError> {
        self.read("reading which files are kept", |it| {
            let kept = it
                .prepare_cached(
                    "SELECT DISTINCT hash FROM files WHERE hash IS NOT NULL AND expires > ?1
                     UNION SELECT content FROM uploads WHERE at >= ?2",
                )?
                .query_map([now.0, now.0.saturating_sub(KEPT_MILLIS)], |row| {
                    row.get(0).map(ContentHash)
                })?
                .collect::<rusqlite::Result<HashSet<_>>>()?;
            Ok(kept.into_iter().chain(pending::enclosed(it)?).collect())
        })
    }

    fn next_expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read("reading which files are kept", |it| next_expiry(it, now))
    }

    fn keeping(&self, now: Timestamp) -> Result<Keeping, StoreError> {
        self.read("reading how files are kept", |it| {
            let (files, bytes): (i64, i64) = it
                .prepare_cached(
                    "SELECT count(*), ifnull(sum(bytes), 0) FROM
                        (SELECT max(bytes) AS bytes FROM files
                         WHERE hash IS NOT NULL AND expires > ?1 GROUP BY hash)",
                )?
                .query_row([now.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let last = it
                .prepare_cached("SELECT at, files, bytes FROM purges ORDER BY id DESC LIMIT 1")?
                .query_row([], |row| {
                    let (files, bytes) = (count(row.get(1)?), count(row.get(2)?));
                    Ok(Purge { at: moment(row, 0)?, files, bytes })
                })
                .optional()?;
            Ok(Keeping {
                months: months(it)?,
                files: count(files),
                bytes: count(bytes),
                last,
                next: next_expiry(it, now)?,
            })
        })
    }

    fn lost_to(&self, months: u32, now: Timestamp) -> Result<Swept, StoreError> {
        self.read("reading how files are kept", |it| {
            it.prepare_cached(
                "SELECT count(*), ifnull(sum(bytes), 0) FROM
                    (SELECT max(f.bytes) AS bytes
                     FROM files f JOIN messages m ON m.id = f.message
                     WHERE f.hash IS NOT NULL AND f.expires > ?1
                     GROUP BY f.hash HAVING max(kept_until(m.at, ?2)) <= ?1)",
            )?
            .query_row(params![now.0, months], |row| {
                Ok(Swept { files: count(row.get(0)?), bytes: count(row.get(1)?) })
            })
        })
    }

    fn purged(&mut self, purge: &Purge) -> Result<(), StoreError> {
        self.write("noting what was thrown away", |it| {
            it.prepare_cached("INSERT INTO purges (at, files, bytes) VALUES (?1, ?2, ?3)")?
                .execute(params![purge.at.0, number(purge.files), number(purge.bytes)])
                .map(drop)
        })
    }
}

fn next_expiry(connection: &Connection, now: Timestamp) -> rusqlite::Result<Option<Timestamp>> {
    connection
        .prepare_cached("SELECT min(expires) FROM files WHERE hash IS NOT NULL AND expires > ?1")?
        .query_row([now.0], |row| maybe_moment(row, 0))
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Teaches SQL how long a file is kept that came at a moment: so many calendar months.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("kept_until", 2, flags, |it| {
        Ok(kept_until(Timestamp(it.get(0)?), it.get(1)?).0)
    })
}

/// For how many calendar months files are kept.
pub(super) fn months(connection: &Connection) -> rusqlite::Result<u32> {
    let said = meta::get::<i64>(connection, meta::FILES_MONTHS)?;
    let said = said.and_then(|it| u32::try_from(it).ok());
    Ok(said.filter(|it| (1..=FILE_MONTHS_MAX).contains(it)).unwrap_or(FILE_MONTHS_KEPT))
}

/// Files are kept for so many months from now on, those that are here too; what is gone stays gone.
pub(super) fn keep_for(
    connection: &Connection,
    months: u32,
    now: Timestamp,
) -> rusqlite::Result<()> {
    meta::set(connection, meta::FILES_MONTHS, months)?;
    connection
        .execute(
            "UPDATE files SET expires = kept_until(
                (SELECT at FROM messages WHERE messages.id = files.message), ?1)
             WHERE expires > ?2",
            params![months, now.0],
        )
        .map(drop)
}
