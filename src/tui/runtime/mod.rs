//! Where keys, time and the desk's answers meet. The only part of the screen that waits.
//!
//! One queue comes in; a turn takes what is there, lets `update` decide, starts the effects and draws once.
//! There is no tick: the loop sleeps until something happens or something on the screen changes by itself.

mod doctor;
mod editor;
mod hands;
mod signals;
mod tmux;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rustix::io::Errno;

use super::event::Event;
use super::input::caps::Caps;
use super::input::reader::{self, ReaderHandle};
use super::paint::Painter;
use super::state::{Start, State};
use super::term::Modes;
use super::theme::Theme;
use super::update::{begin, farewell, update};
use super::{term, view};
use crate::base::clock;
use crate::config::{Keyboard, Terminal as TerminalSettings};
use crate::i18n::Catalog;
use crate::store::Desk;
pub use doctor::{Practice, examine};
use hands::Hands;
use signals::Signal;

/// Events taken before the screen is drawn again, at most.
const BATCH_MAX: usize = 64;

/// A clock that is set back while we sleep must not make us sleep for ever.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// An answer of the desk is mostly a millisecond away: to wait for it this long saves a frame that would show an
/// empty pane and flicker. Keys are taken meanwhile.
const ANSWER_PATIENCE: Duration = Duration::from_millis(8);

/// What the screen runs on.
pub struct Parts {
    /// The desk.
    pub desk: Desk,
    /// The words.
    pub catalog: Arc<Catalog>,
    /// Where the screen starts.
    pub start: Start,
    /// The theme; `None` follows the terminal's background.
    pub theme: Option<Theme>,
    /// The person's own editor, as a shell takes it.
    pub editor: String,
}

/// How the screen was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Somebody quit.
    Quit,
    /// By this signal.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
    /// A part of the program panicked; the terminal is restored and the message printed.
    Panicked,
}

/// A way for others to reach the screen.
#[derive(Debug, Clone)]
pub struct Door(Sender<Wake>);

impl Door {
    /// Tells the screen; false when it is gone.
    pub fn tell(&self, event: Event) -> bool {
        self.0.send(Wake::Event(event)).is_ok()
    }
}

/// What ends a sleep.
#[derive(Debug)]
enum Wake {
    Event(Event),
    Signal(Signal),
    HungUp,
    Panicked,
}

/// Runs the screen until somebody leaves. `meet` is given a way to reach it, before anything is drawn.
///
/// # Errors
/// When the terminal cannot be set up or written.
pub fn run(parts: Parts, meet: impl FnOnce(Door)) -> io::Result<Exit> {
    let (door, wakes) = channel();
    let heard = door.clone();
    parts.desk.subscribe(move |head| {
        let _ = heard.send(Wake::Event(Event::Moved(head)));
    });
    let mut state = State::new(parts.start);
    let hands = Hands::new(parts.desk, door.clone(), state.me.id);
    // The first question is on its way while the terminal is being set up.
    for effect in begin(&mut state) {
        hands.ask(effect);
    }
    meet(Door(door.clone()));
    let heard = door.clone();
    hook_panics(move || drop(heard.send(Wake::Panicked)));
    let heard = door.clone();
    signals::listen(move |signal| heard.send(Wake::Signal(signal)).is_ok())?;
    // Not before signals are heard: one that ends the program at once would leave tmux behind.
    let heard = door.clone();
    let tell = move |told| drop(heard.send(Wake::Event(Event::Around(told))));
    let _asking = state.around.tmux.then(|| tmux::ask_aside(tell));
    let _guard = term::Guard;
    let modes = modes(state.settings.terminal);
    term::enter(modes)?;
    // Over a network a key may come in pieces.
    let reader = listen_to_keys(door, state.around.ssh)?;
    term::write_all(term::QUERY)?;
    let mut screen = Screen {
        state,
        hands,
        reader,
        wakes,
        catalog: parts.catalog,
        theme: parts.theme,
        editor: parts.editor,
        painter: Painter::new(),
        modes,
        backlog: Vec::new(),
        minute: i64::MIN,
    };
    let exit = screen.live();
    screen.hands.finish();
    exit
}

