//! The views one can go to: those built in and one's own, with their counters.

use std::path::PathBuf;

use super::State;
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::config::books;
use crate::domain::query::{Names, parse, print};
use crate::domain::{ChangeNo, Filter, Term, View};

/// Which view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ViewId {
    /// One that everybody has.
    BuiltIn(View),
    /// One of one's own, by its place in [`Views::own`].
    Own(usize),
}

/// What the file of one's own views says, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewsFile {
    /// The file; it may be missing.
    pub file: PathBuf,
    /// The views.
    pub views: Vec<books::OwnView>,
    /// What is wrong with it.
    pub faults: Vec<books::BookFault>,
}

/// A view of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnView {
    /// As the file has it.
    pub source: books::OwnView,
    /// What its filter says on this desk; nothing when it cannot be read.
    pub terms: Vec<Term>,
    /// Why it cannot be read: file, place and mistake.
    pub fault: Option<Msg>,
}

impl OwnView {
    /// What it is called, clean.
    #[must_use]
    pub fn name(&self) -> String {
        clean_line(&self.source.name).into_owned()
    }
}

/// One's own views, and where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Views {
    /// In the order of the file.
    pub own: Vec<OwnView>,
    /// What is wrong with the file: file, place and mistake.
    pub faults: Vec<Msg>,
    /// The file.
    pub file: PathBuf,
}

impl Views {
    /// What a digit goes to: the own view that wants it, else the built-in one, and with 9 the first own one.
    #[must_use]
    pub fn on_digit(&self, digit: u8) -> Option<ViewId> {
        let wants = |it: &OwnView| it.source.place == Some(digit);
        if let Some(own) = self.own.iter().position(wants) {
            return Some(ViewId::Own(own));
        }
        let at = usize::from(digit).checked_sub(1)?;
        match View::ALL.get(at) {
            Some(view) => Some(ViewId::BuiltIn(*view)),
            None if digit == 9 => {
                self.own.iter().position(|it| it.source.place.is_none()).map(ViewId::Own)
            }
            None => None,
        }
    }

    /// All views with their digits: those on digits first, then the others.
    #[must_use]
    pub fn order(&self) -> Vec<(Option<u8>, ViewId)> {
        let mut all: Vec<(Option<u8>, ViewId)> =
            (1..=9).filter_map(|it| Some((Some(it), self.on_digit(it)?))).collect();
        let own = (0..self.own.len()).map(ViewId::Own);
        for id in own.chain(View::ALL.map(ViewId::BuiltIn)) {
            if all.iter().all(|it| it.1 != id) {
                all.push((None, id));
            }
        }
        all
    }
}

/// Numbers that the totals do not tell, as far as they have been counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// The number of the last question.
    pub no: u64,
    /// Whether it has no answer yet.
    pub waiting: bool,
    /// What it was about, as of which change, and in which minute.
    pub about: (Vec<Filter>, ChangeNo, i64),
    /// What the last answer tells, all of one moment.
    pub known: Vec<(Filter, i64)>,
}

impl Counts {
    fn of(&self, filter: &Filter) -> Option<i64> {
        self.known.iter().find(|it| it.0 == *filter).map(|it| it.1)
    }
}

impl State {
    /// What a view is called, clean.
    #[must_use]
    pub fn view_name(&self, id: ViewId) -> String {
        let word = match id {
            ViewId::Own(at) => {
                return self.views.own.get(at).map_or_else(String::new, |it| it.name());
            }
            ViewId::BuiltIn(View::Waiting) => "view-waiting",
            ViewId::BuiltIn(View::Mine) => "view-mine",
            ViewId::BuiltIn(View::Unassigned) => "view-unassigned",
            ViewId::BuiltIn(View::Open) => "view-open",
            ViewId::BuiltIn(View::Snoozed) => "view-snoozed",
            ViewId::BuiltIn(View::Closed) => "view-closed",
            ViewId::BuiltIn(View::Spam) => "view-spam",
            ViewId::BuiltIn(View::Orphans) => "view-orphans",
        };
        self.words.t(word).into_owned()
    }

