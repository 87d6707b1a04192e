//! What an agent wants, and why it may not be.

use std::time::Duration;

use super::{AgentId, ContactId, DialogId, Enclosure, MessageId, OpId};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;

/// One intention of an agent about one dialog, with a name of its own: done twice, it happens once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    /// Its name.
    pub id: OpId,
    /// What it is about.
    pub dialog: DialogId,
    /// What is wanted.
    pub intent: Intent,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Close the dialog (Ctrl+O).
    Close,
    /// Close it and take it off whoever has it (Ctrl+Q).
    CloseAndUnassign,
    /// Open it again.
    Reopen,
    /// Give it to an agent, or to nobody (Ctrl+M with oneself, Ctrl+B with nobody).
    Assign(Option<AgentId>),
    /// Mark it as spam.
    MarkSpam,
    /// It is no spam after all.
    UnmarkSpam,
    /// Hide it until then or until the next message.
    Snooze(Timestamp),
    /// Show it again now.
    Wake,
    /// Put a tag on, or take it off if it is there.
    ToggleTag(String),
    /// Put a tag on.
    AddTag(String),
    /// Take a tag off.
    DropTag(String),
    /// Answer the customer.
    Reply(String),
    /// The same, but not before this long has passed: until then undoing it takes it back.
    HeldReply(String, Duration),
    /// Answer the customer with more than words.
    Letter(Letter),
    /// Write to colleagues.
    Note(String),
    /// Try a failed or unsure message again.
    Retry(MessageId),
    /// Give a message that has not been sent up.
    Drop(MessageId),
    /// An unsure message did arrive: somebody looked.
    ConfirmSent(MessageId),
    /// This dialog's contact and that one are the same person, with everybody who is merged with either already.
    MergeContact(ContactId),
    /// This dialog's contact is a person by itself after all.
    SplitContact,
    /// Write down about this dialog's contact what the team should know; nothing clears it.
    ContactNote(String),
    /// Take back what an earlier op did.
    Undo(OpId),
}

/// A reply with files, or to a message that its writer chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The words. May be empty when there are files.
    pub text: String,
    /// Its files. What is in them lies with the desk's files already.
    pub files: Vec<Enclosure>,
    /// The message of the dialog it answers; `None`: what the channel finds right.
    pub answers: Option<MessageId>,
    /// It is not to go before this long has passed; see [`Intent::HeldReply`].
    pub hold: Duration,
}

/// The longest tag, in letters.
pub const TAG_LETTERS_MAX: u32 = 32;

/// Why an op was not done. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The role does not allow it, or the agent is blocked.
    NotAllowed,
    /// It is closed already.
    AlreadyClosed,
    /// It is open already.
    AlreadyOpen,
    /// It is theirs already; the agent's name.
    AlreadyAssigned(String),
    /// It is nobody's already.
    AlreadyUnassigned,
    /// It is spam: take it out of spam first.
    IsSpam,
    /// It is not spam.
    NotSpam,
    /// It is not snoozed.
    NotSnoozed,
    /// The moment has passed.
    SnoozeInThePast,
    /// There is nothing to say.
    EmptyText,
    /// A tag is one line of at most [`TAG_LETTERS_MAX`] letters.
    BadTag,
    /// It has that tag already.
    AlreadyTagged,
    /// It does not have that tag.
    NotTagged,
    /// The channel is deactivated: nothing can be sent.
    ChannelInactive,
    /// The agent is blocked and gets nothing new (FAQ 8); the name.
    AgentBlocked(String),
    /// The agent's role does not let them answer; the name.
    AgentLooksOn(String),
    /// There is no such agent.
    NoSuchAgent,
    /// There is no such dialog (any more).
    NoSuchDialog,
    /// There is no such message in the dialog.
    NoSuchMessage,
    /// The message is not waiting for a person.
    NotStuck,
    /// There is no such contact (any more).
    NoSuchContact,
    /// They are the same person already.
    SamePerson,
    /// The contact is not merged with another one.
    NotMerged,
    /// That is what is written down already.
    SameNote,
    /// Nothing of the kind has been done, or it cannot be taken back.
    NothingToUndo,
    /// The reply that was to be taken back has gone out, or is going out now.
    GoneOut,
    /// Somebody, or the customer, changed the dialog since.
    ChangedSince,
    /// Somebody else has taken the dialog since the op was wanted; the name.
    TakenBy(String),
    /// The customer has written since the op was wanted.
    WroteSince,
    /// What is in a file of it is not there (any more).
    NoFile,
    /// A file of it is larger than the hub takes.
    FileTooLarge,
    /// The hub could not even read it: too large for it, or made by a newer program.
    NotTaken,
}

