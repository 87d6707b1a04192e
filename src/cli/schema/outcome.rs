//! What a wish came to, for scripts.

use serde::Serialize;

use super::Dialog;

/// What one wish about one dialog came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Outcome {
    pub(in crate::cli) id: i64,
    pub(in crate::cli) name: String,
    /// `accepted` or `refused`.
    pub(in crate::cli) outcome: &'static str,
    /// Why it was refused: a word that never changes.
    pub(in crate::cli) refusal: Option<&'static str>,
    /// True when nothing was done and this only says what would be.
    pub(in crate::cli) dry_run: bool,
    /// The tag it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) tag: Option<String>,
    /// Messages that were left without an answer by a close.
    pub(in crate::cli) unanswered: u32,
    /// The message that was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) message: Option<i64>,
    /// Where the message stands after `--wait`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) delivery: Option<super::message::State>,
    /// The dialog as it is now; nothing when there is none.
    pub(in crate::cli) dialog: Option<Dialog>,
}

/// What was done together and can be taken back together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Batch {
    pub(in crate::cli) at: String,
    /// How many dialogs.
    pub(in crate::cli) dialogs: usize,
    pub(in crate::cli) ids: Vec<i64>,
    /// What was done: the words of `watch`.
    pub(in crate::cli) what: Vec<&'static str>,
}
