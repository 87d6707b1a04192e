//! Rows of messages, their files and their deliveries.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codec::{self, DeliveryColumns, maybe_agent, maybe_moment, moment, word};
use super::dialogs::Stored;
use super::files;
use crate::base::clock::Timestamp;
use crate::domain::{
    AgentId, Aside, Attachment, ChannelId, ContentHash, Delivery, DialogId, File, Kind, Message,
    MessageId, kept_until,
};

/// How much of the last message a list shows.
const EXCERPT_LETTERS: usize = 200;

/// A message about to be stored.
#[derive(Debug)]
pub(super) struct Body<'a> {
    pub(super) author: Option<AgentId>,
    pub(super) at: Timestamp,
    pub(super) text: &'a str,
    pub(super) remote: Option<&'a str>,
    pub(super) delivery: Option<Delivery>,
    pub(super) files: &'a [File],
    pub(super) about: Aside,
}

/// A text that is stored only where there is one.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text).filter(|it| !it.is_empty())
}

/// The columns that [`from_row`] reads.
pub(super) const COLUMNS: &str = "id, dialog, kind, author, at, text, files, state, due, failures, reason, \
    writer, subject, answers, edited";

/// A message without its files, and how many there are.
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<(Message, i64)> {
    let state: Option<String> = row.get(7)?;
    let message = Message {
        id: row.get(0).map(MessageId)?,
        dialog: row.get(1).map(DialogId)?,
        kind: word(row, 2, Kind::from_code)?,
        author: maybe_agent(row, 3)?,
        at: moment(row, 4)?,
        text: row.get(5)?,
        delivery: state.map(|it| codec::delivery(&it, row, 8)).transpose()?,
        files: Vec::new(),
        about: Aside {
            writer: row.get::<_, Option<String>>(11)?.unwrap_or_default(),
            subject: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
            answers: row.get::<_, Option<i64>>(13)?.map(MessageId),
            edited: maybe_moment(row, 14)?,
        },
    };
    Ok((message, row.get(6)?))
}

pub(super) fn load(
    connection: &Connection,
    message: MessageId,
) -> rusqlite::Result<Option<Message>> {
    let found = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE id = ?1"))?
        .query_row([message.0], from_row)
        .optional()?;
    found.map(|it| with_files(connection, it)).transpose()
}

/// Completes what [`from_row`] has read.
pub(super) fn with_files(
    connection: &Connection,
    (mut message, files): (Message, i64),
) -> rusqlite::Result<Message> {
    if files > 0 {
        let mut statement = connection.prepare_cached(
            "SELECT name, bytes, expires, hash FROM files WHERE message = ?1 ORDER BY place",
        )?;
        let found = statement.query_map([message.id.0], file_from)?;
        message.files = found.collect::<rusqlite::Result<_>>()?;
    }
    Ok(message)
}

fn file_from(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let bytes: i64 = row.get(1)?;
    Ok(Attachment {
        name: row.get(0)?,
        bytes: u64::try_from(bytes).unwrap_or(0),
        expires: moment(row, 2)?,
        content: row.get::<_, Option<[u8; 32]>>(3)?.map(ContentHash),
    })
}

/// A file of a message, and the dialog it is in.
pub(super) fn file(
    connection: &Connection,
    message: MessageId,
    place: usize,
) -> rusqlite::Result<Option<(DialogId, Attachment)>> {
    connection
        .prepare_cached(
            "SELECT f.name, f.bytes, f.expires, f.hash, m.dialog
             FROM files f JOIN messages m ON m.id = f.message
             WHERE f.message = ?1 AND f.place = ?2",
        )?
        .query_row(params![message.0, i64::try_from(place).unwrap_or(i64::MAX)], |row| {
            Ok((row.get(4).map(DialogId)?, file_from(row)?))
        })
        .optional()
}

/// The name the next message will get. Names are never used again, also not after a deletion.
pub(super) fn next_id(connection: &Connection) -> rusqlite::Result<MessageId> {
    connection
        .prepare_cached(
            "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0) + 1",
        )?
        .query_row([], |row| row.get(0).map(MessageId))
}

/// The message that a channel knows by `remote`.
pub(super) fn by_remote(
    connection: &Connection,
    channel: ChannelId,
    remote: &str,
) -> rusqlite::Result<Option<MessageId>> {
    connection
        .prepare_cached(
            "SELECT id FROM messages WHERE channel = ?1 AND remote = ?2
             UNION ALL SELECT message FROM aliases WHERE channel = ?1 AND remote = ?2 LIMIT 1",
        )?
        .query_row(params![channel.0, remote], |row| row.get(0).map(MessageId))
        .optional()
}

