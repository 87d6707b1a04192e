//! The desk in a SQLite file. One thread owns a value of this type; nobody locks it.
//!
//! One file per trait, and below them what they share: `dialogs` and `messages` read and write single rows,
//! `feed` numbers what happened, `counter` derives, `codec` turns words into values. Everything inside speaks
//! [`rusqlite::Result`]; it becomes a [`StoreError`] where a transaction ends.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::studies::Hush;
use crate::domain::ChangeNo;

mod around;
mod automatic;
mod backup;
mod block;
mod channels;
mod codec;
mod compact;
mod connections;
mod copy;
mod counter;
mod dialogs;
mod distribute;
mod feed;
mod files;
mod find;
mod following;
mod history;
mod inbox;
mod ingest;
mod ledger;
mod letter;
mod lists;
#[cfg(test)]
mod lists_tests;
mod messages;
mod meta;
mod migrate;
mod narrow;
mod origin;
mod outbox;
mod pending;
mod people;
mod picture;
#[cfg(test)]
mod plans;
mod rehearsal;
mod replica;
mod roles;
mod search;
mod sight;
mod study;
mod submit;
mod team;
mod transfer;
mod unused;
mod uploads;
mod vanish;
mod weed;
mod whereabouts;
mod words;

pub use history::Fault;
pub(super) use migrate::judge;
pub(super) use weed::weed;

/// How long one process waits for another to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How often the journal of a new desk is tried to be changed while others do the same.
const WAL_TRIES: usize = 20;

/// Statements kept prepared; all that there are.
const STATEMENTS_KEPT: usize = 128;

/// After so many of SQLite's steps, some microseconds each, it is asked whether somebody still waits.
const STEPS_BETWEEN_LOOKS: i32 = 1000;

/// The desk in a SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    /// Tells when nobody waits for the answer any more.
    hush: Option<Arc<Hush>>,
}

