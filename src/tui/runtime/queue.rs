//! What wakes the screen, and what becomes of it while another program has the terminal. Knows no screen: the
//! examination of the keyboard waits in the same way.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryIter};
use std::time::{Duration, Instant};

use super::signals::Signal;
use crate::tui::event::Event;
use crate::tui::input::caps::Caps;
use crate::tui::input::reader::ReaderHandle;
use crate::tui::term::{self, Modes};

/// How long the message of a panic may take. Only a terminal that takes nothing needs longer.
const MESSAGE_PATIENCE: Duration = Duration::from_secs(1);

/// How long a signal may be on its way that came with the one that continued us. A busy machine takes its time, and who
/// stops again too early does not hear that it is to end.
const SIGNAL_PATIENCE: Duration = Duration::from_secs(1);

/// What ends a sleep.
#[derive(Debug)]
pub(super) enum Wake<E = Event> {
    Event(E),
    Signal(Signal),
    HungUp,
    Panicked,
}

impl<E> Wake<E> {
    /// Whether nothing is to be done any more but to leave.
    const fn ends(&self) -> bool {
        matches!(self, Self::HungUp | Self::Panicked | Self::Signal(Signal::End(_)))
    }
}

/// What comes in, in its order.
#[derive(Debug)]
pub(super) struct Queue<E = Event> {
    wakes: Receiver<Wake<E>>,
    /// What came while something else was waited for.
    backlog: Vec<Wake<E>>,
}

impl<E> Queue<E> {
    pub(super) const fn new(wakes: Receiver<Wake<E>>) -> Self {
        Self { wakes, backlog: Vec::new() }
    }

    /// What came while something else was waited for; it comes before all else.
    pub(super) const fn backlog(&mut self) -> &mut Vec<Wake<E>> {
        &mut self.backlog
    }

    /// What is there, behind the backlog.
    pub(super) fn there(&self) -> TryIter<'_, Wake<E>> {
        self.wakes.try_iter()
    }

    /// Waits for what comes next, behind the backlog; with no limit for as long as it takes.
    pub(super) fn next(&self, limit: Option<Duration>) -> Result<Wake<E>, RecvTimeoutError> {
        match limit {
            Some(limit) => self.wakes.recv_timeout(limit),
            None => self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Waits for what the terminal still owes, until it is not on its way any more: the shell would take it for input.
    /// `learn` takes what is an answer, and hands back what is none.
    pub(super) fn hear_answers(
        &mut self,
        until: Instant,
        caps: &mut Caps,
        learn: impl Fn(&mut Caps, E) -> Option<E>,
    ) {
        // Nobody but the shell may read from a terminal that is the shell's.
        while caps.owes() && !self.has_end() && term::foreground() {
            let left = until.saturating_duration_since(Instant::now());
            match self.wakes.recv_timeout(left) {
                Ok(Wake::Event(event)) => self.backlog.extend(learn(caps, event).map(Wake::Event)),
                Ok(other) => self.backlog.push(other),
                Err(_) => return,
            }
        }
    }

    /// Waits until the message of a panic is out: the process must not end before.
    pub(super) fn hear_out(&self) {
        let mut told = self.backlog.iter().any(|it| matches!(it, Wake::Panicked));
        while !told {
            match self.wakes.recv_timeout(MESSAGE_PATIENCE) {
                Ok(wake) => told = matches!(wake, Wake::Panicked),
                Err(_) => return,
            }
        }
    }

    /// Gives the terminal away and takes it back; nothing is known of it then. False when somebody ends us: then it is
    /// not taken back, nor even given away when that is known before.
    pub(super) fn away(
        &mut self,
        reader: &ReaderHandle,
        modes: Modes,
        meanwhile: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<bool> {
        if self.ends() {
            return Ok(false);
        }
        // False when the keys' thread has ended: then there is nothing to park.
        let _ = reader.park();
        term::leave();
        let done = meanwhile(self);
        // A Ctrl+C that was meant for the other program reaches us as a signal.
        let meant_for_us = |it: &Wake<E>| {
            use signal_hook::consts::SIGINT;
            !matches!(it, Wake::Signal(Signal::End(SIGINT) | Signal::Continued))
        };
        self.backlog.extend(self.wakes.try_iter().filter(meant_for_us));
        term::calm();
        if !self.come_to_front()? {
            return done.map(|()| false);
        }
        term::enter(modes)?;
        reader.unpark();
        done.map(|()| true)
    }

    /// Stops the whole job until the shell continues it.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        if !term::stop_self()? {
            return Ok(());
        }
        // Its word comes to us as well: heard later it would have us take once more what we have.
        let until = Instant::now() + SIGNAL_PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.wakes.recv_timeout(left) {
                Ok(Wake::Signal(Signal::Continued)) | Err(_) => return Ok(()),
                Ok(other) => self.backlog.push(other),
            }
        }
    }

    /// Takes the terminal once more: whoever had it while we were stopped from outside has left traces, and other
    /// modes. False when somebody ends us: then it is left as it is.
    pub(super) fn retake(&mut self, reader: &ReaderHandle) -> io::Result<bool> {
        if !term::foreground() {
            // What is typed is the shell's: to read it would stop us, and we could not hear that we are to go.
            let _ = reader.park();
            if !self.come_to_front()? {
                return Ok(false);
            }
            reader.unpark();
        }
        term::retake()?;
        Ok(true)
    }

    /// Waits until the terminal is ours to take; false when somebody ends us. Whoever was continued without it was
    /// continued to be ended (a shell's `kill %1`), or by a `bg`: there is nothing to do then but to stop again, as the
    /// system would have it.
    fn come_to_front(&mut self) -> io::Result<bool> {
        let mut until = Instant::now() + SIGNAL_PATIENCE;
        while !self.ends() {
            if term::foreground() {
                return Ok(true);
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.wakes.recv_timeout(left) {
                Ok(Wake::Signal(Signal::Continued | Signal::Stop)) => (),
                Ok(wake) => self.backlog.push(wake),
                Err(RecvTimeoutError::Timeout) => {
                    self.stop()?;
                    until = Instant::now() + SIGNAL_PATIENCE;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
            }
        }
        Ok(false)
    }

    /// Whether somebody ends us: we have been told so, or shall be.
    fn ends(&self) -> bool {
        term::panicked() || term::hurried().is_some() || self.has_end()
    }

    fn has_end(&self) -> bool {
        self.backlog.iter().any(Wake::ends)
    }
}
