//! What narrows a list down, in the desk's own words: which holders and channels are wanted one by one, and what is
//! looked at on the way.

use std::collections::{BTreeSet, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::inbox::whole;
use super::search;
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{AgentId, Assigned, ChannelId, ChannelPick, DialogId, Filter};

/// Whose dialogs a strand holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Any,
    Nobody,
    /// No range of an index: it is looked at on the way.
    Somebody,
    One(AgentId),
}

/// SQL and what stands for its question marks, which are given in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
    /// Nothing can be so. SQLite takes an empty list for a reason to use no index at all.
    pub(super) never: bool,
}

impl Piece {
    pub(super) fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql += sql;
        self.values.extend(values);
    }
}

/// Whose dialogs are wanted, one by one, by the first word on it; what else is said is looked at on the way.
pub(super) fn holders(
    connection: &Connection,
    filter: &Filter,
    rest: &mut Piece,
) -> rusqlite::Result<Vec<Holder>> {
    let Some((first, others)) = filter.assigned.split_first() else {
        return Ok(vec![Holder::Any]);
    };
    for any in others {
        let held = one_by_one(connection, filter, any)?;
        among(rest, &held);
    }
    let held = one_by_one(connection, filter, first)?;
    if held.contains(&Holder::Any) || held.contains(&Holder::Somebody) {
        among(rest, &held);
        return Ok(vec![Holder::Any]);
    }
    Ok(held)
}

fn one_by_one(
    connection: &Connection,
    filter: &Filter,
    any: &[Assigned],
) -> rusqlite::Result<Vec<Holder>> {
    let mut holders = BTreeSet::new();
    for assigned in any {
        match assigned {
            Assigned::Nobody => drop(holders.insert(Holder::Nobody)),
            Assigned::Somebody => drop(holders.insert(Holder::Somebody)),
            Assigned::Me => drop(holders.insert(Holder::One(filter.me))),
            Assigned::To(agent) => drop(holders.insert(Holder::One(*agent))),
            Assigned::Unable => holders.extend(unable(connection)?.into_iter().map(Holder::One)),
        }
    }
    Ok(holders.into_iter().collect())
}

/// The agents who hold dialogs and cannot answer, by [`crate::domain::Agent::able`]. Holders who are not on the desk any more are
/// among them.
pub(super) fn unable(connection: &Connection) -> rusqlite::Result<Vec<AgentId>> {
    let held: Vec<AgentId> = connection
        .prepare_cached(
            "SELECT DISTINCT assignee FROM totals WHERE assignee != 0 ORDER BY assignee",
        )?
        .query_map([], |row| row.get(0).map(AgentId))?
        .collect::<rusqlite::Result<_>>()?;
    let mut unable = Vec::new();
    for agent in held {
        if !super::roles::agent(connection, agent)?.is_some_and(|it| it.able()) {
            unable.push(agent);
        }
    }
    Ok(unable)
}

/// The channels that are wanted, one by one; `None` are all of them.
pub(super) fn channels(
    connection: &Connection,
    filter: &Filter,
    rest: &mut Piece,
) -> rusqlite::Result<Vec<Option<ChannelId>>> {
    let Some((first, others)) = filter.channels.split_first() else { return Ok(vec![None]) };
    for any in others {
        let picked = picked(connection, any)?.into_iter();
        one_of(rest, "d.channel", picked.map(|it| it.0.into()).collect());
    }
    Ok(picked(connection, first)?.into_iter().map(Some).collect())
}

fn picked(connection: &Connection, any: &[ChannelPick]) -> rusqlite::Result<BTreeSet<ChannelId>> {
    let mut picked = BTreeSet::new();
    for pick in any {
        match pick {
            ChannelPick::One(channel) => drop(picked.insert(*channel)),
            ChannelPick::Kind(kind) => {
                let mut statement =
                    connection.prepare_cached("SELECT id FROM channels WHERE kind = ?1")?;
                for row in statement.query_map([kind.code()], |row| row.get(0).map(ChannelId))? {
                    picked.insert(row?);
                }
            }
        }
    }
    Ok(picked)
}

