//! A desk in a folder of its own, and a channel that plays what a test wrote and keeps hard rules.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;

use super::{CourierHandle, start};
use crate::base::clock::{Timestamp, now};
use crate::channels::{Connector, Pending, Plan, PullError};
use crate::domain::{
    Actor, Agent, AgentId, Arrival, Batch, Change, Channel, ChannelId, ChannelKind, DialogId,
    Health, Intent, Kind, MessageId, News, Op, OpId, Outcome, Outgoing, Role, Sender, View,
};
use crate::store::{
    Channels as _, Desk, Done, Inbox as _, Ledger as _, NewChannel, PageQuery, Row,
};

/// Longer than anything here takes; only a test that fails waits for so long.
const LIMIT: Duration = Duration::from_secs(20);

/// What the fake does with a message or a pull.
#[derive(Debug, Clone)]
pub(super) enum Play {
    Give(Outcome),
    Hang,
    Panic,
    Fail,
}

/// A channel that tells its batches one by one, each until it is acknowledged, and sends as it is told.
#[derive(Default)]
pub(super) struct Fake {
    batches: Mutex<Vec<Batch>>,
    /// What to do at the next pulls instead of telling.
    faults: Mutex<Vec<Play>>,
    /// What becomes of a text, try after try; the last one holds on. Accepted when nothing is written.
    fates: Mutex<Vec<(&'static str, Vec<Play>)>>,
    pub(super) pulls: Mutex<Vec<String>>,
    pub(super) sent: Mutex<Vec<String>>,
    /// In how many parts a message goes out, where it is more than one.
    parts: u32,
    offered: Mutex<Vec<u32>>,
    changed: Notify,
}

impl Fake {
    /// Adds a batch in which `texts` arrive, each from the contact of the same place.
    pub(super) fn tell(&self, texts: &[(&str, &str)]) {
        let mut batches = self.batches.lock().unwrap();
        let news = texts.iter().map(|(from, text)| {
            News::Arrived(Arrival {
                sender: Sender { external: (*from).into(), ..Sender::default() },
                remote: (*text).into(),
                kind: Kind::Inbound,
                at: now(),
                text: (*text).into(),
                files: Vec::new(),
                more: Default::default(),
            })
        });
        let batch = Batch { news: news.collect(), cursor: format!("{}", batches.len() + 1) };
        batches.push(batch);
        drop(batches);
        self.changed.notify_one();
    }

    /// Adds a batch as it is.
    pub(super) fn tell_batch(&self, batch: Batch) {
        self.batches.lock().unwrap().push(batch);
        self.changed.notify_one();
    }

    pub(super) fn at_pull(&self, plays: &[Play]) {
        self.faults.lock().unwrap().extend(plays.iter().rev().cloned());
    }

    pub(super) fn at_send(&self, text: &'static str, plays: &[Play]) {
        self.fates.lock().unwrap().push((text, plays.to_vec()));
    }

    pub(super) fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }

    /// One whose messages go out in so many parts.
    pub(super) fn in_parts(parts: u32) -> Self {
        Self { parts, ..Self::default() }
    }

    /// At each part that was sent: how many had been taken before.
    pub(super) fn parts_done(&self) -> Vec<u32> {
        self.offered.lock().unwrap().clone()
    }

    async fn told(&self, cursor: &str) -> Result<Batch, PullError> {
        self.pulls.lock().unwrap().push(cursor.to_owned());
        let fault = self.faults.lock().unwrap().pop();
        match fault {
            Some(Play::Panic) => panic!("a bug in a connector"),
            Some(Play::Fail) => return Err(PullError::Unreachable("no route".into())),
            Some(Play::Hang) => std::future::pending().await,
            Some(Play::Give(_)) | None => (),
        }
        let at: usize = cursor.parse().unwrap_or(0);
        loop {
            let batch = self.batches.lock().unwrap().get(at).cloned();
            match batch {
                Some(batch) => return Ok(batch),
                None => self.changed.notified().await,
            }
        }
    }

    async fn handed(&self, message: &Outgoing) -> Outcome {
        self.sent.lock().unwrap().push(message.text.clone());
        self.offered.lock().unwrap().push(message.parts_done);
        let play = {
            let mut fates = self.fates.lock().unwrap();
            let plays = fates.iter_mut().find(|it| it.0 == message.text).map(|it| &mut it.1);
            plays.and_then(|it| if it.len() > 1 { Some(it.remove(0)) } else { it.first().cloned() })
        };
        match play {
            None => Outcome::Accepted { remote: format!("r{}", message.message.0) },
            Some(Play::Give(outcome)) => outcome,
            Some(Play::Hang) => std::future::pending().await,
            Some(Play::Panic | Play::Fail) => panic!("a bug in a connector"),
        }
    }
}

impl Connector for Fake {
    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(self.told(cursor))
    }

    fn plan(&self, _message: &Outgoing) -> Plan {
        Plan { parts: self.parts.max(1), remote: None }
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(self.handed(message))
    }
}

/// A desk with one agent.
pub(super) struct House {
    pub(super) dir: tempfile::TempDir,
    pub(super) desk: Desk,
    grown: Receiver<()>,
    pub(super) ops: u128,
}

