//! Changes of the text, each of which can be undone.

use std::ops::Range;

use super::{Editor, Kind, Motion, Step};

/// Something a key can do to the text, apart from writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Moves the cursor; nothing is selected afterwards.
    Move(Motion),
    /// Moves the cursor and selects what it passes.
    Select(Motion),
    /// Selects the whole text.
    SelectAll,
    /// Starts a new line.
    NewLine,
    /// Erases the selection or the character before the cursor.
    EraseBack,
    /// Erases the selection or the character after the cursor.
    EraseForward,
    /// Erases the selection or back to the start of a word.
    EraseWordBack,
    /// Erases the selection or forward to the end of a word.
    EraseWordForward,
    /// Erases the selection or back to the start of the line; there, the line break.
    EraseToLineStart,
    /// Erases the selection or forward to the end of the line; there, the line break.
    EraseToLineEnd,
    /// Takes back the last step.
    Undo,
    /// Does again what was taken back.
    Redo,
}

/// What became different. Only a change of the text is worth saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the key may mean something to somebody else.
    Nothing,
    /// The cursor or the selection.
    Cursor,
    /// The text.
    Text,
}

impl Editor {
    /// Does what `edit` says.
    pub fn apply(&mut self, edit: Edit) -> Change {
        match edit {
            Edit::Move(motion) => self.go(motion, false),
            Edit::Select(motion) => self.go(motion, true),
            Edit::SelectAll => self.select_all(),
            Edit::NewLine => self.insert('\n'),
            Edit::EraseBack => self.erase(Kind::Back, self.left_of(self.cursor)),
            Edit::EraseForward => self.erase(Kind::Forward, self.right_of(self.cursor)),
            Edit::EraseWordBack => self.erase(Kind::Whole, self.word_left()),
            Edit::EraseWordForward => self.erase(Kind::Whole, self.word_right()),
            Edit::EraseToLineStart => {
                let start = self.layout.line(self.cursor).start;
                let to = if start == self.cursor { self.left_of(start) } else { start };
                self.erase(Kind::Whole, to)
            }
            Edit::EraseToLineEnd => {
                let end = self.layout.line(self.cursor).end;
                let to = if end == self.cursor { self.right_of(end) } else { end };
                self.erase(Kind::Whole, to)
            }
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
        }
    }

    /// Writes clean `text` over the selection or at the cursor.
    pub(super) fn write(&mut self, kind: Kind, text: &str) -> Change {
        if text.is_empty() {
            return Change::Nothing;
        }
        let range = self.selection().unwrap_or(self.cursor..self.cursor);
        self.change(kind, range, text)
    }

    pub(super) fn erase_selection(&mut self) -> Change {
        match self.selection() {
            Some(range) => self.change(Kind::Whole, range, ""),
            None => Change::Nothing,
        }
    }

    /// Erases the selection; without one, what lies between the cursor and `to`.
    fn erase(&mut self, kind: Kind, to: usize) -> Change {
        if self.selection().is_some() {
            return self.erase_selection();
        }
        if to == self.cursor {
            return Change::Nothing;
        }
        self.change(kind, to.min(self.cursor)..to.max(self.cursor), "")
    }

    fn change(&mut self, kind: Kind, range: Range<usize>, with: &str) -> Change {
        let before = self.place();
        let at = range.start;
        let removed = self.text[range.clone()].to_owned();
        self.replace(range, with);
        self.anchor = None;
        // What now stands side by side may have become one cluster.
        self.cursor = self.boundary_from(at + with.len());
        let step = Step { at, removed, inserted: with.to_owned(), before, after: self.place() };
        self.history.record(kind, step);
        self.settle()
    }

    fn undo(&mut self) -> Change {
        let Some(step) = self.history.back() else {
            return Change::Nothing;
        };
        self.replace(step.at..step.at + step.inserted.len(), &step.removed);
        (self.cursor, self.anchor) = (step.before.cursor, step.before.anchor);
        self.history.undone(step);
        self.settle()
    }

    fn redo(&mut self) -> Change {
        let Some(step) = self.history.forward() else {
            return Change::Nothing;
        };
        self.replace(step.at..step.at + step.removed.len(), &step.inserted);
        (self.cursor, self.anchor) = (step.after.cursor, step.after.anchor);
        self.history.redone(step);
        self.settle()
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.text.replace_range(range.clone(), with);
        self.layout.replaced(&self.text, range, with.len());
    }

    fn settle(&mut self) -> Change {
        self.goal = None;
        self.leaning = false;
        self.follow();
        Change::Text
    }
}
