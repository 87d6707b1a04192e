//! The people who write in.

use super::{ChannelId, ContactId};
use crate::base::clock::Timestamp;

/// A person as one channel knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Which one.
    pub id: ContactId,
    /// Where they write.
    pub channel: ChannelId,
    /// The channel's own name for them; unique there.
    pub external: String,
    /// As they call themselves. Hostile text: cleaned only when shown.
    pub name: String,
    /// `@nick`, phone or address, as the channel shows it. May be empty.
    pub handle: String,
    /// Two-letter language, if known; else empty.
    pub language: String,
    /// What the team wrote down about them.
    pub note: String,
    /// Since when what we write does not reach them, by the channel's clock: they have blocked us.
    pub blocked_us: Option<Timestamp>,
}
