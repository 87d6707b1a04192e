//! Takes out what agents have written, one message at a time per channel.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::post::Post;
use crate::base::clock::Timestamp;
use crate::channels::Connector;
use crate::domain::{ChannelId, Outcome, Outgoing};
use crate::store::{Desk, Outbox as _, Sqlite};

/// How long a channel may take over one message. Everything behind it waits as long.
const LONGEST_SEND: Duration = Duration::from_secs(60);

/// Sends for ever. Asleep while nothing is due.
pub(super) async fn send(mut post: Post, channel: ChannelId, connector: Arc<dyn Connector>) {
    let task = format!("send {}", channel.0);
    loop {
        post.listen();
        let now = post.now();
        let due = post.read(&task, move |desk| desk.next_due(channel, now)).await;
        if due.is_none_or(|it| it > now) {
            post.wait(due).await;
            continue;
        }
        let held = (post.desk.clone(), post.clock());
        let claim = move |desk: &mut Sqlite| {
            let claimed = desk.claim(channel, now)?;
            Ok(claimed.map(|outgoing| InTheAir::new(outgoing, held.clone())))
        };
        let Some(message) = post.write(&task, claim).await else {
            // Somebody gave it up in between, or switched the channel off.
            post.wait(None).await;
            continue;
        };
        // Whether a channel that does not answer has taken it, nobody knows.
        let answer = timeout(LONGEST_SEND, connector.send(&message.outgoing)).await;
        let outcome = answer.unwrap_or(Outcome::Unknown);
        message.settle(&post, &task, outcome).await;
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

    #[tokio::test(start_paused = true)]
    async fn a_channel_that_does_not_answer_leaves_a_doubt_after_a_minute() {
        let mut house = House::new();
        let channel = house.channel("shop");
        let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
        let fake = Arc::new(Fake::default());
        fake.at_send("lost", &[Play::Hang]);
        house.reply(anna, "lost");
        house.reply(borys, "behind it");
        let post = Post::new(house.desk.clone(), Arc::default(), crate::base::clock::now);
        let mut ear = post.clone();
        let begun = tokio::time::Instant::now();
        let task = tokio::spawn(send(post, channel, Arc::clone(&fake) as Arc<dyn Connector>));
        loop {
            ear.listen();
            if house.state_of(borys, "behind it") == "Sent" {
                break;
            }
            ear.wait(None).await;
        }
        task.abort();
        assert_eq!(house.state_of(anna, "lost"), "Unsure");
        assert!((LONGEST_SEND..LONGEST_SEND * 2).contains(&begun.elapsed()));
        assert_eq!(fake.sent(), ["lost", "behind it"], "and is not sent again");
    }
}
