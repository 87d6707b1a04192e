//! Everything that can be done, by name.

use super::{macros, picker, select, views};
use crate::base::msg::Msg;
use crate::domain::{AgentId, Bucket, Delivery, Refusal, Right};
use crate::tui::action::{ACTIONS, Action, Place};
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Pick, PickItem, Picker, State};

/// Actions that are remembered.
const RECENT_MAX: usize = 8;

/// Opens the palette.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let items = palette_items(state);
    let title = match state.target() {
        Some(dialog) => Msg::new("palette-title-for").with("name", select::subject(state, dialog)),
        None => Msg::new("palette-title"),
    };
    picker::open(state, Picker::new(title, items).placeholder(Msg::new("palette-placeholder")))
}

/// All lines of the palette. What is no action of the table (views, macros, quick replies) is added here.
fn palette_items(state: &State) -> Vec<PickItem> {
    let mut items = action_items(state);
    items.extend(views::palette_items(state));
    let macros = state.target().map(|_| macros::items(state)).unwrap_or_default();
    items.extend(macros.into_iter().filter(|it| it.enabled.is_ok()));
    items.sort_by_key(|it| it.enabled.is_err());
    items
}

/// An action has been asked for: next time it stands above.
pub(super) fn used(state: &mut State, action: Action) {
    let action = action.main();
    if action.in_palette() {
        state.recent.retain(|it| *it != action);
        state.recent.insert(0, action);
        state.recent.truncate(RECENT_MAX);
    }
}

/// The actions that mean something here: those used last first, those that cannot be done now last.
fn action_items(state: &State) -> Vec<PickItem> {
    let recent = |it: Action| state.recent.iter().position(|recent| *recent == it);
    let mut actions: Vec<Action> = ACTIONS
        .iter()
        .filter(|it| it.action.in_palette() && here(state, it.place))
        .map(|it| it.action)
        .collect();
    let writing = |it: Action| it.spec().place == Place::Composer;
    actions.sort_by_key(|it| (recent(*it).unwrap_or(RECENT_MAX), !writing(*it)));
    actions.into_iter().map(|it| item(state, it)).collect()
}

/// Whether what is done in `place` can be done from where the keys go.
fn here(state: &State, place: Place) -> bool {
    match place {
        Place::Everywhere | Place::Panes => true,
        Place::List => matches!(state.focus, Focus::List),
        Place::Dialog => !matches!(state.focus, Focus::List),
        Place::Composer => matches!(state.focus, Focus::Composer),
        Place::Search => state.search.is_some(),
        Place::Channels | Place::Team | Place::Popup => false,
    }
}

fn item(state: &State, action: Action) -> PickItem {
    let spec = action.spec();
    let pick = match state.target().filter(|_| of_dialog(action)) {
        Some(dialog) => Pick::Act(dialog, action),
        None => Pick::Do(action),
    };
    // The name in the settings is English in every language.
    PickItem::new(state.words.t(spec.help), pick)
        .key(action)
        .keywords(format!("{} {}", state.words.t(spec.hint), spec.name))
        .refused(why_not(state, action))
}

/// Whether it is done to the dialog that keys act on.
const fn of_dialog(action: Action) -> bool {
    changes_dialog(action) || matches!(action, Action::Menu | Action::CopyMessage | Action::Open)
}

/// Whether it needs the right to work.
const fn changes_dialog(action: Action) -> bool {
    matches!(
        action,
        Action::Close
            | Action::CloseUnassign
            | Action::AssignMe
            | Action::Unassign
            | Action::Reopen
            | Action::Reply
            | Action::Note
            | Action::AssignTo
            | Action::Snooze
            | Action::Tag
            | Action::Spam
            | Action::Retry
            | Action::EditFailed
            | Action::DropFailed
            | Action::ConfirmSent
            | Action::Send
            | Action::ContactNote
            | Action::MergeContact
            | Action::SplitContact
            | Action::SendClose
            | Action::CloseNext
            | Action::Replies
            | Action::Macros
    )
}

/// Why an action cannot be done now, as far as the screen knows without asking the desk.
fn why_not(state: &State, action: Action) -> Option<Msg> {
    if of_dialog(action) && state.target().is_none() {
        return Some(Msg::new("nothing-chosen"));
    }
    if changes_dialog(action) && (!state.me.may(Right::Work)) {
        return Some(Refusal::NotAllowed.say());
    }
    if select::acts(state) {
        // What the row under the cursor is says nothing of the others.
        return None;
    }
    let row = state.target().and_then(|it| state.row(it));
    let bucket = row.map(|it| it.dialog.bucket());
    let holder = row.and_then(|it| it.dialog.assignee);
    let stuck = state.thread.stuck().and_then(|it| it.delivery.as_ref());
    let no = match action {
        Action::Refused if state.hub().is_none() => return Some(Msg::new("hub-none")),
        Action::SwitchProfile if !state.profiles.several() => {
            return Some(Msg::new("profile-only-one"));
        }
        Action::Close | Action::CloseNext if bucket == Some(Bucket::Closed) => {
            Refusal::AlreadyClosed
        }
        Action::Reopen if bucket != Some(Bucket::Closed) => Refusal::AlreadyOpen,
        Action::AssignMe if holder == Some(state.me.id) => {
            Refusal::AlreadyAssigned(name(state, holder))
        }
        Action::Unassign if row.is_some() && holder.is_none() => Refusal::AlreadyUnassigned,
        Action::Retry | Action::EditFailed | Action::DropFailed if stuck.is_none() => {
            Refusal::NotStuck
        }
        Action::ConfirmSent if stuck != Some(&Delivery::Unsure) => Refusal::NotStuck,
        Action::ViewOwn if state.views.on_digit(9).is_none() => {
            let key = state.keymap.main(Action::SaveView);
            return Some(Msg::new("view-none-of-own").with("key", key));
        }
        Action::ClearFilters | Action::DropFilter if !state.list.narrows() => {
            return Some(Msg::new("palette-no-filters"));
        }
        _ => return None,
    };
    Some(no.say())
}

fn name(state: &State, agent: Option<AgentId>) -> String {
    agent.map_or_else(String::new, |it| state.agent_name(it))
}
