//! What a press of one of the four keys comes to: pure, from the bytes that came.

use std::fmt::Write as _;

use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::tui::around::Way;
use crate::tui::input::caps::CtrlM;
use crate::tui::input::{Encoding, Key, KeyPress};

/// More bytes than this of one key are not worth reading.
const SHOWN_MAX: usize = 48;

/// What came when a key was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Nothing, as the person says.
    Nothing,
    /// These bytes, and the key they are, if they are one.
    Bytes(Vec<u8>, Option<KeyPress>),
}

/// What keydesk takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// Nothing came.
    Nothing,
    /// The chord that was pressed.
    Chord(char),
    /// 0x0D, which Enter sends as well.
    SameByte,
    /// The letter alone, as if Ctrl had not been held.
    Letter(char),
    /// Some other key.
    Other(String),
    /// Bytes that mean nothing here.
    Unknown,
}

/// How the key's place on the keyboard is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A control byte, which is the same in every layout.
    Any,
    /// A Latin letter.
    Latin,
    /// A letter of another layout, and the terminal's own word on the Latin key.
    Base(char),
    /// A Cyrillic letter, by the ЙЦУКЕН table.
    Table(char),
    /// A Cyrillic letter, written as an X keysym, and then by the table.
    Keysym(char),
}

/// What it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Works {
    /// It acts at once.
    Directly,
    /// It acts when pressed twice: tmux keeps the first press.
    Twice,
    /// It is Enter as well, so keydesk asks first.
    Asks,
    /// It does not act; the menu does.
    Menu,
}

impl Means {
    /// What came for Ctrl and `letter`.
    #[must_use]
    pub fn of(letter: char, came: &Came) -> Self {
        let (bytes, press) = match came {
            Came::Nothing => return Self::Nothing,
            Came::Bytes(_, None) => return Self::Unknown,
            Came::Bytes(bytes, Some(press)) => (bytes, press),
        };
        match press.key {
            _ if press.is_ctrl(letter) => Self::Chord(letter),
            Key::Enter if letter == 'm' && bytes == b"\r" => Self::SameByte,
            Key::Char(typed) if press.text().is_some() && press.chord_letter() == Some(letter) => {
                Self::Letter(typed)
            }
            _ => Self::Other(called(press)),
        }
    }

    /// In words.
    #[must_use]
    pub fn say(&self) -> Msg {
        match self {
            Self::Nothing => Msg::new("doctor-means-nothing"),
            Self::Chord(letter) => Msg::new("doctor-means-key").with("key", name(*letter)),
            Self::SameByte => Msg::new("doctor-means-same"),
            Self::Letter(typed) => {
                Msg::new("doctor-means-letter").with("letter", typed.to_string())
            }
            Self::Other(key) => {
                Msg::new("doctor-means-other").with("key", clean_line(key).into_owned())
            }
            Self::Unknown => Msg::new("doctor-means-unknown"),
        }
    }

    /// For scripts.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Chord(_) => "chord",
            Self::SameByte => "enter",
            Self::Letter(_) => "letter",
            Self::Other(_) => "other",
            Self::Unknown => "unknown",
        }
    }
}

impl Origin {
    /// How the place of the key that came is known.
    #[must_use]
    pub fn of(came: &Came) -> Option<Self> {
        let Came::Bytes(bytes, Some(press)) = came else { return None };
        let typed = match press.key {
            Key::Char(typed) => typed,
            Key::Enter if bytes == b"\r" => return Some(Self::Any),
            _ => return None,
        };
        Some(match typed {
            _ if press.mods.ctrl && press.encoding == Encoding::Legacy => Self::Any,
            _ if typed.is_ascii() => Self::Latin,
            _ if press.base.is_some_and(|it| it.is_ascii()) => Self::Base(typed),
            // The code that stands there is not the letter's own.
            _ if keysym(bytes).is_some_and(|it| it != u32::from(typed)) => Self::Keysym(typed),
            _ => Self::Table(typed),
        })
    }

    /// In words.
    #[must_use]
    pub fn say(self) -> Msg {
        let (msg, letter) = match self {
            Self::Any => return Msg::new("doctor-layout-any"),
            Self::Latin => return Msg::new("doctor-layout-latin"),
            Self::Base(letter) => (Msg::new("doctor-layout-base"), letter),
            Self::Table(letter) => (Msg::new("doctor-layout-table"), letter),
            Self::Keysym(letter) => (Msg::new("doctor-layout-keysym"), letter),
        };
        msg.with("letter", letter.to_string())
    }

    /// For scripts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Latin => "latin",
            Self::Base(_) => "base-key",
            Self::Table(_) => "table",
            Self::Keysym(_) => "keysym",
        }
    }
}

