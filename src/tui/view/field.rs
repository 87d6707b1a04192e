//! One line of text being typed.

use super::pen::Pen;
use crate::base::text::{glyphs, width};
use crate::tui::state::Field;
use crate::tui::theme::Ink;

/// Draws the line from column `x` up to the column `end`, or `placeholder` while nothing is typed; returns the column of the
/// cursor.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    end: usize,
    field: &Field,
    placeholder: &str,
) -> usize {
    if field.is_empty() {
        // The cursor stands before it.
        pen.put_within(x + 1, y, placeholder, end, Ink::Faint);
        return x;
    }
    let seen = field.seen(end.saturating_sub(x));
    let selected = field.selection().unwrap_or(0..0);
    let mut column = x;
    for glyph in glyphs(&field.text()[seen.clone()]) {
        let at = seen.start + glyph.at;
        let ink = if selected.contains(&at) { Ink::Selected } else { Ink::Text };
        column = pen.put_within(column, y, glyph.text, end, ink);
    }
    x + width(&field.text()[seen.start..field.cursor()])
}
