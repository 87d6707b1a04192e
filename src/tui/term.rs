//! Takes the terminal and gives it back as it was, once, from any way out. Knows neither keys nor screens.
//!
//! Process-wide state, because a panic hook has nothing else to reach: one process has one terminal.

mod line;

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::base::text::clean_block;
use crate::config::MouseUse;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::Signal;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, OutputModes, QueueSelector, Termios, isatty, tcflush,
    tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr,
};

use line::Line;

/// What is wanted of the terminal beside the alternate screen, paste marks and focus reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modes {
    /// The kitty keyboard protocol, where the terminal has it.
    pub kitty: bool,
    /// What the mouse may do.
    pub mouse: MouseUse,
    /// Whether the window's title is ours; the old one is kept by the terminal and comes back.
    pub title: bool,
}

impl Modes {
    /// Everything of the alternate screen is set behind 1049h and undone before 1049l: kitty, foot and Alacritty keep
    /// a stack of keyboard flags per screen. Then: paste marks, focus reports, no cursor, an empty screen.
    fn enter(self) -> Vec<u8> {
        let mut bytes = Vec::from(b"\x1b[?1049h");
        let mut also = |wanted: bool, more: &[u8]| {
            if wanted {
                bytes.extend_from_slice(more);
            }
        };
        also(self.kitty, b"\x1b[>5u");
        also(true, b"\x1b[?2004h\x1b[?1004h");
        also(self.title, TITLE_KEEP);
        // Never 1003: it reports every movement, also over a slow line.
        also(self.mouse == MouseUse::On, b"\x1b[?1000h");
        also(self.mouse == MouseUse::Drag, b"\x1b[?1002h");
        also(self.mouse != MouseUse::Off, b"\x1b[?1006h");
        also(true, b"\x1b[?25l\x1b[2J");
        bytes
    }

    /// The way back, in the alternate screen as far as it concerns that, and in one piece.
    fn leave(self) -> Vec<u8> {
        let title: &[u8] = if self.title { TITLE_BACK } else { b"" };
        let keys: &[u8] = if self.kitty { KEYS_BACK } else { b"" };
        [FRAME_END, title, keys, LEAVE].concat()
    }
}

/// The terminal keeps the window's title, and brings it back. One that keeps none (GNU screen, mosh) is left without a
/// title: ours would say for ever how many wait.
const TITLE_KEEP: &[u8] = b"\x1b[22;0t";
const TITLE_BACK: &[u8] = b"\x1b]2;\x1b\\\x1b[23;0t";

/// The keyboard is as before. Only what was pushed is popped: below it may lie another program's flags.
const KEYS_BACK: &[u8] = b"\x1b[<1u";

/// All that [`Modes::enter`] sets is undone, and what else a session may have switched on (other keys, theme reports, a
/// link). What the terminal keeps for us is apart: what was not kept must not be brought back. The screen is emptied
/// before it is left: screen and mosh have only one, and customers' words are not for whoever comes next.
const LEAVE: &[u8] = b"\x1b[>4m\x1b[?1004l\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2031l\
    \x1b]8;;\x1b\\\x1b[m\x1b[0 q\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l";

/// Ends a frame that was cut short.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// For a terminal that a killed program has left behind: the same, and the modes other programs forget.
pub const RESET: &[u8] = b"\x1b[23;0t\x1b[?2026l\x1b[<1u\x1b[>4m\x1b[?1004l\x1b[?2004l\x1b[?1015l\x1b[?1006l\x1b[?1005l\
    \x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?2031l\x1b]8;;\x1b\\\x1b[?1l\x1b>\x1b(B\x0f\x1b[?7h\x1b[m\x1b[0 q\x1b[?25h\x1b[?1049l";

/// Asks what the terminal can do, in one batch, behind [`enter`]. The answers come through the decoder; nothing waits.
///
/// In order: kitty flags, level of other keys, name, synchronized output, reports of a changed theme, background, a
/// cell's size, and device attributes, which every terminal answers. SGR 0 last: `st` takes the second for an underline.
pub const QUERY: &[u8] =
    b"\x1b[?u\x1b[?4m\x1b[>q\x1b[?2026$p\x1b[?2031$p\x1b]11;?\x1b\\\x1b[16t\x1b[c\x1b[m";

