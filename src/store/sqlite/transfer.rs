//! The whole desk out as rows, and back in again.
//!
//! Which tables and columns there are, the file itself says, so that nothing which is added later is forgotten.
//! What is derived stays at home: an import counts it again. Of a channel only what is listed goes out, so that no
//! secret ever does by being new.

use std::collections::BTreeMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};

use super::{Sqlite, history, migrate, unused, weed};
use crate::domain::DialogId;
use crate::store::{Datum, ImportFault, Record, StoreError};

/// Tables that are made again from the others.
const DERIVED: &[&str] = &["totals", "dialog_tags", "words_gone", "words_changed", "words_late"];

/// Tables that stay at home. Some say whom this desk follows; a copy is another one. What lets somebody in here lets
/// nobody in elsewhere, and the users of this machine are other people on another.
const AT_HOME: &[&str] = &[
    "pending",
    "refused",
    "copies",
    "wanted",
    "seen_here",
    "tokens",
    "logins",
    "uploads",
    "purges",
];

/// Facts about the desk itself. Two of them go out: how far the feed goes back, and how long files are kept. A desk's name is
/// its own.
const FACTS: &str = "meta";
const FACTS_OUT: &str = "WHERE name IN ('feed_floor', 'files_months')";

/// How far the ids have come, so that none is given twice.
const SEQUENCES: &str = "sqlite_sequence";

/// What goes out of a channel: no cursor, and nothing that may be a secret.
const OF_CHANNEL: &[&str] = &["id", "kind", "connector", "name", "active", "health", "health_why"];

/// What was on its way is on its way from where it came from, and must not leave a second time from here.
pub(super) const UNSURE: &str =
    "UPDATE messages SET state = 'unsure', due = NULL, failures = NULL, reason = NULL
    WHERE state IN ('queued', 'sending')";

/// Ids that JSON keeps exactly wherever it is read; from the highest one on there is room for many more.
const IDS: std::ops::RangeInclusive<i64> = 0..=1 << 53;

/// One column of a table.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    bytes: bool,
    /// Its place in the primary key; 0 when it is not part of it.
    key: i64,
    /// Whether a row must say something here.
    needed: bool,
}

impl Sqlite {
    /// The version of the desk's tables, which an export names.
    #[must_use]
    pub fn version() -> i64 {
        migrate::known()
    }

    /// Hands out every row of the desk, as it is at one moment, in an order in which an import takes them. With
    /// `only`, of the dialogs and what belongs to them just these. What `put` says ends it.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn export<E>(
        &self,
        only: Option<&[DialogId]>,
        mut put: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let only = only.map(|ids| {
            let ids: Vec<String> = ids.iter().map(|it| it.0.to_string()).collect();
            format!("[{}]", ids.join(","))
        });
        self.read("exporting", |it| {
            for table in tables(it)?.into_iter().chain([SEQUENCES.to_owned()]) {
                let columns = outgoing(it, &table)?;
                if let Err(stop) = rows(it, &table, &columns, only.as_deref(), &mut put)? {
                    return Ok(Err(stop));
                }
            }
            Ok(Ok(()))
        })
    }

    /// Takes the rows of an export into a desk on which nothing has happened yet, in one transaction; its agents, if
    /// there are some, give way. Everything derived is counted again. Messages that were on their way come as unsure:
    /// the desk they come from may send them yet. Tells how many rows it took.
    ///
    /// # Errors
    /// When the desk cannot be written; nothing has changed then.
    pub fn import<E>(
        &mut self,
        mut next: impl FnMut() -> Result<Option<Record>, E>,
    ) -> Result<Result<u64, ImportFault<E>>, StoreError> {
        let mut fault = None;
        let done = self.write("importing", |it| {
            let taken = take(it, &mut next)?;
            // Whatever is wrong, nothing of it may stay: only an error takes the transaction back.
            taken.map_err(|it| {
                fault = Some(it);
                rusqlite::Error::ExecuteReturnedResults
            })
        });
        match (fault, done) {
            (Some(fault), _) => Ok(Err(fault)),
            (None, done) => done.map(Ok),
        }
    }
}

