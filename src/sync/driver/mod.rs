//! Keeps a replica and its hub alike for as long as somebody sits at the replica.
//!
//! It lives on one thread of its own and never makes a screen wait. Every process that has the replica open listens to
//! the hub: what is told twice is taken once. Of all of them the one with the desk's lease asks: it sends what agents did
//! and fetches what is missing; the others take over when it ends, however it ends.
//!
//! There is no tick: something runs when the feed has grown, when the hub says something, or when it is time to try again.
//! That nobody answers is a state and not a failure, and what was done meanwhile waits on the desk.

mod ask;
mod board;
mod files;
mod listen;
mod meet;
mod wishes;
mod work;

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use crate::base::clock::Timestamp;
use crate::domain::{ChangeNo, DialogId};
use crate::store::{Desk, FeedEntry, Hits, SearchQuery};

use super::client::{Address, Present, Times, Token};

pub use board::{State, Status};

use board::Board;
use work::Shared;

/// What is still waiting when somebody leaves has so long to be sent, if the hub answers.
const GRACE: Duration = Duration::from_secs(2);

/// What the driver tells. It is told on the driver's thread: whoever is told must not wait.
#[derive(Debug)]
pub enum News {
    /// How the replica stands to its hub has changed.
    Status(Status),
    /// Who is at the desk: all of them each time, oneself included.
    Present(Vec<Present>),
    /// What happened to a dialog.
    History {
        /// The question.
        no: u64,
        /// The newest first.
        entries: Vec<FeedEntry>,
    },
    /// Where words were found.
    Found {
        /// The question.
        no: u64,
        /// Where.
        hits: Hits,
    },
}

/// Something that only the hub can do or tell. Without a connection it is dropped; nothing here may be lost by that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Tell colleagues what I look at, and whether I am writing there. Never stored, and told again after each new
    /// connection.
    Present {
        /// The dialog; `None`: none.
        dialog: Option<DialogId>,
        /// Whether I am writing there.
        typing: bool,
    },
    /// Fetch older messages of a dialog. They come through the desk, as everything does.
    Older(DialogId),
    /// Tell what happened to a dialog; answered with [`News::History`].
    History {
        /// Handed back with the answer.
        no: u64,
        /// Which dialog.
        dialog: DialogId,
        /// Only what happened before this change of the hub's feed.
        before: Option<ChangeNo>,
        /// So many entries, at most.
        limit: usize,
    },
    /// Search all there is; answered with [`News::Found`].
    Search {
        /// Handed back with the answer.
        no: u64,
        /// What for. A newer one makes this one idle.
        query: Box<SearchQuery>,
    },
}

/// Takes what is wanted, from any thread; never waits.
pub type Wants = mpsc::UnboundedSender<Wanted>;
/// Its other end, for [`start`].
pub type Wishes = mpsc::UnboundedReceiver<Wanted>;

/// A line for what is wanted; it can be there before anybody listens.
#[must_use]
pub fn wishes() -> (Wants, Wishes) {
    mpsc::unbounded_channel()
}

type Tell = Box<dyn Fn(News)>;

/// How the hub is reached.
pub struct Way {
    /// Where.
    pub address: Address,
    /// Reads the token anew, and may take its time; `None`: nobody is logged in. A socket needs none.
    pub token: Box<dyn Fn() -> io::Result<Option<Token>> + Send + Sync>,
    /// How long is waited.
    pub times: Times,
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Way").field("times", &self.times).finish_non_exhaustive()
    }
}

/// A driver at work; dropping it stops it.
#[derive(Debug)]
pub struct SyncHandle {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts the driver of a replica. `tell` is called on its thread.
///
/// # Errors
/// When the system gives no thread.
pub fn start(
    desk: Desk,
    way: Way,
    wishes: Wishes,
    tell: impl Fn(News) + Send + 'static,
    clock: fn() -> Timestamp,
) -> io::Result<SyncHandle> {
    let (stop, stopped) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (ring, bell) = watch::channel(ChangeNo(0));
    desk.subscribe(move |head| {
        let _ = ring.send(head);
    });
    let thread = std::thread::Builder::new().name("sync".to_owned()).spawn(move || {
        let shared = Shared {
            board: Board::new(Box::new(tell), clock()),
            desk: desk.clone(),
            way: std::sync::Arc::new(way),
            clock,
            bell,
            lease: RefCell::default(),
            holds: watch::channel(false).0,
            client: RefCell::default(),
            here: watch::channel((None, false)).0,
            opened: watch::channel(0).0,
            turns: Cell::new(0),
        };
        runtime.block_on(run(Rc::new(shared), wishes, stopped));
        runtime.shutdown_background();
    })?;
    Ok(SyncHandle { stop: Some(stop), thread: Some(thread) })
}

async fn run(shared: Rc<Shared>, wishes: Wishes, stopped: oneshot::Receiver<()>) {
    let mut work = std::pin::pin!(work::work(&shared, wishes));
    tokio::select! {
        () = &mut work => (),
        _ = stopped => (),
    }
    if shared.board.is_live() && shared.board.waiting() > 0 {
        let sent = async {
            tokio::select! {
                () = &mut work => (),
                () = shared.all_sent() => (),
            }
        };
        let _ = timeout(GRACE, sent).await;
    }
    // What has been given to the desk is done before the lease goes.
    let _ = shared.desk.write_now(|_| Ok(()));
}

impl Drop for SyncHandle {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
