//! Why there is nothing to see in the list, and what to do (FAQ 1, 9).

use super::pen::Pen;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, wrap};
use crate::domain::{Channel, ChannelPick, Heaps, Right, View};
use crate::i18n::Catalog;
use crate::tui::action::Action;
use crate::tui::hub::{HubLink, HubState};
use crate::tui::state::{State, ViewId};
use crate::tui::theme::Ink;

/// Says it.
pub(super) fn draw(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let (title, mut texts) = cause(state);
    if state.me.may(Right::See) && !state.roster.channels.is_empty() {
        // Whoever misses one dialog is told what keeps it away.
        texts.push(Msg::new("empty-why").with("key", state.keymap.main(Action::Why)));
    }
    let room = pen.width().saturating_sub(4).max(1);
    let lines =
        |it: &str| wrap(it, room).into_iter().map(|at| it[at].to_owned()).collect::<Vec<_>>();
    // Where there is little room, words come before air.
    let low = pen.height() < 12;
    let mut y = if low { 0 } else { (pen.height() / 4).min(4) };
    for line in lines(&catalog.say(&title)) {
        pen.put(2, y, &line, Ink::Strong);
        y += 1;
    }
    for text in texts {
        y += usize::from(!low);
        for line in lines(&catalog.say(&text)) {
            pen.put(2, y, &line, Ink::Faint);
            y += 1;
        }
    }
}

/// On a replica: dialogs that are on the hub may not be here. Nothing is known of them then.
fn not_here_yet(state: &State, link: &HubLink) -> Option<(Msg, Vec<Msg>)> {
    let filling = matches!(link.state, HubState::Filling { .. });
    if filling {
        return Some((Msg::new("empty-filling"), vec![Msg::new("empty-filling-text")]));
    }
    if !state.roster.channels.is_empty() {
        return None;
    }
    let text = match &link.state {
        HubState::LoggedOut => Msg::new("hub-login"),
        HubState::Refused(why) => why.clone(),
        HubState::Offline { .. } => Msg::new("empty-hub-away"),
        HubState::Live | HubState::Catching { .. } | HubState::Filling { .. } => {
            Msg::new("empty-hub-bare")
        }
    };
    Some((Msg::new("empty-hub"), vec![text]))
}

/// What keeps the dialogs away, the first thing first, and what to do about it.
fn cause(state: &State) -> (Msg, Vec<Msg>) {
    if !state.me.may(Right::See) {
        let admins: Vec<String> = state
            .roster
            .agents
            .iter()
            .filter(|it| it.may(Right::ManageChannels))
            .map(|it| clean_line(&it.name).into_owned())
            .collect();
        let text = Msg::new("empty-no-access-text").with("admins", admins.join(", "));
        return (Msg::new("empty-no-access"), vec![text]);
    }
    if let Some(cause) = state.hub().and_then(|it| not_here_yet(state, it)) {
        return cause;
    }
    if state.roster.channels.is_empty() {
        return (Msg::new("empty-no-channel"), vec![Msg::new("empty-no-channel-text")]);
    }
    let hidden = state.hidden();
    let hides = hidden.is_none_or(|it| it > 0);
    let clear = state.keymap.main(Action::ClearFilters);
    let off = Msg::new("empty-hidden-text").with("key", clear.as_str());
    let how_many = || match hidden {
        Some(n) => Msg::new("empty-hidden").with("n", n),
        None => Msg::new("empty-hidden-some"),
    };
    let all_off = state.roster.channels.iter().all(|it| !it.active);
    if let Some(channel) = switched_off(state).filter(|_| !all_off) {
        let name = clean_line(&channel.name).into_owned();
        let title = Msg::new("empty-channel-off").with("name", name.as_str());
        let mut texts = vec![Msg::new("empty-channel-off-text").with("name", name)];
        if hides {
            texts.extend([how_many(), off]);
        }
        return (title, texts);
    }
    if hides && !state.list.filter.words.is_empty() {
        return (nothing_found(state), search_elsewhere(state, how_many(), off));
    }
    if hides {
        return (how_many(), vec![off]);
    }
    if all_off {
        return (Msg::new("empty-inactive"), vec![Msg::new("empty-inactive-text")]);
    }
    if !state.list.filter.words.is_empty() {
        return (nothing_found(state), vec![look_everywhere(state)]);
    }
    if state.list.view == ViewId::BuiltIn(View::Waiting) && !state.list.narrows() {
        let key = state.keymap.main(Action::ViewOpen);
        let text = Msg::new("empty-nobody-waits-text").with("key", key);
        return (Msg::new("empty-nobody-waits"), vec![text]);
    }
    (Msg::new("empty-view"), vec![Msg::new("empty-view-text")])
}

/// The channel to which the list is narrowed down, if it is switched off and no other is looked at.
fn switched_off(state: &State) -> Option<&Channel> {
    let filter = &state.list.filter;
    if filter.channels.is_empty() {
        return None;
    }
    let picks = |it: &Channel| {
        filter.channels.iter().all(|any| {
            any.iter().any(|pick| match pick {
                ChannelPick::One(id) => *id == it.id,
                ChannelPick::Kind(kind) => *kind == it.kind,
            })
        })
    };
    let mut picked = state.roster.channels.iter().filter(|it| picks(it));
    let first = picked.next()?;
    (!first.active && picked.all(|it| !it.active)).then_some(first)
}

fn nothing_found(state: &State) -> Msg {
    let words = state.list.filter.words.join(" ");
    Msg::new("empty-nothing-found").with("words", clean_line(&words).into_owned())
}

fn search_elsewhere(state: &State, how_many: Msg, off: Msg) -> Vec<Msg> {
    let mut texts = vec![how_many, off];
    if state.list.filter.heaps != Heaps::ALL {
        texts.push(look_everywhere(state));
    }
    texts
}

/// How to look in what is closed, snoozed or spam as well.
fn look_everywhere(state: &State) -> Msg {
    Msg::new("empty-nothing-found-text").with("key", state.keymap.main(Action::Filter))
}