/// The tables that go out, those first to which others belong.
fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let all: Vec<String> = connection
        .prepare_cached(
            "SELECT s.name FROM pragma_table_list l JOIN sqlite_schema s ON s.name = l.name
             WHERE l.schema = 'main' AND l.type = 'table' AND s.name NOT LIKE 'sqlite_%'
             ORDER BY s.rowid",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|it| ![DERIVED, AT_HOME].concat().contains(&it.as_str())).collect())
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    connection
        .prepare_cached(
            "SELECT name, type, pk, \"notnull\" AND dflt_value IS NULL FROM pragma_table_info(?1)",
        )?
        .query_map([table], |row| {
            let of: String = row.get(1)?;
            Ok(Column {
                name: row.get(0)?,
                bytes: of == "BLOB",
                key: row.get(2)?,
                needed: row.get(3)?,
            })
        })?
        .collect()
}

fn outgoing(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    let mut columns = columns(connection, table)?;
    columns.retain(|it| table != "channels" || OF_CHANNEL.contains(&it.name.as_str()));
    Ok(columns)
}

/// Which rows of a table belong to the dialogs of the parameter.
fn belonging(table: &str, columns: &[Column]) -> &'static str {
    const OF_DIALOG: &str = "WHERE dialog IN (SELECT value FROM json_each(?1))";
    let has = |name: &str| columns.iter().any(|it| it.name == name);
    match table {
        "dialogs" => "WHERE id IN (SELECT value FROM json_each(?1))",
        "contacts" => {
            "WHERE id IN (SELECT contact FROM dialogs WHERE id IN (SELECT value FROM json_each(?1)))"
        }
        "files" => {
            "WHERE message IN (SELECT id FROM messages
                WHERE dialog IN (SELECT value FROM json_each(?1)))"
        }
        _ if has("dialog") => OF_DIALOG,
        _ if has("contact") => {
            "WHERE contact IN
                (SELECT contact FROM dialogs WHERE id IN (SELECT value FROM json_each(?1)))"
        }
        _ => "",
    }
}

fn rows<E>(
    connection: &Connection,
    table: &str,
    columns: &[Column],
    only: Option<&str>,
    put: &mut impl FnMut(Record) -> Result<(), E>,
) -> rusqlite::Result<Result<(), E>> {
    let names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
    let which = match only {
        _ if table == FACTS => FACTS_OUT,
        Some(_) => belonging(table, columns),
        None => "",
    };
    let mut key: Vec<&Column> = columns.iter().filter(|it| it.key > 0).collect();
    key.sort_by_key(|it| it.key);
    let order: Vec<&str> = key.iter().map(|it| it.name.as_str()).collect();
    let order = if order.is_empty() { "1".to_owned() } else { order.join(", ") };
    let sql = format!("SELECT {} FROM {table} {which} ORDER BY {order}", names.join(", "));
    let mut statement = connection.prepare(&sql)?;
    let ids = only.filter(|_| which.contains("?1"));
    let mut found = statement.query(params_from_iter(ids))?;
    while let Some(row) = found.next()? {
        if let Err(stop) = put(record(table, columns, row)?) {
            return Ok(Err(stop));
        }
    }
    Ok(Ok(()))
}

fn record(table: &str, columns: &[Column], row: &Row<'_>) -> rusqlite::Result<Record> {
    let mut fields = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        let datum = match row.get_ref(at)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => Datum::Number(number),
            ValueRef::Blob(bytes) => Datum::Bytes(bytes.to_vec()),
            // A desk has no fractions.
            text => Datum::Text(text.as_str().map_err(|_| super::codec::unknown(at))?.to_owned()),
        };
        fields.push((column.name.clone(), datum));
    }
    Ok(Record { table: table.to_owned(), fields })
}

type Taken<E> = Result<u64, ImportFault<E>>;

fn take<E>(
    connection: &Connection,
    next: &mut impl FnMut() -> Result<Option<Record>, E>,
) -> rusqlite::Result<Taken<E>> {
    if unused::is_used(connection)? {
        return Ok(Err(ImportFault::NotEmpty));
    }
    unused::clear(connection)?;
    // Rows may stand before those to which they belong.
    connection.execute_batch("PRAGMA defer_foreign_keys = on")?;
    let mut known: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for table in tables(connection)? {
        let columns = columns(connection, &table)?;
        known.insert(table, columns);
    }
    let (mut taken, mut sequences) = (0, Vec::new());
    loop {
        let record = match next() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) => return Ok(Err(ImportFault::Source(error))),
        };
        taken += 1;
        if record.table == SEQUENCES {
            sequences.push(record);
            continue;
        }
        let Some(columns) = known.get(&record.table) else {
            return Ok(Err(ImportFault::Unknown(record.table)));
        };
        if let Err(fault) = insert(connection, columns, record)? {
            return Ok(Err(fault));
        }
    }
    connection.execute(UNSURE, [])?;
    for record in sequences {
        if let Err(fault) = continue_ids(connection, record)? {
            return Ok(Err(fault));
        }
    }
    let orphans: u32 =
        connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    let strange = u64::from(orphans) + weed(connection)?;
    if strange > 0 {
        return Ok(Err(ImportFault::Torn(strange)));
    }
    history::recount(connection)?;
    Ok(Ok(taken))
}

