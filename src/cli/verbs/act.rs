//! Doing something to many dialogs, or trying out what would come of it. All of it is one batch, and one undo.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use clap::ArgMatches;

use crate::base::clock::now;
use crate::domain::{Change, DialogId, Intent, MessageId, Op, OpId, Refusal};
use crate::store::{Done, Ledger as _};

use super::super::context::Context;
use super::super::report::Trouble;
use super::told::Told;
use super::{Work, flag, kept, several_ids, wait};

/// Ops in one transaction.
const CHUNK: usize = 250;

/// Something to be done to a dialog.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Deed {
    /// To which.
    pub(in crate::cli) dialog: DialogId,
    /// What.
    pub(in crate::cli) intent: Intent,
}

/// What a deed came to.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) dialog: DialogId,
    pub(super) tag: Option<String>,
    pub(super) to: Result<Good, Refusal>,
}

/// What a deed that was done came to.
#[derive(Debug, Default)]
pub(super) struct Good {
    /// Messages a close left without an answer.
    pub(super) unanswered: u32,
    /// What was written.
    pub(super) message: Option<MessageId>,
}

/// Does all of it, or says what would come of it, and prints what each came to.
pub(in crate::cli) fn act(
    work: &Work<'_>,
    matches: &ArgMatches,
    deeds: Vec<Deed>,
) -> Result<(), Trouble> {
    let dry_run = flag(matches, "dry-run");
    let patience = matches.try_get_one::<u64>("wait").ok().flatten().copied();
    let patience = patience.map(Duration::from_secs);
    let mut told = Told::new(work, dry_run);
    if dry_run {
        told.tell(rehearsed(work, &deeds)?, None)?;
        return told.end();
    }
    let (batch, mut name) = (op_name(), op_name());
    let first = OpId(name.0 + 1);
    for chunk in deeds.chunks(CHUNK) {
        let came = done(work, chunk, batch, &mut name)?;
        let mut written =
            came.iter().filter_map(|it| Some((it.dialog, it.to.as_ref().ok()?.message?)));
        let delivered = match (patience, written.next_back()) {
            (Some(patience), Some(written)) if !work.replica => {
                Some(wait::until_delivered(work, written, patience)?)
            }
            _ => None,
        };
        told.tell(came, delivered)?;
    }
    let ended = told.end();
    if work.replica {
        kept::tell(work, &(first..=name), patience)?;
    }
    ended
}

/// A name no other op has, in any process, with room for many more behind it.
fn op_name() -> OpId {
    // The keys of each state come from the system's own randomness.
    let word = || u128::from(RandomState::new().build_hasher().finish());
    OpId((word() << 64 | word()) >> 1)
}

/// Does them in one transaction. Their names grow from `name` on: of what happens to a dialog within one millisecond
/// the names say what came later, and is taken back first.
fn done(
    work: &Work<'_>,
    deeds: &[Deed],
    batch: OpId,
    name: &mut OpId,
) -> Result<Vec<Came>, Trouble> {
    let ops = ops(deeds.iter(), name);
    let actor = work.actor();
    let answers = work.opened.write(move |it| it.submit_all(&ops, batch, &actor, now()))?;
    Ok(deeds.iter().zip(answers).map(|(deed, done)| came(deed, done)).collect())
}

fn ops<'d>(deeds: impl Iterator<Item = &'d Deed>, name: &mut OpId) -> Vec<Op> {
    let op = |it: &Deed| {
        name.0 += 1;
        Op { id: *name, dialog: it.dialog, intent: it.intent.clone() }
    };
    deeds.map(op).collect()
}

fn came(deed: &Deed, done: Done) -> Came {
    let to = match done {
        Done::Accepted { changes, unanswered, .. } => {
            Ok(Good { unanswered, message: changes.iter().find_map(written) })
        }
        Done::Refused(refusal) => Err(refusal),
    };
    Came { dialog: deed.dialog, tag: tag(&deed.intent), to }
}

fn written(change: &Change) -> Option<MessageId> {
    match change {
        // A message that the hub does not know yet gets another name from it.
        Change::Wrote(it) if !it.message.is_provisional() => Some(it.message),
        _ => None,
    }
}

/// Does them and takes all of it back. What is done to a dialog may decide about what is done to it after that, so
/// that all of a dialog's deeds stand in one transaction; those of others have nothing to do with them.
fn rehearsed(work: &Work<'_>, deeds: &[Deed]) -> Result<Vec<Came>, Trouble> {
    let mut sorted: Vec<(usize, &Deed)> = deeds.iter().enumerate().collect();
    sorted.sort_by_key(|it| it.1.dialog);
    let mut all: Vec<(usize, Came)> = Vec::with_capacity(deeds.len());
    let mut chunk: Vec<(usize, &Deed)> = Vec::new();
    let mut dialogs = sorted.chunk_by(|one, next| one.1.dialog == next.1.dialog).peekable();
    while let Some(of_one) = dialogs.next() {
        chunk.extend(of_one);
        if chunk.len() < CHUNK && dialogs.peek().is_some() {
            continue;
        }
        let ops = ops(chunk.iter().map(|it| it.1), &mut op_name());
        let (batch, actor) = (op_name(), work.actor());
        let answers = work
            .opened
            .write(move |it| it.tried_out(|it| it.submit_all(&ops, batch, &actor, now())))?;
        all.extend(chunk.drain(..).zip(answers).map(|((at, deed), done)| {
            let mut came = came(deed, done);
            if let Ok(good) = &mut came.to {
                // It is not there.
                good.message = None;
            }
            (at, came)
        }));
    }
    all.sort_by_key(|it| it.0);
    Ok(all.into_iter().map(|it| it.1).collect())
}

fn tag(intent: &Intent) -> Option<String> {
    match intent {
        Intent::AddTag(tag) | Intent::DropTag(tag) => Some(tag.clone()),
        _ => None,
    }
}

/// Does what `wanted` says to all dialogs that are named.
pub(in crate::cli) fn to_all(
    context: &Context,
    matches: &ArgMatches,
    wanted: impl FnOnce(&Work<'_>) -> Result<Vec<Intent>, Trouble>,
) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let intents = wanted(&work)?;
    let ids = several_ids(matches)?;
    let mut deeds = Vec::with_capacity(ids.len() * intents.len());
    for intent in &intents {
        deeds.extend(ids.iter().map(|it| Deed { dialog: *it, intent: intent.clone() }));
    }
    act(&work, matches, deeds)
}
