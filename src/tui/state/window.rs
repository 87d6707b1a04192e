//! The window around the screen: its title, its colours, and whether anybody looks at it.

use std::time::Duration;

use super::State;
use crate::base::clock::Timestamp;
use crate::domain::View;

/// Messages of customers that came while the window was not in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// How many.
    pub count: usize,
    /// The newest's contact. Hostile text.
    pub name: String,
    /// The newest's words. Hostile text.
    pub text: String,
}

/// Notices are at least this far apart; what comes meanwhile is summed up in the next.
pub const NOTICE_GAP: Duration = Duration::from_secs(5);

impl State {
    /// Dialogs that wait for me, as the status line counts them.
    #[must_use]
    pub fn waiting_dialogs(&self) -> i64 {
        self.totals.of(&View::Waiting.filter(self.me.id)).dialogs
    }

    /// The window's title: first what changes, because a narrow tab shows the beginning only. ASCII without controls.
    #[must_use]
    pub fn title(&self) -> String {
        let profile: String =
            self.profiles.here.chars().filter(|it| it.is_ascii_graphic()).take(24).collect();
        let name = match profile.as_str() {
            it if self.profiles.several() && !it.is_empty() => format!("keydesk {it}"),
            _ => "keydesk".to_owned(),
        };
        match self.waiting_dialogs() {
            ..=0 => name,
            waiting => format!("({waiting}) {name}"),
        }
    }

    /// Whether links can be drawn here. The Linux console has none, and would only show them underlined.
    #[must_use]
    pub fn draws_links(&self) -> bool {
        self.settings.terminal.links && self.around.term != "linux"
    }

    /// The terminal was given away and taken back: what it has to say anew is not known.
    pub fn reentered(&mut self) {
        self.caps.reentered();
        self.focused = None;
        self.news = None;
    }

    /// The moment from which the next notice may go out.
    #[must_use]
    pub fn notice_at(&self) -> Timestamp {
        self.noticed.map_or(self.now, |it| it + NOTICE_GAP)
    }
}
