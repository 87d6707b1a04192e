//! Messages and the files that hang on them.

use chrono::{DateTime, Months};

use super::{AgentId, Delivery, DialogId, MessageId};
use crate::base::clock::Timestamp;

/// What a message is; decides whether it asks for an answer or gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// From the customer.
    Inbound,
    /// To the customer, written by a person.
    Reply,
    /// To the customer, written by a machine; never settles a counter.
    Auto,
    /// For colleagues; never leaves the desk.
    Note,
}

impl Kind {
    /// The word the desk's file uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inbound => "in",
            Self::Reply => "reply",
            Self::Auto => "auto",
            Self::Note => "note",
        }
    }

    /// The kind of a [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Inbound, Self::Reply, Self::Auto, Self::Note]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// A file that came or went with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// As the sender called it. Hostile text: cleaned only when shown.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The moment after which it is gone (FAQ 5).
    pub expires: Timestamp,
}

impl Attachment {
    /// Whether it is gone at `now`.
    #[must_use]
    pub fn expired(&self, now: Timestamp) -> bool {
        self.expires <= now
    }
}

/// Calendar months for which a file is kept (FAQ 5).
pub const FILE_MONTHS_KEPT: u32 = 2;

/// When a file that came at `at` is gone: [`FILE_MONTHS_KEPT`] calendar months later.
/// 31 December plus two months is the last day of February.
#[must_use]
pub fn expiry(at: Timestamp) -> Timestamp {
    DateTime::from_timestamp_millis(at.0)
        .and_then(|it| it.checked_add_months(Months::new(FILE_MONTHS_KEPT)))
        .map_or(Timestamp(i64::MAX), |it| Timestamp(it.timestamp_millis()))
}

/// One message of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which one; also its place in the dialog.
    pub id: MessageId,
    /// Where it stands.
    pub dialog: DialogId,
    /// What it is.
    pub kind: Kind,
    /// Who of us wrote it; nobody for inbound ones and for what was written in the messenger's own app.
    pub author: Option<AgentId>,
    /// When it was written, by the clock of the channel or of this desk.
    pub at: Timestamp,
    /// The words. Hostile text: cleaned only when shown.
    pub text: String,
    /// How far an outbound message has come; `None` for inbound ones and notes.
    pub delivery: Option<Delivery>,
    /// Its files.
    pub files: Vec<Attachment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Timestamp {
        let date = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
        Timestamp(date.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis())
    }

    #[test]
    fn a_file_is_kept_two_calendar_months() {
        assert_eq!(expiry(day(2026, 11, 23)), day(2027, 1, 23));
        assert_eq!(expiry(day(2026, 12, 31)), day(2027, 2, 28));
    }

    #[test]
    fn a_file_is_gone_at_its_very_moment() {
        let file = Attachment { name: "a.pdf".into(), bytes: 1, expires: Timestamp(10) };
        assert!(!file.expired(Timestamp(9)));
        assert!(file.expired(Timestamp(10)));
    }
}
