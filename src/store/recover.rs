//! Rescues what can be read of a damaged desk into a new one.
//!
//! Table by table, in the order of the keys; where a page cannot be read, the next readable key is looked for.
//! What only hung on lost rows gets a stand-in to hang on, everything derived is counted again, and the
//! damaged file is kept under another name: the rescue destroys nothing.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::desk::FILE;
use super::lease::Lease;
use super::{Sqlite, StoreError};

/// What a rescue came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Where the damaged file lies now.
    pub kept: PathBuf,
    /// Rows saved, by table.
    pub saved: Vec<(String, u64)>,
    /// Rows lost, as far as can be told: keys in the gaps, and rows that contradicted others.
    pub lost: u64,
}

/// Rescues the desk in a folder. No program may have it open.
///
/// # Errors
/// When the desk's channels are running, when the file is no desk or of a newer version, or when the new one
/// cannot be written; the damaged file is where it was then.
pub fn recover(dir: &Path) -> Result<Recovered, StoreError> {
    let _alone = Lease::try_take(dir).map_err(StoreError::Unopened)?.ok_or_else(in_use)?;
    let (fresh, copy) = (dir.join("desk.rescue.db"), dir.join("desk.rescue-copy.db"));
    let io = StoreError::Unopened;
    remove(&fresh).and_then(|()| remove(&copy)).map_err(io)?;
    // Opened and closed once, so that its first page is in the file and can be lent.
    drop(Sqlite::open(&fresh)?);
    copy_damaged(dir, &copy).map_err(io)?;
    let mut desk = Sqlite::open(&fresh)?;
    let source = open_damaged(&copy, &fresh)?;
    let mut rescue = Rescue { source: source.as_ref(), saved: Vec::new(), lost: 0 };
    desk.rescue(|target| rescue.run(target))?;
    desk.recount()?;
    let (saved, lost) = (rescue.saved, rescue.lost);
    // The last connection that closes brings the WAL home, so that the file is whole by itself.
    drop((source, desk));
    remove(&copy).map_err(io)?;
    let kept = put_aside(dir).map_err(io)?;
    std::fs::rename(&fresh, dir.join(FILE)).map_err(io)?;
    Ok(Recovered { kept, saved, lost })
}

fn in_use() -> StoreError {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    StoreError::Busy(rusqlite::Error::SqliteFailure(code, None))
}

fn failed(source: rusqlite::Error) -> StoreError {
    StoreError::while_doing("rescuing what can be read", source)
}

/// Works on a copy: SQLite writes the WAL into a file that it closes. What was cut off is filled with nothing,
/// because SQLite does not open a file that is shorter than it says.
fn copy_damaged(dir: &Path, copy: &Path) -> std::io::Result<()> {
    std::fs::copy(dir.join(FILE), copy)?;
    let wal = dir.join(format!("{FILE}-wal"));
    if wal.exists() {
        std::fs::copy(wal, dir.join("desk.rescue-copy.db-wal"))?;
    }
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let mut header = [0; 32];
    let length = file.metadata()?.len();
    if file.read_exact(&mut header).is_ok()
        && let [.., a, b, c, d] = header
    {
        let pages = u64::from(u32::from_be_bytes([a, b, c, d]));
        // A number this far off is garbage itself.
        if header.starts_with(b"SQLite format 3") && pages < length / PAGE * 100 {
            file.set_len(length.max(pages * PAGE))?;
        }
    }
    Ok(())
}

/// SQLite's page, as every desk has it.
const PAGE: u64 = 4096;

/// The damaged file. Where not even its first page can be read, that of a new desk is put in its place: the
/// tables begin where they do there. `None` when that does not help.
fn open_damaged(copy: &Path, fresh: &Path) -> Result<Option<Connection>, StoreError> {
    if let Some(source) = open_strictly(copy)? {
        return Ok(Some(source));
    }
    lend_first_page(copy, fresh).map_err(StoreError::Unopened)?;
    open_strictly(copy)
}

