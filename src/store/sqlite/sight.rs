//! What is there for one agent: as a condition on dialogs, and of people of whom they see only a part.

use rusqlite::{Connection, params};

use super::dialogs;
use crate::domain::{Agent, Change, ContactId, DialogId, Grant, Sight};
use crate::store::{Done, FeedEntry};

/// Says of a dialog `d` whether it is there for an agent, as [`Agent::sees`] does; `None`: all of them are.
pub(super) fn condition(viewer: &Agent) -> Option<String> {
    if viewer.sees_all() {
        return None;
    }
    if viewer.blocked {
        return Some("0".to_owned());
    }
    let me = viewer.id.0;
    let held = |it: Grant| match it.sight() {
        Sight::Nothing => "0".to_owned(),
        Sight::Own => format!("d.assignee IS {me}"),
        Sight::OwnAndUnassigned => format!("(d.assignee IS NULL OR d.assignee = {me})"),
        Sight::All => "1".to_owned(),
    };
    let usual = held(viewer.rights.base());
    let except: String = viewer
        .rights
        .exceptions()
        .iter()
        .map(|(channel, it)| format!(" WHEN {} THEN {}", channel.0, held(*it)))
        .collect();
    Some(if except.is_empty() { usual } else { format!("CASE d.channel{except} ELSE {usual} END") })
}

/// A change as an agent may see it. Who is merged with whom is told of contacts whose dialogs are there for them, as if
/// there were no others.
pub(super) fn change(
    connection: &Connection,
    viewer: &Agent,
    change: Change,
) -> rusqlite::Result<Change> {
    let Change::Merged { from, to } = change else { return Ok(change) };
    if viewer.sees_all() {
        return Ok(Change::Merged { from, to });
    }
    let seen = |it: &ContactId| -> rusqlite::Result<bool> {
        let stored = dialogs::of_contact(connection, *it)?;
        Ok(stored.is_some_and(|it| viewer.sees(&it.dialog)))
    };
    let people = |all: Vec<Vec<ContactId>>| -> rusqlite::Result<Vec<Vec<ContactId>>> {
        let mut told = Vec::new();
        for person in all {
            let mut contacts = Vec::new();
            for contact in person {
                if seen(&contact)? {
                    contacts.push(contact);
                }
            }
            told.extend(Some(contacts).filter(|it| !it.is_empty()));
        }
        Ok(told)
    };
    Ok(Change::Merged { from: people(from)?, to: people(to)? })
}

/// Entries as the agent may see them.
pub(super) fn entries(
    connection: &Connection,
    viewer: &Agent,
    entries: &mut [FeedEntry],
) -> rusqlite::Result<()> {
    for it in entries {
        it.change = change(connection, viewer, it.change.clone())?;
    }
    Ok(())
}

/// What an op came to, as an agent may see it.
pub(super) fn done(connection: &Connection, viewer: &Agent, done: Done) -> rusqlite::Result<Done> {
    match done {
        Done::Accepted { changes, unanswered, answering, head } => {
            let changes = changes.into_iter().map(|it| change(connection, viewer, it));
            let changes = changes.collect::<rusqlite::Result<_>>()?;
            Ok(Done::Accepted { changes, unanswered, answering, head })
        }
        refused @ Done::Refused(_) => Ok(refused),
    }
}

/// The first contact of a person whose dialog is there for an agent. `person` is the first of all; `contact`, whose dialog
/// is there, is one of them.
pub(super) fn person(
    connection: &Connection,
    viewer: &Agent,
    (contact, person): (ContactId, ContactId),
) -> rusqlite::Result<ContactId> {
    let Some(seen) = condition(viewer).filter(|_| contact != person) else { return Ok(person) };
    let sql = format!(
        "SELECT ifnull(min(c.id), ?2) FROM contacts c CROSS JOIN dialogs d ON d.contact = c.id
         WHERE c.person = ?1 AND {seen}"
    );
    connection
        .prepare_cached(&sql)?
        .query_row(params![person.0, contact.0], |row| row.get(0).map(ContactId))
}

/// The dialogs of the other contacts of a dialog's person.
pub(super) fn of_same_person(
    connection: &Connection,
    dialog: DialogId,
) -> rusqlite::Result<Vec<DialogId>> {
    connection
        .prepare_cached(
            "SELECT o.id FROM dialogs d CROSS JOIN contacts me ON me.id = d.contact
             CROSS JOIN contacts c ON c.person = me.person
             CROSS JOIN dialogs o ON o.contact = c.id WHERE d.id = ?1 AND o.id <> ?1",
        )?
        .query_map([dialog.0], |row| row.get(0).map(DialogId))?
        .collect()
}
