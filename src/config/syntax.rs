//! TOML that is not quite TOML: what is wrong with it, and how much of the rest still means what it says.

use toml::de::DeTable;

use super::fault::{Fault, Hint, Wrong};
use super::place::{Place, Places};

/// The broken lines of a file.
pub(super) struct Broken {
    /// One fault per broken line.
    pub(super) faults: Vec<Fault>,
    /// From here on nothing can be trusted: a table or a list has lost its end.
    lost: Option<Place>,
}

impl Broken {
    /// Whether a mistake found at `at` is the writer's own, and not an echo of a broken line.
    pub(super) fn trusts(&self, at: Place) -> bool {
        self.lost.is_none_or(|lost| at.line < lost.line)
            && self.faults.iter().all(|it| it.at.line != at.line)
    }
}

/// Reads as much of `text` as can be read.
pub(super) fn parse(text: &str) -> (DeTable<'_>, Broken) {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    let start = |it: &toml::de::Error| it.span().map_or(0, |it| it.start);
    errors.sort_by_key(start);

    let places = Places::new(text);
    let mut broken = Broken { faults: Vec::new(), lost: None };
    for error in errors {
        let at = places.of(start(&error));
        if broken.faults.last().is_some_and(|it| it.at.line == at.line) {
            continue; // One slip makes the parser stumble several times.
        }
        let before =
            text.get(..start(&error)).unwrap_or_default().lines().next_back().unwrap_or_default();
        let in_list = error.message().contains("array");
        broken.faults.push(fault(at, error.message()));
        if in_list || !before.contains('=') && error.message() != DUPLICATE {
            broken.lost = broken.lost.or(Some(at));
        }
        if in_list {
            break; // The lines that follow were read as a part of the list.
        }
    }
    (table.into_inner(), broken)
}

const DUPLICATE: &str = "duplicate key";

fn fault(at: Place, message: &str) -> Fault {
    if message == DUPLICATE {
        return Fault::new(at, Wrong::Twice);
    }
    if message.starts_with("string values must be quoted") {
        return Fault { hint: Some(Hint::Quotes), ..Fault::new(at, Wrong::NoQuotes) };
    }
    let wrong = Wrong::Syntax { detail: message.to_owned() };
    Fault { hint: Some(Hint::Syntax), ..Fault::new(at, wrong) }
}
