//! The rules: what an op comes to. Pure and total; the same code decides for a screen and for a hub.

use super::{
    Actor, Agent, AgentId, Change, Channel, Delivery, Dialog, Intent, Kind, Letter, Message,
    MessageId, OpId, Outcome, People, Refusal, Reopening, Right, Status, TAG_LETTERS_MAX,
    UNTIL_REPLY, Written,
};
use crate::base::clock::Timestamp;

/// The facts an op is decided on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The dialog it is about.
    pub dialog: &'a Dialog,
    /// The dialog's channel.
    pub channel: &'a Channel,
    /// The agent who would be given the dialog, by an assignment or by undoing one, where there is one.
    pub receiver: Option<&'a Agent>,
    /// The message that the op names, or that the op to be undone wrote, where it is one of this dialog.
    pub message: Option<&'a Message>,
    /// What the op to be undone did to this dialog; empty when there is no such op.
    pub done: &'a [Change],
    /// Whom an op about people concerns, or the op to be undone did.
    pub people: &'a People,
    /// The dialog of the contact with whom the op merges this one's, where there is one.
    pub other: Option<&'a Dialog>,
    /// The op of the dialog's last close that still stands, if one does.
    pub closed_by: Option<OpId>,
    /// Whether the customer has written here since the op to be undone.
    pub wrote_since: bool,
    /// The name a new message will get.
    pub next_message: MessageId,
    /// How many parts of the message that the op names are to follow the one that is in doubt.
    pub parts_left: u32,
}

type Decision = Result<Vec<Change>, Refusal>;

/// Decides `intent`, wanted by `actor` at `now`.
///
/// # Errors
/// Says why nothing is changed.
pub fn decide(case: &Case<'_>, intent: &Intent, actor: &Actor, now: Timestamp) -> Decision {
    if actor.is_blocked() {
        return Err(Refusal::NotAllowed);
    }
    // What somebody may not see is not there, and nobody may learn by trying that it is.
    if !actor.sees(case.dialog) {
        return Err(Refusal::NoSuchDialog);
    }
    if !allows(case, intent, actor) {
        return Err(Refusal::NotAllowed);
    }
    match intent {
        Intent::Close => close(case),
        Intent::CloseAndUnassign => close_and_unassign(case),
        Intent::Reopen => reopen(case),
        Intent::Assign(to) => assign(case, *to),
        Intent::MarkSpam => mark_spam(case),
        Intent::UnmarkSpam => unmark_spam(case),
        Intent::Snooze(until) => snooze(case, *until, now),
        Intent::Wake => Ok(vec![awake(case.dialog).ok_or(Refusal::NotSnoozed)?]),
        Intent::ToggleTag(tag) => toggle_tag(case, tag),
        Intent::AddTag(tag) if has_tag(case, tag) => Err(Refusal::AlreadyTagged),
        Intent::DropTag(tag) if !has_tag(case, tag) => Err(Refusal::NotTagged),
        Intent::AddTag(tag) | Intent::DropTag(tag) => toggle_tag(case, tag),
        Intent::Reply(text) | Intent::HeldReply(text, _) => reply(case, text, now),
        Intent::Letter(letter) => send_letter(case, letter, now),
        Intent::Note(text) if text.trim().is_empty() => Err(Refusal::EmptyText),
        Intent::Note(_) => Ok(vec![wrote(case.next_message, Kind::Note, now)]),
        Intent::Retry(_) => retry(case, now),
        Intent::Drop(_) => give_up(case),
        Intent::ConfirmSent(_) => confirm_sent(case, now),
        Intent::MergeContact(_) if !case.other.is_some_and(|it| actor.sees(it)) => {
            Err(Refusal::NoSuchContact)
        }
        Intent::MergeContact(other) => case.people.merge(*other),
        Intent::SplitContact => case.people.split(),
        Intent::ContactNote(text) => case.people.write_down(text),
        Intent::Undo(op) => undo(case, *op),
    }
}