/// Whether a fact is the one that goes out, with a number that can be.
fn is_fact_of_any_desk(names: &[&str], values: &[Value]) -> bool {
    let said = |name: &str| names.iter().position(|it| *it == name).and_then(|it| values.get(it));
    let known = [super::meta::FEED_FLOOR, super::meta::FILES_MONTHS];
    let named = matches!(said("name"), Some(Value::Text(it)) if known.contains(&it.as_str()));
    named && matches!(said("value"), Some(Value::Integer(n)) if IDS.contains(n))
}

fn insert<E>(
    connection: &Connection,
    columns: &[Column],
    record: Record,
) -> rusqlite::Result<Result<(), ImportFault<E>>> {
    let Record { table, fields } = record;
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (name, datum) in fields {
        let Some(column) = columns.iter().find(|it| it.name == name) else {
            return Ok(Err(ImportFault::Unknown(format!("{table}.{name}"))));
        };
        values.push(match datum {
            Datum::Number(number) if column.key > 0 && !IDS.contains(&number) => {
                return Ok(Err(ImportFault::Unfit(format!("{table}.{name}: {number}"))));
            }
            Datum::Number(number) => Value::Integer(number),
            Datum::Bytes(bytes) => Value::Blob(bytes),
            Datum::Text(text) if column.bytes => match bytes_of(&text) {
                Some(bytes) => Value::Blob(bytes),
                None => return Ok(Err(ImportFault::Unfit(format!("{table}.{name}: {text}")))),
            },
            Datum::Text(text) => Value::Text(text),
        });
        names.push(column.name.as_str());
    }
    if table == "channels" {
        // What stays at home begins anew.
        for column in columns.iter().filter(|it| it.needed) {
            let name = column.name.as_str();
            if !names.contains(&name) && !OF_CHANNEL.contains(&name) {
                names.push(name);
                values.push(Value::Text(String::new()));
            }
        }
    }
    let marks = vec!["?"; names.len()].join(", ");
    let mut how = "INSERT";
    if table == FACTS {
        // The new desk says this of itself already.
        how = "INSERT OR REPLACE";
        if !is_fact_of_any_desk(&names, &values) {
            return Ok(Err(ImportFault::Unfit(format!("{table}: {values:?}"))));
        }
    }
    let sql = format!("{how} INTO {table} ({}) VALUES ({marks})", names.join(", "));
    let mut statement = match connection.prepare_cached(&sql) {
        Ok(statement) => statement,
        // A row without a single column.
        Err(error) => return Ok(Err(ImportFault::Unfit(error.to_string()))),
    };
    judged(&table, statement.execute(params_from_iter(values)))
}

fn continue_ids<E>(
    connection: &Connection,
    record: Record,
) -> rusqlite::Result<Result<(), ImportFault<E>>> {
    let (mut name, mut seq) = (None, None);
    for field in record.fields {
        match field {
            (column, Datum::Text(text)) if column == "name" => name = Some(text),
            (column, Datum::Number(number)) if column == "seq" => seq = Some(number),
            (column, _) => return Ok(Err(ImportFault::Unknown(format!("{SEQUENCES}.{column}")))),
        }
    }
    let (Some(name), Some(seq)) = (name, seq) else {
        return Ok(Err(ImportFault::Unfit(SEQUENCES.to_owned())));
    };
    if !IDS.contains(&seq) {
        return Ok(Err(ImportFault::Unfit(format!("{SEQUENCES}.seq: {seq}"))));
    }
    let moved = connection
        .prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?
        .execute(rusqlite::params![name, seq])?;
    if moved == 0 {
        connection
            .prepare_cached("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)")?
            .execute(rusqlite::params![name, seq])?;
    }
    Ok(Ok(()))
}

