//! What becomes of many ops that belong together.

use crate::base::msg::Msg;
use crate::domain::ChangeNo;
use crate::store::Refused;

/// Some more of a batch has been decided.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchMoved {
    /// Which batch.
    pub no: u64,
    /// What the next ops came to, in their order.
    pub rows: Vec<BatchRow>,
    /// The feed's last number.
    pub head: ChangeNo,
    /// Why nothing more comes of it, if so.
    pub end: Option<BatchEnd>,
}

/// What one op of a batch came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchRow {
    /// It is done.
    Done {
        /// Whether it can be taken back.
        undoable: bool,
        /// Whether it closed a dialog in which somebody waits and is not being answered.
        unanswered: bool,
    },
    /// It is not.
    Refused(Refused),
}

/// How a batch ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchEnd {
    /// Everything has been decided.
    Finished,
    /// Somebody stopped it.
    Stopped,
    /// The desk could not record any more of it.
    Failed {
        /// What is wrong.
        what: Msg,
        /// What to do.
        hint: Option<Msg>,
    },
}
