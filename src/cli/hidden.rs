//! Secrets as they are typed: from a terminal that does not show them, or from a pipe.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::report::{ask, note};

/// The longest line that is read, in bytes: tokens of OAuth 2 take a few thousand.
const LINE_MAX: u64 = 16 * 1024;

/// The next line of the input; a person at a terminal is asked for it, and nobody sees what they type.
pub(super) fn secret_line(question: &str) -> io::Result<String> {
    if !io::stdin().is_terminal() {
        return line();
    }
    ask(question);
    let line = unseen();
    note("");
    line
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().take(LINE_MAX).read_line(&mut line)?;
    Ok(line)
}

/// A line that is not shown while it is typed.
fn unseen() -> io::Result<String> {
    struct Shown(Termios);

    impl Drop for Shown {
        fn drop(&mut self) {
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.0);
        }
    }

    let shown = Shown(tcgetattr(io::stdin())?);
    let mut hidden = shown.0.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
    line()
}
