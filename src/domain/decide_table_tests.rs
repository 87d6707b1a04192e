//! The rules as a table: every intent on every dialog, and what each role may.

use super::decide_tests::{
    ME, OP, OTHER, Scene, THIRD, agent, closed, open, outbound, snoozed, spam,
};
use super::*;
use crate::base::clock::Timestamp;

/// Everything that can be wanted, each on facts that let it be done on some dialog.
pub(super) fn intents() -> Vec<(&'static str, Intent)> {
    vec![
        ("close", Intent::Close),
        ("close and unassign", Intent::CloseAndUnassign),
        ("reopen", Intent::Reopen),
        ("unassign", Intent::Assign(None)),
        ("assign to me", Intent::Assign(Some(ME))),
        ("assign to other", Intent::Assign(Some(OTHER))),
        ("assign to third", Intent::Assign(Some(THIRD))),
        ("mark spam", Intent::MarkSpam),
        ("unmark spam", Intent::UnmarkSpam),
        ("snooze", Intent::Snooze(Timestamp(95))),
        ("wake", Intent::Wake),
        ("put a tag on", Intent::ToggleTag("vip".into())),
        ("take a tag off", Intent::ToggleTag(" late ".into())),
        ("reply", Intent::Reply("hi".into())),
        ("note", Intent::Note("hm".into())),
        ("retry", Intent::Retry(MessageId(5))),
        ("drop", Intent::Drop(MessageId(5))),
        ("confirm sent", Intent::ConfirmSent(MessageId(5))),
        ("merge", Intent::MergeContact(ContactId(3))),
        ("split", Intent::SplitContact),
        ("write down", Intent::ContactNote("wants a call".into())),
        ("clear what is written down", Intent::ContactNote(" ".into())),
        ("undo a tag", Intent::Undo(OP)),
    ]
}

/// The facts around `dialog` that `intent` needs.
pub(super) fn with_facts(mut scene: Scene, intent: &Intent) -> Scene {
    if let Intent::Assign(Some(to)) = intent {
        scene.receiver = Some(agent(*to, Role::Agent));
    }
    scene.message = Some(outbound(Some(Delivery::Unsure)));
    scene.done = vec![Change::Tagged { from: vec![], to: vec!["late".into()] }];
    scene
}

fn said(decision: &Result<Vec<Change>, Refusal>) -> String {
    match decision {
        Ok(changes) => changes.iter().map(word).collect::<Vec<_>>().join(", "),
        Err(refusal) => format!("! {refusal:?}"),
    }
}

fn word(change: &Change) -> String {
    let who = |it: &Option<AgentId>| match *it {
        Some(ME) => "me",
        Some(OTHER) => "other",
        Some(_) => "third",
        None => "nobody",
    };
    let when = |it: &Option<Timestamp>| it.map_or("-".into(), |it| it.0.to_string());
    match change {
        Change::Closed => "closed".into(),
        Change::Reopened(how) => format!("reopened {how:?}"),
        Change::MarkedSpam { from } => format!("spam from {from:?}"),
        Change::UnmarkedSpam { to } => format!("no spam to {to:?}"),
        Change::Assigned { from, to } => format!("{} to {}", who(from), who(to)),
        Change::Snoozed { from, to } => format!("snooze {} to {}", when(from), when(to)),
        Change::Tagged { from, to } => format!("tags {from:?} to {to:?}"),
        Change::Wrote(it) => format!("wrote {:?} {}", it.kind, it.message.0),
        Change::Merged { from, to } => format!("people {} to {}", who_is(from), who_is(to)),
        Change::ContactNoted { from, to } => format!("note {from:?} to {to:?}"),
        Change::Delivery { message, to } => format!("message {} {to:?}", message.0),
        other => format!("{other:?}"),
    }
}

/// `1+4 2+3`.
fn who_is(people: &[Vec<ContactId>]) -> String {
    let one =
        |it: &Vec<ContactId>| it.iter().map(|it| it.0.to_string()).collect::<Vec<_>>().join("+");
    people.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_intent_comes_to_what_the_table_says_on_every_dialog() {
    let dialogs =
        [("open", open()), ("snoozed", snoozed()), ("closed", closed()), ("spam", spam())];
    let mut table = Vec::new();
    for (name, intent) in intents() {
        let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
        for (status, scene) in &dialogs {
            let cells = [None, Some(ME), Some(OTHER)].map(|assignee| {
                let mut scene = with_facts(scene.clone(), &intent);
                scene.dialog.assignee = assignee;
                said(&scene.gets(&intent))
            });
            // Nobody's, mine, another's; once where it is all the same.
            let same = cells.iter().all(|it| *it == cells[0]);
            let cells = if same { &cells[..1] } else { &cells[..] }.join(" | ");
            match rows.iter_mut().find(|it| it.0 == cells) {
                Some((_, statuses)) => statuses.push(status),
                None => rows.push((cells, vec![status])),
            }
        }
        let row = |(cells, statuses): (_, Vec<_>)| match statuses.len() {
            4 => format!("{name}: {cells}"),
            _ => format!("{name}, {}: {cells}", statuses.join(" ")),
        };
        table.extend(rows.into_iter().map(row));
    }
    insta::assert_snapshot!(table.join("\n"), @r#"
    close, open: closed
    close, snoozed: closed, snooze 90 to -
    close, closed: ! AlreadyClosed
    close, spam: ! IsSpam
    close and unassign, open: closed | closed, me to nobody | closed, other to nobody
    close and unassign, snoozed: closed, snooze 90 to - | closed, snooze 90 to -, me to nobody | closed, snooze 90 to -, other to nobody
    close and unassign, closed: ! AlreadyClosed | me to nobody | other to nobody
    close and unassign, spam: ! IsSpam
    reopen, open snoozed: ! AlreadyOpen
    reopen, closed: reopened ByAgent
    reopen, spam: ! IsSpam
    unassign: ! AlreadyUnassigned | me to nobody | other to nobody
    assign to me: nobody to me | ! AlreadyAssigned("Anna") | other to me
    assign to other: nobody to other | me to other | ! AlreadyAssigned("Borys")
    assign to third: nobody to third | me to third | other to third
    mark spam, open snoozed: spam from Open
    mark spam, closed: spam from Closed
    mark spam, spam: ! IsSpam
    unmark spam, open snoozed closed: ! NotSpam
    unmark spam, spam: no spam to Open
    snooze, open: snooze - to 95
    snooze, snoozed: snooze 90 to 95
    snooze, closed: ! AlreadyClosed
    snooze, spam: ! IsSpam
    wake, open closed spam: ! NotSnoozed
    wake, snoozed: snooze 90 to -
    put a tag on: tags ["late"] to ["late", "vip"]
    take a tag off: tags ["late"] to []
    reply, open: wrote Reply 7
    reply, snoozed: snooze 90 to -, wrote Reply 7
    reply, closed: reopened ByAgent, wrote Reply 7
    reply, spam: ! IsSpam
    note: wrote Note 7
    retry, open snoozed closed: message 5 Queued { due: Timestamp(50), failures: 0 }
    retry, spam: ! IsSpam
    drop: message 5 Dropped
    confirm sent: message 5 Sent
    merge: people 1+4 2+3 to 1+2+3+4
    split: people 1+4 to 1 4
    write down: note "likes blue" to "wants a call"
    clear what is written down: note "likes blue" to ""
    undo a tag: tags ["late"] to []
    "#);
}
