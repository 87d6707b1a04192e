//! Questions that may take their time: they are asked beside the screen's path, never on it.

use super::StoreError;
use crate::base::clock::Timestamp;
use crate::domain::{DialogId, Filter};

/// The desk as somebody studies it who can wait.
pub trait Study {
    /// How many dialogs pass a filter at `now`; for those that [`Filter::is_counted`] the totals tell it sooner.
    fn count(&self, filter: &Filter, now: Timestamp) -> Result<i64, StoreError>;
    /// The dialogs that pass, in the list's order, at most `limit`.
    fn ids(
        &self,
        filter: &Filter,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DialogId>, StoreError>;
    /// All tags in use, the most used first, at most `limit`, and on how many dialogs each is.
    fn tags(&self, limit: usize) -> Result<Vec<(String, i64)>, StoreError>;
}
