//! What is copied, on its way to the clipboard of the machine that somebody sits at. Never the other way round.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most bytes that go out, encoded. xterm and those who follow it take no more in one sequence.
const ENCODED_MAX: usize = 74_000;

/// What GNU screen hands on in one piece: versions before 4.2 have room for 256 bytes, later ones for 768
/// (chromium.googlesource.com/apps/libapps, hterm/etc/osc52.sh).
const SCREEN_PIECE: usize = 250;

/// Whether the text is short enough for a terminal's clipboard.
#[must_use]
pub const fn fits(text: &str) -> bool {
    text.len().div_ceil(3) * 4 <= ENCODED_MAX
}

/// The sequence that puts the text into the terminal's clipboard: OSC 52 (XTerm Control Sequences, "Manipulate
/// Selection Data").
#[must_use]
pub fn sequence(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text)).into_bytes()
}

/// The same inside GNU screen, which keeps such sequences to itself unless they come as a device control string, in
/// pieces. The sequence itself ends in BEL: its ST would end the piece.
#[must_use]
pub fn sequence_in_screen(text: &str) -> Vec<u8> {
    let inner = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    let mut bytes = Vec::with_capacity(inner.len() * 102 / 100 + 8);
    for piece in inner.as_bytes().chunks(SCREEN_PIECE) {
        bytes.extend_from_slice(b"\x1bP");
        bytes.extend_from_slice(piece);
        bytes.extend_from_slice(b"\x1b\\");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text in the only sequence there is.
    fn read(bytes: &[u8], end: &str) -> Option<String> {
        let text = std::str::from_utf8(bytes).ok()?;
        let encoded = text.strip_prefix("\x1b]52;c;")?.strip_suffix(end)?;
        String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
    }

    /// What screen hands on.
    fn unwrapped(bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut inner = String::new();
        for piece in text.strip_prefix("\x1bP")?.strip_suffix("\x1b\\")?.split("\x1b\\\x1bP") {
            let sound = piece.len() <= SCREEN_PIECE && !piece.contains("\x1b\\");
            inner.push_str(sound.then_some(piece)?);
        }
        Some(inner.into_bytes())
    }

    proptest! {
        #[test]
        fn whatever_is_copied_arrives_as_it_was(text in any::<String>(), times in 1..200_usize) {
            let text = text.repeat(times);
            prop_assert_eq!(read(&sequence(&text), "\x1b\\"), Some(text.clone()));
            let inner = unwrapped(&sequence_in_screen(&text));
            prop_assert_eq!(inner.and_then(|it| read(&it, "\x07")), Some(text));
        }
    }

    #[test]
    fn the_limit_is_counted_in_what_goes_out() {
        assert!(fits(&"x".repeat(55_500)) && !fits(&"x".repeat(55_501)));
        assert!(!fits(&"щ".repeat(27_751)));
        let most = sequence(&"x".repeat(55_500));
        assert_eq!(most.len(), ENCODED_MAX + "\x1b]52;c;\x1b\\".len());
    }
}
