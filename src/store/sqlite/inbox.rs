//! The desk as a screen reads it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::codec::{maybe_moment, word};
use super::dialogs::{self, COLUMNS_END};
use super::lists::{self, SEEN};
use super::narrow;
use super::{Sqlite, around, channels, feed, files, messages, people, roles};
use crate::domain::{
    AgentId, Bucket, Cell, CellKey, ChangeNo, ChannelId, ChannelKind, Contact, DialogId, Kind,
    MessageId, Totals, WAITING_RANK_END,
};
use crate::store::{
    Card, Draft, FeedEntry, Inbox, Page, PageQuery, Roster, Row, StoreError, ThreadPage, ThreadPart,
};

pub(super) const OUTBOX: &str = "SELECT count(*) FROM messages INDEXED BY outbox_pending
        WHERE kind = 'reply' AND state IN ('queued', 'sending')
        AND state IN ('queued', 'sending', 'failed', 'unsure')";

impl Inbox for Sqlite {
    fn head(&self) -> Result<ChangeNo, StoreError> {
        self.read("reading the feed", feed::head)
    }

    fn page(&self, query: &PageQuery) -> Result<Page, StoreError> {
        self.ask_words("reading a list", |it| lists::page(it, query))
    }

    fn thread(
        &self,
        dialog: DialogId,
        until: Option<MessageId>,
        limit: usize,
    ) -> Result<ThreadPage, StoreError> {
        self.read("reading a dialog", |it| thread(it, dialog, until, limit))
    }

    fn thread_around(
        &self,
        dialog: DialogId,
        message: MessageId,
        before: usize,
        after: usize,
    ) -> Result<ThreadPart, StoreError> {
        self.read("reading a dialog", |it| {
            around::thread_around(it, (dialog, message), (before, after))
        })
    }

    fn card(&self, dialog: DialogId, me: AgentId) -> Result<Option<Card>, StoreError> {
        self.read("reading a contact", |it| people::card(it, dialog, me))
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        self.read("reading the totals", totals)
    }

    fn roster(&self) -> Result<Roster, StoreError> {
        self.read("reading channels and agents", roster)
    }

    fn changes(&self, after: ChangeNo, limit: usize) -> Result<Vec<FeedEntry>, StoreError> {
        self.read("reading the feed", |it| {
            it.prepare_cached(feed::AFTER)?
                .query_map(params![after.0, whole(limit)], feed::entry)?
                .collect()
        })
    }

    fn history(
        &self,
        dialog: DialogId,
        before: Option<ChangeNo>,
        limit: usize,
    ) -> Result<Vec<FeedEntry>, StoreError> {
        self.read("reading a history", |it| history(it, dialog, before, limit))
    }

    fn drafts(&self, agent: AgentId, dialog: DialogId) -> Result<Vec<Draft>, StoreError> {
        self.read("reading drafts", |it| {
            it.prepare_cached(
                "SELECT kind, text, answers FROM drafts WHERE dialog = ?1 AND agent = ?2",
            )?
            .query_map(params![dialog.0, agent.0], |row| {
                let (kind, text) = (word(row, 0, Kind::from_code)?, row.get(1)?);
                Ok(Draft { kind, text, answers: row.get::<_, Option<i64>>(2)?.map(MessageId) })
            })?
            .collect()
        })
    }
}

pub(super) fn roster(connection: &Connection) -> rusqlite::Result<Roster> {
    let channels = format!("SELECT {} FROM channels ORDER BY name, id", channels::COLUMNS);
    Ok(Roster {
        channels: connection
            .prepare_cached(&channels)?
            .query_map([], channels::from_row)?
            .collect::<rusqlite::Result<_>>()?,
        agents: roles::agents(connection)?,
        file_months: Some(files::months(connection)?),
    })
}

