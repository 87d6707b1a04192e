//! What a person does at the terminal, and what the terminal says about itself.
//!
//! Bytes become [`Input`] in [`Decoder`] (pure: no file, no clock); [`reader`] owns the tty and its timeout; [`caps`] learns
//! from the answers what this terminal can tell apart. What a key *means* (the keymap) is decided elsewhere.

use std::fmt;

use crate::base::text::keyboard;

pub mod caps;
mod csi;
mod decode;
mod layout;
mod paste;
pub mod reader;
#[cfg(test)]
mod tests;
mod trace;

pub use decode::Decoder;
pub use paste::PASTE_MAX;
pub use trace::Traced;

/// A key, without its modifiers. Keys of the keypad have their plain meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key that types: the character as the active layout and Shift make it.
    Char(char),
    /// Enter, and 0x0D: in a terminal that cannot tell them apart, Ctrl+M too.
    Enter,
    /// Tab, and 0x09.
    Tab,
    /// Backspace (0x7F).
    Backspace,
    /// Escape.
    Esc,
    /// F1 and up, by number.
    F(u8),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
}

/// The modifiers held with a key. Caps lock and Num lock are no modifiers here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Mods {
    /// Shift, where the terminal reports it: for a plain capital letter it does not.
    pub shift: bool,
    /// Alt or Option, or an Escape directly before the key.
    pub alt: bool,
    /// Control.
    pub ctrl: bool,
    /// Super, Hyper or Meta: nothing here is bound to them, and nothing is typed with them.
    pub sup: bool,
}

impl Mods {
    /// No modifier.
    pub const NONE: Self = Self { shift: false, alt: false, ctrl: false, sup: false };
    /// Control alone.
    pub const CTRL: Self = Self { ctrl: true, ..Self::NONE };
    /// Alt alone.
    pub const ALT: Self = Self { alt: true, ..Self::NONE };
    /// Shift alone.
    pub const SHIFT: Self = Self { shift: true, ..Self::NONE };

    /// True when the key does something instead of typing: Ctrl, Alt or Super is held.
    #[must_use]
    pub const fn is_chord(self) -> bool {
        self.ctrl || self.alt || self.sup
    }
}

/// What happened to the key. Terminals that cannot tell report presses only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It went down.
    Press,
    /// It is held down.
    Repeat,
    /// It went up; no key acts on this.
    Release,
}

/// How the terminal wrote the key: it shows what the terminal can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Control bytes, UTF-8, and the old sequences.
    Legacy,
    /// `CSI code ; modifiers u`: the kitty protocol, or xterm with `formatOtherKeys`.
    CsiU,
    /// `CSI 27 ; modifiers ; code ~`: xterm's modifyOtherKeys.
    OtherKeys,
}

/// One key, as far as the terminal told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub key: Key,
    /// What was held with it.
    pub mods: Mods,
    /// The character of the same key in the Latin layout, when the terminal sent it.
    pub base: Option<char>,
    /// Down, held or up.
    pub kind: Kind,
    /// How it was written.
    pub encoding: Encoding,
}

impl KeyPress {
    /// A key press in the old encoding, as most terminals send it.
    #[must_use]
    pub const fn new(key: Key, mods: Mods) -> Self {
        Self { key, mods, base: None, kind: Kind::Press, encoding: Encoding::Legacy }
    }

    /// The Latin letter or sign a chord (Ctrl or Alt held) stands for, in lower case, whatever the layout.
    ///
    /// An ASCII character is itself; else the terminal's own word on the key's Latin place counts; else the
    /// ЙЦУКЕН table, which is right for Russian and Ukrainian only.
    #[must_use]
    pub fn chord_letter(&self) -> Option<char> {
        let Key::Char(typed) = self.key else { return None };
        self.place(typed).map(|it| it.to_ascii_lowercase())
    }

