//! The search index: kept by every transaction that writes, in one place and at its end.
//!
//! Nobody who stores a message or changes a contact has to think of it: new messages are known by their names,
//! which only grow (but on a replica, to which a hub tells them in any order: there each is noted); triggers note which contacts have changed and what is gone. The index is worth less than what
//! it was made of: one that turns out to be damaged is thrown away, the transaction goes on without it, and the
//! next start makes a new one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OptionalExtension as _};

use super::history::Fault;
use super::{Sqlite, pending};
use crate::base::text::{each_word, fold};
use crate::domain::MessageId;
use crate::store::StoreError;

const SCHEMA: &str = include_str!("../../../assets/migrations/words.sql");

const DROP: &str = "
    DROP TABLE IF EXISTS message_terms;
    DROP TABLE IF EXISTS contact_terms;
    DROP TABLE IF EXISTS message_words;
    DROP TABLE IF EXISTS contact_words;";

/// Without these an index cannot even be thrown away.
const REPAIR: &str = "
    CREATE TABLE IF NOT EXISTS message_words_config (k PRIMARY KEY, v) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS contact_words_config (k PRIMARY KEY, v) WITHOUT ROWID;
    INSERT OR REPLACE INTO message_words_config VALUES ('version', 4);
    INSERT OR REPLACE INTO contact_words_config VALUES ('version', 4);";

const FORGET: &str = "DELETE FROM words_gone; DELETE FROM words_changed;";

pub(super) const NEWEST: &str = "SELECT max(id) FROM messages";
const NEWEST_KNOWN: &str = "SELECT rowid FROM message_words ORDER BY rowid DESC LIMIT 1";
const LEARN: &str = "INSERT INTO message_words (rowid, words)
    SELECT id, folded(text) FROM messages WHERE id > ?1 ORDER BY id LIMIT ?2";
const LEARN_CONTACT: &str = "INSERT INTO contact_words (rowid, name, handle, external, note)
    SELECT id, folded(name), folded(handle), folded(external), folded(note) FROM contacts
    WHERE id = ?1";
const LATE: &str = "SELECT message FROM words_late LIMIT ?1";
const LEARN_ONE: &str = "INSERT INTO message_words (rowid, words)
    SELECT id, folded(text) FROM messages WHERE id = ?1";
const ALL_LATE: &str = "INSERT OR IGNORE INTO words_late SELECT id FROM messages WHERE id < ?1";
const ALL_CONTACTS: &str = "INSERT OR IGNORE INTO words_changed SELECT id FROM contacts";

/// Texts learned in one step of an index that is far behind: about a tenth of a second.
const STEP: i64 = 2_000;

/// Up to so many new messages a transaction learns at its end whatever it was about; of more, only a few.
const AT_ONCE: i64 = 20_000;
const A_FEW: i64 = 200;

impl Sqlite {
    /// Throws the search index away and makes it again from the texts: some seconds for each hundred thousand
    /// messages, in small steps, between which others can write. For when a search says [`StoreError::NoIndex`].
    ///
    /// # Errors
    /// When the desk cannot be read or written.
    pub fn rebuild_words(&mut self) -> Result<(), StoreError> {
        self.begin_words()?;
        self.catch_up()
    }

    /// Learns everything that the index does not know yet, in small steps, between which others can write: a search
    /// after it misses nothing that was there before. Nothing is written where there is nothing to learn; else it
    /// takes some seconds for each hundred thousand messages.
    ///
    /// # Errors
    /// When the desk cannot be read or written.
    pub fn catch_up(&mut self) -> Result<(), StoreError> {
        while self.learn_more()? {}
        Ok(())
    }

    /// Throws the search index away and begins a new one, which knows nothing yet: [`learn_more`](Self::learn_more) until
    /// it does.
    ///
    /// # Errors
    /// When the desk cannot be written.
    pub fn begin_words(&mut self) -> Result<(), StoreError> {
        self.write("making the search index", begin)
    }

    /// Makes the index where an earlier transaction had to throw it away. One that is not far behind is brought up
    /// to date; the others are left to [`learn_more`](Self::learn_more).
    pub(super) fn mend_words(&mut self) -> Result<(), StoreError> {
        if !self.read("looking for the search index", is_begun)? {
            self.write("making the search index", |it| {
                // Another process may have been faster.
                if is_begun(it)? { Ok(()) } else { begin(it) }
            })?;
        }
        let (mut behind, mut last) = (self.words_behind()?, i64::MAX);
        while (1..=AT_ONCE).contains(&behind) && behind < last {
            self.learn_more()?;
            last = std::mem::replace(&mut behind, self.words_behind()?);
        }
        Ok(())
    }

