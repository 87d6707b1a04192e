//! The line of a search and what has been found.

use super::bars::keys_of;
use super::pen::{Pen, clock};
use super::snippet::{put_marked, snippet};
use super::{field, hub, list, thread};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width, wrap};
use crate::domain::{Bucket, Kind, Message};
use crate::i18n::Catalog;
use crate::store::{Card, Hit, Row};
use crate::tui::action::Action;
use crate::tui::event::Spot;
use crate::tui::layout::Area;
use crate::tui::state::{Entry, SEARCH_HEAD, Search, State, local_day};
use crate::tui::theme::Ink;

/// Cells of what was typed in the chip.
const CHIP_CELLS: usize = 24;
/// Searches done before that are shown below an empty line.
const SEARCHED_SHOWN: usize = 8;

/// Draws the search in the place of the list; tells where the cursor stands.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    area: Area,
    pen: &mut Pen<'_>,
) -> Option<(u16, u16)> {
    let search = state.search.as_ref()?;
    let column = line(catalog, search, pen);
    scope(state, catalog, search, pen);
    if search.terms.is_empty() {
        nothing_typed(state, catalog, pen);
    } else if search.is_empty() && search.answered {
        let words = catalog.say(&Msg::new("search-nothing").with("words", typed(search)));
        say(pen, 1 + usize::from(SEARCH_HEAD), &words);
    } else {
        entries(state, catalog, search, pen);
    }
    let column = u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
    Some((area.x + column, area.y))
}

fn line(catalog: &Catalog, search: &Search, pen: &mut Pen<'_>) -> usize {
    pen.put(1, 0, "/", Ink::Chosen);
    let count = search.count();
    let end = pen.put_right(pen.width().saturating_sub(1), 0, &count, Ink::Faint);
    let words = catalog.t("search-placeholder");
    field::draw(pen, (3, 0), end.saturating_sub(1), &search.field, &words)
}

/// Where is searched, and the key for the other choice.
fn scope(state: &State, catalog: &Catalog, search: &Search, pen: &mut Pen<'_>) {
    pen.rule(1, "─", Ink::Rule);
    let only = |name: &str| catalog.say(&Msg::new("search-only").with("name", name.to_owned()));
    let everywhere = catalog.t("search-everywhere").into_owned();
    let other = search.here.as_ref().map(|it| only(&it.1));
    let (here, other) = match search.within_name() {
        Some(name) => (only(name), Some(everywhere)),
        None => (everywhere, other),
    };
    let mut x = pen.put_within(2, 1, &format!(" {here} "), pen.width(), Ink::Chosen);
    if let Some(words) = hub::searched(state, catalog, search) {
        x = pen.put_within(x, 1, &format!("{words} "), pen.width(), Ink::Note);
    }
    if let Some(other) = other {
        let words = format!(" {} {other} ", keys_of(state, Action::SearchHere));
        let end = pen.width().saturating_sub(1);
        // A name may be long; what the key does is seen all the same.
        let from = end.saturating_sub(width(&words)).max(x + 1);
        pen.put_within(from, 1, &words, end, Ink::Faint);
    }
}

fn nothing_typed(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let below = say(pen, 1 + usize::from(SEARCH_HEAD), &catalog.t("search-hint")) + 1;
    for (y, text) in (below..).zip(state.searched.iter().take(SEARCHED_SHOWN)) {
        let x = pen.put(2, y, if y == below { "↑ " } else { "  " }, Ink::Strong);
        pen.put(x, y, &clean_line(text), Ink::Text);
    }
}

/// Puts a sentence; returns the row after it.
fn say(pen: &mut Pen<'_>, y: usize, words: &str) -> usize {
    let lines: Vec<_> = wrap(words, pen.width().saturating_sub(4).max(1)).into_iter().collect();
    let after = y + lines.len();
    for (y, line) in (y..).zip(lines) {
        pen.put(2, y, words[line].trim_end(), Ink::Faint);
    }
    after
}

fn entries(state: &State, catalog: &Catalog, search: &Search, pen: &mut Pen<'_>) {
    let tall = usize::from(state.hit_height());
    let first = usize::from(SEARCH_HEAD);
    for (y, at) in (first..).step_by(tall).zip(search.top..search.len()) {
        // Half an entry would say half of it.
        if y + tall > pen.height() {
            break;
        }
        if at == search.cursor {
            for y in y..y + tall {
                pen.lay(y, Ink::Cursor);
                pen.put(0, y, "▌", Ink::Chosen);
            }
        }
        match search.entry(at) {
            Some(Entry::Person(card)) => person(state, catalog, (search, card), pen, (y, tall)),
            Some(Entry::Message(hit)) => message(state, catalog, (search, hit), pen, (y, tall)),
            None => (),
        }
    }
}

