//! What a channel tells, written down.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs::{self, Stored};
use super::feed::By;
use super::messages::{self, Body};
use super::{automatic, counter, distribute, outbox, submit};
use crate::base::clock::Timestamp;
use crate::domain::{
    Arrival, Aside, Batch, Change, ChannelId, ContactId, Delivery, Kind, Message, MessageId, News,
    Particulars, Sender, Written, receive,
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
            News::Edited { remote, text, at } => {
                if let Some(message) = messages::by_remote(connection, channel, remote)? {
                    edit(connection, message, (text, *at), now)?;
                }
            }
            News::Moved { from, to } => moved(connection, channel, from, to)?,
            News::Reach { external, open, at } => {
                reach(connection, channel, external, (*open, *at), now)?;
            }
            News::Unread(unread) => {
                super::connections::keep_unread(connection, channel, unread, now)?;
            }
        }
    }
    if batch.news.iter().any(|it| matches!(it, News::Arrived(it) if it.kind == Kind::Inbound)) {
        connection
            .prepare_cached("UPDATE channels SET last_inbound = ?2 WHERE id = ?1")?
            .execute([channel.0, now.0])?;
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
    let threaded = thread(connection, channel, arrival)?;
    let (before, more) = match threaded {
        Some(of_thread) => of_thread,
        None => {
            let contact = contact(connection, channel, &arrival.sender)?;
            let dialog = match dialogs::of_contact(connection, contact)? {
                Some(dialog) => dialog,
                None => dialogs::create(connection, channel, contact, arrival.at)?,
            };
            (dialog, arrival.more.clone())
        }
    };
    if !more.album.is_empty() && join(connection, &before, arrival, now)? {
        return Ok(());
    }
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
        about: Aside {
            writer: more.writer.clone(),
            subject: more.subject.clone(),
            answers: answered(connection, &before, &more)?,
            edited: None,
        },
    };
    let message = store(connection, &before, arrival.kind, &body, now)?;
    envelope(connection, message, &more)?;
    if !more.album.is_empty() {
        connection
            .prepare_cached("INSERT INTO albums (dialog, album, message) VALUES (?1, ?2, ?3)")?
            .execute(params![before.dialog.id.0, more.album, message.0])?;
    }
    if arrival.kind == Kind::Inbound {
        distribute::give(connection, &before, now)?;
        automatic::answer(connection, &before, arrival, now)?;
    }
    Ok(())
}

/// The dialog of a message that somebody new has written into a conversation that stands here: they answer, from another
/// address, what was said in it. Whoever has written before has a dialog of their own.
fn thread(
    connection: &Connection,
    channel: ChannelId,
    arrival: &Arrival,
) -> rusqlite::Result<Option<(Stored, Particulars)>> {
    let known = connection
        .prepare_cached("SELECT 1 FROM contacts WHERE channel = ?1 AND external = ?2")?
        .exists(params![channel.0, arrival.sender.external])?;
    if known {
        return Ok(None);
    }
    for parent in &arrival.more.follows {
        let Some(parent) = messages::by_remote(connection, channel, parent)? else { continue };
        let Some(parent) = messages::load(connection, parent)? else { continue };
        let Some(dialog) = dialogs::load(connection, parent.dialog)? else { continue };
        let mut more = arrival.more.clone();
        let Sender { name, external, .. } = &arrival.sender;
        if more.writer.is_empty() {
            more.writer.clone_from(if name.is_empty() { external } else { name });
        }
        if more.address.is_empty() {
            more.address.clone_from(external);
        }
        return Ok(Some((dialog, more)));
    }
    Ok(None)
}

/// The message of the dialog that another one answers.
fn answered(
    connection: &Connection,
    stored: &Stored,
    more: &Particulars,
) -> rusqlite::Result<Option<MessageId>> {
    let Some(parent) = more.follows.first() else { return Ok(None) };
    let Some(parent) = messages::by_remote(connection, stored.dialog.channel, parent)? else {
        return Ok(None);
    };
    let found = messages::load(connection, parent)?;
    Ok(found.filter(|it| it.dialog == stored.dialog.id).map(|it| it.id))
}

/// Keeps what an answer to a message needs.
fn envelope(
    connection: &Connection,
    message: MessageId,
    more: &Particulars,
) -> rusqlite::Result<()> {
    if more.address.is_empty() && more.follows.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO envelopes (message, address, follows) VALUES (?1, ?2, ?3)")?
        .execute(params![message.0, more.address, more.follows.join("\n")])
        .map(drop)
}

