//! Records and the cells they lie in. Source: sqlite.org/fileformat2.html.

use rusqlite::types::Value;

use super::pages::{Pages, four, two};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Holds {
    /// The rowid, which the record itself leaves out.
    Rowid,
    /// Whole numbers.
    Integer,
    /// Text.
    Text,
    /// Bytes.
    Blob,
    /// Anything.
    Any,
}

/// What the records of a table look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Shape {
    /// The table's name.
    pub(in crate::store) name: String,
    /// Its columns in the order of the record: what each holds and whether it may be NULL.
    pub(in crate::store) columns: Vec<(String, Holds, bool)>,
    /// Whether it is a table with rowids; otherwise it is an index that holds everything.
    pub(in crate::store) has_rowid: bool,
}

impl Shape {
    /// Where a column stands in the record.
    pub(in crate::store) fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.0 == column)
    }

    /// Whether a record may be one of this table. A column that was added later is missing in older ones.
    pub(super) fn fits(&self, values: &[Value], all: bool) -> bool {
        let enough = if all { self.columns.len() } else { 2.min(self.columns.len()) };
        (enough..=self.columns.len()).contains(&values.len())
            && self.columns.iter().zip(values).all(|((_, holds, nullable), value)| {
                match (holds, value) {
                    (Holds::Any, _)
                    | (Holds::Integer, Value::Integer(_))
                    | (Holds::Text, Value::Text(_))
                    | (Holds::Blob, Value::Blob(_)) => true,
                    (Holds::Rowid, it) => matches!(it, Value::Integer(_)),
                    (_, it) => *nullable && *it == Value::Null,
                }
            })
    }
}

/// The kinds of pages that trees are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    TableLeaf,
    TableInterior,
    IndexLeaf,
    IndexInterior,
}

/// A page of a tree: its sort, where its cells begin, and its right-most child.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) sort: Sort,
    pub(super) bytes: &'a [u8],
    pub(super) cells: Vec<usize>,
    pub(super) right: u32,
}

impl<'a> Node<'a> {
    /// Reads a page as one of a tree; `None` when it is none.
    pub(super) fn of(pages: &'a Pages, number: u32) -> Option<Self> {
        let bytes = pages.get(number)?.get(..pages.usable())?;
        let begin = if number == 1 { 100 } else { 0 };
        let (sort, header) = match bytes.get(begin)? {
            0x0d => (Sort::TableLeaf, 8),
            0x05 => (Sort::TableInterior, 12),
            0x0a => (Sort::IndexLeaf, 8),
            0x02 => (Sort::IndexInterior, 12),
            _ => return None,
        };
        let (count, first) = (two(bytes, begin + 3)?, begin + header);
        let end = first + 2 * count;
        let cells: Vec<usize> = (first..end)
            .step_by(2)
            .map_while(|it| two(bytes, it))
            .filter(|it| *it >= end)
            .collect();
        let right = if header == 12 { four(bytes, begin + 8)? } else { 0 };
        // Garbage that looks like a row is worse than a row that is missing.
        (cells.len() == count).then_some(Self { sort, bytes, cells, right })
    }

    /// Whether it is of the sort that this table's rows lie on.
    pub(super) fn is_for(&self, shape: &Shape) -> bool {
        match self.sort {
            Sort::TableLeaf => shape.has_rowid,
            Sort::IndexLeaf | Sort::IndexInterior => !shape.has_rowid,
            Sort::TableInterior => false,
        }
    }

    /// Whether it is how a table without rows looks.
    pub(super) fn is_empty(&self, shape: &Shape) -> bool {
        self.cells.is_empty() && self.right == 0 && self.is_for(shape)
    }

    /// The child left of a cell.
    pub(super) fn child(&self, cell: usize) -> Option<u32> {
        four(self.bytes, cell)
    }

    /// The key of a cell in an interior page of a table.
    pub(super) fn key(&self, cell: usize) -> Option<i64> {
        varint(self.bytes, cell + 4).map(|it| it.0)
    }

    /// The record in a cell. Where the table has rowids it is told, and put where the record leaves it out.
    pub(super) fn record(&self, pages: &Pages, shape: &Shape, cell: usize) -> Option<Record> {
        let (at, in_table) = match self.sort {
            Sort::TableLeaf => (cell, true),
            Sort::IndexLeaf => (cell, false),
            Sort::IndexInterior => (cell + 4, false),
            Sort::TableInterior => return None,
        };
        let (length, mut at) = varint(self.bytes, at)?;
        let mut rowid = 0;
        if in_table {
            (rowid, at) = varint(self.bytes, at)?;
        }
        let length = usize::try_from(length).ok()?;
        let payload = payload(pages, self.bytes, (at, length), in_table)?;
        let mut values = values(&payload)?;
        if let (Some((_, Holds::Rowid, _)), Some(first)) =
            (shape.columns.first(), values.first_mut())
        {
            if *first != Value::Null {
                return None;
            }
            *first = Value::Integer(rowid);
        }
        Some(Record { rowid, values })
    }
}

