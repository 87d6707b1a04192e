//! Pictures, over the cells that the view has kept for them.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::Color;

use super::unmark;
use crate::tui::inset::{Art, PART, PlacedInset};

/// Pictures that the terminal is left with though they are not on the screen, at most: whoever scrolls back finds them.
const GIVEN_MAX: usize = 24;

/// The pictures that the terminal has been given by kitty's protocol.
#[derive(Debug, Default)]
pub(super) struct Graphics {
    /// By their numbers, those shown last at the end.
    given: Vec<u32>,
}

/// What a frame's pictures need beside cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layer<'a> {
    /// Pictures to be given, before the cells that show them.
    pub(super) give: Vec<&'a str>,
    /// Pictures to be drawn over the cells, and where.
    pub(super) draw: Vec<(u16, u16, &'a str)>,
    /// The numbers of those that nobody needs any more.
    pub(super) drop: Vec<u32>,
}

impl Layer<'_> {
    pub(super) const fn is_empty(&self) -> bool {
        self.give.is_empty() && self.draw.is_empty() && self.drop.is_empty()
    }
}

/// Keeps a cell for a picture: which of the frame's. Kept in the colour of the cell's underline, as the marks of links are,
/// in another sort of colour.
pub fn reserve(cell: &mut Cell, inset: usize) {
    cell.set_symbol(" ");
    cell.underline_color = u8::try_from(inset).map_or(Color::Reset, Color::Indexed);
}

fn is_reserved(cell: &Cell, inset: usize) -> bool {
    matches!(cell.underline_color, Color::Indexed(it) if usize::from(it) == inset)
}

impl Graphics {
    /// The terminal may have lost them all.
    pub(super) fn forget(&mut self) {
        self.given.clear();
    }

    /// All that the terminal has; nothing is known of it afterwards.
    pub(super) fn take(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.given)
    }

    /// Fills the cells that are kept for pictures in `next`; tells what else is to be written where the terminal shows
    /// `shown`. Both have the same size.
    pub(super) fn lay<'a>(
        &mut self,
        shown: &Buffer,
        next: &mut Buffer,
        insets: &[PlacedInset<'a>],
    ) -> Layer<'a> {
        let mut layer = Layer::default();
        let mut in_sight = 0;
        for (nth, placed) in insets.iter().enumerate() {
            match &placed.inset.art {
                Art::Blocks(_) => (),
                Art::Kitty { id, bytes, rows } => {
                    if in_cells(next, nth, placed, *id, rows) {
                        in_sight += 1;
                        if self.is_new(*id) {
                            layer.give.push(bytes);
                        }
                    }
                }
                Art::Whole { id, bytes } => {
                    if over_cells(shown, next, nth, placed, *id) {
                        layer.draw.push((placed.x, placed.y, bytes));
                    }
                }
            }
        }
        if !insets.is_empty() {
            let left = |it: &&mut Cell| matches!(it.underline_color, Color::Indexed(_));
            next.content.iter_mut().filter(left).for_each(unmark);
        }
        let over = self.given.len().saturating_sub(GIVEN_MAX.max(in_sight));
        layer.drop = self.given.drain(..over).collect();
        layer
    }

    /// Whether the terminal has not been given a picture yet; from now on it has.
    fn is_new(&mut self, id: u32) -> bool {
        let known = self.given.iter().position(|it| *it == id);
        known.map(|it| self.given.remove(it));
        self.given.push(id);
        known.is_none()
    }
}

/// Shows what there is of a picture in its cells, each of which goes on from the one before: behind something that lies
/// over the picture a row shows nothing. False when nothing of it is seen.
fn in_cells(
    next: &mut Buffer,
    nth: usize,
    placed: &PlacedInset<'_>,
    id: u32,
    rows: &[String],
) -> bool {
    let [_, red, green, blue] = id.to_be_bytes();
    let mut any = false;
    for (y, head) in (placed.y..).zip(rows.iter().skip(placed.skip.into())).take(placed.rows.into())
    {
        let mut goes_on = true;
        for column in 0..placed.inset.size.0 {
            let Some(cell) = next.cell_mut((placed.x + column, y)) else { continue };
            if !is_reserved(cell, nth) {
                goes_on = false;
                continue;
            }
            unmark(cell);
            if goes_on {
                cell.set_symbol(if column == 0 { head } else { PART });
                cell.set_fg(Color::Rgb(red, green, blue));
                cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
                any = true;
            }
        }
    }
    any
}

