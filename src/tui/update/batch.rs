//! A batch: handed over, watched, stopped, told of, and taken back as a whole.

use std::sync::Arc;
use std::time::Duration;

use super::{desk, mass, ops, say};
use crate::base::msg::Msg;
use crate::domain::{DialogId, Intent, Op, OpId, Refusal};
use crate::tui::action::Action;
use crate::tui::event::{BatchEnd, BatchMoved, BatchRow, Effect};
use crate::tui::state::{Outcome, Running, Selection, State, Tone, Undoable, Work, grouped};

/// What is older is not taken back by a key: nobody remembers what it was.
const UNDO_SPAN: Duration = Duration::from_secs(24 * 60 * 60);

/// Does the same to all of these. They are not selected any more.
pub(super) fn run(state: &mut State, intent: Intent, dialogs: Vec<DialogId>) -> Vec<Effect> {
    state.mass.selection = Selection::default();
    let batch = ops::new_name(state);
    let op = |(at, dialog)| Op { id: nth(batch, at), dialog, intent: intent.clone() };
    let all = (0..).zip(dialogs).map(op).collect();
    start(state, batch, Work::Do(intent), all)
}

/// The name of one op of a batch.
const fn nth(batch: OpId, at: u128) -> OpId {
    OpId(batch.0.wrapping_add(at + 1))
}

fn start(state: &mut State, batch: OpId, work: Work, ops: Arc<[Op]>) -> Vec<Effect> {
    state.asked += 1;
    let no = state.asked;
    state.toast = None;
    let verb = match &work {
        Work::Do(intent) => mass::verb(state, intent),
        Work::TakeBack(_) => Msg::new("mass-do-undo"),
    };
    state.mass.running = Some(Running {
        no,
        batch,
        work,
        verb,
        ops: Arc::clone(&ops),
        done: 0,
        accepted: 0,
        unanswered: 0,
        refused: Vec::new(),
        kept: Vec::new(),
        stopping: false,
        warned: false,
    });
    vec![Effect::Batch { no, batch, ops }]
}

/// One at a time.
pub(super) fn busy(state: &mut State) -> Vec<Effect> {
    let key = state.keymap.main(Action::MarkClear);
    say(state, Tone::Warning, Msg::new("mass-busy").with("key", key));
    Vec::new()
}

/// Stops it as soon as the part that is being written is on the disk; what is done stays done.
pub(super) fn stop(state: &mut State) -> Vec<Effect> {
    let Some(running) = &mut state.mass.running else { return Vec::new() };
    if std::mem::replace(&mut running.stopping, true) {
        return Vec::new();
    }
    vec![Effect::StopBatch(running.no)]
}

/// Whether somebody who leaves now must first hear that it stops what is being done.
pub(super) fn warn(state: &mut State) -> bool {
    let Some(running) = &mut state.mass.running else { return false };
    if std::mem::replace(&mut running.warned, true) {
        return false;
    }
    let (done, all) = (grouped(running.done), grouped(running.ops.len()));
    let key = state.keymap.main(Action::Quit);
    let msg = Msg::new("mass-leaving").with("done", done).with("all", all).with("key", key);
    say(state, Tone::Warning, msg);
    true
}

/// Some more of it has been decided, or it has ended.
pub(super) fn moved(state: &mut State, told: BatchMoved) -> Vec<Effect> {
    let Some(running) = state.mass.running.as_mut().filter(|it| it.no == told.no) else {
        return Vec::new();
    };
    for row in told.rows {
        let Some(op) = running.ops.get(running.done) else { break };
        running.done += 1;
        match row {
            BatchRow::Done { undoable, unanswered } => {
                running.accepted += 1;
                running.unanswered += usize::from(unanswered);
                if undoable {
                    running.kept.push((op.id, op.dialog));
                }
            }
            BatchRow::Refused(refused) => running.refused.push(refused),
        }
    }
    let mut effects = desk::moved(state, told.head);
    if let Some(end) = told.end {
        effects.extend(ended(state, end));
    }
    effects
}

