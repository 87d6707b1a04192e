//! What holds for the decoder on any bytes whatever. A second reader, which knows where sequences begin and end and
//! nothing of what they mean, says which keys may be swallowed.

use keydesk::tui::input::{Decoder, Encoding, Input, Key, KeyPress, Mods, PASTE_MAX};

/// Where in the stream we are, as ECMA-48 and the old reports of mouse and function keys have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Ground,
    /// In a character.
    Character,
    /// Behind an Escape, also one that may end a string.
    Escape,
    /// In `CSI`, `ESC O` or one of the old reports: a control byte ends it and counts.
    Csi,
    Ss3,
    Console,
    Mouse,
    /// In OSC, DCS and their like.
    Text,
    TextEscape,
    /// In a paste: nothing is a key.
    Paste,
}

/// The second reader.
#[derive(Debug, Default)]
struct Reader {
    place: Place,
    body: Vec<u8>,
    /// The byte that began a string.
    kind: u8,
    /// How many characters may have been typed.
    characters: usize,
}

impl Reader {
    fn go(&mut self, place: Place) {
        self.place = place;
        self.body.clear();
    }

    fn silence(&mut self) {
        if self.place != Place::Paste {
            self.go(Place::Ground);
        }
    }

    fn byte(&mut self, byte: u8) {
        match (self.place, byte) {
            (Place::Ground, _) => self.ground(byte),
            (Place::Character, 0x80..=0xBF) => {
                self.body.push(byte);
                match std::str::from_utf8(&self.body) {
                    Ok(_) => {
                        self.characters += 1;
                        self.go(Place::Ground);
                    }
                    Err(error) if error.error_len().is_some() => self.go(Place::Ground),
                    Err(_) => (),
                }
            }
            (Place::Escape, b'[') => self.go(Place::Csi),
            (Place::Escape, b'O') => self.go(Place::Ss3),
            (Place::Escape, b'P' | b'X' | b']' | b'^' | b'_') => {
                self.kind = byte;
                self.go(Place::Text);
            }
            (Place::Csi, b'[') if self.body.is_empty() => self.go(Place::Console),
            (Place::Csi, b'M') if self.body.is_empty() => self.go(Place::Mouse),
            (Place::Csi, b'~') if self.body == b"200" => self.go(Place::Paste),
            (Place::Csi, 0x20..=0x3F) | (Place::Ss3, b'0'..=b'9' | b';') => self.body.push(byte),
            (Place::Ss3, 0x20..=0x7E) => {
                // The keypad's signs.
                self.characters += 1;
                self.go(Place::Ground);
            }
            (Place::Csi, 0x40..=0x7E) | (Place::Console, 0x20..=0x7E) => self.go(Place::Ground),
            (Place::Mouse, 0x20..) => {
                self.body.push(byte);
                if self.body.len() == 3 {
                    self.go(Place::Ground);
                }
            }
            (Place::Text, 0x1B) => self.place = Place::TextEscape,
            (Place::Text, 0x07) if self.kind == b']' => self.go(Place::Ground),
            (Place::Text, 0x20..=0x7E | 0x80..) => (),
            (Place::TextEscape, b'\\') => self.go(Place::Ground),
            (Place::TextEscape, _) => {
                self.go(Place::Escape);
                self.byte(byte);
            }
            (Place::Paste, _) => {
                self.body.push(byte);
                if self.body.ends_with(b"\x1b[201~") {
                    self.go(Place::Ground);
                }
            }
            // Neither part of it nor its end: something new begins.
            _ => self.ground(byte),
        }
    }

    fn ground(&mut self, byte: u8) {
        self.go(Place::Ground);
        match byte {
            0x1B => self.go(Place::Escape),
            0x20..=0x7E => self.characters += 1,
            0xC2..=0xF4 => {
                self.go(Place::Character);
                self.body.push(byte);
            }
            _ => (),
        }
    }
}

fn key(key: Key, mods: Mods) -> Input {
    Input::Key(KeyPress::new(key, mods))
}

