//! Which dialogs a list shows, and in which order.
//!
//! A list is woven from *strands*: one heap, one holder, one channel each. A strand is one range of one index, so a
//! page of a view costs what it shows, however long the list is. What no index knows (languages, dates, tags and words
//! that many have) is looked at on the way, so that a page costs what is passed over; where few dialogs have the tag or
//! the words, those few are looked up instead.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::dialogs;
use super::inbox::whole;
use super::narrow::{
    Holder, Piece, among, channels, few, holders, listed, look_on_the_way, one_of,
};
use crate::base::clock::Timestamp;
use crate::domain::{Bucket, ChannelId, DialogId, Filter, Order, WAITING_RANK_END};
use crate::store::{Page, PageQuery, Place, Row};

/// More strands than this are not worth their number: one is read and the rest looked at on the way.
const STRANDS_MOST: usize = 24;

/// Up to so many dialogs with a tag or a word are looked up one by one; of more some stand near the list's beginning.
const FEW: usize = 2_000;

/// One range of one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strand {
    pub(super) heap: Bucket,
    pub(super) holder: Holder,
    pub(super) channel: Option<ChannelId>,
}

/// Which way from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the place itself on.
    Down,
    /// From the row before the place upwards.
    Up,
}

/// A filter as the desk's file can be asked about it.
#[derive(Debug)]
pub(super) struct Question<'a> {
    filter: &'a Filter,
    now: Timestamp,
    strands: Vec<Strand>,
    /// What no strand says.
    rest: Piece,
    /// The only dialogs there are to look at, where they are few.
    few: Option<Vec<DialogId>>,
    /// Whether the strands are so short that they are sorted when they are read.
    sorted: bool,
}

impl<'a> Question<'a> {
    pub(super) fn of(
        connection: &Connection,
        filter: &'a Filter,
        now: Timestamp,
    ) -> rusqlite::Result<Self> {
        Self::with_few(connection, filter, now, FEW)
    }

    /// With another number of dialogs that are looked up one by one.
    pub(super) fn with_few(
        connection: &Connection,
        filter: &'a Filter,
        now: Timestamp,
        most: usize,
    ) -> rusqlite::Result<Self> {
        let mut rest = Piece::default();
        let holders = holders(connection, filter, &mut rest)?;
        let channels = channels(connection, filter, &mut rest)?;
        let mut strands = Vec::new();
        for heap in filter.heaps.iter() {
            for holder in &holders {
                strands.extend(channels.iter().map(|it| Strand {
                    heap,
                    holder: *holder,
                    channel: *it,
                }));
            }
        }
        look_on_the_way(filter, now, &mut rest);
        let few = few(connection, filter, most, &mut rest)?;
        let by_activity = filter.order != Order::Longest;
        // What few dialogs hold is sorted sooner than it is met in the order of all activity.
        let sorted = by_activity && few.is_none() && held(connection, &strands)? < whole(most);
        let merged = few.is_some() || by_activity && !sorted;
        if merged || strands.len() > STRANDS_MOST {
            among(&mut rest, &holders);
            if !channels.contains(&None) {
                let picked = channels.iter().flatten().map(|it| Value::from(it.0));
                one_of(&mut rest, "d.channel", picked.collect());
            }
            let whole = |heap| Strand { heap, holder: Holder::Any, channel: None };
            strands = filter.heaps.iter().map(whole).collect();
        }
        if rest.never {
            strands.clear();
        }
        Ok(Self { filter, now, strands, rest, few, sorted })
    }

    /// The same about these dialogs only.
    pub(super) fn among(self, mut dialogs: Vec<DialogId>) -> Self {
        if let Some(few) = &self.few {
            dialogs.retain(|it| few.contains(it));
        }
        Self { few: Some(dialogs), ..self }
    }

    /// The statement for one strand of a page, and what stands for its question marks.
    fn statement(
        &self,
        strand: Strand,
        columns: &Piece,
        (way, from): (Way, Option<Place>),
    ) -> (String, Vec<Value>) {
        let filter = self.filter;
        let mut piece = columns.clone();
        let index = match &self.few {
            Some(_) => "NOT INDEXED".to_owned(),
            None => format!("INDEXED BY {}", self.index(strand)),
        };
        piece.sql += &format!(
            " FROM dialogs d {index} CROSS JOIN contacts c ON c.id = d.contact WHERE d.bucket = {}",
            strand.heap.code()
        );
        if let Some(few) = &self.few {
            piece.add(" AND d.id IN (SELECT value FROM json_each(?))", [listed(few)]);
        }
        if filter.only_waiting() {
            self.only_waiting(strand.heap, &mut piece);
        }
        match strand.holder {
            Holder::Any | Holder::Somebody => (),
            Holder::Nobody => piece.sql += " AND d.assignee IS NULL",
            Holder::One(agent) => piece.add(" AND d.assignee = ?", [agent.0.into()]),
        }
        if let Some(channel) = strand.channel {
            piece.add(" AND d.channel = ?", [channel.0.into()]);
        }
        piece.add(&self.rest.sql, self.rest.values.iter().cloned());
        self.in_order(way, from, &mut piece);
        (piece.sql, piece.values)
    }

