//! How far a replica has come, and how it begins, also once more.

use rusqlite::{Connection, params};

use super::{codec, feed, meta, unused};
use crate::domain::{AgentId, Bucket, ChangeNo, MessageId};
use crate::store::Place;
use crate::store::far::{Filling, OtherDesk, Progress, SnapshotPlace};

/// The first numbers that a replica gives itself. Those of the hub stay below.
const OWN_CHANGES: i64 = 1 << 50;
const OWN: i64 = MessageId::FIRST_PROVISIONAL.0;

pub(super) fn progress(connection: &Connection) -> rusqlite::Result<Option<Progress>> {
    let number = |name| meta::get::<i64>(connection, name).map(Option::unwrap_or_default);
    let Some(follows) = meta::get::<String>(connection, meta::FOLLOWS)? else { return Ok(None) };
    let desk = u128::from_str_radix(&follows, 16).map_err(|_| codec::unknown(0))?;
    let filling: Option<String> = meta::get(connection, meta::FILLING)?;
    Ok(Some(Progress {
        desk,
        me: AgentId(number(meta::ME)?),
        rights: number(meta::RIGHTS)?.cast_unsigned(),
        cursor: ChangeNo(number(meta::CURSOR)?),
        filling: filling.map(|it| filling_from(&it)).transpose()?,
    }))
}

/// Heap, key, tie (or nothing), how much has come and of how much, with spaces between them.
pub(super) fn filling_text(filling: &Filling) -> String {
    let place = filling.place.map_or_else(
        || "- - -".to_owned(),
        |it| {
            let behind = it.behind.unwrap_or(Place { heap: 0, key: i64::MIN, tie: i64::MIN });
            format!("{} {} {}", it.bucket.code(), behind.key, behind.tie)
        },
    );
    format!("{place} {} {}", filling.told, filling.total)
}

fn filling_from(text: &str) -> rusqlite::Result<Filling> {
    let words: Vec<&str> = text.split(' ').collect();
    let [bucket, key, tie, told, total] = words[..] else { return Err(codec::unknown(0)) };
    let number = |it: &str| it.parse::<i64>().map_err(|_| codec::unknown(0));
    let count = |it: &str| it.parse::<u64>().map_err(|_| codec::unknown(0));
    let place = if bucket == "-" {
        None
    } else {
        let bucket = Bucket::from_code(number(bucket)?).ok_or_else(|| codec::unknown(0))?;
        let behind = Place { heap: 0, key: number(key)?, tie: number(tie)? };
        Some(SnapshotPlace { bucket, behind: Some(behind) })
    };
    Ok(Filling { place, told: count(told)?, total: count(total)? })
}

pub(super) fn start_over(connection: &Connection) -> rusqlite::Result<()> {
    let round: i64 = meta::get(connection, meta::ROUND)?.unwrap_or(0);
    meta::set(connection, meta::ROUND, round + 1)?;
    meta::set(connection, meta::FILLING, filling_text(&Filling::default()))?;
    meta::forget(connection, meta::SWEEP)?;
    // A hub that was restored may not know of what it has accepted; any other tells again what it came to.
    connection.execute("UPDATE pending SET accepted = NULL WHERE accepted IS NOT NULL", [])?;
    // Whatever is told next is newer.
    connection.execute("UPDATE copies SET as_of = -1", [])?;
    // Whoever waits until there is something to ask the hub for hears of it.
    feed::bump(connection)
}

pub(super) fn follow(
    connection: &Connection,
    desk: u128,
    me: AgentId,
) -> rusqlite::Result<Result<(), OtherDesk>> {
    if let Some(so_far) = progress(connection)? {
        let waits: bool =
            connection.query_row("SELECT EXISTS (SELECT 1 FROM pending)", [], |row| row.get(0))?;
        if so_far.desk != desk || so_far.me != me && waits {
            return Ok(Err(OtherDesk { follows: Some(so_far.desk) }));
        }
        if so_far.me != me {
            // What somebody else has seen is not what I have.
            connection.execute("DELETE FROM seen_here", [])?;
        }
        meta::set(connection, meta::ME, me.0)?;
        return start_over(connection).map(Ok);
    }
    if unused::is_used(connection)? {
        return Ok(Err(OtherDesk { follows: None }));
    }
    unused::clear(connection)?;
    for (table, first) in [("changes", OWN_CHANGES), ("messages", OWN), ("closes", OWN)] {
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?1", [table])?;
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)",
            params![table, first - 1],
        )?;
    }
    meta::set(connection, meta::FOLLOWS, format!("{desk:032x}"))?;
    meta::set(connection, meta::ME, me.0)?;
    meta::set(connection, meta::CURSOR, 0)?;
    start_over(connection).map(Ok)
}
