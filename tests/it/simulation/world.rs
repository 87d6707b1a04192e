//! What can happen.

use std::collections::BTreeMap;
use std::time::Duration;

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::team::{Act, Handover};
use keydesk::domain::{
    Actor, Agent, AgentId, Arrival, Batch, ChangeNo, ChannelId, ChannelKind, Connector, DialogId,
    Grant, Intent, Kind, MessageId, News, Op, OpId, Outcome, Refusal, Right, Rights, Role, RoleId,
    Sender, Sight, UNTIL_REPLY,
};
use keydesk::store::far::{Delta, Origin as _, Replica as _, StartOver};
use keydesk::store::{
    Channels as _, Done, Draft, Inbox as _, Ledger as _, NewChannel, Outbox as _, Sqlite, Team as _,
};
use keydesk::sync::engine::{self, Answer, Ask};

const REPLICAS: usize = 5;
const CUSTOMERS: u64 = 9;

/// What somebody may see of the first channel; of the second everything.
fn seen(sight: Sight) -> Rights {
    let may = [Right::Work, Right::Take, Right::Close, Right::Spam];
    Rights::usual(Grant::new(sight, &may)).except(ChannelId(2), Grant::new(Sight::All, &may))
}

/// One agent does not see everything, and one nothing of the second channel.
fn narrowed(hub: &mut Sqlite) -> RoleId {
    let blind = Role::Agent.rights().except(ChannelId(2), Grant::NOTHING);
    let roles = [("narrow", seen(Sight::OwnAndUnassigned)), ("half", blind)];
    for (name, rights) in roles {
        let act = Act::AddRole(name.into(), rights);
        hub.administer(&act, None, Timestamp(0)).unwrap().unwrap();
    }
    for (agent, role) in [(2, 1), (3, 2)] {
        let act = Act::SetRole(AgentId(agent), Role::Own(RoleId(role)));
        hub.administer(&act, None, Timestamp(0)).unwrap().unwrap();
    }
    RoleId(1)
}

/// What is told again of an op for ever; its changes are told as long as the feed knows them.
fn outcome(done: &Done) -> Result<(u32, bool, ChangeNo), &Refusal> {
    match done {
        Done::Accepted { unanswered, answering, head, .. } => Ok((*unanswered, *answering, *head)),
        Done::Refused(why) => Err(why),
    }
}

/// What is on its way between a replica and the hub.
enum Packet {
    /// The number of the question, and the question.
    Ask(u64, Ask),
    Answer(u64, Ask, Answer),
    Delta(Result<Delta, StartOver>),
}

/// A replica and its lines.
pub(super) struct Seat {
    pub(super) desk: Sqlite,
    pub(super) me: Agent,
    /// How far its clock is off, in milliseconds.
    skew: i64,
    /// The question that it waits for an answer to.
    asked: Option<u64>,
    cut: bool,
    wire: Vec<Packet>,
}

/// An op that somebody wanted on a replica and that was shown there as done.
pub(super) struct Wanted {
    pub(super) op: Op,
    pub(super) seat: usize,
}

