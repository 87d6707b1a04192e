//! Doing something to many dialogs, or trying out what would come of it. All of it is one batch, and one undo.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use clap::ArgMatches;

use crate::base::clock::now;
use crate::domain::{Change, DialogId, Intent, MessageId, Op, OpId, Refusal};
use crate::store::{Done, Ledger as _, Study as _};

use super::super::context::Context;
use super::super::report::Trouble;
use super::told::Told;
use super::{Work, flag, several_ids, wait};

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
    let mut told = Told::new(work, dry_run);
    let (batch, mut name) = (op_name(), op_name());
    for chunk in deeds.chunks(CHUNK) {
        let came =
            if dry_run { rehearsed(work, chunk)? } else { done(work, chunk, batch, &mut name)? };
        let mut written =
            came.iter().filter_map(|it| Some((it.dialog, it.to.as_ref().ok()?.message?)));
        let delivered = match (patience, written.next_back()) {
            (Some(seconds), Some(written)) => {
                Some(wait::until_delivered(work, written, Duration::from_secs(seconds))?)
            }
            _ => None,
        };
        told.tell(came, delivered)?;
    }
    told.end()
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
    let op = |it: &Deed| {
        name.0 += 1;
        Op { id: *name, dialog: it.dialog, intent: it.intent.clone() }
    };
    let ops: Vec<Op> = deeds.iter().map(op).collect();
    let actor = work.actor();
    let answers = work.opened.write(move |it| it.submit_all(&ops, batch, &actor, now()))?;
    let came = |(deed, done): (&Deed, Done)| Came {
        dialog: deed.dialog,
        tag: tag(&deed.intent),
        to: match done {
            Done::Accepted { changes, unanswered, .. } => {
                Ok(Good { unanswered, message: changes.iter().find_map(written) })
            }
            Done::Refused(refusal) => Err(refusal),
        },
    };
    Ok(deeds.iter().zip(answers).map(came).collect())
}

fn written(change: &Change) -> Option<MessageId> {
    if let Change::Wrote(written) = change { Some(written.message) } else { None }
}

fn rehearsed(work: &Work<'_>, deeds: &[Deed]) -> Result<Vec<Came>, Trouble> {
    let mut came = Vec::with_capacity(deeds.len());
    for alike in deeds.chunk_by(|one, next| one.intent == next.intent) {
        let Some(intent) = alike.first().map(|it| it.intent.clone()) else { continue };
        let ids: Vec<DialogId> = alike.iter().map(|it| it.dialog).collect();
        let (actor, tag) = (work.actor(), tag(&intent));
        let asked = ids.clone();
        let rehearsal = work.opened.read(move |it| it.rehearse(&asked, &intent, &actor, now()))?;
        for dialog in ids {
            let refused = rehearsal.refused.iter().find(|it| it.dialog == dialog);
            let to = refused.map_or_else(|| Ok(Good::default()), |it| Err(it.why.clone()));
            came.push(Came { dialog, tag: tag.clone(), to });
        }
    }
    Ok(came)
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
