//! What scripts read: one schema for all commands, and the only place that knows it. README describes it.
//!
//! Every answer is one object on one line and begins with `"v"`, the schema's version. Fields may be added to a
//! version; none is taken away and none changes its meaning. Moments are RFC 3339 in UTC. Whatever the object is,
//! `"id"` is a dialog's.

mod change;
mod check;
mod dialog;
mod keeping;
mod message;
mod numbers;
mod outcome;
mod rows;

use std::io;

use serde::Serialize;

use crate::base::clock::Timestamp;
use crate::domain::{AgentId, ChannelId};
use crate::store::Roster;

pub(super) use change::Change;
pub(super) use check::{Check, Reason, Why, place_of};
pub(super) use dialog::{Dialog, Whole};
pub(super) use keeping::Keeping;
pub(super) use message::{Found, Message, state};
pub(super) use numbers::{Sum, ViewSum};
pub(super) use outcome::{Batch, Outcome};
pub(super) use rows::{Read, Wrong, begin_export, end_export, read_row, row};

/// The schema's version.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Versioned<'a, T> {
    v: u32,
    #[serde(flatten)]
    it: &'a T,
}

/// One answer as a line, with its end.
pub(super) fn line<T: Serialize>(it: &T) -> String {
    let mut bytes = Vec::new();
    let mut out = serde_json::Serializer::with_formatter(&mut bytes, Careful);
    // Only a map with strange keys or a broken writer can fail, and there is neither.
    let _ = Versioned { v: VERSION, it }.serialize(&mut out);
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes what a terminal would obey as `\u…`: JSON itself asks that only of what stands below U+0020.
struct Careful;

impl serde_json::ser::Formatter for Careful {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, letter) in fragment.char_indices().filter(|it| is_obeyed(it.1)) {
            writer.write_all(&fragment.as_bytes()[from..at])?;
            write!(writer, "\\u{:04x}", u32::from(letter))?;
            from = at + letter.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }
}

/// Control characters, and those that turn the reading direction or end a line.
fn is_obeyed(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// A moment: `2026-11-23T09:30:00.000Z`.
pub(super) fn moment(at: Timestamp) -> String {
    let known = chrono::DateTime::from_timestamp_millis(at.0);
    known.map_or_else(String::new, |it| it.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// An agent where one is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Person {
    id: i64,
    name: String,
}

/// A channel where one is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    id: i64,
    name: String,
    kind: &'static str,
}

/// The agent of an id; somebody who is gone has an empty name.
pub(super) fn person(roster: &Roster, id: AgentId) -> Person {
    let known = roster.agents.iter().find(|it| it.id == id);
    Person { id: id.0, name: known.map_or_else(String::new, |it| it.name.clone()) }
}

fn place(roster: &Roster, id: ChannelId) -> Place {
    let known = roster.channels.iter().find(|it| it.id == id);
    Place {
        id: id.0,
        name: known.map_or_else(String::new, |it| it.name.clone()),
        kind: known.map_or("", |it| it.kind.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_that_no_terminal_obeys_and_says_what_was_said() {
        #[derive(Serialize)]
        struct Said<'a> {
            text: &'a str,
        }
        let text = "a\"\\\n\u{1b}[31m\u{9b}31m\u{7f}\u{202e}ї\u{2028}";
        let line = line(&Said { text });
        assert!(
            line.starts_with(
                "{\"v\":1,\"text\":\"a\\\"\\\\\\n\\u001b[31m\\u009b31m\\u007f\\u202eї"
            )
        );
        assert!(line.ends_with("\\u2028\"}\n") && line.trim_end().chars().all(|it| !is_obeyed(it)));
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["text"], text);
    }

    #[test]
    fn moments_are_in_utc() {
        assert_eq!(moment(Timestamp(1_795_771_800_042)), "2026-11-27T09:30:00.042Z");
    }
}