/// Whether the actor's role allows it, on the dialog's channel.
fn allows(case: &Case<'_>, intent: &Intent, actor: &Actor) -> bool {
    let may = |right| actor.may_on(right, case.dialog.channel);
    match intent {
        Intent::Close | Intent::Reopen => may(Right::Close),
        Intent::CloseAndUnassign => {
            may(Right::Close) && (case.dialog.assignee.is_none() || may(Right::Take))
        }
        Intent::Assign(to) => may(to_assign(*to, actor)),
        Intent::MarkSpam | Intent::UnmarkSpam => may(Right::Spam),
        Intent::Undo(_) => to_undo(case.done, actor).into_iter().all(may),
        Intent::Snooze(_)
        | Intent::Wake
        | Intent::ToggleTag(_)
        | Intent::AddTag(_)
        | Intent::DropTag(_)
        | Intent::Reply(_)
        | Intent::HeldReply(..)
        | Intent::Letter(_)
        | Intent::Note(_)
        | Intent::Retry(_)
        | Intent::Drop(_)
        | Intent::ConfirmSent(_)
        | Intent::MergeContact(_)
        | Intent::SplitContact
        | Intent::ContactNote(_) => may(Right::Work),
    }
}

/// The right to give a dialog to somebody, or to nobody.
fn to_assign(to: Option<AgentId>, actor: &Actor) -> Right {
    if to.is_none() || to == actor.agent() { Right::Take } else { Right::AssignOthers }
}

/// The rights to take back what was done. Mostly it is those that it took to do it. A dialog goes back by the right to take
/// it where either hand is empty or one's own. Who may reply may do what comes with a reply.
fn to_undo(done: &[Change], actor: &Actor) -> Vec<Right> {
    let right = |it: &Change| match it {
        Change::Closed | Change::Reopened(_) => Some(Right::Close),
        Change::MarkedSpam { .. } | Change::UnmarkedSpam { .. } => Some(Right::Spam),
        Change::Assigned { from, to } => match to_assign(*to, actor) {
            Right::Take => Some(Right::Take),
            _ => Some(to_assign(*from, actor)),
        },
        _ => None,
    };
    let wrote = done.iter().any(|it| matches!(it, Change::Wrote(_)));
    let needed: Vec<Right> = done.iter().filter(|_| !wrote).filter_map(right).collect();
    if needed.is_empty() { vec![Right::Work] } else { needed }
}

/// What the arrival of `message`, which the customer wrote at `at`, does to `dialog`, apart from the counter.
#[must_use]
pub fn receive(dialog: &Dialog, message: MessageId, at: Timestamp) -> Vec<Change> {
    let mut changes = vec![wrote(message, Kind::Inbound, at)];
    match dialog.status {
        Status::Closed => changes.push(Change::Reopened(Reopening::ByCustomer)),
        Status::Open => (),
        // Spam stays hidden, whatever they write (FAQ 6).
        Status::Spam => return changes,
    }
    changes.extend(awake(dialog));
    changes
}

/// What the passing of time does to `dialog` at `now`: a snooze that has run out ends. One that only the customer
/// ends ([`UNTIL_REPLY`]) never runs out, whatever the clock says.
#[must_use]
pub fn wake(dialog: &Dialog, now: Timestamp) -> Option<Change> {
    dialog
        .snoozed_until
        .filter(|until| *until <= now && *until < UNTIL_REPLY)
        .and_then(|_| awake(dialog))
}

/// What becomes of `dialog` when a reply in it gets stuck. Closed it was on the word that the reply was on its
/// way; a failed reply is an unanswered customer (FAQ 4), so the close is void and the dialog is seen again.
#[must_use]
pub fn fail(dialog: &Dialog) -> Vec<Change> {
    match dialog.status {
        Status::Closed => reopened(dialog),
        // Spam stays hidden, whatever becomes of what was said in it.
        Status::Open | Status::Spam => Vec::new(),
    }
}

