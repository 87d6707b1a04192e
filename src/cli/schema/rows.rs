//! The lines of an export: first which version it is, then row by row, last how many there were.

use serde_json::{Map, Value, json};

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

/// The first line.
pub(in crate::cli) fn begin_export(at: &str, filter: &str) -> String {
    super::line(&json!({
        MARK: VERSION, "tables": Sqlite::version(), "program": env!("CARGO_PKG_VERSION"),
        "at": at, "filter": filter,
    }))
}

/// The last line.
pub(in crate::cli) fn end_export(rows: u64) -> String {
    super::line(&json!({ "end": true, "rows": rows }))
}

/// A row. Nothing stands for nothing, names of ops are hexadecimal.
pub(in crate::cli) fn row(record: &Record) -> String {
    let mut fields = Map::new();
    fields.insert("table".into(), Value::from(record.table.as_str()));
    for (name, datum) in &record.fields {
        let value = match datum {
            Datum::Number(number) => Value::from(*number),
            Datum::Text(text) => Value::from(text.as_str()),
            Datum::Bytes(bytes) => {
                Value::from(bytes.iter().map(|it| format!("{it:02x}")).collect::<String>())
            }
        };
        fields.insert(name.clone(), value);
    }
    super::line(&fields)
}

/// Reads a line back; says what is wrong with it.
pub(in crate::cli) fn read_row(line: &str) -> Result<Read, Msg> {
    let wrong = |why: String| Msg::new("cli-import-no-json").with("why", why);
    let fields: Map<String, Value> =
        serde_json::from_str(line).map_err(|it| wrong(it.to_string()))?;
    if let Some(version) = fields.get(MARK) {
        let tables = fields.get("tables").and_then(Value::as_i64).unwrap_or(i64::MAX);
        if *version != json!(VERSION) || tables > Sqlite::version() {
            return Err(Msg::new("cli-import-newer"));
        }
        return Ok(Read::Begin);
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
        Err(Msg::new("cli-import-no-table"))
    } else {
        Ok(Read::Row(record))
    }
}