fn lend_first_page(copy: &Path, fresh: &Path) -> std::io::Result<()> {
    let mut page = vec![0; usize::try_from(PAGE).unwrap_or(0)];
    std::fs::File::open(fresh)?.read_exact(&mut page)?;
    let mut file = OpenOptions::new().write(true).open(copy)?;
    let pages = u32::try_from(file.metadata()?.len().div_ceil(PAGE)).unwrap_or(u32::MAX);
    if let Some(count) = page.get_mut(28..32) {
        count.copy_from_slice(&pages.to_be_bytes());
    }
    file.write_all(&page)?;
    file.set_len(u64::from(pages) * PAGE)
}

fn open_strictly(file: &Path) -> Result<Option<Connection>, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(file, flags).map_err(failed)?;
    match super::sqlite::check(&source) {
        Ok(_) => (),
        Err(StoreError::Corrupt(_)) => return Ok(None),
        Err(other) => return Err(other),
    }
    // Garbage that looks like a row is worse than a row that is missing.
    let strict = source.pragma_update(None, "cell_size_check", "on");
    Ok(strict.is_ok().then_some(source))
}

/// Gives the damaged file, and the WAL that belongs to it, a name that is not taken.
fn put_aside(dir: &Path) -> std::io::Result<PathBuf> {
    let free = |number: &u32| !dir.join(format!("desk.damaged-{number}.db")).exists();
    let number = (1..).find(free).unwrap_or(0);
    let kept = dir.join(format!("desk.damaged-{number}.db"));
    std::fs::rename(dir.join(FILE), &kept)?;
    let wal = |name: &str| dir.join(format!("{name}-wal"));
    if wal(FILE).exists() {
        std::fs::rename(wal(FILE), wal(&format!("desk.damaged-{number}.db")))?;
    }
    // It is rebuilt from the WAL; the old one would only confuse the new desk.
    remove_one(&dir.join(format!("{FILE}-shm")))?;
    Ok(kept)
}

fn remove(file: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        remove_one(Path::new(&name))?;
    }
    Ok(())
}

fn remove_one(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A table as both files have it.
struct Table {
    name: String,
    columns: Vec<String>,
    keys: Vec<String>,
    has_rowid: bool,
}

impl Table {
    fn select(&self, rest: &str) -> String {
        format!("SELECT {} FROM {} NOT INDEXED {rest}", self.columns.join(", "), self.name)
    }

    fn ordered(&self, way: &str) -> String {
        let keys: Vec<String> = self.keys.iter().map(|it| format!("{it} {way}")).collect();
        // Without a rowid the table is its own index, which NOT INDEXED would forbid.
        let columns = self.columns.join(", ");
        format!("SELECT {columns} FROM {} ORDER BY {}", self.name, keys.join(", "))
    }

    fn insert(&self) -> String {
        let marks = vec!["?"; self.columns.len()].join(", ");
        let columns = self.columns.join(", ");
        format!("INSERT OR IGNORE INTO {} ({columns}) VALUES ({marks})", self.name)
    }
}

struct Rescue<'a> {
    source: Option<&'a Connection>,
    saved: Vec<(String, u64)>,
    lost: u64,
}

/// How far a run over readable rows has come.
struct Run {
    saved: u64,
    last: Option<i64>,
    complete: bool,
}

