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
    /// What is in it, when that is kept: the channel may have told of it and not handed it over.
    pub content: Option<ContentHash>,
}

/// A file that goes with a message of ours. What is in it lies with the desk's files before the message is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// As the receiver sees it called.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What is in it.
    pub content: ContentHash,
}

/// The SHA-256 of what is in a file, and the only name that contents are kept under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl std::fmt::Display for ContentHash {
    /// As 64 hex digits.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|it| write!(f, "{it:02x}"))
    }
}

impl ContentHash {
    /// The hash that is written so: 64 lower-case hex digits, nothing else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digit = |it: u8| match it {
            b'0'..=b'9' => Some(it - b'0'),
            b'a'..=b'f' => Some(it - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (to, pair) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
            *to = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(hash))
    }
}

impl Attachment {
    /// Whether it is gone at `now`.
    #[must_use]
    pub fn expired(&self, now: Timestamp) -> bool {
        self.expires <= now
    }
}

/// Calendar months for which a file is kept where nobody has said otherwise (FAQ 5).
pub const FILE_MONTHS_KEPT: u32 = 2;

/// The most calendar months for which files can be kept.
pub const FILE_MONTHS_MAX: u32 = 120;

/// When a file that came at `at` is gone, kept for [`FILE_MONTHS_KEPT`].
#[must_use]
pub fn expiry(at: Timestamp) -> Timestamp {
    kept_until(at, FILE_MONTHS_KEPT)
}

/// When a file that came at `at` is gone: so many calendar months later.
/// 31 December plus two months is the last day of February.
#[must_use]
pub fn kept_until(at: Timestamp, months: u32) -> Timestamp {
    DateTime::from_timestamp_millis(at.0)
        .and_then(|it| it.checked_add_months(Months::new(months)))
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
    /// What else is known of it.
    pub about: Aside,
}

/// What else is known of a message. Empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aside {
    /// Who wrote it, where that is not the contact themself. Hostile text.
    pub writer: String,
    /// Its subject. Hostile text.
    pub subject: String,
    /// Which message of the dialog it answers, where it says so.
    pub answers: Option<MessageId>,
    /// When its writer changed it last, if they did.
    pub edited: Option<Timestamp>,
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
    fn a_hash_is_written_and_read_in_one_way_only() {
        let hash = ContentHash(std::array::from_fn(|it| it as u8 * 7));
        let text = hash.to_string();
        assert_eq!(ContentHash::from_hex(&text), Some(hash));
        for wrong in [text.to_uppercase(), format!("{text}0"), "../".repeat(22), String::new()] {
            assert_eq!(ContentHash::from_hex(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_file_is_gone_at_its_very_moment() {
        let (name, expires) = ("a.pdf".into(), Timestamp(10));
        let file = Attachment { name, bytes: 1, expires, content: None };
        assert!(!file.expired(Timestamp(9)));
        assert!(file.expired(Timestamp(10)));
    }
}
