//! What a replica asks its hub for, and what the answers come to. No network, no clock, nothing in memory.
//!
//! There are two lines to the hub. On one the replica asks, one thing after the other: [`next`] says what, [`take`] takes
//! the answer. On the other the hub tells what happens from [`Progress::cursor`](crate::store::far::Progress) on:
//! [`hear`]. An answer may be lost, come twice or late, on either: what is asked again is answered again, and what is
//! newer stands.

use std::collections::HashSet;

use crate::base::clock::Timestamp;
use crate::domain::{ChangeNo, ContentHash, DialogId, Enclosure, Intent, MessageId, OpId};
use crate::store::far::{
    Backlog, Bundle, Delta, Replica, SnapshotPage, SnapshotPlace, StartOver, Wish,
};
use crate::store::{Done, StoreError};

/// Ops, dialogs and marks sent at once, at most.
pub const AT_ONCE: usize = 100;

/// Dialogs of the first part of a snapshot, so that there is something to see soon, and of every other one.
pub const FIRST_PAGE: usize = 100;
/// See [`FIRST_PAGE`].
pub const PAGE: usize = 1_000;

/// What the hub is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To decide ops, in their order, and to note what has been seen.
    Ops {
        /// The ops. May be none.
        wishes: Vec<Wish>,
        /// Up to where dialogs have been seen. May be none.
        seen: Vec<(DialogId, MessageId)>,
    },
    /// What has become of these dialogs.
    Bundles(Vec<DialogId>),
    /// A part of a snapshot.
    Page {
        /// Which; `None` is the beginning.
        place: Option<SnapshotPlace>,
        /// Dialogs, at most.
        limit: usize,
    },
}

/// What the hub answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Ask::Ops`], each op by its name.
    Outcomes(Vec<(OpId, Done)>),
    /// To [`Ask::Bundles`]: those that are there and to be seen.
    Bundles(Vec<Bundle>),
    /// To [`Ask::Page`].
    Page(Box<SnapshotPage>),
}

/// The contents that the hub has, as far as a replica knows.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a>(pub &'a HashSet<ContentHash>);

impl Files<'_> {
    fn all_there(&self, wish: &Wish) -> bool {
        files_of(wish).iter().all(|it| self.0.contains(&it.content))
    }
}

/// The files that an op takes along.
#[must_use]
pub fn files_of(wish: &Wish) -> &[Enclosure] {
    match &wish.op.intent {
        Intent::Letter(letter) => &letter.files,
        _ => &[],
    }
}

/// The first op whose files the hub does not have yet.
///
/// # Errors
/// When the desk cannot be read.
pub fn needs_files(desk: &impl Replica, files: &Files<'_>) -> Result<Option<Wish>, StoreError> {
    let wishes = desk.backlog(AT_ONCE)?.wishes;
    Ok(wishes.into_iter().find(|it| !files.all_there(it)))
}

/// What to ask for now, as if the hub had all files; `None` when there is nothing to ask. What agents did goes first.
///
/// # Errors
/// When the desk cannot be read.
pub fn next(desk: &impl Replica) -> Result<Option<Ask>, StoreError> {
    let backlog = desk.backlog(AT_ONCE)?;
    next_of(desk, backlog)
}

/// As [`next`], where the hub has just these files: an op that needs others waits, and so does what was done after it in its
/// dialog. Nothing else waits for it.
///
/// # Errors
/// When the desk cannot be read.
pub fn next_with(desk: &impl Replica, files: &Files<'_>) -> Result<Option<Ask>, StoreError> {
    let mut backlog = desk.backlog(AT_ONCE)?;
    let mut behind = HashSet::new();
    backlog.wishes.retain(|it| {
        let goes = !behind.contains(&it.op.dialog) && files.all_there(it);
        if !goes {
            behind.insert(it.op.dialog);
        }
        goes
    });
    next_of(desk, backlog)
}

fn next_of(desk: &impl Replica, backlog: Backlog) -> Result<Option<Ask>, StoreError> {
    let Some(so_far) = desk.progress()? else { return Ok(None) };
    // On a new replica nothing can be decided before it knows at least who is who.
    let begun = so_far.filling.is_none_or(|it| it.place.is_some());
    if begun && !(backlog.wishes.is_empty() && backlog.seen.is_empty()) {
        return Ok(Some(Ask::Ops { wishes: backlog.wishes, seen: backlog.seen }));
    }
    if begun && !backlog.wanted.is_empty() {
        return Ok(Some(Ask::Bundles(backlog.wanted)));
    }
    Ok(so_far.filling.map(|it| Ask::Page {
        place: it.place,
        limit: if it.place.is_none() { FIRST_PAGE } else { PAGE },
    }))
}

/// Takes the answer to what was asked. One that does not answer it is dropped.
///
/// # Errors
/// When the desk cannot be written; nothing has changed then.
pub fn take(
    desk: &mut impl Replica,
    ask: &Ask,
    answer: &Answer,
    now: Timestamp,
) -> Result<(), StoreError> {
    match (ask, answer) {
        (Ask::Ops { seen, .. }, Answer::Outcomes(outcomes)) => {
            desk.told_seen(seen)?;
            if outcomes.is_empty() { Ok(()) } else { desk.answered(outcomes, now) }
        }
        (Ask::Bundles(asked), Answer::Bundles(bundles)) => desk.take_bundles(asked, bundles, now),
        (Ask::Page { place, .. }, Answer::Page(page)) => {
            // It may have started over since it was asked.
            let wanted = desk.progress()?.and_then(|it| it.filling);
            match wanted {
                Some(filling) if filling.place == *place => desk.take_page(page, now),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// From where the hub is to tell what happens; `None` as long as a first part of a snapshot has not come.
///
/// # Errors
/// When the desk cannot be read.
pub fn listens_from(desk: &impl Replica) -> Result<Option<ChangeNo>, StoreError> {
    let so_far = desk.progress()?;
    Ok(so_far.filter(|it| it.filling.is_none_or(|it| it.place.is_some())).map(|it| it.cursor))
}

/// Takes what the hub tells by itself. False when something before it is missing, or it was read before something that is
/// here already: then ask anew for what came after the cursor.
///
/// # Errors
/// When the desk cannot be written; nothing has changed then.
pub fn hear(desk: &mut impl Replica, delta: &Delta, now: Timestamp) -> Result<bool, StoreError> {
    desk.take_delta(delta, now)
}

/// The hub cannot go on from where the replica is: a snapshot is asked for, and what waits for the hub stays.
///
/// # Errors
/// When the desk cannot be written.
pub fn start_over(
    desk: &mut impl Replica,
    _why: StartOver,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(so_far) = desk.progress()? else { return Ok(()) };
    // The same desk and the same agent: that is never refused.
    desk.follow(so_far.desk, so_far.me, now).map(drop)
}
