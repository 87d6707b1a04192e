//! Only one process runs the channels: a lock on a file beside the desk, which the kernel takes back when its
//! holder dies. No heartbeat, no clock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

const FILE: &str = "courier.lock";

/// The right to run the desk's channels, until it is dropped or the process dies.
#[derive(Debug)]
pub struct Lease {
    file: File,
}

impl Lease {
    /// Takes the lease if nobody has it.
    ///
    /// # Errors
    /// When the file cannot be made or locked at all.
    pub fn try_take(dir: &Path) -> std::io::Result<Option<Self>> {
        let file = open(dir)?;
        match file.try_lock() {
            Ok(()) => Self::signed(file).map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Waits, for as long as it takes, until the lease is free, and takes it. For a thread of its own.
    ///
    /// # Errors
    /// When the file cannot be made or locked at all.
    pub fn take(dir: &Path) -> std::io::Result<Self> {
        let file = open(dir)?;
        file.lock()?;
        Self::signed(file)
    }

    /// The process that has the lease, for messages; `None` when nobody has.
    ///
    /// Never touches the lock: a look must not get in the way of somebody who takes it.
    #[must_use]
    pub fn holder(dir: &Path) -> Option<u32> {
        let mut text = String::new();
        File::open(dir.join(FILE)).ok()?.take(32).read_to_string(&mut text).ok()?;
        text.trim().parse().ok().filter(|pid| is_alive(*pid))
    }

    fn signed(mut file: File) -> std::io::Result<Self> {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Self { file })
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The name goes before the lock, so that nobody reads a name that no longer holds.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

fn open(dir: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(dir.join(FILE))
}

#[cfg(unix)]
fn is_alive(pid: u32) -> bool {
    i32::try_from(pid)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
        .is_some_and(|it| rustix::process::test_kill_process(it) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_at_a_time_has_the_lease() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Lease::holder(dir.path()), None);
        let lease = Lease::try_take(dir.path()).unwrap().unwrap();
        assert!(Lease::try_take(dir.path()).unwrap().is_none());
        assert_eq!(Lease::holder(dir.path()), Some(std::process::id()));
        drop(lease);
        assert_eq!(Lease::holder(dir.path()), None);
        assert!(Lease::try_take(dir.path()).unwrap().is_some());
    }

    #[test]
    fn who_waits_takes_over() {
        let dir = tempfile::tempdir().unwrap();
        let first = Lease::take(dir.path()).unwrap();
        let folder = dir.path().to_owned();
        let second = std::thread::spawn(move || Lease::take(&folder));
        drop(first);
        second.join().unwrap().unwrap();
    }
}
