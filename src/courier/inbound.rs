//! Brings in what a channel has to tell. What was told is on the disk before the next pull acknowledges it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::post::Post;
use super::stow;
use crate::channels::{Connector, PullError};
use crate::domain::{Batch, ChannelId, Health};
use crate::store::{Channels as _, Connections as _, Ledger as _};

/// Between two tries where only a person, or somebody else's end, helps.
const LONG_WAIT: Duration = Duration::from_secs(60);

/// The name of the task that pulls from a channel.
pub(super) fn task(channel: ChannelId) -> String {
    format!("pull {}", channel.0)
}

/// Pulls for ever.
pub(super) async fn pull(mut post: Post, channel: ChannelId, connector: Arc<dyn Connector>) {
    let task = task(channel);
    let mut patience = post.patience(&task);
    loop {
        post.listen();
        let cursor = post.read(&task, move |desk| desk.cursor(channel)).await;
        match connector.pull(&cursor).await {
            Ok(mut batch) => {
                patience.restore();
                let moves = batch.cursor != cursor;
                let spooled = stow::stow(&post, &task, &mut batch).await;
                let stored = store(&post, &task, channel, batch).await;
                stow::unspool(spooled).await;
                if moves && stored == cursor {
                    // Switched off in between, so nothing was stored: this task's end is on its way.
                    post.wait(None).await;
                }
            }
            Err(error) => {
                let wait = match &error {
                    PullError::Later(wait) => *wait,
                    // Whoever else reads is not fought, and refused credentials are not tried again and again.
                    PullError::Contested(_) | PullError::Unauthorized(_) => {
                        patience.after_failure().max(LONG_WAIT)
                    }
                    PullError::Unreachable(_) | PullError::Forbidden(_) => patience.after_failure(),
                };
                note(&post, &task, (channel, &error), wait).await;
                sleep(wait).await;
            }
        }
    }
}

/// Stores a batch and tells the cursor that stands on the disk afterwards.
async fn store(post: &Post, task: &str, channel: ChannelId, batch: Batch) -> String {
    let now = post.now();
    let batch = Arc::new(batch);
    let job = move |desk: &mut crate::store::Sqlite| {
        desk.ingest(channel, &batch, now)?;
        desk.set_health(channel, &Health::Ok, now)?;
        desk.cursor(channel)
    };
    post.write(task, job).await
}

/// Writes down what is wrong and when the next try is.
async fn note(post: &Post, task: &str, (channel, error): (ChannelId, &PullError), wait: Duration) {
    let health = match error {
        PullError::Unreachable(why) => Health::Unreachable(why.clone()),
        PullError::Unauthorized(_) => Health::Unauthorized,
        PullError::Contested(why) => Health::Contested(why.clone()),
        PullError::Forbidden(why) => Health::Forbidden(why.clone()),
        // It works, only slowly.
        PullError::Later(_) => return,
    };
    let (now, next) = (post.now(), post.now() + wait);
    post.write(task, move |desk| desk.note_trouble(channel, &health, Some(next), now)).await;
}
