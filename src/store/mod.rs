//! What survives a restart: the desk's file.
//!
//! Narrow traits, named by need; one SQLite type implements all of them and one thread owns it for writing.
//! Every method is one transaction. Domain types in, domain types out: a row never leaves this room.

use thiserror::Error;

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{
    Actor, Agent, AgentId, Batch, Change, ChangeNo, Channel, ChannelId, ChannelKind, Connector,
    Contact, Dialog, DialogId, Filter, Kind, Message, MessageId, Op, OpId, Outcome, Outgoing,
    Receipt, Refusal, Role, Totals,
};

/// Why the desk could not do it. Cut by what a person can do about it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No room left on the disk; nothing was changed.
    #[error("the disk is full")]
    Full(#[source] rusqlite::Error),
    /// The file or its folder cannot be written.
    #[error("the desk cannot be written")]
    ReadOnly(#[source] rusqlite::Error),
    /// Another program holds the file for too long.
    #[error("the desk is busy")]
    Busy(#[source] rusqlite::Error),
    /// The file is damaged.
    #[error("the desk is damaged")]
    Corrupt(#[source] rusqlite::Error),
    /// A newer keydesk made the file.
    #[error("the desk has version {found}, this program knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The folder or file cannot be opened at all.
    #[error("the desk cannot be opened")]
    Unopened(#[source] std::io::Error),
    /// The thread that owns the desk has ended.
    #[error("the desk is closed")]
    Gone,
    /// Anything else: a bug of ours.
    #[error("the desk failed while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What to tell a person.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Full(_) => Msg::new("store-full"),
            Self::ReadOnly(_) => Msg::new("store-read-only"),
            Self::Busy(_) => Msg::new("store-busy"),
            Self::Corrupt(_) => Msg::new("store-corrupt"),
            Self::Newer { found, known } => {
                Msg::new("store-newer").with("found", *found).with("known", *known)
            }
            Self::Unopened(source) => Msg::new("store-unopened").with("why", source.to_string()),
            Self::Gone => Msg::new("store-gone"),
            Self::Database { doing, source } => {
                Msg::new("store-database").with("doing", *doing).with("why", source.to_string())
            }
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Msg> {
        Some(Msg::new(match self {
            Self::Full(_) => "store-full-hint",
            Self::ReadOnly(_) => "store-read-only-hint",
            Self::Busy(_) => "store-busy-hint",
            Self::Corrupt(_) => "store-corrupt-hint",
            Self::Newer { .. } => "store-newer-hint",
            Self::Unopened(_) => "store-unopened-hint",
            Self::Gone | Self::Database { .. } => return None,
        }))
    }
}

/// A dialog as a list shows it to one agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The dialog.
    pub dialog: Dialog,
    /// The contact's name. Hostile text.
    pub name: String,
    /// The beginning of the last message (not of a note). Hostile text.
    pub last_text: String,
    /// Who wrote it; `None` in a dialog without messages.
    pub last_kind: Option<Kind>,
    /// Whether this agent has seen the last inbound message (the badge's shape, never the counter).
    pub seen: bool,
}

impl Row {
    /// Where it stands in every list.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { rank: self.dialog.rank(), dialog: self.dialog.id }
    }
}

/// A place in a list; keyset pages start from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// See [`crate::domain::rank`].
    pub rank: i64,
    /// Breaks ties.
    pub dialog: DialogId,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageQuery {
    /// Which list. `filter.me` is also the agent for whom [`Row::seen`] is told.
    pub filter: Filter,
    /// Around which place; `None` is the list's beginning.
    pub at: Option<Place>,
    /// Rows wanted above it, at most.
    pub before: usize,
    /// Rows wanted from it (inclusive) on, at most.
    pub after: usize,
}

/// A part of a list, in the list's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many of them stand above the place that was asked for.
    pub above: usize,
    /// Whether there is nothing before the first of them.
    pub at_start: bool,
    /// Whether there is nothing after the last of them.
    pub at_end: bool,
}

/// A part of a dialog's history, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreadPage {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether there is nothing older.
    pub at_start: bool,
}

/// Everything the contact card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The row of the dialog itself.
    pub row: Row,
    /// Who it is.
    pub contact: Contact,
    /// When the dialog began.
    pub began_at: Timestamp,
    /// Messages in it, notes not counted.
    pub messages: i64,
    /// Who marked it as spam and when, if it is.
    pub spam: Option<(Option<AgentId>, Timestamp)>,
}

/// Who and what is on the desk. Small: read whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// All channels, by name.
    pub channels: Vec<Channel>,
    /// All agents, by name.
    pub agents: Vec<Agent>,
}

/// One line of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its number.
    pub no: ChangeNo,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it; `None` is the desk itself.
    pub agent: Option<AgentId>,
    /// The op it belongs to, if any.
    pub op: Option<OpId>,
    /// The dialog it is about, if any.
    pub dialog: Option<DialogId>,
    /// What happened.
    pub change: Change,
}

/// What an op came to. Told again, word for word, when the op is submitted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// It is done and on the disk.
    Accepted {
        /// What happened.
        changes: Vec<Change>,
        /// Messages that waited when the op closed a dialog ("closed without an answer: 3"); else 0.
        unanswered: u32,
        /// The feed's last number after it.
        head: ChangeNo,
    },
    /// It is not done; nothing has changed.
    Refused(Refusal),
}

