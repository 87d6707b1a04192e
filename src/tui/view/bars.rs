//! The lines above and below the panes.

use std::borrow::Cow;

use super::pen::{Pen, long_age, short_age};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width};
use crate::domain::{Assigned, Bucket, ChannelPick, Delivery, Health, Kind, Right, Term, View};
use crate::i18n::Catalog;
use crate::tui::action::Action;
use crate::tui::around::{BYOBU_OFF, Way};
use crate::tui::event::Spot;
use crate::tui::input::caps::CtrlM;
use crate::tui::keymap::Chord;
use crate::tui::layout::THREE_FROM;
use crate::tui::state::{Focus, Link, Popup, State, Tone};
use crate::tui::theme::Ink;

/// Where I am, and how fresh it is.
pub(super) fn top(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let (fresh, ink) = freshness(state, catalog);
    let (fresh, room) = beside_fresh(&fresh, pen.width());
    pen.put(room + 1, 0, &fresh, ink);
    let mut x = 1;
    for Tab { text, chosen, .. } in tabs(state, catalog, room) {
        let ink = if chosen { Ink::Chosen } else { Ink::Faint };
        x = pen.put_within(x, 0, &text, room, ink) + 2;
    }
}

/// What is said of freshness in a line of `cells`, and the cells before it.
fn beside_fresh(fresh: &str, cells: usize) -> (Cow<'_, str>, usize) {
    // Trouble may have much to say; where I am is said first.
    let fresh = cut(fresh, cells * 2 / 3);
    let room = cells.saturating_sub(2 + width(&fresh));
    (fresh, room)
}

/// What a column of the top line means.
pub(super) fn spot_above(state: &State, catalog: &Catalog, column: usize) -> Spot {
    let fresh = freshness(state, catalog).0;
    let (_, room) = beside_fresh(&fresh, usize::from(state.size.0));
    let mut x = 1;
    for tab in tabs(state, catalog, room) {
        let end = x + width(&tab.text);
        if (x..end.min(room)).contains(&column) {
            return Spot::View(tab.view);
        }
        x = end + 2;
    }
    Spot::Nothing
}

/// The name of a view in the top line.
struct Tab {
    view: View,
    text: String,
    chosen: bool,
}

/// The views with their keys and numbers, in `room` cells: the last ones lose their words first, then
/// everything but the view I am in goes.
fn tabs(state: &State, catalog: &Catalog, room: usize) -> Vec<Tab> {
    // Each is a sum over the whole table of totals: added up once.
    let counts = View::ALL.map(|it| state.totals.of(&it.filter(state.me.id)).dialogs);
    let tab = |at: usize, view: View, words: bool| {
        let chosen = view == state.list.view;
        let count = counts[at - 1];
        // What is done needs no number before the eye all day.
        let done = matches!(view, View::Closed | View::Spam);
        let counted = chosen || (count > 0 && !done);
        let text = match (words || chosen, counted) {
            (true, true) => format!("{at} {} {count}", catalog.t(view_name(view))),
            (true, false) => format!("{at} {}", catalog.t(view_name(view))),
            (false, true) => format!("{at}:{count}"),
            (false, false) => at.to_string(),
        };
        Tab { view, text, chosen }
    };
    let views = || (1..).zip(View::ALL);
    for worded in (0..=View::ALL.len()).rev() {
        let tabs: Vec<_> = views().map(|(at, view)| tab(at, view, at <= worded)).collect();
        let needed = tabs.iter().map(|it| width(&it.text) + 2).sum::<usize>();
        if needed < room + 2 {
            return tabs;
        }
    }
    views().map(|(at, view)| tab(at, view, false)).filter(|it| it.chosen).collect()
}

/// The name of a view, in the locales.
pub(super) const fn view_name(view: View) -> &'static str {
    match view {
        View::Waiting => "view-waiting",
        View::Mine => "view-mine",
        View::Unassigned => "view-unassigned",
        View::Open => "view-open",
        View::Snoozed => "view-snoozed",
        View::Closed => "view-closed",
        View::Spam => "view-spam",
        View::Orphans => "view-orphans",
    }
}

