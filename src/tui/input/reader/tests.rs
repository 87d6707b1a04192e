//! The input thread over a pipe and over a real pseudo-terminal.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::mpsc::{Receiver, channel};

use super::super::{Key, KeyPress, Mods};
use super::*;

/// Far longer than anything here takes; reached only by a failure.
const SOON: Duration = Duration::from_secs(10);

struct Desk {
    handle: ReaderHandle,
    events: Receiver<Event>,
    terminal: File,
    /// The reader's end of the pipe, once more: what it leaves unread can be read here.
    unread: OwnedFd,
}

fn desk() -> Desk {
    let (tty, terminal) = rustix::pipe::pipe().unwrap();
    let unread = tty.try_clone().unwrap();
    let (tell, events) = channel();
    let handle = spawn(tty, false, move |event| tell.send(event).is_ok()).unwrap();
    Desk { handle, events, terminal: File::from(terminal), unread }
}

fn key(key: Key, mods: Mods) -> Event {
    Event::Input(Input::Key(KeyPress::new(key, mods)))
}

fn typed(sign: char) -> Event {
    key(Key::Char(sign), Mods::NONE)
}

#[test]
fn keys_arrive_in_order_and_a_lone_escape_after_its_timeout() {
    let mut desk = desk();
    desk.terminal.write_all("aь\x11\x1b".as_bytes()).unwrap();
    for expected in
        [typed('a'), typed('ь'), key(Key::Char('q'), Mods::CTRL), key(Key::Esc, Mods::NONE)]
    {
        assert_eq!(desk.events.recv_timeout(SOON), Ok(expected));
    }
}

#[test]
fn in_kitty_mode_a_lone_escape_waits_for_the_rest() {
    let (tty, terminal) = rustix::pipe::pipe().unwrap();
    let (_wake, woken) = UnixStream::pair().unwrap();
    let turns = Mutex::new(Turns { wanted: Turn::Reading, now: Turn::Reading });
    let mut reader = Reader {
        tty,
        woken,
        tell: |_| true,
        shared: Arc::new(Shared { turns, turned: Condvar::new() }),
        escape: ESC_LOCAL,
        kitty: false,
        decoder: Decoder::default(),
        tracer: None,
        inputs: Vec::new(),
    };
    let mut after = |bytes: &[u8]| {
        rustix::io::write(&terminal, bytes).unwrap();
        reader.read(&mut [0; 64]);
        reader.deliver();
        reader.patience()
    };
    assert_eq!(after(b"a"), None);
    assert_eq!(after(b"\x1b"), Some(ESC_LOCAL));
    assert_eq!(after(b"[109"), Some(ESC_LOCAL * TRUNCATED));
    assert_eq!(after(b";5u\x1b[200~\x1b"), None, "a paste has no timeout");
    assert_eq!(after(b"\x1b[201~\x1b[?5u"), None);
    assert_eq!(after(b"\x1b"), Some(ESC_LOCAL * TRUNCATED));
}

#[test]
fn a_closed_terminal_is_reported_once_and_ends_the_thread() {
    let mut desk = desk();
    desk.terminal.write_all(b"a").unwrap();
    drop(desk.terminal);
    assert_eq!(desk.events.recv_timeout(SOON), Ok(typed('a')));
    assert_eq!(desk.events.recv_timeout(SOON), Ok(Event::HungUp));
    // The thread has dropped its callback, so nothing more can come and nothing spins.
    assert!(desk.events.recv_timeout(SOON).is_err());
    assert!(!desk.handle.park());
}

#[test]
fn a_hung_up_tty_is_reported_like_a_closed_pipe() {
    use portable_pty::{PtySize, native_pty_system};
    use rustix::fs::{Mode, OFlags, open};
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let name = pair.master.tty_name().unwrap();
    let tty = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let (tell, events) = channel();
    let handle = spawn(tty, false, move |event| tell.send(event).is_ok()).unwrap();
    drop(pair);
    assert_eq!(events.recv_timeout(SOON), Ok(Event::HungUp));
    handle.stop();
}

#[test]
fn a_parked_reader_leaves_the_tty_alone_and_returns_fresh() {
    let mut desk = desk();
    desk.terminal.write_all(b"a\x1b[1").unwrap();
    assert_eq!(desk.events.recv_timeout(SOON), Ok(typed('a')));
    assert!(desk.handle.park());
    desk.terminal.write_all(b"for the editor").unwrap();
    let mut read = [0; 64];
    assert_eq!(rustix::io::read(&desk.unread, &mut read), Ok(14));
    desk.handle.unpark();
    desk.terminal.write_all(b"b").unwrap();
    assert_eq!(desk.events.recv_timeout(SOON), Ok(typed('b')));
    assert!(desk.handle.park());
    desk.handle.stop();
}

#[test]
fn a_reader_can_be_stopped_and_ends_when_nobody_listens() {
    let Desk { handle, events, .. } = desk();
    handle.stop();
    assert!(events.recv_timeout(SOON).is_err());

    let Desk { handle, events, mut terminal, .. } = desk();
    drop(events);
    terminal.write_all(b"ab").unwrap();
    let ended = |turns: &mut Turns| turns.now != Turn::Ended;
    let (turns, _) =
        handle.shared.turned.wait_timeout_while(handle.shared.lock(), SOON, ended).unwrap();
    assert_eq!(turns.now, Turn::Ended);
}