impl Sqlite {
    /// A desk that lives as long as the value does.
    ///
    /// # Errors
    /// When SQLite cannot make one.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()
            .map_err(|source| StoreError::while_doing("opening", source))?;
        let desk = Self { connection, hush: None };
        desk.prepare()?;
        migrate::migrate(&desk.connection)?;
        Ok(desk)
    }

    /// Opens a desk's file for reading and writing; makes it, readable only for its owner, where there is none.
    ///
    /// # Errors
    /// When it cannot be opened, is damaged, is no desk or is of a newer version.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        create_private(file).map_err(|source| not_created(file, source))?;
        let mut desk = Self::connect(file)?;
        // A foreign or newer file must not even have its journal mode changed.
        migrate::check(&desk.connection)?;
        desk.keep_a_wal()?;
        migrate::migrate(&desk.connection)?;
        desk.mend_words()?;
        Ok(desk)
    }

    /// Changing the journal waits for nobody: of several who open a new desk at once some are told that it is busy.
    /// They take turns by a lock that is waited for.
    fn keep_a_wal(&self) -> Result<(), StoreError> {
        for _ in 0..WAL_TRIES {
            match self.pragma("journal_mode", "wal") {
                Err(StoreError::Busy(_)) => {
                    let turn = begin(&self.connection, false)
                        .and_then(|()| commit(&self.connection, false));
                    turn.map_err(|source| StoreError::while_doing("opening", source))?;
                }
                other => return other,
            }
        }
        self.pragma("journal_mode", "wal")
    }

    /// Opens a second way into a desk that is open already: it reads beside the one that writes.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_reader(file: &Path) -> Result<Self, StoreError> {
        let desk = Self::connect(file)?;
        migrate::check(&desk.connection)?;
        desk.pragma("query_only", "on")?;
        Ok(desk)
    }

    /// As [`open_reader`](Self::open_reader), for questions that may be given up while they are answered.
    pub(super) fn open_student(file: &Path, hush: Arc<Hush>) -> Result<Self, StoreError> {
        let mut desk = Self::open_reader(file)?;
        let given_up = Arc::clone(&hush);
        desk.connection
            .progress_handler(STEPS_BETWEEN_LOOKS, Some(move || given_up.is_given_up()))
            .map_err(|source| StoreError::while_doing("opening", source))?;
        desk.hush = Some(hush);
        Ok(desk)
    }

    /// Runs many calls as one transaction: all of it is on the disk afterwards, or nothing.
    /// For imports and seeding, where one transaction per call would be slow.
    ///
    /// # Errors
    /// What `calls` says, or why the transaction cannot begin or end; nothing has changed then.
    pub fn bulk<R>(
        &mut self,
        calls: impl FnOnce(&mut Self) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let failed = |source| StoreError::while_doing("storing many at once", source);
        let nested = !self.connection.is_autocommit();
        begin(&self.connection, nested).map_err(failed)?;
        // A panic in `calls` is caught by the owner's thread; the connection must be usable after it.
        let mut guard = Bulk { desk: self, nested, done: false };
        let answer = calls(guard.desk)?;
        if !nested {
            words::keep_up(&guard.desk.connection).map_err(failed)?;
        }
        commit(&guard.desk.connection, nested).map_err(failed)?;
        guard.done = true;
        Ok(answer)
    }

    /// What many calls would answer: runs them as one transaction and takes all of it back.
    ///
    /// # Errors
    /// As [`bulk`](Self::bulk).
    pub fn tried_out<R>(
        &mut self,
        calls: impl FnOnce(&mut Self) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let mut answer = None;
        // Only an error takes a transaction back.
        let taken_back = self.bulk(|it| {
            answer = Some(calls(it)?);
            Err::<(), _>(StoreError::Superseded)
        });
        answer.ok_or_else(|| taken_back.err().unwrap_or(StoreError::Gone))
    }

    /// Answers several reads from one moment: whatever is written meanwhile, here or by another process, none of
    /// them sees. The moment is that of the first read. For a screen whose parts must fit together.
    ///
    /// Keep it short: while it lasts, what is written piles up beside the desk's file.
    ///
    /// # Errors
    /// What `reads` says, or why it cannot begin.
    pub fn at_one_moment<R>(
        &self,
        reads: impl FnOnce(&Self) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        // Already within a moment, or within a transaction that writes.
        if !self.connection.is_autocommit() {
            return reads(self);
        }
        run(&self.connection, "BEGIN DEFERRED")
            .map_err(|source| StoreError::while_doing("reading", source))?;
        // Nothing is written, so ending it by rolling back loses nothing; a panic ends it too.
        let _guard = Rollback { connection: &self.connection, nested: false, done: false };
        reads(self)
    }

    /// Fills a new desk with rows that come in any order, as one transaction.
    pub(super) fn rescue(
        &mut self,
        fill: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        self.pragma("foreign_keys", "off")?;
        self.write("rescuing what can be read", fill)?;
        self.pragma("foreign_keys", "on")
    }

    /// Lets the file grow no further than it is, as a full disk does.
    #[cfg(test)]
    pub(super) fn limit_pages(&self) -> Result<(), StoreError> {
        self.pragma("max_page_count", "1")
    }

    /// One statement that does not end by itself.
    #[cfg(test)]
    pub(super) fn count_forever(&self) -> Result<i64, StoreError> {
        let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n)
            SELECT count(*) FROM n";
        self.read("counting", |it| it.query_row(sql, [], |row| row.get(0)))
    }

    fn connect(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)
            .map_err(|source| StoreError::while_doing("opening", source))?;
        let desk = Self { connection, hush: None };
        desk.prepare()?;
        Ok(desk)
    }

    /// What every connection needs. The caches are small: the whole program has a budget of 25 MB.
    fn prepare(&self) -> Result<(), StoreError> {
        self.connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        self.connection
            .busy_timeout(BUSY_TIMEOUT)
            // Without it SQLite makes its plan anew for each new value of a parameter that a plan could depend on: for many
            // small questions that takes longer than answering them.
            .and_then(|()| {
                self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            })
            .and_then(|_| words::register(&self.connection))
            .and_then(|()| files::register(&self.connection))
            .map_err(|source| StoreError::while_doing("opening", source))?;
        self.pragma("synchronous", "full")?;
        self.pragma("foreign_keys", "on")?;
        self.pragma("cache_size", "-2000")?;
        self.pragma("mmap_size", "0")?;
        self.pragma("temp_store", "memory")?;
        // A WAL that a seeding has blown up gives its room back at the next checkpoint.
        self.pragma("journal_size_limit", "8388608")
    }

    fn pragma(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.connection
            .pragma_update_and_check(None, name, value, |_| Ok(()))
            .or_else(|error| match error {
                // Most of them answer nothing.
                rusqlite::Error::QueryReturnedNoRows => Ok(()),
                other => Err(other),
            })
            .map_err(|source| StoreError::while_doing("opening", source))
    }

    /// One writing transaction; a part of the outer one inside [`bulk`](Self::bulk).
    fn write<R>(
        &mut self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<R>,
    ) -> Result<R, StoreError> {
        let failed = |source| StoreError::while_doing(doing, source);
        let nested = !self.connection.is_autocommit();
        begin(&self.connection, nested).map_err(failed)?;
        let mut guard = Rollback { connection: &self.connection, nested, done: false };
        let answer = work(guard.connection).map_err(failed)?;
        if !nested {
            words::keep_up(guard.connection).map_err(failed)?;
        }
        commit(guard.connection, nested).map_err(failed)?;
        guard.done = true;
        Ok(answer)
    }

    /// As [`write`](Self::write), but not waiting for the disk: a loss of power, and nothing less, may take it back, with
    /// others of its sort that came last. For what is told again then. Whatever is [written](Self::write) later is on the
    /// disk with all before it.
    fn write_soon<R>(
        &mut self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<R>,
    ) -> Result<R, StoreError> {
        // Within a transaction its end decides.
        if !self.connection.is_autocommit() {
            return self.write(doing, work);
        }
        self.pragma("synchronous", "normal")?;
        let patient = Patient { desk: self };
        patient.desk.write(doing, work)
    }

    /// One consistent look at the desk.
    fn read<R>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<R>,
    ) -> Result<R, StoreError> {
        // What is answered in few steps would be answered all the same.
        if self.hush.as_ref().is_some_and(|it| it.is_given_up()) {
            return Err(StoreError::Superseded);
        }
        let look = || -> rusqlite::Result<R> {
            if !self.connection.is_autocommit() {
                return work(&self.connection);
            }
            run(&self.connection, "BEGIN DEFERRED")?;
            let guard = Rollback { connection: &self.connection, nested: false, done: false };
            // Nothing was written, so ending it by rolling back loses nothing and cannot fail.
            work(guard.connection)
        };
        look().map_err(|source| StoreError::while_doing(doing, source))
    }

    /// The number of the last change, read without a transaction around it.
    pub(super) fn head_now(&self) -> Result<ChangeNo, StoreError> {
        feed::head(&self.connection).map_err(|source| StoreError::while_doing("reading", source))
    }
}