fn freshness(state: &State, catalog: &Catalog) -> (String, Ink) {
    if let Some(trouble) = &state.trouble {
        return (format!("! {}", clean_line(&catalog.say(trouble))), Ink::Alarm);
    }
    if let Link::Trouble(trouble) = &state.link {
        return (format!("! {}", clean_line(&catalog.say(trouble))), Ink::Alarm);
    }
    let ill = state.roster.channels.iter().find(|it| it.active && it.health != Health::Ok);
    if let Some(channel) = ill {
        let msg =
            Msg::new("fresh-channel-ill").with("name", clean_line(&channel.name).into_owned());
        return (format!("! {}", catalog.say(&msg)), Ink::Alarm);
    }
    if !state.ready {
        return (catalog.t("fresh-loading").into_owned(), Ink::Faint);
    }
    if state.totals.outbox > 0 {
        let words = catalog.say(&Msg::new("fresh-sending").with("n", state.totals.outbox));
        return (words, Ink::Warning);
    }
    let id = match &state.link {
        Link::Elsewhere(_) if state.size.0 >= THREE_FROM => "fresh-live-elsewhere",
        Link::Elsewhere(_) | Link::Here | Link::Unknown | Link::Trouble(_) => "fresh-live",
    };
    (catalog.t(id).into_owned(), Ink::Faint)
}

/// What is narrowed down, how many dialogs that hides, and the key that ends it.
pub(super) fn chips(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let chips: Vec<String> = state.list.extra.iter().map(|it| chip(state, catalog, it)).collect();
    let hidden = Msg::new("chips-hidden").with("n", state.hidden());
    let hidden = catalog.say(&hidden.with("key", state.keymap.main(Action::ClearFilters)));
    let end = pen.put_right(pen.width().saturating_sub(1), 0, &hidden, Ink::Warning);
    let mut x = 1;
    for chip in chips {
        x = pen.put_within(x, 0, &format!("[{chip}]"), end.saturating_sub(1), Ink::Chosen) + 1;
    }
}

