//! What an agent wants, and what it came to.

use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{Change, FILE_MAX, FILES_MAX, Hash256, Hex128, Moment};
use crate::base::clock::Timestamp;
use crate::domain::{self, AgentId, ChangeNo, ContactId, DialogId, MessageId, OpId};
use crate::store;
use crate::store::far::Wish;

/// An op, with what its writer saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Op {
    /// Its name: an op of the same name is done once, however often it comes.
    pub id: Hex128,
    /// What it is about.
    pub dialog: i64,
    /// What is wanted.
    pub intent: Intent,
    /// What its writer saw.
    pub basis: Basis,
    /// What it belongs together with, if with anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Hex128>,
}

impl From<Wish> for Op {
    fn from(wish: Wish) -> Self {
        let Wish { op, batch, basis } = wish;
        Self {
            id: Hex128(op.id.0),
            dialog: op.dialog.0,
            intent: op.intent.into(),
            basis: basis.into(),
            batch: batch.map(|it| Hex128(it.0)),
        }
    }
}

impl From<Op> for Wish {
    fn from(op: Op) -> Self {
        Self {
            op: domain::Op {
                id: OpId(op.id.0),
                dialog: DialogId(op.dialog),
                intent: op.intent.into(),
            },
            batch: op.batch.map(|it| OpId(it.0)),
            basis: op.basis.into(),
        }
    }
}

/// What the writer of an op saw of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Basis {
    /// The last message the hub had told of.
    pub upto: i64,
    /// Whose the dialog was.
    pub assignee: Option<i64>,
}

impl From<domain::Basis> for Basis {
    fn from(basis: domain::Basis) -> Self {
        Self { upto: basis.upto.0, assignee: basis.assignee.map(|it| it.0) }
    }
}

impl From<Basis> for domain::Basis {
    fn from(basis: Basis) -> Self {
        Self { upto: MessageId(basis.upto), assignee: basis.assignee.map(AgentId) }
    }
}

/// How far an agent has seen a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seen {
    /// The dialog.
    pub dialog: i64,
    /// The last message seen.
    pub upto: i64,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Intent {
    /// Close the dialog.
    Close,
    /// Close it and take it off whoever has it.
    CloseAndUnassign,
    /// Open it again.
    Reopen,
    /// Give it to an agent, or to nobody.
    Assign {
        /// To whom.
        to: Option<i64>,
    },
    /// Mark it as spam.
    MarkSpam,
    /// It is no spam after all.
    UnmarkSpam,
    /// Hide it until then.
    Snooze {
        /// Until when.
        until: Moment,
    },
    /// Show it again now.
    Wake,
    /// Put a tag on, or take it off if it is there.
    ToggleTag {
        /// The tag.
        tag: String,
    },
    /// Put a tag on.
    AddTag {
        /// The tag.
        tag: String,
    },
    /// Take a tag off.
    DropTag {
        /// The tag.
        tag: String,
    },
    /// Answer the customer.
    Reply {
        /// The words.
        text: String,
    },
    /// The same, held back for a while.
    HeldReply {
        /// The words.
        text: String,
        /// For so many milliseconds.
        #[serde(deserialize_with = "hold_ms")]
        #[schema(maximum = 120_000)]
        hold_ms: u64,
    },
    /// Answer the customer with files, or a message that was chosen.
    Letter {
        /// The words; may be empty when there are files.
        text: String,
        /// The files. What is in them has been brought before (`PUT /v1/files/{hash}`), or is in the dialog already.
        #[serde(default, deserialize_with = "files", skip_serializing_if = "Vec::is_empty")]
        #[schema(max_items = 100)]
        files: Vec<Enclosure>,
        /// The message of the dialog it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<i64>,
        /// Held back for so many milliseconds.
        #[serde(default, deserialize_with = "hold_ms")]
        #[schema(maximum = 120_000)]
        hold_ms: u64,
    },
    /// Write to colleagues.
    Note {
        /// The words.
        text: String,
    },
    /// Try a failed or unsure message again.
    Retry {
        /// Which one.
        message: i64,
    },
    /// Give a message up that has not been sent.
    Drop {
        /// Which one.
        message: i64,
    },
    /// An unsure message did arrive.
    ConfirmSent {
        /// Which one.
        message: i64,
    },
    /// This dialog's contact and that one are the same person.
    MergeContact {
        /// The other one.
        contact: i64,
    },
    /// This dialog's contact is a person by itself after all.
    SplitContact,
    /// Write down what the team should know about the contact.
    ContactNote {
        /// The words; none clear it.
        text: String,
    },
    /// Take back what an earlier op did.
    Undo {
        /// Which op.
        op: Hex128,
    },
}