/// Stores a message under its name, and what the dialog's row shows of it.
pub(super) fn insert(
    connection: &Connection,
    stored: &mut Stored,
    (id, kind): (MessageId, Kind),
    body: &Body<'_>,
) -> rusqlite::Result<()> {
    let delivery = body.delivery.as_ref().map(DeliveryColumns::from).unwrap_or_default();
    connection
        .prepare_cached(
            "INSERT INTO messages (id, dialog, channel, kind, author, at, text, remote, state,
                due, failures, reason, settles, files, writer, subject, answers, edited)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                ?17, ?18)",
        )?
        .execute(params![
            id.0,
            stored.dialog.id.0,
            stored.dialog.channel.0,
            kind.code(),
            body.author.map(|it| it.0),
            body.at.0,
            body.text,
            body.remote,
            delivery.state,
            delivery.due,
            delivery.failures,
            delivery.reason,
            settles(kind, body.delivery.as_ref()),
            i64::try_from(body.files.len()).unwrap_or(i64::MAX),
            said(&body.about.writer),
            said(&body.about.subject),
            body.about.answers.map(|it| it.0),
            body.about.edited.map(|it| it.0),
        ])?;
    put_files(connection, (id, 0), body.files, body.at)?;
    show(stored, (id, kind), body.at, body.text);
    Ok(())
}

/// Hangs files on a message, from this place on; they are kept from when it was written.
pub(super) fn put_files(
    connection: &Connection,
    (id, first): (MessageId, usize),
    files: &[File],
    at: Timestamp,
) -> rusqlite::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let expires = kept_until(at, files::months(connection)?);
    for (place, file) in (first..).zip(files) {
        connection
            .prepare_cached(
                "INSERT INTO files (message, place, name, bytes, expires, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                id.0,
                i64::try_from(place).unwrap_or(i64::MAX),
                file.name,
                i64::try_from(file.bytes).unwrap_or(i64::MAX),
                expires.0,
                file.content.kept().map(|it| it.0),
            ])?;
    }
    Ok(())
}

/// What a dialog's row shows of a message that follows all others in it.
pub(super) fn show(stored: &mut Stored, (id, kind): (MessageId, Kind), at: Timestamp, text: &str) {
    // A channel may tell late what was written early.
    stored.dialog.last_at = stored.dialog.last_at.max(at);
    if kind == Kind::Inbound {
        stored.last_inbound = id;
    }
    if kind != Kind::Note {
        stored.messages += 1;
        stored.last_kind = Some(kind);
        stored.last_text = excerpt(text);
    }
}

/// What a list shows of a text.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT_LETTERS).collect()
}

/// Whether a message counts as an answer (FAQ 4).
pub(super) fn settles(kind: Kind, delivery: Option<&Delivery>) -> bool {
    kind == Kind::Reply && delivery.is_some_and(Delivery::settles)
}

/// Stores how far a message has come.
pub(super) fn set_delivery(
    connection: &Connection,
    message: MessageId,
    to: &Delivery,
) -> rusqlite::Result<()> {
    let columns = DeliveryColumns::from(to);
    connection
        .prepare_cached(
            "UPDATE messages SET state = ?2, due = ?3, failures = ?4, reason = ?5,
                settles = (kind = 'reply' AND ?6)
             WHERE id = ?1",
        )?
        .execute(params![
            message.0,
            columns.state,
            columns.due,
            columns.failures,
            columns.reason,
            to.settles(),
        ])
        .map(drop)
}

/// How many parts of a message are to follow the one that is being sent; 0 where it goes out as one.
pub(super) fn parts_left(connection: &Connection, message: MessageId) -> rusqlite::Result<u32> {
    let left: Option<Option<i64>> = connection
        .prepare_cached("SELECT parts - ifnull(parts_done, 0) - 1 FROM messages WHERE id = ?1")?
        .query_row([message.0], |row| row.get(0))
        .optional()?;
    Ok(left.flatten().and_then(|it| u32::try_from(it).ok()).unwrap_or(0))
}

/// One more part of a message is known to have arrived.
pub(super) fn count_part(connection: &Connection, message: MessageId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE messages SET parts_done = ifnull(parts_done, 0) + 1 WHERE id = ?1")?
        .execute([message.0])
        .map(drop)
}

/// Stores a further name by which a channel knows a message; a name that is taken stays where it is.
pub(super) fn add_alias(
    connection: &Connection,
    (channel, remote): (ChannelId, &str),
    message: MessageId,
) -> rusqlite::Result<()> {
    if remote.is_empty() || by_remote(connection, channel, remote)?.is_some() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO aliases (channel, remote, message) VALUES (?1, ?2, ?3)")?
        .execute(params![channel.0, remote, message.0])
        .map(drop)
}

/// Stores the channel's own name for one of our messages. The first name stays; a name that another message
/// has got already (the channel's echo was faster than its answer) is left there.
pub(super) fn set_remote(
    connection: &Connection,
    message: MessageId,
    remote: &str,
) -> rusqlite::Result<()> {
    if remote.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE OR IGNORE messages SET remote = ?2 WHERE id = ?1 AND remote IS NULL",
        )?
        .execute(params![message.0, remote])
        .map(drop)
}