    /// What the names and days of a filter mean here and now.
    #[must_use]
    pub fn filter_names(&self) -> Names<'_> {
        Names {
            agents: &self.roster.agents,
            channels: &self.roster.channels,
            tags: &self.tags,
            now: self.now,
            utc_offset: self.utc_offset,
        }
    }

    /// What a view is made of.
    #[must_use]
    pub fn view_terms(&self, id: ViewId) -> Vec<Term> {
        match id {
            ViewId::BuiltIn(view) => view.terms(),
            ViewId::Own(at) => self.views.own.get(at).map_or_else(Vec::new, |it| it.terms.clone()),
        }
    }

    /// The line that says what a view is made of; of an own one as it was typed.
    #[must_use]
    pub fn view_line(&self, id: ViewId) -> String {
        match id {
            ViewId::BuiltIn(view) => print(&view.terms(), &self.filter_names()),
            ViewId::Own(at) => {
                self.views.own.get(at).map_or_else(String::new, |it| it.source.filter.clone())
            }
        }
    }

    /// How many dialogs pass; `None` as long as nobody has counted them.
    #[must_use]
    pub fn count_of(&self, filter: &Filter) -> Option<i64> {
        if filter.is_counted() {
            return Some(self.totals.of(filter).dialogs);
        }
        self.counts.of(filter)
    }

    /// How many dialogs a view holds.
    #[must_use]
    pub fn view_count(&self, id: ViewId) -> Option<i64> {
        if let ViewId::Own(at) = id {
            self.views.own.get(at).filter(|it| it.fault.is_none())?;
        }
        self.count_of(&Filter::of(self.me.id, &self.view_terms(id)))
    }

    /// How many dialogs the filters hide (FAQ 9); `None` as long as nobody has counted them. Both counts are of one moment.
    #[must_use]
    pub fn hidden(&self) -> Option<i64> {
        if !self.list.extra.iter().any(Term::narrows) {
            return Some(0);
        }
        let (all, shown) = (self.list.unhidden(), &self.list.filter);
        if all.is_counted() && shown.is_counted() {
            return Some(self.totals.of(&all).dialogs - self.totals.of(shown).dialogs);
        }
        Some(self.counts.of(&all)? - self.counts.of(shown)?)
    }

    /// The filters whose numbers are shown and must be counted.
    #[must_use]
    pub fn to_count(&self) -> Vec<Filter> {
        let mut wanted = Vec::new();
        let mut want = |filter: Filter| {
            if !wanted.contains(&filter) {
                wanted.push(filter);
            }
        };
        let (all, shown) = (self.list.unhidden(), &self.list.filter);
        if !(all.is_counted() && shown.is_counted()) {
            want(shown.clone());
            want(all);
        }
        for own in self.views.own.iter().filter(|it| it.fault.is_none()) {
            let filter = Filter::of(self.me.id, &own.terms);
            if !filter.is_counted() {
                want(filter);
            }
        }
        wanted
    }

    /// Reads every own view's filter anew: names, channels and days may mean something else now.
    pub fn understand_views(&mut self) {
        let mut own = std::mem::take(&mut self.views.own);
        for view in &mut own {
            let line = &view.source.filter;
            (view.terms, view.fault) = match parse(line, &self.filter_names()) {
                Ok(terms) => (terms, None),
                Err(fault) => {
                    let at = view.source.filter_at;
                    let column = at.column + line[..fault.range.start].chars().count();
                    let place = format!("{}:{}:{column}", self.views.file.display(), at.line);
                    let wrong = self.words.say(&fault.say());
                    let msg = Msg::new("view-fault").with("place", place).with("wrong", wrong);
                    (Vec::new(), Some(msg))
                }
            };
        }
        self.views.own = own;
    }

    /// Takes what the file of views says. Their filters are still to be read.
    pub fn take_views(&mut self, read: ViewsFile) {
        let fault = |it: &books::BookFault| {
            let wrong = self.words.say(&it.wrong);
            Msg::new("view-fault").with("place", it.place()).with("wrong", wrong)
        };
        let faults = read.faults.iter().map(fault).collect();
        let own = read.views.into_iter();
        let own = own.map(|source| OwnView { source, terms: Vec::new(), fault: None }).collect();
        self.views = Views { own, faults, file: read.file };
    }
}

/// The local day of a moment, to see that another has begun.
#[must_use]
pub fn day_of(now: Timestamp, utc_offset: i32) -> i64 {
    (now.0 + i64::from(utc_offset) * 1000).div_euclid(86_400_000)
}
