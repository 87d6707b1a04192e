//! Everything about one channel, in lines.

use super::channels::Line;
use super::pen::{clock, short_age};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::{AgentId, Bucket, ChannelId, ChannelKind, Connector, Health, options};
use crate::i18n::Catalog;
use crate::store::Details;
use crate::tui::state::{State, TOLD_APART, way};
use crate::tui::theme::Ink;

/// The last days of a plan, in which somebody is told.
const PLAN_DAYS: i64 = 7;

/// All of it, the most important first.
pub(super) fn lines(state: &State, catalog: &Catalog, details: &Details) -> Vec<Line> {
    let mut lines = vec![(0, clean_line(&details.channel.name).into_owned(), Ink::Strong)];
    if state.hub().is_some() {
        lines.push((0, catalog.t("channels-hub").into_owned(), Ink::Warning));
    }
    lines.extend(condition(state, catalog, details));
    lines.push(numbers(state, catalog, details));
    lines.extend(traffic(state, catalog, details));
    lines.extend(distribution(state, catalog, details));
    lines.extend(said(catalog, details));
    lines
}

/// The medium, and how the channel is, in the medium's own words.
fn condition(state: &State, catalog: &Catalog, details: &Details) -> Vec<Line> {
    let channel = &details.channel;
    let kind = catalog.t(kind(channel.kind));
    let kind = match channel.connector {
        Connector::Demo => catalog.say(&Msg::new("channels-played").with("kind", kind.as_ref())),
        Connector::Telegram | Connector::Email => kind.into_owned(),
    };
    let health = match &channel.health {
        Health::Ok => Msg::new("cli-health-ok"),
        Health::Unauthorized => Msg::new("cli-health-unauthorized"),
        Health::Contested(why) => Msg::new("cli-health-contested").with("why", why.as_str()),
        Health::Forbidden(why) => Msg::new("cli-health-forbidden").with("why", why.as_str()),
        Health::Lapsed => Msg::new("cli-health-lapsed"),
        Health::Unreachable(why) => Msg::new("cli-health-unreachable").with("why", why.as_str()),
    };
    let health = clean_line(&catalog.say(&health)).into_owned();
    let (word, ink) = super::channels::condition(channel);
    let doing = &details.doing;
    // What went wrong last is told below, with its moment.
    let told = match &channel.health {
        Health::Ok => true,
        Health::Contested(why) | Health::Forbidden(why) | Health::Unreachable(why) => {
            doing.trouble.as_ref().is_some_and(|it| it.0 == *why)
        }
        Health::Unauthorized | Health::Lapsed => false,
    };
    let words = match (channel.active, told) {
        (_, true) => catalog.t(word).into_owned(),
        (true, false) => health,
        (false, false) => format!("{} · {health}", catalog.t(word)),
    };
    let mut lines = vec![(0, kind, Ink::Faint), (0, words, ink)];
    if let Some(next) = doing.next_try.filter(|_| channel.active) {
        let msg = Msg::new("channels-next-try").with("time", clock(next, state.utc_offset));
        lines.push((0, catalog.say(&msg), Ink::Warning));
    }
    if let Some((why, at)) = &doing.trouble {
        let at = moment(state, *at);
        let msg = Msg::new("channels-trouble").with("why", why.as_str()).with("at", at);
        lines.push((0, clean_line(&catalog.say(&msg)).into_owned(), Ink::Text));
    }
    lines
}

const fn kind(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Telegram => "channels-kind-telegram",
        ChannelKind::Viber => "channels-kind-viber",
        ChannelKind::Instagram => "channels-kind-instagram",
        ChannelKind::Messenger => "channels-kind-messenger",
        ChannelKind::Whatsapp => "channels-kind-whatsapp",
        ChannelKind::Email => "channels-kind-email",
    }
}

fn numbers(state: &State, catalog: &Catalog, details: &Details) -> Line {
    let (mut dialogs, mut waiting) = (0, 0);
    for (key, cell) in &state.totals.cells {
        if key.channel == details.channel.id {
            dialogs += cell.dialogs;
            // Spam waits for nobody, and what is closed has been dealt with.
            let waits = matches!(key.bucket, Bucket::Open | Bucket::Snoozed);
            waiting += if waits { cell.waiting } else { 0 };
        }
    }
    let msg = Msg::new("channels-dialogs").with("n", dialogs).with("waiting", waiting);
    (0, catalog.say(&msg), Ink::Text)
}

