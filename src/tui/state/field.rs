//! One line of text being typed: what is looked for, a filter, a new name.

use std::ops::Range;

use crate::base::text::{clean_input, glyphs, width};
use crate::tui::editor::{Change, Edit, Editor};

/// Letters a line may have.
const LETTERS_MAX: usize = 500;

/// One line being typed. Takes the same edits as a reply does, can be undone as one, and is clean from the moment of typing.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    editor: Editor,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// A line that says `text`, with the cursor behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // So wide that it never has two rows.
        let mut field = Self { editor: Editor::new(u16::MAX, 1) };
        field.set_text(text);
        field
    }

    /// What has been typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.editor.text()
    }

    /// Whether nothing has been typed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }

    /// Where the cursor is, in bytes of the text; always between two glyphs.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.editor.cursor()
    }

    /// How many glyphs stand before the cursor.
    #[must_use]
    pub fn cursor_glyph(&self) -> usize {
        glyphs(&self.text()[..self.cursor()]).count()
    }

    /// The selected text, in bytes.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        self.editor.selection()
    }

    /// Starts over with `text`, the cursor behind it, nothing to undo.
    pub fn set_text(&mut self, text: &str) {
        let line = one_line(text, LETTERS_MAX);
        self.editor.set_text(&line);
    }

    /// Puts `text` in the place of `range` (bytes between glyphs), the cursor behind it. One step of undo.
    pub fn replace(&mut self, range: Range<usize>, text: &str) -> Change {
        let text = format!("{}{text}", &self.text()[..range.start]);
        let rest = self.text()[range.end..].to_owned();
        let cells = width(&text);
        self.editor.apply(Edit::SelectAll);
        let change = self.paste(&format!("{text}{rest}"));
        self.editor.point(u16::try_from(cells).unwrap_or(u16::MAX), 0, false);
        change
    }

    /// One character is typed.
    pub fn insert(&mut self, typed: char) -> Change {
        if typed == '\n' || self.room() == 0 && self.selection().is_none() {
            return Change::Nothing;
        }
        self.editor.insert(typed)
    }

    /// Text is pasted; its lines become one.
    pub fn paste(&mut self, text: &str) -> Change {
        let room = self.room() + self.selection().map_or(0, |it| self.text()[it].chars().count());
        self.editor.paste(&one_line(text, room))
    }

    /// Does what a key asks for. There is no other line to go to: rows mean the ends.
    pub fn apply(&mut self, edit: Edit) -> Change {
        if edit == Edit::NewLine { Change::Nothing } else { self.editor.apply(edit) }
    }

    /// The selected text; empty where nothing is selected.
    #[must_use]
    pub fn copy(&self) -> String {
        self.editor.copy()
    }

    /// Takes the selected text out.
    pub fn cut(&mut self) -> String {
        self.editor.cut()
    }

    /// The part of the text that is seen in a line of `cells`, in bytes, so that the cursor is seen too.
    #[must_use]
    pub fn seen(&self, cells: usize) -> Range<usize> {
        let before = &self.text()[..self.cursor()];
        // The cursor itself takes a cell.
        let mut left = width(before).saturating_sub(cells.saturating_sub(1));
        let mut start = 0;
        for glyph in glyphs(before) {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(glyph.cells);
            start = glyph.at + glyph.text.len();
        }
        let mut room = cells;
        let mut end = start;
        for glyph in glyphs(&self.text()[start..]) {
            let Some(rest) = room.checked_sub(glyph.cells) else { break };
            room = rest;
            end = start + glyph.at + glyph.text.len();
        }
        start..end
    }

    /// Whether nothing more fits: what was pasted may have been longer.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.room() == 0
    }

    fn room(&self) -> usize {
        LETTERS_MAX.saturating_sub(self.text().chars().count())
    }
}

/// Clean, in one line, of at most so many letters.
fn one_line(text: &str, letters: usize) -> String {
    clean_input(text).replace('\n', " ").chars().take(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::editor::Motion;

    #[test]
    fn a_line_stays_one_line() {
        let mut field = Field::new("один\nдва");
        assert_eq!(field.text(), "один два");
        assert_eq!(
            (field.insert('\n'), field.apply(Edit::NewLine)),
            (Change::Nothing, Change::Nothing)
        );
        field.paste("\r\nтри\tчотири\u{1b}[31m");
        assert!(!field.text().contains(['\n', '\t', '\u{1b}']), "{:?}", field.text());
        field.set_text(&"ї".repeat(LETTERS_MAX + 5));
        assert_eq!(field.text().chars().count(), LETTERS_MAX);
        assert_eq!(field.insert('!'), Change::Nothing);
    }

    #[test]
    fn the_cursor_counts_what_a_person_counts() {
        let mut field = Field::new("а👨‍👩‍👧б");
        assert_eq!(field.cursor_glyph(), 3);
        field.apply(Edit::Move(Motion::Left));
        field.apply(Edit::EraseBack);
        assert_eq!((field.text(), field.cursor_glyph()), ("аб", 1));
        field.apply(Edit::Undo);
        assert_eq!(field.text(), "а👨‍👩‍👧б");
    }

    #[test]
    fn a_part_is_replaced_and_the_cursor_stands_behind_it() {
        let mut field = Field::new("is:op assignee:me");
        field.replace(0..5, "is:open");
        assert_eq!((field.text(), field.cursor()), ("is:open assignee:me", 7));
        field.apply(Edit::Undo);
        assert_eq!(field.text(), "is:op assignee:me");
    }

    #[test]
    fn the_cursor_is_always_in_the_part_that_is_seen() {
        let text = "довгий рядок 日本語 і ще 👨‍👩‍👧 трохи";
        let mut field = Field::new(text);
        for cells in 1..50 {
            field.apply(Edit::Move(Motion::TextEnd));
            loop {
                let seen = field.seen(cells);
                assert!(seen.start <= field.cursor() && field.cursor() <= seen.end, "{cells}");
                let before = width(&field.text()[seen.start..field.cursor()]);
                assert!(before < cells && width(&field.text()[seen]) <= cells, "{cells}");
                if field.apply(Edit::Move(Motion::Left)) == Change::Nothing {
                    break;
                }
            }
            assert_eq!(field.seen(cells).start, 0);
        }
    }
}
