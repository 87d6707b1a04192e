//! Who is who: groups of contacts, the other contacts of a person, and who may be the same person.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::inbox::{self, whole};
use super::{dialogs, search};
use crate::base::text::{fold, words};
use crate::domain::search::Terms;
use crate::domain::{AgentId, Change, ContactId, DialogId, Intent, People};
use crate::store::{Alike, Candidate, Card, ContactQuery, Other};

/// The contacts of the person a contact belongs to.
pub(super) const GROUP: &str =
    "SELECT c.id FROM contacts me CROSS JOIN contacts c ON c.person = me.person
     WHERE me.id = ?1 ORDER BY c.id";

/// Contacts looked through for who may be the same person, the newest first.
const LOOK_MAX: usize = 200_000;

/// Letters and digits that two handles must share to be alike; of a phone number the last so many digits.
const HANDLE_LEAST: usize = 5;
const PHONE_DIGITS: usize = 9;

/// What a decision about people is made on; nothing is read for others.
pub(super) fn concerned(
    connection: &Connection,
    contact: ContactId,
    intent: &Intent,
    done: &[Change],
) -> rusqlite::Result<People> {
    let mut people = People { contact, ..People::default() };
    let mut about = match intent {
        Intent::MergeContact(other) => vec![contact, *other],
        Intent::SplitContact | Intent::ContactNote(_) => vec![contact],
        _ => Vec::new(),
    };
    for change in done {
        match change {
            Change::Merged { to, .. } => about.extend(to.concat()),
            Change::ContactNoted { .. } => about.push(contact),
            _ => (),
        }
    }
    if about.is_empty() {
        return Ok(people);
    }
    for contact in about {
        if people.of(contact).is_empty() {
            people.groups.extend(Some(group(connection, contact)?).filter(|it| !it.is_empty()));
        }
    }
    people.groups.sort();
    people.note = connection
        .prepare_cached("SELECT note FROM contacts WHERE id = ?1")?
        .query_row([contact.0], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    Ok(people)
}

fn group(connection: &Connection, contact: ContactId) -> rusqlite::Result<Vec<ContactId>> {
    connection
        .prepare_cached(GROUP)?
        .query_map([contact.0], |row| row.get(0).map(ContactId))?
        .collect()
}

/// Divides contacts into people. A person is called by the first of their contacts.
pub(super) fn divide(connection: &Connection, people: &[Vec<ContactId>]) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached("UPDATE contacts SET person = ?2 WHERE id = ?1")?;
    for person in people {
        let Some(first) = person.iter().min() else { continue };
        for contact in person {
            write.execute([contact.0, first.0])?;
        }
    }
    Ok(())
}

pub(super) fn write_down(
    connection: &Connection,
    contact: ContactId,
    note: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE contacts SET note = ?2 WHERE id = ?1")?
        .execute(params![contact.0, note])
        .map(drop)
}

pub(super) fn others_sql() -> String {
    format!(
        "SELECT {}, c.name, {}, c.external, c.handle, c.language, c.note, c.blocked_us
         FROM contacts me CROSS JOIN contacts c ON c.person = me.person AND c.id <> me.id
         CROSS JOIN dialogs d ON d.contact = c.id WHERE me.id = ? ORDER BY c.id",
        dialogs::COLUMNS,
        super::lists::SEEN
    )
}

/// The other contacts of the person a contact belongs to, those with the newest activity first.
fn others(
    connection: &Connection,
    contact: ContactId,
    me: AgentId,
) -> rusqlite::Result<Vec<Other>> {
    let mut others: Vec<Other> = connection
        .prepare_cached(&others_sql())?
        .query_map(params![me.0, contact.0], |row| {
            let card = inbox::card(row)?;
            Ok(Other { contact: card.contact, row: card.row })
        })?
        .collect::<rusqlite::Result<_>>()?;
    others.sort_by_key(|it| std::cmp::Reverse((it.row.dialog.last_at, it.contact.id)));
    Ok(others)
}

/// The card of a dialog, with the person's other dialogs.
pub(super) fn card(
    connection: &Connection,
    dialog: DialogId,
    me: AgentId,
) -> rusqlite::Result<Option<Card>> {
    let found = connection
        .prepare_cached(&inbox::card_sql())?
        .query_row(params![me.0, dialog.0], inbox::card)
        .optional()?;
    let Some(mut card) = found else { return Ok(None) };
    card.others = others(connection, card.contact.id, me)?;
    Ok(Some(card))
}

