//! Quick replies: `replies.toml`.

use std::collections::HashSet;
use std::path::Path;

use toml::de::DeTable;

use super::fault::{BookError, BookFault};
use super::file::{self, Book, Taken};
use super::template::{self, Broken, Expansion, Facts, Part};
use super::{TEXT_CHARS_MAX, same};
use crate::base::msg::Msg;
use crate::config::place::Place;

const LIST: &str = "reply";
const KEYS: &[&str] = &["name", "text", "shortcut", "folder", "channels", "language"];

/// A quick reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it is called; no two have the same name.
    pub name: String,
    /// Its text, as written, with placeholders.
    pub text: String,
    /// A word that finds it at once; no two have the same.
    pub shortcut: Option<String>,
    /// Where it belongs, for those who have many.
    pub folder: Option<String>,
    /// Media (`viber`) or names of channels it is for; none: for all.
    pub channels: Vec<String>,
    /// The language it is in, two letters.
    pub language: Option<String>,
    /// Where the file says so.
    pub at: Place,
    parts: Vec<Part>,
}

impl Phrase {
    /// One that is not in a file yet. The place of the fault is that in `text`.
    pub(super) fn fresh(
        name: String,
        text: String,
        shortcut: Option<String>,
    ) -> Result<Self, Broken> {
        let (parts, at) = (template::parse(&text)?, Place { line: 1, column: 1 });
        let (folder, channels, language) = (None, Vec::new(), None);
        Ok(Self { name, text, shortcut, folder, channels, language, at, parts })
    }

    /// Its text for this dialog. What customers call themselves is cleaned, and braces in it mean nothing.
    #[must_use]
    pub fn expand(&self, facts: &Facts<'_>) -> Expansion {
        template::expand(&self.parts, facts)
    }

    /// Whether it has fields that a person must fill in.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.parts.iter().any(|it| matches!(it, Part::Field(_)))
    }

    /// Whether it is for a channel, given the word for its medium and its name.
    #[must_use]
    pub fn suits(&self, medium: &str, channel: &str) -> bool {
        let is = |it: &String| same(it) == same(medium) || same(it) == same(channel);
        self.channels.is_empty() || self.channels.iter().any(is)
    }

    fn toml(&self) -> String {
        let mut lines = vec![format!("[[{LIST}]]"), format!("name = {}", file::quoted(&self.name))];
        let shortcut = self.shortcut.as_ref().map(|it| format!("shortcut = {}", file::quoted(it)));
        lines.extend(shortcut);
        lines.push(format!("text = {}\n", file::quoted(&self.text)));
        lines.join("\n")
    }
}

/// What became of quick replies that were to be added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appended {
    /// How many were added.
    pub added: usize,
    /// Names that were there already; these were left out.
    pub doubles: Vec<String>,
    /// Names of those that were added without their shortcut, because another has it.
    pub without_shortcut: Vec<String>,
}

/// All quick replies, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrases {
    /// The quick replies.
    pub all: Vec<Phrase>,
}

impl Phrases {
    /// Reads a file: what is good in it, and what is wrong.
    #[must_use]
    pub fn read(file: &Path) -> (Self, Vec<BookFault>) {
        match file::text(file) {
            Ok(text) => Self::parse(file, &text),
            Err(fault) => (Self::default(), vec![fault]),
        }
    }

    /// Reads the text of a file; `file` is only named in faults.
    #[must_use]
    pub fn parse(file: &Path, text: &str) -> (Self, Vec<BookFault>) {
        let mut book = Book::new(file, text);
        let table = book.table();
        let (mut names, mut shortcuts) = (Taken::new(), Taken::new());
        let mut all = Vec::new();
        for (at, entry) in book.entries(&table, LIST) {
            let before = book.faults.len();
            let phrase = phrase(&mut book, at, entry, &names, &shortcuts);
            if let Some(it) = phrase.filter(|_| book.faults.len() == before) {
                names.insert(same(&it.name), it.at.line);
                shortcuts.extend(it.shortcut.as_deref().map(|word| (same(word), it.at.line)));
                all.push(it);
            }
        }
        book.faults.sort_by_key(|it| it.at);
        (Self { all }, book.faults)
    }

