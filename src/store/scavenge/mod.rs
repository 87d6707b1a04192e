//! Reads the rows of a damaged desk out of its bytes, without SQLite, which gives up on the first page that the
//! others hang on.
//!
//! First each tree is walked from its root as far as it is whole ([`Scavenger::walk`]); what is missing is told
//! as ranges of rowids. Then the pages that no tree leads to any more are gone through: what has the shape of a
//! table's rows and belongs into one of its gaps is taken for one of them ([`Scavenger::strays`]). Pages that
//! are in no use hold deleted rows and are left out.

use std::collections::HashSet;

use rusqlite::types::Value;

mod pages;
mod record;

pub(super) use pages::Pages;
pub(super) use record::{Holds, Record, Shape};
use record::{Node, Sort};

/// What could not be read of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Damage {
    /// Ranges of rowids, each from behind the first number to the second.
    pub(super) gaps: Vec<(i64, i64)>,
    /// Pages that should have been the table's.
    pub(super) pages: u64,
}

impl Damage {
    /// Whether something is missing.
    pub(super) fn is_any(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// Whether a row with this rowid may be one of those that are missing.
    pub(super) fn covers(&self, rowid: i64) -> bool {
        self.gaps.iter().any(|(after, upto)| *after < rowid && rowid <= *upto)
    }
}

/// Every rowid there can be; those of a desk begin with 1.
const ALL: (i64, i64) = (0, i64::MAX);

/// A page with rows, and behind which rowid up to which one they must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf {
    number: u32,
    range: (i64, i64),
}

/// Goes through the pages of a file.
#[derive(Debug)]
pub(super) struct Scavenger<'a> {
    pages: &'a Pages,
    free: HashSet<u32>,
    reached: HashSet<u32>,
}

impl<'a> Scavenger<'a> {
    /// Somebody who has seen no page yet.
    pub(super) fn new(pages: &'a Pages) -> Self {
        Self { pages, free: pages.free(), reached: HashSet::new() }
    }

    /// The pages of a tree that have rows on them, and what is missing of it. Where the file itself does not
    /// tell where its root is, `root` is a guess, and sure of nothing.
    pub(super) fn walk(&mut self, shape: &Shape, root: u32, sure: bool) -> (Vec<Leaf>, Damage) {
        let (mut leaves, mut damage) = (Vec::new(), Damage::default());
        let mut ahead = vec![(root, ALL)];
        while let Some((number, range)) = ahead.pop() {
            let node = Node::of(self.pages, number).filter(|_| !self.reached.contains(&number));
            // Only a table without rows has a page without rows; guessed, it may be any table's.
            let empty = number == root && node.as_ref().is_some_and(|it| it.is_empty(shape));
            if empty && !sure {
                damage.gaps.push(range);
                continue;
            }
            let node = node.filter(|it| empty || self.belongs(it, shape, !sure));
            let children = node.as_ref().and_then(|it| children(it, range));
            let (Some(node), Some(mut children)) = (node, children) else {
                damage.gaps.push(range);
                damage.pages += 1;
                continue;
            };
            self.reached.insert(number);
            if node.sort != Sort::TableInterior {
                leaves.push(Leaf { number, range });
            }
            // The first child first.
            children.reverse();
            ahead.append(&mut children);
        }
        (leaves, damage)
    }

    /// Whether a page may be one of this table's.
    fn belongs(&self, node: &Node<'_>, shape: &Shape, all: bool) -> bool {
        node.sort == Sort::TableInterior && shape.has_rowid
            || node.is_for(shape)
                && node.cells.iter().any(|it| {
                    let record = node.record(self.pages, shape, *it);
                    record.is_some_and(|it| shape.fits(&it.values, all))
                })
    }