impl Works {
    /// What the key is good for, with what stands in between and with Enter and Ctrl+M held for two keys or one.
    #[must_use]
    pub fn of(means: &Means, way: Way, ctrl_m: CtrlM) -> Self {
        match means {
            Means::Chord(_) if way == Way::Twice => Self::Twice,
            Means::Chord(_) => Self::Directly,
            // Where they are held for two keys, this one is Enter, and nobody asks.
            Means::SameByte if ctrl_m != CtrlM::Distinct => Self::Asks,
            _ => Self::Menu,
        }
    }

    /// In words; `letter` is that of the key.
    #[must_use]
    pub fn say(self, letter: char) -> Msg {
        match self {
            Self::Directly => Msg::new("doctor-works-directly"),
            Self::Twice => Msg::new("doctor-works-twice"),
            Self::Asks => Msg::new("doctor-works-asks"),
            Self::Menu => Msg::new("doctor-works-menu").with("letter", letter.to_string()),
        }
    }

    /// For scripts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Directly => "directly",
            Self::Twice => "twice",
            Self::Asks => "asks",
            Self::Menu => "menu",
        }
    }
}

/// The key as a person calls it: `Ctrl+O`.
#[must_use]
pub fn name(letter: char) -> String {
    format!("Ctrl+{}", letter.to_ascii_uppercase())
}

/// Any key as a person calls it: `F5`, `Ctrl+P`, `щ`.
#[must_use]
pub fn called(press: &KeyPress) -> String {
    let key = match press.key {
        Key::Char(letter) if press.mods.is_chord() => Key::Char(letter.to_ascii_uppercase()),
        key => key,
    };
    KeyPress { key, ..press.clone() }.to_string()
}

/// The code in `CSI 27 ; modifiers ; code ~`.
fn keysym(bytes: &[u8]) -> Option<u32> {
    let body = std::str::from_utf8(bytes).ok()?.strip_prefix("\x1b[27;")?.strip_suffix('~')?;
    body.split(';').nth(1)?.parse().ok()
}

/// The bytes, two digits each.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes.iter().take(SHOWN_MAX) {
        let gap = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{gap}{byte:02X}");
    }
    if SHOWN_MAX < bytes.len() { text + " …" } else { text }
}

/// The bytes as a person reads them: `CSI 109;5u`, `^O`, `ь`. Nothing of it is a control character.
#[must_use]
pub fn readable(bytes: &[u8]) -> String {
    const INTRODUCERS: [(&str, &str); 4] =
        [("\x1b[", "CSI "), ("\x1bO", "SS3 "), ("\x1bP", "DCS "), ("\x1b]", "OSC ")];
    let text = String::from_utf8_lossy(bytes.get(..SHOWN_MAX).unwrap_or(bytes));
    let found = INTRODUCERS.iter().find_map(|(it, name)| Some((text.strip_prefix(it)?, *name)));
    // A string's end says nothing.
    let (rest, mut shown) = match found.filter(|it| !it.0.is_empty()) {
        Some((rest, name)) => (rest.trim_end_matches("\x1b\\"), name.to_owned()),
        None => (&*text, String::new()),
    };
    for letter in rest.chars() {
        match letter {
            '\x1b' => shown.push_str("ESC "),
            '\0'..='\x1f' => shown.extend(['^', char::from((letter as u8) + 0x40)]),
            '\x7f' => shown.push_str("^?"),
            _ => shown.push(letter),
        }
    }
    if SHOWN_MAX < bytes.len() {
        shown.push('…');
    }
    clean_line(shown.trim_end()).into_owned()
}

/// The shorter of both: sequences to be read, single bytes and letters as they are.
#[must_use]
pub fn brief(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\x1b") { readable(bytes) } else { hex(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_shown_as_they_are_and_as_they_are_read() {
        for (bytes, digits, read) in [
            (b"\x1b[109;5u".as_slice(), "1B 5B 31 30 39 3B 35 75", "CSI 109;5u"),
            (b"\x0d", "0D", "^M"),
            (b"\x1bOQ", "1B 4F 51", "SS3 Q"),
            ("ь".as_bytes(), "D1 8C", "ь"),
            (b"\x1b\x0f", "1B 0F", "ESC ^O"),
            (b"\x1b", "1B", "ESC"),
            (
                b"\x1bP>|XTerm(379)\x1b\\",
                "1B 50 3E 7C 58 54 65 72 6D 28 33 37 39 29 1B 5C",
                "DCS >|XTerm(379)",
            ),
            (b"\x7f", "7F", "^?"),
            (b"\xc2\x9b", "C2 9B", "\u{fffd}"),
            (b"", "", ""),
        ] {
            assert_eq!((hex(bytes).as_str(), readable(bytes).as_str()), (digits, read));
        }
        let long = [b'x'; 5000];
        assert!(hex(&long).ends_with("78 …") && hex(&long).len() < 200);
        assert!(readable(&long).ends_with("x…") && readable(&long).len() < 80);
    }
}
