//! Takes out what agents have written: several dialogs at once, one message at a time in each.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::timeout;

use super::post::Post;
use crate::base::clock::Timestamp;
use crate::base::contained::contained;
use crate::channels::Connector;
use crate::domain::{ChannelId, Outcome, Outgoing, Scope};
use crate::store::{Connections as _, Desk, Outbox as _, Sqlite};

/// Dialogs that are sent to at once: one that is stuck in the wire holds up no other.
const LANES: usize = 8;

/// How long a channel may take over one part of a message, where it knows no end itself ...
const LONGEST_SEND: Duration = Duration::from_secs(300);
/// ... and so much longer for each megabyte of its files.
const PER_MEGABYTE: Duration = Duration::from_secs(4);

/// The name of the task that sends on a channel.
pub(super) fn task(channel: ChannelId) -> String {
    format!("send {}", channel.0)
}

/// Whose trouble it is that a message broke down on its way: not the task's, which has troubles of its own.
pub(super) fn lanes_of(channel: ChannelId) -> String {
    format!("lanes {}", channel.0)
}

/// Sends for ever. Asleep while nothing is due.
pub(super) async fn send(mut post: Post, channel: ChannelId, connector: Arc<dyn Connector>) {
    let task = task(channel);
    let mut lanes = FuturesUnordered::new();
    // The channel has asked for silence until then.
    let mut quiet = None;
    loop {
        post.listen();
        let now = post.now();
        let due = next(&post, &task, channel, quiet).await.filter(|_| lanes.len() < LANES);
        let message = match due {
            Some(due) if due <= now => claim(&post, &task, channel, &connector, now).await,
            _ => None,
        };
        let Some(message) = message else {
            // What was due and is not any more was given up, or the channel switched off: that is in the feed.
            tokio::select! {
                () = post.wait(due.filter(|it| now < *it)) => (),
                Some(asked) = lanes.next(), if !lanes.is_empty() => quiet = quiet.max(asked),
            }
            continue;
        };
        lanes.push(lane(post.clone(), channel, message, Arc::clone(&connector)));
    }
}

/// Takes the next message out of the outbox; from here on it is in the air.
async fn claim(
    post: &Post,
    task: &str,
    channel: ChannelId,
    connector: &Arc<dyn Connector>,
    now: Timestamp,
) -> Option<InTheAir> {
    let (held, plan) = ((post.desk.clone(), post.clock()), Arc::clone(connector));
    let claim = move |desk: &mut Sqlite| {
        let Some(outgoing) = desk.claim(channel, now)? else { return Ok(None) };
        let mut message = InTheAir::new(outgoing, held.clone());
        message.prepare(desk, plan.as_ref())?;
        Ok(Some(message))
    };
    post.write(task, claim).await
}

/// When the next message can be claimed.
async fn next(
    post: &Post,
    task: &str,
    channel: ChannelId,
    quiet: Option<Timestamp>,
) -> Option<Timestamp> {
    let now = post.now();
    let due = post.read(task, move |desk| desk.next_due(channel, now)).await?;
    Some(quiet.map_or(due, |it| due.max(it)))
}

/// Carries one message to its end. Tells until when the channel wants no more, if it does.
async fn lane(
    post: Post,
    channel: ChannelId,
    message: InTheAir,
    connector: Arc<dyn Connector>,
) -> Option<Timestamp> {
    let (task, number) = (task(channel), message.outgoing.message.0);
    let carried = contained(carry(&post, &task, message, connector)).await;
    // A bug in a connector costs this one message its certainty, and nobody else anything. It is told until a message has
    // come to its end again.
    let trouble = carried.is_err().then(|| Post::broken(&format!("{task}: {number}")));
    post.board.set_trouble(&lanes_of(channel), trouble);
    carried.ok().flatten()
}