/// Opened it is seen, whatever undoing has left on it since it was closed.
fn reopened(dialog: &Dialog) -> Vec<Change> {
    let reopened = Change::Reopened(Reopening::ByAgent);
    vec![reopened].into_iter().chain(awake(dialog)).collect()
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
        Status::Closed => Ok(reopened(case.dialog)),
        Status::Open => Err(Refusal::AlreadyOpen),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn assign(case: &Case<'_>, to: Option<AgentId>) -> Decision {
    let from = case.dialog.assignee;
    let Some(wanted) = to else {
        return match from {
            Some(_) => Ok(vec![Change::Assigned { from, to: None }]),
            None => Err(Refusal::AlreadyUnassigned),
        };
    };
    let receiver = able(case, wanted)?;
    if from == to {
        return Err(Refusal::AlreadyAssigned(receiver.name.clone()));
    }
    Ok(vec![Change::Assigned { from, to }])
}

/// The agent, if they may get anything (FAQ 8): what somebody holds who cannot answer, nobody answers.
fn able<'a>(case: &Case<'a>, wanted: AgentId) -> Result<&'a Agent, Refusal> {
    let agent = case.receiver.filter(|it| it.id == wanted).ok_or(Refusal::NoSuchAgent)?;
    match agent {
        it if it.blocked => Err(Refusal::AgentBlocked(it.name.clone())),
        it if !it.able_on(case.dialog.channel) => Err(Refusal::AgentLooksOn(it.name.clone())),
        it => Ok(it),
    }
}

