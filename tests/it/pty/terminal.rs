//! A terminal for the real program: a PTY, the screen it shows, and what a terminal answers to questions.
//!
//! Nothing here sleeps. Whoever waits names a condition and blocks until bytes, the end of the output or the end of
//! the process may have made it true; past a deadline the screen is printed and the test fails.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use super::answers::Answers;
pub(crate) use super::keyboard::Profile;
use super::keyboard::{Layout, Modes};

/// How long anything may take on a busy machine. A condition that becomes true is seen at once.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// Stands on the test's screen for �, which `vt100` takes for a broken byte and does not show.
pub(crate) const UNSHOWN: char = '¿';

/// The program and the terminal it is to be started in.
pub(crate) struct Launch {
    command: CommandBuilder,
    size: (u16, u16),
    profile: Profile,
    mute: bool,
}

impl Launch {
    /// The program with these arguments, alone with a private home under `home`.
    pub(crate) fn new(home: &Path, args: &[&str]) -> Self {
        let program: &[&str] = &[env!("CARGO_BIN_EXE_keydesk")];
        Self::of(home, &[program, args].concat())
    }

    /// A shell's script, to which the program and its arguments are `"$@"`.
    pub(crate) fn script(home: &Path, script: &str, args: &[&str]) -> Self {
        let shell: &[&str] = &["sh", "-c", script, "sh", env!("CARGO_BIN_EXE_keydesk")];
        Self::of(home, &[shell, args].concat())
    }

    fn of(home: &Path, words: &[&str]) -> Self {
        let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
        command.env_clear();
        command.cwd(home);
        for (name, value) in surroundings(home) {
            command.env(name, value);
        }
        Self { command, size: (80, 24), profile: Profile::Legacy, mute: false }
    }

    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    pub(crate) fn kitty(self) -> Self {
        self.profile(Profile::Kitty)
    }

    /// The terminal, with what it puts into the environment.
    pub(crate) fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        for (name, value) in profile.environment() {
            self.command.env(name, value);
        }
        self
    }

    /// Far away: nothing is answered but what the test sends by hand.
    pub(crate) fn mute(mut self) -> Self {
        self.mute = true;
        self.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn start(self) -> Terminal {
        let (width, height) = self.size;
        let pair = native_pty_system().openpty(pty_size(width, height)).unwrap();
        let before = modes(&*pair.master);
        let mut child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let parser = vt100::Parser::new(cells(height), cells(width), 0);
        let seen = Seen {
            parser,
            raw: Vec::new(),
            held: Vec::new(),
            at_end: false,
            exit: None,
            hang_up: false,
            hopes: Vec::new(),
            answers: Answers::new(self.profile),
        };
        let shared = Arc::new(Shared { seen: Mutex::new(seen), changed: Condvar::new() });
        let writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let reader = pair.master.try_clone_reader().unwrap();
        let (here, there) = (Arc::clone(&shared), Arc::clone(&writer));
        let mute = self.mute;
        std::thread::spawn(move || look(reader, &here, &there, mute));
        let here = Arc::clone(&shared);
        std::thread::spawn(move || {
            let status = child.wait().unwrap();
            here.tell(|seen| seen.exit = Some(status.exit_code()));
        });
        Terminal { pid, shared, writer, master: Some(pair.master), before }
    }
}

