//! The way out to the terminal: one writer at a time, and nobody who is to go waits for one that takes nothing.

use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{QueueSelector, isatty, tcflush, tcgetsid, ttyname};
use signal_hook::consts::SIGINT;

/// How long a terminal may take nothing once the program is to end. The way out must not hang on a dead line.
const LIMIT: Duration = Duration::from_millis(500);

/// The way to one terminal.
#[derive(Debug)]
pub(super) struct Line {
    /// Takes bytes without ever blocking; `None` writes to stdout, as it is.
    own: Option<OwnedFd>,
    busy: Mutex<bool>,
    free: Condvar,
    /// Wakes whoever waits for the terminal.
    bell: UnixStream,
    rung: UnixStream,
    /// The signal that is to end the program, or 0.
    hurry: AtomicI32,
}

/// What a wait for the terminal came to.
enum Waited {
    /// Try again: it may take bytes, or something else has changed.
    Again,
    TooLong,
}

impl Line {
    /// A way to the terminal that is stdout.
    ///
    /// # Errors
    /// When the terminal cannot be opened once more and stdout is none: a page must not end in a file.
    pub(super) fn to_stdout() -> io::Result<Self> {
        Self::to_either(unblocked(), stdout())
    }

    fn to_either(own: Option<OwnedFd>, out: impl AsFd) -> io::Result<Self> {
        if own.is_none() && !isatty(out) {
            return Err(Errno::NOTTY.into());
        }
        Self::to(own)
    }

    fn to(own: Option<OwnedFd>) -> io::Result<Self> {
        let (bell, rung) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        rung.set_nonblocking(true)?;
        let (busy, free, hurry) = (Mutex::new(false), Condvar::new(), AtomicI32::new(0));
        Ok(Self { own, busy, free, bell, rung, hurry })
    }

    /// Writes all of it, however long the terminal takes, unless the program is to end. The rest is dropped as soon
    /// as the terminal is not `ours` any more: others write on it then.
    pub(super) fn write(&self, bytes: &[u8], ours: impl Fn() -> bool) -> io::Result<()> {
        // Without a limit this waits for its turn until it has it.
        let Some(_turn) = self.turn(None) else { return Ok(()) };
        self.send(bytes, None, ours)
    }

    /// Writes the last bytes, within a limit; false when the terminal has not taken them. With `flush` they push away
    /// what it has not taken before: only a job that has the terminal may do that.
    pub(super) fn write_last(&self, bytes: &[u8], flush: bool) -> bool {
        self.ring();
        let Some(_turn) = self.turn(Some(LIMIT)) else { return false };
        match self.send(bytes, Some(LIMIT), || true) {
            Err(error) if flush && error.kind() == io::ErrorKind::TimedOut => {
                // It may be stopped for now only, and find these when it goes on: they are worth more than a frame.
                let _ = tcflush(self.fd(), QueueSelector::OFlush);
                self.send(bytes, Some(Duration::ZERO), || true).is_ok()
            }
            sent => sent.is_ok(),
        }
    }

    /// A signal is to end the program: whoever waits for the terminal, now or later, gives up soon.
    pub(super) fn hurry(&self, signal: i32) {
        if signal == SIGINT {
            // It may be taken back, and must not take another one with it.
            let _ = self.hurry.compare_exchange(0, SIGINT, Ordering::SeqCst, Ordering::SeqCst);
        } else {
            self.hurry.store(signal, Ordering::SeqCst);
        }
        self.ring();
    }

    /// Takes a SIGINT back; another signal stays.
    pub(super) fn calm(&self) {
        let _ = self.hurry.compare_exchange(SIGINT, 0, Ordering::SeqCst, Ordering::SeqCst);
    }

    /// The signal that hurries, if one does.
    pub(super) fn hurried(&self) -> Option<i32> {
        Some(self.hurry.load(Ordering::SeqCst)).filter(|it| *it != 0)
    }