/// Takes back what is not done when its time is over, also in a panic.
struct Rollback<'a> {
    connection: &'a Connection,
    nested: bool,
    done: bool,
}

impl Drop for Rollback<'_> {
    fn drop(&mut self) {
        if !self.done {
            rollback(self.connection, self.nested);
        }
    }
}

/// As [`Rollback`], for a transaction in which the desk itself is used.
struct Bulk<'a> {
    desk: &'a mut Sqlite,
    nested: bool,
    done: bool,
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        if !self.done {
            rollback(&self.desk.connection, self.nested);
        }
    }
}

/// A desk whose writes wait for the disk again when this is over.
struct Patient<'a> {
    desk: &'a mut Sqlite,
}

impl Drop for Patient<'_> {
    fn drop(&mut self) {
        // It fails only within a transaction, and that is over.
        let _ = self.desk.pragma("synchronous", "full");
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

fn begin(connection: &Connection, nested: bool) -> rusqlite::Result<()> {
    // IMMEDIATE: a transaction that began by reading could not be upgraded once another process has written.
    run(connection, if nested { "SAVEPOINT inner_call" } else { "BEGIN IMMEDIATE" })
}

fn commit(connection: &Connection, nested: bool) -> rusqlite::Result<()> {
    run(connection, if nested { "RELEASE inner_call" } else { "COMMIT" })
}

fn rollback(connection: &Connection, nested: bool) {
    // A full disk may have ended the transaction already; then there is nothing to take back.
    if connection.is_autocommit() {
        return;
    }
    if nested {
        let _ = run(connection, "ROLLBACK TO inner_call");
        let _ = run(connection, "RELEASE inner_call");
    } else {
        let _ = run(connection, "ROLLBACK");
    }
}

fn create_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        // SQLite gives its WAL and index the rights of the file they belong to.
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// A file that is there may still be opened for reading the message that says what is wrong with it.
fn not_created(file: &Path, source: std::io::Error) -> StoreError {
    let said = |code: i32| {
        rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(code),
            Some(format!("{}: {source}", file.display())),
        )
    };
    match source.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full(said(rusqlite::ffi::SQLITE_FULL)),
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
            StoreError::ReadOnly(said(rusqlite::ffi::SQLITE_READONLY))
        }
        _ => StoreError::Unopened(source),
    }
}
