//! A dialog that stands elsewhere, written down here: what the hub told, and on top of it what was done here and the hub
//! has not decided yet.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::codec::{self, DeliveryColumns};
use super::dialogs::{self, Stored};
use super::{counter, feed, files, ledger, messages, pending, roles, submit, vanish, words};
use crate::base::clock::Timestamp;
use crate::domain::{
    Actor, Agent, AgentId, Change, Channel, DialogId, Kind, Message, MessageId, Op,
};
use crate::store::Roster;
use crate::store::far::{Bundle, Tail};

/// Writes down what the hub told of a dialog; what was supposed of it is taken out, to be done again with [`replay`].
/// False when something newer is here, or the dialog cannot be kept, or it is to be read anew: one that is not here may
/// have gone since, and up to `cursor` nothing is told again.
pub(super) fn put(
    connection: &Connection,
    bundle: &Bundle,
    (round, cursor): (i64, i64),
) -> rusqlite::Result<bool> {
    let id = bundle.dialog.id;
    if is_known_better(connection, bundle)? {
        return Ok(false);
    }
    let known = copy(connection, id)?;
    if known.is_none() && bundle.as_of.0 < cursor {
        want(connection, id)?;
        return Ok(false);
    }
    let there = connection
        .prepare_cached("SELECT 1 FROM channels WHERE id = ?1")?
        .exists([bundle.dialog.channel.0])?;
    if !there {
        // With its channel it is told.
        want_no_more(connection, id)?;
        return Ok(false);
    }
    strip(connection, id)?;
    let namesake = namesake(connection, bundle)?;
    contact(connection, bundle)?;
    let before = dialogs::load(connection, id)?;
    if before.is_none() {
        dialogs::insert_empty(connection, &bundle.dialog, bundle.began_at)?;
        vanish::give_drafts_back(connection, id)?;
    }
    namesake.map_or(Ok(()), |it| hand_drafts_over(connection, it, id))?;
    // Started over: the hub may call other messages by names that are known here.
    let anew = known.is_some_and(|it| it.as_of < 0);
    if anew {
        forget_messages(connection, id, i64::MAX)?;
    }
    let since = since(connection, bundle, known.filter(|_| !anew))?;
    for message in bundle.thread.iter().filter(|it| it.id.0 >= since || it.id.is_provisional()) {
        keep(connection, bundle, message)?;
    }
    closes(connection, bundle)?;
    let stored = Stored {
        dialog: bundle.dialog.clone(),
        last_text: bundle.last_text.clone(),
        last_kind: bundle.last_kind,
        last_inbound: bundle.last_inbound,
        began_at: bundle.began_at,
        messages: bundle.messages,
        spam: bundle.spam,
    };
    dialogs::save(connection, before.as_ref(), &stored)?;
    connection
        .prepare_cached(
            "INSERT INTO copies (dialog, as_of, since, round) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET as_of = excluded.as_of, since = excluded.since,
                round = excluded.round",
        )?
        .execute([id.0, bundle.as_of.0, since, round])?;
    if bundle.tail.is_some() {
        want_no_more(connection, id)?;
    } else if since == i64::MAX || since > 0 && !holds_all_unanswered(connection, bundle)? {
        want(connection, id)?;
    }
    Ok(true)
}

/// Whether every message is here that nobody has answered: a close that is taken back brings older ones back.
fn holds_all_unanswered(connection: &Connection, bundle: &Bundle) -> rusqlite::Result<bool> {
    let here = counter::count(connection, bundle.dialog.id)?;
    Ok(here.unanswered >= bundle.dialog.counter.unanswered)
}

/// Whether something newer than this is here.
pub(super) fn is_known_better(connection: &Connection, bundle: &Bundle) -> rusqlite::Result<bool> {
    let known = copy(connection, bundle.dialog.id)?;
    Ok(known.is_some_and(|it| it.as_of > bundle.as_of.0))
}

/// What is known of a copy.
#[derive(Debug, Clone, Copy)]
struct Known {
    as_of: i64,
    since: i64,
}

fn copy(connection: &Connection, dialog: DialogId) -> rusqlite::Result<Option<Known>> {
    use rusqlite::OptionalExtension as _;
    connection
        .prepare_cached("SELECT as_of, since FROM copies WHERE dialog = ?1")?
        .query_row([dialog.0], |row| Ok(Known { as_of: row.get(0)?, since: row.get(1)? }))
        .optional()
}

