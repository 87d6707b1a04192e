//! Makes the demo's desk: replays its story through the same doors that agents and channels use.

use std::collections::HashMap;

use crate::base::clock::Timestamp;
use crate::channels::demo::{Opening, Step, What, Whom, sample};
use crate::domain::{
    Actor, Agent, Arrival, Batch, Change, ChannelId, Connector, Content, DialogId, Intent,
    MessageId, News, Op, OpId, Outcome, Refusal, expiry,
};
use crate::store::{
    Blobs, Channels as _, Done, Inbox as _, Ledger as _, NewChannel, Outbox as _, Sqlite,
    StoreError,
};

/// Plays `opening` on an empty desk, in one transaction: the whole of it stands there afterwards, or nothing. Of the files
/// that came only the names are there.
///
/// # Errors
/// What the desk says.
pub fn build(store: &mut Sqlite, opening: &Opening) -> Result<(), StoreError> {
    store.bulk(|desk| Stage::set(desk, opening)?.play(opening)).map(drop)
}

/// The same, with what is in the files; those for which there is no room are named only.
pub(super) fn build_with_files(
    store: &mut Sqlite,
    mut opening: Opening,
    blobs: &Blobs,
) -> Result<(), StoreError> {
    let now = opening.steps.last().map_or(Timestamp(0), |it| it.at);
    let mut contents = HashMap::new();
    let mut content = |bytes| {
        let put = || Some(blobs.put(&mut &sample(bytes)?[..]).ok()?.0);
        contents.entry(bytes).or_insert_with(put).map_or(Content::Untold, Content::Kept)
    };
    for step in &mut opening.steps {
        if let What::Arrive { arrival, .. } = &mut step.what {
            // Of old ones nothing is left but the name.
            for file in arrival.files.iter_mut().filter(|_| now < expiry(arrival.at)) {
                file.content = content(file.bytes);
            }
        }
    }
    build(store, &opening)
}

/// The desk while the story is played.
struct Stage<'a> {
    desk: &'a mut Sqlite,
    channels: Vec<ChannelId>,
    cursors: Vec<String>,
    agents: Vec<Agent>,
    /// Each dialog by its contact, and its last message.
    dialogs: HashMap<Whom, (DialogId, MessageId)>,
    ops: u128,
}

impl<'a> Stage<'a> {
    fn set(desk: &'a mut Sqlite, opening: &Opening) -> Result<Self, StoreError> {
        let begun = opening.steps.first().map_or(Timestamp(0), |it| it.at);
        let mut agents = Vec::new();
        for it in &opening.agents {
            let id = desk.add_agent(it.name, it.role)?;
            agents.push(Agent::new(id, it.name, it.role));
        }
        let mut channels = Vec::new();
        for it in &opening.channels {
            let channel = NewChannel {
                kind: it.kind,
                connector: Connector::Demo,
                name: it.name.to_owned(),
                cursor: it.cursor.clone(),
            };
            // Names are unique within an opening, and the desk is empty.
            channels.push(desk.add_channel(&channel, begun)?.unwrap_or_default());
        }
        let cursors = opening.channels.iter().map(|it| it.cursor.clone()).collect();
        Ok(Self { desk, channels, cursors, agents, dialogs: HashMap::new(), ops: 0 })
    }

    /// Plays all steps; tells those that the desk refused, which is a mistake in the story.
    fn play(mut self, opening: &Opening) -> Result<Vec<(Step, Refusal)>, StoreError> {
        let mut refused = Vec::new();
        for step in &opening.steps {
            if let Some(refusal) = self.step(step)? {
                refused.push((step.clone(), refusal));
            }
        }
        Ok(refused)
    }

    fn step(&mut self, step: &Step) -> Result<Option<Refusal>, StoreError> {
        let at = step.at;
        match &step.what {
            What::Arrive { channel, arrival } => self.arrive(*channel, arrival, at)?,
            What::Reply { agent, with, text, outcome } => {
                return self.reply(*agent, with, (text, outcome), at);
            }
            What::Report { channel, remote, receipt } => {
                self.desk.report(self.channels[*channel], remote, receipt, at)?;
            }
            What::Assign { agent, with, to } => {
                let to = self.agents[*to].id;
                return self.submit(*agent, with, Intent::Assign(Some(to)), at);
            }
            What::Do { agent, with, intent } => {
                return self.submit(*agent, with, intent.clone(), at);
            }
            What::See { agent, with } => {
                if let Some((dialog, last)) = self.dialogs.get(with) {
                    self.desk.see(self.agents[*agent].id, *dialog, *last)?;
                }
            }
            What::Block { agent } => {
                self.agents[*agent].blocked = true;
                self.desk.set_blocked(self.agents[*agent].id, true)?;
            }
        }
        Ok(None)
    }

