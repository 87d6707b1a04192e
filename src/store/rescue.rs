//! Puts the rows of a damaged desk on a new one.
//!
//! Rows that their tables still lead to come first, then those on pages that nothing leads to any more. What
//! only hung on lost rows gets a stand-in to hang on.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params, params_from_iter};

use super::scavenge::{Damage, Holds, Pages, Record, Scavenger, Shape, number, text};

/// What every desk says of itself.
const META: &str = "INSERT OR IGNORE INTO meta VALUES ('desk_name', lower(hex(randomblob(16))));
    INSERT OR IGNORE INTO meta VALUES ('feed_floor', 0)";

/// The table of tables, and that of the highest names ever given.
const SCHEMA: &str = "sqlite_schema";
const SEQUENCE: &str = "sqlite_sequence";

/// The rescue of one file.
pub(super) struct Rescue<'a> {
    scavenger: Scavenger<'a>,
    all_doubtful: bool,
    saved: Vec<(String, u64)>,
    lost: u64,
}

/// A table of the new desk, and what became of it on the damaged one.
struct Table {
    shape: Shape,
    root: u32,
    /// Pages with rows that were saved.
    pages: u64,
    damage: Damage,
}

impl<'a> Rescue<'a> {
    /// A rescue out of these pages.
    pub(super) fn new(pages: &'a Pages) -> Self {
        let all_doubtful = pages.wal_is_broken();
        Self { scavenger: Scavenger::new(pages), all_doubtful, saved: Vec::new(), lost: 0 }
    }

    /// Rows saved by table, and about how many are lost.
    pub(super) fn outcome(self) -> (Vec<(String, u64)>, u64) {
        (self.saved, self.lost)
    }

    /// Fills a new desk.
    pub(super) fn run(&mut self, target: &Connection) -> rusqlite::Result<()> {
        // A new desk has facts of its own; it is to be the old one.
        target.execute("DELETE FROM meta", [])?;
        let (mut tables, indexes) = tables(target)?;
        let roots = self.roots();
        let given = self.given(&roots);
        for table in &mut tables {
            self.along_the_tree(target, table, roots.get(&table.shape.name).copied())?;
        }
        for (name, guess) in indexes {
            // A guess may be wrong, and there lies a table then.
            match roots.get(&name) {
                Some(root) => self.scavenger.pass_over(*root, true),
                None => self.scavenger.pass_over(guess, false),
            }
        }
        let pages = self.off_the_trees(target, &tables)?;
        for table in &mut tables {
            table.pages += pages.get(&table.shape.name).copied().unwrap_or(0);
        }
        names_are_not_used_again(target, &given)?;
        for table in &tables {
            self.lost += lost(target, table)?;
        }
        self.lost += super::sqlite::weed(target)?;
        let before = counts(target, &tables)?;
        target.execute_batch(STAND_INS)?;
        let stood_in = counts(target, &tables)?;
        self.lost += forget_orphans(target)?;
        let after = counts(target, &tables)?;
        let saved = |at: usize| after[at] - (stood_in[at] - before[at]);
        self.saved =
            (0..).zip(&tables).map(|(at, it)| (it.shape.name.clone(), saved(at))).collect();
        target.execute_batch(META)
    }

    /// Where the damaged file says that its tables and indexes begin.
    fn roots(&mut self) -> HashMap<String, u32> {
        let rows = self.small_table(&schema(), 1, true);
        let root = |it: &Record| Some((text(it, 1)?.to_owned(), number(it, 3)?.try_into().ok()?));
        rows.iter().filter_map(root).collect()
    }

    /// The highest names ever given, by table.
    fn given(&mut self, roots: &HashMap<String, u32>) -> HashMap<String, i64> {
        let root = roots.get(SEQUENCE).copied();
        let rows = self.small_table(&sequence(), root.unwrap_or(SEQUENCE_ROOT), root.is_some());
        let given = |it: &Record| Some((text(it, 0)?.to_owned(), number(it, 1)?));
        rows.iter().filter_map(given).collect()
    }