    /// The Latin character a plain key stands for where no text is typed: `п` is `g`, `П` is `G`, `Ж` is `:`.
    #[must_use]
    pub fn latin(&self) -> Option<char> {
        let Key::Char(typed) = self.key else { return None };
        let place = self.place(typed)?;
        let raised = !typed.is_ascii() && (typed.is_uppercase() || self.mods.shift);
        Some(if raised { keyboard::shifted(place) } else { place })
    }

    /// The character this key puts into a text field; `None` for chords, named keys and a key that goes up.
    #[must_use]
    pub fn text(&self) -> Option<char> {
        match self.key {
            Key::Char(typed) if !self.mods.is_chord() && self.kind != Kind::Release => Some(typed),
            _ => None,
        }
    }

    /// True for a Ctrl chord (no Alt, no Super; Shift as it comes) with `letter`, in any layout, that goes down or repeats.
    #[must_use]
    pub fn is_ctrl(&self, letter: char) -> bool {
        let held = self.mods.ctrl && !self.mods.alt && !self.mods.sup;
        held && self.kind != Kind::Release && self.chord_letter() == Some(letter)
    }

    fn place(&self, typed: char) -> Option<char> {
        if typed.is_ascii() {
            return Some(typed);
        }
        self.base.filter(char::is_ascii).or_else(|| keyboard::jcuken(typed))
    }
}

impl fmt::Display for KeyPress {
    /// As a person names it: `Ctrl+ь`, `Shift+Tab`, `F2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mods { shift, alt, ctrl, sup } = self.mods;
        for (held, name) in [(sup, "Super+"), (ctrl, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(typed) => write!(f, "{typed}"),
            Key::F(number) => write!(f, "F{number}"),
            named => write!(f, "{named:?}"),
        }
    }
}

/// A mouse button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// The left one.
    Left,
    /// The wheel, pressed.
    Middle,
    /// The right one.
    Right,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// A button went down.
    Down(Button),
    /// A button went up; the oldest protocol does not say which.
    Up(Option<Button>),
    /// The pointer moved with a button held.
    Drag(Button),
    /// The pointer moved.
    Moved,
    /// One notch away from the person.
    WheelUp,
    /// One notch towards the person.
    WheelDown,
    /// One notch to the left.
    WheelLeft,
    /// One notch to the right.
    WheelRight,
}

/// A mouse event; the top left cell is column 0, row 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The cell, from the left.
    pub column: u16,
    /// The cell, from the top.
    pub row: u16,
    /// The modifiers held.
    pub mods: Mods,
}

/// Light text on dark, or dark text on light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// The background is dark.
    Dark,
    /// The background is light.
    Light,
}

/// What the terminal answered. Never typed, wherever it comes in between keys and however late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The kitty keyboard flags in force.
    KittyFlags(u32),
    /// Primary device attributes: every terminal answers this one, most of them last.
    Da1 {
        /// Whether it draws sixels.
        sixel: bool,
    },
    /// Secondary device attributes.
    Da2 {
        /// The terminal's kind.
        model: u32,
        /// Its version, in its own counting.
        version: u32,
    },
    /// The level of modifyOtherKeys in force.
    OtherKeys(u32),
    /// Name and version of the terminal.
    XtVersion(String),
    /// The state of a mode that was asked for.
    DecRpm {
        /// The mode.
        mode: u32,
        /// 0 unknown, 1 set, 2 reset, 3 always set, 4 never set.
        setting: u32,
    },
    /// Whether a picture of kitty's protocol was taken.
    Graphics(bool),
    /// How many pixels a cell is wide and high; neither is 0.
    CellSize(u16, u16),
    /// The terminal's colours turned dark or light.
    Theme(Background),
    /// An operating system command, such as a colour.
    Osc {
        /// Its number; 11 is the background.
        number: u32,
        /// What follows the number.
        body: String,
    },
}

/// One thing that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(KeyPress),
    /// Pasted text, cleaned: line ends are `\n`, no control characters but `\n` and `\t`, at most [`PASTE_MAX`] bytes.
    Paste(String),
    /// The window got (true) or lost (false) the focus.
    Focus(bool),
    /// The mouse.
    Mouse(Mouse),
    /// An answer of the terminal.
    Reply(Reply),
}
