//! What happened to a dialog: when, who, what.

use ratatui::buffer::Buffer;

use super::hub;
use super::pen::{Pen, clock, short_age};
use super::popup::{boxed, centred, more};
use super::thread::{day_name, day_of};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::{AgentId, Change, Delivery, Kind, Reopening, Status, UNTIL_REPLY};
use crate::i18n::Catalog;
use crate::store::FeedEntry;
use crate::tui::state::{History, State};
use crate::tui::theme::{Ink, Theme};

/// Columns of the whole.
const COLUMNS: usize = 90;
/// Columns of the moment, of the age, and of who it was; the rest is what happened.
const WHEN: usize = 14;
const AGE: usize = 8;
const WHO: usize = 18;
/// Below this width ages are left out.
const AGES_FROM: usize = 64;

/// Draws it.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    history: &History,
    theme: Theme,
    buf: &mut Buffer,
) {
    let (width, height) = (usize::from(state.size.0), usize::from(state.size.1));
    let most = height.saturating_sub(3).max(3);
    let wanted = (history.entries.len().max(1) + 2).min(most);
    let area = centred(state, COLUMNS.min(width.saturating_sub(2)), wanted);
    let title = Msg::new("history-title").with("name", history.name.as_str());
    let mut pen = boxed(buf, area, theme, &catalog.say(&title));
    hub::kept_only(state, catalog, history, &mut pen);
    let rows = pen.height().saturating_sub(2);
    if history.entries.is_empty() {
        let id = if history.whole { "history-empty" } else { "history-loading" };
        pen.put_within(2, 1, &catalog.t(id), pen.width().saturating_sub(1), Ink::Faint);
        return;
    }
    let top = history.top.min(history.entries.len().saturating_sub(rows));
    for (y, entry) in (1..).zip(history.entries.iter().skip(top).take(rows)) {
        line(state, catalog, &mut pen, y, entry);
    }
    let left = history.entries.len().saturating_sub(top + rows);
    more(catalog, &mut pen, left);
    if left == 0 && history.whole && history.cut {
        let gone = format!(" {} ", catalog.t("history-cut"));
        let (right, bottom) = (pen.width().saturating_sub(2), pen.height().saturating_sub(1));
        pen.put_right(right, bottom, &gone, Ink::Faint);
    }
}

fn line(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, y: usize, entry: &FeedEntry) {
    let end = pen.width().saturating_sub(1);
    pen.put_within(2, y, &moment(state, entry.at), 2 + WHEN, Ink::Faint);
    let mut x = 2 + WHEN + 1;
    if pen.width() >= AGES_FROM {
        let age = short_age(catalog, state.minutes_since(entry.at));
        pen.put_right(x + AGE, y, &age, Ink::Faint);
        x += AGE + 2;
    }
    let (who, ink) = who(state, catalog, entry);
    pen.put_within(x, y, &who, x + WHO, ink);
    let (what, ink) = what(state, catalog, &entry.change);
    pen.put_within(x + WHO + 1, y, &what, end, ink);
}

/// The day, and the time by the clock on the wall.
fn moment(state: &State, at: Timestamp) -> String {
    let offset = i64::from(state.utc_offset) * 1000;
    let day = chrono::DateTime::from_timestamp_millis(at.0 + offset);
    let day = day.map_or_else(String::new, |it| it.format("%d.%m.%y").to_string());
    format!("{day} {}", clock(at, state.utc_offset))
}

/// Whose doing it is. What no agent did, the customer did, or their channel, or the desk itself.
fn who(state: &State, catalog: &Catalog, entry: &FeedEntry) -> (String, Ink) {
    if let Some(agent) = entry.agent {
        return (
            agent_name(state, catalog, agent),
            if agent == state.me.id { Ink::Ours } else { Ink::Text },
        );
    }
    let (id, ink) = match &entry.change {
        Change::Wrote(it) if it.kind == Kind::Inbound => ("history-by-customer", Ink::Theirs),
        Change::Wrote(it) if it.kind == Kind::Reply => ("history-by-app", Ink::Text),
        Change::Reopened(Reopening::ByCustomer) | Change::Edited { .. } | Change::Reach { .. } => {
            ("history-by-customer", Ink::Theirs)
        }
        Change::Delivery { to: Delivery::Read, .. } => ("history-by-customer", Ink::Theirs),
        Change::Delivery { .. } => ("history-by-channel", Ink::Faint),
        Change::Wrote(_)
        | Change::Closed
        | Change::Reopened(Reopening::ByAgent)
        | Change::MarkedSpam { .. }
        | Change::UnmarkedSpam { .. }
        | Change::Assigned { .. }
        | Change::Snoozed { .. }
        | Change::Tagged { .. }
        | Change::Merged { .. }
        | Change::ContactNoted { .. }
        | Change::ChannelAdded
        | Change::ChannelSwitched { .. }
        | Change::ChannelDeleted
        | Change::AgentsChanged => ("history-by-desk", Ink::Faint),
    };
    (catalog.t(id).into_owned(), ink)
}

fn agent_name(state: &State, catalog: &Catalog, agent: AgentId) -> String {
    let name = state.agent_name(agent);
    if !name.is_empty() {
        return name;
    }
    catalog.say(&Msg::new("history-agent-gone").with("id", agent.0.to_string()))
}

