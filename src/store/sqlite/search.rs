//! Where words are found: the questions to the search index.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::inbox::{self, whole};
use super::{Sqlite, messages, words};
use crate::domain::search::{Phrase, Terms};
use crate::domain::{AgentId, ContactId, DialogId, MessageId};
use crate::store::{Card, Hit, Hits, SearchQuery, StoreError};

/// Contacts shown before the messages.
pub(super) const PEOPLE_MAX: usize = 5;

/// Where a word is in the names of so many contacts, it is not looked for in the histories of each.
const NAMESAKES_MAX: usize = 16;

/// Messages looked at for words that the contact's name leaves over: of each namesake, and of all where there
/// are too many of them.
const LOOK_MAX: usize = 200;
const LOOK_ALL_MAX: usize = 300;

/// Of more words than this, no name is expected among them.
const NAMED_WORDS_MAX: usize = 4;

pub(super) const FOUND: &str = "SELECT rowid FROM message_words
    WHERE message_words MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3";
pub(super) const PEOPLE: &str = "SELECT rowid FROM contact_words
    WHERE contact_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
pub(super) const IN_DIALOG: &str =
    "SELECT id, text FROM messages WHERE dialog = ?1 AND id < ?2 ORDER BY id DESC";
const TALLY: &str = "SELECT count(*) FROM
    (SELECT 1 FROM message_words WHERE message_words MATCH ?1 LIMIT ?2)";
/// The dialogs in which words are found. Both parameters are [`matching`] of the words.
pub(super) const DIALOGS_WITH: &str = "(SELECT m.dialog
        FROM message_words w CROSS JOIN messages m ON m.id = w.rowid WHERE w.message_words MATCH ?
    UNION SELECT d.id
        FROM contact_words w CROSS JOIN dialogs d ON d.contact = w.rowid WHERE w.contact_words MATCH ?)";

impl Sqlite {
    /// As [`read`](Self::read); an index that is not there is a damaged one.
    pub(super) fn ask_words<R>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<R>,
    ) -> Result<R, StoreError> {
        self.read(doing, |it| match work(it) {
            Err(error) if words::is_broken(&error) => Ok(Err(StoreError::NoIndex(error))),
            other => other.map(Ok),
        })?
    }
}

/// Words as the index is asked for them; `None` when there are none. Folded words are letters and digits only:
/// nothing in them means anything to the index.
pub(super) fn matching(terms: &Terms) -> Option<String> {
    let phrase = |it: &Phrase| {
        let star = if it.unfinished() { " *" } else { "" };
        format!("\"{}\"{star}", it.words().join(" "))
    };
    let phrases: Vec<String> = terms.phrases().iter().map(phrase).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// In how many messages the words are found; at most `upto`.
pub(super) fn tally(
    connection: &Connection,
    terms: &Terms,
    upto: usize,
) -> rusqlite::Result<usize> {
    let Some(matching) = matching(terms) else { return Ok(0) };
    connection
        .prepare_cached(TALLY)?
        .query_row(params![matching, whole(upto)], |row| row.get::<_, i64>(0))
        .map(|it| usize::try_from(it).unwrap_or(0))
}

/// The dialogs in which all of the words are found, in ascending order. Costs what the words are frequent.
pub(super) fn dialogs_with_words(
    connection: &Connection,
    terms: &Terms,
) -> rusqlite::Result<Vec<DialogId>> {
    let Some(matching) = matching(terms) else { return Ok(Vec::new()) };
    connection
        .prepare_cached(&format!("{} ORDER BY 1", &DIALOGS_WITH[1..DIALOGS_WITH.len() - 1]))?
        .query_map(params![matching, matching], |row| row.get(0).map(DialogId))?
        .collect()
}

pub(super) fn search(connection: &Connection, query: &SearchQuery) -> rusqlite::Result<Hits> {
    let mut hits = Hits::default();
    let Some(matching) = matching(&query.terms) else { return Ok(hits) };
    let before = query.from.map_or(i64::MAX, |it| it.0);
    // One more than wanted tells whether there is more.
    let wanted = query.limit.saturating_add(1);
    let mut found: BTreeSet<i64> = BTreeSet::new();
    if let Some(dialog) = query.dialog {
        found.extend(in_dialog(connection, (dialog, before), &query.terms, (wanted, usize::MAX))?);
    } else {
        let reach = Reach { seen: None, after: 0, before };
        found = self::messages(connection, (&query.terms, &matching), &reach, wanted)?;
        if query.from.is_none() {
            (hits.people, hits.more_people) = people(connection, &matching, query.me)?;
        }
    }
    hits.more = found.len() > query.limit;
    for id in found.into_iter().rev().take(query.limit) {
        let Some(message) = messages::load(connection, MessageId(id))? else { continue };
        let Some(card) = card(connection, message.dialog, query.me)? else { continue };
        hits.messages.push(Hit { message, row: card.row });
    }
    Ok(hits)
}

/// Which messages are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach<'a> {
    /// Those of dialogs `d` of which this is so; `None`: of all.
    pub(super) seen: Option<&'a str>,
    /// Those after this one.
    pub(super) after: i64,
    /// Those before this one.
    pub(super) before: i64,
}

