//! Why the desk could not do it, cut by what a person can do about it.

use thiserror::Error;

use crate::base::msg::Msg;

/// Why the desk could not do it. Cut by what a person can do about it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No room left on the disk; nothing was changed.
    #[error("the disk is full")]
    Full(#[source] rusqlite::Error),
    /// The file or its folder cannot be written.
    #[error("the desk cannot be written")]
    ReadOnly(#[source] rusqlite::Error),
    /// Another program holds the file for too long.
    #[error("the desk is busy")]
    Busy(#[source] rusqlite::Error),
    /// The file is damaged.
    #[error("the desk is damaged")]
    Corrupt(#[source] rusqlite::Error),
    /// A newer keydesk made the file.
    #[error("the desk has version {found}, this program knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The file is a database, but not a desk.
    #[error("the file is not a desk")]
    Foreign,
    /// The folder or file cannot be opened at all.
    #[error("the desk cannot be opened")]
    Unopened(#[source] std::io::Error),
    /// The thread that owns the desk has ended.
    #[error("the desk is closed")]
    Gone,
    /// The search index is damaged or gone. Nothing is lost: it is made again from the texts
    /// ([`Sqlite::rebuild_words`](super::Sqlite::rebuild_words)).
    #[error("the search index is damaged")]
    NoIndex(#[source] rusqlite::Error),
    /// A newer question has made this one pointless; nobody needs to be told.
    #[error("a newer question has come")]
    Superseded,
    /// Anything else: a bug of ours.
    #[error("the desk failed while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What to tell a person.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Full(_) => Msg::new("store-full"),
            Self::ReadOnly(_) => Msg::new("store-read-only"),
            Self::Busy(_) => Msg::new("store-busy"),
            Self::Corrupt(_) => Msg::new("store-corrupt"),
            Self::Newer { found, known } => {
                Msg::new("store-newer").with("found", *found).with("known", *known)
            }
            Self::Foreign => Msg::new("store-foreign"),
            Self::Unopened(source) => Msg::new("store-unopened").with("why", source.to_string()),
            Self::Gone => Msg::new("store-gone"),
            Self::NoIndex(_) => Msg::new("store-no-index"),
            Self::Superseded => Msg::new("store-superseded"),
            Self::Database { doing, source } => {
                Msg::new("store-database").with("doing", *doing).with("why", source.to_string())
            }
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Msg> {
        Some(Msg::new(match self {
            Self::Full(_) => "store-full-hint",
            Self::ReadOnly(_) => "store-read-only-hint",
            Self::Busy(_) => "store-busy-hint",
            Self::Corrupt(_) => "store-corrupt-hint",
            Self::Newer { .. } => "store-newer-hint",
            Self::Foreign => "store-foreign-hint",
            Self::Unopened(_) => "store-unopened-hint",
            Self::NoIndex(_) => "store-no-index-hint",
            Self::Gone | Self::Superseded | Self::Database { .. } => return None,
        }))
    }
    /// Sorts what SQLite said by what a person can do about it.
    pub(crate) fn while_doing(doing: &'static str, source: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode, ffi};
        let failure = match &source {
            Error::SqliteFailure(failure, _) => failure,
            // The file holds what this program cannot have written.
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..) => return Self::Corrupt(source),
            _ => return Self::Database { doing, source },
        };
        match (failure.code, failure.extended_code) {
            (ErrorCode::DiskFull, _) => Self::Full(source),
            (
                ErrorCode::SystemIoFailure,
                ffi::SQLITE_IOERR_READ
                | ffi::SQLITE_IOERR_SHORT_READ
                | ffi::SQLITE_IOERR_DATA
                | ffi::SQLITE_IOERR_CORRUPTFS,
            ) => Self::Corrupt(source),
            // Everything else of this sort is a write that found no room: of the file, the WAL or its index.
            (ErrorCode::SystemIoFailure, _) => Self::Full(source),
            (ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied, _) => {
                Self::ReadOnly(source)
            }
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy(source),
            (ErrorCode::OperationInterrupted, _) => Self::Superseded,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => Self::Corrupt(source),
            _ => Self::Database { doing, source },
        }
    }
}
