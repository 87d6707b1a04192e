//! What is searched for: the line being typed, what has been found, and where the reader is among it.

use super::{Field, Focus, State, Thread};
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{DialogId, MessageId};
use crate::store::{Card, Hit, Hits, Row};
use crate::tui::event::TALLY_MAX;

/// From this height on what has been found is shown in three lines each, where they are short.
const THREE_LINES_FROM: u16 = 20;
/// Lines above what has been found: what is typed, and where it is searched.
pub const SEARCH_HEAD: u16 = 2;

/// Something that has been found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A contact by the name.
    Person(&'a Card),
    /// A message or note.
    Message(&'a Hit),
}

impl<'a> Entry<'a> {
    /// The dialog it belongs to.
    #[must_use]
    pub const fn row(self) -> &'a Row {
        match self {
            Self::Person(card) => &card.row,
            Self::Message(hit) => &hit.row,
        }
    }

    /// The message, where it is one.
    #[must_use]
    pub fn message(self) -> Option<MessageId> {
        match self {
            Self::Person(_) => None,
            Self::Message(hit) => Some(hit.message.id),
        }
    }
}

/// Where somebody was when the search was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Where keys went.
    pub focus: Focus,
    /// The conversation that was shown.
    pub thread: Thread,
}

/// A search. It lasts until somebody ends it: also while its hits are read in their places.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Whether what has been found is on the screen, and keys go to the line.
    pub open: bool,
    /// The line.
    pub field: Field,
    /// What it says; what has been found has these words once it is `answered`.
    pub terms: Terms,
    /// The only dialog that is searched.
    pub within: Option<DialogId>,
    /// The dialog that could be: the one that keys acted on before, and its contact's name.
    pub here: Option<(DialogId, String)>,
    /// What has been found, as far as it is loaded.
    pub hits: Hits,
    /// In how many messages of all, as soon as that is known; [`TALLY_MAX`] means as many or more.
    pub tally: Option<usize>,
    /// Whether `hits` are for `terms`.
    pub answered: bool,
    /// The number of the question whose answer will replace the hits.
    pub asked: u64,
    /// The number of the question for more of them.
    pub asked_more: Option<u64>,
    /// The number of the question that the hub has not answered yet.
    pub hub_asked: Option<u64>,
    /// Whether the hits are the hub's, who has everything; a replica finds only what it keeps.
    pub of_hub: bool,
    /// The entry under the cursor, or the one being read.
    pub cursor: usize,
    /// The first entry on the screen.
    pub top: usize,
    /// Whether the entry under the cursor is to be opened once the desk has answered.
    pub enters: bool,
    /// Whether the next hit is to be gone to once more are loaded.
    pub goes_on: bool,
    /// When the entry under the cursor is to be shown, if the cursor stays.
    pub preview_at: Option<Timestamp>,
    /// Whether another conversation has been shown since the search was opened.
    pub previewed: bool,
    /// Where somebody was.
    pub origin: Origin,
    /// Which of the last searches has been called back, if the line still says it.
    pub recalled: Option<usize>,
    /// Whether the index has been made anew for this search.
    pub mended: bool,
}

impl Search {
    /// A search for nothing yet.
    #[must_use]
    pub fn new(origin: Origin) -> Self {
        Self {
            open: true,
            field: Field::default(),
            terms: Terms::default(),
            within: None,
            here: None,
            hits: Hits::default(),
            tally: None,
            answered: false,
            asked: 0,
            asked_more: None,
            hub_asked: None,
            of_hub: false,
            cursor: 0,
            top: 0,
            enters: false,
            goes_on: false,
            preview_at: None,
            previewed: false,
            origin,
            recalled: None,
            mended: false,
        }
    }

    /// How many entries are loaded.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.hits.people.len() + self.hits.messages.len()
    }

    /// Whether nothing is loaded.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An entry: people first, then messages.
    #[must_use]
    pub fn entry(&self, at: usize) -> Option<Entry<'_>> {
        match at.checked_sub(self.hits.people.len()) {
            None => self.hits.people.get(at).map(Entry::Person),
            Some(at) => self.hits.messages.get(at).map(Entry::Message),
        }
    }

    /// The entry under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<Entry<'_>> {
        self.entry(self.cursor)
    }

    /// Which of the messages the cursor is on, counted from 1.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        let at = self.cursor.checked_sub(self.hits.people.len())?;
        (at < self.hits.messages.len()).then_some(at + 1)
    }

    /// In how many messages the words are, as it is said: `37`, `1000+`. Empty as long as nobody knows.
    #[must_use]
    pub fn count(&self) -> String {
        let loaded = self.hits.messages.len();
        match self.tally {
            _ if !self.answered => String::new(),
            _ if !self.hits.more => loaded.to_string(),
            Some(TALLY_MAX..) => format!("{}+", loaded.max(TALLY_MAX)),
            // Some may be found by the contact's name and are not counted.
            Some(tally) if tally > loaded => tally.to_string(),
            Some(_) => format!("{loaded}+"),
            None => String::new(),
        }
    }

    /// Puts the cursor on an entry and moves the window no further than it must.
    pub fn put_cursor(&mut self, cursor: usize, rows: usize) {
        self.cursor = cursor.min(self.len().saturating_sub(1));
        let lowest = (self.cursor + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(lowest, self.cursor);
    }

    /// The name of the only dialog that is searched.
    #[must_use]
    pub fn within_name(&self) -> Option<&str> {
        let (dialog, name) = self.here.as_ref()?;
        (self.within == Some(*dialog)).then_some(name.as_str())
    }
}

impl State {
    /// Whether keys go to the line of a search.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.search.as_ref().is_some_and(|it| it.open)
    }

    /// The search whose hits are being read in their places.
    #[must_use]
    pub fn reading_hits(&self) -> Option<&Search> {
        self.search.as_deref().filter(|it| !it.open)
    }

    /// Lines that each entry of a search takes.
    #[must_use]
    pub fn hit_height(&self) -> u16 {
        let list = self.layout().list;
        2 + u16::from(list.height >= THREE_LINES_FROM && list.width < 60)
    }

    /// Entries of a search that fit onto the screen.
    #[must_use]
    pub fn hit_rows(&self) -> usize {
        let room = self.layout().list.height.saturating_sub(SEARCH_HEAD);
        usize::from((room / self.hit_height()).max(1))
    }

    /// The words to be shown in a conversation: those that are searched for, or else those of the list's filter.
    #[must_use]
    pub fn words_to_mark(&self) -> Vec<Terms> {
        match &self.search {
            Some(search) => vec![search.terms.clone()],
            None => self.filter_words(),
        }
    }

    /// The words that the list is narrowed down by.
    #[must_use]
    pub fn filter_words(&self) -> Vec<Terms> {
        self.list.filter.words.iter().map(|it| Terms::of_entry(it)).collect()
    }
}
