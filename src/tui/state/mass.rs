//! Many dialogs at once: which are selected, what is about to be done to them, how far it has come, what it came to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::{DialogId, Filter, Intent, Op, OpId, Refusal};
use crate::store::{Refused, Rehearsal};

/// All that goes on about many dialogs at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mass {
    /// What is selected.
    pub selection: Selection,
    /// What is being done right now.
    pub running: Option<Running>,
    /// What the last one came to.
    pub outcome: Option<Outcome>,
    /// The number of the question what was done before this session, as long as it has no answer.
    pub asked_before: Option<u64>,
    /// How many of the things that can be taken back were done before this session.
    pub before: usize,
    /// Which of those has been named, so that the next key takes it back.
    pub named: Option<OpId>,
}

/// Dialogs that are selected. One that has left the list stays selected.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// Which ones.
    pub chosen: BTreeSet<DialogId>,
    /// The one selected last: ranges begin there.
    pub anchor: Option<DialogId>,
    /// The filter all of whose dialogs were selected, as long as nothing else was.
    pub all_of: Option<Filter>,
    /// The question whose answer will be selected: its number, and what of the answer.
    pub gathering: Option<(u64, Gather)>,
    /// Of which list it was asked.
    pub gathered_of: Option<Filter>,
}

/// What of a list is to be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gather {
    /// All of it.
    All,
    /// From one dialog to another, whichever stands first.
    Between(DialogId, DialogId),
}

impl Selection {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Whether this one is.
    #[must_use]
    pub fn has(&self, dialog: DialogId) -> bool {
        self.chosen.contains(&dialog)
    }

    /// Selects the dialog, or no longer.
    pub fn toggle(&mut self, dialog: DialogId) {
        self.all_of = None;
        if self.chosen.remove(&dialog) {
            self.anchor = None;
        } else {
            self.chosen.insert(dialog);
            self.anchor = Some(dialog);
        }
    }

    /// Selects these as well; the last of them is where the next range begins.
    pub fn add(&mut self, dialogs: impl IntoIterator<Item = DialogId>) {
        self.all_of = None;
        for dialog in dialogs {
            self.chosen.insert(dialog);
            self.anchor = Some(dialog);
        }
    }
}

/// What is about to be done to many dialogs, for somebody to say yes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The number of the question what it would come to.
    pub no: u64,
    /// What is wanted.
    pub intent: Intent,
    /// The same in words, as an order.
    pub verb: Msg,
    /// For which dialogs.
    pub dialogs: Vec<DialogId>,
    /// What it would come to, once the desk has said so.
    pub foreseen: Option<Foreseen>,
    /// Lines scrolled away.
    pub top: usize,
}

/// What something would come to for many dialogs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Foreseen {
    /// How many would, how many would not and why.
    pub rehearsal: Rehearsal,
    /// How many of the selected have left the filter all of which was selected, and how many have come to it since.
    pub drift: (usize, usize),
}

/// What is being done to many dialogs.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// Names it between the screen and who does it.
    pub no: u64,
    /// Names it on the desk.
    pub batch: OpId,
    /// What it is.
    pub work: Work,
    /// The same in words, as an order.
    pub verb: Msg,
    /// Every op, in the order in which they are done.
    pub ops: Arc<[Op]>,
    /// How many of them have been decided.
    pub done: usize,
    /// How many of those were done.
    pub accepted: usize,
    /// In how many of the dialogs that it closed somebody waited for an answer.
    pub unanswered: usize,
    /// Those that were not done.
    pub refused: Vec<Refused>,
    /// What can be taken back of it.
    pub kept: Vec<(OpId, DialogId)>,
    /// Whether it has been told to stop.
    pub stopping: bool,
    /// Whether it has been said that leaving stops it.
    pub warned: bool,
}

/// What is done to many dialogs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// The same for each.
    Do(Intent),
    /// What was done together, then, is taken back.
    TakeBack(Timestamp),
}

/// What something came to for many dialogs.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What it was.
    pub work: Work,
    /// For how many it was done.
    pub accepted: usize,
    /// For which it was not.
    pub refused: Vec<Refused>,
}

/// Something that was done and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// The ops that did it, and to which dialogs: one, or all of one batch.
    pub ops: Vec<(OpId, DialogId)>,
    /// The contact's name, cleaned and short, where it is one dialog; else empty.
    pub name: String,
    /// When it was done.
    pub at: Timestamp,
    /// The words of a reply that is held back: they come back with it.
    pub words: Option<String>,
}

impl Undoable {
    /// In how many dialogs it was done.
    #[must_use]
    pub fn dialogs(&self) -> usize {
        self.ops.iter().map(|it| it.1).collect::<BTreeSet<_>>().len()
    }

    /// What was done together.
    #[must_use]
    pub const fn many(ops: Vec<(OpId, DialogId)>, at: Timestamp) -> Self {
        Self { ops, name: String::new(), at, words: None }
    }
}

/// Refusals by their reason, the most frequent first: the reason, how many, and their names, clean, as far as known.
#[must_use]
pub fn by_reason(refused: &[Refused]) -> Vec<(&Refusal, Vec<String>)> {
    let mut groups: Vec<(&Refusal, Vec<String>)> = Vec::new();
    for one in refused {
        let name = clean_line(&one.name).into_owned();
        match groups.iter_mut().find(|it| *it.0 == one.why) {
            Some((_, names)) => names.push(name),
            None => groups.push((&one.why, vec![name])),
        }
    }
    groups.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    groups
}

/// A whole number with its thousands apart: `1 240`.
#[must_use]
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1 000", "12 345", "1 234 567"]);
    }

    #[test]
    fn refusals_are_told_by_their_reason_and_the_most_frequent_first() {
        let refused =
            |id, name: &str, why| Refused { dialog: DialogId(id), name: name.into(), why };
        let all = [
            refused(1, "a", Refusal::IsSpam),
            refused(2, "b", Refusal::AlreadyClosed),
            refused(3, "c\u{1b}[31m", Refusal::AlreadyClosed),
        ];
        let groups = by_reason(&all);
        assert_eq!(groups[0].0, &Refusal::AlreadyClosed);
        assert_eq!(groups[0].1.len(), 2);
        assert!(!groups[0].1[1].contains('\u{1b}'));
        assert_eq!(groups[1], (&Refusal::IsSpam, vec!["a".to_owned()]));
    }

    #[test]
    fn what_is_selected_twice_is_not() {
        let mut selection = Selection::default();
        selection.toggle(DialogId(1));
        selection.add([DialogId(2), DialogId(3)]);
        assert_eq!((selection.len(), selection.anchor), (3, Some(DialogId(3))));
        selection.toggle(DialogId(3));
        assert!(!selection.has(DialogId(3)) && selection.has(DialogId(1)));
        assert_eq!(selection.anchor, None, "a range does not begin at what is not selected");
    }
}
