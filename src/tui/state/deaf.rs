//! Keys that are not heard: held down, or meant for something that has just gone.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::tui::action::Action;

/// A key whose action one press does once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Once {
    /// What it asked for.
    pub action: Action,
    /// When it came last.
    pub at: Timestamp,
    /// Whether it was found to be held down.
    pub held: bool,
}

/// For a while some keys are not heard: they were meant for something that has just gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deaf {
    /// When it began, or when such a key came last.
    pub at: Timestamp,
    /// How long it lasts from then on.
    pub span: Duration,
}

impl Deaf {
    /// For `span` from now on.
    #[must_use]
    pub const fn from(at: Timestamp, span: Duration) -> Self {
        Self { at, span }
    }

    /// Whether it lasts still.
    #[must_use]
    pub fn lasts(self, now: Timestamp) -> bool {
        now.since(self.at) < self.span
    }
}

/// What is not heard for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deafness {
    /// A return that may have been Ctrl+M and has assigned a dialog: held down, the next one would send.
    pub returns: Option<Deaf>,
    /// Letters that are typed on after the text they were meant for was closed: they would act on another dialog.
    pub letters: Option<Deaf>,
    /// Whether those that begin a reply are heard all the same.
    pub but_reply: bool,
}
