//! What every part of the driver needs, and the parts that need no hub: counting what waits, and waiting for the lease.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::time::{sleep, timeout};

use crate::base::clock::Timestamp;
use crate::base::contained::{Panicked, contained};
use crate::base::msg::Msg;
use crate::base::patience::Patience;
use crate::domain::{ChangeNo, DialogId};
use crate::store::far::Replica as _;
use crate::store::{Desk, Lease, Sqlite, StoreError};

use super::super::client::Client;
use super::board::Board;
use super::{Way, Wishes, ask, files, meet, wishes};

/// Never longer than this between two tries. A laptop that wakes up is back as soon.
const RETRY_MAX: Duration = Duration::from_secs(20);
/// How often a desk that does not hear of other processes is looked at.
const DEAF_LOOK: Duration = Duration::from_secs(2);

/// The bell that rings when the feed has grown.
#[derive(Debug, Clone)]
pub(super) struct Bell {
    bell: watch::Receiver<ChangeNo>,
    deaf: bool,
}

impl Bell {
    /// From here on [`wait`](Self::wait) waits for what comes after. Call it before looking at the desk.
    pub(super) fn listen(&mut self) {
        drop(self.bell.borrow_and_update());
    }

    /// Waits until the feed has grown.
    pub(super) async fn wait(&mut self) {
        let rung = async {
            // The desk is closed: nothing will ever ring again.
            if self.bell.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        if self.deaf {
            let _ = timeout(DEAF_LOOK, rung).await;
        } else {
            rung.await;
        }
    }
}

/// Shared by all parts; they run on one thread and never at the same moment.
pub(super) struct Shared {
    pub(super) board: Board,
    pub(super) desk: Desk,
    pub(super) way: Arc<Way>,
    pub(super) clock: fn() -> Timestamp,
    pub(super) bell: watch::Receiver<ChangeNo>,
    /// The right to ask, while this process has it.
    pub(super) lease: RefCell<Option<Lease>>,
    pub(super) holds: watch::Sender<bool>,
    /// The hub, while it answers.
    pub(super) client: RefCell<Option<Rc<Client>>>,
    /// What I look at, and whether I write there.
    pub(super) here: watch::Sender<(Option<DialogId>, bool)>,
    /// Counts the streams that have been opened.
    pub(super) opened: watch::Sender<u64>,
    /// Makes one patience differ from the other.
    pub(super) turns: Cell<u64>,
}

impl Shared {
    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(super) fn bell(&self) -> Bell {
        Bell { bell: self.bell.clone(), deaf: !self.desk.hears_others() }
    }

    pub(super) fn patience(&self) -> Patience {
        let turn = self.turns.replace(self.turns.get().wrapping_add(1));
        let seed = self.now().0.unsigned_abs() ^ u64::from(std::process::id()).rotate_left(32);
        Patience::new(seed.wrapping_add(turn)).up_to(RETRY_MAX)
    }

    /// Asks the thread that reads, again and again until it answers.
    pub(super) async fn read<R: Send + 'static>(
        &self,
        job: impl Fn(&Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let tell = |it| self.board.trouble("read", it);
        self.desk.insist_on_reading(self.patience(), tell, job).await
    }

    /// Asks the thread that writes, again and again until it is done.
    pub(super) async fn write<R: Send + 'static>(
        &self,
        job: impl Fn(&mut Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let tell = |it| self.board.trouble("write", it);
        self.desk.insist_on_writing(self.patience(), tell, job).await
    }

    /// Returns when nothing waits for the hub any more.
    pub(super) async fn all_sent(&self) {
        let mut bell = self.bell();
        loop {
            bell.listen();
            if self.read(|it| it.waiting()).await.0 == 0 {
                return;
            }
            bell.wait().await;
        }
    }
}

/// Everything, for ever.
pub(super) async fn work(shared: &Rc<Shared>, mut wished: Wishes) {
    let mut patience = shared.patience();
    loop {
        let all = async {
            tokio::join!(
                count(shared),
                lease(shared),
                meet::meet(shared),
                wishes::fetch(shared, &mut wished),
                files::sweep(shared)
            )
        };
        match contained(all).await {
            Ok(_) => return,
            Err(Panicked) => {
                let broken = Msg::new("sync-broken");
                shared.board.trouble("sync", Some(broken));
                sleep(patience.after_failure()).await;
                shared.board.trouble("sync", None);
            }
        }
    }
}

/// Tells how much waits, each time it may have changed.
async fn count(shared: &Shared) {
    let mut bell = shared.bell();
    loop {
        bell.listen();
        let (progress, counts) = shared.read(|it| Ok((it.progress()?, it.waiting()?))).await;
        shared.board.counted(progress.as_ref(), counts);
        bell.wait().await;
    }
}

/// Gets the right to ask, and keeps it.
async fn lease(shared: &Shared) {
    const TASK: &str = "lease";
    let mut patience = shared.patience();
    while shared.lease.borrow().is_none() {
        let got = match shared.desk.lease() {
            Ok(None) => turn(shared).await.map(Some),
            other => other,
        };
        match got {
            Ok(lease) => {
                *shared.lease.borrow_mut() = lease;
                shared.board.trouble(TASK, None);
            }
            Err(error) => {
                let why = Msg::new("courier-no-lease").with("why", error.to_string());
                shared.board.trouble(TASK, Some(why));
                sleep(patience.after_failure()).await;
            }
        }
    }
    shared.holds.send_replace(true);
    ask::for_ever().await;
}

/// Waits in the kernel, on a thread that is left behind when the driver is stopped meanwhile: it then gives the lease back
/// as soon as it gets it.
async fn turn(shared: &Shared) -> io::Result<Lease> {
    let (give, given) = oneshot::channel();
    let dir = shared.desk.dir().to_owned();
    std::thread::Builder::new()
        .name("sync-turn".to_owned())
        .spawn(move || drop(give.send(Lease::take(&dir))))?;
    given.await.unwrap_or_else(|_| Err(io::Error::other("the waiting thread has ended")))
}
