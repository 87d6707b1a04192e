//! What a hub tells of its desk: read for one agent, and only what that agent may see.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codec::{maybe_moment, moment, op_from};
use super::counter::SETTLED_UPTO;
use super::dialogs::{self, COLUMNS_END, Stored};
use super::inbox::{self, whole};
use super::{Sqlite, feed, find, messages, meta, roles, sight, submit, uploads};
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{
    Actor, Agent, Attachment, Bucket, Change, ChangeNo, Contact, ContactId, DialogId, Message,
    MessageId, Refusal,
};
use crate::store::far::{
    Bundle, Closing, Delta, Found, Origin, SnapshotPage, SnapshotPlace, StartOver, Tail, Wish,
};
use crate::store::{Done, FeedEntry, Place, StoreError, ThreadPage};

/// Messages of a dialog in a snapshot, at most, beside those that nobody has answered.
const SNAPSHOT_TAIL: usize = 10;

/// Messages of one bundle, at most, however long nobody has answered.
const BUNDLE_MAX: usize = 500;

/// Dialogs looked at for one part of a snapshot, at most, seen or not.
const LOOK_MAX: usize = 5_000;

impl Origin for Sqlite {
    fn desk_name(&self) -> Result<u128, StoreError> {
        self.read("reading the desk's name", |it| {
            let name: Option<String> = meta::get(it, meta::DESK_NAME)?;
            name.and_then(|it| u128::from_str_radix(&it, 16).ok())
                .ok_or_else(|| super::codec::unknown(0))
        })
    }

    fn delta(
        &self,
        viewer: &Agent,
        after: ChangeNo,
        limit: usize,
    ) -> Result<Result<Delta, StartOver>, StoreError> {
        self.read("reading the feed", |it| delta(it, viewer, after, limit))
    }

    fn snapshot(
        &self,
        viewer: &Agent,
        place: Option<SnapshotPlace>,
        limit: usize,
    ) -> Result<SnapshotPage, StoreError> {
        self.read("reading a snapshot", |it| snapshot(it, viewer, place, limit))
    }

    fn bundles(
        &self,
        viewer: &Agent,
        dialogs: &[DialogId],
        tail: usize,
    ) -> Result<Vec<Bundle>, StoreError> {
        self.read("reading dialogs", |it| {
            let head = feed::head(it)?;
            let mut bundles = Vec::new();
            for dialog in dialogs {
                if let Some(full) = visible(it, viewer, *dialog)? {
                    bundles.push(with_tail(it, viewer, (full, head), tail)?);
                }
            }
            Ok(bundles)
        })
    }