/// The whole environment of a started program.
pub(crate) fn surroundings(home: &Path) -> [(&'static str, std::ffi::OsString); 8] {
    let under = |name: &str| home.join(name).into_os_string();
    [
        ("PATH", std::env::var_os("PATH").unwrap_or_default()),
        ("HOME", home.into()),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_STATE_HOME", under("state")),
        ("USER", "olena".into()),
        ("TERM", "xterm-256color".into()),
        ("LANG", "en_US.UTF-8".into()),
    ]
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// The line discipline's modes, in words that can be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// What has come from the program.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// The beginning of a character that may be �.
    held: Vec<u8>,
    /// Whether every byte has come.
    at_end: bool,
    exit: Option<u32>,
    /// Whether the terminal is to vanish.
    hang_up: bool,
    /// What is hoped to be seen in passing, and whether it was.
    hopes: Vec<(Hope, bool)>,
    /// The terminal's side of the conversation.
    answers: Answers,
}

type Hope = Box<dyn Fn(&vt100::Screen) -> bool + Send>;

impl Seen {
    /// Shows what came, frame by frame, so that nothing that is on the screen for a moment only is missed.
    fn show(&mut self, bytes: &[u8]) {
        const FRAME_END: &[u8] = b"\x1b[?2026l";
        for &byte in bytes {
            self.raw.push(byte);
            self.held.push(byte);
            match self.held.as_slice() {
                [0xef] | [0xef, 0xbf] => continue,
                [0xef, 0xbf, 0xbd] => self.parser.process(UNSHOWN.to_string().as_bytes()),
                held => self.parser.process(held),
            }
            self.held.clear();
            if self.raw.ends_with(FRAME_END) {
                let screen = self.parser.screen();
                self.hopes.iter_mut().for_each(|it| it.1 = it.1 || it.0(screen));
            }
        }
    }
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    fn tell(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Blocks until the condition holds; `None` past the deadline.
    fn wait(
        &self,
        limit: Duration,
        mut holds: impl FnMut(&Seen) -> bool,
    ) -> Option<MutexGuard<'_, Seen>> {
        let end = Instant::now() + limit;
        let mut seen = self.lock();
        while !holds(&seen) {
            let left = end.checked_duration_since(Instant::now())?;
            seen = self.changed.wait_timeout(seen, left).unwrap().0;
        }
        Some(seen)
    }
}

type Line = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// Reads until the program's end, shows what comes and answers questions.
fn look(mut from: Box<dyn Read + Send>, to: &Shared, back: &Line, mute: bool) {
    let mut bytes = [0; 8192];
    while let Ok(n) = from.read(&mut bytes) {
        if n == 0 {
            break;
        }
        let mut said = Vec::new();
        let mut hang_up = false;
        to.tell(|seen| {
            seen.show(&bytes[..n]);
            said = seen.answers.to(&bytes[..n]);
            hang_up = seen.hang_up;
        });
        if hang_up {
            break;
        }
        if let Some(line) = back.lock().unwrap().as_mut().filter(|_| !mute && !said.is_empty()) {
            let _ = line.write_all(&said);
        }
        to.tell(|seen| seen.answers.are_sent());
    }
    drop(from);
    to.tell(|seen| seen.at_end = true);
}

/// A running program in its terminal. Dropped, it is killed.
pub(crate) struct Terminal {
    pid: Pid,
    shared: Arc<Shared>,
    writer: Line,
    master: Option<Box<dyn MasterPty + Send>>,
    /// The modes of the line before the program came.
    before: String,
}

impl Terminal {
    /// Types, or sends what a terminal sends.
    pub(crate) fn send(&self, keys: &str) {
        let mut writer = self.writer.lock().unwrap();
        writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Presses Esc. In a legacy terminal a letter right behind it would be a key with Alt: wait for what it does.
    pub(crate) fn esc(&self) {
        let bytes = self.shared.lock().answers.keyboard.esc();
        self.send(bytes);
    }

    /// Presses F2.
    pub(crate) fn f2(&self) {
        let bytes = self.shared.lock().answers.keyboard.f2();
        self.send(bytes);
    }

    /// Presses Ctrl and a key, named by its English letter, in a layout; tells what the terminal sent.
    pub(crate) fn ctrl(&self, key: char, layout: Layout) -> String {
        let bytes = self.shared.lock().answers.keyboard.ctrl(key, layout);
        self.send(&bytes);
        bytes
    }

    /// Blocks until the program knows all this terminal will ever say about its keyboard: the answers stand on the line
    /// before whatever key comes next, and what was asked for is on.
    pub(crate) fn wait_acquainted(&self) {
        let come = self.shared.wait(DEADLINE, |seen| seen.answers.are_all());
        let never = come.is_none();
        drop(come);
        assert!(!never, "not all has been asked for\n{}", self.text());
    }

    /// Blocks until all questions of the way in are answered on the line.
    pub(crate) fn wait_answered(&self) {
        let come = self.shared.wait(DEADLINE, |seen| seen.answers.is_told());
        let never = come.is_none();
        drop(come);
        assert!(!never, "nothing was asked\n{}", self.text());
    }

    /// Blocks until something comes from the program, or it ends; no longer than `limit`. For who waits for one of
    /// several things, not all of them on the screen.
    pub(crate) fn wait_news(&self, limit: Duration) {
        let seen = self.shared.lock();
        drop(self.shared.changed.wait_timeout(seen, limit).unwrap());
    }

    /// Blocks until the screen is as wanted.
    pub(crate) fn wait(&self, what: &str, mut holds: impl FnMut(&vt100::Screen) -> bool) {
        let held = self.shared.wait(DEADLINE, |seen| holds(seen.parser.screen()));
        let never = held.is_none();
        drop(held);
        assert!(!never, "never seen: {what}\n{}", self.text());
    }

    /// Blocks until the screen shows `text`.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Blocks until the screen does not show `text` any more.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait(&format!("no more {text}"), |screen| !screen.contents().contains(text));
    }

    /// Types and blocks until the screen shows `text`.
    pub(crate) fn type_for(&self, keys: &str, text: &str) {
        self.send(keys);
        self.wait_for(text);
    }

    /// From now on looks at every frame for something that may be there for a moment only.
    pub(crate) fn hope(&self, holds: impl Fn(&vt100::Screen) -> bool + Send + 'static) {
        self.shared.tell(|seen| seen.hopes.push((Box::new(holds), false)));
    }

    /// Blocks until everything hoped for has been seen.
    pub(crate) fn wait_hopes(&self) {
        let come = self.shared.wait(DEADLINE, |seen| seen.hopes.iter().all(|it| it.1));
        let never = come.is_none();
        drop(come);
        assert!(!never, "never seen in passing\n{}", self.text());
    }

    /// Looks at the screen.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&vt100::Screen) -> R) -> R {
        look(self.shared.lock().parser.screen())
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// A row of the screen, counted from 0; negative ones from below.
    pub(crate) fn row(&self, y: i32) -> String {
        self.look(|screen| row(screen, y))
    }

    /// Every byte so far.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.shared.lock().raw.clone()
    }

    pub(crate) fn resize(&self, width: u16, height: u16) {
        self.shared.lock().parser.screen_mut().set_size(cells(height), cells(width));
        self.master.as_ref().unwrap().resize(pty_size(width, height)).unwrap();
    }

    /// The program itself.
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Kills the program where it stands and waits until it is gone.
    pub(crate) fn kill(self) {
        self.signal(Signal::KILL);
        self.end();
        // Nothing else restores the line either, so whoever finds it restored knows who did.
        assert!(!self.line_untouched());
    }

    /// The terminal's window is closed: nobody holds the other end of the line any more.
    pub(crate) fn hang_up(&mut self) {
        self.shared.lock().hang_up = true;
        // A new size makes the program draw, which wakes the reader, which goes.
        let size = self.master.as_ref().unwrap().get_size().unwrap();
        let other = PtySize { cols: size.cols + 1, ..size };
        self.master.as_ref().unwrap().resize(other).unwrap();
        assert!(self.shared.wait(DEADLINE, |seen| seen.at_end).is_some(), "nothing was drawn");
        drop(self.writer.lock().unwrap().take());
        drop(self.master.take());
    }

    /// Blocks until the program has ended and every byte of it has come; tells its exit code.
    pub(crate) fn end(&self) -> u32 {
        let ended = self.shared.wait(DEADLINE, |seen| seen.exit.is_some() && seen.at_end);
        let code = ended.as_ref().and_then(|it| it.exit);
        drop(ended);
        code.unwrap_or_else(|| panic!("still running\n{}", self.text()))
    }

    /// The program has ended and left the terminal as it found it.
    pub(crate) fn ended_well(&self, code: u32) {
        assert_eq!(self.end(), code, "{}", self.text());
        let master = self.master.as_ref().unwrap();
        assert_eq!(modes(&**master), self.before, "the line's modes are restored");
        super::wire::restored(&self.raw());
        super::wire::emptied(&self.raw());
        self.modes_restored();
        self.look(|screen| {
            assert!(!screen.alternate_screen() && !screen.hide_cursor());
            assert!(!screen.bracketed_paste());
        });
    }

    /// What is set in the terminal now.
    pub(crate) fn modes(&self) -> Modes {
        self.shared.lock().answers.keyboard.modes.clone()
    }

    /// Nothing that is set in the terminal is left behind: no keyboard flags on either screen, no mode, no title.
    pub(crate) fn modes_restored(&self) {
        assert_eq!(self.modes(), Modes::default(), "the terminal's modes are restored");
    }

    /// Whether the line is as it was before the program came.
    pub(crate) fn line_untouched(&self) -> bool {
        modes(&**self.master.as_ref().unwrap()) == self.before
    }

    /// Whether the program ends that soon.
    pub(crate) fn ends_within(&self, limit: Duration) -> bool {
        self.shared.wait(limit, |seen| seen.exit.is_some()).is_some()
    }

    /// Blocks until the bytes so far are as wanted.
    pub(crate) fn wait_raw(&self, what: &str, mut holds: impl FnMut(&[u8]) -> bool) {
        let held = self.shared.wait(DEADLINE, |seen| holds(&seen.raw));
        let never = held.is_none();
        drop(held);
        assert!(!never, "never sent: {what}\n{}", self.text());
    }

    /// Claims to have another size than it has.
    pub(crate) fn tell_size(&self, width: u16, height: u16) {
        self.master.as_ref().unwrap().resize(pty_size(width, height)).unwrap();
    }

    /// The terminal is stuck: it reads nothing, and the line is full. While this lives, the screen and the end of the
    /// program cannot be waited for.
    pub(crate) fn stuck(&self) -> Stuck<'_> {
        use rustix::fs::{Mode, OFlags, open};
        let seen = self.shared.lock();
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK;
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let line = open(name, flags, Mode::empty()).unwrap();
        let stuck = Stuck { seen, tty: self, line };
        // What the reader had begun to read makes room once more.
        while stuck.has_room() {
            while rustix::io::write(&stuck.line, b".").is_ok() {}
        }
        stuck
    }
}

