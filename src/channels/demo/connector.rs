//! The connector that plays the customers: the only part of the demo that waits.
//!
//! The cursor says which event of the story comes next and how many batches were told, so after a crash
//! nothing is told twice under another name and nothing is lost. Answers and receipts that are not due yet
//! live in memory only: a customer who was about to answer when the program died does not.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use super::files::sample;
use super::live::{Fate, LiveEvent, Source, answer, event, fate, gap};
use crate::base::clock::Timestamp;
use crate::channels::{Connector, Pending, PullError};
use crate::domain::{
    Arrival, Batch, Channel, ChannelId, ChannelKind, Content, Kind, MessageId, News, Outcome,
    Outgoing, Receipt,
};

/// Where a demo channel stands in its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor {
    /// Which channel of the demo desk; `None` for one added by hand.
    outlet: Option<usize>,
    /// The next event.
    next: u64,
    /// Batches told so far.
    told: u64,
}

impl Cursor {
    /// Reads a cursor; an unreadable or empty one is the beginning of a channel added by hand.
    fn read(text: &str) -> Self {
        let mut parts = text.split('.');
        let outlet =
            parts.next().and_then(|it| it.strip_prefix('o')).and_then(|it| it.parse().ok());
        let mut number = || parts.next().and_then(|it| it.parse().ok()).unwrap_or(0);
        Self { outlet, next: number(), told: number() }
    }

    fn write(self) -> String {
        let outlet = self.outlet.map_or_else(|| "h".to_owned(), |it| format!("o{it}"));
        format!("{outlet}.{}.{}", self.next, self.told)
    }
}

/// Something that will be told.
struct Due {
    at: Instant,
    news: Coming,
}

enum Coming {
    Answer(LiveEvent),
    Report { remote: String, receipt: Receipt },
}

#[derive(Default)]
struct Mind {
    /// Answers and receipts on their way.
    coming: Vec<Due>,
    /// The last batch told and the cursor it was asked with, until it is acknowledged.
    given: Option<(String, Batch)>,
    /// The next event's number and moment.
    live: Option<(u64, Instant)>,
    attempts: HashMap<MessageId, u32>,
}

/// Plays the customers of one channel.
pub struct DemoConnector {
    seed: u64,
    kind: ChannelKind,
    channel: ChannelId,
    pace: u32,
    clock: fn() -> Timestamp,
    mind: Mutex<Mind>,
    changed: Notify,
}

impl DemoConnector {
    /// Customers who write `pace` messages a minute by themselves (on the demo desk: over all its channels
    /// together). At pace 0 nobody begins, those who are answered still answer, and no timer runs.
    #[must_use]
    pub fn new(seed: u64, channel: &Channel, pace: u32, clock: fn() -> Timestamp) -> Self {
        let (mind, changed) = (Mutex::default(), Notify::new());
        Self { seed, kind: channel.kind, channel: channel.id, pace, clock, mind, changed }
    }

    /// A panic while the lock was held leaves plain data behind: it is still good.
    fn mind(&self) -> MutexGuard<'_, Mind> {
        self.mind.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn source(&self, outlet: Option<usize>) -> Source {
        Source { seed: self.seed, kind: self.kind, outlet, channel: self.channel }
    }

    /// What is there to tell right now, or else until when to wait.
    fn look(&self, cursor: &str) -> Result<Batch, Option<Instant>> {
        let mut mind = self.mind();
        if let Some((from, batch)) = &mind.given {
            if from == cursor {
                return Ok(batch.clone());
            }
            // Asked with the batch's own cursor: it is on the desk.
            mind.given = None;
        }
        let mut at = Cursor::read(cursor);
        let now = Instant::now();
        let live = self.schedule(&mut mind, at, now);
        let mut news = self.due(&mut mind, now);
        if live.is_some_and(|it| it <= now) {
            news.push(self.arrived(event(&self.source(at.outlet), at.next)));
            at.next += 1;
        }
        if news.is_empty() {
            return Err(mind.coming.iter().map(|it| it.at).chain(live).min());
        }
        at.told += 1;
        let batch = Batch { news, cursor: at.write() };
        mind.given = Some((cursor.to_owned(), batch.clone()));
        Ok(batch)
    }

