//! A desk that stands elsewhere: what a hub tells a replica, and what a replica keeps of it.
//!
//! A hub tells what dialogs *are*, and which changes led there. So it does not matter whether it is told once or twice,
//! late, or for a second or for a week at once: what is newer stands.

use super::StoreError;
use super::types::{Done, FeedEntry, Place, Roster, ThreadPage};
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{
    Agent, AgentId, Attachment, Basis, Bucket, ChangeNo, Contact, ContactId, Dialog, DialogId,
    Kind, Message, MessageId, Op, OpId, Refusal,
};

/// Messages of a bundle that is asked for by name, at most, beside those that nobody has answered.
pub const TAIL: usize = 20;

/// One close of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Its place among the closes of the desk.
    pub id: i64,
    /// The last message it settled.
    pub point: MessageId,
    /// When.
    pub at: Timestamp,
    /// By which op.
    pub op: Option<OpId>,
    /// Whether it stands.
    pub stands: bool,
    /// When it was taken back, if it was and that is known.
    pub taken_back: Option<Timestamp>,
}

/// Everything a replica keeps of a dialog, as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The feed's last number at that moment: of two bundles the one with the higher number is right.
    pub as_of: ChangeNo,
    /// The dialog.
    pub dialog: Dialog,
    /// Who it is.
    pub contact: Contact,
    /// The first contact of the person it belongs to.
    pub person: ContactId,
    /// When it began.
    pub began_at: Timestamp,
    /// Messages in it, notes not counted.
    pub messages: i64,
    /// The beginning of the last message. Hostile text.
    pub last_text: String,
    /// Who wrote it.
    pub last_kind: Option<Kind>,
    /// The last message the customer wrote; 0 when there is none.
    pub last_inbound: MessageId,
    /// Who marked it as spam and when, if it is.
    pub spam: Option<(Option<AgentId>, Timestamp)>,
    /// Every close, the first first.
    pub closes: Vec<Closing>,
    /// Up to where the agent who asks has seen it.
    pub seen: MessageId,
    /// Messages, oldest first. Those that came or changed, or a tail.
    pub thread: Vec<Message>,
    /// When they are a tail: it is whole from here on.
    pub tail: Option<Tail>,
}

/// How far back the messages of a bundle go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// The message before the first of them; `None` when there is none.
    pub before: Option<MessageId>,
}

/// A piece of the feed, as one agent may see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delta {
    /// After which number it begins.
    pub after: ChangeNo,
    /// The last number it tells of, seen or not.
    pub upto: ChangeNo,
    /// Whether there is more after it already.
    pub more: bool,
    /// What the agent may see and do, as one number: when it is another one than before, the replica starts over.
    pub rights: u64,
    /// What happened, oldest first.
    pub entries: Vec<FeedEntry>,
    /// What the dialogs have become in which it happened.
    pub bundles: Vec<Bundle>,
    /// Dialogs that the agent saw before and does not see any more.
    pub gone: Vec<DialogId>,
    /// Channels and agents, when something about them may have changed.
    pub roster: Option<Roster>,
}

/// Why a replica cannot go on from where it is. It asks for a snapshot; what it has not sent yet it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartOver {
    /// The feed does not go back so far any more.
    TooOld,
    /// The feed has not come so far yet: the hub was restored, or is another one.
    AheadOfHub,
}

/// A place in a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotPlace {
    /// The heap.
    pub bucket: Bucket,
    /// Behind this dialog on it; `None` is its beginning.
    pub behind: Option<Place>,
}

/// A part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SnapshotPage {
    /// The feed's last number when this part was read.
    pub head: ChangeNo,
    /// As in [`Delta`].
    pub rights: u64,
    /// Dialogs, each with a tail.
    pub bundles: Vec<Bundle>,
    /// Where the next part begins; `None`: this was the last.
    pub next: Option<SnapshotPlace>,
    /// Channels and agents; with the first part only.
    pub roster: Option<Roster>,
    /// Dialogs there are for this agent in all; with the first part only.
    pub total: Option<u64>,
}

/// An op of a replica, with what its writer saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The op.
    pub op: Op,
    /// What it belongs together with, if with anything.
    pub batch: Option<OpId>,
    /// What its writer saw.
    pub basis: Basis,
}

/// Where words are found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Dialogs in whose contact's name, handle, address or note they are, the newest first; with the first part only.
    pub people: Vec<DialogId>,
    /// Messages and notes, the newest first.
    pub messages: Vec<Message>,
    /// Before which message it goes on; there may be nothing more.
    pub next: Option<MessageId>,
}

