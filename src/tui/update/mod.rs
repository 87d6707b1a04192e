//! Turns what happened into a new state and a list of things to do.
//!
//! Never waits, never fails, never looks at a clock, a file or the terminal.

mod batch;
mod channel_form;
mod channels;
mod choices;
mod clipboard;
mod composer;
mod crew;
mod desk;
mod field;
mod files;
mod filter_line;
mod history;
mod hub;
mod insets;
mod keys;
mod list;
mod macros;
mod mass;
mod mouse;
mod notices;
mod ops;
mod palette;
mod person;
mod picker;
mod picture;
mod popup;
mod replies;
mod search;
mod select;
mod sending;
mod snooze;
mod thread;
mod views;
mod why;

use std::time::Duration;

use super::event::{Effect, Event, Finding};
use super::state::{ContactNote, Focus, Popup, State, Toast, Tone};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::ChannelKind;

/// How long a word on the status line stays.
const TOAST: Duration = Duration::from_secs(6);

/// Applies one event.
#[must_use]
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let by_hand = matches!(event, Event::Input(_) | Event::Pointed(..));
    let under = list::under_cursor(state);
    let mut effects = match event {
        Event::Now(now, utc_offset) => pass_time(state, now, utc_offset),
        Event::Input(input) => keys::input(state, input),
        Event::Pointed(mouse, spot) => mouse::pointed(state, mouse, spot),
        Event::Resized(width, height) => {
            state.size = (width, height);
            keys::doubt_keyboard(state);
            // There may be room for another conversation than the one shown before.
            list::rest(state);
            insets::resized(state).into_iter().collect()
        }
        Event::Moved(head) => desk::moved(state, head),
        Event::Looked(seen) => desk::looked(state, *seen),
        Event::Answered(no, finding) => {
            answered(state, no, *finding);
            Vec::new()
        }
        Event::Failed { what, hint } => desk::failed(state, what, hint),
        Event::Found(no, found) => search::found(state, no, *found),
        Event::WordsMended(mended) => search::mended(state, mended),
        Event::DraftKept(no) => {
            composer::kept(state, no);
            Vec::new()
        }
        Event::DraftLost { what, hint } => desk::failed(state, what, hint),
        Event::Decided { op, done } => {
            list::expect(state, op, &done);
            ops::decided(state, op, done)
        }
        Event::Chained { ops, done, lost } => {
            for (op, done) in ops.iter().zip(&done) {
                list::expect(state, *op, done);
            }
            ops::chained(state, ops, done, lost)
        }
        Event::Books(books) => replies::read(state, books),
        Event::Examples(written) => replies::written(state, written),
        Event::NotRecorded { op, what, hint } => ops::not_recorded(state, op, what, hint),
        Event::Edited(text) => composer::edited_outside(state, &text),
        Event::NotEdited(why) => {
            say(state, Tone::Bad, why);
            Vec::new()
        }
        Event::Linked(link) => hub::linked(state, link),
        Event::TmuxRefused { text, why } => clipboard::tmux_refused(state, text, why),
        Event::Around(told) => {
            state.around.told = Some(told);
            Vec::new()
        }
        other => aside(state, other),
    };
    if by_hand && list::under_cursor(state) != under {
        state.list.moved_at = None;
    }
    settle(state);
    effects.extend(follow_up(state));
    effects
}

/// What is now to be asked, whatever has happened.
fn follow_up(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    effects.extend(list::load_more(state));
    effects.extend(thread::load_more(state));
    effects.extend(search::load_more(state));
    effects.extend(views::count(state));
    effects.extend(history::load_more(state));
    effects.extend(person::ask(state));
    effects.extend(picture::ask(state));
    effects.extend(channels::ask(state));
    effects.extend(crew::ask(state));
    effects.extend(hub::look(state));
    effects.extend(hub::fetch_older(state));
    effects.extend(hub::tell_presence(state));
    effects.extend(insets::ask(state));
    effects
}

