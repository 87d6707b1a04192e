//! What keys ask for, and who answers them.

use std::time::Duration;

use super::list::{self, Step};
use super::{
    batch, channel_form, channels, choices, clipboard, composer, crew, files, filter_line, focus,
    history, hub, macros, mass, notices, ops, palette, person, picker, picture, popup, replies,
    say, search, select, snooze, thread, views, why,
};
use crate::base::msg::Msg;
use crate::config::Keyboard;
use crate::domain::{Intent, Kind, View};
use crate::tui::action::{Action, Place};
use crate::tui::event::Effect;
use crate::tui::input::caps::CtrlM;
use crate::tui::input::{Encoding, Input, Key, KeyPress, Kind as PressKind, Mods, Reply};
use crate::tui::keymap::Chord;
use crate::tui::layout::{THREE_FROM, TWO_FROM};
use crate::tui::state::{Deaf, Focus, Once, Popup, State, Tone, ViewId};

/// Held keys repeat faster than this, also over a line that stumbles; people press more slowly.
pub(super) const HELD: Duration = Duration::from_millis(150);

/// How soon after it has assigned a dialog a return may send: by then a key that is held down has begun to repeat.
const RETURN_LET_GO: Duration = Duration::from_millis(1_000);

/// How long letters do nothing once the text they may have been meant for is closed, and after each of them.
const TYPED_ON: Duration = Duration::from_millis(800);
const TYPED_STILL: Duration = Duration::from_millis(500);

/// The same once a key is known to be held: what follows must have been let go first.
const HELD_STILL: Duration = Duration::from_millis(400);

/// How long after another dialog has come under the cursor by itself a press was still meant for the one before.
const LOOK_AGAIN: Duration = Duration::from_millis(400);

/// A person or the terminal did something.
pub(super) fn input(state: &mut State, input: Input) -> Vec<Effect> {
    match input {
        Input::Key(press) => {
            state.caps.witness(&press);
            key(state, &press)
        }
        Input::Paste(text) => paste(state, &text),
        Input::Reply(Reply::KittyFlags(_) | Reply::OtherKeys(_)) if legacy(state) => Vec::new(),
        Input::Reply(Reply::XtVersion(name)) if legacy(state) => {
            state.caps.named(&name);
            Vec::new()
        }
        Input::Reply(reply) => state.caps.learn(&reply).map(Effect::Tell).into_iter().collect(),
        Input::Focus(focused) => {
            doubt_keyboard(state);
            notices::focus(state, focused);
            Vec::new()
        }
        Input::Mouse(_) => Vec::new(),
    }
}

/// tmux may have been given to another terminal, as far as anybody tells: what the last one's keys have proved is proved
/// no more.
pub(super) fn doubt_keyboard(state: &mut State) {
    if state.around.in_tmux(&state.caps) {
        state.caps.doubt();
    }
}

/// Whether the terminal is not to be believed what it says of its keys.
fn legacy(state: &State) -> bool {
    state.settings.terminal.keyboard == Keyboard::Legacy
}

fn key(state: &mut State, press: &KeyPress) -> Vec<Effect> {
    let Some(chord) = Chord::of(press) else { return Vec::new() };
    if still_held(state, press) || typed_on(state, press, chord) {
        return Vec::new();
    }
    if state.popup.is_some() {
        return popup::key(state, press, chord);
    }
    if state.is_searching() {
        return search::key(state, press, chord);
    }
    let place = match state.focus {
        Focus::List => Place::List,
        Focus::Thread | Focus::Card => Place::Dialog,
        Focus::Composer => Place::Composer,
    };
    if place == Place::Composer && chord.types() {
        if let Some(typed) = press.text() {
            hint_at_letter(state, press);
            return composer::typed(state, typed);
        }
        return Vec::new();
    }
    if place != Place::Composer
        && let Some(effects) = search::hit_key(state, chord)
    {
        return effects;
    }
    match state.keymap.action(place, chord) {
        Some(action) if once(action) && repeats(state, action, press.kind) => Vec::new(),
        Some(Action::Send | Action::ReplyEnter)
            if is_bare_return(press)
                && !person::takes_enter(state)
                && composer::enter_is_doubtful(state) =>
        {
            composer::ask_assign(state)
        }
        Some(Action::Quit) if press.latin() == Some('q') && may_have_lost_ctrl(state, press) => {
            popup::ask_leave(state)
        }
        // One's own view may stand on the digit of a built-in one.
        Some(action) if is_view(action) && digit(press).is_some() => {
            palette::used(state, action);
            views::go_to_digit(state, digit(press).unwrap_or(0))
        }
        Some(action) => act(state, action),
        None => Vec::new(),
    }
}