fn ended(state: &mut State, end: BatchEnd) -> Vec<Effect> {
    let Some(running) = state.mass.running.take() else { return Vec::new() };
    let Running { work, ops, done, accepted, unanswered, refused, kept, .. } = running;
    let left = &ops[done..];
    let mut undoable = false;
    let words = match &work {
        Work::Do(intent) => {
            // What was not tried is still selected, but not beside what has been selected since.
            if state.mass.selection.is_empty() {
                state.mass.selection.add(left.iter().map(|it| it.dialog));
            }
            undoable = !kept.is_empty();
            if undoable {
                state.fixed = false;
                ops::remember(state, Undoable::many(kept, state.now));
            }
            mass::told(state, intent, accepted)
        }
        Work::TakeBack(at) => {
            let again = left.iter().filter_map(|it| match it.intent {
                Intent::Undo(op) => Some((op, it.dialog)),
                _ => None,
            });
            let again: Vec<_> = again.collect();
            if !again.is_empty() {
                ops::remember(state, Undoable::many(again, *at));
            }
            let at = ops::local_time(*at, state.utc_offset);
            Msg::new("mass-undone").with("n", grouped(accepted)).with("at", at)
        }
    };
    let mut parts = vec![state.words.say(&words)];
    if unanswered > 0 {
        parts.push(part(state, "mass-part-unanswered", unanswered));
    }
    if !refused.is_empty() {
        let key = state.keymap.main(Action::Outcome);
        let id = if matches!(work, Work::Do(_)) { "mass-part-refused" } else { "mass-part-kept" };
        let n = grouped(refused.len());
        parts.push(state.words.say(&Msg::new(id).with("n", n).with("key", key)));
    }
    if !left.is_empty() {
        parts.push(part(state, "mass-part-left", left.len()));
    }
    let failed = match end {
        BatchEnd::Finished | BatchEnd::Stopped => None,
        BatchEnd::Failed { what, hint } => {
            parts.push(state.words.say(&hint.unwrap_or_else(|| what.clone())));
            Some(what)
        }
    };
    let quiet = unanswered == 0 && refused.is_empty() && left.is_empty();
    let tone = match failed {
        Some(_) => Tone::Bad,
        None if quiet => Tone::Good,
        None => Tone::Warning,
    };
    say(state, tone, Msg::new("mass-told").with("words", parts.join(" · ")));
    if let Some(toast) = &mut state.toast {
        toast.undoable = undoable;
    }
    state.mass.outcome = Some(Outcome { work, accepted, refused });
    if let Some(what) = failed {
        state.trouble = Some(what);
        state.retry_at = Some(state.now + desk::RETRY);
    }
    Vec::new()
}

fn part(state: &State, id: &'static str, n: usize) -> String {
    state.words.say(&Msg::new(id).with("n", grouped(n)))
}

/// Takes back what was done together.
pub(super) fn take_back(state: &mut State, thing: Undoable) -> Vec<Effect> {
    let batch = ops::new_name(state);
    let op = |(at, (op, dialog))| Op { id: nth(batch, at), dialog, intent: Intent::Undo(op) };
    let all = (0..).zip(thing.ops).map(op).collect();
    start(state, batch, Work::TakeBack(thing.at), all)
}

/// Forgets what is too old to be taken back by a key.
pub(super) fn forget_old(state: &mut State) {
    let now = state.now;
    state.done.retain(|it| now.since(it.at) < UNDO_SPAN);
}

/// Nothing of this session is left to be taken back: what was done before it?
pub(super) fn ask_before(state: &mut State) -> Vec<Effect> {
    if state.mass.asked_before.is_some() {
        return Vec::new();
    }
    state.asked += 1;
    state.mass.asked_before = Some(state.asked);
    vec![Effect::LastDone { no: state.asked, since: state.now - UNDO_SPAN }]
}

/// The desk has told what I did before. The last of it is named first: it may have been hours ago.
pub(super) fn done_before(state: &mut State, no: u64, things: Vec<Undoable>) -> Vec<Effect> {
    if state.mass.asked_before.take_if(|it| *it == no).is_none() {
        return Vec::new();
    }
    // Something has been done meanwhile: that is the last thing now.
    if !state.done.is_empty() || !state.pending.is_empty() {
        return super::ops::undo(state);
    }
    if things.is_empty() {
        say(state, Tone::Warning, Refusal::NothingToUndo.say());
        return Vec::new();
    }
    state.mass.before = things.len();
    state.done.extend(things.into_iter().rev());
    name_first(state);
    Vec::new()
}

/// Whether the last thing is one from before this session that has not been named yet; then it is.
pub(super) fn name_first(state: &mut State) -> bool {
    let Some(last) = state.done.last().filter(|_| state.done.len() <= state.mass.before) else {
        return false;
    };
    let first = last.ops.first().map(|it| it.0);
    if state.mass.named == first {
        return false;
    }
    state.mass.named = first;
    let key = state.keymap.main(Action::Undo);
    let at = ops::local_time(last.at, state.utc_offset);
    let msg = match last.dialogs() {
        1 => Msg::new("undo-before-one").with("name", last.name.as_str()),
        n => Msg::new("undo-before-many").with("n", n),
    };
    say(state, Tone::Warning, msg.with("at", at).with("key", key));
    true
}
