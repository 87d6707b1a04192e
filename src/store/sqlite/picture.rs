//! The facts of the picture of the day. Each is a range of an index; the rules are [`crate::domain::picture`]'s.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::codec::{maybe_agent, maybe_moment, moment, word};
use super::inbox;
use crate::domain::picture::{Close, Facts, Picture, PictureQuery, Said, Wait, WaitingNow, waits};
use crate::domain::{Bucket, ChannelId, DialogId, Kind, MessageId, WAITING_RANK_END};

/// Inbound messages of a time, of dialogs that are no spam.
pub(super) const INBOUND: &str = "SELECT m.dialog, m.id
    FROM messages m INDEXED BY messages_inbound_by_time CROSS JOIN dialogs d ON d.id = m.dialog
    WHERE m.kind = 'in' AND m.at >= ?1 AND m.at < ?2 AND d.status <> 'spam'";

/// The last settlement point before a message.
pub(super) const SETTLED_BEFORE: &str = "SELECT max(
    ifnull((SELECT max(id) FROM messages INDEXED BY messages_settling
        WHERE dialog = ?1 AND settles = 1 AND id < ?2), 0),
    ifnull((SELECT max(point) FROM closes INDEXED BY closes_standing
        WHERE dialog = ?1 AND stands = 1 AND point < ?2), 0))";

/// What is said about waits after a message.
pub(super) const SAID: &str = "SELECT id, kind, at, author FROM messages
    WHERE dialog = ?1 AND id > ?2 AND (kind = 'in' OR settles = 1) ORDER BY id";
pub(super) const CLOSES: &str = "SELECT point FROM closes INDEXED BY closes_standing
    WHERE dialog = ?1 AND stands = 1 AND point >= ?2 ORDER BY id";

pub(super) const BEGUN: &str = "SELECT began_at FROM dialogs INDEXED BY dialogs_by_beginning
    WHERE began_at >= ?1 AND began_at < ?2 AND status <> 'spam' AND last_kind IS NOT NULL";
pub(super) const REOPENED: &str = "SELECT c.at
    FROM changes c INDEXED BY changes_reopening CROSS JOIN dialogs d ON d.id = c.dialog
    WHERE c.kind = 'reopened-by-customer' AND c.at >= ?1 AND c.at < ?2 AND d.status <> 'spam'";
/// One that was taken back at a time that nobody knows never stood for long.
pub(super) const CLOSED: &str = "SELECT c.at, iif(c.stands, NULL, ifnull(c.taken_back, c.at))
    FROM closes c INDEXED BY closes_by_time CROSS JOIN dialogs d ON d.id = c.dialog
    WHERE c.at >= ?1 AND c.at < ?2 AND d.status <> 'spam'";

pub(super) const OLDEST: &str = "SELECT min(rank) FROM dialogs INDEXED BY dialogs_by_channel
    WHERE bucket = 0 AND channel = ?1 AND rank < ?2";

pub(super) fn picture(connection: &Connection, query: PictureQuery) -> rusqlite::Result<Picture> {
    let (first, end) = (query.first().0, query.tomorrow().0);
    let mut opened: Vec<_> = Vec::new();
    for sql in [BEGUN, REOPENED] {
        let mut statement = connection.prepare_cached(sql)?;
        let found = statement.query_map([first, end], |row| moment(row, 0))?;
        opened.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    let closed = connection
        .prepare_cached(CLOSED)?
        .query_map([first, end], |row| {
            Ok(Close { at: moment(row, 0)?, taken_back: maybe_moment(row, 1)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let facts =
        Facts { waiting: waiting(connection)?, waits: begun(connection, &query)?, opened, closed };
    Ok(Picture::of(query, facts))
}

fn waiting(connection: &Connection) -> rusqlite::Result<Vec<WaitingNow>> {
    let mut channels: BTreeMap<ChannelId, WaitingNow> = BTreeMap::new();
    let ids: Vec<ChannelId> = connection
        .prepare_cached("SELECT id FROM channels")?
        .query_map([], |row| row.get(0).map(ChannelId))?
        .collect::<rusqlite::Result<_>>()?;
    for channel in ids {
        let oldest = connection
            .prepare_cached(OLDEST)?
            .query_row([channel.0, WAITING_RANK_END], |row| maybe_moment(row, 0))?;
        channels.insert(channel, WaitingNow { channel, dialogs: 0, snoozed: 0, oldest });
    }
    for (key, cell) in inbox::cells(connection)? {
        let Some(it) = channels.get_mut(&key.channel) else { continue };
        match key.bucket {
            Bucket::Open => it.dialogs += cell.waiting,
            Bucket::Snoozed => it.snoozed += cell.waiting,
            Bucket::Closed | Bucket::Spam => (),
        }
    }
    Ok(channels.into_values().collect())
}

/// All waits that began today, and perhaps some more of the same dialogs.
fn begun(connection: &Connection, query: &PictureQuery) -> rusqlite::Result<Vec<Wait>> {
    // The first of a wait's messages is one of today, and nothing before the settlement point before it matters.
    let mut first: BTreeMap<DialogId, MessageId> = BTreeMap::new();
    let mut statement = connection.prepare_cached(INBOUND)?;
    let mut rows = statement.query([query.today().0, query.tomorrow().0])?;
    while let Some(row) = rows.next()? {
        let (dialog, message) = (DialogId(row.get(0)?), MessageId(row.get(1)?));
        let it = first.entry(dialog).or_insert(message);
        *it = message.min(*it);
    }
    let mut all = Vec::new();
    for (dialog, message) in first {
        let settled: i64 = connection
            .prepare_cached(SETTLED_BEFORE)?
            .query_row([dialog.0, message.0], |row| row.get(0))?;
        all.extend(waits(history(connection, dialog, settled)?));
    }
    Ok(all)
}

/// What is said about waits after a message, closes in their place.
fn history(connection: &Connection, dialog: DialogId, after: i64) -> rusqlite::Result<Vec<Said>> {
    let closes: Vec<i64> = connection
        .prepare_cached(CLOSES)?
        .query_map([dialog.0, after], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut closes = closes.into_iter().peekable();
    let mut history = Vec::new();
    let mut statement = connection.prepare_cached(SAID)?;
    let mut rows = statement.query(params![dialog.0, after])?;
    while let Some(row) = rows.next()? {
        let (id, at): (i64, _) = (row.get(0)?, moment(row, 2)?);
        while closes.next_if(|point| *point < id).is_some() {
            history.push(Said::Closed);
        }
        history.push(match word(row, 1, Kind::from_code)? {
            Kind::Inbound => Said::Inbound { at },
            Kind::Reply | Kind::Auto | Kind::Note => {
                Said::Answer { at, author: maybe_agent(row, 3)? }
            }
        });
    }
    history.extend(closes.map(|_| Said::Closed));
    Ok(history)
}
