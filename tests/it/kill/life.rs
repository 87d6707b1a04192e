//! What the child does until it is killed: everything that agents, channels and the courier do, in any order.

use std::path::Path;

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::{
    Actor, AgentId, Arrival, Batch, ChangeNo, ChannelKind, Connector, Delivery, DialogId, Intent,
    Kind, News, Op, OpId, Outcome, Outgoing, Role, Sender,
};
use keydesk::store::{
    Channels as _, Desk, Draft, Inbox as _, Lease, Ledger as _, NewChannel, Outbox as _, Sqlite,
    StoreError,
};
use rusqlite::Connection;

use super::CHANNEL;
use crate::child::tell;

const CUSTOMERS: u64 = 6;
/// Who half writes notes, and never sends one.
const DRAFTER: AgentId = AgentId(2);

/// The channel's own name for its n-th message.
pub(super) fn remote(number: i64) -> String {
    format!("remote {number}")
}

/// What an op writes, if it writes anything.
pub(super) fn text(op: OpId) -> String {
    format!("said by {}", op.0)
}

struct Life {
    desk: Desk,
    _lease: Lease,
    random: Random,
    run: u64,
    actor: Actor,
    now: Timestamp,
    events: u64,
    sending: Vec<Outgoing>,
}

/// Works on the desk in `dir`. `again` is the op that the one before was killed over.
pub(super) fn live(dir: &Path, run: u64, again: &str) {
    let mut life = begin(dir, run).unwrap();
    if let Some((op, dialog)) = again.split_once(' ') {
        let (id, dialog) = (OpId(op.parse().unwrap()), DialogId(dialog.parse().unwrap()));
        life.submit(id, dialog, Intent::Reply(text(id))).unwrap();
    }
    loop {
        life.event().unwrap();
    }
}

fn begin(dir: &Path, run: u64) -> Result<Life, StoreError> {
    let desk = Desk::open(dir)?;
    let lease = desk.lease().unwrap().expect("the kernel has taken the lease back");
    let now = Timestamp::from_secs(run as i64 * 1_000);
    let rows = Connection::open(dir.join("desk.db")).unwrap();
    let recovered = desk.write_now(move |it| {
        furnish(it, now)?;
        super::what_was_being_sent_is_in_doubt(it, &rows, now)
    })?;
    tell(&format!("recovered {recovered}"));
    let roster = desk.read_now(|it| it.roster())?;
    let anna = roster.agents.into_iter().find(|it| it.name == "Anna");
    let actor = anna.map_or(Actor::Desk, Actor::Agent);
    let random = Random::of(9, run);
    Ok(Life { desk, _lease: lease, random, run, actor, now, events: 0, sending: Vec::new() })
}

/// Makes what the first ones were killed over.
fn furnish(desk: &mut Sqlite, now: Timestamp) -> Result<(), StoreError> {
    let there = desk.roster()?.agents.len();
    for (name, role) in [("Anna", Role::Lead), ("Borys", Role::Agent), ("Vira", Role::Agent)]
        .into_iter()
        .skip(there)
    {
        desk.add_agent(name, role)?;
    }
    let (kind, connector) = (ChannelKind::Viber, Connector::Demo);
    let new = NewChannel { kind, connector, name: "Shop".into(), cursor: "0".into() };
    desk.add_channel(&new, now).map(drop)
}

impl Life {
    fn event(&mut self) -> Result<(), StoreError> {
        self.events += 1;
        self.now.0 += 1 + self.random.below(500) as i64;
        let now = self.now;
        match self.random.below(100) {
            0..20 => self.hear(),
            20..33 => self.claim(),
            33..43 => self.settle(),
            43..48 => self.draft(),
            48..50 => self.desk.write_now(move |it| it.wake_due(now)).map(drop),
            _ => {
                let id = OpId((u128::from(self.run) << 32) | u128::from(self.events));
                let (dialog, intent) = match self.random.below(8) {
                    0 => self.undo()?,
                    _ => {
                        let dialog = self.dialog();
                        (dialog, self.intent(id, dialog)?)
                    }
                };
                self.submit(id, dialog, intent)
            }
        }
    }

    fn dialog(&mut self) -> DialogId {
        DialogId(self.random.below(CUSTOMERS) as i64 + 1)
    }

