//! The part of the contract that is about what is done together, and what was done before.

use super::story::{COLLEAGUE, ME, NOBODY, Story, Whole, at, patiently};
use super::*;
use crate::domain::{Change, Filter, Heaps, Intent, OpId, Refusal, Status, Term, View};

const BATCH: OpId = OpId(9_000);

/// The same intent for these people, as one batch.
fn together<S: Whole>(story: &Story<S>, who: &[&str], intent: &Intent) -> Vec<Op> {
    who.iter().map(|it| story.op(it, intent.clone())).collect()
}

fn submit<S: Whole>(story: &mut Story<S>, ops: &[Op], batch: OpId, second: i64) -> Vec<Done> {
    let actor = story.actor(ME);
    patiently(|| story.desk.submit_all(ops, batch, &actor, at(second)))
}

fn refusal(done: &Done) -> Option<&Refusal> {
    match done {
        Done::Refused(refusal) => Some(refusal),
        Done::Accepted { .. } => None,
    }
}

pub(super) fn a_batch_is_decided_row_by_row_and_recorded_once<S: Whole>(story: &mut Story<S>) {
    for (nth, who) in ["Olha", "Petro", "Ivan"].into_iter().enumerate() {
        story.inbound(who, "hello", 10 + nth as i64);
    }
    story.does("Petro", Intent::MarkSpam, 20);
    let ops = together(story, &["Olha", "Petro", "Ivan"], &Intent::Close);
    let done = submit(story, &ops, BATCH, 30);
    assert_eq!(done.iter().map(refusal).collect::<Vec<_>>(), [None, Some(&Refusal::IsSpam), None]);
    assert_eq!(story.names(View::Closed), ["Ivan", "Olha"]);
    assert_eq!(submit(story, &ops, BATCH, 31), done, "told again, word for word");
    let closed = |it: &FeedEntry| it.change == Change::Closed;
    let feed = patiently(|| story.desk.changes(ChangeNo(0), 1000));
    assert_eq!(feed.iter().filter(|it| closed(it)).count(), 2);
}

pub(super) fn what_was_done_together_is_taken_back_together<S: Whole>(story: &mut Story<S>) {
    for (nth, who) in ["Olha", "Petro", "Ivan"].into_iter().enumerate() {
        story.inbound(who, "hello", 10 + nth as i64);
    }
    story.does("Olha", Intent::Assign(Some(ME)), 20);
    story.does("Olha", Intent::Note("nothing to take back".into()), 21);
    let ops = together(story, &["Olha", "Petro", "Ivan"], &Intent::CloseAndUnassign);
    submit(story, &ops[..2], BATCH, 30);
    submit(story, &ops[2..], BATCH, 31);
    let last = |story: &Story<S>| patiently(|| story.desk.last_done(ME, at(0), 10));
    let done = last(story);
    assert_eq!(done.iter().map(|it| it.batch).collect::<Vec<_>>(), [Some(BATCH), None]);
    let mut named: Vec<OpId> = done[0].ops.iter().map(|it| it.0).collect();
    named.sort_unstable();
    assert_eq!(named, ops.iter().map(|it| it.id).collect::<Vec<_>>());
    assert_eq!(patiently(|| story.desk.last_done(COLLEAGUE, at(0), 10)), []);
    assert_eq!(
        patiently(|| story.desk.last_done(ME, at(25), 10)).len(),
        1,
        "what is older is over"
    );
    // Between two parts of a batch something else may have been done.
    story.does("Ivan", Intent::AddTag("vip".into()), 32);
    let both = patiently(|| story.desk.last_done(ME, at(31), 2));
    assert_eq!(both[1].ops.len(), 3, "a batch is taken whole");
    story.does("Ivan", Intent::DropTag("vip".into()), 33);
    for _ in 0..2 {
        let tag = last(story).into_iter().find(|it| it.batch.is_none()).unwrap();
        story.does("Ivan", Intent::Undo(tag.ops[0].0), 34);
    }
    // A colleague who may not take it back takes nothing from whom it belongs to.
    let (op, dialog) = done[0].ops[0];
    patiently(|| story.desk.set_blocked(COLLEAGUE, true));
    let actor = story.actor(COLLEAGUE);
    let foreign = Op { id: OpId(6_000), dialog, intent: Intent::Undo(op) };
    let refused = patiently(|| story.desk.submit(&foreign, &actor, at(35)));
    assert_eq!(refusal(&refused), Some(&Refusal::NotAllowed));
    assert_eq!(last(story)[0].ops.len(), 3);
    // The customer's word stands between the close and its undoing.
    story.inbound("Petro", "once more", 40);
    let undo: Vec<Op> = done[0]
        .ops
        .iter()
        .enumerate()
        .map(|(nth, (op, dialog))| Op {
            id: OpId(7_000 + nth as u128),
            dialog: *dialog,
            intent: Intent::Undo(*op),
        })
        .collect();
    let undone = submit(story, &undo, OpId(9_001), 50);
    let petro = story.dialog("Petro").id;
    for (op, done) in undo.iter().zip(&undone) {
        let expected = (op.dialog == petro).then_some(&Refusal::ChangedSince);
        assert_eq!(refusal(done), expected);
    }
    assert_eq!(story.waiting("Ivan"), (1, Some(at(12))));
    assert_eq!(
        (story.dialog("Olha").assignee, story.dialog("Olha").status),
        (Some(ME), Status::Open)
    );
    assert_eq!(story.waiting("Petro"), (1, Some(at(40))), "left as it is");
    let rest = last(story);
    assert_eq!(rest.len(), 1, "what could not be taken back is gone as well: {rest:?}");
    assert_eq!(rest[0].batch, None);
}