/// The digit that was pressed.
fn digit(press: &KeyPress) -> Option<u8> {
    let digit = press.latin().filter(|_| !press.mods.is_chord())?.to_digit(10)?;
    u8::try_from(digit).ok()
}

fn is_view(action: Action) -> bool {
    action == Action::ViewOwn || view_of(action).is_some()
}

/// Whether the key is only being held down: nobody means to close two dialogs with one press. Few terminals tell,
/// so what comes faster than a person presses counts too.
pub(super) fn repeats(state: &mut State, action: Action, kind: PressKind) -> bool {
    let before = state.last_once.filter(|it| it.action == action);
    let limit = |it: &Once| if it.held { HELD_STILL } else { HELD };
    let held =
        kind == PressKind::Repeat || before.is_some_and(|it| state.now.since(it.at) < limit(&it));
    state.last_once = Some(Once { action, at: state.now, held });
    held
}

/// A dialog has been assigned: if a return did it, it has to be let go before the next one counts.
pub(super) fn let_go_of_return(state: &mut State, press: &KeyPress) {
    if is_bare_return(press) {
        state.deaf.returns = Some(Deaf::from(state.now, RETURN_LET_GO));
    }
}

/// Whether the return that has assigned the dialog is still being held down.
fn still_held(state: &mut State, press: &KeyPress) -> bool {
    let held = is_bare_return(press) && state.deaf.returns.is_some_and(|it| it.lasts(state.now));
    state.deaf.returns = held.then_some(Deaf::from(state.now, HELD_STILL));
    held
}

/// Somebody may be typing a text that is not there, or not any more. The keys that begin one are heard `but_reply`.
pub(super) fn deafen(state: &mut State, but_reply: bool) {
    state.deaf.letters = Some(Deaf::from(state.now, TYPED_ON));
    state.deaf.but_reply = but_reply;
}

/// Whether this was typed on, after the text it was meant for was closed.
fn typed_on(state: &mut State, press: &KeyPress, chord: Chord) -> bool {
    let meant = state.focus != Focus::Composer && state.popup.is_none() && !state.is_searching();
    let text = chord.types() || press.key == Key::Enter;
    let action = state.keymap.action(Place::Dialog, chord);
    let replies = state.deaf.but_reply && begins_text(action);
    // To take back what has just been done does no harm, and is what the screen offers.
    let heard = replies || action == Some(Action::Undo);
    let lasts = state.deaf.letters.is_some_and(|it| it.lasts(state.now));
    let on = meant && text && lasts && !heard;
    state.deaf.letters = on.then_some(Deaf::from(state.now, TYPED_STILL));
    if on {
        say(state, Tone::Warning, Msg::new("typed-on"));
    }
    on
}

const fn begins_text(action: Option<Action>) -> bool {
    matches!(action, Some(Action::Reply | Action::ReplyEnter | Action::Note))
}

/// 0x0D: Enter, and in many terminals Ctrl+M as well.
fn is_bare_return(press: &KeyPress) -> bool {
    press.key == Key::Enter && press.mods == Mods::NONE && press.encoding == Encoding::Legacy
}

/// Where no Latin layout is set up, most terminals send Ctrl with a Cyrillic letter as the letter alone.
fn may_have_lost_ctrl(state: &State, press: &KeyPress) -> bool {
    let cyrillic = matches!(press.key, Key::Char(typed) if !typed.is_ascii());
    cyrillic && !press.mods.is_chord() && state.caps.ctrl_m() != CtrlM::Distinct
}

/// One of the four letters, first thing in an empty reply and with no chord ever seen, may have been meant as a chord.
/// It is typed; where else to look is said, once.
fn hint_at_letter(state: &mut State, press: &KeyPress) {
    let empty = state.composer.as_ref().is_some_and(|it| it.editor.is_empty());
    let four = matches!(press.key, Key::Char('щ' | 'й' | 'ь' | 'и'));
    if state.letter_hinted || !empty || !four || state.caps.chord_seen() {
        return;
    }
    if may_have_lost_ctrl(state, press) {
        state.letter_hinted = true;
        let menu = state.keymap.main(Action::Menu);
        say(state, Tone::Warning, Msg::new("composer-ctrl-lost").with("key", menu));
    }
}

