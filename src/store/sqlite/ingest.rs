//! What a channel tells, written down.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs::{self, Stored};
use super::feed::By;
use super::messages::{self, Body};
use super::{counter, outbox, submit};
use crate::base::clock::Timestamp;
use crate::domain::{
    Arrival, Batch, Change, ChannelId, ContactId, Delivery, Kind, News, Sender, Written, receive,
};

/// Records a batch and how far the channel has got. Nothing, when the channel is gone or deactivated.
pub(super) fn ingest(
    connection: &Connection,
    channel: ChannelId,
    batch: &Batch,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let channel_is_active = super::channels::load(connection, channel)?.is_some_and(|it| it.active);
    if !channel_is_active {
        return Ok(());
    }
    for news in &batch.news {
        match news {
            News::Arrived(arrival) => arrive(connection, channel, arrival, now)?,
            News::Report { remote, receipt } => {
                outbox::report(connection, channel, (remote, receipt), now)?;
            }
        }
    }
    connection
        .prepare_cached("UPDATE channels SET cursor = ?2 WHERE id = ?1 AND cursor <> ?2")?
        .execute(params![channel.0, batch.cursor])
        .map(drop)
}

fn arrive(
    connection: &Connection,
    channel: ChannelId,
    arrival: &Arrival,
    now: Timestamp,
) -> rusqlite::Result<()> {
    // A medium without names for its messages cannot say that one was told before.
    let remote = Some(arrival.remote.as_str()).filter(|it| !it.is_empty());
    if let Some(remote) = remote
        && messages::by_remote(connection, channel, remote)?.is_some()
    {
        return Ok(());
    }
    let contact = contact(connection, channel, &arrival.sender)?;
    let before = match dialogs::of_contact(connection, contact)? {
        Some(dialog) => dialog,
        None => dialogs::create(connection, channel, contact, arrival.at)?,
    };
    let delivery = match arrival.kind {
        Kind::Inbound | Kind::Note => None,
        // What is seen on the channel was accepted by it.
        Kind::Reply | Kind::Auto => Some(Delivery::Sent),
    };
    let body = Body {
        author: None,
        at: arrival.at,
        text: &arrival.text,
        remote,
        delivery,
        files: &arrival.files,
    };
    store(connection, &before, arrival.kind, &body, now)
}

fn store(
    connection: &Connection,
    before: &Stored,
    kind: Kind,
    body: &Body<'_>,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let message = messages::next_id(connection)?;
    let changes = match kind {
        Kind::Inbound => receive(&before.dialog, message, body.at),
        Kind::Reply | Kind::Auto | Kind::Note => {
            vec![Change::Wrote(Written { message, kind, at: body.at })]
        }
    };
    let mut stored = before.clone();
    for change in &changes {
        submit::apply(connection, &mut stored, change, &By::desk(now), Some(body))?;
    }
    match kind {
        // The one case in which the counter can be kept without looking at the history.
        Kind::Inbound => stored.dialog.counter = stored.dialog.counter.raised(body.at),
        Kind::Reply | Kind::Auto | Kind::Note => counter::recount(connection, &mut stored)?,
    }
    dialogs::save(connection, Some(before), &stored)
}

/// The contact that a channel knows by this name, kept as the channel last described them.
fn contact(
    connection: &Connection,
    channel: ChannelId,
    sender: &Sender,
) -> rusqlite::Result<ContactId> {
    let known = connection
        .prepare_cached(
            "SELECT id, name, handle, language FROM contacts WHERE channel = ?1 AND external = ?2",
        )?
        .query_row(params![channel.0, sender.external], |row| {
            let described: [String; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
            Ok((row.get(0).map(ContactId)?, described))
        })
        .optional()?;
    let Some((contact, [name, handle, language])) = known else {
        connection
            .prepare_cached(
                "INSERT INTO contacts (channel, external, name, handle, language)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                channel.0,
                sender.external,
                sender.name,
                sender.handle,
                sender.language
            ])?;
        return Ok(ContactId(connection.last_insert_rowid()));
    };
    // Silence about a name is not a new name: an echo knows only whom it went to.
    let newer = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    let described = [
        newer(&sender.name, &name),
        newer(&sender.handle, &handle),
        newer(&sender.language, &language),
    ];
    if described != [name, handle, language] {
        let [name, handle, language] = described;
        connection
            .prepare_cached(
                "UPDATE contacts SET name = ?2, handle = ?3, language = ?4 WHERE id = ?1",
            )?
            .execute(params![contact.0, name, handle, language])?;
    }
    Ok(contact)
}
