//! Reading a file of entries, entry by entry, and adding to one without touching what is there.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{BookError, BookFault};
use super::{FILE_BYTES_MAX, NAME_CHARS_MAX};
use crate::base::msg::Msg;
use crate::config::check::sort;
use crate::config::fault::{Fault, Hint, Sort, Wrong};
use crate::config::nearest;
use crate::config::place::{Place, Places};
use crate::config::syntax;

const TOP: Place = Place { line: 1, column: 1 };

/// The text of a file; nothing where there is none.
pub(super) fn text(file: &Path) -> Result<String, BookFault> {
    match bytes(file)? {
        None => Ok(String::new()),
        Some(bytes) => utf8(file, bytes),
    }
}

/// The bytes of a file, unless it is not there or larger than any of ours.
fn bytes(file: &Path) -> Result<Option<Vec<u8>>, BookFault> {
    let unreadable = |cause: &io::Error| {
        BookFault::new(file, TOP, Msg::new("book-unreadable").with("cause", cause.to_string()))
    };
    let mut bytes = Vec::new();
    match File::open(file) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(unreadable(&cause)),
        Ok(open) => open
            .take(FILE_BYTES_MAX as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|cause| unreadable(&cause))?,
    };
    if bytes.len() > FILE_BYTES_MAX {
        return Err(too_big(file, FILE_BYTES_MAX));
    }
    Ok(Some(bytes))
}

/// A file larger than `max` bytes is not read.
pub(super) fn too_big(file: &Path, max: usize) -> BookFault {
    BookFault::new(file, TOP, Msg::new("book-too-big").with("max", max / 1024))
}

pub(super) fn utf8(file: &Path, bytes: Vec<u8>) -> Result<String, BookFault> {
    String::from_utf8(bytes).map_err(|broken| {
        let good = broken.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&broken.as_bytes()[..good]).into_owned();
        let at = Place::of(&good, good.len());
        BookFault::new(file, at, Fault::new(at, Wrong::NotUtf8).say())
    })
}

/// A file being read: what is wrong with it is gathered here.
pub(super) struct Book<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    pub(super) faults: Vec<BookFault>,
    places: Places<'a>,
}

/// Names, shortcuts and the like that are taken, as [`same`](super::same) makes them, and the line that has each.
pub(super) type Taken = HashMap<String, usize>;

impl<'a> Book<'a> {
    pub(super) fn new(file: &'a Path, text: &'a str) -> Self {
        Self { file, text, faults: Vec::new(), places: Places::new(text) }
    }

    /// Where a byte of the file stands.
    pub(super) fn place(&self, offset: usize) -> Place {
        self.places.of(offset)
    }

    pub(super) fn fault(&mut self, offset: usize, wrong: Msg, hint: Option<Msg>) {
        let at = self.place(offset);
        self.faults.push(BookFault { hint, ..BookFault::new(self.file, at, wrong) });
    }

    fn known_fault(&mut self, offset: usize, wrong: Wrong, hint: Option<Hint>) {
        let fault = Fault { hint, ..Fault::new(self.place(offset), wrong) };
        self.fault(offset, fault.say(), fault.hint());
    }

