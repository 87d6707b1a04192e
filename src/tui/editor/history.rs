//! What was done to the text, in steps a person would name: a word typed, a paste, a line erased.

use std::collections::VecDeque;

/// What the history may keep; the oldest steps go first. Enough for many pastes of whole letters.
const BYTES_MAX: usize = 8 << 20;

/// Typing without a space is cut into steps of this size.
const STEP_MAX: usize = 200;

/// What sort of step it is: steps of one sort grow together while nothing else happens in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Typing,
    Back,
    Forward,
    /// Stands for itself.
    Whole,
}

/// Where the cursor was and what was selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) cursor: usize,
    pub(super) anchor: Option<usize>,
}

/// At `at`, `removed` was replaced by `inserted`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) before: Place,
    pub(super) after: Place,
}

impl Step {
    const fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len() + size_of::<Self>()
    }

    /// Makes `next` a part of this step, if a person would call both one thing.
    fn join(&mut self, kind: Kind, next: &Step) -> bool {
        if self.bytes() + next.bytes() > STEP_MAX + 2 * size_of::<Self>() {
            return false;
        }
        match kind {
            Kind::Typing => {
                let adjoins = self.at + self.inserted.len() == next.at && next.removed.is_empty();
                if !adjoins || starts_word(self.inserted.chars().next_back(), &next.inserted) {
                    return false;
                }
                self.inserted.push_str(&next.inserted);
            }
            Kind::Back => {
                let adjoins = next.at + next.removed.len() == self.at;
                if !adjoins || starts_word(self.removed.chars().next(), &next.removed) {
                    return false;
                }
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
            }
            Kind::Forward => {
                if next.at != self.at
                    || starts_word(self.removed.chars().next_back(), &next.removed)
                {
                    return false;
                }
                self.removed.push_str(&next.removed);
            }
            Kind::Whole => return false,
        }
        self.after = next.after;
        true
    }
}

fn starts_word(before: Option<char>, piece: &str) -> bool {
    before.is_some_and(char::is_whitespace) && !piece.starts_with(char::is_whitespace)
}

/// Steps that can be taken back, and steps that were.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The sort of the last step, while it may still grow.
    open: Option<Kind>,
    /// What `done` holds.
    bytes: usize,
}

impl History {
    /// Notes a step just done. What was taken back before is forgotten.
    pub(super) fn record(&mut self, kind: Kind, step: Step) {
        self.undone.clear();
        let grows = self.open == Some(kind);
        self.open = Some(kind);
        if grows && let Some(last) = self.done.back_mut() {
            let bytes = last.bytes();
            if last.join(kind, &step) {
                self.bytes += last.bytes() - bytes;
                return;
            }
        }
        self.push(step);
    }

    /// Something else happened: the last step is complete.
    pub(super) const fn close(&mut self) {
        self.open = None;
    }

    /// The step to take back. The caller hands it to [`History::undone`].
    pub(super) fn back(&mut self) -> Option<Step> {
        self.close();
        let step = self.done.pop_back()?;
        self.bytes -= step.bytes();
        Some(step)
    }

    /// The step to do again. The caller hands it to [`History::redone`].
    pub(super) fn forward(&mut self) -> Option<Step> {
        self.close();
        self.undone.pop()
    }

    pub(super) fn undone(&mut self, step: Step) {
        self.undone.push(step);
    }

    pub(super) fn redone(&mut self, step: Step) {
        self.push(step);
    }

    fn push(&mut self, step: Step) {
        self.bytes += step.bytes();
        self.done.push_back(step);
        while self.bytes > BYTES_MAX
            && self.done.len() > 1
            && let Some(oldest) = self.done.pop_front()
        {
            self.bytes -= oldest.bytes();
        }
    }
}
