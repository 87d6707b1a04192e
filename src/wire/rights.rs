//! What an agent's role lets them see and do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::{self, ChannelId};

/// Which dialogs are there for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// None.
    Nothing,
    /// Those assigned to them.
    Own,
    /// Those assigned to them or to nobody.
    Unassigned,
    /// All.
    All,
}

/// One thing that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Reply, note, tag, snooze, say who is who.
    Work,
    /// Take a dialog for oneself, or take it off whoever has it.
    Take,
    /// Close and reopen.
    Close,
    /// Give a dialog to somebody else.
    Assign,
    /// Mark as spam, and as none.
    Spam,
    /// Destroy for good what was said.
    Delete,
    /// Add, activate and deactivate channels.
    Channels,
    /// Agents, roles and tokens.
    Agents,
}

/// What is seen and allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Grant {
    /// What is seen.
    pub see: Sight,
    /// What is allowed.
    pub may: Vec<Right>,
}

/// What is seen and allowed on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Exception {
    /// Which one.
    pub channel: i64,
    /// What is seen there.
    pub see: Sight,
    /// What is allowed there; nothing of the usual is added to it.
    pub may: Vec<Right>,
}

/// Everything that a role says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rights {
    /// On every channel that is no exception.
    pub usual: Grant,
    /// The exceptions, as far as who asks knows of those channels.
    pub on: Vec<Exception>,
}

impl From<domain::Sight> for Sight {
    fn from(it: domain::Sight) -> Self {
        match it {
            domain::Sight::Nothing => Self::Nothing,
            domain::Sight::Own => Self::Own,
            domain::Sight::OwnAndUnassigned => Self::Unassigned,
            domain::Sight::All => Self::All,
        }
    }
}

impl From<Sight> for domain::Sight {
    fn from(it: Sight) -> Self {
        match it {
            Sight::Nothing => Self::Nothing,
            Sight::Own => Self::Own,
            Sight::Unassigned => Self::OwnAndUnassigned,
            Sight::All => Self::All,
        }
    }
}

/// The word of a right; sight is told apart from it.
const fn word(it: domain::Right) -> Option<Right> {
    Some(match it {
        domain::Right::See => return None,
        domain::Right::Work => Right::Work,
        domain::Right::Take => Right::Take,
        domain::Right::Close => Right::Close,
        domain::Right::AssignOthers => Right::Assign,
        domain::Right::Spam => Right::Spam,
        domain::Right::Delete => Right::Delete,
        domain::Right::ManageChannels => Right::Channels,
        domain::Right::ManageAgents => Right::Agents,
    })
}

impl From<Right> for domain::Right {
    fn from(it: Right) -> Self {
        match it {
            Right::Work => Self::Work,
            Right::Take => Self::Take,
            Right::Close => Self::Close,
            Right::Assign => Self::AssignOthers,
            Right::Spam => Self::Spam,
            Right::Delete => Self::Delete,
            Right::Channels => Self::ManageChannels,
            Right::Agents => Self::ManageAgents,
        }
    }
}

fn words(grant: domain::Grant) -> Vec<Right> {
    grant.rights().into_iter().filter_map(word).collect()
}

fn grant(see: Sight, may: Vec<Right>) -> domain::Grant {
    let may: Vec<domain::Right> = may.into_iter().map(Into::into).collect();
    domain::Grant::new(see.into(), &may)
}

impl From<domain::Rights> for Rights {
    fn from(it: domain::Rights) -> Self {
        let usual = it.base();
        let exception = |(channel, grant): &(ChannelId, domain::Grant)| Exception {
            channel: channel.0,
            see: grant.sight().into(),
            may: words(*grant),
        };
        Self {
            usual: Grant { see: usual.sight().into(), may: words(usual) },
            on: it.exceptions().iter().map(exception).collect(),
        }
    }
}

impl From<Rights> for domain::Rights {
    fn from(it: Rights) -> Self {
        let usual = Self::usual(grant(it.usual.see, it.usual.may));
        it.on
            .into_iter()
            .fold(usual, |rights, it| rights.except(ChannelId(it.channel), grant(it.see, it.may)))
    }
}
