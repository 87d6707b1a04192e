//! Facts about the desk itself.

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension as _, ToSql, params};

/// The desk's own name: 32 hex digits.
pub(super) const DESK_NAME: &str = "desk_name";
/// The highest number that is no more in the feed.
pub(super) const FEED_FLOOR: &str = "feed_floor";
/// For how many calendar months files are kept; two where nobody has said so.
pub(super) const FILES_MONTHS: &str = "files_months";
/// On a replica: the name of the desk it follows.
pub(super) const FOLLOWS: &str = "follows";
/// On a replica: who sits here.
pub(super) const ME: &str = "me";
/// On a replica: what that agent may see and do, as the hub last told.
pub(super) const RIGHTS: &str = "rights";
/// On a replica: the last number of the hub's feed that is here.
pub(super) const CURSOR: &str = "cursor";
/// On a replica: the round of telling; it grows when the replica starts over.
pub(super) const ROUND: &str = "round";
/// On a replica that is being filled: heap, key and tie of the next part (none: the beginning), and how much has come of
/// how much.
pub(super) const FILLING: &str = "filling";

/// On a replica: what was not told again is not there any more, as soon as the feed has told up to this number.
pub(super) const SWEEP: &str = "sweep";

pub(super) fn get<T: FromSql>(connection: &Connection, name: &str) -> rusqlite::Result<Option<T>> {
    connection
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

pub(super) fn set(connection: &Connection, name: &str, value: impl ToSql) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
        .execute(params![name, value])
        .map(drop)
}

pub(super) fn forget(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM meta WHERE name = ?1")?.execute([name]).map(drop)
}
