//! The thread that reads the tty. It owns the descriptor and the Escape timeout, and knows nothing of what keys mean.
//!
//! A thread, not a readiness event of the runtime: some systems cannot watch a tty that way, and a thread can be parked
//! while a shell or an editor has the terminal.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::termios::tcgetpgrp;

use super::trace::Tracer;
use super::{Decoder, Input, Reply, Traced};

#[cfg(test)]
mod tests;

/// How long an Escape waits for company on this machine, and at the far end of a line.
const ESC_LOCAL: Duration = Duration::from_millis(40);
const ESC_SSH: Duration = Duration::from_millis(150);
/// A sequence that cannot be a key yet is worth this many times the wait: cut short it is dropped, and its rest typed.
const TRUNCATED: u32 = 5;
/// How often it is looked whether the terminal is ours again, while there is something to read and it is not.
const BEHIND: Duration = Duration::from_millis(100);
/// How long [`ReaderHandle::park`] waits for the reader, which may be stuck in its callback.
const PARK_LIMIT: Duration = Duration::from_secs(1);

/// What the reader reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something came in.
    Input(Input),
    /// Something came in, with its bytes: instead of [`Event::Input`], from [`spawn_traced`] only.
    Traced(Traced),
    /// The terminal is gone. Nothing follows.
    HungUp,
}

/// What the reader is told to do, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Reading,
    Parked,
    Ended,
}

#[derive(Debug)]
struct Turns {
    wanted: Turn,
    now: Turn,
}

#[derive(Debug)]
struct Shared {
    turns: Mutex<Turns>,
    turned: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Turns> {
        // Two plain values: whoever panicked while holding them left them whole.
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_now(&self, turn: Turn) {
        self.lock().now = turn;
        self.turned.notify_all();
    }
}

/// Parks, resumes and ends the input thread. Dropped, it ends the thread without waiting for it.
#[derive(Debug)]
pub struct ReaderHandle {
    shared: Arc<Shared>,
    wake: UnixStream,
    thread: Option<JoinHandle<()>>,
}

/// Starts the thread that reads `tty` (usually `std::io::stdin()`) and hands everything to `tell`, one by one.
///
/// `tell` returns false when nobody listens any more; the thread then ends. It runs on that thread and must not wait for
/// the one that calls [`ReaderHandle::park`].
///
/// # Errors
/// When the system gives no socket pair or no thread.
pub fn spawn<Tty, Tell>(tty: Tty, ssh: bool, tell: Tell) -> io::Result<ReaderHandle>
where
    Tty: AsFd + Send + 'static,
    Tell: FnMut(Event) -> bool + Send + 'static,
{
    start(tty, ssh, None, tell)
}

/// The same, but `tell` is handed [`Event::Traced`] for everything that came in.
///
/// # Errors
/// When the system gives no socket pair or no thread.
pub fn spawn_traced<Tty, Tell>(tty: Tty, ssh: bool, tell: Tell) -> io::Result<ReaderHandle>
where
    Tty: AsFd + Send + 'static,
    Tell: FnMut(Event) -> bool + Send + 'static,
{
    start(tty, ssh, Some(Tracer::default()), tell)
}

fn start<Tty, Tell>(
    tty: Tty,
    ssh: bool,
    tracer: Option<Tracer>,
    tell: Tell,
) -> io::Result<ReaderHandle>
where
    Tty: AsFd + Send + 'static,
    Tell: FnMut(Event) -> bool + Send + 'static,
{
    let (wake, woken) = UnixStream::pair()?;
    wake.set_nonblocking(true)?;
    woken.set_nonblocking(true)?;
    let turns = Mutex::new(Turns { wanted: Turn::Reading, now: Turn::Reading });
    let shared = Arc::new(Shared { turns, turned: Condvar::new() });
    let mut reader = Reader {
        tty,
        woken,
        tell,
        shared: Arc::clone(&shared),
        escape: if ssh { ESC_SSH } else { ESC_LOCAL },
        kitty: false,
        decoder: Decoder::default(),
        tracer,
        inputs: Vec::new(),
    };
    let thread = std::thread::Builder::new().name("input".to_owned()).spawn(move || {
        // Told on the way out of a panic too: nobody may wait for an answer that never comes.
        let _end = End(Arc::clone(&reader.shared));
        reader.run();
    })?;
    Ok(ReaderHandle { shared, wake, thread: Some(thread) })
}

impl ReaderHandle {
    /// Stops reading; returns true once the thread has let go of the tty, so that another program may have it.
    ///
    /// False when the thread has ended, or is stuck in its callback for a second; it then reads on.
    #[must_use]
    pub fn park(&self) -> bool {
        self.want(Turn::Parked);
        let turns = self.shared.lock();
        let reading = |turns: &mut Turns| turns.now == Turn::Reading;
        let waited = self.shared.turned.wait_timeout_while(turns, PARK_LIMIT, reading);
        let (mut turns, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let parked = turns.now == Turn::Parked;
        if !parked {
            turns.wanted = Turn::Reading;
        }
        parked
    }

    /// Reads on, with a fresh decoder: half a sequence from before has lost its other half.
    pub fn unpark(&self) {
        self.want(Turn::Reading);
    }

    /// Ends the thread and waits until it has. Not to be called where the callback may be waiting for the caller.
    pub fn stop(mut self) {
        self.want(Turn::Ended);
        if let Some(thread) = self.thread.take() {
            // It ended either way; a panic in it was reported where it happened.
            let _ = thread.join();
        }
    }

    fn want(&self, turn: Turn) {
        self.shared.lock().wanted = turn;
        self.shared.turned.notify_all();
        // A full socket has woken the thread already, a closed one means that it is gone.
        let _ = (&self.wake).write(&[0]);
    }
}

impl Drop for ReaderHandle {
    fn drop(&mut self) {
        self.want(Turn::Ended);
    }
}

struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.is_now(Turn::Ended);
    }
}