/// Asks how many pixels a cell has.
pub const CELL_SIZE: &[u8] = b"\x1b[16t";

/// Asks whether a compressed picture of kitty's protocol would be taken, of one black pixel. For terminals whose name
/// says that they know what this is: tmux takes it for a title.
pub const GRAPHICS: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24,o=z;eJxjYGAAAAADAAE=\x1b\\";

/// Asks for the background's colour.
pub const BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Turns modifyOtherKeys on and asks whether it is. SGR 0 between: some old terminals read the first as SGR 4;2.
pub const OTHER_KEYS_ON: &[u8] = b"\x1b[>4;2m\x1b[m\x1b[?4m";

/// Has the terminal tell when its colours turn dark or light.
pub const THEME_REPORTS_ON: &[u8] = b"\x1b[?2031h";

/// No screen has more columns or rows; whoever says so (a broken `stty`, a hostile multiplexer) does not get us to ask
/// for the memory.
const SIZE_MAX: (u16, u16) = (2000, 600);
/// How long [`stop_self`] waits to be stopped before it goes on as if it had been.
const STOP_LIMIT: Duration = Duration::from_secs(1);

static SAVED: OnceLock<Termios> = OnceLock::new();
static LINE: OnceLock<Line> = OnceLock::new();
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// How the terminal was taken.
static TAKEN: Mutex<Option<Modes>> = Mutex::new(None);
static PANICKED: AtomicBool = AtomicBool::new(false);

/// Whether our job is the one that has the terminal. Whoever sets modes without having it is stopped by the system, and
/// nothing ends what is stopped so. Where nobody can tell, it is.
#[must_use]
pub fn foreground() -> bool {
    tcgetpgrp(stdin()).map_or(true, |it| it == rustix::process::getpgrp())
}

/// Calls [`leave`] when dropped, so that an early return gives the terminal back too.
#[derive(Debug)]
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal: raw mode, alternate screen, keyboard protocol. Does nothing when it is taken already, nor after
/// a panic: nothing may be drawn over its message.
///
/// # Errors
/// When stdin is no terminal, or stdout takes no bytes. The terminal is as before then.
pub fn enter(modes: Modes) -> io::Result<()> {
    if LINE.get().is_none() {
        let _ = LINE.set(Line::to_stdout()?);
    }
    if panicked() || ACTIVE.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let entered = take_line(stdin(), &SAVED, panicked).and_then(|()| {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(modes);
        write_all(&modes.enter())
    });
    // Whoever has panicked meanwhile may have found nothing to leave.
    if entered.is_err() || panicked() {
        leave();
    }
    entered
}

/// Gives the terminal back. Does nothing when it is not taken, so every way out may call it.
///
/// Errors are not reported: the terminal may be gone, and there is nobody left to tell. One that takes nothing is
/// waited for a second at most.
pub fn leave() {
    if !ACTIVE.swap(false, Ordering::SeqCst) {
        return;
    }
    let modes = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).take();
    let bytes = modes.map(Modes::leave).unwrap_or_default();
    let front = foreground();
    // What was set in the terminal while we had it is ours to undo, whoever has it now, unless to write would stop us.
    let written = front || !stops_writers(stdin());
    let taken = written && LINE.get().is_some_and(|it| it.write_last(&bytes, front));
    // The line's modes are the shell's by then: it has set its own, and to touch them from behind would stop us.
    let Some(saved) = SAVED.get().filter(|_| front) else { return };
    // Late answers and key-ups must not land in the shell's prompt. Flush also waits for what was written: where
    // nobody takes it, only what was typed is thrown away.
    if taken {
        let _ = tcsetattr(stdin(), OptionalActions::Flush, saved);
    } else {
        let _ = tcflush(stdin(), QueueSelector::IFlush);
        let _ = tcsetattr(stdin(), OptionalActions::Now, saved);
    }
}

/// Takes the terminal once more: somebody else has had it without our leave (a stop from outside). What has been typed
/// is kept.
///
/// # Errors
/// As [`enter`].
pub fn retake() -> io::Result<()> {
    let modes = *TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(modes) = modes else { return Ok(()) };
    take_line(stdin(), &SAVED, panicked)?;
    // Back first: what is kept on a stack must not be kept twice.
    write_all(&[modes.leave(), modes.enter()].concat())
}

