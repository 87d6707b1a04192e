//! Which files there are, and which of their contents are still needed.

use std::collections::HashSet;

use rusqlite::params;

use super::codec::maybe_moment;
use super::{Sqlite, messages};
use crate::base::clock::Timestamp;
use crate::domain::{Attachment, ContentHash, DialogId, MessageId};
use crate::store::{Files, StoreError};

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
            it.prepare_cached(
                "SELECT DISTINCT hash FROM files WHERE hash IS NOT NULL AND expires > ?1",
            )?
            .query_map([now.0], |row| row.get(0).map(ContentHash))?
            .collect()
        })
    }

    fn next_expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read("reading which files are kept", |it| {
            it.prepare_cached(
                "SELECT min(expires) FROM files WHERE hash IS NOT NULL AND expires > ?1",
            )?
            .query_row(params![now.0], |row| maybe_moment(row, 0))
        })
    }
}
