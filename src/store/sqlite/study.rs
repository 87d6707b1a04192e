//! The questions that may take their time.

use rusqlite::params;

use super::inbox::whole;
use super::lists::Question;
use super::{Sqlite, people, picture, rehearsal, search};
use crate::base::clock::Timestamp;
use crate::domain::picture::{Picture, PictureQuery};
use crate::domain::search::Terms;
use crate::domain::{Actor, AgentId, DialogId, Filter, Intent};
use crate::store::{
    Candidate, ContactQuery, DoneBefore, Hits, Rehearsal, SearchQuery, StoreError, Study,
};

impl Sqlite {
    /// Those of `dialogs` that pass a filter at `now`, in no particular order. For whoever follows the feed.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn passing(
        &self,
        filter: &Filter,
        dialogs: Vec<DialogId>,
        now: Timestamp,
    ) -> Result<Vec<DialogId>, StoreError> {
        self.read("looking who passes", |it| {
            Question::of(it, filter, now)?.among(dialogs).ids(it, usize::MAX)
        })
    }
}

impl Study for Sqlite {
    fn count(&self, filter: &Filter, now: Timestamp) -> Result<i64, StoreError> {
        self.ask_words("counting dialogs", |it| Question::of(it, filter, now)?.count(it))
    }

    fn ids(
        &self,
        filter: &Filter,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DialogId>, StoreError> {
        self.ask_words("collecting dialogs", |it| Question::of(it, filter, now)?.ids(it, limit))
    }

    fn tags(&self, limit: usize) -> Result<Vec<(String, i64)>, StoreError> {
        self.read("reading the tags", |it| {
            it.prepare_cached(
                "SELECT tag, count(*) FROM dialog_tags GROUP BY tag ORDER BY 2 DESC, 1 LIMIT ?1",
            )?
            .query_map(params![whole(limit)], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })
    }

    fn search(&self, query: &SearchQuery) -> Result<Hits, StoreError> {
        self.ask_words("searching", |it| search::search(it, query))
    }

    fn tally(&self, terms: &Terms, upto: usize) -> Result<usize, StoreError> {
        self.ask_words("counting what is found", |it| search::tally(it, terms, upto))
    }

    fn dialogs_with(&self, terms: &Terms) -> Result<Vec<DialogId>, StoreError> {
        self.ask_words("searching", |it| search::dialogs_with_words(it, terms))
    }

    fn rehearse(
        &self,
        dialogs: &[DialogId],
        intent: &Intent,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Rehearsal, StoreError> {
        self.read("rehearsing", |it| rehearsal::rehearse(it, dialogs, intent, actor, now))
    }

    fn last_done(
        &self,
        agent: AgentId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<DoneBefore>, StoreError> {
        self.read("reading what was done", |it| rehearsal::last_done(it, agent, since, limit))
    }

    fn picture(&self, query: PictureQuery) -> Result<Picture, StoreError> {
        self.read("drawing the picture of the day", |it| picture::picture(it, query))
    }

    fn contacts(&self, query: &ContactQuery) -> Result<Vec<Candidate>, StoreError> {
        self.ask_words("looking for contacts", |it| people::candidates(it, query))
    }
}
