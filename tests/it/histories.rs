//! Random histories: whatever happens to a few dialogs, every kept number is what the history says.
//!
//! Each history is told by its seed alone. A failure prints the seed and a `run(seed)` repeats it.

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::team::{Act, Handover};
use keydesk::domain::{
    Actor, Agent, AgentId, Arrival, Batch, ChannelId, ChannelKind, Connector, DialogId, Intent,
    Kind, MessageId, News, Op, OpId, Outcome, Outgoing, Receipt, Role, Sender, Status, View,
    unanswered,
};
use keydesk::store::{
    Channels as _, Connections as _, Done, Inbox as _, Ledger as _, NewChannel, Outbox as _,
    PageQuery, Sqlite, StoreError, Team as _,
};

const HISTORIES: u64 = 1000;
const EVENTS: u64 = 200;
const CUSTOMERS: u64 = 4;

/// A few dialogs to which things happen.
pub(crate) struct Tale {
    pub(crate) desk: Sqlite,
    pub(crate) random: Random,
    pub(crate) now: Timestamp,
    channels: Vec<ChannelId>,
    agents: Vec<Agent>,
    /// What has been told, to be told again.
    told: Vec<(ChannelId, Arrival)>,
    sending: Vec<Outgoing>,
    accepted: Vec<(ChannelId, String)>,
    ops: Vec<Op>,
    names: u64,
}

impl Tale {
    pub(crate) fn begin(seed: u64) -> Result<Self, StoreError> {
        let mut desk = Sqlite::in_memory()?;
        for (name, role) in [("Anna", Role::Lead), ("Borys", Role::Agent), ("Vira", Role::ReadOnly)]
        {
            desk.add_agent(name, role)?;
        }
        for name in ["Shop", "Help"] {
            let (kind, connector) = (ChannelKind::Viber, Connector::Demo);
            let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
            desk.add_channel(&new, Timestamp(0))?;
        }
        let roster = desk.roster()?;
        // One channel does by itself what a channel can do by itself. The tale begins on a Monday at 13:46, and nobody is there.
        let habits = [
            ("distribution", "round-robin"),
            ("greeting", "Hi {name}"),
            ("out-of-hours", "Later"),
            ("hours", "tue 09:00-18:00"),
        ];
        let said = habits.map(|(name, value)| (name.to_owned(), Some(value.to_owned())));
        let first = roster.channels[0].id;
        desk.set_options(first, &said, None, Timestamp(0))?;
        desk.set_list(first, &[AgentId(1), AgentId(2)], None, Timestamp(0))?;
        Ok(Self {
            desk,
            random: Random::of(2026, seed),
            now: Timestamp::from_secs(1_000_000),
            channels: roster.channels.iter().map(|it| it.id).collect(),
            agents: roster.agents,
            told: Vec::new(),
            sending: Vec::new(),
            accepted: Vec::new(),
            ops: Vec::new(),
            names: 0,
        })
    }

    fn fresh(&mut self) -> u64 {
        self.names += 1;
        self.names
    }

