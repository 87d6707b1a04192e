//! The text a person writes: what it says, where the cursor is, which rows are seen. Draws nothing and asks nobody.
//!
//! Positions are bytes of [`Editor::text`], and always stand between two grapheme clusters: an emoji of seven characters is
//! one step. The text is clean (see [`clean_input`]) from the moment it enters, so that what is seen is what is sent.

mod edit;
mod history;
mod layout;
mod moves;

use std::ops::Range;

use crate::base::text::{clean_input, joins, width};

pub use edit::{Change, Edit};
use history::{History, Kind, Place, Step};
use layout::Layout;
pub use moves::Motion;

/// A text being written.
///
/// The last column of its area is kept free for the cursor behind a full row, so rows hold one cell less than it is wide.
#[derive(Debug, Clone, PartialEq)]
pub struct Editor {
    text: String,
    cursor: usize,
    /// Where the selection was begun; the cursor is its other end.
    anchor: Option<usize>,
    /// At a place that both ends one row and starts the next: the cursor is shown at the end.
    leaning: bool,
    /// The column that moves up and down keep to.
    goal: Option<usize>,
    history: History,
    layout: Layout,
    /// The first row that is seen.
    top: usize,
    width: u16,
    height: u16,
}

/// One row of what is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleRow<'a> {
    /// Where it stands in the text, without the line break.
    pub range: Range<usize>,
    /// What it says.
    pub text: &'a str,
    /// The selected part, in bytes of `text`.
    pub selected: Option<Range<usize>>,
    /// Whether the line break at the end of the row is selected too.
    pub selected_break: bool,
}

impl Editor {
    /// An empty text in an area of `width` and `height` cells.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        Self {
            text: String::new(),
            cursor: 0,
            anchor: None,
            leaning: false,
            goal: None,
            history: History::default(),
            layout: Layout::new("", width),
            top: 0,
            width,
            height,
        }
    }

    /// What has been written; lines are separated by `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing has been written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the cursor is.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Starts over with `text`, a draft for example: the cursor behind it, nothing to undo.
    pub fn set_text(&mut self, text: &str) {
        *self = Self { text: clean_input(text), ..Self::new(self.width, self.height) };
        self.layout = Layout::new(&self.text, self.width);
        self.cursor = self.text.len();
        self.follow();
    }

    /// Gives the text away, to be sent; nothing is left, and nothing to undo.
    pub fn take(&mut self) -> String {
        std::mem::replace(self, Self::new(self.width, self.height)).text
    }

    /// Writes one typed character over the selection or at the cursor. A word is one step of undo.
    pub fn insert(&mut self, c: char) -> Change {
        let at = self.selection().map_or(self.cursor, |it| it.start);
        // An emoji may arrive in pieces, some of which mean nothing alone.
        let typed = if joins(&self.text[..at], c) {
            c.to_string()
        } else {
            clean_input(c.encode_utf8(&mut [0; 4]))
        };
        let kind = if typed == "\n" { Kind::Whole } else { Kind::Typing };
        self.write(kind, &typed)
    }

    /// Writes a piece of text over the selection or at the cursor: from the clipboard, a quick reply. One step of undo.
    ///
    /// Line breaks become `\n`, tabs become spaces; control characters and invisible ones are left out.
    pub fn paste(&mut self, text: &str) -> Change {
        let clean = clean_input(text);
        self.write(Kind::Whole, &clean)
    }

    /// The selected bytes; `None` when nothing is selected.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor?;
        let range = anchor.min(self.cursor)..anchor.max(self.cursor);
        (!range.is_empty()).then_some(range)
    }

    /// Selects these bytes, the cursor behind them; whatever is no place between two characters is moved to one.
    pub fn select(&mut self, range: Range<usize>) {
        let start = self.boundary_from(range.start.min(self.text.len()));
        let end = self.boundary_from(range.end.min(self.text.len()));
        (self.anchor, self.cursor) = (Some(start), end);
        self.goal = None;
        self.leaning = false;
        self.follow();
    }

    /// A copy of the selected text; empty when nothing is selected.
    #[must_use]
    pub fn copy(&self) -> String {
        self.selection().map_or_else(String::new, |it| self.text[it].to_owned())
    }

    /// Takes the selected text out of the text; empty when nothing is selected.
    pub fn cut(&mut self) -> String {
        let taken = self.copy();
        self.erase_selection();
        taken
    }

    /// The area has another size. The cursor stays in sight.
    pub fn resize(&mut self, width: u16, height: u16) {
        if width != self.width {
            self.layout = Layout::new(&self.text, width);
            // Columns of the old rows mean nothing in the new ones.
            self.goal = None;
            self.leaning = false;
        }
        (self.width, self.height) = (width, height);
        self.follow();
    }

    /// How many rows the whole text takes at this width; at least one.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.layout.row_count()
    }

    /// How many rows are scrolled out above the area.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The rows in the area, from the top.
    pub fn rows(&self) -> impl Iterator<Item = VisibleRow<'_>> {
        let bottom = self.row_count().min(self.top + usize::from(self.height));
        let selection = self.selection();
        (self.top..bottom).map(move |row| self.visible(self.layout.row(row), selection.as_ref()))
    }

    /// The column and row of the cursor within the area.
    #[must_use]
    pub fn cursor_cell(&self) -> (u16, u16) {
        let (row, column) = self.row_and_column();
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let row = u16::try_from(row.saturating_sub(self.top)).unwrap_or(u16::MAX);
        // A glyph may be wider than the area; the cursor is not to be drawn outside for its sake.
        (column.min(self.width.saturating_sub(1)), row.min(self.height.saturating_sub(1)))
    }

    fn visible(&self, range: Range<usize>, selection: Option<&Range<usize>>) -> VisibleRow<'_> {
        let overlap = selection.and_then(|it| {
            let both = it.start.max(range.start)..it.end.min(range.end);
            (!both.is_empty()).then(|| both.start - range.start..both.end - range.start)
        });
        let breaks = self.text[range.end..].starts_with('\n');
        VisibleRow {
            text: &self.text[range.clone()],
            selected: overlap,
            selected_break: breaks && selection.is_some_and(|it| it.contains(&range.end)),
            range,
        }
    }

    /// The row of the cursor among all rows, and its column.
    fn row_and_column(&self) -> (usize, usize) {
        let mut row = self.layout.row_at(self.cursor);
        if self.leaning && row > 0 && self.layout.row(row - 1).end == self.cursor {
            row -= 1;
        }
        (row, width(&self.text[self.layout.row(row).start..self.cursor]))
    }

    /// Scrolls no further than it takes to see the cursor, and never past the end.
    fn follow(&mut self) {
        let height = usize::from(self.height.max(1));
        let (row, _) = self.row_and_column();
        let lowest = (row + 1).saturating_sub(height);
        let last = self.row_count().saturating_sub(height);
        self.top = self.top.clamp(lowest, row).min(last);
    }

    const fn place(&self) -> Place {
        Place { cursor: self.cursor, anchor: self.anchor }
    }
}

#[cfg(test)]
mod tests;
