//! Dialogs with all that a replica keeps of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Delivery, Hex128, Kind, Moment, Status};
use crate::base::clock::Timestamp;
use crate::domain::{self, AgentId, ChangeNo, ChannelId, ContactId, DialogId, MessageId, OpId};
use crate::store::far;

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dialog {
    /// Which one.
    pub id: i64,
    /// Where it is held.
    pub channel: i64,
    /// With whom.
    pub contact: i64,
    /// Where it stands.
    pub status: Status,
    /// What it was before it became spam; means something only while it is.
    pub before_spam: Status,
    /// Whose it is.
    pub assignee: Option<i64>,
    /// Hidden until then.
    pub snoozed_until: Option<Moment>,
    /// The team's words about it, sorted.
    pub tags: Vec<String>,
    /// Who waits, and since when.
    pub counter: Counter,
    /// Replies that are on their way.
    pub on_its_way: u32,
    /// Replies that wait for a person.
    pub stuck: u32,
    /// When anybody last wrote in it.
    pub last_at: Moment,
}

impl From<domain::Dialog> for Dialog {
    fn from(dialog: domain::Dialog) -> Self {
        Self {
            id: dialog.id.0,
            channel: dialog.channel.0,
            contact: dialog.contact.0,
            status: dialog.status.into(),
            before_spam: dialog.before_spam.into(),
            assignee: dialog.assignee.map(|it| it.0),
            snoozed_until: dialog.snoozed_until.map(|it| it.0),
            tags: dialog.tags,
            counter: Counter {
                unanswered: dialog.counter.unanswered,
                since: dialog.counter.since.map(|it| it.0),
            },
            on_its_way: dialog.on_its_way,
            stuck: dialog.stuck,
            last_at: dialog.last_at.0,
        }
    }
}

impl From<Dialog> for domain::Dialog {
    fn from(dialog: Dialog) -> Self {
        Self {
            id: DialogId(dialog.id),
            channel: ChannelId(dialog.channel),
            contact: ContactId(dialog.contact),
            status: dialog.status.into(),
            before_spam: dialog.before_spam.into(),
            assignee: dialog.assignee.map(AgentId),
            snoozed_until: dialog.snoozed_until.map(Timestamp),
            tags: dialog.tags,
            counter: domain::Counter {
                unanswered: dialog.counter.unanswered,
                since: dialog.counter.since.map(Timestamp),
            },
            on_its_way: dialog.on_its_way,
            stuck: dialog.stuck,
            last_at: Timestamp(dialog.last_at),
        }
    }
}

/// How many messages wait for an answer, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counter {
    /// Messages without an answer.
    pub unanswered: u32,
    /// When the first of them was written.
    pub since: Option<Moment>,
}

/// A person as one channel knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contact {
    /// Which one.
    pub id: i64,
    /// Where they write.
    pub channel: i64,
    /// The channel's own name for them.
    pub external: String,
    /// As they call themselves.
    pub name: String,
    /// `@nick`, phone or address.
    pub handle: String,
    /// Two-letter language, if known.
    pub language: String,
    /// What the team wrote down about them.
    pub note: String,
    /// Since when what we write does not reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_us: Option<Moment>,
}

impl From<domain::Contact> for Contact {
    fn from(contact: domain::Contact) -> Self {
        let domain::Contact { id, channel, external, name, handle, language, note, blocked_us } =
            contact;
        let blocked_us = blocked_us.map(|it| it.0);
        Self { id: id.0, channel: channel.0, external, name, handle, language, note, blocked_us }
    }
}

impl From<Contact> for domain::Contact {
    fn from(contact: Contact) -> Self {
        let Contact { id, channel, external, name, handle, language, note, blocked_us } = contact;
        let (id, channel) = (ContactId(id), ChannelId(channel));
        let blocked_us = blocked_us.map(Timestamp);
        Self { id, channel, external, name, handle, language, note, blocked_us }
    }
}

/// One message or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Which one; also its place in the dialog.
    pub id: i64,
    /// Where it stands.
    pub dialog: i64,
    /// What it is.
    pub kind: Kind,
    /// Who of us wrote it.
    pub author: Option<i64>,
    /// When it was written.
    pub at: Moment,
    /// The words, as they came.
    pub text: String,
    /// How far an outbound message has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// Who wrote it, where that is not the contact themself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub writer: String,
    /// Its subject.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Which message of the dialog it answers, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<i64>,
    /// When its writer changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Moment>,
}

/// A file that hangs on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct File {
    /// As the sender called it.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The moment after which it is gone.
    pub expires: Moment,
    /// The SHA-256 of what is in it, as hex digits, when that can be had: see `/v1/files/{message}/{place}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl From<domain::Attachment> for File {
    fn from(it: domain::Attachment) -> Self {
        let sha256 = it.content.map(|it| it.to_string());
        Self { name: it.name, bytes: it.bytes, expires: it.expires.0, sha256 }
    }
}

impl From<File> for domain::Attachment {
    fn from(it: File) -> Self {
        let content = it.sha256.and_then(|it| domain::ContentHash::from_hex(&it));
        Self { name: it.name, bytes: it.bytes, expires: Timestamp(it.expires), content }
    }
}