pub(super) fn history(
    connection: &Connection,
    dialog: DialogId,
    before: Option<ChangeNo>,
    limit: usize,
) -> rusqlite::Result<Vec<FeedEntry>> {
    let before = before.map_or(i64::MAX, |it| it.0);
    connection
        .prepare_cached(feed::OF_DIALOG)?
        .query_map(params![dialog.0, before, whole(limit)], feed::entry)?
        .collect()
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn row(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let stored = dialogs::from_row(row)?;
    Ok(Row {
        dialog: stored.dialog,
        name: row.get(COLUMNS_END)?,
        last_text: stored.last_text,
        last_kind: stored.last_kind,
        seen: row.get(COLUMNS_END + 1)?,
        pending: row.get(COLUMNS_END + 2)?,
    })
}

pub(super) fn card_sql() -> String {
    format!(
        "SELECT {}, c.name, {SEEN}, c.external, c.handle, c.language, c.note, c.blocked_us
         FROM dialogs d CROSS JOIN contacts c ON c.id = d.contact WHERE d.id = ?",
        dialogs::COLUMNS
    )
}

pub(super) fn card(from: &SqlRow<'_>) -> rusqlite::Result<Card> {
    let stored = dialogs::from_row(from)?;
    let row = row(from)?;
    let contact = Contact {
        id: stored.dialog.contact,
        channel: stored.dialog.channel,
        name: row.name.clone(),
        external: from.get(COLUMNS_END + 3)?,
        handle: from.get(COLUMNS_END + 4)?,
        language: from.get(COLUMNS_END + 5)?,
        note: from.get(COLUMNS_END + 6)?,
        blocked_us: super::codec::maybe_moment(from, COLUMNS_END + 7)?,
    };
    Ok(Card {
        row,
        contact,
        began_at: stored.began_at,
        messages: stored.messages,
        spam: stored.spam,
        others: Vec::new(),
    })
}

pub(super) fn thread_sql() -> String {
    format!(
        "SELECT {} FROM messages WHERE dialog = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
        messages::COLUMNS
    )
}

pub(super) fn thread(
    connection: &Connection,
    dialog: DialogId,
    until: Option<MessageId>,
    limit: usize,
) -> rusqlite::Result<ThreadPage> {
    let until = until.map_or(i64::MAX, |it| it.0);
    let mut found = connection
        .prepare_cached(&thread_sql())?
        .query_map(params![dialog.0, until, whole(limit.saturating_add(1))], messages::from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let at_start = found.len() <= limit;
    found.truncate(limit);
    let messages = found
        .into_iter()
        .rev()
        .map(|it| messages::with_files(connection, it))
        .collect::<rusqlite::Result<_>>()?;
    let elsewhere = at_start && since(connection, dialog)? > 0;
    Ok(ThreadPage { messages, at_start: at_start && !elsewhere, elsewhere })
}

/// From which message on a dialog is here; 0: all of it.
pub(super) fn since(connection: &Connection, dialog: DialogId) -> rusqlite::Result<i64> {
    let found = connection
        .prepare_cached("SELECT since FROM copies WHERE dialog = ?1")?
        .query_row([dialog.0], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}

pub(super) const OLDEST: &str = "SELECT min(rank) FROM dialogs WHERE bucket = ?1 AND rank < ?2";

pub(super) fn cells(connection: &Connection) -> rusqlite::Result<BTreeMap<CellKey, Cell>> {
    connection
        .prepare_cached(
            "SELECT channel, assignee, bucket, dialogs, waiting, unanswered, stuck FROM totals",
        )?
        .query_map([], cell)?
        .collect()
}

fn totals(connection: &Connection) -> rusqlite::Result<Totals> {
    let cells = cells(connection)?;
    // On the open heap the rank of a dialog that waits is the moment since when.
    let oldest = connection
        .prepare_cached(OLDEST)?
        .query_row(params![Bucket::Open.code(), WAITING_RANK_END], |row| maybe_moment(row, 0))?;
    let outbox = connection.prepare_cached(OUTBOX)?.query_row([], |row| row.get(0))?;
    let kinds = connection
        .prepare_cached("SELECT id, kind FROM channels")?
        .query_map([], |row| {
            Ok((row.get(0).map(ChannelId)?, word(row, 1, ChannelKind::from_code)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let unable = narrow::unable(connection)?.into_iter().collect();
    Ok(Totals { cells, oldest, outbox, kinds, unable })
}

pub(super) fn cell(row: &SqlRow<'_>) -> rusqlite::Result<(CellKey, Cell)> {
    let bucket: i64 = row.get(2)?;
    let assignee: i64 = row.get(1)?;
    let key = CellKey {
        channel: row.get(0).map(ChannelId)?,
        assignee: (assignee != 0).then_some(AgentId(assignee)),
        bucket: Bucket::from_code(bucket).ok_or_else(|| super::codec::unknown(2))?,
    };
    let cell = Cell {
        dialogs: row.get(3)?,
        waiting: row.get(4)?,
        unanswered: row.get(5)?,
        stuck: row.get(6)?,
    };
    Ok((key, cell))
}
