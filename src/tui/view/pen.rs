//! Puts words into cells. Nothing drawn here leaves its area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::base::clock::Timestamp;
use crate::base::text::{glyphs, width};
use crate::i18n::{Age, Catalog};
use crate::tui::inset::{Art, PlacedInset, Shade};
use crate::tui::layout::Area;
use crate::tui::paint::{is_marked, mark, reserve, unmark};
use crate::tui::theme::{Ink, Theme};

/// A pen for one area.
pub(super) struct Pen<'a> {
    buf: &'a mut Buffer,
    area: Area,
    theme: Theme,
}

impl<'a> Pen<'a> {
    pub(super) fn new(buf: &'a mut Buffer, area: Area, theme: Theme) -> Self {
        let whole = buf.area;
        // A frame drawn while the terminal changes its size must not write outside.
        let (x, y) = (area.x.min(whole.width), area.y.min(whole.height));
        let (width, height) = (area.width.min(whole.width - x), area.height.min(whole.height - y));
        Self { buf, area: Area { x, y, width, height }, theme }
    }

    pub(super) const fn width(&self) -> usize {
        self.area.width as usize
    }

    pub(super) const fn height(&self) -> usize {
        self.area.height as usize
    }

    /// Puts `text` at a column and row of the area, cut at its right edge; returns the column after it.
    pub(super) fn put(&mut self, x: usize, y: usize, text: &str, ink: Ink) -> usize {
        self.put_within(x, y, text, self.width(), ink)
    }

    /// The same, cut (with `…`) so that it ends before the column `end`.
    ///
    /// Goes over the text once and by [`glyphs`], which takes plain letters a short way: a frame is mostly this.
    pub(super) fn put_within(
        &mut self,
        x: usize,
        y: usize,
        text: &str,
        end: usize,
        ink: Ink,
    ) -> usize {
        let end = end.min(self.width());
        if y >= self.height() || x >= end {
            return x;
        }
        let style = self.theme.style(ink);
        // Where the `…` stands if there turns out to be more than fits.
        let (mut at, mut mark) = (x, x);
        for glyph in glyphs(text).filter(|it| it.cells > 0) {
            if at + glyph.cells > end {
                (mark..at).for_each(|it| self.set(it, y, " ", style));
                self.set(mark, y, "…", style);
                return mark + 1;
            }
            self.set(at, y, glyph.text, style);
            // The other cells of a wide glyph show nothing of their own.
            (at + 1..at + glyph.cells).for_each(|it| self.set(it, y, " ", style));
            at += glyph.cells;
            if at < end {
                mark = at;
            }
        }
        at
    }

