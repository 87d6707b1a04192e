//! The conversation.

use super::hub;
use super::pen::{Pen, clock};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::domain::{Bucket, Delivery, Kind, Message};
use crate::i18n::Catalog;
use crate::tui::action::Action;
use crate::tui::hub::HubLink;
use crate::tui::state::{Focus, Line, State, Thread, first_name, local_day, size_words};
use crate::tui::theme::Ink;

/// Draws the heading and the messages.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    if pen.width() == 0 {
        return;
    }
    let thread = &state.thread;
    if thread.dialog.is_none() {
        return;
    }
    heading(state, catalog, pen);
    if thread.loaded && thread.card.is_none() {
        pen.put(2, 2, &catalog.t("thread-gone"), Ink::Faint);
        return;
    }
    let room = pen.height().saturating_sub(1);
    let visible = thread.visible(room);
    // Few messages stand at the top, under the heading.
    for (y, at) in (1..).zip(visible.clone()) {
        draw_line(state, catalog, pen, y, &thread.lines[at]);
        marks(thread, pen, y, at);
    }
    for (nth, placed) in state.placed_insets().iter().enumerate() {
        pen.inset(placed, nth);
    }
    let below = thread.lines.len() - visible.end;
    if below > 0 {
        let words = catalog.say(&Msg::new("thread-below").with("n", below));
        pen.put_right(
            pen.width().saturating_sub(1),
            pen.height().saturating_sub(1),
            &format!(" {words} "),
            Ink::Chosen,
        );
    }
}

/// Marks the words of a line that are looked for.
fn marks(thread: &Thread, pen: &mut Pen<'_>, y: usize, at: usize) {
    let Line::Text(_, text, _) = &thread.lines[at] else { return };
    let from = thread.marks.partition_point(|it| it.line < at);
    for mark in thread.marks[from..].iter().take_while(|it| it.line == at) {
        let x = 2 + width(&text[..mark.range.start]);
        pen.lay_cells(x, y, width(&text[mark.range.clone()]), Ink::Found);
    }
}

/// Who this is with, where, whose it is and how it stands.
fn heading(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let Some(card) = &state.thread.card else { return };
    let focused = matches!(state.focus, Focus::Thread | Focus::Composer);
    pen.lay(0, if focused { Ink::Cursor } else { Ink::CursorAway });
    let dialog = &card.row.dialog;
    let (owner, ink) = match dialog.assignee {
        None => (catalog.t("thread-nobodys").into_owned(), Ink::Warning),
        Some(agent) if agent == state.me.id => (catalog.t("thread-mine").into_owned(), Ink::Ours),
        // Who else is here now is worth more than the whole of a name.
        Some(agent) if !state.others_at(dialog.id).is_empty() => {
            (first_name(&state.agent_name(agent)), Ink::Faint)
        }
        Some(agent) => (state.agent_name(agent), Ink::Faint),
    };
    let end = pen.width().saturating_sub(1);
    let mut end = pen.put_right(end, 0, &owner, ink).saturating_sub(2);
    let mark = match dialog.bucket() {
        Bucket::Open => None,
        Bucket::Snoozed => Some(("mark-snoozed", Ink::Note)),
        Bucket::Closed => Some(("mark-closed", Ink::Note)),
        Bucket::Spam => Some(("mark-spam", Ink::Alarm)),
    };
    if let Some((id, ink)) = mark {
        end = pen.put_right(end, 0, &catalog.t(id), ink).saturating_sub(2);
    }
    end = hub::present(state, catalog, pen, (&card.row.name, dialog.id), end);
    let ink = if focused { Ink::Chosen } else { Ink::Strong };
    let x = pen.put_within(1, 0, &clean_line(&card.row.name), end, ink);
    if let Some(channel) = state.thread_channel() {
        let name = clean_line(&channel.name);
        let (name, ink) = if channel.active {
            (format!(" · {name}"), Ink::Faint)
        } else {
            let off = Msg::new("card-channel-inactive").with("name", name.as_ref());
            (format!(" · {}", catalog.say(&off)), Ink::Warning)
        };
        if x + width(&name) <= end {
            pen.put_within(x, 0, &name, end, ink);
        }
    }
}

