//! A desk's file as a whole: copied, looked through, begun again.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Sqlite, history, migrate, transfer};
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

    /// Makes a desk out of a copy of one: what was on its way is unsure, everything derived is counted again. Tells
    /// how many messages are unsure.
    pub(in crate::store) fn begin_again(&mut self) -> Result<u64, StoreError> {
        self.write("beginning again", |it| {
            let unsure = it.execute(transfer::UNSURE, [])?;
            history::recount(it)?;
            Ok(u64::try_from(unsure).unwrap_or(u64::MAX))
        })
    }
}