    fn older(
        &self,
        viewer: &Agent,
        dialog: DialogId,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Option<ThreadPage>, StoreError> {
        self.read("reading a dialog", |it| match visible(it, viewer, dialog)? {
            Some(_) => inbox::thread(it, dialog, before, limit).map(Some),
            None => Ok(None),
        })
    }

    fn chronicle(
        &self,
        viewer: &Agent,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Option<Vec<FeedEntry>>, StoreError> {
        self.read("reading a history", |it| match visible(it, viewer, dialog)? {
            Some(_) => {
                let mut entries = inbox::history(it, dialog, before, limit)?;
                sight::entries(it, viewer, &mut entries)?;
                Ok(Some(entries))
            }
            None => Ok(None),
        })
    }

    fn file(
        &self,
        viewer: &Agent,
        message: MessageId,
        place: usize,
    ) -> Result<Option<Attachment>, StoreError> {
        self.read("reading a file's name", |it| {
            let Some((dialog, file)) = messages::file(it, message, place)? else { return Ok(None) };
            Ok(visible(it, viewer, dialog)?.map(|_| file))
        })
    }

    fn find(
        &self,
        viewer: &Agent,
        terms: &Terms,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Found, StoreError> {
        self.ask_words("searching", |it| find::find(it, viewer, terms, (before, limit)))
    }

    fn submit_wishes(
        &mut self,
        wishes: &[Wish],
        viewer: &Agent,
        now: Timestamp,
    ) -> Result<Vec<Done>, StoreError> {
        self.write("recording ops", |it| {
            wishes
                .iter()
                .map(|wish| sight::done(it, viewer, submit_one(it, wish, viewer, now)?))
                .collect()
        })
    }
}

/// A dialog with its contact, as one row.
struct Full {
    stored: Stored,
    contact: Contact,
    person: ContactId,
    seen: MessageId,
}

const FULL_COLUMNS: &str = "c.name, c.external, c.handle, c.language, c.note, c.person,
    c.blocked_us,
    ifnull((SELECT upto FROM seen WHERE dialog = d.id AND agent = ?1), 0)";

fn full_from(row: &Row<'_>) -> rusqlite::Result<Full> {
    let stored = dialogs::from_row(row)?;
    let contact = Contact {
        id: stored.dialog.contact,
        channel: stored.dialog.channel,
        name: row.get(COLUMNS_END)?,
        external: row.get(COLUMNS_END + 1)?,
        handle: row.get(COLUMNS_END + 2)?,
        language: row.get(COLUMNS_END + 3)?,
        note: row.get(COLUMNS_END + 4)?,
        blocked_us: maybe_moment(row, COLUMNS_END + 6)?,
    };
    let person = row.get(COLUMNS_END + 5).map(ContactId)?;
    Ok(Full { stored, contact, person, seen: row.get(COLUMNS_END + 7).map(MessageId)? })
}

fn visible(
    connection: &Connection,
    viewer: &Agent,
    dialog: DialogId,
) -> rusqlite::Result<Option<Full>> {
    let sql = format!(
        "SELECT {}, {FULL_COLUMNS} FROM dialogs d CROSS JOIN contacts c ON c.id = d.contact
         WHERE d.id = ?2",
        dialogs::COLUMNS
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([viewer.id.0, dialog.0], full_from)
        .optional()?;
    Ok(found.filter(|it| viewer.sees(&it.stored.dialog)))
}

/// A bundle with these messages.
fn bundle(
    connection: &Connection,
    viewer: &Agent,
    (full, as_of): (Full, ChangeNo),
    thread: Vec<Message>,
    tail: Option<Tail>,
) -> rusqlite::Result<Bundle> {
    let Full { stored, contact, person, seen } = full;
    let person = sight::person(connection, viewer, (contact.id, person))?;
    Ok(Bundle {
        as_of,
        closes: closes(connection, stored.dialog.id)?,
        dialog: stored.dialog,
        contact,
        person,
        began_at: stored.began_at,
        messages: stored.messages,
        last_text: stored.last_text,
        last_kind: stored.last_kind,
        last_inbound: stored.last_inbound,
        spam: stored.spam,
        seen,
        thread,
        tail,
    })
}

fn closes(connection: &Connection, dialog: DialogId) -> rusqlite::Result<Vec<Closing>> {
    connection
        .prepare_cached(
            "SELECT id, point, at, op, stands, taken_back FROM closes WHERE dialog = ?1 ORDER BY id",
        )?
        .query_map([dialog.0], |row| {
            Ok(Closing {
                id: row.get(0)?,
                point: row.get(1).map(MessageId)?,
                at: moment(row, 2)?,
                op: op_from(row, 3)?,
                stands: row.get(4)?,
                taken_back: maybe_moment(row, 5)?,
            })
        })?
        .collect()
}

/// From where on a replica needs the messages of a dialog: the newest `?2` of them, all that nobody has answered, and
/// those that are not through yet.
const TAIL_FROM: &str = "SELECT max(
    ifnull((SELECT id FROM messages WHERE dialog = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?4), 0),
    min(
        ifnull((SELECT id FROM messages WHERE dialog = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2 - 1),
            CASE WHEN ?2 = 0 THEN 9223372036854775807 ELSE 0 END),
        ifnull((SELECT min(id) FROM messages INDEXED BY messages_inbound
            WHERE dialog = ?1 AND kind = 'in' AND id > ?3), 9223372036854775807),
        ifnull((SELECT min(id) FROM messages INDEXED BY outbox_pending WHERE dialog = ?1
            AND state IN ('queued', 'sending', 'failed', 'unsure')), 9223372036854775807)))";

fn with_tail(
    connection: &Connection,
    viewer: &Agent,
    (full, as_of): (Full, ChangeNo),
    tail: usize,
) -> rusqlite::Result<Bundle> {
    debug_assert!(viewer.sees(&full.stored.dialog));
    let dialog = full.stored.dialog.id;
    let settled: i64 =
        connection.prepare_cached(SETTLED_UPTO)?.query_row([dialog.0], |row| row.get(0))?;
    let from: i64 = connection
        .prepare_cached(TAIL_FROM)?
        .query_row(params![dialog.0, whole(tail), settled, whole(BUNDLE_MAX)], |row| row.get(0))?;
    let before: Option<i64> = connection
        .prepare_cached("SELECT max(id) FROM messages WHERE dialog = ?1 AND id < ?2")?
        .query_row([dialog.0, from], |row| row.get(0))?;
    let sql = format!(
        "SELECT {} FROM messages WHERE dialog = ?1 AND id >= ?2 ORDER BY id",
        messages::COLUMNS
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_map([dialog.0, from], messages::from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let thread = found
        .into_iter()
        .map(|it| messages::with_files(connection, it))
        .collect::<rusqlite::Result<_>>()?;
    let tail = Tail { before: before.map(MessageId) };
    bundle(connection, viewer, (full, as_of), thread, Some(tail))
}

type Piece = Result<Delta, StartOver>;

fn delta(
    connection: &Connection,
    viewer: &Agent,
    after: ChangeNo,
    limit: usize,
) -> rusqlite::Result<Piece> {
    let head = feed::head(connection)?;
    if after > head {
        return Ok(Err(StartOver::AheadOfHub));
    }
    if after < ChangeNo(meta::get(connection, meta::FEED_FLOOR)?.unwrap_or(0)) {
        return Ok(Err(StartOver::TooOld));
    }
    let mut entries: Vec<FeedEntry> = connection
        .prepare_cached(feed::AFTER)?
        .query_map(params![after.0, whole(limit.saturating_add(1))], feed::entry)?
        .collect::<rusqlite::Result<_>>()?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let upto = entries.last().filter(|_| more).map_or(head, |it| it.no);
    let touched = touched(connection, viewer, &entries)?;
    let (mut bundles, mut hidden) = (Vec::new(), BTreeSet::new());
    for (dialog, ids) in touched {
        match visible(connection, viewer, dialog)? {
            Some(full) => {
                let mut thread = Vec::new();
                for id in ids {
                    thread.extend(messages::load(connection, id)?);
                }
                bundles.push(bundle(connection, viewer, (full, head), thread, None)?);
            }
            None => drop(hidden.insert(dialog)),
        }
    }
    let gone = gone(connection, viewer, &entries, &hidden)?;
    let turned = entries.iter().any(|it| it.dialog.is_none());
    let roster = if turned { Some(roster(connection, viewer)?) } else { None };
    entries.retain(|it| it.dialog.is_none_or(|it| !hidden.contains(&it)));
    sight::entries(connection, viewer, &mut entries)?;
    let rights = viewer.rights_version();
    Ok(Ok(Delta { after, upto, more, rights, entries, bundles, gone, roster }))
}

/// The dialogs that entries are about, with the messages that came or changed.
fn touched(
    connection: &Connection,
    viewer: &Agent,
    entries: &[FeedEntry],
) -> rusqlite::Result<BTreeMap<DialogId, BTreeSet<MessageId>>> {
    let mut touched: BTreeMap<DialogId, BTreeSet<MessageId>> = BTreeMap::new();
    for entry in entries {
        let Some(dialog) = entry.dialog else { continue };
        let messages = touched.entry(dialog).or_default();
        match &entry.change {
            Change::Wrote(written) => drop(messages.insert(written.message)),
            Change::Delivery { message, .. } | Change::Edited { message, .. } => {
                messages.insert(*message);
            }
            Change::Merged { to, .. } => {
                for contact in to.concat() {
                    if let Some(other) = dialogs::of_contact(connection, contact)? {
                        touched.entry(other.dialog.id).or_default();
                    }
                }
            }
            // Who comes into sight, or leaves it, may be the first of a person's contacts that are seen.
            Change::Assigned { .. } if !viewer.sees_all() => {
                for other in sight::of_same_person(connection, dialog)? {
                    touched.entry(other).or_default();
                }
            }
            _ => (),
        }
    }
    Ok(touched)
}

/// Of the hidden dialogs those that the agent saw before these entries: nothing is said of the others.
fn gone(
    connection: &Connection,
    viewer: &Agent,
    entries: &[FeedEntry],
    hidden: &BTreeSet<DialogId>,
) -> rusqlite::Result<Vec<DialogId>> {
    let mut gone = BTreeSet::new();
    for entry in entries {
        let Some(id) = entry.dialog.filter(|it| hidden.contains(it)) else { continue };
        let Change::Assigned { from, .. } = entry.change else { continue };
        if let Some(stored) = dialogs::load(connection, id)? {
            let before = crate::domain::Dialog { assignee: from, ..stored.dialog };
            if viewer.sees(&before) {
                gone.insert(id);
            }
        }
    }
    Ok(gone.into_iter().collect())
}

fn roster(connection: &Connection, viewer: &Agent) -> rusqlite::Result<crate::store::Roster> {
    let mut roster = inbox::roster(connection)?;
    roster.channels.retain(|it| viewer.sees_channel(it.id));
    for it in &mut roster.agents {
        // An exception tells that there is a channel.
        it.rights = it.rights.clone().only_on(|it| viewer.sees_channel(it));
    }
    Ok(roster)
}

fn snapshot(
    connection: &Connection,
    viewer: &Agent,
    place: Option<SnapshotPlace>,
    limit: usize,
) -> rusqlite::Result<SnapshotPage> {
    let head = feed::head(connection)?;
    let mut page =
        SnapshotPage { head, rights: viewer.rights_version(), ..SnapshotPage::default() };
    if place.is_none() {
        page.roster = Some(roster(connection, viewer)?);
        page.total = Some(total(connection, viewer)?);
    }
    let start = SnapshotPlace { bucket: Bucket::ALL[0], behind: None };
    let (mut at, mut looked) = (place.unwrap_or(start), 0);
    loop {
        let found = heap(connection, viewer, at, limit.saturating_sub(page.bundles.len()))?;
        looked += found.len();
        let Some(last) = found.last() else {
            let next = Bucket::ALL.into_iter().find(|it| it.code() > at.bucket.code());
            let Some(bucket) = next else { return Ok(page) };
            at = SnapshotPlace { bucket, behind: None };
            continue;
        };
        let dialog = &last.stored.dialog;
        let behind = Place { heap: 0, key: dialog.rank(), tie: dialog.id.0 };
        at.behind = Some(behind);
        let tail = match at.bucket {
            Bucket::Open | Bucket::Snoozed => SNAPSHOT_TAIL,
            Bucket::Closed | Bucket::Spam => 0,
        };
        for full in found.into_iter().filter(|it| viewer.sees(&it.stored.dialog)) {
            page.bundles.push(with_tail(connection, viewer, (full, head), tail)?);
        }
        if page.bundles.len() >= limit || looked >= LOOK_MAX {
            page.next = Some(at);
            return Ok(page);
        }
    }
}

/// The next dialogs of a heap, seen or not.
pub(super) fn heap_sql() -> String {
    format!(
        "SELECT {}, {FULL_COLUMNS} FROM dialogs d INDEXED BY dialogs_by_rank
         CROSS JOIN contacts c ON c.id = d.contact
         WHERE d.bucket = ?2 AND (d.rank, d.id) > (?3, ?4) ORDER BY d.rank, d.id LIMIT ?5",
        dialogs::COLUMNS
    )
}

fn heap(
    connection: &Connection,
    viewer: &Agent,
    place: SnapshotPlace,
    limit: usize,
) -> rusqlite::Result<Vec<Full>> {
    let (key, tie) = place.behind.map_or((i64::MIN, i64::MIN), |it| (it.key, it.tie));
    connection
        .prepare_cached(&heap_sql())?
        .query_map(
            params![viewer.id.0, place.bucket.code(), key, tie, whole(limit.max(1))],
            full_from,
        )?
        .collect()
}

/// How many dialogs an agent sees: whose it is and on which channel decides, and so much the totals know.
fn total(connection: &Connection, viewer: &Agent) -> rusqlite::Result<u64> {
    let cells = inbox::cells(connection)?;
    let seen = cells.iter().filter(|(key, _)| viewer.sees_those(key.channel, key.assignee));
    Ok(seen.map(|(_, cell)| u64::try_from(cell.dialogs).unwrap_or(0)).sum())
}

/// One op of a replica.
fn submit_one(
    connection: &Connection,
    wish: &Wish,
    viewer: &Agent,
    now: Timestamp,
) -> rusqlite::Result<Done> {
    let Wish { op, batch, basis } = wish;
    if let Some(agent) = feed::agent_of(connection, op.id)? {
        let mine = agent == Some(viewer.id);
        let done = feed::done(connection, op.id)?.filter(|_| mine);
        return Ok(done.unwrap_or(Done::Refused(Refusal::NotAllowed)));
    }
    // Somebody may have blocked them since they were let in.
    let Some(agent) = roles::agent(connection, viewer.id)? else {
        return Ok(Done::Refused(Refusal::NotAllowed));
    };
    let actor = Actor::Agent(agent.clone());
    let stored = dialogs::load(connection, op.dialog)?.filter(|it| agent.sees(&it.dialog));
    let refusal = match &stored {
        None => Some(Refusal::NoSuchDialog),
        Some(stored) => {
            let holder =
                stored.dialog.assignee.map_or(Ok(None), |it| roles::agent(connection, it))?;
            let now = (&stored.dialog, holder.as_ref());
            basis.outdated(&op.intent, &actor, now, stored.last_inbound)
        }
    };
    let theirs = || uploads::are_theirs(connection, agent.id, (op.dialog, &op.intent), now);
    let refusal = if refusal.is_none() && !theirs()? { Some(Refusal::NoFile) } else { refusal };
    match refusal {
        Some(refusal) => submit::refuse(connection, op, &actor, now, (*batch, refusal)),
        None => submit::submit(connection, op, &actor, now, *batch),
    }
}