/// A terminal that reads nothing, until it is dropped.
pub(crate) struct Stuck<'a> {
    seen: MutexGuard<'a, Seen>,
    tty: &'a Terminal,
    line: rustix::fd::OwnedFd,
}

impl Stuck<'_> {
    /// Whether bytes fit on the line. Says no only after a while, in which the program may find out too.
    fn has_room(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let soon = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
        poll(&mut [PollFd::new(&self.line, PollFlags::OUT)], Some(&soon)).unwrap() != 0
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.seen.parser.screen_mut().set_size(cells(height), cells(width));
        self.tty.master.as_ref().unwrap().resize(pty_size(width, height)).unwrap();
    }

    /// Types; true once the program has read it and has had a while to find out that the line is full.
    #[must_use]
    pub(crate) fn send(&self, keys: &str) -> bool {
        self.tty.send(keys);
        until(|| rustix::io::ioctl_fionread(&self.line).unwrap() == 0) && !self.has_room()
    }

    /// Blocks until the program is gone; the terminal reads again then.
    pub(crate) fn wait_dead(self) {
        let pid = self.tty.pid;
        let dead = until(|| rustix::process::test_kill_process(pid).is_err());
        drop(self);
        assert!(dead, "it hangs on a terminal that takes nothing");
    }
}

/// Blocks until something holds of which nobody tells; false past the deadline.
fn until(mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + DEADLINE;
    let (_keep, nothing) = std::sync::mpsc::channel::<()>();
    while !holds() {
        if end < Instant::now() {
            return false;
        }
        let _ = nothing.recv_timeout(Duration::from_millis(10));
    }
    true
}

/// A row of a screen, counted from 0; negative ones from below.
pub(crate) fn row(screen: &vt100::Screen, y: i32) -> String {
    let (height, width) = screen.size();
    let y = if y < 0 { i32::from(height.get()) + y } else { y };
    screen.rows(0, width.get()).nth(usize::try_from(y).unwrap()).unwrap()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.shared.lock().exit.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = self.shared.wait(DEADLINE, |seen| seen.exit.is_some());
        }
    }
}
