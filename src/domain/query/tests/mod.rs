//! What a line means, what is wrong with it, how it is printed, and what may come next.

use std::time::Duration;

use super::{Completion, Fault, FaultKind, GRAMMAR, Key, Names, complete, parse, print, put};
use crate::base::clock::Timestamp;
use crate::domain::term::{Assigned, ChannelPick, Heaps, Order, Term, When};
use crate::domain::{
    Agent, AgentId, Bucket, Channel, ChannelId, ChannelKind, Connector, Health, Role,
};

mod completing;
mod faults;
mod reading;
mod there_and_back;

/// 2026-11-23 18:30 in a place two hours ahead of UTC.
const NOW: Timestamp = Timestamp(1_795_451_400_000);
const OFFSET: i32 = 7200;
const DAY: i64 = 86_400_000;
/// 2026-11-23 00:00 there.
const MIDNIGHT: i64 = 1_795_384_800_000;

#[derive(Debug)]
struct Desk {
    agents: Vec<Agent>,
    channels: Vec<Channel>,
    tags: Vec<String>,
}

impl Desk {
    fn names(&self) -> Names<'_> {
        Names {
            agents: &self.agents,
            channels: &self.channels,
            tags: &self.tags,
            now: NOW,
            utc_offset: OFFSET,
        }
    }
}

fn agent(id: i64, name: &str, role: Role, blocked: bool) -> Agent {
    Agent { blocked, ..Agent::new(AgentId(id), name, role) }
}

fn channel(id: i64, name: &str, kind: ChannelKind, active: bool) -> Channel {
    let (connector, health) = (Connector::Demo, Health::Ok);
    Channel { id: ChannelId(id), kind, connector, name: name.to_owned(), active, health }
}

fn desk() -> Desk {
    Desk {
        agents: vec![
            agent(1, "Стара Марія", Role::Agent, true),
            agent(2, "Olha Kovalenko", Role::Agent, false),
            agent(3, "Олег Ґонта", Role::Lead, false),
            agent(4, "Олег Зима", Role::Agent, false),
            agent(5, "Наглядач", Role::ReadOnly, false),
            agent(6, "Дар'я", Role::Agent, false),
            agent(7, "me", Role::Agent, false),
        ],
        channels: vec![
            channel(1, "Old shop", ChannelKind::Telegram, false),
            channel(2, "Shop, Kyiv", ChannelKind::Viber, true),
            channel(3, "viber", ChannelKind::Telegram, true),
            channel(4, "Магазин", ChannelKind::Email, true),
        ],
        tags: ["vip", "Повернення", "two words", "a,b"].map(str::to_owned).to_vec(),
    }
}

fn read(line: &str) -> Vec<Term> {
    parse(line, &desk().names()).unwrap_or_else(|it| panic!("{line}: {it:?}"))
}

fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

fn tag(text: &str) -> Term {
    Term::Tag(text.to_owned())
}

fn words(text: &str) -> Term {
    Term::Words(text.to_owned())
}

fn assignee(one: Assigned) -> Term {
    Term::Assignee(vec![one])
}

fn to(id: i64) -> Term {
    assignee(Assigned::To(AgentId(id)))
}

fn is(bucket: Bucket) -> Term {
    Term::Is(Heaps::one(bucket))
}
