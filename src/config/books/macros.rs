//! Macros: `macros.toml`, named lists of steps.

use std::collections::HashMap;
use std::path::Path;

use toml::de::DeTable;

use super::fault::BookFault;
use super::file::{self, Book, Taken};
use super::phrases::{Phrase, Phrases};
use super::same;
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::config::nearest;
use crate::config::place::Place;
use crate::domain::TAG_LETTERS_MAX;
use crate::domain::moment::{self, MomentFault};

const LIST: &str = "macro";
const KEYS: &[&str] = &["name", "steps"];
const STEPS_MAX: usize = 20;

/// One step of a macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `assign:me`.
    AssignMe,
    /// `assign:Olha`: to the agent of this name.
    Assign(String),
    /// `unassign`.
    Unassign,
    /// `tag:vip`: puts it on where it is not.
    Tag(String),
    /// `untag:vip`: takes it off where it is.
    Untag(String),
    /// `reply:Thanks`: sends the quick reply of this name, which exists and has no fields to fill in. Never a draft.
    Reply(String),
    /// `note:…`: writes this note.
    Note(String),
    /// `snooze:2h`: until this moment, in the words of [`moment::parse`], as they are understood when it is done.
    Snooze(String),
    /// `close`.
    Close,
    /// `close-unassign`.
    CloseAndUnassign,
    /// `spam`.
    Spam,
    /// `reopen`.
    Reopen,
}

/// The words for steps; those that want something more are followed by an example of it.
const VERBS: &[(&str, Option<&str>)] = &[
    ("assign", Some("assign:me")),
    ("unassign", None),
    ("tag", Some("tag:vip")),
    ("untag", Some("untag:vip")),
    ("reply", Some("reply:Thanks")),
    ("note", Some("note:called back")),
    ("snooze", Some("snooze:2h")),
    ("close", None),
    ("close-unassign", None),
    ("spam", None),
    ("reopen", None),
];

impl Step {
    /// The step as it stands in the file.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::AssignMe => "assign:me".into(),
            Self::Assign(name) => format!("assign:{name}"),
            Self::Unassign => "unassign".into(),
            Self::Tag(tag) => format!("tag:{tag}"),
            Self::Untag(tag) => format!("untag:{tag}"),
            Self::Reply(name) => format!("reply:{name}"),
            Self::Note(text) => format!("note:{text}"),
            Self::Snooze(until) => format!("snooze:{until}"),
            Self::Close => "close".into(),
            Self::CloseAndUnassign => "close-unassign".into(),
            Self::Spam => "spam".into(),
            Self::Reopen => "reopen".into(),
        }
    }

    /// Reads a step. What it names is looked up in `replies`.
    fn parse(text: &str, replies: &Replies<'_>) -> Result<Self, (Msg, Option<Msg>)> {
        let (verb, more) = match text.split_once(':') {
            Some((verb, more)) => (verb.trim(), Some(more.trim())),
            None => (text.trim(), None),
        };
        let verb = verb.to_lowercase().replace('_', "-");
        let Some((_, example)) = VERBS.iter().find(|it| it.0 == verb) else {
            let known: Vec<&str> = VERBS.iter().map(|it| it.0).collect();
            let hint = match nearest(&verb, &known) {
                Some(it) => Msg::new("config-hint-meant").with("word", it),
                None => Msg::new("config-hint-known").with("names", known.join(", ")),
            };
            return Err((Msg::new("book-no-verb").with("verb", verb), Some(hint)));
        };
        match (more.filter(|it| !it.is_empty()), example) {
            (None, Some(example)) => {
                let hint = Msg::new("book-hint-example").with("example", *example);
                Err((Msg::new("book-step-needs").with("verb", verb), Some(hint)))
            }
            (Some(_), None) => Err((Msg::new("book-step-alone").with("verb", verb), None)),
            (None, None) => Ok(Self::alone(&verb)),
            (Some(more), Some(_)) => Self::with(&verb, more, replies),
        }
    }

    fn alone(verb: &str) -> Self {
        match verb {
            "unassign" => Self::Unassign,
            "close" => Self::Close,
            "close-unassign" => Self::CloseAndUnassign,
            "spam" => Self::Spam,
            _ => Self::Reopen,
        }
    }

    fn with(verb: &str, more: &str, replies: &Replies<'_>) -> Result<Self, (Msg, Option<Msg>)> {
        let own = more.to_owned();
        Ok(match verb {
            "assign" if more.eq_ignore_ascii_case("me") => Self::AssignMe,
            "assign" => Self::Assign(own),
            "tag" => Self::Tag(tag(more)?),
            "untag" => Self::Untag(tag(more)?),
            "note" => Self::Note(own),
            "snooze" => {
                // Which moment it is depends on the day; whether it is one does not.
                let far = moment::parse(more, Timestamp(0), 0);
                match far {
                    Err(fault @ (MomentFault::Empty | MomentFault::Unknown { .. })) => {
                        return Err((fault.say(), None));
                    }
                    _ => Self::Snooze(own),
                }
            }
            _ => match replies.by_name.get(&same(more)) {
                None => {
                    let hint = nearest(more, &replies.names)
                        .map(|it| Msg::new("config-hint-meant").with("word", it));
                    return Err((Msg::new("book-no-reply").with("name", more), hint));
                }
                Some(phrase) if phrase.asks() => {
                    return Err((Msg::new("book-reply-asks").with("name", more), None));
                }
                Some(phrase) => Self::Reply(phrase.name.clone()),
            },
        })
    }
}

