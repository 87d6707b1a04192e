//! Where the cursor goes.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{Change, Editor};
use crate::base::text::{glyphs, width};

/// A way for the cursor to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One character back; from a selection, to its start.
    Left,
    /// One character on; from a selection, to its end.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the word after.
    WordRight,
    /// One row up, keeping the column; from the first row, to the start of the text.
    Up,
    /// One row down, keeping the column; from the last row, to the end of the text.
    Down,
    /// To the start of the row; from there, to the start of the line.
    LineStart,
    /// To the end of the row; from there, to the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// One area up.
    PageUp,
    /// One area down.
    PageDown,
}

/// A place to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target {
    at: usize,
    leaning: bool,
}

impl Target {
    const fn at(at: usize) -> Self {
        Self { at, leaning: false }
    }
}

impl Editor {
    pub(super) fn go(&mut self, motion: Motion, select: bool) -> Change {
        let goal = self.goal.unwrap_or_else(|| self.row_and_column().1);
        let target = self.target(motion, select, goal);
        let vertical =
            matches!(motion, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown);
        self.go_to(target, vertical.then_some(goal), select)
    }

    /// Goes to the glyph at a column and row of the area, or to the end of a row that is shorter; with `select`, what lies
    /// between is selected.
    pub fn point(&mut self, column: u16, row: u16, select: bool) -> Change {
        let row = (self.top + usize::from(row)).min(self.row_count() - 1);
        let target = self.at_column(row, usize::from(column));
        self.go_to(target, None, select)
    }

    fn go_to(&mut self, target: Target, goal: Option<usize>, select: bool) -> Change {
        self.history.close();
        let before = (self.cursor, self.anchor, self.leaning);
        self.goal = goal;
        self.anchor = if select { self.anchor.or(Some(self.cursor)) } else { None };
        (self.cursor, self.leaning) = (target.at, target.leaning);
        if self.anchor == Some(self.cursor) {
            self.anchor = None;
        }
        self.follow();
        if before == (self.cursor, self.anchor, self.leaning) {
            Change::Nothing
        } else {
            Change::Cursor
        }
    }

    pub(super) fn select_all(&mut self) -> Change {
        let _ = self.go(Motion::TextStart, false);
        self.go(Motion::TextEnd, true)
    }

    fn target(&self, motion: Motion, select: bool, goal: usize) -> Target {
        let selection = self.selection().filter(|_| !select);
        match motion {
            Motion::Left => {
                Target::at(selection.map_or_else(|| self.left_of(self.cursor), |it| it.start))
            }
            Motion::Right => {
                Target::at(selection.map_or_else(|| self.right_of(self.cursor), |it| it.end))
            }
            Motion::WordLeft => Target::at(self.word_left()),
            Motion::WordRight => Target::at(self.word_right()),
            Motion::Up => self.rows_up(1, goal),
            Motion::Down => self.rows_down(1, goal),
            Motion::PageUp => self.rows_up(self.page(), goal),
            Motion::PageDown => self.rows_down(self.page(), goal),
            Motion::LineStart => self.line_start(),
            Motion::LineEnd => self.line_end(),
            Motion::TextStart => Target::at(0),
            Motion::TextEnd => Target::at(self.text.len()),
        }
    }

    /// One row less than the area, so that a row seen before is still seen.
    fn page(&self) -> usize {
        usize::from(self.height).saturating_sub(1).max(1)
    }

    fn rows_up(&self, rows: usize, goal: usize) -> Target {
        match self.row_and_column().0 {
            0 => Target::at(0),
            row => self.at_column(row.saturating_sub(rows), goal),
        }
    }

    fn rows_down(&self, rows: usize, goal: usize) -> Target {
        let last = self.row_count() - 1;
        match self.row_and_column().0 {
            row if row >= last => Target::at(self.text.len()),
            row => self.at_column((row + rows).min(last), goal),
        }
    }

    fn line_start(&self) -> Target {
        let start = self.layout.row(self.row_and_column().0).start;
        Target::at(if start == self.cursor { self.layout.line(self.cursor).start } else { start })
    }

    fn line_end(&self) -> Target {
        let end = self.at_column(self.row_and_column().0, usize::MAX);
        let here = Target { at: self.cursor, leaning: self.leaning };
        if end == here { Target::at(self.layout.line(self.cursor).end) } else { end }
    }

    /// The place in `row` that is nearest to column `goal` and not right of it.
    fn at_column(&self, row: usize, goal: usize) -> Target {
        let range = self.layout.row(row);
        let text = &self.text[range.clone()];
        let (mut column, mut last) = (0, None);
        for glyph in glyphs(text) {
            column += glyph.cells;
            if column > goal {
                return Target::at(range.start + glyph.at);
            }
            last = Some(glyph);
        }
        if range.end == self.layout.line(range.start).end {
            return Target::at(range.end);
        }
        match last {
            // Before the space that ends the row, one is still in the row.
            Some(space) if space.text == " " => Target::at(range.start + space.at),
            Some(_) | None => Target { at: range.end, leaning: true },
        }
    }

    /// The start of the word before the cursor. A word is what has letters or digits, and every emoji.
    pub(super) fn word_left(&self) -> usize {
        let words = self.text[..self.cursor].split_word_bound_indices();
        let at = words.rev().find(|(_, it)| is_word(it)).map_or(0, |(at, _)| at);
        if self.is_boundary(at) { at } else { self.left_of(at) }
    }

    /// The end of the word after the cursor.
    pub(super) fn word_right(&self) -> usize {
        let mut words = self.text[self.cursor..].split_word_bound_indices();
        let end = words.find(|(_, it)| is_word(it)).map(|(at, it)| self.cursor + at + it.len());
        self.boundary_from(end.unwrap_or(self.text.len()))
    }

    /// The boundary before `at`.
    pub(super) fn left_of(&self, at: usize) -> usize {
        let before = GraphemeCursor::new(at, self.text.len(), true).prev_boundary(&self.text, 0);
        before.ok().flatten().unwrap_or(0)
    }

    /// The boundary after `at`.
    pub(super) fn right_of(&self, at: usize) -> usize {
        let after = GraphemeCursor::new(at, self.text.len(), true).next_boundary(&self.text, 0);
        after.ok().flatten().unwrap_or(self.text.len())
    }

    /// `at` itself, if it is a boundary, or the next one.
    pub(super) fn boundary_from(&self, at: usize) -> usize {
        if self.is_boundary(at) { at } else { self.right_of(at) }
    }

    pub(super) fn is_boundary(&self, at: usize) -> bool {
        GraphemeCursor::new(at, self.text.len(), true).is_boundary(&self.text, 0) != Ok(false)
    }
}

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
        || width(piece) > 1 && !piece.starts_with(|it: char| it == ' ' || it.is_ascii())
}