    fn any<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        self.random.pick(choices).cloned()
    }

    /// One thing happens.
    pub(crate) fn event(&mut self) -> Result<(), StoreError> {
        self.now.0 += self.random.below(5_000) as i64;
        match self.random.below(100) {
            0..25 => self.arrive(Kind::Inbound),
            25..28 => self.arrive(Kind::Reply),
            28..30 => self.arrive(Kind::Auto),
            30..34 => self.arrive_again(),
            34..44 => self.claim(),
            44..53 => self.settle(),
            53..58 => self.report(),
            58..59 => self.desk.recover(self.now).map(drop),
            59..61 => self.desk.wake_due(self.now).map(drop),
            61..63 => self.switch(),
            63..65 => self.see_and_draft(),
            _ => self.submit(),
        }
    }

    fn arrive(&mut self, kind: Kind) -> Result<(), StoreError> {
        let who = self.random.below(CUSTOMERS);
        let channel = self.channels[(who % 2) as usize];
        let remote = format!("remote {}", self.fresh());
        // Channels tell late, and their clocks differ.
        let at = Timestamp(self.now.0 - self.random.below(20_000) as i64);
        let name = format!("customer {who}");
        let sender = Sender { external: name.clone(), name, ..Sender::default() };
        let text = format!("text {remote}");
        let arrival =
            Arrival { sender, remote, kind, at, text, files: Vec::new(), more: Default::default() };
        self.told.push((channel, arrival.clone()));
        self.hear(channel, News::Arrived(arrival))
    }

    fn arrive_again(&mut self) -> Result<(), StoreError> {
        let told = std::mem::take(&mut self.told);
        let again = self.any(&told);
        self.told = told;
        match again {
            Some((channel, arrival)) => self.hear(channel, News::Arrived(arrival)),
            None => Ok(()),
        }
    }

    fn hear(&mut self, channel: ChannelId, news: News) -> Result<(), StoreError> {
        let cursor = self.fresh().to_string();
        self.desk.ingest(channel, &Batch { news: vec![news], cursor }, self.now).map(drop)
    }

    fn claim(&mut self) -> Result<(), StoreError> {
        let channel = self.channels[self.random.below(2) as usize];
        let claimed = self.desk.claim(channel, self.now)?;
        self.sending.extend(claimed);
        Ok(())
    }

    /// A try ends; sometimes one that ended long ago is told again.
    fn settle(&mut self) -> Result<(), StoreError> {
        if self.sending.is_empty() {
            return Ok(());
        }
        let which = self.random.below(self.sending.len() as u64) as usize;
        let outgoing = if self.random.chance(85) {
            self.sending.remove(which)
        } else {
            self.sending[which].clone()
        };
        let outcome = match self.random.below(10) {
            0..6 => {
                // Now and then the echo was faster than the answer.
                let echo = self.told.last().map(|(_, it)| it.remote.clone());
                let remote = echo.filter(|_| self.names.is_multiple_of(7));
                let remote = remote.unwrap_or(format!("sent {}", self.names));
                self.accepted.push((outgoing.channel, remote.clone()));
                Outcome::Accepted { remote }
            }
            6 => Outcome::Retry {
                after: None,
                scope: keydesk::domain::Scope::Dialog,
                why: String::new(),
            },
            7 | 8 => Outcome::Refused { reason: "no".into() },
            _ => Outcome::Unknown,
        };
        self.desk.settle(outgoing.message, &outcome, self.now)
    }

    fn report(&mut self) -> Result<(), StoreError> {
        let accepted = std::mem::take(&mut self.accepted);
        let about = self.any(&accepted);
        self.accepted = accepted;
        let Some((channel, remote)) = about else { return Ok(()) };
        let receipt = match self.random.below(3) {
            0 => Receipt::Delivered,
            1 => Receipt::Read,
            _ => Receipt::Failed { reason: "late".into() },
        };
        self.desk.report(channel, &remote, &receipt, self.now)
    }

    fn switch(&mut self) -> Result<(), StoreError> {
        let channel = self.channels[self.random.below(2) as usize];
        let active = self.random.chance(70);
        self.desk.switch_channel(channel, active, self.now)?;
        let restore = self.random.chance(50);
        let act = match self.random.below(20) {
            0 => Act::Block(AgentId(2), Handover::Keep),
            1 => Act::Block(AgentId(2), Handover::Free),
            2 => Act::Block(AgentId(2), Handover::To(AgentId(1))),
            3 => Act::Block(AgentId(2), Handover::Distribute),
            it => {
                self.desk.administer(&Act::SetAway(AgentId(1), it == 4), None, self.now)?.unwrap();
                Act::Unblock { agent: AgentId(2), restore }
            }
        };
        self.desk.administer(&act, None, self.now)?.unwrap();
        Ok(())
    }

    fn see_and_draft(&mut self) -> Result<(), StoreError> {
        let (agent, dialog) = (AgentId(1), DialogId(self.random.below(CUSTOMERS) as i64 + 1));
        let upto = MessageId(self.random.below(50) as i64);
        self.desk.see(agent, dialog, upto)
    }

    fn submit(&mut self) -> Result<(), StoreError> {
        let id = OpId(u128::from(self.fresh()));
        let dialog = DialogId(self.random.below(CUSTOMERS) as i64 + 1);
        let intent = self.intent(dialog)?;
        let mut op = Op { id, dialog, intent };
        if self.random.chance(5) {
            let ops = std::mem::take(&mut self.ops);
            op = self.any(&ops).unwrap_or(op);
            self.ops = ops;
        }
        let agents = self.agents.clone();
        let who_may = if self.random.chance(95) { 2 } else { 3 };
        let actor = self.any(&agents[..who_may]);
        let actor = actor.map_or(Actor::Desk, Actor::Agent);
        let done = self.desk.submit(&op, &actor, self.now)?;
        assert_eq!(self.desk.submit(&op, &Actor::Desk, self.now)?, done, "told word for word");
        if matches!(done, Done::Accepted { .. }) {
            self.ops.push(op);
        }
        Ok(())
    }

    fn intent(&mut self, dialog: DialogId) -> Result<Intent, StoreError> {
        let someone = AgentId(self.random.below(4) as i64);
        Ok(match self.random.below(100) {
            0..25 => Intent::Reply(format!("reply {}", self.names)),
            25..30 => Intent::Note("note".into()),
            30..40 => Intent::Close,
            40..45 => Intent::CloseAndUnassign,
            45..51 => Intent::Reopen,
            51..58 => Intent::Assign((someone.0 > 0).then_some(someone)),
            58..62 => Intent::MarkSpam,
            62..67 => Intent::UnmarkSpam,
            67..72 => Intent::Snooze(Timestamp(self.now.0 + self.random.below(30_000) as i64)),
            72..74 => Intent::Wake,
            74..77 => {
                Intent::ToggleTag(["vip", "late", "a\\b"][self.random.below(3) as usize].into())
            }
            77..80 => Intent::Retry(self.message(dialog)?),
            80..82 => Intent::Drop(self.message(dialog)?),
            82..85 => Intent::ConfirmSent(self.message(dialog)?),
            _ => {
                // Mostly something recent: what is older has mostly been changed since.
                let recent = self.ops.len().saturating_sub(8);
                let here: Vec<OpId> = self.ops[recent..].iter().map(|it| it.id).collect();
                Intent::Undo(self.any(&here).unwrap_or_default())
            }
        })
    }

    fn message(&mut self, dialog: DialogId) -> Result<MessageId, StoreError> {
        let recent = self.desk.thread(dialog, None, 12)?.messages;
        let outbound: Vec<_> =
            recent.iter().filter(|it| it.delivery.is_some()).map(|it| it.id).collect();
        Ok(self.any(&outbound).unwrap_or_default())
    }

    /// Everything kept is what the history says.
    fn check(&self, what: &str) -> Result<(), StoreError> {
        let faults = self.desk.verify()?;
        assert!(faults.is_empty(), "{what}: {faults:#?}");
        let mut rows = Vec::new();
        let totals = self.desk.totals()?;
        for view in [View::Open, View::Snoozed, View::Closed, View::Spam] {
            let filter = view.filter(AgentId(1));
            let page = self.desk.page(&PageQuery {
                filter: filter.clone(),
                now: Timestamp(0),
                at: None,
                before: 0,
                after: 100,
            })?;
            assert!(page.rows.is_sorted_by_key(|it| it.place(&filter)), "{what}: {view:?}");
            assert_eq!(totals.of(&filter).dialogs, page.rows.len() as i64, "{what}: {view:?}");
            rows.extend(page.rows);
        }
        for row in &rows {
            let history = self.desk.entries(row.dialog.id)?;
            assert_eq!(row.dialog.counter, unanswered::count(&history), "{what}: {row:?}");
            assert_eq!(row.dialog.counter.waits(), row.dialog.counter.since.is_some());
            let buried = row.dialog.status == Status::Closed && row.dialog.counter.waits();
            assert!(!buried, "{what}: nobody waits behind a close: {row:?}");
        }
        let on_its_way: i64 = rows.iter().map(|it| i64::from(it.dialog.on_its_way)).sum();
        assert_eq!(totals.outbox, on_its_way, "{what}");
        Ok(())
    }
}

