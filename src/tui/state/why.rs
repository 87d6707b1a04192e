//! Somebody misses a dialog: who or what is looked for, and what keeps it out of the list.

use super::{Field, State};
use crate::domain::why::Listed;
use crate::store::{Explained, Sought};

/// The question why a dialog is not seen, and its answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Why {
    /// A number, a name or words.
    pub field: Field,
    /// The number of the question whose answer is awaited or shown.
    pub no: u64,
    /// What was asked; `None` before the first time.
    pub asked: Option<String>,
    /// The answer, once it is there.
    pub found: Option<Vec<Explained>>,
    /// Which of the dialogs is chosen.
    pub cursor: usize,
}

impl Why {
    /// Whether the answer that is shown is the one to what is typed now.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.found.is_some() && self.asked.as_deref() == Some(self.field.text().trim())
    }

    /// The dialog that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Explained> {
        self.found.as_ref()?.get(self.cursor)
    }
}

impl State {
    /// The question, for the list as it is on the screen.
    #[must_use]
    pub fn sought(&self, who: &str) -> Sought {
        let list = Listed::new(self.me.id, &self.list.terms, &self.list.extra);
        Sought { who: who.to_owned(), list, now: self.now }
    }
}
