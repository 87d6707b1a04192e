//! Text as it is searched: what people type for each other is made the same.
//!
//! - Case is left out, and so are ё/е and ґ/г: half of the writers type the plain letter, from habit or because
//!   the keyboard hides the other one.
//! - Apostrophes within a word are left out: п'ять, пʼять, п’ять and пять are one word, whichever of the many
//!   signs a keyboard or a phone makes.
//! - Accents on Latin letters and stress marks are left out: nobody types them into a search. й, ї and ў are
//!   letters of their own and stay, written as one sign or as two.
//! - Signs that show nothing are left out within a word, so that what looks like a word is found as one.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

/// Of a longer word, the beginning counts: nobody types that much, and an index has an end.
const LETTERS_MAX: usize = 64;

/// A word of a text, folded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// The folded word: letters and digits, and the marks of scripts that cannot do without.
    pub text: String,
    /// Its bytes in the original.
    pub at: Range<usize>,
    /// After each folded letter: the bytes folded up to there, and where the original goes on.
    ends: Vec<(usize, usize)>,
}

impl Word {
    /// The bytes of the original that make its first `bytes` folded bytes, whole letters only.
    #[must_use]
    pub fn part(&self, bytes: usize) -> Range<usize> {
        let end = self.ends.iter().find(|it| it.0 >= bytes).map_or(self.at.end, |it| it.1);
        self.at.start..end
    }

    fn push(&mut self, letter: char, end: usize) {
        self.at.end = end;
        if self.ends.len() >= LETTERS_MAX {
            return;
        }
        self.text.push(letter);
        self.ends.push((self.text.len(), end));
    }

    /// A mark on the last letter; it becomes another letter or stays as it is.
    fn mark(&mut self, mark: char, end: usize) {
        let is_next = self.ends.last().is_some_and(|it| it.1 == self.at.end);
        self.at.end = end;
        if !is_next {
            return;
        }
        if let Some(letter) = self.text.pop() {
            self.text.push(composed(letter, mark));
        }
        if let Some(last) = self.ends.last_mut() {
            *last = (self.text.len(), end);
        }
    }
}

/// Calls `take` with every word of a text, from left to right: a run of letters and digits.
pub fn each_word(text: &str, mut take: impl FnMut(&Word)) {
    let mut word = Word::default();
    let mut chars = text.char_indices().peekable();
    while let Some((at, sign)) = chars.next() {
        let end = at + sign.len_utf8();
        let inside = !word.text.is_empty();
        if sign.is_ascii_alphanumeric() {
            begin(&mut word, at);
            word.push(sign.to_ascii_lowercase(), end);
        } else if is_mark(sign) || is_invisible(sign) {
            if inside {
                word.mark(sign, end);
            }
        } else if sign.is_alphanumeric() && !is_apostrophe(sign) {
            begin(&mut word, at);
            for letter in sign.to_lowercase() {
                if is_mark(letter) {
                    word.mark(letter, end);
                } else {
                    word.push(plain(letter), end);
                }
            }
        } else if inside && sign.width() == Some(0) && !sign.is_control() {
            // A mark of a script that does not write its vowels as letters.
            word.push(sign, end);
        } else {
            let joins = inside
                && is_apostrophe(sign)
                && word.text.ends_with(char::is_alphabetic)
                && chars
                    .peek()
                    .is_some_and(|(_, next)| next.is_alphabetic() && !is_apostrophe(*next));
            if inside && !joins {
                take(&word);
                word.text.clear();
                word.ends.clear();
            }
        }
    }
    if !word.text.is_empty() {
        take(&word);
    }
}

fn begin(word: &mut Word, at: usize) {
    if word.text.is_empty() {
        word.at = at..at;
    }
}

/// The words of a text, folded.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.clone()));
    words
}

/// The folded words of a text with one space between them: what is indexed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, |word| {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.text);
    });
    folded
}

