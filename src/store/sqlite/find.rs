//! Search as far as an agent may see.

use rusqlite::Connection;

use super::search::{self, PEOPLE_MAX, Reach, matching};
use super::{messages, sight};
use crate::domain::search::Terms;
use crate::domain::{Agent, MessageId};
use crate::store::far::Found;

/// Messages of the desk that are looked through for one answer, at most, where not all of them may be seen: found or not,
/// so that where to go on tells nothing of what is out of sight.
const STRETCH: i64 = 1 << 20;

/// Where words are found that the agent may see.
pub(super) fn find(
    connection: &Connection,
    viewer: &Agent,
    terms: &Terms,
    (before, limit): (Option<MessageId>, usize),
) -> rusqlite::Result<Found> {
    let mut told = Found::default();
    let Some(matching) = matching(terms) else { return Ok(told) };
    let seen = sight::condition(viewer);
    let newest: i64 = connection
        .prepare_cached("SELECT ifnull(max(id), 0) FROM messages")?
        .query_row([], |row| row.get(0))?;
    let last = before.map_or(newest, |it| newest.min(it.0.saturating_sub(1))).max(0);
    let after = match seen {
        Some(_) => (last - 1).max(0) / STRETCH * STRETCH,
        None => 0,
    };
    let reach = Reach { seen: seen.as_deref(), after, before: last + 1 };
    // One more than wanted tells whether there is more.
    let found = search::messages(connection, (terms, &matching), &reach, limit.saturating_add(1))?;
    let more = found.len() > limit;
    for id in found.into_iter().rev().take(limit) {
        told.messages.extend(messages::load(connection, MessageId(id))?);
        told.next = Some(MessageId(id)).filter(|_| more);
    }
    if !more && after > 0 {
        told.next = Some(MessageId(after + 1));
    }
    if before.is_none() {
        for contact in search::contacts(connection, &matching, reach.seen, PEOPLE_MAX)? {
            told.people.extend(search::dialog_of(connection, contact)?);
        }
    }
    Ok(told)
}
