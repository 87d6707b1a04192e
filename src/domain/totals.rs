//! The numbers beside the views: sums over one small table that each transaction keeps up to date.

use std::collections::BTreeMap;

use super::{AgentId, Assigned, Bucket, ChannelId, Filter};
use crate::base::clock::Timestamp;

/// Which dialogs a cell counts. Every dialog is counted in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    /// Its channel.
    pub channel: ChannelId,
    /// Whose it is.
    pub assignee: Option<AgentId>,
    /// The heap it lies on.
    pub bucket: Bucket,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Dialogs.
    pub dialogs: i64,
    /// Dialogs in which somebody waits.
    pub waiting: i64,
    /// Messages without an answer in them.
    pub unanswered: i64,
    /// Dialogs with a reply that failed or may have failed.
    pub stuck: i64,
}

impl Cell {
    /// Whether it counts nothing, so that it need not be kept.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl std::ops::AddAssign for Cell {
    fn add_assign(&mut self, other: Self) {
        self.dialogs += other.dialogs;
        self.waiting += other.waiting;
        self.unanswered += other.unanswered;
        self.stuck += other.stuck;
    }
}

/// All the numbers of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// The table; empty cells may be missing.
    pub cells: BTreeMap<CellKey, Cell>,
    /// Since when the one who waits longest waits, on the open heap.
    pub oldest: Option<Timestamp>,
    /// Messages accepted from agents that have not reached a channel yet.
    pub outbox: i64,
}

impl Totals {
    /// What `filter` shows.
    #[must_use]
    pub fn of(&self, filter: Filter) -> Cell {
        let Some(assigned) = filter.assignee() else { return Cell::default() };
        let mut sum = Cell::default();
        for (key, cell) in &self.cells {
            let by_assignee = match assigned {
                Assigned::Anyone => true,
                Assigned::Nobody => key.assignee.is_none(),
                Assigned::To(agent) => key.assignee == Some(agent),
            };
            let by_channel = filter.channel.is_none_or(|it| it == key.channel);
            if by_assignee && by_channel && key.bucket == filter.view.bucket() {
                sum += *cell;
            }
        }
        if filter.only_waiting() {
            sum.dialogs = sum.waiting;
        }
        sum
    }

    /// How many dialogs of the view the filters hide (FAQ 9).
    #[must_use]
    pub fn hidden(&self, filter: Filter) -> i64 {
        self.of(filter.without_filters()).dialogs - self.of(filter).dialogs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::View;

    const ME: AgentId = AgentId(1);

    fn totals() -> Totals {
        let mut totals = Totals::default();
        let mut put = |channel, assignee: Option<i64>, bucket, dialogs, waiting| {
            let key =
                CellKey { channel: ChannelId(channel), assignee: assignee.map(AgentId), bucket };
            totals.cells.insert(key, Cell { dialogs, waiting, unanswered: waiting * 2, stuck: 0 });
        };
        put(1, None, Bucket::Open, 5, 4);
        put(1, Some(1), Bucket::Open, 3, 1);
        put(2, Some(2), Bucket::Open, 7, 0);
        put(2, None, Bucket::Spam, 9, 9);
        totals
    }

    #[test]
    fn every_view_is_a_sum_of_cells() {
        let totals = totals();
        let dialogs = |view| totals.of(Filter::of(view, ME)).dialogs;
        assert_eq!(dialogs(View::Open), 15);
        assert_eq!(dialogs(View::Waiting), 5);
        assert_eq!(dialogs(View::Mine), 3);
        assert_eq!(dialogs(View::Unassigned), 5);
        assert_eq!(dialogs(View::Spam), 9);
    }

    #[test]
    fn a_filter_says_how_many_it_hides() {
        let totals = totals();
        let open = Filter::of(View::Open, ME);
        assert_eq!(totals.hidden(open), 0);
        assert_eq!(totals.hidden(Filter { channel: Some(ChannelId(1)), ..open }), 7);
        assert_eq!(totals.hidden(Filter { waiting: true, ..open }), 10);
        assert_eq!(totals.hidden(Filter { assigned: Assigned::Nobody, ..open }), 10);
    }

    #[test]
    fn a_filter_that_contradicts_its_view_shows_nothing() {
        let mine = Filter::of(View::Mine, ME);
        let nobodys = Filter { assigned: Assigned::Nobody, ..mine };
        assert_eq!(totals().of(nobodys).dialogs, 0);
        assert_eq!(totals().hidden(nobodys), 3);
    }
}
