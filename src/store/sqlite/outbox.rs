//! The outbox as its sender sees it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::feed::By;
use super::{Sqlite, counter, dialogs, messages, submit};
use crate::base::clock::Timestamp;
use crate::domain::{
    Change, ChannelId, Delivery, DialogId, Kind, MessageId, Outcome, Outgoing, Receipt, fail,
};
use crate::store::{Outbox, StoreError};

/// The oldest due message of a channel with nothing older in its dialog that is queued, being sent or stuck.
/// A first try is due unless its writer holds it ([`Delivery::held_until`]): the clock may have been set back since.
pub(super) const CLAIM: &str = "SELECT m.id, m.text, c.external
    FROM messages m
    JOIN dialogs d ON d.id = m.dialog
    JOIN contacts c ON c.id = d.contact
    WHERE m.channel = ?1 AND m.state = 'queued' AND (m.due <= ?2 OR m.failures = 0 AND (m.due <= m.at OR ?2 < m.at))
        AND EXISTS (SELECT 1 FROM channels WHERE id = ?1 AND active = 1)
        AND NOT EXISTS (
            SELECT 1 FROM messages older INDEXED BY outbox_pending
            WHERE older.dialog = m.dialog AND older.id < m.id
                AND older.state IN ('queued', 'sending', 'failed', 'unsure'))
    ORDER BY m.id LIMIT 1";

pub(super) const NEXT_DUE: &str = "SELECT min(
        iif(m.failures = 0 AND (m.due <= m.at OR ?2 < m.at), min(m.due, ?2), m.due))
    FROM messages m
    WHERE m.channel = ?1 AND m.state = 'queued'
        AND EXISTS (SELECT 1 FROM channels WHERE id = ?1 AND active = 1)
        AND NOT EXISTS (
            SELECT 1 FROM messages older INDEXED BY outbox_pending
            WHERE older.dialog = m.dialog AND older.id < m.id
                AND older.state IN ('queued', 'sending', 'failed', 'unsure'))";

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
                    Ok(Outgoing {
                        message: row.get(0).map(MessageId)?,
                        channel,
                        text: row.get(1)?,
                        to: row.get(2)?,
                    })
                })
                .optional()?;
            if let Some(outgoing) = &found {
                advance(it, outgoing.message, now, Delivery::claimed)?;
            }
            Ok(found)
        })
    }

    fn settle(
        &mut self,
        message: MessageId,
        outcome: &Outcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording how a try ended", |it| {
            if let Outcome::Accepted { remote } = outcome {
                messages::set_remote(it, message, remote)?;
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