/// Clean keys; `escaped` ones begin with an Escape, which ends whatever was before.
fn keys() -> [(&'static [u8], Input, bool); 6] {
    let ctrl_q = KeyPress::new(Key::Char('q'), Mods::CTRL);
    let csi_u = KeyPress { encoding: Encoding::CsiU, ..ctrl_q.clone() };
    [
        (b"\x11", Input::Key(ctrl_q), false),
        (b"\x1b[113;5u", Input::Key(csi_u), true),
        (b"j", key(Key::Char('j'), Mods::NONE), false),
        ("й".as_bytes(), key(Key::Char('й'), Mods::NONE), false),
        (b"\x1bOQ", key(Key::F(2), Mods::NONE), true),
        (b"\x1b[A", key(Key::Up, Mods::NONE), true),
    ]
}

/// Whole answers: never typed, wherever they come.
const ANSWERS: [&[u8]; 8] = [
    b"\x1b[?5u",
    b"\x1b[>4;2m",
    b"\x1b[?62;22c",
    b"\x1b[>41;379;0c",
    b"\x1b[?2026;2$y",
    b"\x1b[?997;1n",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1bP>|tmux 3.5a\x1b\\",
];

/// A stream in parts, with a silence between each two.
fn fed<'a>(
    parts: &[&'a [u8]],
    pieces: impl Fn(&'a [u8]) -> Vec<&'a [u8]>,
) -> (Decoder, Vec<Input>) {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    for (at, part) in parts.iter().enumerate() {
        if 0 < at {
            decoder.timeout(&mut inputs);
        }
        pieces(part).into_iter().for_each(|it| decoder.feed(it, &mut inputs));
    }
    (decoder, inputs)
}

/// Checks everything that always holds; says what does not.
pub(super) fn check(parts: &[&[u8]], cut: usize) -> Result<(), String> {
    let (_, whole) = fed(parts, |it| vec![it]);
    for (name, (_, cut)) in [
        ("byte by byte", fed(parts, |it| it.chunks(1).collect())),
        ("in pieces", fed(parts, |it| it.chunks(1 + cut % 7).collect())),
        ("in two", fed(parts, |it| <[_; 2]>::from(it.split_at(cut % (it.len() + 1))).to_vec())),
    ] {
        same(&cut, &whole).map_err(|it| format!("{name}: {it}"))?;
    }
    let mut reader = Reader::default();
    for (at, part) in parts.iter().enumerate() {
        if 0 < at {
            reader.silence();
        }
        part.iter().for_each(|it| reader.byte(*it));
    }
    bounded(parts, &whole, &reader)?;
    not_swallowed(parts, reader.place)?;
    settled(parts)
}

fn same(found: &[Input], expected: &[Input]) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{found:?}, not {expected:?}")) }
}

/// No more comes out than has come in, and nothing is typed out of a sequence.
fn bounded(parts: &[&[u8]], inputs: &[Input], reader: &Reader) -> Result<(), String> {
    let bytes: usize = parts.iter().map(|it| it.len()).sum();
    if bytes + parts.len() < inputs.len() {
        return Err(format!("{} inputs of {bytes} bytes", inputs.len()));
    }
    let mut kept = 0;
    let mut typed = 0;
    for input in inputs {
        match input {
            Input::Paste(text) if PASTE_MAX < text.len() => return Err("too long".to_owned()),
            Input::Paste(text) => kept += text.len(),
            Input::Reply(reply) => kept += format!("{reply:?}").len().saturating_sub(64),
            Input::Key(press) if press.encoding == Encoding::Legacy => {
                typed += usize::from(press.text().is_some());
            }
            Input::Key(_) | Input::Mouse(_) | Input::Focus(_) => (),
        }
    }
    // One byte that cannot be read becomes three, and ten where it is printed.
    if bytes * 10 < kept {
        return Err(format!("{kept} bytes kept of {bytes}"));
    }
    if reader.characters < typed {
        return Err(format!("{typed} characters typed of {}", reader.characters));
    }
    Ok(())
}

/// What comes at once: only an unfinished sequence swallows, and never Ctrl+Q unless in a paste.
fn not_swallowed(parts: &[&[u8]], place: Place) -> Result<(), String> {
    let (decoder, _) = fed(parts, |it| vec![it]);
    if decoder.pending() != (place != Place::Ground)
        || decoder.in_paste() != (place == Place::Paste)
    {
        return Err(format!("it waits for more: {}, but we are in {place:?}", decoder.pending()));
    }
    let then = |bytes: &[u8]| {
        let (mut decoder, _) = fed(parts, |it| vec![it]);
        let mut inputs = Vec::new();
        decoder.feed(bytes, &mut inputs);
        inputs
    };
    let open =
        matches!(place, Place::Csi | Place::Ss3 | Place::Console | Place::Mouse | Place::Text);
    let escape = matches!(place, Place::Escape | Place::TextEscape);
    let esc = key(Key::Esc, Mods::NONE);
    for (bytes, key, escaped) in keys() {
        let expected = match place {
            Place::Ground | Place::Character => vec![key],
            Place::Paste => vec![],
            // The Escape before was a key of its own.
            _ if escape && escaped => vec![esc.clone(), key],
            _ if open && (escaped || bytes == b"\x11") => vec![key],
            // It is part of the sequence, its end, or a chord with Alt.
            _ => continue,
        };
        same(&then(bytes), &expected).map_err(|it| format!("at once, in {place:?}: {it}"))?;
    }
    for answer in ANSWERS {
        let found = then(answer);
        let fine = match (place, found.as_slice()) {
            (Place::Paste, []) => true,
            (Place::Paste, _) => false,
            (_, [Input::Reply(_)]) => !escape,
            (_, [first, Input::Reply(_)]) => escape && *first == esc,
            _ => false,
        };
        if !fine {
            return Err(format!("{} in {place:?}: {found:?}", answer.escape_ascii()));
        }
    }
    Ok(())
}

/// What comes after a silence is what it is.
fn settled(parts: &[&[u8]]) -> Result<(), String> {
    let (mut decoder, mut inputs) = fed(parts, |it| vec![it]);
    inputs.clear();
    if decoder.in_paste() {
        decoder.timeout(&mut inputs);
        decoder.feed(b"\x1b[201~", &mut inputs);
        if !matches!(inputs.as_slice(), [Input::Paste(_)]) {
            return Err(format!("the end of a paste: {inputs:?}"));
        }
    } else {
        decoder.timeout(&mut inputs);
        if 1 < inputs.len() {
            return Err(format!("the silence made {inputs:?}"));
        }
    }
    if decoder.pending() {
        return Err("the silence has settled nothing".to_owned());
    }
    for (bytes, key, _) in keys() {
        inputs.clear();
        decoder.feed(bytes, &mut inputs);
        decoder.timeout(&mut inputs);
        same(&inputs, &[key]).map_err(|it| format!("after a silence: {it}"))?;
    }
    inputs.clear();
    decoder.feed(b"\x1b", &mut inputs);
    decoder.timeout(&mut inputs);
    same(&inputs, &[key(Key::Esc, Mods::NONE)])
}
