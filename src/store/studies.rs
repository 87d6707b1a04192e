//! The thread for slow questions. It is started, and its connection opened, when the first one is asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::Sqlite;
use super::desk::spawn;

pub(super) type Study = Box<dyn FnOnce(&Sqlite) + Send>;

/// Where slow questions are posted.
pub(super) struct Studies {
    file: PathBuf,
    hush: Arc<Hush>,
    thread: Mutex<Option<Thread>>,
}

/// The thread, and the way to it.
struct Thread {
    posted: Sender<(u64, Study)>,
    handle: JoinHandle<()>,
}

/// Which questions nobody waits for any more. They are numbered from 1, in the order in which they are posted.
#[derive(Debug, Default)]
pub(super) struct Hush {
    posted: AtomicU64,
    given_up: AtomicU64,
    asked: AtomicU64,
}

impl Hush {
    /// Whether the question that is being answered has been given up.
    pub(super) fn is_given_up(&self) -> bool {
        self.asked.load(Ordering::Acquire) <= self.given_up.load(Ordering::Acquire)
    }
}

impl Studies {
    pub(super) fn of(file: PathBuf) -> Self {
        Self { file, hush: Arc::default(), thread: Mutex::default() }
    }

    pub(super) fn post(&self, job: Study) {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            let (posted, jobs) = channel();
            let (file, hush) = (self.file.clone(), Arc::clone(&self.hush));
            // Without a thread the job is dropped, and with it whatever it would have answered with.
            let Ok(handle) = spawn("desk-study", move || work(&file, &hush, &jobs)) else { return };
            *thread = Some(Thread { posted, handle });
        }
        // Numbered under the lock, so that the numbers are in the order of the queue.
        if let Some(Thread { posted, .. }) = &*thread {
            let number = self.hush.posted.fetch_add(1, Ordering::AcqRel) + 1;
            let _ = posted.send((number, job));
        }
    }

    pub(super) fn hush(&self) {
        let _in_order = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        self.hush.given_up.store(self.hush.posted.load(Ordering::Acquire), Ordering::Release);
    }

    /// Ends what runs; the thread to wait for, if there ever was one.
    pub(super) fn stop(&mut self) -> Option<JoinHandle<()>> {
        self.hush();
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner);
        thread.take().map(|it| it.handle)
    }
}

fn work(file: &Path, hush: &Arc<Hush>, jobs: &Receiver<(u64, Study)>) {
    let mut desk = None;
    while let Ok((number, job)) = jobs.recv() {
        hush.asked.store(number, Ordering::Release);
        if desk.is_none() {
            desk = Sqlite::open_student(file, Arc::clone(hush)).ok();
        }
        // A job that is dropped unasked answers by its own guard, if somebody waits for it.
        if let Some(desk) = &desk {
            // A bug in one question must not end all others.
            let _ = catch_unwind(AssertUnwindSafe(|| job(desk)));
        }
    }
}
