//! Takes out what agents have written, one message at a time per channel.

use std::sync::Arc;

use super::post::Post;
use crate::channels::Connector;
use crate::domain::{ChannelId, MessageId, Outcome};
use crate::store::{Desk, Outbox as _};

/// Sends for ever. Asleep while nothing is due.
pub(super) async fn send(mut post: Post, channel: ChannelId, connector: Arc<dyn Connector>) {
    let task = format!("send {}", channel.0);
    loop {
        post.listen();
        let due = post.read(&task, move |desk| desk.next_due(channel)).await;
        let now = post.now();
        if due.is_none_or(|it| it > now) {
            post.wait(due).await;
            continue;
        }
        let Some(outgoing) = post.write(&task, move |desk| desk.claim(channel, now)).await else {
            // Somebody gave it up in between, or switched the channel off.
            post.wait(None).await;
            continue;
        };
        let mut doubt = Doubt { post: &post, message: outgoing.message, settled: false };
        let outcome = connector.send(&outgoing).await;
        doubt.settle(&task, outcome).await;
    }
}

/// A message in the air. If its task ends before it is settled, nobody knows whether it arrived.
struct Doubt<'a> {
    post: &'a Post,
    message: MessageId,
    settled: bool,
}

impl Doubt<'_> {
    async fn settle(&mut self, task: &str, outcome: Outcome) {
        let (message, now) = (self.message, self.post.now());
        self.post.write(task, move |desk| desk.settle(message, &outcome, now)).await;
        self.settled = true;
    }
}

impl Drop for Doubt<'_> {
    fn drop(&mut self) {
        if !self.settled {
            unsure(&self.post.desk, self.message, self.post.now());
        }
    }
}

/// Nobody is left to wait for the answer; what fails here is caught by the next `recover`.
fn unsure(desk: &Desk, message: MessageId, now: crate::base::clock::Timestamp) {
    desk.write(move |desk| drop(desk.settle(message, &Outcome::Unknown, now)));
}
