//! Who and what is on a desk.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ChannelKind, Connector, Hex64, Hex128, Moment, Rights};
use crate::domain::{self, AgentId, ChannelId, RoleId};
use crate::store;

/// Who asks, and what of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The name of the desk: another desk has another one, a restored one too.
    pub desk: Hex128,
    /// Who the token, or the user of this machine, stands for.
    pub agent: Agent,
    /// What the agent may see and do, as one number: another one means to start over.
    pub rights: Hex64,
    /// The feed's last number.
    pub head: i64,
    /// What time it is at the hub.
    pub time: Moment,
}

/// A person who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Agent {
    /// Which one.
    pub id: i64,
    /// As colleagues call them.
    pub name: String,
    /// The word of their role.
    pub role: Role,
    /// The number of the role, where it is one of the desk's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_role: Option<i64>,
    /// What the role lets them see and do.
    pub rights: Rights,
    /// Blocked agents do nothing and get nothing new.
    pub blocked: bool,
    /// Who is away gets no new dialog by itself.
    #[serde(default)]
    pub away: bool,
}

/// The word of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Everything in dialogs, also for others.
    Lead,
    /// Answers dialogs.
    Agent,
    /// Looks on.
    ReadOnly,
    /// No access to dialogs.
    NoChats,
    /// One that the desk has made for itself.
    Own,
}

impl From<domain::Role> for Role {
    fn from(role: domain::Role) -> Self {
        match role {
            domain::Role::Admin => Self::Admin,
            domain::Role::Lead => Self::Lead,
            domain::Role::Agent => Self::Agent,
            domain::Role::ReadOnly => Self::ReadOnly,
            domain::Role::NoChats => Self::NoChats,
            domain::Role::Own(_) => Self::Own,
        }
    }
}

impl From<domain::Agent> for Agent {
    fn from(it: domain::Agent) -> Self {
        let own_role = if let domain::Role::Own(role) = it.role { Some(role.0) } else { None };
        Self {
            id: it.id.0,
            name: it.name,
            role: it.role.into(),
            own_role,
            rights: it.rights.into(),
            blocked: it.blocked,
            away: it.away,
        }
    }
}

impl From<Agent> for domain::Agent {
    fn from(it: Agent) -> Self {
        let role = match it.role {
            Role::Admin => domain::Role::Admin,
            Role::Lead => domain::Role::Lead,
            Role::Agent => domain::Role::Agent,
            Role::ReadOnly => domain::Role::ReadOnly,
            Role::NoChats => domain::Role::NoChats,
            Role::Own => domain::Role::Own(RoleId(it.own_role.unwrap_or_default())),
        };
        Self {
            id: AgentId(it.id),
            name: it.name,
            role,
            rights: it.rights.into(),
            blocked: it.blocked,
            away: it.away,
        }
    }
}

/// One connected account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Channel {
    /// Which one.
    pub id: i64,
    /// Its medium.
    pub kind: ChannelKind,
    /// What talks to it, at the hub.
    pub connector: Connector,
    /// As the team calls it.
    pub name: String,
    /// A deactivated channel neither receives nor sends.
    pub active: bool,
    /// How it is.
    pub health: Health,
}

/// How a channel is, apart from being switched on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Health {
    /// Nothing is wrong.
    Ok,
    /// The medium wants a new authorization.
    Unauthorized,
    /// The medium cannot be reached.
    Unreachable {
        /// In its own words.
        why: String,
    },
    /// Somebody else reads this account's messages.
    Contested {
        /// In the medium's own words.
        why: String,
    },
    /// The account lacks a permission.
    Forbidden {
        /// In the medium's own words.
        why: String,
    },
    /// The plan that pays for the account has ended.
    Lapsed,
}

impl From<domain::Health> for Health {
    fn from(health: domain::Health) -> Self {
        match health {
            domain::Health::Ok => Self::Ok,
            domain::Health::Unauthorized => Self::Unauthorized,
            domain::Health::Unreachable(why) => Self::Unreachable { why },
            domain::Health::Contested(why) => Self::Contested { why },
            domain::Health::Forbidden(why) => Self::Forbidden { why },
            domain::Health::Lapsed => Self::Lapsed,
        }
    }
}

impl From<Health> for domain::Health {
    fn from(health: Health) -> Self {
        match health {
            Health::Ok => Self::Ok,
            Health::Unauthorized => Self::Unauthorized,
            Health::Unreachable { why } => Self::Unreachable(why),
            Health::Contested { why } => Self::Contested(why),
            Health::Forbidden { why } => Self::Forbidden(why),
            Health::Lapsed => Self::Lapsed,
        }
    }
}

impl From<domain::Channel> for Channel {
    fn from(it: domain::Channel) -> Self {
        Self {
            id: it.id.0,
            kind: it.kind.into(),
            connector: it.connector.into(),
            name: it.name,
            active: it.active,
            health: it.health.into(),
        }
    }
}

impl From<Channel> for domain::Channel {
    fn from(it: Channel) -> Self {
        Self {
            id: ChannelId(it.id),
            kind: it.kind.into(),
            connector: it.connector.into(),
            name: it.name,
            active: it.active,
            health: it.health.into(),
        }
    }
}

/// Who and what is on the desk, as far as the agent may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Roster {
    /// Channels, by name.
    pub channels: Vec<Channel>,
    /// Agents, by name.
    pub agents: Vec<Agent>,
    /// For how many calendar months files are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 120)]
    pub file_months: Option<u32>,
}

impl From<store::Roster> for Roster {
    fn from(it: store::Roster) -> Self {
        Self {
            channels: it.channels.into_iter().map(Into::into).collect(),
            agents: it.agents.into_iter().map(Into::into).collect(),
            file_months: it.file_months,
        }
    }
}

impl From<Roster> for store::Roster {
    fn from(it: Roster) -> Self {
        Self {
            channels: it.channels.into_iter().map(Into::into).collect(),
            agents: it.agents.into_iter().map(Into::into).collect(),
            file_months: it.file_months,
        }
    }
}