/// Makes a panic anywhere give the terminal back before its message is printed, and calls `told` then. From its
/// beginning on nothing is written by [`write_all`]: the next frame would paint over the message.
///
/// What it says is cleaned: it may hold a customer's words, and they are no commands to the terminal.
///
/// A panic of which `contained` says that it concerns nobody else leaves the screen alone, and says nothing.
pub fn hook_panics(
    contained: fn(&PanicHookInfo<'_>) -> bool,
    told: impl Fn() + Send + Sync + 'static,
) {
    std::panic::set_hook(Box::new(move |info| {
        if contained(info) {
            return;
        }
        PANICKED.store(true, Ordering::SeqCst);
        leave();
        say(info);
        told();
    }));
}

/// Prints a panic's message, and how it came to it where `RUST_BACKTRACE` asks for that.
fn say(info: &PanicHookInfo<'_>) {
    let traced = Backtrace::capture();
    let mut text = format!("{info}\n");
    if traced.status() == BacktraceStatus::Captured {
        text.push_str(&format!("{traced}\n"));
    }
    // There is nobody left to tell of an error.
    let _ = io::stderr().write_all(clean_block(&text).as_bytes());
}

/// True once any thread or task has panicked that nobody contains.
#[must_use]
pub fn panicked() -> bool {
    PANICKED.load(Ordering::SeqCst)
}

/// Writes to the terminal, past every buffer; in one call when the terminal takes it all. Nothing is written while the
/// terminal is not taken.
///
/// # Errors
/// When the terminal is gone. Interruptions and a full line are waited out, but not long once there is a [`hurry`].
pub fn write_all(bytes: &[u8]) -> io::Result<()> {
    let ours = || ACTIVE.load(Ordering::SeqCst);
    LINE.get().map_or(Ok(()), |it| it.write(bytes, ours))
}

/// A signal is to end the program: whoever writes to a terminal that takes nothing gives up.
pub fn hurry(signal: i32) {
    if let Some(line) = LINE.get() {
        line.hurry(signal);
    }
}

/// The signal that is to end the program, if there is one.
#[must_use]
pub fn hurried() -> Option<i32> {
    LINE.get().and_then(Line::hurried)
}

/// A Ctrl+C was meant for another program: there is no hurry any more, unless by another signal.
pub fn calm() {
    if let Some(line) = LINE.get() {
        line.calm();
    }
}

/// Columns and rows; 80 by 24 where nobody knows, and never more than anybody has.
#[must_use]
pub fn size() -> (u16, u16) {
    let known = [stdout(), stdin()].into_iter().filter_map(|it| tcgetwinsize(it).ok());
    let mut sizes = known.map(|it| (it.ws_col, it.ws_row)).filter(|it| 0 < it.0 && 0 < it.1);
    let (columns, rows) = sizes.next().unwrap_or((80, 24));
    (columns.min(SIZE_MAX.0), rows.min(SIZE_MAX.1))
}

/// Pixels that a cell is wide and high, where the line knows.
#[must_use]
pub fn cell_size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    let pixels = |all: u16, parts: u16| all.checked_div(parts).filter(|it| 0 < *it);
    Some((pixels(size.ws_xpixel, size.ws_col)?, pixels(size.ws_ypixel, size.ws_row)?))
}

/// True when both ends of the conversation are terminals, so that a screen makes sense.
#[must_use]
pub fn is_terminal() -> bool {
    stdin_is_terminal() && stdout_is_terminal()
}

/// True when somebody types, and no file or pipe is read.
#[must_use]
pub fn stdin_is_terminal() -> bool {
    isatty(stdin())
}

/// True when somebody looks, and the output goes into no file or pipe.
#[must_use]
pub fn stdout_is_terminal() -> bool {
    isatty(stdout())
}

