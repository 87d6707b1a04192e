//! Blocking an agent in one step: their dialogs go to others, they leave the lists, and it can be brought back (FAQ 8).

use rusqlite::{Connection, params};

use super::distribute::{assign, mode, turn};
use super::feed::By;
use super::{connections, dialogs, roles};
use crate::domain::distribute::Distribution;
use crate::domain::team::{Handover, Unfit};
use crate::domain::{Agent, AgentId, Bucket, ChannelId, DialogId, Status};
use crate::store::{Did, Holds};

/// Dialogs of an agent.
const HELD: &str = "SELECT id FROM dialogs INDEXED BY dialogs_by_assignee
    WHERE bucket = ?2 AND assignee = ?1 ORDER BY id";

/// The channels on whose lists an agent is.
const LISTS: &str = "SELECT c.id, c.name FROM channel_agents a JOIN channels c ON c.id = a.channel
    WHERE a.agent = ?1 ORDER BY c.name";

/// What an agent holds, and the lists they are on.
pub(super) fn holds(connection: &Connection, agent: AgentId) -> rusqlite::Result<Holds> {
    let mut holds = Holds::default();
    let mut statement = connection.prepare_cached(
        "SELECT bucket, sum(dialogs), sum(waiting) FROM totals WHERE assignee = ?1 GROUP BY bucket",
    )?;
    let mut rows = statement.query([agent.0])?;
    while let Some(row) = rows.next()? {
        match Bucket::from_code(row.get(0)?) {
            Some(Bucket::Open | Bucket::Snoozed) => {
                holds.open += row.get::<_, i64>(1)?;
                holds.waiting += row.get::<_, i64>(2)?;
            }
            _ => holds.closed += row.get::<_, i64>(1)?,
        }
    }
    holds.channels = lists(connection, agent)?.into_iter().map(|(_, name)| name).collect();
    Ok(holds)
}

fn lists(connection: &Connection, agent: AgentId) -> rusqlite::Result<Vec<(ChannelId, String)>> {
    connection
        .prepare_cached(LISTS)?
        .query_map([agent.0], |row| Ok((ChannelId(row.get(0)?), row.get(1)?)))?
        .collect()
}

type HandedOver = Result<(Did, String), Unfit>;

/// Takes an agent who is blocked by now off all lists and hands over what they hold; tells how it is logged. `agent` is as
/// they were before.
pub(super) fn hand_over(
    connection: &Connection,
    agent: &Agent,
    how: Handover,
    by: &By,
) -> rusqlite::Result<HandedOver> {
    if !agent.blocked {
        // What was to be brought back once is so no more.
        forget(connection, agent.id)?;
    }
    let receiver = match how {
        Handover::To(to) => match roles::agent(connection, to)? {
            None => return Ok(Err(Unfit::NoSuchAgent)),
            Some(to) if to.id == agent.id || !to.able() => {
                return Ok(Err(Unfit::CannotReceive(to.name)));
            }
            Some(to) => Some(to),
        },
        Handover::Keep | Handover::Free | Handover::Distribute => None,
    };
    // First the lists: nobody is to get their own dialogs.
    let lists = leave_lists(connection, agent.id, by)?;
    let mut moved = 0;
    for dialog in held(connection, agent.id, how)? {
        let Some(before) = dialogs::load(connection, dialog)? else { continue };
        let channel = before.dialog.channel;
        let to = match (before.dialog.status, how, &receiver) {
            (Status::Open, Handover::To(_), Some(to)) if !to.able_on(channel) => {
                return Ok(Err(Unfit::CannotReceive(to.name.clone())));
            }
            (Status::Open, Handover::To(to), _) => Some(to),
            (Status::Open, Handover::Distribute, _) => match mode(connection, channel)? {
                Distribution::Off => turn(connection, channel, Distribution::RoundRobin)?,
                how => turn(connection, channel, how)?,
            },
            _ => None,
        };
        assign(connection, &before, to, by)?;
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO handed_over (agent, dialog, given) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![agent.id.0, dialog.0, to.map(|it| it.0)])?;
        moved += 1;
    }
    let details = match (how, receiver) {
        (Handover::To(_), Some(to)) => format!("to {}: {moved}", to.name),
        (Handover::Free, _) if moved > 0 => format!("free: {moved}"),
        (Handover::Distribute, _) if moved > 0 => format!("distribute: {moved}"),
        _ => String::new(),
    };
    Ok(Ok((Did::Moved { dialogs: moved, lists }, details)))
}

