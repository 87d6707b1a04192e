//! What is searched for: the words somebody typed, and where a text has them.
//!
//! Every word must be there. The last one is taken for the beginning of a word while it is being typed; words in
//! quotes, and words written without a space between them (45-12), must follow each other.

use std::ops::Range;

use crate::base::text::{Word, each_word, words};

/// Words that must follow each other; usually one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phrase {
    words: Vec<String>,
    unfinished: bool,
}

impl Phrase {
    /// Its words, folded; at least one.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether the last word is only the beginning of one.
    #[must_use]
    pub fn unfinished(&self) -> bool {
        self.unfinished
    }

    /// Where it begins among the words of a text.
    fn places<'a>(&'a self, text: &'a [Word]) -> impl Iterator<Item = &'a [Word]> {
        text.windows(self.words.len().max(1)).filter(|window| {
            let last = self.words.len().saturating_sub(1);
            window.iter().zip(&self.words).enumerate().all(|(at, (found, wanted))| {
                if at == last && self.unfinished {
                    found.text.starts_with(wanted.as_str())
                } else {
                    found.text == *wanted
                }
            })
        })
    }
}

/// What is searched for. All of it must be found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Terms {
    phrases: Vec<Phrase>,
}

/// The beginning of a word needs as many letters, unless it is all there is.
const LETTERS_MIN: usize = 2;

impl Terms {
    /// What somebody has typed so far.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut phrases = Vec::new();
        // Every second part stands in quotes; the last one may still be open.
        let mut parts = typed.split(is_quote).enumerate().peekable();
        while let Some((at, part)) = parts.next() {
            let is_last = parts.peek().is_none();
            if at % 2 == 1 {
                let unfinished = is_last && !part.ends_with(char::is_whitespace);
                phrases.extend(phrase(part, unfinished));
                continue;
            }
            let mut chunks = part.split_whitespace().peekable();
            while let Some(chunk) = chunks.next() {
                let unfinished =
                    is_last && chunks.peek().is_none() && part.ends_with(ends_a_word_in_progress);
                phrases.extend(phrase(chunk, unfinished));
            }
        }
        if phrases.len() > 1 {
            phrases.retain(|it| !(it.unfinished && it.words.len() == 1 && is_short(&it.words[0])));
        }
        let mut all: Vec<Phrase> = Vec::with_capacity(phrases.len());
        for it in phrases {
            if !all.contains(&it) {
                all.push(it);
            }
        }
        Self { phrases: all }
    }

    /// What one entry of [`Filter::words`](super::Filter::words) means: its words in sequence, the last one as far as
    /// it is typed.
    #[must_use]
    pub fn of_entry(entry: &str) -> Self {
        let words = entry.replace(is_quote, " ");
        let words = words.trim();
        // Without its closing mark a phrase is one that is still being typed.
        Self::parse(&if words.contains(char::is_whitespace) {
            format!("\"{words}")
        } else {
            words.to_owned()
        })
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// What must be found.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// The same without one of its phrases.
    #[must_use]
    pub fn without(&self, at: usize) -> Self {
        let kept = self.phrases.iter().enumerate().filter(|it| it.0 != at);
        Self { phrases: kept.map(|it| it.1.clone()).collect() }
    }

    /// One of its phrases alone.
    #[must_use]
    pub fn only(&self, at: usize) -> Self {
        Self { phrases: self.phrases.get(at).cloned().into_iter().collect() }
    }

    /// Whether a text has all of it.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        let text = words(text);
        self.phrases.iter().all(|it| it.places(&text).next().is_some())
    }

    /// Where a text has any of it: bytes of the text, from left to right, not overlapping. Of a word that is
    /// still being typed, what has been typed.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let text = words(text);
        for phrase in &self.phrases {
            for place in phrase.places(&text) {
                for (word, wanted) in place.iter().zip(&phrase.words) {
                    found.push(word.part(wanted.len()));
                }
            }
        }
        found.sort_by_key(|it| (it.start, it.end));
        found.dedup_by(|next, kept| {
            let meets = next.start < kept.end;
            if meets {
                kept.end = kept.end.max(next.end);
            }
            meets
        });
        found
    }
}

fn phrase(typed: &str, unfinished: bool) -> Option<Phrase> {
    let mut words = Vec::new();
    each_word(typed, |it| words.push(it.text.clone()));
    (!words.is_empty()).then_some(Phrase { words, unfinished })
}

const fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '«' | '»' | '“' | '”' | '„')
}

/// Whether a word that ends like this may still go on: a comma ends it as well as a space.
fn ends_a_word_in_progress(sign: char) -> bool {
    !sign.is_whitespace() && (sign.is_alphanumeric() || !sign.is_ascii_punctuation())
}

