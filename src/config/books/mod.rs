//! The files beside the settings: quick replies, macros, views of one's own.
//!
//! A file that is not there is an empty book. A broken entry costs that entry; a file that is no TOML, or no text, costs
//! that file; nothing costs the program. Each mistake is named with its file, line and column, as those of the
//! settings are. What is added by the program is put at the end: what a person wrote in a file stays as it is.

mod examples;
mod fault;
mod file;
mod filters;
mod import;
mod macros;
mod phrases;
mod template;
mod views;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::paths::Paths;

pub use examples::examples;
pub use fault::{BookError, BookFault};
pub use import::import_csv;
pub use macros::{Macro, Macros, Step};
pub use phrases::{Appended, Phrase, Phrases};
pub use template::{Expansion, Facts};
pub use views::{OwnView, Views, save_view};

/// The name of the file of quick replies.
pub const REPLIES: &str = "replies.toml";
/// The name of the file of macros.
pub const MACROS: &str = "macros.toml";
/// The name of the file of one's own views.
pub const VIEWS: &str = "views.toml";

/// A larger file is not one a person wrote.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;
/// A larger table is none of quick replies: there may be more in it than they need.
pub const CSV_BYTES_MAX: usize = 4 * FILE_BYTES_MAX;
/// Characters a name may have.
pub const NAME_CHARS_MAX: usize = 60;
/// Characters the text of a quick reply may have.
pub const TEXT_CHARS_MAX: usize = 10_000;

/// All three together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Books {
    /// The quick replies.
    pub replies: Phrases,
    /// The macros.
    pub macros: Macros,
    /// The views.
    pub views: Views,
    /// Everything wrong with the files, file by file, in the order of reading.
    pub faults: Vec<BookFault>,
    dir: PathBuf,
    stamps: [Option<Stamp>; 3],
}

/// When a file was last written and how long it is; nothing where there is none.
type Stamp = (SystemTime, u64);

impl Books {
    /// Reads the files beside the settings.
    #[must_use]
    pub fn read(paths: &Paths) -> Self {
        Self::read_in(paths.books_dir())
    }

    /// Reads the files of a folder.
    #[must_use]
    pub fn read_in(dir: &Path) -> Self {
        // Taken first: what is written while we read counts as changed.
        let stamps = stamps(dir);
        let (replies, mut faults) = Phrases::read(&dir.join(REPLIES));
        let (macros, more) = Macros::read(&dir.join(MACROS), &replies);
        faults.extend(more);
        let (views, mut more) = Views::read(&dir.join(VIEWS));
        more.extend(filters::faults(&dir.join(VIEWS), &views));
        more.sort_by_key(|it| it.at);
        faults.extend(more);
        Self { replies, macros, views, faults, dir: dir.into(), stamps }
    }

    /// The files of the same folder as they are now, if they have changed since these were read.
    #[must_use]
    pub fn again(&self) -> Option<Self> {
        self.changed().then(|| Self::read_in(&self.dir))
    }

    /// Whether a file has been written, made or deleted since these were read. Asks the disk three questions.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.stamps != stamps(&self.dir)
    }

    /// The file of quick replies.
    #[must_use]
    pub fn replies_file(&self) -> PathBuf {
        self.dir.join(REPLIES)
    }

    /// The file of macros.
    #[must_use]
    pub fn macros_file(&self) -> PathBuf {
        self.dir.join(MACROS)
    }

    /// The file of views.
    #[must_use]
    pub fn views_file(&self) -> PathBuf {
        self.dir.join(VIEWS)
    }
}

fn stamps(dir: &Path) -> [Option<Stamp>; 3] {
    [REPLIES, MACROS, VIEWS].map(|it| {
        let about = std::fs::metadata(dir.join(it)).ok()?;
        Some((about.modified().ok()?, about.len()))
    })
}

/// A name as it is compared: nobody tells two apart by case, `ё` or spaces around.
fn same(name: &str) -> String {
    name.trim().to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod large_tests;
#[cfg(test)]
mod tests;
