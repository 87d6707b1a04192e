//! How long a reply can be taken back before it goes out.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use crate::domain::{Channel, HOLD_MAX};

/// Sending replies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// For so many seconds a reply is held back.
    pub undo_seconds: u32,
    /// The same by the word for a medium or the name of a channel.
    pub undo: BTreeMap<String, u32>,
}

/// The longest time a reply can be held back.
pub(super) const HOLD_SECONDS_MAX: i64 = HOLD_MAX.as_secs().cast_signed();

impl Sending {
    /// How long a reply on this channel is held back: as is said of its name, or else of its medium, or else of all.
    #[must_use]
    pub fn hold(&self, channel: &Channel) -> Duration {
        let said = |wanted: &str| {
            let wanted = wanted.trim().to_lowercase();
            self.undo.iter().find(|it| it.0.trim().to_lowercase() == wanted).map(|it| *it.1)
        };
        let seconds = said(&channel.name).or_else(|| said(channel.kind.code()));
        Duration::from_secs(u64::from(seconds.unwrap_or(self.undo_seconds)))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Config;
    use crate::domain::{Channel, ChannelId, ChannelKind, Connector, Health};

    fn hold(settings: &str, kind: ChannelKind, name: &str) -> u64 {
        let config = Config::parse(settings, Path::new("x.toml")).unwrap();
        let (id, connector, health) = (ChannelId(1), Connector::Demo, Health::Ok);
        let channel = Channel { id, kind, connector, name: name.into(), active: true, health };
        config.send.hold(&channel).as_secs()
    }

    #[test]
    fn a_letter_can_be_taken_back_and_a_chat_s_reply_goes_at_once() {
        assert_eq!(hold("", ChannelKind::Email, "help"), 10);
        assert_eq!(hold("", ChannelKind::Viber, "Viber"), 0);
    }

    #[test]
    fn a_channel_s_name_comes_before_its_medium_and_that_before_all() {
        let own =
            "[send]\nundo_seconds = 3\n[send.undo]\nviber = 4\n'Shop on Viber' = 0\nEMAIL = 7";
        assert_eq!(hold(own, ChannelKind::Telegram, "t"), 3);
        assert_eq!(hold(own, ChannelKind::Viber, "v"), 4);
        assert_eq!(hold(own, ChannelKind::Viber, "shop on viber"), 0);
        let faults = ["email = 121", "email = -1", "email = 'x'", "email = []"];
        for fault in faults {
            let error = Config::parse(&format!("[send.undo]\n{fault}"), Path::new("x.toml"));
            assert!(error.is_err(), "{fault}");
        }
    }
}
