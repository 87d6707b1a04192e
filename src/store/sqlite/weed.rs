//! Takes rows out of a rescued desk that this program could not read.

use rusqlite::{Connection, Row};

use super::{channels, dialogs, feed, messages, roles};
use crate::domain::Kind;

/// Deletes the rows with words nobody knows, so that no list stumbles over them; tells how many.
pub(in crate::store) fn weed(connection: &Connection) -> rusqlite::Result<u64> {
    let weed = |table, key, columns, decode: Decode<'_>| {
        weed_one(connection, (table, key, columns), decode)
    };
    let drafts = connection.execute(
        "DELETE FROM drafts WHERE kind NOT IN (?1, ?2)",
        [Kind::Reply.code(), Kind::Note.code()],
    )?;
    Ok(u64::try_from(drafts).unwrap_or(u64::MAX)
        + weed("agents", "id", roles::COLUMNS, &|it| roles::from_row(it).is_ok())?
        + weed("channels", "id", channels::COLUMNS, &|it| channels::from_row(it).is_ok())?
        + weed("dialogs", "id", dialogs::COLUMNS, &|it| dialogs::from_row(it).is_ok())?
        + weed("messages", "id", messages::COLUMNS, &|it| messages::from_row(it).is_ok())?
        + weed("changes", "no", feed::COLUMNS, &|it| feed::entry(it).is_ok())?)
}

/// Whether a row can be read.
type Decode<'a> = &'a dyn Fn(&Row<'_>) -> bool;

/// The first of `columns` is the key.
fn weed_one(
    connection: &Connection,
    (table, key, columns): (&str, &str, &str),
    decode: Decode<'_>,
) -> rusqlite::Result<u64> {
    let mut unreadable: Vec<i64> = Vec::new();
    let mut statement = connection.prepare(&format!("SELECT {columns} FROM {table} d"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !decode(row) {
            unreadable.push(row.get(0)?);
        }
    }
    let mut delete = connection.prepare(&format!("DELETE FROM {table} WHERE {key} = ?1"))?;
    for id in &unreadable {
        delete.execute([id])?;
    }
    Ok(unreadable.len() as u64)
}
