//! Who works on the desk, what they may, how they log in, and who did what.

use super::{FeedEntry, StoreError};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::secret::TokenHash;
use crate::domain::team::{Act, Handover, Unfit};
use crate::domain::{Agent, AgentId, DialogId, Rights, RoleId, TokenId};

/// A role that the desk has made for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRole {
    /// Which one.
    pub id: RoleId,
    /// What it is called.
    pub name: String,
    /// What it allows.
    pub rights: Rights,
}

/// What an act of administration made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// This agent came to the desk.
    Agent(AgentId),
    /// This role was made.
    Role(RoleId),
    /// This token was issued.
    Token(TokenId),
    /// So many dialogs went to others, or came back, and so many lists of channels were left, or come back to.
    Moved {
        /// Dialogs.
        dialogs: u64,
        /// Channels.
        lists: u64,
    },
    /// Nothing new has a name now.
    Done,
}

/// What somebody holds, and what would become ownerless without them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holds {
    /// Dialogs that are open, or snoozed.
    pub open: i64,
    /// Those of them in which a customer waits.
    pub waiting: i64,
    /// Dialogs that are closed, or spam.
    pub closed: i64,
    /// The channels on whose lists they are, by name.
    pub channels: Vec<String>,
}

impl Holds {
    /// How much of it there is, as words that are still to be counted. What there is none of is not said.
    #[must_use]
    pub fn told(&self) -> Vec<(&'static str, i64)> {
        let all = [
            ("block-open", self.open),
            ("block-waiting", self.waiting),
            ("block-closed", self.closed),
        ];
        all.into_iter().filter(|it| it.1 > 0).collect()
    }

    /// What blocking whoever holds it would come to, in sentences; `name` is who gets the dialogs, if somebody does.
    #[must_use]
    pub fn after(&self, how: Handover, name: &str) -> Vec<Msg> {
        let dialogs = (self.open + self.closed > 0).then(|| how.say(name));
        let lists = (!self.channels.is_empty()).then(|| Msg::new("block-will-leave"));
        dialogs.into_iter().chain(lists).collect()
    }
}

/// A token, without what it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Which one.
    pub id: TokenId,
    /// Whose.
    pub agent: AgentId,
    /// What it is for.
    pub label: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// From when on it is good for nothing.
    pub expires: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked: Option<Timestamp>,
    /// When it was last used, give or take an hour.
    pub used: Option<Timestamp>,
}

impl Token {
    /// Whether it lets somebody in at `now`.
    #[must_use]
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|it| now < it)
    }
}

/// One act of administration, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; `None` is whoever owns the desk's file.
    pub by: Option<AgentId>,
    /// What: a word of [`Act::code`](crate::domain::team::Act::code).
    pub what: String,
    /// The agent concerned, if one is.
    pub agent: Option<AgentId>,
    /// What the agent or the role was called then.
    pub whom: String,
    /// More about it, in words of the commands; may be empty.
    pub details: String,
}

/// Which part of the log, or of the feed, is asked for. The newest are told, the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuditQuery {
    /// What was done to this dialog. Acts of administration are about none.
    pub dialog: Option<DialogId>,
    /// What this agent did; of acts of administration also what was done to them.
    pub agent: Option<AgentId>,
    /// Not before this.
    pub since: Option<Timestamp>,
    /// So many, at most.
    pub limit: usize,
}

/// The desk's people as they are administered and known when they come.
pub trait Team {
    /// The desk's own roles, by name.
    fn roles(&self) -> Result<Vec<OwnRole>, StoreError>;
    /// Does an act of administration, if `by` may and it fits, and logs it, together. `by` is looked up anew; nobody is
    /// whoever owns the desk's file. A desk that somebody can manage stays one. What changes the roster is told to the
    /// feed as [`AgentsChanged`](crate::domain::Change::AgentsChanged).
    fn administer(
        &mut self,
        act: &Act,
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<Result<Did, Unfit>, StoreError>;
    /// What [`Act::Block`] would hand over.
    fn handover(&self, agent: AgentId) -> Result<Holds, StoreError>;
    /// All tokens, the newest first, also those that let nobody in any more.
    fn tokens(&self) -> Result<Vec<Token>, StoreError>;
    /// Whom a token lets in at `now`; `None` for one that is unknown, revoked or expired. A blocked agent is told as
    /// such: what they may is their rights' to say.
    fn agent_of_token(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(Token, Agent)>, StoreError>;
    /// Which agent a user of this machine is.
    fn agent_of_uid(&self, uid: u32) -> Result<Option<Agent>, StoreError>;
    /// Remembers that a token was used, unless it was within the last hour. Costs a look in that case, else a
    /// transaction.
    fn token_used(&mut self, token: TokenId, now: Timestamp) -> Result<(), StoreError>;
    /// Acts of administration.
    fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, StoreError>;
    /// What agents did to dialogs and channels: the part of the feed that has somebody's name on it. Walks the feed
    /// backwards, so it takes its time where little of it is wanted.
    fn deeds(&self, query: &AuditQuery) -> Result<Vec<FeedEntry>, StoreError>;
}
