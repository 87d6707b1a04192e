//! Finds what is meant by a few of its letters, in whatever layout they were typed.
//!
//! Letters are folded as the search does it (ё = е, ґ = г, no apostrophes), and case means nothing: who holds Shift, or has
//! Caps lock on, looks for the same.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::base::text::keyboard::other_layouts;

/// Letters of one text that are looked at.
const LETTERS_MAX: usize = 400;

/// A text as it is looked through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hay {
    letters: Vec<char>,
    /// Where each of them stands in the text, in bytes.
    at: Vec<usize>,
}

impl Hay {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut hay = Self::default();
        for (at, letter) in text.char_indices() {
            if let Some(letter) = fold(letter).filter(|_| hay.at.len() < LETTERS_MAX) {
                hay.letters.push(letter);
                hay.at.push(at);
            }
        }
        hay
    }
}

/// A text that is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How well it fits; more is better.
    pub score: u32,
    /// The letters that were typed, as bytes of the text, in order.
    pub marks: Vec<usize>,
}

/// What is looked for: words, each of which must be found.
pub struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
}

impl Fuzzy {
    /// Looks for the letters of the words of `typed`.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self::of(typed, AtomKind::Fuzzy)
    }

    /// Looks for the words of `typed` as they are, or parts of words: where a wrong guess costs more than it saves.
    #[must_use]
    pub fn plain(typed: &str) -> Self {
        Self::of(typed, AtomKind::Substring)
    }

    fn of(typed: &str, kind: AtomKind) -> Self {
        let folded: String = typed.chars().filter_map(fold).collect();
        let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
        let pattern = Pattern::new(&folded, case, normal, kind);
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self { pattern, matcher: Matcher::new(config) }
    }

    /// How well a text fits, if it does. Everything fits where nothing is looked for.
    pub fn find(&mut self, hay: &Hay) -> Option<Found> {
        let mut places = Vec::new();
        let letters = Utf32Str::Unicode(&hay.letters);
        let score = self.pattern.indices(letters, &mut self.matcher, &mut places)?;
        places.sort_unstable();
        places.dedup();
        let byte = |it: u32| hay.at.get(usize::try_from(it).ok()?).copied();
        Some(Found { score, marks: places.into_iter().filter_map(byte).collect() })
    }
}

/// Looks with `look` for what `make` makes of `typed`; where that finds nothing, of what the same keys type in another
/// layout.
pub fn in_any_layout<T>(
    typed: &str,
    make: fn(&str) -> Fuzzy,
    look: impl Fn(&mut Fuzzy) -> Vec<T>,
) -> Vec<T> {
    let meant = std::iter::once(typed.to_owned()).chain(other_layouts(typed));
    meant.map(|it| look(&mut make(&it))).find(|it| !it.is_empty()).unwrap_or_default()
}

/// The letter that stands for this one; `None` for an apostrophe, which people leave out.
const fn fold(letter: char) -> Option<char> {
    Some(match letter {
        '\'' | '`' | 'ʼ' | '’' | '‘' | '′' => return None,
        'ё' => 'е',
        'Ё' => 'Е',
        'ґ' => 'г',
        'Ґ' => 'Г',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> Option<String> {
        let found = Fuzzy::new(typed).find(&Hay::new(text))?;
        Some(found.marks.iter().filter_map(|it| text[*it..].chars().next()).collect())
    }

    #[test]
    fn a_few_letters_are_enough_and_are_marked() {
        assert_eq!(finds("зкр", "Закрити діалог").as_deref(), Some("Зкр"));
        assert_eq!(finds("діал зак", "Закрити діалог").as_deref(), Some("Закдіал"));
        assert_eq!(finds("", "Закрити").as_deref(), Some(""));
        assert_eq!(finds("закж", "Закрити"), None);
        assert!(finds("вчора", "вечора").is_some());
        assert_eq!(Fuzzy::plain("вчора").find(&Hay::new("вечора")), None);
    }

    #[test]
    fn case_means_nothing() {
        for (typed, text) in [
            ("VIP", "vip"),
            ("vip", "VIP"),
            ("Close", "close-unassign"),
            ("ЗАКРИТИ", "Закрити діалог"),
            ("Ол", "олена"),
            ("ПОДЪЁМ", "подъем"),
        ] {
            assert!(finds(typed, text).is_some(), "{typed}");
            assert!(Fuzzy::plain(typed).find(&Hay::new(text)).is_some(), "{typed}");
        }
    }

    #[test]
    fn letters_that_people_do_not_tell_apart_are_one() {
        assert_eq!(finds("подъем", "Подъём").as_deref(), Some("Подъём"));
        assert_eq!(finds("гудзик", "ґудзик").as_deref(), Some("ґудзик"));
        for typed in ["п'ятниця", "п’ятниця", "пятниця"] {
            assert_eq!(finds(typed, "Пʼятниця").as_deref(), Some("Пятниця"), "{typed}");
        }
    }

    #[test]
    fn what_was_typed_in_the_wrong_layout_is_found() {
        let texts = ["привіт", "объявление", "close-unassign", "ґанок"];
        let look = |typed: &str| {
            let hays = texts.map(|it| (it, Hay::new(it)));
            in_any_layout(typed, Fuzzy::new, |fuzzy| {
                hays.iter().filter(|it| fuzzy.find(&it.1).is_some()).map(|it| it.0).collect()
            })
        };
        assert_eq!(look("ghbdsn"), ["привіт"]);
        assert_eq!(look("j,]zdktybt"), ["объявление"]);
        assert_eq!(look("сдщыу-гт"), ["close-unassign"]);
        assert_eq!(look("сдщіу"), ["close-unassign"]);
        assert_eq!(look("\\fyjr"), ["ґанок"]);
        assert_eq!(look("ghbdtndctv"), [""; 0]);
    }
}
