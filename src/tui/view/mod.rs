//! Draws the state. Reads it, and nothing else; decides nothing.

mod bars;
mod card;
mod channel_details;
mod channel_form;
mod channels;
mod composer;
mod crew;
mod doctor;
mod empty;
mod field;
mod filter_line;
mod history;
mod hub;
mod list;
mod mass;
mod note;
mod pen;
mod picker;
mod picture;
mod popup;
mod search;
mod snippet;
mod thread;
mod top;
mod why;

use ratatui::buffer::Buffer;

use super::event::Spot;
use super::layout::{Area, LEAST, Layout};
use super::state::State;
use super::theme::{Ink, Theme};
use crate::base::msg::Msg;
use crate::base::text::{width, wrap};
use crate::i18n::Catalog;
pub use doctor::draw as draw_doctor;
use pen::Pen;
pub(in crate::tui) use popup::help_end;

/// Draws everything; tells where the cursor stands, if it is to be seen.
pub fn draw(
    state: &State,
    catalog: &Catalog,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let layout = state.layout();
    if layout.too_small {
        too_small(state, catalog, theme, buf);
        return None;
    }
    top::draw(state, catalog, &mut Pen::new(buf, layout.top, theme));
    top::chips(state, catalog, &mut Pen::new(buf, layout.chips, theme));
    let mut pen = Pen::new(buf, layout.list, theme);
    let searching = if state.is_searching() {
        search::draw(state, catalog, layout.list, &mut pen)
    } else {
        list::draw(state, catalog, &mut pen);
        None
    };
    thread::draw(state, catalog, &mut Pen::new(buf, layout.thread, theme));
    card::draw(state, catalog, &mut Pen::new(buf, layout.card, theme));
    separators(&layout, theme, buf);
    bars::status(state, catalog, &mut Pen::new(buf, layout.status, theme));
    bars::keys(state, catalog, &mut Pen::new(buf, layout.keys, theme));
    let cursor =
        composer::draw(state, catalog, layout.composer, &mut Pen::new(buf, layout.composer, theme));
    match &state.popup {
        Some(popup) => popup::draw(state, catalog, popup, theme, buf),
        None => searching.or(cursor),
    }
}

/// What stands at a cell of the screen that [`draw`] draws of this state.
#[must_use]
pub fn spot(state: &State, catalog: &Catalog, x: u16, y: u16) -> Spot {
    let layout = state.layout();
    if layout.too_small {
        return Spot::Nothing;
    }
    if let Some(popup) = &state.popup {
        return popup::spot(state, catalog, popup, x, y);
    }
    let at = |area: Area| area.within(x, y);
    if let Some((column, _)) = at(layout.top) {
        return top::spot(state, catalog, column.into());
    }
    if let Some((column, _)) = at(layout.chips) {
        return top::chip_spot(state, catalog, column.into());
    }
    if let Some((column, _)) = at(layout.keys) {
        return bars::spot_below(state, catalog, column.into());
    }
    if let Some((_, row)) = at(layout.list).filter(|_| state.is_searching()) {
        return search::spot(state, row);
    }
    if let Some((_, row)) = at(layout.list) {
        let row = state.list.top + usize::from(row / state.row_height());
        return if row < state.list.rows.len() { Spot::Row(row) } else { Spot::List };
    }
    if let Some((column, row)) = at(layout.composer) {
        // The frame belongs to the text next to it.
        return Spot::Composer(column.saturating_sub(1), row.saturating_sub(1));
    }
    match (at(layout.thread), at(layout.card)) {
        (Some(_), _) if state.thread.dialog.is_some() => Spot::Thread,
        (_, Some(_)) if state.thread.dialog.is_some() => Spot::Card,
        _ => Spot::Nothing,
    }
}

/// A line between two panes that stand beside each other.
fn separators(layout: &Layout, theme: Theme, buf: &mut Buffer) {
    let body = layout.list;
    for right in [layout.thread, layout.composer, layout.card] {
        if right.width > 0 && right.x > 0 {
            // The composer and the conversation stand on one line, drawn twice over itself.
            let line = Area { x: right.x - 1, width: 1, y: body.y, height: body.height };
            let mut pen = Pen::new(buf, line, theme);
            for y in 0..pen.height() {
                pen.put(0, y, "│", Ink::Rule);
            }
        }
    }
}

fn too_small(state: &State, catalog: &Catalog, theme: Theme, buf: &mut Buffer) {
    let whole = Area { x: 0, y: 0, width: state.size.0, height: state.size.1 };
    let mut pen = Pen::new(buf, whole, theme);
    let (least_width, least_height) = LEAST;
    let size = format!("{least_width}×{least_height}");
    let words = catalog.say(&Msg::new("too-small").with("size", size.as_str()));
    let lines = wrap(&words, pen.width().max(1));
    let top = pen.height().saturating_sub(lines.len()) / 2;
    for (y, line) in (top..).zip(lines) {
        let line = words[line].trim_end();
        let x = pen.width().saturating_sub(width(line)) / 2;
        pen.put(x, y, line, Ink::Warning);
    }
}
