//! What a channel tells the desk.

use std::path::PathBuf;
use std::sync::Arc;

use super::{ContentHash, Enclosure, Kind, Receipt};
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
    /// What else is known of it.
    pub more: Particulars,
}

/// What a channel may know of a message beside its words. Empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// Who wrote it, where that is not the contact themself: a member of a group, another address. Hostile text.
    pub writer: String,
    /// What it is about, in the sender's words (RFC 5322, 3.6.5). Hostile text.
    pub subject: String,
    /// Where an answer to this message goes, where that is not the contact's own name on the channel.
    pub address: String,
    /// The messages it follows, by the channel's own names, the nearest first: the one it answers, then its ancestors.
    pub follows: Vec<String>,
    /// What tells which messages are one: messages of one dialog with the same album are kept as one with all their files.
    pub album: String,
    /// Whether a machine wrote it (RFC 3834): it gets no automatic reply.
    pub automatic: bool,
}

/// What a channel told and its connector could not read. It costs this one message, never the batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The channel's own name for it; told twice it is kept once.
    pub remote: String,
    /// When it came, as far as that is known.
    pub at: Timestamp,
    /// What could not be understood: for whoever looks into it, in plain English, without anything secret.
    pub why: String,
    /// As it came, or its beginning.
    pub raw: Arc<[u8]>,
}

/// One thing a channel has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly all news are arrivals")]
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
    /// A message was changed by who wrote it. One that is not known is passed over. It counts as no new message.
    Edited {
        /// The channel's own name for it.
        remote: String,
        /// What it says now. Hostile text.
        text: String,
        /// When it was changed, by the channel's clock.
        at: Timestamp,
    },
    /// The channel calls a contact by another name from now on.
    Moved {
        /// As it was called.
        from: String,
        /// As it is called.
        to: String,
    },
    /// A contact can be written to, or has blocked us.
    Reach {
        /// The channel's own name for them. One who has never written is passed over.
        external: String,
        /// Whether what we write arrives.
        open: bool,
        /// Since when, by the channel's clock.
        at: Timestamp,
    },
    /// Something that could not be read.
    Unread(Unread),
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
    /// The words. May be empty when there are files.
    pub text: String,
    /// Its files, in order.
    pub files: Vec<Enclosure>,
    /// Written by a machine ([`Kind::Auto`]).
    pub automatic: bool,
    /// The message it answers: the one its writer chose, else the customer's last one.
    pub answers: Option<Answered>,
    /// Whether its writer chose the message it answers.
    pub chosen: bool,
    /// How many of its parts the channel has taken already; see [`Outcome::Part`](super::Outcome::Part).
    pub parts_done: u32,
    /// The channel's own name for it, where one was given before it was sent.
    pub remote: Option<String>,
    /// When it was written.
    pub at: Timestamp,
}

impl Outgoing {
    /// Plain words, of which no part has been sent.
    #[must_use]
    pub fn plain(
        message: super::MessageId,
        channel: super::ChannelId,
        to: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            message,
            channel,
            to: to.into(),
            text: text.into(),
            files: Vec::new(),
            automatic: false,
            answers: None,
            chosen: false,
            parts_done: 0,
            remote: None,
            at: Timestamp::default(),
        }
    }
}

/// The message that an outgoing one answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// The channel's own name for it.
    pub remote: String,
    /// Its subject. Hostile text.
    pub subject: String,
    /// What it follows, by the channel's own names, the nearest first.
    pub follows: Vec<String>,
    /// Where an answer to it goes, where that is not [`Outgoing::to`]; else empty.
    pub address: String,
    /// When it was written.
    pub at: Timestamp,
    /// Its words. Hostile text.
    pub text: String,
}
