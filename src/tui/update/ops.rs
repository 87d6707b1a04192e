//! Ops: wanted by a key, decided by the desk, told in words, taken back.

use std::time::Duration;

use super::{batch, composer, keys, macros, mass, say, select, thread};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut};
use crate::domain::{
    Bucket, Change, ChangeNo, Delivery, DialogId, Intent, Kind, Op, OpId, Reopening, UNTIL_REPLY,
};
use crate::store::Done;
use crate::tui::event::Effect;
use crate::tui::state::{Focus, Pending, State, Tone, Undoable};

/// Things done that can be taken back, at most.
const UNDO_DEPTH: usize = 200;
/// Cells of a name in a sentence.
const NAME_CELLS: usize = 24;

/// Hands an op about the dialog that keys act on to the desk.
pub(super) fn want(state: &mut State, intent: Intent) -> Vec<Effect> {
    if select::acts(state) {
        return mass::want(state, intent);
    }
    match state.target() {
        Some(dialog) => want_for(state, dialog, intent),
        None => {
            say(state, Tone::Warning, Msg::new("nothing-chosen"));
            Vec::new()
        }
    }
}

/// Hands an op about a dialog to the desk.
pub(super) fn want_for(state: &mut State, dialog: DialogId, intent: Intent) -> Vec<Effect> {
    let op = begin(state, dialog, intent);
    vec![Effect::Submit(op)]
}

/// An op about a dialog that is about to be handed to the desk; the last of `state.pending` is its own.
pub(super) fn begin(state: &mut State, dialog: DialogId, intent: Intent) -> Op {
    let closes = matches!(intent, Intent::Close | Intent::CloseAndUnassign | Intent::MarkSpam);
    let reading = state.focus != Focus::List && state.thread.dialog == Some(dialog);
    let next = (closes && reading && state.settings.next_after_close)
        .then(|| state.list.neighbour(dialog))
        .flatten();
    let op = Op { id: new_name(state), dialog, intent };
    let name = short_name(state, dialog);
    let (draft, undoes, with, sent) = (None, None, None, None);
    let pending = Pending { op: op.clone(), name, next, draft, undoes, with, sent };
    state.pending.push_back(pending);
    op
}

/// Closes the dialog that keys act on and goes on to the next that waits, wherever the keys are.
pub(super) fn close_and_next(state: &mut State) -> Vec<Effect> {
    let effects = want(state, Intent::Close);
    // Of many a preview comes first: there is no next one then.
    let closing = effects.iter().find_map(|it| match it {
        Effect::Submit(op) => Some((op.id, op.dialog)),
        _ => None,
    });
    let Some((op, dialog)) = closing else { return effects };
    let next = state.list.next_waiting(dialog);
    if let Some(pending) = state.pending.iter_mut().find(|it| it.op.id == op) {
        pending.next = next;
    }
    effects
}

/// A name for an op or a batch that nothing else has.
pub(super) fn new_name(state: &mut State) -> OpId {
    let (high, low) = (state.names.next_u64(), state.names.next_u64());
    OpId(u128::from(high) << 64 | u128::from(low))
}

/// The contact's name as sentences use it.
pub(super) fn short_name(state: &State, dialog: DialogId) -> String {
    let clean = clean_line(state.row(dialog).map_or("", |it| it.name.as_str())).into_owned();
    cut(&clean, NAME_CELLS).into_owned()
}

/// Spam is one key there and back.
pub(super) fn toggle_spam(state: &mut State) -> Vec<Effect> {
    if select::acts(state) {
        return mass::toggle_spam(state);
    }
    let bucket = state.target().and_then(|it| bucket_of(state, it));
    want(state, if bucket == Some(Bucket::Spam) { Intent::UnmarkSpam } else { Intent::MarkSpam })
}

/// Where a dialog on the screen lies.
pub(super) fn bucket_of(state: &State, dialog: DialogId) -> Option<Bucket> {
    state.row(dialog).map(|it| it.dialog.bucket())
}

