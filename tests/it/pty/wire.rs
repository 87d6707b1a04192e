//! Every byte a program may send to a terminal, and no other: a strict reader of output.
//!
//! It knows the sequences this program uses, one by one. Whatever else comes out of it came from a customer.

/// Whole sequences that stand on the wire as they are.
const FIXED: &[&str] = &[
    // On the way in.
    "\x1b[?1049h",
    "\x1b[>5u",
    "\x1b[?2004h",
    "\x1b[?1004h",
    "\x1b[22;0t",
    "\x1b[23;0t",
    "\x1b[?1000h",
    "\x1b[?1002h",
    "\x1b[?1006h",
    "\x1b[?25l",
    "\x1b[2J",
    // Questions.
    "\x1b[?u",
    "\x1b[?4m",
    "\x1b[>q",
    "\x1b[?2026$p",
    "\x1b[?2031$p",
    "\x1b[?2031h",
    "\x1b]11;?\x1b\\",
    "\x1b[c",
    "\x1b[>4;2m",
    // Frames.
    "\x1b[?2026h",
    "\x1b[?2026l",
    "\x1b[?25h",
    // On the way out, and what a reset adds.
    "\x1b[<1u",
    "\x1b[>4m",
    "\x1b[?1004l",
    "\x1b[?2004l",
    "\x1b[?1006l",
    "\x1b[?1005l",
    "\x1b[?1003l",
    "\x1b[?1002l",
    "\x1b[?1000l",
    "\x1b[?1015l",
    "\x1b[?2031l",
    "\x1b]8;;\x1b\\",
    "\x1b[0 q",
    "\x1b[?1049l",
    "\x1b[?1l",
    "\x1b[?7h",
    "\x1b>",
    "\x1b(B",
];

/// The first thing that the program does not send by itself, and what stands around it. A screen is drawn with cursor
/// movements: not even a line break belongs on the wire while it is up.
pub(super) fn foreign(raw: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(raw).expect("whole characters only");
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '\x1b' => sequence(rest),
            _ if harmless(letter) => Some(letter.len_utf8()),
            _ => None,
        };
        let Some(taken) = taken else {
            let at = text.len() - rest.len();
            let before: String = text[..at].chars().rev().take(80).collect();
            let before: String = before.chars().rev().collect();
            let after: String = rest.chars().take(40).collect();
            return Some(format!("at {at}, {before:?} | {after:?}"));
        };
        rest = &rest[taken..];
    }
    None
}

/// The length of a sequence of ours.
fn sequence(text: &str) -> Option<usize> {
    if let Some(fixed) = FIXED.iter().find(|it| text.starts_with(**it)) {
        return Some(fixed.len());
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|it: char| !it.is_ascii_digit() && it != ';')?;
    let numbers: Vec<Option<u16>> = body[..end].split(';').map(|it| it.parse().ok()).collect();
    let known = match body[end..].chars().next()? {
        // To a row and a column.
        'H' => matches!(numbers.as_slice(), [Some(_), Some(_)]),
        'm' => style(&numbers),
        _ => false,
    };
    known.then_some("\x1b[".len() + end + 1)
}

/// One of 256 colours, or none; bold, dim, underlined, reversed; an end to each.
fn style(numbers: &[Option<u16>]) -> bool {
    match numbers {
        [None] | [] => true,
        [Some(38 | 48), Some(5), Some(0..=255), rest @ ..] => style(rest),
        [Some(0 | 1 | 2 | 4 | 7 | 22 | 24 | 27 | 39 | 49 | 59), rest @ ..] => style(rest),
        _ => false,
    }
}

/// Neither a control character nor one that is invisible or turns the reading direction. Joiners and variation
/// selectors are part of emoji.
fn harmless(letter: char) -> bool {
    let unseen = matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}');
    !letter.is_control() && !unseen
}

/// What no settings switch off.
const ALWAYS: [&str; 3] = ["\x1b[?1049h", "\x1b[?2004h", "\x1b[?1004h"];

/// The terminal was left as it was found: every mode that was set is unset as often as it was set, and what lives in
/// the alternate screen is undone before it is left.
pub(super) fn restored(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let last = |what: &str| text.rfind(what).unwrap_or_else(|| panic!("never sent: {what:?}"));
    let out = last("\x1b[?1049l");
    for (set, unset) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[>5u", "\x1b[<1u"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1004h", "\x1b[?1004l"),
        ("\x1b[22;0t", "\x1b[23;0t"),
    ] {
        let times = text.matches(set).count();
        assert_eq!(times, text.matches(unset).count(), "{set:?}");
        if times == 0 && !ALWAYS.contains(&set) {
            continue;
        }
        assert!(last(set) < last(unset) && last(unset) <= out, "{unset:?} comes last");
    }
    for undone in ["\x1b[>4m", "\x1b[?2026l", "\x1b[m", "\x1b[?25h"] {
        assert!(last(undone) < out, "{undone:?} before the alternate screen is left");
    }
    assert!(last("\x1b[?25l") < last("\x1b[?25h"), "the cursor is seen again");
    let mut way_out = &text[last("\x1b[?2026l")..out];
    while !way_out.is_empty() {
        let known = FIXED.iter().chain(&["\x1b[m", "\x0f"]).find(|it| way_out.starts_with(**it));
        let known = known.unwrap_or_else(|| panic!("in the middle of the way out: {way_out:?}"));
        way_out = &way_out[known.len()..];
    }
    assert!(last("\x1b[?2026h") < last("\x1b[?2026l"), "no frame is left half shown");
}

#[test]
fn a_foreign_sequence_is_seen_wherever_it_stands() {
    let ours = "\x1b[?1049h\x1b[2;3H\x1b[38;5;9m\x1b[1mпривіт 👨‍👩‍👧 ❤️\x1b[m";
    assert_eq!(foreign(ours.as_bytes()), None);
    for other in [
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x1b]52;c;eA==\x1b\\",
        "\x1b]8;;http://a\x1b\\",
        "\x07",
        "\x08",
        "\r",
        "\u{9b}31m",
        "\u{202e}",
        "\u{200b}",
        "\x1bPq\x1b\\",
        "\x1b[5n",
        "\x1b[6n",
        "\x1bc",
        "\x1b",
        "\n",
    ] {
        assert!(foreign(format!("a{other}b").as_bytes()).is_some(), "{other:?} has passed");
    }
}