/// A desk as a hub tells of it. Each answer is consistent in itself, and holds only what `viewer` may see.
pub trait Origin {
    /// The name of the desk, given when it was made: another desk has another one, a restored one too.
    fn desk_name(&self) -> Result<u128, StoreError>;
    /// What came after a number, at most `limit` changes of it. [`Delta::upto`] is a number below which none can come any
    /// more (see [`Inbox::head`](super::Inbox::head)): who goes on from there misses nothing and is told nothing twice.
    fn delta(
        &self,
        viewer: &Agent,
        after: ChangeNo,
        limit: usize,
    ) -> Result<Result<Delta, StartOver>, StoreError>;
    /// A part of a snapshot; `None` is its beginning. At most `limit` dialogs.
    fn snapshot(
        &self,
        viewer: &Agent,
        place: Option<SnapshotPlace>,
        limit: usize,
    ) -> Result<SnapshotPage, StoreError>;
    /// These dialogs with a tail of at least `tail` messages each; who is not there, or not to be seen, is left out.
    fn bundles(
        &self,
        viewer: &Agent,
        dialogs: &[DialogId],
        tail: usize,
    ) -> Result<Vec<Bundle>, StoreError>;
    /// Older messages of a dialog; `None` when it is not there, or not to be seen.
    fn older(
        &self,
        viewer: &Agent,
        dialog: DialogId,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Option<ThreadPage>, StoreError>;
    /// What happened to a dialog before a change, the newest first; `None` when it is not there, or not to be seen.
    fn chronicle(
        &self,
        viewer: &Agent,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Option<Vec<FeedEntry>>, StoreError>;
    /// A file of a message, the place counted from 0; `None` when it is not there, or not to be seen.
    fn file(
        &self,
        viewer: &Agent,
        message: MessageId,
        place: usize,
    ) -> Result<Option<Attachment>, StoreError>;
    /// Where words are found; `before` is where an answer before this one said to go on. What is out of sight has no part
    /// in it: neither in what is found, nor in where to go on.
    fn find(
        &self,
        viewer: &Agent,
        terms: &Terms,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Found, StoreError>;
    /// Decides ops of a replica, in their order, each in its own right, all in one transaction. An op that has been
    /// decided before is told again. An op about a dialog that is not to be seen is about none.
    fn submit_wishes(
        &mut self,
        wishes: &[Wish],
        viewer: &Agent,
        now: Timestamp,
    ) -> Result<Vec<Done>, StoreError>;
}

/// How far a replica has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The desk it is a replica of.
    pub desk: u128,
    /// Who sits here.
    pub me: AgentId,
    /// What that agent may, as the hub last told.
    pub rights: u64,
    /// The last number of the hub's feed that is here.
    pub cursor: ChangeNo,
    /// Where the snapshot goes on; `None`: it is all here.
    pub filling: Option<Filling>,
}

/// A snapshot on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filling {
    /// The next part; `None` is the beginning.
    pub place: Option<SnapshotPlace>,
    /// Dialogs that have come.
    pub told: u64,
    /// Dialogs there are.
    pub total: u64,
}

/// What the hub refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its place among them; grows.
    pub no: i64,
    /// What was wanted.
    pub op: Op,
    /// The contact's name, when the dialog is still here. Hostile text.
    pub name: String,
    /// Why not.
    pub why: Refusal,
    /// When the answer came, by the replica's clock.
    pub at: Timestamp,
}

/// What a replica still has to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Ops that the hub has not decided yet, in their order.
    pub wishes: Vec<Wish>,
    /// Dialogs of which too little is here.
    pub wanted: Vec<DialogId>,
    /// How far dialogs have been seen, and the hub does not know.
    pub seen: Vec<(DialogId, MessageId)>,
}

/// A desk that follows a hub.
pub trait Replica {
    /// How far it has come; `None` on a desk that is nobody's replica.
    fn progress(&self) -> Result<Option<Progress>, StoreError>;
    /// Makes a desk on which nothing has happened the replica of another one, or lets a replica start over: what it has is
    /// kept until it has been told again.
    fn follow(
        &mut self,
        desk: u128,
        me: AgentId,
        now: Timestamp,
    ) -> Result<Result<(), OtherDesk>, StoreError>;
    /// Takes a part of a snapshot.
    fn take_page(&mut self, page: &SnapshotPage, now: Timestamp) -> Result<(), StoreError>;
    /// Takes a piece of the feed. One that does not begin where the replica stands, or is older than something that was
    /// told otherwise, is not taken: false. Then what came after the cursor is to be asked for anew.
    fn take_delta(&mut self, delta: &Delta, now: Timestamp) -> Result<bool, StoreError>;
    /// Takes dialogs that were asked for by name. `asked` that are not among them were not there, or not to be seen, at that
    /// moment; whether they still are not, the feed tells.
    fn take_bundles(
        &mut self,
        asked: &[DialogId],
        bundles: &[Bundle],
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Takes older messages of a dialog, which were asked for before this message ([`begins`](Self::begins)). When the
    /// dialog is here from another one on by now, they would leave a hole, and are not taken.
    fn take_older(
        &mut self,
        dialog: DialogId,
        before: MessageId,
        page: &ThreadPage,
    ) -> Result<(), StoreError>;
    /// From which message on a dialog is here; `None` when all of it is, or nothing.
    fn begins(&self, dialog: DialogId) -> Result<Option<MessageId>, StoreError>;
    /// What is to be done, at most `limit` of each.
    fn backlog(&self, limit: usize) -> Result<Backlog, StoreError>;
    /// The hub's answers to wishes, and the feed's last number after them. Refused ones are taken back and written down.
    fn answered(&mut self, answers: &[(OpId, Done)], now: Timestamp) -> Result<(), StoreError>;
    /// The hub knows how far these have been seen.
    fn told_seen(&mut self, seen: &[(DialogId, MessageId)]) -> Result<(), StoreError>;
    /// How many ops wait for the hub, and how many it refused and nobody has looked at.
    fn waiting(&self) -> Result<(u32, u32), StoreError>;
    /// What the hub refused, the newest first.
    fn rejected(&self, limit: usize) -> Result<Vec<Rejected>, StoreError>;
    /// Somebody has looked at what was refused, up to this one.
    fn looked_at(&mut self, upto: i64) -> Result<(), StoreError>;
}

/// The replica of one desk cannot become that of another: it may hold what has not been sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherDesk {
    /// The desk it follows; `None` when it is a desk of its own.
    pub follows: Option<u128>,
}
