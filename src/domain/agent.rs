//! The people who answer, and what each may do.

use std::borrow::Cow;

use super::{AgentId, ChannelId, Dialog, Grant, Right, Rights, RoleId, Sight};
use crate::base::msg::Msg;

/// Which role an agent has. What it allows is in [`Rights`], which an [`Agent`] carries.
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
    /// One that this desk has made for itself.
    Own(RoleId),
}

/// What stands before the number of a role of the desk's own.
const OWN: &str = "own:";

impl Role {
    /// The roles that are built in, the most powerful first.
    pub const ALL: [Self; 5] =
        [Self::Admin, Self::Lead, Self::Agent, Self::ReadOnly, Self::NoChats];

    /// What a built-in role allows; of one of the desk's own only the desk knows, and here it is nothing.
    #[must_use]
    pub fn rights(self) -> Rights {
        use Right::{AssignOthers, Close, Spam, Take, Work};
        Rights::usual(match self {
            Self::Admin => Grant::new(Sight::All, &Right::GRANTED),
            Self::Lead => Grant::new(Sight::All, &[Work, Take, Close, AssignOthers, Spam]),
            Self::Agent => Grant::new(Sight::All, &[Work, Take, Close, Spam]),
            Self::ReadOnly => Grant::new(Sight::All, &[]),
            Self::NoChats | Self::Own(_) => Grant::NOTHING,
        })
    }

    /// The word the desk's file uses, and of a built-in role the commands.
    #[must_use]
    pub fn code(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Admin => "admin",
            Self::Lead => "lead",
            Self::Agent => "agent",
            Self::ReadOnly => "read-only",
            Self::NoChats => "no-chats",
            Self::Own(role) => return Cow::Owned(format!("{OWN}{}", role.0)),
        })
    }

    /// What a built-in role is called; `None` for one of the desk's own, whose name the desk knows.
    #[must_use]
    pub fn say(self) -> Option<Msg> {
        Some(Msg::new(match self {
            Self::Admin => "role-admin",
            Self::Lead => "role-lead",
            Self::Agent => "role-agent",
            Self::ReadOnly => "role-read-only",
            Self::NoChats => "role-no-chats",
            Self::Own(_) => return None,
        }))
    }

    /// The role of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.strip_prefix(OWN) {
            Some(role) => role.parse().ok().map(|it| Self::Own(RoleId(it))),
            None => Self::ALL.into_iter().find(|it| it.code() == code),
        }
    }
}

/// A person who answers ("manager" in the FAQ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Which one.
    pub id: AgentId,
    /// As colleagues call them.
    pub name: String,
    /// Which role they have.
    pub role: Role,
    /// What the role lets them see and do.
    pub rights: Rights,
    /// Blocked agents get nothing new and do nothing (FAQ 8).
    pub blocked: bool,
    /// Who is away gets no new dialog by itself. They see and may what they always do.
    pub away: bool,
}

impl Agent {
    /// Somebody with a built-in role, not blocked.
    #[must_use]
    pub fn new(id: AgentId, name: impl Into<String>, role: Role) -> Self {
        Self { id, name: name.into(), role, rights: role.rights(), blocked: false, away: false }
    }

    /// The same person with another built-in role.
    #[must_use]
    pub fn with_role(self, role: Role) -> Self {
        Self { role, rights: role.rights(), ..self }
    }

