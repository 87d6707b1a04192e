//! Breaks text into rows that fit.

use std::ops::Range;

use super::{Glyph, Glyphs, glyphs};

/// One visual row of a line, in bytes of that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its first byte.
    pub start: usize,
    /// Behind the last byte to be shown: the spaces at which the line was broken are left out.
    pub end: usize,
    /// Where the next row starts.
    pub next: usize,
    /// Cells from `start` to `next`, with the spaces that hang over the edge.
    pub cells: usize,
}

/// A place where the row could end.
#[derive(Debug, Clone, Copy)]
struct Break {
    end: usize,
    next: usize,
    /// Cells from the start of the row to `next`.
    cells: usize,
}

/// The rows of one line; there is at least one. Looks at every byte once.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    line: &'a str,
    glyphs: Glyphs<'a>,
    cells: usize,
    hang: usize,
    start: usize,
    used: usize,
    last_break: Option<Break>,
    /// Where the spaces before here begin, when there are some.
    gap: Option<usize>,
    after_wide: bool,
    /// A glyph that is read but not placed: it did not fit.
    waiting: Option<Glyph<'a>>,
    done: bool,
}

impl<'a> Rows<'a> {
    /// Breaks `line`, which has no `\n`, into rows of `cells` (at least one); up to `hang` spaces may stand over the edge.
    #[must_use]
    pub fn new(line: &'a str, cells: usize, hang: usize) -> Self {
        Self {
            line,
            glyphs: glyphs(line),
            cells: cells.max(1),
            hang,
            start: 0,
            used: 0,
            last_break: None,
            gap: None,
            after_wide: false,
            waiting: None,
            done: false,
        }
    }

    /// Places one glyph; gives the row it did not fit into.
    fn place(&mut self, glyph: Glyph<'a>) -> Option<Row> {
        let space = glyph.text == " ";
        let limit = if space { self.cells.saturating_add(self.hang) } else { self.cells };
        let begun = glyph.at > self.start;
        if begun
            && !space
            && self.gap.is_none()
            && (self.after_wide || glyph.cells > 1)
            && !closes(glyph.text)
        {
            self.last_break = Some(Break { end: glyph.at, next: glyph.at, cells: self.used });
        }
        if begun && self.used + glyph.cells > limit {
            self.waiting = Some(glyph);
            let here =
                Break { end: self.gap.unwrap_or(glyph.at), next: glyph.at, cells: self.used };
            let at = if space { here } else { self.last_break.unwrap_or(here) };
            return Some(self.end_row(at));
        }
        self.used += glyph.cells;
        self.after_wide = glyph.cells > 1;
        if space {
            let end = *self.gap.get_or_insert(glyph.at);
            self.last_break = Some(Break { end, next: glyph.at + 1, cells: self.used });
        } else {
            self.gap = None;
        }
        None
    }

    fn end_row(&mut self, at: Break) -> Row {
        let row = Row { start: self.start, end: at.end, next: at.next, cells: at.cells };
        self.start = at.next;
        self.used -= at.cells;
        self.last_break = None;
        self.gap = None;
        row
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.done {
            return None;
        }
        while let Some(glyph) = self.waiting.take().or_else(|| self.glyphs.next()) {
            if let Some(row) = self.place(glyph) {
                return Some(row);
            }
        }
        self.done = true;
        let all = self.line.len();
        let end = if self.used > self.cells { self.gap.unwrap_or(all) } else { all };
        Some(Row { start: self.start, end, next: all, cells: self.used })
    }
}

/// Punctuation that belongs to what stands before it, and must not start a row.
fn closes(glyph: &str) -> bool {
    const CLOSING: &str = ",.;:!?)]}»”’%…、。，．：；！？）］｝〉》」』】〕ー々";
    CLOSING.contains(glyph)
}

/// The rows `text` takes in `cells`, as byte ranges; the first and last are there even when they are empty.
///
/// Rows end at `\n`, at spaces, and beside wide signs (Chinese, emoji); a word that is longer than a row starts one and is
/// broken anywhere. Every row fits, unless one glyph alone is wider than `cells`. Nothing is lost but line breaks and the
/// spaces at the end of rows. Takes time in proportion to the text.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        rows.extend(Rows::new(line, cells, usize::MAX).map(|it| start + it.start..start + it.end));
        start += line.len() + 1;
    }
    rows
}
