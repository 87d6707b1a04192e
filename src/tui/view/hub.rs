//! What a replica's screen says of its hub: how fresh everything is, what waits, what was refused, who else is here.

use ratatui::buffer::Buffer;

use super::pen::{Pen, clock, short_age};
use super::popup::{boxed, centred, more};
use super::thread::{day_name, day_of, short_day};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width, wrap};
use crate::domain::{DialogId, Intent};
use crate::i18n::Catalog;
use crate::store::Row;
use crate::store::far::Rejected;
use crate::tui::action::Action;
use crate::tui::hub::{HubLink, HubState};
use crate::tui::state::{History, Search, State, first_name, present_mark};
use crate::tui::theme::{Ink, Theme};

/// Columns of what was refused.
const COLUMNS: usize = 90;
/// Cells that a contact's name has at least, beside those who are here too.
const NAME_CELLS: usize = 10;
/// Names of colleagues that are said; the others are counted.
const NAMES: usize = 2;

type Piece = (String, Ink);

/// How fresh everything is and what waits to be sent, in at most two thirds of `cells`: in whole words where they leave
/// room for something else. What is counted is never cut off.
pub(super) fn fresh(
    state: &State,
    catalog: &Catalog,
    link: &HubLink,
    (cells, alone): (usize, bool),
) -> Vec<Piece> {
    let say = |short| -> Vec<Piece> {
        let refused = refused_count(state, catalog, short);
        let (words, ink) = state_words(state, catalog, link, short);
        let waiting = match (link.waiting, short || link.state == HubState::Live) {
            (0, _) => String::new(),
            (n, true) => format!(" ↑{n}"),
            (n, false) => {
                format!(", {}", catalog.say(&Msg::new("fresh-hub-waiting").with("n", n)))
            }
        };
        let counted = refused.as_ref().map_or(0, |it| width(&it.0) + 2) + width(&waiting);
        let words = cut(&words, (cells * 2 / 3).saturating_sub(counted)).into_owned();
        refused.into_iter().chain([(words + &waiting, ink)]).collect()
    };
    let long = say(false);
    if alone && pieces_width(&long) <= cells * 11 / 20 { long } else { say(true) }
}

/// Cells of pieces that stand two cells apart.
pub(super) fn pieces_width(pieces: &[Piece]) -> usize {
    let cells: usize = pieces.iter().map(|it| width(&it.0) + 2).sum();
    cells.saturating_sub(2)
}

fn refused_count(state: &State, catalog: &Catalog, short: bool) -> Option<Piece> {
    let n = state.refused_unseen();
    if n == 0 {
        return None;
    }
    let key = state.keymap.main(Action::Refused);
    let words = if short {
        format!("{key}{n}")
    } else {
        catalog.say(&Msg::new("fresh-hub-refused").with("n", n).with("key", key))
    };
    Some((words, Ink::Warning))
}

fn state_words(state: &State, catalog: &Catalog, link: &HubLink, short: bool) -> Piece {
    let (msg, ink) = match &link.state {
        HubState::Live => (Msg::new("fresh-live"), Ink::Faint),
        HubState::Catching { since } => {
            let seconds = state.now.since(*since).as_secs().max(1);
            let msg = match u32::try_from(seconds) {
                Ok(n @ ..60) => Msg::new("fresh-hub-seconds").with("n", n),
                _ => {
                    let minutes = i64::try_from(seconds / 60).unwrap_or(i64::MAX);
                    Msg::new("fresh-hub-age").with("age", short_age(catalog, minutes))
                }
            };
            (msg, Ink::Note)
        }
        HubState::Offline { since, .. } => {
            let id = if short { "fresh-hub-offline-short" } else { "fresh-hub-offline" };
            (Msg::new(id).with("time", moment(state, catalog, *since)), Ink::Warning)
        }
        HubState::Filling { told, total } => {
            let part = told.saturating_mul(100).checked_div(*total);
            let msg = match part {
                // Who has everything is live.
                Some(part) => Msg::new("fresh-hub-filling")
                    .with("n", u32::try_from(part.min(99)).unwrap_or(99)),
                None => Msg::new("fresh-hub-filling-begun"),
            };
            (msg, Ink::Note)
        }
        HubState::LoggedOut if short => (Msg::new("fresh-hub-logged-out-short"), Ink::Alarm),
        HubState::LoggedOut => (Msg::new("fresh-hub-logged-out"), Ink::Alarm),
        HubState::Refused(why) => {
            return (format!("! {}", clean_line(&catalog.say(why))), Ink::Alarm);
        }
    };
    (catalog.say(&msg), ink)
}

