//! The picture of the day, as it is being looked at.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::picture::Picture;

/// A desk that is busy is counted again no sooner than this.
const PAUSE: Duration = Duration::from_secs(3);
/// What waits grows older: after this long it is counted again although nothing has happened.
const STALE: Duration = Duration::from_secs(60);

/// The picture of the day while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gallery {
    /// The numbers; `None` until the desk has counted.
    pub picture: Option<Picture>,
    /// The number of the last question.
    pub no: u64,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Whether it has been answered.
    pub answered: bool,
    /// Whether the desk has moved since.
    pub moved: bool,
    /// Whether what the numbers mean is being read.
    pub meaning: bool,
    /// Lines scrolled away.
    pub top: usize,
}

impl Gallery {
    /// When the desk is to be asked again.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        if self.moved && self.answered { self.asked_at + PAUSE } else { self.asked_at + STALE }
    }
}
