//! A mailbox: IMAP for what comes, SMTP for what goes.

mod build;
mod check;
mod folder;
mod html;
mod imap;
mod line;
mod mime;
mod parse;
mod receive;
mod reply;
mod report;
mod sent;
mod settings;
mod smtp;

pub use settings::{Beyond, Login, SayBeyond, Security, Server, Settings};

use tokio::sync::Mutex;

use super::{Connector, Finding, OpenFile, Pending, Plan, PullError};
use crate::domain::{Batch, Outcome, Outgoing};

/// One mailbox. Making one reaches for nothing.
///
/// A message's own name is its Message-ID without the angle brackets, of what comes as of what goes. The cursor is
/// `uidvalidity:next uid`; an empty one is the mailbox's end, so what lay there before is no news.
pub struct EmailConnector {
    settings: Settings,
    open: OpenFile,
    /// The open mailbox, between two pulls.
    mailbox: Mutex<Option<imap::Mailbox>>,
}

impl std::fmt::Debug for EmailConnector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmailConnector").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl EmailConnector {
    /// The mailbox of these settings; what is attached to a message that goes out is opened by `open`.
    #[must_use]
    pub fn new(settings: Settings, open: OpenFile) -> Self {
        Self { settings, open, mailbox: Mutex::new(None) }
    }
}

impl Connector for EmailConnector {
    fn plan(&self, message: &Outgoing) -> Plan {
        build::plan(&self.settings, message)
    }

    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(receive::pull(&self.settings, &self.mailbox, cursor))
    }

    fn check(&self) -> Pending<'_, Vec<Finding>> {
        Box::pin(check::look(&self.settings))
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(smtp::send(&self.settings, &self.open, message))
    }
}