    fn small_table(&mut self, shape: &Shape, root: u32, sure: bool) -> Vec<Record> {
        let (leaves, mut damage) = self.scavenger.walk(shape, root, sure);
        let mut rows = Vec::new();
        for leaf in leaves {
            rows.extend(self.scavenger.rows(shape, leaf, &mut damage));
        }
        if damage.is_any() {
            let known: HashSet<i64> = rows.iter().map(|it| it.rowid).collect();
            let wanted = [(shape, &damage)];
            let strays = self.scavenger.strays(&wanted).flat_map(|it| it.1);
            rows.extend(strays.filter(|it| !known.contains(&it.rowid)));
            // The likely newest came first, and shall have the last word.
            rows.reverse();
        }
        rows
    }

    /// Saves what the table's own tree leads to.
    fn along_the_tree(
        &mut self,
        target: &Connection,
        table: &mut Table,
        root: Option<u32>,
    ) -> rusqlite::Result<()> {
        let Table { shape, damage, .. } = table;
        let (leaves, found) =
            self.scavenger.walk(shape, root.unwrap_or(table.root), root.is_some());
        *damage = found;
        table.pages = leaves.len() as u64;
        for leaf in leaves {
            for mut record in self.scavenger.rows(shape, leaf, damage) {
                if self.all_doubtful {
                    doubt(shape, &mut record);
                }
                let saved = insert(target, shape, &record.values)?;
                if !saved && !damage.covers(record.rowid) {
                    self.lost += 1;
                }
            }
        }
        Ok(())
    }

    /// Saves what is on pages that no tree leads to and fits into a gap; tells how many pages of each table.
    fn off_the_trees(
        &self,
        target: &Connection,
        tables: &[Table],
    ) -> rusqlite::Result<HashMap<String, u64>> {
        let mut pages = HashMap::new();
        let wanted: Vec<(&Shape, &Damage)> = tables
            .iter()
            .filter(|it| it.damage.is_any())
            .map(|it| (&it.shape, &it.damage))
            .collect();
        let channels = tables.iter().find(|it| it.shape.name == "channels");
        let channels = match channels {
            Some(it) if !it.damage.is_any() => Some(ids(target, "channels")?),
            _ => None,
        };
        // An index on the dialogs can look like the table of what agents have seen.
        let agents = ids(target, "agents")?;
        for (shape, records) in self.scavenger.strays(&wanted) {
            *pages.entry(shape.name.clone()).or_default() += 1;
            let channel = shape.at("channel");
            let agent = shape.at("agent").filter(|_| shape.name == "seen");
            for mut record in records {
                let channel = channel.and_then(|it| number(&record, it));
                let agent = agent.and_then(|it| number(&record, it));
                if agent.is_some_and(|it| !agents.contains(&it)) {
                    continue;
                }
                // A whole table of channels tells which are deleted.
                if let (Some(it), Some(known)) = (channel, &channels)
                    && !known.contains(&it)
                {
                    continue;
                }
                doubt(shape, &mut record);
                insert(target, shape, &record.values)?;
            }
        }
        Ok(pages)
    }
}

/// A stray row, and each where the WAL is broken, may be an older one: nobody knows whether the message has
/// been sent meanwhile.
fn doubt(shape: &Shape, record: &mut Record) {
    let Some(at) = shape.at("state").filter(|_| shape.name == "messages") else { return };
    if !matches!(text(record, at), Some("queued" | "sending")) {
        return;
    }
    for (column, value) in
        [("state", Value::Text("unsure".into())), ("due", Value::Null), ("failures", Value::Null)]
    {
        if let Some(place) = shape.at(column).and_then(|it| record.values.get_mut(it)) {
            *place = value;
        }
    }
}

/// Where the table of names begins on a desk of ours: it is made with the first table.
const SEQUENCE_ROOT: u32 = 3;

fn shape(name: &str, columns: &[(&str, Holds)]) -> Shape {
    let columns = columns.iter().map(|(name, holds)| ((*name).to_owned(), *holds, true));
    Shape { name: name.to_owned(), columns: columns.collect(), has_rowid: true }
}

fn schema() -> Shape {
    let text = Holds::Text;
    let columns =
        [("type", text), ("name", text), ("tbl_name", text), ("rootpage", Holds::Integer)];
    shape(SCHEMA, &[&columns[..], &[("sql", text)]].concat())
}