    fn set(&mut self, x: usize, y: usize, symbol: &str, style: Style) {
        let place = (self.area.x + cell(x), self.area.y + cell(y));
        if let Some(cell) = self.buf.cell_mut(place) {
            if is_marked(cell) {
                // What is written over a link is none.
                unmark(cell);
                cell.modifier -= self.theme.style(Ink::Link).add_modifier;
            }
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Makes cells of a row, with what is written on them, part of a link.
    pub(super) fn link(&mut self, x: usize, y: usize, cells: usize, link: usize) {
        self.lay_cells(x, y, cells, Ink::Link);
        if y < self.height() {
            for x in x..(x + cells).min(self.width()) {
                let place = (self.area.x + cell(x), self.area.y + cell(y));
                self.buf.cell_mut(place).into_iter().for_each(|it| mark(it, link));
            }
        }
    }

    /// Puts a picture on the screen: its blocks, or room for what the painter will lay there.
    pub(super) fn inset(&mut self, placed: &PlacedInset<'_>, nth: usize) {
        let (width, first) = (usize::from(placed.inset.size.0), usize::from(placed.skip));
        for (y, row) in (placed.y..).zip(first..first + usize::from(placed.rows)) {
            for (x, column) in (placed.x..).zip(0..width) {
                let Some(cell) = self.buf.cell_mut((x, y)) else { continue };
                match &placed.inset.art {
                    Art::Blocks(blocks) => {
                        let Some(block) = blocks.get(row * width + column) else { continue };
                        cell.set_char(block.sign).set_fg(shade(block.ink));
                        cell.set_bg(shade(block.ground));
                    }
                    Art::Kitty { .. } | Art::Whole { .. } => reserve(cell, nth),
                }
            }
        }
    }

    /// Puts `text` so that it ends before the column `end`; returns the column of its first cell.
    pub(super) fn put_right(&mut self, end: usize, y: usize, text: &str, ink: Ink) -> usize {
        let x = end.min(self.width()).saturating_sub(width(text));
        self.put(x, y, text, ink);
        x
    }

    /// Lays a style over a row, under what is written on it.
    pub(super) fn lay(&mut self, y: usize, ink: Ink) {
        if y < self.height() {
            let row = Rect::new(self.area.x, self.area.y + cell(y), self.area.width, 1);
            self.buf.set_style(row, self.theme.style(ink));
        }
    }

    /// Lays a style over some cells of a row.
    pub(super) fn lay_cells(&mut self, x: usize, y: usize, cells: usize, ink: Ink) {
        if y < self.height() && x < self.width() {
            let cells = cells.min(self.width() - x);
            let row = Rect::new(self.area.x + cell(x), self.area.y + cell(y), cell(cells), 1);
            self.buf.set_style(row, self.theme.style(ink));
        }
    }

    /// Fills a row with one sign.
    pub(super) fn rule(&mut self, y: usize, sign: &str, ink: Ink) {
        let row = sign.repeat(self.width());
        self.put(0, y, &row, ink);
    }

    /// Empties the area, whatever was drawn there before.
    pub(super) fn clear(&mut self) {
        let Area { x, y, width, height } = self.area;
        for row in y..y + height {
            // Half a wide glyph cannot be shown: one that reaches in from the left goes as well.
            let left = x.checked_sub(1).and_then(|it| self.buf.cell_mut((it, row)));
            if let Some(cell) = left.filter(|it| crate::base::text::width(it.symbol()) > 1) {
                cell.set_symbol(" ");
            }
            for column in x..x + width {
                if let Some(cell) = self.buf.cell_mut((column, row)) {
                    cell.reset();
                }
            }
        }
    }

    /// Draws a frame around the area; the title stands in its upper edge.
    pub(super) fn frame(&mut self, signs: &Frame, title: &str, ink: Ink) {
        let (width, height) = (self.width(), self.height());
        if width < 2 || height < 2 {
            return;
        }
        let line = signs.across.repeat(width - 2);
        self.put(0, 0, &format!("{}{line}{}", signs.corners[0], signs.corners[1]), ink);
        let foot = format!("{}{line}{}", signs.corners[2], signs.corners[3]);
        self.put(0, height - 1, &foot, ink);
        for y in 1..height - 1 {
            self.put(0, y, signs.down, ink);
            self.put(width - 1, y, signs.down, ink);
        }
        self.put_within(2, 0, title, width - 1, ink);
    }
}

const fn shade(shade: Shade) -> Color {
    match shade {
        Shade::Exact(red, green, blue) => Color::Rgb(red, green, blue),
        Shade::Indexed(number) => Color::Indexed(number),
    }
}

fn cell(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The signs of a frame: upper left, upper right, lower left, lower right.
pub(super) struct Frame {
    corners: [&'static str; 4],
    across: &'static str,
    down: &'static str,
}

/// Around menus and replies.
pub(super) const THIN: Frame =
    Frame { corners: ["╭", "╮", "╰", "╯"], across: "─", down: "│" };
/// Around notes, so that nobody takes one for a reply.
pub(super) const DOUBLE: Frame =
    Frame { corners: ["╔", "╗", "╚", "╝"], across: "═", down: "║" };

/// `14:05`, local time.
pub(super) fn clock(at: Timestamp, utc_offset: i32) -> String {
    let minutes = (at.0 + i64::from(utc_offset) * 1000).div_euclid(60_000).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An age in whole minutes, as short as it can be said.
pub(super) fn short_age(catalog: &Catalog, minutes: i64) -> String {
    let span = std::time::Duration::from_secs(u64::try_from(minutes * 60).unwrap_or(0));
    catalog.say(&Age::of(span).short())
}

/// An age in whole minutes, in a sentence.
pub(super) fn long_age(catalog: &Catalog, minutes: i64) -> String {
    let span = std::time::Duration::from_secs(u64::try_from(minutes * 60).unwrap_or(0));
    catalog.say(&Age::of(span).long())
}
