//! Shows dialogs again when their snooze has run out.

use super::post::Post;
use crate::store::Ledger as _;

/// Wakes for ever. Asleep while nothing is due.
pub(super) async fn wake(mut post: Post) {
    const TASK: &str = "wake";
    loop {
        post.listen();
        let now = post.now();
        let next = post.write(TASK, move |desk| desk.wake_due(now)).await;
        post.wait(next).await;
    }
}