/// Takes the last thing done back.
pub(super) fn undo(state: &mut State) -> Vec<Effect> {
    if !state.pending.is_empty() {
        // What is being decided now is the last thing.
        state.undo_wanted = true;
        return Vec::new();
    }
    if state.mass.running.is_some() {
        return batch::busy(state);
    }
    batch::forget_old(state);
    if state.done.is_empty() {
        return batch::ask_before(state);
    }
    if batch::name_first(state) {
        return Vec::new();
    }
    let Some(last) = state.done.last() else { return Vec::new() };
    if std::mem::take(&mut state.fixed) {
        let msg = match last.dialogs() {
            1 => Msg::new("undo-passes-over").with("name", last.name.as_str()),
            n => Msg::new("undo-passes-over-many").with("n", n),
        };
        say(state, Tone::Warning, msg);
        return Vec::new();
    }
    let Some(last) = state.done.pop() else { return Vec::new() };
    let (op, dialog) = match last.ops[..] {
        [only] => only,
        _ => return batch::take_back(state, last),
    };
    let op = Op { id: new_name(state), dialog, intent: Intent::Undo(op) };
    // A batch of which one was done has no name yet.
    let name = Some(last.name.clone()).filter(|it| !it.is_empty());
    let name = name.unwrap_or_else(|| short_name(state, dialog));
    let undoes = Some(last);
    let (next, draft, with, sent) = (None, None, None, None);
    state.pending.push_back(Pending { op: op.clone(), name, next, draft, undoes, with, sent });
    vec![Effect::Submit(op)]
}

/// Remembers what can be taken back.
pub(super) fn remember(state: &mut State, thing: Undoable) {
    if state.done.len() == UNDO_DEPTH {
        state.done.remove(0);
    }
    state.done.push(thing);
}

/// The desk has decided a chain of ops, as far as it came.
pub(super) fn chained(
    state: &mut State,
    mut ops: Vec<OpId>,
    done: Vec<Done>,
    lost: Option<(Msg, Option<Msg>)>,
) -> Vec<Effect> {
    let first = ops.first().copied();
    let what = state.pending.iter().find(|it| Some(it.op.id) == first);
    let run = what.and_then(|it| Some((it.with.clone()?.batch, it.name.clone())));
    if let Some((batch, name)) = run {
        let lost = lost.as_ref().map(|it| &it.0);
        macros::came(state, batch, &name, &ops, (&done, lost));
    }
    let mut rest = ops.split_off(done.len().min(ops.len()));
    let failed = lost.filter(|_| !rest.is_empty()).map(|why| (rest.remove(0), why));
    state.pending.retain(|it| !rest.contains(&it.op.id));
    let mut effects = Vec::new();
    for (op, done) in ops.into_iter().zip(done) {
        effects.extend(decided(state, op, done));
    }
    if let Some((op, (what, hint))) = failed {
        effects.extend(not_recorded(state, op, what, hint));
    }
    macros::say_ended(state);
    effects
}

/// The desk has decided.
pub(super) fn decided(state: &mut State, id: OpId, done: Done) -> Vec<Effect> {
    let Some(at) = state.pending.iter().position(|it| it.op.id == id) else { return Vec::new() };
    let Some(pending) = state.pending.remove(at) else { return Vec::new() };
    let mut effects = match done {
        Done::Refused(refusal) => {
            say(state, Tone::Warning, refusal.say());
            un_send(state, &pending)
        }
        Done::Accepted { changes, unanswered, answering, head } => {
            // Who is being answered is not left without an answer.
            let left = if answering { 0 } else { unanswered };
            accepted(state, pending, &changes, left, head)
        }
    };
    if state.pending.is_empty() && std::mem::take(&mut state.undo_wanted) {
        effects.extend(undo(state));
    }
    effects
}

