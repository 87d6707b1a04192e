//! The channels screen: how each is doing, what is wrong with it, on and off, and who gets what is new there.

use super::{channel_form, keys, popup, say};
use crate::base::msg::Msg;
use crate::domain::Right;
use crate::store::Details;
use crate::tui::action::{Action, Place};
use crate::tui::channels::{ChannelNews, ChannelWish};
use crate::tui::event::Effect;
use crate::tui::input::KeyPress;
use crate::tui::keymap::Chord;
use crate::tui::state::{
    ChannelForm, ChannelWork, Channels, Checking, Listing, MEDIA, Popup, State, Tone, WAYS,
};

/// More lines than there are.
const FAR: isize = 10_000;
/// The most lines that can be scrolled away; the view stops at the end.
const TOP_MAX: usize = 500;

pub(super) fn open(state: &mut State) -> Vec<Effect> {
    state.popup = Some(Popup::Channels(Box::default()));
    look(state).into_iter().collect()
}

pub(super) fn channels(state: &mut State) -> Option<&mut Channels> {
    match &mut state.popup {
        Some(Popup::Channels(channels)) => Some(channels),
        _ => None,
    }
}

pub(super) fn wish(wish: ChannelWish) -> Effect {
    Effect::Channels(Box::new(wish))
}

fn look(state: &mut State) -> Option<Effect> {
    let (now, no) = (state.now, state.asked + 1);
    let channels = channels(state)?;
    (channels.no, channels.asked_at, channels.answered, channels.moved) = (no, now, false, false);
    state.asked = no;
    Some(wish(ChannelWish::Look { no }))
}

/// The desk has changed.
pub(super) fn moved(state: &mut State) {
    if let Some(channels) = channels(state) {
        channels.moved = true;
    }
}

/// Asks again when it is time to.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let now = state.now;
    let due = channels(state)?.due();
    if due <= now { look(state) } else { None }
}

/// A wish has come to something.
pub(super) fn told(state: &mut State, news: ChannelNews) -> Vec<Effect> {
    match news {
        ChannelNews::Told { no, all } => {
            if let Some(channels) = channels(state).filter(|it| it.no == no) {
                channels.answered = true;
                channels.take(all);
            }
        }
        ChannelNews::Checked { no, found } => {
            if let Some(ChannelWork::Checking(it)) = channels(state).map(|it| &mut it.doing)
                && it.no == no
            {
                it.found = Some(found);
            }
        }
        ChannelNews::Tried { no, found } => return channel_form::tried(state, no, found),
        ChannelNews::Saved { no, done } => {
            if channel_form::saved(state, no, done) {
                return look(state).into_iter().collect();
            }
        }
        ChannelNews::Done(Ok(msg)) => {
            say(state, Tone::Good, msg);
            return look(state).into_iter().collect();
        }
        ChannelNews::Done(Err(why)) => say(state, Tone::Bad, why),
    }
    Vec::new()
}

/// A key while the channels are open.
pub(super) fn key(state: &mut State, press: &KeyPress, chord: Chord) -> Vec<Effect> {
    let Some(channels) = channels(state) else { return Vec::new() };
    match channels.doing {
        ChannelWork::Looking => look_key(state, chord),
        ChannelWork::Checking(_) => check_key(state, chord),
        ChannelWork::Listing(_) => list_key(state, chord),
        ChannelWork::Choosing(_) => {
            channel_form::choose_key(state, chord);
            Vec::new()
        }
        ChannelWork::Filling(_) => channel_form::key(state, press, chord),
    }
}

fn look_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Channels, chord);
    match asked {
        Some(Action::ChannelCheck | Action::ChannelSave) => return check(state),
        Some(Action::ChannelAdd) => add(state),
        Some(Action::ChannelEdit) => edit(state),
        Some(Action::ChannelSwitch) => return switch(state),
        Some(Action::ChannelList) => return list(state),
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupPageDown | Action::ChannelPick) => scroll(state, 1),
        Some(Action::PopupPageUp) => scroll(state, -1),
        Some(Action::PopupCancel) => state.popup = None,
        other => return elsewhere(state, other, chord),
    }
    Vec::new()
}

