//! Where a letter lies on the keyboard: ЙЦУКЕН to QWERTY, US Shift, and X keysyms. Knows no other layout, and claims none.

/// The Latin character on the key of a Russian or Ukrainian letter.
///
/// A fallback: the base-layout key a terminal sends is better. The Bulgarian, Serbian and Belarusian layouts differ.
pub(super) fn jcuken(letter: char) -> Option<char> {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюёіїєґ";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]'\\";
    let small = letter.to_lowercase().next()?;
    CYRILLIC.chars().zip(LATIN.chars()).find(|(cyrillic, _)| *cyrillic == small).map(|it| it.1)
}

/// The keys of the US layout that type no letter, without Shift and with it.
const PLAIN: &str = "`1234567890-=[]\\;',./";
const RAISED: &str = "~!@#$%^&*()_+{}|:\"<>?";

/// What Shift makes of a key of the US layout.
pub(super) fn shifted(plain: char) -> char {
    let raised = PLAIN.chars().zip(RAISED.chars()).find(|(it, _)| *it == plain);
    raised.map_or_else(|| plain.to_ascii_uppercase(), |it| it.1)
}

/// What the keys of `typed` type in the other layouts: Cyrillic ones in the Latin, Latin ones in the Ukrainian and the
/// Russian. Leaves out what would be the same.
pub fn other_layouts(typed: &str) -> Vec<String> {
    let into = |letter: fn(char) -> Option<char>| -> String {
        typed.chars().map(|it| letter(it).unwrap_or(it)).collect()
    };
    let mut others = if typed.chars().any(|it| jcuken(it).is_some()) {
        vec![into(|it| raised_like(it, jcuken(it)?, shifted))]
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

/// `plain`, raised where `typed` is a capital.
fn raised_like(typed: char, plain: char, raise: fn(char) -> char) -> Option<char> {
    Some(if typed.is_uppercase() { raise(plain) } else { plain })
}

/// The character of a code in xterm's 27-form: foot writes X keysyms there, the others Unicode.
///
/// The two overlap in the block where X keeps Cyrillic and Unicode keeps Arabic; with these keyboards it is Cyrillic.
pub(super) fn keysym(code: u32) -> u32 {
    const KOI8: &str = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
    // Only the letters of the two layouts: the rest of the block is Serbian and Macedonian.
    const MORE: [(u32, char); 10] = [
        (0x6A3, 'ё'),
        (0x6A4, 'є'),
        (0x6A6, 'і'),
        (0x6A7, 'ї'),
        (0x6AD, 'ґ'),
        (0x6B3, 'Ё'),
        (0x6B4, 'Є'),
        (0x6B6, 'І'),
        (0x6B7, 'Ї'),
        (0x6BD, 'Ґ'),
    ];
    let at = code.checked_sub(0x6C0).and_then(|it| usize::try_from(it).ok());
    let main = at.and_then(|it| KOI8.chars().nth(it));
    let found = main.or_else(|| MORE.iter().find(|it| it.0 == code).map(|it| it.1));
    match code {
        // Keysyms of characters X has no own number for are Unicode plus a mark.
        0x0100_0100..=0x0110_FFFF => code - 0x0100_0000,
        _ => found.map_or(code, u32::from),
    }
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
    fn keysyms_of_cyrillic_are_letters_and_all_else_is_unicode() {
        for (code, letter) in [
            (1752, 'ь'),
            (1757, 'щ'),
            (1738, 'й'),
            (1737, 'и'),
            (0x6FF, 'Ъ'),
            (0x6A6, 'і'),
            (0x6BD, 'Ґ'),
        ] {
            assert_eq!(keysym(code), u32::from(letter));
        }
        assert_eq!(keysym(109), 109);
        assert_eq!(keysym(0x700), 0x700);
        assert_eq!(keysym(0x0100_0000 + 0x44C), 0x44C);
    }
}
