//! Acts of administration, ways to log in, and the log.

use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::codec::{maybe_agent, maybe_moment, moment};
use super::feed::{self, By};
use super::inbox::whole;
use super::{Sqlite, block, files, following, roles};
use crate::base::clock::Timestamp;
use crate::base::secret::TokenHash;
use crate::domain::team::{Act, Unfit, can_be_managed, permit};
use crate::domain::{Agent, AgentId, Change, Role, RoleId, TokenId};
use crate::store::{
    AuditEntry, AuditQuery, Did, FeedEntry, Holds, OwnRole, StoreError, Team, Token,
};

/// How fresh [`Token::used`] is, at least.
const USED_EVERY_MILLIS: i64 = 3_600_000;

const TOKENS: &str = "SELECT id, agent, label, issued, expires, revoked, used FROM tokens";

impl Team for Sqlite {
    fn roles(&self) -> Result<Vec<OwnRole>, StoreError> {
        self.read("reading the roles", roles::all)
    }

    fn administer(
        &mut self,
        act: &Act,
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<Result<Did, Unfit>, StoreError> {
        let mut unfit = None;
        let done = self.write("administering the team", |it| {
            administer(it, act, by, now)?.map_err(|why| {
                unfit = Some(why);
                // Only an error takes the transaction back.
                rusqlite::Error::ExecuteReturnedResults
            })
        });
        match unfit {
            Some(unfit) => Ok(Err(unfit)),
            None => done.map(Ok),
        }
    }

    fn handover(&self, agent: AgentId) -> Result<Holds, StoreError> {
        self.read("reading what somebody holds", |it| block::holds(it, agent))
    }

    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.read("reading the tokens", |it| {
            it.prepare_cached(&format!("{TOKENS} ORDER BY id DESC"))?
                .query_map([], token)?
                .collect()
        })
    }

    fn agent_of_token(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(Token, Agent)>, StoreError> {
        self.read("looking a token up", |it| {
            let found = it
                .prepare_cached(&format!("{TOKENS} WHERE hash = ?1"))?
                .query_row([&hash.0], token)
                .optional()?;
            let Some(token) = found.filter(|it| it.is_good(now)) else { return Ok(None) };
            Ok(roles::agent(it, token.agent)?.map(|agent| (token, agent)))
        })
    }

    fn agent_of_uid(&self, uid: u32) -> Result<Option<Agent>, StoreError> {
        self.read("looking a user up", |it| {
            let known = of_uid(it, uid)?;
            known.map_or(Ok(None), |agent| roles::agent(it, agent))
        })
    }

    fn token_used(&mut self, token: TokenId, now: Timestamp) -> Result<(), StoreError> {
        let long_ago = now.0.saturating_sub(USED_EVERY_MILLIS);
        let fresh = self.read("looking a token up", |it| {
            it.prepare_cached("SELECT 1 FROM tokens WHERE id = ?1 AND used > ?2 AND used <= ?3")?
                .exists(params![token.0, long_ago, now.0])
        })?;
        if fresh {
            return Ok(());
        }
        self.write("remembering a token's use", |it| {
            it.prepare_cached("UPDATE tokens SET used = ?2 WHERE id = ?1")?
                .execute(params![token.0, now.0])
                .map(drop)
        })
    }

    fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, StoreError> {
        let AuditQuery { agent, since, limit, dialog } = *query;
        if dialog.is_some() {
            return Ok(Vec::new());
        }
        self.read("reading the log", |it| {
            it.prepare_cached(
                "SELECT id, at, by, what, agent, whom, details FROM audit
                 WHERE (?1 IS NULL OR by = ?1 OR agent = ?1) AND at >= ?2
                 ORDER BY id DESC LIMIT ?3",
            )?
            .query_map(params![agent.map(|it| it.0), from(since), whole(limit)], audited)?
            .collect()
        })
    }

    fn deeds(&self, query: &AuditQuery) -> Result<Vec<FeedEntry>, StoreError> {
        let AuditQuery { agent, since, limit, dialog } = *query;
        let (since, limit) = (from(since), whole(limit));
        let mut conditions = vec!["agent IS NOT NULL", "at >= ?1"];
        let mut values: Vec<&dyn ToSql> = vec![&since, &limit];
        let (agent, dialog) = (agent.map(|it| it.0), dialog.map(|it| it.0));
        values.extend([&agent as &dyn ToSql, &dialog]);
        conditions.extend(agent.map(|_| "agent = ?3"));
        conditions.extend(dialog.map(|_| "dialog = ?4"));
        // All four are named in any case, so that there are as many values as question marks.
        let sql = format!(
            "SELECT {} FROM changes WHERE {} AND (?3, ?4) IS (?3, ?4) ORDER BY no DESC LIMIT ?2",
            feed::COLUMNS,
            conditions.join(" AND ")
        );
        self.read("reading the feed", |it| {
            it.prepare_cached(&sql)?.query_map(values.as_slice(), feed::entry)?.collect()
        })
    }
}

fn from(since: Option<Timestamp>) -> i64 {
    since.map_or(i64::MIN, |it| it.0)
}

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(0).map(TokenId)?,
        agent: row.get(1).map(AgentId)?,
        label: row.get(2)?,
        issued: moment(row, 3)?,
        expires: maybe_moment(row, 4)?,
        revoked: maybe_moment(row, 5)?,
        used: maybe_moment(row, 6)?,
    })
}

