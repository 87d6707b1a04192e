//! What is true of every decision, on random dialogs.

use proptest::prelude::*;

use super::decide_tests::{Scene, agent, dialog};
use super::*;
use crate::base::clock::Timestamp;

const OP: OpId = OpId(1);
const UNDO: OpId = OpId(2);

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Open), Just(Status::Closed), Just(Status::Spam)]
}

fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![4 => 0..100_i64, 1 => Just(i64::MAX), 1 => Just(i64::MIN)].prop_map(Timestamp)
}

fn someone() -> impl Strategy<Value = AgentId> {
    (1..4_i64).prop_map(AgentId)
}

fn agents() -> impl Strategy<Value = Agent> {
    let role = prop::sample::select(Role::ALL.to_vec());
    (someone(), role, prop::bool::weighted(0.2))
        .prop_map(|(id, role, blocked)| Agent { blocked, ..agent(id, role) })
}

fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![1 => Just(Actor::Desk), 5 => agents().prop_map(Actor::Agent)]
}

fn tags() -> impl Strategy<Value = Vec<String>> {
    let words = ["", "late", "vip", "Ж\u{202e}"].map(str::to_owned).to_vec();
    prop::sample::subsequence(words, 0..4)
}

/// Dialogs as they come to be: nobody waits behind a close.
fn dialogs() -> impl Strategy<Value = Dialog> {
    let parts = (
        (status(), prop::bool::ANY, prop::option::of(someone())),
        (prop::option::of(moment()), tags(), 0..3_u32),
    );
    parts.prop_map(|((status, was_closed, assignee), (snoozed_until, tags, waiting))| {
        let before_spam = if was_closed { Status::Closed } else { Status::Open };
        let waiting = if status == Status::Closed { 0 } else { waiting };
        let counter = (0..waiting).fold(Counter::default(), |it, _| it.raised(Timestamp(1)));
        Dialog { before_spam, snoozed_until, tags, counter, ..dialog(status, assignee) }
    })
}

