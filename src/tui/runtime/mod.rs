//! Where keys, time and the desk's answers meet. The only part of the screen that waits.
//!
//! One queue comes in; a turn takes what is there, lets `update` decide, starts the effects and draws once.
//! There is no tick: the loop sleeps until something happens or something on the screen changes by itself.

mod batch;
mod books;
mod clipboard;
mod crew;
mod doctor;
mod editor;
mod finding;
mod hands;
mod hub;
mod insets;
mod looking;
mod queue;
mod signals;
mod studies;
mod tmux;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use rustix::io::Errno;

use super::around::Around;
use super::channels::ChannelWish;
use super::event::{Effect, Event};
use super::files::FileWish;
use super::hub::HubWish;
use super::input::caps::Caps;
use super::input::reader::{self, ReaderHandle};
use super::input::{Background, Input};
use super::paint::{Extras, Painter};
use super::state::{Start, State};
use super::term::Modes;
use super::theme::Theme;
use super::update::{begin, farewell, update};
use super::{clip, term, view};
use crate::base::clock::{self, Timestamp};
use crate::base::contained;
use crate::config::{Keyboard, Terminal as TerminalSettings};
use crate::i18n::Catalog;
use crate::store::Desk;
use clipboard::Copying;
pub use doctor::{Practice, examine};
use hands::Hands;
use queue::{Queue, Wake};
use signals::Signal;

/// Events taken before the screen is drawn again, at most.
const BATCH_MAX: usize = 64;

/// A clock that is set back while we sleep must not make us sleep for ever.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// An answer of the desk is mostly a millisecond away: to wait for it this long saves a frame that would show an
/// empty pane and flicker. Keys are taken meanwhile.
const ANSWER_PATIENCE: Duration = Duration::from_millis(8);

/// How long after it was asked a terminal's answers are waited for on the way out, on this machine and at the far end of
/// a line.
const OWED_LOCAL: Duration = Duration::from_millis(500);
const OWED_SSH: Duration = Duration::from_secs(2);

const fn owed(around: &Around) -> Duration {
    if around.ssh { OWED_SSH } else { OWED_LOCAL }
}

/// Who speaks with the hub: takes what the screen wants of it, never waits, and answers through the [`Door`].
pub type HubDoor = Box<dyn Fn(HubWish) + Send>;

/// Who reaches the channels' media and secrets: takes what the screen wants, never waits, and answers through the door.
pub type ChannelDoor = Box<dyn Fn(ChannelWish, Door) + Send>;
/// Who does something with files: takes what the screen wants, never waits, and answers through the [`Door`], in the end
/// once in any case.
pub type FilesDoor = Box<dyn Fn(FileWish, Door) + Send>;

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
    /// Where the time comes from.
    pub clock: fn() -> Timestamp,
    /// Who speaks with the hub; `None` on a desk that is nobody's replica.
    pub hub: Option<HubDoor>,
    /// Who reaches the channels.
    pub channels: Option<ChannelDoor>,
    /// Who does something with files; `None` where nobody does.
    pub files: Option<FilesDoor>,
}

/// How the screen was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exit {
    /// Somebody quit.
    Quit,
    /// Somebody wants the desk of this profile instead.
    Switch(String),
    /// By this signal.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
    /// A part of the program panicked, and nobody contains it; the terminal is restored and the message printed.
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
    state.caps.suppose_cell(term::cell_size());
    let views = state.views.file.clone();
    let hands = Hands::new(parts.desk, door.clone(), state.me.id, views);
    let hands = hands.with_hub(parts.hub).with_channels(parts.channels);
    // The first question is on its way while the terminal is being set up.
    for effect in begin(&mut state) {
        hands.ask(effect);
    }
    meet(Door(door.clone()));
    let heard = door.clone();
    // A panic ends the screen, once its message is out, unless somebody contains it.
    term::hook_panics(contained::note, move || drop(heard.send(Wake::Panicked)));
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
    let reader = listen_to_keys(door.clone(), state.around.ssh)?;
    term::write_all(term::QUERY)?;
    let mut screen = Screen {
        state,
        hands,
        reader,
        queue: Queue::new(wakes),
        door,
        copying: Copying::default(),
        catalog: parts.catalog,
        theme: parts.theme,
        editor: parts.editor,
        files: parts.files,
        clock: parts.clock,
        painter: Painter::new(),
        modes,
        asked_at: Instant::now(),
        minute: i64::MIN,
    };
    let exit = screen.live();
    screen.hands.finish();
    // Before what is still being copied is waited for.
    term::leave();
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

