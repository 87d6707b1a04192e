//! The people who answer, and what each may do.

use super::AgentId;

/// What an agent may do is decided by the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Everything, channels and agents included.
    Admin,
    /// Everything in dialogs, also for others.
    Lead,
    /// Answers dialogs.
    Agent,
    /// Looks on.
    ReadOnly,
    /// No access to chats at all (FAQ 1).
    NoChats,
}

/// One thing that a role may or may not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// See dialogs at all.
    See,
    /// Reply, take, close, snooze, tag, mark as spam.
    Work,
    /// Give a dialog to somebody else.
    AssignOthers,
    /// Add, deactivate and delete channels.
    ManageChannels,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 5] =
        [Self::Admin, Self::Lead, Self::Agent, Self::ReadOnly, Self::NoChats];

    /// Whether this role allows `right`.
    #[must_use]
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::See => !matches!(self, Self::NoChats),
            Right::Work => matches!(self, Self::Admin | Self::Lead | Self::Agent),
            Right::AssignOthers => matches!(self, Self::Admin | Self::Lead),
            Right::ManageChannels => matches!(self, Self::Admin),
        }
    }

    /// The word the desk's file and the commands use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Lead => "lead",
            Self::Agent => "agent",
            Self::ReadOnly => "read-only",
            Self::NoChats => "no-chats",
        }
    }

    /// The role of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A person who answers ("manager" in the FAQ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Which one.
    pub id: AgentId,
    /// As colleagues call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Blocked agents hold what they hold, get nothing new and do nothing (FAQ 8).
    pub blocked: bool,
}

impl Agent {
    /// Whether they can answer at all: not blocked, and of a role that works.
    #[must_use]
    pub const fn able(&self) -> bool {
        !self.blocked && self.role.may(Right::Work)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Agent(Agent),
    /// The desk itself: a customer's message, a snooze that ran out.
    Desk,
}

impl Actor {
    /// The person's name, if a person acts.
    #[must_use]
    pub const fn agent(&self) -> Option<AgentId> {
        match self {
            Self::Agent(agent) => Some(agent.id),
            Self::Desk => None,
        }
    }

    /// Whether the actor may do `right` at all. The desk may do what its rules say; a blocked agent nothing.
    #[must_use]
    pub const fn may(&self, right: Right) -> bool {
        match self {
            Self::Agent(agent) => !agent.blocked && agent.role.may(right),
            Self::Desk => true,
        }
    }
}
