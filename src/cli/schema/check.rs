//! What a look after something found, for scripts.

use serde::Serialize;

use super::Place;
use crate::domain::Channel;

/// One step of `channel check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Check {
    pub(in crate::cli) channel: Place,
    /// What was looked at: a word that never changes.
    pub(in crate::cli) step: &'static str,
    /// `ok`, `unknown`, `warning` or `problem`.
    pub(in crate::cli) grade: &'static str,
    /// What was found, in the user's language.
    pub(in crate::cli) said: String,
    /// What to do about it.
    pub(in crate::cli) todo: Option<String>,
}

/// Why a dialog is not seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Why {
    pub(in crate::cli) id: Option<i64>,
    /// Whether it stands in the list that was asked about.
    pub(in crate::cli) seen: bool,
    pub(in crate::cli) reasons: Vec<Reason>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Reason {
    /// A word that never changes.
    pub(in crate::cli) reason: &'static str,
    /// It in the user's language.
    pub(in crate::cli) said: String,
    /// What to do about it.
    pub(in crate::cli) todo: Option<String>,
}

/// A channel as it is named.
pub(in crate::cli) fn place_of(channel: &Channel) -> Place {
    Place { id: channel.id.0, name: channel.name.clone(), kind: channel.kind.code() }
}
