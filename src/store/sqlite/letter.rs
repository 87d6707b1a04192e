//! A reply with files as one text: for ops that wait for a hub.

use super::codec::{tags_from, tags_text};
use crate::domain::{ContentHash, Enclosure, Letter, MessageId};

/// What it answers, its words, and of each file the hash, the size and the name, each on a line. How long it is held is
/// not among it.
pub(super) fn text(letter: &Letter) -> String {
    let answers = letter.answers.map_or_else(String::new, |it| it.0.to_string());
    let files = letter
        .files
        .iter()
        .flat_map(|it| [it.content.to_string(), it.bytes.to_string(), it.name.clone()]);
    let lines: Vec<String> = [answers, letter.text.clone()].into_iter().chain(files).collect();
    tags_text(&lines)
}

/// The letter of [`text`], not held; `None` when it is none.
pub(super) fn from(text: &str) -> Option<Letter> {
    let lines = tags_from(text);
    let ([answers, words], files) = lines.split_first_chunk()?;
    let answers = match answers.as_str() {
        "" => None,
        number => Some(MessageId(number.parse().ok()?)),
    };
    let file = |it: &[String]| {
        let [hash, bytes, name] = it else { return None };
        let content = ContentHash::from_hex(hash)?;
        Some(Enclosure { name: name.clone(), bytes: bytes.parse().ok()?, content })
    };
    let files = files.chunks(3).map(file).collect::<Option<_>>()?;
    Some(Letter { text: words.clone(), files, answers, ..Letter::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_comes_back_whatever_is_in_it() {
        let file =
            |name: &str| Enclosure { name: name.into(), bytes: 7, content: ContentHash([9; 32]) };
        for (words, names) in [("", vec!["a\nb", "\\"]), ("x\ny\\", vec![]), ("", vec![""])] {
            let letter = Letter {
                text: words.into(),
                files: names.into_iter().map(file).collect(),
                answers: Some(MessageId(12)),
                ..Letter::default()
            };
            assert_eq!(from(&text(&letter)), Some(letter));
        }
        assert_eq!(from(&text(&Letter::default())), Some(Letter::default()));
        assert!(from("").is_none() && from("1\nx\nnot a hash\n1\nname\n").is_none());
    }
}
