//! Takes out what agents have written, one message at a time per channel.

use std::sync::Arc;

use super::post::Post;
use crate::base::clock::Timestamp;
use crate::channels::Connector;
use crate::domain::{ChannelId, Outcome, Outgoing};
use crate::store::{Desk, Outbox as _, Sqlite};

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
        let outcome = connector.send(&message.outgoing).await;
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