    /// The statement for one strand of a page, without the value of its limit.
    pub(super) fn page_sql(
        &self,
        strand: Strand,
        edge: (Way, Option<Place>),
    ) -> (String, Vec<Value>) {
        let columns = Piece {
            sql: format!("SELECT {}, c.name, {SEEN}", dialogs::COLUMNS),
            values: vec![self.filter.me.0.into()],
            ..Piece::default()
        };
        let (sql, values) = self.statement(strand, &columns, edge);
        (sql + " LIMIT ?", values)
    }

    /// What is read, strand by strand.
    #[cfg(test)]
    pub(super) fn strands(&self) -> &[Strand] {
        &self.strands
    }

    fn only_waiting(&self, heap: Bucket, piece: &mut Piece) {
        let until = self.filter.waits.map(|it| self.now - it);
        let by_rank = self.filter.order == Order::Longest && self.few.is_none();
        match heap {
            // There the rank of a dialog that waits is the moment since when it does.
            Bucket::Open if by_rank => {
                let end = until.map_or(WAITING_RANK_END, |it| it.0);
                piece.add(" AND d.rank < ?", [end.into()]);
            }
            // As the partial indexes have it.
            Bucket::Open | Bucket::Snoozed | Bucket::Closed | Bucket::Spam => {
                piece.sql += " AND d.unanswered > 0";
                if heap != Bucket::Open {
                    piece.sql += " AND d.bucket > 0";
                }
                if let Some(until) = until {
                    piece.add(" AND d.waiting_since < ?", [until.0.into()]);
                }
            }
        }
    }

    fn in_order(&self, way: Way, from: Option<Place>, piece: &mut Piece) {
        let order = self.filter.order;
        let key = if order == Order::Longest { "d.rank" } else { "d.last_at" };
        let falls = order == Order::Newest;
        if let Some(place) = from {
            let sign = if falls { -1 } else { 1 };
            let beyond = match (way, falls) {
                (Way::Down, false) => ">=",
                (Way::Down, true) => "<=",
                (Way::Up, false) => "<",
                (Way::Up, true) => ">",
            };
            piece.add(
                &format!(" AND ({key}, d.id) {beyond} (?, ?)"),
                [(sign * place.key).into(), (sign * place.tie).into()],
            );
        }
        let way = if falls == (way == Way::Up) { "" } else { " DESC" };
        piece.sql += &format!(" ORDER BY {key}{way}, d.id{way}");
    }

    /// The strands to be read on one side of a place, heap by heap in the order of the list, and from where on.
    fn heaps(&self, way: Way, from: Option<Place>) -> Vec<(Option<Place>, Vec<Strand>)> {
        let mut heaps: Vec<Bucket> = self.filter.heaps.iter().collect();
        if way == Way::Up {
            heaps.reverse();
        }
        let by_heap = self.filter.order == Order::Longest;
        let near = |heap: Bucket| match (from, way) {
            (Some(place), Way::Down) if by_heap => heap.code() >= place.heap,
            (Some(place), Way::Up) if by_heap => heap.code() <= place.heap,
            _ => true,
        };
        let begin = |heap: Bucket| from.filter(|it| !by_heap || it.heap == heap.code());
        let strands = |heap| self.strands.iter().copied().filter(move |it| it.heap == heap);
        let heaps = heaps.into_iter().filter(|it| near(*it));
        heaps.map(|it| (begin(it), strands(it).collect())).collect()
    }

    /// The index that holds a strand, if it can in the list's order. Named, because without statistics the planner
    /// takes two bounds of a rank for better than a narrower index.
    fn index(&self, strand: Strand) -> String {
        let longest = self.filter.order == Order::Longest;
        if !longest && !self.sorted {
            return "dialogs_by_activity".into();
        }
        let which = match (strand.holder, strand.channel) {
            (Holder::Any | Holder::Somebody, None) => "rank",
            (Holder::Any | Holder::Somebody, Some(_)) => "channel",
            (Holder::Nobody | Holder::One(_), None) => "assignee",
            (Holder::Nobody | Holder::One(_), Some(_)) => "both",
        };
        let few = longest && self.filter.only_waiting() && strand.heap != Bucket::Open;
        format!("{}_by_{which}", if few { "waiting" } else { "dialogs" })
    }

    /// How many dialogs pass.
    pub(super) fn count(&self, connection: &Connection) -> rusqlite::Result<i64> {
        let counted = Piece { sql: "SELECT count(*)".into(), ..Piece::default() };
        self.strands.iter().try_fold(0, |sum, strand| {
            let (sql, values) = self.statement(*strand, &counted, (Way::Down, None));
            let sql = sql.split(" ORDER BY ").next().unwrap_or_default();
            let found: i64 = connection
                .prepare_cached(sql)?
                .query_row(params_from_iter(values), |row| row.get(0))?;
            Ok(sum + found)
        })
    }

