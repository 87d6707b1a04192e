//! What becomes of files that the screen asks for: opened by another program, or saved. Each wish has a thread of its own;
//! whoever leaves the screen does not wait for it, and no half of a file is left behind.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};

use crate::base::clock::{self, Timestamp};
use crate::base::msg::Msg;
use crate::config::paths;
use crate::domain::{AgentId, Attachment};
use crate::i18n::Catalog;
use crate::store::Desk;
use crate::tui::event::Event;
use crate::tui::files::{FileAt, FileDeed, FileNews, FileWish};
use crate::tui::runtime::{Door, FilesDoor};

use super::files::{NotGot, Shelf, safe_name, write, write_beside};

/// Copies that a program shows lie in this folder, each in one of its own.
const OPENED: &str = "opened";
/// After this long a copy is thrown away when the next one is made, or at the next start: whatever shows it has read it.
const OLD: Duration = Duration::from_secs(3600);
/// Of smaller files it is not told how much is copied: they are there at once.
const BIG: u64 = 8 << 20;
/// How often it is told, at most.
const TOLD_EVERY: Duration = Duration::from_millis(200);
/// Bytes at a file's beginning that show what it is.
const MAGIC: usize = 512;

/// What is opened: pictures, sound, film, plain words, tables and documents in which no program can be. A page with scripts,
/// a document with macros, a link, an archive or anything unknown is saved by whoever wants it.
const HARMLESS: &[&str] = &[
    "7z", "aac", "amr", "avi", "avif", "bmp", "csv", "docx", "eml", "epub", "flac", "gif", "heic",
    "jpeg", "jpg", "json", "log", "m4a", "m4v", "md", "mkv", "mov", "mp3", "mp4", "mpeg", "odp",
    "ods", "odt", "oga", "ogg", "ogv", "opus", "pdf", "png", "pptx", "rtf", "tgs", "tif", "tiff",
    "tsv", "txt", "vcf", "wav", "webm", "webp", "xlsx", "zip",
];

/// Within so many bytes a file may say that it starts a program.
const ENTRY: &[u8] = b"[Desktop Entry]";

/// How a program begins, whatever it is called.
const BEGINNINGS: &[&[u8]] = &[
    b"\x7fELF",
    b"MZ",
    b"#!",
    &[0xfe, 0xed, 0xfa, 0xce],
    &[0xfe, 0xed, 0xfa, 0xcf],
    &[0xce, 0xfa, 0xed, 0xfe],
    &[0xcf, 0xfa, 0xed, 0xfe],
    &[0xca, 0xfe, 0xba, 0xbe],
];

/// Where files go, and who shows them.
#[derive(Debug, Clone)]
pub(super) struct Outlets {
    /// As in the settings.
    pub(super) folder: String,
    /// The program that shows files in the terminal; empty means the system's.
    pub(super) opener: String,
    /// Whether a program can show itself in a window.
    pub(super) windows: bool,
    /// The folder for copies.
    pub(super) cache: PathBuf,
}

/// The files of a screen.
struct Desks {
    shelf: Shelf,
    me: AgentId,
    outlets: Outlets,
    catalog: Arc<Catalog>,
    leaving: Arc<Leaving>,
}

/// Dropped when the screen is left: what is being written is given up, and nothing of it stays.
pub(super) struct Copies(Arc<Leaving>);

#[derive(Default)]
struct Leaving {
    left: AtomicBool,
    /// Held for reading by whoever writes a file.
    writing: RwLock<()>,
}

