//! How a desk keeps files, for scripts.

use serde::Serialize;

use super::moment;
use crate::store;

/// How files are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Keeping {
    /// For so many calendar months.
    months: u32,
    /// Contents that are kept.
    files: u64,
    /// Their size in all, in bytes.
    bytes: u64,
    /// When the next one goes.
    next: Option<String>,
    /// What was thrown away last.
    last: Option<Purge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Purge {
    at: String,
    files: u64,
    bytes: u64,
}

impl From<store::Keeping> for Keeping {
    fn from(it: store::Keeping) -> Self {
        let last = it.last.map(|it| Purge { at: moment(it.at), files: it.files, bytes: it.bytes });
        let next = it.next.map(moment);
        Self { months: it.months, files: it.files, bytes: it.bytes, next, last }
    }
}