/// What was asked beside the screen's path is answered.
fn aside(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Counted { no, counts } => {
            views::counted(state, no, counts);
            Vec::new()
        }
        Event::NotCounted(no) => {
            views::not_counted(state, no);
            Vec::new()
        }
        Event::Happened(what) => {
            say(state, Tone::Good, what);
            Vec::new()
        }
        Event::Tags(tags) => {
            filter_line::tags(state, tags);
            Vec::new()
        }
        Event::Administered(told) => {
            crew::administered(state, &told.0, told.1);
            Vec::new()
        }
        Event::Views { read, saved } => views::read(state, read, saved),
        Event::Gathered { no, ids } => select::gathered(state, no, ids),
        Event::Foreseen { no, told } => mass::foreseen(state, no, *told),
        Event::BatchMoved(told) => {
            list::expect_batch(state, told.head);
            batch::moved(state, *told)
        }
        Event::DoneBefore { no, things } => batch::done_before(state, no, things),
        Event::History { no, entries, cut } => history::told(state, no, entries, cut),
        Event::HubHistory { no, entries } => history::hub_told(state, no, entries),
        Event::Channels(news) => channels::told(state, *news),
        Event::File(no, news) => files::told(state, no, *news),
        Event::HubHits(no, hits) => search::hub_found(state, no, *hits),
        Event::HubRefused(told) => hub::refused(state, told),
        Event::Presence(all) => {
            hub::present(state, all);
            Vec::new()
        }
        Event::Inset { content, means, made } => {
            state.thread.take_inset(content, means, made);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A question that took its time is answered.
fn answered(state: &mut State, no: u64, finding: Finding) {
    match finding {
        Finding::Nothing => {
            picture::told(state, no, None);
            why::told(state, no, None);
            crew::told(state, no, None);
        }
        Finding::Picture(picture) => picture::told(state, no, Some(*picture)),
        Finding::Contacts(found) => person::told(state, no, &found),
        Finding::Crew(told) => crew::told(state, no, Some(told)),
        Finding::Why(found) => why::told(state, no, Some(found)),
    }
}

/// The first question to the desk, for a screen that has just been set up.
#[must_use]
pub fn begin(state: &mut State) -> Vec<Effect> {
    settle(state);
    if !state.views.faults.is_empty() {
        views::complain(state);
    }
    desk::refresh(state)
}

/// The last effects of a screen that is being left: what is half written is saved.
#[must_use]
pub fn farewell(state: &mut State) -> Vec<Effect> {
    composer::save(state).into_iter().chain(hub::part(state)).collect()
}

/// Puts everything that follows from size, focus and content in its place.
fn settle(state: &mut State) {
    let rows = state.list_rows();
    let cursor = state.list.cursor;
    state.list.put_cursor(cursor, rows);
    let rows = state.hit_rows();
    if let Some(search) = &mut state.search {
        // Whoever goes elsewhere reads on, with what was found at hand.
        search.open &= state.focus == Focus::List;
        search.put_cursor(search.cursor, rows);
    }
    let words = state.words_to_mark();
    state.thread.look_for(words);
    let mails = state.thread_channel().is_some_and(|it| it.kind == ChannelKind::Email);
    state.thread.set_mails(mails);
    let layout = state.layout();
    if let Some(composer) = &mut state.composer {
        // The frame takes two rows and two columns.
        let (width, height) = (layout.composer.width, layout.composer.height);
        composer.editor.resize(width.saturating_sub(2), height.saturating_sub(2).max(1));
    }
    if let Some(Popup::ContactNote(note)) = &mut state.popup {
        let area = ContactNote::place(state.size);
        note.editor.resize(area.width.saturating_sub(2), area.height.saturating_sub(2).max(1));
    }
    if layout.thread.width > 0 {
        state.thread.resize(usize::from(layout.thread.width), state.utc_offset);
        state.thread.arrive(thread_height(state));
    }
    state.thread.scroll_by(0, thread_height(state));
}

/// Lines of the conversation on the screen, without its heading.
fn thread_height(state: &State) -> usize {
    usize::from(state.layout().thread.height).saturating_sub(1)
}

fn pass_time(state: &mut State, now: Timestamp, utc_offset: i32) -> Vec<Effect> {
    if now < state.now {
        // The clock was set back: what was to happen soon still happens soon.
        let back = state.now.since(now);
        let earlier = |it: &mut Timestamp| *it = *it - back;
        state.toast.as_mut().map(|it| &mut it.until).map(earlier);
        state.list.preview_at.as_mut().map(earlier);
        state.list.moved_at.as_mut().map(earlier);
        state.search.as_mut().and_then(|it| it.preview_at.as_mut()).map(earlier);
        state.retry_at.as_mut().map(earlier);
        state.noticed.as_mut().map(earlier);
        state.team.typed_at.as_mut().map(earlier);
        state.composer.as_mut().and_then(|it| it.save_at.as_mut()).map(earlier);
        if let Some(Popup::Filter(line)) = &mut state.popup {
            line.apply_at.as_mut().map(earlier);
        }
    }
    let before = (state.now, state.utc_offset);
    state.now = now;
    state.utc_offset = utc_offset;
    if state.toast.as_ref().is_some_and(|it| it.until <= now) {
        state.toast = None;
    }
    let mut effects: Vec<Effect> = notices::ring(state).into_iter().collect();
    if state.list.preview_at.is_some_and(|it| it <= now) {
        effects.extend(thread::preview(state));
    }
    if state.search.as_ref().and_then(|it| it.preview_at).is_some_and(|it| it <= now) {
        effects.extend(search::preview(state));
    }
    if state.retry_at.take_if(|it| *it <= now).is_some() {
        effects.extend(composer::save_again(state));
        effects.extend(desk::refresh(state));
    }
    if state.composer.as_ref().and_then(|it| it.save_at).is_some_and(|it| it <= now) {
        effects.extend(composer::save(state));
    }
    effects.extend(filter_line::due(state));
    effects.extend(views::pass_time(state, before));
    effects
}

/// Puts a word on the status line.
fn say(state: &mut State, tone: Tone, msg: Msg) {
    // Bad news is read more slowly than good news.
    let span = if tone == Tone::Good { TOAST } else { TOAST * 2 };
    state.toast = Some(Toast { msg, tone, until: state.now + span, undoable: false });
}

/// Moves the keys to another pane.
fn focus(state: &mut State, focus: Focus) -> Vec<Effect> {
    let was = state.focus;
    state.focus = focus;
    if focus == Focus::List || was == focus {
        return Vec::new();
    }
    state.list.preview_at = None;
    thread::see(state)
}