/// The time, and the day where it is another one.
fn moment(state: &State, catalog: &Catalog, at: Timestamp) -> String {
    let (day, time) = (day_of(state, at), clock(at, state.utc_offset));
    if day == day_of(state, state.now) {
        return time;
    }
    format!("{} {time}", short_day(state, catalog, day))
}

/// Who else is at a dialog that is read, before the column `end`; returns where that begins.
pub(super) fn present(
    state: &State,
    catalog: &Catalog,
    pen: &mut Pen<'_>,
    (name, dialog): (&str, DialogId),
    end: usize,
) -> usize {
    let others = state.others_at(dialog);
    let Some(first) = others.first() else { return end };
    let (id, ink) =
        if first.typing { ("presence-typing", Ink::Warning) } else { ("presence-here", Ink::Note) };
    let who: Vec<String> = others
        .iter()
        .filter(|it| it.typing == first.typing)
        .map(|it| first_name(&it.name))
        .collect();
    let mut names = who[..who.len().min(NAMES)].join(", ");
    if who.len() > NAMES {
        names.push_str(&format!(" +{}", who.len() - NAMES));
    }
    let words = catalog.say(&Msg::new(id).with("names", names).with("n", who.len()));
    let room = end.saturating_sub(3 + width(&clean_line(name)).min(NAME_CELLS));
    let words = if width(&words) <= room { words } else { present_mark(&others) };
    pen.put_right(end, 0, &words, ink).saturating_sub(2)
}

/// Who else is at a dialog of the list, before a column; returns where the cells before it end.
pub(super) fn mark(state: &State, pen: &mut Pen<'_>, (end, y): (usize, usize), row: &Row) -> usize {
    let others = state.others_at(row.dialog.id);
    let Some(first) = others.first() else { return end };
    let ink = if first.typing { Ink::Warning } else { Ink::Note };
    pen.put_right(end, y, &present_mark(&others), ink).saturating_sub(1)
}

/// That the hub has not heard of a message yet.
pub(super) fn waits(catalog: &Catalog) -> Piece {
    (catalog.t("delivery-waits-for-hub").into_owned(), Ink::Warning)
}

/// What is said where the messages that are here begin, and the hub has older ones.
pub(super) fn older(state: &State, catalog: &Catalog) -> String {
    let asked = state.team.fetching.is_some_and(|it| Some(it.0) == state.thread.dialog);
    let id = match state.hub() {
        Some(link) if link.answers() && asked => "thread-older-coming",
        Some(link) if link.answers() => "thread-older-hub",
        _ => "thread-older-offline",
    };
    catalog.t(id).into_owned()
}

/// Says that a history is only what is kept here, on its lower edge.
pub(super) fn kept_only(state: &State, catalog: &Catalog, history: &History, pen: &mut Pen<'_>) {
    let Some(link) = state.hub().filter(|_| !history.of_hub) else { return };
    let id = if link.answers() { "hub-asked" } else { "hub-kept-only" };
    let words = format!(" {} ", catalog.t(id));
    pen.put(2, pen.height().saturating_sub(1), &words, Ink::Note);
}

/// What a search has not looked through.
pub(super) fn searched(state: &State, catalog: &Catalog, search: &Search) -> Option<String> {
    let link = state.hub().filter(|_| !search.of_hub && !search.terms.is_empty())?;
    let id = if link.answers() { "hub-asked" } else { "hub-kept-only" };
    Some(catalog.t(id).into_owned())
}

/// A line of what was refused.
struct Line {
    /// Which of them it belongs to.
    entry: Option<usize>,
    indent: usize,
    text: String,
    ink: Ink,
    right: String,
}

