//! The desk as agents and channels change it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs;
use super::feed::{self, By};
use super::{Sqlite, counter, ingest, replica, submit, team};
use crate::base::clock::Timestamp;
use crate::domain::{
    Actor, AgentId, Batch, Bucket, ChangeNo, ChannelId, DialogId, MessageId, Op, OpId, Role,
    UNTIL_REPLY, wake,
};
use crate::store::{Done, Draft, Ledger, StoreError};

pub(super) const NEXT_DUE: &str =
    "SELECT rank, id FROM dialogs WHERE bucket = ?1 ORDER BY rank LIMIT 1";

impl Ledger for Sqlite {
    fn submit(&mut self, op: &Op, actor: &Actor, now: Timestamp) -> Result<Done, StoreError> {
        self.write("recording an op", |it| submit::submit(it, op, actor, now, None))
    }

    fn submit_all(
        &mut self,
        ops: &[Op],
        batch: OpId,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Done>, StoreError> {
        self.write("recording a batch", |it| {
            ops.iter().map(|op| submit::submit(it, op, actor, now, Some(batch))).collect()
        })
    }

    fn ingest(
        &mut self,
        channel: ChannelId,
        batch: &Batch,
        now: Timestamp,
    ) -> Result<ChangeNo, StoreError> {
        self.write("storing what a channel told", |it| {
            ingest::ingest(it, channel, batch, now)?;
            feed::head(it)
        })
    }

    fn see(&mut self, agent: AgentId, dialog: DialogId, upto: MessageId) -> Result<(), StoreError> {
        self.write("remembering what was seen", |it| {
            // A name that the hub does not know says nothing of what the customer wrote since.
            let told = if upto.is_provisional() { counter::last_told(it, dialog)? } else { upto };
            see(it, agent, dialog, told)?;
            replica::note_seen(it, dialog, told)
        })
    }

    fn save_draft(
        &mut self,
        agent: AgentId,
        dialog: DialogId,
        draft: &Draft,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (kind, answers) = (draft.kind.code(), draft.answers.map(|it| it.0));
        self.write("keeping a draft", |it| match draft.text.as_str() {
            "" => it
                .prepare_cached(
                    "DELETE FROM drafts WHERE dialog = ?1 AND agent = ?2 AND kind = ?3",
                )?
                .execute(params![dialog.0, agent.0, kind])
                .map(drop),
            text => it
                .prepare_cached(
                    "INSERT OR REPLACE INTO drafts (dialog, agent, kind, text, at, answers)
                     SELECT id, ?2, ?3, ?4, ?5, ?6 FROM dialogs WHERE id = ?1",
                )?
                .execute(params![dialog.0, agent.0, kind, text, now.0, answers])
                .map(drop),
        })
    }

    fn wake_due(&mut self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.write("waking dialogs", |it| {
            while let Some((until, dialog)) = next_due(it)?.filter(|it| it.0 < UNTIL_REPLY) {
                if until > now {
                    return Ok(Some(until));
                }
                wake_one(it, dialog, now)?;
            }
            Ok(None)
        })
    }

    fn add_agent(&mut self, name: &str, role: Role) -> Result<AgentId, StoreError> {
        self.write("adding an agent", |it| {
            it.prepare_cached("INSERT INTO agents (name, role) VALUES (?1, ?2)")?
                .execute(params![name, role.code()])?;
            let agent = AgentId(it.last_insert_rowid());
            team::tell_roster(it)?;
            Ok(agent)
        })
    }

    fn set_blocked(&mut self, agent: AgentId, blocked: bool) -> Result<(), StoreError> {
        self.write("blocking an agent", |it| {
            it.prepare_cached("UPDATE agents SET blocked = ?2 WHERE id = ?1")?
                .execute(params![agent.0, blocked])?;
            team::tell_roster(it)
        })
    }
}

/// Remembers up to where an agent has seen a dialog.
pub(super) fn see(
    connection: &Connection,
    agent: AgentId,
    dialog: DialogId,
    upto: MessageId,
) -> rusqlite::Result<()> {
    // The dialog may have been deleted while it was on the screen.
    connection
        .prepare_cached(
            "INSERT INTO seen (dialog, agent, upto) SELECT id, ?2, ?3 FROM dialogs WHERE id = ?1
             ON CONFLICT DO UPDATE SET upto = excluded.upto WHERE upto < excluded.upto",
        )?
        .execute(params![dialog.0, agent.0, upto.0])
        .map(drop)
}

/// The snoozed dialog that comes back first; a snoozed dialog's rank is its moment.
fn next_due(connection: &Connection) -> rusqlite::Result<Option<(Timestamp, DialogId)>> {
    connection
        .prepare_cached(NEXT_DUE)?
        .query_row([Bucket::Snoozed.code()], |row| {
            Ok((row.get(0).map(Timestamp)?, row.get(1).map(DialogId)?))
        })
        .optional()
}

fn wake_one(connection: &Connection, dialog: DialogId, now: Timestamp) -> rusqlite::Result<()> {
    let due = dialogs::load(connection, dialog)?
        .and_then(|before| wake(&before.dialog, now).map(|change| (before, change)));
    let Some((before, change)) = due else {
        return Err(super::codec::unknown(0));
    };
    let mut stored = before.clone();
    submit::apply(connection, &mut stored, &change, &By::desk(now), None)?;
    dialogs::save(connection, Some(&before), &stored)
}
