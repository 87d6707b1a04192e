//! What support work is made of, as plain values and rules.
//!
//! Nothing here reads, writes, waits or formats: no serde, no SQL, no async, no clock. The words are those of
//! the field: a *dialog* is the conversation of one *contact* on one *channel*; an *op* is one intention of an
//! agent; a *change* is one fact that happened; [`decide`] turns the first into the second.

mod agent;
pub mod automatic;
mod basis;
mod change;
mod channel;
mod contact;
mod decide;
#[cfg(test)]
mod decide_laws_tests;
#[cfg(test)]
mod decide_rights_tests;
#[cfg(test)]
mod decide_table_tests;
#[cfg(test)]
mod decide_tests;
mod dialog;
pub mod distribute;
pub mod filter;
pub mod hours;
mod ids;
mod inbound;
mod message;
pub mod moment;
mod op;
pub mod options;
pub mod outbox;
mod people;
pub mod picture;
pub mod query;
mod rights;
pub mod search;
pub mod team;
pub mod term;
mod totals;
pub mod unanswered;
mod view;
pub mod why;

pub use agent::{Actor, Agent, Role};
pub use basis::Basis;
pub use change::{Change, Reopening, Written};
pub use channel::{Channel, ChannelKind, Connector, Health};
pub use contact::Contact;
pub use decide::{Case, decide, fail, receive, wake};
pub use dialog::{Bucket, Dialog, Status, rank};
pub use filter::{About, Filter};
pub use ids::{
    AgentId, ChangeNo, ChannelId, ContactId, DialogId, MessageId, OpId, RoleId, TokenId,
};
pub use inbound::{
    Answered, Arrival, Batch, Content, File, News, Outgoing, Particulars, Sender, Unread,
};
pub use message::{
    Aside, Attachment, ContentHash, Enclosure, FILE_MONTHS_KEPT, FILE_MONTHS_MAX, Kind, Message,
    expiry, kept_until,
};
pub use moment::UNTIL_REPLY;
pub use op::{Intent, Letter, Op, Refusal, TAG_LETTERS_MAX};
pub use outbox::{Delivery, HOLD_MAX, Outcome, Receipt, Scope};
pub use people::People;
pub use rights::{Grant, Right, Rights, Sight};
pub use term::{Assigned, ChannelPick, Heaps, Order, Term, When};
pub use totals::{Cell, CellKey, Totals};
pub use unanswered::Counter;
pub use view::{View, WAITING_RANK_END};
