//! Lists that are narrowed down by typing.

use ratatui::buffer::Buffer;

use super::bars::keys_of;
use super::pen::Pen;
use super::{field, popup};
use crate::base::text::{clean_block, clean_line, glyphs, width, wrap};
use crate::i18n::Catalog;
use crate::tui::event::Spot;
use crate::tui::layout::Area;
use crate::tui::state::{Detail, PickItem, Picker, Placed, State};
use crate::tui::theme::{Ink, Theme};

/// Draws the list; tells where the cursor stands.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    picker: &Picker,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let placed = picker.place(state.size);
    let title = clean_line(&catalog.say(&picker.title)).into_owned();
    let mut pen = popup::boxed(buf, placed.area, theme, &title);
    let cursor = input(catalog, picker, &mut pen);
    list(state, catalog, picker, &mut Pen::new(buf, placed.list, theme));
    let rows = usize::from(placed.list.height);
    let below = picker.len().saturating_sub(picker.top(rows) + rows);
    popup::more(catalog, &mut Pen::new(buf, placed.area, theme), below);
    preview(picker, &placed, theme, buf);
    let column = u16::try_from(cursor).unwrap_or(0).min(placed.area.width.saturating_sub(2));
    Some((placed.area.x + column, placed.area.y + 1))
}

/// The line being typed, and below it what must be said of it; returns the column of the cursor.
fn input(catalog: &Catalog, picker: &Picker, pen: &mut Pen<'_>) -> usize {
    let right = pen.width().saturating_sub(2);
    pen.put(2, 1, "›", Ink::Chosen);
    let found = (0..picker.len()).filter_map(|it| picker.shown(it)?.item).count();
    let all = picker.items().len();
    let count = if found == all { format!("{all}") } else { format!("{found}/{all}") };
    let end = pen.put_right(right, 1, &count, Ink::Faint).saturating_sub(1);
    let words = picker.placeholder.as_ref().map_or_else(String::new, |it| catalog.say(it));
    let cursor = field::draw(pen, (4, 1), end, &picker.field, &words);
    let rule = "─".repeat(pen.width().saturating_sub(2));
    pen.put(1, 2, &rule, Ink::Rule);
    // Why the line under the cursor cannot be taken is said whole.
    let refused = picker.current().and_then(|it| it.enabled.as_ref().err());
    if let Some(note) = picker.note.as_ref().filter(|_| !picker.is_empty()).or(refused) {
        let words = format!(" {} ", clean_line(&catalog.say(note)));
        pen.put_within(3, 2, &words, right, Ink::Warning);
    }
    cursor
}

fn list(state: &State, catalog: &Catalog, picker: &Picker, pen: &mut Pen<'_>) {
    let top = picker.top(pen.height());
    let ticks = picker.ticks();
    if picker.is_empty() {
        nothing(catalog, picker, pen);
    }
    for y in 0..pen.height() {
        let Some((item, shown)) = picker.line(top + y).zip(picker.shown(top + y)) else { break };
        let end = pen.width().saturating_sub(1);
        if top + y == picker.cursor() {
            pen.lay_cells(0, y, pen.width(), Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        if item.ticked {
            pen.put(2, y, "✓", Ink::Good);
        } else if shown.item.is_none() {
            pen.put(2, y, "+", Ink::Good);
        }
        let x = if ticks || picker.free.is_some() { 4 } else { 2 };
        let end = detail(state, catalog, item, pen, (x, y), end);
        let ink = if item.enabled.is_ok() { Ink::Text } else { Ink::Faint };
        label(pen, (x, y), end, item, &shown.marks, ink);
    }
}

/// Nothing is found: why, where that is known.
fn nothing(catalog: &Catalog, picker: &Picker, pen: &mut Pen<'_>) {
    let (words, ink) = match &picker.note {
        Some(note) => (clean_line(&catalog.say(note)).into_owned(), Ink::Warning),
        None => (catalog.t("pick-nothing").into_owned(), Ink::Faint),
    };
    let lines = wrap(&words, pen.width().saturating_sub(3).max(1));
    for (y, line) in lines.into_iter().enumerate() {
        pen.put(2, y, words[line].trim_end(), ink);
    }
}

/// What stands at the right end, and before all why the line cannot be taken; returns the column before which the label ends.
fn detail(
    state: &State,
    catalog: &Catalog,
    item: &PickItem,
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    end: usize,
) -> usize {
    let words = match (&item.enabled, &item.detail) {
        (Err(why), _) => clean_line(&catalog.say(why)).into_owned(),
        (Ok(()), Detail::Nothing) => return end,
        (Ok(()), Detail::Key(action)) => keys_of(state, *action),
        (Ok(()), Detail::Words(words)) => words.clone(),
    };
    let label = width(&item.label);
    // Most of the line is the label's; a key is always seen.
    let key = item.enabled.is_ok() && matches!(item.detail, Detail::Key(_));
    let least = if key { 1 } else { label.min(end.saturating_sub(x) * 3 / 5) };
    let room = end.saturating_sub(x + least + 2);
    let cells = width(&words).min(room);
    if words.is_empty() || cells < width(&words).min(6) {
        return end;
    }
    let at = end - cells;
    pen.put_within(at, y, &words, end, Ink::Faint);
    at - 2
}

/// The label, with the letters that were typed.
fn label(
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    end: usize,
    item: &PickItem,
    marks: &[usize],
    ink: Ink,
) {
    let after = pen.put_within(x, y, &item.label, end, ink);
    let whole = x + width(&item.label) <= end;
    let mut column = x;
    for glyph in glyphs(&item.label) {
        let last = column + glyph.cells;
        if last > after || !whole && last == after {
            break;
        }
        if marks.binary_search(&glyph.at).is_ok() {
            pen.put(column, y, glyph.text, Ink::Chosen);
        }
        column = last;
    }
}

/// What the line under the cursor stands for.
fn preview(picker: &Picker, placed: &Placed, theme: Theme, buf: &mut Buffer) {
    let Placed { list, preview, .. } = *placed;
    if preview.width == 0 || preview.height == 0 {
        return;
    }
    if preview.x > list.x {
        let line = Area { x: preview.x - 1, width: 1, ..preview };
        let mut pen = Pen::new(buf, line, theme);
        (0..pen.height()).for_each(|y| {
            pen.put(0, y, "│", Ink::Rule);
        });
    } else {
        let line = Area { y: preview.y - 1, height: 1, ..preview };
        Pen::new(buf, line, theme).rule(0, "─", Ink::Rule);
    }
    let Some(text) = picker.current().and_then(|it| it.preview.as_deref()) else { return };
    let mut pen = Pen::new(buf, preview, theme);
    let text = clean_block(text);
    let lines = wrap(&text, pen.width().saturating_sub(2).max(1));
    let last = pen.height();
    let cut = lines.len() > last;
    for (y, line) in lines.into_iter().take(last).enumerate() {
        pen.put(1, y, text[line].trim_end_matches('\n'), Ink::Text);
        if cut && y + 1 == last {
            pen.put_right(pen.width(), y, "…", Ink::Faint);
        }
    }
}

/// What a cell means while the list is open.
pub(super) fn spot(state: &State, picker: &Picker, x: u16, y: u16) -> Spot {
    let placed = picker.place(state.size);
    if placed.area.within(x, y).is_none() {
        return Spot::BesidePopup;
    }
    let Some((_, row)) = placed.list.within(x, y) else { return Spot::Popup };
    let line = picker.top(usize::from(placed.list.height)) + usize::from(row);
    if line < picker.len() { Spot::Choice(line) } else { Spot::Popup }
}
