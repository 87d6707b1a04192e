//! The handle of a desk that is open: its threads and a folder that is watched.
//!
//! One thread owns the writing connection, one the reading one, and one, from the first slow question on, a
//! connection for those ([`studies`](super::studies)); everybody else posts them jobs and nobody locks a connection. Who wants to know of changes subscribes. While nothing happens, nothing runs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::blobs::Blobs;
use super::lease::Lease;
use super::studies::Studies;
use super::watch::{BELL, Bell, Sight, Watch};
use super::{Sqlite, StoreError};
use crate::domain::ChangeNo;

/// The desk's file in its folder.
pub(super) const FILE: &str = "desk.db";
/// What SQLite keeps beside it while it is open, or after a crash.
const FILE_WAL: &str = "desk.db-wal";
const FILE_SHM: &str = "desk.db-shm";

/// How long a WAL that is being written may stay without a bell before the head is looked at anyway.
const BELL_PATIENCE: Duration = Duration::from_millis(150);

/// When nothing has been written for so long the search index learns, in steps that nobody should have to wait for.
const QUIET: Duration = Duration::from_millis(150);

type WriteJob = Box<dyn FnOnce(&mut Sqlite) + Send>;
type ReadJob = Box<dyn FnOnce(&Sqlite) + Send>;
type Subscriber = Box<dyn Fn(ChangeNo) + Send>;

enum ForWriter {
    Run(WriteJob),
    Stop,
}

enum ForReader {
    Run(ReadJob),
    /// The folder's watch has seen something; what, stands in [`Seen`].
    Look,
    Stop,
}

