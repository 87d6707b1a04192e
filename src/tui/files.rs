//! What stands between the screen and the files on the disk, as plain values: what the screen asks for, and what becomes
//! of it. Whoever carries it out knows the disk, other programs and a hub; nothing here does.

use std::path::PathBuf;

use crate::base::msg::Msg;
use crate::domain::MessageId;

/// Something that is to be done with a file. Answered with [`Event::File`](super::event::Event::File), by the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileWish {
    /// Handed back with each answer.
    pub no: u64,
    /// What is wanted.
    pub deed: FileDeed,
}

/// What is to be done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileDeed {
    /// Let a program show a copy of it.
    Open(FileAt),
    /// Write it into the folder of the settings, over nothing that is there.
    Save(FileAt),
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileAt {
    /// The message it hangs on.
    pub message: MessageId,
    /// Its place among the message's files, from 0.
    pub place: usize,
}

/// What has become of a wish. All but the first end it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileNews {
    /// So much of it is done. Told a few times a second at most, and only of what takes its time.
    Coming {
        /// Bytes.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A program of the system has been asked to show it.
    Opened,
    /// It is to be shown in the terminal, by this command, as a shell takes it.
    Show {
        /// The command; the file's name comes behind it.
        command: String,
        /// The copy that is shown.
        file: PathBuf,
    },
    /// It has been saved; where, as a person reads it.
    Saved(String),
    /// It could not be done, and why.
    Failed(Msg),
}