/// Stops the whole job, as the tty driver would on Ctrl+Z, and returns when the shell has continued it.
///
/// To be called between [`leave`] and [`enter`], with the reader parked. Returns false without stopping when there is no
/// shell to come back to: a program that leads its session (`xterm -e keydesk`) would sleep for ever.
///
/// # Errors
/// When the system refuses the signal.
pub fn stop_self() -> io::Result<bool> {
    use signal_hook::low_level::{pipe, unregister};
    if rustix::process::getsid(None)? == rustix::process::getpgrp() {
        return Ok(false);
    }
    let (continued, written) = UnixStream::pair()?;
    let registered = pipe::register(signal_hook::consts::SIGCONT, written)?;
    // The group, so that a wrapper stops too and the shell gets its turn. SIGSTOP, because a handler for SIGTSTP, which
    // the loop may have, would run instead of the stop, and cannot be put aside without unsafe code.
    let stopped = rustix::process::kill_current_process_group(Signal::STOP);
    if stopped.is_ok() {
        // The signal may reach another thread first: without this wait we might enter again before we are stopped.
        wait_for(&continued, PollFlags::IN, Some(STOP_LIMIT));
    }
    unregister(registered);
    stopped?;
    Ok(true)
}

/// Repairs the terminal that is stdout and was left in a mess: [`RESET`], and modes in which a shell can be used.
///
/// # Errors
/// When stdout takes no bytes, or the modes cannot be set.
pub fn reset() -> io::Result<()> {
    write_plainly(RESET)?;
    let mut modes = tcgetattr(stdout())?;
    make_sane(&mut modes);
    Ok(tcsetattr(stdout(), OptionalActions::Flush, &modes)?)
}

/// What `stty sane` sets, as far as raw mode clears it.
fn make_sane(modes: &mut Termios) {
    modes.input_modes |= InputModes::BRKINT | InputModes::ICRNL | InputModes::IXON;
    modes.output_modes |= OutputModes::OPOST | OutputModes::ONLCR;
    modes.local_modes |= LocalModes::ISIG | LocalModes::ICANON | LocalModes::IEXTEN;
    modes.local_modes |= LocalModes::ECHO | LocalModes::ECHOE | LocalModes::ECHOK;
}

/// Raw mode: Ctrl+S, Q, O, V, C, Z are keys, and Ctrl+J is not Enter. `saved` keeps the modes of the first time only:
/// later ones may be those of a program that left a mess.
fn make_raw(tty: impl AsFd, saved: &OnceLock<Termios>) -> io::Result<()> {
    let found = tcgetattr(&tty)?;
    let mut raw = saved.get_or_init(|| found).clone();
    raw.make_raw();
    // Now, not Drain: a line stopped by an earlier Ctrl+S would never drain.
    Ok(tcsetattr(&tty, OptionalActions::Now, &raw)?)
}

/// Whether the line stops jobs that write without having the terminal (`stty tostop`).
fn stops_writers(tty: impl AsFd) -> bool {
    tcgetattr(tty).is_ok_and(|it| it.local_modes.contains(LocalModes::TOSTOP))
}

/// Raw mode, unless somebody panics: the way out may have been gone before the line was made raw.
fn take_line(
    tty: impl AsFd,
    saved: &OnceLock<Termios>,
    panicked: impl Fn() -> bool,
) -> io::Result<()> {
    make_raw(&tty, saved)?;
    match saved.get().filter(|_| panicked()) {
        Some(saved) => Ok(tcsetattr(&tty, OptionalActions::Now, saved)?),
        None => Ok(()),
    }
}

