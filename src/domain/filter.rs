//! Which dialogs a list shows: the terms of a filter put together, and the one rule of what passes.

use std::time::Duration;

use super::term::{Assigned, ChannelPick, Heaps, Order, Term, When};
use super::{Agent, AgentId, Bucket, Channel, Dialog};
use crate::base::clock::Timestamp;

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Who is "me".
    pub me: AgentId,
    /// Which heaps.
    pub heaps: Heaps,
    /// Whose: of each entry any. None: everybody's and nobody's.
    pub assigned: Vec<Vec<Assigned>>,
    /// On which channels: of each entry any. None: all.
    pub channels: Vec<Vec<ChannelPick>>,
    /// Only where somebody waits.
    pub waiting: bool,
    /// Only where somebody has waited longer than this.
    pub waits: Option<Duration>,
    /// With all of these tags.
    pub tags: Vec<String>,
    /// With none of these.
    pub without: Vec<String>,
    /// Contacts of any of these languages; empty: of all and none.
    pub languages: Vec<String>,
    /// Last active then or later.
    pub after: Option<When>,
    /// Last active before.
    pub before: Option<When>,
    /// Words that all occur, each entry in one message, note or name.
    pub words: Vec<String>,
    /// In which order.
    pub order: Order,
}

/// What [`Filter::passes`] must know beside the dialog.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "a question has nothing to show")]
pub struct About<'a> {
    /// Its channel.
    pub channel: &'a Channel,
    /// Who holds it, if anybody does and they are still on the desk.
    pub holder: Option<&'a Agent>,
    /// The contact's language; empty if unknown.
    pub language: &'a str,
    /// Whether an entry of [`Filter::words`] occurs.
    pub says: &'a dyn Fn(&str) -> bool,
}

impl Filter {
    /// All open dialogs that are not snoozed.
    #[must_use]
    pub const fn open(me: AgentId) -> Self {
        Self {
            me,
            heaps: Heaps::one(Bucket::Open),
            assigned: Vec::new(),
            channels: Vec::new(),
            waiting: false,
            waits: None,
            tags: Vec::new(),
            without: Vec::new(),
            languages: Vec::new(),
            after: None,
            before: None,
            words: Vec::new(),
            order: Order::Longest,
        }
    }

    /// What `terms` say. Without a word on where to look it is the open heap.
    #[must_use]
    pub fn of(me: AgentId, terms: &[Term]) -> Self {
        let mut filter = Self::open(me);
        for term in terms {
            filter.put(term.clone());
        }
        filter
    }

    /// What is left of a view that is narrowed down by `extra`. Who says there where to look has left the view: then
    /// its terms do not count.
    #[must_use]
    pub fn within(me: AgentId, view: &[Term], extra: &[Term]) -> Self {
        let elsewhere = extra.iter().any(|it| matches!(it, Term::Is(_)));
        let view = if elsewhere { &[] } else { view };
        Self::of(me, &[view, extra].concat())
    }

    fn put(&mut self, term: Term) {
        match term {
            Term::Is(heaps) => self.heaps = heaps,
            Term::Assignee(any) => self.assigned.push(any),
            Term::Channel(any) => self.channels.push(any),
            Term::Unanswered => self.waiting = true,
            Term::Waits(span) => self.waits = Some(span),
            Term::Tag(tag) => push_new(&mut self.tags, tag),
            Term::NoTag(tag) => push_new(&mut self.without, tag),
            Term::Language(languages) => self.languages = languages,
            Term::After(when) => self.after = Some(when),
            Term::Before(when) => self.before = Some(when),
            Term::Words(words) => push_new(&mut self.words, words),
            Term::Order(order) => self.order = order,
        }
    }

    /// Whether only dialogs in which somebody waits pass.
    #[must_use]
    pub const fn only_waiting(&self) -> bool {
        self.waiting || self.waits.is_some()
    }

    /// Whether the numbers of [`Totals`](super::Totals) tell exactly how many pass.
    #[must_use]
    pub const fn is_counted(&self) -> bool {
        self.waits.is_none()
            && self.tags.is_empty()
            && self.without.is_empty()
            && self.languages.is_empty()
            && self.after.is_none()
            && self.before.is_none()
            && self.words.is_empty()
    }

    /// Whether what passes changes as time goes by, with nobody doing anything.
    #[must_use]
    pub const fn drifts(&self) -> bool {
        self.waits.is_some()
            || matches!(self.after, Some(When::Ago(_)))
            || matches!(self.before, Some(When::Ago(_)))
    }

    /// Whether a dialog passes at `now`. The one truth about filters: what the desk finds by other ways is held
    /// against it.
    #[must_use]
    pub fn passes(&self, dialog: &Dialog, about: &About<'_>, now: Timestamp) -> bool {
        let whose = |it: &Assigned| match it {
            Assigned::Nobody => dialog.assignee.is_none(),
            Assigned::Somebody => dialog.assignee.is_some(),
            Assigned::Me => dialog.assignee == Some(self.me),
            Assigned::To(agent) => dialog.assignee == Some(*agent),
            Assigned::Unable => dialog.assignee.is_some() && !about.holder.is_some_and(Agent::able),
        };
        let there = |it: &ChannelPick| match it {
            ChannelPick::One(channel) => dialog.channel == *channel,
            ChannelPick::Kind(kind) => about.channel.kind == *kind,
        };
        let waits = |span: Duration| dialog.counter.since.is_some_and(|it| it < now - span);
        self.heaps.has(dialog.bucket())
            && self.assigned.iter().all(|any| any.iter().any(whose))
            && self.channels.iter().all(|any| any.iter().any(there))
            && (!self.waiting || dialog.counter.waits())
            && self.waits.is_none_or(waits)
            && self.tags.iter().all(|it| dialog.tags.contains(it))
            && !self.without.iter().any(|it| dialog.tags.contains(it))
            && (self.languages.is_empty() || self.languages.iter().any(|it| it == about.language))
            && self.after.is_none_or(|it| dialog.last_at >= it.at(now))
            && self.before.is_none_or(|it| dialog.last_at < it.at(now))
            && self.words.iter().all(|it| (about.says)(it))
    }

    /// Where a dialog stands in this order, smallest first: its heap, where heap stands after heap, then a number,
    /// then what breaks ties. See [`super::rank`].
    #[must_use]
    pub fn place(&self, dialog: &Dialog) -> (i64, i64, i64) {
        match self.order {
            Order::Longest => (dialog.bucket().code(), dialog.rank(), dialog.id.0),
            Order::Newest => (0, -dialog.last_at.0, -dialog.id.0),
            Order::Oldest => (0, dialog.last_at.0, dialog.id.0),
        }
    }
}

fn push_new(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}
