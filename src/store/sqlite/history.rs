//! The whole history of a dialog, and everything derived counted again from it.
//!
//! Nothing on the screen's path comes here: this is the truth that tests hold the kept numbers against, and
//! what a rescued desk is rebuilt with.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::dialogs::{self, Stored};
use super::{Sqlite, messages, words};
use crate::domain::unanswered::{self, Entry};
use crate::domain::{Cell, Delivery, Dialog, DialogId, Kind, Message, MessageId};
use crate::store::StoreError;

/// A kept number that is not what the history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whose it is; `None` for the totals.
    pub dialog: Option<DialogId>,
    /// What is kept and what it should be.
    pub what: String,
}

impl Sqlite {
    /// Holds every kept number against the history, without changing anything.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn verify(&self) -> Result<Vec<Fault>, StoreError> {
        self.read("checking the numbers", |it| {
            let mut faults = Vec::new();
            let mut sums = BTreeMap::new();
            for dialog in all(it)? {
                let Some(kept) = dialogs::load(it, dialog)? else { continue };
                let right = derived(it, &kept)?;
                if kept != right || !placed(it, &right.dialog)? {
                    let what = format!("kept {kept:?}, history says {right:?}");
                    faults.push(Fault { dialog: Some(dialog), what });
                }
                let (key, cell) = dialogs::cell(&right.dialog);
                *sums.entry(key).or_insert_with(Cell::default) += cell;
            }
            let kept = super::inbox::cells(it)?;
            if kept != sums {
                let what = format!("totals are {kept:?}, the dialogs add up to {sums:?}");
                faults.push(Fault { dialog: None, what });
            }
            faults.extend(words::faults(it)?);
            Ok(faults)
        })
    }

    /// Counts every kept number again from the history and stores it.
    ///
    /// # Errors
    /// When the desk cannot be read or written.
    pub fn recount(&mut self) -> Result<(), StoreError> {
        self.write("counting again", recount)
    }

    /// A dialog's whole history, as the rule of the unanswered counter reads it.
    ///
    /// # Errors
    /// When the desk cannot be read.
    pub fn entries(&self, dialog: DialogId) -> Result<Vec<Entry>, StoreError> {
        self.read("reading a history", |it| Ok(history(it, dialog)?.0))
    }
}

/// Counts every kept number again.
pub(super) fn recount(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM totals", [])?;
    connection.execute("DELETE FROM dialog_tags", [])?;
    connection.execute(
        "UPDATE messages SET settles = (kind = 'reply'
            AND ifnull(state, '') IN ('sent', 'delivered', 'read'))",
        [],
    )?;
    // A desk that was rescued before it was brought up to date.
    connection.execute(
        "UPDATE changes SET due = ifnull((SELECT at FROM messages m WHERE m.id = message), at)
         WHERE kind = 'wrote' AND due IS NULL",
        [],
    )?;
    for dialog in all(connection)? {
        let Some(kept) = dialogs::load(connection, dialog)? else { continue };
        // As if it were new: its totals are not there any more.
        dialogs::save(connection, None, &derived(connection, &kept)?)?;
    }
    Ok(())
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<DialogId>> {
    connection
        .prepare_cached("SELECT id FROM dialogs ORDER BY id")?
        .query_map([], |row| row.get(0).map(DialogId))?
        .collect()
}

/// Whether what lists are ordered by and found by says what the domain says.
fn placed(connection: &Connection, dialog: &Dialog) -> rusqlite::Result<bool> {
    let kept: (i64, i64) = connection
        .prepare_cached("SELECT bucket, rank FROM dialogs WHERE id = ?1")?
        .query_row([dialog.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let tags: Vec<String> = connection
        .prepare_cached("SELECT tag FROM dialog_tags WHERE dialog = ?1")?
        .query_map([dialog.id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let same: BTreeSet<&String> = tags.iter().collect();
    Ok(kept == (dialog.bucket().code(), dialog.rank()) && same == dialog.tags.iter().collect())
}

fn history(
    connection: &Connection,
    dialog: DialogId,
) -> rusqlite::Result<(Vec<Entry>, Vec<Message>)> {
    let columns = messages::COLUMNS;
    let said: Vec<Message> = connection
        .prepare_cached(&format!("SELECT {columns} FROM messages WHERE dialog = ?1 ORDER BY id"))?
        .query_map([dialog.0], |row| messages::from_row(row).map(|(it, _)| it))?
        .collect::<rusqlite::Result<_>>()?;
    let closes: Vec<(MessageId, bool)> = connection
        .prepare_cached("SELECT point, stands FROM closes WHERE dialog = ?1 ORDER BY id")?
        .query_map([dialog.0], |row| Ok((row.get(0).map(MessageId)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut entries = Vec::with_capacity(said.len() + closes.len());
    let mut closes = closes.into_iter().peekable();
    for message in &said {
        while let Some((_, stands)) = closes.next_if(|(point, _)| *point < message.id) {
            entries.push(Entry::Closed { stands });
        }
        entries.push(Entry::Message {
            kind: message.kind,
            at: message.at,
            delivery: message.delivery.clone(),
        });
    }
    entries.extend(closes.map(|(_, stands)| Entry::Closed { stands }));
    Ok((entries, said))
}

/// The dialog with everything derived counted from its history.
fn derived(connection: &Connection, kept: &Stored) -> rusqlite::Result<Stored> {
    let (entries, said) = history(connection, kept.dialog.id)?;
    let mut right = kept.clone();
    right.last_text.clear();
    right.last_kind = None;
    right.last_inbound = MessageId(0);
    right.messages = 0;
    right.dialog.last_at = kept.began_at;
    for message in &said {
        messages::show(&mut right, (message.id, message.kind), message.at, &message.text);
    }
    let count = |which: &dyn Fn(&Message, &Delivery) -> bool| {
        let hits = said.iter().filter(|it| it.delivery.as_ref().is_some_and(|to| which(it, to)));
        u32::try_from(hits.count()).unwrap_or(u32::MAX)
    };
    right.dialog.counter = unanswered::count(&entries);
    right.dialog.on_its_way = count(&|it, to| it.kind == Kind::Reply && to.on_its_way());
    right.dialog.stuck = count(&|it, to| it.kind == Kind::Reply && to.stuck());
    Ok(right)
}
