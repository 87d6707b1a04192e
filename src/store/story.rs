//! The situation that contract tests start from, and the words they are told in.

use std::cell::Cell as StdCell;

use super::*;
use crate::domain::{
    Arrival, Change, ChannelKind, Connector, Dialog, Intent, Kind, Message, News, OpId, Refusal,
    Sender, View,
};

/// Everything a desk can do.
pub(super) trait Whole: Inbox + Study + Ledger + Outbox + Channels + Team {}
impl<S: Inbox + Study + Ledger + Outbox + Channels + Team> Whole for S {}

pub(super) const ME: AgentId = AgentId(1);
pub(super) const COLLEAGUE: AgentId = AgentId(2);

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(second)
}

/// A desk with two agents and one channel, and helpers that repeat what failed, as callers do.
pub(super) struct Story<S> {
    pub(super) desk: S,
    pub(super) channel: ChannelId,
    pub(super) ops: StdCell<u128>,
}

/// Repeats a call until the desk does it: a caller that was told of a failure asks again, word for word.
pub(super) fn patiently<R>(mut call: impl FnMut() -> Result<R, StoreError>) -> R {
    (0..20).find_map(|_| call().ok()).unwrap()
}

impl<S: Whole> Story<S> {
    pub(super) fn new(mut desk: S) -> Self {
        let me = patiently(|| {
            let roster = desk.roster()?;
            match roster.agents.first() {
                Some(agent) => Ok(agent.id),
                None => desk.add_agent("Anna", Role::Lead),
            }
        });
        assert_eq!(me, ME);
        let other = patiently(|| {
            let roster = desk.roster()?;
            match roster.agents.get(1) {
                Some(agent) => Ok(agent.id),
                None => desk.add_agent("Borys", Role::Agent),
            }
        });
        assert_eq!(other, COLLEAGUE);
        let new = NewChannel {
            kind: ChannelKind::Telegram,
            connector: Connector::Demo,
            name: "Shop".into(),
            cursor: "start".into(),
        };
        patiently(|| desk.add_channel(&new, at(0)).map(drop));
        let channel = patiently(|| desk.roster()).channels[0].id;
        Self { desk, channel, ops: StdCell::new(1) }
    }

    pub(super) fn actor(&self, agent: AgentId) -> Actor {
        let roster = patiently(|| self.desk.roster());
        Actor::Agent(roster.agents.into_iter().find(|it| it.id == agent).unwrap())
    }

    pub(super) fn hear(&mut self, news: Vec<News>, second: i64) {
        let cursor = format!("after {second}");
        let batch = Batch { news, cursor };
        patiently(|| self.desk.ingest(self.channel, &batch, at(second)));
    }

    /// The customer writes; told twice, as channels do.
    pub(super) fn inbound(&mut self, who: &str, text: &str, second: i64) {
        let news = News::Arrived(arrival(who, Kind::Inbound, text, second));
        self.hear(vec![news.clone(), news], second);
    }

    pub(super) fn dialog(&self, who: &str) -> Dialog {
        for view in View::ALL {
            let rows = self.list(view);
            if let Some(row) = rows.into_iter().find(|it| it.name == who) {
                return row.dialog;
            }
        }
        panic!("{who} has no dialog");
    }

    pub(super) fn list(&self, view: View) -> Vec<Row> {
        let query = PageQuery {
            filter: view.filter(ME),
            now: Timestamp(0),
            at: None,
            before: 0,
            after: 1000,
        };
        patiently(|| self.desk.page(&query)).rows
    }

    pub(super) fn names(&self, view: View) -> Vec<String> {
        self.list(view).into_iter().map(|it| it.name).collect()
    }

    pub(super) fn op(&self, who: &str, intent: Intent) -> Op {
        self.ops.set(self.ops.get() + 1);
        Op { id: OpId(self.ops.get()), dialog: self.dialog(who).id, intent }
    }

    pub(super) fn submit(&mut self, op: &Op, second: i64) -> Done {
        let actor = self.actor(ME);
        patiently(|| self.desk.submit(op, &actor, at(second)))
    }

    pub(super) fn does(&mut self, who: &str, intent: Intent, second: i64) -> Vec<Change> {
        let op = self.op(who, intent);
        match self.submit(&op, second) {
            Done::Accepted { changes, .. } => changes,
            Done::Refused(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    pub(super) fn is_refused(&mut self, who: &str, intent: Intent, second: i64) -> Refusal {
        let op = self.op(who, intent);
        match self.submit(&op, second) {
            Done::Accepted { changes, .. } => panic!("accepted: {changes:?}"),
            Done::Refused(refusal) => refusal,
        }
    }

    pub(super) fn waiting(&self, who: &str) -> (u32, Option<Timestamp>) {
        let counter = self.dialog(who).counter;
        (counter.unanswered, counter.since)
    }

    pub(super) fn thread(&self, who: &str) -> Vec<Message> {
        let dialog = self.dialog(who).id;
        patiently(|| self.desk.thread(dialog, None, 1000)).messages
    }

    /// Sends the oldest due message with this outcome; its text, if there was one.
    pub(super) fn send(&mut self, outcome: &Outcome, second: i64) -> Option<String> {
        let outgoing = patiently(|| self.desk.claim(self.channel, at(second)))?;
        let message = outgoing.message;
        patiently(|| self.desk.settle(message, outcome, at(second)));
        Some(outgoing.text)
    }
}

pub(super) fn arrival(who: &str, kind: Kind, text: &str, second: i64) -> Arrival {
    Arrival {
        sender: Sender { external: who.into(), name: who.into(), ..Sender::default() },
        remote: format!("{who}/{second}/{}", kind.code()),
        kind,
        at: at(second),
        text: text.into(),
        files: Vec::new(),
        more: Default::default(),
    }
}

pub(super) fn accepted(remote: &str) -> Outcome {
    Outcome::Accepted { remote: remote.into() }
}

pub(super) const NOBODY: (u32, Option<Timestamp>) = (0, None);
