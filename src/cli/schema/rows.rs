//! The lines of an export: first which version it is, then row by row, last how many there were.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::VERSION;
use crate::base::msg::Msg;
use crate::store::{Datum, Record, Sqlite};

/// The field that only the first line has.
const MARK: &str = "keydesk_export";

/// What a line of an export is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Read {
    /// The first.
    Begin,
    /// A row.
    Row(Record),
    /// The last, and how many rows there should have been.
    End(u64),
}

/// Why a line is none of an export.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Wrong {
    /// A newer program has written it.
    Newer,
    /// It cannot be understood.
    Line(Msg),
}

#[derive(Serialize)]
struct Begin<'a> {
    keydesk_export: u32,
    /// The version of the desk's tables.
    tables: i64,
    program: &'a str,
    at: &'a str,
    filter: &'a str,
}

#[derive(Serialize)]
struct End {
    end: bool,
    rows: u64,
}

/// A row in the order of its columns, its table first.
struct Row<'a>(&'a Record);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.fields.len() + 1))?;
        map.serialize_entry("table", &self.0.table)?;
        for (name, datum) in &self.0.fields {
            match datum {
                Datum::Number(number) => map.serialize_entry(name, number)?,
                Datum::Text(text) => map.serialize_entry(name, text)?,
                Datum::Bytes(bytes) => {
                    let digits: String = bytes.iter().map(|it| format!("{it:02x}")).collect();
                    map.serialize_entry(name, &digits)?;
                }
            }
        }
        map.end()
    }
}

/// The first line.
pub(in crate::cli) fn begin_export(at: &str, filter: &str) -> String {
    let (tables, program) = (Sqlite::version(), env!("CARGO_PKG_VERSION"));
    super::line(&Begin { keydesk_export: VERSION, tables, program, at, filter })
}

/// The last line.
pub(in crate::cli) fn end_export(rows: u64) -> String {
    super::line(&End { end: true, rows })
}

/// A row. Nothing stands for nothing, names of ops are hexadecimal.
pub(in crate::cli) fn row(record: &Record) -> String {
    super::line(&Row(record))
}

/// Reads a line back; says what is wrong with it.
pub(in crate::cli) fn read_row(line: &str) -> Result<Read, Wrong> {
    let wrong = |why: String| Wrong::Line(Msg::new("cli-import-no-json").with("why", why));
    let fields: Map<String, Value> =
        serde_json::from_str(line).map_err(|it| wrong(it.to_string()))?;
    if let Some(version) = fields.get(MARK) {
        let tables = fields.get("tables").and_then(Value::as_i64).unwrap_or(i64::MAX);
        let known = version.as_u64() == Some(VERSION.into()) && tables <= Sqlite::version();
        return if known { Ok(Read::Begin) } else { Err(Wrong::Newer) };
    }
    if fields.contains_key("end") {
        return Ok(Read::End(fields.get("rows").and_then(Value::as_u64).unwrap_or(u64::MAX)));
    }
    let mut record = Record { table: String::new(), fields: Vec::new() };
    for (name, value) in fields {
        let datum = match value {
            Value::String(text) if name == "table" => {
                record.table = text;
                continue;
            }
            Value::Number(_) if name == "v" => continue,
            Value::String(text) => Datum::Text(text),
            Value::Null => continue,
            Value::Number(number) => match number.as_i64() {
                Some(number) => Datum::Number(number),
                None => return Err(wrong(format!("{name}: {number}"))),
            },
            other => return Err(wrong(format!("{name}: {other}"))),
        };
        record.fields.push((name, datum));
    }
    if record.table.is_empty() {
        return Err(Wrong::Line(Msg::new("cli-import-no-table")));
    }
    Ok(Read::Row(record))
}
