//! Counters for scripts.

use serde::Serialize;

/// A view and how many dialogs are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct ViewSum {
    /// The word after `--view`.
    pub(in crate::cli) view: String,
    /// Whether it is one of one's own.
    pub(in crate::cli) own: bool,
    /// The digit that opens it on the screen.
    pub(in crate::cli) key: Option<u8>,
    /// What it is made of, in the language of filters.
    pub(in crate::cli) filter: String,
    /// Dialogs in it.
    pub(in crate::cli) dialogs: i64,
    /// Those in which somebody waits for an answer.
    pub(in crate::cli) waiting: i64,
}

/// Dialogs by heap, of a view, a channel, an agent or all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(in crate::cli) struct Sum {
    /// `desk`, `channel` or `agent`.
    pub(in crate::cli) of: &'static str,
    /// Which one; empty for the whole desk and for nobody's.
    pub(in crate::cli) name: String,
    /// Open and not snoozed.
    pub(in crate::cli) open: i64,
    /// Of these, in which somebody waits.
    pub(in crate::cli) waiting: i64,
    /// The messages without an answer in them.
    pub(in crate::cli) unanswered: i64,
    /// Snoozed.
    pub(in crate::cli) snoozed: i64,
    /// Closed.
    pub(in crate::cli) closed: i64,
    /// Spam.
    pub(in crate::cli) spam: i64,
    /// With a reply that failed or may have failed.
    pub(in crate::cli) stuck: i64,
    /// First answers to the waits that began today, of the desk and of each agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) answers: Option<usize>,
    /// How long half of them took at most, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) answer_median: Option<i64>,
    /// How long nine of ten took at most, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) answer_p90: Option<i64>,
}
