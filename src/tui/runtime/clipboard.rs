//! Handing what was copied to tmux. By default it takes nothing of the kind from the programs in it, but this way it
//! does, and passes it on to the terminal outside.

use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Wake;
use crate::tui::event::Event;

/// How long tmux may take.
const LIMIT: Duration = Duration::from_secs(2);

/// What is being handed over. Dropped, it waits until all of it has been, which tmux is given two seconds for: what was
/// copied right before the end is copied.
#[derive(Debug, Default)]
pub(super) struct Copying(Vec<JoinHandle<()>>);

impl Copying {
    /// Hands the text over, beside the screen; only failure is told.
    pub(super) fn hand_to_tmux(&mut self, text: String, door: Sender<Wake>) {
        self.0.retain(|it| !it.is_finished());
        self.0.extend(hand_to_tmux(text, door));
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        for copy in self.0.drain(..) {
            // A panic in it was reported where it happened.
            let _ = copy.join();
        }
    }
}

fn hand_to_tmux(text: String, door: Sender<Wake>) -> Option<JoinHandle<()>> {
    let refused = move |text: String, error: &io::Error| {
        let _ = door.send(Wake::Event(Event::TmuxRefused { text, why: error.to_string() }));
    };
    let kept = text.clone();
    let tell = refused.clone();
    let beside = thread::Builder::new().name("tmux".into()).spawn(move || {
        let mut command = Command::new("tmux");
        // `-w` sends it on to the terminal; older ones than 3.2 know no such thing and say so.
        command.args(["load-buffer", "-w", "-"]);
        if let Err(error) = feed(command, &text, LIMIT) {
            tell(text, &error);
        }
    });
    beside.map_err(|error| refused(kept, &error)).ok()
}

/// Runs the command with the text as its input. When this returns it is gone, whatever became of it.
fn feed(mut command: Command, text: &str, limit: Duration) -> io::Result<()> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let ended = feed_child(&mut child, text, limit);
    if !matches!(ended, Ok(true)) {
        let _ = child.kill();
    }
    // Whoever is not waited for stays as a zombie.
    let status = child.wait()?;
    match ended? {
        true if status.success() => Ok(()),
        true => Err(io::Error::other(status.to_string())),
        false => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// Writes the text and waits until the other side has closed its output, which it does by ending; false when that
/// takes too long.
fn feed_child(child: &mut Child, text: &str, limit: Duration) -> io::Result<bool> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let text = text.to_owned();
    // Whoever does not read makes the writer wait; it ends with the child. What it could not write the child's exit
    // tells.
    thread::Builder::new().spawn(move || {
        let _ = input.write_all(text.as_bytes());
    })?;
    let limit = Timespec::try_from(limit).map_err(|_| io::ErrorKind::InvalidInput)?;
    loop {
        match poll(&mut [PollFd::new(&output, PollFlags::HUP)], Some(&limit)) {
            Ok(ready) => return Ok(ready > 0),
            Err(Errno::INTR) => (),
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn script(text: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", text]);
        command
    }

    #[test]
    fn the_whole_text_arrives() {
        let folder = tempfile::tempdir().unwrap();
        let text = "щось\n".repeat(10_000);
        let mut command = script("cat > got");
        command.current_dir(folder.path());
        feed(command, &text, Duration::from_secs(30)).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("got")).unwrap(), text);
    }

    #[test]
    fn a_refusal_and_a_command_that_is_not_there_are_told() {
        let refused = feed(script("exit 3"), "x", Duration::from_secs(30)).unwrap_err();
        assert!(refused.to_string().contains('3'), "{refused}");
        assert!(feed(Command::new("/nowhere/tmux"), "x", LIMIT).is_err());
    }

    #[test]
    fn who_takes_no_input_and_never_ends_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = script("echo $$ > pid; exec 3<&0; read -r never < fifo");
        command.current_dir(folder.path());
        let made = Command::new("mkfifo").arg(folder.path().join("fifo")).status().unwrap();
        assert!(made.success());
        let begun = Instant::now();
        let late = feed(command, &"x".repeat(1 << 20), LIMIT).unwrap_err();
        assert_eq!(late.kind(), io::ErrorKind::TimedOut);
        assert!(begun.elapsed() < Duration::from_secs(20));
        let pid = std::fs::read_to_string(folder.path().join("pid")).unwrap();
        let pid = rustix::process::Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
        let gone = rustix::process::test_kill_process(pid).unwrap_err();
        assert_eq!(gone, Errno::SRCH, "neither alive nor a zombie");
    }
}
