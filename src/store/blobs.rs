//! What customers' files hold: beside the desk, each content once, under its SHA-256 and nothing else.
//!
//! No name that anybody else has chosen ever becomes the name of a file here: `files/ab/cdef…` is the hash in hex digits,
//! and `files/part` holds what is on its way. A content is whole and on the disk before it has its name.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::desk::Desk;
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, ContentHash};

/// The folder beside the desk's file that holds what customers sent.
pub(super) const FILES: &str = "files";
/// What is on its way, in it.
pub(super) const PARTS: &str = "part";
/// How much is read at once.
const PIECE: usize = 64 << 10;
/// What came within this time may belong to a message that is about to be written down.
const YOUNG: Duration = Duration::from_secs(3600);
/// What is on its way and has not grown for so long is given up.
const STALE: Duration = Duration::from_secs(7 * 86_400);

/// What was thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Contents.
    pub files: u64,
    /// Their size in all, in bytes.
    pub bytes: u64,
}

/// The contents of a desk's files. Knows nothing of the desk: who may have what is asked there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blobs {
    dir: PathBuf,
}

impl Blobs {
    /// Those of the desk in a folder. Nothing is made before something is put there.
    #[must_use]
    pub fn beside(desk: &Path) -> Self {
        Self { dir: desk.join(FILES) }
    }

    /// Keeps what can be read; tells its name and its size in bytes. What is there already is there once.
    ///
    /// # Errors
    /// When it cannot be read or written; nothing has changed then.
    pub fn put(&self, from: &mut dyn Read) -> io::Result<(ContentHash, u64)> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let part = self.parts()?.join(format!("put-{}-{number}", std::process::id()));
        // One that a process of the same number left behind.
        let _ = fs::remove_file(&part);
        let mut to = private().create_new(true).open(&part)?;
        let put = pour(from, Some(&mut to)).and_then(|(hash, bytes)| {
            to.sync_all()?;
            self.settle(&part, hash)?;
            Ok((hash, bytes))
        });
        if put.is_err() {
            let _ = fs::remove_file(&part);
        }
        put
    }

    /// A content, to be read; `None` when it is not here.
    ///
    /// # Errors
    /// When it is here and cannot be opened.
    pub fn open(&self, hash: ContentHash) -> io::Result<Option<File>> {
        match File::open(self.path(hash)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where a content lies, if it is here.
    #[must_use]
    pub fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        let (shelf, rest) = name.split_at(2);
        self.dir.join(shelf).join(rest)
    }

    /// Begins to fetch a content, or goes on where an earlier try has stopped. Nobody else does so meanwhile.
    ///
    /// # Errors
    /// When it cannot be written; [`io::ErrorKind::WouldBlock`] when somebody else is at it.
    pub fn fetch(&self, hash: ContentHash) -> io::Result<Part> {
        self.part(hash, &hash.to_string())
    }

    /// As [`fetch`](Self::fetch), for what an agent brings: what is not whole yet is theirs alone.
    ///
    /// # Errors
    /// As [`fetch`](Self::fetch).
    pub fn brought_by(&self, agent: AgentId, hash: ContentHash) -> io::Result<Part> {
        self.part(hash, &format!("{}-{hash}", agent.0))
    }

    fn part(&self, hash: ContentHash, name: &str) -> io::Result<Part> {
        let path = self.parts()?.join(name);
        let file = private().create(true).truncate(false).read(true).open(&path)?;
        file.try_lock().map_err(|it| match it {
            fs::TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
            fs::TryLockError::Error(error) => error,
        })?;
        // Whoever was at it before may have finished: then this is not on its way any more, but what is kept.
        if !is_at(&file, &path) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let mut part = Part { blobs: self.clone(), hash, path, file, length: 0 };
        part.length = part.file.seek(io::SeekFrom::End(0))?;
        Ok(part)
    }

    /// Deletes what nobody needs any more: contents that are not in `needed` and did not come within the last hour, and
    /// what stopped on its way a week ago. Tells how many contents, and how many bytes they were.
    ///
    /// # Errors
    /// When the folder cannot be read. What cannot be deleted is left for the next time.
    pub fn sweep(&self, needed: &HashSet<ContentHash>, now: Timestamp) -> io::Result<Swept> {
        let mut swept = Swept::default();
        for shelf in entries(&self.dir)? {
            let parts = shelf.file_name() == PARTS;
            for entry in entries(&shelf.path())? {
                let name = [shelf.file_name(), entry.file_name()].map(|it| it.into_string());
                let [Ok(shelf), Ok(rest)] = name else { continue };
                let hash = ContentHash::from_hex(&format!("{shelf}{rest}"));
                let unneeded = hash.is_some_and(|it| !needed.contains(&it));
                let old = |span| older(&entry, now, span);
                if parts && old(STALE) || !parts && unneeded && old(YOUNG) {
                    let bytes = entry.metadata().map_or(0, |it| it.len());
                    if fs::remove_file(entry.path()).is_ok() && !parts {
                        swept = Swept { files: swept.files + 1, bytes: swept.bytes + bytes };
                    }
                }
            }
        }
        Ok(swept)
    }

    /// Deletes all of them, and the folders that are empty then. What is not ours stays.
    pub(super) fn erase(&self) -> io::Result<()> {
        self.sweep(&HashSet::new(), Timestamp(i64::MAX))?;
        for shelf in entries(&self.dir)? {
            let _ = fs::remove_dir(shelf.path());
        }
        let _ = fs::remove_dir(&self.dir);
        Ok(())
    }

    fn parts(&self) -> io::Result<PathBuf> {
        let parts = self.dir.join(PARTS);
        Desk::make_dir(&parts)?;
        Ok(parts)
    }

    /// Gives what is whole and on the disk its name. It takes the place of the same content, and is young again by that.
    fn settle(&self, part: &Path, hash: ContentHash) -> io::Result<()> {
        let to = self.path(hash);
        let shelf = to.parent().unwrap_or(&self.dir);
        Desk::make_dir(shelf)?;
        fs::rename(part, &to)?;
        if cfg!(unix) { File::open(shelf)?.sync_all() } else { Ok(()) }
    }
}