fn mark_spam(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        from @ (Status::Open | Status::Closed) => Ok(vec![Change::MarkedSpam { from }]),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn unmark_spam(case: &Case<'_>) -> Decision {
    match case.dialog.status {
        Status::Spam => Ok(vec![no_spam(case.dialog, case.dialog.before_spam)]),
        Status::Open | Status::Closed => Err(Refusal::NotSpam),
    }
}

/// Who wrote to a closed dialog while it was spam would have opened it: nobody may wait behind a close.
fn no_spam(dialog: &Dialog, before: Status) -> Change {
    let to = if dialog.counter.waits() { Status::Open } else { before };
    Change::UnmarkedSpam { to }
}

fn snooze(case: &Case<'_>, until: Timestamp, now: Timestamp) -> Decision {
    match case.dialog.status {
        Status::Open if until <= now => Err(Refusal::SnoozeInThePast),
        Status::Open => {
            // Later than that there is nothing that could be shown.
            let to = Some(until.min(UNTIL_REPLY));
            Ok(vec![Change::Snoozed { from: case.dialog.snoozed_until, to }])
        }
        Status::Closed => Err(Refusal::AlreadyClosed),
        Status::Spam => Err(Refusal::IsSpam),
    }
}

fn awake(dialog: &Dialog) -> Option<Change> {
    dialog.snoozed_until.map(|_| Change::Snoozed { from: dialog.snoozed_until, to: None })
}

fn has_tag(case: &Case<'_>, tag: &str) -> bool {
    case.dialog.tags.iter().any(|it| it == tag.trim())
}

fn toggle_tag(case: &Case<'_>, tag: &str) -> Decision {
    let tag = tag.trim();
    if tag.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let from = case.dialog.tags.clone();
    let mut to = from.clone();
    match to.iter().position(|it| it == tag) {
        // Whatever is on it can be taken off.
        Some(at) => drop(to.remove(at)),
        None if !fits(tag) => return Err(Refusal::BadTag),
        None => to.push(tag.to_owned()),
    }
    to.sort();
    Ok(vec![Change::Tagged { from, to }])
}

/// A tag is a word in a list: it has one line, and an end.
fn fits(tag: &str) -> bool {
    let breaks = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    let longer = tag.chars().nth(TAG_LETTERS_MAX as usize).is_some();
    !longer && !tag.contains(breaks)
}

fn reply(case: &Case<'_>, text: &str, now: Timestamp) -> Decision {
    if text.trim().is_empty() {
        return Err(Refusal::EmptyText);
    }
    answer(case, now)
}

/// Files say something too. What it answers must stand here.
fn send_letter(case: &Case<'_>, letter: &Letter, now: Timestamp) -> Decision {
    if letter.files.is_empty() && letter.text.trim().is_empty() {
        return Err(Refusal::EmptyText);
    }
    if letter.answers.is_some() && case.message.map(|it| it.id) != letter.answers {
        return Err(Refusal::NoSuchMessage);
    }
    answer(case, now)
}

fn answer(case: &Case<'_>, now: Timestamp) -> Decision {
    if !case.channel.active {
        return Err(Refusal::ChannelInactive);
    }
    let mut changes = Vec::new();
    match case.dialog.status {
        // Who answers a closed dialog has opened it again.
        Status::Closed => changes.push(Change::Reopened(Reopening::ByAgent)),
        Status::Open => (),
        Status::Spam => return Err(Refusal::IsSpam),
    }
    changes.extend(awake(case.dialog));
    changes.push(wrote(case.next_message, Kind::Reply, now));
    Ok(changes)
}

const fn wrote(message: MessageId, kind: Kind, at: Timestamp) -> Change {
    Change::Wrote(Written { message, kind, at })
}

/// Sends again what waits for a person. As with a reply, nothing is sent to spam.
fn retry(case: &Case<'_>, now: Timestamp) -> Decision {
    let message = case.message.ok_or(Refusal::NoSuchMessage)?;
    if case.dialog.status == Status::Spam {
        return Err(Refusal::IsSpam);
    }
    match &message.delivery {
        Some(Delivery::Failed { .. } | Delivery::Unsure) => {
            // Due since it was written, so that no clock set back holds it.
            let to = Delivery::fresh(message.at.min(now));
            Ok(vec![Change::Delivery { message: message.id, to }])
        }
        _ => Err(Refusal::NotStuck),
    }
}

/// Resolves a doubt. What the channel refused is beyond doubt.
fn confirm_sent(case: &Case<'_>, now: Timestamp) -> Decision {
    let message = case.message.ok_or(Refusal::NoSuchMessage)?;
    match &message.delivery {
        // The part in doubt did arrive; the others were never sent.
        Some(Delivery::Unsure) if case.parts_left > 0 => {
            let to = Delivery::fresh(message.at.min(now));
            Ok(vec![Change::Delivery { message: message.id, to }])
        }
        Some(Delivery::Unsure) => {
            let accepted = Outcome::Accepted { remote: String::new() };
            let to = Delivery::Unsure.settled(&accepted, now);
            Ok(vec![Change::Delivery { message: message.id, to }])
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

/// Takes back a reply that nobody has tried to send yet. What came with it (it may have opened the dialog) is taken back
/// too, unless something has happened since: the words come first, they cannot be caught later.
fn take_back(case: &Case<'_>, reply: MessageId) -> Decision {
    let message = case.message.filter(|it| it.id == reply).ok_or(Refusal::NothingToUndo)?;
    match message.delivery {
        Some(Delivery::Queued { failures: 0, .. }) => (),
        Some(Delivery::Dropped) => return Err(Refusal::NothingToUndo),
        _ => return Err(Refusal::GoneOut),
    }
    let dropped = Change::Delivery { message: reply, to: Delivery::Dropped };
    let with_it = case.done.iter().rev().filter_map(Change::inverse);
    let as_left = !case.wrote_since && case.done.iter().all(|it| it.still_holds(case.dialog));
    Ok(std::iter::once(dropped).chain(with_it.filter(|_| as_left)).collect())
}

fn undo(case: &Case<'_>, op: OpId) -> Decision {
    let reply = case.done.iter().find_map(Change::reply);
    if let Some(message) = reply {
        return take_back(case, message);
    }
    let back: Vec<Change> = case.done.iter().rev().filter_map(Change::inverse).collect();
    // What was said stays said, so an op that also wrote cannot be taken back by halves.
    if back.is_empty() || back.len() < case.done.len() {
        return Err(Refusal::NothingToUndo);
    }
    // Closed it may be, but by somebody else since: the customer wrote in between, or it was opened again.
    let another_close = case.done.contains(&Change::Closed) && case.closed_by != Some(op);
    let holds = |it: &Change| it.still_holds(case.dialog) && case.people.keep(it);
    if another_close || !case.done.iter().all(holds) {
        return Err(Refusal::ChangedSince);
    }
    if case.wrote_since && back.iter().any(Change::puts_away) {
        return Err(Refusal::ChangedSince);
    }
    let gives_to = |it: &Change| if let Change::Assigned { to, .. } = it { *to } else { None };
    if let Some(wanted) = back.iter().find_map(gives_to) {
        able(case, wanted)?;
    }
    let back = back.into_iter().map(|it| match it {
        Change::UnmarkedSpam { to } => no_spam(case.dialog, to),
        other => other,
    });
    Ok(back.collect())
}
