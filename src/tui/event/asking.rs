//! Questions that may take their time, and what they come to: searches, and whatever else is asked beside the screen's path.

use crate::domain::picture::{Picture, PictureQuery};
use crate::store::{Candidate, ContactQuery, Explained, Hits, SearchQuery, Sought};
use crate::tui::state::CrewTold;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Handed back with the answer, so that late answers can be told apart.
    pub no: u64,
    /// The words, and which part of what is found. On the first page it is also counted what there is.
    pub query: SearchQuery,
}

/// What a search has come to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Where the words are.
    Hits(Hits),
    /// In how many messages they are, [`TALLY_MAX`] meaning as many or more.
    Tally(usize),
    /// The search index is damaged.
    Damaged,
}

/// As far as it is counted in how many messages words are found.
pub const TALLY_MAX: usize = 1000;

/// A question that may take its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inquiry {
    /// The picture of the day.
    Picture(PictureQuery),
    /// Who may be the same person.
    Contacts(ContactQuery),
    /// What everybody on the desk holds.
    Crew,
    /// Why dialogs are not in a list.
    Why(Box<Sought>),
}

/// What such a question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Nothing: it was given up, or may not be asked.
    Nothing,
    /// The picture of the day.
    Picture(Box<Picture>),
    /// Those who may be the same person, the likeliest first.
    Contacts(Vec<Candidate>),
    /// What they hold.
    Crew(CrewTold),
    /// What keeps them out of it.
    Why(Vec<Explained>),
}
