//! A mailbox: IMAP for what comes, SMTP for what goes.

mod build;
mod settings;
mod smtp;

pub use settings::{Login, Security, Server, Settings};

use super::{Connector, Finding, OpenFile, Pending, Plan, PullError};
use crate::domain::{Batch, Outcome, Outgoing};

/// One mailbox. Making one reaches for nothing.
pub struct EmailConnector {
    settings: Settings,
    open: OpenFile,
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
        Self { settings, open }
    }
}

impl Connector for EmailConnector {
    fn plan(&self, message: &Outgoing) -> Plan {
        build::plan(&self.settings, message)
    }

    fn pull<'a>(&'a self, _cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(async { Err(PullError::Unreachable("mail is not read yet".into())) })
    }

    fn check(&self) -> Pending<'_, Vec<Finding>> {
        Box::pin(async { Vec::new() })
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(smtp::send(&self.settings, &self.open, message))
    }
}
