//! Who asks: a token on a network, the user of this machine on its socket.

use std::net::IpAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::base::secret::{Secret, TokenHash};
use crate::domain::{Agent, Right, TokenId};
use crate::store::{Desk, Inbox as _, Sqlite, StoreError, Team as _};

/// By what somebody says who they are. A token itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// What is kept of a token.
    Token(TokenHash),
    /// A user of this machine, as the kernel says.
    User(u32),
}

impl Credential {
    /// A token's, as it stands behind `Bearer`. A text that cannot be a token is none.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        let secret = Secret::new(token);
        secret.is_token().then(|| Self::Token(secret.hash()))
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

/// Somebody whom a credential stands for.
#[derive(Debug, Clone)]
pub(super) struct Entered {
    /// Who. May be blocked.
    pub(super) agent: Agent,
    /// The token, when it is time to remember that it is used.
    pub(super) unnoted: Option<TokenId>,
}

/// That a token is used is remembered this often.
const NOTED_FOR: Duration = Duration::from_secs(60 * 60);

/// Whom a credential stands for at `now`; `None` when it stands for nobody (any more). Who owns the desk's file and is
/// no agent by that name is its first admin: what the hub could refuse them, they could take.
pub(super) fn enter(
    desk: &Sqlite,
    who: &Credential,
    owner: Option<u32>,
    now: Timestamp,
) -> Result<Option<Entered>, StoreError> {
    let plain = |agent| Entered { agent, unnoted: None };
    match who {
        Credential::Token(hash) => {
            let found = desk.agent_of_token(hash, now)?;
            Ok(found.map(|(token, agent)| {
                let fresh = token.used.is_some_and(|it| now.since(it) < NOTED_FOR);
                Entered { agent, unnoted: (!fresh).then_some(token.id) }
            }))
        }
        Credential::User(uid) => {
            let known = desk.agent_of_uid(*uid)?;
            if known.is_some() || owner != Some(*uid) {
                return Ok(known.map(plain));
            }
            let agents = desk.roster()?.agents;
            let admins = agents.into_iter().filter(|it| it.may(Right::ManageAgents));
            Ok(admins.min_by_key(|it| it.id).map(plain))
        }
    }
}

/// The user of this machine who owns the desk in a folder.
#[must_use]
pub fn owner(dir: &Path) -> Option<u32> {
    Desk::file(dir).metadata().ok().map(|it| it.uid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_token_is_looked_up() {
        let (one, two) = (Secret::token().unwrap(), Secret::token().unwrap());
        assert!(Credential::of_token(one.reveal()).is_some());
        assert_ne!(Credential::of_token(one.reveal()), Credential::of_token(two.reveal()));
        for wrong in ["", "abc", "kd_", &one.reveal().to_uppercase(), &"kd_a".repeat(1000)] {
            assert_eq!(Credential::of_token(wrong), None, "{wrong}");
        }
    }
}
