//! Quick replies from a spreadsheet.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::fault::BookFault;
use super::file::{self, Taken};
use super::phrases::{self, Phrase};
use super::{CSV_BYTES_MAX, TEXT_CHARS_MAX, same};
use crate::base::msg::Msg;
use crate::config::place::Place;

const NAME: &[&str] = &["name", "title", "назва", "название", "имя", "ім'я"];
const TEXT: &[&str] = &["text", "message", "reply", "body", "текст", "повідомлення", "сообщение"];
const SHORTCUT: &[&str] = &["shortcut", "code", "код", "скорочення", "сокращение"];

/// Counts the lines of a text, forwards. The reader of tables miscounts those that end in two characters.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the row that begins here, behind the end of the row before.
    fn of(&mut self, position: Option<&csv::Position>) -> usize {
        let from = position.and_then(|it| usize::try_from(it.byte()).ok()).unwrap_or(self.at);
        let bytes = self.text.as_bytes();
        let rest = bytes.get(from..).unwrap_or_default();
        let from = from + rest.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
        let passed = bytes.get(self.at..from).unwrap_or_default();
        self.line += passed.iter().filter(|it| **it == b'\n').count();
        self.at = self.at.max(from);
        self.line
    }
}

/// Which column is which.
struct Columns {
    name: usize,
    text: usize,
    shortcut: Option<usize>,
}

/// Reads quick replies from a table: its first line names the columns, commas, semicolons or tabs part them, quotes hold
/// texts of several lines together. Each row that cannot be one is a fault; `file` is only named there.
/// UTF-8 only, with or without a mark at the beginning, and [`CSV_BYTES_MAX`] at most.
#[must_use]
pub fn import_csv(file: &Path, bytes: Vec<u8>) -> (Vec<Phrase>, Vec<BookFault>) {
    if bytes.len() > CSV_BYTES_MAX {
        return (Vec::new(), vec![file::too_big(file, CSV_BYTES_MAX)]);
    }
    let text = match file::utf8(file, bytes) {
        Ok(text) => text,
        Err(fault) => return (Vec::new(), vec![fault.hint(Msg::new("book-csv-hint-utf8"))]),
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        ReaderBuilder::new().delimiter(separator(text)).flexible(true).from_reader(text.as_bytes());
    let at = |line: usize| Place { line, column: 1 };
    let mut lines = Lines { text, at: 0, line: 1 };
    let columns = match reader.headers().map(columns) {
        Ok(Some(columns)) => columns,
        Ok(None) | Err(_) => {
            let fault = BookFault::new(file, at(1), Msg::new("book-csv-columns"));
            return (Vec::new(), vec![fault.hint(Msg::new("book-csv-hint-columns"))]);
        }
    };
    let (mut phrases, mut faults): (Vec<Phrase>, Vec<BookFault>) = (Vec::new(), Vec::new());
    let mut seen = Taken::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(cause) => {
                let line = lines.of(cause.position());
                let wrong = Msg::new("book-csv-broken").with("cause", cause.to_string());
                faults.push(BookFault::new(file, at(line), wrong));
                continue;
            }
        };
        if record.iter().all(|it| it.trim().is_empty()) {
            continue;
        }
        let line = lines.of(record.position());
        match phrase(&record, &columns, &mut seen, line) {
            Ok(mut phrase) => {
                phrase.at = at(line);
                phrases.push(phrase);
            }
            Err((wrong, hint)) => {
                faults.push(BookFault { hint, ..BookFault::new(file, at(line), wrong) });
            }
        }
    }
    (phrases, faults)
}

/// The one of the three that the first line has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            break;
        }
        if let Some(count) = counts.iter_mut().find(|it| it.0 == byte && !quoted) {
            count.1 += 1;
        }
    }
    // The first of equals: `max_by_key` would take the last.
    counts.into_iter().rev().max_by_key(|it| it.1).map_or(b',', |it| it.0)
}

fn columns(header: &StringRecord) -> Option<Columns> {
    let find = |names: &[&str]| header.iter().position(|it| names.contains(&same(it).as_str()));
    Some(Columns { name: find(NAME)?, text: find(TEXT)?, shortcut: find(SHORTCUT) })
}

type Refused = (Msg, Option<Msg>);

fn phrase(
    record: &StringRecord,
    columns: &Columns,
    seen: &mut Taken,
    line: usize,
) -> Result<Phrase, Refused> {
    let field = |at: usize| record.get(at).unwrap_or_default().trim();
    let plain = |wrong: Msg| (wrong, None);
    let empty = |key: &str| plain(Msg::new("book-empty").with("key", key));
    if field(columns.name).is_empty() {
        return Err(empty("name"));
    }
    let name = file::fit_name(field(columns.name))
        .ok_or_else(|| plain(Msg::new("book-bad-name").with("max", super::NAME_CHARS_MAX)))?;
    let text = field(columns.text).replace("\r\n", "\n");
    if text.is_empty() {
        return Err(empty("text"));
    }
    if text.chars().nth(TEXT_CHARS_MAX).is_some() {
        let wrong = Msg::new("book-too-long").with("key", "text").with("max", TEXT_CHARS_MAX);
        return Err(plain(wrong));
    }
    if let Some(before) = seen.get(&same(&name)) {
        return Err(plain(Msg::new("book-double").with("name", name).with("line", *before)));
    }
    // Other programs write `/hi`, and type the stroke.
    let word = columns.shortcut.map_or("", field).trim_start_matches(['/', ';']);
    if !word.is_empty() && !phrases::fits_shortcut(word) {
        return Err(plain(Msg::new("book-bad-shortcut").with("word", word)));
    }
    let shortcut = Some(word.to_owned()).filter(|it| !it.is_empty());
    let phrase = Phrase::fresh(name, text, shortcut).map_err(|broken| {
        let (_, wrong, hint) = phrases::told(&broken);
        (wrong, Some(hint))
    })?;
    seen.insert(same(&phrase.name), line);
    Ok(phrase)
}
