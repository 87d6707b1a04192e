//! What just happened, said on the status line for a while.

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;

/// How a message on the status line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It was refused, or needs a look.
    Warning,
    /// It failed.
    Bad,
}

/// What just happened, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// The words.
    pub msg: Msg,
    /// How they are meant.
    pub tone: Tone,
    /// When they go.
    pub until: Timestamp,
    /// Whether they tell of something that can be taken back.
    pub undoable: bool,
}