    /// When the next event happens by itself, if ever.
    fn schedule(&self, mind: &mut Mind, at: Cursor, now: Instant) -> Option<Instant> {
        if let Some((next, due)) = mind.live
            && next == at.next
        {
            return Some(due);
        }
        let due = now + gap(&self.source(at.outlet), at.next, self.pace)?;
        mind.live = Some((at.next, due));
        Some(due)
    }

    /// Takes what is due, in the order of its moments.
    fn due(&self, mind: &mut Mind, now: Instant) -> Vec<News> {
        let (mut due, later): (Vec<Due>, Vec<Due>) =
            mind.coming.drain(..).partition(|it| it.at <= now);
        mind.coming = later;
        due.sort_by_key(|it| it.at);
        let tell = |it: Due| match it.news {
            Coming::Answer(event) => self.arrived(event),
            Coming::Report { remote, receipt } => News::Report { remote, receipt },
        };
        due.into_iter().map(tell).collect()
    }

    fn arrived(&self, mut event: LiveEvent) -> News {
        for file in &mut event.files {
            file.content =
                sample(file.bytes).map_or(Content::Untold, |it| Content::Bytes(it.into()));
        }
        News::Arrived(Arrival {
            sender: event.sender,
            remote: event.remote,
            kind: Kind::Inbound,
            at: (self.clock)(),
            text: event.text,
            files: event.files,
            more: Default::default(),
        })
    }

    /// Prepares what follows from a message that was taken.
    fn accepted(&self, message: &Outgoing, fate: &Fate, remote: &str) {
        let now = Instant::now();
        // Whose words they are does not depend on the channel's place on the desk, only the dice do.
        let answer = answer(&self.source(None), message);
        let mut mind = self.mind();
        mind.attempts.remove(&message.message);
        let reports = [(fate.delivered, Receipt::Delivered), (fate.read, Receipt::Read)];
        for (after, receipt) in reports {
            if let Some(after) = after {
                let news = Coming::Report { remote: remote.to_owned(), receipt };
                mind.coming.push(Due { at: now + after, news });
            }
        }
        if let Some(answer) = answer {
            // Nobody answers before having read.
            let after =
                answer.after.max(fate.read.unwrap_or_default() + Duration::from_millis(900));
            mind.coming.push(Due { at: now + after, news: Coming::Answer(answer.event) });
        }
        drop(mind);
        self.changed.notify_one();
    }

    async fn told(&self, cursor: &str) -> Batch {
        loop {
            match self.look(cursor) {
                Ok(batch) => return batch,
                Err(Some(until)) => tokio::select! {
                    () = sleep_until(until) => (),
                    () = self.changed.notified() => (),
                },
                Err(None) => self.changed.notified().await,
            }
        }
    }

    async fn sent(&self, message: &Outgoing) -> Outcome {
        let attempt = {
            let mut mind = self.mind();
            let attempts = mind.attempts.entry(message.message).or_default();
            *attempts += 1;
            *attempts - 1
        };
        let fate = fate(&self.source(None), message.message, attempt);
        sleep(fate.takes).await;
        if let Outcome::Accepted { remote } = &fate.outcome {
            self.accepted(message, &fate, remote);
        }
        fate.outcome
    }
}

