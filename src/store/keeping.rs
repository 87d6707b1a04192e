//! How long a desk keeps files, and what it has thrown away.

use std::time::Duration;

use super::StoreError;
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, ContentHash};

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

/// Between two sweeps lies at least this ...
const SWEEP_MIN: Duration = Duration::from_secs(3600);
/// ... and at most this: a deleted channel's files are not due at any moment.
const SWEEP_MAX: Duration = Duration::from_secs(86_400);

/// After how long to look again for what is kept no longer; `next` is when the next file is gone.
pub(crate) fn next_sweep(next: Option<Timestamp>, now: Timestamp) -> Duration {
    next.map_or(SWEEP_MAX, |it| it.since(now)).clamp(SWEEP_MIN, SWEEP_MAX)
}

/// What replicas have brought to their hub for replies that are still to come. It is kept for a day.
pub trait Uploads {
    /// The size of what an agent has brought, in bytes; `None` where they have not, or too long ago.
    fn brought(&self, agent: AgentId, content: ContentHash) -> Result<Option<u64>, StoreError>;
    /// Notes that an agent has brought a content, which lies with the desk's files: from now on a reply of theirs may name it.
    fn bring(
        &mut self,
        agent: AgentId,
        content: ContentHash,
        bytes: u64,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