/// Every dialog that is handed over so.
fn held(connection: &Connection, agent: AgentId, how: Handover) -> rusqlite::Result<Vec<DialogId>> {
    if how == Handover::Keep {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for bucket in Bucket::ALL {
        let mut statement = connection.prepare_cached(HELD)?;
        let rows = statement.query_map([agent.0, bucket.code()], |row| row.get(0).map(DialogId))?;
        for dialog in rows {
            found.push(dialog?);
        }
    }
    Ok(found)
}

/// Takes an agent off all lists; on how many they were.
fn leave_lists(connection: &Connection, agent: AgentId, by: &By) -> rusqlite::Result<u64> {
    let left = lists(connection, agent)?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO left_lists (agent, channel, place)
             SELECT agent, channel, place FROM channel_agents WHERE agent = ?1",
        )?
        .execute([agent.0])?;
    // The turn stays where it is: with who stands before them.
    connection
        .prepare_cached(
            "UPDATE channels SET last_given =
                (SELECT before.agent FROM channel_agents me JOIN channel_agents before
                    ON before.channel = me.channel
                        AND (before.place, before.agent) < (me.place, me.agent)
                 WHERE me.channel = channels.id AND me.agent = ?1
                 ORDER BY before.place DESC, before.agent DESC LIMIT 1)
             WHERE last_given = ?1",
        )?
        .execute([agent.0])?;
    connection.prepare_cached("DELETE FROM channel_agents WHERE agent = ?1")?.execute([agent.0])?;
    for (channel, _) in &left {
        connections::tell(connection, *channel, by.agent, by.at)?;
    }
    Ok(u64::try_from(left.len()).unwrap_or(u64::MAX))
}

/// Lets go what was kept to be brought back; with `restore` it is brought back, as far as nobody has changed it since. Tells
/// how it is logged. The agent is no longer blocked by now.
pub(super) fn unblock(
    connection: &Connection,
    agent: &Agent,
    restore: bool,
    by: &By,
) -> rusqlite::Result<(Did, String)> {
    let (mut moved, mut lists) = (0, 0);
    if restore {
        moved = take_back(connection, agent, by)?;
        let back: Vec<ChannelId> = connection
            .prepare_cached("SELECT channel FROM left_lists WHERE agent = ?1 ORDER BY channel")?
            .query_map([agent.id.0], |row| row.get(0).map(ChannelId))?
            .collect::<rusqlite::Result<_>>()?;
        for channel in back {
            let new = connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO channel_agents (channel, agent, place)
                     SELECT channel, agent, place FROM left_lists
                     WHERE agent = ?1 AND channel = ?2",
                )?
                .execute([agent.id.0, channel.0])?;
            if new > 0 {
                connections::tell(connection, channel, by.agent, by.at)?;
                lists += 1;
            }
        }
    }
    forget(connection, agent.id)?;
    let details = if moved > 0 { format!("restore: {moved}") } else { String::new() };
    Ok((Did::Moved { dialogs: moved, lists }, details))
}

/// Gives an agent the dialogs back that still are whose the handover made them.
fn take_back(connection: &Connection, agent: &Agent, by: &By) -> rusqlite::Result<u64> {
    let handed: Vec<(DialogId, Option<AgentId>)> = connection
        .prepare_cached("SELECT dialog, given FROM handed_over WHERE agent = ?1 ORDER BY dialog")?
        .query_map([agent.id.0], |row| {
            Ok((DialogId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(AgentId)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let able = Agent { blocked: false, ..agent.clone() };
    let mut moved = 0;
    for (dialog, given) in handed {
        let Some(before) = dialogs::load(connection, dialog)? else { continue };
        if before.dialog.assignee == given && able.able_on(before.dialog.channel) {
            assign(connection, &before, Some(agent.id), by)?;
            moved += 1;
        }
    }
    Ok(moved)
}

fn forget(connection: &Connection, agent: AgentId) -> rusqlite::Result<()> {
    for sql in
        ["DELETE FROM handed_over WHERE agent = ?1", "DELETE FROM left_lists WHERE agent = ?1"]
    {
        connection.prepare_cached(sql)?.execute([agent.0])?;
    }
    Ok(())
}
