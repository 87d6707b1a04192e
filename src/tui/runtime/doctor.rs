//! Where the examination of the keyboard meets the terminal: the same way in and out as the screen's.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use super::queue::{self, Queue};
use super::signals::{self, Signal};
use super::{Exit, left, modes, owed, theme_for, tmux};
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

/// What an examination hears of.
#[derive(Debug)]
enum Heard {
    Traced(Traced),
    Around(Tmux),
}

type Wake = queue::Wake<Heard>;

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
    let tell = move |told| drop(heard.send(Wake::Event(Heard::Around(told))));
    let _asking = practice.around.tmux.then(|| tmux::ask_aside(tell));
    let _guard = term::Guard;
    term::enter(modes(practice.terminal))?;
    let reader = listen_to_keys(door, practice.around.ssh)?;
    let exam = Exam::new(practice.around.clone(), practice.terminal.keyboard, term::size());
    let mut room = Room {
        exam,
        practice,
        reader,
        queue: Queue::new(wakes),
        painter: Painter::new(),
        asked_at: Instant::now(),
    };
    let exit = room.ask().and_then(|()| room.live());
    if matches!(exit, Ok(Exit::Quit | Exit::Signal(_))) {
        room.hear_answers();
    }
    // What is typed from here on is thrown away when the terminal is given back. False when the keys' thread has ended.
    let _ = room.reader.park();
    term::leave();
    Ok((left(exit, &room.queue)?, room.exam))
}

fn listen_to_keys(door: Sender<Wake>, ssh: bool) -> io::Result<ReaderHandle> {
    reader::spawn_traced(io::stdin(), ssh, move |event| {
        let wake = match event {
            reader::Event::Traced(traced) => Wake::Event(Heard::Traced(traced)),
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
    queue: Queue<Heard>,
    painter: Painter,
    /// When the terminal was last asked.
    asked_at: Instant,
}

impl Room {
    /// Asks the terminal what the screen asks, and who it is.
    fn ask(&mut self) -> io::Result<()> {
        self.asked_at = Instant::now();
        term::write_all(&[WHO, term::QUERY].concat())
    }

    fn live(&mut self) -> io::Result<Exit> {
        loop {
            for wake in std::mem::take(self.queue.backlog()) {
                if let Some(exit) = self.take(wake)? {
                    return Ok(exit);
                }
            }
            self.draw()?;
            if !self.queue.backlog().is_empty() {
                continue;
            }
            // The terminal's reader and the signals' keep the other end.
            let Ok(wake) = self.queue.next(None) else { return Ok(Exit::Quit) };
            self.queue.backlog().push(wake);
        }
    }

    /// Waits for what the terminal still owes.
    fn hear_answers(&mut self) {
        let until = self.asked_at + owed(&self.practice.around);
        self.queue.hear_answers(until, &mut self.exam.caps, |caps, heard| {
            let Heard::Traced(Traced { inputs, .. }) = &heard else { return Some(heard) };
            let mut answers = 0;
            for input in inputs {
                if let Input::Reply(reply) = input {
                    caps.learn_last(reply);
                    answers += 1;
                }
            }
            if answers == 0 { Some(heard) } else { None }
        });
    }

    fn take(&mut self, wake: Wake) -> io::Result<Option<Exit>> {
        match wake {
            Wake::Event(Heard::Traced(traced)) => match self.exam.take(traced) {
                Next::Wait => (),
                Next::Tell(bytes) => term::write_all(bytes)?,
                Next::Suspend => self.suspend()?,
                Next::End => return Ok(Some(Exit::Quit)),
            },
            Wake::Event(Heard::Around(told)) => self.exam.learn(told),
            Wake::Signal(Signal::Resized) => self.exam.size = term::size(),
            Wake::Signal(Signal::Stop) => self.suspend()?,
            Wake::Signal(Signal::Continued) => {
                if self.queue.retake(&self.reader)? {
                    self.back()?;
                }
            }
            Wake::Signal(Signal::End(number)) => return Ok(Some(Exit::Signal(number))),
            Wake::HungUp => return Ok(Some(Exit::HungUp)),
            Wake::Panicked => return Ok(Some(Exit::Panicked)),
        }
        Ok(None)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.hear_answers();
        if self.queue.away(&self.reader, modes(self.practice.terminal), Queue::stop)? {
            self.back()?;
        }
        Ok(())
    }

    /// The terminal is ours again, and nothing is known of it.
    fn back(&mut self) -> io::Result<()> {
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
