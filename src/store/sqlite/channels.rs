//! The desk's channels.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Sqlite;
use super::codec::{self, word};
use super::feed::{self, By};
use crate::base::clock::Timestamp;
use crate::domain::{Bucket, Change, Channel, ChannelId, ChannelKind, Connector, Health};
use crate::store::{Channels, NewChannel, Stake, StoreError};

pub(super) const STAKE_MESSAGES: &str = "SELECT count(*)
    FROM contacts c CROSS JOIN dialogs d ON d.contact = c.id CROSS JOIN messages m ON m.dialog = d.id
    WHERE c.channel = ?1";

impl Channels for Sqlite {
    fn add_channel(
        &mut self,
        channel: &NewChannel,
        now: Timestamp,
    ) -> Result<Option<ChannelId>, StoreError> {
        self.write("adding a channel", |it| {
            let added = it
                .prepare_cached(
                    "INSERT INTO channels (kind, connector, name, active, health, health_why, cursor)
                     VALUES (?1, ?2, ?3, 1, 'ok', '', ?4) ON CONFLICT (name) DO NOTHING",
                )?
                .execute(params![
                    channel.kind.code(),
                    channel.connector.code(),
                    channel.name,
                    channel.cursor
                ])?;
            if added == 0 {
                return Ok(None);
            }
            let id = ChannelId(it.last_insert_rowid());
            feed::record(it, &By::desk(now), None, &Change::ChannelAdded)?;
            Ok(Some(id))
        })
    }

    fn switch_channel(
        &mut self,
        channel: ChannelId,
        active: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("switching a channel", |it| {
            let switched = it
                .prepare_cached("UPDATE channels SET active = ?2 WHERE id = ?1 AND active <> ?2")?
                .execute(params![channel.0, active])?;
            if switched > 0 {
                feed::record(it, &By::desk(now), None, &Change::ChannelSwitched { active })?;
            }
            Ok(())
        })
    }

    fn set_health(
        &mut self,
        channel: ChannelId,
        health: &Health,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write("recording a channel's health", |it| {
            super::connections::set_health(it, channel, health, now)
        })
    }

    fn stake(&self, channel: ChannelId) -> Result<Stake, StoreError> {
        self.read("counting what a channel holds", |it| stake(it, channel))
    }

    fn delete_channel(&mut self, channel: ChannelId, now: Timestamp) -> Result<Stake, StoreError> {
        self.write("deleting a channel", |it| {
            let stake = stake(it, channel)?;
            // Contacts, dialogs, messages, files and drafts hang on it and go with it.
            let deleted =
                it.prepare_cached("DELETE FROM channels WHERE id = ?1")?.execute([channel.0])?;
            if deleted > 0 {
                it.prepare_cached("DELETE FROM totals WHERE channel = ?1")?.execute([channel.0])?;
                feed::record(it, &By::desk(now), None, &Change::ChannelDeleted)?;
            }
            Ok(stake)
        })
    }

    fn cursor(&self, channel: ChannelId) -> Result<String, StoreError> {
        self.read("reading a channel's cursor", |it| {
            let found = it
                .prepare_cached("SELECT cursor FROM channels WHERE id = ?1")?
                .query_row([channel.0], |row| row.get(0))
                .optional()?;
            Ok(found.unwrap_or_default())
        })
    }
}

fn stake(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Stake> {
    // Spam waits for nobody (FAQ 4), and who is closed has been dealt with.
    let (dialogs, waiting) = connection
        .prepare_cached(
            "SELECT ifnull(sum(dialogs), 0), ifnull(sum(waiting) FILTER (WHERE bucket IN (?2, ?3)), 0)
             FROM totals WHERE channel = ?1",
        )?
        .query_row(
            params![channel.0, Bucket::Open.code(), Bucket::Snoozed.code()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    let messages =
        connection.prepare_cached(STAKE_MESSAGES)?.query_row([channel.0], |row| row.get(0))?;
    Ok(Stake { dialogs, messages, waiting })
}

pub(super) const COLUMNS: &str = "id, kind, connector, name, active, health, health_why";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Channel> {
    let why: String = row.get(6)?;
    Ok(Channel {
        id: row.get(0).map(ChannelId)?,
        kind: word(row, 1, ChannelKind::from_code)?,
        connector: word(row, 2, Connector::from_code)?,
        name: row.get(3)?,
        active: row.get(4)?,
        health: word(row, 5, |code| codec::health_from(code, why))?,
    })
}

pub(super) fn load(
    connection: &Connection,
    channel: ChannelId,
) -> rusqlite::Result<Option<Channel>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM channels WHERE id = ?1"))?
        .query_row([channel.0], from_row)
        .optional()
}
