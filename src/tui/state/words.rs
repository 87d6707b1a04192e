//! The words of the person's language, for what is found by its words.

use std::ops::Deref;
use std::sync::Arc;

use crate::i18n::Catalog;

/// All sentences in the language of the screen. Asking it depends on nothing else and never waits for anything.
#[derive(Debug, Clone)]
pub struct Words(Arc<Catalog>);

impl Words {
    /// The words of a catalog.
    #[must_use]
    pub const fn new(catalog: Arc<Catalog>) -> Self {
        Self(catalog)
    }
}

impl Deref for Words {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.0
    }
}

impl PartialEq for Words {
    /// Two catalogs of one language say the same.
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language()
    }
}
