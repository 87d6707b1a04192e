//! What a finished control sequence means: keys, focus, mouse, answers. Unknown ones mean nothing.

use super::decode::press;
use super::{
    Background, Button, Encoding, Input, Key, KeyPress, Kind, Mods, Mouse, MouseKind, Reply, layout,
};

/// The numbers of a sequence: fields parted by `;`, sub-fields parted by `:`, any of them empty.
#[derive(Clone, Copy)]
struct Params<'a>(&'a [u8]);

impl Params<'_> {
    /// A number, or `None` where nothing stands; one that is too large is as large as can be.
    fn get(self, field: usize, sub: usize) -> Option<u32> {
        let field = self.0.split(|it| *it == b';').nth(field)?;
        let digits = field.split(|it| *it == b':').nth(sub)?;
        let add = |sum: u32, digit: &u8| {
            sum.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0')))
        };
        if digits.is_empty() { None } else { Some(digits.iter().fold(0, add)) }
    }

    fn first(self) -> u32 {
        self.get(0, 0).unwrap_or(0)
    }

    /// Whether a field behind the first one is this number.
    fn has_after_first(self, number: u32) -> bool {
        (1..self.0.split(|it| *it == b';').count()).any(|it| self.get(it, 0) == Some(number))
    }

    fn second(self) -> u32 {
        self.get(1, 0).unwrap_or(0)
    }
}

/// The meaning of `CSI body last`.
pub(super) fn meaning(body: &[u8], last: u8) -> Option<Input> {
    let (prefix, rest) = match body.split_first() {
        Some((prefix @ b'<'..=b'?', rest)) => (Some(*prefix), rest),
        _ => (None, body),
    };
    let end =
        rest.iter().position(|it| !matches!(it, b'0'..=b'9' | b';' | b':')).unwrap_or(rest.len());
    let (params, marks) = rest.split_at(end);
    let params = Params(params);
    match (prefix, marks, last) {
        (None, [], b'I') if body.is_empty() => Some(Input::Focus(true)),
        (None, [], b'O') if body.is_empty() => Some(Input::Focus(false)),
        (None, [], b'M') => mouse(params.first().checked_sub(32)?, false, params),
        (None, [], b't') => cell_size(params).map(Input::Reply),
        (None, [], _) => key(params, last).map(Input::Key),
        (Some(b'<'), [], b'M') => mouse(params.get(0, 0)?, false, params),
        (Some(b'<'), [], b'm') => mouse(params.get(0, 0)?, true, params),
        (Some(prefix), _, _) => reply(prefix, marks, last, params).map(Input::Reply),
        _ => None,
    }
}

fn reply(prefix: u8, marks: &[u8], last: u8, params: Params<'_>) -> Option<Reply> {
    Some(match (prefix, marks, last) {
        (b'?', [], b'u') => Reply::KittyFlags(params.first()),
        (b'?', [], b'c') => Reply::Da1 { sixel: params.has_after_first(4) },
        (b'>', [], b'c') => Reply::Da2 { model: params.first(), version: params.second() },
        (b'>', [], b'm') if params.first() == 4 => Reply::OtherKeys(params.second()),
        (b'?', b"$", b'y') => Reply::DecRpm { mode: params.first(), setting: params.second() },
        (b'?', [], b'n') if params.first() == 997 => Reply::Theme(match params.second() {
            1 => Background::Dark,
            2 => Background::Light,
            _ => return None,
        }),
        _ => return None,
    })
}

/// `CSI 6 ; height ; width t`: how large a cell is. Other reports of the window's manager mean nothing here.
fn cell_size(params: Params<'_>) -> Option<Reply> {
    let pixels = |field| u16::try_from(params.get(field, 0)?).ok().filter(|it| 0 < *it);
    (params.first() == 6).then_some(Reply::CellSize(pixels(2)?, pixels(1)?))
}

/// The meaning of `ESC O body last`: the body is empty, or carries modifiers as Konsole writes them.
pub(super) fn ss3(body: &[u8], last: u8) -> Option<Input> {
    let params = Params(body);
    let mods = match params.get(1, 0).or(params.get(0, 0)) {
        Some(number) => modifiers(number)?,
        None => Mods::NONE,
    };
    let typed = |sign: u8| Key::Char(char::from(sign));
    let (key, mods) = match last {
        b'a'..=b'd' => (named(last.to_ascii_uppercase())?, Mods { ctrl: true, ..mods }),
        b'M' => (Key::Enter, mods),
        b'I' => (Key::Tab, mods),
        b' ' => (Key::Char(' '), mods),
        b'X' => (Key::Char('='), mods),
        // The keypad in application mode: its signs and digits lie 0x40 above their characters.
        b'j'..=b'y' => (typed(last - 0x40), mods),
        _ => (named(last)?, mods),
    };
    Some(press(key, mods))
}

/// The keys that both `CSI` and `ESC O` end with a letter for.
fn named(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The keys that `CSI number ~` stands for.
fn numbered(number: u32) -> Option<Key> {
    let f = |less: u32| u8::try_from(number - less).ok().map(Key::F);
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Insert),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => f(10),
        17..=21 => f(11),
        23..=26 => f(12),
        28..=29 => f(13),
        31..=34 => f(14),
        _ => None,
    }
}

