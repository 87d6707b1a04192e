//! What a channel is connected with, and how it is doing.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::codec::{self, maybe_moment, moment};
use super::feed::{self, By};
use super::inbox::whole;
use super::{Sqlite, channels};
use crate::base::clock::Timestamp;
use crate::domain::options::Options;
use crate::domain::{AgentId, Change, Channel, ChannelId, Health, MessageId, Unread};
use crate::store::StoreError;
use crate::store::connections::{Connections, Details, Doing};

/// Of what could not be read, the newest are kept.
const UNREAD_KEPT: i64 = 200;

impl Connections for Sqlite {
    fn details(&self, channel: ChannelId) -> Result<Option<Details>, StoreError> {
        self.read("reading a channel's settings", |it| details(it, channel))
    }

    fn connected(&self) -> Result<Vec<(Channel, Options)>, StoreError> {
        self.read("reading the active channels", connected)
    }

    fn set_options(
        &mut self,
        channel: ChannelId,
        options: &[(String, Option<String>)],
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("setting up a channel", |it| {
            for (name, value) in options {
                set_option(it, channel, name, value.as_deref())?;
            }
            tell(it, channel, by, now)
        })
    }

    fn rename_channel(
        &mut self,
        channel: ChannelId,
        name: &str,
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write("renaming a channel", |it| {
            let taken = it
                .prepare_cached("SELECT 1 FROM channels WHERE name = ?2 AND id <> ?1")?
                .exists(params![channel.0, name])?;
            if !taken {
                it.prepare_cached("UPDATE channels SET name = ?2 WHERE id = ?1")?
                    .execute(params![channel.0, name])?;
                tell(it, channel, by, now)?;
            }
            Ok(!taken)
        })
    }

    fn set_list(
        &mut self,
        channel: ChannelId,
        agents: &[AgentId],
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("setting a channel's agents", |it| {
            it.prepare_cached("DELETE FROM channel_agents WHERE channel = ?1")?
                .execute([channel.0])?;
            for (place, agent) in (0_i64..).zip(agents) {
                it.prepare_cached(
                    "INSERT OR IGNORE INTO channel_agents (channel, agent, place)
                     SELECT ?1, id, ?3 FROM agents WHERE id = ?2",
                )?
                .execute([channel.0, agent.0, place])?;
            }
            tell(it, channel, by, now)
        })
    }

    fn note_trouble(
        &mut self,
        channel: ChannelId,
        health: &Health,
        next_try: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording a channel's trouble", |it| {
            set_health(it, channel, health, now)?;
            let (code, why) = codec::health_words(health);
            let said = if why.is_empty() { code } else { why };
            it.prepare_cached(
                "UPDATE channels SET trouble = ?2, trouble_at = ?3, next_try = ?4 WHERE id = ?1",
            )?
            .execute(params![channel.0, said, now.0, next_try.map(|it| it.0)])
            .map(drop)
        })
    }

    fn note_refusal(
        &mut self,
        channel: ChannelId,
        why: &str,
        next_try: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording a channel's refusal", |it| {
            it.prepare_cached(
                "UPDATE channels SET trouble = ?2, trouble_at = ?3, next_try = ifnull(?4, next_try)
                 WHERE id = ?1",
            )?
            .execute(params![channel.0, why, now.0, next_try.map(|it| it.0)])
            .map(drop)
        })
    }

    fn note_authorized(&mut self, channel: ChannelId, now: Timestamp) -> Result<(), StoreError> {
        self.write("recording a channel's authorization", |it| {
            it.prepare_cached("UPDATE channels SET authorized = ?2 WHERE id = ?1")?
                .execute([channel.0, now.0])
                .map(drop)
        })
    }

    fn unread(&self, channel: ChannelId, limit: usize) -> Result<Vec<Unread>, StoreError> {
        self.read("reading what could not be read", |it| {
            it.prepare_cached(
                "SELECT remote, at, why, raw FROM unread WHERE channel = ?1
                 ORDER BY id DESC LIMIT ?2",
            )?
            .query_map(params![channel.0, whole(limit)], |row| {
                let raw: Vec<u8> = row.get(3)?;
                Ok(Unread {
                    remote: row.get(0)?,
                    at: moment(row, 1)?,
                    why: row.get(2)?,
                    raw: raw.into(),
                })
            })?
            .collect()
        })
    }

    fn prepare(
        &mut self,
        message: MessageId,
        parts: u32,
        remote: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write("preparing a message", |it| {
            it.prepare_cached("UPDATE messages SET parts = ifnull(parts, ?2) WHERE id = ?1")?
                .execute(params![message.0, parts])?;
            remote.map_or(Ok(()), |remote| super::messages::set_remote(it, message, remote))
        })
    }
}

