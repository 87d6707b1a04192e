//! Rows of dialogs, and the totals that every written row moves.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codec::{self, maybe_agent, maybe_moment, moment, word};
use crate::base::clock::Timestamp;
use crate::domain::{
    AgentId, Cell, CellKey, ChannelId, ContactId, Counter, Dialog, DialogId, Kind, MessageId,
    Status,
};

/// A dialog with everything the desk keeps about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) dialog: Dialog,
    pub(super) last_text: String,
    pub(super) last_kind: Option<Kind>,
    pub(super) last_inbound: MessageId,
    pub(super) began_at: Timestamp,
    pub(super) messages: i64,
    pub(super) spam: Option<(Option<AgentId>, Timestamp)>,
}

/// The columns that [`from_row`] reads, of the table named `d`.
pub(super) const COLUMNS: &str = "d.id, d.channel, d.contact, d.status, d.before_spam, d.assignee, \
    d.snoozed_until, d.tags, d.unanswered, d.waiting_since, d.on_its_way, d.stuck, d.last_at, \
    d.last_text, d.last_kind, d.last_inbound, d.began_at, d.messages, d.spam_by, d.spam_at";

/// The first column after [`COLUMNS`].
pub(super) const COLUMNS_END: usize = 20;

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let last_kind = match row.get_ref(14)? {
        rusqlite::types::ValueRef::Null => None,
        _ => Some(word(row, 14, Kind::from_code)?),
    };
    let spam_by = maybe_agent(row, 18)?;
    Ok(Stored {
        dialog: Dialog {
            id: row.get(0).map(DialogId)?,
            channel: row.get(1).map(ChannelId)?,
            contact: row.get(2).map(ContactId)?,
            status: word(row, 3, Status::from_code)?,
            before_spam: word(row, 4, Status::from_code)?,
            assignee: maybe_agent(row, 5)?,
            snoozed_until: maybe_moment(row, 6)?,
            tags: codec::tags_from(&row.get::<_, String>(7)?),
            counter: Counter { unanswered: row.get(8)?, since: maybe_moment(row, 9)? },
            on_its_way: row.get(10)?,
            stuck: row.get(11)?,
            last_at: moment(row, 12)?,
        },
        last_text: row.get(13)?,
        last_kind,
        last_inbound: row.get(15).map(MessageId)?,
        began_at: moment(row, 16)?,
        messages: row.get(17)?,
        spam: maybe_moment(row, 19)?.map(|at| (spam_by, at)),
    })
}

pub(super) fn load(connection: &Connection, dialog: DialogId) -> rusqlite::Result<Option<Stored>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM dialogs d WHERE d.id = ?1"))?
        .query_row([dialog.0], from_row)
        .optional()
}

/// The dialog with a contact; there is at most one.
pub(super) fn of_contact(
    connection: &Connection,
    contact: ContactId,
) -> rusqlite::Result<Option<Stored>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM dialogs d WHERE d.contact = ?1"))?
        .query_row([contact.0], from_row)
        .optional()
}

/// Makes an open dialog without messages.
pub(super) fn create(
    connection: &Connection,
    channel: ChannelId,
    contact: ContactId,
    began_at: Timestamp,
) -> rusqlite::Result<Stored> {
    connection
        .prepare_cached(
            "INSERT INTO dialogs (channel, contact, status, before_spam, tags, began_at, bucket,
                rank, unanswered, on_its_way, stuck, last_at, last_text, last_inbound, messages)
             VALUES (?1, ?2, 'open', 'open', '', ?3, 0, 0, 0, 0, 0, ?3, '', 0, 0)",
        )?
        .execute(params![channel.0, contact.0, began_at.0])?;
    let dialog = Dialog {
        id: DialogId(connection.last_insert_rowid()),
        channel,
        contact,
        status: Status::Open,
        before_spam: Status::Open,
        assignee: None,
        snoozed_until: None,
        tags: Vec::new(),
        counter: Counter::default(),
        on_its_way: 0,
        stuck: 0,
        last_at: began_at,
    };
    let stored = Stored {
        dialog,
        last_text: String::new(),
        last_kind: None,
        last_inbound: MessageId(0),
        began_at,
        messages: 0,
        spam: None,
    };
    save(connection, None, &stored)?;
    Ok(stored)
}

/// Makes the row of a dialog that has its name already; [`save`] fills it.
pub(super) fn insert_empty(
    connection: &Connection,
    dialog: &Dialog,
    began_at: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO dialogs (id, channel, contact, status, before_spam, tags, began_at, bucket,
                rank, unanswered, on_its_way, stuck, last_at, last_text, last_inbound, messages)
             VALUES (?1, ?2, ?3, 'open', 'open', '', ?4, 0, 0, 0, 0, 0, ?4, '', 0, 0)",
        )?
        .execute(params![dialog.id.0, dialog.channel.0, dialog.contact.0, began_at.0])
        .map(drop)
}

