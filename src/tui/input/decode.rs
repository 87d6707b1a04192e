//! Bytes in, events out: takes the terminal's stream apart, one byte at a time. Knows no file, no clock and no keymap.
//!
//! A state per place inside a sequence, so it cannot matter where a read ends. Whatever is cut short, too long or unknown
//! is dropped whole: the rest of a broken sequence must never be typed into a reply to a customer. A control byte inside a
//! sequence ends it and counts, so Ctrl+Q gets through.

use super::paste::Paste;
use super::{Input, Key, KeyPress, Mods, Reply, csi};

/// The longest control sequence worth understanding; real ones have less than 40 bytes.
const CSI_MAX: usize = 256;
/// The longest string (OSC, DCS) worth understanding.
const STRING_MAX: usize = 4096;

/// Where in a sequence the stream stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Between keys.
    #[default]
    Ground,
    /// Behind an Escape.
    Escape,
    /// In a character of several bytes.
    Utf8 { alt: bool },
    /// Behind `ESC O`.
    Ss3,
    /// Behind `ESC [`.
    Csi,
    /// Behind `ESC [ [`: a function key of the Linux console.
    Console,
    /// Behind `ESC [ M`: three bytes of an old mouse report.
    X10,
    /// In a string, behind `ESC` and this byte.
    Text(u8),
    /// Behind an Escape in a string: its end, if `\` follows.
    TextEscape(u8),
    /// Between `CSI 200~` and `CSI 201~`.
    Paste,
}

/// Turns the bytes of a terminal into [`Input`].
///
/// Feed it what was read, in pieces of any size. When nothing more came for a while, call [`Decoder::timeout`]: only
/// silence tells the Escape key from the beginning of a sequence.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// What the sequence in progress carries, without its introducer.
    body: Vec<u8>,
    /// The sequence has outgrown its limit and will be dropped.
    overlong: bool,
    paste: Paste,
}