/// Leaves the cells of a whole picture alone, if all of it is seen; true when it has to be drawn.
fn over_cells(
    shown: &Buffer,
    next: &mut Buffer,
    nth: usize,
    placed: &PlacedInset<'_>,
    id: u32,
) -> bool {
    let (width, height) = placed.inset.size;
    let places = || {
        let rows = (0..placed.rows).map(move |it| (it, placed.y + it));
        rows.flat_map(move |(row, y)| (0..width).map(move |it| ((it, row), (placed.x + it, y))))
    };
    let kept = |next: &Buffer| {
        places().all(|it| next.cell(it.1).is_some_and(|cell| is_reserved(cell, nth)))
    };
    let whole = placed.skip == 0 && placed.rows == height && kept(next);
    let [high, red, green, blue] = id.to_be_bytes();
    let mut differs = false;
    for ((column, row), place) in places() {
        let Some(cell) = next.cell_mut(place).filter(|it| is_reserved(it, nth)) else { continue };
        unmark(cell);
        if whole {
            // Which part of which picture: nobody sees it, and a cell that shows another part differs.
            cell.set_fg(Color::Rgb(red, green, blue));
            let part = |it: u16| u8::try_from(it).unwrap_or(u8::MAX);
            cell.set_bg(Color::Rgb(high, part(row), part(column)));
            cell.set_diff_option(CellDiffOption::Skip);
            differs |= shown.cell(place) != Some(&*cell);
        }
    }
    differs
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::super::{Extras, Painter};
    use super::*;
    use crate::tui::inset::Inset;

    fn kitty(id: u32) -> Inset {
        let rows = ["\u{305}", "\u{30D}"].map(|it| format!("{PART}{it}\u{305}\u{305}"));
        let bytes = format!("\x1b_Gi={id},a=T,U=1;AAAA\x1b\\");
        Inset { size: (3, 2), art: Art::Kitty { id, bytes, rows: rows.to_vec() } }
    }

    fn sixels(id: u32) -> Inset {
        let bytes = format!("\x1bPq{id}\x1b\\");
        Inset { size: (3, 2), art: Art::Whole { id, bytes } }
    }

    fn at(inset: &Inset, x: u16, y: u16) -> PlacedInset<'_> {
        PlacedInset { inset, x, y, skip: 0, rows: inset.size.1 }
    }

    /// What a frame of 12 by 4 cells with these pictures writes; these words lie over all.
    fn frame(painter: &mut Painter, insets: &[PlacedInset<'_>], over: (u16, u16, &str)) -> String {
        let mut bytes = Vec::new();
        let draw = |buf: &mut Buffer| {
            for (nth, placed) in insets.iter().enumerate() {
                for y in placed.y..placed.y + placed.rows {
                    (placed.x..placed.x + placed.inset.size.0)
                        .for_each(|x| reserve(&mut buf[(x, y)], nth));
                }
            }
            for (x, sign) in (over.0..).zip(over.2.chars()) {
                buf[(x, over.1)].reset();
                buf[(x, over.1)].set_char(sign).set_style(Style::new());
            }
            None
        };
        let write = |more: &[u8]| {
            bytes.extend_from_slice(more);
            Ok(())
        };
        let extras = Extras { insets, ..Extras::default() };
        painter.frame((12, 4), extras, draw, write).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    const NOTHING: (u16, u16, &str) = (0, 0, "");

    #[test]
    fn a_picture_is_given_once_and_one_that_stands_still_costs_nothing() {
        let picture = kitty(0x0102_0304);
        let mut painter = Painter::new();
        let first = frame(&mut painter, &[at(&picture, 2, 1)], NOTHING);
        let given = first.find("\x1b_Gi=16909060,").unwrap();
        let shown = first.find(PART).unwrap();
        assert!(given < shown, "{first:?}");
        assert_eq!(first.matches(PART).count(), 6);
        assert!(first.contains("38;2;2;3;4;"), "its number is the letters' colour: {first:?}");
        assert!(!first.contains("58;"), "the mark is no colour: {first:?}");
        assert_eq!(frame(&mut painter, &[at(&picture, 2, 1)], NOTHING), "");
        let moved = frame(&mut painter, &[at(&picture, 2, 0)], NOTHING);
        assert!(moved.contains(PART) && !moved.contains("a=T"), "{moved:?}");
        let gone = frame(&mut painter, &[], NOTHING);
        assert!(!gone.contains(PART) && gone.contains("   "), "{gone:?}");
        let back = frame(&mut painter, &[at(&picture, 2, 1)], NOTHING);
        assert!(!back.contains("a=T"), "the terminal has it still: {back:?}");
    }

    #[test]
    fn after_somebody_else_wrote_pictures_are_given_again() {
        let picture = kitty(7);
        let mut painter = Painter::new();
        frame(&mut painter, &[at(&picture, 2, 1)], NOTHING);
        painter.forget();
        assert!(frame(&mut painter, &[at(&picture, 2, 1)], NOTHING).contains("\x1b_Gi=7,"));
        let drawn = sixels(8);
        let mut painter = Painter::new();
        frame(&mut painter, &[at(&drawn, 2, 1)], NOTHING);
        painter.forget();
        assert!(frame(&mut painter, &[at(&drawn, 2, 1)], NOTHING).contains("\x1bPq8"));
    }

    #[test]
    fn a_part_of_a_picture_shows_the_right_rows() {
        let picture = kitty(7);
        let mut painter = Painter::new();
        let cut = PlacedInset { skip: 1, rows: 1, ..at(&picture, 0, 0) };
        let shown = frame(&mut painter, &[cut], NOTHING);
        assert!(shown.contains("\u{10EEEE}\u{30D}") && !shown.contains("\u{10EEEE}\u{305}"));
    }

    #[test]
    fn behind_what_lies_over_it_a_row_of_a_picture_shows_nothing() {
        let picture = kitty(7);
        let mut painter = Painter::new();
        let covered = frame(&mut painter, &[at(&picture, 0, 0)], (1, 0, "x"));
        // The first cell of the upper row, and all of the lower.
        assert_eq!(covered.matches(PART).count(), 1 + 3, "{covered:?}");
    }

    #[test]
    fn terminals_are_not_left_with_ever_more_pictures() {
        let mut painter = Painter::new();
        let pictures: Vec<Inset> = (1..=40).map(kitty).collect();
        let mut all = String::new();
        for picture in &pictures {
            all.push_str(&frame(&mut painter, &[at(picture, 0, 0)], NOTHING));
        }
        assert_eq!(all.matches("a=T").count(), 40);
        assert_eq!(all.matches("a=d,d=I").count(), 40 - GIVEN_MAX);
        assert!(all.contains("\x1b_Ga=d,d=I,i=1,q=2\x1b\\") && !all.contains("i=17,q=2"));
        let mut last = Vec::new();
        let write = |bytes: &[u8]| {
            last.extend_from_slice(bytes);
            Ok(())
        };
        painter.tidy_up(write).unwrap();
        assert_eq!(String::from_utf8(last).unwrap().matches("a=d,d=I").count(), GIVEN_MAX);
        painter.tidy_up(|_| panic!("there is nothing left")).unwrap();
    }

    #[test]
    fn sixels_are_drawn_over_cells_that_are_left_alone() {
        let picture = sixels(7);
        let mut painter = Painter::new();
        let first = frame(&mut painter, &[at(&picture, 2, 1)], (0, 0, "before"));
        assert!(first.contains("before") && first.contains("\x1b[2;3H\x1bPq7\x1b\\"), "{first:?}");
        let same = frame(&mut painter, &[at(&picture, 2, 1)], (0, 0, "before"));
        assert_eq!(same, "");
        let words = frame(&mut painter, &[at(&picture, 2, 1)], (0, 0, "behind"));
        assert!(!words.contains("\x1bP"), "{words:?}");
        let moved = frame(&mut painter, &[at(&picture, 2, 2)], (0, 0, "behind"));
        // The row that it leaves is wiped before it is drawn anew.
        let (wiped, drawn) = (moved.find("   ").unwrap(), moved.find("\x1bPq7").unwrap());
        assert!(wiped < drawn, "{moved:?}");
        let other = sixels(8);
        let changed = frame(&mut painter, &[at(&other, 2, 2)], (0, 0, "behind"));
        assert!(changed.contains("\x1bPq8"), "{changed:?}");
        let gone = frame(&mut painter, &[], (0, 0, "behind"));
        assert_eq!(gone.matches("   ").count(), 2, "{gone:?}");
    }

    #[test]
    fn of_sixels_all_is_seen_or_nothing() {
        let picture = sixels(7);
        let mut painter = Painter::new();
        let cut = PlacedInset { skip: 1, rows: 1, ..at(&picture, 2, 1) };
        assert!(!frame(&mut painter, &[cut], NOTHING).contains("\x1bP"));
        assert!(!frame(&mut painter, &[at(&picture, 2, 1)], (3, 1, "x")).contains("\x1bP"));
        assert!(frame(&mut painter, &[at(&picture, 2, 1)], NOTHING).contains("\x1bPq7"));
        let covered = frame(&mut painter, &[at(&picture, 2, 1)], (3, 1, "x"));
        assert!(covered.contains('x') && !covered.contains("\x1bP"), "{covered:?}");
    }

    #[test]
    fn a_cell_that_is_kept_and_not_filled_is_blank() {
        let picture = kitty(7);
        let mut painter = Painter::new();
        let mut bytes = Vec::new();
        let draw = |buf: &mut Buffer| {
            reserve(&mut buf[(0, 0)], 3);
            buf.set_string(1, 0, "a", Style::new());
            None
        };
        let write = |more: &[u8]| {
            bytes.extend_from_slice(more);
            Ok(())
        };
        let insets = [at(&picture, 5, 2)];
        let extras = Extras { insets: &insets, ..Extras::default() };
        painter.frame((12, 4), extras, draw, write).unwrap();
        let frame = String::from_utf8(bytes).unwrap();
        assert!(frame.contains('a') && !frame.contains("58;"), "{frame:?}");
    }
}
