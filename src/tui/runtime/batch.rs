//! Many dialogs at once, and questions that may take their time: what the desk's threads do for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::Wake;
use super::hands::failed;
use crate::base::clock::{self, Timestamp};
use crate::base::text::{clean_line, cut};
use crate::domain::{
    Actor, Agent, AgentId, Change, ChangeNo, DialogId, Filter, Intent, Op, OpId, Refusal, Right,
};
use crate::store::{Desk, Done, Inbox, Ledger, Refused, Rehearsal, Sqlite, StoreError, Study};
use crate::tui::event::{BatchEnd, BatchMoved, BatchRow, Effect, Event};
use crate::tui::state::{Foreseen, Undoable};

/// Ops in one transaction. What others write comes in between two of them.
const CHUNK: usize = 250;

/// Things that are told of what was done before.
const THINGS: usize = 50;

/// Cells of a name in a sentence.
const NAME_CELLS: usize = 24;

/// How often a question is put again that was given up together with others.
const TRIES: u32 = 100;

/// Which batches are to go no further: those up to a number.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<AtomicU64>);

impl Stop {
    /// Stops the batch, and those before it.
    fn upto(&self, no: u64) {
        self.0.fetch_max(no, Ordering::AcqRel);
    }

    /// Stops all there are and will be.
    pub(super) fn all(&self) {
        self.upto(u64::MAX);
    }

    fn stops(&self, no: u64) -> bool {
        no <= self.0.load(Ordering::Acquire)
    }
}

/// Hands the effect to the desk's threads if it is one of these; else hands it back.
pub(super) fn ask(
    desk: &Desk,
    door: &Sender<Wake>,
    me: AgentId,
    stop: &Stop,
    effect: Effect,
) -> Option<Effect> {
    match effect {
        Effect::Gather { no, filter, limit } => {
            study(desk, door, me, TRIES, move |it| {
                let ids = it.ids(&filter, clock::now(), limit)?;
                Ok(Event::Gathered { no, ids })
            });
        }
        Effect::Rehearse { no, intent, dialogs, same_as } => {
            study(desk, door, me, TRIES, move |it| {
                let told = Box::new(foresee(it, me, &intent, &dialogs, same_as.as_ref())?);
                Ok(Event::Foreseen { no, told })
            });
        }
        Effect::LastDone { no, since } => {
            study(desk, door, me, TRIES, move |it| {
                Ok(Event::DoneBefore { no, things: done_before(it, me, since)? })
            });
        }
        Effect::History { no, dialog, before, limit } => {
            study(desk, door, me, TRIES, move |it| {
                let entries = Inbox::history(it, dialog, before, limit)?;
                Ok(Event::History { no, entries })
            });
        }
        Effect::Batch { no, batch, ops } => {
            let (door, stop) = (door.clone(), stop.clone());
            write(desk, Writing { no, batch, ops, me, door, stop }, 0);
        }
        Effect::StopBatch(no) => stop.upto(no),
        other => return Some(other),
    }
    None
}

type Question = dyn Fn(&Sqlite) -> Result<Event, StoreError> + Send + Sync;

/// Asks on the thread for slow questions, and again where a newer search has given it up. Who may not see dialogs is
/// told of none.
fn study(
    desk: &Desk,
    door: &Sender<Wake>,
    me: AgentId,
    tries: u32,
    question: impl Fn(&Sqlite) -> Result<Event, StoreError> + Send + Sync + 'static,
) {
    put(desk.clone(), door.clone(), me, tries, Arc::new(question));
}

fn put(desk: Desk, door: Sender<Wake>, me: AgentId, tries: u32, question: Arc<Question>) {
    let again = desk.clone();
    desk.study(move |it| {
        let told = it.at_one_moment(|it| {
            let sees = known(it, me)?.is_some_and(|it| !it.blocked && it.role.may(Right::See));
            if sees { question(it).map(Some) } else { Ok(None) }
        });
        let event = match told {
            Err(StoreError::Superseded) if tries > 1 => {
                return put(again, door, me, tries - 1, question);
            }
            Ok(Some(event)) => event,
            Ok(None) => return,
            Err(error) => failed(&error),
        };
        let _ = door.send(Wake::Event(event));
    });
}

/// The agent as the desk knows them at this moment.
fn known(desk: &Sqlite, me: AgentId) -> Result<Option<Agent>, StoreError> {
    Ok(desk.roster()?.agents.into_iter().find(|it| it.id == me))
}

