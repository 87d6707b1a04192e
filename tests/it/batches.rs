//! Batches: what is done to many dialogs at once can be taken back at once, and two at once do it once.

use std::collections::BTreeMap;
use std::sync::{Arc, Barrier};

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::{
    Actor, Agent, AgentId, Arrival, Batch, Change, ChannelId, ChannelKind, Connector, Dialog,
    DialogId, Filter, Intent, Kind, News, Op, OpId, Refusal, Role, Sender, Status, Term, Totals,
    UNTIL_REPLY, View,
};
use keydesk::store::{
    Channels as _, Desk, Done, Inbox as _, Ledger as _, NewChannel, PageQuery, Sqlite, Study as _,
};

const DESKS: u64 = 150;
const CUSTOMERS: u64 = 14;

/// A desk on which anything may have happened.
struct World {
    desk: Sqlite,
    random: Random,
    now: Timestamp,
    channels: Vec<ChannelId>,
    agents: Vec<Agent>,
    names: u128,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut desk = Sqlite::in_memory().unwrap();
        for (name, role) in [("Anna", Role::Lead), ("Borys", Role::Agent), ("Vira", Role::Agent)] {
            desk.add_agent(name, role).unwrap();
        }
        for name in ["Shop", "Help"] {
            let (kind, connector) = (ChannelKind::Viber, Connector::Demo);
            let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
            desk.add_channel(&new, Timestamp(0)).unwrap();
        }
        let roster = desk.roster().unwrap();
        let mut world = Self {
            desk,
            random: Random::of(2027, seed),
            now: Timestamp::from_secs(1_000_000),
            channels: roster.channels.iter().map(|it| it.id).collect(),
            agents: roster.agents,
            names: 0,
        };
        for _ in 0..60 {
            world.event();
        }
        world
    }

    fn name(&mut self) -> OpId {
        self.names += 1;
        OpId(self.names)
    }

    fn event(&mut self) {
        self.now.0 += 1 + self.random.below(5_000) as i64;
        if self.random.chance(45) {
            let who = self.random.below(CUSTOMERS);
            self.writes(who);
            return;
        }
        let dialog = DialogId(self.random.below(CUSTOMERS) as i64 + 1);
        let intent =
            if self.random.chance(25) { Intent::Reply("reply".into()) } else { self.verb() };
        let (id, actor) = (self.name(), self.somebody());
        self.desk.submit(&Op { id, dialog, intent }, &actor, self.now).unwrap();
    }

    fn writes(&mut self, who: u64) {
        let remote = format!("{:?}", self.name());
        let name = format!("customer {who}");
        let sender = Sender { external: name.clone(), name, ..Sender::default() };
        let (at, files) = (self.now, Vec::new());
        let arrival = Arrival {
            sender,
            remote,
            kind: Kind::Inbound,
            at,
            text: "?".into(),
            files,
            more: Default::default(),
        };
        let batch = Batch { news: vec![News::Arrived(arrival)], cursor: String::new() };
        self.desk.ingest(self.channels[(who % 2) as usize], &batch, self.now).unwrap();
    }

    fn somebody(&mut self) -> Actor {
        let agents = self.agents.clone();
        Actor::Agent(self.random.pick(&agents).unwrap().clone())
    }

    /// Whatever can be done to many dialogs at once.
    fn verb(&mut self) -> Intent {
        let someone = AgentId(self.random.below(4) as i64);
        match self.random.below(12) {
            0 | 1 => Intent::Close,
            2 => Intent::CloseAndUnassign,
            3 => Intent::Reopen,
            4 => Intent::Assign((someone.0 > 0).then_some(someone)),
            5 => Intent::MarkSpam,
            6 => Intent::UnmarkSpam,
            7 => Intent::Snooze(Timestamp(self.now.0 + 1 + self.random.below(50_000) as i64)),
            8 => Intent::Snooze(UNTIL_REPLY),
            9 => Intent::Wake,
            10 => Intent::AddTag(["vip", "late"][self.random.below(2) as usize].into()),
            _ => Intent::DropTag(["vip", "late"][self.random.below(2) as usize].into()),
        }
    }

    /// Some of the dialogs, one that is not there, and one of them twice.
    fn selection(&mut self) -> Vec<DialogId> {
        let all = (1..=CUSTOMERS as i64 + 1).map(DialogId);
        let mut some: Vec<DialogId> = all.filter(|_| self.random.chance(60)).collect();
        some.extend(some.first().copied().filter(|_| self.random.chance(30)));
        some
    }

    fn batch(&mut self, ops: &[Op], actor: &Actor) -> Vec<Done> {
        let batch = self.name();
        let chunk = 1 + self.random.below(6) as usize;
        let mut done = Vec::new();
        for chunk in ops.chunks(chunk) {
            done.extend(self.desk.submit_all(chunk, batch, actor, self.now).unwrap());
        }
        done
    }

    /// Everything that anybody can see of the dialogs, and every number.
    fn seen(&self) -> (BTreeMap<DialogId, (Dialog, String)>, Totals) {
        let faults = self.desk.verify().unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
        let filter = Filter::of(AgentId(1), &[Term::Is(keydesk::domain::Heaps::ALL)]);
        let page = PageQuery { filter, now: self.now, at: None, before: 0, after: 1000 };
        let rows = self.desk.page(&page).unwrap().rows;
        let rows = rows.into_iter().map(|mut it| {
            if it.dialog.status != Status::Spam {
                // What it was before it was spam the last time: nothing asks for it any more.
                it.dialog.before_spam = it.dialog.status;
            }
            (it.dialog.id, (it.dialog, it.last_text))
        });
        (rows.collect(), self.desk.totals().unwrap())
    }
}

