//! What an op comes to: the facts are gathered, `domain::decide` decides, its changes are recorded.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs::{self, Stored};
use super::feed::{self, By};
use super::messages::{self, Body};
use super::{codec, counter, pending, people, roles};
use crate::base::clock::Timestamp;
use crate::domain::{
    Actor, Agent, Aside, Case, Change, Content, Delivery, DialogId, Enclosure, File, Intent, Kind,
    Message, MessageId, Op, OpId, Refusal, Reopening, Written, decide,
};
use crate::store::Done;

/// Decides an op and records it, or tells what it came to when it was first submitted.
pub(super) fn submit(
    connection: &Connection,
    op: &Op,
    actor: &Actor,
    now: Timestamp,
    batch: Option<OpId>,
) -> rusqlite::Result<Done> {
    if let Some(done) = feed::done(connection, op.id)? {
        return Ok(done);
    }
    let named = by_its_op(connection, op)?;
    let op = named.as_ref().unwrap_or(op);
    let by = By { agent: actor.agent(), op: Some(op.id), at: now };
    let (stored, changes) = match decided(connection, op, actor, now)? {
        Ok(decided) => decided,
        Err(refusal) => return refuse(connection, op, actor, now, (batch, refusal)),
    };
    let replica = pending::is_replica(connection)?;
    let basis = if replica { Some(pending::basis(connection, &stored)?) } else { None };
    let done = if replica && pending::is_hubs_alone(&changes) {
        let head = feed::head(connection)?;
        Done::Accepted { changes: Vec::new(), unanswered: 0, answering: false, head }
    } else {
        clear_draft(connection, op, &by)?;
        accept(connection, op, &by, stored, changes)?
    };
    feed::remember(connection, op, &by, &done, batch)?;
    if let Some(basis) = basis {
        pending::remember(connection, op, &by, batch, basis)?;
    }
    Ok(done)
}

/// A reply to be given up whose name was given here and means nothing to the hub: the op that wrote it is to be undone.
fn by_its_op(connection: &Connection, op: &Op) -> rusqlite::Result<Option<Op>> {
    let Intent::Drop(message) = op.intent else { return Ok(None) };
    if !message.is_provisional() {
        return Ok(None);
    }
    let wrote = feed::op_that_wrote(connection, op.dialog, message)?;
    Ok(wrote.map(|it| Op { intent: Intent::Undo(it), ..op.clone() }))
}

/// Does again on top of what the hub has told what it has not decided yet. What does not fit any more is left to the hub.
pub(super) fn replay(
    connection: &Connection,
    (op, batch): (&Op, Option<OpId>),
    actor: &Actor,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let by = By { agent: actor.agent(), op: Some(op.id), at };
    let Ok((stored, changes)) = decided(connection, op, actor, at)? else { return Ok(()) };
    if pending::is_hubs_alone(&changes) {
        return Ok(());
    }
    let done = accept(connection, op, &by, stored, changes)?;
    feed::remember(connection, op, &by, &done, batch)
}

/// Records that an op was refused.
pub(super) fn refuse(
    connection: &Connection,
    op: &Op,
    actor: &Actor,
    now: Timestamp,
    (batch, refusal): (Option<OpId>, Refusal),
) -> rusqlite::Result<Done> {
    let by = By { agent: actor.agent(), op: Some(op.id), at: now };
    let for_good =
        matches!(refusal, Refusal::ChangedSince | Refusal::NothingToUndo | Refusal::GoneOut);
    if let (Intent::Undo(done), true) = (&op.intent, for_good) {
        // It never can be again; what was done before it comes next.
        feed::mark_final(connection, *done, op.dialog, by.agent)?;
    }
    let done = Done::Refused(refusal);
    feed::remember(connection, op, &by, &done, batch)?;
    Ok(done)
}

/// What was half written has been said.
fn clear_draft(connection: &Connection, op: &Op, by: &By) -> rusqlite::Result<()> {
    let kind = match op.intent {
        Intent::Reply(_) | Intent::HeldReply(..) | Intent::Letter(_) => Kind::Reply,
        Intent::Note(_) => Kind::Note,
        _ => return Ok(()),
    };
    let Some(agent) = by.agent else { return Ok(()) };
    connection
        .prepare_cached("DELETE FROM drafts WHERE dialog = ?1 AND agent = ?2 AND kind = ?3")?
        .execute(params![op.dialog.0, agent.0, kind.code()])
        .map(drop)
}

