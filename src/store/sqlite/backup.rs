//! A desk's file as a whole: copied, looked through, begun again.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::{Sqlite, feed, history, meta, migrate, pending, transfer};
use crate::store::StoreError;

impl Sqlite {
    /// Opens a desk's file that is there, without changing anything about it.
    pub(in crate::store) fn open_as_it_is(file: &Path) -> Result<Self, StoreError> {
        let desk = Self::connect(file)?;
        migrate::check(&desk.connection)?;
        Ok(desk)
    }

    /// Writes all that is on the desk, as it is at one moment, into an empty file. Others may write meanwhile.
    pub(in crate::store) fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let Some(name) = file.to_str() else {
            let why = std::io::Error::other("the file's name is no text");
            return Err(StoreError::Unopened(why));
        };
        self.connection
            .execute("VACUUM INTO ?1", [name])
            .map(drop)
            .map_err(|source| StoreError::while_doing("copying", source))
    }

    /// Reads every page of a closed desk's file and holds its indexes against its rows; tells the first thing that is
    /// wrong. Changes nothing, and makes nothing beside it.
    pub(in crate::store) fn look_through(file: &Path) -> Result<Option<String>, StoreError> {
        let failed = |source| StoreError::while_doing("looking it through", source);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        migrate::check(&connection)?;
        let wrong: String = connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(failed)?;
        if wrong != "ok" {
            return Ok(Some(wrong));
        }
        let torn: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .map_err(failed)?;
        Ok((torn > 0).then(|| format!("{torn} rows belong to nothing")))
    }

    /// Makes a desk out of a copy of one: what was on its way is unsure, everything derived is counted again, and no
    /// number that was given after the copy was made is given again ([`leave_room`]). Tells how many messages are
    /// unsure.
    pub(in crate::store) fn begin_again(&mut self) -> Result<u64, StoreError> {
        self.write("beginning again", |it| {
            // What is on its way on a replica is on its way from the hub, which numbers everything.
            if pending::is_replica(it)? {
                return history::recount(it).map(|()| 0);
            }
            let unsure = it.execute(transfer::UNSURE, [])?;
            leave_room(it)?;
            history::recount(it)?;
            Ok(u64::try_from(unsure).unwrap_or(u64::MAX))
        })
    }
}

/// How far the numbers of each table jump: to the next multiple.
const ROOM: &[(&str, i64)] = &[
    ("changes", 1_000_000_000),
    ("messages", 1_000_000_000),
    ("closes", 1_000_000_000),
    ("contacts", 1_000_000),
    ("dialogs", 1_000_000),
    ("channels", 1000),
    ("agents", 1000),
];

/// Leaves out the numbers that the desk may have given since the copy was made. Somebody who followed it knows other
/// things under them, and may have ops waiting for one of those dialogs: it must not be another customer's. Whoever
/// asks for what happened after one of the old numbers is told to start over.
fn leave_room(connection: &Connection) -> rusqlite::Result<()> {
    for (table, step) in ROOM {
        connection.execute(
            "UPDATE sqlite_sequence SET seq = (seq / ?2 + 1) * ?2 WHERE name = ?1",
            params![table, step],
        )?;
    }
    meta::set(connection, meta::FEED_FLOOR, feed::head(connection)?.0)
}
