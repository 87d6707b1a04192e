//! What is done with a contact: a note being written about them, and who may be the same person.

use crate::domain::DialogId;
use crate::tui::editor::Editor;
use crate::tui::layout::Area;

/// Columns and rows of the text, at most.
const COLUMNS: u16 = 64;
const ROWS: u16 = 10;

/// A note about a contact, being written.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactNote {
    /// Whose contact it is about.
    pub dialog: DialogId,
    /// The contact's name, cleaned and short.
    pub name: String,
    /// What was written down when it was begun.
    pub was: String,
    /// The text.
    pub editor: Editor,
    /// Whether it has been said that leaving loses what was typed.
    pub warned: bool,
}

impl ContactNote {
    /// Goes on with what is written down.
    #[must_use]
    pub fn new(dialog: DialogId, name: String, was: String) -> Self {
        let mut editor = Editor::new(COLUMNS, ROWS);
        editor.set_text(&was);
        Self { dialog, name, was, editor, warned: false }
    }

    /// Whether something was typed that is not saved.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.editor.text().trim() != self.was.trim()
    }

    /// Where it stands on a screen of this size, with its frame.
    #[must_use]
    pub fn place(size: (u16, u16)) -> Area {
        // The line of keys below everything stays in sight.
        let most = size.1.saturating_sub(u16::from(size.1 > 6));
        let (width, height) = ((COLUMNS + 2).min(size.0), (ROWS + 2).min(most));
        Area { x: (size.0 - width) / 2, y: (most - height) / 2, width, height }
    }
}

/// The question who may be the same person, while the list of them is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acquainting {
    /// The number of the question whose answer is awaited or shown.
    pub no: u64,
    /// What had been typed when it was asked; `None` before the first time.
    pub typed: Option<String>,
}