fn foresee(
    desk: &Sqlite,
    me: AgentId,
    intent: &Intent,
    dialogs: &[DialogId],
    same_as: Option<&Filter>,
) -> Result<Foreseen, StoreError> {
    let now = clock::now();
    let rehearsal = match known(desk, me)? {
        Some(agent) => desk.rehearse(dialogs, intent, &Actor::Agent(agent), now)?,
        None => Rehearsal::default(),
    };
    let mut drift = (0, 0);
    if let Some(filter) = same_as {
        let mut there = desk.ids(filter, now, usize::MAX)?;
        there.sort_unstable();
        let stayed = dialogs.iter().filter(|it| there.binary_search(it).is_ok()).count();
        drift = (dialogs.len() - stayed, there.len() - stayed);
    }
    Ok(Foreseen { rehearsal, drift })
}

fn done_before(desk: &Sqlite, me: AgentId, since: Timestamp) -> Result<Vec<Undoable>, StoreError> {
    let things = desk.last_done(me, since, THINGS)?;
    let undoable = |it: crate::store::DoneBefore| {
        let name = match it.ops[..] {
            [(_, dialog)] => name(desk, me, dialog)?,
            _ => String::new(),
        };
        Ok(Undoable {
            ops: it.ops,
            name: cut(&clean_line(&name), NAME_CELLS).into_owned(),
            at: it.at,
            words: None,
        })
    };
    things.into_iter().map(undoable).collect()
}

fn name(desk: &Sqlite, me: AgentId, dialog: DialogId) -> Result<String, StoreError> {
    Ok(desk.card(dialog, me)?.map_or_else(String::new, |it| it.row.name))
}

/// A batch that is being written.
struct Writing {
    no: u64,
    batch: OpId,
    ops: Arc<[Op]>,
    me: AgentId,
    door: Sender<Wake>,
    stop: Stop,
}

/// Writes the ops from one on, a chunk at a time. The next chunk stands behind what others want written meanwhile.
fn write(desk: &Desk, writing: Writing, from: usize) {
    let next = desk.clone();
    desk.write(move |it| {
        let upto = (from + CHUNK).min(writing.ops.len());
        let (rows, end) = if writing.stop.stops(writing.no) {
            (Vec::new(), Some(BatchEnd::Stopped))
        } else {
            match record(it, &writing.ops[from..upto], writing.batch, writing.me) {
                Ok(rows) => (rows, (upto == writing.ops.len()).then_some(BatchEnd::Finished)),
                Err(error) => {
                    let (what, hint) = (error.say(), error.hint());
                    (Vec::new(), Some(BatchEnd::Failed { what, hint }))
                }
            }
        };
        let goes_on = end.is_none();
        let head = it.head().unwrap_or(ChangeNo(0));
        let moved = BatchMoved { no: writing.no, rows, head, end };
        let heard = writing.door.send(Wake::Event(Event::BatchMoved(Box::new(moved)))).is_ok();
        if goes_on && heard {
            write(&next, writing, upto);
        }
    });
}

/// Decides a chunk with what the agent may do at this moment, in one transaction.
fn record(
    desk: &mut Sqlite,
    ops: &[Op],
    batch: OpId,
    me: AgentId,
) -> Result<Vec<BatchRow>, StoreError> {
    let done = match known(desk, me)? {
        Some(agent) => desk.submit_all(ops, batch, &Actor::Agent(agent), clock::now())?,
        None => vec![Done::Refused(Refusal::NotAllowed); ops.len()],
    };
    Ok(ops.iter().zip(done).map(|(op, done)| row(desk, me, op, done)).collect())
}

fn row(desk: &Sqlite, me: AgentId, op: &Op, done: Done) -> BatchRow {
    match done {
        Done::Accepted { changes, unanswered, answering, .. } => {
            let undoing = matches!(op.intent, Intent::Undo(_));
            let all =
                !changes.is_empty() && changes.iter().all(|it: &Change| it.inverse().is_some());
            BatchRow::Done { undoable: all && !undoing, unanswered: unanswered > 0 && !answering }
        }
        Done::Refused(why) => {
            // It has been decided, whether its name can be read or not.
            let name = name(desk, me, op.dialog).unwrap_or_default();
            BatchRow::Refused(Refused { dialog: op.dialog, name, why })
        }
    }
}