impl Rescue<'_> {
    fn run(&mut self, target: &Connection) -> rusqlite::Result<()> {
        let Some(source) = self.source else { return Ok(()) };
        for table in tables(source, target)? {
            let saved = if table.has_rowid {
                self.by_rowid(source, target, &table)?
            } else {
                self.down_then_up(source, target, &table)?
            };
            self.saved.push((table.name, saved));
        }
        names_are_not_used_again(source, target)?;
        self.lost += target.execute_batch(STAND_INS).and_then(|()| forget_orphans(target))?;
        Ok(())
    }

    fn by_rowid(
        &mut self,
        source: &Connection,
        target: &Connection,
        table: &Table,
    ) -> rusqlite::Result<u64> {
        let (mut saved, mut next) = (0, 1);
        let end = last_rowid(source, &table.name);
        let sql = table.select("WHERE rowid >= ?1 ORDER BY rowid");
        loop {
            let run = self.copy(source, target, table, (&sql, Some(next)))?;
            saved += run.saved;
            if run.complete {
                return Ok(saved);
            }
            let bad = run.last.map_or(next, |it| it + 1);
            let Some(found) = next_readable(source, &table.name, bad, end) else {
                self.lost += u64::try_from(end - bad + 1).unwrap_or(0);
                return Ok(saved);
            };
            self.lost += u64::try_from(found - bad).unwrap_or(0);
            next = found;
        }
    }

    fn down_then_up(
        &mut self,
        source: &Connection,
        target: &Connection,
        table: &Table,
    ) -> rusqlite::Result<u64> {
        let down = self.copy(source, target, table, (&table.ordered("ASC"), None))?;
        if down.complete {
            return Ok(down.saved);
        }
        let up = self.copy(source, target, table, (&table.ordered("DESC"), None))?;
        // How many were between the two ends, nobody knows.
        self.lost += 1;
        Ok(down.saved + up.saved)
    }

    /// Copies row by row until the end or until a page cannot be read.
    fn copy(
        &mut self,
        source: &Connection,
        target: &Connection,
        table: &Table,
        (sql, from): (&str, Option<i64>),
    ) -> rusqlite::Result<Run> {
        let mut run = Run { saved: 0, last: None, complete: false };
        let Ok(mut statement) = source.prepare(sql) else { return Ok(run) };
        let Ok(mut rows) = statement.query(params_from_iter(from)) else { return Ok(run) };
        let mut insert = target.prepare_cached(&table.insert())?;
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    run.complete = true;
                    return Ok(run);
                }
                Err(_) => return Ok(run),
            };
            let columns = 0..table.columns.len();
            let Ok(values) =
                columns.map(|it| row.get_ref(it).map(owned)).collect::<Result<Vec<_>, _>>()
            else {
                return Ok(run);
            };
            if let (true, Some(Value::Integer(id))) = (table.has_rowid, values.first()) {
                run.last = Some(*id);
            }
            match insert.execute(params_from_iter(values)) {
                Ok(1) => run.saved += 1,
                Ok(_) => self.lost += 1,
                // A row that breaks the schema's rules is damage, too.
                Err(error) if is_refused(&error) => self.lost += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

fn is_refused(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch)
    )
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

/// The tables of both files, with the columns that both have. Totals are counted again, not copied.
fn tables(source: &Connection, target: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = target.prepare(
        "SELECT name, wr FROM pragma_table_list
         WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name <> 'totals'
         ORDER BY name",
    )?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut tables = Vec::new();
    for table in found {
        let (name, without_rowid): (String, bool) = table?;
        let known = columns(source, &name).unwrap_or_default();
        let mut wanted = columns(target, &name)?;
        wanted.retain(|(column, _)| known.iter().any(|(it, _)| it == column));
        if wanted.is_empty() {
            continue;
        }
        let mut keys: Vec<_> = wanted.iter().filter(|(_, key)| *key > 0).collect();
        keys.sort_by_key(|(_, key)| *key);
        tables.push(Table {
            keys: keys.into_iter().map(|(column, _)| column.clone()).collect(),
            columns: wanted.into_iter().map(|(column, _)| column).collect(),
            has_rowid: !without_rowid,
            name,
        });
    }
    Ok(tables)
}

/// A table's columns, each with its place in the primary key. Ours have their rowid first.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<(String, i64)>> {
    connection
        .prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The last rowid that was ever given, or else the last that can be seen.
fn last_rowid(source: &Connection, table: &str) -> i64 {
    let given = source
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [table], |row| row.get(0))
        .unwrap_or(0);
    let seen = source
        .query_row(&format!("SELECT max(rowid) FROM {table} NOT INDEXED"), [], |row| row.get(0))
        .unwrap_or(0);
    i64::max(given, seen)
}