/// Name, medium, state and when: the first line of an entry.
fn heading(
    state: &State,
    catalog: &Catalog,
    (search, row): (&Search, &Row),
    when: &str,
    pen: &mut Pen<'_>,
    y: usize,
) {
    let end = pen.width().saturating_sub(1);
    let mut end = pen.put_right(end, y, when, Ink::Faint).saturating_sub(1);
    let mark = match row.dialog.bucket() {
        Bucket::Open => None,
        Bucket::Snoozed => Some(("mark-snoozed", Ink::Note)),
        Bucket::Closed => Some(("mark-closed", Ink::Note)),
        Bucket::Spam => Some(("mark-spam", Ink::Alarm)),
    };
    if let Some((id, ink)) = mark {
        end = pen.put_right(end, y, &catalog.t(id), ink).saturating_sub(1);
    }
    let x = pen.put(1, y, list::glyph(state, row), Ink::Faint) + 1;
    let name = clean_line(&row.name);
    let marks = search.terms.find(&name);
    put_marked(pen, (x, y), (&name, &marks), end, Ink::Strong);
}

fn person(
    state: &State,
    catalog: &Catalog,
    (search, card): (&Search, &Card),
    pen: &mut Pen<'_>,
    (y, tall): (usize, usize),
) {
    let when = moment(state, catalog, card.row.dialog.last_at);
    heading(state, catalog, (search, &card.row), &when, pen, y);
    let contact = &card.contact;
    // What it is found by stands first.
    let mut about = vec![&contact.handle, &contact.note, &contact.external];
    about.retain(|it| !it.is_empty());
    about.sort_by_key(|it| search.terms.find(it).is_empty());
    about.dedup();
    let about = about.into_iter().map(String::as_str).collect::<Vec<_>>().join(" · ");
    let end = pen.width().saturating_sub(1);
    let x = pen.put(1, y + 1, &catalog.t("search-person"), Ink::Theirs) + 1;
    let rows = snippet(&about, &search.terms, end.saturating_sub(x), 1);
    for (text, marks) in &rows {
        put_marked(pen, (x, y + 1), (text, marks), end, Ink::Text);
    }
    if tall > 2 {
        pen.put_within(1, y + 2, clean_line(&card.row.last_text).trim_start(), end, Ink::Faint);
    }
}

fn message(
    state: &State,
    catalog: &Catalog,
    (search, hit): (&Search, &Hit),
    pen: &mut Pen<'_>,
    (y, tall): (usize, usize),
) {
    let when = moment(state, catalog, hit.message.at);
    heading(state, catalog, (search, &hit.row), &when, pen, y);
    let end = pen.width().saturating_sub(1);
    let (who, sign, ink) = author(state, catalog, &hit.message);
    for y in y + 1..y + tall {
        pen.put(1, y, sign, ink);
    }
    let x = match who.as_str() {
        "" => 3,
        who => pen.put_within(3, y + 1, &format!("{who}: "), end.saturating_sub(8), ink),
    };
    // The author's name takes room of the first row only.
    let lead = x - 3;
    let rows = tall - 1;
    let room = end.saturating_sub(3);
    let one = snippet(&hit.message.text, &search.terms, room.saturating_sub(lead), rows);
    for (at, (text, marks)) in one.iter().enumerate() {
        let x = if at == 0 { x } else { 3 };
        put_marked(pen, (x, y + 1 + at), (text, marks), end, Ink::Text);
    }
}

/// Who wrote it, unless the customer did, and the bar of a conversation.
fn author(state: &State, catalog: &Catalog, message: &Message) -> (String, &'static str, Ink) {
    let name = match message.author {
        Some(agent) if agent == state.me.id => catalog.t("author-me").into_owned(),
        Some(agent) => state.agent_name(agent).split(' ').next().unwrap_or("").to_owned(),
        None => catalog.t("author-app").into_owned(),
    };
    match message.kind {
        Kind::Inbound => (String::new(), "▎", Ink::Theirs),
        Kind::Reply => (name, "▎", Ink::Ours),
        Kind::Auto => (catalog.t("author-auto").into_owned(), "┆", Ink::Faint),
        Kind::Note => (catalog.say(&Msg::new("search-note").with("name", name)), "║", Ink::Note),
    }
}

/// When, in few cells: the time of day today, the day before.
fn moment(state: &State, catalog: &Catalog, at: crate::base::clock::Timestamp) -> String {
    let day = local_day(at, state.utc_offset);
    if day == local_day(state.now, state.utc_offset) {
        return clock(at, state.utc_offset);
    }
    thread::short_day(state, catalog, day)
}

fn typed(search: &Search) -> String {
    clean_line(search.field.text().trim()).into_owned()
}

/// What is searched for, and where in what has been found the reader is.
pub(super) fn chip(state: &State, catalog: &Catalog) -> Option<String> {
    let search = state.reading_hits()?;
    let words = cut(&typed(search), CHIP_CELLS).into_owned();
    let count = search.count();
    let place = match search.position() {
        Some(at) if !count.is_empty() => format!("{at}/{count}"),
        Some(at) => at.to_string(),
        None => count,
    };
    let said = Msg::new("chip-search").with("words", words).with("place", place);
    Some(format!("[{}]", catalog.say(&said)))
}

/// What a row of the search's area means.
pub(super) fn spot(state: &State, row: u16) -> Spot {
    let Some(search) = &state.search else { return Spot::List };
    let Some(row) = row.checked_sub(SEARCH_HEAD) else { return Spot::List };
    let at = search.top + usize::from(row / state.hit_height());
    if at < search.len() { Spot::Hit(at) } else { Spot::List }
}
