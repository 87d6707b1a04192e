//! Gives new dialogs out to the agents of their channel's list.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs::{self, Stored};
use super::feed::By;
use super::{connections, following, roles, submit};
use crate::base::clock::Timestamp;
use crate::domain::distribute::{Candidate, Distribution, next, takes};
use crate::domain::{AgentId, Bucket, Change, ChannelId, MessageId, Status};

/// What somebody holds that is open.
const HOLDS: &str =
    "SELECT ifnull(sum(dialogs), 0) FROM totals WHERE assignee = ?1 AND bucket = ?2";

/// A customer's message has come into the dialog that was `before` it: gives the dialog to somebody, if it is new, or opened
/// again and nobody's.
pub(super) fn give(
    connection: &Connection,
    before: &Stored,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let was = &before.dialog;
    let first = before.last_inbound == MessageId(0);
    let fresh = match was.status {
        Status::Open => first,
        Status::Closed => true,
        Status::Spam => false,
    };
    if !fresh || was.assignee.is_some() {
        return Ok(());
    }
    let how = mode(connection, was.channel)?;
    // A hub gives out its dialogs itself.
    if how == Distribution::Off || following::progress(connection)?.is_some() {
        return Ok(());
    }
    let Some(to) = turn(connection, was.channel, how)? else { return Ok(()) };
    let Some(before) = dialogs::load(connection, was.id)? else { return Ok(()) };
    assign(connection, &before, Some(to), &By::desk(now))
}

/// How a channel gives out its new dialogs.
pub(super) fn mode(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Distribution> {
    let said = connections::option(connection, channel, "distribution")?;
    Ok(said.and_then(|it| Distribution::from_code(&it)).unwrap_or_default())
}

/// Who gets a channel's next dialog; it is their turn then.
pub(super) fn turn(
    connection: &Connection,
    channel: ChannelId,
    how: Distribution,
) -> rusqlite::Result<Option<AgentId>> {
    let mut list = Vec::new();
    for agent in connections::list(connection, channel)? {
        let Some(known) = roles::agent(connection, agent)? else { continue };
        let open = match how {
            Distribution::LeastOpen => connection
                .prepare_cached(HOLDS)?
                .query_row([agent.0, Bucket::Open.code()], |row| row.get(0))?,
            Distribution::Off | Distribution::RoundRobin => 0,
        };
        list.push(Candidate { agent, takes: takes(&known, channel), open });
    }
    let last = connection
        .prepare_cached("SELECT last_given FROM channels WHERE id = ?1")?
        .query_row([channel.0], |row| row.get::<_, Option<i64>>(0))
        .optional()?;
    let to = next(how, &list, last.flatten().map(AgentId));
    if let Some(to) = to {
        connection
            .prepare_cached("UPDATE channels SET last_given = ?2 WHERE id = ?1")?
            .execute(params![channel.0, to.0])?;
    }
    Ok(to)
}

/// Makes a dialog somebody's, or nobody's.
pub(super) fn assign(
    connection: &Connection,
    before: &Stored,
    to: Option<AgentId>,
    by: &By,
) -> rusqlite::Result<()> {
    let mut stored = before.clone();
    let change = Change::Assigned { from: before.dialog.assignee, to };
    submit::apply(connection, &mut stored, &change, by, None)?;
    dialogs::save(connection, Some(before), &stored)
}
