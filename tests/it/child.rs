//! Other processes: this test binary, started again for one story that does nothing unless it is told where.
//!
//! A child says what it has done line by line; who started it may kill it at any moment, and reads what it said.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a child may be silent on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

const DESK: &str = "KEYDESK_TEST_DESK";
/// Marks what is said by the story, not by the test runner.
const MARK: char = '@';

/// A story that runs in a process of its own.
pub(crate) struct Child {
    process: std::process::Child,
    lines: Receiver<String>,
    reader: Option<JoinHandle<()>>,
}

impl Child {
    /// Starts the test called `story` for the desk in `dir`.
    pub(crate) fn start(story: &str, dir: &Path, words: &[(&str, String)]) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([story, "--exact", "--nocapture"])
            .env(DESK, dir)
            .envs(words.iter().map(|(name, word)| (name, word)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap());
        let (tell, lines) = channel();
        let reader = std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Some(line) = line.strip_prefix(MARK) {
                    let _ = tell.send(line.to_owned());
                }
            }
        });
        Self { process, lines, reader: Some(reader) }
    }

    /// The name the system has for it.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it says next.
    pub(crate) fn line(&self) -> String {
        self.line_within(PATIENCE).expect("the child is silent")
    }

    /// What it says next, if it says something that soon.
    pub(crate) fn line_within(&self, span: Duration) -> Option<String> {
        match self.lines.recv_timeout(span) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the child has ended by itself"),
        }
    }

    /// Kills it as no program can prevent; what it had said until then and nobody has read.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        let status = self.process.wait().unwrap();
        #[cfg(unix)]
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9), "{status}");
        self.reader.take().unwrap().join().unwrap();
        self.lines.try_iter().collect()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The desk this process was started for; `None` in an ordinary run of the tests.
pub(crate) fn desk() -> Option<PathBuf> {
    let dir = std::env::var_os(DESK).map(PathBuf::from)?;
    // Nobody outlives whoever has started it.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    Some(dir)
}

/// Says a line to whoever has started this process. It is out when this returns.
pub(crate) fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    // The runner may have left its own line open.
    write!(out, "\n{MARK}{line}\n").and_then(|()| out.flush()).unwrap();
}