fn key(params: Params<'_>, last: u8) -> Option<KeyPress> {
    let mods = modifiers(params.get(1, 0).unwrap_or(1))?;
    let kind = match params.get(1, 1) {
        None | Some(1) => Kind::Press,
        Some(2) => Kind::Repeat,
        Some(3) => Kind::Release,
        Some(_) => return None,
    };
    let legacy = |key, mods| KeyPress { kind, ..KeyPress::new(key, mods) };
    let shift = Mods { shift: true, ..mods };
    let ctrl = Mods { ctrl: true, ..mods };
    match last {
        b'u' => csi_u(params, mods, kind),
        b'~' if params.first() == 27 => {
            let key = coded(layout::keysym(params.get(2, 0)?))?;
            Some(KeyPress { encoding: Encoding::OtherKeys, ..legacy(key, mods) })
        }
        b'~' => Some(legacy(numbered(params.first())?, mods)),
        // urxvt writes Ctrl and Shift as another last byte.
        b'^' => Some(legacy(numbered(params.first())?, ctrl)),
        b'@' => Some(legacy(numbered(params.first())?, Mods { shift: true, ..ctrl })),
        b'a'..=b'd' => Some(legacy(named(last.to_ascii_uppercase())?, shift)),
        b'Z' => Some(legacy(Key::Tab, shift)),
        // `CSI row ; column R` is where the cursor stands; F3 has 1 or nothing in front.
        b'R' if 1 < params.first() => None,
        _ => Some(legacy(named(last)?, mods)),
    }
}

fn csi_u(params: Params<'_>, mods: Mods, kind: Kind) -> Option<KeyPress> {
    let sign = |sub| params.get(0, sub).and_then(char::from_u32).filter(|it| !it.is_control());
    let key = match coded(params.get(0, 0)?)? {
        Key::Char(plain) if mods.shift => Key::Char(sign(1).unwrap_or_else(|| capital(plain))),
        key => key,
    };
    Some(KeyPress { key, mods, base: sign(2), kind, encoding: Encoding::CsiU })
}

fn capital(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// The key of a code in the two newer encodings: Unicode, or kitty's own numbers in the private area.
fn coded(code: u32) -> Option<Key> {
    const KEYPAD_SIGNS: [char; 5] = ['.', '/', '*', '-', '+'];
    const KEYPAD_KEYS: [Key; 10] = [
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
        Key::Insert,
        Key::Delete,
    ];
    let from = |first: u32| usize::try_from(code - first).ok();
    match code {
        8 | 127 => Some(Key::Backspace),
        9 => Some(Key::Tab),
        13 | 57414 => Some(Key::Enter),
        27 => Some(Key::Esc),
        57376..=57398 => u8::try_from(code - 57376 + 13).ok().map(Key::F),
        57399..=57408 => char::from_digit(code - 57399, 10).map(Key::Char),
        57409..=57413 => KEYPAD_SIGNS.get(from(57409)?).map(|it| Key::Char(*it)),
        57415 => Some(Key::Char('=')),
        57416 => Some(Key::Char(',')),
        57417..=57426 => KEYPAD_KEYS.get(from(57417)?).copied(),
        // Locks, media keys and the modifiers themselves: nothing here is bound to them, and they must not be typed.
        0xE000..=0xF8FF => None,
        _ => char::from_u32(code).filter(|it| !it.is_control()).map(Key::Char),
    }
}

/// Modifiers are written as one more than their bits; the bits of Caps lock (64) and Num lock (128) count for nothing.
fn modifiers(number: u32) -> Option<Mods> {
    let bits = number.max(1) - 1;
    let held = |mask: u32| bits & mask != 0;
    (bits < 256).then(|| Mods {
        shift: held(1),
        alt: held(2),
        ctrl: held(4),
        sup: held(8 | 16 | 32),
    })
}

/// The meaning of an old mouse report; everything in it is 32 more than it says.
pub(super) fn x10(button: u8, column: u8, row: u8) -> Option<Input> {
    let cell = |byte: u8| u16::from(byte).checked_sub(33);
    mouse_at(u32::from(button.checked_sub(32)?), false, cell(column)?, cell(row)?)
}

fn mouse(bits: u32, up: bool, params: Params<'_>) -> Option<Input> {
    let cell = |field| u16::try_from(params.get(field, 0)?.checked_sub(1)?).ok();
    mouse_at(bits, up, cell(1)?, cell(2)?)
}

fn mouse_at(bits: u32, up: bool, column: u16, row: u16) -> Option<Input> {
    let button = match bits & 3 {
        0 => Some(Button::Left),
        1 => Some(Button::Middle),
        2 => Some(Button::Right),
        _ => None,
    };
    let moving = bits & 32 != 0;
    let kind = match (bits & (64 | 128), button) {
        (64, _) => match bits & 3 {
            0 => MouseKind::WheelUp,
            1 => MouseKind::WheelDown,
            2 => MouseKind::WheelLeft,
            _ => MouseKind::WheelRight,
        },
        (0, Some(button)) if moving => MouseKind::Drag(button),
        (0, None) if moving => MouseKind::Moved,
        (0, Some(button)) if !up => MouseKind::Down(button),
        (0, button) => MouseKind::Up(button),
        // Buttons for the thumb.
        _ => return None,
    };
    let held = |mask: u32| bits & mask != 0;
    let mods = Mods { shift: held(4), alt: held(8), ctrl: held(16), sup: false };
    Some(Input::Mouse(Mouse { kind, column, row, mods }))
}