fn draw_line(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, line: &Line) {
    let messages = &state.thread.messages;
    match line {
        Line::Beginning => {
            pen.put(1, y, &catalog.t("thread-beginning"), Ink::Faint);
        }
        Line::Older => {
            pen.put(1, y, &catalog.t("thread-older"), Ink::Faint);
        }
        Line::Elsewhere => {
            pen.put(1, y, &hub::older(state, catalog), Ink::Faint);
        }
        Line::Newer => {
            let key = state.keymap.main(Action::ScrollLast);
            let words = catalog.say(&Msg::new("thread-newer").with("key", key));
            pen.put(1, y, &words, Ink::Chosen);
        }
        Line::Day(day) => {
            let words = format!(" {} ", day_name(state, catalog, *day));
            let x = pen.width().saturating_sub(width(&words)) / 2;
            pen.rule(y, "─", Ink::Rule);
            pen.put(x, y, &words, Ink::Faint);
        }
        Line::Head(at) => head(state, catalog, pen, y, &messages[*at]),
        Line::Text(at, text, spans) => {
            let ink = bar(pen, y, &messages[*at]);
            pen.put(2, y, text, if ink == Ink::Note { Ink::Note } else { Ink::Text });
            for span in spans.iter().filter(|_| state.draws_links()) {
                let x = 2 + width(&text[..span.range.start]);
                pen.link(x, y, width(&text[span.range.clone()]), span.link);
            }
        }
        Line::Quote(at, lines) => {
            bar(pen, y, &messages[*at]);
            let key = state.keymap.main(Action::Quotes);
            let words = Msg::new("message-quote").with("n", *lines).with("key", key);
            pen.put_within(2, y, &catalog.say(&words), pen.width().saturating_sub(1), Ink::Faint);
        }
        Line::File(at, file) => {
            bar(pen, y, &messages[*at]);
            attachment(state, catalog, pen, y, &messages[*at], *file);
        }
        // The picture is laid over it.
        Line::Inset(at, ..) => {
            bar(pen, y, &messages[*at]);
        }
        Line::Reason(at, text) => {
            bar(pen, y, &messages[*at]);
            pen.put(2, y, text, Ink::Alarm);
        }
        Line::Choice(at, action) => {
            bar(pen, y, &messages[*at]);
            let x = pen.put(2, y, &state.keymap.main(*action), Ink::Strong);
            pen.put(x + 1, y, &catalog.t(action.spec().help), Ink::Text);
        }
        Line::Behind(at) => {
            bar(pen, y, &messages[*at]);
            pen.put(2, y, &catalog.t("choices-behind"), Ink::Faint);
        }
        Line::Draft(at) => draft(state, catalog, pen, y, *at),
        Line::Gap(_) => (),
    }
}

/// The beginning of what I have half written, unless it is being written right now.
fn draft(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, at: usize) {
    let Some(draft) = state.thread.drafts.get(at) else { return };
    if state.composer.as_ref().is_some_and(|it| it.kind == draft.kind) {
        return;
    }
    let (id, action) = match draft.kind {
        Kind::Note => ("draft-note", Action::Note),
        Kind::Inbound | Kind::Reply | Kind::Auto => ("draft-reply", Action::Reply),
    };
    let x = pen.put(2, y, &state.keymap.main(action), Ink::Strong);
    let x = pen.put(x + 1, y, &catalog.t(id), Ink::Note);
    let end = pen.width().saturating_sub(1);
    pen.put_within(x + 1, y, &clean_line(&draft.text), end, Ink::Faint);
}

/// The bar beside a message: whose it is, by colour and by sign.
fn bar(pen: &mut Pen<'_>, y: usize, message: &Message) -> Ink {
    let (sign, ink) = match message.kind {
        Kind::Inbound => ("▎", Ink::Theirs),
        Kind::Reply => ("▎", Ink::Ours),
        Kind::Auto => ("┆", Ink::Faint),
        Kind::Note => ("║", Ink::Note),
    };
    pen.put(0, y, sign, ink);
    ink
}

/// Who wrote, when, and how far it has come.
fn head(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, message: &Message) {
    let ink = bar(pen, y, message);
    let end = pen.width().saturating_sub(1);
    let time = clock(message.at, state.utc_offset);
    let mut end = pen.put_right(end, y, &time, Ink::Faint).saturating_sub(2);
    if let Some(delivery) = &message.delivery {
        // Without the hub nothing goes out when its time has come.
        let stays = message.id.is_provisional() && !state.hub().is_some_and(HubLink::answers);
        let held = delivery.held_until(message.at, state.now).filter(|_| !stays);
        let (words, ink) = match held {
            // Who wrote it has some room, whatever is left.
            Some(due) => {
                let room = end.saturating_sub(NAME_CELLS);
                (held_words(state, catalog, (message, due), room), Ink::Warning)
            }
            None if message.id.is_provisional() => hub::waits(catalog),
            None => {
                let (id, ink) = delivery_words(delivery);
                (catalog.t(id).into_owned(), ink)
            }
        };
        end = pen.put_right(end, y, &words, ink).saturating_sub(2);
    } else if message.id.is_provisional() {
        let (words, ink) = hub::waits(catalog);
        end = pen.put_right(end, y, &words, ink).saturating_sub(2);
    } else if message.about.edited.is_some() {
        let words = catalog.t("message-edited");
        end = pen.put_right(end, y, &words, Ink::Faint).saturating_sub(2);
    }
    let name = match (message.kind, message.author) {
        (Kind::Inbound, _) if !message.about.writer.is_empty() => {
            clean_line(&message.about.writer).into_owned()
        }
        (Kind::Inbound, _) => {
            let card = state.thread.card.as_ref();
            card.map_or_else(String::new, |it| clean_line(&it.row.name).into_owned())
        }
        (Kind::Auto, _) => catalog.t("author-auto").into_owned(),
        (_, Some(agent)) if agent == state.me.id => catalog.t("author-me").into_owned(),
        (_, Some(agent)) => state.agent_name(agent),
        (_, None) => catalog.t("author-app").into_owned(),
    };
    let name = if message.kind == Kind::Note {
        catalog.say(&Msg::new("author-note").with("name", name))
    } else {
        name
    };
    let x = pen.put_within(2, y, &name, end, ink);
    if !message.about.subject.is_empty() && x + NAME_CELLS < end {
        let subject = format!(" · {}", clean_line(&message.about.subject));
        pen.put_within(x, y, &subject, end, Ink::Faint);
    }
}

