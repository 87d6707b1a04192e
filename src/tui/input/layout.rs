//! The letters behind X keysyms of the Russian and Ukrainian layouts. Where a letter lies is
//! [`keyboard`](crate::base::text::keyboard)'s.

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
