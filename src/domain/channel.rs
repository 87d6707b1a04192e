//! The outside media and the accounts on them.

use super::ChannelId;

/// A medium. Decides what a message there can be, and how a dialog's row is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChannelKind {
    /// A Telegram bot.
    Telegram,
    /// A Viber bot.
    Viber,
    /// Direct messages of an Instagram account.
    Instagram,
    /// A Facebook page's Messenger.
    Messenger,
    /// A WhatsApp business number.
    Whatsapp,
    /// A mailbox.
    Email,
}

impl ChannelKind {
    /// All media.
    pub const ALL: [Self; 6] = [
        Self::Telegram,
        Self::Viber,
        Self::Instagram,
        Self::Messenger,
        Self::Whatsapp,
        Self::Email,
    ];

    /// The word the desk's file and the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Viber => "viber",
            Self::Instagram => "instagram",
            Self::Messenger => "messenger",
            Self::Whatsapp => "whatsapp",
            Self::Email => "email",
        }
    }

    /// Two letters or signs that mark it where there is little room.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Telegram => "tg",
            Self::Viber => "vb",
            Self::Instagram => "ig",
            Self::Messenger => "fb",
            Self::Whatsapp => "wa",
            Self::Email => "@ ",
        }
    }

    /// The medium of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// What talks to the medium on the channel's behalf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Connector {
    /// Nobody outside: the program plays the customers itself.
    Demo,
    /// Telegram's Bot API, by long polling.
    Telegram,
    /// A mailbox: IMAP for what comes, SMTP for what goes.
    Email,
}

impl Connector {
    /// The word the desk's file uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Telegram => "telegram",
            Self::Email => "email",
        }
    }

    /// The connector of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Demo, Self::Telegram, Self::Email].into_iter().find(|it| it.code() == code)
    }
}

/// How a channel is, apart from being switched on or off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Health {
    /// Nothing is wrong.
    #[default]
    Ok,
    /// The medium wants a new authorization (FAQ 2, 3).
    Unauthorized,
    /// The medium cannot be reached; in its own words.
    Unreachable(String),
    /// Somebody else reads this account's messages with the same credentials; in the medium's own words.
    Contested(String),
    /// The account lacks a permission it needs (FAQ 3); in the medium's own words.
    Forbidden(String),
    /// The plan that pays for the account has ended (FAQ 2).
    Lapsed,
}

/// One connected account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Which one.
    pub id: ChannelId,
    /// Its medium.
    pub kind: ChannelKind,
    /// What talks to it.
    pub connector: Connector,
    /// As the team calls it; unique on a desk.
    pub name: String,
    /// A deactivated channel keeps its dialogs and neither receives nor sends (FAQ 10).
    pub active: bool,
    /// How it is.
    pub health: Health,
}