/// The column is one of these; of none it never is.
pub(super) fn one_of(piece: &mut Piece, column: &str, values: Vec<Value>) {
    if values.is_empty() {
        piece.never = true;
        return;
    }
    let marks = vec!["?"; values.len()].join(", ");
    piece.add(&format!(" AND {column} IN ({marks})"), values);
}

pub(super) fn among(piece: &mut Piece, holders: &[Holder]) {
    let mut ways: Vec<String> = Vec::new();
    let mut agents = Vec::new();
    for holder in holders {
        match holder {
            Holder::Any => return,
            Holder::Nobody => ways.push("d.assignee IS NULL".into()),
            Holder::Somebody => ways.push("d.assignee IS NOT NULL".into()),
            Holder::One(agent) => agents.push(Value::from(agent.0)),
        }
    }
    if !agents.is_empty() {
        ways.push(format!("d.assignee IN ({})", vec!["?"; agents.len()].join(", ")));
    }
    if ways.is_empty() {
        piece.never = true;
        return;
    }
    piece.add(&format!(" AND ({})", ways.join(" OR ")), agents);
}

pub(super) fn look_on_the_way(filter: &Filter, now: Timestamp, rest: &mut Piece) {
    for tag in &filter.without {
        rest.add(
            " AND NOT EXISTS (SELECT 1 FROM dialog_tags t WHERE t.tag = ? AND t.dialog = d.id)",
            [tag.clone().into()],
        );
    }
    if !filter.languages.is_empty() {
        let languages = filter.languages.iter().map(|it| it.clone().into());
        one_of(rest, "c.language", languages.collect());
    }
    if let Some(after) = filter.after {
        rest.add(" AND d.last_at >= ?", [after.at(now).0.into()]);
    }
    if let Some(before) = filter.before {
        rest.add(" AND d.last_at < ?", [before.at(now).0.into()]);
    }
}

/// The dialogs that have all the tags and words, where one of them has few; the others are looked at on the way.
pub(super) fn few(
    connection: &Connection,
    filter: &Filter,
    most: usize,
    rest: &mut Piece,
) -> rusqlite::Result<Option<Vec<DialogId>>> {
    let mut few: Option<Vec<DialogId>> = None;
    for tag in &filter.tags {
        let found: Vec<DialogId> = connection
            .prepare_cached("SELECT dialog FROM dialog_tags WHERE tag = ?1 LIMIT ?2")?
            .query_map(params![tag, whole(most + 1)], |row| row.get(0).map(DialogId))?
            .collect::<rusqlite::Result<_>>()?;
        if found.len() > most {
            rest.add(
                " AND EXISTS (SELECT 1 FROM dialog_tags t WHERE t.tag = ? AND t.dialog = d.id)",
                [tag.clone().into()],
            );
        } else {
            few = Some(both(few, found));
        }
    }
    for entry in &filter.words {
        let terms = Terms::of_entry(entry);
        if terms.is_empty() {
            continue;
        }
        // From the index at once, however many they are: to look for words in texts takes far longer.
        let found = search::dialogs_with_words(connection, &terms)?;
        if found.len() > most {
            rest.add(" AND d.id IN (SELECT value FROM json_each(?))", [listed(&found)]);
        } else {
            few = Some(both(few, found));
        }
    }
    Ok(few)
}

/// Names of dialogs as one value, for `json_each`.
pub(super) fn listed(dialogs: &[DialogId]) -> Value {
    let names: Vec<String> = dialogs.iter().map(|it| it.0.to_string()).collect();
    Value::from(format!("[{}]", names.join(",")))
}

fn both(known: Option<Vec<DialogId>>, found: Vec<DialogId>) -> Vec<DialogId> {
    match known {
        None => found,
        Some(known) => {
            let found: HashSet<DialogId> = found.into_iter().collect();
            known.into_iter().filter(|it| found.contains(it)).collect()
        }
    }
}
