//! What is being written.

use crate::base::clock::Timestamp;
use crate::domain::{DialogId, Kind, MessageId};
use crate::tui::editor::Editor;

/// A reply or a note on its way out of somebody's head.
#[derive(Debug, Clone, PartialEq)]
pub struct Composer {
    /// In which dialog.
    pub dialog: DialogId,
    /// [`Kind::Reply`] or [`Kind::Note`].
    pub kind: Kind,
    /// The contact's name, cleaned and short.
    pub name: String,
    /// The text.
    pub editor: Editor,
    /// When the draft is to be saved; `None` when it is.
    pub save_at: Option<Timestamp>,
    /// When the writer was told that somebody else has said something: Enter held down is no second Enter.
    pub warned: Option<Timestamp>,
    /// What others had said last when the writer began, or last looked; `None` until the desk has told, and
    /// with it what had been half written before.
    pub answers: Option<MessageId>,
}

impl Composer {
    /// Rows the text wants, at least one.
    #[must_use]
    pub fn rows(&self) -> u16 {
        u16::try_from(self.editor.row_count()).unwrap_or(u16::MAX).max(1)
    }
}
