//! The channels screen: one line for each channel, and beside or below it everything about the one under the cursor.

use ratatui::buffer::Buffer;

use super::bars::keys_of;
use super::pen::{Pen, clock, short_age};
use super::popup;
use super::{channel_details, channel_form};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width, wrap};
use crate::domain::{Channel, Connector, Health, Right};
use crate::i18n::Catalog;
use crate::store::Details;
use crate::tui::action::Action;
use crate::tui::channels::{Found, Mark, Todo};
use crate::tui::layout::Area;
use crate::tui::state::{ChannelWork, Channels, Checking, FormLine, Listing, State};
use crate::tui::theme::{Ink, Theme};

/// Columns inside the frame from which the details stand beside the list.
const BESIDE_FROM: u16 = 98;
/// Columns of the list from which there is room for the next try, and rows inside the frame from which the columns are named.
const TRY_FROM: usize = 50;
const HEADS_FROM: u16 = 12;

/// A line and how far it is moved in.
pub(super) type Line = (usize, String, Ink);

/// Draws the screen over everything but the lines below; tells where the cursor stands, if text is being typed.
pub(super) fn draw(
    state: &State,
    catalog: &Catalog,
    channels: &Channels,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<(u16, u16)> {
    let area = Area { x: 0, y: 0, width: state.size.0, height: state.layout().status.y };
    let inner = Area {
        x: 1,
        y: 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    popup::boxed(buf, area, theme, &title(catalog, channels));
    match &channels.doing {
        ChannelWork::Looking => looking(state, catalog, channels, inner, theme, buf),
        ChannelWork::Checking(it) => {
            let lines = findings(state, catalog, it);
            let left = scrolled(&lines, it.top, &mut Pen::new(buf, inner, theme));
            popup::more(catalog, &mut Pen::new(buf, area, theme), left);
        }
        ChannelWork::Listing(it) => {
            listing(state, catalog, it, &mut Pen::new(buf, inner, theme));
        }
        ChannelWork::Choosing(cursor) => {
            channel_form::media(catalog, *cursor, &mut Pen::new(buf, inner, theme));
        }
        ChannelWork::Filling(form) => {
            let mut pen = Pen::new(buf, inner, theme);
            return channel_form::draw(state, catalog, form, inner, &mut pen);
        }
    }
    None
}

fn title(catalog: &Catalog, channels: &Channels) -> String {
    let about = |id, name: &str| catalog.say(&Msg::new(id).with("name", clean_line(name).as_ref()));
    match &channels.doing {
        ChannelWork::Looking => catalog.t("channels-title").into_owned(),
        ChannelWork::Checking(it) => about("channels-check-title", &it.name),
        ChannelWork::Listing(it) => about("channels-list-title", &it.name),
        ChannelWork::Choosing(_) => catalog.t("channels-add-title").into_owned(),
        ChannelWork::Filling(form) => match (form.channel, channels.current(), form.connector) {
            (Some(_), Some(it), _) => about("channels-edit-title", &it.channel.name),
            (_, _, Connector::Email) => catalog.t("channels-add-email").into_owned(),
            _ => catalog.t("channels-add-telegram").into_owned(),
        },
    }
}

/// The actions that matter here, the most important first.
pub(super) fn answers(state: &State, channels: &Channels) -> Vec<Action> {
    let here = state.hub().is_none();
    let mut actions = Vec::new();
    match &channels.doing {
        ChannelWork::Looking => {
            let may = |it: &Details| state.me.may_on(Right::ManageChannels, it.channel.id);
            if here && channels.current().is_some() {
                actions.push(Action::ChannelCheck);
            }
            if here && channels.current().is_some_and(may) {
                let more = [Action::ChannelEdit, Action::ChannelSwitch, Action::ChannelList];
                actions.extend(more);
            }
            if here && state.me.may(Right::ManageChannels) {
                actions.push(Action::ChannelAdd);
            }
            actions.extend([Action::PopupCancel, Action::PopupDown, Action::PopupUp]);
        }
        ChannelWork::Checking(_) => {
            actions.extend([Action::PopupCancel, Action::ChannelCheck, Action::PopupDown]);
        }
        ChannelWork::Listing(_) => {
            let keys = [Action::ChannelPick, Action::ChannelSave, Action::PopupCancel];
            actions.extend(keys.into_iter().chain([Action::PopupDown, Action::PopupUp]));
        }
        ChannelWork::Choosing(_) => {
            let moves = [Action::PopupDown, Action::PopupUp];
            actions.extend([Action::PopupAccept, Action::PopupCancel].into_iter().chain(moves));
        }
        ChannelWork::Filling(form) => {
            if matches!(form.line(), FormLine::Submit | FormLine::Anyway) {
                actions.push(Action::ChannelSave);
            }
            actions.extend([Action::PopupDown, Action::PopupUp, Action::PopupCancel]);
        }
    }
    actions
}

fn looking(
    state: &State,
    catalog: &Catalog,
    channels: &Channels,
    inner: Area,
    theme: Theme,
    buf: &mut Buffer,
) {
    let all = match &channels.all {
        Some(all) if !all.is_empty() => all,
        known => {
            let words = match known {
                Some(_) => {
                    let key = keys_of(state, Action::ChannelAdd);
                    catalog.say(&Msg::new("channels-none").with("key", key))
                }
                None => catalog.t("channels-waiting").into_owned(),
            };
            let room = usize::from(inner.width).saturating_sub(2).max(1);
            let lines = fold([(0, words, Ink::Faint)], room);
            scrolled(&lines, 0, &mut Pen::new(buf, inner, theme));
            return;
        }
    };
    let (list, rest) = split(inner, all.len());
    rows(state, catalog, channels, all, &mut Pen::new(buf, list, theme));
    let room = usize::from(rest.width).saturating_sub(2).max(1);
    let lines = channels.current().map(|it| channel_details::lines(state, catalog, it));
    let lines = fold(lines.unwrap_or_default(), room);
    let line = if rest.x > inner.x {
        Area { x: rest.x - 1, width: 1, ..rest }
    } else {
        Area { y: rest.y.saturating_sub(1), height: 1, ..rest }
    };
    let mut pen = Pen::new(buf, line, theme);
    if line.width == 1 {
        for y in 0..pen.height() {
            pen.put(0, y, "│", Ink::Rule);
        }
    } else {
        pen.rule(0, "─", Ink::Rule);
    }
    let left = scrolled(&lines, channels.top, &mut Pen::new(buf, rest, theme));
    let frame = Area { x: 0, y: 0, width: inner.width + 2, height: inner.height + 2 };
    popup::more(catalog, &mut Pen::new(buf, frame, theme), left);
}

/// Where the list and the details stand: beside each other where there is room, else above each other.
fn split(inner: Area, channels: usize) -> (Area, Area) {
    let Area { x, y, width, height } = inner;
    if width >= BESIDE_FROM {
        let list = width * 9 / 20;
        let rest = Area { x: x + list + 1, width: width - list - 1, ..inner };
        return (Area { width: list, ..inner }, rest);
    }
    let heads = usize::from(height >= HEADS_FROM);
    let rows = u16::try_from(channels + heads).unwrap_or(u16::MAX).min(height * 2 / 5).max(1);
    let rest = Area { y: y + rows + 1, height: height.saturating_sub(rows + 1), ..inner };
    (Area { height: rows, ..inner }, rest)
}

fn rows(state: &State, catalog: &Catalog, channels: &Channels, all: &[Details], pen: &mut Pen<'_>) {
    let end = pen.width().saturating_sub(1);
    // What is tried again has a column where there is room.
    let tries = if pen.width() >= TRY_FROM { 8 } else { 0 };
    let age_end = end - tries;
    let state_x = (age_end.saturating_sub(20)).max(pen.width() * 2 / 5).min(age_end);
    let state_x = if tries > 0 { state_x.saturating_sub(4) } else { state_x };
    let heads = usize::from(pen.height() > 3 && pen.height() > all.len());
    if heads > 0 {
        pen.put_within(5, 0, &catalog.t("channels-column-name"), state_x - 1, Ink::Faint);
        pen.put_within(state_x, 0, &catalog.t("channels-column-state"), age_end, Ink::Faint);
        if tries > 0 {
            pen.put_right(age_end, 0, &catalog.t("channels-column-last"), Ink::Faint);
            pen.put_right(end, 0, &catalog.t("channels-column-try"), Ink::Faint);
        }
    }
    let shown = pen.height().saturating_sub(heads);
    let top = (channels.cursor + 1).saturating_sub(shown);
    for (y, (at, it)) in (heads..).zip(all.iter().enumerate().skip(top).take(shown)) {
        if at == channels.cursor {
            pen.lay(y, Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        let Channel { kind, name, .. } = &it.channel;
        pen.put(2, y, kind.mark(), Ink::Faint);
        pen.put_within(5, y, &clean_line(name), state_x - 1, Ink::Text);
        let age = it.doing.last_inbound.map(|it| short_age(catalog, state.minutes_since(it)));
        let age = age.unwrap_or_else(|| "–".to_owned());
        let age_x = age_end.saturating_sub(width(&age));
        let (id, ink) = condition(&it.channel);
        pen.put_within(state_x, y, &catalog.t(id), age_x.saturating_sub(1), ink);
        pen.put(age_x, y, &age, Ink::Faint);
        if let Some(next) = it.doing.next_try.filter(|_| tries > 0 && it.channel.active) {
            pen.put_right(end, y, &clock(next, state.utc_offset), Ink::Warning);
        }
    }
}

/// How a channel is, in a word.
pub(super) const fn condition(channel: &Channel) -> (&'static str, Ink) {
    if !channel.active {
        return ("channels-state-off", Ink::Faint);
    }
    match channel.health {
        Health::Ok => ("channels-state-ok", Ink::Good),
        Health::Unauthorized => ("channels-state-unauthorized", Ink::Alarm),
        Health::Forbidden(_) => ("channels-state-forbidden", Ink::Alarm),
        Health::Lapsed => ("channels-state-lapsed", Ink::Alarm),
        Health::Contested(_) => ("channels-state-contested", Ink::Warning),
        Health::Unreachable(_) => ("channels-state-unreachable", Ink::Warning),
    }
}

/// Lines that are too long go on in the next, moved in a little further.
pub(super) fn fold(lines: impl IntoIterator<Item = Line>, room: usize) -> Vec<Line> {
    let fold = |(indent, line, ink): Line| {
        let indent = indent.min(room.saturating_sub(8));
        let parts = wrap(&line, room.saturating_sub(indent + 2).max(1));
        let parts = parts.into_iter().map(|it| line[it].trim_end().to_owned());
        let mut parts: Vec<Line> = parts.map(|it| (indent + 2, it, ink)).collect();
        parts.first_mut().into_iter().for_each(|it| it.0 = indent);
        parts
    };
    lines.into_iter().flat_map(fold).collect()
}

/// Draws lines from `top` on, as far down as there are; tells how many do not fit.
pub(super) fn scrolled(lines: &[Line], top: usize, pen: &mut Pen<'_>) -> usize {
    let rows = pen.height();
    let top = top.min(lines.len().saturating_sub(rows));
    for (y, (indent, line, ink)) in lines.iter().skip(top).take(rows).enumerate() {
        pen.put_within(1 + indent, y, line, pen.width().saturating_sub(1), *ink);
    }
    lines.len().saturating_sub(top + rows)
}

/// What a check has found, and what to do about it.
fn findings(state: &State, catalog: &Catalog, checking: &Checking) -> Vec<Line> {
    let room = usize::from(state.size.0).saturating_sub(4).max(1);
    let Some(found) = &checking.found else {
        return fold([(0, catalog.t("channels-checking").into_owned(), Ink::Faint)], room);
    };
    fold(marked(state, catalog, found), room)
}

/// The same, before it is folded.
pub(super) fn marked(state: &State, catalog: &Catalog, found: &[Found]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for it in found {
        let (mark, ink) = match it.mark {
            Mark::Good => ("✓", Ink::Text),
            Mark::Unknown => ("?", Ink::Faint),
            Mark::Doubtful => ("!", Ink::Warning),
            Mark::Bad => ("✗", Ink::Alarm),
        };
        lines.push((0, format!("{mark} {}", clean_line(&catalog.say(&it.said))), ink));
        if let Some(todo) = &it.todo {
            let words = match todo {
                Todo::Say(msg) => clean_line(&catalog.say(msg)).into_owned(),
                Todo::Press(action) => {
                    let key = keys_of(state, *action);
                    format!("{key}: {}", catalog.t(action.spec().help))
                }
            };
            lines.push((4, format!("→ {words}"), Ink::Strong));
        }
    }
    lines
}

/// Who gets a channel's new dialogs, while it is being chosen.
fn listing(state: &State, catalog: &Catalog, listing: &Listing, pen: &mut Pen<'_>) {
    let way = channel_details::given_out(listing.way);
    let mut lines = vec![(catalog.t(way).into_owned(), Ink::Strong)];
    for agent in &listing.agents {
        let place = listing.chosen.iter().position(|it| it == agent);
        let mark = place.map_or_else(|| "  ·".to_owned(), |it| format!("{:>3}", it + 1));
        let (name, ink) = channel_details::listed(state, catalog, listing.channel, *agent);
        let ink = if place.is_none() && ink == Ink::Text { Ink::Faint } else { ink };
        lines.push((format!("{mark} {name}"), ink));
    }
    let hint = wrap_hint(catalog, pen);
    let rows = pen.height().saturating_sub(hint.len() + 1).max(1);
    let top = (listing.cursor + 1).saturating_sub(rows);
    for (y, (at, (line, ink))) in lines.iter().enumerate().skip(top).take(rows).enumerate() {
        if at == listing.cursor {
            pen.lay(y, Ink::Cursor);
            pen.put(0, y, "▌", Ink::Chosen);
        }
        pen.put_within(2, y, line, pen.width().saturating_sub(1), *ink);
    }
    let foot = pen.height().saturating_sub(hint.len());
    for (y, line) in (foot..).zip(hint).filter(|it| it.0 > rows) {
        pen.put(2, y, &line, Ink::Faint);
    }
}

fn wrap_hint(catalog: &Catalog, pen: &Pen<'_>) -> Vec<String> {
    let hint = catalog.t("channels-list-hint");
    let parts = wrap(&hint, pen.width().saturating_sub(3).max(1));
    parts.into_iter().map(|it| hint[it].trim_end().to_owned()).collect()
}