    /// The names of the dialogs that pass, in the list's order, at most `limit`.
    pub(super) fn ids(
        &self,
        connection: &Connection,
        limit: usize,
    ) -> rusqlite::Result<Vec<DialogId>> {
        let columns = Piece { sql: format!("SELECT {PLACED}"), ..Piece::default() };
        let mut found: Vec<(Place, DialogId)> = Vec::new();
        for strand in &self.strands {
            let (sql, mut values) = self.statement(*strand, &columns, (Way::Down, None));
            values.push(whole(limit).into());
            let mut statement = connection.prepare_cached(&format!("{sql} LIMIT ?"))?;
            let rows = statement.query_map(params_from_iter(values), |row| {
                let id = row.get(0)?;
                Ok((self.place(strand.heap, id, row.get(1)?, row.get(2)?), DialogId(id)))
            })?;
            for row in rows {
                found.push(row?);
            }
        }
        found.sort_unstable();
        found.truncate(limit);
        Ok(found.into_iter().map(|it| it.1).collect())
    }

    fn place(&self, heap: Bucket, id: i64, rank: i64, last_at: i64) -> Place {
        match self.filter.order {
            Order::Longest => Place { heap: heap.code(), key: rank, tie: id },
            Order::Newest => Place { heap: 0, key: -last_at, tie: -id },
            Order::Oldest => Place { heap: 0, key: last_at, tie: id },
        }
    }
}

/// How many dialogs the strands hold, as the totals tell.
fn held(connection: &Connection, strands: &[Strand]) -> rusqlite::Result<i64> {
    let mut held = connection.prepare_cached(
        "SELECT ifnull(sum(dialogs), 0) FROM totals WHERE bucket = ?1
            AND (?2 IS NULL OR assignee = ?2) AND (?3 IS NULL OR channel = ?3)",
    )?;
    strands.iter().try_fold(0, |sum, strand| {
        let holder = match strand.holder {
            Holder::Any | Holder::Somebody => None,
            Holder::Nobody => Some(0),
            Holder::One(agent) => Some(agent.0),
        };
        let channel = strand.channel.map(|it| it.0);
        let count: i64 =
            held.query_row(params![strand.heap.code(), holder, channel], |row| row.get(0))?;
        Ok(sum + count)
    })
}

/// What places a dialog in every order.
const PLACED: &str = "d.id, d.rank, d.last_at";

/// Whether an agent (the parameter) has seen the last inbound message of `d`; and whether something was done in it that the
/// hub does not know of.
pub(super) const SEEN: &str = "(d.last_inbound = 0 OR d.last_inbound <= \
    ifnull((SELECT upto FROM seen WHERE dialog = d.id AND agent = ?), 0)), \
    EXISTS (SELECT 1 FROM pending WHERE dialog = d.id)";

/// A page of a list.
pub(super) fn page(connection: &Connection, query: &PageQuery) -> rusqlite::Result<Page> {
    let question = Question::of(connection, &query.filter, query.now)?;
    let (mut rows, at_start) = match query.at {
        Some(_) => side(connection, &question, (Way::Up, query.at), query.before)?,
        None => (Vec::new(), true),
    };
    let above = rows.len();
    let (below, at_end) = side(connection, &question, (Way::Down, query.at), query.after)?;
    rows.extend(below);
    Ok(Page { rows, above, at_start, at_end })
}

/// The rows on one side of a place, in the list's order, and whether they are all there are.
fn side(
    connection: &Connection,
    question: &Question<'_>,
    (way, from): (Way, Option<Place>),
    wanted: usize,
) -> rusqlite::Result<(Vec<Row>, bool)> {
    let filter = question.filter;
    // One more than wanted tells whether there is more.
    let limit = wanted.saturating_add(1);
    let mut rows: Vec<Row> = Vec::new();
    for (begin, strands) in question.heaps(way, from) {
        for strand in strands {
            let (sql, mut values) = question.page_sql(strand, (way, begin));
            values.push(whole(limit).into());
            let mut statement = connection.prepare_cached(&sql)?;
            for row in statement.query_map(params_from_iter(values), super::inbox::row)? {
                rows.push(row?);
            }
        }
        // Whatever lies on the next heap stands beyond all of these.
        if filter.order == Order::Longest && rows.len() >= limit {
            break;
        }
    }
    rows.sort_by_cached_key(|it| it.place(filter));
    let complete = rows.len() <= wanted;
    match way {
        Way::Up => drop(rows.drain(..rows.len().saturating_sub(wanted))),
        Way::Down => rows.truncate(wanted),
    }
    Ok((rows, complete))
}
