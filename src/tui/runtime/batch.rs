//! Many dialogs at once, and questions that may take their time: what the desk's threads do for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::Wake;
use super::hands::{Answer, failed};
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

    /// Whether there is nobody left for whom to go on.
    pub(super) fn is_all(&self) -> bool {
        self.stops(u64::MAX)
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
            let none = Event::Gathered { no, ids: Vec::new() };
            study(desk, door, me, none, move |it| {
                let ids = it.ids(&filter, clock::now(), limit)?;
                Ok(Event::Gathered { no, ids })
            });
        }
        Effect::Rehearse { no, intent, dialogs, same_as } => {
            let nothing = Foreseen { rehearsal: Rehearsal::default(), drift: (0, 0) };
            let none = Event::Foreseen { no, told: Box::new(nothing) };
            study(desk, door, me, none, move |it| {
                let told = Box::new(foresee(it, me, &intent, &dialogs, same_as.as_ref())?);
                Ok(Event::Foreseen { no, told })
            });
        }
        Effect::LastDone { no, since } => {
            let none = Event::DoneBefore { no, things: Vec::new() };
            study(desk, door, me, none, move |it| {
                Ok(Event::DoneBefore { no, things: done_before(it, me, since)? })
            });
        }
        Effect::History { no, dialog, before, limit } => {
            let none = Event::History { no, entries: Vec::new(), cut: false };
            study(desk, door, me, none, move |it| {
                let entries = Inbox::history(it, dialog, before, limit)?;
                Ok(Event::History { no, entries, cut: it.history_is_cut(dialog)? })
            });
        }
        Effect::Batch { no, batch, ops } => {
            let (door, stop) = (door.clone(), stop.clone());
            write(desk, Writing { no, batch, ops, me, door, stop, ended: false }, 0);
        }
        Effect::StopBatch(no) => stop.upto(no),
        other => return Some(other),
    }
    None
}

type Question = dyn Fn(&Sqlite) -> Result<Event, StoreError> + Send + Sync;

/// Asks on the thread for slow questions, and again where a newer search has given it up. Who may not see dialogs is
/// told of `none`. A question that breaks down, or is never begun, is answered as failed.
fn study(
    desk: &Desk,
    door: &Sender<Wake>,
    me: AgentId,
    none: Event,
    question: impl Fn(&Sqlite) -> Result<Event, StoreError> + Send + Sync + 'static,
) {
    let answer = Answer::or(door.clone(), failed(&StoreError::Gone));
    put(desk.clone(), me, TRIES, Asked { answer, none, question: Box::new(question) });
}

/// A question, and how it is answered.
struct Asked {
    answer: Answer,
    none: Event,
    question: Box<Question>,
}

fn put(desk: Desk, me: AgentId, tries: u32, asked: Asked) {
    let again = desk.clone();
    desk.study(move |it| {
        let told = it.at_one_moment(|it| {
            let sees = known(it, me)?.is_some_and(|it| it.may(Right::See));
            if sees { (asked.question)(it).map(Some) } else { Ok(None) }
        });
        let event = match told {
            Err(StoreError::Superseded) if tries > 1 => {
                return put(again, me, tries - 1, asked);
            }
            Ok(Some(event)) => event,
            Ok(None) => asked.none,
            Err(error) => failed(&error),
        };
        asked.answer.give(event);
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
    /// Whether its end has been told.
    ended: bool,
}

impl Writing {
    /// Tells what has become of some more of it; false where nobody hears it.
    fn tell(&mut self, rows: Vec<BatchRow>, head: ChangeNo, end: Option<BatchEnd>) -> bool {
        self.ended = end.is_some();
        let moved = BatchMoved { no: self.no, rows, head, end };
        self.door.send(Wake::Event(Event::BatchMoved(Box::new(moved)))).is_ok()
    }
}

impl Drop for Writing {
    /// A chunk that breaks down, or is never begun, ends the batch.
    fn drop(&mut self) {
        if !self.ended {
            self.tell(Vec::new(), ChangeNo(0), Some(broken(&StoreError::Gone)));
        }
    }
}

fn broken(error: &StoreError) -> BatchEnd {
    BatchEnd::Failed { what: error.say(), hint: error.hint() }
}

/// Writes the ops from one on, a chunk at a time. The next chunk stands behind what others want written meanwhile.
fn write(desk: &Desk, mut writing: Writing, from: usize) {
    let next = desk.clone();
    desk.write(move |it| {
        let upto = (from + CHUNK).min(writing.ops.len());
        let (rows, end) = if writing.stop.stops(writing.no) {
            (Vec::new(), Some(BatchEnd::Stopped))
        } else {
            match record(it, &writing.ops[from..upto], writing.batch, writing.me) {
                Ok(rows) => (rows, (upto == writing.ops.len()).then_some(BatchEnd::Finished)),
                Err(error) => (Vec::new(), Some(broken(&error))),
            }
        };
        let goes_on = end.is_none();
        let head = it.head().unwrap_or(ChangeNo(0));
        if writing.tell(rows, head, end) && goes_on {
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_batch_that_breaks_down_is_told_to_have_failed() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path()).unwrap();
        let (door, wakes) = channel();
        let (ops, stop) = (Arc::from([]), Stop::default());
        let (batch, me) = (OpId(1), AgentId(1));
        let writing = Writing { no: 3, batch, ops, me, door, stop, ended: false };
        desk.write(move |_| {
            let _writing = writing;
            panic!("a bug");
        });
        let Wake::Event(Event::BatchMoved(told)) = wakes.recv().unwrap() else { panic!() };
        assert_eq!((told.no, told.end), (3, Some(broken(&StoreError::Gone))));
        assert!(wakes.recv().is_err(), "and only once");
    }

    #[test]
    fn a_question_that_breaks_down_or_may_not_be_asked_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path()).unwrap();
        let me = desk.write_now(|it| it.add_agent("Anna", crate::domain::Role::Lead)).unwrap();
        let (door, wakes) = channel();
        let none = || Event::Gathered { no: 5, ids: Vec::new() };
        study(&desk, &door, AgentId(99), none(), |_| panic!("never asked"));
        let Wake::Event(told) = wakes.recv().unwrap() else { panic!() };
        assert_eq!(told, none());
        study(&desk, &door, me, none(), |_| panic!("a bug"));
        let Wake::Event(told) = wakes.recv().unwrap() else { panic!() };
        assert_eq!(told, failed(&StoreError::Gone));
    }
}