impl House {
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        desk.write_now(|it| it.add_agent("Олена", Role::Admin)).unwrap();
        let (grow, grown) = channel();
        desk.subscribe(move |_| {
            let _ = grow.send(());
        });
        Self { dir, desk, grown, ops: 0 }
    }

    pub(super) fn channel(&self, name: &str) -> ChannelId {
        let channel = NewChannel {
            kind: ChannelKind::Telegram,
            connector: crate::domain::Connector::Demo,
            name: name.to_owned(),
            cursor: "0".to_owned(),
        };
        self.desk.write_now(move |it| it.add_channel(&channel, now())).unwrap().unwrap()
    }

    pub(super) fn switch(&self, channel: ChannelId, active: bool) {
        self.desk.write_now(move |it| it.switch_channel(channel, active, now())).unwrap();
    }

    /// A courier that gives every channel the connector of its name.
    pub(super) fn courier(&self, fakes: &[(&str, &Arc<Fake>)]) -> CourierHandle {
        self.courier_by(fakes, now)
    }

    pub(super) fn courier_by(
        &self,
        fakes: &[(&str, &Arc<Fake>)],
        clock: fn() -> Timestamp,
    ) -> CourierHandle {
        let fakes: Vec<(String, Arc<Fake>)> =
            fakes.iter().map(|(name, fake)| ((*name).to_owned(), Arc::clone(fake))).collect();
        let connect = move |channel: &Channel| -> Arc<dyn Connector> {
            let fake = fakes.iter().find(|it| it.0 == channel.name).map(|it| Arc::clone(&it.1));
            fake.unwrap_or_else(|| panic!("no connector for {}", channel.name))
        };
        start(self.desk.clone(), connect, clock).unwrap()
    }

    /// Waits until the desk is as `test` wants it.
    pub(super) fn until<R>(&self, what: &str, test: impl Fn() -> Option<R>) -> R {
        loop {
            if let Some(answer) = test() {
                return answer;
            }
            assert!(self.grown.recv_timeout(LIMIT).is_ok(), "still not: {what}");
        }
    }

    pub(super) fn rows(&self, view: View) -> Vec<Row> {
        let query = PageQuery {
            filter: view.filter(AgentId(1)),
            now: Timestamp(0),
            at: None,
            before: 0,
            after: 99,
        };
        self.desk.read_now(move |it| it.page(&query)).unwrap().rows
    }

    /// All texts of a dialog with the word for how far they came.
    pub(super) fn thread(&self, dialog: DialogId) -> Vec<(String, String)> {
        let page = self.desk.read_now(move |it| it.thread(dialog, None, 99)).unwrap();
        let state = |it: crate::domain::Message| {
            let word = it.delivery.map_or(String::new(), |it| format!("{it:?}"));
            (it.text, word.split([' ', '{']).next().unwrap_or_default().to_owned())
        };
        page.messages.into_iter().map(state).collect()
    }

    /// How far the last message with this text has come.
    pub(super) fn state_of(&self, dialog: DialogId, text: &str) -> String {
        let thread = self.thread(dialog);
        thread.into_iter().rev().find(|it| it.0 == text).map(|it| it.1).unwrap_or_default()
    }

    pub(super) fn until_state(&self, dialog: DialogId, text: &str, state: &str) {
        self.until(&format!("{text} {state}"), || {
            (self.state_of(dialog, text) == state).then_some(())
        });
    }

    pub(super) fn until_sent(&self, dialog: DialogId, text: &str) {
        self.until_state(dialog, text, "Sent");
    }

    pub(super) fn act(&mut self, dialog: DialogId, intent: Intent) -> Vec<Change> {
        self.ops += 1;
        let op = Op { id: OpId(self.ops), dialog, intent };
        let me = Agent::new(AgentId(1), "Олена", Role::Admin);
        let actor = Actor::Agent(me);
        match self.desk.write_now(move |it| it.submit(&op, &actor, now())).unwrap() {
            Done::Accepted { changes, .. } => changes,
            Done::Refused(refusal) => panic!("{refusal:?}"),
        }
    }

    /// A person says that an unsure message has arrived.
    pub(super) fn confirm(&mut self, dialog: DialogId, text: &str) {
        let page = self.desk.read_now(move |it| it.thread(dialog, None, 99)).unwrap();
        let message = page.messages.iter().rev().find(|it| it.text == text).unwrap().id;
        self.act(dialog, Intent::ConfirmSent(message));
    }

    pub(super) fn reply(&mut self, dialog: DialogId, text: &str) -> MessageId {
        let changes = self.act(dialog, Intent::Reply(text.to_owned()));
        let wrote = changes.iter().find_map(|it| match it {
            Change::Wrote(wrote) => Some(wrote.message),
            _ => None,
        });
        wrote.unwrap()
    }

    /// A dialog with somebody who has written once, made without any courier.
    pub(super) fn dialog(&self, channel: ChannelId, from: &str) -> DialogId {
        let news = News::Arrived(Arrival {
            sender: Sender {
                external: from.to_owned(),
                name: from.to_owned(),
                ..Sender::default()
            },
            remote: format!("hello-{from}"),
            kind: Kind::Inbound,
            at: now(),
            text: "hello".to_owned(),
            files: Vec::new(),
            more: Default::default(),
        });
        let batch = Batch { news: vec![news], cursor: "0".to_owned() };
        self.desk.write_now(move |it| it.ingest(channel, &batch, now())).unwrap();
        let rows = self.rows(View::Open);
        rows.iter().find(|it| it.name == from).unwrap().dialog.id
    }

    pub(super) fn health(&self, channel: ChannelId) -> Health {
        let roster = self.desk.read_now(|it| it.roster()).unwrap();
        roster.channels.into_iter().find(|it| it.id == channel).unwrap().health
    }
}