    /// The whole file; empty when it is not TOML.
    pub(super) fn table(&mut self) -> DeTable<'a> {
        let (table, broken) = syntax::parse(self.text);
        for fault in &broken.faults {
            let (wrong, hint) = (fault.say(), fault.hint());
            self.faults.push(BookFault { hint, ..BookFault::new(self.file, fault.at, wrong) });
        }
        if self.faults.is_empty() { table } else { DeTable::new() }
    }

    /// The tables of the list called `name`, which is all that may be in the file, each with its place.
    pub(super) fn entries<'t, 'x>(
        &mut self,
        whole: &'t DeTable<'x>,
        name: &'static str,
    ) -> Vec<(usize, &'t DeTable<'x>)> {
        let mut entries = Vec::new();
        for (key, value) in whole {
            let at = key.span().start;
            let found = key.get_ref().as_ref();
            if found != name {
                let wrong = Msg::new("book-unknown-list").with("name", found);
                self.fault(at, wrong, Some(Msg::new("book-hint-list").with("name", name)));
                continue;
            }
            let DeValue::Array(list) = value.get_ref() else {
                let wrong = Msg::new("book-not-list").with("name", name);
                self.fault(at, wrong, Some(Msg::new("book-hint-list").with("name", name)));
                continue;
            };
            for entry in list {
                match entry.get_ref() {
                    DeValue::Table(table) => entries.push((entry.span().start, table)),
                    _ => {
                        let wrong = Msg::new("book-not-list").with("name", name);
                        let hint = Msg::new("book-hint-list").with("name", name);
                        self.fault(entry.span().start, wrong, Some(hint));
                    }
                }
            }
        }
        entries
    }

    /// Faults of settings that no entry has.
    pub(super) fn only(&mut self, table: &DeTable<'_>, known: &[&'static str]) {
        for key in table.keys().filter(|it| !known.contains(&it.get_ref().as_ref())) {
            let hint = nearest(key.get_ref(), known)
                .map_or_else(|| Hint::Known { names: known.join(", ") }, Hint::meant);
            let wrong = Wrong::UnknownSetting { key: key.get_ref().to_string() };
            self.known_fault(key.span().start, wrong, Some(hint));
        }
    }

    fn odd(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: Sort) {
        let found = sort(value.get_ref());
        let wrong = Wrong::Type { key: key.into(), expected, found };
        self.known_fault(value.span().start, wrong, None);
    }

    /// A text and where it stands.
    pub(super) fn text(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<(String, Range<usize>)> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.to_string(), value.span())),
            _ => {
                self.odd(key, value, Sort::Text);
                None
            }
        }
    }

    /// A text that must be there; `at` is the place of the entry.
    pub(super) fn needed(
        &mut self,
        table: &DeTable<'_>,
        key: &'static str,
        list: &'static str,
        at: usize,
    ) -> Option<(String, Range<usize>)> {
        if !table.contains_key(key) {
            let wrong = Msg::new("book-lacks").with("key", key).with("list", list);
            self.fault(at, wrong, None);
            return None;
        }
        let (text, span) = self.text(table, key)?;
        if text.trim().is_empty() {
            self.fault(span.start, Msg::new("book-empty").with("key", key), None);
            return None;
        }
        Some((text, span))
    }

    /// The name of an entry: one line, not long, and not the name of an entry before.
    pub(super) fn name(
        &mut self,
        table: &DeTable<'_>,
        list: &'static str,
        at: usize,
        taken: &Taken,
    ) -> Option<String> {
        let (name, span) = self.needed(table, "name", list, at)?;
        let Some(name) = fit_name(&name) else {
            let wrong = Msg::new("book-bad-name").with("max", NAME_CHARS_MAX);
            self.fault(span.start, wrong, None);
            return None;
        };
        if let Some(line) = taken.get(&super::same(&name)) {
            let wrong = Msg::new("book-double").with("name", name.as_str()).with("line", *line);
            self.fault(span.start, wrong, None);
            return None;
        }
        Some(name)
    }

    /// A list of texts, each with its place; none where there is none.
    pub(super) fn texts(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let Some(value) = table.get(key) else { return Some(Vec::new()) };
        let DeValue::Array(list) = value.get_ref() else {
            self.odd(key, value, Sort::Texts);
            return None;
        };
        let mut texts = Vec::new();
        for it in list {
            match it.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), it.span())),
                _ => {
                    self.odd(key, it, Sort::Texts);
                    return None;
                }
            }
        }
        Some(texts)
    }

    /// A whole number in a range.
    pub(super) fn number(
        &mut self,
        table: &DeTable<'_>,
        key: &'static str,
        range: Range<i64>,
    ) -> Option<i64> {
        let value = table.get(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            self.odd(key, value, Sort::Number);
            return None;
        };
        let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = read.filter(|it| range.contains(it));
        if fits.is_none() {
            let (min, max) = (range.start, range.end - 1);
            let (key, value_text) = (key.into(), number.to_string());
            let wrong = Wrong::Range { key, value: value_text, min, max };
            self.known_fault(value.span().start, wrong, None);
        }
        fits
    }
}