/// Makes a message part of the one it came together with; false when it is the first of them.
fn join(
    connection: &Connection,
    before: &Stored,
    arrival: &Arrival,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let first: Option<i64> = connection
        .prepare_cached("SELECT message FROM albums WHERE dialog = ?1 AND album = ?2")?
        .query_row(params![before.dialog.id.0, arrival.more.album], |row| row.get(0))
        .optional()?;
    let Some(first) = first.map(MessageId) else { return Ok(false) };
    let Some(message) = messages::load(connection, first)? else { return Ok(false) };
    messages::put_files(connection, (first, message.files.len()), &arrival.files, message.at)?;
    connection
        .prepare_cached("UPDATE messages SET files = files + ?2 WHERE id = ?1")?
        .execute([first.0, i64::try_from(arrival.files.len()).unwrap_or(0)])?;
    let channel = before.dialog.channel;
    messages::add_alias(connection, (channel, &arrival.remote), first)?;
    let text = match (message.text.is_empty(), arrival.text.is_empty()) {
        (_, true) => message.text.clone(),
        (true, false) => arrival.text.clone(),
        (false, false) => format!("{}\n{}", message.text, arrival.text),
    };
    rewrite(connection, &message, (&text, None), now)?;
    Ok(true)
}

/// Writes down what a message says now.
fn edit(
    connection: &Connection,
    message: MessageId,
    (text, at): (&str, Timestamp),
    now: Timestamp,
) -> rusqlite::Result<()> {
    match messages::load(connection, message)? {
        // An older state of it may be told after a newer one.
        Some(known) if known.about.edited.is_none_or(|it| it < at) && known.text != text => {
            rewrite(connection, &known, (text, Some(at)), now)
        }
        _ => Ok(()),
    }
}

fn rewrite(
    connection: &Connection,
    known: &Message,
    (text, edited): (&str, Option<Timestamp>),
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE messages SET text = ?2, edited = ifnull(?3, edited) WHERE id = ?1")?
        .execute(params![known.id.0, text, edited.map(|it| it.0)])?;
    super::words::note_late(connection, known.id)?;
    let Some(before) = dialogs::load(connection, known.dialog)? else { return Ok(()) };
    let mut stored = before.clone();
    let newest: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM messages WHERE dialog = ?1 AND kind <> 'note' ORDER BY id DESC LIMIT 1",
        )?
        .query_row([known.dialog.0], |row| row.get(0))
        .optional()?;
    if newest == Some(known.id.0) {
        stored.last_text = messages::excerpt(text);
    }
    let change = Change::Edited { message: known.id, from: known.text.clone() };
    submit::apply(connection, &mut stored, &change, &By::desk(now), None)?;
    dialogs::save(connection, Some(&before), &stored)
}

/// The channel calls a contact by another name. One who is known by that name already stays who they are.
fn moved(
    connection: &Connection,
    channel: ChannelId,
    from: &str,
    to: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE OR IGNORE contacts SET external = ?3 WHERE channel = ?1 AND external = ?2",
        )?
        .execute(params![channel.0, from, to])
        .map(drop)
}

fn reach(
    connection: &Connection,
    channel: ChannelId,
    external: &str,
    (open, at): (bool, Timestamp),
    now: Timestamp,
) -> rusqlite::Result<()> {
    let blocked_us = (!open).then_some(at.0);
    let moved = connection
        .prepare_cached(
            "UPDATE contacts SET blocked_us = ?3
             WHERE channel = ?1 AND external = ?2 AND (blocked_us IS NULL) <> (?3 IS NULL)
             RETURNING id",
        )?
        .query_row(params![channel.0, external, blocked_us], |row| row.get(0).map(ContactId))
        .optional()?;
    let Some(contact) = moved else { return Ok(()) };
    let Some(before) = dialogs::of_contact(connection, contact)? else { return Ok(()) };
    let mut stored = before.clone();
    submit::apply(connection, &mut stored, &Change::Reach { open }, &By::desk(now), None)?;
    dialogs::save(connection, Some(&before), &stored)
}

fn store(
    connection: &Connection,
    before: &Stored,
    kind: Kind,
    body: &Body<'_>,
    now: Timestamp,
) -> rusqlite::Result<MessageId> {
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
    dialogs::save(connection, Some(before), &stored)?;
    Ok(message)
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