/// One thing that the view is narrowed down by.
fn chip(state: &State, catalog: &Catalog, term: &Term) -> String {
    match term {
        Term::Unanswered => catalog.t("chip-waiting").into_owned(),
        Term::Assignee(whose) => match whose[..] {
            [Assigned::Nobody] => catalog.t("chip-nobody").into_owned(),
            [Assigned::Me] => catalog.t("chip-mine").into_owned(),
            [Assigned::To(agent)] => state.agent_name(agent),
            _ => String::new(),
        },
        Term::Channel(picks) => match picks[..] {
            [ChannelPick::One(it)] => {
                state.channel(it).map_or_else(String::new, |it| clean_line(&it.name).into_owned())
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// What just happened, and who waits.
pub(super) fn status(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let low = state.layout().keys.height == 0;
    let mut end = pen.width();
    if !low || state.toast.is_none() {
        // What just happened needs the room for a while; the numbers do without their words meanwhile.
        let terse =
            pen.width() < if state.toast.is_some() { THREE_FROM.into() } else { WORDS_FROM };
        end = totals(state, catalog, pen, terse).saturating_sub(2);
    }
    match &state.toast {
        Some(toast) => {
            let ink = match toast.tone {
                Tone::Good => Ink::Good,
                Tone::Warning => Ink::Warning,
                Tone::Bad => Ink::Alarm,
            };
            let words = capitalised(&clean_line(&catalog.say(&toast.msg)));
            // Words are more important here than numbers are.
            let end = if end < width(&words) + 1 { pen.width() } else { end };
            pen.put(0, 0, &" ".repeat(if end == pen.width() { end } else { 0 }), Ink::Text);
            // While text is being typed the key would be a letter.
            let mut undoable = toast.undoable && state.focus != Focus::Composer;
            // Whom it was done to is worth more than the key that takes it back.
            undoable &= pen.width() >= WORDS_FROM;
            let undo = if undoable { hint(state, catalog, Action::Undo) } else { String::new() };
            let room = end.saturating_sub(width(&undo) + 2);
            let after = pen.put_within(1, 0, &words, if undoable { room } else { end }, ink);
            if undoable {
                pen.put_within(after + 2, 0, &undo, end, Ink::Faint);
            }
        }
        None if low => key_hints(state, catalog, pen, end),
        None => (),
    }
}

/// A sentence begins with a capital, wherever its words come from.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

/// Below this width numbers are said without words.
const WORDS_FROM: usize = 60;

/// Says who waits, at the right edge; returns the column where it begins.
fn totals(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, terse: bool) -> usize {
    let mut end = pen.width().saturating_sub(1);
    let waiting = state.waiting_dialogs();
    if let Some(oldest) = state.totals.oldest.filter(|_| waiting > 0) {
        let minutes = state.minutes_since(oldest);
        let words = if terse {
            format!("●{waiting} {}", short_age(catalog, minutes))
        } else if minutes == 0 {
            catalog.say(&Msg::new("totals-waiting-fresh").with("n", waiting))
        } else {
            let age = long_age(catalog, minutes);
            catalog.say(&Msg::new("totals-waiting").with("n", waiting).with("age", age))
        };
        let ink = if minutes >= state.settings.alarm_minutes {
            Ink::Alarm
        } else if minutes >= state.settings.warn_minutes {
            Ink::Warning
        } else {
            Ink::Faint
        };
        end = pen.put_right(end, 0, &words, ink);
    } else if state.ready && !terse {
        end = pen.put_right(end, 0, &catalog.t("totals-nobody"), Ink::Faint);
    }
    let mut all = crate::domain::Cell::default();
    state.totals.cells.values().for_each(|it| all += *it);
    if all.stuck > 0 {
        let words = if terse {
            format!("✗{}", all.stuck)
        } else {
            catalog.say(&Msg::new("totals-stuck").with("n", all.stuck))
        };
        end = pen.put_right(end.saturating_sub(2), 0, &words, Ink::Alarm);
    }
    end
}

/// The keys that matter here.
pub(super) fn keys(state: &State, catalog: &Catalog, pen: &mut Pen<'_>) {
    let end = pen.width();
    key_hints(state, catalog, pen, end);
}

fn key_hints(state: &State, catalog: &Catalog, pen: &mut Pen<'_>, end: usize) {
    for KeyHint { x, keys, word, .. } in hints(state, catalog, end) {
        let x = pen.put_within(x, 0, &keys, end, Ink::Strong);
        pen.put_within(x + 1, 0, &word, end, Ink::Faint);
    }
}

/// What a column of the bottom line means.
pub(super) fn spot_below(state: &State, catalog: &Catalog, column: usize) -> Spot {
    let hints = hints(state, catalog, usize::from(state.size.0));
    let found = hints.into_iter().find(|it| (it.x..it.end).contains(&column));
    found.map_or(Spot::Nothing, |it| Spot::Key(it.action))
}

/// A key of the bottom line with its word, from column `x` to `end`.
struct KeyHint<'a> {
    action: Action,
    keys: String,
    word: Cow<'a, str>,
    x: usize,
    end: usize,
}

fn hints<'a>(state: &State, catalog: &'a Catalog, end: usize) -> Vec<KeyHint<'a>> {
    let (mut hints, mut x) = (Vec::new(), 1);
    for action in matter(state) {
        let keys = keys_of(state, action);
        if keys.is_empty() {
            continue;
        }
        let note = state.composer.as_ref().is_some_and(|it| it.kind == Kind::Note);
        let word = match action {
            Action::Send if note => catalog.t("composer-save-note"),
            _ => catalog.t(action.spec().hint),
        };
        let after = x + width(&keys) + 1 + width(&word);
        if after > end {
            // A shorter one may still have room.
            continue;
        }
        hints.push(KeyHint { action, keys, word, x, end: after });
        x = after + 2;
    }
    hints
}

/// A key and its word.
fn hint(state: &State, catalog: &Catalog, action: Action) -> String {
    format!("{} {}", keys_of(state, action), catalog.t(action.spec().hint))
}

/// The key of an action as it is to be pressed in this terminal, here and now: the first of its keys that gets to us,
/// or else the way round. Ctrl+M is promised only where it can be told from Enter.
pub(super) fn keys_of(state: &State, action: Action) -> String {
    let keys = state.keymap.keys(action);
    let Some(main) = keys.first() else { return String::new() };
    if let Some(sure) = keys.iter().find_map(|it| sure(state, *it)) {
        return sure;
    }
    let Some(round) = way_round(state, action, *main) else { return main.to_string() };
    match state.caps.ctrl_m() {
        CtrlM::Unknown if clear(state, *main) => format!("{main}/{round}"),
        CtrlM::Unknown | CtrlM::Ambiguous | CtrlM::Distinct => round,
    }
}

fn clear(state: &State, key: Chord) -> bool {
    state.around.way(key, &state.caps) == Way::Clear
}

/// How a key is pressed, if it gets to us and is understood.
fn sure(state: &State, key: Chord) -> Option<String> {
    let enter = key.ctrl_letter() == Some('m') && state.caps.ctrl_m() != CtrlM::Distinct;
    match state.around.way(key, &state.caps) {
        Way::Clear if !enter => Some(key.to_string()),
        Way::Twice => Some(format!("{key}{key}")),
        Way::Clear | Way::Taken => None,
    }
}

/// Another way to what `key` asks for: a plain letter outside the text, the menu, or byobu's keys switched off.
fn way_round(state: &State, action: Action, key: Chord) -> Option<String> {
    let (letter, plain) = match action {
        Action::Close => ("o", Some(Action::CloseLetter)),
        Action::CloseUnassign => ("q", None),
        Action::AssignMe => ("m", Some(Action::AssignMeLetter)),
        Action::Unassign => ("b", Some(Action::UnassignLetter)),
        _ if state.around.byobu && key.function().is_some() => return Some(unlocked(key)),
        _ => return None,
    };
    let menu = state.keymap.keys(Action::Menu);
    let plain = plain.map(|it| state.keymap.main(it)).filter(|it| !it.is_empty());
    if let Some(plain) = plain.as_ref().filter(|_| state.focus != Focus::Composer) {
        return Some(plain.clone());
    }
    if let Some(menu) = menu.iter().find_map(|it| sure(state, *it)) {
        return Some(format!("{menu} {letter}"));
    }
    match (plain, menu.first()) {
        (Some(plain), _) => Some(format!("{} {plain}", state.keymap.main(Action::LeaveComposer))),
        (None, Some(menu)) if state.around.byobu => Some(format!("{} {letter}", unlocked(*menu))),
        (None, _) => None,
    }
}

/// A function key in byobu, which has to let go of them first.
fn unlocked(key: Chord) -> String {
    format!("{BYOBU_OFF} {key}")
}

/// The actions that matter where the focus is, the most important first.
fn matter(state: &State) -> Vec<Action> {
    const FOUR: [Action; 4] =
        [Action::Close, Action::CloseUnassign, Action::AssignMe, Action::Unassign];
    let may_work = state.me.role.may(Right::Work) && !state.me.blocked;
    let mut actions = Vec::new();
    match &state.popup {
        None => (),
        // These questions say themselves which keys answer them.
        Some(Popup::AskAssign(_)) => return Vec::new(),
        Some(Popup::Help { .. } | Popup::Choose(_) | Popup::Pick(_)) => {
            return vec![
                Action::PopupAccept,
                Action::PopupDown,
                Action::PopupUp,
                Action::PopupCancel,
            ];
        }
    }
    match state.focus {
        _ if !may_work => actions.extend([Action::Open, Action::Filter]),
        Focus::Composer => {
            actions.extend([Action::Send, Action::LeaveComposer]);
            actions.extend(FOUR);
            actions.extend([Action::NewLine, Action::Editor]);
        }
        Focus::List => {
            actions.push(Action::Open);
            actions.extend(FOUR);
            actions.extend([Action::Reply, Action::Filter, Action::Undo]);
        }
        Focus::Thread | Focus::Card => {
            match state.thread.stuck().and_then(|it| it.delivery.as_ref()) {
                Some(Delivery::Unsure) => {
                    actions.extend([Action::ConfirmSent, Action::Retry, Action::DropFailed]);
                }
                Some(_) => actions.extend([Action::Retry, Action::EditFailed, Action::DropFailed]),
                None => (),
            }
            actions.push(Action::Reply);
            actions.extend(FOUR);
            actions.extend([Action::Note, Action::NextDialog, Action::Back]);
        }
    }
    if state.list.filter.heaps.only() == Some(Bucket::Closed) && state.focus == Focus::List {
        actions.insert(1, Action::Reopen);
    }
    if state.focus != Focus::Composer {
        actions.extend([Action::HelpPanes, Action::Quit]);
        // Help is the way to everything else, so it has its place whatever the width.
        actions.retain(|it| *it != Action::HelpPanes);
        actions.insert(actions.len().min(1), Action::HelpPanes);
    }
    actions
}
