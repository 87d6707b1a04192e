//! Telling of new messages while somebody looks elsewhere.

use crate::config::Notices;
use crate::domain::ChangeNo;
use crate::tui::event::Effect;
use crate::tui::notice::{Manner, Notice};
use crate::tui::state::{News, State};

/// The window came to the front or went. Who looks at it needs no notice.
pub(super) fn focus(state: &mut State, focused: bool) {
    state.focused = Some(focused);
    if focused {
        state.news = None;
    }
}

/// After which change the desk is to tell what customers wrote. A terminal that never says where the focus is has it.
/// What was there when the screen was opened is no news.
pub(super) fn wanted(state: &State) -> Option<ChangeNo> {
    let away = state.focused == Some(false) && state.settings.terminal.notices != Notices::Off;
    (away && state.ready).then_some(state.head)
}

/// Customers have written.
pub(super) fn heard(state: &mut State, news: News) -> Option<Effect> {
    if state.focused != Some(false) {
        return None;
    }
    let before = state.news.take().map_or(0, |it| it.count);
    state.news = Some(News { count: before + news.count, ..news });
    ring(state)
}

/// Tells of what has not been told of, once that is due.
pub(super) fn ring(state: &mut State) -> Option<Effect> {
    if state.now < state.notice_at() {
        return None;
    }
    let news = state.news.take()?;
    let terminal = state.settings.terminal;
    let manner = Manner::of(terminal.notices, state.caps.terminal(), &state.around)?;
    state.noticed = Some(state.now);
    Some(Effect::Notify(Notice { manner, news, at: state.now }))
}