/// Tells one history.
fn run(seed: u64) -> Result<u64, StoreError> {
    let mut tale = Tale::begin(seed)?;
    for event in 1..=EVENTS {
        tale.event()?;
        if event % 50 == 0 {
            tale.check(&format!("seed {seed} after event {event}"))?;
        }
    }
    Ok(tale.ops.len() as u64)
}

#[test]
fn whatever_happens_every_kept_number_is_what_the_history_says() {
    let halves = [0..HISTORIES / 2, HISTORIES / 2..HISTORIES];
    let accepted: u64 = std::thread::scope(|scope| {
        let tell = |seeds: std::ops::Range<u64>| {
            scope.spawn(move || {
                seeds
                    .map(|seed| run(seed).unwrap_or_else(|error| panic!("seed {seed}: {error:?}")))
                    .sum::<u64>()
            })
        };
        halves.map(tell).into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert!(accepted > 20 * HISTORIES, "the stories have become dull: {accepted} ops accepted");
}

#[test]
fn counting_again_comes_to_the_same() {
    let mut tale = Tale::begin(7).unwrap();
    for _ in 0..EVENTS {
        tale.event().unwrap();
    }
    let kept = tale.desk.totals().unwrap();
    tale.desk.recount().unwrap();
    assert_eq!(tale.desk.totals().unwrap(), kept);
    tale.check("after counting again").unwrap();
}
