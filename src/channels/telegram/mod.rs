//! Telegram, by its Bot API: what customers write to a bot, and what is written back to them.
//!
//! News comes by long polling: an update is told again until the next question names a higher number, and that is asked only
//! after the desk has stored it. Whoever polls with the same token takes the news away from the others, and the service says
//! so to both: that is told, not fought. There is no key that makes sending the same twice harmless.

mod api;
mod check;
mod content;
mod fetch;
mod map;
mod send;
mod split;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Connector, Finding, GetSecret, OpenFile, Pending, Plan, PullError};
use crate::domain::{Batch, Outcome, Outgoing};

/// The service's own server.
pub const API: &str = "https://api.telegram.org";

/// How long the service keeps a question open while there is no news.
const POLL: Duration = Duration::from_secs(50);
/// The same after trouble: that it is over is to be seen soon, not with the next news.
const POLL_AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// What a bot is connected with.
#[derive(Clone)]
pub struct Settings {
    /// The address of the API, [`API`] or that of a server of one's own.
    pub api: String,
    /// Tells the bot's token.
    pub token: GetSecret,
    /// Where files lie until the desk has them; of this channel alone, made when it is needed.
    pub spool: PathBuf,
    /// The biggest file that is taken, in bytes. The service itself gives none over 20 MB.
    pub file_max: u64,
}

/// One bot.
pub struct TelegramConnector {
    api: api::Api,
    spool: fetch::Spool,
    open: OpenFile,
    /// Whether the last question for news went wrong, or none was asked yet.
    troubled: AtomicBool,
}

impl fmt::Debug for TelegramConnector {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TelegramConnector").finish_non_exhaustive()
    }
}

impl TelegramConnector {
    /// Nothing is asked of anybody yet. What is wrong with the settings is told when they are first used.
    #[must_use]
    pub fn new(settings: Settings, open: OpenFile) -> Self {
        Self {
            api: api::Api::new(&settings.api, settings.token),
            spool: fetch::Spool { dir: settings.spool, file_max: settings.file_max },
            open,
            troubled: AtomicBool::new(true),
        }
    }

    async fn news(&self, cursor: &str) -> Result<Batch, PullError> {
        loop {
            // Dropped meanwhile, it asks shortly again.
            let troubled = self.troubled.swap(true, Ordering::Relaxed);
            let patience = if troubled { POLL_AFTER_TROUBLE } else { POLL };
            let batch = fetch::pull(&self.api, &self.spool, cursor, patience).await?;
            self.troubled.store(false, Ordering::Relaxed);
            // That all is well is news after trouble.
            if troubled || batch.cursor != cursor {
                return Ok(batch);
            }
        }
    }
}

impl Connector for TelegramConnector {
    fn plan(&self, message: &Outgoing) -> Plan {
        let parts = send::parts(message).len();
        Plan { parts: u32::try_from(parts).unwrap_or(u32::MAX), remote: None }
    }

    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(self.news(cursor))
    }

    fn check(&self) -> Pending<'_, Vec<Finding>> {
        Box::pin(check::check(&self.api))
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(send::send(&self.api, &self.open, message))
    }
}
