//! What helps to write: quick replies, macros, and how long a reply can be taken back.

use std::sync::Arc;
use std::time::Duration;

use crate::base::msg::Msg;
use crate::config::Sending;
use crate::config::books::Books;
use crate::domain::{DialogId, MessageId, OpId};

use super::{Focus, State};

/// What the person's own files say about writing.
#[derive(Debug, Clone, PartialEq)]
pub struct Writing {
    /// Quick replies and macros, as they were read last.
    pub books: Arc<Books>,
    /// How long replies are held back.
    pub sending: Sending,
    /// Macros that are being done.
    pub runs: Vec<Run>,
    /// What had been said in each dialog when a macro was shown: the last message of others, and how many wait.
    pub looked: Vec<(DialogId, MessageId, u32)>,
}

impl Writing {
    /// With these files and settings.
    #[must_use]
    pub const fn new(books: Arc<Books>, sending: Sending) -> Self {
        Self { books, sending, runs: Vec::new(), looked: Vec::new() }
    }
}

/// Ops that are taken back together: one run of a macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Names this run.
    pub batch: OpId,
    /// What the macro is called.
    pub title: String,
}

/// Where a macro has got to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub what: Together,
    /// What can be taken back of it.
    pub kept: Vec<(OpId, DialogId)>,
    /// Dialogs whose answer is still to come.
    pub left: usize,
    /// Steps done.
    pub done: usize,
    /// The first step that was refused: in whose dialog, which, and why.
    pub refused: Option<(String, String, Msg)>,
    /// Steps that have not been done.
    pub skipped: usize,
    /// What each op does, in words.
    pub steps: Vec<(OpId, String)>,
}

impl State {
    /// The words of the reply that undoing takes back now: where nothing is being written, the key that takes edits back
    /// does that too.
    #[must_use]
    pub fn held_reply(&self) -> Option<&str> {
        let last = self.done.last().filter(|_| !self.fixed)?;
        let [(_, dialog)] = last.ops[..] else { return None };
        let writing = self.composer.as_ref().filter(|_| self.focus == Focus::Composer);
        let free = writing.is_none_or(|it| it.editor.is_empty());
        last.words.as_deref().filter(|_| free && Some(dialog) == self.target())
    }

    /// How long a reply in this dialog is held back.
    #[must_use]
    pub fn hold(&self, dialog: DialogId) -> Duration {
        let channel = self.row(dialog).and_then(|it| self.channel(it.dialog.channel));
        channel.map_or(Duration::ZERO, |it| self.writing.sending.hold(it))
    }
}