async fn carry(
    post: &Post,
    task: &str,
    mut message: InTheAir,
    connector: Arc<dyn Connector>,
) -> Option<Timestamp> {
    loop {
        let megabytes = message.outgoing.files.iter().map(|it| it.bytes).sum::<u64>() >> 20;
        let most = LONGEST_SEND + PER_MEGABYTE * u32::try_from(megabytes).unwrap_or(u32::MAX);
        // Whether a channel that does not answer has taken it, nobody knows.
        let answer = timeout(most, connector.send(&message.outgoing)).await;
        let outcome = answer.unwrap_or(Outcome::Unknown);
        if let Outcome::Part { .. } = outcome {
            message.part_taken(post, task, outcome).await;
            continue;
        }
        let quiet = silence(&outcome, post.now());
        let channel = message.outgoing.channel;
        match &outcome {
            Outcome::Retry { why, .. } if !why.is_empty() => {
                let (why, now) = (why.clone(), post.now());
                let said = move |desk: &mut Sqlite| desk.note_refusal(channel, &why, quiet, now);
                post.write(task, said).await;
            }
            _ => (),
        }
        message.settle(post, task, outcome).await;
        return quiet;
    }
}

/// Until when everything on the channel has to wait.
fn silence(outcome: &Outcome, now: Timestamp) -> Option<Timestamp> {
    /// Where the channel does not say for how long.
    const USUAL: Duration = Duration::from_secs(5);
    match outcome {
        Outcome::Retry { after, scope: Scope::Channel, .. } => Some(now + after.unwrap_or(USUAL)),
        _ => None,
    }
}

/// A message in the air, from the moment the desk has marked it. If this is dropped before it is settled, wherever
/// that is (in the task, or in an answer that nobody waited for any more), nobody knows whether it arrived.
#[derive(Debug)]
struct InTheAir {
    outgoing: Outgoing,
    desk: Desk,
    clock: fn() -> Timestamp,
    settled: bool,
}

impl InTheAir {
    fn new(outgoing: Outgoing, (desk, clock): (Desk, fn() -> Timestamp)) -> Self {
        Self { outgoing, desk, clock, settled: false }
    }

    /// Writes down how it goes out, before it does.
    fn prepare(
        &mut self,
        desk: &mut Sqlite,
        connector: &dyn Connector,
    ) -> Result<(), crate::store::StoreError> {
        let plan = connector.plan(&self.outgoing);
        if plan.parts > 1 || plan.remote.is_some() {
            desk.prepare(self.outgoing.message, plan.parts, plan.remote.as_deref())?;
        }
        self.outgoing.remote = self.outgoing.remote.take().or(plan.remote);
        Ok(())
    }

    /// A part of it is with the channel for good.
    async fn part_taken(&mut self, post: &Post, task: &str, outcome: Outcome) {
        let (message, now) = (self.outgoing.message, post.now());
        post.write(task, move |desk| desk.settle(message, &outcome, now)).await;
        self.outgoing.parts_done += 1;
    }

    async fn settle(mut self, post: &Post, task: &str, outcome: Outcome) {
        let (message, now) = (self.outgoing.message, post.now());
        post.write(task, move |desk| desk.settle(message, &outcome, now)).await;
        self.settled = true;
    }
}

