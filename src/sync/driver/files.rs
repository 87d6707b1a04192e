//! The line on which the replica brings files to the hub: what a reply takes along is there before the reply is sent. Only
//! the reply's own dialog waits for it. And what is kept here no longer is thrown away.

use std::cell::Cell;
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::domain::{ContentHash, Refusal};
use crate::store::far::Wish;
use crate::store::{Files as _, Purge, Swept, next_sweep};

use super::super::bring::{Bringing, NotBrought, bring};
use super::super::client::{Client, HubError, Remedy};
use super::super::engine::{self, Files};
use super::ask;
use super::work::Shared;

/// The name under which the board has the trouble of this line.
const TASK: &str = "bring";
/// A hub that fails at one file so often will not do better.
const TRIES: u32 = 5;

/// What the hub has by now, as far as this connection knows.
pub(super) struct Brought(watch::Sender<Arc<HashSet<ContentHash>>>);

impl Brought {
    pub(super) fn new() -> Self {
        Self(watch::channel(Arc::default()).0)
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<HashSet<ContentHash>>> {
        self.0.subscribe()
    }
}

/// Brings whatever replies need, for as long as the hub answers.
///
/// # Errors
/// When the connection has to be made anew.
pub(super) async fn bring_all(
    shared: &Shared,
    client: &Client,
    brought: &Brought,
) -> Result<Infallible, HubError> {
    let mut bell = shared.bell();
    let mut patience = shared.patience();
    let failed = Cell::new(0);
    loop {
        bell.listen();
        let here = Arc::clone(&brought.0.borrow());
        let Some(wish) = shared.read(move |it| engine::needs_files(it, &Files(&here))).await else {
            bell.wait().await;
            continue;
        };
        let came = bring_those_of(shared, client, brought, &wish).await;
        shared.board.trouble(TASK, None);
        let wait = match came {
            Ok(()) => {
                failed.set(0);
                patience.restore();
                continue;
            }
            Err(Failed::Never(why)) => {
                failed.set(0);
                ask::give_up_one(shared, wish, why).await;
                continue;
            }
            Err(Failed::Hub(error)) => match error.remedy() {
                Remedy::Less if failed.replace(failed.get() + 1) + 1 >= TRIES => {
                    failed.set(0);
                    ask::give_up_one(shared, wish, Refusal::NotTaken).await;
                    continue;
                }
                Remedy::Again(None) if !matches!(error, HubError::Said(_)) => return Err(error),
                Remedy::Again(wait) => {
                    shared.board.trouble(TASK, Some(error.say()));
                    wait.unwrap_or_else(|| patience.after_failure())
                }
                Remedy::Less => {
                    shared.board.trouble(TASK, Some(error.say()));
                    patience.after_failure()
                }
                _ => return Err(error),
            },
        };
        sleep(wait.max(Duration::from_millis(1))).await;
    }
}

/// Throws away for ever what nobody needs any more, where this process has the lease.
pub(super) async fn sweep(shared: &Shared) {
    let mut holds = shared.holds.subscribe();
    if holds.wait_for(|it| *it).await.is_err() {
        ask::for_ever().await;
    }
    loop {
        let now = shared.now();
        let needed = shared.read(move |it| it.contents(now)).await;
        let blobs = shared.desk.blobs();
        // What cannot be deleted today is tried again tomorrow.
        let swept = spawn_blocking(move || blobs.sweep(&needed, now)).await;
        if let Ok(Ok(Swept { files, bytes })) = swept
            && files > 0
        {
            let purge = Purge { at: now, files, bytes };
            shared.write(move |it| it.purged(&purge)).await;
        }
        let next = shared.read(move |it| it.next_expiry(now)).await;
        sleep(next_sweep(next, now)).await;
    }
}

/// Why a reply's files are not there.
enum Failed {
    Hub(HubError),
    /// They never will be.
    Never(Refusal),
}

async fn bring_those_of(
    shared: &Shared,
    client: &Client,
    brought: &Brought,
    wish: &Wish,
) -> Result<(), Failed> {
    let blobs = shared.desk.blobs();
    for file in engine::files_of(wish) {
        let what = Bringing { hash: file.content, bytes: file.bytes };
        if brought.0.borrow().contains(&what.hash) {
            continue;
        }
        match bring(client, &blobs, what, |_| ()).await {
            Ok(()) => {
                brought.0.send_modify(|it| {
                    Arc::make_mut(it).insert(what.hash);
                });
            }
            Err(NotBrought::Hub(error)) => return Err(refused(error)),
            Err(NotBrought::NotHere) => return Err(Failed::Never(Refusal::NoFile)),
            Err(NotBrought::NoEnd) => return Err(Failed::Never(Refusal::NotTaken)),
            Err(NotBrought::Disk(error)) => {
                return Err(Failed::Hub(HubError::Unreachable(error.to_string())));
            }
        }
    }
    Ok(())
}

/// What the hub says of a file that it will never say otherwise. An older one has no place for files at all.
fn refused(error: HubError) -> Failed {
    let HubError::Said(said) = &error else { return Failed::Hub(error) };
    match (said.code.as_str(), said.status) {
        ("too-large", _) => Failed::Never(Refusal::FileTooLarge),
        ("wrong-content", _) => Failed::Never(Refusal::NoFile),
        (_, 404 | 405) => Failed::Never(Refusal::NotTaken),
        _ => Failed::Hub(error),
    }
}
