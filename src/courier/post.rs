//! What every task of the courier needs: the desk, the clock, and the bell that rings when the feed has grown.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use super::state::Board;
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::patience::Patience;
use crate::domain::ChangeNo;
use crate::store::{Desk, Sqlite, StoreError};

/// How often a desk that does not hear of other processes is looked at.
const DEAF_LOOK: Duration = Duration::from_secs(2);

/// The longest sleep until a moment. A sleep stands still while the machine does, and hears nothing of a clock
/// that is set: at least this often, whoever waits for a moment looks at the clock.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Handed to every task.
#[derive(Clone)]
pub(super) struct Post {
    pub(super) desk: Desk,
    pub(super) board: Arc<Board>,
    clock: fn() -> Timestamp,
    bell: watch::Receiver<ChangeNo>,
}

impl Post {
    pub(super) fn new(desk: Desk, board: Arc<Board>, clock: fn() -> Timestamp) -> Self {
        let (ring, bell) = watch::channel(ChangeNo(0));
        desk.subscribe(move |head| {
            let _ = ring.send(head);
        });
        Self { desk, board, clock, bell }
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Where the time comes from.
    pub(super) const fn clock(&self) -> fn() -> Timestamp {
        self.clock
    }

    /// From here on, [`wait`](Self::wait) waits for changes after this line. Call it before looking at the desk.
    pub(super) fn listen(&mut self) {
        drop(self.bell.borrow_and_update());
    }

    /// Waits until the feed has grown, or until `due` has come, and not for long if there is a `due`: whoever
    /// called looks then whether it has.
    pub(super) async fn wait(&mut self, due: Option<Timestamp>) {
        let due = if self.desk.hears_others() {
            due
        } else {
            // The system had no watch left: other processes can only be noticed by looking.
            let look = self.now() + DEAF_LOOK;
            Some(due.map_or(look, |it| it.min(look)))
        };
        let rung = async {
            // The desk is closed: nothing will ever ring again.
            if self.bell.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        match due {
            None => rung.await,
            Some(due) => {
                // The clock counts whole milliseconds: one more, so as not to wake up just before.
                let span = due.since((self.clock)()) + Duration::from_millis(1);
                let _ = timeout(span.min(LONGEST_SLEEP), rung).await;
            }
        }
    }

    /// Asks the thread that reads, again and again until it answers. `task` names whose trouble it is.
    pub(super) async fn read<R: Send + 'static>(
        &self,
        task: &str,
        job: impl Fn(&Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let tell = |it| self.board.set_trouble(task, it);
        self.desk.insist_on_reading(self.patience(task), tell, job).await
    }

    /// Asks the thread that writes, again and again until it is done. `task` names whose trouble it is.
    pub(super) async fn write<R: Send + 'static>(
        &self,
        task: &str,
        job: impl Fn(&mut Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let tell = |it| self.board.set_trouble(task, it);
        self.desk.insist_on_writing(self.patience(task), tell, job).await
    }

    /// Patience of a task's own, different in every run.
    pub(super) fn patience(&self, task: &str) -> Patience {
        let name = task.bytes().fold(0u64, |sum, it| sum.wrapping_mul(31) + u64::from(it));
        Patience::new(name ^ self.now().0.unsigned_abs())
    }

    /// What to say of a task that broke down.
    pub(super) fn broken(task: &str) -> Msg {
        Msg::new("courier-task-broken").with("task", task)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn post(dir: &std::path::Path) -> Post {
        Post::new(Desk::open(dir).unwrap(), Arc::default(), || Timestamp(5_000))
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_disk_refuses_is_tried_again_and_said() {
        let dir = tempfile::tempdir().unwrap();
        let post = post(dir.path());
        let (tell, told) = std::sync::mpsc::channel();
        post.board.join(Box::new(move |it| {
            let _ = tell.send(it.trouble.clone().map(|it| it.id));
        }));
        let tries = Arc::new(AtomicUsize::new(0));
        let tried = Arc::clone(&tries);
        let job = move |_: &mut Sqlite| match tried.fetch_add(1, Ordering::Relaxed) {
            0..3 => Err(StoreError::Unopened(std::io::Error::other("no room"))),
            _ => Ok(7),
        };
        assert_eq!(post.write("store", job).await, 7);
        assert_eq!(tries.load(Ordering::Relaxed), 4);
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [None, Some("store-unopened"), None]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_a_moment_looks_at_the_clock_every_minute_and_else_never() {
        let dir = tempfile::tempdir().unwrap();
        let mut post = post(dir.path());
        let begun = tokio::time::Instant::now();
        // A laptop that sleeps for these hours has no clock of its own to tell how long it slept.
        post.wait(Some(post.now() + Duration::from_secs(9 * 3600))).await;
        assert_eq!(begun.elapsed(), LONGEST_SLEEP);
        let soon = Duration::from_secs(3);
        post.wait(Some(post.now() + soon)).await;
        assert!(begun.elapsed() < LONGEST_SLEEP + soon + Duration::from_secs(1));
        if post.desk.hears_others() {
            let ever = timeout(Duration::from_secs(9 * 3600), post.wait(None)).await;
            assert!(ever.is_err(), "nothing is due: nothing wakes");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_listens_first_misses_nothing() {
        use crate::domain::Role;
        use crate::store::{Channels as _, Ledger as _};
        let dir = tempfile::tempdir().unwrap();
        let mut post = post(dir.path());
        post.listen();
        let channel = crate::store::NewChannel {
            kind: crate::domain::ChannelKind::Viber,
            connector: crate::domain::Connector::Demo,
            name: "v".to_owned(),
            cursor: String::new(),
        };
        let job = move |desk: &mut Sqlite| {
            desk.add_agent("x", Role::Agent)?;
            desk.add_channel(&channel, Timestamp(1))
        };
        assert!(post.write("add", job).await.is_some());
        // The bell rings for what happened between the look and the wait.
        post.wait(None).await;
    }
}
