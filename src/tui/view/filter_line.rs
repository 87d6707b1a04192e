//! The line in which filters are typed, what is wrong with it, and what may come next.

use ratatui::buffer::Buffer;

use super::pen::{Pen, THIN};
use super::{field, popup};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width, wrap};
use crate::domain::query::Fault;
use crate::i18n::Catalog;
use crate::tui::event::Spot;
use crate::tui::layout::{Area, TWO_FROM};
use crate::tui::state::{FilterLine, State};
use crate::tui::theme::{Ink, Theme};

/// Where the text begins, behind its sign.
const TEXT_AT: usize = 3;

/// Draws the line; tells where the cursor stands.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    line: &FilterLine,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let layout = state.layout();
    let mut pen = Pen::new(buf, layout.chips, theme);
    pen.clear();
    pen.put(1, 0, "›", Ink::Chosen);
    let end = pen.width().saturating_sub(1);
    let count = state.count_of(&state.list.filter);
    let count = count.map_or_else(|| "…".to_owned(), |it| it.to_string());
    let count = catalog.say(&Msg::new("filter-line-count").with("n", count));
    let end = pen.put_right(end, 0, &count, Ink::Faint).saturating_sub(1);
    let placeholder = catalog.t("filter-line-placeholder");
    let cursor = field::draw(&mut pen, (TEXT_AT, 0), end, &line.field, &placeholder);
    let area = line.list_area(state, &layout);
    match line.said() {
        Some(fault) => say(state, catalog, (line, fault), (end, area), theme, buf),
        None => {
            pen.put(TEXT_AT, 1, &catalog.t("filter-line-keys"), Ink::Faint);
            items(state, catalog, line, theme, buf);
        }
    }
    let column = u16::try_from(cursor).unwrap_or(0).min(layout.chips.width.saturating_sub(1));
    Some((layout.chips.x + column, layout.chips.y))
}

/// The columns of the part of the line that is wrong, as far as it is seen.
fn columns(line: &FilterLine, fault: &Fault, end: usize) -> (usize, usize) {
    let seen = line.field.seen(end.saturating_sub(TEXT_AT));
    let text = line.field.text();
    let column = |at: usize| {
        let at = at.clamp(seen.start, seen.end);
        TEXT_AT + text.get(seen.start..at).map_or(0, width)
    };
    let (from, to) = (column(fault.range.start), column(fault.range.end));
    (from, to.max(from + 1))
}

/// Marks what is wrong and says why: beside the mark where there is room.
fn say(
    state: &State,
    catalog: &Catalog,
    (line, fault): (&FilterLine, &Fault),
    (end, area): (usize, Area),
    theme: Theme,
    buf: &mut Buffer,
) {
    let mut words = clean_line(&catalog.say(&fault.say())).into_owned();
    if fault.nearest.is_some() {
        words = format!("{words} {}", catalog.t("filter-line-mend"));
    }
    let (from, to) = columns(line, fault, end);
    let mut pen = Pen::new(buf, state.layout().chips, theme);
    pen.put(from, 1, &"^".repeat(to - from), Ink::Alarm);
    let needed = width(&words);
    if to + 1 + needed < pen.width() {
        pen.put(to + 1, 1, &words, Ink::Warning);
        return;
    }
    if needed + 2 <= from {
        pen.put(from - 1 - needed, 1, &words, Ink::Warning);
        return;
    }
    let lines = |room: usize| wrap(&words, room.max(1));
    if state.size.0 < TWO_FROM {
        let mut pen = Pen::new(buf, area, theme);
        for (y, at) in lines(pen.width().saturating_sub(2)).into_iter().enumerate() {
            pen.put(1, y, words[at].trim_end(), Ink::Warning);
        }
        return;
    }
    let rows = lines(usize::from(area.width).saturating_sub(4));
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(area.height.max(3));
    let mut pen = Pen::new(buf, Area { height, ..area }, theme);
    pen.clear();
    pen.frame(&THIN, "", Ink::Warning);
    for (y, at) in rows.into_iter().enumerate() {
        pen.put(2, y + 1, words[at].trim_end(), Ink::Warning);
    }
}

/// What may come next.
fn items(state: &State, catalog: &Catalog, line: &FilterLine, theme: Theme, buf: &mut Buffer) {
    let layout = state.layout();
    if line.completion.items.is_empty() {
        return;
    }
    let area = line.list_area(state, &layout);
    if state.size.0 >= TWO_FROM {
        let mut pen = popup::boxed(buf, area, theme, &catalog.t("filter-line-next"));
        let shown = usize::from(area.height).saturating_sub(2);
        let below = line.completion.items.len().saturating_sub(line.top(shown) + shown);
        popup::more(catalog, &mut pen, below);
    }
    let mut pen = Pen::new(buf, line.items_area(state, &layout), theme);
    let labels: Vec<String> =
        line.completion.items.iter().map(|it| clean_line(&it.label).into_owned()).collect();
    let widest = labels.iter().map(|it| width(it)).max().unwrap_or(0);
    let column = 4 + widest.min(pen.width() / 2);
    let top = line.top(pen.height());
    for y in 0..pen.height() {
        let at = top + y;
        let Some((item, label)) = line.completion.items.get(at).zip(labels.get(at)) else { break };
        if at == line.marked {
            pen.lay_cells(0, y, pen.width(), Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        pen.put_within(2, y, label, column.saturating_sub(2), Ink::Strong);
        if let Some(meaning) = item.meaning {
            let end = pen.width().saturating_sub(1);
            pen.put_within(column, y, &catalog.t(meaning), end, Ink::Faint);
        }
    }
}

/// What a cell means while the line is open.
pub(super) fn spot(state: &State, line: &FilterLine, x: u16, y: u16) -> Spot {
    let layout = state.layout();
    if layout.chips.within(x, y).is_some_and(|it| it.1 < 2) {
        return Spot::Popup;
    }
    let area = line.items_area(state, &layout);
    let Some((_, row)) = area.within(x, y).filter(|_| line.said().is_none()) else {
        return Spot::BesidePopup;
    };
    let item = line.top(usize::from(area.height)) + usize::from(row);
    if item < line.completion.items.len() { Spot::Choice(item) } else { Spot::BesidePopup }
}