pub(super) type Decided = Result<(Stored, Vec<Change>), Refusal>;

/// What the rules make of an op; nothing is changed.
pub(super) fn decided(
    connection: &Connection,
    op: &Op,
    actor: &Actor,
    now: Timestamp,
) -> rusqlite::Result<Decided> {
    // Who may nothing at all does not learn either which dialogs there are.
    let Some(actor) = as_known(connection, actor)?.filter(|it| !it.is_blocked()) else {
        return Ok(Err(Refusal::NotAllowed));
    };
    let Some(stored) = dialogs::load(connection, op.dialog)? else {
        return Ok(Err(Refusal::NoSuchDialog));
    };
    let Some(channel) = super::channels::load(connection, stored.dialog.channel)? else {
        return Ok(Err(Refusal::NoSuchDialog));
    };
    let (done, wrote_since) = match op.intent {
        Intent::Undo(done) => {
            let changes = feed::undoable(connection, done, op.dialog, actor.agent())?;
            (changes, feed::wrote_since(connection, done)?)
        }
        _ => (Vec::new(), false),
    };
    let message = message(connection, op, &done)?;
    let receiver = receiver(connection, &op.intent, &done)?;
    let other = match op.intent {
        Intent::MergeContact(contact) => dialogs::of_contact(connection, contact)?,
        _ => None,
    };
    let people = people::concerned(connection, stored.dialog.contact, &op.intent, &done)?;
    let case = Case {
        dialog: &stored.dialog,
        channel: &channel,
        receiver: receiver.as_ref(),
        message: message.as_ref(),
        done: &done,
        people: &people,
        other: other.as_ref().map(|it| &it.dialog),
        closed_by: closed_by(connection, op.dialog)?,
        wrote_since,
        next_message: messages::next_id(connection)?,
        parts_left: match op.intent {
            Intent::ConfirmSent(message) => messages::parts_left(connection, message)?,
            _ => 0,
        },
    };
    Ok(decide(&case, &op.intent, &actor, now).map(|changes| (stored, changes)))
}