/// A row and its rowid, where it has one.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct Record {
    /// The rowid; 0 where the table has none.
    pub(in crate::store) rowid: i64,
    /// The columns in the order of the shape.
    pub(in crate::store) values: Vec<Value>,
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut number: u64 = 0;
    for place in 0..8 {
        let byte = *bytes.get(at.checked_add(place)?)?;
        number = number << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number.cast_signed(), at + place + 1));
        }
    }
    let last = *bytes.get(at.checked_add(8)?)?;
    Some(((number << 8 | u64::from(last)).cast_signed(), at + 9))
}

/// The bytes of a record, from the page and from those that it overflows to.
fn payload(
    pages: &Pages,
    page: &[u8],
    (at, length): (usize, usize),
    in_table: bool,
) -> Option<Vec<u8>> {
    let usable = pages.usable();
    let most = if in_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    if length <= most {
        return page.get(at..at.checked_add(length)?).map(<[u8]>::to_vec);
    }
    if pages.last() as usize * usable < length {
        return None;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let here = least + (length - least) % (usable - 4);
    let here = if here <= most { here } else { least };
    let mut bytes = page.get(at..at.checked_add(here)?)?.to_vec();
    let mut next = four(page, at + here)?;
    while bytes.len() < length {
        let page = pages.get(next).filter(|_| next > 1)?;
        let more = (length - bytes.len()).min(usable - 4);
        let part = page.get(4..4 + more)?;
        // A page that was wiped out would be taken for text.
        if part.iter().all(|it| *it == 0) {
            return None;
        }
        bytes.extend_from_slice(part);
        next = four(page, 0)?;
    }
    (next == 0).then_some(bytes)
}

/// The values of a record; `None` unless it is one to the last byte.
fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let (header, mut at) = varint(payload, 0)?;
    let header = usize::try_from(header).ok().filter(|it| *it <= payload.len())?;
    let (mut values, mut body) = (Vec::new(), header);
    while at < header {
        let (serial, next) = varint(payload, at)?;
        let length = length(serial)?;
        let bytes = payload.get(body..body.checked_add(length)?)?;
        values.push(value(serial, bytes)?);
        (at, body) = (next, body + length);
    }
    (at == header && body == payload.len()).then_some(values)
}

/// How many bytes a value of this serial type takes.
fn length(serial: i64) -> Option<usize> {
    match serial {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(serial).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        12.. => usize::try_from((serial - 12) / 2).ok(),
        _ => None,
    }
}

fn value(serial: i64, bytes: &[u8]) -> Option<Value> {
    Some(match serial {
        0 => Value::Null,
        8 | 9 => Value::Integer(serial - 8),
        1..=6 => {
            let negative = bytes.first().is_some_and(|it| *it >= 0x80);
            let start = if negative { -1 } else { 0 };
            Value::Integer(bytes.iter().fold(start, |sum: i64, it| sum << 8 | i64::from(*it)))
        }
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        // Every text of a desk has been one: what is none has been damaged.
        _ if serial % 2 == 1 => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        _ => Value::Blob(bytes.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (bytes, number) in [
            (&[0x00][..], 0),
            (&[0x7f], 127),
            (&[0x81, 0x00], 128),
            (&[0xff; 9], -1),
            (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x07], 7),
        ] {
            assert_eq!(varint(bytes, 0), Some((number, bytes.len())), "{bytes:?}");
        }
        assert_eq!(varint(&[0x81], 0), None, "cut off");
    }

    #[test]
    fn a_record_is_one_to_its_last_byte_or_none() {
        let record = [6, 0, 1, 9, 17, 14, 0xfe, b'h', b'i', 0xA5];
        let whole = [
            Value::Null,
            Value::Integer(-2),
            Value::Integer(1),
            Value::Text("hi".into()),
            Value::Blob(vec![0xA5]),
        ];
        assert_eq!(values(&record).as_deref(), Some(&whole[..]));
        assert_eq!(values(&record[..9]), None);
        assert_eq!(values(&[&record[..], &[0]].concat()), None);
        let broken = [2, 17, b'h', 0xff];
        assert_eq!(values(&broken), None, "no text is made up for what cannot be read");
    }
}
