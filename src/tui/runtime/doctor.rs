//! Where the examination of the keyboard meets the terminal: the same way in and out as the screen's.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use super::signals::{self, Signal};
use super::{Exit, is_gone, modes, owed, theme_for, tmux};
use crate::base::contained;
use crate::config::Terminal;
use crate::i18n::Catalog;
use crate::tui::around::{Around, Tmux};
use crate::tui::doctor::{Exam, Next};
use crate::tui::input::reader::{self, ReaderHandle};
use crate::tui::input::{Input, Traced};
use crate::tui::paint::{Extras, Painter};
use crate::tui::theme::Theme;
use crate::tui::{term, view};

/// Secondary device attributes: mosh can be told by nothing else.
const WHO: &[u8] = b"\x1b[>c";

/// What an examination needs.
#[derive(Debug)]
pub struct Practice {
    /// What stands between us and the keyboard.
    pub around: Around,
    /// How the settings want the terminal.
    pub terminal: Terminal,
    /// The words.
    pub catalog: Arc<Catalog>,
    /// The theme; `None` follows the terminal's background.
    pub theme: Option<Theme>,
}

#[derive(Debug)]
enum Wake {
    Traced(Traced),
    Around(Tmux),
    Signal(Signal),
    HungUp,
    Panicked,
}

/// Asks for the four keys until they have been pressed or somebody has had enough; the terminal is given back then.
///
/// # Errors
/// When the terminal cannot be set up or written.
pub fn examine(practice: Practice) -> io::Result<(Exit, Exam)> {
    let (door, wakes) = channel();
    let heard = door.clone();
    term::hook_panics(contained::note, move || drop(heard.send(Wake::Panicked)));
    let heard = door.clone();
    signals::listen(move |signal| heard.send(Wake::Signal(signal)).is_ok())?;
    let heard = door.clone();
    let tell = move |told| drop(heard.send(Wake::Around(told)));
    let _asking = practice.around.tmux.then(|| tmux::ask_aside(tell));
    let _guard = term::Guard;
    term::enter(modes(practice.terminal))?;
    let reader = listen_to_keys(door, practice.around.ssh)?;
    let exam = Exam::new(practice.around.clone(), practice.terminal.keyboard, term::size());
    let mut room = Room {
        exam,
        practice,
        reader,
        wakes,
        painter: Painter::new(),
        asked_at: Instant::now(),
        going_on: false,
    };
    let exit = room.ask().and_then(|()| room.live());
    if matches!(exit, Ok(Exit::Quit | Exit::Signal(_))) {
        room.hear_answers();
    }
    term::leave();
    match exit {
        Err(error) if is_gone(&error) => Ok((Exit::HungUp, room.exam)),
        exit => Ok((exit?, room.exam)),
    }
}

fn listen_to_keys(door: Sender<Wake>, ssh: bool) -> io::Result<ReaderHandle> {
    reader::spawn_traced(io::stdin(), ssh, move |event| {
        let wake = match event {
            reader::Event::Traced(traced) => Wake::Traced(traced),
            reader::Event::HungUp => Wake::HungUp,
            // Nothing comes without its bytes here.
            reader::Event::Input(_) => return true,
        };
        door.send(wake).is_ok()
    })
}

struct Room {
    exam: Exam,
    practice: Practice,
    reader: ReaderHandle,
    wakes: Receiver<Wake>,
    painter: Painter,
    /// When the terminal was last asked.
    asked_at: Instant,
    /// We stopped ourselves, and the system's word that we go on is still to come.
    going_on: bool,
}

impl Room {
    /// Asks the terminal what the screen asks, and who it is.
    fn ask(&mut self) -> io::Result<()> {
        self.asked_at = Instant::now();
        term::write_all(&[WHO, term::QUERY].concat())
    }

    fn live(&mut self) -> io::Result<Exit> {
        loop {
            if term::panicked() {
                return Ok(Exit::Panicked);
            }
            self.draw()?;
            // The terminal's reader and the signals' keep the other end.
            let Ok(wake) = self.wakes.recv() else { return Ok(Exit::Quit) };
            if let Some(exit) = self.take(wake)? {
                return Ok(exit);
            }
        }
    }

    /// Waits for what the terminal still owes: the shell would take it for input.
    fn hear_answers(&mut self) {
        let until = self.asked_at + owed(&self.practice.around);
        while self.exam.caps.owes() {
            let left = until.saturating_duration_since(Instant::now());
            match self.wakes.recv_timeout(left) {
                Ok(Wake::Traced(traced)) => {
                    for input in traced.inputs {
                        if let Input::Reply(reply) = input {
                            self.exam.caps.learn_last(&reply);
                        }
                    }
                }
                Ok(Wake::HungUp | Wake::Panicked | Wake::Signal(Signal::End(_))) | Err(_) => return,
                Ok(_) => (),
            }
        }
    }

    fn take(&mut self, wake: Wake) -> io::Result<Option<Exit>> {
        match wake {
            Wake::Traced(traced) => match self.exam.take(traced) {
                Next::Wait => (),
                Next::Tell(bytes) => term::write_all(bytes)?,
                Next::Suspend => self.suspend()?,
                Next::End => return Ok(Some(Exit::Quit)),
            },
            Wake::Around(told) => self.exam.learn(told),
            Wake::Signal(Signal::Resized) => self.exam.size = term::size(),
            Wake::Signal(Signal::Stop) => self.suspend()?,
            // The terminal has been taken again already, and keys may have been pressed since.
            Wake::Signal(Signal::Continued) if self.going_on => self.going_on = false,
            Wake::Signal(Signal::Continued) => self.away(|| Ok(()))?,
            Wake::Signal(Signal::End(number)) => return Ok(Some(Exit::Signal(number))),
            Wake::HungUp => return Ok(Some(Exit::HungUp)),
            Wake::Panicked => return Ok(Some(Exit::Panicked)),
        }
        Ok(None)
    }

    fn suspend(&mut self) -> io::Result<()> {
        let mut stopped = false;
        let done = self.away(|| {
            stopped = term::stop_self()?;
            Ok(())
        });
        self.going_on |= stopped;
        done
    }

    /// Gives the terminal away and takes it back.
    fn away(&mut self, meanwhile: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        // False when the keys' thread has ended: then there is nothing to park.
        let _ = self.reader.park();
        term::leave();
        meanwhile()?;
        term::enter(modes(self.practice.terminal))?;
        self.reader.unpark();
        self.exam.reentered();
        self.exam.size = term::size();
        self.painter.forget();
        self.ask()
    }

    fn draw(&mut self) -> io::Result<()> {
        let theme =
            self.practice.theme.unwrap_or_else(|| theme_for(&self.exam.around, &self.exam.caps));
        let (exam, catalog) = (&self.exam, &self.practice.catalog);
        let draw = |buf: &mut _| {
            view::draw_doctor(exam, catalog, theme, buf);
            None
        };
        self.painter.frame(exam.size, Extras::default(), draw, term::write_all)
    }
}