/// In how many seconds a reply goes out, and the key that takes it back where that is what the key does now.
fn held_words(
    state: &State,
    catalog: &Catalog,
    (message, due): (&Message, Timestamp),
    room: usize,
) -> String {
    let left = u32::try_from((due.0 - state.now.0 + 999) / 1000).unwrap_or(u32::MAX);
    let words = catalog.say(&Msg::new("delivery-held").with("n", left));
    let writing = state.focus == Focus::Composer;
    let key = state.keymap.main(if writing { Action::UndoEdit } else { Action::Undo });
    if state.held_reply() != Some(message.text.as_str()) || key.is_empty() {
        return words;
    }
    let more = catalog.say(&Msg::new("delivery-held-key").with("key", key));
    let both = format!("{words}: {more}");
    if width(&both) <= room { both } else { words }
}

/// Cells that a name and the bar before it have at least.
const NAME_CELLS: usize = 6;

const fn delivery_words(delivery: &Delivery) -> (&'static str, Ink) {
    match delivery {
        Delivery::Queued { failures: 0, .. } => ("delivery-queued", Ink::Warning),
        Delivery::Queued { .. } => ("delivery-retrying", Ink::Warning),
        Delivery::Sending { .. } => ("delivery-sending", Ink::Warning),
        Delivery::Sent => ("delivery-sent", Ink::Faint),
        Delivery::Delivered => ("delivery-delivered", Ink::Faint),
        Delivery::Read => ("delivery-read", Ink::Good),
        Delivery::Failed { .. } => ("delivery-failed", Ink::Alarm),
        Delivery::Unsure => ("delivery-unsure", Ink::Alarm),
        Delivery::Dropped => ("delivery-dropped", Ink::Faint),
    }
}

fn attachment(
    state: &State,
    catalog: &Catalog,
    pen: &mut Pen<'_>,
    y: usize,
    message: &Message,
    file: usize,
) {
    let Some(file) = message.files.get(file) else { return };
    let name = clean_line(&file.name);
    let end = pen.width().saturating_sub(1);
    let (msg, ink) = if file.expired(state.now) {
        (Msg::new("file-expired"), Ink::Warning)
    } else {
        let day = day_name(state, catalog, local_day(file.expires, state.utc_offset));
        (Msg::new("file-until").with("day", day), Ink::Faint)
    };
    let note = catalog.say(&msg.with("size", size_words(catalog, file.bytes)));
    let end = pen.put_right(end, y, &note, ink).saturating_sub(1);
    pen.put_within(2, y, &format!("▤ {name}"), end, Ink::Text);
}

/// `today`, `yesterday`, or the day with its weekday, and the year where it is another one.
pub(super) fn day_name(state: &State, catalog: &Catalog, day: i64) -> String {
    use chrono::Datelike as _;
    let today = local_day(state.now, state.utc_offset);
    match today - day {
        0 => return catalog.t("day-today").into_owned(),
        1 => return catalog.t("day-yesterday").into_owned(),
        _ => (),
    }
    let name = short_day(state, catalog, day);
    let (Some(date), Some(now)) = (date(day), date(today)) else { return name };
    if date.year() == now.year() && (0..7).contains(&(today - day)) {
        let weekday = catalog.weekday(date.weekday().number_from_monday());
        return format!("{weekday}, {name}");
    }
    name
}

fn date(day: i64) -> Option<chrono::NaiveDate> {
    chrono::DateTime::from_timestamp(day * 86_400, 0).map(|it| it.date_naive())
}

/// The day, and the year where it is another one.
pub(super) fn short_day(state: &State, catalog: &Catalog, day: i64) -> String {
    use chrono::Datelike as _;
    let today = date(local_day(state.now, state.utc_offset));
    let (Some(date), Some(now)) = (date(day), today) else { return String::new() };
    let name = catalog.day(date.month(), date.day());
    if date.year() == now.year() { name } else { format!("{name} {}", date.year()) }
}

/// The local day of a moment.
pub(super) fn day_of(state: &State, at: crate::base::clock::Timestamp) -> i64 {
    local_day(at, state.utc_offset)
}
