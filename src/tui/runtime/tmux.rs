//! Asks the tmux around us about its keys. Nobody waits for the answer, whatever `tmux` does.

use std::io::{self, Read as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};

use crate::tui::around::Tmux;

/// How long tmux may take; it mostly takes a few milliseconds.
const LIMIT: Duration = Duration::from_millis(200);
/// More than any answer has; a page of bindings has 20 kB.
const ANSWER_MAX: usize = 1 << 20;

/// A question on its way. Dropped, it is given up at once, and nothing of it is left.
#[derive(Debug)]
pub(super) struct Asking {
    /// Closed, it ends the wait.
    wanted: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Asking {
    fn drop(&mut self) {
        drop(self.wanted.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Asks on a thread of its own and tells the answer, if there is one. To be called inside tmux only.
///
/// Where the system gives no thread or socket, tmux's keys are guessed, as without an answer.
pub(super) fn ask_aside(tell: impl FnOnce(Tmux) + Send + 'static) -> Option<Asking> {
    let (wanted, unwanted) = UnixStream::pair().ok()?;
    let asking = std::thread::Builder::new().name("tmux".into());
    let thread = asking.spawn(move || {
        if let Some(told) = ask(Command::new("tmux"), LIMIT, &unwanted) {
            tell(told);
        }
    });
    Some(Asking { wanted: Some(wanted), thread: Some(thread.ok()?) })
}

/// Asks until the answer is there, the limit has passed or the other end of `unwanted` is closed.
fn ask(mut command: Command, limit: Duration, unwanted: &UnixStream) -> Option<Tmux> {
    command.args(Tmux::question());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    // A group of its own, so that what it may have started ends with it.
    let mut child = command.process_group(0).spawn().ok()?;
    let from = child.stdout.take();
    let until = Instant::now() + limit;
    let answer = from.map(|it| read(it, until, unwanted));
    end(&mut child);
    Tmux::parse(&String::from_utf8_lossy(&answer?.ok()?))
}

/// All it says, to the end.
fn read(mut from: ChildStdout, until: Instant, unwanted: &UnixStream) -> io::Result<Vec<u8>> {
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let limit = Timespec::try_from(left).unwrap_or_default();
        let said = from.as_fd();
        let mut fds = [PollFd::new(&said, PollFlags::IN), PollFd::new(unwanted, PollFlags::IN)];
        match poll(&mut fds, Some(&limit)) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
            // The other end has been closed.
            Ok(_) if !fds[1].revents().is_empty() => return Err(io::ErrorKind::Interrupted.into()),
            Ok(_) if left.is_zero() => return Err(io::ErrorKind::TimedOut.into()),
            Ok(_) => (),
        }
        match from.read(&mut part)? {
            0 => return Ok(answer),
            _ if ANSWER_MAX < answer.len() => return Err(io::ErrorKind::FileTooLarge.into()),
            length => answer.extend_from_slice(part.get(..length).unwrap_or_default()),
        }
    }
}

/// Ends it, if it has not, and takes its exit code, so that nothing of it is left.
fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A program that stands for tmux; it notes its own number.
    fn fake(dir: &Path, script: &str) -> Command {
        let (file, pid) = (dir.join("tmux"), dir.join("pid"));
        fs::write(&file, format!("echo $$ > '{}'\n{script}\n", pid.display())).unwrap();
        let mut command = Command::new("sh");
        command.arg(file);
        command
    }

    /// Asks, and goes on wanting the answer.
    fn answer(command: Command, limit: Duration) -> Option<Tmux> {
        let (_wanted, unwanted) = UnixStream::pair().unwrap();
        ask(command, limit, &unwanted)
    }

    /// As long as a busy machine may take for something that does end.
    const LONG: Duration = Duration::from_secs(60);

    /// Whether the fake, and all that it started, is gone: also from the list of those nobody has taken leave of. One
    /// that was ended before it could note its number is.
    fn is_gone(dir: &Path) -> bool {
        let noted = fs::read_to_string(dir.join("pid")).unwrap_or_default();
        let group = noted.trim().parse().ok().and_then(Pid::from_raw);
        group.is_none_or(|it| rustix::process::test_kill_process_group(it).is_err())
    }

    #[test]
    fn an_answer_is_read_to_its_end() {
        let dir = tempfile::tempdir().unwrap();
        let script = "printf '3.3a\\noff\\nroot\\n\\nC-b None\\n'
            seq 1 20000 | sed 's/.*/bind-key -T copy-mode & x/'
            echo 'bind-key -T prefix C-b send-prefix'";
        let told = answer(fake(dir.path(), script), LONG).unwrap();
        assert_eq!(told.version, "3.3a");
        assert!(told.prefixes[0].sent_on, "the last line counts");
        assert!(is_gone(dir.path()));
    }

    #[test]
    fn one_that_never_answers_is_ended_in_time_with_all_that_it_started() {
        for script in ["sleep 1000", "printf '3.3a\\n'; sleep 1000 & wait", "exec >&-; sleep 1000"]
        {
            let dir = tempfile::tempdir().unwrap();
            let began = Instant::now();
            assert_eq!(answer(fake(dir.path(), script), LIMIT), None, "{script}");
            // Whom it had started is taken leave of by the system, a moment after it was ended.
            while !is_gone(dir.path()) {
                assert!(began.elapsed() < LONG, "{script}");
                std::thread::yield_now();
            }
            assert!(began.elapsed() < LONG, "{script}");
        }
    }

    #[test]
    fn one_that_nobody_wants_to_hear_any_more_is_ended_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let command = fake(dir.path(), "sleep 1000");
        let (wanted, unwanted) = UnixStream::pair().unwrap();
        let began = Instant::now();
        let thread = std::thread::spawn(move || ask(command, LONG * 60, &unwanted));
        drop(Asking { wanted: Some(wanted), thread: None });
        assert_eq!(thread.join().unwrap(), None);
        assert!(began.elapsed() < LONG);
    }

    #[test]
    fn one_that_talks_without_end_is_cut_short() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(answer(fake(dir.path(), "exec yes"), LONG), None);
        assert!(is_gone(dir.path()));
    }

    #[test]
    fn one_that_is_not_there_or_fails_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(answer(Command::new(dir.path().join("none")), LONG), None);
        let failing = fake(dir.path(), "echo 'no server running' >&2; exit 1");
        assert_eq!(answer(failing, LONG), None);
        assert!(is_gone(dir.path()));
    }
}
