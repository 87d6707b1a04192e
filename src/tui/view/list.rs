//! The dialogs.

use super::pen::{Pen, clock, short_age};
use super::snippet::{find_all, put_marked};
use super::{empty, hub};
use crate::base::text::{clean_line, cut, width};
use crate::domain::{Bucket, Kind, UNTIL_REPLY};
use crate::i18n::Catalog;
use crate::store::Row;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Ink;

/// Columns before the name: the cursor's mark, the badge and its number, the age.
const LEFT: usize = 12;
/// Where it stands that a dialog is selected: behind the number, which has two digits at most.
const MARK: usize = 4;

/// Draws the list.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    if pen.width() == 0 {
        return;
    }
    if state.list.rows.is_empty() {
        if state.ready && state.list.loaded {
            empty::draw(state, catalog, pen);
        }
        return;
    }
    let tall = usize::from(state.row_height());
    let rows = pen.height() / tall;
    let shown = state.list.rows.iter().enumerate().skip(state.list.top).take(rows.max(1));
    for (y, (at, row)) in shown.enumerate() {
        let y = y * tall;
        // One row is marked: the one under the cursor, or the one being read.
        let reading = state.focus != Focus::List;
        let (marked, sign, ink) = if reading {
            (state.thread.dialog == Some(row.dialog.id), "▏", Ink::CursorAway)
        } else {
            (at == state.list.cursor, "▌", Ink::Cursor)
        };
        if marked {
            for y in y..y + tall {
                pen.lay(y, ink);
                pen.put(0, y, sign, Ink::Chosen);
            }
        }
        if state.mass.selection.has(row.dialog.id) {
            pen.put(MARK, y, "✓", Ink::Chosen);
        }
        if tall == 1 {
            one_line(state, catalog, pen, y, row)
        } else {
            two_lines(state, catalog, pen, y, row)
        }
    }
}

/// Badge, number and age, in the first columns of a row.
fn badge(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, row: &Row) {
    let dialog = &row.dialog;
    let waits = dialog.counter.since.filter(|_| dialog.counter.waits());
    let minutes = state.minutes_since(waits.unwrap_or(dialog.last_at));
    let age = short_age(catalog, minutes);
    let ink = match waits {
        None => Ink::Faint,
        Some(_) if dialog.bucket() == Bucket::Spam || dialog.answering() => Ink::Faint,
        Some(_) if minutes >= state.settings.alarm_minutes => Ink::Alarm,
        Some(_) if minutes >= state.settings.warn_minutes => Ink::Warning,
        Some(_) => Ink::Strong,
    };
    if waits.is_some() {
        let sign = if row.seen { "○" } else { "●" };
        let number = match dialog.counter.unanswered {
            n if n > 99 => "99".to_owned(),
            n => n.to_string(),
        };
        pen.put(1, y, sign, ink);
        pen.put(2, y, &number, ink);
    }
    pen.put_right(LEFT - 1, y, &age, ink);
}

fn two_lines(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, row: &Row) {
    badge(state, catalog, pen, y, row);
    let end = pen.width().saturating_sub(1);
    let (owner, ink) = owner(state, catalog, row, 8);
    let end_of_name = pen.put_right(end, y, &owner, ink).saturating_sub(1);
    let end_of_name = hub::mark(state, pen, (end_of_name, y), row);
    let end_of_name =
        pen.put_right(end_of_name, y, glyph(state, row), Ink::Faint).saturating_sub(1);
    let ink = if row.dialog.counter.waits() && !row.seen { Ink::Strong } else { Ink::Text };
    name(state, pen, (LEFT, y), end_of_name, row, ink);
    let marks = marks(state, catalog, row, end.saturating_sub(LEFT) / 2 + 2);
    let end = if marks.is_empty() {
        end
    } else {
        pen.put_right(end, y + 1, &marks, Ink::Note).saturating_sub(1)
    };
    // Where there is little room, words are worth more than a straight edge.
    let x = if pen.width() < 44 { 5 } else { LEFT };
    last_words(state, catalog, pen, (x, y + 1), end, row);
}