#[test]
fn a_batch_that_is_taken_back_leaves_every_row_and_counter_as_it_was() {
    let (mut done, mut moved) = (0, 0);
    for seed in 0..DESKS {
        let mut world = World::new(seed);
        let before = world.seen();
        let (verb, actor) = (world.verb(), world.somebody());
        let dialogs = world.selection();
        let ops: Vec<Op> = dialogs
            .into_iter()
            .map(|dialog| Op { id: world.name(), dialog, intent: verb.clone() })
            .collect();
        let foreseen = {
            let mut once: Vec<DialogId> = ops.iter().map(|it| it.dialog).collect();
            once.dedup_by_key(|it| *it);
            world.desk.rehearse(&once, &verb, &actor, world.now).unwrap()
        };
        let came = world.batch(&ops, &actor);
        let accepted: Vec<&Op> = ops
            .iter()
            .zip(&came)
            .filter(|it| matches!(it.1, Done::Accepted { .. }))
            .map(|it| it.0)
            .collect();
        done += accepted.len();
        let twice = ops.len() > 1 && ops.iter().filter(|it| it.dialog == ops[0].dialog).count() > 1;
        assert!(twice || foreseen.accepted == accepted.len(), "seed {seed}: {verb:?}");
        moved += usize::from(world.seen() != before);
        world.now.0 += 1_000;
        // Any order will do: each dialog was changed once.
        let undos: Vec<Op> = accepted
            .iter()
            .rev()
            .map(|it| Op { id: world.name(), dialog: it.dialog, intent: Intent::Undo(it.id) })
            .collect();
        let back = world.batch(&undos, &actor);
        let refused: Vec<&Done> =
            back.iter().filter(|it| !matches!(it, Done::Accepted { .. })).collect();
        assert!(refused.is_empty(), "seed {seed}: {verb:?}: {refused:?}");
        let after = world.seen();
        for (id, was) in &before.0 {
            assert_eq!(after.0[id], *was, "seed {seed}: {verb:?}");
        }
        assert_eq!(after, before, "seed {seed}: {verb:?}");
    }
    assert!(
        done > 400 && moved > 60,
        "the desks have become dull: {done} ops, {moved} desks moved"
    );
}

#[test]
fn what_was_changed_since_is_left_and_everything_else_is_taken_back() {
    let mut kept = 0;
    for seed in 1000..1000 + DESKS {
        let mut world = World::new(seed);
        let before = world.seen().0;
        let actor = Actor::Agent(world.agents[0].clone());
        let ops: Vec<Op> = before
            .keys()
            .map(|dialog| Op { id: world.name(), dialog: *dialog, intent: Intent::Close })
            .collect();
        let came = world.batch(&ops, &actor);
        // A colleague opens one of them again.
        let other = Actor::Agent(world.agents[1].clone());
        let (touched, _) = ops
            .iter()
            .zip(&came)
            .find(|it| matches!(it.1, Done::Accepted { .. }))
            .unwrap_or((&ops[0], &came[0]));
        let (id, dialog) = (world.name(), touched.dialog);
        world.now.0 += 1_000;
        world.desk.submit(&Op { id, dialog, intent: Intent::Reopen }, &other, world.now).unwrap();
        let between = world.seen().0;
        for (op, done) in ops.iter().zip(&came) {
            let undo = Op { id: world.name(), dialog: op.dialog, intent: Intent::Undo(op.id) };
            let back = world.batch(&[undo], &actor).remove(0);
            let accepted = matches!(done, Done::Accepted { .. });
            if op.dialog == dialog && accepted {
                assert_eq!(back, Done::Refused(Refusal::ChangedSince), "seed {seed}");
                kept += 1;
            } else {
                assert_eq!(
                    matches!(back, Done::Accepted { .. }),
                    accepted,
                    "seed {seed}: {back:?}"
                );
            }
        }
        let after = world.seen().0;
        assert_eq!(after[&dialog], between[&dialog], "seed {seed}: left as it was");
        for (id, was) in before.iter().filter(|it| *it.0 != dialog) {
            assert_eq!(&after[id], was, "seed {seed}");
        }
    }
    assert!(kept > DESKS / 2, "the desks have become dull: {kept}");
}

