//! The rules: what an op comes to. Pure and total; the same code decides for a screen and for a hub.

use super::{
    Actor, Agent, AgentId, Change, Channel, Delivery, Dialog, Intent, Kind, Message, MessageId,
    OpId, Outcome, Refusal, Reopening, Right, Status, Written,
};
use crate::base::clock::Timestamp;

/// The facts an op is decided on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The dialog it is about.
    pub dialog: &'a Dialog,
    /// The dialog's channel.
    pub channel: &'a Channel,
    /// The agent to be given the dialog, where the op names one that exists.
    pub receiver: Option<&'a Agent>,
    /// The message the op names, where it is one of this dialog.
    pub message: Option<&'a Message>,
    /// What the op to be undone did to this dialog; empty when there is no such op.
    pub done: &'a [Change],
    /// The op of the dialog's last close that still stands, if one does.
    pub closed_by: Option<OpId>,
    /// The name a new message will get.
    pub next_message: MessageId,
}

type Decision = Result<Vec<Change>, Refusal>;

/// Decides `intent`, wanted by `actor` at `now`.
///
/// # Errors
/// Says why nothing is changed.
pub fn decide(case: &Case<'_>, intent: &Intent, actor: &Actor, now: Timestamp) -> Decision {
    if !actor.may(Right::Work) {
        return Err(Refusal::NotAllowed);
    }
    match intent {
        Intent::Close => close(case),
        Intent::CloseAndUnassign => close_and_unassign(case),
        Intent::Reopen => reopen(case),
        Intent::Assign(to) => assign(case, *to, actor),
        Intent::MarkSpam => mark_spam(case),
        Intent::UnmarkSpam => unmark_spam(case),
        Intent::Snooze(until) => snooze(case, *until, now),
        Intent::Wake => Ok(vec![awake(case.dialog).ok_or(Refusal::NotSnoozed)?]),
        Intent::ToggleTag(tag) => toggle_tag(case, tag),
        Intent::Reply(text) => reply(case, text),
        Intent::Note(text) if text.trim().is_empty() => Err(Refusal::EmptyText),
        Intent::Note(_) => Ok(vec![wrote(case.next_message, Kind::Note)]),
        Intent::Retry(_) => stuck(case, |_| Delivery::fresh(now)),
        Intent::Drop(_) => give_up(case),
        Intent::ConfirmSent(_) => {
            stuck(case, |it| it.settled(&Outcome::Accepted { remote: String::new() }, now))
        }
        Intent::Undo(op) => undo(case, *op),
    }
}

/// What the arrival of `message` from the customer does to `dialog`, apart from the counter.
#[must_use]
pub fn receive(dialog: &Dialog, message: MessageId) -> Vec<Change> {
    let mut changes = vec![wrote(message, Kind::Inbound)];
    match dialog.status {
        Status::Closed => changes.push(Change::Reopened(Reopening::ByCustomer)),
        Status::Open => (),
        // Spam stays hidden, whatever they write (FAQ 6).
        Status::Spam => return changes,
    }
    changes.extend(awake(dialog));
    changes
}

/// What the passing of time does to `dialog` at `now`: a snooze that has run out ends.
#[must_use]
pub fn wake(dialog: &Dialog, now: Timestamp) -> Option<Change> {
    dialog.snoozed_until.filter(|until| *until <= now).and_then(|_| awake(dialog))
}

