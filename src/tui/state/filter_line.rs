//! The line in which filters are typed.

use std::time::Duration;

use super::{Field, Focus, State};
use crate::base::clock::Timestamp;
use crate::base::text::width;
use crate::domain::Term;
use crate::domain::query::{Completion, Fault};
use crate::tui::layout::{Area, Layout, TWO_FROM};

/// How long nothing must be typed before the list follows the line.
pub const FILTER_PAUSE: Duration = Duration::from_millis(120);

/// Rows below the line on a narrow screen, where nothing stands beside the list.
const ROWS_BELOW: u16 = 4;
/// Lines of what may come next, at most.
const ITEMS_SHOWN: u16 = 10;

/// A filter being typed. The list follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterLine {
    /// What is typed.
    pub field: Field,
    /// What may be put in at the cursor.
    pub completion: Completion,
    /// Which of that is marked.
    pub marked: usize,
    /// What is wrong with the line.
    pub fault: Option<Fault>,
    /// Whether that is said even while the wrong word may still be being typed.
    pub insists: bool,
    /// When the list is to follow.
    pub apply_at: Option<Timestamp>,
    /// What the list was narrowed down by before, with the words that say it.
    pub before: Vec<(Term, String)>,
    /// Where keys went before.
    pub focus: Focus,
}

impl FilterLine {
    /// What is to be said of the line. A word that is not yet finished is not wrong, as long as it can become right.
    #[must_use]
    pub fn said(&self) -> Option<&Fault> {
        let cursor = self.field.cursor();
        let unfinished = |it: &Fault| it.range.start <= cursor && cursor <= it.range.end;
        let hopeless = self.completion.items.is_empty();
        self.fault.as_ref().filter(|it| self.insists || hopeless || !unfinished(it))
    }

    /// Rows that the line and what stands below it take from the list.
    #[must_use]
    pub const fn rows(size: (u16, u16)) -> u16 {
        if size.0 < TWO_FROM { 2 + ROWS_BELOW } else { 2 }
    }

    /// Where that stands which may come next. Never over the list.
    #[must_use]
    pub fn list_area(&self, state: &State, layout: &Layout) -> Area {
        let (chips, list) = (layout.chips, layout.list);
        if state.size.0 < TWO_FROM {
            return Area { y: chips.y + 2, height: chips.height.saturating_sub(2), ..chips };
        }
        let x = list.x + list.width + 1;
        let label = |it: &crate::domain::query::Item| width(&it.label);
        let widest = self.completion.items.iter().map(label).max().unwrap_or(0);
        let wanted = u16::try_from(widest + 62).unwrap_or(u16::MAX);
        let height = u16::try_from(self.completion.items.len()).unwrap_or(u16::MAX);
        let height = if self.said().is_some() { 3 } else { height.min(ITEMS_SHOWN) };
        Area {
            x,
            y: list.y,
            width: wanted.min(state.size.0 - x),
            height: (height + 2).min(list.height),
        }
    }

    /// The rows of items, inside [`list_area`](Self::list_area).
    #[must_use]
    pub fn items_area(&self, state: &State, layout: &Layout) -> Area {
        let area = self.list_area(state, layout);
        if state.size.0 < TWO_FROM {
            return area;
        }
        Area {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        }
    }

    /// The first item that is shown where `rows` are.
    #[must_use]
    pub const fn top(&self, rows: usize) -> usize {
        (self.marked + 1).saturating_sub(rows)
    }
}
