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

/// The places of a text that is asked about often: each costs the same, however long the text is.
#[derive(Debug, Clone)]
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many characters stand before each block.
    blocks: Vec<usize>,
}

const BLOCK_BYTES: usize = 256;

impl<'a> Places<'a> {
    /// Looks the text through once.
    #[must_use]
    pub(super) fn new(text: &'a str) -> Self {
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let breaks = text.bytes().zip(1..).filter(|it| it.0 == b'\n').map(|it| it.1);
        let lines = std::iter::once(mark).chain(breaks).collect();
        let mut passed = 0;
        let blocks = text.as_bytes().chunks(BLOCK_BYTES).map(|block| {
            let before = passed;
            passed += characters(block);
            before
        });
        Self { text, lines, blocks: blocks.collect() }
    }

    /// The same as [`Place::of`].
    #[must_use]
    pub(super) fn of(&self, offset: usize) -> Place {
        let begin = self.lines.first().map_or(0, |it| *it);
        if offset <= begin {
            return Place { line: 1, column: 1 };
        }
        let end = self.text.len();
        let offset = if self.text.is_char_boundary(offset) { offset } else { end };
        let line = self.lines.partition_point(|it| *it <= offset).max(1);
        let start = self.lines.get(line - 1).map_or(0, |it| *it);
        let column = self.before(offset).saturating_sub(self.before(start)) + 1;
        Place { line, column }
    }

    /// How many characters stand before a byte.
    fn before(&self, offset: usize) -> usize {
        let block = offset / BLOCK_BYTES;
        let rest = self.text.as_bytes().get(block * BLOCK_BYTES..offset).unwrap_or_default();
        // A block that would begin at the end is none.
        let before = self.blocks.get(block).copied();
        let before = before.unwrap_or_else(|| characters(self.text.as_bytes()));
        before + characters(rest)
    }
}

/// Bytes that begin a character.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xC0 != 0x80).count()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn many_places_are_the_same_as_one(text in "\u{feff}?[aїß€😀\r\n]{0,600}", more in 0usize..9) {
            let places = Places::new(&text);
            for offset in 0..=text.len() + more {
                prop_assert_eq!(places.of(offset), Place::of(&text, offset), "{}", offset);
            }
        }
    }
}