fn sequence() -> Shape {
    shape(SEQUENCE, &[("name", Holds::Text), ("seq", Holds::Integer)])
}

/// Whether the row was new and kept the schema's rules; one that breaks them is damage, too.
fn insert(target: &Connection, shape: &Shape, values: &[Value]) -> rusqlite::Result<bool> {
    let names: Vec<&str> =
        shape.columns.iter().zip(values).map(|((name, ..), _)| name.as_str()).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let names = names.join(", ");
    let sql = format!("INSERT OR IGNORE INTO {} ({names}) VALUES ({marks})", shape.name);
    match target.prepare_cached(&sql)?.execute(params_from_iter(values)) {
        Ok(rows) => Ok(rows > 0),
        Err(error) if is_refused(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_refused(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch)
    )
}

/// Where something begins, by its name.
type Roots = Vec<(String, u32)>;

/// The tables to fill, and where the indexes begin, the search index among them. What is derived is made again,
/// not copied.
fn tables(target: &Connection) -> rusqlite::Result<(Vec<Table>, Roots)> {
    let mut statement = target.prepare(
        "SELECT name, wr, rootpage FROM pragma_table_list JOIN sqlite_schema USING (name)
         WHERE pragma_table_list.type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%'
         ORDER BY name",
    )?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut indexes = target
        .prepare(
            "SELECT name, rootpage FROM sqlite_schema JOIN pragma_table_list USING (name)
             WHERE pragma_table_list.type = 'shadow' AND schema = 'main'
             UNION ALL SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' AND rootpage > 0",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut tables = Vec::new();
    for table in found {
        let (name, without_rowid, root): (String, bool, u32) = table?;
        if ["totals", "dialog_tags", "words_gone", "words_changed", "words_late"]
            .contains(&name.as_str())
        {
            indexes.push((name, root));
            continue;
        }
        let columns = columns(target, &name, !without_rowid)?;
        let shape = Shape { columns, has_rowid: !without_rowid, name };
        tables.push(Table { shape, root, pages: 0, damage: Damage::default() });
    }
    Ok((tables, indexes))
}

/// A table's columns in the order of its records: without a rowid, the key comes first.
fn columns(
    target: &Connection,
    table: &str,
    has_rowid: bool,
) -> rusqlite::Result<Vec<(String, Holds, bool)>> {
    let order = if has_rowid { "cid" } else { "pk = 0, pk, cid" };
    target
        .prepare(&format!(
            "SELECT name, type, pk, \"notnull\" FROM pragma_table_info(?1) ORDER BY {order}"
        ))?
        .query_map([table], |row| {
            let (kind, key): (String, i64) = (row.get(1)?, row.get(2)?);
            let holds = match kind.as_str() {
                "INTEGER" if has_rowid && key > 0 => Holds::Rowid,
                "INTEGER" => Holds::Integer,
                "TEXT" => Holds::Text,
                "BLOB" => Holds::Blob,
                _ => Holds::Any,
            };
            let nullable = !row.get::<_, bool>(3)? && key == 0;
            Ok((row.get(0)?, holds, nullable))
        })?
        .collect()
}

fn ids(target: &Connection, table: &str) -> rusqlite::Result<HashSet<i64>> {
    let mut statement = target.prepare(&format!("SELECT rowid FROM {table}"))?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn count(target: &Connection, table: &Table) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", table.shape.name);
    let rows: i64 = target.query_row(&sql, [], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

fn counts(target: &Connection, tables: &[Table]) -> rusqlite::Result<Vec<u64>> {
    tables.iter().map(|it| count(target, it)).collect()
}

/// Rows without a rowid are small: at least about so many share a page.
const SMALL_ROWS_ON_A_PAGE: u64 = 40;

/// About how many rows of a table are lost, now that what could be found is there.
fn lost(target: &Connection, table: &Table) -> rusqlite::Result<u64> {
    let (name, damage) = (&table.shape.name, &table.damage);
    if !damage.is_any() {
        return Ok(0);
    }
    if name == "files" {
        // Their messages tell how many they had.
        let sql = "SELECT ifnull(sum(files), 0) - (SELECT count(*) FROM files) FROM messages";
        let gone: i64 = target.query_row(sql, [], |row| row.get(0))?;
        return Ok(u64::try_from(gone).unwrap_or(0));
    }
    if !table.shape.has_rowid {
        let on_a_page = match count(target, table)? {
            0 => 1,
            // Where only a page that leads to others is left, it holds next to none.
            found => (found / table.pages.max(1)).max(SMALL_ROWS_ON_A_PAGE),
        };
        return Ok(damage.pages * on_a_page);
    }
    let last: i64 = target.query_row(
        "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0)",
        [name],
        |row| row.get(0),
    )?;
    let key = &table.shape.columns[0].0;
    let sql = format!("SELECT count(*) FROM {name} WHERE {key} > ?1 AND {key} <= ?2");
    let mut lost = 0;
    let gaps: HashSet<(i64, i64)> = damage.gaps.iter().copied().collect();
    for (after, upto) in gaps {
        let found: i64 = target.prepare_cached(&sql)?.query_row([after, upto], |row| row.get(0))?;
        let names = upto.min(last).saturating_sub(after).max(0);
        lost += u64::try_from(names.saturating_sub(found)).unwrap_or(0);
    }
    Ok(lost)
}

/// Names of lost rows are gone for good: somebody may still know them. Where the table of names is lost, they
/// are known from what mentions them.
fn names_are_not_used_again(
    target: &Connection,
    given: &HashMap<String, i64>,
) -> rusqlite::Result<()> {
    for (table, mentions) in MENTIONS {
        let seq = match given.get(*table) {
            Some(seq) => *seq,
            None => target.query_row(
                &format!("SELECT ifnull(max(name), 0) FROM ({mentions})"),
                [],
                |row| row.get(0),
            )?,
        };
        let raised = target
            .prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?
            .execute(params![table, seq])?;
        if raised == 0 && seq > 0 {
            target.execute("INSERT INTO sqlite_sequence VALUES (?1, ?2)", params![table, seq])?;
        }
    }
    Ok(())
}

/// Where each table's rows are mentioned.
const MENTIONS: &[(&str, &str)] = &[
    (
        "agents",
        "SELECT max(author) AS name FROM messages UNION ALL SELECT max(agent) FROM changes
         UNION ALL SELECT max(agent) FROM ops UNION ALL SELECT max(assignee) FROM dialogs
         UNION ALL SELECT max(agent) FROM drafts",
    ),
    (
        "channels",
        "SELECT max(channel) AS name FROM messages UNION ALL SELECT max(channel) FROM dialogs
         UNION ALL SELECT max(channel) FROM contacts",
    ),
    ("contacts", "SELECT max(contact) AS name FROM dialogs"),
    (
        "dialogs",
        "SELECT max(dialog) AS name FROM messages UNION ALL SELECT max(dialog) FROM changes
         UNION ALL SELECT max(dialog) FROM closes",
    ),
    (
        "messages",
        "SELECT max(message) AS name FROM changes UNION ALL SELECT max(point) FROM closes",
    ),
    ("closes", "SELECT count(*) AS name FROM changes WHERE kind = 'closed'"),
    ("changes", "SELECT max(head) AS name FROM ops"),
];

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
    let mut hangs = target.prepare(
        "SELECT t.name, f.\"from\", f.\"table\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
         WHERE t.schema = 'main' AND t.type = 'table'",
    )?;
    let hangs: Vec<[String; 3]> = hangs
        .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?
        .collect::<rusqlite::Result<_>>()?;
    let mut lost = 0;
    // On what goes something else may hang.
    loop {
        let mut gone = 0;
        for [table, column, of] in &hangs {
            let sql = format!("DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {of})");
            gone += target.execute(&sql, [])?;
        }
        if gone == 0 {
            break;
        }
        lost += gone;
    }
    // The number of files is kept beside the message.
    target.execute(
        "UPDATE messages SET files = (SELECT count(*) FROM files WHERE message = messages.id)
         WHERE files > 0",
        [],
    )?;
    Ok(u64::try_from(lost).unwrap_or(u64::MAX))
}
