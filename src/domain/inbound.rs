//! What a channel tells the desk.

use std::path::PathBuf;
use std::sync::Arc;

use super::{ContentHash, Kind, Receipt};
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
    /// What is in it.
    pub content: Content,
}

impl File {
    /// A file of which no more is known than this.
    #[must_use]
    pub fn named(name: impl Into<String>, bytes: u64) -> Self {
        Self { name: name.into(), bytes, content: Content::Untold }
    }
}

/// What is in a file that came. Whoever carries it to the desk puts it away first: the desk takes only what is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Content {
    /// The channel has not handed it over.
    #[default]
    Untold,
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// What is in this file, which the connector has written and wants no more.
    Spooled(PathBuf),
    /// It is with the desk's files already.
    Kept(ContentHash),
}

impl Content {
    /// Its name among the desk's files, when it is there.
    #[must_use]
    pub const fn kept(&self) -> Option<ContentHash> {
        match self {
            Self::Kept(hash) => Some(*hash),
            Self::Untold | Self::Bytes(_) | Self::Spooled(_) => None,
        }
    }
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
