//! Where a letter lies on the keyboard: ЙЦУКЕН to QWERTY and back, and US Shift. Knows no other layout, and claims none.

/// The Latin character on the key of a Russian or Ukrainian letter.
///
/// A fallback: the base-layout key a terminal sends is better. The Bulgarian, Serbian and Belarusian layouts differ.
#[must_use]
pub fn jcuken(letter: char) -> Option<char> {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюёіїєґ";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]'\\";
    let small = letter.to_lowercase().next()?;
    CYRILLIC.chars().zip(LATIN.chars()).find(|(cyrillic, _)| *cyrillic == small).map(|it| it.1)
}

/// The keys of the US layout that type no letter, without Shift and with it.
const PLAIN: &str = "`1234567890-=[]\\;',./";
const RAISED: &str = "~!@#$%^&*()_+{}|:\"<>?";

/// What Shift makes of a key of the US layout.
#[must_use]
pub fn shifted(plain: char) -> char {
    let raised = PLAIN.chars().zip(RAISED.chars()).find(|(it, _)| *it == plain);
    raised.map_or_else(|| plain.to_ascii_uppercase(), |it| it.1)
}

/// What the keys of `typed` type in the other layouts: Cyrillic ones in the Latin, Latin ones in the Ukrainian and the
/// Russian. Leaves out what would be the same.
#[must_use]
pub fn other_layouts(typed: &str) -> Vec<String> {
    let into = |letter: fn(char) -> Option<char>| -> String {
        typed.chars().map(|it| letter(it).unwrap_or(it)).collect()
    };
    let mut others = if typed.chars().any(|it| jcuken(it).is_some()) {
        vec![as_latin(typed)]
    } else {
        vec![into(|it| cyrillic(it, UKRAINIAN)), into(|it| cyrillic(it, RUSSIAN))]
    };
    others.dedup();
    others.retain(|it| it != typed);
    others
}

const LETTERS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.\\`";
const UKRAINIAN: &str = "йцукенгшщзхїфівапролджєячсмитьбюґ'";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбю\\ё";

/// The letter that a key of the US layout types in one of the others.
fn cyrillic(typed: char, layout: &str) -> Option<char> {
    let mut raised = PLAIN.chars().zip(RAISED.chars());
    let plain = raised.find(|it| it.1 == typed).map_or(typed.to_ascii_lowercase(), |it| it.0);
    let letter = LETTERS.chars().zip(layout.chars()).find(|it| it.0 == plain)?.1;
    Some(if plain == typed { letter } else { letter.to_uppercase().next().unwrap_or(letter) })
}

/// What the keys of `typed` type in the Latin layout: `шыЖщзут` is `is:open`. What is not Cyrillic stays.
#[must_use]
pub fn as_latin(typed: &str) -> String {
    let letter = |it: char| match jcuken(it) {
        Some(place) if it.is_uppercase() => shifted(place),
        Some(place) => place,
        None => it,
    };
    typed.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_chords_lie_where_both_layouts_have_them() {
        let latin: String = "щйьиЩЙЬИ".chars().filter_map(jcuken).collect();
        assert_eq!(latin, "oqmboqmb");
    }

    #[test]
    fn russian_and_ukrainian_letters_share_a_key() {
        for (russian, ukrainian) in [('ы', 'і'), ('ъ', 'ї'), ('э', 'є')] {
            assert_eq!(jcuken(russian), jcuken(ukrainian));
        }
        assert_eq!(jcuken('ў'), None, "Belarusian has и elsewhere, so nothing of it is claimed");
        assert_eq!(jcuken('q'), None);
    }

    #[test]
    fn every_letter_of_both_alphabets_has_a_place() {
        let russian = ('а'..='я').chain(['ё']);
        assert!(russian.chain("іїєґІЇЄҐ".chars()).all(|it| jcuken(it).is_some()));
    }

    #[test]
    fn the_same_keys_in_the_other_layouts() {
        assert_eq!(other_layouts("Ghbdsn"), ["Привіт", "Привыт"]);
        assert_eq!(other_layouts("{fnf 2"), ["Хата 2"]);
        assert_eq!(other_layouts("Сдщіу"), ["Close"]);
        assert_eq!(other_layouts("Жй"), [":q"]);
        assert_eq!(other_layouts("12 +"), [""; 0]);
    }

    #[test]
    fn shift_raises_letters_and_signs() {
        let raised: String = "g;/,'1`\\".chars().map(shifted).collect();
        assert_eq!(raised, "G:?<\"!~|");
    }

    #[test]
    fn a_line_in_the_wrong_layout_is_read_as_its_keys() {
        assert_eq!(as_latin("шы:щзут"), "is:open");
        assert_eq!(as_latin("шыЖщзут"), "is:open");
        assert_eq!(as_latin("іЮ30ь, x"), "s>30m, x");
    }
}
