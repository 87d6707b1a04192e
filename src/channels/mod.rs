//! The outside media. A connector knows its medium's dialect and stores nothing.

mod broken;
pub mod demo;
pub mod email;
mod finding;
mod hands;
pub mod telegram;

pub use broken::Broken;
pub use finding::{Finding, Grade};
pub use hands::{GetSecret, OpenFile};

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use thiserror::Error;

use crate::base::msg::Msg;
use crate::domain::{Batch, Outcome, Outgoing};

/// A future that a connector hands out.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a channel told nothing. What is said is in the medium's own words, without anything secret.
#[derive(Debug, Error)]
pub enum PullError {
    /// Worth repeating after a while.
    #[error("the channel cannot be reached: {0}")]
    Unreachable(String),
    /// Only a person can mend it: the credentials are refused.
    #[error("the channel refuses our credentials: {0}")]
    Unauthorized(String),
    /// Somebody else takes this account's messages with the same credentials. It is not fought: the next try is a while off.
    #[error("somebody else reads this channel: {0}")]
    Contested(String),
    /// The account lacks a permission.
    #[error("the channel lacks a permission: {0}")]
    Forbidden(String),
    /// Not before this long has passed, the medium says.
    #[error("the channel asks us to wait {0:?}")]
    Later(Duration),
}

impl PullError {
    /// What to tell a person.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Unreachable(why) => Msg::new("channel-unreachable").with("why", why.as_str()),
            Self::Unauthorized(why) => Msg::new("channel-unauthorized").with("why", why.as_str()),
            Self::Contested(why) => Msg::new("channel-contested").with("why", why.as_str()),
            Self::Forbidden(why) => Msg::new("channel-forbidden").with("why", why.as_str()),
            Self::Later(wait) => Msg::new("channel-later")
                .with("seconds", i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)),
        }
    }
}

/// How a message goes out, known before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// In how many parts, at least one. Each call of [`Connector::send`] sends one: all but the last come to
    /// [`Outcome::Part`].
    pub parts: u32,
    /// By which name the channel will know it, where that is ours to give: it is written down before the first try, and
    /// stands in [`Outgoing::remote`] of every later one.
    pub remote: Option<String>,
}

/// One account on one medium. `pull` runs at most once at a time; `send` may run several times at once beside it, each for
/// another dialog.
///
/// Dropping a pending future must be harmless: a dropped `pull` took nothing, a dropped `send` is *unsure*.
pub trait Connector: Send + Sync {
    /// How a message goes out. The same for the same message, whatever of it has been sent.
    fn plan(&self, _message: &Outgoing) -> Plan {
        Plan { parts: 1, remote: None }
    }
    /// Waits, for as long as it takes, until there is news after `cursor`, and tells it.
    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>>;
    /// Looks after everything that can be wrong with the account, step by step, without changing anything there. What it
    /// finds first is what is to be mended first.
    fn check(&self) -> Pending<'_, Vec<Finding>> {
        Box::pin(async { Vec::new() })
    }
    /// Hands one message to the medium, or the part of it that comes after [`Outgoing::parts_done`] others.
    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome>;
}
