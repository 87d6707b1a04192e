//! Gets the lease, then keeps the right tasks running until it is told to stop.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::post::Post;
use super::state::Board;
use super::{Connect, inbound, outbound, snooze, stow};
use crate::base::contained::{Panicked, contain, contained};
use crate::base::msg::Msg;
use crate::channels::Connector;
use crate::domain::options::Options;
use crate::domain::{Channel, ChannelId, ChannelKind};
use crate::store::{Connections as _, Lease, Outbox as _};

/// What a courier works with.
pub(super) struct Work {
    pub(super) post: Post,
    pub(super) connect: Connect,
}

/// The courier's thread.
pub(super) fn run(runtime: Runtime, work: Work, stopped: oneshot::Receiver<()>) {
    let post = work.post.clone();
    let lease = runtime.block_on(async {
        let mut stopped = stopped;
        let lease = tokio::select! {
            lease = lease(&work.post) => lease,
            _ = &mut stopped => return None,
        };
        tokio::select! {
            () = serve(&work) => (),
            _ = stopped => (),
        }
        Some(lease)
    });
    // Ends all tasks; those that were sending write their doubts down ...
    drop(runtime);
    // ... and the lease is kept until that is done. A desk that is closed has nothing to wait for.
    let _ = post.desk.write_now(|_| Ok(()));
    drop(lease);
    post.board.set_running(false, None);
}

/// Waits for its turn.
async fn lease(post: &Post) -> Lease {
    const TASK: &str = "lease";
    let mut patience = post.patience(TASK);
    loop {
        let error = match post.desk.lease() {
            Ok(Some(lease)) => return lease,
            Ok(None) => {
                post.board.set_running(false, Lease::holder(post.desk.dir()));
                match turn(post).await {
                    Ok(lease) => return lease,
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        let trouble = Msg::new("courier-no-lease").with("why", error.to_string());
        post.board.set_trouble(TASK, Some(trouble));
        sleep(patience.after_failure()).await;
        post.board.set_trouble(TASK, None);
    }
}

/// Waits in the kernel, on a thread that is left behind when the courier is stopped meanwhile: it then gives
/// the lease back as soon as it gets it.
async fn turn(post: &Post) -> std::io::Result<Lease> {
    let (give, given) = oneshot::channel();
    let dir = post.desk.dir().to_owned();
    std::thread::Builder::new()
        .name("courier-turn".to_owned())
        .spawn(move || drop(give.send(Lease::take(&dir))))?;
    given.await.unwrap_or_else(|_| Err(std::io::Error::other("the waiting thread has ended")))
}

/// Runs the channels for ever.
async fn serve(work: &Work) {
    let mut post = work.post.clone();
    let now = post.now();
    post.write("recover", move |desk| desk.recover(now)).await;
    post.board.set_running(true, Some(std::process::id()));
    let mut own = JoinSet::new();
    let waking = post.clone();
    own.spawn(keep(post.clone(), "wake".to_owned(), move || snooze::wake(waking.clone())));
    let sweeping = post.clone();
    own.spawn(keep(post.clone(), "sweep".to_owned(), move || stow::sweep(sweeping.clone())));
    let mut running: BTreeMap<ChannelId, Running> = BTreeMap::new();
    loop {
        post.listen();
        // All in one question: the feed grows with every message, and most changes are none of a channel's.
        let active = post.read("channels", |desk| desk.connected()).await;
        // Dropping a channel's tasks ends them.
        running.retain(|id, it| active.iter().any(|channel| it.serves(*id, channel)));
        for (channel, options) in active {
            if !running.contains_key(&channel.id)
                && let Some(started) = Running::start(work, &channel, options)
            {
                running.insert(channel.id, started);
            }
        }
        post.wait(None).await;
    }
}

/// The tasks of one active channel.
struct Running {
    kind: ChannelKind,
    /// What it was started with: with other settings it begins anew.
    options: Options,
    tasks: JoinSet<()>,
    /// Where its troubles hang, and under which names.
    board: Arc<Board>,
    names: [String; 3],
}

impl Drop for Running {
    /// What does not run is in no trouble.
    fn drop(&mut self) {
        self.tasks.abort_all();
        self.names.iter().for_each(|it| self.board.set_trouble(it, None));
    }
}

impl Running {
    /// `None` when the connector cannot even be made; tried again when the feed has grown.
    fn start(work: &Work, channel: &Channel, options: Options) -> Option<Self> {
        let id = channel.id;
        let task = format!("connect {}", id.0);
        let made: Result<Arc<dyn Connector>, _> = contain(|| (work.connect)(channel));
        work.post.board.set_trouble(&task, made.is_err().then(|| Post::broken(&task)));
        let connector = made.ok()?;
        let mut tasks = JoinSet::new();
        let (post, by) = (work.post.clone(), Arc::clone(&connector));
        let pull = move || inbound::pull(post.clone(), id, Arc::clone(&by));
        tasks.spawn(keep(work.post.clone(), inbound::task(id), pull));
        let post = work.post.clone();
        let send = move || outbound::send(post.clone(), id, Arc::clone(&connector));
        tasks.spawn(keep(work.post.clone(), outbound::task(id), send));
        let names = [inbound::task(id), outbound::task(id), outbound::lanes_of(id)];
        let board = Arc::clone(&work.post.board);
        Some(Self { kind: channel.kind, options, tasks, board, names })
    }

    fn serves(&self, id: ChannelId, (channel, options): &(Channel, Options)) -> bool {
        channel.id == id && channel.kind == self.kind && *options == self.options
    }
}

/// Keeps a task running: when it panics, the others do not notice, and it is begun again after a while.
async fn keep<F: Future<Output = ()>>(post: Post, task: String, begin: impl Fn() -> F) {
    let mut patience = post.patience(&task);
    while contained(begin()).await == Err(Panicked) {
        post.board.set_trouble(&task, Some(Post::broken(&task)));
        sleep(patience.after_failure()).await;
        post.board.set_trouble(&task, None);
    }
}
