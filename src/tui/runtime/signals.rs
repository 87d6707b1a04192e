//! The system's signals, as events.

use std::io;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::tui::term;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The terminal has another size.
    Resized,
    /// Go to the background.
    Stop,
    /// We are back from there.
    Continued,
    /// End; the signal's number.
    End(i32),
}

/// Tells of signals from a thread of its own, until `tell` says that nobody listens any more.
pub(super) fn listen(tell: impl Fn(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGWINCH => Signal::Resized,
                SIGTSTP => Signal::Stop,
                SIGCONT => Signal::Continued,
                other => {
                    // The loop may be waiting for a terminal that takes nothing.
                    term::hurry(other);
                    Signal::End(other)
                }
            };
            if !tell(signal) {
                return;
            }
        }
    })?;
    Ok(())
}
