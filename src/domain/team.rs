//! Acts of administration: who is on the desk, what the roles are, how people log in. What they come to is decided here;
//! each is recorded with who did it.

use super::{Agent, AgentId, FILE_MONTHS_MAX, Right, Rights, Role, RoleId, TokenId};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::secret::TokenHash;
use crate::base::text::{clean_line, width};

/// The longest name of an agent or a role, and the longest label of a token, in cells.
pub const NAME_CELLS_MAX: usize = 40;

/// What becomes of the dialogs of somebody who is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handover {
    /// They keep them.
    Keep,
    /// They are nobody's.
    Free,
    /// Those that are not done with go to somebody else, who must be able to answer them; the others are nobody's.
    To(AgentId),
    /// Those that are not done with go to the agents of their channels' lists, as the channels give out new ones (in turn,
    /// where a channel gives out none); the others are nobody's.
    Distribute,
}

impl Handover {
    /// What it means for the dialogs; `name` is who gets them, if somebody does.
    #[must_use]
    pub fn say(self, name: &str) -> Msg {
        match self {
            Self::Keep => Msg::new("block-will-keep"),
            Self::Free => Msg::new("block-will-free"),
            Self::To(_) => Msg::new("block-will-go-to").with("name", name),
            Self::Distribute => Msg::new("block-will-distribute"),
        }
    }
}

/// One act of administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Somebody comes to the desk.
    AddAgent {
        /// What they are called.
        name: String,
        /// What they may do.
        role: Role,
        /// The user of this machine who they are, if one is.
        uid: Option<u32>,
    },
    /// Somebody is called otherwise.
    Rename(AgentId, String),
    /// Somebody gets another role.
    SetRole(AgentId, Role),
    /// Somebody may do nothing from now on, gets nothing new and leaves the lists of all channels; their dialogs are handed
    /// over in the same step (FAQ 8).
    Block(AgentId, Handover),
    /// They may again.
    Unblock {
        /// Who.
        agent: AgentId,
        /// Whether they get back their places on the lists, and the dialogs that still are as the handover left them.
        restore: bool,
    },
    /// Somebody is away, or there again.
    SetAway(AgentId, bool),
    /// Which user of this machine somebody is.
    SetLogin(AgentId, Option<u32>),
    /// A role of the desk's own.
    AddRole(String, Rights),
    /// What it allows from now on.
    ChangeRole(RoleId, Rights),
    /// It is not needed any more.
    DropRole(RoleId),
    /// A way to log in.
    IssueToken {
        /// For whom.
        agent: AgentId,
        /// What is kept of the secret.
        hash: TokenHash,
        /// What it is for, in their words.
        label: String,
        /// From when on it is good for nothing; `None`: never.
        expires: Option<Timestamp>,
    },
    /// It is good for nothing from now on.
    RevokeToken(TokenId),
    /// So many calendar months files are kept from now on (FAQ 5), those that are here too.
    KeepFiles(u32),
}

impl Act {
    /// The word the audit log uses.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AddAgent { .. } => "agent-added",
            Self::Rename(..) => "agent-renamed",
            Self::SetRole(..) => "agent-role",
            Self::Block(..) => "agent-blocked",
            Self::Unblock { .. } => "agent-unblocked",
            Self::SetAway(_, true) => "agent-away",
            Self::SetAway(_, false) => "agent-back",
            Self::SetLogin(..) => "agent-login",
            Self::AddRole(..) => "role-added",
            Self::ChangeRole(..) => "role-changed",
            Self::DropRole(_) => "role-dropped",
            Self::IssueToken { .. } => "token-issued",
            Self::RevokeToken(_) => "token-revoked",
            Self::KeepFiles(_) => "files-kept",
        }
    }

    /// Whether it changes what the roster says.
    #[must_use]
    pub const fn changes_roster(&self) -> bool {
        match self {
            Self::AddAgent { .. }
            | Self::Rename(..)
            | Self::SetRole(..)
            | Self::Block(..)
            | Self::Unblock { .. }
            | Self::SetAway(..)
            | Self::AddRole(..)
            | Self::ChangeRole(..)
            | Self::DropRole(_)
            | Self::KeepFiles(_) => true,
            Self::SetLogin(..) | Self::IssueToken { .. } | Self::RevokeToken(_) => false,
        }
    }

    /// The name it gives, if it gives one.
    #[must_use]
    pub fn new_name(&self) -> Option<&str> {
        match self {
            Self::AddAgent { name, .. } | Self::Rename(_, name) | Self::AddRole(name, _) => {
                Some(name)
            }
            _ => None,
        }
    }
}

/// Why an act was not done. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Who wants it may not manage agents.
    NotAllowed,
    /// It cannot be shown and typed again, or is longer than [`NAME_CELLS_MAX`].
    BadName,
    /// Somebody else, or another role, is called so.
    NameTaken(String),
    /// There is no such agent.
    NoSuchAgent,
    /// There is no such role, or it is built in.
    NoSuchRole,
    /// There is no such token, or it is revoked.
    NoSuchToken,
    /// It is the role of so many.
    RoleInUse(i64),
    /// That user of the machine is somebody else; the name.
    LoginTaken(String),
    /// The one who should get the dialogs is the same, or may not answer them; the name.
    CannotReceive(String),
    /// Nobody would be left who can manage agents.
    LastAdmin,
    /// Files are kept for 1 to [`FILE_MONTHS_MAX`] months.
    BadMonths,
    /// The desk follows a hub, where its people are managed.
    AtTheHub,
}