/// Whether another job has the terminal: a shell that has stopped us, or has sent us to the background. What is no
/// controlling terminal has no jobs.
fn is_behind_a_shell(tty: impl AsFd) -> bool {
    tcgetpgrp(tty).is_ok_and(|it| it != getpgrp())
}

/// What ended the wait.
enum Woke {
    Handle,
    Bytes,
    Silence,
    HangUp,
}

struct Reader<Tty, Tell> {
    tty: Tty,
    woken: UnixStream,
    tell: Tell,
    shared: Arc<Shared>,
    escape: Duration,
    /// The terminal writes Escape as `CSI 27 u`, so a lone one is always the beginning of something.
    kitty: bool,
    decoder: Decoder,
    tracer: Option<Tracer>,
    inputs: Vec<Input>,
}

impl<Tty: AsFd, Tell: FnMut(Event) -> bool> Reader<Tty, Tell> {
    fn run(&mut self) {
        let mut buffer = [0; 4096];
        loop {
            let alive = match self.wait() {
                Woke::Handle => {
                    if !self.obey() {
                        return;
                    }
                    true
                }
                Woke::Silence => {
                    match &mut self.tracer {
                        None => self.decoder.timeout(&mut self.inputs),
                        Some(tracer) => tracer.timeout(&mut self.decoder),
                    }
                    true
                }
                Woke::Bytes => self.read(&mut buffer),
                Woke::HangUp => false,
            };
            if !self.deliver() {
                return;
            }
            if !alive {
                // The last word: whether somebody listens makes no difference now.
                let _ = (self.tell)(Event::HungUp);
                return;
            }
        }
    }

    fn wait(&self) -> Woke {
        let timeout = self.patience().and_then(|it| Timespec::try_from(it).ok());
        let mut fds =
            [PollFd::new(&self.tty, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(0) => return Woke::Silence,
            Ok(_) => (),
            // Nothing is lost: the caller asks again. EAGAIN is a lack of memory that may pass.
            Err(Errno::INTR | Errno::AGAIN) => return Woke::Handle,
            Err(_) => return Woke::HangUp,
        }
        let [tty, woken] = fds.map(|it| it.revents());
        if !woken.is_empty() {
            Woke::Handle
        } else if tty.contains(PollFlags::IN) {
            // What was typed before the terminal went is still read; the end shows in the read.
            Woke::Bytes
        } else {
            Woke::HangUp
        }
    }

    /// How long silence has to last to mean something.
    fn patience(&self) -> Option<Duration> {
        if !self.decoder.pending() || self.decoder.in_paste() {
            return None;
        }
        let is_key = self.decoder.may_be_key() && !self.kitty;
        Some(if is_key { self.escape } else { self.escape * TRUNCATED })
    }

    /// Does what the handle wants; false when that is to end.
    fn obey(&mut self) -> bool {
        let mut pokes = [0; 64];
        while matches!(self.woken.read(&mut pokes), Ok(1..)) {}
        let shared = Arc::clone(&self.shared);
        let mut turns = shared.lock();
        if turns.wanted == Turn::Parked {
            turns.now = Turn::Parked;
            shared.turned.notify_all();
            let parked = |turns: &mut Turns| turns.wanted == Turn::Parked;
            let waited = shared.turned.wait_while(turns, parked);
            turns = waited.unwrap_or_else(PoisonError::into_inner);
            turns.now = Turn::Reading;
            self.decoder = Decoder::default();
            self.tracer = self.tracer.take().map(|_| Tracer::default());
            self.kitty = false;
        }
        turns.wanted != Turn::Ended
    }

    /// Reads once; false when the terminal is gone.
    fn read(&mut self, buffer: &mut [u8]) -> bool {
        if is_behind_a_shell(&self.tty) {
            // What is there is not for us, and to read it would stop the whole program.
            let limit = Timespec::try_from(BEHIND).ok();
            let _ = poll(&mut [PollFd::new(&self.woken, PollFlags::IN)], limit.as_ref());
            return true;
        }
        match rustix::io::read(&self.tty, &mut *buffer) {
            Ok(0) => false,
            Ok(length) => {
                let bytes = buffer.get(..length).unwrap_or_default();
                match &mut self.tracer {
                    None => self.decoder.feed(bytes, &mut self.inputs),
                    Some(tracer) => tracer.feed(&mut self.decoder, bytes),
                }
                true
            }
            Err(Errno::INTR | Errno::AGAIN) => true,
            // EIO is how a tty says that its other end is closed; no other error passes by waiting either.
            Err(_) => false,
        }
    }

    fn deliver(&mut self) -> bool {
        for input in self.inputs.drain(..) {
            self.kitty = speaks_kitty(&input).unwrap_or(self.kitty);
            if !(self.tell)(Event::Input(input)) {
                return false;
            }
        }
        for traced in self.tracer.as_mut().map(Tracer::take).unwrap_or_default() {
            self.kitty = traced.inputs.iter().find_map(speaks_kitty).unwrap_or(self.kitty);
            if !(self.tell)(Event::Traced(traced)) {
                return false;
            }
        }
        true
    }
}

/// Whether the kitty protocol is in force, if that is what the terminal says.
fn speaks_kitty(input: &Input) -> Option<bool> {
    match input {
        Input::Reply(Reply::KittyFlags(flags)) => Some(flags & 1 != 0),
        _ => None,
    }
}