/// Takes out what was supposed. The closes go too: a bundle tells all of them.
fn strip(connection: &Connection, dialog: DialogId) -> rusqlite::Result<()> {
    let id = dialog.0;
    connection
        .prepare_cached("DELETE FROM messages WHERE dialog = ?1 AND id >= ?2")?
        .execute([id, MessageId::FIRST_PROVISIONAL.0])?;
    connection.prepare_cached("DELETE FROM closes WHERE dialog = ?1")?.execute([id])?;
    connection
        .prepare_cached(
            "UPDATE ops SET undone_by = NULL, undoable = 1
             WHERE id IN (SELECT named FROM pending WHERE dialog = ?1 AND intent = 'undo')
             AND undone_by IN (SELECT op FROM pending WHERE dialog = ?1)",
        )?
        .execute([id])?;
    for supposed in pending::of_dialog(connection, dialog)? {
        unsuppose(connection, supposed.wish.op.id)?;
    }
    Ok(())
}

/// Forgets what was supposed of an op. Messages and closes are the dialog's.
pub(super) fn unsuppose(connection: &Connection, op: crate::domain::OpId) -> rusqlite::Result<()> {
    let op = codec::op_bytes(op);
    connection.prepare_cached("DELETE FROM changes WHERE op = ?1")?.execute([op])?;
    connection.prepare_cached("DELETE FROM ops WHERE id = ?1")?.execute([op]).map(drop)
}

/// The contact that had this one's address. A hub that was restored calls otherwise whoever came after its copy was made;
/// what it does not tell again is swept away, and until then must not be in the way.
fn namesake(connection: &Connection, bundle: &Bundle) -> rusqlite::Result<Option<i64>> {
    use rusqlite::OptionalExtension as _;
    let it = &bundle.contact;
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM contacts WHERE channel = ?1 AND external = ?2 AND id <> ?3",
        )?
        .query_row(params![it.channel.0, it.external, it.id.0], |row| row.get(0))
        .optional()?;
    if let Some(found) = found {
        connection
            .prepare_cached("UPDATE contacts SET external = char(0) || id WHERE id = ?1")?
            .execute([found])?;
    }
    Ok(found)
}

/// What was half written to somebody is for them by whatever name.
fn hand_drafts_over(connection: &Connection, from: i64, to: DialogId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE OR IGNORE drafts SET dialog = ?2
             WHERE dialog IN (SELECT id FROM dialogs WHERE contact = ?1)",
        )?
        .execute([from, to.0])
        .map(drop)
}

/// Takes back what was supposed of an op that the hub has refused, as far as it still is so: the dialog is read anew, but
/// until then, which may be a day, nobody may wait behind a close that never was.
pub(super) fn take_back(connection: &Connection, op: &Op) -> rusqlite::Result<()> {
    let Some(before) = dialogs::load(connection, op.dialog)? else { return Ok(()) };
    let mut after = before.clone();
    for change in feed::changes_of(connection, op.id)?.iter().rev() {
        match change {
            Change::Wrote(it) if it.message.is_provisional() => {
                connection
                    .prepare_cached("DELETE FROM messages WHERE id = ?1")?
                    .execute([it.message.0])?;
                after.messages -= i64::from(it.kind != Kind::Note);
            }
            other if other.still_holds(&after.dialog) => {
                other.inverse().iter().for_each(|it| after.dialog.apply(it));
            }
            _ => (),
        }
    }
    connection
        .prepare_cached("DELETE FROM closes WHERE dialog = ?1 AND op = ?2 AND id >= ?3")?
        .execute(params![op.dialog.0, codec::op_bytes(op.id), MessageId::FIRST_PROVISIONAL.0])?;
    counter::recount(connection, &mut after)?;
    dialogs::save(connection, Some(&before), &after)
}

fn contact(connection: &Connection, bundle: &Bundle) -> rusqlite::Result<()> {
    let it = &bundle.contact;
    connection
        .prepare_cached(
            "INSERT INTO contacts (id, channel, external, name, handle, language, note, person,
                blocked_us)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, handle = excluded.handle,
                language = excluded.language, note = excluded.note, person = excluded.person,
                external = excluded.external, blocked_us = excluded.blocked_us
             WHERE (name, handle, language, note, person, external, blocked_us) IS NOT
                (excluded.name, excluded.handle, excluded.language, excluded.note,
                 excluded.person, excluded.external, excluded.blocked_us)",
        )?
        .execute(params![
            it.id.0,
            it.channel.0,
            it.external,
            it.name,
            it.handle,
            it.language,
            it.note,
            bundle.person.0,
            it.blocked_us.map(|it| it.0),
        ])
        .map(drop)
}