fn listen_to_keys(door: Sender<Wake>, ssh: bool) -> io::Result<ReaderHandle> {
    reader::spawn(io::stdin(), ssh, move |event| {
        let wake = match event {
            reader::Event::Input(input) => Wake::Event(Event::Input(input)),
            reader::Event::HungUp => Wake::HungUp,
            // Only a doctor asks for bytes.
            reader::Event::Traced(_) => return true,
        };
        door.send(wake).is_ok()
    })
}

/// A panic anywhere ends the screen: the terminal is restored first, and nothing is drawn over the message.
fn hook_panics(tell: impl Fn() + Send + 'static) {
    term::install_panic_hook();
    let tell = std::sync::Mutex::new(tell);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        hook(info);
        if let Ok(tell) = tell.lock() {
            tell();
        }
    }));
}

struct Screen {
    state: State,
    hands: Hands,
    reader: ReaderHandle,
    wakes: Receiver<Wake>,
    catalog: Arc<Catalog>,
    theme: Option<Theme>,
    editor: String,
    painter: Painter,
    /// How the terminal is set up.
    modes: Modes,
    /// What came while the terminal was given away.
    backlog: Vec<Wake>,
    /// The minute for which local time has been looked up.
    minute: i64,
}

/// What a turn comes to.
enum Turn {
    Go,
    End(Exit),
}

impl Screen {
    fn live(&mut self) -> io::Result<Exit> {
        let exit = self.turns();
        // Also when the terminal has failed: then more than ever.
        self.leave();
        match exit {
            // A frame may find out before the hang-up's signal does.
            Err(error) if is_gone(&error) => Ok(Exit::HungUp),
            exit => exit,
        }
    }

