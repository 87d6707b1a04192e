//! The list of dialogs: a window onto it, never all of it.

use super::ViewId;
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, DialogId, Filter, Order, Term};
use crate::store::{Place, Row};

/// An end of the list that the cursor is on its way to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The first dialog.
    First,
    /// The last one.
    Last,
}

/// The rows around the cursor, as far as they are loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Of which view.
    pub view: ViewId,
    /// What that view is made of.
    pub terms: Vec<Term>,
    /// What the view is narrowed down by.
    pub extra: Vec<Term>,
    /// The words that say each of [`extra`](Self::extra), as the filter line has them.
    pub words: Vec<String>,
    /// Both together: which dialogs it shows.
    pub filter: Filter,
    /// The loaded part, in the list's order.
    pub rows: Vec<Row>,
    /// Whether nothing stands before the loaded part.
    pub at_start: bool,
    /// Whether nothing stands after it.
    pub at_end: bool,
    /// The row under the cursor; 0 in an empty list.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The number of the question whose answer will replace the rows.
    pub asked: u64,
    /// Whether the list has been answered since its filter last changed.
    pub loaded: bool,
    /// The end the cursor goes to with the next answer.
    pub goal: Option<Goal>,
    /// When the dialog under the cursor is to be shown, if the cursor stays.
    pub preview_at: Option<Timestamp>,
    /// When another dialog last came under the cursor without a key.
    pub moved_at: Option<Timestamp>,
    /// Dialogs I did something to since the list was last known to be up to date: it is no surprise that they move.
    pub acted_on: Vec<DialogId>,
}

impl List {
    /// A list of which nothing is loaded.
    #[must_use]
    pub fn new(view: ViewId, terms: Vec<Term>, extra: Vec<(Term, String)>, me: AgentId) -> Self {
        let (extra, words): (Vec<Term>, Vec<String>) = extra.into_iter().unzip();
        Self {
            view,
            filter: Filter::within(me, &terms, &extra),
            terms,
            extra,
            words,
            rows: Vec::new(),
            at_start: true,
            at_end: true,
            cursor: 0,
            top: 0,
            asked: 0,
            loaded: false,
            goal: None,
            preview_at: None,
            moved_at: None,
            acted_on: Vec::new(),
        }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// The row of a dialog, if it is loaded.
    #[must_use]
    pub fn find(&self, dialog: DialogId) -> Option<usize> {
        self.rows.iter().position(|it| it.dialog.id == dialog)
    }

    /// The place of the cursor, to load around.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.current().map(|it| it.place(&self.filter))
    }

    /// Whether anything is narrowed down.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        !self.extra.is_empty()
    }

    /// What would be shown if nothing were hidden: where to look stays as it is said.
    #[must_use]
    pub fn unhidden(&self) -> Filter {
        let where_to: Vec<Term> = self.extra.iter().filter(|it| !it.narrows()).cloned().collect();
        Filter::within(self.filter.me, &self.terms, &where_to)
    }

    /// What the view is narrowed down by, with the words that say it.
    #[must_use]
    pub fn said(&self) -> Vec<(Term, String)> {
        self.extra.iter().cloned().zip(self.words.iter().cloned()).collect()
    }

    /// Whether the filter line says where to look, so that the view's own terms do not count.
    #[must_use]
    pub fn has_left_view(&self) -> bool {
        self.extra.iter().any(|it| matches!(it, Term::Is(_)))
    }

    /// Whether it stands in another order than lists do by themselves.
    #[must_use]
    pub const fn is_reordered(&self) -> bool {
        !matches!(self.filter.order, Order::Longest)
    }

    /// The dialog after this one, or else the one before it. Of one that has left the list (because it was just
    /// answered) it is the one that took its place under the cursor.
    #[must_use]
    pub fn neighbour(&self, dialog: DialogId) -> Option<DialogId> {
        let Some(at) = self.find(dialog) else { return self.current().map(|it| it.dialog.id) };
        let next = self.rows.get(at + 1).or_else(|| self.rows.get(at.checked_sub(1)?));
        next.map(|it| it.dialog.id)
    }

    /// The next dialog after this one in which somebody waits, from the top again behind the last; where nobody does, the
    /// [`neighbour`](Self::neighbour).
    #[must_use]
    pub fn next_waiting(&self, dialog: DialogId) -> Option<DialogId> {
        let at = self.find(dialog).map_or(self.cursor, |it| it + 1).min(self.rows.len());
        let (before, after) = self.rows.split_at(at);
        let waits = |it: &&Row| it.dialog.counter.waits() && it.dialog.id != dialog;
        let next = after.iter().chain(before).find(waits).map(|it| it.dialog.id);
        next.or_else(|| self.neighbour(dialog))
    }

    /// Moves the window by rows, up if negative, as far as rows are loaded; the cursor stays where it is unless that is out
    /// of sight.
    pub fn scroll(&mut self, rows: isize, height: usize) {
        let last = self.rows.len().saturating_sub(height.max(1));
        self.top = self.top.saturating_add_signed(rows).min(last);
        let below = (self.top + height.max(1)).min(self.rows.len()).saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top.min(below), below);
    }

    /// Puts the cursor on a row and moves the window no further than it must.
    pub fn put_cursor(&mut self, cursor: usize, height: usize) {
        self.cursor = cursor.min(self.rows.len().saturating_sub(1));
        let lowest = (self.cursor + 1).saturating_sub(height.max(1));
        self.top = self.top.clamp(lowest, self.cursor);
    }
}
