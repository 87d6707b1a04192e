//! What a check of a channel finds.

use crate::base::msg::Msg;

/// How a step of a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Good,
    /// Nothing was found out.
    Unknown,
    /// It works, and somebody should look.
    Doubtful,
    /// This is why messages do not come or go.
    Bad,
}

impl Grade {
    /// The word the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Unknown => "unknown",
            Self::Doubtful => "warning",
            Self::Bad => "problem",
        }
    }
}

/// One step of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: a word for scripts, which stays.
    pub step: &'static str,
    /// How it came out.
    pub grade: Grade,
    /// What was found.
    pub said: Msg,
    /// What to do about it.
    pub todo: Option<Msg>,
}
