//! Writes of requests that wait at the same time are one transaction: the disk, which is what takes time, is waited for
//! once. Each has its own part of it, which fails without the others, and is answered when all of it is on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::ask;
use super::problem::Fault;
use crate::store::{Desk, Sqlite, StoreError};

/// As much is written at once, at most, in the units of those who ask: nobody waits long for the others.
const AT_ONCE: usize = 500;

/// Those who wait to write.
#[derive(Clone, Default)]
pub(super) struct Together {
    waiting: Arc<Mutex<Vec<Box<dyn Part>>>>,
}

impl Together {
    /// Writes, together with whoever else waits. It is done also when whoever asked has gone meanwhile, and begun again when
    /// what was begun with others could not be kept. `weight` is how much it is.
    pub(super) async fn write<R: Send + 'static>(
        &self,
        desk: &Desk,
        weight: usize,
        job: impl FnMut(&mut Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Fault> {
        let (answer, answered) = oneshot::channel();
        let first = {
            let mut waiting = self.waiting();
            waiting.push(Box::new(Asked { job, weight, done: None, answer }));
            waiting.len() == 1
        };
        // Whoever finds nobody waiting calls the writer; who comes before it is there is taken along.
        if first {
            self.call(desk);
        }
        ask::heard(answered).await
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Box<dyn Part>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self, desk: &Desk) {
        let (together, again) = (self.clone(), desk.clone());
        desk.write(move |it| {
            let (parts, more) = together.take();
            if more {
                // Behind whatever else is to be written.
                together.call(&again);
            }
            write(it, parts);
        });
    }

    /// Those whose turn it is, in the order in which they came, and whether others are left.
    fn take(&self) -> (Vec<Box<dyn Part>>, bool) {
        let mut waiting = self.waiting();
        let mut weight = 0;
        let many = waiting.iter().take_while(|it| {
            weight += it.weight();
            weight <= AT_ONCE
        });
        let many = many.count().max(1).min(waiting.len());
        let parts = waiting.drain(..many).collect();
        (parts, !waiting.is_empty())
    }
}

fn write(desk: &mut Sqlite, mut parts: Vec<Box<dyn Part>>) {
    let alone = parts.len() == 1;
    let kept = !alone
        && desk
            .bulk(|desk| {
                parts.iter_mut().for_each(|it| it.run(desk));
                Ok(())
            })
            .is_ok();
    if !kept {
        // Each learns what went wrong with its own.
        parts.iter_mut().for_each(|it| it.run(desk));
    }
    parts.into_iter().for_each(|it| it.answer());
}

/// What one request writes.
trait Part: Send {
    fn weight(&self) -> usize;
    /// Does it, whole or not at all.
    fn run(&mut self, desk: &mut Sqlite);
    fn answer(self: Box<Self>);
}

struct Asked<J, R> {
    job: J,
    weight: usize,
    done: Option<Result<R, StoreError>>,
    answer: oneshot::Sender<Result<R, StoreError>>,
}

impl<R, J> Part for Asked<J, R>
where
    R: Send,
    J: FnMut(&mut Sqlite) -> Result<R, StoreError> + Send,
{
    fn weight(&self) -> usize {
        self.weight
    }

    fn run(&mut self, desk: &mut Sqlite) {
        // A bug in one is not the others' fault; what it had written has been taken back.
        self.done = catch_unwind(AssertUnwindSafe(|| desk.bulk(&mut self.job))).ok();
    }

    fn answer(self: Box<Self>) {
        if let Some(done) = self.done {
            let _ = self.answer.send(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::base::clock::Timestamp;
    use crate::domain::{ChannelKind, Connector};
    use crate::store::{Channels as _, Inbox as _, NewChannel};

    fn add(desk: &mut Sqlite, name: &str) -> Result<(), StoreError> {
        let (kind, connector) = (ChannelKind::Viber, Connector::Demo);
        let new = NewChannel { kind, connector, name: name.into(), cursor: String::new() };
        desk.add_channel(&new, Timestamp(0)).map(drop)
    }

    fn names(desk: &Desk) -> Vec<String> {
        let roster = desk.read_now(|it| it.roster()).unwrap();
        roster.channels.into_iter().map(|it| it.name).collect()
    }

    /// Has everybody wait, and then write; what each was told, and how often the feed was said to have grown.
    async fn at_once(desk: &Desk, names: &[&'static str]) -> (Vec<bool>, usize) {
        let (go, stop) = channel::<()>();
        desk.write(move |_| assert!(stop.recv().is_err()));
        let (rung, rings) = channel();
        desk.subscribe(move |it| {
            let _ = rung.send(it);
        });
        let together = Together::default();
        let waiting = names.iter().map(|name| {
            let name = *name;
            together.write(desk, 200, move |it| {
                add(it, name)?;
                assert_ne!(name, "a bug");
                if name == "a fault" { Err(StoreError::Superseded) } else { Ok(()) }
            })
        });
        let mut all = Box::pin(futures_util::future::join_all(waiting));
        // All of them stand in line now.
        assert!(futures_util::FutureExt::now_or_never(&mut all).is_none());
        drop(go);
        let told = all.await.iter().map(Result::is_ok).collect();
        desk.write_now(|_| Ok(())).unwrap();
        (told, rings.try_iter().count())
    }

    #[tokio::test]
    async fn who_waits_at_the_same_time_is_one_transaction_up_to_a_weight() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        let (told, rings) = at_once(&desk, &["a", "b", "c", "d", "e"]).await;
        assert_eq!((told, rings), (vec![true; 5], 3));
        assert_eq!(names(&desk), ["a", "b", "c", "d", "e"]);
    }

    #[tokio::test]
    async fn what_goes_wrong_with_one_is_not_the_others_fault() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        for wrong in ["a fault", "a bug"] {
            let (told, _) = at_once(&desk, &[wrong, "good"]).await;
            assert_eq!((told[0], names(&desk).contains(&wrong.to_owned())), (false, false));
        }
        let (told, _) = at_once(&desk, &["fine", "a bug"]).await;
        assert_eq!((told, names(&desk)), (vec![true, false], vec!["fine".into(), "good".into()]));
    }
}