    /// The quick reply of a name, whatever its case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Phrase> {
        let name = same(name);
        self.all.iter().find(|it| same(&it.name) == name)
    }

    /// Adds quick replies at the end of a file, which may be missing. What is in it stays byte by byte.
    ///
    /// # Errors
    /// When the file is no TOML, cannot be written or would be larger than [`FILE_BYTES_MAX`](super::FILE_BYTES_MAX);
    /// it is then as it was.
    pub fn append_to(path: &Path, more: &[Phrase]) -> Result<Appended, BookError> {
        if more.is_empty() {
            return Ok(Appended::default());
        }
        let lock = file::lock(path)?;
        let old = file::text(path).map_err(|it| BookError::Broken(vec![it]))?;
        let mut book = Book::new(path, &old);
        drop(book.table());
        if !book.faults.is_empty() {
            return Err(BookError::Broken(book.faults));
        }
        let there = Self::parse(path, &old).0;
        let shortcuts = there.all.iter().filter_map(|it| it.shortcut.as_deref());
        let mut shortcuts: HashSet<String> = shortcuts.map(same).collect();
        let mut names: HashSet<String> = there.all.iter().map(|it| same(&it.name)).collect();
        let mut appended = Appended::default();
        let mut text = String::new();
        for phrase in more {
            if !names.insert(same(&phrase.name)) {
                appended.doubles.push(phrase.name.clone());
                continue;
            }
            let mut phrase = phrase.clone();
            if phrase.shortcut.as_deref().is_some_and(|it| !shortcuts.insert(same(it))) {
                appended.without_shortcut.push(phrase.name.clone());
                phrase.shortcut = None;
            }
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&phrase.toml());
            appended.added += 1;
        }
        if appended.added > 0 {
            file::append(&lock, path, &old, &text)?;
        }
        Ok(appended)
    }
}

fn phrase(
    book: &mut Book<'_>,
    at: usize,
    entry: &DeTable<'_>,
    names: &Taken,
    shortcuts: &Taken,
) -> Option<Phrase> {
    book.only(entry, KEYS);
    let name = book.name(entry, LIST, at, names);
    let text = book.needed(entry, "text", LIST, at);
    let shortcut = book.text(entry, "shortcut");
    if let Some((word, span)) = &shortcut {
        if let Some(line) = shortcuts.get(&same(word)) {
            let wrong = Msg::new("book-double").with("name", word.as_str()).with("line", *line);
            book.fault(span.start, wrong, None);
        } else if !fits_shortcut(word) {
            book.fault(span.start, Msg::new("book-bad-shortcut").with("word", word.as_str()), None);
        }
    }
    let folder = book.text(entry, "folder").map(|it| it.0);
    let channels = book.texts(entry, "channels")?.into_iter().map(|it| it.0).collect();
    let language = book.text(entry, "language");
    if let Some((word, span)) = &language
        && !(word.len() == 2 && word.bytes().all(|it| it.is_ascii_lowercase()))
    {
        book.fault(span.start, Msg::new("book-bad-language").with("word", word.as_str()), None);
    }
    let (text, span) = text?;
    if text.chars().nth(TEXT_CHARS_MAX).is_some() {
        let wrong = Msg::new("book-too-long").with("key", "text").with("max", TEXT_CHARS_MAX);
        book.fault(span.start, wrong, None);
    }
    let text = text.replace("\r\n", "\n");
    let parts = match template::parse(&text) {
        Ok(parts) => parts,
        Err(broken) => {
            let (in_text, wrong, hint) = told(&broken);
            let raw = book.text.get(span.clone()).unwrap_or_default();
            book.fault(span.start + in_source(&text, in_text, raw), wrong, Some(hint));
            return None;
        }
    };
    Some(Phrase {
        name: name?,
        text,
        shortcut: shortcut.map(|it| it.0),
        folder: folder.filter(|it| !it.trim().is_empty()),
        channels,
        language: language.map(|it| it.0),
        at: book.place(at),
        parts,
    })
}

/// A shortcut is typed behind `;` or `/`: it has no spaces and an end.
pub(super) fn fits_shortcut(word: &str) -> bool {
    let odd = |it: char| it.is_whitespace() || it.is_control() || matches!(it, ';' | '/');
    !word.is_empty() && word.chars().nth(20).is_none() && !word.contains(odd)
}

/// Where in the text, what is wrong there, and what would be right.
pub(super) fn told(broken: &Broken) -> (usize, Msg, Msg) {
    match broken {
        Broken::Open(at) => (*at, Msg::new("book-open-brace"), Msg::new("book-hint-brace")),
        Broken::Unknown { at, word, nearest } => {
            let hint = match nearest {
                Some(it) => Msg::new("config-hint-meant").with("word", format!("{{{it}}}")),
                None => Msg::new("config-hint-known").with("names", template::known()),
            };
            (*at, Msg::new("book-unknown-placeholder").with("word", word.as_str()), hint)
        }
    }
}

/// Where in the source of a text, with its quotes and escapes, the brace at `at` of the text stands.
fn in_source(text: &str, at: usize, raw: &str) -> usize {
    let before = text[..at].matches('{').count();
    raw.match_indices('{').nth(before).map_or(0, |it| it.0)
}