/// A content on its way, of which a beginning may be here. Dropped, it waits for the next try.
#[derive(Debug)]
pub struct Part {
    blobs: Blobs,
    hash: ContentHash,
    path: PathBuf,
    file: File,
    length: u64,
}

impl Part {
    /// Bytes that are here.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Forgets what is here.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn restart(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.length = 0;
        Ok(())
    }

    /// Adds what comes next.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Keeps it, when it is what was wanted. If not it is thrown away, and the answer is false.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn finish(mut self) -> io::Result<bool> {
        self.file.rewind()?;
        let (hash, _) = pour(&mut self.file, None)?;
        if hash != self.hash {
            fs::remove_file(&self.path)?;
            return Ok(false);
        }
        self.file.sync_all()?;
        self.blobs.settle(&self.path, hash)?;
        Ok(true)
    }
}

/// Reads to the end, writing what is read; tells the hash of it and its size.
fn pour(from: &mut dyn Read, mut to: Option<&mut File>) -> io::Result<(ContentHash, u64)> {
    let (mut hasher, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Ok((ContentHash(hasher.finalize().into()), bytes)),
            Ok(read) => &piece[..read],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(read);
        bytes += read.len() as u64;
        if let Some(to) = to.as_mut() {
            to.write_all(read)?;
        }
    }
}