fn tag(text: &str) -> Result<String, (Msg, Option<Msg>)> {
    let tag = text.trim_start_matches('#').trim();
    let long = tag.chars().nth(TAG_LETTERS_MAX as usize).is_some();
    if tag.is_empty() || long || tag.contains(char::is_control) {
        let wrong = Msg::new("book-bad-tag").with("max", TAG_LETTERS_MAX);
        return Err((wrong, None));
    }
    Ok(tag.to_owned())
}

/// A named list of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// What it is called; no two have the same name.
    pub name: String,
    /// What it does, in this order; at least one step.
    pub steps: Vec<Step>,
    /// Where the file says so.
    pub at: Place,
}

/// All macros, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Macros {
    /// The macros.
    pub all: Vec<Macro>,
}

impl Macros {
    /// Reads a file: what is good in it, and what is wrong. Replies are looked up in `replies`.
    #[must_use]
    pub fn read(file: &Path, replies: &Phrases) -> (Self, Vec<BookFault>) {
        match file::text(file) {
            Ok(text) => Self::parse(file, &text, replies),
            Err(fault) => (Self::default(), vec![fault]),
        }
    }

    /// Reads the text of a file; `file` is only named in faults.
    #[must_use]
    pub fn parse(file: &Path, text: &str, replies: &Phrases) -> (Self, Vec<BookFault>) {
        let mut book = Book::new(file, text);
        let table = book.table();
        let mut names = Taken::new();
        let replies = Replies::new(replies);
        let mut all = Vec::new();
        for (at, entry) in book.entries(&table, LIST) {
            let before = book.faults.len();
            let found = one(&mut book, at, entry, &names, &replies);
            if let Some(it) = found.filter(|_| book.faults.len() == before) {
                names.insert(same(&it.name), it.at.line);
                all.push(it);
            }
        }
        book.faults.sort_by_key(|it| it.at);
        (Self { all }, book.faults)
    }

    /// The macro of a name, whatever its case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Macro> {
        let name = same(name);
        self.all.iter().find(|it| same(&it.name) == name)
    }
}

/// The quick replies that steps name.
struct Replies<'a> {
    by_name: HashMap<String, &'a Phrase>,
    names: Vec<&'a str>,
}

impl<'a> Replies<'a> {
    fn new(replies: &'a Phrases) -> Self {
        let by_name = replies.all.iter().map(|it| (same(&it.name), it)).collect();
        Self { by_name, names: replies.all.iter().map(|it| it.name.as_str()).collect() }
    }
}

fn one(
    book: &mut Book<'_>,
    at: usize,
    entry: &DeTable<'_>,
    names: &Taken,
    replies: &Replies<'_>,
) -> Option<Macro> {
    book.only(entry, KEYS);
    let name = book.name(entry, LIST, at, names);
    let texts = book.texts(entry, "steps")?;
    let place = book.place(at);
    if texts.is_empty() {
        let wrong = Msg::new("book-lacks").with("key", "steps").with("list", LIST);
        book.fault(
            at,
            wrong,
            Some(Msg::new("book-hint-example").with("example", "steps = [\"close\"]")),
        );
    } else if texts.len() > STEPS_MAX {
        book.fault(at, Msg::new("book-too-many-steps").with("max", STEPS_MAX), None);
    }
    let mut steps = Vec::new();
    for (text, span) in texts {
        match Step::parse(&text, replies) {
            Ok(step) => steps.push(step),
            Err((wrong, hint)) => book.fault(span.start, wrong, hint),
        }
    }
    Some(Macro { name: name?, steps, at: place })
}
