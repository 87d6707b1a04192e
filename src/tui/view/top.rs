//! The lines above the panes: the views, how fresh everything is, and what the list is narrowed down by.

use super::pen::Pen;
use super::{hub, search};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width};
use crate::domain::{Health, Order, Term, View};
use crate::i18n::Catalog;
use crate::tui::action::Action;
use crate::tui::event::Spot;
use crate::tui::layout::THREE_FROM;
use crate::tui::state::{Link, State, ViewId};
use crate::tui::theme::Ink;

/// Cells of an own view's name in the top line, at most.
const NAME_CELLS: usize = 16;
/// Cells of a chip, at most.
const CHIP_CELLS: usize = 28;
/// Cells of a profile's name, at most, and where there is little room.
const PROFILE_CELLS: usize = 16;
const PROFILE_CELLS_SHORT: usize = 8;
/// Cells in which trouble can be told.
const TROUBLE_CELLS: usize = 8;
/// From this width on it is said in words how to show everything.
const WORDS_FROM: usize = 60;

/// Where I am, and how fresh it is.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let fresh = freshness(state, catalog, pen.width());
    let room = before_fresh(&fresh, pen.width());
    let mut x = room + 1;
    for (words, ink) in &fresh {
        x = pen.put(x, 0, words, *ink) + 2;
    }
    let mut x = 1;
    if let Some(profile) = profile(state, pen.width()) {
        x = pen.put_within(x, 0, &profile, room, Ink::Note) + 2;
    }
    let room_of_tabs = room.saturating_sub(x - 1);
    for Tab { text, chosen, .. } in tabs(state, room_of_tabs) {
        let ink = if chosen { Ink::Chosen } else { Ink::Faint };
        x = pen.put_within(x, 0, &text, room, ink) + 2;
    }
}

/// The cells of a line before what is said of freshness.
fn before_fresh(fresh: &[(String, Ink)], cells: usize) -> usize {
    cells.saturating_sub(2 + hub::pieces_width(fresh))
}

/// Which desk this is, where there are several.
fn profile(state: &State, cells: usize) -> Option<String> {
    let most = if cells < WORDS_FROM { PROFILE_CELLS_SHORT } else { PROFILE_CELLS };
    let name = clean_line(&state.profiles.here);
    state.profiles.several().then(|| format!("{}:", cut(&name, most)))
}

/// What a column of the top line means.
pub(super) fn spot(state: &State, catalog: &Catalog, column: usize) -> Spot {
    let cells = usize::from(state.size.0);
    let room = before_fresh(&freshness(state, catalog, cells), cells);
    let mut x = profile(state, cells).map_or(1, |it| 3 + width(&it));
    for tab in tabs(state, room.saturating_sub(x - 1)) {
        let end = x + width(&tab.text);
        if (x..end.min(room)).contains(&column) {
            return Spot::View(tab.view);
        }
        x = end + 2;
    }
    Spot::Nothing
}

/// The name of a view in the top line.
struct Tab {
    view: ViewId,
    text: String,
    chosen: bool,
}

/// A view as the top line may have it.
struct Named {
    digit: Option<u8>,
    view: ViewId,
    name: String,
    count: Option<i64>,
    here: bool,
    /// Whether it is where I am and nothing says to look elsewhere.
    chosen: bool,
}

impl Named {
    fn tab(&self, words: bool) -> Option<Tab> {
        // What is done needs no number before the eye all day.
        let done = matches!(self.view, ViewId::BuiltIn(View::Closed | View::Spam));
        let count = match self.count {
            Some(count) if self.chosen || (count > 0 && !done) => Some(count.to_string()),
            None if self.chosen => Some("…".to_owned()),
            _ => None,
        };
        let digit = self.digit.map(|it| it.to_string());
        let words = words || self.chosen;
        let parts: Vec<&str> = [
            digit.as_deref(),
            Some(self.name.as_str()).filter(|_| words),
            count.as_deref().filter(|_| words),
        ]
        .into_iter()
        .flatten()
        .collect();
        let text = match (words, count.as_deref()) {
            (false, Some(count)) => format!("{}:{count}", digit?),
            _ => parts.join(" "),
        };
        // What has neither a digit nor room for its name is found with the key of all views.
        let tab = Tab { view: self.view, text, chosen: self.chosen };
        Some(tab).filter(|it| !it.text.is_empty())
    }
}

/// The views with their keys and numbers, in `room` cells: the last ones lose their words first, then
/// everything but the view I am in goes.
fn tabs(state: &State, room: usize) -> Vec<Tab> {
    let elsewhere = state.list.has_left_view();
    let named = |(digit, view): (Option<u8>, ViewId)| {
        let here = view == state.list.view;
        Named {
            digit,
            view,
            name: cut(&state.view_name(view), NAME_CELLS).into_owned(),
            count: state.view_count(view),
            here,
            chosen: here && !elsewhere,
        }
    };
    let views: Vec<Named> = state.views.order().into_iter().map(named).collect();
    for worded in (0..=views.len()).rev() {
        let tabs: Vec<Tab> =
            views.iter().enumerate().filter_map(|(at, it)| it.tab(at < worded)).collect();
        let needed = tabs.iter().map(|it| width(&it.text) + 2).sum::<usize>();
        if needed < room + 2 {
            return tabs;
        }
    }
    views.iter().filter(|it| it.here).filter_map(|it| it.tab(true)).collect()
}

