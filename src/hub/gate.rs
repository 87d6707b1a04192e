//! Who asks: a token on a network, the user of this machine on its socket.

use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use crate::base::clock::Timestamp;
use crate::domain::Agent;
use crate::store::{Sqlite, StoreError};

/// What every token begins with, so that it is known for one wherever it turns up.
pub const TOKEN_PREFIX: &str = "kd_";

/// By what somebody says who they are. A token itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// The SHA-256 of a token.
    Token([u8; 32]),
    /// A user of this machine, as the kernel says.
    User(u32),
}

impl Credential {
    /// A token's, as it stands behind `Bearer`. A text that cannot be a token is none.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        let whole = token.starts_with(TOKEN_PREFIX) && token.len() <= 200;
        whole.then(|| Self::Token(Sha256::digest(token.as_bytes()).into()))
    }
}

/// Where somebody comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Over a network.
    Address(IpAddr),
    /// Over the socket.
    User(u32),
}

/// Knows who is who.
pub trait Gate: Send + Sync + 'static {
    /// The agent that a credential stands for at `now`; `None` when it stands for nobody (any more).
    ///
    /// # Errors
    /// When the desk cannot be read.
    fn agent(
        &self,
        desk: &Sqlite,
        who: &Credential,
        now: Timestamp,
    ) -> Result<Option<Agent>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_token_is_looked_up() {
        assert!(Credential::of_token("kd_abc").is_some());
        assert_ne!(Credential::of_token("kd_abc"), Credential::of_token("kd_abd"));
        for wrong in ["", "abc", "KD_abc", &format!("kd_{}", "a".repeat(1000))] {
            assert_eq!(Credential::of_token(wrong), None, "{wrong}");
        }
    }
}
