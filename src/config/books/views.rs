//! Views of one's own: `views.toml`. What a filter says is understood elsewhere; here it is a line of text.

use std::path::Path;

use super::fault::{BookError, BookFault};
use super::file::{self, Book, Taken};
use super::same;
use crate::base::msg::Msg;
use crate::config::place::Place;

const LIST: &str = "view";
const KEYS: &[&str] = &["name", "filter", "place"];

/// A view of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnView {
    /// What it is called; no two have the same name.
    pub name: String,
    /// Its filter, as written; one line, not empty.
    pub filter: String,
    /// The digit it is wanted on, 1 to 9, if on one; no two want the same.
    pub place: Option<u8>,
    /// Where the file says so.
    pub at: Place,
    /// Where the filter's first letter stands, for its own mistakes.
    pub filter_at: Place,
}

/// All views of one's own, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Views {
    /// The views.
    pub all: Vec<OwnView>,
}

impl Views {
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
        let mut names = Taken::new();
        let mut places: [Option<String>; 10] = Default::default();
        let mut all: Vec<OwnView> = Vec::new();
        for (at, entry) in book.entries(&table, LIST) {
            let before = book.faults.len();
            book.only(entry, KEYS);
            let name = book.name(entry, LIST, at, &names);
            let filter = book.needed(entry, "filter", LIST, at);
            if let Some((filter, span)) = &filter
                && filter.contains(char::is_control)
            {
                book.fault(span.start, Msg::new("book-one-line").with("key", "filter"), None);
            }
            let place = book.number(entry, "place", 1..10).and_then(|it| u8::try_from(it).ok());
            let digit = place.map_or(0, usize::from);
            if let (Some(Some(other)), Some(value)) = (places.get(digit), entry.get("place")) {
                let wrong = Msg::new("book-place-taken").with("name", other.as_str());
                book.fault(value.span().start, wrong, None);
            }
            let (Some(name), Some((filter, span))) = (name, filter) else { continue };
            if book.faults.len() > before {
                continue;
            }
            let (at, filter_at) = (book.place(at), book.place(span.start + 1));
            names.insert(same(&name), at.line);
            if let Some(taken) = places.get_mut(digit).filter(|_| place.is_some()) {
                *taken = Some(name.clone());
            }
            all.push(OwnView { name, filter: filter.trim().to_owned(), place, at, filter_at });
        }
        book.faults.sort_by_key(|it| it.at);
        (Self { all }, book.faults)
    }

    /// The view of a name, whatever its case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&OwnView> {
        let name = same(name);
        self.all.iter().find(|it| same(&it.name) == name)
    }
}

/// Adds a view at the end of a file, which may be missing. What is in it stays byte by byte.
///
/// # Errors
/// When the name cannot be one or is taken, or the file is no TOML, cannot be written or would be larger than
/// [`FILE_BYTES_MAX`](super::FILE_BYTES_MAX); it is then as it was.
pub fn save_view(path: &Path, name: &str, filter: &str) -> Result<(), BookError> {
    let name = file::fit_name(name).ok_or(BookError::BadName)?;
    let lock = file::lock(path)?;
    let old = file::text(path).map_err(|it| BookError::Broken(vec![it]))?;
    let mut book = Book::new(path, &old);
    drop(book.table());
    if !book.faults.is_empty() {
        return Err(BookError::Broken(book.faults));
    }
    if Views::parse(path, &old).0.named(&name).is_some() {
        return Err(BookError::Double { name });
    }
    let filter: String = filter.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let (name, filter) = (file::quoted(&name), file::quoted(filter.trim()));
    let more = format!("[[{LIST}]]\nname = {name}\nfilter = {filter}\n");
    file::append(&lock, path, &old, &more)
}
