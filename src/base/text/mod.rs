//! Text as a terminal shows it: measured in cells, with everything dangerous taken out.
//!
//! Cells are counted exactly as the screen library counts them: per grapheme cluster, not per character and not per string.
//! `tests/it/text.rs` holds both to the same numbers.

mod address;
mod clean;
mod file_name;
mod fold;
pub mod keyboard;
mod quote;
mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use address::{Address, URL_MAX, addresses};
pub use clean::{REPLACEMENT, TAB_CELLS, clean_block, clean_input, clean_line, joins};
pub use file_name::file_name;
pub use fold::{Word, each_word, fold, words};
pub use quote::quote_begins;
pub use wrap::{Row, Rows, wrap};

/// What stands where text was cut off.
const CUT: char = '…';

/// One grapheme cluster of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Its first byte in the text.
    pub at: usize,
    /// Its characters.
    pub text: &'a str,
    /// How many cells it takes; 0 for what the screen skips.
    pub cells: usize,
}

/// The grapheme clusters of a text, from left to right.
#[derive(Debug, Clone)]
pub struct Glyphs<'a> {
    text: &'a str,
    at: usize,
}

/// Takes `text` apart into what a person counts as characters.
#[must_use]
pub const fn glyphs(text: &str) -> Glyphs<'_> {
    Glyphs { text, at: 0 }
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        let at = self.at;
        let rest = &self.text[at..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        // Two plain characters never share a cluster: nearly all text takes this way, past the big tables.
        let glyph = if is_plain(first) && chars.next().is_none_or(is_plain) {
            Glyph { at, text: &rest[..first.len_utf8()], cells: 1 }
        } else {
            let text = rest.graphemes(true).next().unwrap_or(rest);
            Glyph { at, text, cells: cells_of(text) }
        };
        self.at += glyph.text.len();
        Some(glyph)
    }
}

/// How many cells `text` takes in one row.
///
/// What the screen skips counts nothing: control characters, and clusters without a width.
/// One cluster may take more than two cells (a Hindi conjunct takes one for each of its letters); [`clean_line`] bounds it.
#[must_use]
pub fn width(text: &str) -> usize {
    glyphs(text).map(|it| it.cells).sum()
}

/// The cells of one grapheme cluster.
fn cells_of(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // Terminals draw these two katakana marks into a cell of their own, whatever Unicode says.
    let sound_marks = cluster.chars().filter(|it| matches!(it, '\u{FF9E}' | '\u{FF9F}')).count();
    cluster.width() + sound_marks
}

/// One cell wide, harmless, and never part of a cluster with another such character.
const fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A0}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{370}'..='\u{482}'
        | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2018}'..='\u{201F}'
        | '\u{2026}'
        | '\u{20A0}'..='\u{20C0}'
        | '\u{2116}'
        // Lines, blocks and badges: every frame of the screen is full of them.
        | '\u{2500}'..='\u{259F}'
        | '\u{25CB}'
        | '\u{25CF}')
}

/// The beginning of `text` that fits into `cells`, ending in `…` when something is missing.
#[must_use]
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    let (mut used, mut room) = (0, 0);
    for glyph in glyphs(text) {
        used += glyph.cells;
        if used > cells {
            let mut short = text[..room].to_owned();
            if cells > 0 {
                short.push(CUT);
            }
            return Cow::Owned(short);
        }
        if used < cells {
            room = glyph.at + glyph.text.len();
        }
    }
    Cow::Borrowed(text)
}

/// `text` cut or padded with spaces to exactly `cells`.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    let mut fitted = cut(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

#[cfg(test)]
mod tests;