fn delivery() -> impl Strategy<Value = Delivery> {
    prop_oneof![
        moment().prop_map(|due| Delivery::Queued { due, failures: u32::MAX }),
        Just(Delivery::Sending { failures: 0 }),
        Just(Delivery::Sent),
        Just(Delivery::Delivered),
        Just(Delivery::Read),
        Just(Delivery::Failed { reason: "no".into() }),
        Just(Delivery::Unsure),
        Just(Delivery::Dropped),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    prop::option::of(delivery()).prop_map(|delivery| Message {
        id: MessageId(5),
        dialog: DialogId(1),
        kind: Kind::Reply,
        author: None,
        at: Timestamp(0),
        text: String::new(),
        delivery,
        files: Vec::new(),
        about: Default::default(),
    })
}

fn change() -> impl Strategy<Value = Change> {
    let wrote =
        Change::Wrote(Written { message: MessageId(5), kind: Kind::Reply, at: Timestamp(1) });
    prop_oneof![
        Just(wrote),
        Just(Change::Closed),
        Just(Change::Reopened(Reopening::ByAgent)),
        Just(Change::Reopened(Reopening::ByCustomer)),
        status().prop_map(|from| Change::MarkedSpam { from }),
        status().prop_map(|to| Change::UnmarkedSpam { to }),
        (prop::option::of(someone()), prop::option::of(someone()))
            .prop_map(|(from, to)| Change::Assigned { from, to }),
        (prop::option::of(moment()), prop::option::of(moment()))
            .prop_map(|(from, to)| Change::Snoozed { from, to }),
        (tags(), tags()).prop_map(|(from, to)| Change::Tagged { from, to }),
        ("[ a]{0,2}", "[ a]{0,2}").prop_map(|(from, to)| Change::ContactNoted { from, to }),
        delivery().prop_map(|to| Change::Delivery { message: MessageId(5), to }),
        Just(Change::ChannelDeleted),
    ]
}

fn deed() -> impl Strategy<Value = Intent> {
    prop_oneof![
        Just(Intent::Close),
        Just(Intent::CloseAndUnassign),
        Just(Intent::Reopen),
        prop::option::of(someone()).prop_map(Intent::Assign),
        Just(Intent::MarkSpam),
        Just(Intent::UnmarkSpam),
        moment().prop_map(Intent::Snooze),
        Just(Intent::Wake),
        "[ late]{0,4}|vip|\\PC*".prop_map(Intent::ToggleTag),
        "[ \\n]*|\\PC*".prop_map(Intent::Reply),
        "[ \\n]*|\\PC*".prop_map(Intent::Note),
        (0..6_i64).prop_map(|it| Intent::MergeContact(ContactId(it))),
        Just(Intent::SplitContact),
        "[ \\n]*|likes blue|\\PC*".prop_map(Intent::ContactNote),
        Just(Intent::Retry(MessageId(5))),
        Just(Intent::Drop(MessageId(5))),
        Just(Intent::ConfirmSent(MessageId(5))),
    ]
}

fn scene() -> impl Strategy<Value = Scene> {
    let facts =
        (prop::option::of(agents()), prop::option::of(message()), prop::bool::weighted(0.8));
    (dialogs(), facts).prop_map(|(dialog, (receiver, message, active))| {
        let mut scene = Scene { receiver, message, ..Scene::of(dialog) };
        scene.channel.active = active;
        scene
    })
}

/// The dialog after what `op` did to it.
fn after(scene: &Scene, op: OpId, done: Vec<Change>) -> Scene {
    let mut next = scene.clone();
    done.iter().for_each(|it| next.dialog.apply(it));
    done.iter().for_each(|it| next.people.apply(it));
    if done.contains(&Change::Closed) {
        next.closed_by = Some(op);
    }
    next.done = done;
    // Whoever it is taken from may have it back.
    next.receiver = scene.dialog.assignee.map(|it| agent(it, Role::Agent));
    next
}

/// All that decisions touch; what stood before spam only as far as it says what comes after it.
fn told(dialog: &Dialog) -> Dialog {
    let mut told = dialog.clone();
    if dialog.status != Status::Spam || dialog.counter.waits() {
        told.before_spam = Status::Open;
    }
    told
}

fn hold(changes: &[Change], scene: &Scene) -> bool {
    changes.iter().all(|it| it.still_holds(&scene.dialog) && scene.people.keep(it))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_wish_comes_to_a_decision(
        scene in scene(), intent in prop_oneof![4 => deed(), 1 => Just(Intent::Undo(OP))],
        actor in actor(), now in moment(),
        done in prop::collection::vec(change(), 0..4), closed in prop::bool::ANY,
    ) {
        let scene = Scene { done, closed_by: closed.then_some(OP), ..scene };
        let decision = scene.decides(&intent, &actor, now);
        prop_assert_eq!(&scene.decides(&intent, &actor, now), &decision, "and always to the same");
        prop_assert!(decision != Ok(Vec::new()), "what is accepted changes something");
        if actor.is_blocked() {
            prop_assert_eq!(decision, Err(Refusal::NotAllowed));
        } else if !actor.sees(&scene.dialog) {
            prop_assert_eq!(decision, Err(Refusal::NoSuchDialog));
        } else if !actor.may(Right::Work) {
            prop_assert_eq!(decision, Err(Refusal::NotAllowed));
        }
    }

    #[test]
    fn what_is_accepted_holds_and_can_be_taken_back_and_done_again(
        scene in scene(), intent in deed(), actor in actor(), now in moment(),
    ) {
        let Ok(done) = scene.decides(&intent, &actor, now) else { return Ok(()) };
        let next = after(&scene, OP, done.clone());
        prop_assert!(hold(&done, &next), "{done:?} {next:?}");
        let back = next.decides(&Intent::Undo(OP), &actor, now);
        if done.iter().any(|it| it.inverse().is_none()) {
            prop_assert_eq!(back, Err(Refusal::NothingToUndo));
            return Ok(());
        }
        let back = back.unwrap();
        let undone = after(&next, UNDO, back.clone());
        prop_assert!(hold(&back, &undone), "{back:?} {undone:?}");
        prop_assert_eq!(told(&undone.dialog), told(&scene.dialog));
        prop_assert_eq!(&undone.people, &scene.people);
        let again = undone.decides(&Intent::Undo(UNDO), &actor, now).unwrap();
        prop_assert_eq!(told(&after(&undone, OpId(3), again).dialog), told(&next.dialog));
    }

    #[test]
    fn an_undo_changes_nothing_that_somebody_has_changed_since(
        scene in scene(), intent in deed(), then in deed(), now in moment(),
    ) {
        let Ok(done) = scene.decides(&intent, &Actor::Desk, now) else { return Ok(()) };
        let mut next = after(&scene, OP, done.clone());
        let Ok(since) = next.decides(&then, &Actor::Desk, now) else { return Ok(()) };
        since.iter().for_each(|it| next.dialog.apply(it));
        since.iter().for_each(|it| next.people.apply(it));
        if !hold(&done, &next) {
            prop_assert!(next.decides(&Intent::Undo(OP), &Actor::Desk, now).is_err());
        }
    }

    #[test]
    fn a_customer_s_message_never_closes_and_never_moves_spam(dialog in dialogs()) {
        let changes = receive(&dialog, MessageId(7), Timestamp(3));
        let mut after = dialog.clone();
        changes.iter().for_each(|it| after.apply(it));
        let reopened = changes.contains(&Change::Reopened(Reopening::ByCustomer));
        prop_assert_eq!(reopened, dialog.status == Status::Closed);
        prop_assert_eq!(after.assignee, dialog.assignee, "it keeps its assignee");
        prop_assert_eq!(&after.tags, &dialog.tags);
        match dialog.status {
            Status::Spam => prop_assert_eq!(after, dialog),
            Status::Open | Status::Closed => prop_assert_eq!(after.bucket(), Bucket::Open),
        }
    }

    #[test]
    fn nobody_waits_behind_a_close(
        scene in scene(), intent in prop_oneof![3 => deed(), 1 => Just(Intent::Undo(OP))],
        now in moment(), before in prop::collection::vec(change(), 1..3),
        closed in prop::bool::ANY, wrote_since in prop::bool::ANY,
    ) {
        let scene = Scene { done: before, closed_by: closed.then_some(OP), wrote_since, ..scene };
        let Ok(done) = scene.decides(&intent, &Actor::Desk, now) else { return Ok(()) };
        let next = after(&scene, UNDO, done.clone());
        // A close settles; nothing else may put away a dialog in which somebody waits.
        let closed = next.dialog.status == Status::Closed && !done.contains(&Change::Closed);
        prop_assert!(!(closed && next.dialog.counter.waits()), "{done:?}");
    }

    #[test]
    fn an_undo_puts_nobody_away_who_has_written_since(
        scene in scene(), intent in deed(), now in moment(),
    ) {
        let Ok(done) = scene.decides(&intent, &Actor::Desk, now) else { return Ok(()) };
        let next = Scene { wrote_since: true, ..after(&scene, OP, done) };
        let Ok(back) = next.decides(&Intent::Undo(OP), &Actor::Desk, now) else { return Ok(()) };
        prop_assert!(!back.iter().any(Change::puts_away), "{back:?}");
    }
}