/// The op of the last close that still stands.
fn closed_by(connection: &Connection, dialog: DialogId) -> rusqlite::Result<Option<OpId>> {
    let op = connection
        .prepare_cached(
            "SELECT op FROM closes WHERE dialog = ?1 AND stands = 1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([dialog.0], |row| codec::op_from(row, 0))
        .optional()?;
    Ok(op.flatten())
}

/// The actor as the desk knows them now: somebody may have blocked them since they signed in.
fn as_known(connection: &Connection, actor: &Actor) -> rusqlite::Result<Option<Actor>> {
    match actor {
        Actor::Desk => Ok(Some(Actor::Desk)),
        Actor::Agent(agent) => Ok(roles::agent(connection, agent.id)?.map(Actor::Agent)),
    }
}

/// Who would get the dialog: the one it is given to, or the one it was taken from.
fn receiver(
    connection: &Connection,
    intent: &Intent,
    done: &[Change],
) -> rusqlite::Result<Option<Agent>> {
    let taken_from =
        |it: &Change| if let Change::Assigned { from, .. } = it { *from } else { None };
    let wanted = match intent {
        Intent::Assign(to) => *to,
        _ => done.iter().find_map(taken_from),
    };
    wanted.map_or(Ok(None), |it| roles::agent(connection, it))
}

/// The message that the op names, or that the op to be undone wrote.
fn message(connection: &Connection, op: &Op, done: &[Change]) -> rusqlite::Result<Option<Message>> {
    let named = match op.intent {
        Intent::Retry(message) | Intent::Drop(message) | Intent::ConfirmSent(message) => {
            Some(message)
        }
        Intent::Letter(ref letter) => letter.answers,
        _ => done.iter().find_map(Change::reply),
    };
    let Some(message) = named else { return Ok(None) };
    Ok(messages::load(connection, message)?.filter(|it| it.dialog == op.dialog))
}

fn accept(
    connection: &Connection,
    op: &Op,
    by: &By,
    before: Stored,
    changes: Vec<Change>,
) -> rusqlite::Result<Done> {
    let written = match &op.intent {
        Intent::Reply(text) => Some((Kind::Reply, text, Some(Delivery::fresh(by.at)))),
        Intent::HeldReply(text, hold) => {
            Some((Kind::Reply, text, Some(Delivery::held(by.at, *hold))))
        }
        Intent::Letter(letter) => {
            Some((Kind::Reply, &letter.text, Some(Delivery::held(by.at, letter.hold))))
        }
        Intent::Note(text) => Some((Kind::Note, text, None)),
        _ => None,
    };
    let (files, answers) = enclosed(&op.intent);
    let body = written.map(|(_, text, delivery)| Body {
        author: by.agent,
        at: by.at,
        text,
        remote: None,
        delivery,
        files: &files,
        about: Aside { answers, ..Aside::default() },
    });
    if let Intent::Undo(done) = op.intent {
        feed::mark_undone(connection, done, op.id)?;
    }
    if let Intent::ConfirmSent(message) = op.intent {
        messages::count_part(connection, message)?;
    }
    let mut stored = before.clone();
    for change in &changes {
        apply(connection, &mut stored, change, by, body.as_ref())?;
    }
    counter::recount(connection, &mut stored)?;
    dialogs::save(connection, Some(&before), &stored)?;
    let closes = changes.contains(&Change::Closed);
    let unanswered = if closes { before.dialog.counter.unanswered } else { 0 };
    let answering = closes && before.dialog.answering();
    Ok(Done::Accepted { changes, unanswered, answering, head: feed::head(connection)? })
}

/// What goes with the words: files, and the message that is answered.
fn enclosed(intent: &Intent) -> (Vec<File>, Option<MessageId>) {
    let Intent::Letter(letter) = intent else { return (Vec::new(), None) };
    let file = |it: &Enclosure| File {
        content: Content::Kept(it.content),
        ..File::named(it.name.clone(), it.bytes)
    };
    (letter.files.iter().map(file).collect(), letter.answers)
}

/// Records one change of a dialog: in its own fields, in the tables it touches, in the feed. The counter is
/// the caller's to keep, and so is saving.
pub(super) fn apply(
    connection: &Connection,
    stored: &mut Stored,
    change: &Change,
    by: &By,
    body: Option<&Body<'_>>,
) -> rusqlite::Result<()> {
    match change {
        Change::Wrote(Written { message, kind, .. }) => {
            if let Some(body) = body {
                messages::insert(connection, stored, (*message, *kind), body)?;
            }
        }
        Change::Delivery { message, to } => messages::set_delivery(connection, *message, to)?,
        // What it says now its caller has written.
        Change::Edited { .. } | Change::Reach { .. } => (),
        Change::Closed => close(connection, stored, by)?,
        Change::Reopened(Reopening::ByAgent) => void_close(connection, stored, by)?,
        Change::MarkedSpam { .. } => stored.spam = Some((by.agent, by.at)),
        Change::UnmarkedSpam { .. } => stored.spam = None,
        Change::Merged { to, .. } => people::divide(connection, to)?,
        Change::ContactNoted { to, .. } => {
            people::write_down(connection, stored.dialog.contact, to)?;
        }
        Change::Reopened(Reopening::ByCustomer)
        | Change::Assigned { .. }
        | Change::Snoozed { .. }
        | Change::Tagged { .. }
        | Change::ChannelAdded
        | Change::ChannelSwitched { .. }
        | Change::ChannelDeleted
        | Change::AgentsChanged => (),
    }
    stored.dialog.apply(change);
    feed::record(connection, by, Some(stored.dialog.id), change)
}

fn close(connection: &Connection, stored: &Stored, by: &By) -> rusqlite::Result<()> {
    let point = counter::last_message(connection, stored.dialog.id)?;
    connection
        .prepare_cached(
            "INSERT INTO closes (dialog, point, at, op, stands) VALUES (?1, ?2, ?3, ?4, 1)",
        )?
        .execute(params![stored.dialog.id.0, point.0, by.at.0, by.op.map(codec::op_bytes)])
        .map(drop)
}

/// The agent's own reopening, undo, or a reply that failed takes the settlement of the last close back (FAQ 4).
fn void_close(connection: &Connection, stored: &Stored, by: &By) -> rusqlite::Result<()> {
    let last: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM closes WHERE dialog = ?1 AND stands = 1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([stored.dialog.id.0], |row| row.get(0))
        .optional()?;
    if let Some(last) = last {
        connection
            .prepare_cached("UPDATE closes SET stands = 0, taken_back = ?2 WHERE id = ?1")?
            .execute([last, by.at.0])?;
    }
    Ok(())
}