/// Whether the dialog that keys act on has just come under the cursor without a key; says so.
fn has_moved(state: &mut State) -> bool {
    let by_cursor = state.focus == Focus::List && !select::acts(state) && !state.is_searching();
    let moved = state.list.moved_at.map(|it| Deaf::from(it, LOOK_AGAIN));
    let refused = by_cursor && moved.is_some_and(|it| it.lasts(state.now));
    if refused {
        say(state, Tone::Warning, Msg::new("list-moved"));
    }
    refused
}

pub(super) const fn once(action: Action) -> bool {
    matches!(
        action,
        Action::Close
            | Action::CloseUnassign
            | Action::AssignMe
            | Action::Unassign
            | Action::CloseLetter
            | Action::AssignMeLetter
            | Action::UnassignLetter
            | Action::Spam
            | Action::CloseNext
            | Action::OpenFile
            | Action::SaveFile
    )
}

fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if state.popup.is_none() && state.is_searching() {
        return search::pasted(state, text);
    }
    match (&mut state.popup, state.focus) {
        (Some(Popup::Pick(_)), _) => picker::pasted(state, text),
        (Some(Popup::Filter(_)), _) => filter_line::pasted(state, text),
        (Some(Popup::Channels(_)), _) => channel_form::pasted(state, text),
        (Some(Popup::Why(_)), _) => why::pasted(state, text),
        (Some(Popup::ContactNote(note)), _) => person::note_pasted(note, text),
        (None, Focus::Composer) => composer::pasted(state, text),
        (Some(_), _) | (None, Focus::List | Focus::Thread | Focus::Card) => {
            say(state, Tone::Warning, Msg::new("paste-nowhere"));
        }
    }
    Vec::new()
}

/// Does what is asked for.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    palette::used(state, action);
    if once(action) && has_moved(state) {
        return Vec::new();
    }
    if let Some(effects) = select::act(state, action) {
        return effects;
    }
    if let Some(view) = view_of(action) {
        return views::go(state, ViewId::BuiltIn(view));
    }
    if let Some(intent) = intent_of(state, action) {
        return ops::want(state, intent);
    }
    if let Some(step) = step_of(action) {
        return list::step(state, step);
    }
    if let Some(effects) = person::act(state, action).or_else(|| files::act(state, action)) {
        return effects;
    }
    if let Some(effects) = open_above(state, action) {
        return effects;
    }
    match action {
        Action::Spam => ops::toggle_spam(state),
        Action::Undo => ops::undo(state),
        Action::CloseNext => ops::close_and_next(state),
        Action::Reply | Action::ReplyEnter => composer::begin(state, Kind::Reply),
        Action::Note => composer::begin(state, Kind::Note),
        Action::Retry => composer::with_stuck(state, false, Intent::Retry),
        Action::DropFailed => composer::with_stuck(state, false, Intent::Drop),
        Action::ConfirmSent => composer::with_stuck(state, true, Intent::ConfirmSent),
        Action::EditFailed => composer::edit_failed(state),
        Action::CopyMessage => clipboard::copy_message(state),
        Action::Quotes => thread::turn_quotes(state),
        Action::Open => open(state),
        Action::PaneRight => pane_right(state),
        Action::PaneLeft => pane_left(state),
        Action::Back => back(state),
        Action::NextDialog => thread::go(state, 1),
        Action::PreviousDialog => thread::go(state, -1),
        Action::ClearFilters => list::follow(state, Vec::new()),
        Action::DropFilter => views::drop_last(state),
        Action::Order => views::turn_order(state),
        Action::ViewOwn => views::go_to_digit(state, 9),
        Action::NextView => views::step(state, false),
        Action::PreviousView => views::step(state, true),
        Action::NextHit => search::go(state, 1),
        Action::PreviousHit => search::go(state, -1),
        Action::EndSearch => search::close(state),
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => leave(state, Effect::Suspend),
        Action::Quit if batch::warn(state) => Vec::new(),
        Action::Quit => leave(state, Effect::Quit),
        other => scroll(state, other).unwrap_or_else(|| composer::act(state, other)),
    }
}

