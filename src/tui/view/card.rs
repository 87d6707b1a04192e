//! The contact card.

use super::bars::keys_of;
use super::pen::{Pen, clock, long_age, short_age};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_block, clean_line, width, wrap};
use crate::domain::{Bucket, UNTIL_REPLY};
use crate::i18n::Catalog;
use crate::store::Other;
use crate::tui::action::Action;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Ink;

/// One line of the card.
struct Line {
    /// What the cursor can be on: the fields are 0, the note 1, then the other dialogs.
    item: usize,
    indent: usize,
    text: String,
    ink: Ink,
    /// What stands at the right end.
    right: Option<(String, Ink)>,
}

/// Draws the card.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let Some(card) = state.thread.card.as_ref().filter(|_| pen.width() > 0) else { return };
    let focused = state.focus == Focus::Card;
    pen.lay(0, if focused { Ink::Cursor } else { Ink::CursorAway });
    pen.put(1, 0, &catalog.t("card-title"), if focused { Ink::Chosen } else { Ink::Strong });
    let room = pen.width().saturating_sub(3).max(1);
    let mut lines = fields(state, catalog, room);
    lines.extend(note(state, catalog, room));
    lines.extend(others(state, catalog, room));
    let first_row = if pen.height() > 14 { 2 } else { 1 };
    let rows = pen.height().saturating_sub(first_row);
    let at = if focused { state.thread.card_at.min(card.others.len() + 1) } else { 0 };
    // What the cursor is on is seen whole, if it can be.
    let first = lines.iter().position(|it| it.item == at).unwrap_or(0);
    let last = lines.iter().rposition(|it| it.item == at).unwrap_or(0);
    let top = if at == 0 { 0 } else { (last + 1).saturating_sub(rows).min(first) };
    for (y, line) in (first_row..pen.height()).zip(lines.iter().skip(top)) {
        if at > 0 && line.item == at && !line.text.is_empty() {
            pen.lay_cells(0, y, pen.width(), Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        let edge = pen.width().saturating_sub(1);
        let end = match &line.right {
            Some((words, ink)) => pen.put_right(edge, y, words, *ink).saturating_sub(1),
            None => pen.width(),
        };
        pen.put_within(line.indent, y, &line.text, end, line.ink);
    }
    let below = lines.len().saturating_sub(top + rows);
    if below > 0 && pen.height() > 0 {
        let more = format!(" {} ", catalog.count("help-more", below));
        pen.put_right(pen.width(), 0, &more, Ink::Faint);
    }
}

fn lines(text: &str, room: usize) -> impl Iterator<Item = String> {
    wrap(text, room.max(1)).into_iter().map(|it| text[it].trim_end().to_owned())
}

/// Labels and values, the ones without a value left out.
fn fields(state: &State, catalog: &Catalog, room: usize) -> Vec<Line> {
    let Some(card) = &state.thread.card else { return Vec::new() };
    let plain = |text, indent, ink| Line { item: 0, indent, text, ink, right: None };
    let name = clean_line(&card.contact.name);
    let mut all: Vec<Line> = lines(&name, room).map(|it| plain(it, 1, Ink::Strong)).collect();
    all.push(plain(String::new(), 0, Ink::Text));
    for (label, value) in values(state, catalog) {
        let label = catalog.t(label).into_owned();
        // Beside each other where both fit: a low screen shows more.
        if width(&label) + width(&value) + 2 <= room {
            let right = Some((value, Ink::Text));
            all.push(Line { right, ..plain(label, 1, Ink::Faint) });
            continue;
        }
        all.push(plain(label, 1, Ink::Faint));
        all.extend(lines(&value, room.saturating_sub(1)).map(|it| plain(it, 2, Ink::Text)));
    }
    all.push(plain(String::new(), 0, Ink::Text));
    all
}

fn values(state: &State, catalog: &Catalog) -> Vec<(&'static str, String)> {
    let Some(card) = &state.thread.card else { return Vec::new() };
    let dialog = &card.row.dialog;
    let mut fields = Vec::new();
    if let Some(channel) = state.thread_channel() {
        let mut name = clean_line(&channel.name).into_owned();
        if !channel.active {
            name = catalog.say(&Msg::new("card-channel-inactive").with("name", name));
        }
        fields.push(("card-channel", name));
    }
    fields.push(("card-handle", clean_line(&card.contact.handle).into_owned()));
    if let Some(since) = card.contact.blocked_us {
        fields.push(("card-blocked-us", day(state, catalog, since)));
    }
    fields.push(("card-language", clean_line(&card.contact.language).into_owned()));
    let owner = match dialog.assignee {
        None => catalog.t("thread-nobodys").into_owned(),
        Some(agent) if agent == state.me.id => catalog.t("thread-mine").into_owned(),
        Some(agent) => state.agent_name(agent),
    };
    fields.push(("card-assigned", owner));
    fields.push(("card-status", status(state, catalog)));
    if let Some(since) = dialog.counter.since {
        let age = long_age(catalog, state.minutes_since(since));
        let msg = Msg::new("card-waiting-value").with("n", dialog.counter.unanswered);
        fields.push(("card-waiting", catalog.say(&msg.with("age", age))));
    }
    let tags: Vec<String> = dialog.tags.iter().map(|it| format!("#{}", clean_line(it))).collect();
    fields.push(("card-tags", tags.join(" ")));
    let began = day(state, catalog, card.began_at);
    let msg = Msg::new("card-began-value").with("day", began).with("n", card.messages);
    fields.push(("card-began", catalog.say(&msg)));
    let last = format!(
        "{} {}",
        day(state, catalog, dialog.last_at),
        clock(dialog.last_at, state.utc_offset)
    );
    fields.push(("card-last", last));
    fields.retain(|it| !it.1.is_empty());
    fields
}

fn day(state: &State, catalog: &Catalog, at: Timestamp) -> String {
    super::thread::day_name(state, catalog, super::thread::day_of(state, at))
}

/// What the team has written down.
fn note(state: &State, catalog: &Catalog, room: usize) -> Vec<Line> {
    let Some(card) = &state.thread.card else { return Vec::new() };
    let plain = |text, indent, ink| Line { item: 1, indent, text, ink, right: None };
    let title = catalog.t("card-note").into_owned();
    let key = keys_of(state, Action::ContactNote);
    let mut all = vec![Line { right: Some((key, Ink::Strong)), ..plain(title, 1, Ink::Faint) }];
    let text = clean_block(card.contact.note.trim());
    if text.is_empty() {
        all.push(plain(catalog.t("card-note-none").into_owned(), 2, Ink::Faint));
    } else {
        all.extend(lines(&text, room.saturating_sub(1)).map(|it| plain(it, 2, Ink::Note)));
    }
    all.push(plain(String::new(), 0, Ink::Text));
    all
}

/// The other dialogs of the same person.
fn others(state: &State, catalog: &Catalog, room: usize) -> Vec<Line> {
    let Some(card) = &state.thread.card else { return Vec::new() };
    let title = catalog.say(&Msg::new("card-others").with("n", card.others.len()));
    let key = Some((keys_of(state, Action::MergeContact), Ink::Strong));
    let head = Line { item: 1, indent: 1, text: title, ink: Ink::Faint, right: key };
    let mut all = vec![Line { item: usize::MAX, ..head }];
    if card.others.is_empty() {
        let words = catalog.t("card-others-none").into_owned();
        let (item, ink) = (usize::MAX, Ink::Faint);
        all.extend(lines(&words, room.saturating_sub(1)).map(|text| Line {
            item,
            indent: 2,
            text,
            ink,
            right: None,
        }));
    }
    for (item, it) in (2..).zip(&card.others) {
        all.extend(other(state, catalog, (item, it), room));
    }
    all
}

fn other(
    state: &State,
    catalog: &Catalog,
    (item, other): (usize, &Other),
    room: usize,
) -> Vec<Line> {
    let plain = |text, ink| Line { item, indent: 2, text, ink, right: None };
    let dialog = &other.row.dialog;
    let channel = state.channel(dialog.channel).map_or("", |it| it.name.as_str());
    let right = match (dialog.counter.since, dialog.bucket()) {
        (Some(since), Bucket::Open | Bucket::Snoozed) => {
            let age = short_age(catalog, state.minutes_since(since));
            (format!("●{} {age}", dialog.counter.unanswered), Ink::Warning)
        }
        (_, bucket) => {
            let age = short_age(catalog, state.minutes_since(dialog.last_at));
            let word = match bucket {
                Bucket::Closed => catalog.t("mark-closed"),
                Bucket::Spam => catalog.t("mark-spam"),
                Bucket::Open | Bucket::Snoozed => "".into(),
            };
            (format!("{word} {age}").trim_start().to_owned(), Ink::Faint)
        }
    };
    let head = Line { right: Some(right), ..plain(clean_line(channel).into_owned(), Ink::Strong) };
    let who = [&other.contact.name, &other.contact.handle].map(|it| clean_line(it).into_owned());
    let who: Vec<String> = who.into_iter().filter(|it| !it.trim().is_empty()).collect();
    let mut all = vec![head, plain(who.join(" · "), Ink::Text)];
    let words = clean_line(&other.row.last_text).into_owned();
    all.push(plain(words, Ink::Faint));
    let note = clean_block(other.contact.note.trim());
    all.extend(lines(&note, room.saturating_sub(1)).map(|it| plain(it, Ink::Note)));
    all.retain(|it| !it.text.trim().is_empty());
    all
}

fn status(state: &State, catalog: &Catalog) -> String {
    let Some(card) = &state.thread.card else { return String::new() };
    let dialog = &card.row.dialog;
    match (dialog.bucket(), &card.spam) {
        (Bucket::Open, _) => catalog.t("status-open").into_owned(),
        (Bucket::Closed, _) => catalog.t("status-closed").into_owned(),
        (Bucket::Snoozed, _) if dialog.snoozed_until == Some(UNTIL_REPLY) => {
            catalog.t("status-snoozed-until-reply").into_owned()
        }
        (Bucket::Snoozed, _) => {
            let until = dialog.snoozed_until.unwrap_or_default();
            let until =
                format!("{} {}", day(state, catalog, until), clock(until, state.utc_offset));
            catalog.say(&Msg::new("status-snoozed").with("until", until))
        }
        (Bucket::Spam, Some((agent, at))) => {
            let who = agent.map_or_else(String::new, |it| state.agent_name(it));
            let day = day(state, catalog, *at);
            catalog.say(&Msg::new("status-spam-by").with("name", who).with("day", day))
        }
        (Bucket::Spam, None) => catalog.t("status-spam").into_owned(),
    }
}