/// What keys mean that mean nothing special here.
fn elsewhere(state: &mut State, asked: Option<Action>, chord: Chord) -> Vec<Effect> {
    match (asked, state.keymap.action(Place::Panes, chord)) {
        (Some(Action::Redraw), _) => vec![Effect::Redraw],
        (Some(Action::Help), _) | (_, Some(Action::HelpPanes)) => {
            state.popup = Some(popup::help());
            Vec::new()
        }
        // The key that opened it puts it away.
        (_, Some(Action::Channels)) => {
            state.popup = None;
            Vec::new()
        }
        (Some(action @ (Action::Palette | Action::PopupCancel)), _) => {
            state.popup = None;
            if action == Action::Palette { keys::act(state, action) } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// Up or down the list.
pub(super) fn step(state: &mut State, lines: isize) {
    let Some(channels) = channels(state) else { return };
    match &mut channels.doing {
        ChannelWork::Looking => {
            let last = channels.all.as_ref().map_or(0, |it| it.len().saturating_sub(1));
            channels.cursor = channels.cursor.saturating_add_signed(lines).min(last);
            channels.top = 0;
        }
        ChannelWork::Checking(it) => {
            it.top = it.top.saturating_add_signed(lines).min(TOP_MAX);
        }
        ChannelWork::Listing(it) => {
            it.cursor = it.cursor.saturating_add_signed(lines).min(it.agents.len());
        }
        ChannelWork::Choosing(cursor) => {
            *cursor = cursor.saturating_add_signed(lines).min(MEDIA.len() - 1);
        }
        ChannelWork::Filling(_) => channel_form::step(state, lines),
    }
}

/// Through the details of the one under the cursor.
fn scroll(state: &mut State, pages: isize) {
    let lines = pages * half_page(state);
    if let Some(channels) = channels(state) {
        channels.top = channels.top.saturating_add_signed(lines).min(TOP_MAX);
    }
}

fn half_page(state: &State) -> isize {
    (isize::try_from(state.size.1).unwrap_or(1) / 3).max(1)
}

/// Whether this person may change the channel, here.
fn may_change(state: &State, details: &Details) -> bool {
    state.hub().is_none() && state.me.may_on(Right::ManageChannels, details.channel.id)
}

/// The channel under the cursor, if it may be changed here; says so where not.
fn to_change(state: &mut State) -> Option<Details> {
    let details = channels(state)?.current().cloned()?;
    if may_change(state, &details) {
        return Some(details);
    }
    refuse(state);
    None
}

/// Says why nothing can be changed here.
fn refuse(state: &mut State) {
    let why = if state.hub().is_some() { "channels-hub" } else { "channels-only-admins" };
    say(state, Tone::Warning, Msg::new(why));
}

fn check(state: &mut State) -> Vec<Effect> {
    if state.hub().is_some() {
        say(state, Tone::Warning, Msg::new("channels-hub"));
        return Vec::new();
    }
    let no = state.asked + 1;
    let Some(channels) = channels(state) else { return Vec::new() };
    let Some(current) = channels.current() else { return Vec::new() };
    let (channel, name) = (current.channel.id, current.channel.name.clone());
    channels.doing = ChannelWork::Checking(Checking { no, channel, name, found: None, top: 0 });
    state.asked = no;
    vec![wish(ChannelWish::Check { no, channel })]
}

fn check_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Channels, chord);
    let page = half_page(state) * 2;
    match asked {
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupPageDown | Action::ChannelPick) => step(state, page),
        Some(Action::PopupPageUp) => step(state, -page),
        // While one is on its way another would tell the same.
        Some(Action::ChannelCheck | Action::ChannelSave) if checked(state) => return check(state),
        // What was found may say so.
        Some(Action::ChannelSwitch | Action::ChannelList | Action::ChannelEdit) => {
            back(state);
            return look_key(state, chord);
        }
        Some(Action::PopupCancel) => back(state),
        other => return elsewhere(state, other, chord),
    }
    Vec::new()
}

fn checked(state: &mut State) -> bool {
    let doing = channels(state).map(|it| &it.doing);
    matches!(doing, Some(ChannelWork::Checking(it)) if it.found.is_some())
}

/// Back to the list.
pub(super) fn back(state: &mut State) {
    if let Some(channels) = channels(state) {
        channels.doing = ChannelWork::Looking;
    }
}

fn add(state: &mut State) {
    if state.hub().is_some() || !state.me.may(Right::ManageChannels) {
        return refuse(state);
    }
    if let Some(channels) = channels(state) {
        channels.doing = ChannelWork::Choosing(0);
    }
}

fn edit(state: &mut State) {
    if let Some(details) = to_change(state) {
        channel_form::open(state, ChannelForm::edit(&details));
    }
}

fn switch(state: &mut State) -> Vec<Effect> {
    let Some(details) = to_change(state) else { return Vec::new() };
    let (channel, active) = (details.channel.id, !details.channel.active);
    vec![wish(ChannelWish::Switch { channel, active })]
}

fn list(state: &mut State) -> Vec<Effect> {
    let Some(details) = to_change(state) else { return Vec::new() };
    let able = state.roster.agents.iter().filter(|it| it.able_on(details.channel.id));
    let listing = Listing::of(&details, able.map(|it| it.id));
    if let Some(channels) = channels(state) {
        channels.doing = ChannelWork::Listing(listing);
    }
    Vec::new()
}

fn list_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let asked = state.keymap.action(Place::Channels, chord);
    let Some(channels) = channels(state) else { return Vec::new() };
    let ChannelWork::Listing(listing) = &mut channels.doing else { return Vec::new() };
    match asked {
        Some(Action::ChannelPick) => listing.turn(),
        Some(Action::ChannelSave) => {
            let (channel, agents) = (listing.channel, listing.chosen.clone());
            let way = WAYS[listing.way.min(WAYS.len() - 1)];
            back(state);
            return vec![wish(ChannelWish::List { channel, agents, way })];
        }
        Some(Action::PopupDown) => step(state, 1),
        Some(Action::PopupUp) => step(state, -1),
        Some(Action::PopupFirst) => step(state, -FAR),
        Some(Action::PopupLast) => step(state, FAR),
        Some(Action::PopupCancel) => back(state),
        Some(Action::Redraw) => return vec![Effect::Redraw],
        _ => (),
    }
    Vec::new()
}