impl Drop for Copies {
    fn drop(&mut self) {
        self.0.left.store(true, Ordering::Release);
        drop(self.0.writing.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Who does with files what the screen wants; what is given beside it is kept as long as the screen is open.
pub(super) fn files_door(
    shelf: Shelf,
    me: AgentId,
    outlets: Outlets,
    catalog: Arc<Catalog>,
) -> (FilesDoor, Copies) {
    let leaving = Arc::new(Leaving::default());
    let copies = Copies(Arc::clone(&leaving));
    let old = outlets.cache.join(OPENED);
    // It does not matter when.
    let _ = thread::Builder::new().name("sweep".into()).spawn(move || sweep(&old, clock::now()));
    let desks = Arc::new(Desks { shelf, me, outlets, catalog, leaving });
    let door: FilesDoor = Box::new(move |wish, door| {
        let (desks, no, heard) = (Arc::clone(&desks), wish.no, door.clone());
        let work = move || desks.carry_out(&wish, &door);
        if let Err(error) = thread::Builder::new().name("file".into()).spawn(work) {
            let why = Msg::new("files-failed").with("what", error.to_string());
            heard.tell(Event::File(no, Box::new(FileNews::Failed(why))));
        }
    });
    (door, copies)
}

/// Tells the screen how far a wish has come, now and then.
struct Teller<'a> {
    door: &'a Door,
    no: u64,
    total: u64,
    last: Instant,
}

impl<'a> Teller<'a> {
    fn new(door: &'a Door, no: u64, total: u64) -> Self {
        Self { door, no, total, last: Instant::now() }
    }

    fn tell(&mut self, done: u64) {
        if self.last.elapsed() < TOLD_EVERY {
            return;
        }
        self.last = Instant::now();
        let news = FileNews::Coming { done, total: self.total };
        self.door.tell(Event::File(self.no, Box::new(news)));
    }
}

impl Desks {
    fn carry_out(&self, wish: &FileWish, door: &Door) {
        let done = match wish.deed {
            FileDeed::Open(at) => self.show(wish.no, at, door),
            FileDeed::Save(at) => self.save(wish.no, at, door),
        };
        let news = done.unwrap_or_else(FileNews::Failed);
        door.tell(Event::File(wish.no, Box::new(news)));
    }

    /// The file, and what is in it.
    fn get(&self, at: FileAt, teller: &mut Option<Teller<'_>>) -> Result<(Attachment, File), Msg> {
        let at = (at.message, at.place);
        let file = self.shelf.find(self.me, at).map_err(|it| self.say(&it))?;
        if let Some(teller) = teller {
            teller.total = file.bytes;
        }
        let told = |done| teller.iter_mut().for_each(|it| it.tell(done));
        let content = self.shelf.open(&file, at, clock::now(), told);
        Ok((file, content.map_err(|it| self.say(&it))?))
    }

    fn show(&self, no: u64, at: FileAt, door: &Door) -> Result<FileNews, Msg> {
        let mut teller = Some(Teller::new(door, no, 0));
        let (file, mut content) = self.get(at, &mut teller)?;
        let name = safe_name(&file);
        let begins = beginning(&mut content).map_err(|it| self.unwritten(&self.copies(), it))?;
        if !is_harmless(&name, &begins) {
            return Err(Msg::new("files-program").with("name", name));
        }
        if self.outlets.opener.trim().is_empty() && !self.outlets.windows {
            return Err(Msg::new("files-no-window"));
        }
        sweep(&self.copies(), clock::now());
        let to = self.place_for(&name).map_err(|it| self.unwritten(&self.copies(), it))?;
        self.pour(&mut content, &to, file.bytes, teller)?;
        read_only(&to);
        if !self.outlets.opener.trim().is_empty() {
            return Ok(FileNews::Show { command: self.outlets.opener.clone(), file: to });
        }
        match open::that_detached(&to) {
            Ok(()) => Ok(FileNews::Opened),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Msg::new("files-no-opener"))
            }
            Err(_) => Err(Msg::new("files-not-opened").with("name", name)),
        }
    }

    fn save(&self, no: u64, at: FileAt, door: &Door) -> Result<FileNews, Msg> {
        let mut teller = Some(Teller::new(door, no, 0));
        let (file, mut content) = self.get(at, &mut teller)?;
        let folder = paths::save_folder(&self.outlets.folder);
        let folder = folder.ok_or_else(|| Msg::new("files-no-folder"))?;
        let mut told = self.watch(file.bytes, teller);
        let _writing = self.leaving.writing.read();
        let to = write_beside(&mut content, &folder, &safe_name(&file), &mut told);
        let to = to.map_err(|it| self.unwritten(&folder, it))?;
        Ok(FileNews::Saved(paths::shown(&to, paths::home().as_deref())))
    }

    fn pour(
        &self,
        content: &mut File,
        to: &Path,
        bytes: u64,
        teller: Option<Teller<'_>>,
    ) -> Result<(), Msg> {
        let told = self.watch(bytes, teller);
        let _writing = self.leaving.writing.read();
        write(content, to, told).map_err(|it| self.unwritten(to, it))
    }

