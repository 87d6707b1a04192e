//! Agents and what their roles let them do.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codec::{unknown, word};
use crate::domain::{Agent, AgentId, ChannelId, Grant, Right, Rights, Role, RoleId, Sight};
use crate::store::OwnRole;

/// The columns that [`from_row`] reads.
pub(super) const COLUMNS: &str = "id, name, role, blocked, away";

/// An agent with what a built-in role allows; of the desk's own roles nothing yet.
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Agent> {
    let role = word(row, 2, Role::from_code)?;
    let agent = Agent::new(row.get(0).map(AgentId)?, row.get::<_, String>(1)?, role);
    Ok(Agent { blocked: row.get(3)?, away: row.get(4)?, ..agent })
}

pub(super) fn agent(connection: &Connection, agent: AgentId) -> rusqlite::Result<Option<Agent>> {
    let found = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM agents WHERE id = ?1"))?
        .query_row([agent.0], from_row)
        .optional()?;
    found.map(|it| with_rights(connection, it)).transpose()
}

/// All agents, by name.
pub(super) fn agents(connection: &Connection) -> rusqlite::Result<Vec<Agent>> {
    let sql = format!("SELECT {COLUMNS} FROM agents ORDER BY name, id");
    let found: Vec<Agent> = connection
        .prepare_cached(&sql)?
        .query_map([], from_row)?
        .collect::<rusqlite::Result<_>>()?;
    found.into_iter().map(|it| with_rights(connection, it)).collect()
}

/// A role that is not there (any more) allows nothing.
fn with_rights(connection: &Connection, agent: Agent) -> rusqlite::Result<Agent> {
    let Role::Own(role) = agent.role else { return Ok(agent) };
    let rights = rights(connection, role)?.unwrap_or_else(|| agent.role.rights());
    Ok(Agent { rights, ..agent })
}

/// What one of the desk's own roles allows.
fn rights(connection: &Connection, role: RoleId) -> rusqlite::Result<Option<Rights>> {
    let usual = connection
        .prepare_cached("SELECT sight, may FROM roles WHERE id = ?1")?
        .query_row([role.0], |row| grant(row, 0))
        .optional()?;
    let Some(usual) = usual else { return Ok(None) };
    let mut rights = Rights::usual(usual);
    let mut statement = connection
        .prepare_cached("SELECT channel, sight, may FROM role_channels WHERE role = ?1")?;
    let mut rows = statement.query([role.0])?;
    while let Some(row) = rows.next()? {
        rights = rights.except(ChannelId(row.get(0)?), grant(row, 1)?);
    }
    Ok(Some(rights))
}

fn grant(row: &Row<'_>, at: usize) -> rusqlite::Result<Grant> {
    let sight = word(row, at, Sight::from_code)?;
    let text = row.get_ref(at + 1)?.as_str().map_err(|_| unknown(at + 1))?;
    let known = |it: &str| Right::from_code(it).ok_or_else(|| unknown(at + 1));
    let rights: Vec<Right> = text.split_whitespace().map(known).collect::<rusqlite::Result<_>>()?;
    Ok(Grant::new(sight, &rights))
}

/// The rights of [`grant`].
fn words(grant: Grant) -> String {
    grant.rights().into_iter().map(Right::code).collect::<Vec<_>>().join(" ")
}

/// The desk's own roles, by name.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<OwnRole>> {
    let found: Vec<(RoleId, String)> = connection
        .prepare_cached("SELECT id, name FROM roles ORDER BY name, id")?
        .query_map([], |row| Ok((RoleId(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut roles = Vec::with_capacity(found.len());
    for (id, name) in found {
        let rights = rights(connection, id)?.ok_or_else(|| unknown(0))?;
        roles.push(OwnRole { id, name, rights });
    }
    Ok(roles)
}

/// Makes a role; the name must be free.
pub(super) fn add(
    connection: &Connection,
    name: &str,
    rights: &Rights,
) -> rusqlite::Result<RoleId> {
    let usual = rights.base();
    connection
        .prepare_cached("INSERT INTO roles (name, sight, may) VALUES (?1, ?2, ?3)")?
        .execute(params![name, usual.sight().code(), words(usual)])?;
    let role = RoleId(connection.last_insert_rowid());
    except(connection, role, rights)?;
    Ok(role)
}

/// Gives a role other rights.
pub(super) fn change(
    connection: &Connection,
    role: RoleId,
    rights: &Rights,
) -> rusqlite::Result<()> {
    let usual = rights.base();
    connection
        .prepare_cached("UPDATE roles SET sight = ?2, may = ?3 WHERE id = ?1")?
        .execute(params![role.0, usual.sight().code(), words(usual)])?;
    connection.prepare_cached("DELETE FROM role_channels WHERE role = ?1")?.execute([role.0])?;
    except(connection, role, rights)
}

/// A channel that has been deleted meanwhile is no exception any more.
fn except(connection: &Connection, role: RoleId, rights: &Rights) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO role_channels (role, channel, sight, may)
         SELECT ?1, id, ?3, ?4 FROM channels WHERE id = ?2",
    )?;
    for (channel, grant) in rights.exceptions() {
        insert.execute(params![role.0, channel.0, grant.sight().code(), words(*grant)])?;
    }
    Ok(())
}

/// Takes the agents as a hub tells them; the channels must be there already. A hub tells what a role allows, and not what it
/// is called.
pub(super) fn replace_agents(connection: &Connection, agents: &[Agent]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM agents", [])?;
    connection.execute("DELETE FROM roles", [])?;
    for it in agents {
        let code = it.role.code();
        connection
            .prepare_cached(
                "INSERT INTO agents (id, name, role, blocked, away) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![it.id.0, it.name, code, it.blocked, it.away])?;
        let Role::Own(role) = it.role else { continue };
        connection
            .prepare_cached(
                "INSERT INTO roles (id, name, sight, may) VALUES (?1, ?2, '', '')
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![role.0, code])?;
        change(connection, role, &it.rights)?;
    }
    Ok(())
}
