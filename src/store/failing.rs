//! A desk that fails every n-th call, by turns before and after it was done. For tests.

use std::cell::Cell as StdCell;

use super::*;
use crate::base::secret::TokenHash;
use crate::domain::picture::{Picture, PictureQuery};
use crate::domain::search::Terms;
use crate::domain::team::{Act, Unfit};
use crate::domain::{Agent, Filter, Intent, TokenId};

/// Wraps a desk. What its caller must be able to rely on: asking again, word for word, comes to the same.
pub(crate) struct Failing<S> {
    inner: S,
    every: u32,
    calls: StdCell<u32>,
}

impl<S> Failing<S> {
    pub(crate) fn every(every: u32, inner: S) -> Self {
        Self { inner, every, calls: StdCell::new(0) }
    }

    /// Whether this call fails before it is done, and whether after.
    fn fate(&self) -> (bool, bool) {
        let call = self.calls.get() + 1;
        self.calls.set(call);
        let fails = call.is_multiple_of(self.every);
        let before = (call / self.every).is_multiple_of(2);
        (fails && before, fails && !before)
    }
}

fn busy() -> StoreError {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    StoreError::Busy(rusqlite::Error::SqliteFailure(code, None))
}

macro_rules! failing {
    ($self:ident, $call:expr) => {{
        let (before, after) = $self.fate();
        if before {
            return Err(busy());
        }
        let answer = $call;
        if after { Err(busy()) } else { answer }
    }};
}

impl<S: Inbox> Inbox for Failing<S> {
    fn head(&self) -> Result<ChangeNo, StoreError> {
        failing!(self, self.inner.head())
    }

    fn page(&self, query: &PageQuery) -> Result<Page, StoreError> {
        failing!(self, self.inner.page(query))
    }

    fn thread(
        &self,
        dialog: DialogId,
        until: Option<MessageId>,
        limit: usize,
    ) -> Result<ThreadPage, StoreError> {
        failing!(self, self.inner.thread(dialog, until, limit))
    }

    fn thread_around(
        &self,
        dialog: DialogId,
        message: MessageId,
        before: usize,
        after: usize,
    ) -> Result<ThreadPart, StoreError> {
        failing!(self, self.inner.thread_around(dialog, message, before, after))
    }

    fn card(&self, dialog: DialogId, me: AgentId) -> Result<Option<Card>, StoreError> {
        failing!(self, self.inner.card(dialog, me))
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        failing!(self, self.inner.totals())
    }

    fn roster(&self) -> Result<Roster, StoreError> {
        failing!(self, self.inner.roster())
    }

    fn changes(&self, after: ChangeNo, limit: usize) -> Result<Vec<FeedEntry>, StoreError> {
        failing!(self, self.inner.changes(after, limit))
    }

    fn drafts(&self, agent: AgentId, dialog: DialogId) -> Result<Vec<Draft>, StoreError> {
        failing!(self, self.inner.drafts(agent, dialog))
    }

    fn history(
        &self,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Vec<FeedEntry>, StoreError> {
        failing!(self, self.inner.history(dialog, before, limit))
    }
}

impl<S: Study> Study for Failing<S> {
    fn count(&self, filter: &Filter, now: Timestamp) -> Result<i64, StoreError> {
        failing!(self, self.inner.count(filter, now))
    }

