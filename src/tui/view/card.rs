//! The contact card.

use super::pen::{Pen, clock, long_age};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, wrap};
use crate::domain::{Bucket, UNTIL_REPLY};
use crate::i18n::Catalog;
use crate::tui::state::{Focus, State};
use crate::tui::theme::Ink;

/// Draws the card.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let Some(card) = state.thread.card.as_ref().filter(|_| pen.width() > 0) else { return };
    pen.lay(0, if state.focus == Focus::Card { Ink::Cursor } else { Ink::CursorAway });
    let ink = if state.focus == Focus::Card { Ink::Chosen } else { Ink::Strong };
    pen.put(1, 0, &catalog.t("card-title"), ink);
    let mut y = 2;
    let room = pen.width().saturating_sub(2).max(1);
    for line in lines(&clean_line(&card.contact.name), room) {
        pen.put(1, y, &line, Ink::Strong);
        y += 1;
    }
    y += 1;
    for (label, value) in fields(state, catalog) {
        pen.put(1, y, &catalog.t(label), Ink::Faint);
        y += 1;
        for line in lines(&value, room.saturating_sub(1)) {
            pen.put(2, y, &line, Ink::Text);
            y += 1;
        }
    }
}

fn lines(text: &str, room: usize) -> Vec<String> {
    wrap(text, room.max(1)).into_iter().map(|it| text[it].to_owned()).collect()
}

/// Labels and values, the ones without a value left out.
fn fields(state: &State, catalog: &Catalog) -> Vec<(&'static str, String)> {
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
    let began =
        super::thread::day_name(state, catalog, super::thread::day_of(state, card.began_at));
    let msg = Msg::new("card-began-value").with("day", began).with("n", card.messages);
    fields.push(("card-began", catalog.say(&msg)));
    fields.push(("card-note", clean_line(&card.contact.note).into_owned()));
    fields.retain(|it| !it.1.is_empty());
    fields
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
            let day = super::thread::day_name(state, catalog, super::thread::day_of(state, until));
            let until = format!("{day} {}", clock(until, state.utc_offset));
            catalog.say(&Msg::new("status-snoozed").with("until", until))
        }
        (Bucket::Spam, Some((agent, at))) => {
            let who = agent.map_or_else(String::new, |it| state.agent_name(it));
            let day = super::thread::day_name(state, catalog, super::thread::day_of(state, *at));
            catalog.say(&Msg::new("status-spam-by").with("name", who).with("day", day))
        }
        (Bucket::Spam, None) => catalog.t("status-spam").into_owned(),
    }
}
