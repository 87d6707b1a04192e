//! What happened to a dialog.

use crate::domain::DialogId;
use crate::store::FeedEntry;

/// Entries asked for at once.
pub const HISTORY_PAGE: usize = 100;

/// What happened to one dialog, as far as it is loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// To which.
    pub dialog: DialogId,
    /// The contact's name, cleaned and short.
    pub name: String,
    /// The newest first.
    pub entries: Vec<FeedEntry>,
    /// The number of the question that is on its way, if one is.
    pub asked: Option<u64>,
    /// The number of the first question to the hub, or of the one that is on its way there.
    pub hub_asked: Option<u64>,
    /// Whether the entries are the hub's. A replica has those only that came since it began.
    pub of_hub: bool,
    /// Whether there is nothing older.
    pub whole: bool,
    /// Whether there was something older, which the desk has forgotten.
    pub cut: bool,
    /// Entries scrolled away.
    pub top: usize,
}