fn audited(row: &Row<'_>) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.get(0)?,
        at: moment(row, 1)?,
        by: maybe_agent(row, 2)?,
        what: row.get(3)?,
        agent: maybe_agent(row, 4)?,
        whom: row.get(5)?,
        details: row.get(6)?,
    })
}

fn of_uid(connection: &Connection, uid: u32) -> rusqlite::Result<Option<AgentId>> {
    connection
        .prepare_cached("SELECT agent FROM logins WHERE uid = ?1")?
        .query_row([uid], |row| row.get(0).map(AgentId))
        .optional()
}

/// What an act came to, and how it is logged: the agent concerned, what they or the role are called, and more.
struct Log {
    did: Did,
    agent: Option<AgentId>,
    whom: String,
    details: String,
}

type Came<T> = rusqlite::Result<Result<T, Unfit>>;

fn administer(
    connection: &Connection,
    act: &Act,
    by: Option<AgentId>,
    now: Timestamp,
) -> Came<Did> {
    if following::progress(connection)?.is_some() {
        return Ok(Err(Unfit::AtTheHub));
    }
    let actor = match by {
        Some(by) => match roles::agent(connection, by)? {
            Some(actor) => Some(actor),
            None => return Ok(Err(Unfit::NotAllowed)),
        },
        None => None,
    };
    if let Err(unfit) = permit(act, actor.as_ref()) {
        return Ok(Err(unfit));
    }
    let managed = can_be_managed(&roles::agents(connection)?);
    let Log { did, agent, whom, details } = match carry_out(connection, act, by, now)? {
        Ok(log) => log,
        Err(unfit) => return Ok(Err(unfit)),
    };
    if managed && !can_be_managed(&roles::agents(connection)?) {
        return Ok(Err(Unfit::LastAdmin));
    }
    let by_id = by.map(|it| it.0);
    connection
        .prepare_cached(
            "INSERT INTO audit (at, by, what, agent, whom, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![now.0, by_id, act.code(), agent.map(|it| it.0), whom, details])?;
    if act.changes_roster() {
        let by = By { agent: by, op: None, at: now };
        feed::record(connection, &by, None, &Change::AgentsChanged)?;
    }
    Ok(Ok(did))
}

fn carry_out(connection: &Connection, act: &Act, by: Option<AgentId>, now: Timestamp) -> Came<Log> {
    let by = By { agent: by, op: None, at: now };
    match act {
        Act::AddAgent { name, role, uid } => add_agent(connection, name, *role, *uid),
        Act::AddRole(name, rights) => {
            let taken = "SELECT 1 FROM roles WHERE name = ?1";
            if Role::from_code(name).is_some()
                || connection.prepare_cached(taken)?.exists([name])?
            {
                return Ok(Err(Unfit::NameTaken(name.clone())));
            }
            let role = roles::add(connection, name, rights)?;
            Ok(Ok(of_role(Did::Role(role), name.clone())))
        }
        Act::ChangeRole(role, rights) => {
            let Some(name) = role_name(connection, *role)? else {
                return Ok(Err(Unfit::NoSuchRole));
            };
            roles::change(connection, *role, rights)?;
            Ok(Ok(of_role(Did::Done, name)))
        }
        Act::DropRole(role) => drop_role(connection, *role),
        Act::RevokeToken(token) => revoke(connection, *token, now),
        Act::KeepFiles(months) => {
            files::keep_for(connection, *months, now)?;
            let log = of_role(Did::Done, String::new());
            Ok(Ok(Log { details: months.to_string(), ..log }))
        }
        Act::Rename(agent, _)
        | Act::SetRole(agent, _)
        | Act::Block(agent, _)
        | Act::Unblock { agent, .. }
        | Act::SetAway(agent, _)
        | Act::SetLogin(agent, _)
        | Act::IssueToken { agent, .. } => match roles::agent(connection, *agent)? {
            Some(agent) => to_agent(connection, act, &agent, &by),
            None => Ok(Err(Unfit::NoSuchAgent)),
        },
    }
}

const fn of_role(did: Did, whom: String) -> Log {
    Log { did, agent: None, whom, details: String::new() }
}

/// Somebody else who is called so. Written otherwise, great and small, it is still the same name.
fn is_taken(connection: &Connection, name: &str, but: AgentId) -> rusqlite::Result<bool> {
    let agents = roles::agents(connection)?;
    let wanted = name.to_lowercase();
    Ok(agents.iter().any(|it| it.id != but && it.name.to_lowercase() == wanted))
}

fn add_agent(connection: &Connection, name: &str, role: Role, uid: Option<u32>) -> Came<Log> {
    if is_taken(connection, name, AgentId(0))? {
        return Ok(Err(Unfit::NameTaken(name.to_owned())));
    }
    let details = match role_words(connection, role)? {
        Some(words) => words,
        None => return Ok(Err(Unfit::NoSuchRole)),
    };
    connection
        .prepare_cached("INSERT INTO agents (name, role) VALUES (?1, ?2)")?
        .execute(params![name, role.code()])?;
    let agent = AgentId(connection.last_insert_rowid());
    if let Err(unfit) = set_login(connection, agent, uid)? {
        return Ok(Err(unfit));
    }
    Ok(Ok(Log { did: Did::Agent(agent), agent: Some(agent), whom: name.to_owned(), details }))
}

/// What a role is called; `None` when there is none.
fn role_words(connection: &Connection, role: Role) -> rusqlite::Result<Option<String>> {
    match role {
        Role::Own(own) => role_name(connection, own),
        built_in => Ok(Some(built_in.code().into_owned())),
    }
}

fn role_name(connection: &Connection, role: RoleId) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT name FROM roles WHERE id = ?1")?
        .query_row([role.0], |row| row.get(0))
        .optional()
}