/// Takes a dialog that goes out of the totals.
pub(super) fn uncount(connection: &Connection, dialog: &Dialog) -> rusqlite::Result<()> {
    let (key, cell) = cell(dialog);
    add(connection, key, cell, -1)?;
    forget_empty(connection, key)
}

/// Writes a dialog's row and moves the totals from what it was to what it is.
pub(super) fn save(
    connection: &Connection,
    before: Option<&Stored>,
    after: &Stored,
) -> rusqlite::Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    write(connection, after)?;
    if before.is_none_or(|it| it.dialog.tags != after.dialog.tags) {
        index_tags(connection, &after.dialog)?;
    }
    let was = before.map(|it| cell(&it.dialog));
    let is = cell(&after.dialog);
    if was == Some(is) {
        return Ok(());
    }
    if let Some((key, cell)) = was {
        add(connection, key, cell, -1)?;
        forget_empty(connection, key)?;
    }
    add(connection, is.0, is.1, 1)
}

fn write(connection: &Connection, stored: &Stored) -> rusqlite::Result<()> {
    let dialog = &stored.dialog;
    connection
        .prepare_cached(
            "UPDATE dialogs SET status = ?2, before_spam = ?3, assignee = ?4, snoozed_until = ?5,
                tags = ?6, unanswered = ?7, waiting_since = ?8, on_its_way = ?9, stuck = ?10,
                last_at = ?11, last_text = ?12, last_kind = ?13, last_inbound = ?14,
                messages = ?15, spam_by = ?16, spam_at = ?17, bucket = ?18, rank = ?19
             WHERE id = ?1",
        )?
        .execute(params![
            dialog.id.0,
            dialog.status.code(),
            dialog.before_spam.code(),
            dialog.assignee.map(|it| it.0),
            dialog.snoozed_until.map(|it| it.0),
            codec::tags_text(&dialog.tags),
            dialog.counter.unanswered,
            dialog.counter.since.map(|it| it.0),
            dialog.on_its_way,
            dialog.stuck,
            dialog.last_at.0,
            stored.last_text,
            stored.last_kind.map(Kind::code),
            stored.last_inbound.0,
            stored.messages,
            stored.spam.and_then(|(by, _)| by).map(|it| it.0),
            stored.spam.map(|(_, at)| at.0),
            dialog.bucket().code(),
            dialog.rank(),
        ])
        .map(drop)
}

/// Writes down which tags every dialog has.
pub(super) fn index_all_tags(connection: &Connection) -> rusqlite::Result<()> {
    let mut tagged = connection.prepare("SELECT id, tags FROM dialogs WHERE tags != ''")?;
    let mut rows = tagged.query([])?;
    while let Some(row) = rows.next()? {
        let dialog: i64 = row.get(0)?;
        for tag in codec::tags_from(row.get_ref(1)?.as_str()?) {
            connection
                .prepare_cached("INSERT OR IGNORE INTO dialog_tags (tag, dialog) VALUES (?1, ?2)")?
                .execute(params![tag, dialog])?;
        }
    }
    Ok(())
}

/// Writes down which tags it has, to be found by them.
fn index_tags(connection: &Connection, dialog: &Dialog) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM dialog_tags WHERE dialog = ?1")?
        .execute([dialog.id.0])?;
    for tag in &dialog.tags {
        connection
            .prepare_cached("INSERT OR IGNORE INTO dialog_tags (tag, dialog) VALUES (?1, ?2)")?
            .execute(params![tag, dialog.id.0])?;
    }
    Ok(())
}

/// Where a dialog is counted, and what it adds there.
pub(super) fn cell(dialog: &Dialog) -> (CellKey, Cell) {
    let key =
        CellKey { channel: dialog.channel, assignee: dialog.assignee, bucket: dialog.bucket() };
    let cell = Cell {
        dialogs: 1,
        waiting: i64::from(dialog.counter.waits()),
        unanswered: i64::from(dialog.counter.unanswered),
        stuck: i64::from(dialog.stuck > 0),
    };
    (key, cell)
}

/// Adds a cell to the totals, or with `sign` -1 takes it away.
pub(super) fn add(
    connection: &Connection,
    key: CellKey,
    cell: Cell,
    sign: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO totals (channel, assignee, bucket, dialogs, waiting, unanswered, stuck)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO UPDATE SET dialogs = dialogs + excluded.dialogs,
                waiting = waiting + excluded.waiting,
                unanswered = unanswered + excluded.unanswered,
                stuck = stuck + excluded.stuck",
        )?
        .execute(params![
            key.channel.0,
            key.assignee.map_or(0, |it| it.0),
            key.bucket.code(),
            sign * cell.dialogs,
            sign * cell.waiting,
            sign * cell.unanswered,
            sign * cell.stuck,
        ])
        .map(drop)
}

fn forget_empty(connection: &Connection, key: CellKey) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM totals
             WHERE channel = ?1 AND assignee = ?2 AND bucket = ?3 AND dialogs = 0",
        )?
        .execute(params![key.channel.0, key.assignee.map_or(0, |it| it.0), key.bucket.code()])
        .map(drop)
}
