//! Rescues what can be read of a damaged desk into a new one.
//!
//! The rows are read out of the file's bytes by [`scavenge`](super::scavenge) and put on a new desk by
//! [`rescue`](super::rescue); everything derived is counted again, and the damaged file is kept under another
//! name: the rescue destroys nothing.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::desk::FILE;
use super::lease::Lease;
use super::rescue::Rescue;
use super::scavenge::Pages;
use super::{Sqlite, StoreError};

/// What a rescue came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Where the damaged file lies now.
    pub kept: PathBuf,
    /// Rows saved, by table.
    pub saved: Vec<(String, u64)>,
    /// About how many rows are lost: names in the gaps, as many rows as a page usually has for pages whose
    /// rows have no names, and rows that contradicted others. Where a deletion left a gap as well, too many.
    pub lost: u64,
}

/// Rescues the desk in a folder. No program may have it open.
///
/// # Errors
/// When the desk's channels are running, when the file is no desk or of a newer version, or when the new one
/// cannot be written; the damaged file is where it was then.
pub fn recover(dir: &Path) -> Result<Recovered, StoreError> {
    let _alone =
        Lease::try_take(dir).map_err(StoreError::Unopened)?.ok_or_else(super::alone::busy)?;
    let fresh = dir.join("desk.rescue.db");
    let io = StoreError::Unopened;
    remove(&fresh).map_err(io)?;
    let main = read(&dir.join(FILE)).map_err(io)?;
    let wal = match read(&dir.join(format!("{FILE}-wal"))) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        other => other.map_err(io)?,
    };
    let pages = Pages::new(main, wal);
    // Where the file cannot say any more whose it is, it lies where desks lie.
    if let Some(it) = pages.header() {
        super::sqlite::judge(it.application_id.into(), it.user_version.into(), it.empty)?;
    }
    let mut desk = Sqlite::open(&fresh)?;
    let mut rescue = Rescue::new(&pages);
    desk.rescue(|target| rescue.run(target))?;
    desk.recount()?;
    let (saved, lost) = rescue.outcome();
    // The last connection that closes brings the WAL home, so that the file is whole by itself.
    drop(desk);
    let kept = put_aside(dir).map_err(io)?;
    std::fs::rename(&fresh, dir.join(FILE)).map_err(io)?;
    Ok(Recovered { kept, saved, lost })
}

/// A file's bytes, with zeros for those that the disk does not give away any more.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    const BLOCK: usize = 4096;
    let mut file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).map_err(|_| ErrorKind::FileTooLarge)?;
    let mut bytes = vec![0; length];
    if file.read_exact(&mut bytes).is_err() {
        let mut at = 0;
        for block in bytes.chunks_mut(BLOCK) {
            file.seek(SeekFrom::Start(at))?;
            if file.read_exact(block).is_err() {
                block.fill(0);
            }
            at += BLOCK as u64;
        }
    }
    Ok(bytes)
}

/// Gives the damaged file, and the WAL that belongs to it, a name that is not taken.
fn put_aside(dir: &Path) -> std::io::Result<PathBuf> {
    let free = |number: &u32| !dir.join(format!("desk.damaged-{number}.db")).exists();
    let number = (1..).find(free).unwrap_or(0);
    let kept = dir.join(format!("desk.damaged-{number}.db"));
    std::fs::rename(dir.join(FILE), &kept)?;
    let wal = |name: &str| dir.join(format!("{name}-wal"));
    if wal(FILE).exists() {
        std::fs::rename(wal(FILE), wal(&format!("desk.damaged-{number}.db")))?;
    }
    // It is rebuilt from the WAL; the old one would only confuse the new desk.
    remove_one(&dir.join(format!("{FILE}-shm")))?;
    Ok(kept)
}

fn remove(file: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        remove_one(Path::new(&name))?;
    }
    Ok(())
}

fn remove_one(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