/// Draws how the hub can be reached, and what it refused.
pub(super) fn refused(
    state: &State,
    catalog: &Catalog,
    cursor: usize,
    theme: Theme,
    buf: &mut Buffer,
) {
    let columns = COLUMNS.min(usize::from(state.size.0).saturating_sub(2));
    let lines = lines(state, catalog, columns.saturating_sub(5).max(1));
    let most = usize::from(state.size.1).saturating_sub(2).max(3);
    let area = centred(state, columns, (lines.len() + 2).min(most));
    let mut pen = boxed(buf, area, theme, &catalog.t("hub-title"));
    let rows = pen.height().saturating_sub(2);
    // What the cursor is on is seen whole; with the last of them also what stands below.
    let of = |it: &Line| it.entry == Some(cursor);
    let first = lines.iter().position(of).unwrap_or(0);
    let end = if cursor + 1 >= state.team.rejected.len() {
        lines.len()
    } else {
        lines.iter().rposition(of).map_or(0, |it| it + 1)
    };
    let top = end.saturating_sub(rows).min(first);
    for (y, line) in (1..).zip(lines.iter().skip(top).take(rows)) {
        let end = pen.width().saturating_sub(1);
        if line.entry == Some(cursor) {
            pen.lay_cells(1, y, end.saturating_sub(1), Ink::Cursor);
            pen.put(1, y, "▌", Ink::Chosen);
        }
        let end = match line.right.as_str() {
            "" => end,
            words => pen.put_right(end.saturating_sub(1), y, words, Ink::Faint).saturating_sub(1),
        };
        pen.put_within(2 + line.indent, y, &line.text, end, line.ink);
    }
    more(catalog, &mut pen, lines.len().saturating_sub(top + rows));
}

fn lines(state: &State, catalog: &Catalog, room: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut say = |entry, indent, words: &str, ink| {
        let rows = wrap(words, room.saturating_sub(indent).max(1));
        lines.extend(rows.into_iter().map(|it| {
            let (text, right) = (words[it].trim_end().to_owned(), String::new());
            Line { entry, indent, text, ink, right }
        }));
    };
    let rejected = &state.team.rejected;
    let head = if rejected.is_empty() { "hub-nothing-refused" } else { "hub-refused-head" };
    say(None, 0, &catalog.t(head), Ink::Faint);
    for (at, one) in rejected.iter().enumerate() {
        say(Some(at), 1, &name(state, one), Ink::Strong);
        let why = catalog.say(&one.why.say());
        let what = catalog.say(&state.wanted(&one.op.intent));
        say(Some(at), 3, &clean_line(&format!("{what}: {why}")), Ink::Text);
        if matches!(one.op.intent, Intent::Reply(_) | Intent::HeldReply(..) | Intent::Note(_)) {
            say(Some(at), 3, &catalog.t("hub-text-kept"), Ink::Note);
        }
    }
    if let Some(link) = state.hub() {
        say(None, 0, "", Ink::Text);
        let (words, ink) = state_words(state, catalog, link, false);
        say(None, 0, &words, ink);
        for words in about(state, catalog, link) {
            say(None, 0, &words, Ink::Text);
        }
    }
    for (at, one) in rejected.iter().enumerate() {
        if let Some(line) = lines.iter_mut().find(|it| it.entry == Some(at)) {
            let day = day_name(state, catalog, day_of(state, one.at));
            line.right = format!("{day} {}", clock(one.at, state.utc_offset));
            line.text = cut(&line.text, room.saturating_sub(width(&line.right) + 2)).into_owned();
        }
    }
    lines
}

/// What else is to be known of the way to the hub.
fn about(state: &State, catalog: &Catalog, link: &HubLink) -> Vec<String> {
    let mut all = Vec::new();
    if link.waiting > 0 {
        all.push(catalog.say(&Msg::new("hub-waiting").with("n", link.waiting)));
    }
    match &link.state {
        HubState::Offline { next_try: Some(at), .. } => {
            let time = clock(*at, state.utc_offset);
            all.push(catalog.say(&Msg::new("hub-next-try").with("time", time)));
        }
        HubState::LoggedOut => all.push(catalog.t("hub-login").into_owned()),
        HubState::Live
        | HubState::Catching { .. }
        | HubState::Offline { next_try: None, .. }
        | HubState::Filling { .. }
        | HubState::Refused(_) => (),
    }
    all
}

fn name(state: &State, one: &Rejected) -> String {
    let known = state.row(one.op.dialog).map_or("", |it| it.name.as_str());
    let name = if one.name.trim().is_empty() { known } else { &one.name };
    let name = clean_line(name);
    if name.trim().is_empty() { format!("#{}", one.op.dialog.0) } else { name.into_owned() }
}