/// What happened, in words.
pub(super) fn what(state: &State, catalog: &Catalog, change: &Change) -> (String, Ink) {
    let (msg, ink) = match change {
        Change::Wrote(it) => wrote(it.kind),
        Change::Delivery { to, .. } => delivery(to),
        Change::Edited { .. } => (Msg::new("history-edited"), Ink::Text),
        Change::Reach { open: true } => (Msg::new("history-unblocked-us"), Ink::Text),
        Change::Reach { open: false } => (Msg::new("history-blocked-us"), Ink::Warning),
        Change::Closed => (Msg::new("history-closed"), Ink::Note),
        Change::Reopened(Reopening::ByAgent) => (Msg::new("history-reopened"), Ink::Text),
        Change::Reopened(Reopening::ByCustomer) => {
            (Msg::new("history-reopened-by-message"), Ink::Text)
        }
        Change::MarkedSpam { .. } => (Msg::new("history-spam"), Ink::Warning),
        Change::UnmarkedSpam { to: Status::Closed } => {
            (Msg::new("history-not-spam-closed"), Ink::Text)
        }
        Change::UnmarkedSpam { .. } => (Msg::new("history-not-spam"), Ink::Text),
        Change::Assigned { from, to } => (assigned(state, catalog, *from, *to), Ink::Text),
        Change::Snoozed { to: None, .. } => (Msg::new("history-woken"), Ink::Text),
        Change::Snoozed { to: Some(UNTIL_REPLY), .. } => {
            (Msg::new("history-snoozed-until-reply"), Ink::Note)
        }
        Change::Snoozed { to: Some(until), .. } => {
            let day = day_name(state, catalog, day_of(state, *until));
            let time = clock(*until, state.utc_offset);
            let msg = Msg::new("history-snoozed").with("day", day).with("time", time);
            (msg, Ink::Note)
        }
        Change::Tagged { from, to } => (tagged(from, to), Ink::Text),
        Change::Merged { from, to } if to.len() < from.len() => {
            (Msg::new("history-merged"), Ink::Text)
        }
        Change::Merged { .. } => (Msg::new("history-split"), Ink::Text),
        Change::ContactNoted { to, .. } if to.is_empty() => {
            (Msg::new("history-contact-unnoted"), Ink::Note)
        }
        Change::ContactNoted { to, .. } => {
            (Msg::new("history-contact-noted").with("text", to.as_str()), Ink::Note)
        }
        Change::ChannelAdded => (Msg::new("history-channel-added"), Ink::Text),
        Change::ChannelSwitched { active: true } => (Msg::new("history-channel-on"), Ink::Text),
        Change::ChannelSwitched { active: false } => {
            (Msg::new("history-channel-off"), Ink::Warning)
        }
        Change::ChannelDeleted => (Msg::new("history-channel-deleted"), Ink::Warning),
        Change::AgentsChanged => (Msg::new("history-agents-changed"), Ink::Text),
    };
    (clean_line(&catalog.say(&msg)).into_owned(), ink)
}

fn wrote(kind: Kind) -> (Msg, Ink) {
    match kind {
        Kind::Inbound => (Msg::new("history-wrote"), Ink::Strong),
        Kind::Reply => (Msg::new("history-replied"), Ink::Strong),
        Kind::Note => (Msg::new("history-noted"), Ink::Note),
        Kind::Auto => (Msg::new("history-auto"), Ink::Faint),
    }
}

fn delivery(to: &Delivery) -> (Msg, Ink) {
    match to {
        Delivery::Queued { failures: 0, .. } => (Msg::new("history-queued"), Ink::Faint),
        Delivery::Queued { failures, .. } => {
            (Msg::new("history-retrying").with("n", *failures), Ink::Warning)
        }
        Delivery::Sending { .. } => (Msg::new("history-sending"), Ink::Faint),
        Delivery::Sent => (Msg::new("history-sent"), Ink::Faint),
        Delivery::Delivered => (Msg::new("history-delivered"), Ink::Faint),
        Delivery::Read => (Msg::new("history-read"), Ink::Faint),
        Delivery::Failed { reason } => {
            (Msg::new("history-failed").with("reason", reason.as_str()), Ink::Alarm)
        }
        Delivery::Unsure => (Msg::new("history-unsure"), Ink::Alarm),
        Delivery::Dropped => (Msg::new("history-dropped"), Ink::Faint),
    }
}

fn assigned(state: &State, catalog: &Catalog, from: Option<AgentId>, to: Option<AgentId>) -> Msg {
    let name = |it| agent_name(state, catalog, it);
    match (from, to) {
        (Some(from), Some(to)) => {
            Msg::new("history-handed-on").with("from", name(from)).with("to", name(to))
        }
        (None, Some(to)) => Msg::new("history-assigned").with("to", name(to)),
        (Some(from), None) => Msg::new("history-unassigned").with("from", name(from)),
        (None, None) => Msg::new("history-nobodys"),
    }
}

fn tagged(from: &[String], to: &[String]) -> Msg {
    let on = to.iter().filter(|it| !from.contains(it)).map(|it| format!("+#{it}"));
    let off = from.iter().filter(|it| !to.contains(it)).map(|it| format!("−#{it}"));
    let tags: Vec<String> = on.chain(off).collect();
    Msg::new("history-tagged").with("tags", tags.join(" "))
}
