//! What is being written.

use std::ops::Range;

use crate::base::clock::Timestamp;
use crate::domain::{DialogId, Kind, MessageId};
use crate::tui::editor::Editor;

/// What is to be filled in, in the text that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fill {
    /// Where to go next, one place after the other, in bytes of the text.
    pub stops: Vec<Range<usize>>,
    /// The labels that stand for what is to be written there.
    pub labels: Vec<String>,
    /// Whether the writer has been told that one of them would be sent.
    pub warned: bool,
}

impl Fill {
    /// The text was `old` and is `new`; what has changed ends where the cursor is now.
    pub fn follow(&mut self, old: &str, new: &str, cursor: usize) {
        let after = new.len() - cursor;
        let same = old.len().checked_sub(after).filter(|it| old.get(*it..) == new.get(cursor..));
        let Some(end) = same else {
            // Something else has been taken back or done again: nobody knows where the places are.
            self.stops.clear();
            return;
        };
        let begin = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let begin = begin.min(end).min(cursor);
        let moved = |it: usize| it + cursor - end;
        self.stops.retain(|it| it.start >= end || it.end <= begin);
        for stop in self.stops.iter_mut().filter(|it| it.start >= end) {
            *stop = moved(stop.start)..moved(stop.end);
        }
    }
}

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
    /// What quick replies have left to be filled in.
    pub fill: Fill,
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