fn drop_role(connection: &Connection, role: RoleId) -> Came<Log> {
    let Some(name) = role_name(connection, role)? else { return Ok(Err(Unfit::NoSuchRole)) };
    let used: i64 = connection
        .prepare_cached("SELECT count(*) FROM agents WHERE role = ?1")?
        .query_row([Role::Own(role).code()], |row| row.get(0))?;
    if used > 0 {
        return Ok(Err(Unfit::RoleInUse(used)));
    }
    connection.prepare_cached("DELETE FROM roles WHERE id = ?1")?.execute([role.0])?;
    Ok(Ok(of_role(Did::Done, name)))
}

fn revoke(connection: &Connection, token: TokenId, now: Timestamp) -> Came<Log> {
    let found: Option<(i64, String)> = connection
        .prepare_cached("SELECT agent, label FROM tokens WHERE id = ?1 AND revoked IS NULL")?
        .query_row([token.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((agent, label)) = found else { return Ok(Err(Unfit::NoSuchToken)) };
    connection
        .prepare_cached("UPDATE tokens SET revoked = ?2 WHERE id = ?1")?
        .execute([token.0, now.0])?;
    let whom = roles::agent(connection, AgentId(agent))?.map_or_else(String::new, |it| it.name);
    Ok(Ok(Log { did: Did::Done, agent: Some(AgentId(agent)), whom, details: told(token, &label) }))
}

/// A token in the log: its number and what it is for.
fn told(token: TokenId, label: &str) -> String {
    format!("{} {label}", token.0).trim_end().to_owned()
}

fn to_agent(connection: &Connection, act: &Act, agent: &Agent, by: &By) -> Came<Log> {
    let mut log = Log {
        did: Did::Done,
        agent: Some(agent.id),
        whom: agent.name.clone(),
        details: String::new(),
    };
    match act {
        Act::Rename(_, name) => {
            if is_taken(connection, name, agent.id)? {
                return Ok(Err(Unfit::NameTaken(name.clone())));
            }
            set(connection, "name", agent.id, name)?;
            log.details.clone_from(name);
        }
        Act::SetRole(_, role) => {
            let Some(words) = role_words(connection, *role)? else {
                return Ok(Err(Unfit::NoSuchRole));
            };
            set(connection, "role", agent.id, &role.code())?;
            log.details = words;
        }
        Act::Block(_, how) => {
            set(connection, "blocked", agent.id, &true)?;
            match block::hand_over(connection, agent, *how, by)? {
                Ok((did, details)) => (log.did, log.details) = (did, details),
                Err(unfit) => return Ok(Err(unfit)),
            }
        }
        Act::Unblock { restore, .. } => {
            set(connection, "blocked", agent.id, &false)?;
            (log.did, log.details) = block::unblock(connection, agent, *restore, by)?;
        }
        Act::SetAway(_, away) => set(connection, "away", agent.id, away)?,
        Act::SetLogin(_, uid) => {
            if let Err(unfit) = set_login(connection, agent.id, *uid)? {
                return Ok(Err(unfit));
            }
            log.details = uid.map_or_else(String::new, |it| it.to_string());
        }
        Act::IssueToken { hash, label, expires, .. } => {
            let expires = expires.map(|it| it.0);
            connection
                .prepare_cached(
                    "INSERT INTO tokens (agent, hash, label, issued, expires)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![agent.id.0, &hash.0, label, by.at.0, expires])?;
            let token = TokenId(connection.last_insert_rowid());
            (log.did, log.details) = (Did::Token(token), told(token, label));
        }
        Act::AddAgent { .. }
        | Act::AddRole(..)
        | Act::ChangeRole(..)
        | Act::DropRole(_)
        | Act::RevokeToken(_)
        | Act::KeepFiles(_) => (),
    }
    Ok(Ok(log))
}

fn set(
    connection: &Connection,
    column: &str,
    agent: AgentId,
    value: &dyn ToSql,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&format!("UPDATE agents SET {column} = ?2 WHERE id = ?1"))?
        .execute(params![agent.0, value])
        .map(drop)
}

/// One user of the machine is one agent at most, and one agent one user.
fn set_login(connection: &Connection, agent: AgentId, uid: Option<u32>) -> Came<()> {
    if let Some(other) =
        uid.map_or(Ok(None), |it| of_uid(connection, it))?.filter(|it| *it != agent)
    {
        let name = roles::agent(connection, other)?.map_or_else(String::new, |it| it.name);
        return Ok(Err(Unfit::LoginTaken(name)));
    }
    connection.prepare_cached("DELETE FROM logins WHERE agent = ?1")?.execute([agent.0])?;
    if let Some(uid) = uid {
        connection
            .prepare_cached("INSERT INTO logins (uid, agent) VALUES (?1, ?2)")?
            .execute(params![uid, agent.0])?;
    }
    Ok(Ok(()))
}

/// Tells the feed of a change of the roster that nobody's act made. Its moment is that of the last thing that happened:
/// who sets a desk up has no clock.
pub(super) fn tell_roster(connection: &Connection) -> rusqlite::Result<()> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT at FROM changes ORDER BY no DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let by = By::desk(Timestamp(last.unwrap_or_default()));
    feed::record(connection, &by, None, &Change::AgentsChanged)
}
