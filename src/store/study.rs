//! Questions that may take their time: they are asked beside the screen's path, never on it.

use super::{Candidate, Card, ContactQuery, Row, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::picture::{Picture, PictureQuery};
use crate::domain::search::Terms;
use crate::domain::{Actor, AgentId, DialogId, Filter, Intent, Message, MessageId, OpId, Refusal};

/// The desk as somebody studies it who can wait. Ask on the thread made for it
/// ([`Desk::study`](super::Desk::study)), never on the one that the screen reads with. A question that was given up
/// ([`Desk::hush`](super::Desk::hush)) ends with [`StoreError::Superseded`].
pub trait Study {
    /// How many dialogs pass a filter at `now`; for those that [`Filter::is_counted`] the totals tell it sooner.
    fn count(&self, filter: &Filter, now: Timestamp) -> Result<i64, StoreError>;
    /// The dialogs that pass, in the list's order, at most `limit`.
    fn ids(
        &self,
        filter: &Filter,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DialogId>, StoreError>;
    /// All tags in use, the most used first, at most `limit`, and on how many dialogs each is.
    fn tags(&self, limit: usize) -> Result<Vec<(String, i64)>, StoreError>;
    /// Where words are found, the newest first.
    fn search(&self, query: &SearchQuery) -> Result<Hits, StoreError>;
    /// In how many messages all of the words are found, counted up to `upto`: an answer of `upto` means as many
    /// or more. Apart from [`search`](Self::search), because the first hits need not wait for it.
    fn tally(&self, terms: &Terms, upto: usize) -> Result<usize, StoreError>;
    /// The dialogs in which all of the words are found, in one message, one note or the contact's name, by their
    /// names in ascending order. What the words of a filter mean.
    fn dialogs_with(&self, terms: &Terms) -> Result<Vec<DialogId>, StoreError>;
    /// What `intent` would come to for each of the dialogs. Nothing is changed.
    fn rehearse(
        &self,
        dialogs: &[DialogId],
        intent: &Intent,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Rehearsal, StoreError>;
    /// What the agent did since a moment and can still take back, the last thing first, at most `limit` things.
    /// What was said stays said; what was taken back, or could not be because somebody changed it since, is gone.
    fn last_done(
        &self,
        agent: AgentId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<DoneBefore>, StoreError>;
    /// The picture of the day: see [`picture`](crate::domain::picture).
    fn picture(&self, query: PictureQuery) -> Result<Picture, StoreError>;
    /// Contacts that may be the same person as a dialog's and are not merged with it yet, the likeliest first.
    fn contacts(&self, query: &ContactQuery) -> Result<Vec<Candidate>, StoreError>;
}

/// What is searched for, and which part of what is found is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words. Without any, nothing is found.
    pub terms: Terms,
    /// For whom [`Row::seen`] is told.
    pub me: AgentId,
    /// Only messages older than this one: the last of the page before.
    pub from: Option<MessageId>,
    /// Messages wanted, at most.
    pub limit: usize,
    /// Only in this dialog.
    pub dialog: Option<DialogId>,
}

/// Where the words are found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// A few contacts in whose name, handle, address or note all of the words are, those who came last first.
    /// Only on the first page, and not where the question is about one dialog.
    pub people: Vec<Card>,
    /// Whether there are more such contacts.
    pub more_people: bool,
    /// Messages and notes with all of the words, the newest first; of several words, some may be in the contact's
    /// name instead. Spam is not left out: [`Row::dialog`] tells.
    pub messages: Vec<Hit>,
    /// Whether there are older ones.
    pub more: bool,
}

/// A message with the words. Where in its text they are, [`Terms::find`] tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The message or note.
    pub message: Message,
    /// The dialog it is in, as a list shows it.
    pub row: Row,
}

/// A dialog for which an op would be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which one.
    pub dialog: DialogId,
    /// The contact's name; empty for a dialog that is gone. Hostile text.
    pub name: String,
    /// Why.
    pub why: Refusal,
}

/// What an op would come to for many dialogs, if it were wanted now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rehearsal {
    /// For so many it would be done.
    pub accepted: usize,
    /// In so many of those somebody waits for an answer.
    pub waiting: usize,
    /// For these it would not be done.
    pub refused: Vec<Refused>,
}

/// What an agent has done and can take back: one op, or all of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneBefore {
    /// The batch, if it was one.
    pub batch: Option<OpId>,
    /// When the last of it was done.
    pub at: Timestamp,
    /// The ops and their dialogs, the last one first.
    pub ops: Vec<(OpId, DialogId)>,
}
