//! Collects a bracketed paste: linear in its length, bounded in memory, and plain text at the end.

/// The most bytes of a paste that are kept. The rest is swallowed up to the paste's end, never typed.
pub const PASTE_MAX: usize = 1 << 20;

const END: &[u8] = b"\x1b[201~";

/// A paste that is coming in.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    /// How much of the end marker the last bytes are.
    matched: usize,
}

impl Paste {
    /// Takes one byte; returns the text when it was the last one, and is then ready for the next paste.
    pub(super) fn byte(&mut self, byte: u8) -> Option<String> {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            if self.matched < END.len() {
                return None;
            }
            self.matched = 0;
            return Some(clean(&std::mem::take(&mut self.bytes)));
        }
        // The marker has its Escape in front only, so a failed match can begin anew with this byte at the earliest.
        let failed = std::mem::take(&mut self.matched);
        self.keep(END.get(..failed).unwrap_or_default());
        if END.first() == Some(&byte) {
            self.matched = 1;
        } else {
            self.keep(&[byte]);
        }
        None
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = PASTE_MAX.saturating_sub(self.bytes.len());
        self.bytes.extend(bytes.iter().take(room));
    }
}

/// Text out of what was pasted: a paste may carry anything, the composer and the customer get none of it.
fn clean(bytes: &[u8]) -> String {
    // Lossy, because a paste from a Latin-1 window is still worth having; a character cut by the limit is not.
    let whole = bytes.len() - cut_tail(bytes);
    let text = String::from_utf8_lossy(bytes.get(..whole).unwrap_or_default());
    let mut cleaned = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' => {
                signs.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\n' | '\t' => cleaned.push(sign),
            _ if sign.is_control() => (),
            _ => cleaned.push(sign),
        }
    }
    // What could not be read has become three bytes where it was one.
    while cleaned.len() > PASTE_MAX {
        cleaned.pop();
    }
    cleaned
}

/// How many bytes at the end are the beginning of a character.
fn cut_tail(bytes: &[u8]) -> usize {
    let tail = bytes.get(bytes.len().saturating_sub(3)..).unwrap_or_default();
    let lead = tail.iter().rposition(|it| it & 0xC0 == 0xC0).unwrap_or(tail.len());
    let last = tail.get(lead..).unwrap_or_default();
    match std::str::from_utf8(last) {
        Err(error) if error.error_len().is_none() => last.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(bytes: &[u8]) -> Vec<String> {
        let mut paste = Paste::default();
        bytes.iter().filter_map(|it| paste.byte(*it)).collect()
    }

    #[test]
    fn line_ends_are_one_sort_and_control_bytes_are_gone() {
        let texts = pasted("a\r\nb\rc\n\td\x11\x0f\x1b[109;5u\u{9b}Ж\x7f\x1b[201~".as_bytes());
        assert_eq!(texts, ["a\nb\nc\n\td[109;5uЖ"]);
    }

    #[test]
    fn almost_an_end_is_no_end() {
        let texts = pasted(b"\x1b\x1b[201\x1b[20~\x1b[201~\x1b[201~");
        assert_eq!(texts, ["[201[20~", ""]);
    }

    #[test]
    fn the_rest_of_a_huge_paste_is_swallowed() {
        let mut huge = "я".repeat(PASTE_MAX).into_bytes();
        huge.insert(0, b'x');
        huge.extend_from_slice(b"\x1b[201~b\x1b[201~");
        let texts = pasted(&huge);
        assert_eq!(texts.len(), 2);
        // One byte for x, then whole letters: the half letter at the limit is left out.
        assert_eq!(texts[0].len(), PASTE_MAX - 1);
        assert!(texts[0].ends_with('я'));
        assert_eq!(texts[1], "b");
    }

    #[test]
    fn what_is_no_utf_8_does_not_outgrow_the_limit() {
        let mut huge = vec![0xFF; PASTE_MAX + 5];
        huge.extend_from_slice(END);
        let texts = pasted(&huge);
        assert!(texts[0].len() <= PASTE_MAX);
    }
}
