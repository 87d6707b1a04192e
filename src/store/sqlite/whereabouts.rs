//! Looks for dialogs by the names of their contacts, wherever they lie.

use rusqlite::Connection;

use super::Sqlite;
use crate::base::text::fold;
use crate::domain::{ChannelId, DialogId};
use crate::store::StoreError;
use crate::store::whereabouts::Whereabouts;

impl Whereabouts for Sqlite {
    fn dialogs_called(&self, name: &str, limit: usize) -> Result<Vec<DialogId>, StoreError> {
        self.read("looking for a dialog", |it| called(it, name, limit))
    }

    fn out_of_reach(&self, channel: ChannelId) -> Result<u32, StoreError> {
        self.read("counting who has blocked us", |it| {
            it.prepare_cached(
                "SELECT count(*) FROM contacts WHERE channel = ?1 AND blocked_us IS NOT NULL",
            )?
            .query_row([channel.0], |row| row.get(0))
        })
    }
}

/// Every contact is looked at: it is asked once by a person, and the index of words knows only what it has learned.
fn called(connection: &Connection, name: &str, limit: usize) -> rusqlite::Result<Vec<DialogId>> {
    let wanted = fold(name.trim());
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let (mut exact, mut near) = (Vec::new(), Vec::new());
    let mut query = connection.prepare_cached(
        "SELECT d.id, c.name, c.handle, c.external FROM dialogs d CROSS JOIN contacts c
         ON c.id = d.contact ORDER BY d.id DESC",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let texts: [String; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
        let texts = texts.map(|it| fold(it.trim()));
        if texts.contains(&wanted) {
            exact.push(DialogId(row.get(0)?));
        } else if near.len() < limit && texts.iter().any(|it| it.contains(&wanted)) {
            near.push(DialogId(row.get(0)?));
        }
        if exact.len() == limit {
            break;
        }
    }
    Ok(if exact.is_empty() { near } else { exact })
}