    /// The rows on a page of a tree. What cannot be read of them is added to the damage.
    pub(super) fn rows(&self, shape: &Shape, leaf: Leaf, damage: &mut Damage) -> Vec<Record> {
        let Some(node) = Node::of(self.pages, leaf.number) else { return Vec::new() };
        let rows = self.records(shape, &node, leaf.range, false);
        if rows.len() < node.cells.len() {
            damage.gaps.push(leaf.range);
        }
        rows
    }

    /// The readable rows on a page that are between two rowids, in ascending order.
    fn records(
        &self,
        shape: &Shape,
        node: &Node<'_>,
        (mut after, upto): (i64, i64),
        all: bool,
    ) -> Vec<Record> {
        let records = node.cells.iter().filter_map(|it| node.record(self.pages, shape, *it));
        let mut found: Vec<Record> = records.filter(|it| shape.fits(&it.values, all)).collect();
        if shape.has_rowid {
            found.retain(|it| {
                let in_order = after < it.rowid && it.rowid <= upto;
                after = if in_order { it.rowid } else { after };
                in_order
            });
        }
        found
    }

    /// Marks the pages of an index as used; there is nothing in them that is not elsewhere. Where it is `sure`
    /// to begin there, it may also be one that SQLite keeps in a table.
    pub(super) fn pass_over(&mut self, root: u32, sure: bool) {
        let is_index = |it: Sort| matches!(it, Sort::IndexLeaf | Sort::IndexInterior);
        let Some(first) = Node::of(self.pages, root).map(|it| is_index(it.sort)) else { return };
        if !first && !sure {
            return;
        }
        let mut ahead = vec![root];
        while let Some(number) = ahead.pop() {
            let Some(node) = Node::of(self.pages, number) else { continue };
            if is_index(node.sort) == first && self.reached.insert(number) {
                ahead.extend(children(&node, ALL).into_iter().flatten().map(|it| it.0));
            }
        }
    }

    /// Rows on pages that no tree leads to, the likely newest first: `wanted` are the tables with gaps.
    pub(super) fn strays<'s>(
        &self,
        wanted: &'s [(&'s Shape, &'s Damage)],
    ) -> impl Iterator<Item = (&'s Shape, Vec<Record>)> {
        let mut numbers: Vec<u32> = (2..=self.pages.last())
            .filter(|it| !self.reached.contains(it) && !self.free.contains(it))
            .collect();
        // A file grows, so that what is farther behind is rather newer; the WAL is newer than the file.
        numbers.sort_by_key(|it| std::cmp::Reverse((self.pages.is_renewed(*it), *it)));
        numbers.into_iter().filter_map(|number| {
            let node = Node::of(self.pages, number)?;
            let (shape, damage, mut rows) = wanted
                .iter()
                .filter(|(shape, _)| self.belongs(&node, shape, true))
                .map(|(shape, damage)| (*shape, damage, self.records(shape, &node, ALL, true)))
                .max_by_key(|(_, _, rows)| rows.len())?;
            if shape.has_rowid {
                rows.retain(|it| damage.covers(it.rowid));
            }
            Some((shape, rows))
        })
    }
}

/// The children of a page and the rowids behind each; `None` when they contradict each other.
fn children(node: &Node<'_>, (after, upto): (i64, i64)) -> Option<Vec<(u32, (i64, i64))>> {
    if matches!(node.sort, Sort::TableLeaf | Sort::IndexLeaf) {
        return Some(Vec::new());
    }
    let (mut children, mut last) = (Vec::new(), after);
    for cell in &node.cells {
        let mut range = (after, upto);
        if node.sort == Sort::TableInterior {
            let key = node.key(*cell).filter(|it| last < *it && *it <= upto)?;
            range = (last, key);
            last = key;
        }
        children.push((node.child(*cell)?, range));
    }
    children.push((node.right, (last, upto)));
    Some(children)
}

/// A text in a record.
pub(super) fn text(record: &Record, at: usize) -> Option<&str> {
    match record.values.get(at) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// A whole number in a record.
pub(super) fn number(record: &Record, at: usize) -> Option<i64> {
    match record.values.get(at) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}