struct Screen {
    state: State,
    hands: Hands,
    reader: ReaderHandle,
    queue: Queue,
    /// For what runs beside the screen.
    door: Sender<Wake>,
    copying: Copying,
    catalog: Arc<Catalog>,
    theme: Option<Theme>,
    editor: String,
    files: Option<FilesDoor>,
    clock: fn() -> Timestamp,
    painter: Painter,
    /// How the terminal is set up.
    modes: Modes,
    /// When the terminal was last asked what it can do.
    asked_at: Instant,
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
        if matches!(exit, Ok(Exit::Quit | Exit::Switch(_) | Exit::Signal(_))) {
            self.hear_answers();
        }
        // What is typed from here on is thrown away when the terminal is given back. False when the keys' thread has ended.
        let _ = self.reader.park();
        // A terminal that is gone keeps nothing.
        let _ = self.painter.tidy_up(term::write_all);
        // Also when the terminal has failed: then more than ever.
        self.leave();
        left(exit, &self.queue)
    }

    /// Waits for what the terminal still owes, as long as it may be on its way.
    fn hear_answers(&mut self) {
        let until = self.asked_at + owed(&self.state.around);
        self.queue.hear_answers(until, &mut self.state.caps, |caps, event| match event {
            Event::Input(Input::Reply(reply)) => {
                caps.learn_last(&reply);
                None
            }
            other => Some(other),
        });
    }

    /// Asks the terminal what it can do.
    fn ask(&mut self) -> io::Result<()> {
        self.asked_at = Instant::now();
        term::write_all(term::QUERY)
    }

    fn turns(&mut self) -> io::Result<Exit> {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        loop {
            let mut turn = self.turn(&mut batch)?;
            let patience = self.state.now + ANSWER_PATIENCE;
            while matches!(turn, Turn::Go) && self.state.awaits() {
                let span = patience.since((self.clock)()).min(ANSWER_PATIENCE);
                let Ok(wake) = self.queue.next(Some(span)) else { break };
                batch.push(wake);
                turn = self.turn(&mut batch)?;
            }
            if let Turn::End(exit) = turn {
                return Ok(exit);
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
        batch.append(self.queue.backlog());
        batch.extend(self.queue.there().take(BATCH_MAX));
        self.pass_time()?;
        for wake in batch.drain(..) {
            if let Turn::End(exit) = self.take(wake)? {
                return Ok(Turn::End(exit));
            }
        }
        Ok(Turn::Go)
    }

    fn sleep(&mut self) -> Result<Wake, RecvTimeoutError> {
        if !self.queue.backlog().is_empty() {
            return Err(RecvTimeoutError::Timeout);
        }
        let next = self.state.next_change();
        self.queue.next(next.map(|it| it.since((self.clock)()).min(SLEEP_MAX)))
    }

    fn pass_time(&mut self) -> io::Result<Turn> {
        let now = (self.clock)();
        // Local time is looked up once a minute: it asks the system for its time zone.
        let minute = now.0.div_euclid(60_000);
        let offset =
            if minute == self.minute { self.state.utc_offset } else { clock::utc_offset(now) };
        self.minute = minute;
        self.handle(Event::Now(now, offset))
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
                if self.queue.retake(&self.reader)? {
                    self.back()?;
                }
                Ok(Turn::Go)
            }
            Wake::Signal(Signal::End(number)) => Ok(Turn::End(Exit::Signal(number))),
        }
    }

    fn handle(&mut self, event: Event) -> io::Result<Turn> {
        let event = match event {
            Event::Input(Input::Mouse(mouse)) => {
                let spot = view::spot(&self.state, &self.catalog, mouse.column, mouse.row);
                Event::Pointed(mouse, spot)
            }
            other => other,
        };
        for effect in update(&mut self.state, event) {
            match effect {
                Effect::Quit => return Ok(Turn::End(Exit::Quit)),
                Effect::Switch(profile) => return Ok(Turn::End(Exit::Switch(profile))),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.painter.forget(),
                Effect::Tell(bytes) => term::write_all(bytes)?,
                Effect::CopyOut(text) if self.state.around.tmux => {
                    self.copying.hand_to_tmux(text, self.door.clone());
                }
                Effect::CopyOut(text) | Effect::CopyPlainly(text) => {
                    let inside = self.state.around.screen && !self.state.around.tmux;
                    let wrap = if inside { clip::sequence_in_screen } else { clip::sequence };
                    term::write_all(&wrap(&text))?;
                }
                Effect::Notify(notice) => term::write_all(&notice.bytes(&self.catalog))?,
                Effect::ReadBooks => {
                    books::read(Arc::clone(&self.state.writing.books), self.door.clone());
                }
                Effect::WriteExamples => {
                    let (known, language) =
                        (Arc::clone(&self.state.writing.books), self.catalog.language().code());
                    books::write_examples(known, language, self.door.clone());
                }
                Effect::EditOutside(text) => self.edit_outside(&text)?,
                Effect::ShowOutside(command, file) => self.show_outside(&command, &file)?,
                Effect::File(wish) => {
                    let door = Door(self.door.clone());
                    self.files.iter().for_each(|it| it(wish.clone(), door.clone()));
                }
                asks => self.hands.ask(asks),
            }
        }
        Ok(Turn::Go)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.away(Queue::stop)
    }

    fn edit_outside(&mut self, text: &str) -> io::Result<()> {
        let (command, folder) = (self.editor.clone(), self.hands.dir().to_owned());
        let mut edited = None;
        let back = self.away(|_| {
            edited = Some(editor::edit(&command, &folder, text));
            Ok(())
        });
        // Also when the terminal is gone by now: what was written is a draft at least.
        if let Some(edited) = edited {
            self.apply(edited);
        }
        back
    }

    fn show_outside(&mut self, command: &str, file: &Path) -> io::Result<()> {
        let mut failed = None;
        let back = self.away(|_| {
            failed = editor::show(command, file);
            Ok(())
        });
        if let Some(failed) = failed {
            self.apply(failed);
        }
        back
    }

    /// Gives the terminal away and takes it back.
    fn away(&mut self, meanwhile: impl FnOnce(&mut Queue) -> io::Result<()>) -> io::Result<()> {
        self.hear_answers();
        if self.queue.away(&self.reader, self.modes, meanwhile)? {
            self.back()?;
        }
        Ok(())
    }

    /// The terminal is ours again, and nothing is known of it.
    fn back(&mut self) -> io::Result<()> {
        self.state.reentered();
        self.painter.forget();
        self.ask()?;
        let (width, height) = term::size();
        self.apply(Event::Resized(width, height));
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let theme = self.theme.unwrap_or_else(|| theme_for(&self.state.around, &self.state.caps));
        let (state, catalog) = (&self.state, &self.catalog);
        let title = state.settings.terminal.title.then(|| state.title());
        let insets = state.placed_insets();
        let extras =
            Extras { title: title.as_deref(), links: &state.thread.links, insets: &insets };
        let draw = |buf: &mut _| view::draw(state, catalog, theme, buf);
        self.painter.frame(state.size, extras, draw, term::write_all)
    }

    /// Saves what is half written.
    fn leave(&mut self) {
        for effect in farewell(&mut self.state) {
            self.hands.ask(effect);
        }
    }
}

/// What the end of the turns comes to. Waits for the message of a panic.
fn left<E>(exit: io::Result<Exit>, queue: &Queue<E>) -> io::Result<Exit> {
    if term::panicked() {
        if !matches!(exit, Ok(Exit::Panicked)) {
            queue.hear_out();
        }
        return Ok(Exit::Panicked);
    }
    match (exit, term::hurried()) {
        // A frame may find out before the hang-up's signal does.
        (Err(error), _) if is_gone(&error) => Ok(Exit::HungUp),
        // The terminal takes nothing, so there was no turn for the signal.
        (Err(_), Some(signal)) => Ok(Exit::Signal(signal)),
        (exit, _) => exit,
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

/// The theme that suits the terminal.
fn theme_for(around: &Around, caps: &Caps) -> Theme {
    match around.shown_on(caps) {
        _ if around.few_colours() => Theme::HighContrast,
        Background::Light => Theme::Light,
        Background::Dark => Theme::Dark,
    }
}