/// From which message on the dialog will be here whole: 0 from its beginning, [`i64::MAX`] when too little is known.
fn since(connection: &Connection, bundle: &Bundle, known: Option<Known>) -> rusqlite::Result<i64> {
    let first = bundle.thread.first().map(|it| it.id.0);
    match (bundle.tail, known) {
        (Some(Tail { before: None }), _) => Ok(0),
        (Some(Tail { before: Some(before) }), known) => {
            let joins = match known {
                Some(known) if known.since <= before.0 => connection
                    .prepare_cached("SELECT 1 FROM messages WHERE id = ?1 AND dialog = ?2")?
                    .exists([before.0, bundle.dialog.id.0])?,
                _ => false,
            };
            if let (true, Some(known)) = (joins, known) {
                return Ok(known.since);
            }
            let since = first.unwrap_or(before.0 + 1);
            // What is older has a hole behind it.
            forget_messages(connection, bundle.dialog.id, since)?;
            Ok(since)
        }
        (None, Some(known)) => Ok(known.since),
        (None, None) => {
            let said = bundle.thread.iter().filter(|it| it.kind != crate::domain::Kind::Note);
            let all = i64::try_from(said.count()).is_ok_and(|it| it >= bundle.messages);
            Ok(if all { 0 } else { i64::MAX })
        }
    }
}

fn forget_messages(connection: &Connection, dialog: DialogId, before: i64) -> rusqlite::Result<()> {
    let before = before.min(MessageId::FIRST_PROVISIONAL.0);
    connection
        .prepare_cached("DELETE FROM messages WHERE dialog = ?1 AND id < ?2")?
        .execute([dialog.0, before])
        .map(drop)
}

/// Writes a message of the hub down.
fn keep(connection: &Connection, bundle: &Bundle, message: &Message) -> rusqlite::Result<()> {
    store(connection, (bundle.dialog.id, bundle.dialog.channel.0), message)
}

/// Writes an older message down.
pub(super) fn keep_older(
    connection: &Connection,
    stored: &Stored,
    message: &Message,
) -> rusqlite::Result<()> {
    store(connection, (stored.dialog.id, stored.dialog.channel.0), message)
}

fn store(
    connection: &Connection,
    (dialog, channel): (DialogId, i64),
    message: &Message,
) -> rusqlite::Result<()> {
    let columns = message.delivery.as_ref().map(DeliveryColumns::from).unwrap_or_default();
    // A hub that was put back by other means than ours may call two messages by one name.
    connection
        .prepare_cached("DELETE FROM messages WHERE id = ?1 AND dialog <> ?2")?
        .execute([message.id.0, dialog.0])?;
    let new = !connection
        .prepare_cached("SELECT 1 FROM messages WHERE id = ?1")?
        .exists([message.id.0])?;
    if new || message.about.edited.is_some() {
        words::note_late(connection, message.id)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO messages (id, dialog, channel, kind, author, at, text, state, due,
                failures, reason, settles, files, writer, subject, answers, edited)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, due = excluded.due,
                failures = excluded.failures, reason = excluded.reason,
                settles = excluded.settles, text = excluded.text, edited = excluded.edited,
                files = excluded.files
             WHERE (state, due, failures, reason, edited, files) IS NOT
                (excluded.state, excluded.due, excluded.failures, excluded.reason,
                 excluded.edited, excluded.files)",
        )?
        .execute(params![
            message.id.0,
            dialog.0,
            channel,
            message.kind.code(),
            message.author.map(|it| it.0),
            message.at.0,
            message.text,
            columns.state,
            columns.due,
            columns.failures,
            columns.reason,
            messages::settles(message.kind, message.delivery.as_ref()),
            i64::try_from(message.files.len()).unwrap_or(i64::MAX),
            messages::said(&message.about.writer),
            messages::said(&message.about.subject),
            message.about.answers.map(|it| it.0),
            message.about.edited.map(|it| it.0),
        ])?;
    for (place, file) in message.files.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO files (message, place, name, bytes, expires, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (message, place) DO UPDATE
                 SET hash = excluded.hash, expires = excluded.expires
                 WHERE (hash, expires) IS NOT (excluded.hash, excluded.expires)",
            )?
            .execute(params![
                message.id.0,
                i64::try_from(place).unwrap_or(i64::MAX),
                file.name,
                i64::try_from(file.bytes).unwrap_or(i64::MAX),
                file.expires.0,
                file.content.map(|it| it.0),
            ])?;
    }
    Ok(())
}

