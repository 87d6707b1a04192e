//! The picture of the day: opening it, keeping it fresh, reading what its numbers mean.

use crate::domain::picture::{PICTURE_DAYS, Picture, PictureQuery};
use crate::tui::action::{Action, Place};
use crate::tui::event::{Effect, Inquiry};
use crate::tui::keymap::Chord;
use crate::tui::state::{Gallery, Popup, State};

/// More lines than there are.
const FAR: isize = 10_000;

pub(super) fn open(state: &mut State) -> Vec<Effect> {
    state.popup = Some(Popup::Picture(Box::default()));
    look(state).into_iter().collect()
}

fn gallery(state: &mut State) -> Option<&mut Gallery> {
    match &mut state.popup {
        Some(Popup::Picture(gallery)) => Some(gallery),
        _ => None,
    }
}

fn look(state: &mut State) -> Option<Effect> {
    let (now, utc_offset, no) = (state.now, state.utc_offset, state.asked + 1);
    let gallery = gallery(state)?;
    (gallery.no, gallery.asked_at, gallery.answered, gallery.moved) = (no, now, false, false);
    state.asked = no;
    let query = PictureQuery { now, utc_offset, days: PICTURE_DAYS };
    Some(Effect::Inquire(no, Box::new(Inquiry::Picture(query))))
}

/// The desk has changed.
pub(super) fn moved(state: &mut State) {
    if let Some(gallery) = gallery(state) {
        gallery.moved = true;
    }
}

/// Counts again when it is time to.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let now = state.now;
    let due = gallery(state)?.due();
    if due <= now { look(state) } else { None }
}

/// The desk has counted; `None`: the question was given up, and is asked again.
pub(super) fn told(state: &mut State, no: u64, picture: Option<Picture>) {
    let Some(gallery) = gallery(state).filter(|it| it.no == no) else { return };
    gallery.answered = true;
    match picture {
        Some(picture) => gallery.picture = Some(picture),
        None => gallery.moved = true,
    }
}

/// A key while the picture is open.
pub(super) fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let asked = [Place::Popup, Place::List].map(|it| state.keymap.action(it, chord));
    let page = isize::try_from(state.size.1).unwrap_or(1).saturating_sub(5).max(1);
    let Some(gallery) = gallery(state) else { return Vec::new() };
    let mut scroll = |lines: isize| {
        // The view stops at the end; the length is known there.
        gallery.top = gallery.top.saturating_add_signed(lines).min(500);
    };
    match asked {
        [Some(Action::PopupDown), _] => scroll(1),
        [Some(Action::PopupUp), _] => scroll(-1),
        [Some(Action::PopupPageDown), _] => scroll(page),
        [Some(Action::PopupPageUp), _] => scroll(-page),
        [Some(Action::PopupFirst), _] => scroll(-FAR),
        [Some(Action::PopupLast), _] => scroll(FAR),
        [_, Some(Action::HelpPanes)] | [Some(Action::Help | Action::PopupAccept), _] => {
            (gallery.meaning, gallery.top) = (!gallery.meaning, 0);
        }
        [Some(Action::PopupCancel), _] if gallery.meaning => {
            (gallery.meaning, gallery.top) = (false, 0);
        }
        // The key that opened it puts it away.
        [Some(Action::PopupCancel), _] | [_, Some(Action::Picture)] => state.popup = None,
        [Some(Action::Redraw), _] => return vec![Effect::Redraw],
        _ => (),
    }
    Vec::new()
}
