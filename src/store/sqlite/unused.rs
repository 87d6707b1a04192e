//! Whether anything has happened on a desk yet, and what gives way when another one's life is put on it.

use rusqlite::Connection;

use super::codec::AGENTS_CHANGED;

/// A desk on which one of these has a row has been used.
const USED: &[&str] = &["channels", "contacts", "dialogs", "messages", "ops"];

/// What is there as soon as somebody is on a desk. A token or a user of the machine would else be somebody else's.
const SETTING_UP: &[&str] = &["agents", "roles", "tokens", "logins", "audit", "changes"];

/// Whether more has happened than that people came to the desk.
pub(super) fn is_used(connection: &Connection) -> rusqlite::Result<bool> {
    for table in USED {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if connection.query_row(&sql, [], |row| row.get(0))? {
            return Ok(true);
        }
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM changes WHERE kind <> ?1)";
    connection.query_row(sql, [AGENTS_CHANGED], |row| row.get(0))
}

/// Takes everybody off a desk that is not used yet.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    for table in SETTING_UP {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}
