//! The decoder over everything that was measured at real terminals, in every order and every piece, and over
//! everything that was not.

mod fuzz;
mod measured;
mod rules;

use keydesk::tui::input::{Decoder, Input, Key, Kind};

use measured::{Row, rows};

/// Events in the words of the tables.
fn told(inputs: &[Input]) -> String {
    inputs.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn word(input: &Input) -> String {
    let Input::Key(press) = input else { return format!("{input:?}") };
    let mut named = press.clone();
    if let (true, Some(letter)) = (press.mods.is_chord(), press.chord_letter()) {
        named.key = Key::Char(letter);
    }
    let kind = match press.kind {
        Kind::Press => "",
        Kind::Repeat => "-again",
        Kind::Release => "-up",
    };
    format!("{named}{kind}")
}

fn decoded(pieces: &[&[u8]]) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    pieces.iter().for_each(|it| decoder.feed(it, &mut inputs));
    inputs
}

/// What was typed as text, without a chord.
fn typed(inputs: &[Input]) -> String {
    let text = |it: &Input| if let Input::Key(press) = it { press.text() } else { None };
    inputs.iter().filter_map(text).collect()
}

#[test]
fn every_measured_sequence_means_what_was_pressed_wherever_a_read_ends() {
    for (name, bytes, meaning) in rows() {
        assert_eq!(told(&decoded(&[bytes])), *meaning, "{name}");
        for cut in 1..bytes.len() {
            let (left, right) = bytes.split_at(cut);
            assert_eq!(told(&decoded(&[left, right])), *meaning, "{name}, cut at {cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(told(&decoded(&single)), *meaning, "{name}, byte by byte");
    }
}

#[test]
fn no_two_sequences_disturb_each_other_nor_a_key_between_them() {
    let each: Vec<(&Row, Vec<Input>)> = rows().map(|row| (row, decoded(&[row.1]))).collect();
    let key = decoded(&[b"j"]);
    for ((first, bytes, _), left) in &each {
        for ((second, next, _), right) in &each {
            let pair = decoded(&[bytes, next]);
            assert!(pair.iter().eq(left.iter().chain(right)), "{first}, then {second}: {pair:?}");
            let parted = decoded(&[bytes, b"j", next]);
            let expected = left.iter().chain(&key).chain(right);
            assert!(parted.iter().eq(expected), "{first}, then j, then {second}");
        }
    }
}

#[test]
fn what_is_cut_short_and_followed_by_silence_types_nothing_and_takes_nothing_along() {
    const KEYS: [(&[u8], &str); 6] = [
        (b"\x11", "Ctrl+q"),
        (b"\x1b[113;5u", "Ctrl+q"),
        (b"j", "j"),
        ("й".as_bytes(), "й"),
        (b"\x1bOQ", "F2"),
        (b"\x1b[27;5;109~", "Ctrl+m"),
    ];
    for (name, bytes, _) in rows() {
        for cut in 1..bytes.len() {
            let (mut decoder, mut before) = (Decoder::default(), Vec::new());
            decoder.feed(&bytes[..cut], &mut before);
            let at_once = typed(&before);
            let mut pasted = Vec::new();
            if decoder.in_paste() {
                decoder.feed(b"\x1b[201~", &mut pasted);
            }
            decoder.timeout(&mut before);
            assert_eq!(typed(&before), at_once, "{name}, cut at {cut}");
            for (key, meaning) in KEYS {
                let mut after = Vec::new();
                decoder.feed(key, &mut after);
                assert_eq!(told(&after), meaning, "{name}, cut at {cut}");
            }
        }
    }
}

#[test]
fn of_one_sequence_nothing_is_known_before_its_last_byte() {
    for (name, bytes, _) in rows().filter(|it| it.1[0] == 0x1b && !it.1[1..].contains(&0x1b)) {
        let Some((_, begun)) = bytes.split_last() else { continue };
        assert_eq!(decoded(&[begun]), [], "{name}");
    }
}
