//! A desk that follows a hub.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::feed::{self, By};
use super::following::{filling_text, follow, progress, start_over};
use super::inbox::whole;
use super::{Sqlite, codec, copy, dialogs, inbox, meta, pending, vanish};
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, Change, DialogId, Intent, Kind, MessageId, Op, OpId};
use crate::store::far::{
    Backlog, Bundle, Delta, Filling, OtherDesk, Progress, Rejected, Replica, SnapshotPage,
};
use crate::store::{Done, StoreError, ThreadPage};

impl Replica for Sqlite {
    fn progress(&self) -> Result<Option<Progress>, StoreError> {
        self.read("reading how far it has come", progress)
    }

    fn follow(
        &mut self,
        desk: u128,
        me: AgentId,
        _now: Timestamp,
    ) -> Result<Result<(), OtherDesk>, StoreError> {
        self.write("following a hub", |it| follow(it, desk, me))
    }

    fn take_page(&mut self, page: &SnapshotPage, now: Timestamp) -> Result<(), StoreError> {
        self.write_soon("taking a part of a snapshot", |it| {
            progress(it)?.map_or(Ok(()), |so_far| take_page(it, page, &so_far, now))
        })
    }

    fn take_delta(&mut self, delta: &Delta, now: Timestamp) -> Result<bool, StoreError> {
        self.write_soon("taking what happened", |it| {
            progress(it)?.map_or(Ok(false), |so_far| take_delta(it, delta, &so_far, now))
        })
    }

    fn take_bundles(
        &mut self,
        asked: &[DialogId],
        bundles: &[Bundle],
        _now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_soon("taking dialogs", |it| {
            let Some(so_far) = progress(it)? else { return Ok(()) };
            let told: BTreeSet<DialogId> = bundles.iter().map(|it| it.dialog.id).collect();
            for dialog in asked.iter().filter(|it| !told.contains(it)) {
                copy::want_if_here(it, *dialog)?;
            }
            put_all(it, bundles, &so_far)?;
            feed::bump(it)
        })
    }

    fn take_older(
        &mut self,
        dialog: DialogId,
        before: MessageId,
        page: &ThreadPage,
    ) -> Result<(), StoreError> {
        self.write_soon("taking older messages", |it| take_older(it, dialog, before, page))
    }

    fn begins(&self, dialog: DialogId) -> Result<Option<MessageId>, StoreError> {
        self.read("reading from where a dialog is here", |it| {
            inbox::since(it, dialog).map(|it| (it > 0).then_some(MessageId(it)))
        })
    }

