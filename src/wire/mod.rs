//! The JSON that hub and replicas share. Versioned; to and from the desk's values here only.
//!
//! What is sent says what it is by a word of its own (`kind`, `code`); moments are milliseconds since 1970-01-01 UTC,
//! names of ops 32 hexadecimal digits, all other names numbers. Hub and replicas may be of different ages: a field that
//! is not known is passed over; a *word* that is not known is an error that names it, because to pass over it would be
//! to lose what somebody did.

mod change;
mod desk;
mod dialog;
mod hex;
mod op;
mod pages;
mod place;
mod problem;
mod query;
mod rights;
#[cfg(test)]
mod tests;
mod words;

pub use change::{Change, Delivery, FeedEntry};
pub use desk::{Agent, Channel, Health, Me, Role, Roster};
pub use dialog::{Bundle, Closing, Contact, Counter, Dialog, File, Message, Spam, Tail};
pub use hex::{Hash256, Hex64, Hex128};
pub use op::{Basis, Enclosure, Intent, Op, Outcome, Refusal, Seen};
pub use pages::{
    AskDialogs, Brought, Delta, Dialogs, History, Hits, Older, OpsAnswer, OpsAsked, Presence,
    Present, Snapshot,
};
pub use place::{PlaceText, WrongPlace};
pub use problem::Problem;
pub use query::{AfterQuery, BeforeQuery, BringQuery, SearchQuery, SnapshotQuery};
pub use rights::{Exception, Grant, Right, Rights, Sight};
pub use words::{Bucket, ChannelKind, Connector, Kind, Reopening, Status};

/// The version of the API, as it stands in every path (`/v1/…`) and in the header [`API_HEADER`].
pub const API: u32 = 1;
/// The header in which a hub tells which version it speaks.
pub const API_HEADER: &str = "keydesk-api";
/// The type of an error's body (RFC 9457).
pub const PROBLEM: &str = "application/problem+json";
/// The name of a stream's event that carries a [`Delta`].
pub const EVENT_DELTA: &str = "delta";
/// The name of a stream's event that carries a [`Presence`].
pub const EVENT_PRESENCE: &str = "presence";
/// The most ops in one request.
pub const OPS_MAX: usize = 500;
/// The longest text that is searched for, in letters.
pub const QUERY_MAX: usize = 1000;
/// The largest file that is brought, in bytes.
pub const FILE_MAX: u64 = 100 << 20;
/// The most files of one reply.
pub const FILES_MAX: usize = 100;
/// The most dialogs in one request.
pub const DIALOGS_MAX: usize = 200;

/// A moment, in milliseconds since 1970-01-01 UTC.
pub type Moment = i64;