/// Who may be the same person as a dialog's contact.
pub(super) fn candidates(
    connection: &Connection,
    query: &ContactQuery,
) -> rusqlite::Result<Vec<Candidate>> {
    let Some(card) = card(connection, query.dialog, query.me)? else { return Ok(Vec::new()) };
    let known: Vec<ContactId> =
        card.others.iter().map(|it| it.contact.id).chain([card.contact.id]).collect();
    let own = Traits::of(&card.contact.name, &card.contact.handle);
    let found = match Terms::parse(&query.typed) {
        terms if terms.is_empty() => alike(connection, &own, &known)?,
        terms => match search::matching(&terms) {
            Some(words) => {
                let limit = query.limit.saturating_add(known.len());
                search::contacts(connection, &words, None, limit)?
            }
            None => Vec::new(),
        },
    };
    let mut candidates = Vec::new();
    for contact in found.into_iter().filter(|it| !known.contains(it)).take(query.limit) {
        let Some(dialog) = search::dialog_of(connection, contact)? else { continue };
        let Some(card) = self::card(connection, dialog, query.me)? else { continue };
        let alike = own.alike(&Traits::of(&card.contact.name, &card.contact.handle));
        candidates.push(Candidate { card, alike });
    }
    candidates.sort_by_key(|it| std::cmp::Reverse(it.alike));
    Ok(candidates)
}

/// Those who are called the same or have the same phone or address, the likeliest first.
fn alike(
    connection: &Connection,
    own: &Traits,
    known: &[ContactId],
) -> rusqlite::Result<Vec<ContactId>> {
    let mut found = Vec::new();
    let mut statement = connection
        .prepare_cached("SELECT id, name, handle FROM contacts ORDER BY id DESC LIMIT ?1")?;
    let mut rows = statement.query([whole(LOOK_MAX)])?;
    while let Some(row) = rows.next()? {
        let contact = ContactId(row.get(0)?);
        let traits = Traits::of(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
        if let Some(alike) = own.alike(&traits).filter(|_| !known.contains(&contact)) {
            found.push((alike, contact));
        }
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    Ok(found.into_iter().map(|it| it.1).collect())
}

/// What somebody is recognised by.
struct Traits {
    name: String,
    handle: String,
}

impl Traits {
    fn of(name: &str, handle: &str) -> Self {
        let name: Vec<String> = words(name).into_iter().map(|it| it.text).collect();
        let letters: String = fold(handle).chars().filter(|it| it.is_alphanumeric()).collect();
        // The same phone is written with and without its country's code.
        let is_phone =
            letters.len() >= PHONE_DIGITS && letters.bytes().all(|it| it.is_ascii_digit());
        let from = if is_phone { letters.len() - PHONE_DIGITS } else { 0 };
        Self { name: name.join(" "), handle: letters[from..].to_owned() }
    }

    fn alike(&self, other: &Self) -> Option<Alike> {
        if self.handle == other.handle && self.handle.chars().count() >= HANDLE_LEAST {
            return Some(Alike::Handle);
        }
        (self.name == other.name && !self.name.is_empty()).then_some(Alike::Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: (&str, &str), other: (&str, &str)) -> Option<Alike> {
        Traits::of(one.0, one.1).alike(&Traits::of(other.0, other.1))
    }

    #[test]
    fn people_are_recognised_by_name_phone_and_address() {
        let olha = ("Ольга Коваль", "+380 00 123 45 67");
        assert_eq!(alike(olha, ("ОЛЬГА  коваль!", "@olha")), Some(Alike::Name));
        assert_eq!(alike(olha, ("Оля", "00 123-45-67")), Some(Alike::Handle));
        assert_eq!(alike(olha, ("Ольга", "+380 00 123 45 68")), None);
        assert_eq!(alike(("a", "@olha_koval"), ("b", "olha.koval")), Some(Alike::Handle));
        assert_eq!(alike(("", ""), ("", "")), None, "who says nothing is like nobody");
        assert_eq!(alike(("", "@me"), ("", "@me")), None, "too little to go by");
    }
}