fn close(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        Status::Open => Ok(vec![Change::Closed].into_iter().chain(awake(case.dialog)).collect()),
        Status::Closed => Err(Refusal::AlreadyClosed),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn close_and_unassign(case: &Case<'_>) -> Decision {
    let free =
        case.dialog.assignee.map(|_| Change::Assigned { from: case.dialog.assignee, to: None });
    match (close(case), free) {
        (Ok(mut changes), free) => {
            changes.extend(free);
            Ok(changes)
        }
        // Half of it is done already: do the other half.
        (Err(Refusal::AlreadyClosed), Some(free)) => Ok(vec![free]),
        (Err(refusal), _) => Err(refusal),
    }
}

fn reopen(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        Status::Closed => Ok(vec![Change::Reopened(Reopening::ByAgent)]),
        Status::Open => Err(Refusal::AlreadyOpen),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn assign(case: &Case<'_>, to: Option<AgentId>, actor: &Actor) -> Decision {
    let from = case.dialog.assignee;
    let Some(wanted) = to else {
        return match from {
            Some(_) => Ok(vec![Change::Assigned { from, to: None }]),
            None => Err(Refusal::AlreadyUnassigned),
        };
    };
    let receiver = case.receiver.filter(|it| it.id == wanted).ok_or(Refusal::NoSuchAgent)?;
    if receiver.blocked {
        return Err(Refusal::AgentBlocked(receiver.name.clone()));
    }
    if from == to {
        return Err(Refusal::AlreadyAssigned(receiver.name.clone()));
    }
    if actor.agent() != to && !actor.may(Right::AssignOthers) {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![Change::Assigned { from, to }])
}

fn mark_spam(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        from @ (Status::Open | Status::Closed) => Ok(vec![Change::MarkedSpam { from }]),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn unmark_spam(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        Status::Spam => Ok(vec![Change::UnmarkedSpam { to: case.dialog.before_spam }]),
        Status::Open | Status::Closed => Err(Refusal::NotSpam),
    }
}

fn snooze(case: &Case<'_>, until: Timestamp, now: Timestamp) -> Decision {
    match case.dialog.status {
        Status::Open if until <= now => Err(Refusal::SnoozeInThePast),
        Status::Open => {
            Ok(vec![Change::Snoozed { from: case.dialog.snoozed_until, to: Some(until) }])
        }
        Status::Closed => Err(Refusal::AlreadyClosed),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn awake(dialog: &Dialog) -> Option<Change> {
    dialog.snoozed_until.map(|_| Change::Snoozed { from: dialog.snoozed_until, to: None })
}

fn toggle_tag(case: &Case<'_>, tag: &str) -> Decision {
    let tag = tag.trim();
    if tag.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let from = case.dialog.tags.clone();
    let mut to = from.clone();
    match to.iter().position(|it| it == tag) {
        Some(at) => drop(to.remove(at)),
        None => to.push(tag.to_owned()),
    }
    to.sort();
    Ok(vec![Change::Tagged { from, to }])
}

fn reply(case: &Case<'_>, text: &str) -> Decision {
    if text.trim().is_empty() {
        return Err(Refusal::EmptyText);
    }
    if !case.channel.active {
        return Err(Refusal::ChannelInactive);
    }
    let mut changes = Vec::new();
    match case.dialog.status {
        // Who answers a closed dialog has opened it again.
        Status::Closed => changes.push(Change::Reopened(Reopening::ByAgent)),
        Status::Open => changes.extend(awake(case.dialog)),
        Status::Spam => return Err(Refusal::IsSpam),
    }
    changes.push(wrote(case.next_message, Kind::Reply));
    Ok(changes)
}

fn wrote(message: MessageId, kind: Kind) -> Change {
    Change::Wrote(Written { message, kind })
}

/// Moves a message that waits for a person.
fn stuck(case: &Case<'_>, next: impl FnOnce(Delivery) -> Delivery) -> Decision {
    let message = case.message.ok_or(Refusal::NoSuchMessage)?;
    match &message.delivery {
        Some(delivery) if delivery.stuck() => {
            Ok(vec![Change::Delivery { message: message.id, to: next(delivery.clone()) }])
        }
        _ => Err(Refusal::NotStuck),
    }
}

/// Gives up a message that is not being sent right now.
fn give_up(case: &Case<'_>) -> Decision {
    let message = case.message.ok_or(Refusal::NoSuchMessage)?;
    match &message.delivery {
        Some(Delivery::Queued { .. } | Delivery::Failed { .. } | Delivery::Unsure) => {
            Ok(vec![Change::Delivery { message: message.id, to: Delivery::Dropped }])
        }
        _ => Err(Refusal::NotStuck),
    }
}

fn undo(case: &Case<'_>, op: OpId) -> Decision {
    let back: Vec<Change> = case.done.iter().rev().filter_map(Change::inverse).collect();
    if back.is_empty() {
        return Err(Refusal::NothingToUndo);
    }
    // What was said stays said, so an op that also wrote cannot be taken back by halves.
    if back.len() < case.done.len() {
        return Err(Refusal::NothingToUndo);
    }
    // Closed it may be, but by somebody else since: the customer wrote in between, or it was opened again.
    let another_close = case.done.contains(&Change::Closed) && case.closed_by != Some(op);
    if another_close || !case.done.iter().all(|it| it.still_holds(case.dialog)) {
        return Err(Refusal::ChangedSince);
    }
    Ok(back)
}
