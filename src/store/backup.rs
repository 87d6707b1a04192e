//! Whole copies of a desk: made while it is open, and put back while it is not.
//!
//! A copy is one SQLite file, and beside it a folder of the same name with `.files` behind it where the desk keeps
//! files. It holds everything that is on the desk; what belongs to the machine (who runs the channels) is not in it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::alone::Alone;
use super::blobs::{FILES, PARTS};
use super::desk::{Desk, FILE};
use super::{Sqlite, StoreError};

/// What the folder of a copy has behind the copy's name.
const FILES_OF_COPY: &str = ".files";
/// Where a desk is put together before it takes its place.
const FRESH: &str = "desk.restore.db";

/// Why a copy could not be made or put back. What was there is as it was.
#[derive(Debug, Error)]
pub enum CopyError {
    /// The desk itself.
    #[error("{0}")]
    Desk(StoreError),
    /// Something has that name already.
    #[error("{} is there already", .0.display())]
    Taken(PathBuf),
    /// A file cannot be read.
    #[error("cannot read {}", .0.display())]
    Unread(PathBuf, #[source] io::Error),
    /// A file cannot be written.
    #[error("cannot write {}", .0.display())]
    Unwritten(PathBuf, #[source] io::Error),
    /// It is no copy of a desk.
    #[error("{} is no copy of a desk", .0.display())]
    NoCopy(PathBuf),
    /// It is the file of a desk that is open, or was not closed well: the newest is not in it.
    #[error("{} is in use", .0.display())]
    InUse(PathBuf),
    /// The copy is damaged: the first thing that is wrong with it.
    #[error("{} is damaged: {}", .0.display(), .1)]
    Unsound(PathBuf, String),
}

/// A copy that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Bytes of the file.
    pub bytes: u64,
    /// Files beside it.
    pub files: u64,
}

/// A copy that was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the desk lies that was there before.
    pub kept: Option<PathBuf>,
    /// Messages that were on their way when the copy was made, and are *unsure* now.
    pub unsure: u64,
}

/// Copies the desk in a folder, as it is at one moment, into a new file that only its owner may read. Others may
/// work on the desk meanwhile. The copy is read through before it gets its name: there is a whole one or none.
///
/// # Errors
/// When there is no desk, it cannot be read, or the file cannot be written.
pub fn back_up(dir: &Path, to: &Path) -> Result<Copied, CopyError> {
    let files_to = with_suffix(to, FILES_OF_COPY);
    for name in [to, &files_to] {
        if fs::symlink_metadata(name).is_ok() {
            return Err(CopyError::Taken(name.to_owned()));
        }
    }
    let part = with_suffix(to, &format!(".{}.part", std::process::id()));
    let copied = copy(dir, &part, &files_to).and_then(|it| {
        // A name that somebody has taken meanwhile stays theirs.
        fs::hard_link(&part, to).or_else(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => Err(CopyError::Taken(to.to_owned())),
            // Not every disk knows second names.
            _ => fs::rename(&part, to).map_err(|it| CopyError::Unwritten(to.to_owned(), it)),
        })?;
        sync_dir(to).map_err(|cause| CopyError::Unwritten(to.to_owned(), cause))?;
        Ok(it)
    });
    let _ = fs::remove_file(&part);
    if copied.is_err() && !to.exists() {
        let _ = fs::remove_dir_all(&files_to);
    }
    copied
}

fn copy(dir: &Path, part: &Path, files_to: &Path) -> Result<Copied, CopyError> {
    let unwritten = |cause| CopyError::Unwritten(part.to_owned(), cause);
    let desk = Sqlite::open_as_it_is(&dir.join(FILE)).map_err(CopyError::Desk)?;
    let made = private(part).map_err(unwritten)?;
    desk.copy_into(part).map_err(|error| match error {
        // It is the copy that found no room: of the desk nothing is written.
        StoreError::Full(why) | StoreError::ReadOnly(why) => unwritten(io::Error::other(why)),
        other => CopyError::Desk(other),
    })?;
    made.sync_all().map_err(unwritten)?;
    sound(part)?;
    // After the desk: what is told of in it is there by then.
    let files = copy_files(&dir.join(FILES), files_to)?;
    let bytes = made.metadata().map_err(unwritten)?.len();
    Ok(Copied { bytes, files })
}

/// Puts a copy in the place of the desk in a folder, which is made where there is none. The desk that is there stays
/// beside it as `desk.db.before-restore-STAMP`; without `replace` it is left alone. What was on its way when the copy
/// was made may have left since, and becomes *unsure*. Whoever follows this desk is told to start over.
///
/// # Errors
/// [`CopyError::Taken`] without `replace` where there is a desk, [`StoreError::Busy`] when somebody has it open;
/// otherwise when the copy is none or cannot be read, or the desk cannot be written.
pub fn restore(from: &Path, dir: &Path, replace: bool, stamp: &str) -> Result<Restored, CopyError> {
    readable(from)?;
    let desk = dir.join(FILE);
    let there = desk.try_exists().map_err(|cause| CopyError::Unread(desk.clone(), cause))?;
    if there && !replace {
        return Err(CopyError::Taken(desk));
    }
    Desk::make_dir(dir).map_err(|cause| CopyError::Unwritten(dir.to_owned(), cause))?;
    let alone = Alone::take(dir).map_err(CopyError::Desk)?;
    let (fresh, fresh_files) =
        (dir.join(FRESH), dir.join(with_suffix(Path::new(FRESH), FILES_OF_COPY)));
    clear(&fresh, &fresh_files);
    let made = prepare(from, &fresh, &fresh_files);
    let put = made.and_then(|unsure| {
        let kept = there.then(|| free(dir, stamp));
        take_place(dir, &fresh, &fresh_files, kept.as_deref())
            .map_err(|cause| CopyError::Unwritten(desk.clone(), cause))?;
        Ok(Restored { kept, unsure })
    });
    if put.is_err() {
        clear(&fresh, &fresh_files);
    }
    drop(alone);
    put
}