/// A row that does not fit is the file's mistake; a full disk is not.
fn judged<E>(
    table: &str,
    done: rusqlite::Result<usize>,
) -> rusqlite::Result<Result<(), ImportFault<E>>> {
    use rusqlite::ErrorCode::{ConstraintViolation, TypeMismatch};
    match done {
        Ok(_) => Ok(Ok(())),
        Err(rusqlite::Error::SqliteFailure(failure, why))
            if matches!(failure.code, ConstraintViolation | TypeMismatch) =>
        {
            Ok(Err(ImportFault::Unfit(why.unwrap_or_else(|| table.to_owned()))))
        }
        Err(error) => Err(error),
    }
}

/// Bytes as they are written: two digits each.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let digit = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|it| Some(digit(*it.first()?)? * 16 + digit(*it.get(1)?)?)).collect()
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::domain::{Intent, Kind, Outcome};
    use crate::store::story::{ME, Story, accepted, at};
    use crate::store::{Draft, Ledger as _};

    fn told() -> Story<Sqlite> {
        let mut story = Story::new(Sqlite::in_memory().unwrap());
        for (at, who) in (1..).zip(["Олена", "Ivan\u{1b}[31m", "Zoë"]) {
            story.inbound(who, "де моє \"замовлення\"?\n\u{202e}", at);
        }
        story.does("Олена", Intent::Reply("зараз".into()), 10);
        story.send(&accepted("r-1"), 11);
        story.does("Zoë", Intent::ToggleTag("vip\\n".into()), 12);
        story.does("Zoë", Intent::Close, 13);
        let close = story.op("Ivan\u{1b}[31m", Intent::Close);
        story.submit(&close, 14);
        story.does("Ivan\u{1b}[31m", Intent::Undo(close.id), 15);
        story.does("Ivan\u{1b}[31m", Intent::Reply("no".into()), 16);
        story.send(&Outcome::Refused { reason: "blocked".into() }, 17);
        let dialog = story.dialog("Олена").id;
        let draft = Draft { kind: Kind::Note, text: "?".into(), answers: None };
        story.desk.save_draft(ME, dialog, &draft, at(18)).unwrap();
        story.desk.see(ME, dialog, crate::domain::MessageId(1)).unwrap();
        story
    }

    fn out(desk: &Sqlite, only: Option<&[DialogId]>) -> Vec<Record> {
        let mut all = Vec::new();
        let put = |it| {
            all.push(it);
            Ok::<(), ()>(())
        };
        desk.export(only, put).unwrap().unwrap();
        all
    }

    fn into(desk: &mut Sqlite, rows: Vec<Record>) -> Taken<()> {
        let mut rows = rows.into_iter();
        desk.import(|| Ok(rows.next())).unwrap()
    }

    /// Every row of every table, also of those that are derived.
    fn whole(connection: &Connection) -> Vec<String> {
        let mut names = tables(connection).unwrap();
        names.extend(DERIVED.iter().map(|it| (*it).to_owned()));
        names.push(SEQUENCES.to_owned());
        let mut all = Vec::new();
        for table in names {
            let columns = outgoing(connection, &table).unwrap();
            let put = |it: Record| {
                all.push(format!("{it:?}"));
                Ok::<(), ()>(())
            };
            rows(connection, &table, &columns, None, &mut { put }).unwrap().unwrap();
        }
        all
    }

    #[test]
    fn what_goes_out_comes_back_row_by_row() {
        let story = told();
        let mut other = Sqlite::in_memory().unwrap();
        // Whoever opens a desk is on it; that is not yet using it.
        other.add_agent("root", crate::domain::Role::Admin).unwrap();
        let rows = out(&story.desk, None);
        assert_eq!(into(&mut other, rows.clone()), Ok(rows.len() as u64));
        let (came, went) = (whole(&other.connection), whole(&story.desk.connection));
        let other_way = came.iter().zip(&went).find(|it| it.0 != it.1);
        assert_eq!((other_way, came.len()), (None, went.len()));
        assert_eq!(other.verify().unwrap(), []);
        let tables: std::collections::BTreeSet<&str> =
            rows.iter().map(|it| it.table.as_str()).collect();
        for table in ["files", "closes", "ops", "changes", "seen", "drafts"] {
            assert!(table == "files" || tables.contains(table), "nothing of {table} was tried");
        }
    }

    #[test]
    fn what_is_on_its_way_is_unsure_in_the_copy() {
        let mut story = told();
        story.does("Zoë", Intent::Reply("soon".into()), 19);
        let dialog = story.dialog("Zoë").id;
        let mut other = Sqlite::in_memory().unwrap();
        into(&mut other, out(&story.desk, None)).unwrap();
        let state = |desk: &Sqlite| {
            let page = crate::store::Inbox::thread(desk, dialog, None, 1).unwrap();
            page.messages.first().and_then(|it| it.delivery.clone())
        };
        assert!(state(&story.desk).is_some_and(|it| it.on_its_way()));
        assert_eq!(state(&other), Some(crate::domain::Delivery::Unsure));
        assert_eq!(other.verify().unwrap(), []);
    }

    #[test]
    fn nothing_that_lets_somebody_in_goes_out_or_stays_where_others_come() {
        use crate::base::secret::Secret;
        use crate::domain::team::Act;
        use crate::store::Team as _;
        let mut story = told();
        let hash = Secret::new("kd_x").hash();
        let token = Act::IssueToken { agent: ME, hash, label: "mine".into(), expires: None };
        for act in [token, Act::SetLogin(ME, Some(1000))] {
            story.desk.administer(&act, None, at(20)).unwrap().unwrap();
        }
        let rows = out(&story.desk, None);
        assert!(rows.iter().all(|it| it.table != "tokens" && it.table != "logins"));
        assert!(rows.iter().any(|it| it.table == "audit"), "that it was issued is no secret");
        let mut other = Sqlite::in_memory().unwrap();
        let root = other.add_agent("root", crate::domain::Role::Admin).unwrap();
        let act = Act::IssueToken { agent: root, hash, label: String::new(), expires: None };
        other.administer(&act, None, at(1)).unwrap().unwrap();
        into(&mut other, rows).unwrap();
        assert_eq!(other.agent_of_token(&hash, at(21)).unwrap(), None, "root has given way");
    }

    #[test]
    fn no_cursor_goes_out() {
        assert!(!format!("{:?}", out(&told().desk, None)).contains("after 3"));
    }

    #[test]
    fn some_dialogs_go_out_with_what_belongs_to_them_and_come_back() {
        let story = told();
        let one = [story.dialog("Zoë").id];
        let rows = out(&story.desk, Some(&one));
        let of = |table: &str| rows.iter().filter(|it| it.table == table).count();
        assert_eq!((of("dialogs"), of("contacts"), of("messages"), of("agents")), (1, 1, 1, 2));
        let mut other = Sqlite::in_memory().unwrap();
        assert!(into(&mut other, rows).is_ok());
        assert_eq!(other.verify().unwrap(), []);
    }

    #[test]
    fn a_desk_in_use_takes_nothing_and_stays_as_it_is() {
        let mut story = told();
        let (rows, before) = (out(&story.desk, None), whole(&story.desk.connection));
        assert_eq!(into(&mut story.desk, rows), Err(ImportFault::NotEmpty));
        assert_eq!(whole(&story.desk.connection), before);
    }

    #[test]
    fn rows_that_do_not_fit_leave_the_desk_empty() {
        let rows = out(&told().desk, None);
        let spoilt = |table: &str, column: &str, datum: Datum| {
            let mut rows = rows.clone();
            let row = rows.iter_mut().find(|it| it.table == table).unwrap();
            row.fields.retain(|it| it.0 != column);
            row.fields.push((column.into(), datum));
            rows
        };
        let text = |it: &str| Datum::Text(it.into());
        let mut cut = rows.clone();
        cut.retain(|it| it.table != "contacts");
        for (rows, unfit) in [
            (spoilt("dialogs", "status", text("asleep")), "Torn(1)"),
            (spoilt("dialogs", "color", text("red")), "Unknown(\"dialogs.color\")"),
            (spoilt("messages", "at", text("soon")), "Unfit"),
            (spoilt("ops", "id", text("xyz")), "Unfit"),
            (spoilt(SEQUENCES, "seq", Datum::Number(-1)), "Unfit"),
            (spoilt(SEQUENCES, "seq", Datum::Number((1 << 53) + 1)), "Unfit"),
            (spoilt("messages", "id", Datum::Number(i64::MAX)), "Unfit"),
            (spoilt("dialogs", "id", Datum::Number(-1)), "Unfit"),
            (cut, "Torn"),
        ] {
            let mut other = Sqlite::in_memory().unwrap();
            let empty = whole(&other.connection);
            let said = format!("{:?}", into(&mut other, rows).unwrap_err());
            assert!(said.starts_with(unfit), "{said}");
            assert_eq!(whole(&other.connection), empty);
        }
        let mut other = Sqlite::in_memory().unwrap();
        let broken = other.import(|| Err("pipe")).unwrap();
        assert_eq!(broken, Err(ImportFault::Source("pipe")));
    }
}