impl Drop for InTheAir {
    fn drop(&mut self) {
        if !self.settled {
            let (message, now) = (self.outgoing.message, (self.clock)());
            // Nobody is left to wait for the answer; what fails here is caught by the next `recover`.
            self.desk.write(move |desk| drop(desk.settle(message, &Outcome::Unknown, now)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courier::fake::{Fake, House, Play};

    fn posted(house: &House) -> Post {
        Post::new(house.desk.clone(), Arc::default(), crate::base::clock::now)
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_that_does_not_answer_leaves_a_doubt_in_the_end() {
        let mut house = House::new();
        let channel = house.channel("shop");
        let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
        let fake = Arc::new(Fake::default());
        fake.at_send("lost", &[Play::Hang]);
        house.reply(anna, "lost");
        house.reply(borys, "beside it");
        let post = Post::new(house.desk.clone(), Arc::default(), crate::base::clock::now);
        let mut ear = post.clone();
        let begun = tokio::time::Instant::now();
        let task = tokio::spawn(send(post, channel, Arc::clone(&fake) as Arc<dyn Connector>));
        until(&mut ear, || house.state_of(borys, "beside it") == "Sent").await;
        until(&mut ear, || house.state_of(anna, "lost") == "Unsure").await;
        task.abort();
        assert!((LONGEST_SEND..LONGEST_SEND * 2).contains(&begun.elapsed()));
        assert_eq!(fake.sent(), ["lost", "beside it"], "and is not sent again");
    }

    #[tokio::test]
    async fn one_stuck_dialog_holds_up_no_other() {
        let mut house = House::new();
        let channel = house.channel("shop");
        let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
        let fake = Arc::new(Fake::default());
        fake.at_send("lost", &[Play::Hang]);
        house.reply(anna, "lost");
        house.reply(borys, "beside it");
        let post = posted(&house);
        let mut ear = post.clone();
        let task = tokio::spawn(send(post, channel, Arc::clone(&fake) as Arc<dyn Connector>));
        until(&mut ear, || house.state_of(borys, "beside it") == "Sent").await;
        assert_eq!(house.state_of(anna, "lost"), "Sending");
        task.abort();
    }

    async fn until(ear: &mut Post, so: impl Fn() -> bool) {
        loop {
            ear.listen();
            if so() {
                break;
            }
            ear.wait(None).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_channel_asks_of_everybody_everybody_keeps() {
        let mut house = House::new();
        let channel = house.channel("shop");
        let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
        let fake = Arc::new(Fake::default());
        let wait = Duration::from_millis(1);
        let slow =
            |scope| Play::Give(Outcome::Retry { after: Some(wait), scope, why: "too many".into() });
        let fine = Play::Give(Outcome::Accepted { remote: String::new() });
        fake.at_send("one", &[slow(Scope::Channel), slow(Scope::Dialog), fine]);
        house.reply(anna, "one");
        let post = posted(&house);
        let mut ear = post.clone();
        let task = tokio::spawn(send(post, channel, Arc::clone(&fake) as Arc<dyn Connector>));
        until(&mut ear, || house.state_of(anna, "one") == "Sent").await;
        let details = house.desk.read_now(move |it| it.details(channel)).unwrap().unwrap();
        assert_eq!(details.doing.trouble.map(|it| it.0).as_deref(), Some("too many"));
        assert_eq!(fake.sent(), ["one", "one", "one"]);
        house.reply(borys, "two");
        until(&mut ear, || house.state_of(borys, "two") == "Sent").await;
        task.abort();
    }

    #[tokio::test(start_paused = true)]
    async fn a_message_in_parts_goes_out_in_one_try_and_a_doubt_costs_only_its_part() {
        let mut house = House::new();
        let channel = house.channel("shop");
        let anna = house.dialog(channel, "anna");
        let fake = Arc::new(Fake::in_parts(3));
        let part = |n: &str| Play::Give(Outcome::Part { remote: n.into() });
        let unsure = Play::Give(Outcome::Unknown);
        let done = Play::Give(Outcome::Accepted { remote: "p3".into() });
        fake.at_send("long", &[part("p1"), unsure, done]);
        house.reply(anna, "long");
        let post = posted(&house);
        let mut ear = post.clone();
        let task = tokio::spawn(send(post, channel, Arc::clone(&fake) as Arc<dyn Connector>));
        until(&mut ear, || house.state_of(anna, "long") == "Unsure").await;
        assert_eq!(fake.parts_done(), [0, 1]);
        // A person has looked: the second part did arrive. The third has never been sent.
        house.confirm(anna, "long");
        until(&mut ear, || house.state_of(anna, "long") == "Sent").await;
        task.abort();
        assert_eq!(fake.parts_done(), [0, 1, 2]);
    }
}
