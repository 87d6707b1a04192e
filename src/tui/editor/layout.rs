//! Where the rows of the text begin. Kept from edit to edit: a key costs the rows around it, however long the text is.

use std::ops::Range;

use crate::base::text::Rows;

/// A change in one row can move words at most this many rows up: one for a word that now fits above, one for a glyph that
/// grows together with its neighbour across the edge, one to spare.
const ROWS_BACK: usize = 3;

/// The rows of a text at one width.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    shape: Shape,
    lines: Vec<Line>,
    /// How many bytes were looked at since the beginning. Tests hold it against the size of the text.
    wrapped: usize,
}

/// What of the layout is seen; the rest follows from the text.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape && self.lines == other.lines
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// What a row holds.
    cells: usize,
    /// The spaces that may stand over the edge, in the column that is kept for the cursor.
    hang: usize,
}

/// A line of the text, from one line break to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    start: usize,
    len: usize,
    /// The index of its first row among all rows.
    first_row: usize,
    /// Where its rows start, counted from `start`.
    rows: Vec<usize>,
}

impl Layout {
    pub(super) fn new(text: &str, width: u16) -> Self {
        let width = usize::from(width);
        let shape = Shape { cells: width.saturating_sub(1).max(1), hang: usize::from(width > 1) };
        let mut layout = Self { shape, lines: Vec::new(), wrapped: text.len() };
        layout.lines = shape.lines(text);
        layout.number(0);
        layout
    }

    pub(super) fn row_count(&self) -> usize {
        self.lines.last().map_or(1, |it| it.first_row + it.rows.len())
    }

    /// The bytes of one row, without the line break.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        let line =
            &self.lines[self.lines.partition_point(|it| it.first_row <= row).saturating_sub(1)];
        let at = (row - line.first_row).min(line.rows.len() - 1);
        let end = line.rows.get(at + 1).copied().unwrap_or(line.len);
        line.start + line.rows[at]..line.start + end
    }

    /// The row that shows what stands at `at`; between two rows, the lower.
    pub(super) fn row_at(&self, at: usize) -> usize {
        let line = &self.lines[self.line_at(at)];
        line.first_row + line.row_at(at - line.start)
    }

    /// The bytes of the line around `at`, without the line break.
    pub(super) fn line(&self, at: usize) -> Range<usize> {
        let line = &self.lines[self.line_at(at)];
        line.start..line.start + line.len
    }

    /// Catches up with `text`, in which `inserted` bytes took the place of those that were `removed`.
    pub(super) fn replaced(&mut self, text: &str, removed: Range<usize>, inserted: usize) {
        let (first, last) = (self.line_at(removed.start), self.line_at(removed.end));
        let start = self.lines[first].start;
        let len = self.lines[last].start + self.lines[last].len - start - removed.len() + inserted;
        let lines = &text[start..start + len];
        let within = first == last && !text[removed.start..removed.start + inserted].contains('\n');
        if within {
            let removed = removed.start - start..removed.end - start;
            self.wrapped += self.lines[first].replaced(lines, removed, inserted, self.shape);
        } else {
            self.wrapped += lines.len();
            self.lines.splice(first..=last, self.shape.lines(lines));
        }
        self.number(first);
    }

    #[cfg(test)]
    pub(super) const fn wrapped(&self) -> usize {
        self.wrapped
    }

    /// The index of the line around `at`.
    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|it| it.start <= at).saturating_sub(1)
    }

    /// Counts lines and rows anew, beginning at line `from`.
    fn number(&mut self, from: usize) {
        let before = from.checked_sub(1).map(|it| &self.lines[it]);
        let (mut start, mut row) =
            before.map_or((0, 0), |it| (it.start + it.len + 1, it.first_row + it.rows.len()));
        for line in &mut self.lines[from..] {
            (line.start, line.first_row) = (start, row);
            start += line.len + 1;
            row += line.rows.len();
        }
    }
}

impl Shape {
    /// The lines of `text`, not yet numbered.
    fn lines(self, text: &str) -> Vec<Line> {
        let line = |it: &str| {
            let rows = self.starts(it, 0).collect();
            Line { start: 0, len: it.len(), first_row: 0, rows }
        };
        text.split('\n').map(line).collect()
    }

    /// Where the rows of `line` start, beginning with the one at `from`.
    fn starts(self, line: &str, from: usize) -> impl Iterator<Item = usize> {
        Rows::new(&line[from..], self.cells, self.hang).flat_map(move |it| {
            // When a space fills the last column, what comes next will stand below: so does the cursor already.
            let full = from + it.next == line.len() && it.cells > self.cells && self.hang > 0;
            [Some(from + it.start), full.then_some(line.len())].into_iter().flatten()
        })
    }
}

impl Line {
    fn row_at(&self, at: usize) -> usize {
        self.rows.partition_point(|it| *it <= at).saturating_sub(1)
    }

    /// Breaks the line anew, from a little above the change down to where the old rows are right again.
    /// Gives the number of bytes looked at.
    fn replaced(
        &mut self,
        line: &str,
        removed: Range<usize>,
        inserted: usize,
        shape: Shape,
    ) -> usize {
        let keep = self.row_at(removed.start).saturating_sub(ROWS_BACK);
        let from = self.rows[keep];
        let below = self.rows.split_off(keep);
        let same_from = removed.start + inserted;
        self.len = line.len();
        for start in shape.starts(line, from) {
            if start >= same_from {
                // Rows depend on nothing above them: once one starts where it did, so do all below.
                let was = start - inserted + removed.len();
                if let Ok(at) = below.binary_search(&was) {
                    self.rows.extend(below[at..].iter().map(|it| it + inserted - removed.len()));
                    return start - from;
                }
            }
            self.rows.push(start);
        }
        line.len() - from
    }
}