impl Refusal {
    /// The word that the desk's file and the commands use.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyAssigned(_) => "already-assigned",
            Self::AgentBlocked(_) => "agent-blocked",
            Self::AgentLooksOn(_) => "agent-looks-on",
            Self::NotAllowed => "not-allowed",
            Self::AlreadyClosed => "already-closed",
            Self::AlreadyOpen => "already-open",
            Self::AlreadyUnassigned => "already-unassigned",
            Self::IsSpam => "is-spam",
            Self::NotSpam => "not-spam",
            Self::NotSnoozed => "not-snoozed",
            Self::SnoozeInThePast => "snooze-past",
            Self::EmptyText => "empty-text",
            Self::BadTag => "bad-tag",
            Self::AlreadyTagged => "already-tagged",
            Self::NotTagged => "not-tagged",
            Self::ChannelInactive => "channel-inactive",
            Self::NoSuchAgent => "no-agent",
            Self::NoSuchDialog => "no-dialog",
            Self::NoSuchMessage => "no-message",
            Self::NotStuck => "not-stuck",
            Self::NoSuchContact => "no-contact",
            Self::SamePerson => "same-person",
            Self::NotMerged => "not-merged",
            Self::SameNote => "same-note",
            Self::NothingToUndo => "nothing-to-undo",
            Self::GoneOut => "gone-out",
            Self::ChangedSince => "changed-since",
            Self::TakenBy(_) => "taken-by",
            Self::WroteSince => "wrote-since",
            Self::NoFile => "no-file",
            Self::FileTooLarge => "file-too-large",
            Self::NotTaken => "not-taken",
        }
    }

    /// Whether what was wanted is so already.
    #[must_use]
    pub const fn is_so_already(&self) -> bool {
        matches!(
            self,
            Self::AlreadyClosed
                | Self::AlreadyOpen
                | Self::AlreadyAssigned(_)
                | Self::AlreadyUnassigned
                | Self::AlreadyTagged
                | Self::NotTagged
        )
    }

    /// What to tell the agent.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::NotAllowed => Msg::new("refused-not-allowed"),
            Self::AlreadyClosed => Msg::new("refused-already-closed"),
            Self::AlreadyOpen => Msg::new("refused-already-open"),
            Self::AlreadyAssigned(name) => {
                Msg::new("refused-already-assigned").with("name", name.as_str())
            }
            Self::AlreadyUnassigned => Msg::new("refused-already-unassigned"),
            Self::IsSpam => Msg::new("refused-is-spam"),
            Self::NotSpam => Msg::new("refused-not-spam"),
            Self::NotSnoozed => Msg::new("refused-not-snoozed"),
            Self::SnoozeInThePast => Msg::new("refused-snooze-past"),
            Self::EmptyText => Msg::new("refused-empty-text"),
            Self::BadTag => Msg::new("refused-bad-tag").with("max", TAG_LETTERS_MAX),
            Self::AlreadyTagged => Msg::new("refused-already-tagged"),
            Self::NotTagged => Msg::new("refused-not-tagged"),
            Self::ChannelInactive => Msg::new("refused-channel-inactive"),
            Self::AgentBlocked(name) => {
                Msg::new("refused-agent-blocked").with("name", name.as_str())
            }
            Self::AgentLooksOn(name) => {
                Msg::new("refused-agent-looks-on").with("name", name.as_str())
            }
            Self::NoSuchAgent => Msg::new("refused-no-agent"),
            Self::NoSuchDialog => Msg::new("refused-no-dialog"),
            Self::NoSuchMessage => Msg::new("refused-no-message"),
            Self::NotStuck => Msg::new("refused-not-stuck"),
            Self::NoSuchContact => Msg::new("refused-no-contact"),
            Self::SamePerson => Msg::new("refused-same-person"),
            Self::NotMerged => Msg::new("refused-not-merged"),
            Self::SameNote => Msg::new("refused-same-note"),
            Self::NothingToUndo => Msg::new("refused-nothing-to-undo"),
            Self::GoneOut => Msg::new("refused-gone-out"),
            Self::ChangedSince => Msg::new("refused-changed-since"),
            Self::TakenBy(name) => Msg::new("refused-taken-by").with("name", name.as_str()),
            Self::WroteSince => Msg::new("refused-wrote-since"),
            Self::NoFile => Msg::new("refused-no-file"),
            Self::FileTooLarge => Msg::new("refused-file-too-large"),
            Self::NotTaken => Msg::new("refused-not-taken"),
        }
    }
}
