//! What a channel tells the desk.

use super::{Kind, Receipt};
use crate::base::clock::Timestamp;

/// Who wrote, as the channel knows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sender {
    /// The channel's own name for them; unique on the channel.
    pub external: String,
    /// As they call themselves. Hostile text.
    pub name: String,
    /// `@nick`, phone or address. May be empty.
    pub handle: String,
    /// Two-letter language, if known; else empty.
    pub language: String,
}

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// As the sender called it. Hostile text.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A message that exists on the channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// With whom the dialog is (also for an echo of our own message).
    pub sender: Sender,
    /// The channel's own name for the message; unique on the channel, so that told twice it is stored once.
    pub remote: String,
    /// [`Kind::Inbound`]; or [`Kind::Reply`] for what a colleague wrote in the messenger's own app.
    pub kind: Kind,
    /// When it was written, by the channel's clock.
    pub at: Timestamp,
    /// The words. Hostile text.
    pub text: String,
    /// Its files.
    pub files: Vec<File>,
}

/// One thing a channel has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A message.
    Arrived(Arrival),
    /// How one of our messages fared.
    Report {
        /// The channel's own name for it.
        remote: String,
        /// What became of it.
        receipt: Receipt,
    },
}

/// Everything a channel told at once, and how far it has got.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// In the channel's order.
    pub news: Vec<News>,
    /// Where to go on; stored in the same transaction as the news, so nothing is lost or taken twice.
    pub cursor: String,
}

/// A message to be handed to a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Which message.
    pub message: super::MessageId,
    /// Over which channel.
    pub channel: super::ChannelId,
    /// The channel's own name for the receiver.
    pub to: String,
    /// The words.
    pub text: String,
}