/// Whether the file is one that can be a copy.
fn readable(from: &Path) -> Result<(), CopyError> {
    let about = fs::metadata(from).map_err(|it| CopyError::Unread(from.to_owned(), it))?;
    if !about.is_file() || about.len() == 0 {
        return Err(CopyError::NoCopy(from.to_owned()));
    }
    if fs::metadata(with_suffix(from, "-wal")).is_ok_and(|it| 0 < it.len()) {
        return Err(CopyError::InUse(from.to_owned()));
    }
    Ok(())
}

/// A desk made of a copy, under another name yet; tells how many messages are unsure.
fn prepare(from: &Path, fresh: &Path, fresh_files: &Path) -> Result<u64, CopyError> {
    let unwritten = |cause| CopyError::Unwritten(fresh.to_owned(), cause);
    let mut to = private(fresh).map_err(unwritten)?;
    let mut open = File::open(from).map_err(|it| CopyError::Unread(from.to_owned(), it))?;
    io::copy(&mut open, &mut to).and_then(|_| to.sync_all()).map_err(unwritten)?;
    // What is said of it is said of the file that the user knows.
    sound(fresh).map_err(|error| match error {
        CopyError::NoCopy(_) => CopyError::NoCopy(from.to_owned()),
        CopyError::Unsound(_, why) => CopyError::Unsound(from.to_owned(), why),
        other => other,
    })?;
    let mut desk = Sqlite::open(fresh).map_err(CopyError::Desk)?;
    let unsure = desk.begin_again().map_err(CopyError::Desk)?;
    // The last connection that closes brings the WAL home, so that the file is whole by itself.
    drop(desk);
    copy_files(&with_suffix(from, FILES_OF_COPY), fresh_files)?;
    Ok(unsure)
}

/// Reads a copy through.
fn sound(file: &Path) -> Result<(), CopyError> {
    match Sqlite::look_through(file) {
        Ok(None) => Ok(()),
        Ok(Some(wrong)) => Err(CopyError::Unsound(file.to_owned(), wrong)),
        Err(StoreError::Foreign) => Err(CopyError::NoCopy(file.to_owned())),
        Err(StoreError::Corrupt(why)) => Err(CopyError::Unsound(file.to_owned(), why.to_string())),
        Err(other) => Err(CopyError::Desk(other)),
    }
}

/// Gives the new desk its name, and the old one, if there is one, the name `kept`. At every moment there is a desk.
fn take_place(dir: &Path, fresh: &Path, fresh_files: &Path, kept: Option<&Path>) -> io::Result<()> {
    let desk = dir.join(FILE);
    if let Some(kept) = kept {
        fs::hard_link(&desk, kept).or_else(|_| fs::rename(&desk, kept))?;
        // Only a damaged desk still has one: it belongs to the desk that is kept, and would spoil the new one.
        move_if_there(&with_suffix(&desk, "-wal"), &with_suffix(kept, "-wal"))?;
        remove_if_there(&with_suffix(&desk, "-shm"))?;
    }
    fs::rename(fresh, &desk)?;
    let files = dir.join(FILES);
    if let Some(kept) = kept {
        move_if_there(&files, &with_suffix(kept, FILES_OF_COPY))?;
    }
    move_if_there(fresh_files, &files)?;
    sync_dir(&desk)
}

/// A name for the desk that was there, which nothing has.
fn free(dir: &Path, stamp: &str) -> PathBuf {
    let name = |number: u32| match number {
        1 => dir.join(format!("{FILE}.before-restore-{stamp}")),
        _ => dir.join(format!("{FILE}.before-restore-{stamp}-{number}")),
    };
    (1..).map(name).find(|it| fs::symlink_metadata(it).is_err()).unwrap_or_else(|| name(1))
}

/// Copies the files of a folder and those below it; tells how many. Only files and folders: a link leads elsewhere.
fn copy_files(from: &Path, to: &Path) -> Result<u64, CopyError> {
    let entries = match from.read_dir() {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(cause) => return Err(CopyError::Unread(from.to_owned(), cause)),
    };
    let mut copied = 0;
    for entry in entries {
        let entry = entry.map_err(|it| CopyError::Unread(from.to_owned(), it))?;
        let (one, other) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == PARTS {
            continue;
        }
        let kind = entry.file_type().map_err(|it| CopyError::Unread(one.clone(), it))?;
        if kind.is_dir() {
            copied += copy_files(&one, &other)?;
        } else if kind.is_file() {
            let mut open = match File::open(&one) {
                // Its time has come since we looked.
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(|it| CopyError::Unread(one.clone(), it))?,
            };
            let unwritten = |cause| CopyError::Unwritten(other.clone(), cause);
            Desk::make_dir(to).map_err(unwritten)?;
            let mut made = private(&other).map_err(unwritten)?;
            io::copy(&mut open, &mut made).and_then(|_| made.sync_all()).map_err(unwritten)?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// A new file that only its owner may read.
fn private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Takes away what an interrupted try has left.
fn clear(fresh: &Path, files: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with_suffix(fresh, suffix));
    }
    let _ = fs::remove_dir_all(files);
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    gone_is_fine(fs::rename(from, to))
}

fn remove_if_there(file: &Path) -> io::Result<()> {
    gone_is_fine(fs::remove_file(file))
}

fn gone_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes the names in a file's folder last, where the system knows how.
fn sync_dir(file: &Path) -> io::Result<()> {
    let dir = file.parent().filter(|it| *it != Path::new("")).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