/// Writes to stdout as it is.
fn write_plainly(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Waits until `fd` is ready; false when the limit passed without it.
fn wait_for(fd: impl AsFd, ready: PollFlags, limit: Option<Duration>) -> bool {
    let limit = limit.and_then(|it| Timespec::try_from(it).ok());
    loop {
        match poll(&mut [PollFd::new(&fd, ready)], limit.as_ref()) {
            Err(Errno::INTR) => (),
            // An error shows again in the next read or write, with its name.
            Ok(0) => return false,
            Ok(_) | Err(_) => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::OwnedFd;

    use portable_pty::{PtyPair, PtySize, native_pty_system};
    use rustix::fs::{Mode, OFlags, open};

    use super::*;

    fn tty() -> (PtyPair, OwnedFd) {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let name = pair.master.tty_name().unwrap();
        let tty = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        (pair, tty)
    }

    fn at(bytes: &[u8], part: &[u8]) -> usize {
        let found: Vec<_> = (0..bytes.len()).filter(|it| bytes[*it..].starts_with(part)).collect();
        assert_eq!(found.len(), 1, "{} once", part.escape_ascii());
        found[0]
    }

    const ALL: Modes = Modes { kitty: true, mouse: MouseUse::On, title: true };
    const FEW: Modes = Modes { kitty: false, mouse: MouseUse::Off, title: false };

    #[test]
    fn keyboard_flags_live_inside_the_alternate_screen() {
        let enter = ALL.enter();
        assert!(at(&enter, b"\x1b[?1049h") < at(&enter, b"\x1b[>5u"));
        for bytes in [&ALL.leave(), RESET] {
            assert!(at(bytes, b"\x1b[<1u") < at(bytes, b"\x1b[?1049l"));
            assert!(bytes.ends_with(b"\x1b[?25h\x1b[?1049l"));
            assert!(at(bytes, b"\x1b[?2026l") < at(bytes, b"\x1b[<1u"));
        }
    }

    #[test]
    fn whatever_is_switched_on_is_switched_off() {
        let drag = Modes { mouse: MouseUse::Drag, ..ALL };
        let enter = [ALL.enter(), drag.enter(), THEME_REPORTS_ON.to_vec()].concat();
        let text = String::from_utf8_lossy(&enter);
        for mode in text.split('\x1b').filter_map(|it| it.strip_prefix("[?")?.strip_suffix('h')) {
            for bytes in [&FEW.leave(), RESET] {
                at(bytes, format!("\x1b[?{mode}l").as_bytes());
            }
        }
        at(LEAVE, b"\x1b[?25h");
        at(LEAVE, b"\x1b[>4m");
        at(&ALL.leave(), TITLE_BACK);
    }

    #[test]
    fn what_is_not_wanted_is_not_set() {
        let enter = String::from_utf8(FEW.enter()).unwrap();
        assert_eq!(enter, "\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l\x1b[2J");
        let leave = String::from_utf8(FEW.leave()).unwrap();
        assert!(!leave.contains("\x1b[<") && !leave.contains("\x1b[23"), "{leave:?}");
        assert!(!leave.contains("\x1b]2;"), "the title is another's: {leave:?}");
    }

    #[test]
    fn raw_mode_makes_every_control_key_a_key_and_is_undone() {
        let (_pair, tty) = tty();
        let saved = OnceLock::new();
        let before = tcgetattr(&tty).unwrap();
        make_raw(&tty, &saved).unwrap();
        make_raw(&tty, &saved).unwrap();
        let raw = tcgetattr(&tty).unwrap();
        assert!(!raw.input_modes.intersects(InputModes::IXON | InputModes::ICRNL));
        assert!(
            !raw.local_modes.intersects(LocalModes::ISIG | LocalModes::IEXTEN | LocalModes::ICANON)
        );
        tcsetattr(&tty, OptionalActions::Flush, saved.get().unwrap()).unwrap();
        let after = tcgetattr(&tty).unwrap();
        assert_eq!(after.local_modes, before.local_modes);
        assert_eq!(after.input_modes, before.input_modes);
        assert_eq!(after.output_modes, before.output_modes);
    }

    #[test]
    fn a_line_that_is_taken_while_somebody_panics_is_not_left_raw() {
        let (_pair, tty) = tty();
        let before = tcgetattr(&tty).unwrap();
        take_line(&tty, &OnceLock::new(), || true).unwrap();
        let after = tcgetattr(&tty).unwrap();
        assert_eq!(
            (after.local_modes, after.input_modes),
            (before.local_modes, before.input_modes)
        );
        take_line(&tty, &OnceLock::new(), || false).unwrap();
        assert_ne!(tcgetattr(&tty).unwrap().local_modes, before.local_modes);
    }

    #[test]
    fn a_raw_terminal_can_be_made_sane() {
        let (_pair, tty) = tty();
        let before = tcgetattr(&tty).unwrap();
        make_raw(&tty, &OnceLock::new()).unwrap();
        let mut modes = tcgetattr(&tty).unwrap();
        make_sane(&mut modes);
        assert!(
            modes.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
        );
        assert!(modes.input_modes.contains(before.input_modes & InputModes::ICRNL));
    }

    #[test]
    fn there_is_always_a_size() {
        let (columns, rows) = size();
        assert!(0 < columns && 0 < rows);
    }
}