fn accepted(
    state: &mut State,
    pending: Pending,
    changes: &[Change],
    unanswered: u32,
    head: ChangeNo,
) -> Vec<Effect> {
    let Pending { op, name, next, draft, undoes, with, sent } = pending;
    let undoing = matches!(op.intent, Intent::Undo(_));
    let held = match &op.intent {
        Intent::HeldReply(text, _) => Some(text.clone()),
        Intent::Letter(letter) => Some(letter.text.clone()),
        _ => None,
    };
    let undoable = !undoing
        && !changes.is_empty()
        && (held.is_some() || changes.iter().all(|it| it.inverse().is_some()));
    if undoable {
        // A macro is taken back as a whole, and its replies were nobody's words.
        match &with {
            Some(with) => macros::keep(state, with, (op.id, op.dialog)),
            None => {
                let (ops, at) = (vec![(op.id, op.dialog)], state.now);
                remember(state, Undoable { ops, name: name.clone(), at, words: held });
            }
        }
    }
    state.fixed = !undoing && !undoable;
    let msg = match sent.filter(|_| changes.contains(&Change::Closed)) {
        Some(hold) => Some(sent_and_closed(&name, hold)),
        None => told(state, &op.intent, changes, &name, unanswered),
    };
    match msg {
        Some(msg) => {
            let tone = if unanswered > 0 { Tone::Warning } else { Tone::Good };
            say(state, tone, msg);
            if let Some(toast) = &mut state.toast {
                toast.undoable = undoable;
            }
        }
        // What was complained of before is over.
        None => state.toast = None,
    }
    if let Some(no) = draft {
        composer::recorded(state, no);
    }
    show_assignee(state, op.dialog, changes);
    let mut effects = super::desk::moved(state, head);
    if puts_away(changes) && state.focus == Focus::Composer && state.target() == Some(op.dialog) {
        // Whoever was writing may go on typing for a moment.
        keys::deafen(state, false);
        effects.extend(composer::leave(state));
    }
    if undoing && reading(state) {
        // Back to where it was done.
        effects.extend(thread::open(state, op.dialog));
    }
    let words = undoes.and_then(|it| it.words);
    if let Some(words) = words.filter(|_| taken_back(changes)) {
        effects.extend(composer::take_back(state, op.dialog, &words));
    }
    if let Some(next) = next {
        effects.extend(go_on(state, op.dialog, next));
    }
    effects
}

/// On to the next dialog, once this one is closed. The list's cursor goes along, or goes alone.
fn go_on(state: &mut State, dialog: DialogId, next: DialogId) -> Vec<Effect> {
    let reading = state.focus != Focus::List;
    if reading && state.thread.dialog != Some(dialog) {
        return Vec::new();
    }
    if let Some(row) = state.list.find(next) {
        let height = state.list_rows();
        state.list.put_cursor(row, height);
    }
    if reading {
        return thread::open(state, next);
    }
    super::list::rest(state);
    Vec::new()
}

/// Whether a reply has been caught before it went out.
fn taken_back(changes: &[Change]) -> bool {
    changes.iter().any(|it| matches!(it, Change::Delivery { to: Delivery::Dropped, .. }))
}

/// What to say of a dialog that was closed behind a reply.
fn sent_and_closed(name: &str, hold: Duration) -> Msg {
    if hold.is_zero() {
        return Msg::new("done-sent-closed").with("name", name);
    }
    Msg::new("done-sent-closed-held")
        .with("name", name)
        .with("n", u32::try_from(hold.as_secs()).unwrap_or(u32::MAX))
}

/// Whose the dialog is now is shown at once: whether Enter sends depends on it.
fn show_assignee(state: &mut State, dialog: DialogId, changes: &[Change]) {
    let to = changes.iter().rev().find_map(|it| match it {
        Change::Assigned { to, .. } => Some(*to),
        _ => None,
    });
    let Some(to) = to else { return };
    if let Some(row) = state.list.find(dialog) {
        state.list.rows[row].dialog.assignee = to;
    }
    if let Some(card) = state.thread.card.as_mut().filter(|it| it.row.dialog.id == dialog) {
        card.row.dialog.assignee = to;
    }
}

/// Whether the dialog has left the sight of those who answer.
fn puts_away(changes: &[Change]) -> bool {
    changes.iter().any(Change::puts_away)
}

fn reading(state: &State) -> bool {
    matches!(state.focus, Focus::Thread | Focus::Card)
}

/// The desk could not record the op: nothing has changed, and what was written is still there.
pub(super) fn not_recorded(
    state: &mut State,
    id: OpId,
    what: Msg,
    hint: Option<Msg>,
) -> Vec<Effect> {
    let Some(at) = state.pending.iter().position(|it| it.op.id == id) else { return Vec::new() };
    let Some(mut pending) = state.pending.remove(at) else { return Vec::new() };
    state.undo_wanted = false;
    state.done.extend(pending.undoes.take());
    say(state, Tone::Bad, hint.unwrap_or_else(|| what.clone()));
    state.trouble = Some(what);
    state.retry_at = Some(state.now + super::desk::RETRY);
    un_send(state, &pending)
}