/// The first key from `bad` on behind which rows can be read again.
fn next_readable(source: &Connection, table: &str, bad: i64, end: i64) -> Option<i64> {
    /// A page holds at least about so many rows; a longer leap could pass over a good one.
    const LEAP: i64 = 16;
    let sql =
        format!("SELECT rowid FROM {table} NOT INDEXED WHERE rowid >= ?1 ORDER BY rowid LIMIT 1");
    let mut statement = source.prepare(&sql).ok()?;
    let mut probe = |from: i64| statement.query_row([from], |row| row.get::<_, i64>(0)).ok();
    let (mut unreadable, mut leap) = (bad - 1, 1);
    while unreadable < end {
        let from = (unreadable + leap).min(end);
        if let Some(found) = probe(from) {
            // Go back as far as it stays readable.
            let (mut low, mut high) = (unreadable, from);
            let mut first = found;
            while low + 1 < high {
                let middle = low + (high - low) / 2;
                match probe(middle) {
                    Some(found) => (high, first) = (middle, found),
                    None => low = middle,
                }
            }
            return Some(first.max(bad));
        }
        unreadable = from;
        leap = (leap * 2).min(LEAP);
    }
    None
}

/// Names of lost rows are gone for good: somebody may still know them.
fn names_are_not_used_again(source: &Connection, target: &Connection) -> rusqlite::Result<()> {
    let Ok(mut statement) = source.prepare("SELECT name, seq FROM sqlite_sequence") else {
        return Ok(());
    };
    let Ok(rows) = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))) else {
        return Ok(());
    };
    for (name, seq) in rows.map_while(Result::ok) {
        let (name, seq): (String, i64) = (name, seq);
        let raised = target
            .prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?
            .execute(rusqlite::params![name, seq])?;
        if raised == 0 {
            target.execute(
                "INSERT INTO sqlite_sequence VALUES (?1, ?2)",
                rusqlite::params![name, seq],
            )?;
        }
    }
    Ok(())
}

/// Something to hang on for what has lost it: deactivated channels, nameless contacts, open dialogs.
const STAND_INS: &str = "
INSERT INTO channels (id, kind, connector, name, active, health, health_why, cursor)
    SELECT id, 'email', 'demo', 'rescued ' || id, 0, 'ok', '', ''
    FROM (SELECT channel AS id FROM contacts UNION SELECT channel FROM dialogs
          UNION SELECT channel FROM messages)
    WHERE id NOT IN (SELECT id FROM channels);
INSERT INTO contacts (id, channel, external, name, handle, language)
    SELECT contact, channel, 'rescued contact ' || contact, '', '', '' FROM dialogs
    WHERE contact NOT IN (SELECT id FROM contacts);
INSERT INTO contacts (channel, external, name, handle, language)
    SELECT DISTINCT channel, 'rescued dialog ' || dialog, '', '', '' FROM messages
    WHERE dialog NOT IN (SELECT id FROM dialogs);
INSERT INTO dialogs (id, channel, contact, status, before_spam, tags, began_at, bucket, rank,
        unanswered, on_its_way, stuck, last_at, last_text, last_inbound, messages)
    SELECT m.dialog, c.channel, c.id, 'open', 'open', '', min(m.at), 0, 0, 0, 0, 0, min(m.at), '', 0, 0
    FROM messages m JOIN contacts c ON c.channel = m.channel AND c.external = 'rescued dialog ' || m.dialog
    WHERE m.dialog NOT IN (SELECT id FROM dialogs) GROUP BY m.dialog;
";

/// What still hangs on nothing is of no use; tells how many rows that were.
fn forget_orphans(target: &Connection) -> rusqlite::Result<u64> {
    let mut lost = 0;
    for (table, column, of) in [
        ("files", "message", "messages"),
        ("closes", "dialog", "dialogs"),
        ("seen", "dialog", "dialogs"),
        ("drafts", "dialog", "dialogs"),
    ] {
        let sql = format!("DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {of})");
        lost += target.execute(&sql, [])?;
    }
    // The number of files is kept beside the message.
    target.execute(
        "UPDATE messages SET files = (SELECT count(*) FROM files WHERE message = messages.id)
         WHERE files > 0",
        [],
    )?;
    Ok(u64::try_from(lost).unwrap_or(u64::MAX))
}