/// The plainest letter that is typed for this one, which is a small one already.
fn plain(letter: char) -> char {
    match letter {
        'ё' | 'ѐ' => 'е',
        'ѝ' => 'и',
        'ґ' => 'г',
        'ς' => 'σ',
        'a'..='z' | 'а'..='я' => letter,
        _ => match nucleo_matcher::chars::normalize(letter) {
            it if it.is_ascii_uppercase() => it.to_ascii_lowercase(),
            it if it.is_alphanumeric() => it,
            _ => letter,
        },
    }
}

/// The letter that a letter and a mark make together.
const fn composed(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('и', '\u{306}') => 'й',
        ('і', '\u{308}') => 'ї',
        ('у', '\u{306}') => 'ў',
        _ => letter,
    }
}

/// Accents, stress and the like, of scripts whose letters can be read without them.
const fn is_mark(sign: char) -> bool {
    matches!(sign,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Signs that show nothing: soft hyphens, joiners, directions, variants.
const fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// What is typed or made for an apostrophe. Some of them count as letters elsewhere.
const fn is_apostrophe(sign: char) -> bool {
    matches!(
        sign,
        '\'' | '`'
            | '\u{B4}'
            | '\u{2B9}'
            | '\u{2BB}'
            | '\u{2BC}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{2032}'
            | '\u{FF07}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_for_each_other_is_the_same() {
        for (typed, folded) in [
            ("Ёлка ЕЛКА ёлка", "елка елка елка"),
            ("Ґанок ганок", "ганок ганок"),
            ("п'ять пʼять п’ять п`ять п′ять пʹять пять", "пять пять пять пять пять пять пять"),
            ("О'Коннор don't", "оконнор dont"),
            ("'слово' ’в‘ лапках'", "слово в лапках"),
            ("їжа йод", "їжа йод"),
            ("и\u{306}од йод", "йод йод"),
            ("і\u{308}жа їжа", "їжа їжа"),
            ("е\u{308}лка ёлка", "елка елка"),
            ("доста\u{301}вка", "доставка"),
            ("Café cafe\u{301} MÜLLER", "cafe cafe muller"),
            ("1 250 грн", "1 250 грн"),
            ("№45-12", "45 12"),
            ("5'10", "5 10"),
            ("ski\u{ad}pass до\u{202e}ставка", "skipass доставка"),
            ("a_b c.d@e", "a b c d e"),
            ("ὈΔΥΣΣΕΎΣ", "ὀδυσσεύσ"),
            ("  \u{301}, …", ""),
            ("\u{301}а", "а"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn of_a_word_without_end_the_beginning_counts() {
        let long = format!("{}и\u{306}", "x".repeat(5000));
        let word = words(&long).remove(0);
        assert_eq!((word.text.len(), word.at), (64, 0..long.len()));
        let marked = format!("{}и\u{306}", "x".repeat(63));
        assert_eq!(fold(&marked), format!("{}й", "x".repeat(63)));
    }

    #[test]
    fn scripts_with_marks_keep_their_words_whole() {
        assert_eq!(words("हिन्दी भाषा").len(), 2);
        assert_eq!(words("ภาษาไทย").len(), 1);
    }

    #[test]
    fn a_part_of_a_word_takes_its_marks_along() {
        let word = words(" и\u{306}ти").remove(0);
        assert_eq!(word.text, "йти");
        assert_eq!(word.part("й".len()), 1..5);
        let word = words("п'ять").remove(0);
        assert_eq!(&"п'ять"[word.part("пя".len())], "п'я");
    }

    proptest! {
        #[test]
        fn folded_twice_is_folded_once(text in "\\PC*|[а-яіїєґ'ʼ\u{300}-\u{310}ЁҐ ]*") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn every_part_of_a_word_is_where_it_says(text in "\\PC*|[а-яіїйё'’\u{300}-\u{310}А ]*") {
            for word in words(&text) {
                prop_assert_eq!(fold(&text[word.at.clone()]), &word.text[..]);
                for (at, letter) in word.text.char_indices() {
                    let upto = at + letter.len_utf8();
                    prop_assert!(fold(&text[word.part(upto)]).starts_with(&word.text[..upto]));
                }
            }
        }
    }
}
