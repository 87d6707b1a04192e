//! What goes into the desk and comes out of it, beside the domain's own values.

use crate::base::clock::Timestamp;
use crate::domain::{
    Agent, AgentId, Change, ChangeNo, Channel, ChannelKind, Connector, Contact, Dialog, DialogId,
    Filter, Kind, Message, MessageId, OpId, Refusal,
};

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
    /// Whether something was done here of which the hub does not know yet.
    pub pending: bool,
}

impl Row {
    /// Where it stands in the list of `filter`.
    #[must_use]
    pub fn place(&self, filter: &Filter) -> Place {
        let (heap, key, tie) = filter.place(&self.dialog);
        Place { heap, key, tie }
    }
}

/// A place in a list, smallest first; keyset pages start from one. See [`Filter::place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which of the heaps, where they stand one after the other; else 0.
    pub heap: i64,
    /// What the list is ordered by.
    pub key: i64,
    /// Breaks ties.
    pub tie: i64,
}

impl Place {
    /// Behind everything.
    pub const END: Self = Self { heap: i64::MAX, key: i64::MAX, tie: i64::MAX };
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuery {
    /// Which list. `filter.me` is also the agent for whom [`Row::seen`] is told.
    pub filter: Filter,
    /// The moment from which waiting and ages are told.
    pub now: Timestamp,
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
    /// Whether nothing older is here, and the hub has more.
    pub elsewhere: bool,
}

/// A part from the middle of a dialog's history, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreadPart {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether there is nothing older.
    pub at_start: bool,
    /// Whether there is nothing newer.
    pub at_end: bool,
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
    /// The other contacts of the same person, those with the newest activity first. Empty where the card is only a hit
    /// of a search.
    pub others: Vec<Other>,
}

/// Another contact of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Who it is there.
    pub contact: Contact,
    /// The dialog, as a list shows it.
    pub row: Row,
}

/// By what two contacts may be the same person; what says more is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They are called the same.
    Name,
    /// They have the same phone, nick or address.
    Handle,
}

/// Who may be the same person is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactQuery {
    /// As the contact of this dialog.
    pub dialog: DialogId,
    /// For whom [`Row::seen`] is told.
    pub me: AgentId,
    /// What has been typed of a name or address; with nothing, those who are alike are told.
    pub typed: String,
    /// Contacts wanted, at most.
    pub limit: usize,
}

/// A contact that may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who it is, with those it is merged with already.
    pub card: Card,
    /// Why it may be the same person, if anything says so.
    pub alike: Option<Alike>,
}

/// Who and what is on the desk. Small: read whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// All channels, by name.
    pub channels: Vec<Channel>,
    /// All agents, by name.
    pub agents: Vec<Agent>,
    /// For how many calendar months files are kept; `None` where nobody has told, as on the replica of an older hub.
    pub file_months: Option<u32>,
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
        /// Whether a reply was on its way to them when the op closed the dialog.
        answering: bool,
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
    /// What others had said last when the writer last looked; `None`: not known.
    pub answers: Option<MessageId>,
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

/// What was forgotten of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// So many entries.
    pub entries: u64,
    /// The highest number that is gone, now or before.
    pub floor: ChangeNo,
    /// Whether there is more to forget.
    pub more: bool,
}
