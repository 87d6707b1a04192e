//! What survives a restart: the desk's file.
//!
//! Narrow traits, named by need; one SQLite type implements all of them and one thread owns it for writing.
//! Every method is one transaction. Domain types in, domain types out: a row never leaves this room.
//!
//! [`Desk`] is the handle everybody else holds: its threads own the connections, and it tells when the feed has
//! grown, whichever process made it grow. [`Lease`] is the right to run the channels. [`recover`] rescues a
//! damaged file. Nothing here knows screens or networks.

use std::collections::HashSet;

use crate::base::clock::Timestamp;
use crate::domain::{
    Actor, AgentId, Attachment, Batch, ChangeNo, ChannelId, ContentHash, DialogId, Health,
    MessageId, Op, OpId, Outcome, Outgoing, Receipt, Role, Totals,
};

mod alone;
mod backup;
#[cfg(test)]
mod backup_tests;
mod blobs;
#[cfg(test)]
mod compact_tests;
mod connections;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod contract_batches;
#[cfg(test)]
mod contract_feed;
#[cfg(test)]
mod contract_holding;
#[cfg(test)]
mod contract_news;
#[cfg(test)]
mod contract_people;
#[cfg(test)]
mod contract_search;
#[cfg(test)]
mod contract_sending;
#[cfg(test)]
mod contract_team;
#[cfg(test)]
mod damage_tests;
mod desk;
#[cfg(test)]
mod desk_tests;
mod error;
#[cfg(test)]
mod failing;
pub mod far;
#[cfg(test)]
mod far_tests;
#[cfg(test)]
mod handover_tests;
mod insist;
mod keeping;
#[cfg(test)]
mod keeping_tests;
mod lease;
mod recover;
#[cfg(test)]
mod recover_tests;
mod rescue;
mod scavenge;
pub mod sqlite;
#[cfg(test)]
mod story;
mod studies;
mod study;
#[cfg(test)]
mod study_tests;
mod team;
mod transfer;
mod types;
mod watch;
mod whereabouts;
mod why;

pub use alone::Alone;
pub use backup::{Copied, CopyError, Restored, back_up, restore};
pub use blobs::{Blobs, Part, Swept};
pub use connections::{Connections, Details, Doing};
pub use desk::Desk;
pub use error::StoreError;
pub(crate) use keeping::next_sweep;
pub use keeping::{Keeping, Purge, Uploads};
pub use lease::Lease;
pub use recover::{Recovered, recover};
pub use sqlite::Sqlite;
pub use study::{DoneBefore, Hit, Hits, Refused, Rehearsal, SearchQuery, Study};
pub use team::{AuditEntry, AuditQuery, Did, Holds, OwnRole, Team, Token};
pub use transfer::{Datum, ImportFault, Record};
pub use types::{
    Alike, Candidate, Card, Compacted, ContactQuery, Done, Draft, FeedEntry, NewChannel, Other,
    Page, PageQuery, Place, Roster, Row, Stake, ThreadPage, ThreadPart,
};
pub use whereabouts::Whereabouts;
pub use why::{Explained, Sought, explain};