impl From<domain::Intent> for Intent {
    fn from(intent: domain::Intent) -> Self {
        use domain::Intent as Is;
        match intent {
            Is::Close => Self::Close,
            Is::CloseAndUnassign => Self::CloseAndUnassign,
            Is::Reopen => Self::Reopen,
            Is::Assign(to) => Self::Assign { to: to.map(|it| it.0) },
            Is::MarkSpam => Self::MarkSpam,
            Is::UnmarkSpam => Self::UnmarkSpam,
            Is::Snooze(until) => Self::Snooze { until: until.0 },
            Is::Wake => Self::Wake,
            Is::ToggleTag(tag) => Self::ToggleTag { tag },
            Is::AddTag(tag) => Self::AddTag { tag },
            Is::DropTag(tag) => Self::DropTag { tag },
            Is::Reply(text) => Self::Reply { text },
            Is::HeldReply(text, hold) => {
                let hold_ms = u64::try_from(hold.as_millis()).unwrap_or(u64::MAX);
                Self::HeldReply { text, hold_ms }
            }
            Is::Letter(letter) => Self::Letter {
                text: letter.text,
                files: letter.files.into_iter().map(Into::into).collect(),
                answers: letter.answers.map(|it| it.0),
                hold_ms: u64::try_from(letter.hold.as_millis()).unwrap_or(u64::MAX),
            },
            Is::Note(text) => Self::Note { text },
            Is::Retry(message) => Self::Retry { message: message.0 },
            Is::Drop(message) => Self::Drop { message: message.0 },
            Is::ConfirmSent(message) => Self::ConfirmSent { message: message.0 },
            Is::MergeContact(contact) => Self::MergeContact { contact: contact.0 },
            Is::SplitContact => Self::SplitContact,
            Is::ContactNote(text) => Self::ContactNote { text },
            Is::Undo(op) => Self::Undo { op: Hex128(op.0) },
        }
    }
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Enclosure {
    /// As the receiver sees it called.
    pub name: String,
    /// Size in bytes.
    #[serde(deserialize_with = "file_bytes")]
    #[schema(maximum = 104_857_600)]
    pub bytes: u64,
    /// The SHA-256 of what is in it.
    pub sha256: Hash256,
}

impl From<domain::Enclosure> for Enclosure {
    fn from(it: domain::Enclosure) -> Self {
        Self { name: it.name, bytes: it.bytes, sha256: Hash256(it.content) }
    }
}

impl From<Enclosure> for domain::Enclosure {
    fn from(it: Enclosure) -> Self {
        Self { name: it.name, bytes: it.bytes, content: it.sha256.0 }
    }
}

/// More files than there can be are no reply.
fn files<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Enclosure>, D::Error> {
    let files = Vec::deserialize(from)?;
    if files.len() > FILES_MAX {
        return Err(D::Error::custom(format!("at most {FILES_MAX} files go with a reply")));
    }
    Ok(files)
}

/// A file that is larger than what can be brought has not been.
fn file_bytes<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let bytes = u64::deserialize(from)?;
    if bytes > FILE_MAX {
        return Err(D::Error::custom(format!("a file has at most {FILE_MAX} bytes")));
    }
    Ok(bytes)
}

/// Whoever asks for a longer hold than there can be means something else.
fn hold_ms<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let asked = u64::deserialize(from)?;
    let fits = Duration::from_millis(asked) <= domain::HOLD_MAX;
    let most = domain::HOLD_MAX.as_millis();
    fits.then_some(asked)
        .ok_or_else(|| D::Error::custom(format!("a hold of at most {most} ms is wanted")))
}

impl From<Intent> for domain::Intent {
    fn from(intent: Intent) -> Self {
        match intent {
            Intent::Close => Self::Close,
            Intent::CloseAndUnassign => Self::CloseAndUnassign,
            Intent::Reopen => Self::Reopen,
            Intent::Assign { to } => Self::Assign(to.map(AgentId)),
            Intent::MarkSpam => Self::MarkSpam,
            Intent::UnmarkSpam => Self::UnmarkSpam,
            Intent::Snooze { until } => Self::Snooze(Timestamp(until)),
            Intent::Wake => Self::Wake,
            Intent::ToggleTag { tag } => Self::ToggleTag(tag),
            Intent::AddTag { tag } => Self::AddTag(tag),
            Intent::DropTag { tag } => Self::DropTag(tag),
            Intent::Reply { text } => Self::Reply(text),
            Intent::HeldReply { text, hold_ms } => {
                Self::HeldReply(text, Duration::from_millis(hold_ms))
            }
            Intent::Letter { text, files, answers, hold_ms } => Self::Letter(domain::Letter {
                text,
                files: files.into_iter().map(Into::into).collect(),
                answers: answers.map(MessageId),
                hold: Duration::from_millis(hold_ms),
            }),
            Intent::Note { text } => Self::Note(text),
            Intent::Retry { message } => Self::Retry(MessageId(message)),
            Intent::Drop { message } => Self::Drop(MessageId(message)),
            Intent::ConfirmSent { message } => Self::ConfirmSent(MessageId(message)),
            Intent::MergeContact { contact } => Self::MergeContact(ContactId(contact)),
            Intent::SplitContact => Self::SplitContact,
            Intent::ContactNote { text } => Self::ContactNote(text),
            Intent::Undo { op } => Self::Undo(OpId(op.0)),
        }
    }
}

