//! What I have done and written, on its way to the desk and back.

use std::time::Duration;

use crate::domain::{DialogId, Kind, MessageId, Op};

use super::{Together, Undoable};

/// What I have written, as long as the desk's own word on it may be older.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Names this version of the text.
    pub no: u64,
    /// In which dialog.
    pub dialog: DialogId,
    /// Reply or note.
    pub kind: Kind,
    /// The text; empty when there is none any more.
    pub text: String,
    /// What others had said last when the writer last looked, if that is known.
    pub answers: Option<MessageId>,
    /// The last question put to the desk when it had been saved: answers to later ones know of it.
    pub kept: Option<u64>,
}

/// An op that has been handed to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The op.
    pub op: Op,
    /// The contact's name, cleaned and short.
    pub name: String,
    /// Where to go when it has closed the dialog that is being read.
    pub next: Option<DialogId>,
    /// The draft that it turns into a message.
    pub draft: Option<u64>,
    /// What it takes back.
    pub undoes: Option<Undoable>,
    /// What it is done together with.
    pub with: Option<Together>,
    /// It closes the dialog behind a reply that is sent in one go with it, and is held back for so long.
    pub sent: Option<Duration>,
}