    fn fd(&self) -> BorrowedFd<'_> {
        match &self.own {
            Some(own) => own.as_fd(),
            None => stdout(),
        }
    }

    fn ring(&self) {
        // A full socket has rung already.
        let _ = (&self.bell).write(&[0]);
    }

    fn turn(&self, limit: Option<Duration>) -> Option<Turn<'_>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy = match limit {
            None => self.free.wait_while(busy, |it| *it).unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                let waited = self.free.wait_timeout_while(busy, limit, |it| *it);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        if std::mem::replace(&mut *busy, true) { None } else { Some(Turn(self)) }
    }

    fn send(
        &self,
        mut bytes: &[u8],
        limit: Option<Duration>,
        ours: impl Fn() -> bool,
    ) -> io::Result<()> {
        while !bytes.is_empty() && ours() {
            match rustix::io::write(self.fd(), bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => (),
                Err(Errno::AGAIN) => {
                    let limit = limit.or(self.hurried().map(|_| LIMIT));
                    if matches!(self.wait(limit), Waited::TooLong) {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Waits until the terminal takes bytes, the bell rings, or the limit has passed.
    fn wait(&self, limit: Option<Duration>) -> Waited {
        let limit = limit.and_then(|it| Timespec::try_from(it).ok());
        let fd = self.fd();
        let mut fds = [PollFd::new(&fd, PollFlags::OUT), PollFd::new(&self.rung, PollFlags::IN)];
        // An error shows again in the next write, with its name.
        if poll(&mut fds, limit.as_ref()) == Ok(0) {
            return Waited::TooLong;
        }
        let mut rings = [0; 64];
        while matches!((&self.rung).read(&mut rings), Ok(1..)) {}
        Waited::Again
    }
}

/// The right to write; ends when dropped.
struct Turn<'a>(&'a Line);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.busy.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

/// The terminal that is stdout, or stdin where a report goes elsewhere, opened once more: the flag that keeps a write
/// from blocking belongs to whoever opened it, and on stdout itself the shell would find it after a `kill -9`.
///
/// `None` where that cannot be had (after `su` the terminal is another user's): a write may block then.
fn unblocked() -> Option<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let screen = if isatty(stdout()) { stdout() } else { stdin() };
    let named = ttyname(screen, Vec::new()).and_then(|it| open(it, flags, Mode::empty()));
    let controlling = || {
        let ours = tcgetsid(screen).ok()? == rustix::process::getsid(None).ok()?;
        if ours { open("/dev/tty", flags, Mode::empty()).ok() } else { None }
    };
    named.ok().or_else(controlling)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    /// A line that takes no byte until somebody reads.
    fn full() -> (File, Line) {
        let (read, write) = rustix::pipe::pipe().unwrap();
        rustix::fs::fcntl_setfl(&write, OFlags::NONBLOCK).unwrap();
        while rustix::io::write(&write, &[b'x'; 4096]).is_ok() {}
        (File::from(read), Line::to(Some(write)).unwrap())
    }

    fn read_to_end(mut read: File) -> std::thread::JoinHandle<Vec<u8>> {
        std::thread::spawn(move || {
            let mut all = Vec::new();
            read.read_to_end(&mut all).unwrap();
            all
        })
    }

    #[test]
    fn a_full_line_is_waited_out() {
        let (read, line) = full();
        let much = vec![b'y'; 1 << 20];
        let reader = read_to_end(read);
        line.write(b"-then-", || true).unwrap();
        line.write(&much, || true).unwrap();
        drop(line);
        let all = reader.join().unwrap();
        assert!(all.ends_with(&[b"-then-", much.as_slice()].concat()));
    }

    #[test]
    fn who_is_to_go_does_not_wait_for_ever_and_who_waits_already_is_told() {
        let (_read, line) = full();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| line.write(b"a frame", || true));
            line.hurry(15);
            assert_eq!(waiting.join().unwrap().unwrap_err().kind(), io::ErrorKind::TimedOut);
        });
        assert_eq!(line.hurried(), Some(15));
        assert!(!line.write_last(b"the end", true));
    }

    #[test]
    fn only_a_ctrl_c_is_taken_back_and_it_takes_no_other_signal_with_it() {
        let (read, line) = full();
        line.hurry(SIGINT);
        assert_eq!(line.hurried(), Some(SIGINT));
        line.calm();
        assert_eq!(line.hurried(), None);
        let reader = read_to_end(read);
        line.write(b"and on", || true).unwrap();
        line.hurry(SIGINT);
        line.hurry(15);
        line.hurry(SIGINT);
        line.calm();
        assert_eq!(line.hurried(), Some(15));
        drop(line);
        assert!(reader.join().unwrap().ends_with(b"xand on"));
    }

    #[test]
    fn the_rest_of_a_frame_makes_way_for_the_last_bytes() {
        use std::sync::atomic::AtomicBool;
        let (read, line) = full();
        let ours = AtomicBool::new(true);
        let reader = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| line.write(b"a frame", || ours.load(Ordering::SeqCst)));
            ours.store(false, Ordering::SeqCst);
            assert!(!line.write_last(b"lost", true), "nobody reads");
            waiting.join().unwrap().unwrap();
            read_to_end(read)
        });
        assert!(line.write_last(b"the end", true));
        drop(line);
        assert!(reader.join().unwrap().ends_with(b"xthe end"));
    }

    #[test]
    fn where_the_terminal_cannot_be_had_nothing_is_written_into_a_file() {
        let file = File::from(rustix::pipe::pipe().unwrap().1);
        let refused = Line::to_either(None, &file).unwrap_err();
        assert_eq!(refused.raw_os_error(), Some(Errno::NOTTY.raw_os_error()));
        let (_read, write) = rustix::pipe::pipe().unwrap();
        assert!(Line::to_either(Some(write), &file).is_ok(), "a report may go there");
    }

    #[test]
    fn a_closed_line_is_an_error_and_not_the_end() {
        let (read, line) = full();
        drop(read);
        assert_eq!(line.write(b"x", || true).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(!line.write_last(b"x", true));
    }
}
