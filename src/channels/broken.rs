//! A channel that cannot be connected as it is set up.

use super::{Connector, Pending, PullError};
use crate::domain::{Batch, Outcome, Outgoing, Scope};

/// Stands in for a connector that cannot be made: it says why, and keeps what is to be sent for later.
#[derive(Debug)]
pub struct Broken {
    why: String,
}

impl Broken {
    /// `why` is for people, without anything secret.
    #[must_use]
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

impl Connector for Broken {
    fn pull<'a>(&'a self, _cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(async { Err(PullError::Unauthorized(self.why.clone())) })
    }

    fn send<'a>(&'a self, _message: &'a Outgoing) -> Pending<'a, Outcome> {
        let why = self.why.clone();
        Box::pin(async { Outcome::Retry { after: None, scope: Scope::Channel, why } })
    }
}
