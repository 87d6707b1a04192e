//! Writes automatic replies into the outbox, together with what they answer.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::dialogs::{self, Stored};
use super::feed::By;
use super::messages::{self, Body};
use super::{connections, counter, following, submit};
use crate::base::clock::Timestamp;
use crate::domain::automatic::{Automatic, FRESH, GREETING_DAYS, Habits, Occasion, due, words};
use crate::domain::hours::{Hours, Schedule, zone};
use crate::domain::{
    Arrival, Aside, Change, ChannelId, ContactId, Delivery, DialogId, Kind, Status, Written,
};

/// A customer's message has come into the dialog that was `before` it: writes the automatic reply that is due.
pub(super) fn answer(
    connection: &Connection,
    before: &Stored,
    arrival: &Arrival,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let was = &before.dialog;
    let spam = was.status == Status::Spam;
    // What the rule says as well; here it spares a backlog many questions.
    if arrival.more.automatic || spam || now.since(arrival.at) > FRESH {
        return Ok(());
    }
    let greeting = option(connection, was.channel, Automatic::Greeting.code())?;
    let away = option(connection, was.channel, Automatic::OutOfHours.code())?;
    if greeting.is_none() && away.is_none() || following::progress(connection)?.is_some() {
        return Ok(());
    }
    let hours = if away.is_some() { schedule(connection, was.channel)? } else { None };
    let habits =
        Habits { greets: greeting.is_some(), silence: silence(connection, was.channel)?, hours };
    let occasion = Occasion {
        at: arrival.at,
        automatic: arrival.more.automatic,
        spam,
        before: before.last_kind.map(|_| was.last_at),
        greeted: written(connection, was.id, Automatic::Greeting)?,
        told: written(connection, was.id, Automatic::OutOfHours)?,
    };
    let template = match due(&habits, &occasion, now) {
        None => return Ok(()),
        Some(Automatic::Greeting) => (Automatic::Greeting, greeting),
        Some(Automatic::OutOfHours) => (Automatic::OutOfHours, away),
    };
    let (what, Some(template)) = template else { return Ok(()) };
    let text = words(&template, &called(connection, was.contact)?);
    if !has_words(&text) {
        return Ok(());
    }
    write(connection, was.id, &text, now)?;
    connection
        .prepare_cached(
            "INSERT INTO automatic (dialog, what, at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET at = excluded.at",
        )?
        .execute(params![was.id.0, what.code(), now.0])
        .map(drop)
}

/// What an option says; nothing at all is its default.
fn option(
    connection: &Connection,
    channel: ChannelId,
    name: &str,
) -> rusqlite::Result<Option<String>> {
    Ok(connections::option(connection, channel, name)?.filter(|it| has_words(it)))
}

fn has_words(text: &str) -> bool {
    !text.trim().is_empty()
}

/// A channel's hours, where it has any that can be read; without a place they are those of UTC.
fn schedule(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Option<Schedule>> {
    let Some(hours) = option(connection, channel, "hours")? else { return Ok(None) };
    let place = match option(connection, channel, "time-zone")? {
        Some(name) => zone(&name),
        None => Some(chrono_tz::UTC),
    };
    Ok(Hours::parse(&hours).ok().zip(place).map(|(hours, place)| Schedule::new(hours, place)))
}

/// How long a silence makes a customer new again.
fn silence(connection: &Connection, channel: ChannelId) -> rusqlite::Result<Duration> {
    let days = option(connection, channel, "greeting-days")?;
    let days = days.and_then(|it| it.trim().parse::<u32>().ok()).unwrap_or(GREETING_DAYS);
    Ok(Duration::from_secs(24 * 3600) * days)
}

/// When the dialog last got it.
fn written(
    connection: &Connection,
    dialog: DialogId,
    what: Automatic,
) -> rusqlite::Result<Option<Timestamp>> {
    connection
        .prepare_cached("SELECT at FROM automatic WHERE dialog = ?1 AND what = ?2")?
        .query_row(params![dialog.0, what.code()], |row| super::codec::moment(row, 0))
        .optional()
}

/// What a contact calls themself.
fn called(connection: &Connection, contact: ContactId) -> rusqlite::Result<String> {
    connection
        .prepare_cached("SELECT name FROM contacts WHERE id = ?1")?
        .query_row([contact.0], |row| row.get(0))
}

fn write(
    connection: &Connection,
    dialog: DialogId,
    text: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let Some(before) = dialogs::load(connection, dialog)? else { return Ok(()) };
    let body = Body {
        author: None,
        at: now,
        text,
        remote: None,
        delivery: Some(Delivery::fresh(now)),
        files: &[],
        about: Aside::default(),
    };
    let message = messages::next_id(connection)?;
    let change = Change::Wrote(Written { message, kind: Kind::Auto, at: now });
    let mut stored = before.clone();
    submit::apply(connection, &mut stored, &change, &By::desk(now), Some(&body))?;
    counter::recount(connection, &mut stored)?;
    dialogs::save(connection, Some(&before), &stored)
}