    fn ids(
        &self,
        filter: &Filter,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DialogId>, StoreError> {
        failing!(self, self.inner.ids(filter, now, limit))
    }

    fn tags(&self, limit: usize) -> Result<Vec<(String, i64)>, StoreError> {
        failing!(self, self.inner.tags(limit))
    }

    fn search(&self, query: &SearchQuery) -> Result<Hits, StoreError> {
        failing!(self, self.inner.search(query))
    }

    fn tally(&self, terms: &Terms, upto: usize) -> Result<usize, StoreError> {
        failing!(self, self.inner.tally(terms, upto))
    }

    fn dialogs_with(&self, terms: &Terms) -> Result<Vec<DialogId>, StoreError> {
        failing!(self, self.inner.dialogs_with(terms))
    }

    fn rehearse(
        &self,
        dialogs: &[DialogId],
        intent: &Intent,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Rehearsal, StoreError> {
        failing!(self, self.inner.rehearse(dialogs, intent, actor, now))
    }

    fn last_done(
        &self,
        agent: AgentId,
        since: Timestamp,
        limit: usize,
    ) -> Result<Vec<DoneBefore>, StoreError> {
        failing!(self, self.inner.last_done(agent, since, limit))
    }

    fn picture(&self, query: PictureQuery) -> Result<Picture, StoreError> {
        failing!(self, self.inner.picture(query))
    }

    fn contacts(&self, query: &ContactQuery) -> Result<Vec<Candidate>, StoreError> {
        failing!(self, self.inner.contacts(query))
    }
}

impl<S: Ledger> Ledger for Failing<S> {
    fn submit(&mut self, op: &Op, actor: &Actor, now: Timestamp) -> Result<Done, StoreError> {
        failing!(self, self.inner.submit(op, actor, now))
    }

    fn submit_all(
        &mut self,
        ops: &[Op],
        batch: OpId,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Done>, StoreError> {
        failing!(self, self.inner.submit_all(ops, batch, actor, now))
    }

    fn ingest(
        &mut self,
        channel: ChannelId,
        batch: &Batch,
        now: Timestamp,
    ) -> Result<ChangeNo, StoreError> {
        failing!(self, self.inner.ingest(channel, batch, now))
    }

    fn see(&mut self, agent: AgentId, dialog: DialogId, upto: MessageId) -> Result<(), StoreError> {
        failing!(self, self.inner.see(agent, dialog, upto))
    }

    fn save_draft(
        &mut self,
        agent: AgentId,
        dialog: DialogId,
        draft: &Draft,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        failing!(self, self.inner.save_draft(agent, dialog, draft, now))
    }

    fn wake_due(&mut self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        failing!(self, self.inner.wake_due(now))
    }

    fn add_agent(&mut self, name: &str, role: Role) -> Result<AgentId, StoreError> {
        failing!(self, self.inner.add_agent(name, role))
    }

    fn set_blocked(&mut self, agent: AgentId, blocked: bool) -> Result<(), StoreError> {
        failing!(self, self.inner.set_blocked(agent, blocked))
    }
}

impl<S: Outbox> Outbox for Failing<S> {
    /// Fails only before: a claim that happened and was not heard of is a message that nobody sends, which
    /// only `recover` can take up.
    fn claim(
        &mut self,
        channel: ChannelId,
        now: Timestamp,
    ) -> Result<Option<Outgoing>, StoreError> {
        let (before, after) = self.fate();
        if before || after { Err(busy()) } else { self.inner.claim(channel, now) }
    }

    fn settle(
        &mut self,
        message: MessageId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        failing!(self, self.inner.settle(message, outcome, now))
    }

    fn report(
        &mut self,
        channel: ChannelId,
        remote: &str,
        receipt: &Receipt,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        failing!(self, self.inner.report(channel, remote, receipt, now))
    }

    fn recover(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        failing!(self, self.inner.recover(now))
    }

    fn next_due(
        &self,
        channel: ChannelId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        failing!(self, self.inner.next_due(channel, now))
    }
}

impl<S: Channels> Channels for Failing<S> {
    fn add_channel(
        &mut self,
        channel: &NewChannel,
        now: Timestamp,
    ) -> Result<Option<ChannelId>, StoreError> {
        failing!(self, self.inner.add_channel(channel, now))
    }

    fn switch_channel(
        &mut self,
        channel: ChannelId,
        active: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        failing!(self, self.inner.switch_channel(channel, active, now))
    }

    fn set_health(
        &mut self,
        channel: ChannelId,
        health: &Health,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        failing!(self, self.inner.set_health(channel, health, now))
    }

    fn stake(&self, channel: ChannelId) -> Result<Stake, StoreError> {
        failing!(self, self.inner.stake(channel))
    }

    fn delete_channel(&mut self, channel: ChannelId, now: Timestamp) -> Result<Stake, StoreError> {
        failing!(self, self.inner.delete_channel(channel, now))
    }

    fn cursor(&self, channel: ChannelId) -> Result<String, StoreError> {
        failing!(self, self.inner.cursor(channel))
    }
}

impl<S: Team> Team for Failing<S> {
    fn roles(&self) -> Result<Vec<OwnRole>, StoreError> {
        failing!(self, self.inner.roles())
    }

    fn administer(
        &mut self,
        act: &Act,
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<Result<Did, Unfit>, StoreError> {
        failing!(self, self.inner.administer(act, by, now))
    }

    fn handover(&self, agent: AgentId) -> Result<Holds, StoreError> {
        failing!(self, self.inner.handover(agent))
    }

    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        failing!(self, self.inner.tokens())
    }

    fn agent_of_token(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(Token, Agent)>, StoreError> {
        failing!(self, self.inner.agent_of_token(hash, now))
    }

    fn agent_of_uid(&self, uid: u32) -> Result<Option<Agent>, StoreError> {
        failing!(self, self.inner.agent_of_uid(uid))
    }

    fn token_used(&mut self, token: TokenId, now: Timestamp) -> Result<(), StoreError> {
        failing!(self, self.inner.token_used(token, now))
    }

    fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, StoreError> {
        failing!(self, self.inner.audit(query))
    }

    fn deeds(&self, query: &AuditQuery) -> Result<Vec<FeedEntry>, StoreError> {
        failing!(self, self.inner.deeds(query))
    }
}
