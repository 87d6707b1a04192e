//! The courier moves facts between the desk and the channels.
//!
//! It lives on one thread of its own. Of all processes that have a desk open, the one with the lease runs the
//! channels; the others wait in the kernel for it to end. Each active channel has one task that pulls and one
//! that sends, to several dialogs at once; what goes wrong in one of them, a panic included, stays there (see [`crate::base::contained`]).
//!
//! There is no tick: a task runs when the feed has grown, when its medium has news, or when something in the
//! outbox or a snooze is due. What came in is on the disk before the next pull acknowledges it; what is on its
//! way when its task is stopped becomes *unsure*.

#[cfg(test)]
mod fake;
mod inbound;
mod outbound;
mod post;
mod runner;
mod snooze;
mod state;
mod stow;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::base::clock::Timestamp;
use crate::channels::Connector;
use crate::domain::Channel;
use crate::store::{Desk, Lease};

use state::Board;
pub use state::CourierState;

/// Makes the connector of a channel.
type Connect = Box<dyn Fn(&Channel) -> Arc<dyn Connector> + Send>;

/// A courier at work, or waiting for its turn; dropping it stops it.
#[derive(Debug)]
pub struct CourierHandle {
    desk: Desk,
    board: Arc<Board>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts a courier for a desk. It waits in the background while another process runs the desk's channels, and
/// takes over when that one ends, however it ends.
///
/// `connect` is called whenever a channel becomes active.
///
/// # Errors
/// When the system gives no thread.
pub fn start(
    desk: Desk,
    connect: impl Fn(&Channel) -> Arc<dyn Connector> + Send + 'static,
    clock: fn() -> Timestamp,
) -> io::Result<CourierHandle> {
    let board = Arc::new(Board::default());
    let (stop, stopped) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let work = runner::Work {
        post: post::Post::new(desk.clone(), Arc::clone(&board), clock),
        connect: Box::new(connect) as Connect,
    };
    let thread = std::thread::Builder::new()
        .name("courier".to_owned())
        .spawn(move || runner::run(runtime, work, stopped))?;
    Ok(CourierHandle { desk, board, stop: Some(stop), thread: Some(thread) })
}

impl CourierHandle {
    /// How it is right now.
    #[must_use]
    pub fn state(&self) -> CourierState {
        let state = self.board.state();
        // Whoever held the lease when this courier began to wait may have handed it on since.
        let holder = if state.running { state.holder } else { Lease::holder(self.desk.dir()) };
        CourierState { holder, ..state }
    }

    /// Has `tell` called with the state as it is, at once and on this thread, and from then on with every new one
    /// on the courier's: none is missed in between. It must not wait, and not ask this handle.
    pub fn subscribe(&self, tell: impl Fn(&CourierState) + Send + 'static) {
        self.board.join(Box::new(tell));
    }
}

impl Drop for CourierHandle {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
