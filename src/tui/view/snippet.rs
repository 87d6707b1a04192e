//! The part of a text around what is looked for.

use std::ops::Range;

use super::pen::Pen;
use crate::base::text::{clean_line, glyphs, width, wrap};
use crate::domain::search::Terms;
use crate::tui::theme::Ink;

/// A row of text, and where in it are words that are looked for (bytes, from left to right).
pub(super) type Marked = (String, Vec<Range<usize>>);

/// The part of a hostile text around its first word that is looked for, in at most `rows` rows of `room` cells. The last
/// row is longer where there is more to be shown.
pub(super) fn snippet(text: &str, terms: &Terms, room: usize, rows: usize) -> Vec<Marked> {
    let text = clean_line(text);
    let text = text.trim();
    let found = terms.find(text);
    let (room, rows) = (room.max(1), rows.max(1));
    let Some(first) = found.first() else { return set(text, &found, 0, (room, rows)).0 };
    let (whole, seen) = set(text, &found, 0, (room, rows));
    // Half of a row, or what there is, leads to the word.
    if seen {
        whole
    } else {
        set(text, &found, beginning(text, first.start, room / 2), (room, rows)).0
    }
}

/// The text from a byte on, in rows; and whether its first word that is looked for is seen in them.
fn set(
    text: &str,
    found: &[Range<usize>],
    from: usize,
    (room, rows): (usize, usize),
) -> (Vec<Marked>, bool) {
    let lead = if from > 0 { "…" } else { "" };
    // Bytes enough for all rows, of whatever letters.
    let last = glyphs(&text[from..]).nth(room * (rows + 1)).map_or(text.len(), |it| from + it.at);
    let shown = format!("{lead}{}", &text[from..last]);
    let here = |row: &Range<usize>| -> Vec<Range<usize>> {
        let moved = |it: &Range<usize>| it.start - from + lead.len()..it.end - from + lead.len();
        let found = found.iter().filter(|it| it.start >= from && it.end <= last).map(moved);
        let found = found.filter(|it| it.start < row.end && row.start < it.end);
        found
            .map(|it| it.start.max(row.start) - row.start..it.end.min(row.end) - row.start)
            .collect()
    };
    let mut ends: Vec<Range<usize>> = wrap(&shown, room).into_iter().take(rows).collect();
    if let Some(row) = ends.last_mut().filter(|_| rows > 0) {
        row.end = shown.len();
    }
    let out: Vec<Marked> =
        ends.into_iter().map(|row| (shown[row.clone()].to_owned(), here(&row))).collect();
    // In the last row it may stand behind the edge.
    let seen =
        |(line, marks): &Marked| marks.first().is_some_and(|it| width(&line[..it.end]) < room);
    let is_seen = out.iter().find(|it| !it.1.is_empty()).is_some_and(seen);
    (out, is_seen)
}

/// Where the part begins, so that at most `lead` cells before the word are seen, from the beginning of a word.
fn beginning(text: &str, word: usize, lead: usize) -> usize {
    let mut skip = width(&text[..word]).saturating_sub(lead);
    let mut from = 0;
    for glyph in glyphs(&text[..word]) {
        if skip == 0 {
            break;
        }
        skip = skip.saturating_sub(glyph.cells);
        from = glyph.at + glyph.text.len();
    }
    // A word that is longer than the lead is cut.
    text[from..word].find(' ').map_or(from, |it| from + it + 1)
}

/// Puts a row with its words marked; returns the column after it.
pub(super) fn put_marked(
    pen: &mut Pen<'_>,
    (x, y): (usize, usize),
    (text, marks): (&str, &[Range<usize>]),
    end: usize,
    ink: Ink,
) -> usize {
    let after = pen.put_within(x, y, text, end, ink);
    // The last cell may be the sign that something is missing.
    let last = if x + width(text) > after { after.saturating_sub(1) } else { after };
    for mark in marks {
        let from = x + width(&text[..mark.start]);
        let to = (from + width(&text[mark.clone()])).min(last);
        if from < to {
            pen.lay_cells(from, y, to - from, Ink::Found);
        }
    }
    after
}

/// The words of all these in a text.
pub(super) fn find_all(text: &str, terms: &[Terms]) -> Vec<Range<usize>> {
    terms.iter().flat_map(|it| it.find(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows, with brackets around what is marked.
    fn shown(text: &str, typed: &str, room: usize, rows: usize) -> Vec<String> {
        let bracket = |(row, marks): Marked| {
            let mut out = row;
            for mark in marks.into_iter().rev() {
                out.insert(mark.end, ']');
                out.insert(mark.start, '[');
            }
            out
        };
        snippet(text, &Terms::parse(typed), room, rows).into_iter().map(bracket).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_and_a_long_one_from_some_words_before_the_first_hit() {
        assert_eq!(shown("Де доставка?", "дост", 40, 1), ["Де [дост]авка?"]);
        let long = "Добрий день, замовляла у вас чайник ще у п’ятницю, а доставки все немає";
        let rows = shown(long, "доставк", 30, 1);
        assert!(rows[0].starts_with("…у п’ятницю, а [доставк]и"), "{rows:?}");
        let rows = shown(long, "доставк", 40, 2);
        assert!(rows[0].starts_with("Добрий") && rows[1].contains("[доставк]и"), "{rows:?}");
    }

    #[test]
    fn what_is_hostile_or_wide_neither_breaks_a_row_nor_loses_the_word() {
        let hostile = format!("\u{1b}[31m{}\u{202e} ключ 日本語の顧客", "日本".repeat(200));
        for room in 12..60 {
            for rows in 1..3 {
                let found = snippet(&hostile, &Terms::parse("ключ"), room, rows);
                let row = found.iter().find(|it| !it.1.is_empty());
                let (line, marks) = row.expect("the word is seen");
                assert_eq!(&line[marks[0].clone()], "ключ", "{room} {line:?}");
                assert!(width(&line[..marks[0].end]) <= room, "{room} {line:?}");
                assert!(!line.contains(['\u{1b}', '\u{202e}']));
            }
        }
    }
}
