//! What can be asked: one file for each sort. Read what is asked, ask the desk, answer.

pub(super) mod dialogs;
pub(super) mod feed;
pub(super) mod files;
pub(super) mod health;
pub(super) mod ops;
pub(super) mod search;
pub(super) mod uploads;

use super::problem::{Code, Fault};

/// How many are wanted: what is usual where nothing is said, and never more than there may be.
fn limit(asked: Option<u32>, usual: u32, most: u32) -> Result<usize, Fault> {
    match asked.unwrap_or(usual) {
        it if (1..=most).contains(&it) => Ok(it as usize),
        _ => Err(Fault::of(Code::Malformed, format!("limit: 1 to {most}"))),
    }
}

/// A number of the desk's.
fn number(asked: u64) -> Result<i64, Fault> {
    i64::try_from(asked).map_err(|_| Fault::of(Code::Malformed, "a number is too large"))
}
