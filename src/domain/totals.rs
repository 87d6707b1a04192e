//! The numbers beside the views: sums over one small table that each transaction keeps up to date.

use std::collections::{BTreeMap, BTreeSet};

use super::{AgentId, Assigned, Bucket, ChannelId, ChannelKind, ChannelPick, Filter};
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
    /// The medium of each channel.
    pub kinds: BTreeMap<ChannelId, ChannelKind>,
    /// Holders of dialogs who cannot answer: see [`Agent::able`](super::Agent::able).
    pub unable: BTreeSet<AgentId>,
}

impl Totals {
    /// What `filter` shows, as far as the table can tell: exactly where [`Filter::is_counted`], else as if the terms
    /// it does not count were not there.
    #[must_use]
    pub fn of(&self, filter: &Filter) -> Cell {
        let mut sum = Cell::default();
        for (key, cell) in &self.cells {
            if filter.heaps.has(key.bucket) && self.held(filter, key) && self.there(filter, key) {
                sum += *cell;
            }
        }
        if filter.only_waiting() {
            sum.dialogs = sum.waiting;
        }
        sum
    }

    fn held(&self, filter: &Filter, key: &CellKey) -> bool {
        let passes = |it: &Assigned| match it {
            Assigned::Nobody => key.assignee.is_none(),
            Assigned::Somebody => key.assignee.is_some(),
            Assigned::Me => key.assignee == Some(filter.me),
            Assigned::To(agent) => key.assignee == Some(*agent),
            Assigned::Unable => key.assignee.is_some_and(|it| self.unable.contains(&it)),
        };
        filter.assigned.iter().all(|any| any.iter().any(passes))
    }

    fn there(&self, filter: &Filter, key: &CellKey) -> bool {
        let passes = |it: &ChannelPick| match it {
            ChannelPick::One(channel) => *channel == key.channel,
            ChannelPick::Kind(kind) => self.kinds.get(&key.channel) == Some(kind),
        };
        filter.channels.iter().all(|any| any.iter().any(passes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Heaps, View};

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
        totals.kinds = BTreeMap::from([
            (ChannelId(1), ChannelKind::Telegram),
            (ChannelId(2), ChannelKind::Viber),
        ]);
        totals.unable = BTreeSet::from([AgentId(2)]);
        totals
    }

    #[test]
    fn every_view_is_a_sum_of_cells() {
        let totals = totals();
        let dialogs = |view: View| totals.of(&view.filter(ME)).dialogs;
        assert_eq!(dialogs(View::Open), 15);
        assert_eq!(dialogs(View::Waiting), 5);
        assert_eq!(dialogs(View::Mine), 3);
        assert_eq!(dialogs(View::Unassigned), 5);
        assert_eq!(dialogs(View::Spam), 9);
        assert_eq!(dialogs(View::Orphans), 7);
    }

    #[test]
    fn a_filter_counts_what_passes() {
        let totals = totals();
        let dialogs = |filter: Filter| totals.of(&filter).dialogs;
        let open = View::Open.filter(ME);
        let channel = |it| Filter { channels: vec![vec![it]], ..open.clone() };
        assert_eq!(dialogs(channel(ChannelPick::One(ChannelId(1)))), 8);
        assert_eq!(dialogs(channel(ChannelPick::Kind(ChannelKind::Viber))), 7);
        assert_eq!(dialogs(Filter { waiting: true, ..open.clone() }), 5);
        let whose = |assigned: &[Assigned]| {
            dialogs(Filter { assigned: vec![assigned.to_vec()], ..open.clone() })
        };
        assert_eq!(whose(&[Assigned::Nobody, Assigned::Me]), 8);
        assert_eq!(whose(&[Assigned::Somebody]), 10);
        assert_eq!(dialogs(Filter { heaps: Heaps::ALL, ..open.clone() }), 24);
        let mine = Filter { assigned: vec![vec![Assigned::Me], vec![Assigned::Nobody]], ..open };
        assert_eq!(dialogs(mine), 0, "what is mine is not nobody's");
    }
}
