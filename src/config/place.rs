//! Where in a file something stands, as a person counts it.

use std::fmt;

/// A line and a column, both counted from 1, the column in characters.
///
/// The order of places is the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    /// The place of the byte at `offset` of `text`; beyond its end, the end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        // A byte-order mark takes no column in any editor.
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let before =
            text.get(mark..offset).unwrap_or(if offset < mark { "" } else { &text[mark..] });
        let line_start = before.rfind('\n').map_or(0, |it| it + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters() {
        let text = "name = 'Київ' x\r\nб = 1";
        assert_eq!(Place::of(text, text.find('x').unwrap()).to_string(), "1:15");
        assert_eq!(Place::of(text, text.find("= 1").unwrap()).to_string(), "2:3");
        assert_eq!(Place::of(text, 0).to_string(), "1:1");
    }

    #[test]
    fn the_end_is_a_place_too() {
        assert_eq!(Place::of("", 0).to_string(), "1:1");
        assert_eq!(Place::of("a\n", 2).to_string(), "2:1");
        assert_eq!(Place::of("a\nbc", 99).to_string(), "2:3");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(Place::of("\u{feff}ab", 4).to_string(), "1:2");
        assert_eq!(Place::of("\u{feff}ab", 0).to_string(), "1:1");
    }
}