impl Decoder {
    /// Takes bytes; what they completed is appended to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for byte in bytes {
            self.byte(*byte, out);
        }
    }

    /// Settles what is pending after a silence: a lone Escape is the key, anything cut short is dropped.
    ///
    /// A paste goes on: it ends with its marker only, or its second half would be typed.
    pub fn timeout(&mut self, out: &mut Vec<Input>) {
        if self.in_paste() {
            return;
        }
        let state = std::mem::take(&mut self.state);
        let nothing_followed = self.body.is_empty() && !self.overlong;
        match state {
            State::Escape => out.push(press(Key::Esc, Mods::NONE)),
            State::Csi if nothing_followed => out.push(press(Key::Char('['), Mods::ALT)),
            State::Ss3 if nothing_followed => out.push(press(Key::Char('O'), Mods::ALT)),
            State::Text(byte) if nothing_followed => {
                out.push(press(Key::Char(char::from(byte)), Mods::ALT))
            }
            _ => (),
        }
    }

    /// True while something has begun that the next bytes, or [`Decoder::timeout`], will settle.
    #[must_use]
    pub fn pending(&self) -> bool {
        self.state != State::Ground
    }

    /// True while what has begun may be a whole key already: Escape, or Alt with a sign. A person is waiting for it.
    #[must_use]
    pub fn may_be_key(&self) -> bool {
        match self.state {
            State::Escape => true,
            State::Csi | State::Ss3 | State::Text(_) => self.body.is_empty() && !self.overlong,
            _ => false,
        }
    }

    /// True between the beginning and the end of a paste.
    #[must_use]
    pub fn in_paste(&self) -> bool {
        self.state == State::Paste
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, false, out),
            State::Escape => self.escape(byte, out),
            State::Utf8 { alt } => self.utf8(byte, alt, out),
            State::Ss3 => self.ss3(byte, out),
            State::Csi => self.csi(byte, out),
            State::Console => match byte {
                b'A'..=b'E' => self.finish(Some(press(Key::F(byte - b'A' + 1), Mods::NONE)), out),
                0x20..=0x7E => self.finish(None, out),
                _ => self.again(byte, out),
            },
            State::X10 => self.x10(byte, out),
            State::Text(kind) => self.text(kind, byte, out),
            State::TextEscape(kind) => match byte {
                b'\\' => self.finish_text(kind, out),
                // The string was cut short; this Escape begins something else.
                _ => {
                    self.state = State::Escape;
                    self.byte(byte, out);
                }
            },
            State::Paste => {
                if let Some(text) = self.paste.byte(byte) {
                    self.finish(Some(Input::Paste(text)), out);
                }
            }
        }
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.body.clear();
        self.overlong = false;
    }

    fn finish(&mut self, input: Option<Input>, out: &mut Vec<Input>) {
        self.state = State::Ground;
        out.extend(input);
    }

    /// Drops the sequence in progress and reads `byte` as the beginning of something new.
    fn again(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.state = State::Ground;
        self.byte(byte, out);
    }

    fn keep(&mut self, byte: u8, limit: usize) {
        if self.body.len() < limit {
            self.body.push(byte);
        } else {
            self.overlong = true;
        }
    }

    fn ground(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        match byte {
            0x1B => self.begin(State::Escape),
            0x00..=0x7F => self.finish(Some(ascii(byte, alt)), out),
            0xC2..=0xF4 => {
                self.begin(State::Utf8 { alt });
                self.body.push(byte);
            }
            // No character begins like this.
            _ => self.finish(None, out),
        }
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'[' => self.begin(State::Csi),
            b'O' => self.begin(State::Ss3),
            b'P' | b']' | b'^' | b'_' | b'X' => self.begin(State::Text(byte)),
            // Two keys, though some terminals write Alt+arrow as `ESC ESC [ A`: over a slow line Escape and an arrow
            // arrive together as well, and a lost Escape is the worse mistake.
            0x1B => out.push(press(Key::Esc, Mods::NONE)),
            _ => self.ground(byte, true, out),
        }
    }

    fn utf8(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        if byte & 0xC0 != 0x80 {
            return self.again(byte, out);
        }
        self.body.push(byte);
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                // U+0080 to U+009F are control characters; no keyboard has them.
                let typed = text.chars().next().filter(|it| !it.is_control());
                let mods = Mods { alt, ..Mods::NONE };
                self.finish(typed.map(|it| press(Key::Char(it), mods)), out);
            }
            Err(error) if error.error_len().is_none() => (),
            Err(_) => self.finish(None, out),
        }
    }

    fn ss3(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' => self.keep(byte, CSI_MAX),
            0x20..=0x7E => self.finish(csi::ss3(&self.body, byte), out),
            _ => self.again(byte, out),
        }
    }

    fn csi(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x20..=0x3F => self.keep(byte, CSI_MAX),
            b'[' if self.body.is_empty() => self.begin(State::Console),
            b'M' if self.body.is_empty() => self.begin(State::X10),
            b'~' if self.body == b"200" => self.begin(State::Paste),
            0x40..=0x7E if self.overlong => self.finish(None, out),
            0x40..=0x7E => self.finish(csi::meaning(&self.body, byte), out),
            _ => self.again(byte, out),
        }
    }

    fn x10(&mut self, byte: u8, out: &mut Vec<Input>) {
        if byte < 0x20 {
            return self.again(byte, out);
        }
        self.body.push(byte);
        if let [button, column, row] = *self.body {
            self.finish(csi::x10(button, column, row), out);
        }
    }

    fn text(&mut self, kind: u8, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x07 if kind == b']' => self.finish_text(kind, out),
            0x1B => self.state = State::TextEscape(kind),
            0x00..=0x1F | 0x7F => self.again(byte, out),
            _ => self.keep(byte, STRING_MAX),
        }
    }

    fn finish_text(&mut self, kind: u8, out: &mut Vec<Input>) {
        let reply = if self.overlong { None } else { string(kind, &self.body) };
        self.finish(reply.map(Input::Reply), out);
    }
}

/// A key in the old encoding.
pub(super) fn press(key: Key, mods: Mods) -> Input {
    Input::Key(KeyPress::new(key, mods))
}

/// The key of a byte below 0x80 that is no Escape.
fn ascii(byte: u8, alt: bool) -> Input {
    let plain = Mods { alt, ..Mods::NONE };
    let ctrl = Mods { ctrl: true, ..plain };
    match byte {
        0x0D => press(Key::Enter, plain),
        0x09 => press(Key::Tab, plain),
        0x7F => press(Key::Backspace, plain),
        0x00 => press(Key::Char(' '), ctrl),
        // Control takes 0x60 from a small letter and 0x40 from `\ ] ^ _`.
        0x01..=0x1A => press(Key::Char(char::from(byte + 0x60)), ctrl),
        0x1B..=0x1F => press(Key::Char(char::from(byte + 0x40)), ctrl),
        _ => press(Key::Char(char::from(byte)), plain),
    }
}

/// What a finished string says.
fn string(kind: u8, body: &[u8]) -> Option<Reply> {
    let text = String::from_utf8_lossy(body).replace(|it: char| it.is_control(), "");
    match kind {
        b'P' => text.strip_prefix(">|").map(|it| Reply::XtVersion(it.to_owned())),
        b']' => {
            let (number, body) = text.split_once(';').unwrap_or((&text, ""));
            Some(Reply::Osc { number: number.parse().ok()?, body: body.to_owned() })
        }
        b'_' => {
            let (_, told) = text.strip_prefix('G')?.split_once(';')?;
            Some(Reply::Graphics(told == "OK"))
        }
        _ => None,
    }
}