fn connected(connection: &Connection) -> rusqlite::Result<Vec<(Channel, Options)>> {
    let active = format!("SELECT {} FROM channels WHERE active ORDER BY id", channels::COLUMNS);
    let mut found = connection
        .prepare_cached(&active)?
        .query_map([], |row| Ok((channels::from_row(row)?, Options::new())))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement =
        connection.prepare_cached("SELECT channel, name, value FROM channel_options")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let channel = ChannelId(row.get(0)?);
        if let Ok(at) = found.binary_search_by_key(&channel, |it| it.0.id) {
            found[at].1.insert(row.get(1)?, row.get(2)?);
        }
    }
    Ok(found)
}

fn details(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Option<Details>> {
    let Some(found) = channels::load(connection, channel)? else { return Ok(None) };
    let options = connection
        .prepare_cached("SELECT name, value FROM channel_options WHERE channel = ?1")?
        .query_map([channel.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let doing = connection
        .prepare_cached(
            "SELECT last_inbound, trouble, trouble_at, next_try, authorized,
                (SELECT count(*) FROM unread WHERE channel = ?1)
             FROM channels WHERE id = ?1",
        )?
        .query_row([channel.0], |row| {
            let (said, at) = (row.get::<_, Option<String>>(1)?, maybe_moment(row, 2)?);
            Ok(Doing {
                last_inbound: maybe_moment(row, 0)?,
                trouble: said.zip(at),
                next_try: maybe_moment(row, 3)?,
                authorized: maybe_moment(row, 4)?,
                unread: row.get(5)?,
            })
        })
        .optional()?;
    let agents = list(connection, channel)?;
    Ok(doing.map(|doing| Details { channel: found, options, agents, doing }))
}

/// Who gets a channel's new dialogs, in turn.
pub(super) fn list(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Vec<AgentId>> {
    connection
        .prepare_cached(
            "SELECT agent FROM channel_agents WHERE channel = ?1 ORDER BY place, agent",
        )?
        .query_map([channel.0], |row| row.get(0).map(AgentId))?
        .collect()
}

/// What one option of a channel says; `None` where it has its default.
pub(super) fn option(
    connection: &Connection,
    channel: ChannelId,
    name: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM channel_options WHERE channel = ?1 AND name = ?2")?
        .query_row(params![channel.0, name], |row| row.get(0))
        .optional()
}

fn set_option(
    connection: &Connection,
    channel: ChannelId,
    name: &str,
    value: Option<&str>,
) -> rusqlite::Result<()> {
    match value {
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO channel_options (channel, name, value)
                 SELECT id, ?2, ?3 FROM channels WHERE id = ?1
                 ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute(params![channel.0, name, value])
            .map(drop),
        None => connection
            .prepare_cached("DELETE FROM channel_options WHERE channel = ?1 AND name = ?2")?
            .execute(params![channel.0, name])
            .map(drop),
    }
}

/// Something about a channel is otherwise: everybody looks.
pub(super) fn tell(
    connection: &Connection,
    channel: ChannelId,
    by: Option<AgentId>,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let Some(known) = channels::load(connection, channel)? else { return Ok(()) };
    let by = By { agent: by, op: None, at: now };
    feed::record(connection, &by, None, &Change::ChannelSwitched { active: known.active })
}

/// Records how a channel is, where it is otherwise than it was.
pub(super) fn set_health(
    connection: &Connection,
    channel: ChannelId,
    health: &Health,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let Some(known) = channels::load(connection, channel)?.filter(|it| it.health != *health) else {
        return Ok(());
    };
    let (code, why) = codec::health_words(health);
    connection
        .prepare_cached("UPDATE channels SET health = ?2, health_why = ?3 WHERE id = ?1")?
        .execute(params![channel.0, code, why])?;
    if *health == Health::Ok {
        connection
            .prepare_cached("UPDATE channels SET next_try = NULL WHERE id = ?1")?
            .execute([channel.0])?;
    }
    let change = Change::ChannelSwitched { active: known.active };
    feed::record(connection, &By::desk(now), None, &change)
}

/// Keeps what could not be read, the newest of it.
pub(super) fn keep_unread(
    connection: &Connection,
    channel: ChannelId,
    unread: &Unread,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let new = connection
        .prepare_cached(
            "INSERT INTO unread (channel, remote, at, why, raw) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![channel.0, unread.remote, unread.at.0, unread.why, &unread.raw[..]])?;
    if new > 0 {
        connection
            .prepare_cached(
                "DELETE FROM unread WHERE channel = ?1 AND id <=
                    (SELECT id FROM unread WHERE channel = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            )?
            .execute([channel.0, UNREAD_KEPT])?;
        tell(connection, channel, None, now)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

    use super::*;
    use crate::domain::{ChannelKind, Connector};
    use crate::store::{Channels as _, Inbox as _, NewChannel};

    /// How many questions SQLite is asked by a job; one within another counts too.
    fn questions<R>(desk: &mut Sqlite, job: impl Fn(&Sqlite) -> R) -> u64 {
        let asked = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&asked);
        let count = move |it: AuthContext<'_>| {
            if it.action == AuthAction::Select {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            Authorization::Allow
        };
        // Each is prepared each time, and whoever may refuse that sees it.
        desk.connection.set_prepared_statement_cache_capacity(0);
        desk.connection.authorizer(Some(count)).unwrap();
        job(desk);
        desk.connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>).unwrap();
        asked.load(Ordering::Relaxed)
    }

    #[test]
    fn the_active_channels_are_told_with_their_own_options_in_two_questions() {
        let dir = tempfile::tempdir().unwrap();
        let mut desk = Sqlite::open(&dir.path().join("desk.sqlite")).unwrap();
        let now = Timestamp(1);
        for number in 0..40 {
            let channel = NewChannel {
                kind: ChannelKind::Telegram,
                connector: Connector::Telegram,
                name: format!("bot {number}"),
                cursor: String::new(),
            };
            let id = desk.add_channel(&channel, now).unwrap().unwrap();
            let option = |name: &str| (name.to_owned(), Some(format!("{name} of {number}")));
            let options = ["base", "proxy", "greeting", "hours", "distribution"].map(option);
            desk.set_options(id, &options, None, now).unwrap();
            desk.switch_channel(id, number % 4 > 0, now).unwrap();
        }
        // Whatever it costs to ask for everything, one by one, is the same.
        let one_by_one = |it: &Sqlite| {
            let channels = it.roster().unwrap().channels.into_iter().filter(|it| it.active);
            let with = channels.map(|channel| {
                let details = it.details(channel.id).unwrap().unwrap();
                (channel, details.options)
            });
            let mut all: Vec<_> = with.collect();
            all.sort_by_key(|it| it.0.id);
            all
        };
        assert_eq!(desk.connected().unwrap(), one_by_one(&desk));
        assert_eq!(desk.connected().unwrap().len(), 30);
        let (few, many) =
            (questions(&mut desk, Sqlite::connected), questions(&mut desk, one_by_one));
        assert!(few == 2 && 30 * 4 < many, "{few} at once, {many} one by one");
    }
}
