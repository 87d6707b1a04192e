//! The outbox as its sender sees it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::codec::{moment, word};
use super::feed::By;
use super::{Sqlite, counter, dialogs, messages, submit};
use crate::base::clock::Timestamp;
use crate::domain::{
    Answered, Attachment, Change, ChannelId, Delivery, DialogId, Enclosure, Kind, MessageId,
    Outcome, Outgoing, Receipt, fail,
};
use crate::store::{Outbox, StoreError};

/// The oldest due message of a channel with nothing older in its dialog that is queued, being sent or stuck. What a person
/// writes does not wait for somebody to look after an automatic reply.
/// A first try is due unless its writer holds it ([`Delivery::held_until`]): the clock may have been set back since.
pub(super) const CLAIM: &str = "SELECT m.id, m.text, c.external, m.kind, m.answers, m.parts_done, m.remote, m.at, m.dialog
    FROM messages m
    JOIN dialogs d ON d.id = m.dialog
    JOIN contacts c ON c.id = d.contact
    WHERE m.channel = ?1 AND m.state = 'queued' AND (m.due <= ?2 OR m.failures = 0 AND (m.due <= m.at OR ?2 < m.at))
        AND EXISTS (SELECT 1 FROM channels WHERE id = ?1 AND active = 1)
        AND NOT EXISTS (
            SELECT 1 FROM messages older INDEXED BY outbox_pending
            WHERE older.dialog = m.dialog AND older.id < m.id
                AND older.state IN ('queued', 'sending', 'failed', 'unsure')
                AND (older.kind <> 'auto' OR older.state IN ('queued', 'sending')))
    ORDER BY m.id LIMIT 1";

pub(super) const NEXT_DUE: &str = "SELECT min(
        iif(m.failures = 0 AND (m.due <= m.at OR ?2 < m.at), min(m.due, ?2), m.due))
    FROM messages m
    WHERE m.channel = ?1 AND m.state = 'queued'
        AND EXISTS (SELECT 1 FROM channels WHERE id = ?1 AND active = 1)
        AND NOT EXISTS (
            SELECT 1 FROM messages older INDEXED BY outbox_pending
            WHERE older.dialog = m.dialog AND older.id < m.id
                AND older.state IN ('queued', 'sending', 'failed', 'unsure')
                AND (older.kind <> 'auto' OR older.state IN ('queued', 'sending')))";

const BEING_SENT: &str = "SELECT id FROM messages WHERE state = 'sending' ORDER BY id";

impl Outbox for Sqlite {
    fn claim(
        &mut self,
        channel: ChannelId,
        now: Timestamp,
    ) -> Result<Option<Outgoing>, StoreError> {
        self.write("claiming a message", |it| {
            let found = it
                .prepare_cached(CLAIM)?
                .query_row(params![channel.0, now.0], |row| {
                    let message = row.get(0).map(MessageId)?;
                    let (to, text): (String, String) = (row.get(2)?, row.get(1)?);
                    let outgoing = Outgoing {
                        automatic: word(row, 3, Kind::from_code)? == Kind::Auto,
                        chosen: row.get::<_, Option<i64>>(4)?.is_some(),
                        parts_done: row.get::<_, Option<u32>>(5)?.unwrap_or(0),
                        remote: row.get(6)?,
                        at: moment(row, 7)?,
                        ..Outgoing::plain(message, channel, to, text)
                    };
                    let answers = row.get::<_, Option<i64>>(4)?.map(MessageId);
                    Ok((outgoing, answers, row.get(8).map(DialogId)?))
                })
                .optional()?;
            let Some((mut outgoing, chosen, dialog)) = found else { return Ok(None) };
            outgoing.files = enclosed(it, outgoing.message)?;
            outgoing.answers = answered(it, dialog, outgoing.message, chosen)?;
            advance(it, outgoing.message, now, Delivery::claimed)?;
            Ok(Some(outgoing))
        })
    }

    fn settle(
        &mut self,
        message: MessageId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording how a try ended", |it| {
            match outcome {
                Outcome::Accepted { remote } => drop(name(it, message, remote)?),
                // Told twice, it is one part.
                Outcome::Part { remote } if name(it, message, remote)? => {
                    messages::count_part(it, message)?;
                }
                Outcome::Part { .. } => (),
                Outcome::Retry { .. } | Outcome::Refused { .. } | Outcome::Unknown => (),
            }
            advance(it, message, now, |delivery| delivery.settled(outcome, now))
        })
    }

    fn report(
        &mut self,
        channel: ChannelId,
        remote: &str,
        receipt: &Receipt,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording a receipt", |it| report(it, channel, (remote, receipt), now))
    }

    fn recover(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        self.write("taking up the outbox again", |it| {
            let doubtful: Vec<i64> = it
                .prepare_cached(BEING_SENT)?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for message in &doubtful {
                advance(it, MessageId(*message), now, Delivery::recovered)?;
            }
            Ok(doubtful.len())
        })
    }

    fn next_due(
        &self,
        channel: ChannelId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.read("looking at the outbox", |it| {
            it.prepare_cached(NEXT_DUE)?
                .query_row([channel.0, now.0], |row| super::codec::maybe_moment(row, 0))
        })
    }
}

