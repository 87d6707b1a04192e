//! What is in the demo's files: something to fetch, of the size that was told. Whatever they are called, it is plain text.

/// The largest file of the demo that can be fetched, in bytes; of larger ones only the name is told.
const LARGEST: u64 = 256 << 10;

/// What is in a file of this size; `None` when the demo does not hand it over.
#[must_use]
pub fn sample(bytes: u64) -> Option<Vec<u8>> {
    let size = usize::try_from(bytes).ok().filter(|_| bytes <= LARGEST)?;
    let mut text = String::with_capacity(size + 64);
    for line in 1.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&format!("keydesk demo, a file of {bytes} bytes, line {line}\n"));
    }
    text.truncate(size);
    Some(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_as_long_as_it_says_and_large_ones_are_not_made() {
        for size in [0, 1, 40, 91_022, LARGEST] {
            assert_eq!(sample(size).map(|it| it.len() as u64), Some(size));
        }
        assert_eq!(sample(LARGEST + 1), None);
        assert_eq!(sample(u64::MAX), None);
    }
}