/// An open desk. Cheap to clone; the last one that is dropped closes it.
#[derive(Debug, Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    dir: PathBuf,
    writer: Sender<ForWriter>,
    reader: Sender<ForReader>,
    audience: Arc<Audience>,
    studies: Studies,
    threads: Vec<JoinHandle<()>>,
    watch: Option<Watch>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Desk {
    /// Opens the desk in a folder; makes both where there are none, readable only for their owner.
    ///
    /// # Errors
    /// When the folder or the file cannot be used.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::make_dir(dir).map_err(StoreError::Unopened)?;
        let file = dir.join(FILE);
        let sqlite = Sqlite::open(&file)?;
        let look = Sqlite::open_reader(&file)?;
        let bell = Bell::open(dir).map_err(StoreError::Unopened)?;
        let audience = Arc::new(Audience::new(look.head_now()?));
        let (writer, jobs) = channel();
        let heard = Arc::clone(&audience);
        let writing = spawn("desk-writer", move || write_loop(sqlite, bell, &jobs, &heard))?;
        let (reader, jobs) = channel();
        let seen = Arc::new(Seen::default());
        let (heard, noted) = (Arc::clone(&audience), Arc::clone(&seen));
        let reading = spawn("desk-reader", move || read_loop(&look, &jobs, &heard, &noted))?;
        let wake = reader.clone();
        let watch = Watch::start(dir, move |sight| {
            if seen.note(sight) {
                let _ = wake.send(ForReader::Look);
            }
        });
        let inner = Inner {
            dir: dir.to_owned(),
            writer,
            reader,
            audience,
            studies: Studies::of(file),
            threads: vec![writing, reading],
            watch: watch.ok(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Makes a folder for a desk, readable only for its owner, where there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_dir(dir: &Path) -> std::io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir)
    }

    /// The file of the desk in a folder.
    #[must_use]
    pub fn file(dir: &Path) -> PathBuf {
        dir.join(FILE)
    }

    /// Deletes the desk in a folder with the contents of its files, and no other file. Nobody may have it open: take the [`lease`](Lease) first.
    ///
    /// # Errors
    /// When a file is there and cannot be deleted.
    pub fn erase(dir: &Path) -> std::io::Result<()> {
        // The desk itself first: what is left behind is rubbish, and not half a desk.
        for name in [FILE, FILE_WAL, FILE_SHM, BELL] {
            match std::fs::remove_file(dir.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => (),
            }
        }
        Blobs::beside(dir).erase()
    }

    /// What the files hold that hang on its messages.
    #[must_use]
    pub fn blobs(&self) -> Blobs {
        Blobs::beside(&self.inner.dir)
    }

    /// The folder it lies in.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// Whether the desk learns of what other processes write. False when the system has no watches left.
    #[must_use]
    pub fn hears_others(&self) -> bool {
        self.inner.watch.is_some()
    }

    /// Posts a job to the thread that writes. The job sends its own answer; it is dropped when the desk is closed.
    pub fn write(&self, job: impl FnOnce(&mut Sqlite) + Send + 'static) {
        let _ = self.inner.writer.send(ForWriter::Run(Box::new(job)));
    }

    /// Posts a job to the thread that reads. The job sends its own answer; it is dropped when the desk is closed.
    pub fn read(&self, job: impl FnOnce(&Sqlite) + Send + 'static) {
        let _ = self.inner.reader.send(ForReader::Run(Box::new(job)));
    }

    /// Posts a question that takes its time to a thread of its own, so that the screen's reads do not wait for it.
    /// The job sends its own answer; it is dropped when the desk is closed or cannot be opened once more.
    pub fn study(&self, job: impl FnOnce(&Sqlite) + Send + 'static) {
        self.inner.studies.post(Box::new(job));
    }

    /// Gives up all questions posted with [`study`](Self::study) so far: a running one and those behind it end
    /// with [`StoreError::Superseded`] soon. For a newer question, which is posted afterwards.
    pub fn hush(&self) {
        self.inner.studies.hush();
    }

    /// Studies and waits for the answer. Not for a thread that draws, and not from within a job.
    ///
    /// # Errors
    /// What the job says, or [`StoreError::Gone`].
    pub fn study_now<R: Send + 'static>(
        &self,
        job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let (answer, answered) = channel();
        self.study(move |desk| {
            let _ = answer.send(job(desk));
        });
        answered.recv().unwrap_or(Err(StoreError::Gone))
    }

    /// Writes and waits for the answer. Not for a thread that draws, and not from within a job.
    ///
    /// # Errors
    /// What the job says, or [`StoreError::Gone`].
    pub fn write_now<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let (answer, answered) = channel();
        self.write(move |desk| {
            let _ = answer.send(job(desk));
        });
        answered.recv().unwrap_or(Err(StoreError::Gone))
    }

    /// Reads and waits for the answer. Not for a thread that draws, and not from within a job.
    ///
    /// # Errors
    /// What the job says, or [`StoreError::Gone`].
    pub fn read_now<R: Send + 'static>(
        &self,
        job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let (answer, answered) = channel();
        self.read(move |desk| {
            let _ = answer.send(job(desk));
        });
        answered.recv().unwrap_or(Err(StoreError::Gone))
    }

    /// Has `tell` called with the feed's last number whenever the feed has grown, whoever made it grow.
    ///
    /// It runs on one of the desk's threads: it must not wait, and not subscribe.
    pub fn subscribe(&self, tell: impl Fn(ChangeNo) + Send + 'static) {
        self.inner.audience.join(Box::new(tell));
    }

    /// Takes the right to run this desk's channels, if nobody has it.
    ///
    /// # Errors
    /// When the lock's file cannot be used.
    pub fn lease(&self) -> std::io::Result<Option<Lease>> {
        Lease::try_take(&self.inner.dir)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.watch = None;
        let _ = self.writer.send(ForWriter::Stop);
        let _ = self.reader.send(ForReader::Stop);
        self.threads.extend(self.studies.stop());
        let me = std::thread::current().id();
        for thread in self.threads.drain(..) {
            // The last handle may have lived in a job: a thread cannot wait for its own end.
            if thread.thread().id() != me {
                let _ = thread.join();
            }
        }
    }
}

