//! What terminals may send, as bytes and what they mean: whole, cut at every byte, and with answers in between. What
//! was measured at real ones stands in `tests/it/decoder`.

use super::*;

mod broken;

/// Events in the words of the tables below: a chord by its Latin letter, then `again` or `up`.
fn told(inputs: &[Input]) -> String {
    let words: Vec<_> = inputs.iter().map(word).collect();
    words.join(" ")
}

fn word(input: &Input) -> String {
    match input {
        Input::Key(press) => {
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
        other => format!("{other:?}"),
    }
}

fn decoded(pieces: &[&[u8]]) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut inputs);
    }
    inputs
}

/// Checks a table: each row whole, cut at every byte, and between two answers.
#[track_caller]
fn check(rows: &[(&[u8], &str)]) {
    const ANSWERS: [&[u8]; 4] =
        [b"\x1b[?5u", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP>|XTerm(379)\x1b\\", b"\x1b[?2026;2$y"];
    for (bytes, meaning) in rows {
        let name = bytes.escape_ascii();
        let whole = decoded(&[bytes]);
        assert_eq!(told(&whole), *meaning, "{name}");
        for cut in 0..bytes.len() {
            let (left, right) = bytes.split_at(cut);
            assert_eq!(decoded(&[left, right]), whole, "{name} cut at {cut}");
        }
        for answer in ANSWERS {
            let mut inputs = decoded(&[answer, bytes, answer]);
            let (last, first) = (inputs.pop(), inputs.remove(0));
            assert!(
                matches!((first, last), (Input::Reply(_), Some(Input::Reply(_)))),
                "{name} between answers"
            );
            assert_eq!(inputs, whole, "{name} between answers");
        }
    }
}

#[test]
fn locks_are_no_modifiers_and_events_have_a_kind() {
    check(&[
        (b"\x1b[109;69u", "Ctrl+m"),
        (b"\x1b[109;133u", "Ctrl+m"),
        (b"\x1b[109;197u", "Ctrl+m"),
        (b"\x1b[109;5:1u", "Ctrl+m"),
        (b"\x1b[109;5:2u", "Ctrl+m-again"),
        (b"\x1b[109;5:3u", "Ctrl+m-up"),
        (b"\x1b[1;1:3A", "Up-up"),
        (b"\x1b[3;5:2~", "Ctrl+Delete-again"),
        (b"\x1b[109;7u", "Ctrl+Alt+m"),
        (b"\x1b[109;13u", "Super+Ctrl+m"),
        (b"\x1b[109;9u", "Super+m"),
    ]);
}

#[test]
fn control_bytes_are_the_keys_that_make_them() {
    check(&[
        (b"\x00", "Ctrl+Space"),
        (b"\x01\x1a", "Ctrl+a Ctrl+z"),
        (b"\x08", "Ctrl+h"),
        (b"\t", "Tab"),
        (b"\n", "Ctrl+j"),
        (b"\x7f", "Backspace"),
        (b"\x1c\x1d\x1e\x1f", r"Ctrl+\ Ctrl+] Ctrl+^ Ctrl+_"),
        (b"\x1b\x1b[A", "Esc Up"),
    ]);
    assert_eq!(told(&decoded(&[b" aZ~"])), "Space a Z ~");
}

#[test]
fn text_is_text_in_any_script() {
    check(&[
        ("їґЁ漢😀".as_bytes(), "ї ґ Ё 漢 😀"),
        // Alt+M where the terminal sets the eighth bit: a letter, and so it stays.
        (b"\xc3\xad", "\u{ed}"),
        // What is no UTF-8 is dropped, and the key behind it is not.
        (b"\xffa", "a"),
        (b"\xd1a", "a"),
        (b"\xe2\x82a", "a"),
        (b"\xe0\x80\x80a", "a"),
        (b"\xed\xa0\x80a", "a"),
        (b"\xf4\x90\x80\x80a", "a"),
        (b"\x9b", ""),
        (b"\xc2\x9b", ""),
        (b"\xd1\x11", "Ctrl+q"),
    ]);
}

#[test]
fn an_escape_in_front_is_alt() {
    check(&[
        (b"\x1bm", "Alt+m"),
        ("\x1bь".as_bytes(), "Alt+m"),
        (b"\x1b\r", "Alt+Enter"),
        (b"\x1b\t", "Alt+Tab"),
        (b"\x1b\x7f", "Alt+Backspace"),
        (b"\x1b\x11", "Ctrl+Alt+q"),
        (b"\x1b1", "Alt+1"),
    ]);
}

#[test]
fn enter_and_its_kin() {
    check(&[
        (b"\x1bOM", "Enter"),
        (b"\x1b[13;5u", "Ctrl+Enter"),
        (b"\x1b[13;2u", "Shift+Enter"),
        (b"\x1b[13;3u", "Alt+Enter"),
        (b"\x1b[27;5;13~", "Ctrl+Enter"),
        (b"\x1b[57414u", "Enter"),
        (b"\x1b[27u", "Esc"),
        (b"\x1b[9;5u", "Ctrl+Tab"),
        (b"\x1b[127;5u", "Ctrl+Backspace"),
        (b"\x1b[27;5;8~", "Ctrl+Backspace"),
        (b"\x1b[Z", "Shift+Tab"),
        (b"\x1b[1;6Z", "Ctrl+Shift+Tab"),
        (b"\x1b[9;2u", "Shift+Tab"),
    ]);
}

#[test]
fn named_keys_in_all_their_dialects() {
    check(&[
        (b"\x1bOQ\x1b[Q\x1b[12~\x1b[[B", "F2 F2 F2 F2"),
        (b"\x1b[20~", "F9"),
        (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F1 F5 F6 F10 F11 F12"),
        (b"\x1b[25~\x1b[26~\x1b[28~\x1b[29~\x1b[31~\x1b[34~", "F13 F14 F15 F16 F17 F20"),
        (b"\x1b[57376u\x1b[57398u", "F13 F35"),
        (b"\x1b[R\x1b[1;2R\x1b[13~", "F3 Shift+F3 F3"),
        (b"\x1bO5P\x1bO1;2P\x1b[1;5P", "Ctrl+F1 Shift+F1 Ctrl+F1"),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "Up Down Right Left Home End"),
        (b"\x1b[1~\x1b[7~\x1b[4~\x1b[8~", "Home Home End End"),
        (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Insert Delete PageUp PageDown"),
        (b"\x1b[1;5D\x1b[1;2C\x1b[1;3A\x1b[1;4B", "Ctrl+Left Shift+Right Alt+Up Alt+Shift+Down"),
        (b"\x1b[3;5~\x1b[5;3~", "Ctrl+Delete Alt+PageUp"),
        // urxvt.
        (b"\x1bOd\x1b[d\x1b[3^\x1b[3@", "Ctrl+Left Shift+Left Ctrl+Delete Ctrl+Shift+Delete"),
        // The keypad, old and new.
        (b"\x1bOj\x1bOk\x1bOp\x1bOy\x1bOX", "* + 0 9 ="),
        (b"\x1b[57399u\x1b[57408;129u\x1b[57409u\x1b[57413u\x1b[57415u\x1b[57416u", "0 9 . + = ,"),
        (
            b"\x1b[57417u\x1b[57420u\x1b[57421u\x1b[57424u\x1b[57426;5u",
            "Left Down PageUp End Ctrl+Delete",
        ),
    ]);
}

#[test]
fn a_shifted_character_is_the_one_that_is_typed() {
    check(&[
        (b"\x1b[97:65;2u", "Shift+A"),
        (b"\x1b[55:38;2u", "Shift+&"),
        (b"\x1b[97;2u", "Shift+A"),
        (b"\x1b[1097;2u", "Shift+Щ"),
        (b"\x1b[223;2u", "Shift+ß"),
        (b"\x1b[113:81;6u", "Ctrl+Shift+q"),
        (b"\x1b[1081:1049:113;6u", "Ctrl+Shift+q"),
        (b"\x1b[27;6;81~", "Ctrl+Shift+q"),
        (b"\x1b[27;2;32~", "Shift+Space"),
    ]);
    let [Input::Key(press)] = &decoded(&[b"\x1b[55:38;2u"])[..] else { panic!("one key") };
    assert_eq!((press.text(), press.encoding), (Some('&'), Encoding::CsiU));
}

#[test]
fn answers_are_answers() {
    let osc = |number, body: &str| Reply::Osc { number, body: body.to_owned() };
    let name = |name: &str| Reply::XtVersion(name.to_owned());
    let rows: [(&[u8], Reply); 24] = [
        (b"\x1b[?0u", Reply::KittyFlags(0)),
        (b"\x1b[?5u", Reply::KittyFlags(5)),
        (b"\x1b[?31u", Reply::KittyFlags(31)),
        (b"\x1b[>4;0m", Reply::OtherKeys(0)),
        (b"\x1b[>4;2m", Reply::OtherKeys(2)),
        (b"\x1b[>4m", Reply::OtherKeys(0)),
        (b"\x1b[?62;4c", Reply::Da1 { sixel: true }),
        (b"\x1b[?4;6c", Reply::Da1 { sixel: false }),
        (b"\x1b[?62;22;4;9c", Reply::Da1 { sixel: true }),
        (b"\x1b[6;20;10t", Reply::CellSize(10, 20)),
        (b"\x1b_Gi=31;OK\x1b\\", Reply::Graphics(true)),
        (b"\x1b_Gi=31;ENOTSUPPORTED:o\x1b\\", Reply::Graphics(false)),
        (b"\x1b[>41;379;0c", Reply::Da2 { model: 41, version: 379 }),
        (b"\x1b[>1;10;0c", Reply::Da2 { model: 1, version: 10 }),
        (b"\x1b[?2026;2$y", Reply::DecRpm { mode: 2026, setting: 2 }),
        (b"\x1b[?2031;0$y", Reply::DecRpm { mode: 2031, setting: 0 }),
        (b"\x1b[?997;1n", Reply::Theme(Background::Dark)),
        (b"\x1b[?997;2n", Reply::Theme(Background::Light)),
        (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", osc(11, "rgb:1e1e/1e1e/1e1e")),
        (b"\x1b]11;rgb:0/0/0\x07", osc(11, "rgb:0/0/0")),
        (b"\x1b]52;c;\x1b\\", osc(52, "c;")),
        (b"\x1bP>|XTerm(379)\x1b\\", name("XTerm(379)")),
        (b"\x1bP>|tmux 3.5a\x1b\\", name("tmux 3.5a")),
        (b"\x1bP>|Konsole 22.12.3\x1b\\", name("Konsole 22.12.3")),
    ];
    for (bytes, reply) in rows {
        let expected = [Input::Reply(reply)];
        check(&[(bytes, &told(&expected))]);
        assert_eq!(
            decoded(&[bytes, b"\x11"]).len(),
            2,
            "the key behind {} counts",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn focus_and_mouse() {
    let mouse = |kind, column, row, mods| Input::Mouse(Mouse { kind, column, row, mods });
    let rows: [(&[u8], Input); 16] = [
        (b"\x1b[I", Input::Focus(true)),
        (b"\x1b[O", Input::Focus(false)),
        (b"\x1b[<0;1;1M", mouse(MouseKind::Down(Button::Left), 0, 0, Mods::NONE)),
        (b"\x1b[<2;300;50m", mouse(MouseKind::Up(Some(Button::Right)), 299, 49, Mods::NONE)),
        (b"\x1b[<33;5;6M", mouse(MouseKind::Drag(Button::Middle), 4, 5, Mods::NONE)),
        (b"\x1b[<35;5;6M", mouse(MouseKind::Moved, 4, 5, Mods::NONE)),
        (b"\x1b[<64;5;6M", mouse(MouseKind::WheelUp, 4, 5, Mods::NONE)),
        (b"\x1b[<65;5;6M", mouse(MouseKind::WheelDown, 4, 5, Mods::NONE)),
        (b"\x1b[<66;5;6M", mouse(MouseKind::WheelLeft, 4, 5, Mods::NONE)),
        (b"\x1b[<67;5;6M", mouse(MouseKind::WheelRight, 4, 5, Mods::NONE)),
        (b"\x1b[<16;5;6M", mouse(MouseKind::Down(Button::Left), 4, 5, Mods::CTRL)),
        (b"\x1b[<4;5;6M", mouse(MouseKind::Down(Button::Left), 4, 5, Mods::SHIFT)),
        (b"\x1b[M !!", mouse(MouseKind::Down(Button::Left), 0, 0, Mods::NONE)),
        (b"\x1b[M#\xf1\xf2", mouse(MouseKind::Up(None), 208, 209, Mods::NONE)),
        (b"\x1b[M`+,", mouse(MouseKind::WheelUp, 10, 11, Mods::NONE)),
        (b"\x1b[32;11;12M", mouse(MouseKind::Down(Button::Left), 10, 11, Mods::NONE)),
    ];
    for (bytes, expected) in rows {
        check(&[(bytes, &told(&[expected]))]);
    }
    check(&[(
        b"\x1b[<0;0;1M\x1b[<0;1M\x1b[<M\x1b[<128;1;1M\x1b[1M\x1b[<0;1;99999M\x1b[M !\x20",
        "",
    )]);
}

#[test]
fn letters_mean_their_place_on_the_keyboard() {
    let press = |key, mods, base| KeyPress { base, ..KeyPress::new(key, mods) };
    let letter = |typed, mods, base| press(Key::Char(typed), mods, base);
    let rows = [
        (letter('q', Mods::NONE, None), Some('q'), Some('q')),
        (letter('G', Mods::NONE, None), Some('g'), Some('G')),
        (letter('п', Mods::NONE, None), Some('g'), Some('g')),
        (letter('П', Mods::NONE, None), Some('g'), Some('G')),
        (letter('Ж', Mods::NONE, None), Some(';'), Some(':')),
        (letter('і', Mods::NONE, None), Some('s'), Some('s')),
        (letter('?', Mods::NONE, None), Some('?'), Some('?')),
        // The terminal knows better than the table; but an ASCII character is what was typed.
        (letter('щ', Mods::CTRL, Some('w')), Some('w'), Some('w')),
        (letter('щ', Mods::CTRL, Some('щ')), Some('o'), Some('o')),
        (letter('z', Mods::CTRL, Some('y')), Some('z'), Some('z')),
        (letter('漢', Mods::CTRL, None), None, None),
        (press(Key::Enter, Mods::CTRL, None), None, None),
    ];
    for (press, chord, plain) in rows {
        assert_eq!((press.chord_letter(), press.latin()), (chord, plain), "{press}");
    }
}

#[test]
fn only_plain_characters_that_go_down_are_text() {
    assert_eq!(KeyPress::new(Key::Char('ь'), Mods::NONE).text(), Some('ь'));
    assert_eq!(KeyPress::new(Key::Char('A'), Mods::SHIFT).text(), Some('A'));
    assert_eq!(KeyPress::new(Key::Char('m'), Mods::CTRL).text(), None);
    assert_eq!(KeyPress::new(Key::Char('m'), Mods { sup: true, ..Mods::NONE }).text(), None);
    assert_eq!(KeyPress::new(Key::Enter, Mods::NONE).text(), None);
    let up = KeyPress { kind: Kind::Release, ..KeyPress::new(Key::Char('m'), Mods::CTRL) };
    assert!(!up.is_ctrl('m') && up.text().is_none());
    assert!(!KeyPress::new(Key::Char('m'), Mods { alt: true, ..Mods::CTRL }).is_ctrl('m'));
}