/// Notes the channel's own name for a message of ours, or for a part of it; false when it was known already.
fn name(connection: &Connection, message: MessageId, remote: &str) -> rusqlite::Result<bool> {
    let channel: Option<i64> = connection
        .prepare_cached("SELECT channel FROM messages WHERE id = ?1")?
        .query_row([message.0], |row| row.get(0))
        .optional()?;
    let Some(channel) = channel.map(ChannelId) else { return Ok(false) };
    if messages::by_remote(connection, channel, remote)?.is_some() {
        return Ok(false);
    }
    messages::set_remote(connection, message, remote)?;
    messages::add_alias(connection, (channel, remote), message)?;
    Ok(true)
}

/// The files of a message of ours that are still there to be sent.
fn enclosed(connection: &Connection, message: MessageId) -> rusqlite::Result<Vec<Enclosure>> {
    let found = messages::load(connection, message)?;
    let file = |it: Attachment| {
        it.content.map(|content| Enclosure { name: it.name, bytes: it.bytes, content })
    };
    Ok(found.map_or_else(Vec::new, |it| it.files.into_iter().filter_map(file).collect()))
}

/// The last thing the customer wrote before a message of ours.
pub(super) const LAST_INBOUND: &str = "SELECT max(id) FROM messages INDEXED BY messages_inbound
    WHERE dialog = ?1 AND kind = 'in' AND id < ?2";

/// What a message of ours answers: what its writer chose, else the last thing the customer wrote before it.
fn answered(
    connection: &Connection,
    dialog: DialogId,
    message: MessageId,
    chosen: Option<MessageId>,
) -> rusqlite::Result<Option<Answered>> {
    let answers = match chosen {
        Some(chosen) => Some(chosen.0),
        None => connection
            .prepare_cached(LAST_INBOUND)?
            .query_row([dialog.0, message.0], |row| row.get(0))?,
    };
    let Some(answers) = answers else { return Ok(None) };
    connection
        .prepare_cached(
            "SELECT m.remote, m.subject, e.follows, e.address, m.at, m.text
             FROM messages m LEFT JOIN envelopes e ON e.message = m.id WHERE m.id = ?1",
        )?
        .query_row([answers], |row| {
            let text = |column| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
            Ok(Answered {
                remote: text(0)?,
                subject: text(1)?,
                follows: text(2)?.lines().map(str::to_owned).collect(),
                address: text(3)?,
                at: moment(row, 4)?,
                text: text(5)?,
            })
        })
        .optional()
}

/// Records what a channel says about a message it took; nothing, when it is not known here.
pub(super) fn report(
    connection: &Connection,
    channel: ChannelId,
    (remote, receipt): (&str, &Receipt),
    now: Timestamp,
) -> rusqlite::Result<()> {
    match messages::by_remote(connection, channel, remote)? {
        Some(message) => advance(connection, message, now, |it| it.reported(receipt)),
        None => Ok(()),
    }
}

/// Moves an outbound message on, and everything that depends on it.
fn advance(
    connection: &Connection,
    message: MessageId,
    now: Timestamp,
    next: impl FnOnce(Delivery) -> Delivery,
) -> rusqlite::Result<()> {
    let Some((dialog, kind, was)) = outbound(connection, message)? else { return Ok(()) };
    let to = next(was.clone());
    if to == was {
        return Ok(());
    }
    let Some(before) = dialogs::load(connection, dialog)? else { return Ok(()) };
    let mut stored = before.clone();
    let failed = kind == Kind::Reply && to.stuck();
    let moved = Change::Delivery { message, to };
    let reopened = if failed { fail(&before.dialog) } else { Vec::new() };
    for change in std::iter::once(moved).chain(reopened) {
        submit::apply(connection, &mut stored, &change, &By::desk(now), None)?;
    }
    counter::recount(connection, &mut stored)?;
    dialogs::save(connection, Some(&before), &stored)
}

fn outbound(
    connection: &Connection,
    message: MessageId,
) -> rusqlite::Result<Option<(DialogId, Kind, Delivery)>> {
    let found = messages::load(connection, message)?;
    Ok(found.and_then(|it| it.delivery.map(|delivery| (it.dialog, it.kind, delivery))))
}