/// How fresh everything is, in pieces that stand two cells apart. A replica says it whatever else there is to say.
fn freshness(state: &State, catalog: &Catalog, cells: usize) -> Vec<(String, Ink)> {
    // Trouble may have much to say; where I am is said first.
    let most = cells * 2 / 3;
    let Some(link) = state.hub() else {
        let (words, ink) = trouble(state, catalog).unwrap_or_else(|| calm(state, catalog));
        return vec![(cut(&words, most).into_owned(), ink)];
    };
    let trouble = trouble(state, catalog);
    let mut pieces = hub::fresh(state, catalog, link, (cells, trouble.is_none()));
    let room = most.saturating_sub(hub::pieces_width(&pieces) + 2);
    if let Some((words, ink)) = trouble.filter(|_| room >= TROUBLE_CELLS) {
        pieces.insert(0, (cut(&words, room).into_owned(), ink));
    }
    pieces
}

/// What is wrong with the desk or a channel.
fn trouble(state: &State, catalog: &Catalog) -> Option<(String, Ink)> {
    let linked = match &state.link {
        Link::Trouble(trouble) => Some(trouble),
        Link::Unknown | Link::Here | Link::Elsewhere(_) | Link::Hub(_) => None,
    };
    if let Some(trouble) = state.trouble.as_ref().or(linked) {
        return Some((format!("! {}", clean_line(&catalog.say(trouble))), Ink::Alarm));
    }
    let ill = state.roster.channels.iter().find(|it| it.active && it.health != Health::Ok)?;
    let msg = Msg::new("fresh-channel-ill").with("name", clean_line(&ill.name).into_owned());
    Some((format!("! {}", catalog.say(&msg)), Ink::Alarm))
}

/// What is said where nothing is wrong.
fn calm(state: &State, catalog: &Catalog) -> (String, Ink) {
    if !state.ready {
        return (catalog.t("fresh-loading").into_owned(), Ink::Faint);
    }
    if state.totals.outbox > 0 {
        let words = catalog.say(&Msg::new("fresh-sending").with("n", state.totals.outbox));
        return (words, Ink::Warning);
    }
    let id = match &state.link {
        Link::Elsewhere(_) if state.size.0 >= THREE_FROM => "fresh-live-elsewhere",
        Link::Elsewhere(_) | Link::Here | Link::Unknown | Link::Trouble(_) | Link::Hub(_) => {
            "fresh-live"
        }
    };
    (catalog.t(id).into_owned(), Ink::Faint)
}

/// Where the chips stand: their texts with the columns before and after.
fn laid(state: &State, from: usize, end: usize) -> Vec<(usize, usize, String)> {
    let mut x = from;
    let mut chips = Vec::new();
    for words in &state.list.words {
        let chip = format!("[{}]", cut(&clean_line(words), CHIP_CELLS));
        let after = (x + width(&chip)).min(end);
        if x < end {
            chips.push((x, after, chip));
        }
        x = after + 1;
    }
    chips
}

/// What the chips hide, and the key that ends it.
fn hidden(state: &State, catalog: &Catalog, cells: usize) -> String {
    let key = state.keymap.main(Action::ClearFilters);
    if !state.list.narrows() {
        return String::new();
    }
    if !state.list.extra.iter().any(Term::narrows) {
        return catalog.say(&Msg::new("chips-clear").with("key", key));
    }
    let n = state.hidden().map_or_else(|| "…".to_owned(), |it| it.to_string());
    let id = if cells < WORDS_FROM { "chips-hidden-short" } else { "chips-hidden" };
    catalog.say(&Msg::new(id).with("n", n).with("key", key))
}

/// The order, where no chip says it already.
fn order(state: &State, catalog: &Catalog) -> Option<String> {
    let said = state.list.extra.iter().any(|it| matches!(it, Term::Order(_)));
    let id = match state.list.filter.order {
        _ if said => return None,
        Order::Longest => return None,
        Order::Newest => "filter-value-newest",
        Order::Oldest => "filter-value-oldest",
    };
    Some(catalog.t(id).into_owned())
}

/// What is narrowed down, how many dialogs that hides, and the key that ends it.
pub(super) fn chips(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let hidden = hidden(state, catalog, pen.width());
    let end = pen.put_right(pen.width().saturating_sub(1), 0, &hidden, Ink::Warning);
    let end = end.saturating_sub(1);
    let mut x = 1;
    if let Some(search) = search::chip(state, catalog) {
        x = pen.put_within(x, 0, &search, end, Ink::Found) + 2;
    }
    if let Some(order) = order(state, catalog) {
        x = pen.put_within(x, 0, &order, end, Ink::Faint) + 2;
    }
    for (x, _, chip) in laid(state, x, end) {
        pen.put_within(x, 0, &chip, end, Ink::Chosen);
    }
}

/// What a column of that line means.
pub(super) fn chip_spot(state: &State, catalog: &Catalog, column: usize) -> Spot {
    let cells = usize::from(state.size.0);
    let hidden = hidden(state, catalog, cells);
    let end = cells.saturating_sub(1 + width(&hidden));
    if column >= end {
        return if hidden.is_empty() { Spot::Nothing } else { Spot::Key(Action::ClearFilters) };
    }
    let before = [search::chip(state, catalog), order(state, catalog)];
    let from = 1 + before.iter().flatten().map(|it| 2 + width(it)).sum::<usize>();
    let chips = laid(state, from, end.saturating_sub(1));
    let found = chips.iter().position(|(x, after, _)| (*x..*after).contains(&column));
    found.map_or(Spot::Nothing, Spot::Chip)
}