/// Opens what lies above everything else, or takes its first keys; `None` for what does something at once.
fn open_above(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::Outcome => mass::open_outcome(state),
        Action::History => history::open(state),
        Action::Picture => picture::open(state),
        Action::Channels => channels::open(state),
        Action::Why => why::open(state),
        Action::Team => crew::open(state),
        Action::Refused => hub::open_refused(state),
        Action::SwitchProfile => hub::open_profiles(state),
        Action::Replies | Action::RepliesPanes => replies::open(state),
        Action::Macros => macros::open(state),
        Action::Views => views::open(state),
        Action::SaveView => views::open_save(state),
        Action::Help | Action::HelpPanes => open_popup(state, popup::help()),
        Action::Menu => popup::open_menu(state),
        Action::Palette | Action::PalettePanes => palette::open(state),
        Action::Search => search::open(state),
        Action::Filter => filter_line::open(state),
        Action::AssignTo => choices::open_assign(state),
        Action::Snooze => snooze::open(state),
        Action::Tag => choices::open_tags(state),
        _ => return None,
    })
}

/// Goes away for a while, or for good: what is half written is saved first.
pub(super) fn leave(state: &mut State, how: Effect) -> Vec<Effect> {
    composer::save(state).into_iter().chain([how]).collect()
}

fn open_popup(state: &mut State, popup: Popup) -> Vec<Effect> {
    state.popup = Some(popup);
    Vec::new()
}

fn open(state: &mut State) -> Vec<Effect> {
    match state.list.current().map(|it| it.dialog.id) {
        Some(dialog) => thread::open(state, dialog),
        None => Vec::new(),
    }
}

/// Back to the list, to the row of the dialog that was read.
fn back(state: &mut State) -> Vec<Effect> {
    if let Some(row) = state.thread.dialog.and_then(|it| state.list.find(it)) {
        let height = state.list_rows();
        state.list.put_cursor(row, height);
    }
    let effects = focus(state, Focus::List);
    // Where it has left the list, the one under the cursor is shown instead.
    list::rest(state);
    effects
}

fn pane_right(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Focus::List => {
            if state.thread.dialog.is_none() || state.size.0 < TWO_FROM {
                return open(state);
            }
            focus(state, Focus::Thread)
        }
        Focus::Thread if state.composer.is_some() => focus(state, Focus::Composer),
        Focus::Thread | Focus::Composer => focus(state, Focus::Card),
        Focus::Card if state.size.0 >= THREE_FROM => Vec::new(),
        Focus::Card => back(state),
    }
}

fn pane_left(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Focus::Card => focus(state, Focus::Thread),
        Focus::Thread | Focus::Composer => back(state),
        Focus::List => Vec::new(),
    }
}

fn scroll(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if action == Action::ScrollLast && !state.thread.at_end {
        return Some(thread::turn_to_newest(state).into_iter().collect());
    }
    let page = thread::page(state);
    let end = isize::try_from(state.thread.lines.len()).unwrap_or(isize::MAX);
    let lines = match action {
        Action::ScrollDown => 1,
        Action::ScrollUp => -1,
        Action::ScrollPageDown => page,
        Action::ScrollPageUp => -page,
        Action::ScrollFirst => -end,
        Action::ScrollLast => end,
        _ => return None,
    };
    Some(thread::scroll(state, lines))
}

const fn view_of(action: Action) -> Option<View> {
    Some(match action {
        Action::ViewWaiting => View::Waiting,
        Action::ViewMine => View::Mine,
        Action::ViewUnassigned => View::Unassigned,
        Action::ViewOpen => View::Open,
        Action::ViewSnoozed => View::Snoozed,
        Action::ViewClosed => View::Closed,
        Action::ViewSpam => View::Spam,
        Action::ViewOrphans => View::Orphans,
        _ => return None,
    })
}

const fn intent_of(state: &State, action: Action) -> Option<Intent> {
    Some(match action {
        Action::Close | Action::CloseLetter => Intent::Close,
        Action::CloseUnassign => Intent::CloseAndUnassign,
        Action::AssignMe | Action::AssignMeLetter => Intent::Assign(Some(state.me.id)),
        Action::Unassign | Action::UnassignLetter => Intent::Assign(None),
        Action::Reopen => Intent::Reopen,
        _ => return None,
    })
}

const fn step_of(action: Action) -> Option<Step> {
    Some(match action {
        Action::Down => Step::Rows(1),
        Action::Up => Step::Rows(-1),
        Action::PageDown => Step::Pages(1),
        Action::PageUp => Step::Pages(-1),
        Action::First => Step::First,
        Action::Last => Step::Last,
        _ => return None,
    })
}
