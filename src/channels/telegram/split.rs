//! Long words in pieces that the service takes.

use unicode_segmentation::UnicodeSegmentation as _;

/// Cuts `text` into pieces of at most `most` UTF-16 units: between paragraphs where that leaves no short piece, else between
/// lines, sentences, words; never inside of what is seen as one letter, unless that alone is too long. What is lost is white
/// space at the cuts and at both ends only. Nothing but white space gives no piece.
pub(super) fn split(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let room = fitting(rest, most);
        let end = if room == rest.len() { room } else { cut(&rest[..room], &rest[room..]) };
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece.trim_end());
        rest = behind.trim_start();
    }
    pieces
}

/// How long a text is as the service counts.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Bytes of the longest beginning that has room; more than none.
fn fitting(text: &str, most: usize) -> usize {
    let by = |parts: &mut dyn Iterator<Item = &str>| {
        let (mut bytes, mut taken) = (0, 0);
        for part in parts {
            taken += units(part);
            if most < taken {
                break;
            }
            bytes += part.len();
        }
        bytes
    };
    let letters = by(&mut text.graphemes(true));
    if 0 < letters {
        return letters;
    }
    // One letter with thousands of marks on it.
    let mut letter = [0; 4];
    let (mut bytes, mut taken) = (0, 0);
    for c in text.chars() {
        taken += c.len_utf16();
        if most < taken && 0 < bytes {
            break;
        }
        bytes += c.encode_utf8(&mut letter).len();
    }
    bytes
}

/// Where to cut a full piece, before which `behind` stands.
fn cut(full: &str, behind: &str) -> usize {
    let half = full.len() / 2;
    let worth = |at: &usize| half < *at;
    let last = |ends: &[&str]| ends.iter().filter_map(|it| full.rfind(it)).max().filter(worth);
    if behind.starts_with("\n\n") {
        return full.len();
    }
    if let Some(at) = last(&["\n\n"]) {
        return at;
    }
    if behind.starts_with('\n') {
        return full.len();
    }
    if let Some(at) = last(&["\n"]) {
        return at;
    }
    let sentence = full.rmatch_indices(char::is_whitespace).map(|it| it.0).take_while(worth);
    let ends = |at: &usize| full[..*at].ends_with(['.', '!', '?', '…']);
    if let Some(at) = sentence.clone().find(ends) {
        return at;
    }
    if behind.starts_with(char::is_whitespace) {
        return full.len();
    }
    sentence.into_iter().next().unwrap_or(full.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_where_a_reader_would() {
        let cuts = |text| split(text, 20).join("|");
        assert_eq!(cuts("one paragraph\n\nand the next one"), "one paragraph|and the next one");
        assert_eq!(cuts("one line is here\nand the next one"), "one line is here|and the next one");
        assert_eq!(cuts("That is all. Is it not, my dear?"), "That is all.|Is it not, my dear?");
        assert_eq!(cuts("words without any end but one"), "words without any|end but one");
        assert_eq!(cuts("abcdefghijklmnopqrstuvwxyz"), "abcdefghijklmnopqrst|uvwxyz");
        assert_eq!(
            cuts("a\n\nbut this is too far behind it"),
            "a\n\nbut this is too|far behind it"
        );
        assert_eq!(cuts(" \n "), "");
    }

    #[test]
    fn no_letter_is_cut_in_two() {
        let family = "👨‍👩‍👧‍👦".repeat(3);
        assert_eq!(split(&family, 12), ["👨‍👩‍👧‍👦"; 3], "eleven units each");
        let marked = format!("e{}", "\u{301}".repeat(30));
        assert_eq!(split(&marked, 20).concat(), marked, "too long for any message");
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in r"([a-zа-яїє.!?]{0,9}[ \n]{0,3}|👍🏽|e\u{301}){0,60}", most in 8..40usize) {
            let pieces = split(&text, most);
            for piece in &pieces {
                prop_assert!(units(piece) <= most && !piece.trim().is_empty());
            }
            let bare = |it: &str| it.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&pieces.concat()), bare(&text));
        }
    }
}