macro_rules! refusals {
    (plain { $($plain:ident = $code:tt, $help:literal;)+ } named { $($named:ident = $word:tt, $about:literal;)+ }) => {
        /// Why an op was not done. Nothing has changed.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(tag = "code")]
        pub enum Refusal {
            $(#[doc = $help] #[serde(rename = $code)] $plain,)+
            $(#[doc = $about] #[serde(rename = $word)] $named {
                /// The agent's name.
                name: String,
            },)+
        }

        impl From<domain::Refusal> for Refusal {
            fn from(refusal: domain::Refusal) -> Self {
                match refusal {
                    $(domain::Refusal::$plain => Self::$plain,)+
                    $(domain::Refusal::$named(name) => Self::$named { name },)+
                }
            }
        }

        impl From<Refusal> for domain::Refusal {
            fn from(refusal: Refusal) -> Self {
                match refusal {
                    $(Refusal::$plain => Self::$plain,)+
                    $(Refusal::$named { name } => Self::$named(name),)+
                }
            }
        }

        /// Every refusal there is, with a name for those that have one.
        #[cfg(test)]
        pub(super) fn all_refusals(name: &str) -> Vec<domain::Refusal> {
            vec![$(domain::Refusal::$plain,)+ $(domain::Refusal::$named(name.to_owned()),)+]
        }
    };
}

refusals! {
    plain {
        NotAllowed = "not-allowed", "The role does not allow it, or the agent is blocked.";
        AlreadyClosed = "already-closed", "It is closed already.";
        AlreadyOpen = "already-open", "It is open already.";
        AlreadyUnassigned = "already-unassigned", "It is nobody's already.";
        IsSpam = "is-spam", "It is spam.";
        NotSpam = "not-spam", "It is not spam.";
        NotSnoozed = "not-snoozed", "It is not snoozed.";
        SnoozeInThePast = "snooze-past", "The moment has passed.";
        EmptyText = "empty-text", "There is nothing to say.";
        BadTag = "bad-tag", "That is no tag.";
        AlreadyTagged = "already-tagged", "It has that tag already.";
        NotTagged = "not-tagged", "It does not have that tag.";
        ChannelInactive = "channel-inactive", "The channel is deactivated.";
        NoSuchAgent = "no-agent", "There is no such agent.";
        NoSuchDialog = "no-dialog", "There is no such dialog, or none that this agent may see.";
        NoSuchMessage = "no-message", "There is no such message in the dialog.";
        NotStuck = "not-stuck", "The message is not waiting for a person.";
        NoSuchContact = "no-contact", "There is no such contact.";
        SamePerson = "same-person", "They are the same person already.";
        NotMerged = "not-merged", "The contact is not merged with another one.";
        SameNote = "same-note", "That is what is written down already.";
        NothingToUndo = "nothing-to-undo", "Nothing of the kind has been done, or it cannot be taken back.";
        GoneOut = "gone-out", "The reply has gone out.";
        ChangedSince = "changed-since", "Somebody changed the dialog since.";
        WroteSince = "wrote-since", "The customer has written since the op was wanted.";
        NoFile = "no-file", "What is in a file of it has not been brought, or is not kept any more.";
        FileTooLarge = "file-too-large", "A file of it is larger than the hub takes. No hub says so: a replica writes it down for itself.";
        NotTaken = "not-taken", "The hub could not read the op. No hub says so: a replica writes it down for itself.";
    }
    named {
        AlreadyAssigned = "already-assigned", "It is theirs already.";
        AgentBlocked = "agent-blocked", "That agent is blocked and gets nothing new.";
        AgentLooksOn = "agent-looks-on", "That agent's role does not let them answer.";
        TakenBy = "taken-by", "Somebody else has taken the dialog since the op was wanted.";
    }
}

/// What an op came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// It is done and on the disk.
    Accepted {
        /// What happened.
        changes: Vec<Change>,
        /// Messages that waited when the op closed a dialog.
        unanswered: u32,
        /// Whether a reply was on its way to them.
        answering: bool,
        /// The feed's last number after it.
        head: i64,
    },
    /// It is not done; nothing has changed.
    Refused {
        /// Why.
        why: Refusal,
    },
}

impl From<store::Done> for Outcome {
    fn from(done: store::Done) -> Self {
        match done {
            store::Done::Accepted { changes, unanswered, answering, head } => Self::Accepted {
                changes: changes.into_iter().map(Into::into).collect(),
                unanswered,
                answering,
                head: head.0,
            },
            store::Done::Refused(why) => Self::Refused { why: why.into() },
        }
    }
}

impl From<Outcome> for store::Done {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Accepted { changes, unanswered, answering, head } => Self::Accepted {
                changes: changes.into_iter().map(Into::into).collect(),
                unanswered,
                answering,
                head: ChangeNo(head),
            },
            Outcome::Refused { why } => Self::Refused(why.into()),
        }
    }
}
