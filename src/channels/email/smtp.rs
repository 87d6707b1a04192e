//! Hands a mail to the server that carries it on.

use super::Settings;
use crate::channels::OpenFile;
use crate::domain::{Outcome, Outgoing, Scope};

/// Sends one message.
pub(super) async fn send(_settings: &Settings, _open: &OpenFile, _message: &Outgoing) -> Outcome {
    Outcome::Retry { after: None, scope: Scope::Channel, why: "mail is not sent yet".into() }
}