fn one_line(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, row: &Row) {
    badge(state, catalog, pen, y, row);
    let room = pen.width().saturating_sub(LEFT + 1);
    let name_room = (room * 2 / 5).clamp(10, 24).min(room);
    let x = pen.put(LEFT, y, glyph(state, row), Ink::Faint) + 1;
    let ink = if row.dialog.counter.waits() && !row.seen { Ink::Strong } else { Ink::Text };
    name(state, pen, (x, y), LEFT + 3 + name_room, row, ink);
    let mut end = pen.width().saturating_sub(1);
    if room < 36 {
        end = hub::mark(state, pen, (end, y), row);
    } else {
        let (owner, ink) = owner(state, catalog, row, 8);
        end = pen.put_right(end, y, &owner, ink).saturating_sub(1);
        end = hub::mark(state, pen, (end, y), row);
        let marks = marks(state, catalog, row, 14);
        if !marks.is_empty() {
            end = pen.put_right(end, y, &marks, Ink::Note).saturating_sub(1);
        }
    }
    last_words(state, catalog, pen, (LEFT + 4 + name_room, y), end, row);
}

/// The name, with the words that the list is narrowed down by.
fn name(state: &State, pen: &mut Pen<'_>, place: (usize, usize), end: usize, row: &Row, ink: Ink) {
    let name = clean_line(&row.name);
    let marks = find_all(&name, &state.filter_words());
    put_marked(pen, place, (&name, &marks), end, ink);
}

/// The beginning of the last message, or that one of ours was not sent.
fn last_words(
    state: &State,
    catalog: &Catalog,
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    end: usize,
    row: &Row,
) {
    let mut x = x;
    if row.pending {
        x = pen.put_within(x, y, "↑ ", end, Ink::Warning);
    }
    if row.dialog.stuck > 0 {
        x = pen.put_within(x, y, &catalog.t("row-not-sent"), end, Ink::Alarm) + 1;
    } else if row.dialog.answering() {
        x = pen.put_within(x, y, &catalog.t("row-answering"), end, Ink::Ours) + 1;
    } else if matches!(row.last_kind, Some(Kind::Reply | Kind::Auto)) {
        x = pen.put_within(x, y, "↩ ", end, Ink::Faint);
    }
    let words = clean_line(&row.last_text);
    let ink = if row.seen || !row.dialog.counter.waits() { Ink::Faint } else { Ink::Text };
    let words = words.trim_start();
    let marks = find_all(words, &state.filter_words());
    put_marked(pen, (x, y), (words, &marks), end, ink);
}

/// Whose it is, in few cells.
fn owner(state: &State, catalog: &Catalog, row: &Row, cells: usize) -> (String, Ink) {
    match row.dialog.assignee {
        None => (catalog.t("owner-nobody").into_owned(), Ink::Faint),
        Some(agent) if agent == state.me.id => (catalog.t("owner-me").into_owned(), Ink::Ours),
        Some(agent) => {
            let name = state.agent_name(agent);
            let first = name.split(' ').next().unwrap_or("");
            let blocked = state.roster.agents.iter().any(|it| it.id == agent && it.blocked);
            // Dialogs that a blocked agent still holds are nobody's in fact (FAQ 8).
            let first = if blocked { format!("!{first}") } else { first.to_owned() };
            (cut(&first, cells).into_owned(), if blocked { Ink::Warning } else { Ink::Faint })
        }
    }
}

/// Tags, and until when it is snoozed.
fn marks(state: &State, catalog: &Catalog, row: &Row, cells: usize) -> String {
    let mut marks = Vec::new();
    if let Some(until) = row.dialog.snoozed_until.filter(|_| row.dialog.bucket() == Bucket::Snoozed)
    {
        let far = until.since(state.now).as_secs() / 60;
        let until = if until == UNTIL_REPLY {
            catalog.t("mark-until-reply").into_owned()
        } else if far < 24 * 60 {
            clock(until, state.utc_offset)
        } else {
            short_age(catalog, i64::try_from(far).unwrap_or(i64::MAX))
        };
        marks.push(format!("z {until}"));
    }
    marks.extend(row.dialog.tags.iter().map(|it| format!("#{}", clean_line(it))));
    let mut all = marks.join(" ");
    if width(&all) > cells {
        all = cut(&all, cells).into_owned();
    }
    all
}

/// Two letters for the medium.
pub(super) fn glyph(state: &State, row: &Row) -> &'static str {
    state.channel(row.dialog.channel).map_or("  ", |it| it.kind.mark())
}