impl From<domain::Message> for Message {
    fn from(message: domain::Message) -> Self {
        Self {
            id: message.id.0,
            dialog: message.dialog.0,
            kind: message.kind.into(),
            author: message.author.map(|it| it.0),
            at: message.at.0,
            text: message.text,
            delivery: message.delivery.map(Into::into),
            files: message.files.into_iter().map(Into::into).collect(),
            writer: message.about.writer,
            subject: message.about.subject,
            answers: message.about.answers.map(|it| it.0),
            edited: message.about.edited.map(|it| it.0),
        }
    }
}

impl From<Message> for domain::Message {
    fn from(message: Message) -> Self {
        Self {
            id: MessageId(message.id),
            dialog: DialogId(message.dialog),
            kind: message.kind.into(),
            author: message.author.map(AgentId),
            at: Timestamp(message.at),
            text: message.text,
            delivery: message.delivery.map(Into::into),
            files: message.files.into_iter().map(Into::into).collect(),
            about: domain::Aside {
                writer: message.writer,
                subject: message.subject,
                answers: message.answers.map(MessageId),
                edited: message.edited.map(Timestamp),
            },
        }
    }
}

/// Everything a replica keeps of a dialog, as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bundle {
    /// The feed's last number at that moment: of two bundles the one with the higher number is right.
    pub as_of: i64,
    /// The dialog.
    pub dialog: Dialog,
    /// Who it is.
    pub contact: Contact,
    /// The first contact of the person it belongs to.
    pub person: i64,
    /// When it began.
    pub began_at: Moment,
    /// Messages in it, notes not counted.
    pub messages: i64,
    /// The beginning of the last message.
    pub last_text: String,
    /// Who wrote it.
    pub last_kind: Option<Kind>,
    /// The last message the customer wrote; 0 when there is none.
    pub last_inbound: i64,
    /// Who marked it as spam and when, if it is.
    pub spam: Option<Spam>,
    /// Every close, the first first.
    pub closes: Vec<Closing>,
    /// Up to where the agent who asks has seen it, at least.
    pub seen: i64,
    /// Messages, oldest first: those that came or changed, or a tail.
    pub thread: Vec<Message>,
    /// When they are a tail: it is whole from there on.
    pub tail: Option<Tail>,
}

/// Who marked a dialog as spam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Spam {
    /// Who.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// One close of a dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Closing {
    /// Its place among the closes of the desk.
    pub id: i64,
    /// The last message it settled.
    pub point: i64,
    /// When.
    pub at: Moment,
    /// By which op.
    pub op: Option<Hex128>,
    /// Whether it stands.
    pub stands: bool,
    /// When it was taken back, if that is known.
    pub taken_back: Option<Moment>,
}

/// How far back the messages of a bundle go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tail {
    /// The message before the first of them; none when there is none.
    pub before: Option<i64>,
}

impl From<far::Closing> for Closing {
    fn from(it: far::Closing) -> Self {
        Self {
            id: it.id,
            point: it.point.0,
            at: it.at.0,
            op: it.op.map(|it| Hex128(it.0)),
            stands: it.stands,
            taken_back: it.taken_back.map(|it| it.0),
        }
    }
}

impl From<Closing> for far::Closing {
    fn from(it: Closing) -> Self {
        Self {
            id: it.id,
            point: MessageId(it.point),
            at: Timestamp(it.at),
            op: it.op.map(|it| OpId(it.0)),
            stands: it.stands,
            taken_back: it.taken_back.map(Timestamp),
        }
    }
}

impl From<far::Bundle> for Bundle {
    fn from(it: far::Bundle) -> Self {
        Self {
            as_of: it.as_of.0,
            dialog: it.dialog.into(),
            contact: it.contact.into(),
            person: it.person.0,
            began_at: it.began_at.0,
            messages: it.messages,
            last_text: it.last_text,
            last_kind: it.last_kind.map(Into::into),
            last_inbound: it.last_inbound.0,
            spam: it.spam.map(|(by, at)| Spam { by: by.map(|it| it.0), at: at.0 }),
            closes: it.closes.into_iter().map(Into::into).collect(),
            seen: it.seen.0,
            thread: it.thread.into_iter().map(Into::into).collect(),
            tail: it.tail.map(|it| Tail { before: it.before.map(|it| it.0) }),
        }
    }
}

impl From<Bundle> for far::Bundle {
    fn from(it: Bundle) -> Self {
        Self {
            as_of: ChangeNo(it.as_of),
            dialog: it.dialog.into(),
            contact: it.contact.into(),
            person: ContactId(it.person),
            began_at: Timestamp(it.began_at),
            messages: it.messages,
            last_text: it.last_text,
            last_kind: it.last_kind.map(Into::into),
            last_inbound: MessageId(it.last_inbound),
            spam: it.spam.map(|it| (it.by.map(AgentId), Timestamp(it.at))),
            closes: it.closes.into_iter().map(Into::into).collect(),
            seen: MessageId(it.seen),
            thread: it.thread.into_iter().map(Into::into).collect(),
            tail: it.tail.map(|it| far::Tail { before: it.before.map(MessageId) }),
        }
    }
}