fn is_short(word: &str) -> bool {
    word.chars().count() < LETTERS_MIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::fold;

    /// Each phrase with `+` between its words and `*` behind an unfinished one.
    fn read(typed: &str) -> String {
        let terms = Terms::parse(typed);
        let phrase =
            |it: &Phrase| format!("{}{}", it.words.join("+"), if it.unfinished { "*" } else { "" });
        terms.phrases.iter().map(phrase).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_last_word_is_being_typed_until_a_space_follows() {
        for (typed, means) in [
            ("", ""),
            ("  ", ""),
            ("дост", "дост*"),
            ("доставка ", "доставка"),
            ("Нова пош", "нова пош*"),
            ("нова п", "нова"),
            ("п", "п*"),
            ("п ", "п"),
            ("й", "й*"),
            ("нова 5", "нова"),
            ("п'я", "пя*"),
            ("№45-12", "45+12*"),
            ("№45-1", "45+1*"),
            ("45-", "45"),
            ("\"нова пошта\"", "нова+пошта"),
            ("\"нова пош", "нова+пош*"),
            ("«нова пошта» київ", "нова+пошта київ*"),
            ("\"нова пошта\" ", "нова+пошта"),
            ("\"нова \"", "нова"),
            ("да да да ", "да"),
            ("так, ", "так"),
            ("\"\" !!", ""),
        ] {
            assert_eq!(read(typed), means, "{typed}");
        }
    }

    #[test]
    fn what_is_found_is_shown_where_it_stands() {
        let marked = |typed: &str, text: &str| {
            let mut shown = text.to_owned();
            for it in Terms::parse(typed).find(text).into_iter().rev() {
                shown.insert(it.end, ']');
                shown.insert(it.start, '[');
            }
            shown
        };
        assert_eq!(marked("дост", "Доставка, достав!"), "[Дост]авка, [дост]ав!");
        assert_eq!(marked("доставка ", "Доставка доставкам"), "[Доставка] доставкам");
        assert_eq!(marked("\"нова пош", "пошта нова Нова Пошта"), "пошта нова [Нова] [Пош]та");
        assert_eq!(marked("пять", "п’ять п'ятьма"), "[п’ять] [п'ять]ма");
        assert_eq!(marked("ел", "Ёлка и\u{306}од"), "[Ёл]ка и\u{306}од");
        assert_eq!(marked("й", "и\u{306}од"), "[и\u{306}]од");
        assert_eq!(marked("дос доставка ", "дос доставка"), "[дос] [доставка]");
        assert_eq!(marked("доставка дос", "доставка"), "[доставка]");
        assert_eq!(marked("", "доставка"), "доставка");
    }

    #[test]
    fn an_entry_is_one_phrase_whatever_stands_in_it() {
        for entry in [
            "нова пошта",
            "\"нова\" пошта",
            "«нова» пошта",
            "нова «пошта»",
            "„нова“ пошта",
            "“нова пошта”",
            "нова\u{a0}пошта",
            "нова\u{202f}пошта",
            "нова»пошта",
        ] {
            let terms = Terms::of_entry(entry);
            let [phrase] = terms.phrases() else { panic!("{entry}: {terms:?}") };
            assert_eq!(phrase.words(), ["нова", "пошта"], "{entry}");
            assert!(!terms.are_in("пошта нова"), "{entry}");
        }
        assert!(Terms::of_entry("нова «пош").are_in("Нова Пошта"));
    }

    #[test]
    fn all_of_it_must_be_in_a_text() {
        let has = |typed, text| Terms::parse(typed).are_in(text);
        assert!(has("пошта нов", "Нова Пошта"));
        assert!(!has("\"пошта нов", "Нова Пошта"));
        assert!(!has("пошта старa", "Нова Пошта"));
        assert!(has("\"45 12\"", "замовлення №45-12"));
        assert!(has("45-12", "замовлення №45-12"));
    }

    proptest! {
        #[test]
        fn what_is_shown_begins_with_what_was_typed(
            typed in "[а-яёїA-z0-9\" ']{0,12}|\\PC{0,8}",
            text in "[а-яёїA-z0-9 '\u{300}-\u{308}]{0,60}|\\PC{0,40}",
        ) {
            let terms = Terms::parse(&typed);
            let mut last = 0;
            for range in terms.find(&text) {
                prop_assert!(last <= range.start && range.start < range.end);
                last = range.end;
                let found = fold(&text[range]);
                let typed = terms.phrases.iter().flat_map(|it| &it.words);
                prop_assert!(typed.into_iter().any(|it| found.starts_with(it.as_str())), "{}", found);
            }
        }

        #[test]
        fn every_word_of_a_text_finds_it(text in "[а-яёїґA-z0-9 ,'\u{300}-\u{308}]{0,60}|\\PC{0,40}") {
            let all = format!("{} ", fold(&text));
            prop_assert!(Terms::parse(&all).are_in(&text));
            for word in words(&text) {
                let range = Terms::parse(&format!("{} ", word.text)).find(&text);
                prop_assert!(range.contains(&word.at));
            }
        }
    }
}
