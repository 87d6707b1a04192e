//! Brings in what a channel has to tell. What was told is on the disk before the next pull acknowledges it.

use std::sync::Arc;

use tokio::time::sleep;

use super::post::Post;
use super::stow;
use crate::channels::{Connector, PullError};
use crate::domain::{Batch, ChannelId, Health};
use crate::store::{Channels as _, Ledger as _};

/// Pulls for ever.
pub(super) async fn pull(mut post: Post, channel: ChannelId, connector: Arc<dyn Connector>) {
    let task = format!("pull {}", channel.0);
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
                let health = match error {
                    PullError::Unreachable(why) => Health::Unreachable(why),
                    PullError::Unauthorized(_) => Health::Unauthorized,
                };
                set_health(&post, &task, channel, health).await;
                sleep(patience.after_failure()).await;
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

async fn set_health(post: &Post, task: &str, channel: ChannelId, health: Health) {
    let now = post.now();
    post.write(task, move |desk| desk.set_health(channel, &health, now)).await;
}