/// Gives the words of a message that was not recorded back.
fn un_send(state: &mut State, pending: &Pending) -> Vec<Effect> {
    match &pending.op.intent {
        // What a macro was to send was nobody's words.
        _ if pending.with.is_some() => Vec::new(),
        Intent::Reply(text) | Intent::HeldReply(text, _) => {
            composer::give_back(state, pending.op.dialog, Kind::Reply, text)
        }
        Intent::Letter(letter) => {
            composer::give_back(state, pending.op.dialog, Kind::Reply, &letter.text)
        }
        Intent::Note(text) => composer::give_back(state, pending.op.dialog, Kind::Note, text),
        Intent::ContactNote(text) => {
            super::person::give_back(state, pending.op.dialog, text);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// What to say when an op is done; nothing where the screen says it already.
fn told(
    state: &State,
    intent: &Intent,
    changes: &[Change],
    name: &str,
    unanswered: u32,
) -> Option<Msg> {
    let msg = match intent {
        Intent::Close if unanswered > 0 => Msg::new("done-closed-unanswered"),
        Intent::Close => Msg::new("done-closed"),
        Intent::CloseAndUnassign if unanswered > 0 => Msg::new("done-closed-free-unanswered"),
        Intent::CloseAndUnassign => Msg::new("done-closed-free"),
        Intent::Reopen => Msg::new("done-reopened"),
        Intent::Assign(None) => Msg::new("done-unassigned"),
        Intent::Assign(Some(agent)) if *agent == state.me.id => Msg::new("done-assigned-me"),
        Intent::Assign(Some(agent)) => {
            Msg::new("done-assigned").with("agent", state.agent_name(*agent))
        }
        Intent::MarkSpam => Msg::new("done-spam"),
        Intent::UnmarkSpam => Msg::new("done-not-spam"),
        Intent::Snooze(until) if *until == UNTIL_REPLY => Msg::new("done-snoozed-until-reply"),
        Intent::Snooze(until) => {
            Msg::new("done-snoozed").with("until", local_time(*until, state.utc_offset))
        }
        Intent::Wake => Msg::new("done-woken"),
        Intent::ToggleTag(tag) | Intent::AddTag(tag) | Intent::DropTag(tag) => {
            Msg::new(tag_word(changes)).with("tag", tag.as_str())
        }
        Intent::Undo(_) => Msg::new(undo_word(changes)),
        Intent::MergeContact(_) => Msg::new("done-merged"),
        Intent::SplitContact => Msg::new("done-split"),
        Intent::ContactNote(text) if text.trim().is_empty() => {
            Msg::new("done-contact-note-cleared")
        }
        Intent::ContactNote(_) => Msg::new("done-contact-noted"),
        Intent::Drop(_) => Msg::new("done-dropped"),
        Intent::ConfirmSent(_) => Msg::new("done-confirmed"),
        Intent::Retry(_) => Msg::new("done-retried"),
        Intent::Reply(_) | Intent::HeldReply(..) | Intent::Letter(_) | Intent::Note(_) => {
            return None;
        }
    };
    let msg = msg.with("name", name);
    Some(if unanswered > 0 { msg.with("n", unanswered) } else { msg })
}

fn tag_word(changes: &[Change]) -> &'static str {
    let grew = changes.iter().any(|it| match it {
        Change::Tagged { from, to } => from.len() < to.len(),
        _ => false,
    });
    if grew { "done-tagged" } else { "done-untagged" }
}

fn undo_word(changes: &[Change]) -> &'static str {
    let any = |wanted: fn(&Change) -> bool| changes.iter().any(wanted);
    if taken_back(changes) {
        "undone-reply"
    } else if any(|it| matches!(it, Change::Reopened(Reopening::ByAgent))) {
        "undone-open-again"
    } else if any(|it| matches!(it, Change::UnmarkedSpam { .. })) {
        "undone-not-spam"
    } else {
        "undone"
    }
}

/// `24.11 09:00`, local time.
pub(super) fn local_time(at: Timestamp, utc_offset: i32) -> String {
    let offset = Duration::from_secs(u64::from(utc_offset.unsigned_abs()));
    let local = if utc_offset < 0 { at - offset } else { at + offset };
    chrono::DateTime::from_timestamp_millis(local.0)
        .map_or_else(String::new, |it| it.format("%d.%m %H:%M").to_string())
}
