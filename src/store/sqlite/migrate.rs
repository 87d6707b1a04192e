//! The schema's history: numbered files, the missing ones applied in one transaction.

use rusqlite::Connection;

use crate::store::StoreError;

/// Marks the file as a desk ("kdsk"), so that no other program's file is taken for one.
const APPLICATION_ID: i64 = 0x6B64_736B;

/// A step from one version to the next.
struct Step {
    sql: &'static str,
    /// What SQL alone cannot do, after it.
    then: Option<fn(&Connection) -> rusqlite::Result<()>>,
}

/// Every version there has been, the first first.
const MIGRATIONS: &[Step] = &[
    Step { sql: include_str!("../../../assets/migrations/0001_first.sql"), then: None },
    Step { sql: include_str!("../../../assets/migrations/0002_queue.sql"), then: Some(queue) },
    Step { sql: include_str!("../../../assets/migrations/0003_team.sql"), then: None },
    Step { sql: include_str!("../../../assets/migrations/0004_replica.sql"), then: None },
    Step { sql: include_str!("../../../assets/migrations/0006_files.sql"), then: None },
    Step { sql: include_str!("../../../assets/migrations/0007_channels.sql"), then: None },
    Step { sql: include_str!("../../../assets/migrations/0008_keeping.sql"), then: None },
];

/// What was there before the second version is found by its tags, and will be by its words.
fn queue(connection: &Connection) -> rusqlite::Result<()> {
    super::dialogs::index_all_tags(connection)?;
    super::words::begin(connection)
}

/// The newest version this program knows.
pub(super) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings the file to the newest version; leaves a foreign or newer one alone.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    if check(connection)? == known() {
        return Ok(());
    }
    let failed = |source| StoreError::while_doing("bringing it up to date", source);
    let transaction =
        rusqlite::Transaction::new_unchecked(connection, rusqlite::TransactionBehavior::Immediate)
            .map_err(failed)?;
    // Another process may have been faster between the check and the lock.
    let found = check(&transaction)?;
    for Step { sql, then } in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        transaction.execute_batch(sql).map_err(failed)?;
        then.map_or(Ok(()), |it| it(&transaction)).map_err(failed)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .and_then(|()| transaction.pragma_update(None, "user_version", known()))
        .map_err(failed)?;
    transaction.commit().map_err(failed)
}

/// The file's version, when it is a desk this program can use; 0 when it is empty.
pub(super) fn check(connection: &Connection) -> Result<i64, StoreError> {
    let ask = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|source| StoreError::while_doing("reading its version", source))
    };
    let version = ask("PRAGMA user_version")?;
    let empty = ask("SELECT count(*) FROM sqlite_schema")? == 0;
    judge(ask("PRAGMA application_id")?, version, empty)
}

/// The version of a file that says this of itself, when it is a desk this program can use.
pub(in crate::store) fn judge(
    application_id: i64,
    version: i64,
    empty: bool,
) -> Result<i64, StoreError> {
    if application_id != APPLICATION_ID && !(empty && version == 0) {
        return Err(StoreError::Foreign);
    }
    if version > known() {
        return Err(StoreError::Newer { found: version, known: known() });
    }
    Ok(version)
}