/// A half-written text. Personal, and not part of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Reply or note.
    pub kind: Kind,
    /// The words.
    pub text: String,
}

/// What a deletion would destroy (FAQ 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stake {
    /// Dialogs.
    pub dialogs: i64,
    /// Messages in them.
    pub messages: i64,
    /// Customers among them who wait for an answer.
    pub waiting: i64,
}

/// A channel to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// Its medium.
    pub kind: ChannelKind,
    /// What talks to it.
    pub connector: Connector,
    /// As the team will call it.
    pub name: String,
    /// Where its connector starts.
    pub cursor: String,
}

/// The desk as a screen reads it. Each answer is consistent in itself.
pub trait Inbox {
    /// The number of the last change; 0 when nothing has happened yet.
    fn head(&self) -> Result<ChangeNo, StoreError>;
    /// A part of a list.
    fn page(&self, query: &PageQuery) -> Result<Page, StoreError>;
    /// The newest `limit` messages older than `until` (`None`: the newest of all), oldest first.
    fn thread(
        &self,
        dialog: DialogId,
        until: Option<MessageId>,
        limit: usize,
    ) -> Result<ThreadPage, StoreError>;
    /// The card of a dialog, for one agent; `None` when there is no such dialog (any more).
    fn card(&self, dialog: DialogId, me: AgentId) -> Result<Option<Card>, StoreError>;
    /// All the numbers.
    fn totals(&self) -> Result<Totals, StoreError>;
    /// Channels and agents.
    fn roster(&self) -> Result<Roster, StoreError>;
    /// The changes after a number, oldest first, at most `limit`.
    fn changes(&self, after: ChangeNo, limit: usize) -> Result<Vec<FeedEntry>, StoreError>;
    /// What the agent has half written in a dialog.
    fn draft(&self, agent: AgentId, dialog: DialogId) -> Result<Option<Draft>, StoreError>;
}

/// The desk as agents and channels change it.
pub trait Ledger {
    /// Decides an op and, if it is accepted, records it: rows, changes, outbox and totals together.
    /// The draft of the same agent, dialog and kind is cleared by a reply or a note.
    fn submit(&mut self, op: &Op, actor: &Actor, now: Timestamp) -> Result<Done, StoreError>;
    /// Records what a channel told, and how far it has got, together. Told twice it is stored once.
    /// A channel that is gone or deactivated meanwhile: nothing is stored and the cursor stays.
    fn ingest(
        &mut self,
        channel: ChannelId,
        batch: &Batch,
        now: Timestamp,
    ) -> Result<ChangeNo, StoreError>;
    /// Remembers that the agent has seen the dialog up to a message. Never moves backwards.
    fn see(&mut self, agent: AgentId, dialog: DialogId, upto: MessageId) -> Result<(), StoreError>;
    /// Keeps, or with `None` or an empty text forgets, what the agent has half written.
    fn save_draft(
        &mut self,
        agent: AgentId,
        dialog: DialogId,
        draft: Option<&Draft>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Shows again what was snoozed until `now` or earlier; tells when the next one is due.
    fn wake_due(&mut self, now: Timestamp) -> Result<Option<Timestamp>, StoreError>;
    /// Adds an agent.
    fn add_agent(&mut self, name: &str, role: Role) -> Result<AgentId, StoreError>;
    /// Blocks or unblocks an agent; what they hold stays with them.
    fn set_blocked(&mut self, agent: AgentId, blocked: bool) -> Result<(), StoreError>;
}

/// The outbox as its sender sees it. Order holds within a dialog and not across:
/// one stuck dialog never holds up another.
pub trait Outbox {
    /// Takes the oldest message of this channel that is due, and marks it as being sent.
    /// Within a dialog nothing overtakes an older message that is queued, being sent or stuck.
    fn claim(&mut self, channel: ChannelId, now: Timestamp)
    -> Result<Option<Outgoing>, StoreError>;
    /// Records how the try ended.
    fn settle(
        &mut self,
        message: MessageId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Records what the channel says about a message it took. An unknown name is ignored.
    fn report(
        &mut self,
        channel: ChannelId,
        remote: &str,
        receipt: &Receipt,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Turns whatever was being sent when the last courier stopped into *unsure*; tells how many.
    fn recover(&mut self, now: Timestamp) -> Result<usize, StoreError>;
    /// When the next queued message of this channel is due, if one can be claimed at some time.
    fn next_due(&self, channel: ChannelId) -> Result<Option<Timestamp>, StoreError>;
}

/// The desk's channels.
pub trait Channels {
    /// Adds an active channel. `Ok(None)` when the name is taken.
    fn add_channel(
        &mut self,
        channel: &NewChannel,
        now: Timestamp,
    ) -> Result<Option<ChannelId>, StoreError>;
    /// Activates or deactivates a channel. Deactivated it keeps its dialogs (FAQ 10).
    fn switch_channel(
        &mut self,
        channel: ChannelId,
        active: bool,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// What deleting the channel would destroy.
    fn stake(&self, channel: ChannelId) -> Result<Stake, StoreError>;
    /// Deletes the channel and everything that was said over it.
    fn delete_channel(&mut self, channel: ChannelId, now: Timestamp) -> Result<Stake, StoreError>;
    /// Where the channel's connector goes on.
    fn cursor(&self, channel: ChannelId) -> Result<String, StoreError>;
}