fn closes(connection: &Connection, bundle: &Bundle) -> rusqlite::Result<()> {
    for it in &bundle.closes {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO closes (id, dialog, point, at, op, stands, taken_back)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                it.id,
                bundle.dialog.id.0,
                it.point.0,
                it.at.0,
                it.op.map(codec::op_bytes),
                it.stands,
                it.taken_back.map(|it| it.0),
            ])?;
    }
    Ok(())
}

/// The agent has seen the dialog up to here, on whatever machine.
pub(super) fn saw(connection: &Connection, me: AgentId, bundle: &Bundle) -> rusqlite::Result<()> {
    ledger::see(connection, me, bundle.dialog.id, bundle.seen)
}

/// Does again what is supposed of a dialog, on top of what the hub told. What does not fit any more is left to the hub.
pub(super) fn replay(
    connection: &Connection,
    dialog: DialogId,
    roster: &[Agent],
) -> rusqlite::Result<()> {
    for supposed in pending::of_dialog(connection, dialog)? {
        let Some(agent) = roster.iter().find(|it| it.id == supposed.agent) else { continue };
        let Some(stored) = dialogs::load(connection, dialog)? else { return Ok(()) };
        let actor = Actor::Agent(agent.clone());
        let wish = &supposed.wish;
        let holder = stored.dialog.assignee;
        let holder = roster.iter().find(|it| Some(it.id) == holder);
        let case = (&stored.dialog, holder);
        if wish.basis.outdated(&wish.op.intent, &actor, case, stored.last_inbound).is_none() {
            submit::replay(connection, (&wish.op, wish.batch), &actor, supposed.at)?;
        }
    }
    Ok(())
}

/// A dialog that is to be asked for.
pub(super) fn want(connection: &Connection, dialog: DialogId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO wanted (dialog) VALUES (?1)")?
        .execute([dialog.0])
        .map(drop)
}

/// A dialog was not to be seen when it was asked for. It may be again since, so that it is here: that it went, the feed
/// tells in its place. One that is not here, or not again yet, need not be asked for.
pub(super) fn want_if_here(connection: &Connection, dialog: DialogId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM wanted WHERE dialog = ?1
             AND NOT EXISTS (SELECT 1 FROM copies WHERE dialog = ?1 AND as_of >= 0)",
        )?
        .execute([dialog.0])
        .map(drop)
}

/// A dialog has been asked for.
pub(super) fn want_no_more(connection: &Connection, dialog: DialogId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM wanted WHERE dialog = ?1")?.execute([dialog.0]).map(drop)
}

/// Who and what is on the desk, as the hub tells it.
pub(super) fn roster(
    connection: &Connection,
    roster: &Roster,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let told: BTreeSet<i64> = roster.channels.iter().map(|it| it.id.0).collect();
    let here: Vec<i64> = connection
        .prepare_cached("SELECT id FROM channels")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for channel in here.into_iter().filter(|it| !told.contains(it)) {
        let dialogs: Vec<i64> = connection
            .prepare_cached("SELECT id FROM dialogs WHERE channel = ?1")?
            .query_map([channel], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for dialog in dialogs {
            vanish::vanish(connection, DialogId(dialog), now)?;
        }
        connection.prepare_cached("DELETE FROM channels WHERE id = ?1")?.execute([channel])?;
    }
    // Names may have changed places.
    connection.execute("UPDATE channels SET name = char(0) || id", [])?;
    for it in &roster.channels {
        channel(connection, it)?;
    }
    let months = files::months(connection)?;
    if let Some(told) = roster.file_months.filter(|it| *it != months) {
        files::keep_for(connection, told, now)?;
    }
    // What a role allows may differ by channel.
    roles::replace_agents(connection, &roster.agents)
}

fn channel(connection: &Connection, it: &Channel) -> rusqlite::Result<()> {
    let (health, why) = codec::health_words(&it.health);
    connection
        .prepare_cached(
            "INSERT INTO channels (id, kind, connector, name, active, health, health_why, cursor)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '')
             ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, connector = excluded.connector,
                name = excluded.name, active = excluded.active, health = excluded.health,
                health_why = excluded.health_why",
        )?
        .execute(params![
            it.id.0,
            it.kind.code(),
            it.connector.code(),
            it.name,
            it.active,
            health,
            why,
        ])
        .map(drop)
}

/// The hub's own account of what happened, for the history.
pub(super) fn chronicle(
    connection: &Connection,
    entry: &crate::store::FeedEntry,
) -> rusqlite::Result<()> {
    let by = feed::By { agent: entry.agent, op: entry.op, at: entry.at };
    feed::record(connection, &by, entry.dialog, &entry.change)
}