    /// Tells how much is written where there is much of it, and stops when the screen is left.
    fn watch<'a>(&self, bytes: u64, teller: Option<Teller<'a>>) -> impl FnMut(u64) -> bool + 'a {
        let leaving = Arc::clone(&self.leaving);
        let mut teller = teller.filter(|_| bytes > BIG);
        move |done| {
            teller.iter_mut().for_each(|it| it.tell(done));
            !leaving.left.load(Ordering::Acquire)
        }
    }

    fn copies(&self) -> PathBuf {
        self.outlets.cache.join(OPENED)
    }

    /// A new place for a copy, in a folder of its own that nobody else may look into.
    fn place_for(&self, name: &str) -> io::Result<PathBuf> {
        let folder = RandomState::new().build_hasher().finish();
        let folder = self.copies().join(format!("{folder:016x}"));
        Desk::make_dir(&folder)?;
        Ok(folder.join(name))
    }

    fn unwritten(&self, to: &Path, error: io::Error) -> Msg {
        self.say(&NotGot::Unwritable(to.to_owned(), error))
    }

    /// What is wrong, in one sentence.
    fn say(&self, why: &NotGot) -> Msg {
        let what = why.say(clock::utc_offset(clock::now()));
        let Some(because) = why.because() else { return what };
        let what = format!("{}: {because}", self.catalog.say(&what));
        Msg::new("files-failed").with("what", what)
    }
}

/// The first bytes of a content, which is at its beginning again then.
fn beginning(content: &mut File) -> io::Result<Vec<u8>> {
    let mut begins = Vec::new();
    content.by_ref().take(MAGIC as u64).read_to_end(&mut begins)?;
    content.rewind()?;
    Ok(begins)
}

/// Whether nothing can be started by opening it, as far as its name and its beginning tell.
fn is_harmless(name: &str, begins: &[u8]) -> bool {
    let suffix = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    let starts = BEGINNINGS.iter().any(|it| begins.starts_with(it));
    HARMLESS.contains(&suffix.to_lowercase().as_str())
        && !starts
        && !begins.windows(ENTRY.len()).any(|it| it == ENTRY)
}

/// Whoever changes a copy is told that it is one.
fn read_only(file: &Path) {
    if let Ok(found) = fs::metadata(file) {
        let mut permissions = found.permissions();
        permissions.set_readonly(true);
        let _ = fs::set_permissions(file, permissions);
    }
}

/// Throws old copies away.
fn sweep(folder: &Path, now: Timestamp) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten() {
        let made = entry.metadata().and_then(|it| it.modified()).ok();
        let made = made.and_then(|it| it.duration_since(UNIX_EPOCH).ok());
        let made = made.and_then(|it| i64::try_from(it.as_millis()).ok()).map(Timestamp);
        if made.is_some_and(|it| it + OLD < now) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_start_nothing_is_opened() {
        for name in [
            "a.desktop",
            "a.EXE",
            "рахунок.pdf.exe",
            "a.sh",
            "a.AppImage",
            "a.lnk",
            "a.py",
            "invoice.html",
            "a.svg",
            "a.docm",
            "a.xlsm",
            "README",
            "sh",
            "a.iso",
            "a.url",
        ] {
            assert!(!is_harmless(name, b"text"), "{name}");
        }
        let desktop = b"# a comment\n\n[Desktop Entry]\nExec=rm";
        for begins in [&b"\x7fELF\x02"[..], b"MZ\x90", b"#!/bin/sh\n", desktop] {
            assert!(!is_harmless("photo.jpg", begins));
        }
        for name in ["чек.pdf", "a.JPG", "a.docx", "голос.ogg"] {
            assert!(is_harmless(name, b"%PDF-1.7"), "{name}");
        }
        assert!(is_harmless("empty.txt", b""));
    }

    #[test]
    fn only_old_copies_are_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        for (name, made) in [("old", 1_000), ("new", 5_000)] {
            let folder = dir.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("a.pdf"), "a").unwrap();
            read_only(&folder.join("a.pdf"));
            let made = UNIX_EPOCH + Duration::from_secs(made);
            File::open(folder).unwrap().set_modified(made).unwrap();
        }
        sweep(dir.path(), Timestamp::from_secs(5_000));
        assert!(!dir.path().join("old").exists() && dir.path().join("new/a.pdf").exists());
        sweep(&dir.path().join("nowhere"), Timestamp::from_secs(5_000));
    }

    #[test]
    fn the_first_bytes_are_read_and_the_whole_is_still_to_come() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a");
        fs::write(&file, "0123456789".repeat(100)).unwrap();
        let mut open = File::open(&file).unwrap();
        assert_eq!(beginning(&mut open).unwrap().len(), MAGIC);
        let mut whole = String::new();
        open.read_to_string(&mut whole).unwrap();
        assert_eq!(whole.len(), 1_000);
    }
}
