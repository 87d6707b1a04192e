//! What is asked when somebody looks for what they do not see.

use super::StoreError;
use crate::domain::{ChannelId, DialogId};

/// Finds what lists do not show. Who may see it, is for whoever asks to look after.
pub trait Whereabouts {
    /// The dialogs whose contact is called so, or whose name, handle or address has these words in it; the exact ones
    /// alone where there are any. At most `limit`.
    fn dialogs_called(&self, name: &str, limit: usize) -> Result<Vec<DialogId>, StoreError>;
    /// How many contacts of a channel have blocked us: what we write does not reach them.
    fn out_of_reach(&self, channel: ChannelId) -> Result<u32, StoreError>;
}
