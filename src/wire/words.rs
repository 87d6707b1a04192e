//! Words: what has no parts. They are those of the desk's file and of the commands.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain;

// A word is taken as it stands (`tt`): the description of the API reads it out of the attribute.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $help:literal])+ $word:ident = $text:tt,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[doc = $help])+ #[serde(rename = $text)] $word,)+ }

        impl From<domain::$name> for $name {
            fn from(word: domain::$name) -> Self {
                match word { $(domain::$name::$word => Self::$word,)+ }
            }
        }

        impl From<$name> for domain::$name {
            fn from(word: $name) -> Self {
                match word { $($name::$word => Self::$word,)+ }
            }
        }
    )+};
}

words! {
    /// What a message is.
    Kind {
        /// From the customer.
        Inbound = "in",
        /// To the customer, written by a person.
        Reply = "reply",
        /// To the customer, written by a machine.
        Auto = "auto",
        /// For colleagues.
        Note = "note",
    }
    /// Where a dialog stands.
    Status {
        /// Open.
        Open = "open",
        /// Closed.
        Closed = "closed",
        /// Spam.
        Spam = "spam",
    }
    /// The heap a dialog lies on.
    Bucket {
        /// Open and not snoozed.
        Open = "open",
        /// Open and hidden for a while.
        Snoozed = "snoozed",
        /// Closed.
        Closed = "closed",
        /// Spam.
        Spam = "spam",
    }
    /// Who opened a closed dialog again.
    Reopening {
        /// An agent: the close is void.
        ByAgent = "by-agent",
        /// The customer: the close stands.
        ByCustomer = "by-customer",
    }
    /// A medium.
    ChannelKind {
        /// A Telegram bot.
        Telegram = "telegram",
        /// A Viber bot.
        Viber = "viber",
        /// Direct messages of an Instagram account.
        Instagram = "instagram",
        /// A Facebook page's Messenger.
        Messenger = "messenger",
        /// A WhatsApp business number.
        Whatsapp = "whatsapp",
        /// A mailbox.
        Email = "email",
    }
    /// What talks to the medium.
    Connector {
        /// The program plays the customers itself.
        Demo = "demo",
        /// The Bot API.
        Telegram = "telegram",
        /// A mailbox.
        Email = "email",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_desk() {
        let word = |it: serde_json::Value| it.as_str().unwrap().to_owned();
        let told = |it| word(serde_json::to_value(Kind::from(it)).unwrap());
        for kind in
            [domain::Kind::Inbound, domain::Kind::Reply, domain::Kind::Auto, domain::Kind::Note]
        {
            assert_eq!(told(kind), kind.code());
        }
        for kind in domain::ChannelKind::ALL {
            let told = word(serde_json::to_value(ChannelKind::from(kind)).unwrap());
            assert_eq!(told, kind.code());
        }
        for status in [domain::Status::Open, domain::Status::Closed, domain::Status::Spam] {
            assert_eq!(word(serde_json::to_value(Status::from(status)).unwrap()), status.code());
        }
    }

    #[test]
    fn a_word_that_is_not_known_is_named() {
        let wrong = serde_json::from_str::<Status>("\"archived\"").unwrap_err();
        assert!(wrong.to_string().contains("archived"), "{wrong}");
    }
}