/// A desk in a folder on which so many customers wait.
fn crowd(folder: &std::path::Path, customers: usize) -> Agent {
    let desk = Desk::open(folder).unwrap();
    desk.write_now(move |it| {
        if it.roster()?.agents.is_empty() {
            it.add_agent("Anna", Role::Lead)?;
        }
        let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
        let new = NewChannel { kind, connector, name: "t".into(), cursor: String::new() };
        let channel = it.add_channel(&new, Timestamp(0))?.unwrap();
        let arrived = |who: usize| {
            let name = format!("customer {who}");
            News::Arrived(Arrival {
                sender: Sender { external: name.clone(), name, ..Sender::default() },
                remote: who.to_string(),
                kind: Kind::Inbound,
                at: Timestamp(who as i64),
                text: "?".into(),
                files: Vec::new(),
                more: keydesk::domain::Particulars::default(),
            })
        };
        let batch = Batch { news: (0..customers).map(arrived).collect(), cursor: "1".into() };
        it.ingest(channel, &batch, Timestamp(0))?;
        Ok(it.roster()?.agents.remove(0))
    })
    .unwrap()
}

#[test]
fn two_who_close_the_same_thousand_dialogs_at_once_close_each_of_them_once() {
    const CROWD: usize = 1000;
    let folder = tempfile::tempdir().unwrap();
    let anna = crowd(folder.path(), CROWD);
    let start = Arc::new(Barrier::new(2));
    let close = |first: u128| {
        let (start, actor) = (Arc::clone(&start), Actor::Agent(anna.clone()));
        // As another process opens it: nothing is shared but the file.
        let desk = Desk::open(folder.path()).unwrap();
        std::thread::spawn(move || {
            let filter = View::Waiting.filter(AgentId(1));
            let ids = desk.study_now(move |it| it.ids(&filter, Timestamp(0), usize::MAX)).unwrap();
            let op = |(at, dialog)| Op { id: OpId(first + at), dialog, intent: Intent::Close };
            let ops: Vec<Op> = (0..).zip(ids).map(op).collect();
            start.wait();
            let mut came = BTreeMap::new();
            for chunk in ops.chunks(50) {
                let (chunk, actor) = (chunk.to_vec(), actor.clone());
                let dialogs: Vec<DialogId> = chunk.iter().map(|it| it.dialog).collect();
                let done = desk
                    .write_now(move |it| it.submit_all(&chunk, OpId(first), &actor, Timestamp(1)))
                    .unwrap();
                came.extend(dialogs.into_iter().zip(done));
            }
            came
        })
    };
    let both = [close(1 << 32), close(2 << 32)].map(|it| it.join().unwrap());
    let closed =
        |came: &BTreeMap<DialogId, Done>, dialog| matches!(came[&dialog], Done::Accepted { .. });
    for dialog in both[0].keys() {
        let [one, other] = [&both[0], &both[1]].map(|it| closed(it, *dialog));
        assert!(one != other, "{dialog:?} by one of them, and by one only");
        let told = if one { &both[1][dialog] } else { &both[0][dialog] };
        assert_eq!(*told, Done::Refused(Refusal::AlreadyClosed));
    }
    let desk = Sqlite::open_reader(&Desk::file(folder.path())).unwrap();
    let mut closes: BTreeMap<DialogId, usize> = BTreeMap::new();
    for entry in desk.changes(keydesk::domain::ChangeNo(0), usize::MAX).unwrap() {
        if entry.change == Change::Closed {
            *closes.entry(entry.dialog.unwrap()).or_default() += 1;
        }
    }
    assert_eq!(closes.len(), CROWD);
    assert!(closes.values().all(|it| *it == 1), "the feed tells of each once");
    assert!(desk.verify().unwrap().is_empty());
}
