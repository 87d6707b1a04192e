//! What must never be typed: pastes, sequences cut short, too long or unknown, and any bytes at all.

use proptest::prelude::*;

use super::*;

#[test]
fn what_nothing_is_known_about_is_dropped_whole() {
    check(&[
        // Caps lock, a media key, left Control, the keypad's 5.
        (b"\x1b[57358u\x1b[57428u\x1b[57442;5u\x1b[57427u\x1b[E\x1bOE", ""),
        // Codes that are no character, and numbers that are none.
        (b"\x1b[1;5u\x1b[55296;5u\x1b[1114112u\x1b[99999999999;5u\x1b[u\x1b[;5u\x1b[128u", ""),
        (b"\x1b[109;300u\x1b[109;99999999999u\x1b[109;5:9u", ""),
        (b"\x1b[27;5~\x1b[27~\x1b[201~\x1b[99~\x1b[~", ""),
        // Where the cursor is, status, window size, device attributes of the third sort.
        (b"\x1b[24;80R\x1b[0n\x1b[8;24;80t\x1b[?1;2S\x1bP!|00000000\x1b\\", ""),
        (b"\x1b[[Z\x1bO~\x1b[1;2;3{\x1b[<1;2u\x1b[1$p\x1b[=1;2c", ""),
        (b"\x1b_app\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\\x1b]no number\x07\x1bP1+r\x1b\\", ""),
        (b"\x1b[?997;3n\x1b[?996;1n\x1b[>5;1m", ""),
    ]);
}

#[test]
fn a_broken_sequence_takes_no_key_with_it() {
    check(&[
        (b"\x1b[109;\x11", "Ctrl+q"),
        (b"\x1b[109;\x1b[A", "Up"),
        ("\x1b[1ь".as_bytes(), "ь"),
        (b"\x1bO\x11\x1bO\x1bOQ", "Ctrl+q F2"),
        (b"\x1b]11;rgb\x11", "Ctrl+q"),
        (b"\x1b]11;rgb\x1b[109;5u", "Ctrl+m"),
        (b"\x1bP>|tm\x07", "Ctrl+g"),
        (b"\x1b[M \x11", "Ctrl+q"),
        (b"\x1b[[\x11", "Ctrl+q"),
        (b"\x1b[1;\x7f", "Backspace"),
    ]);
}

#[test]
fn a_paste_is_text_and_no_key() {
    check(&[
        (b"\x1b[200~a\x0f\x11\x1b[109;5u\rb\x1b[201~\x11", "Paste(\"a[109;5u\\nb\") Ctrl+q"),
        ("\x1b[200~ь\x1b[200~\x1b[201~ь".as_bytes(), "Paste(\"ь[200~\") ь"),
        (b"\x1b[200~\x1b[201~", "Paste(\"\")"),
    ]);
}

#[test]
fn the_rest_of_a_huge_paste_is_never_typed_and_memory_is_bounded() {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b[200~", &mut inputs);
    for _ in 0..1500 {
        decoder.feed(&[b'x'; 1000], &mut inputs);
        decoder.timeout(&mut inputs);
        assert!(decoder.in_paste() && decoder.pending());
    }
    decoder.feed(b"\x1b[201~\r", &mut inputs);
    let [Input::Paste(text), Input::Key(enter)] = &inputs[..] else {
        panic!("{} inputs", inputs.len())
    };
    assert_eq!((text.len(), enter.key), (PASTE_MAX, Key::Enter));
}

#[test]
fn endless_sequences_are_swallowed_in_little_memory() {
    for begin in ["\x1b[", "\x1bO", "\x1b]11;", "\x1bP>|"] {
        let mut bytes = begin.as_bytes().to_vec();
        bytes.extend_from_slice(&[b'1'; 100_000]);
        let mut ended = bytes.clone();
        ended.extend_from_slice(if begin.ends_with('[') { b"ua" } else { b"\x1b\\a" });
        let inputs = decoded(&[&ended]);
        // Behind `ESC O` the Escape ends the sequence, and what follows is Alt+\.
        assert_eq!(told(&inputs).trim_start_matches("Alt+\\ "), "a", "{begin:?}");

        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(&bytes, &mut inputs);
        decoder.timeout(&mut inputs);
        decoder.feed(b"a", &mut inputs);
        assert_eq!(told(&inputs), "a", "{begin:?}");
    }
}

#[test]
fn silence_settles_what_is_pending() {
    let rows: [(&[u8], bool, &str); 14] = [
        (b"\x1b", true, "Esc"),
        (b"\x1b\x1b", true, "Esc Esc"),
        (b"\x1b[", true, "Alt+["),
        (b"\x1bO", true, "Alt+o"),
        (b"\x1b]", true, "Alt+]"),
        (b"\x1bP", true, "Alt+p"),
        (b"\x1b[109;", false, ""),
        (b"\x1b[[", false, ""),
        (b"\x1b[M!", false, ""),
        (b"\x1bO5", false, ""),
        (b"\x1b]11;rgb:", false, ""),
        (b"\x1bP>|tmux\x1b", false, ""),
        (b"\xd1", false, ""),
        (b"\x1b\xd1", false, ""),
    ];
    for (bytes, may_be_key, meaning) in rows {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut inputs);
        let name = bytes.escape_ascii();
        assert!(decoder.pending(), "{name}");
        assert_eq!(decoder.may_be_key(), may_be_key, "{name}");
        decoder.timeout(&mut inputs);
        assert!(!decoder.pending(), "{name}");
        assert_eq!(told(&inputs), meaning, "{name}");
        decoder.timeout(&mut inputs);
        decoder.feed(b"\x1b[109;5u", &mut inputs);
        assert_eq!(inputs.pop().as_ref().map(word).as_deref(), Some("Ctrl+m"), "{name}");
        assert_eq!(told(&inputs), meaning, "{name}");
    }
}

/// Bytes that lead into every corner of the decoder, more often than chance would.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => any::<u8>().prop_map(|it| vec![it]),
        4 => prop::sample::select(&b"\x1b[]OPM;:<>?~u$\\\x07109"[..]).prop_map(|it| vec![it]),
        1 => Just(b"\x1b[200~".to_vec()),
        1 => Just(b"\x1b[201~".to_vec()),
        1 => Just(b"\x1b[27;5;109~".to_vec()),
        1 => any::<char>().prop_map(|it| it.to_string().into_bytes()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_can_break_the_decoder(bytes in stream(), cut in any::<prop::sample::Index>()) {
        let (left, right) = bytes.split_at(cut.index(bytes.len() + 1));
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(left, &mut inputs);
        decoder.feed(right, &mut inputs);
        prop_assert_eq!(&inputs, &decoded(&[&bytes]));
        if decoder.in_paste() {
            decoder.feed(b"\x1b[201~", &mut inputs);
        }
        decoder.timeout(&mut inputs);
        prop_assert!(!decoder.pending());
        inputs.clear();
        decoder.feed("ь\x1b[109;5u".as_bytes(), &mut inputs);
        prop_assert_eq!(told(&inputs), "ь Ctrl+m");
    }

    #[test]
    fn no_sequence_is_ever_typed(body in "[0-9;:<=>?$ ]{0,40}", last in "[@-LN-Z\\]-tv-}]") {
        let bytes = format!("\x1b[{body}{last}");
        for input in decoded(&[bytes.as_bytes()]) {
            let typed = matches!(&input, Input::Key(press) if press.text().is_some());
            prop_assert!(!typed, "{:?}", input);
        }
    }
}