/// The desk as a screen reads it. Each answer is consistent in itself.
pub trait Inbox {
    /// The number up to which everything has been told that ever will be; 0 when nothing has happened yet. A number is
    /// told only when no lower one can come any more: a backend whose transactions end in another order than they took
    /// their numbers stops before the lowest that has not ended. Some numbers are nobody's.
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
    /// A message in its place: it, at most `before` older and at most `after` newer ones, oldest first. Where the
    /// message is not there (any more), those around its place.
    fn thread_around(
        &self,
        dialog: DialogId,
        message: MessageId,
        before: usize,
        after: usize,
    ) -> Result<ThreadPart, StoreError>;
    /// The card of a dialog, for one agent; `None` when there is no such dialog (any more).
    fn card(&self, dialog: DialogId, me: AgentId) -> Result<Option<Card>, StoreError>;
    /// All the numbers.
    fn totals(&self) -> Result<Totals, StoreError>;
    /// Channels and agents.
    fn roster(&self) -> Result<Roster, StoreError>;
    /// The changes after a number, oldest first, at most `limit`; never beyond [`head`](Self::head). Who goes on from the
    /// last number they were told gets every change once and in order, whatever is written meanwhile.
    fn changes(&self, after: ChangeNo, limit: usize) -> Result<Vec<FeedEntry>, StoreError>;
    /// What the agent has half written in a dialog: a reply, a note, both or nothing.
    fn drafts(&self, agent: AgentId, dialog: DialogId) -> Result<Vec<Draft>, StoreError>;
    /// What happened to a dialog before a change (`None`: up to now), the newest first, at most `limit`.
    fn history(
        &self,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Vec<FeedEntry>, StoreError>;
}

/// The desk as agents and channels change it.
pub trait Ledger {
    /// Decides an op and, if it is accepted, records it: rows, changes, outbox and totals together.
    /// The draft of the same agent, dialog and kind is cleared by a reply or a note.
    fn submit(&mut self, op: &Op, actor: &Actor, now: Timestamp) -> Result<Done, StoreError>;
    /// The same for many ops that belong together: all in one transaction, each decided as if it came alone, in
    /// their order; the answers stand in the same order. `batch` names what belongs together, also over several
    /// calls; see [`Study::last_done`].
    fn submit_all(
        &mut self,
        ops: &[Op],
        batch: OpId,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Done>, StoreError>;
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
    /// Keeps what the agent has half written; an empty text forgets the draft of that kind.
    fn save_draft(
        &mut self,
        agent: AgentId,
        dialog: DialogId,
        draft: &Draft,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Shows again what was snoozed until `now` or earlier; tells when the next one is due.
    /// What is snoozed until the customer writes is never due.
    fn wake_due(&mut self, now: Timestamp) -> Result<Option<Timestamp>, StoreError>;
    /// Adds an agent with a built-in role, where a desk is set up: nobody asks who did it. See
    /// [`Team::administer`] for all that comes later.
    fn add_agent(&mut self, name: &str, role: Role) -> Result<AgentId, StoreError>;
    /// Blocks or unblocks an agent, likewise; what they hold stays with them.
    fn set_blocked(&mut self, agent: AgentId, blocked: bool) -> Result<(), StoreError>;
}

/// The outbox as its sender sees it. Order holds within a dialog and not across:
/// one stuck dialog never holds up another.
pub trait Outbox {
    /// Takes the oldest message of this channel that is due, as every first try is that is not held back, and marks it as
    /// being sent.
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
    /// When the next queued message of this channel is due, if one can be claimed at some time. A first try is
    /// due `now` at the latest, also on a clock that was set back since it was written; one that is held, when its hold ends.
    fn next_due(&self, channel: ChannelId, now: Timestamp)
    -> Result<Option<Timestamp>, StoreError>;
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
    /// Records how a channel is, apart from being switched on or off.
    fn set_health(
        &mut self,
        channel: ChannelId,
        health: &Health,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// What deleting the channel would destroy.
    fn stake(&self, channel: ChannelId) -> Result<Stake, StoreError>;
    /// Deletes the channel and everything that was said over it.
    fn delete_channel(&mut self, channel: ChannelId, now: Timestamp) -> Result<Stake, StoreError>;
    /// Where the channel's connector goes on.
    fn cursor(&self, channel: ChannelId) -> Result<String, StoreError>;
}

/// The files that hang on messages. What is in them lies with the [`Blobs`].
pub trait Files {
    /// A file of a message, the place counted from 0, and the dialog it is in.
    fn file(
        &self,
        message: MessageId,
        place: usize,
    ) -> Result<Option<(DialogId, Attachment)>, StoreError>;
    /// The contents of all files that are not gone at `now`, and of those that a reply is still to name: what was brought
    /// within the last day, and what waits for a hub or was refused by it.
    fn contents(&self, now: Timestamp) -> Result<HashSet<ContentHash>, StoreError>;
    /// When the next file is gone of which there is a content.
    fn next_expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError>;
    /// How files are kept, and what was thrown away last. How long they are is changed by
    /// [`Act::KeepFiles`](crate::domain::team::Act::KeepFiles).
    fn keeping(&self, now: Timestamp) -> Result<Keeping, StoreError>;
    /// What would be gone at once if files were kept for so many months: contents, and their size.
    fn lost_to(&self, months: u32, now: Timestamp) -> Result<Swept, StoreError>;
    /// Notes what was thrown away.
    fn purged(&mut self, purge: &Purge) -> Result<(), StoreError>;
}