    /// How far the index is behind, in texts; of messages the highest number there can be.
    pub(in crate::store) fn words_behind(&self) -> Result<i64, StoreError> {
        self.read("looking at the search index", |it| {
            if !is_there(it)? {
                return Ok(0);
            }
            let changed: i64 = it
                .prepare_cached(
                    "SELECT (SELECT count(*) FROM words_changed) + (SELECT count(*) FROM words_late)",
                )?
                .query_row([], |row| row.get(0))?;
            match unknown(it) {
                // What is broken is not made better by learning more.
                Err(error) if is_broken(&error) => Ok(0),
                other => Ok(other?.1 + changed),
            }
        })
    }

    /// Learns some of what the index does not know yet, for about a tenth of a second; says whether there is more.
    ///
    /// # Errors
    /// When the desk cannot be read or written.
    pub fn learn_more(&mut self) -> Result<bool, StoreError> {
        let before = self.words_behind()?;
        if before == 0 {
            return Ok(false);
        }
        self.write("making the search index", |it| {
            learn(it, STEP)?;
            learn_late(it, STEP)
        })?;
        let behind = self.words_behind()?;
        // Without progress (the index has just been thrown away again) it is given up.
        Ok((1..before).contains(&behind))
    }
}

fn is_there(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT count(*) FROM sqlite_schema WHERE name = 'message_words'")?
        .query_row([], |row| row.get(0))
}

/// Whether there is an index that knows something, or has nothing to know.
fn is_begun(connection: &Connection) -> rusqlite::Result<bool> {
    if !is_there(connection)? {
        return Ok(false);
    }
    match unknown(connection) {
        Err(error) if is_broken(&error) => Ok(true),
        // Of one that has lost what it knew, something may be left that contradicts.
        other => other.map(|(known, new)| known > 0 || new == 0),
    }
}

/// The newest message that the index knows, and how many there can be after it.
fn unknown(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let newest: Option<i64> = connection.prepare_cached(NEWEST)?.query_row([], |row| row.get(0))?;
    let known: Option<i64> =
        connection.prepare_cached(NEWEST_KNOWN)?.query_row([], |row| row.get(0)).optional()?;
    let mut known = known.unwrap_or(0);
    if pending::is_replica(connection)? {
        known = known.max(MessageId::FIRST_PROVISIONAL.0 - 1);
    }
    Ok((known, (newest.unwrap_or(0) - known).max(0)))
}

/// Teaches a connection to fold, which every one that writes needs.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("folded", 1, flags, |it| {
        Ok(it.get_raw(0).as_str().map(fold).unwrap_or_default())
    })
}

/// Makes an index that knows nothing yet, in a transaction of the caller's.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<()> {
    throw_away(connection)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch(FORGET)?;
    connection.execute(ALL_CONTACTS, [])?;
    // A desk of the first versions follows nobody.
    let may_follow = connection
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'words_late'")?
        .exists([])?;
    if may_follow && pending::is_replica(connection)? {
        connection.execute(ALL_LATE, [MessageId::FIRST_PROVISIONAL.0])?;
    }
    Ok(())
}

/// Notes a message of a hub for the index.
pub(super) fn note_late(connection: &Connection, message: MessageId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO words_late (message) VALUES (?1)")?
        .execute([message.0])
        .map(drop)
}

/// Tells the index what the transaction has changed. The last thing a transaction does.
pub(super) fn keep_up(connection: &Connection) -> rusqlite::Result<()> {
    run(connection, "SAVEPOINT words")?;
    // What is learned is written to the index only when it must be: another savepoint makes it so, and tells here
    // what would be told at the commit, when it is too late to do without.
    let kept = unknown(connection)
        .and_then(|(_, new)| learn(connection, if new <= AT_ONCE { AT_ONCE } else { A_FEW }))
        .and_then(|()| learn_late(connection, A_FEW))
        .and_then(|()| run(connection, "SAVEPOINT words_written"))
        .and_then(|()| run(connection, "RELEASE words_written"));
    let Err(error) = kept else { return run(connection, "RELEASE words") };
    run(connection, "ROLLBACK TO words")?;
    run(connection, "RELEASE words")?;
    if is_the_worlds(&error) {
        return Err(error);
    }
    throw_away(connection)?;
    connection.execute_batch(FORGET)
}

fn throw_away(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(DROP).or_else(|_| {
        connection.execute_batch(REPAIR)?;
        connection.execute_batch(DROP)?;
        // What was repaired of an index that was gone already.
        connection.execute_batch(
            "DROP TABLE IF EXISTS message_words_config; DROP TABLE IF EXISTS contact_words_config",
        )
    })
}

/// Learns at most so many texts of each sort.
fn learn(connection: &Connection, most: i64) -> rusqlite::Result<()> {
    let (known, new) = unknown(connection)?;
    if new > 0 {
        connection.prepare_cached(LEARN)?.execute([known, most])?;
    }
    for message in due(connection, "SELECT message FROM words_gone LIMIT ?1", most)? {
        connection
            .prepare_cached("DELETE FROM message_words WHERE rowid = ?1")?
            .execute([message])?;
        connection
            .prepare_cached("DELETE FROM words_gone WHERE message = ?1")?
            .execute([message])?;
    }
    for contact in due(connection, "SELECT contact FROM words_changed LIMIT ?1", most)? {
        connection
            .prepare_cached("DELETE FROM contact_words WHERE rowid = ?1")?
            .execute([contact])?;
        connection.prepare_cached(LEARN_CONTACT)?.execute([contact])?;
        connection
            .prepare_cached("DELETE FROM words_changed WHERE contact = ?1")?
            .execute([contact])?;
    }
    Ok(())
}