    /// The channel goes on from the cursor; often it tells the last few again.
    fn hear(&mut self) -> Result<(), StoreError> {
        let cursor = self.desk.read_now(|it| it.cursor(CHANNEL))?;
        let told: i64 = cursor.parse().unwrap();
        let upto = told + 1 + self.random.below(4) as i64;
        let from = (told + 1 - self.random.below(4) as i64).max(1);
        let now = self.now;
        let arrival = |number: i64| {
            let name = format!("customer {}", Random::of(3, number as u64).below(CUSTOMERS));
            News::Arrived(Arrival {
                sender: Sender { external: name.clone(), name, ..Sender::default() },
                remote: remote(number),
                kind: Kind::Inbound,
                at: now,
                text: format!("text {number}"),
                files: Vec::new(),
                more: keydesk::domain::Particulars::default(),
            })
        };
        let batch = Batch { news: (from..=upto).map(arrival).collect(), cursor: upto.to_string() };
        self.desk.write_now(move |it| it.ingest(CHANNEL, &batch, now))?;
        tell(&format!("in {upto}"));
        Ok(())
    }

    fn claim(&mut self) -> Result<(), StoreError> {
        let now = self.now;
        if let Some(outgoing) = self.desk.write_now(move |it| it.claim(CHANNEL, now))? {
            tell(&format!("claim {}", outgoing.message.0));
            self.sending.push(outgoing);
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        let Some(outgoing) = self.sending.pop() else { return Ok(()) };
        let (message, now) = (outgoing.message, self.now);
        let (word, outcome) = match self.random.below(5) {
            0..3 => ("accepted", Outcome::Accepted { remote: format!("sent {}", message.0) }),
            3 => ("refused", Outcome::Refused { reason: "no".into() }),
            _ => ("unknown", Outcome::Unknown),
        };
        self.desk.write_now(move |it| it.settle(message, &outcome, now))?;
        tell(&format!("settle {} {word}", message.0));
        Ok(())
    }

    fn draft(&mut self) -> Result<(), StoreError> {
        let (dialog, now) = (self.dialog(), self.now);
        let number = (self.run << 32) | self.events;
        let draft = Draft { kind: Kind::Note, text: number.to_string(), answers: None };
        let there = self.desk.write_now(move |it| {
            it.save_draft(DRAFTER, dialog, &draft, now)?;
            it.drafts(DRAFTER, dialog)
        })?;
        // A dialog that is not there yet has no drafts.
        if !there.is_empty() {
            tell(&format!("draft {} {number}", dialog.0));
        }
        Ok(())
    }

    fn submit(&mut self, id: OpId, dialog: DialogId, intent: Intent) -> Result<(), StoreError> {
        let (op, actor, now) = (Op { id, dialog, intent }, self.actor.clone(), self.now);
        tell(&format!("try {} {}", id.0, dialog.0));
        let done = self.desk.write_now(move |it| it.submit(&op, &actor, now))?;
        tell(&format!("op {} {} {done:?}", id.0, dialog.0));
        Ok(())
    }

    fn intent(&mut self, id: OpId, dialog: DialogId) -> Result<Intent, StoreError> {
        let someone = AgentId(self.random.below(4) as i64);
        Ok(match self.random.below(100) {
            0..25 => Intent::Reply(text(id)),
            25..30 => Intent::Note(text(id)),
            30..38 => Intent::Close,
            38..42 => Intent::CloseAndUnassign,
            42..46 => Intent::Reopen,
            46..54 => Intent::Assign((someone.0 > 0).then_some(someone)),
            54..55 => Intent::MarkSpam,
            55..60 => Intent::UnmarkSpam,
            60..66 => Intent::Snooze(Timestamp(self.now.0 + self.random.below(3_000) as i64)),
            66..70 => Intent::ToggleTag(["vip", "late"][self.random.below(2) as usize].into()),
            _ => self.unstick(dialog)?,
        })
    }

    /// A person decides about what is stuck, so that the dialog goes on.
    fn unstick(&self, dialog: DialogId) -> Result<Intent, StoreError> {
        let thread = self.desk.read_now(move |it| it.thread(dialog, None, 10_000))?.messages;
        let stuck = thread.iter().find(|it| it.delivery.as_ref().is_some_and(Delivery::stuck));
        Ok(match stuck {
            Some(it) if it.delivery == Some(Delivery::Unsure) => Intent::ConfirmSent(it.id),
            Some(it) => Intent::Drop(it.id),
            None => Intent::ToggleTag("slow".into()),
        })
    }

    /// Mostly something that has just happened, also before the last kill.
    fn undo(&mut self) -> Result<(DialogId, Intent), StoreError> {
        let recent = self.desk.read_now(|it| {
            let head = it.head()?.0;
            it.changes(ChangeNo((head - 8).max(0)), 8)
        })?;
        let can_go_back: Vec<(DialogId, OpId)> = recent
            .iter()
            .filter(|it| it.change.inverse().is_some())
            .filter_map(|it| it.dialog.zip(it.op))
            .collect();
        let (dialog, op) = self.random.pick(&can_go_back).copied().unwrap_or_default();
        Ok((dialog, Intent::Undo(op)))
    }
}
