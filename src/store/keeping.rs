//! How long a desk keeps files, and what it has thrown away.

use crate::base::clock::Timestamp;

/// What was thrown away at once: files whose time had come, and what nothing needed any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purge {
    /// When.
    pub at: Timestamp,
    /// Contents.
    pub files: u64,
    /// Their size in all, in bytes.
    pub bytes: u64,
}

/// How a desk keeps files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// For so many calendar months.
    pub months: u32,
    /// Contents that are kept now.
    pub files: u64,
    /// Their size in all, in bytes, each counted once.
    pub bytes: u64,
    /// The last time something was thrown away.
    pub last: Option<Purge>,
    /// When the next file is gone.
    pub next: Option<Timestamp>,
}