    fn turns(&mut self) -> io::Result<Exit> {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        loop {
            let mut turn = self.turn(&mut batch)?;
            let patience = self.state.now + ANSWER_PATIENCE;
            while matches!(turn, Turn::Go) && self.state.awaits() {
                let span = patience.since(clock::now()).min(ANSWER_PATIENCE);
                let Ok(wake) = self.wakes.recv_timeout(span) else { break };
                batch.push(wake);
                turn = self.turn(&mut batch)?;
            }
            if let Turn::End(exit) = turn {
                return Ok(exit);
            }
            if term::panicked() {
                return Ok(Exit::Panicked);
            }
            self.draw()?;
            match self.sleep() {
                Ok(wake) => batch.push(wake),
                Err(RecvTimeoutError::Timeout) => (),
                Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Quit),
            }
        }
    }

    /// Takes what has come in.
    fn turn(&mut self, batch: &mut Vec<Wake>) -> io::Result<Turn> {
        batch.append(&mut self.backlog);
        batch.extend(self.wakes.try_iter().take(BATCH_MAX));
        self.pass_time();
        for wake in batch.drain(..) {
            if let Turn::End(exit) = self.take(wake)? {
                return Ok(Turn::End(exit));
            }
        }
        Ok(Turn::Go)
    }

    fn sleep(&self) -> Result<Wake, RecvTimeoutError> {
        if !self.backlog.is_empty() {
            return Err(RecvTimeoutError::Timeout);
        }
        let Some(next) = self.state.next_change() else {
            return self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected);
        };
        let span = next.since(clock::now()).min(SLEEP_MAX);
        self.wakes.recv_timeout(span)
    }

    fn pass_time(&mut self) {
        let now = clock::now();
        // Local time is looked up once a minute: it asks the system for its time zone.
        let minute = now.0.div_euclid(60_000);
        let offset =
            if minute == self.minute { self.state.utc_offset } else { clock::utc_offset(now) };
        self.minute = minute;
        self.apply(Event::Now(now, offset));
    }

    /// Applies an event whose effects only ask the desk.
    fn apply(&mut self, event: Event) {
        for effect in update(&mut self.state, event) {
            self.hands.ask(effect);
        }
    }

    fn take(&mut self, wake: Wake) -> io::Result<Turn> {
        match wake {
            Wake::Event(event) => self.handle(event),
            Wake::HungUp => Ok(Turn::End(Exit::HungUp)),
            Wake::Panicked => Ok(Turn::End(Exit::Panicked)),
            Wake::Signal(Signal::Resized) => {
                let (width, height) = term::size();
                self.handle(Event::Resized(width, height))
            }
            Wake::Signal(Signal::Stop) => {
                self.suspend()?;
                Ok(Turn::Go)
            }
            Wake::Signal(Signal::Continued) => {
                // Whoever had the terminal while we were stopped from outside has left traces, and other modes.
                self.away(|| Ok(()))?;
                Ok(Turn::Go)
            }
            Wake::Signal(Signal::End(number)) => Ok(Turn::End(Exit::Signal(number))),
        }
    }

    fn handle(&mut self, event: Event) -> io::Result<Turn> {
        use super::event::Effect;
        for effect in update(&mut self.state, event) {
            match effect {
                Effect::Quit => return Ok(Turn::End(Exit::Quit)),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.painter.forget(),
                Effect::Tell(bytes) => term::write_all(bytes)?,
                Effect::EditOutside(text) => {
                    let event = self.edit_outside(&text)?;
                    self.apply(event);
                }
                asks => self.hands.ask(asks),
            }
        }
        Ok(Turn::Go)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.away(|| term::stop_self().map(drop))
    }

    fn edit_outside(&mut self, text: &str) -> io::Result<Event> {
        let (command, folder) = (self.editor.clone(), self.hands.dir().to_owned());
        let mut event = None;
        self.away(|| {
            event = Some(editor::edit(&command, &folder, text));
            Ok(())
        })?;
        Ok(event.unwrap_or_else(|| Event::Edited(text.to_owned())))
    }

    /// Gives the terminal away and takes it back.
    fn away(&mut self, meanwhile: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        // False when the keys' thread has ended: then there is nothing to park.
        let _ = self.reader.park();
        term::leave();
        let done = meanwhile();
        // A Ctrl+C that was meant for the other program reaches us as a signal.
        let meant_for_us = |it: &Wake| {
            !matches!(
                it,
                Wake::Signal(Signal::End(signal_hook::consts::SIGINT) | Signal::Continued)
            )
        };
        self.backlog.extend(self.wakes.try_iter().filter(meant_for_us));
        term::enter(self.modes)?;
        self.reader.unpark();
        self.state.caps.reentered();
        self.painter.forget();
        term::write_all(term::QUERY)?;
        let (width, height) = term::size();
        self.apply(Event::Resized(width, height));
        done
    }

    fn draw(&mut self) -> io::Result<()> {
        let theme = self.theme.unwrap_or_else(|| theme_for(&self.state.caps));
        let (state, catalog) = (&self.state, &self.catalog);
        let drawn = self.painter.frame(
            state.size,
            |buf| view::draw(state, catalog, theme, buf),
            term::write_all,
        );
        // A panic on another thread has given the terminal back: nothing may be drawn over its message.
        if term::panicked() { Ok(()) } else { drawn }
    }

    /// Saves what is half written.
    fn leave(&mut self) {
        for effect in farewell(&mut self.state) {
            self.hands.ask(effect);
        }
    }
}

/// Whether nobody is at the other end of the line any more.
fn is_gone(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::PIPE, Errno::NXIO].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|it| gone.contains(&it))
}

/// How the settings want the terminal.
fn modes(wanted: TerminalSettings) -> Modes {
    Modes { kitty: wanted.keyboard != Keyboard::Legacy, mouse: wanted.mouse, title: wanted.title }
}

/// The theme that suits the terminal's background.
fn theme_for(caps: &Caps) -> Theme {
    use super::input::Background;
    match caps.background() {
        Some(Background::Light) => Theme::Light,
        Some(Background::Dark) | None => Theme::Dark,
    }
}