/// What came last, the authorization, the plan, what could not be read.
fn traffic(state: &State, catalog: &Catalog, details: &Details) -> Vec<Line> {
    let doing = &details.doing;
    let inbound = match doing.last_inbound {
        Some(at) => Msg::new("channels-inbound")
            .with("at", moment(state, at))
            .with("age", short_age(catalog, state.minutes_since(at))),
        None => Msg::new("channels-inbound-never"),
    };
    let mut lines = vec![(0, catalog.say(&inbound), Ink::Text)];
    let authorized = match doing.authorized {
        Some(at) => Msg::new("channels-authorized").with("at", moment(state, at)),
        None => Msg::new("channels-authorized-never"),
    };
    lines.push((0, catalog.say(&authorized), Ink::Text));
    if let Some(until) = options::plan_until(&details.options) {
        let offset = i64::from(state.utc_offset) * 1000;
        let today = chrono::DateTime::from_timestamp_millis(state.now.0 + offset);
        let left = today.map_or(0, |it| until.signed_duration_since(it.date_naive()).num_days());
        let (id, ink) = match left {
            ..0 => ("channels-plan-over", Ink::Alarm),
            0..=PLAN_DAYS => ("channels-plan", Ink::Warning),
            _ => ("channels-plan", Ink::Text),
        };
        let day = until.format("%d.%m.%Y").to_string();
        lines.push((0, catalog.say(&Msg::new(id).with("day", day)), ink));
    }
    if doing.unread > 0 {
        let msg = Msg::new("channels-unread").with("n", doing.unread);
        lines.push((0, catalog.say(&msg), Ink::Warning));
    }
    lines
}

/// The sentence for one of the ways in which new dialogs are given out.
pub(super) const fn given_out(way: usize) -> &'static str {
    match way {
        0 => "channels-way-off",
        1 => "channels-way-turn",
        _ => "channels-way-least",
    }
}

/// Who gets the new dialogs, in which way; who cannot get them is seen at once.
fn distribution(state: &State, catalog: &Catalog, details: &Details) -> Vec<Line> {
    let way = way(&details.options);
    let mut lines = vec![(0, catalog.t(given_out(way)).into_owned(), Ink::Text)];
    if details.agents.is_empty() && way > 0 {
        lines.push((2, catalog.t("channels-list-empty").into_owned(), Ink::Warning));
    }
    for (at, agent) in (1..).zip(&details.agents) {
        let (name, ink) = listed(state, catalog, details.channel.id, *agent);
        lines.push((2, format!("{at}. {name}"), ink));
    }
    lines
}

/// Somebody on the list of a channel, and why they get nothing, if they do not.
pub(super) fn listed(
    state: &State,
    catalog: &Catalog,
    channel: ChannelId,
    agent: AgentId,
) -> (String, Ink) {
    let name = state.agent_name(agent);
    let Some(agent) = state.roster.agents.iter().find(|it| it.id == agent) else {
        return (catalog.t("channels-listed-gone").into_owned(), Ink::Alarm);
    };
    let why = |id, ink| (catalog.say(&Msg::new(id).with("name", name.as_str())), ink);
    if agent.blocked {
        return why("channels-listed-blocked", Ink::Alarm);
    }
    if !agent.able_on(channel) {
        return why("channels-listed-unable", Ink::Alarm);
    }
    if agent.away {
        return why("channels-listed-away", Ink::Warning);
    }
    (name, Ink::Text)
}

/// What else was said about it. There is no secret among it.
fn said(catalog: &Catalog, details: &Details) -> Vec<Line> {
    let options = details.options.iter().filter(|it| !TOLD_APART.contains(&it.0.as_str()));
    let mut lines: Vec<Line> = options
        .map(|(name, value)| (2, format!("{name}: {}", clean_line(value)), Ink::Faint))
        .collect();
    if !lines.is_empty() {
        lines.insert(0, (0, catalog.t("channels-options").into_owned(), Ink::Faint));
    }
    lines
}

/// `23.11.26 14:05`, local time.
fn moment(state: &State, at: Timestamp) -> String {
    let offset = i64::from(state.utc_offset) * 1000;
    let day = chrono::DateTime::from_timestamp_millis(at.0 + offset);
    let day = day.map_or_else(String::new, |it| it.format("%d.%m.%y").to_string());
    format!("{day} {}", clock(at, state.utc_offset))
}