fn found_sql(reach: &Reach<'_>) -> String {
    let Some(seen) = reach.seen else { return FOUND.to_owned() };
    format!(
        "SELECT f.rowid FROM message_words f CROSS JOIN messages m ON m.id = f.rowid
         CROSS JOIN dialogs d ON d.id = m.dialog
         WHERE f.message_words MATCH ?1 AND f.rowid < ?2 AND f.rowid > {} AND {seen}
         ORDER BY f.rowid DESC LIMIT ?3",
        reach.after
    )
}

/// The names beside what is found. The cross joins keep the order: what is found first, then where it belongs.
fn found_names_sql(reach: &Reach<'_>) -> String {
    format!(
        "SELECT f.rowid, c.name, c.handle, c.external, c.note FROM ({}) f
         CROSS JOIN messages m ON m.id = f.rowid
         CROSS JOIN dialogs d ON d.id = m.dialog
         CROSS JOIN contacts c ON c.id = d.contact",
        found_sql(reach)
    )
}

/// Messages with the words, on all of the desk that is looked at; the newest ones, about so many.
pub(super) fn messages(
    connection: &Connection,
    (terms, matching): (&Terms, &str),
    reach: &Reach<'_>,
    wanted: usize,
) -> rusqlite::Result<BTreeSet<i64>> {
    let mut found: BTreeSet<i64> = connection
        .prepare_cached(&found_sql(reach))?
        .query_map(params![matching, reach.before, whole(wanted)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    found.extend(by_name_and_words(connection, terms, reach, wanted)?);
    found.retain(|it| *it > reach.after);
    Ok(found)
}

/// The newest messages of a dialog that have the words; at most so many, out of at most so many.
fn in_dialog(
    connection: &Connection,
    (dialog, before): (DialogId, i64),
    terms: &Terms,
    (wanted, looked_at): (usize, usize),
) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(IN_DIALOG)?;
    let mut rows = statement.query(params![dialog.0, before])?;
    let (mut found, mut seen) = (Vec::new(), 0);
    while found.len() < wanted
        && seen < looked_at
        && let Some(row) = rows.next()?
    {
        seen += 1;
        if terms.are_in(row.get_ref(1)?.as_str()?) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Messages where one of several words is not in the text but in the contact's name: "олена доставка".
fn by_name_and_words(
    connection: &Connection,
    terms: &Terms,
    reach: &Reach<'_>,
    wanted: usize,
) -> rusqlite::Result<Vec<i64>> {
    let before = reach.before;
    let mut found = Vec::new();
    if !(2..=NAMED_WORDS_MAX).contains(&terms.phrases().len()) {
        return Ok(found);
    }
    for at in 0..terms.phrases().len() {
        let (name, rest) = (terms.only(at), terms.without(at));
        let (Some(named), Some(said)) = (matching(&name), matching(&rest)) else { continue };
        let namesakes = contacts(connection, &named, reach.seen, NAMESAKES_MAX + 1)?;
        if namesakes.len() > NAMESAKES_MAX {
            let mut statement = connection.prepare_cached(&found_names_sql(reach))?;
            let mut rows = statement.query(params![said, before, whole(LOOK_ALL_MAX)])?;
            while let Some(row) = rows.next()? {
                let mut has = false;
                for column in 1..5 {
                    has |= name.are_in(row.get_ref(column)?.as_str()?);
                }
                if has {
                    found.push(row.get(0)?);
                }
            }
            continue;
        }
        for contact in namesakes {
            let Some(dialog) = dialog_of(connection, contact)? else { continue };
            let place = (dialog, before);
            found.extend(in_dialog(connection, place, &rest, (wanted, LOOK_MAX))?);
        }
    }
    Ok(found)
}

pub(super) fn contacts(
    connection: &Connection,
    matching: &str,
    seen: Option<&str>,
    limit: usize,
) -> rusqlite::Result<Vec<ContactId>> {
    let sql = match seen {
        None => PEOPLE.to_owned(),
        Some(seen) => format!(
            "SELECT f.rowid FROM contact_words f CROSS JOIN dialogs d ON d.contact = f.rowid
             WHERE f.contact_words MATCH ?1 AND {seen} ORDER BY f.rowid DESC LIMIT ?2"
        ),
    };
    connection
        .prepare_cached(&sql)?
        .query_map(params![matching, whole(limit)], |row| row.get(0).map(ContactId))?
        .collect()
}

fn people(
    connection: &Connection,
    matching: &str,
    me: AgentId,
) -> rusqlite::Result<(Vec<Card>, bool)> {
    let found = contacts(connection, matching, None, PEOPLE_MAX + 1)?;
    let more = found.len() > PEOPLE_MAX;
    let mut people = Vec::new();
    for contact in found.into_iter().take(PEOPLE_MAX) {
        if let Some(dialog) = dialog_of(connection, contact)? {
            people.extend(card(connection, dialog, me)?);
        }
    }
    Ok((people, more))
}

pub(super) fn dialog_of(
    connection: &Connection,
    contact: ContactId,
) -> rusqlite::Result<Option<DialogId>> {
    connection
        .prepare_cached("SELECT id FROM dialogs WHERE contact = ?1")?
        .query_row([contact.0], |row| row.get(0).map(DialogId))
        .optional()
}

fn card(connection: &Connection, dialog: DialogId, me: AgentId) -> rusqlite::Result<Option<Card>> {
    connection
        .prepare_cached(&inbox::card_sql())?
        .query_row(params![me.0, dialog.0], inbox::card)
        .optional()
}
