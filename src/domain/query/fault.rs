//! What can be wrong with a line, where, and what would have been right.

use std::ops::Range;

use super::vocabulary::Key;
use crate::base::msg::Msg;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no such key.
    UnknownKey(String),
    /// The key has no such value.
    UnknownValue(Key, String),
    /// Several agents or channels are called so; their names.
    Ambiguous(String, Vec<String>),
    /// Nothing stands behind the colon.
    NoValue(Key),
    /// The key takes one value only.
    OneValue(Key),
    /// Only a tag can be ruled out with a minus.
    NoMinus(Key),
    /// Nor can a word: here it is with its minus.
    MinusWord(String),
    /// The line says more than [`SAID_MAX`](super::SAID_MAX) things.
    TooMany,
    /// No span of time.
    BadSpan(String),
    /// No day, and no span of time.
    BadDate(String),
}

/// One thing that is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its bytes in the line; on borders of characters, never empty.
    pub range: Range<usize>,
    /// What is wrong.
    pub what: FaultKind,
    /// What would be right in its place, written as the line has to have it; if anything is near.
    pub nearest: Option<String>,
}

impl Fault {
    /// The sentence for the person who typed it.
    #[must_use]
    pub fn say(&self) -> Msg {
        let near = self.nearest.as_deref();
        let pick = |with, without| Msg::new(if near.is_some() { with } else { without });
        let msg = match &self.what {
            FaultKind::UnknownKey(typed) => {
                pick("filter-fault-key-near", "filter-fault-key").with("typed", typed.as_str())
            }
            FaultKind::UnknownValue(key, typed) => {
                pick("filter-fault-value-near", "filter-fault-value")
                    .with("key", key.word())
                    .with("typed", typed.as_str())
            }
            FaultKind::Ambiguous(typed, names) => {
                pick("filter-fault-ambiguous-near", "filter-fault-ambiguous")
                    .with("typed", typed.as_str())
                    .with("names", some_of(names))
            }
            FaultKind::NoValue(key) => Msg::new("filter-fault-empty").with("key", key.word()),
            FaultKind::OneValue(key) => {
                pick("filter-fault-one-near", "filter-fault-one").with("key", key.word())
            }
            FaultKind::NoMinus(key) => Msg::new("filter-fault-minus").with("key", key.word()),
            FaultKind::MinusWord(typed) => Msg::new(match near {
                // The word is a tag.
                Some(near) if near.starts_with('-') => "filter-fault-minus-tag",
                _ => "filter-fault-minus-word",
            })
            .with("typed", typed.as_str()),
            FaultKind::TooMany => Msg::new("filter-fault-too-many").with("max", super::SAID_MAX),
            FaultKind::BadSpan(typed) => {
                pick("filter-fault-span-near", "filter-fault-span").with("typed", typed.as_str())
            }
            FaultKind::BadDate(typed) => {
                pick("filter-fault-date-near", "filter-fault-date").with("typed", typed.as_str())
            }
        };
        match near {
            Some(near) => msg.with("near", near),
            None => msg,
        }
    }
}

/// As many names as a line has room for.
fn some_of(names: &[String]) -> String {
    const ROOM: usize = 3;
    let more = if ROOM < names.len() { ", …" } else { "" };
    names[..names.len().min(ROOM)].join(", ") + more
}