    /// Whether they may do `right` at all; see [`Rights::may`]. A blocked agent may nothing.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        !self.blocked && self.rights.may(right)
    }

    /// Whether they may do `right` on a channel. A blocked agent may nothing.
    #[must_use]
    pub fn may_on(&self, right: Right, channel: ChannelId) -> bool {
        !self.blocked && self.rights.may_on(right, channel)
    }

    /// Whether a dialog is there for them. For a blocked agent none is.
    #[must_use]
    pub fn sees(&self, dialog: &Dialog) -> bool {
        self.sees_those(dialog.channel, dialog.assignee)
    }

    /// The same for any dialog on a channel that `assignee` holds: nothing else decides.
    #[must_use]
    pub fn sees_those(&self, channel: ChannelId, assignee: Option<AgentId>) -> bool {
        !self.blocked && self.rights.on(channel).sight().covers(self.id, assignee)
    }

    /// Whether they know of a channel at all: they see, or may come to see, some dialog there.
    #[must_use]
    pub fn sees_channel(&self, channel: ChannelId) -> bool {
        self.may_on(Right::See, channel)
    }

    /// Whether every dialog is there for them, so that nothing needs to be held back.
    #[must_use]
    pub fn sees_all(&self) -> bool {
        !self.blocked && self.rights.see_all()
    }

    /// Whether they can answer at all: not blocked, and of a role that works on some channel.
    #[must_use]
    pub fn able(&self) -> bool {
        self.may(Right::Work)
    }

    /// Whether they can answer on a channel.
    #[must_use]
    pub fn able_on(&self, channel: ChannelId) -> bool {
        self.may_on(Right::Work, channel)
    }

    /// A fingerprint of everything that decides what they may see and do: as long as it is the same, so is that. It is
    /// the same on every machine and in every version of the program that knows the same rights.
    #[must_use]
    pub fn rights_version(&self) -> u64 {
        let mut bytes = self.id.0.to_le_bytes().to_vec();
        bytes.push(u8::from(self.blocked));
        bytes.extend(self.rights.bytes());
        fnv1a(&bytes)
    }
}

/// FNV-1a, 64 bits: small, and the same everywhere, which the standard library's hashes do not promise.
fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
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

    /// Whether it is a person who is blocked: whatever it is they want, they may not.
    #[must_use]
    pub const fn is_blocked(&self) -> bool {
        match self {
            Self::Agent(agent) => agent.blocked,
            Self::Desk => false,
        }
    }

    /// Whether the actor may do `right` at all. The desk may do what its rules say; a blocked agent nothing.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        match self {
            Self::Agent(agent) => agent.may(right),
            Self::Desk => true,
        }
    }

    /// Whether the actor may do `right` on a channel.
    #[must_use]
    pub fn may_on(&self, right: Right, channel: ChannelId) -> bool {
        match self {
            Self::Agent(agent) => agent.may_on(right, channel),
            Self::Desk => true,
        }
    }

    /// Whether a dialog is there for the actor.
    #[must_use]
    pub fn sees(&self, dialog: &Dialog) -> bool {
        match self {
            Self::Agent(agent) => agent.sees(dialog),
            Self::Desk => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_comes_back() {
        for role in Role::ALL.into_iter().chain([Role::Own(RoleId(12))]) {
            assert_eq!(Role::from_code(&role.code()), Some(role));
        }
        assert_eq!(Role::from_code("own:"), None);
    }

    #[test]
    fn the_version_changes_with_anything_that_decides_and_with_nothing_else() {
        let anna = Agent::new(AgentId(1), "Anna", Role::Lead);
        let version =
            |rights: &Rights| Agent { rights: rights.clone(), ..anna.clone() }.rights_version();
        let usual = anna.rights.clone();
        let wider = Grant::new(Sight::All, &[Right::Delete]);
        let all = [
            version(&usual),
            version(&Rights::usual(Grant::new(Sight::Own, &usual.base().rights()))),
            version(&Rights::usual(wider)),
            version(&usual.clone().except(ChannelId(1), Grant::NOTHING)),
            version(&usual.clone().except(ChannelId(2), Grant::NOTHING)),
            version(&usual.clone().except(ChannelId(1), wider)),
            Agent { blocked: true, ..anna.clone() }.rights_version(),
            Agent { id: AgentId(2), ..anna.clone() }.rights_version(),
        ];
        let different: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(different.len(), all.len());
        let renamed =
            Agent {
                name: "Ганна".into(), role: Role::Own(RoleId(3)), away: true, ..anna.clone()
            };
        assert_eq!(renamed.rights_version(), anna.rights_version());
        // Told to replicas and kept there, so it must not depend on who computes it.
        assert_eq!(anna.rights_version(), 2_768_047_027_636_723_547);
    }
}