impl Unfit {
    /// What to tell.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::NotAllowed => Msg::new("refused-not-allowed"),
            Self::BadName => Msg::new("team-bad-name").with("n", NAME_CELLS_MAX),
            Self::NameTaken(name) => Msg::new("team-name-taken").with("name", name.as_str()),
            Self::NoSuchAgent => Msg::new("refused-no-agent"),
            Self::NoSuchRole => Msg::new("team-no-role"),
            Self::NoSuchToken => Msg::new("team-no-token"),
            Self::RoleInUse(n) => Msg::new("team-role-in-use").with("n", *n),
            Self::LoginTaken(name) => Msg::new("team-login-taken").with("name", name.as_str()),
            Self::CannotReceive(name) => {
                Msg::new("team-cannot-receive").with("name", name.as_str())
            }
            Self::LastAdmin => Msg::new("team-last-admin"),
            Self::BadMonths => Msg::new("team-bad-months").with("n", FILE_MONTHS_MAX),
            Self::AtTheHub => Msg::new("team-at-the-hub"),
        }
    }
}

/// Whether `by` may do it at all; nobody is whoever owns the desk's file, who may.
///
/// # Errors
/// Says why not.
pub fn permit(act: &Act, by: Option<&Agent>) -> Result<(), Unfit> {
    let about_self = matches!(act, Act::SetAway(agent, _)
        if by.is_some_and(|it| it.id == *agent && !it.blocked));
    // Who leads others sees to what is kept, too.
    let leads = matches!(act, Act::KeepFiles(_))
        && by.is_some_and(|it| it.may(Right::AssignOthers) || it.may(Right::ManageChannels));
    if by.is_some_and(|it| !it.may(Right::ManageAgents)) && !about_self && !leads {
        return Err(Unfit::NotAllowed);
    }
    if matches!(act, Act::KeepFiles(months) if !(1..=FILE_MONTHS_MAX).contains(months)) {
        return Err(Unfit::BadMonths);
    }
    let label = if let Act::IssueToken { label, .. } = act { Some(label.as_str()) } else { None };
    let fits = |it: &str| width(it) <= NAME_CELLS_MAX && clean_line(it) == it && it.trim() == it;
    let named = act.new_name().is_none_or(|it| !it.is_empty() && fits(it));
    if named && label.is_none_or(fits) { Ok(()) } else { Err(Unfit::BadName) }
}

/// Whether a desk with these agents can still be managed by somebody.
#[must_use]
pub fn can_be_managed(agents: &[Agent]) -> bool {
    agents.iter().any(|it| it.may(Right::ManageAgents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_manages_agents_administers() {
        let act = Act::Block(AgentId(2), Handover::Keep);
        for role in Role::ALL {
            let agent = Agent::new(AgentId(1), "Anna", role);
            let expected = if role == Role::Admin { Ok(()) } else { Err(Unfit::NotAllowed) };
            assert_eq!(permit(&act, Some(&agent)), expected);
            let blocked = Agent { blocked: true, ..agent };
            assert_eq!(permit(&act, Some(&blocked)), Err(Unfit::NotAllowed));
        }
        assert_eq!(permit(&act, None), Ok(()), "who owns the file");
    }

    #[test]
    fn everybody_who_is_not_blocked_says_themselves_that_they_are_away() {
        for role in Role::ALL {
            let anna = Agent::new(AgentId(1), "Anna", role);
            let blocked = Agent { blocked: true, ..anna.clone() };
            for away in [true, false] {
                assert_eq!(permit(&Act::SetAway(AgentId(1), away), Some(&anna)), Ok(()));
                let other = permit(&Act::SetAway(AgentId(2), away), Some(&anna));
                assert_eq!(other.is_ok(), role == Role::Admin);
                let by_blocked = permit(&Act::SetAway(AgentId(1), away), Some(&blocked));
                assert_eq!(by_blocked, Err(Unfit::NotAllowed));
            }
        }
    }

    #[test]
    fn how_long_files_are_kept_is_said_by_who_leads() {
        for role in Role::ALL {
            let agent = Agent::new(AgentId(1), "Anna", role);
            let may = matches!(role, Role::Admin | Role::Lead);
            assert_eq!(permit(&Act::KeepFiles(1), Some(&agent)).is_ok(), may, "{role:?}");
            let blocked = Agent { blocked: true, ..agent };
            assert_eq!(permit(&Act::KeepFiles(1), Some(&blocked)), Err(Unfit::NotAllowed));
        }
        for wrong in [0, FILE_MONTHS_MAX + 1, u32::MAX] {
            assert_eq!(permit(&Act::KeepFiles(wrong), None), Err(Unfit::BadMonths));
        }
        assert_eq!(permit(&Act::KeepFiles(FILE_MONTHS_MAX), None), Ok(()));
    }

    #[test]
    fn a_name_can_be_shown_and_typed_again() {
        let named = |name: &str| permit(&Act::Rename(AgentId(1), name.into()), None).is_ok();
        assert!(named("Олена Бондар") && named("x"));
        let long = "x".repeat(NAME_CELLS_MAX + 1);
        for bad in ["", " ", " x", "x\n", "\u{1b}[31m", "\u{202e}x", &long] {
            assert!(!named(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_desk_is_managed_by_an_admin_who_is_not_blocked() {
        let anna = Agent::new(AgentId(1), "Anna", Role::Admin);
        assert!(can_be_managed(std::slice::from_ref(&anna)));
        assert!(!can_be_managed(&[Agent { blocked: true, ..anna.clone() }]));
        assert!(!can_be_managed(&[anna.with_role(Role::Lead)]));
    }
}
