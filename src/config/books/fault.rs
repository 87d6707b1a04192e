//! What can be wrong with these files, as sentences to be translated.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::msg::Msg;
use crate::config::place::Place;

/// One mistake in one of these files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookFault {
    /// The file.
    pub file: PathBuf,
    /// Where in it; the beginning when it is about the whole file.
    pub at: Place,
    /// What is wrong.
    pub wrong: Msg,
    /// What would be right, where that can be told.
    pub hint: Option<Msg>,
}

impl BookFault {
    /// A mistake without a hint.
    #[must_use]
    pub fn new(file: &Path, at: Place, wrong: Msg) -> Self {
        Self { file: file.into(), at, wrong, hint: None }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn hint(self, hint: Msg) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Where it is, as editors and compilers write it: `file:line:column`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.file.display(), self.at)
    }
}

/// Why nothing was added to a file.
#[derive(Debug)]
pub enum BookError {
    /// What is there cannot be read, so nothing is put behind it.
    Broken(Vec<BookFault>),
    /// There is one of that name.
    Double {
        /// The name.
        name: String,
    },
    /// The name is empty, too long, or more than one line.
    BadName,
    /// The file would become larger than [`FILE_BYTES_MAX`](super::FILE_BYTES_MAX) and could not be read again. It is
    /// as it was.
    TooBig {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written. It is as it was.
    Unwritten {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl BookError {
    /// What is wrong, for translation. The single faults of [`BookError::Broken`] are not in it.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Broken(faults) => {
                let file = faults.first().map_or_else(PathBuf::new, |it| it.file.clone());
                Msg::new("book-broken").with("file", file.display().to_string())
            }
            Self::Double { name } => Msg::new("book-has-already").with("name", name.as_str()),
            Self::BadName => Msg::new("book-bad-name").with("max", super::NAME_CHARS_MAX),
            Self::TooBig { file } => Msg::new("book-would-be-too-big")
                .with("file", file.display().to_string())
                .with("max", super::FILE_BYTES_MAX / 1024),
            Self::Unwritten { file, source } => Msg::new("book-unwritten")
                .with("file", file.display().to_string())
                .with("cause", source.to_string()),
        }
    }
}
