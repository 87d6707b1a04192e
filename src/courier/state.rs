//! What the courier tells about itself.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::msg::Msg;
use crate::store::Purge;

/// How a courier is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourierState {
    /// Whether this one runs the channels.
    pub running: bool,
    /// The process that does, this one included; `None` while nobody is known to.
    pub holder: Option<u32>,
    /// What it threw away last, of files.
    pub purged: Option<Purge>,
    /// What keeps it from its work, if anything: a full disk, a desk that is busy, a task that broke down.
    pub trouble: Option<Msg>,
}

type Subscriber = Box<dyn Fn(&CourierState) + Send>;

/// Where the state hangs for everybody to see.
#[derive(Default)]
pub(super) struct Board {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    state: CourierState,
    /// Each task's own trouble, by the task's name.
    troubles: BTreeMap<String, Msg>,
    subscribers: Vec<Subscriber>,
}

impl std::fmt::Debug for Board {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Board").field("state", &self.state()).finish_non_exhaustive()
    }
}

impl Board {
    pub(super) fn state(&self) -> CourierState {
        self.inner().state.clone()
    }

    /// Tells the state as it is, and from then on every new one: no state comes in between or is told twice.
    /// A subscriber is called under the lock, so it must not ask the board.
    pub(super) fn join(&self, subscriber: Subscriber) {
        let mut inner = self.inner();
        subscriber(&inner.state);
        inner.subscribers.push(subscriber);
    }

    pub(super) fn set_running(&self, running: bool, holder: Option<u32>) {
        self.change(|it| {
            it.state.running = running;
            it.state.holder = holder;
        });
    }

    pub(super) fn set_purged(&self, purge: Purge) {
        self.change(|it| it.state.purged = Some(purge));
    }

    /// One task's trouble, or the end of it.
    pub(super) fn set_trouble(&self, task: &str, trouble: Option<Msg>) {
        self.change(|it| {
            match trouble {
                Some(trouble) => drop(it.troubles.insert(task.to_owned(), trouble)),
                None => drop(it.troubles.remove(task)),
            }
            it.state.trouble = it.troubles.values().next().cloned();
        });
    }

    fn change(&self, change: impl FnOnce(&mut Inner)) {
        let mut inner = self.inner();
        let before = inner.state.clone();
        change(&mut inner);
        if inner.state != before {
            inner.subscribers.iter().for_each(|tell| tell(&inner.state));
        }
    }

    /// A subscriber that panicked has left the state itself whole.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn one_task_s_recovery_does_not_hide_another_s_trouble() {
        let board = Board::default();
        board.set_trouble("pull 1", Some(Msg::new("store-full")));
        board.set_trouble("send 2", Some(Msg::new("store-busy")));
        board.set_trouble("pull 1", None);
        assert_eq!(board.state().trouble, Some(Msg::new("store-busy")));
        board.set_trouble("send 2", None);
        assert_eq!(board.state().trouble, None);
    }

    #[test]
    fn who_joins_is_told_how_it_is_and_then_only_news() {
        let board = Board::default();
        let (tell, told) = channel();
        board.join(Box::new(move |it| tell.send(it.running).unwrap()));
        board.set_running(true, Some(1));
        board.set_running(true, Some(1));
        board.set_trouble("x", None);
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [false, true]);
        let (tell, told) = channel();
        board.join(Box::new(move |it| tell.send((it.running, it.holder)).unwrap()));
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [(true, Some(1))]);
    }
}