    fn backlog(&self, limit: usize) -> Result<Backlog, StoreError> {
        self.read("reading what is to be sent", |it| {
            let open = pending::open(it, whole(limit))?;
            Ok(Backlog {
                wishes: open.into_iter().map(|it| it.wish).collect(),
                wanted: it
                    .prepare_cached("SELECT dialog FROM wanted ORDER BY dialog LIMIT ?1")?
                    .query_map([whole(limit)], |row| row.get(0).map(DialogId))?
                    .collect::<rusqlite::Result<_>>()?,
                seen: it
                    .prepare_cached("SELECT dialog, upto FROM seen_here ORDER BY dialog LIMIT ?1")?
                    .query_map([whole(limit)], |row| {
                        Ok((row.get(0).map(DialogId)?, row.get(1).map(MessageId)?))
                    })?
                    .collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    fn answered(&mut self, answers: &[(OpId, Done)], now: Timestamp) -> Result<(), StoreError> {
        self.write_soon("taking the hub's answers", |it| {
            let Some(so_far) = progress(it)? else { return Ok(()) };
            for (op, done) in answers {
                answer(it, *op, done, now)?;
            }
            settle_told(it, so_far.cursor.0)?;
            feed::bump(it)
        })
    }

    fn told_seen(&mut self, seen: &[(DialogId, MessageId)]) -> Result<(), StoreError> {
        self.write_soon("noting what the hub knows", |it| {
            for (dialog, upto) in seen {
                it.prepare_cached("DELETE FROM seen_here WHERE dialog = ?1 AND upto <= ?2")?
                    .execute([dialog.0, upto.0])?;
            }
            Ok(())
        })
    }

    fn waiting(&self) -> Result<(u32, u32), StoreError> {
        self.read("counting what waits", |it| {
            let count = |sql| it.prepare_cached(sql)?.query_row([], |row| row.get(0));
            Ok((
                count("SELECT count(*) FROM pending WHERE accepted IS NULL")?,
                count("SELECT count(*) FROM refused WHERE looked = 0")?,
            ))
        })
    }

    fn rejected(&self, limit: usize) -> Result<Vec<Rejected>, StoreError> {
        self.read("reading what was refused", |it| pending::rejected(it, whole(limit)))
    }

    fn looked_at(&mut self, upto: i64) -> Result<(), StoreError> {
        self.write_soon("noting what was looked at", |it| {
            it.prepare_cached("UPDATE refused SET looked = 1 WHERE no <= ?1 AND looked = 0")?
                .execute([upto])?;
            feed::bump(it)
        })
    }
}

fn round(connection: &Connection) -> rusqlite::Result<i64> {
    Ok(meta::get(connection, meta::ROUND)?.unwrap_or(0))
}

/// Writes bundles down, and again on top of them what is supposed. Tells which were written.
fn put_all(connection: &Connection, bundles: &[Bundle], so_far: &Progress) -> rusqlite::Result<()> {
    let written = put(connection, bundles, so_far)?;
    replay(connection, &written)
}

fn put(
    connection: &Connection,
    bundles: &[Bundle],
    so_far: &Progress,
) -> rusqlite::Result<BTreeSet<DialogId>> {
    let round = round(connection)?;
    let cursor = meta::get(connection, meta::CURSOR)?.unwrap_or(0);
    let mut written = BTreeSet::new();
    for bundle in bundles {
        if copy::put(connection, bundle, (round, cursor))? {
            copy::saw(connection, so_far.me, bundle)?;
            written.insert(bundle.dialog.id);
        }
    }
    Ok(written)
}

fn replay(connection: &Connection, dialogs: &BTreeSet<DialogId>) -> rusqlite::Result<()> {
    let idle: bool = connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM pending)")?
        .query_row([], |row| row.get(0))?;
    if idle {
        return Ok(());
    }
    let agents = inbox::roster(connection)?.agents;
    dialogs.iter().try_for_each(|it| copy::replay(connection, *it, &agents))
}

fn take_page(
    connection: &Connection,
    page: &SnapshotPage,
    so_far: &Progress,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let Some(filling) = so_far.filling else { return Ok(()) };
    if let Some(roster) = &page.roster {
        copy::roster(connection, roster, now)?;
        meta::set(connection, meta::CURSOR, page.head.0)?;
        meta::set(connection, meta::RIGHTS, page.rights.cast_signed())?;
    } else if page.rights != so_far.rights {
        start_over(connection)?;
        return feed::bump(connection);
    }
    put_all(connection, &page.bundles, so_far)?;
    let told = filling.told + u64::try_from(page.bundles.len()).unwrap_or(0);
    match page.next {
        Some(place) => {
            let total = page.total.unwrap_or(filling.total);
            let filling = Filling { place: Some(place), told, total };
            meta::set(connection, meta::FILLING, filling_text(&filling))?;
        }
        None => {
            meta::forget(connection, meta::FILLING)?;
            meta::set(connection, meta::SWEEP, page.head.0)?;
        }
    }
    let cursor = meta::get(connection, meta::CURSOR)?.unwrap_or(0);
    sweep(connection, cursor, now)?;
    settle_told(connection, cursor)?;
    feed::bump(connection)
}

/// What was not told again is not there any more, or not to be seen. But what went from one heap to another behind the
/// back of a snapshot, only the feed tells: so it comes first.
fn sweep(connection: &Connection, cursor: i64, now: Timestamp) -> rusqlite::Result<()> {
    let Some(due) = meta::get::<i64>(connection, meta::SWEEP)? else { return Ok(()) };
    if cursor < due {
        return Ok(());
    }
    meta::forget(connection, meta::SWEEP)?;
    let round = round(connection)?;
    let left: Vec<i64> = connection
        .prepare_cached("SELECT dialog FROM copies WHERE round < ?1")?
        .query_map([round], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    left.into_iter().try_for_each(|it| vanish::vanish(connection, DialogId(it), now))
}

/// Ops that the hub has accepted, and whose effects it has told by now without naming them: what is shown of their
/// dialogs is asked for.
fn settle_told(connection: &Connection, cursor: i64) -> rusqlite::Result<()> {
    for told in pending::told_by(connection, cursor)? {
        copy::unsuppose(connection, told.wish.op.id)?;
        pending::forget(connection, told.wish.op.id)?;
        copy::want(connection, told.wish.op.dialog)?;
    }
    Ok(())
}

fn take_delta(
    connection: &Connection,
    delta: &Delta,
    so_far: &Progress,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    if delta.after > so_far.cursor {
        return Ok(false);
    }
    if delta.upto <= so_far.cursor {
        return Ok(true);
    }
    // Of a dialog that is known better already, a piece tells only some messages, and those as they were: it is read anew.
    for bundle in &delta.bundles {
        if copy::is_known_better(connection, bundle)? {
            return Ok(false);
        }
    }
    if delta.rights != so_far.rights {
        // Another view of the desk; what is told from it would be laid over the old one.
        start_over(connection)?;
        feed::bump(connection)?;
        return Ok(true);
    }
    if let Some(roster) = &delta.roster {
        copy::roster(connection, roster, now)?;
    }
    let mine = settle(connection, delta)?;
    let written = put(connection, &delta.bundles, so_far)?;
    for entry in delta.entries.iter().filter(|it| it.no > so_far.cursor) {
        copy::chronicle(connection, entry)?;
    }
    for (settled, changes) in mine {
        remember(connection, &settled, changes)?;
        if !written.contains(&settled.wish.op.dialog) {
            // A newer bundle was there before the op was known to be in it.
            copy::want(connection, settled.wish.op.dialog)?;
        }
    }
    for dialog in &delta.gone {
        vanish::vanish(connection, *dialog, now)?;
    }
    meta::set(connection, meta::CURSOR, delta.upto.0)?;
    sweep(connection, delta.upto.0, now)?;
    settle_told(connection, delta.upto.0)?;
    replay(connection, &written)?;
    feed::bump(connection)?;
    Ok(true)
}

type Settled = (pending::Pending, Vec<Change>);

/// Takes out what was supposed of the ops that a piece of the feed tells of; tells what they really came to.
fn settle(connection: &Connection, delta: &Delta) -> rusqlite::Result<Vec<Settled>> {
    let mut done: BTreeMap<OpId, Vec<Change>> = BTreeMap::new();
    for entry in &delta.entries {
        if let Some(op) = entry.op {
            done.entry(op).or_default().push(entry.change.clone());
        }
    }
    let mut settled = Vec::new();
    for (op, changes) in done {
        if let Some(pending) = pending::find(connection, op)? {
            settled.push((pending, changes));
        }
    }
    // Before they are forgotten: a bundle takes out the rest of what is supposed of its dialog.
    for (it, _) in &settled {
        let op = &it.wish.op;
        if let Intent::Undo(undone) = op.intent {
            feed::mark_doable(connection, undone, op.id)?;
        }
        copy::unsuppose(connection, op.id)?;
        pending::forget(connection, op.id)?;
    }
    Ok(settled)
}

/// Remembers what one of our own ops came to, so that it can be taken back.
fn remember(
    connection: &Connection,
    settled: &pending::Pending,
    changes: Vec<Change>,
) -> rusqlite::Result<()> {
    let wish = &settled.wish;
    if dialogs::load(connection, wish.op.dialog)?.is_none() {
        return Ok(());
    }
    let by = By { agent: Some(settled.agent), op: Some(wish.op.id), at: settled.at };
    if let Intent::Undo(undone) = wish.op.intent {
        feed::mark_undone(connection, undone, wish.op.id)?;
    }
    let head = feed::head(connection)?;
    let done = Done::Accepted { changes, unanswered: 0, answering: false, head };
    feed::remember(connection, &wish.op, &by, &done, wish.batch)
}

fn answer(connection: &Connection, op: OpId, done: &Done, now: Timestamp) -> rusqlite::Result<()> {
    // Its outcome may have been told by the feed already.
    let Some(found) = pending::find(connection, op)? else { return Ok(()) };
    match done {
        Done::Accepted { head, .. } => pending::accept(connection, op, head.0),
        Done::Refused(why) => {
            let wish = &found.wish;
            if let Intent::Undo(undone) = wish.op.intent {
                feed::mark_doable(connection, undone, op)?;
            }
            copy::take_back(connection, &wish.op)?;
            copy::unsuppose(connection, op)?;
            pending::forget(connection, op)?;
            copy::want(connection, wish.op.dialog)?;
            let by = By { agent: Some(found.agent), op: Some(op), at: found.at };
            feed::remember(connection, &wish.op, &by, done, wish.batch)?;
            if !why.is_so_already() {
                pending::reject(
                    connection,
                    (&wish.op, found.agent),
                    codec::refusal_words(why),
                    now,
                )?;
            }
            give_words_back(connection, &found, now)
        }
    }
}

/// The words of a refused reply or note are a draft again, below whatever stands there already, so that several stand in
/// their order. Once: who sends
/// them again does not find them again.
fn give_words_back(
    connection: &Connection,
    found: &pending::Pending,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let Op { dialog, intent, .. } = &found.wish.op;
    let (kind, text) = match intent {
        Intent::Reply(text) | Intent::HeldReply(text, _) => (Kind::Reply, text),
        Intent::Letter(letter) => (Kind::Reply, &letter.text),
        Intent::Note(text) => (Kind::Note, text),
        _ => return Ok(()),
    };
    // Files alone have no words.
    if text.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO drafts (dialog, agent, kind, text, at, answers)
             SELECT id, ?2, ?3, ?4, ?5, ?6 FROM dialogs WHERE id = ?1
             ON CONFLICT DO UPDATE SET text = text || char(10) || excluded.text, at = excluded.at
             WHERE instr(text, excluded.text) = 0",
        )?
        .execute(params![
            dialog.0,
            found.agent.0,
            kind.code(),
            text,
            now.0,
            found.wish.basis.upto.0
        ])
        .map(drop)
}

fn take_older(
    connection: &Connection,
    dialog: DialogId,
    before: MessageId,
    page: &ThreadPage,
) -> rusqlite::Result<()> {
    let Some(stored) = dialogs::load(connection, dialog)? else { return Ok(()) };
    let since = inbox::since(connection, dialog)?;
    if since == 0 || since != before.0 {
        return Ok(());
    }
    for message in &page.messages {
        copy::keep_older(connection, &stored, message)?;
    }
    let first = page.messages.first().map_or(0, |it| it.id.0);
    let since = if page.at_start { 0 } else { first };
    connection
        .prepare_cached("UPDATE copies SET since = ?2 WHERE dialog = ?1")?
        .execute([dialog.0, since])?;
    feed::bump(connection)
}

/// On a replica: notes that the hub does not know yet how far a dialog has been seen.
pub(super) fn note_seen(
    connection: &Connection,
    dialog: DialogId,
    upto: MessageId,
) -> rusqlite::Result<()> {
    if !pending::is_replica(connection)? {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO seen_here (dialog, upto) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET upto = max(upto, excluded.upto)",
        )?
        .execute([dialog.0, upto.0])
        .map(drop)
}
