//! A desk as rows of plain data: what goes out in an export, and comes back into an empty desk.

/// One value of a row. There is none for "nothing": the field is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// A number, a moment (milliseconds since 1970), yes (1) or no (0).
    Number(i64),
    /// Words. Hostile where they came from outside.
    Text(String),
    /// The name of an op.
    Bytes(Vec<u8>),
}

/// One row of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The table.
    pub table: String,
    /// Its columns and what stands in them.
    pub fields: Vec<(String, Datum)>,
}

/// Why rows were not taken into a desk. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportFault<E> {
    /// Something has happened on this desk already.
    NotEmpty,
    /// The rows could not be read.
    Source(E),
    /// A desk has no such table, or the table no such column.
    Unknown(String),
    /// A row does not fit: in SQLite's words.
    Unfit(String),
    /// So many rows hold words that nobody knows, or belong to nothing.
    Torn(u64),
}