pub(super) struct World {
    pub(super) hub: Sqlite,
    pub(super) seats: Vec<Seat>,
    pub(super) wanted: BTreeMap<OpId, Wanted>,
    /// What the hub has said of each op.
    pub(super) said: BTreeMap<OpId, Done>,
    random: Random,
    now: Timestamp,
    channels: Vec<ChannelId>,
    /// The role of one who does not see everything.
    narrow: RoleId,
    names: u128,
    /// Everything is delivered, in order.
    fair: bool,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut hub = Sqlite::in_memory().unwrap();
        for seat in 0..REPLICAS {
            let role = [Role::Lead, Role::Agent, Role::Agent, Role::Admin, Role::Agent][seat];
            hub.add_agent(&format!("agent {seat}"), role).unwrap();
        }
        for name in ["Shop", "Help"] {
            let (kind, connector) = (ChannelKind::Viber, Connector::Demo);
            let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
            hub.add_channel(&new, Timestamp(0)).unwrap();
        }
        let narrow = narrowed(&mut hub);
        let roster = hub.roster().unwrap();
        let desk_name = hub.desk_name().unwrap();
        let mut random = Random::of(5, seed);
        let seats = (0..REPLICAS).map(|at| {
            let me =
                roster.agents.iter().find(|it| it.id == AgentId(at as i64 + 1)).unwrap().clone();
            let mut desk = Sqlite::in_memory().unwrap();
            desk.follow(desk_name, me.id, Timestamp(0)).unwrap().unwrap();
            let skew = random.below(7_200_000) as i64 - 3_600_000;
            Seat { desk, me, skew, asked: None, cut: false, wire: Vec::new() }
        });
        let seats = seats.collect();
        let mut world = Self {
            hub,
            seats,
            wanted: BTreeMap::new(),
            said: BTreeMap::new(),
            random,
            now: Timestamp::from_secs(1_000_000),
            channels: roster.channels.iter().map(|it| it.id).collect(),
            narrow,
            names: 0,
            fair: false,
        };
        for _ in 0..20 {
            world.customer();
        }
        world
    }

    fn name(&mut self) -> u128 {
        self.names += 1;
        self.names
    }

    pub(super) fn step(&mut self) {
        self.now.0 += self.random.below(3_000) as i64;
        let seat = self.random.below(REPLICAS as u64) as usize;
        match self.random.below(100) {
            0..10 => self.customer(),
            10..30 => self.agent(seat),
            30..34 => self.channel(),
            34..36 => self.at_the_hub(),
            36..39 => self.seats[seat].cut = self.random.chance(50),
            39..41 => self.kill(seat),
            41 => self.kill_hub(),
            42 => self.write_down(seat),
            43 => self.administer(),
            44 => self.cut_the_feed(),
            _ => {
                for _ in 0..3 {
                    self.traffic(seat);
                }
            }
        }
    }

    fn customer(&mut self) {
        let who = self.random.below(CUSTOMERS);
        let remote = format!("{}", self.name());
        let name = format!("customer {who}");
        let sender = Sender { external: name.clone(), name, ..Sender::default() };
        let kind = if self.random.chance(5) { Kind::Reply } else { Kind::Inbound };
        let text = format!("text {remote}");
        let arrival = Arrival {
            sender,
            remote,
            kind,
            at: self.now,
            text,
            files: Vec::new(),
            more: Default::default(),
        };
        let channel = *self.random.pick(&self.channels).unwrap();
        let batch = Batch { news: vec![News::Arrived(arrival)], cursor: String::new() };
        self.hub.ingest(channel, &batch, self.now).unwrap();
    }

    /// The hub's courier sends something.
    fn channel(&mut self) {
        let channel = *self.random.pick(&self.channels).unwrap();
        let Some(outgoing) = self.hub.claim(channel, self.now).unwrap() else { return };
        let outcome = match self.random.below(4) {
            0 => Outcome::Refused { reason: "blocked".into() },
            1 => Outcome::Unknown,
            _ => Outcome::Accepted { remote: format!("sent {}", self.name()) },
        };
        self.hub.settle(outgoing.message, &outcome, self.now).unwrap();
    }

    /// Somebody works at the hub itself.
    fn at_the_hub(&mut self) {
        let seat = self.random.below(REPLICAS as u64) as usize;
        let actor = Actor::Agent(self.seats[seat].me.clone());
        let dialog = DialogId(self.random.below(CUSTOMERS * 2) as i64 + 1);
        let intent = self.intent(seat, dialog);
        let op = Op { id: OpId(self.name()), dialog, intent };
        self.hub.submit(&op, &actor, self.now).unwrap();
        self.hub.wake_due(self.now).unwrap();
    }

    fn intent(&mut self, seat: usize, dialog: DialogId) -> Intent {
        let text = format!("words {}", self.name());
        let somebody = AgentId(self.random.below(REPLICAS as u64) as i64 + 1);
        let mine: Vec<OpId> =
            self.wanted.values().filter(|it| it.seat == seat).map(|it| it.op.id).collect();
        let soon = Timestamp(self.now.0 + 4_000_000);
        let messages = self.seats[seat].desk.thread(dialog, None, 20).unwrap().messages;
        let message = self.random.pick(&messages).map_or(MessageId(1), |it| it.id);
        match self.random.below(22) {
            0..4 => Intent::Reply(text),
            4 => Intent::HeldReply(text, Duration::from_secs(10)),
            5 => Intent::Note(text),
            6..9 => Intent::Close,
            9 => Intent::CloseAndUnassign,
            10 => Intent::Reopen,
            11 | 12 => Intent::Assign(Some(self.seats[seat].me.id)),
            13 => Intent::Assign(Some(somebody).filter(|_| self.random.chance(60))),
            14 => {
                if self.random.chance(50) {
                    Intent::MarkSpam
                } else {
                    Intent::UnmarkSpam
                }
            }
            15 => Intent::Snooze(if self.random.chance(50) { UNTIL_REPLY } else { soon }),
            16 => Intent::ToggleTag(["vip", "late"][self.random.below(2) as usize].into()),
            17 => Intent::ContactNote(text),
            18 => match self.random.below(3) {
                0 => Intent::Retry(message),
                1 => Intent::Drop(message),
                _ => Intent::ConfirmSent(message),
            },
            19 => {
                let contact = self.random.below(CUSTOMERS) as i64 + 1;
                if self.random.chance(70) {
                    Intent::MergeContact(keydesk::domain::ContactId(contact))
                } else {
                    Intent::SplitContact
                }
            }
            _ => mine.last().map_or(Intent::Wake, |op| Intent::Undo(*op)),
        }
    }

    /// An agent does something at a replica.
    fn agent(&mut self, seat: usize) {
        let dialog = DialogId(self.random.below(CUSTOMERS * 2) as i64 + 1);
        let mut intent = self.intent(seat, dialog);
        let mut dialog = dialog;
        if let Intent::Undo(op) = intent
            && let Some(done) = self.wanted.get(&op)
        {
            dialog = done.op.dialog;
        }
        if self.random.chance(10) {
            intent = Intent::Close;
        }
        let now = self.clock(seat);
        let op = Op { id: OpId(self.name()), dialog, intent };
        let Seat { desk, me, .. } = &mut self.seats[seat];
        let actor = Actor::Agent(me.clone());
        if desk
            .progress()
            .unwrap()
            .is_some_and(|it| it.filling.is_some_and(|it| it.place.is_none()))
        {
            return;
        }
        if let Done::Accepted { .. } = desk.submit(&op, &actor, now).unwrap() {
            self.wanted.insert(op.id, Wanted { op: op.clone(), seat });
        }
        // Asked again it is the same.
        desk.submit(&op, &actor, now).unwrap();
        let last = desk.thread(dialog, None, 1).unwrap().messages.pop();
        if let Some(last) = last {
            desk.see(me.id, dialog, last.id).unwrap();
        }
    }

    fn clock(&self, seat: usize) -> Timestamp {
        Timestamp(self.now.0 + self.seats[seat].skew)
    }

    fn write_down(&mut self, seat: usize) {
        let now = self.clock(seat);
        let dialog = DialogId(self.random.below(CUSTOMERS) as i64 + 1);
        let draft = Draft { kind: Kind::Note, text: "half".into(), answers: None };
        let Seat { desk, me, .. } = &mut self.seats[seat];
        desk.save_draft(me.id, dialog, &draft, now).unwrap();
    }

    /// Rights come and go.
    fn administer(&mut self) {
        let fickle = AgentId(REPLICAS as i64);
        let act = match self.random.below(4) {
            0 => Act::ChangeRole(self.narrow, seen(Sight::OwnAndUnassigned)),
            1 => Act::ChangeRole(self.narrow, seen(Sight::Own)),
            2 => Act::Block(fickle, Handover::Keep),
            _ => Act::Unblock { agent: fickle, restore: false },
        };
        // Who is blocked already is not blocked again.
        drop(self.hub.administer(&act, None, self.now).unwrap());
    }

    /// The hub forgets what happened a while ago: whoever has not heard of it starts over.
    fn cut_the_feed(&mut self) {
        let before = Timestamp(self.now.0 - 30_000);
        self.hub.compact(before, self.now, 10_000).unwrap();
    }

    /// As the hub knows them now.
    pub(super) fn viewer(&self, seat: usize) -> Agent {
        let me = self.seats[seat].me.id;
        let agents = self.hub.roster().unwrap().agents;
        agents.into_iter().find(|it| it.id == me).unwrap()
    }

    /// The replica's process is killed: what it waited for is forgotten, what is on the disk stays.
    fn kill(&mut self, seat: usize) {
        let seat = &mut self.seats[seat];
        seat.asked = None;
        if self.random.chance(50) {
            seat.wire.retain(|it| matches!(it, Packet::Ask(..)));
        }
    }

    /// The hub's process is killed: nobody gets an answer.
    fn kill_hub(&mut self) {
        for seat in &mut self.seats {
            seat.wire.clear();
            seat.asked = None;
        }
        self.hub.recover(self.now).unwrap();
    }

    /// Something is sent or arrives.
    fn traffic(&mut self, seat: usize) {
        let fair = self.fair;
        let now = self.clock(seat);
        if self.seats[seat].cut && !fair {
            return;
        }
        match self.random.below(if fair { 2 } else { 3 }) {
            0 => {
                let number = self.name() as u64;
                let seat = &mut self.seats[seat];
                // Who waits too long asks again.
                let again = seat.asked.is_none() || fair || self.random.chance(10);
                if again && let Some(ask) = engine::next(&seat.desk).unwrap() {
                    seat.asked = Some(number);
                    seat.wire.push(Packet::Ask(number, ask));
                }
            }
            1 => {
                let viewer = self.viewer(seat);
                let seat = &mut self.seats[seat];
                if let Some(cursor) = engine::listens_from(&seat.desk).unwrap() {
                    let limit = 1 + self.random.below(8) as usize;
                    let delta = self.hub.delta(&viewer, cursor, limit).unwrap();
                    seat.wire.push(Packet::Delta(delta));
                }
            }
            _ => {
                let lost = self.random.chance(12);
                let count = self.seats[seat].wire.len();
                if lost && count > 0 {
                    let at = self.random.below(count as u64) as usize;
                    self.seats[seat].wire.remove(at);
                }
            }
        }
        if self.seats[seat].wire.is_empty() {
            return;
        }
        let count = self.seats[seat].wire.len() as u64;
        let at = if fair || self.random.chance(60) { 0 } else { self.random.below(count) as usize };
        let twice = !fair && self.random.chance(12);
        let packet = self.seats[seat].wire.remove(at);
        if twice {
            self.arrive(seat, &packet, now);
        }
        self.arrive(seat, &packet, now);
    }

    fn arrive(&mut self, at: usize, packet: &Packet, now: Timestamp) {
        match packet {
            Packet::Ask(number, ask) => {
                let answer = self.decide(at, ask);
                self.seats[at].wire.push(Packet::Answer(*number, ask.clone(), answer));
            }
            Packet::Answer(number, ask, answer) => {
                let seat = &mut self.seats[at];
                if seat.asked == Some(*number) {
                    seat.asked = None;
                }
                // One that comes too late is still true.
                engine::take(&mut seat.desk, ask, answer, now).unwrap();
            }
            Packet::Delta(Ok(delta)) => {
                engine::hear(&mut self.seats[at].desk, delta, now).unwrap();
            }
            Packet::Delta(Err(why)) => {
                // Told late it may not be so any more; to start over is always right.
                engine::start_over(&mut self.seats[at].desk, *why, now).unwrap();
            }
        }
    }

    /// What the hub answers.
    fn decide(&mut self, at: usize, ask: &Ask) -> Answer {
        let me = self.viewer(at);
        match ask {
            Ask::Ops { wishes, seen } => {
                for (dialog, upto) in seen {
                    self.hub.see(me.id, *dialog, *upto).unwrap();
                }
                let done = self.hub.submit_wishes(wishes, &me, self.now).unwrap();
                let outcomes: Vec<(OpId, Done)> =
                    wishes.iter().map(|it| it.op.id).zip(done).collect();
                for (op, done) in &outcomes {
                    let before = self.said.insert(*op, done.clone());
                    let same = before.is_none_or(|it| outcome(&it) == outcome(done));
                    assert!(same, "told again it is the same");
                }
                Answer::Outcomes(outcomes)
            }
            Ask::Bundles(dialogs) => Answer::Bundles(self.hub.bundles(&me, dialogs, 4).unwrap()),
            Ask::Page { place, .. } => {
                Answer::Page(Box::new(self.hub.snapshot(&me, *place, 5).unwrap()))
            }
        }
    }

    /// The network is good again, and nobody does anything.
    pub(super) fn quiet(&mut self) {
        self.fair = true;
        drop(
            self.hub
                .administer(
                    &Act::Unblock { agent: AgentId(REPLICAS as i64), restore: false },
                    None,
                    self.now,
                )
                .unwrap(),
        );
        for seat in 0..REPLICAS {
            for round in 0.. {
                assert!(round < 5_000, "seat {seat} never comes to rest");
                self.traffic(seat);
                let it = &self.seats[seat];
                let so_far = it.desk.progress().unwrap().unwrap();
                let done = it.wire.is_empty()
                    && engine::next(&it.desk).unwrap().is_none()
                    && so_far.cursor == self.hub.head().unwrap()
                    && so_far.filling.is_none();
                if done && self.seats[..=seat].iter().all(|it| it.wire.is_empty()) {
                    break;
                }
            }
        }
        // What the last ones did, the first ones hear.
        let head = self.hub.head().unwrap();
        let behind = |it: &Seat| it.desk.progress().unwrap().unwrap().cursor != head;
        if self.seats.iter().any(behind) {
            self.quiet();
        }
    }
}
