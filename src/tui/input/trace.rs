//! Which bytes an input came from. For a doctor, who shows them; the screen itself decodes without it.

use super::{Decoder, Input};

/// Bytes kept of one sequence; a paste may be much longer.
const KEPT_MAX: usize = 4096;

/// The bytes of what came in, and what they were; nothing when they were dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// The bytes, at most some thousands.
    pub bytes: Vec<u8>,
    /// What they completed.
    pub inputs: Vec<Input>,
}

/// Feeds a [`Decoder`] byte by byte and keeps what each input was made of.
#[derive(Debug, Default)]
pub(super) struct Tracer {
    bytes: Vec<u8>,
    done: Vec<Traced>,
}

impl Tracer {
    pub(super) fn feed(&mut self, decoder: &mut Decoder, bytes: &[u8]) {
        let mut inputs = Vec::new();
        for byte in bytes {
            if self.bytes.len() < KEPT_MAX {
                self.bytes.push(*byte);
            }
            decoder.feed(std::slice::from_ref(byte), &mut inputs);
            let next = decoder.pending();
            if next && inputs.is_empty() {
                continue;
            }
            let mut taken = std::mem::take(&mut self.bytes);
            if next {
                // Escape twice: the second one is the key's end and the beginning of something else.
                self.bytes.extend(taken.pop());
            }
            self.done.push(Traced { bytes: taken, inputs: std::mem::take(&mut inputs) });
        }
    }

    /// After a silence.
    pub(super) fn timeout(&mut self, decoder: &mut Decoder) {
        let mut inputs = Vec::new();
        decoder.timeout(&mut inputs);
        if !decoder.pending() && !self.bytes.is_empty() {
            self.done.push(Traced { bytes: std::mem::take(&mut self.bytes), inputs });
        }
    }

    /// Takes what has been completed.
    pub(super) fn take(&mut self) -> Vec<Traced> {
        std::mem::take(&mut self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(pieces: &[&[u8]]) -> Vec<(String, usize)> {
        let (mut tracer, mut decoder) = (Tracer::default(), Decoder::default());
        pieces.iter().for_each(|it| tracer.feed(&mut decoder, it));
        tracer.timeout(&mut decoder);
        let shown = |it: Traced| (it.bytes.escape_ascii().to_string(), it.inputs.len());
        tracer.take().into_iter().map(shown).collect()
    }

    #[test]
    fn every_input_knows_its_bytes_wherever_a_read_ends() {
        let bytes = b"\x0f\x1b[109;5u\xd1\x8c\x1b[?62c\x1b[999zq\x1b\x1b";
        let expected = [
            ("\\x0f", 1),
            ("\\x1b[109;5u", 1),
            ("\\xd1\\x8c", 1),
            ("\\x1b[?62c", 1),
            ("\\x1b[999z", 0),
            ("q", 1),
            ("\\x1b", 1),
            ("\\x1b", 1),
        ];
        let expected = expected.map(|(bytes, inputs)| (bytes.to_owned(), inputs));
        for at in 0..=bytes.len() {
            let (before, after) = bytes.split_at(at);
            assert_eq!(traced(&[before, after]), expected, "{at}");
        }
    }

    #[test]
    fn what_is_cut_short_is_told_with_nothing_in_it() {
        assert_eq!(traced(&[b"\x1b[10"]), [("\\x1b[10".to_owned(), 0)]);
        assert_eq!(traced(&[]), []);
    }

    #[test]
    fn of_a_long_paste_a_part_is_kept() {
        let paste = [b"\x1b[200~".as_slice(), &[b'x'; 100_000], b"\x1b[201~"].concat();
        let told = traced(&[&paste]);
        assert_eq!((told.len(), told[0].0.len()), (1, KEPT_MAX + 3));
    }
}