/// Those who want to know, and the last number they have been told.
struct Audience {
    told: AtomicI64,
    subscribers: Mutex<Vec<Subscriber>>,
}

impl Audience {
    fn new(head: ChangeNo) -> Self {
        Self { told: AtomicI64::new(head.0), subscribers: Mutex::default() }
    }

    fn join(&self, subscriber: Subscriber) {
        self.subscribers.lock().unwrap_or_else(PoisonError::into_inner).push(subscriber);
    }

    /// Tells everybody, once for each number.
    fn tell(&self, head: ChangeNo) {
        if self.told.fetch_max(head.0, Ordering::AcqRel) < head.0 {
            let subscribers = self.subscribers.lock().unwrap_or_else(PoisonError::into_inner);
            for tell in subscribers.iter() {
                tell(head);
            }
        }
    }
}

/// What the watch has seen since the reader last looked. A burst leaves one mark.
#[derive(Default)]
struct Seen {
    bell: AtomicBool,
    wal: AtomicBool,
}

impl Seen {
    /// Says whether the reader must be woken for it.
    fn note(&self, sight: Sight) -> bool {
        match sight {
            Sight::Bell => !self.bell.swap(true, Ordering::AcqRel),
            Sight::Wal => !self.wal.swap(true, Ordering::AcqRel),
        }
    }
}

fn write_loop(mut desk: Sqlite, mut bell: Bell, jobs: &Receiver<ForWriter>, audience: &Audience) {
    let mut rung = ChangeNo(audience.told.load(Ordering::Acquire));
    let mut behind = is_behind(&desk);
    let mut pause = QUIET;
    loop {
        let job = match jobs.try_recv() {
            Err(TryRecvError::Empty) if behind => match jobs.recv_timeout(pause) {
                // Nothing else is to be done: the search index learns what it does not know yet.
                Err(RecvTimeoutError::Timeout) => {
                    behind = desk.learn_more().unwrap_or(false);
                    pause = Duration::ZERO;
                    continue;
                }
                other => other.ok(),
            },
            Err(TryRecvError::Empty) => jobs.recv().ok(),
            other => other.ok(),
        };
        let Some(ForWriter::Run(job)) = job else { return };
        pause = QUIET;
        // A bug in one job must not close the desk for all others; its transaction has been rolled back.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut desk)));
        if let Ok(head) = desk.head_now()
            && head > rung
        {
            rung = head;
            audience.tell(head);
            bell.ring(head);
            behind = behind || is_behind(&desk);
        }
    }
}

fn is_behind(desk: &Sqlite) -> bool {
    desk.words_behind().is_ok_and(|it| it > 0)
}

fn read_loop(desk: &Sqlite, jobs: &Receiver<ForReader>, audience: &Audience, seen: &Seen) {
    // Until when a bell may still follow what was seen of the WAL. Jobs in between do not put it off.
    let mut patience: Option<Instant> = None;
    loop {
        let job = match patience {
            Some(end) => end
                .checked_duration_since(Instant::now())
                .map_or(Err(RecvTimeoutError::Timeout), |left| jobs.recv_timeout(left)),
            None => jobs.recv().map_err(RecvTimeoutError::from),
        };
        match job {
            Ok(ForReader::Run(job)) => drop(catch_unwind(AssertUnwindSafe(|| job(desk)))),
            Ok(ForReader::Look) => {
                if seen.wal.swap(false, Ordering::AcqRel) {
                    patience = Some(Instant::now() + BELL_PATIENCE);
                }
                if seen.bell.swap(false, Ordering::AcqRel) {
                    patience = None;
                    tell_head(desk, audience);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                patience = None;
                tell_head(desk, audience);
            }
            Ok(ForReader::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn tell_head(desk: &Sqlite, audience: &Audience) {
    if let Ok(head) = desk.head_now() {
        audience.tell(head);
    }
}

pub(super) fn spawn(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, StoreError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map_err(StoreError::Unopened)
}
