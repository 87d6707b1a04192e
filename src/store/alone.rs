//! A desk to oneself: for what must not happen while anybody else has it open.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::desk::FILE;
use super::lease::Lease;

/// How every database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The proof that nobody runs the desk's channels, as long as it lives, and that nobody had it open when it was made.
/// What belonged to the file while it was open (`-wal`, `-shm`) is in the file now.
#[derive(Debug)]
pub struct Alone {
    _lease: Lease,
}

impl Alone {
    /// Makes sure of it. There need not be a desk in the folder, but the folder must be there. A file that is
    /// damaged, or no desk, counts as one that nobody has open: nobody can.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody has it open; otherwise when the folder or the file cannot be written.
    pub fn take(dir: &Path) -> Result<Self, StoreError> {
        let lease = Lease::try_take(dir).map_err(StoreError::Unopened)?.ok_or_else(busy)?;
        let file = dir.join(FILE);
        // What does not even begin as one is not shown to SQLite, which would throw away the WAL beside it.
        if begins_as_one(&file).map_err(StoreError::Unopened)? {
            match bring_home(&file) {
                Ok(()) | Err(StoreError::Corrupt(_)) => (),
                Err(error) => return Err(error),
            }
        }
        Ok(Self { _lease: lease })
    }
}

/// Whether the file is there and has the first bytes of a database.
fn begins_as_one(file: &Path) -> std::io::Result<bool> {
    let mut first = [0; MAGIC.len()];
    match File::open(file).and_then(|mut it| it.read_exact(&mut first)) {
        Ok(()) => Ok(first == *MAGIC),
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::UnexpectedEof => Ok(false),
            _ => Err(error),
        },
    }
}

/// Leaves the journal that many can share for one that only the last one can change to: whoever else has the file
/// open, in this process or another, prevents it.
fn bring_home(file: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::while_doing("closing", source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
    let journal: String = connection
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0))
        .map_err(failed)?;
    if journal == "delete" { Ok(()) } else { Err(busy()) }
}

/// Somebody has it open.
pub(super) fn busy() -> StoreError {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    StoreError::Busy(rusqlite::Error::SqliteFailure(code, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Desk, Inbox as _, Sqlite};

    fn is_busy(dir: &Path) -> bool {
        matches!(Alone::take(dir), Err(StoreError::Busy(_)))
    }

    #[test]
    fn whoever_looks_at_a_desk_or_runs_its_channels_has_it_open() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        drop(Alone::take(dir).unwrap());
        let desk = Desk::open(dir).unwrap();
        assert!(is_busy(dir));
        drop(desk);
        let reader = Sqlite::open_reader(&Desk::file(dir)).unwrap();
        reader.head().unwrap();
        assert!(is_busy(dir));
        drop(reader);
        let lease = Lease::try_take(dir).unwrap();
        assert!(is_busy(dir));
        drop(lease);
        drop(Alone::take(dir).unwrap());
        assert_eq!(Desk::open(dir).unwrap().read_now(|it| it.head()).unwrap().0, 0);
    }

    #[test]
    fn what_nobody_can_open_nobody_has_open() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(Desk::file(dir.path()), "this is no database, only a text").unwrap();
        drop(Alone::take(dir.path()).unwrap());
    }
}
