//! Files that something is being done with.

use crate::i18n::Catalog;
use crate::tui::files::FileDeed;

use super::Line;

/// A file that something is being done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// The number of the wish.
    pub no: u64,
    /// What is wanted.
    pub deed: FileDeed,
    /// What it is called, cleaned.
    pub name: String,
    /// How many bytes of how many are done, once that has been told.
    pub come: Option<(u64, u64)>,
}

impl Going {
    /// How much of it is done, in per cent; `None` where nobody has told.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        let (done, total) = self.come?;
        u32::try_from(done.min(total).saturating_mul(100).checked_div(total)?).ok()
    }
}

impl Line {
    /// The file that the line shows: the place of its message among the loaded ones, and its own in the message.
    #[must_use]
    pub const fn file(&self) -> Option<(usize, usize)> {
        match self {
            Self::File(message, file) | Self::Inset(message, file, _) => Some((*message, *file)),
            _ => None,
        }
    }
}

/// A size in the unit that suits it.
#[must_use]
pub fn size_words(catalog: &Catalog, bytes: u64) -> String {
    let (id, n) = match bytes {
        0..1_000 => ("size-bytes", bytes),
        1_000..1_000_000 => ("size-kilobytes", bytes.div_ceil(1_000)),
        _ => ("size-megabytes", bytes.div_ceil(1_000_000)),
    };
    catalog.count(id, i64::try_from(n).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MessageId;
    use crate::tui::files::FileAt;

    #[test]
    fn per_cents_are_whole_and_never_more_than_all() {
        let percent = |come| {
            let at = FileAt { message: MessageId(1), place: 0 };
            let (deed, name) = (FileDeed::Open(at), String::new());
            Going { no: 1, deed, name, come }.percent()
        };
        assert_eq!(percent(None), None);
        assert_eq!(percent(Some((0, 0))), None);
        assert_eq!(percent(Some((999, 1000))), Some(99));
        assert_eq!(percent(Some((2000, 1000))), Some(100));
    }
}