/// Learns at most so many of the messages that came late.
fn learn_late(connection: &Connection, most: i64) -> rusqlite::Result<()> {
    for message in due(connection, LATE, most)? {
        // One that went and came again is known as it was.
        for table in ["message_words WHERE rowid", "words_gone WHERE message"] {
            connection.prepare_cached(&format!("DELETE FROM {table} = ?1"))?.execute([message])?;
        }
        connection.prepare_cached(LEARN_ONE)?.execute([message])?;
        connection
            .prepare_cached("DELETE FROM words_late WHERE message = ?1")?
            .execute([message])?;
    }
    Ok(())
}

fn due(connection: &Connection, sql: &str, most: i64) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached(sql)?.query_map([most], |row| row.get(0))?.collect()
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// Whether an error of a statement that writes to the index has its reason elsewhere. A damaged index has many
/// ways to fail: a row is there twice, a part is missing.
fn is_the_worlds(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
        )
    )
}

/// Whether an error of a question to the index says that the index is damaged or not there.
pub(super) fn is_broken(error: &rusqlite::Error) -> bool {
    if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) {
        return true;
    }
    let said = error.to_string();
    let is_ours = said.contains("message_words") || said.contains("contact_words");
    let is_not_there = said.contains("no such table") || said.contains("vtable constructor failed");
    is_ours && is_not_there || said.contains("invalid fts5 file format")
}

/// What the index knows of each text, as a sum over its words that does not depend on their order of reading.
type Sums = HashMap<i64, u64>;

/// Where the index is not what the texts say.
pub(super) fn faults(connection: &Connection) -> rusqlite::Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for table in ["words_gone", "words_changed", "words_late"] {
        let left = due(connection, &format!("SELECT * FROM {table} LIMIT ?1"), 10)?;
        if !left.is_empty() {
            faults.push(fault(format!("the search index has not been told of {table} {left:?}")));
        }
    }
    let compared = [
        (
            "message",
            compare(connection, "message_words", "message_terms", "SELECT id, text FROM messages"),
        ),
        (
            "contact",
            compare(
                connection,
                "contact_words",
                "contact_terms",
                "SELECT id, name, handle, external, note FROM contacts",
            ),
        ),
    ];
    for (what, compared) in compared {
        match compared {
            Ok(wrong) => faults.extend(
                wrong
                    .into_iter()
                    .map(|id| fault(format!("the search index is wrong about {what} {id}"))),
            ),
            Err(error) if is_broken(&error) => {
                faults.push(fault(format!("the search index of each {what} is broken: {error}")));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(faults)
}

fn fault(what: String) -> Fault {
    Fault { dialog: None, what }
}

/// The ids of texts about which the index is wrong.
fn compare(
    connection: &Connection,
    index: &str,
    terms: &str,
    texts: &str,
) -> rusqlite::Result<Vec<i64>> {
    let mut sums = Sums::new();
    let mut statement = connection.prepare(texts)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // Whether a text is known at all counts like one word.
        let sum = sums.entry(row.get(0)?).or_insert(1);
        for column in 1..columns {
            let mut offset = 0;
            each_word(row.get_ref(column)?.as_str()?, |word| {
                *sum = sum.wrapping_add(weight(&word.text, column - 1, offset));
                offset += 1;
            });
        }
    }
    let mut known = connection.prepare(&format!("SELECT rowid FROM {index}"))?;
    let mut rows = known.query([])?;
    while let Some(row) = rows.next()? {
        let sum = sums.entry(row.get(0)?).or_insert(0);
        *sum = sum.wrapping_sub(1);
    }
    let names = ["words", "name", "handle", "external", "note"];
    let mut said = connection.prepare(&format!("SELECT term, doc, col, offset FROM {terms}"))?;
    let mut rows = said.query([])?;
    while let Some(row) = rows.next()? {
        let column = row.get_ref(2)?.as_str()?;
        // The messages' one column, or one of the contacts' four.
        let column = names.iter().position(|it| *it == column).map_or(9, |it| it.saturating_sub(1));
        let weight = weight(row.get_ref(0)?.as_str()?, column, row.get(3)?);
        let sum = sums.entry(row.get(1)?).or_insert(0);
        *sum = sum.wrapping_sub(weight);
    }
    let mut wrong: Vec<i64> = sums.into_iter().filter(|it| it.1 != 0).map(|it| it.0).collect();
    wrong.sort_unstable();
    Ok(wrong)
}

fn weight(word: &str, column: usize, offset: i64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (word, column, offset).hash(&mut hasher);
    hasher.finish()
}