/// Whether an open file is the one that has this name.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(one), Ok(other)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
    #[cfg(not(unix))]
    {
        one.len() == other.len()
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What is in a folder; nothing, where there is none or where it is none.
fn entries(dir: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match dir.read_dir() {
        Ok(entries) => entries.collect(),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Whether a file was last written longer ago than this.
fn older(entry: &fs::DirEntry, now: Timestamp, span: Duration) -> bool {
    let written = entry.metadata().and_then(|it| it.modified()).ok();
    let written = written.and_then(|it| it.duration_since(std::time::UNIX_EPOCH).ok());
    let written = written.and_then(|it| i64::try_from(it.as_millis()).ok());
    written.is_some_and(|it| Timestamp(it) + span < now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blobs() -> (tempfile::TempDir, Blobs) {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::beside(dir.path());
        (dir, blobs)
    }

    fn hash(bytes: &[u8]) -> ContentHash {
        pour(&mut &*bytes, None).unwrap().0
    }

    fn all(blobs: &Blobs) -> Vec<PathBuf> {
        let shelves = entries(&blobs.dir).unwrap();
        let files = shelves.into_iter().flat_map(|it| entries(&it.path()).unwrap());
        files.map(|it| it.path()).collect()
    }

    const LATER: Timestamp = Timestamp::from_secs(1 << 40);

    #[test]
    fn a_content_lies_under_its_hash_and_once() {
        let (dir, blobs) = blobs();
        let (put, bytes) = blobs.put(&mut &b"abc"[..]).unwrap();
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((put.to_string().as_str(), bytes), (known, 3), "the hash that everybody knows");
        assert_eq!(blobs.put(&mut &b"abc"[..]).unwrap().0, put);
        assert_eq!(all(&blobs), [dir.path().join("files/ba").join(&known[2..])]);
        let mut text = String::new();
        blobs.open(put).unwrap().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        assert!(blobs.open(hash(b"other")).unwrap().is_none());
    }

    #[test]
    #[cfg(unix)]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let (dir, blobs) = blobs();
        let (put, _) = blobs.put(&mut &b"abc"[..]).unwrap();
        let mode = |it: &Path| fs::metadata(it).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&blobs.path(put)), 0o600);
        assert_eq!(mode(&dir.path().join("files")), 0o700);
        blobs.fetch(hash(b"b")).unwrap();
        assert_eq!(mode(&dir.path().join("files/part").join(hash(b"b").to_string())), 0o600);
    }

    #[test]
    fn what_cannot_be_read_to_its_end_leaves_nothing() {
        struct Torn;
        impl Read for Torn {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("torn"))
            }
        }
        let (_dir, blobs) = blobs();
        assert!(blobs.put(&mut io::Cursor::new(b"beginning").chain(Torn)).is_err());
        assert_eq!(all(&blobs), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn a_fetch_goes_on_where_it_stopped_and_keeps_only_what_was_wanted() {
        let (_dir, blobs) = blobs();
        let wanted = hash(b"whole");
        let mut part = blobs.fetch(wanted).unwrap();
        part.add(b"who").unwrap();
        let other = blobs.fetch(wanted).unwrap_err();
        assert_eq!(other.kind(), io::ErrorKind::WouldBlock, "one at a time");
        drop(part);
        let mut part = blobs.fetch(wanted).unwrap();
        assert_eq!(part.length(), 3);
        part.add(b"XX").unwrap();
        assert!(!part.finish().unwrap());
        let mut part = blobs.fetch(wanted).unwrap();
        assert_eq!(part.length(), 0, "what was wrong is gone");
        part.add(b"w").unwrap();
        part.restart().unwrap();
        part.add(b"whole").unwrap();
        assert!(part.finish().unwrap());
        assert_eq!(all(&blobs), [blobs.path(wanted)]);
    }

    #[test]
    fn a_sweep_deletes_what_is_old_and_not_needed_and_nothing_else() {
        let (dir, blobs) = blobs();
        let (kept, _) = blobs.put(&mut &b"kept"[..]).unwrap();
        let (lost, _) = blobs.put(&mut &b"lost"[..]).unwrap();
        fs::write(dir.path().join("files/README"), "not ours").unwrap();
        fs::write(blobs.path(kept).with_file_name("notes"), "not ours").unwrap();
        blobs.fetch(hash(b"never")).unwrap();
        let needed = HashSet::from([kept]);
        assert_eq!(blobs.sweep(&needed, Timestamp(0)).unwrap(), Swept::default(), "all young");
        assert_eq!(blobs.sweep(&needed, LATER).unwrap(), Swept { files: 1, bytes: 4 });
        assert!(blobs.open(lost).unwrap().is_none() && blobs.open(kept).unwrap().is_some());
        assert_eq!(all(&blobs).len(), 2, "the needed one and what is not ours");
        assert!(dir.path().join("files/README").exists());
        blobs.erase().unwrap();
        assert_eq!(all(&blobs).len(), 1, "only what is not ours");
        fs::remove_file(blobs.path(kept).with_file_name("notes")).unwrap();
        fs::remove_file(dir.path().join("files/README")).unwrap();
        blobs.erase().unwrap();
        assert!(!dir.path().join("files").exists());
    }
}