pub(super) fn a_rehearsal_tells_what_comes_and_changes_nothing<S: Whole>(story: &mut Story<S>) {
    for (nth, who) in ["Olha", "Petro", "Ivan"].into_iter().enumerate() {
        story.inbound(who, "hello", 10 + nth as i64);
    }
    story.does("Ivan", Intent::Close, 20);
    story.does("Petro", Intent::Reply("hi".into()), 21);
    story.send(&super::story::accepted("r"), 22);
    assert_eq!(story.waiting("Petro"), NOBODY);
    let everything = Filter::of(ME, &[Term::Is(Heaps::ALL)]);
    let all = patiently(|| story.desk.ids(&everything, at(30), 100));
    assert_eq!(all.len(), 3);
    let head = patiently(|| story.desk.head());
    let actor = story.actor(ME);
    let told = patiently(|| story.desk.rehearse(&all, &Intent::Close, &actor, at(30)));
    assert_eq!((told.accepted, told.waiting), (2, 1));
    let why: Vec<_> = told.refused.iter().map(|it| (it.name.as_str(), &it.why)).collect();
    assert_eq!(why, [("Ivan", &Refusal::AlreadyClosed)]);
    assert_eq!(patiently(|| story.desk.head()), head);
    let gone = [DialogId(999)];
    let told = patiently(|| story.desk.rehearse(&gone, &Intent::Close, &actor, at(30)));
    assert_eq!(told.refused[0].why, Refusal::NoSuchDialog);
}

pub(super) fn a_dialog_s_history_is_read_from_its_end<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hello", 10);
    story.inbound("Petro", "hello", 11);
    story.does("Olha", Intent::Assign(Some(ME)), 20);
    story.does("Olha", Intent::AddTag("vip".into()), 21);
    story.does("Olha", Intent::Close, 22);
    let dialog = story.dialog("Olha").id;
    let ask = |before, limit| patiently(|| story.desk.history(dialog, before, limit));
    let all = ask(None, 100);
    let feed = patiently(|| story.desk.changes(ChangeNo(0), 100));
    let expected: Vec<_> = feed.into_iter().rev().filter(|it| it.dialog == Some(dialog)).collect();
    assert_eq!(all, expected);
    assert_eq!((all[0].change.clone(), all[0].agent), (Change::Closed, Some(ME)));
    assert_eq!(ask(None, 2), all[..2]);
    assert_eq!(ask(Some(all[1].no), 100), all[2..]);
}

pub(super) fn a_tag_is_added_or_dropped_and_never_both<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hello", 10);
    story.does("Olha", Intent::AddTag(" vip ".into()), 20);
    let again = story.is_refused("Olha", Intent::AddTag("vip".into()), 21);
    assert_eq!(again, Refusal::AlreadyTagged);
    assert_eq!(patiently(|| story.desk.tags(9)), [("vip".to_owned(), 1)]);
    story.does("Olha", Intent::DropTag("vip".into()), 22);
    assert_eq!(story.is_refused("Olha", Intent::DropTag("vip".into()), 23), Refusal::NotTagged);
    assert_eq!(patiently(|| story.desk.tags(9)), []);
}