impl Connector for DemoConnector {
    fn pull<'a>(&'a self, cursor: &'a str) -> Pending<'a, Result<Batch, PullError>> {
        Box::pin(async move { Ok(self.told(cursor).await) })
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> Pending<'a, Outcome> {
        Box::pin(self.sent(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Connector as By, Health};
    use tokio::time::timeout;

    fn clock() -> Timestamp {
        Timestamp::from_secs(1_000)
    }

    fn channel() -> Channel {
        let (id, kind, name) = (ChannelId(1), ChannelKind::Telegram, "t".to_owned());
        Channel { id, kind, connector: By::Demo, name, active: true, health: Health::Ok }
    }

    fn connector(pace: u32) -> DemoConnector {
        DemoConnector::new(1, &channel(), pace, clock)
    }

    /// A message that is accepted at once and answered.
    fn outgoing(connector: &DemoConnector) -> Outgoing {
        let source = connector.source(None);
        let message = |it| Outgoing::plain(MessageId(it), ChannelId(1), "500000100", "Вітаю!");
        let lucky = |it: &Outgoing| {
            answer(&source, it).is_some() && fate(&source, it.message, 0).read.is_some()
        };
        (1..100).map(message).find(lucky).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn the_same_cursor_is_told_the_same_until_it_moves_on() {
        let it = connector(60);
        let first = it.pull("o0.0.0").await.unwrap();
        assert_eq!(it.pull("o0.0.0").await.unwrap(), first, "not acknowledged");
        assert_eq!(first.cursor, "o0.1.1");
        let second = it.pull(&first.cursor).await.unwrap();
        assert_ne!(second, first);
        assert_eq!(second.cursor, "o0.2.2");
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_life_goes_on_where_the_cursor_stands() {
        let (one, other) = (connector(60), connector(60));
        let first = one.pull("o0.7.9").await.unwrap();
        let again = other.pull("o0.7.9").await.unwrap();
        assert_eq!(first, again, "the same event under the same name");
    }

    #[tokio::test(start_paused = true)]
    async fn a_dropped_pull_took_nothing() {
        let it = connector(60);
        assert!(timeout(Duration::from_millis(1), it.pull("o0.0.0")).await.is_err());
        assert_eq!(it.pull("o0.0.0").await.unwrap().cursor, "o0.1.1");
    }

    #[tokio::test(start_paused = true)]
    async fn at_pace_zero_nobody_writes_and_no_timer_runs() {
        let it = connector(0);
        assert!(matches!(it.look("o0.0.0"), Err(None)), "nothing to wait for");
        let day = Duration::from_secs(86_400);
        assert!(timeout(day, it.pull("o0.0.0")).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_message_is_taken_delivered_read_and_answered_in_this_order() {
        let it = connector(0);
        let sent = outgoing(&it);
        let begun = Instant::now();
        let outcome = it.send(&sent).await;
        assert!(matches!(&outcome, Outcome::Accepted { remote } if remote.starts_with("out-")));
        assert!((200..1_500).contains(&begun.elapsed().as_millis()));
        let mut cursor = "o0.0.0".to_owned();
        let mut told = Vec::new();
        for _ in 0..3 {
            let batch = it.pull(&cursor).await.unwrap();
            told.extend(batch.news);
            cursor = batch.cursor;
        }
        assert_eq!(cursor, "o0.0.3", "answers do not move the story");
        assert!(matches!(&told[0], News::Report { receipt: Receipt::Delivered, .. }));
        assert!(matches!(&told[1], News::Report { receipt: Receipt::Read, .. }));
        assert!(matches!(&told[2], News::Arrived(it) if it.sender.external == sent.to));
    }

    #[tokio::test(start_paused = true)]
    async fn a_dropped_send_has_no_consequences() {
        let it = connector(0);
        let sent = outgoing(&it);
        assert!(timeout(Duration::from_millis(10), it.send(&sent)).await.is_err());
        assert!(it.mind().coming.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_added_by_hand_hears_from_somebody_within_two_seconds() {
        let it = connector(1);
        let first = timeout(Duration::from_secs(2), it.pull("")).await.unwrap().unwrap();
        assert_eq!(first.cursor, "h.1.1");
        assert!(timeout(Duration::from_secs(2), it.pull(&first.cursor)).await.is_ok());
    }
}
