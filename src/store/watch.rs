//! Tells when another process has written to the desk: the kernel watches the folder, nobody looks at a clock.
//!
//! A write to the WAL is seen *before* the transaction in it counts, so it alone would wake the readers too
//! early and never again. Each writer therefore rings a bell, a tiny file beside the desk, after its commit.
//! A WAL that was written without the bell being rung (the writer was killed in between, or another program
//! wrote) is looked at once more after a pause; then everybody sleeps again.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::domain::ChangeNo;

pub(super) const BELL: &str = "desk.bell";

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Somebody has committed.
    Bell,
    /// Somebody is writing.
    Wal,
}

/// Watches a desk's folder for as long as it lives.
#[derive(Debug)]
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Calls `seen`, on a thread of its own, whenever something happens to the desk's file.
    pub(super) fn start(dir: &Path, seen: impl Fn(Sight) + Send + 'static) -> notify::Result<Self> {
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // An overflow of the kernel's queue, or an error, may have hidden anything.
            match event.as_ref().map(sight) {
                Ok(Some(sight)) => seen(sight),
                Ok(None) => (),
                Err(_) => seen(Sight::Bell),
            }
        })?;
        watcher.watch(dir, RecursiveMode::NonRecursive)?;
        Ok(Self { _watcher: watcher })
    }
}

fn sight(event: &Event) -> Option<Sight> {
    if event.need_rescan() {
        return Some(Sight::Bell);
    }
    let written = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(_) | EventKind::Create(_) => true,
        EventKind::Remove(_) | EventKind::Any | EventKind::Other => false,
    };
    let names = |suffix: &str| {
        event.paths.iter().any(|it| it.to_str().is_some_and(|path| path.ends_with(suffix)))
    };
    match written {
        true if names(BELL) => Some(Sight::Bell),
        true if names("-wal") => Some(Sight::Wal),
        _ => None,
    }
}

/// Rings for the other processes.
#[derive(Debug)]
pub(super) struct Bell {
    file: File,
}

impl Bell {
    pub(super) fn open(dir: &Path) -> std::io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(dir.join(BELL)).map(|file| Self { file })
    }

    /// Tells the others that the feed has grown to `head`. A bell that cannot be rung (a full disk) is no
    /// reason to fail: what was committed is committed, and the pause after the WAL's change finds it.
    pub(super) fn ring(&mut self, head: ChangeNo) {
        let line = format!("{:>19}\n", head.0);
        let _ =
            self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.write_all(line.as_bytes()));
    }
}
