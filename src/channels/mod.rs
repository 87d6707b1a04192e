//! The outside media. A connector knows its medium's dialect and stores nothing.

pub mod demo;

use std::future::Future;
use std::pin::Pin;

use thiserror::Error;

use crate::base::msg::Msg;
use crate::domain::{Batch, Outcome, Outgoing};

/// A future that a connector hands out.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a channel told nothing.
#[derive(Debug, Error)]
pub enum PullError {
    /// Worth repeating after a while.
    #[error("the channel cannot be reached: {0}")]
    Unreachable(String),
    /// Only a person can mend it: the credentials are refused.
    #[error("the channel refuses our credentials: {0}")]
    Unauthorized(String),
}

impl PullError {
    /// What to tell a person.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Unreachable(why) => Msg::new("channel-unreachable").with("why", why.as_str()),
            Self::Unauthorized(why) => Msg::new("channel-unauthorized").with("why", why.as_str()),
        }
    }
}

/// One account on one medium. `pull` and `send` may run at the same time; each at most once at a time.
///
/// Dropping a pending future must be harmless: a dropped `pull` took nothing, a dropped `send` is *unsure*.
pub trait Connector: Send + Sync {
    /// Waits, for as long as it takes, until there is news after `cursor`, and tells it.
    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>>;
    /// Hands one message to the medium.
    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome>;
}