/// The name as it is kept, if it can be one.
pub(super) fn fit_name(name: &str) -> Option<String> {
    let name = name.trim();
    let short = name.chars().nth(NAME_CHARS_MAX).is_none();
    let plain = !name.contains(|it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}'));
    (!name.is_empty() && short && plain).then(|| name.to_owned())
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    let long = text.contains('\n');
    let mut quoted = String::from(if long { "\"\"\"\n" } else { "\"" });
    let mut letters = text.chars().peekable();
    let mut quotes = 0;
    while let Some(letter) = letters.next() {
        quotes = if letter == '"' { quotes + 1 } else { 0 };
        match letter {
            '\n' => quoted.push('\n'),
            // Within a long text two quotes side by side mean nothing, unless a third follows.
            '"' if long && quotes < 3 && letters.peek().is_some() => quoted.push('"'),
            '"' => {
                quoted.push_str("\\\"");
                quotes = 0;
            }
            '\\' => quoted.push_str("\\\\"),
            '\t' => quoted.push_str("\\t"),
            _ if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push_str(if long { "\"\"\"" } else { "\"" });
    quoted
}

/// Whoever holds it is the only one who adds to files of a folder.
pub(super) struct Lock {
    _open: Option<File>,
}

/// Waits until nobody else adds to a file of this folder, which is made if it is not there. To be held from before the
/// file is read until it is written: of two who add to it at once, the second sees what the first has added.
pub(super) fn lock(file: &Path) -> Result<Lock, BookError> {
    let unwritten = |source| BookError::Unwritten { file: file.into(), source };
    let file = real(file);
    let dir = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(dir).map_err(unwritten)?;
    // The folder stays what it is while files in it are replaced. Where it cannot be locked, as on some network disks,
    // there is no help, but no reason to save nothing, either.
    let _open = File::open(dir).ok().filter(|dir| {
        rustix::io::retry_on_intr(|| flock(dir, FlockOperation::LockExclusive)).is_ok()
    });
    Ok(Lock { _open })
}

/// Puts `more` behind what is in the file, in one step: a reader sees the old file or the new one, and who stops
/// us in the middle leaves the old one. A new file is for its owner only. Refuses what could not be read again.
pub(super) fn append(_: &Lock, file: &Path, old: &str, more: &str) -> Result<(), BookError> {
    let mut text = old.to_owned();
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    text.push_str(more);
    if text.len() > FILE_BYTES_MAX {
        return Err(BookError::TooBig { file: file.into() });
    }
    replace(file, text.as_bytes())
        .map_err(|source| BookError::Unwritten { file: file.into(), source })
}

/// A link to a file that is kept elsewhere stays a link.
fn real(file: &Path) -> PathBuf {
    fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf())
}

fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = real(file);
    let dir = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let (fresh, mut open) = beside(&file)?;
    let written = (|| {
        open.write_all(bytes)?;
        if let Ok(about) = fs::metadata(&file) {
            open.set_permissions(about.permissions())?;
        }
        open.sync_all()?;
        fs::rename(&fresh, &file)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// A new file in the same folder, whose name nobody has.
fn beside(file: &Path) -> io::Result<(PathBuf, File)> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..100 {
        let fresh = file.with_file_name(format!(".{name}.{}.{number}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh) {
            Ok(open) => return Ok((fresh, open)),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => last = cause,
            Err(cause) => return Err(cause),
        }
    }
    Err(last)
}