    fn arrive(
        &mut self,
        channel: usize,
        arrival: &Arrival,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let with = Whom { channel, external: arrival.sender.external.clone() };
        let head = self.desk.head()?;
        let news = vec![News::Arrived(arrival.clone())];
        // The story's own cursor stands still: it counts what happens from now on.
        let batch = Batch { news, cursor: self.cursors[channel].clone() };
        self.desk.ingest(self.channels[channel], &batch, at)?;
        for entry in self.desk.changes(head, 4)? {
            if let (Some(dialog), Change::Wrote(wrote)) = (entry.dialog, &entry.change) {
                self.dialogs.insert(with.clone(), (dialog, wrote.message));
            }
        }
        Ok(())
    }

    fn reply(
        &mut self,
        agent: usize,
        with: &Whom,
        (text, outcome): (&str, &Outcome),
        at: Timestamp,
    ) -> Result<Option<Refusal>, StoreError> {
        let refusal = self.submit(agent, with, Intent::Reply(text.to_owned()), at)?;
        if let Some(claimed) = self.desk.claim(self.channels[with.channel], at)? {
            self.desk.settle(claimed.message, outcome, at)?;
        }
        Ok(refusal)
    }

    fn submit(
        &mut self,
        agent: usize,
        with: &Whom,
        intent: Intent,
        at: Timestamp,
    ) -> Result<Option<Refusal>, StoreError> {
        let Some((dialog, last)) = self.dialogs.get_mut(with) else {
            return Ok(Some(Refusal::NoSuchDialog));
        };
        self.ops += 1;
        let op = Op { id: OpId(self.ops), dialog: *dialog, intent };
        let actor = Actor::Agent(self.agents[agent].clone());
        match self.desk.submit(&op, &actor, at)? {
            Done::Refused(refusal) => Ok(Some(refusal)),
            Done::Accepted { changes, .. } => {
                for change in changes {
                    if let Change::Wrote(wrote) = change {
                        *last = wrote.message;
                    }
                }
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::channels::demo::{DIALOGS, opening};
    use crate::domain::{AgentId, Assigned, Bucket, Delivery, Filter, Kind, Message, View};
    use crate::store::{Alike, ContactQuery, PageQuery, Study as _};

    const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);
    const ME: AgentId = AgentId(1);

    fn built(seed: u64) -> Sqlite {
        let mut desk = Sqlite::in_memory().unwrap();
        build(&mut desk, &opening(seed, NOW)).unwrap();
        desk
    }

    fn rows(desk: &Sqlite, view: View) -> Vec<crate::store::Row> {
        let query =
            PageQuery { filter: view.filter(ME), now: NOW, at: None, before: 0, after: 500 };
        desk.page(&query).unwrap().rows
    }

    fn messages(desk: &Sqlite, dialog: DialogId) -> Vec<Message> {
        desk.thread(dialog, None, 500).unwrap().messages
    }

    fn all(desk: &Sqlite) -> Vec<crate::store::Row> {
        [View::Open, View::Snoozed, View::Closed, View::Spam]
            .into_iter()
            .flat_map(|view| rows(desk, view))
            .collect()
    }

    #[test]
    fn nothing_in_the_story_is_refused() {
        for seed in 0..12 {
            let mut desk = Sqlite::in_memory().unwrap();
            let opening = opening(seed, NOW);
            let refused = desk.bulk(|it| Stage::set(it, &opening)?.play(&opening)).unwrap();
            assert_eq!(refused, [], "seed {seed}");
        }
    }

    #[test]
    fn every_heap_has_something_on_it() {
        for seed in 0..4 {
            let desk = built(seed);
            let totals = desk.totals().unwrap();
            let count = |view: View| totals.of(&view.filter(ME)).dialogs;
            assert_eq!(all(&desk).len() as u64, DIALOGS);
            assert!((25..=32).contains(&count(View::Waiting)), "{}", count(View::Waiting));
            assert!(count(View::Mine) >= 8, "{}", count(View::Mine));
            assert!(count(View::Unassigned) >= 12);
            assert_eq!(count(View::Snoozed), 4);
            assert!(count(View::Closed) >= 25);
            assert_eq!(count(View::Spam), 6);
            assert_eq!(totals.of(&View::Open.filter(ME)).stuck, 5);
            assert_eq!(totals.outbox, 0, "nothing is on its way when the desk is opened");
        }
    }

    #[test]
    fn waits_are_those_of_a_working_day() {
        let desk = built(1);
        let waits: Vec<u64> = rows(&desk, View::Waiting)
            .iter()
            .map(|it| NOW.since(it.dialog.counter.since.unwrap()).as_secs())
            .collect();
        assert!(waits.iter().any(|it| *it < 60));
        assert!(waits.iter().any(|it| *it > 30 * 3_600));
        let usual = waits.iter().filter(|it| (120..=5_400).contains(*it)).count();
        assert!(usual * 10 > waits.len() * 6, "{waits:?}");
        assert!(waits.is_sorted_by(|one, next| one >= next), "the longest wait first");
    }

    #[test]
    fn every_state_of_a_message_is_there() {
        let desk = built(1);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut authors: BTreeMap<Option<AgentId>, usize> = BTreeMap::new();
        for row in all(&desk) {
            for message in messages(&desk, row.dialog.id) {
                let state = match (&message.kind, &message.delivery) {
                    (Kind::Note, _) => "note",
                    (Kind::Inbound, _) if !message.files.is_empty() => {
                        if message.files[0].expired(NOW) { "expired file" } else { "file" }
                    }
                    (_, None) => "inbound",
                    (_, Some(Delivery::Sent)) => "sent",
                    (_, Some(Delivery::Delivered)) => "delivered",
                    (_, Some(Delivery::Read)) => "read",
                    (_, Some(Delivery::Failed { .. })) => "failed",
                    (_, Some(Delivery::Unsure)) => "unsure",
                    (_, Some(other)) => panic!("{other:?}"),
                };
                *seen.entry(state).or_default() += 1;
                if message.kind == Kind::Reply {
                    *authors.entry(message.author).or_default() += 1;
                }
            }
        }
        assert_eq!(seen.len(), 9, "{seen:?}");
        assert_eq!((seen["failed"], seen["unsure"]), (3, 2));
        // Five who answer, one who is blocked now, and the messenger's own app.
        assert_eq!(authors.len(), 7, "{authors:?}");
    }

    #[test]
    fn who_is_blocked_still_holds_dialogs_and_some_of_them_wait() {
        let desk = built(1);
        let blocked = desk.roster().unwrap().agents.into_iter().find(|it| it.blocked).unwrap();
        let filter =
            Filter { assigned: vec![vec![Assigned::To(blocked.id)]], ..View::Waiting.filter(ME) };
        assert_eq!(desk.totals().unwrap().of(&filter).dialogs, 2);
    }

    #[test]
    fn somebody_waits_on_two_channels_and_is_recognised() {
        for seed in 0..4 {
            let desk = built(seed);
            let alike = |it: &crate::store::Row| {
                let (dialog, typed) = (it.dialog.id, String::new());
                let query = ContactQuery { dialog, me: ME, typed, limit: 9 };
                let found = desk.contacts(&query).unwrap();
                found.into_iter().any(|other| {
                    let other_channel = other.card.contact.channel != it.dialog.channel;
                    let waits = other.card.row.dialog.counter.waits();
                    other_channel && waits && other.alike == Some(Alike::Handle)
                })
            };
            let twice = rows(&desk, View::Waiting).into_iter().filter(alike).count();
            assert_eq!(twice, 2, "seed {seed}");
        }
    }

    #[test]
    fn seen_and_unseen_tags_and_the_counter_under_a_snooze_are_there() {
        let desk = built(1);
        let waiting = rows(&desk, View::Waiting);
        assert!(waiting.iter().any(|it| it.seen) && waiting.iter().any(|it| !it.seen));
        assert!(all(&desk).iter().filter(|it| !it.dialog.tags.is_empty()).count() > 40);
        let snoozed = rows(&desk, View::Snoozed);
        assert_eq!(snoozed.iter().filter(|it| it.dialog.counter.waits()).count(), 2);
        assert!(snoozed.iter().all(|it| it.dialog.bucket() == Bucket::Snoozed));
    }
}
