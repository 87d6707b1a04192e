//! What this terminal can tell apart, learned from its answers. Pure: bytes to send are returned, not sent.

use super::{Background, Encoding, Key, KeyPress, Kind, Mods, Reply};
use crate::tui::inset::may_draw_in_cells;
use crate::tui::term::{BACKGROUND, GRAPHICS, OTHER_KEYS_ON, THEME_REPORTS_ON};

/// Whether Ctrl+M and Enter are two keys here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CtrlM {
    /// They are: the terminal said so, or was seen to do so.
    Distinct,
    /// They are one byte: the terminal has answered, and offers nothing else.
    Ambiguous,
    /// Not known: no answer yet, or one that does not prove it (tmux inside a terminal that has the last word).
    Unknown,
}

/// Whether xterm's modifyOtherKeys was asked for, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum OtherKeys {
    #[default]
    NotAsked,
    /// Asked; a terminal that reports its level has still to confirm it.
    Asked,
    /// Asked of a terminal that never confirms: only a key can prove it.
    Unproven,
    On,
    Refused,
}

/// The capabilities of the terminal, as far as known. An answer that comes late changes them late, and nothing waits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caps {
    kitty: bool,
    other_keys: OtherKeys,
    /// A person says that Ctrl+M is a key of its own.
    distinct: bool,
    /// A key has proved it.
    seen: bool,
    answered: bool,
    sync: bool,
    background: Option<Background>,
    terminal: String,
    /// Whether it has said that it takes pictures as kitty does.
    graphics: bool,
    /// Whether it is being asked for that.
    graphics_asked: bool,
    sixel: bool,
    /// Pixels that a cell is wide and high.
    cell: Option<(u16, u16)>,
    /// Chords of Ctrl and a letter that have arrived, a bit for each letter.
    letters: u32,
    /// Function keys that have arrived, a bit for each.
    functions: u32,
}

impl Caps {
    /// What is known of a terminal before it has said a word; `distinct` when a person says that it tells Ctrl+M from
    /// Enter.
    #[must_use]
    pub fn new(distinct: bool) -> Self {
        Self { distinct, ..Self::default() }
    }

    /// Learns from an answer. Returns the bytes to write to the terminal, if there is something to ask for now.
    pub fn learn(&mut self, reply: &Reply) -> Option<&'static [u8]> {
        match reply {
            // Asked after the flags were pushed, so the first bit proves that they were taken.
            Reply::KittyFlags(flags) => self.kitty = flags & 1 != 0,
            Reply::OtherKeys(level) => return self.other_keys(*level),
            Reply::XtVersion(name) => {
                self.named(name);
                if may_draw_in_cells(name) {
                    self.graphics_asked = true;
                    return Some(GRAPHICS);
                }
                self.graphics = false;
                if !self.kitty && self.other_keys == OtherKeys::NotAsked && takes_other_keys(name) {
                    self.other_keys = OtherKeys::Unproven;
                    return Some(OTHER_KEYS_ON);
                }
            }
            Reply::DecRpm { mode: 2026, setting } => self.sync = matches!(setting, 1..=3),
            Reply::DecRpm { mode: 2031, setting: 2 } => return Some(THEME_REPORTS_ON),
            Reply::Osc { number: 11, body } => {
                self.background = background(body).or(self.background)
            }
            Reply::Theme(background) => {
                // What the desktop wants is taken at once. The window's own colour may be another one and is more
                // exact: it is asked for anew, and has the last word where the terminal tells it.
                self.background = Some(*background);
                return Some(BACKGROUND);
            }
            Reply::Da1 { sixel } => (self.answered, self.sixel) = (true, *sixel),
            Reply::Graphics(taken) => (self.graphics, self.graphics_asked) = (*taken, false),
            Reply::CellSize(width, height) => self.cell = Some((*width, *height)),
            Reply::Da2 { .. } | Reply::DecRpm { .. } | Reply::Osc { .. } => (),
        }
        None
    }

    /// Remembers the terminal's name, without believing what such a terminal can do.
    pub fn named(&mut self, name: &str) {
        name.clone_into(&mut self.terminal);
    }

    /// Whether the terminal still has to answer something it was asked: the one thing every terminal answers last, whether
    /// it has taken modifyOtherKeys, or whether it takes pictures.
    #[must_use]
    pub fn owes(&self) -> bool {
        !self.answered || self.graphics_asked || self.other_keys == OtherKeys::Asked
    }

    /// Learns from an answer after which nothing more is asked for: the screen is being left.
    pub fn learn_last(&mut self, reply: &Reply) {
        match reply {
            Reply::Da1 { .. } => self.answered = true,
            Reply::Graphics(_) => self.graphics_asked = false,
            Reply::OtherKeys(_) if self.other_keys == OtherKeys::Asked => {
                self.other_keys = OtherKeys::Refused;
            }
            _ => (),
        }
    }

    /// Learns from a key: Ctrl+M or Ctrl+I in one of the newer encodings proves that they are keys of their own.
    ///
    /// Ctrl+O proves nothing: tmux inside kitty writes it so, and still folds Ctrl+M into Enter.
    pub fn witness(&mut self, press: &KeyPress) {
        let folded = press.is_ctrl('m') || press.is_ctrl('i');
        self.seen |= folded && press.encoding != Encoding::Legacy;
        if press.kind == Kind::Release {
            return;
        }
        match press.key {
            Key::F(number) if press.mods == Mods::NONE => {
                self.functions |= 1_u32.checked_shl(number.into()).unwrap_or(0);
            }
            _ if press.mods.ctrl && !press.mods.alt && !press.mods.sup => {
                self.letters |= press.chord_letter().map_or(0, bit);
            }
            _ => (),
        }
    }

    /// Whether Ctrl with this letter has arrived in this session, in whatever layout it was pressed: nothing keeps it
    /// for itself then. For `m` only a chord counts, not Enter.
    #[must_use]
    pub fn has_come(&self, letter: char) -> bool {
        self.letters & bit(letter) != 0
    }

    /// Whether Ctrl with any letter has arrived as such: this keyboard can say it.
    #[must_use]
    pub const fn chord_seen(&self) -> bool {
        self.letters != 0
    }

    /// Whether this function key has arrived in this session, with nothing held.
    #[must_use]
    pub fn function_has_come(&self, number: u8) -> bool {
        self.functions & 1_u32.checked_shl(number.into()).unwrap_or(0) != 0
    }

    /// Forgets what has to be asked for again after the terminal was left and entered; what was proved by a key stays.
    pub fn reentered(&mut self) {
        self.kitty = false;
        self.answered = false;
        self.other_keys = OtherKeys::NotAsked;
    }

    /// Takes back what a key has proved: in a multiplexer another terminal may be in front of it now. What a person has
    /// said stays.
    pub const fn doubt(&mut self) {
        self.seen = false;
    }

    /// Whether Ctrl+M can be told from Enter.
    #[must_use]
    pub fn ctrl_m(&self) -> CtrlM {
        if self.kitty || self.distinct || self.seen || self.other_keys == OtherKeys::On {
            return CtrlM::Distinct;
        }
        match self.other_keys {
            OtherKeys::NotAsked | OtherKeys::Refused if self.answered => CtrlM::Ambiguous,
            _ => CtrlM::Unknown,
        }
    }

    /// True when the terminal says that it draws a frame in one go between `CSI ?2026h` and `CSI ?2026l`.
    #[must_use]
    pub fn sync_output(&self) -> bool {
        self.sync
    }

    /// Dark or light, when the terminal told its background.
    #[must_use]
    pub fn background(&self) -> Option<Background> {
        self.background
    }

    /// True when the terminal says that it takes pictures by kitty's protocol, compressed ones too, and is known to show
    /// them in cells.
    #[must_use]
    pub const fn graphics(&self) -> bool {
        self.graphics
    }

    /// True when the terminal says that it draws sixels.
    #[must_use]
    pub const fn sixel(&self) -> bool {
        self.sixel
    }

    /// Pixels that a cell is wide and high, when the terminal or its line told.
    #[must_use]
    pub const fn cell(&self) -> Option<(u16, u16)> {
        self.cell
    }

    /// The line to the terminal tells how large a cell is; the terminal's own word comes later and counts more.
    pub const fn suppose_cell(&mut self, cell: Option<(u16, u16)>) {
        self.cell = cell;
    }

    /// The terminal's name and version as it gives them; empty when it does not.
    #[must_use]
    pub fn terminal(&self) -> &str {
        &self.terminal
    }

    /// The terminal reports its level of modifyOtherKeys: raise it once, and believe what it says then.
    fn other_keys(&mut self, level: u32) -> Option<&'static [u8]> {
        // Where both are on the kitty protocol wins, so this one is not needed.
        if self.kitty {
            return None;
        }
        self.other_keys = match (level, self.other_keys) {
            (2, _) => OtherKeys::On,
            // What said so may have been an answer from before the terminal was left: it is asked once more.
            (_, OtherKeys::NotAsked | OtherKeys::On) => {
                self.other_keys = OtherKeys::Asked;
                return Some(OTHER_KEYS_ON);
            }
            // The first answer may still be on its way when the name alone made us ask.
            (_, OtherKeys::Unproven) => OtherKeys::Asked,
            (_, _) => OtherKeys::Refused,
        };
        None
    }
}

fn bit(letter: char) -> u32 {
    let at = u32::from(letter).wrapping_sub(u32::from('a'));
    if at < 26 { 1 << at } else { 0 }
}

/// True for the terminals that take modifyOtherKeys without saying so when asked for their level.
fn takes_other_keys(name: &str) -> bool {
    name.starts_with("WezTerm")
        || name.starts_with("mintty")
        || name.strip_prefix("tmux ").is_some_and(is_new_tmux)
}

/// Whether a tmux of this version can tell Ctrl and a letter from a control byte; older ones fold them in any mode.
pub(in crate::tui) fn is_new_tmux(version: &str) -> bool {
    let version = version.strip_prefix("next-").unwrap_or(version);
    let mut numbers = version.split(|it: char| !it.is_ascii_digit()).map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (3, 5) <= (major, minor),
        (Some(Ok(major)), _) => 3 < major,
        _ => false,
    }
}

/// Dark or light, from `rgb:RRRR/GGGG/BBBB` with one to four hexadecimal digits each.
fn background(body: &str) -> Option<Background> {
    let colour = body.strip_prefix("rgb:").or_else(|| body.strip_prefix("rgba:"))?;
    let mut parts = colour.split('/').map(thousandths);
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // How bright the eye finds each of them (Rec. 601).
    let luma = (red * 299 + green * 587 + blue * 114) / 1000;
    Some(if luma < 500 { Background::Dark } else { Background::Light })
}

fn thousandths(digits: &str) -> Option<u32> {
    if !matches!(digits.len(), 1..=4) || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
    Some(u32::from_str_radix(digits, 16).ok()? * 1000 / most)
}

#[cfg(test)]
mod tests {
    use super::super::{Decoder, Input};
    use super::*;

    const DA1: Reply = Reply::Da1 { sixel: false };

    /// Plays what a terminal sends; returns what is known then, and how often other keys were asked for.
    fn told(bytes: &[u8]) -> (Caps, usize) {
        let (mut caps, mut asked) = (Caps::default(), 0);
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut inputs);
        for input in inputs {
            match input {
                Input::Reply(reply) => asked += usize::from(caps.learn(&reply).is_some()),
                Input::Key(press) => caps.witness(&press),
                _ => (),
            }
        }
        (caps, asked)
    }

    #[test]
    fn each_measured_terminal_is_known_for_what_it_is() {
        use CtrlM::{Ambiguous, Distinct, Unknown};
        let rows: [(&str, &[u8], CtrlM, usize); 14] = [
            ("silent so far", b"", Unknown, 0),
            ("kitty", b"\x1b[?5u\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62c", Distinct, 0),
            ("alacritty", b"\x1b[?5u\x1b[?6c", Distinct, 0),
            ("kitty flags refused", b"\x1b[?0u\x1b[?62c", Ambiguous, 0),
            (
                "xterm, before it confirms",
                b"\x1b[>4;0m\x1bP>|XTerm(379)\x1b\\\x1b[?64c",
                Unknown,
                1,
            ),
            ("xterm", b"\x1b[>4;0m\x1bP>|XTerm(379)\x1b\\\x1b[?64c\x1b[>4;2m", Distinct, 1),
            ("xterm that refuses", b"\x1b[>4;0m\x1b[?64c\x1b[>4;0m", Ambiguous, 1),
            ("konsole", b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62c", Ambiguous, 0),
            ("tmux 3.3a", b"\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c", Ambiguous, 0),
            ("tmux 3.4", b"\x1bP>|tmux 3.4\x1b\\\x1b[?1;2c", Ambiguous, 0),
            ("tmux 3.5a", b"\x1bP>|tmux 3.5a\x1b\\\x1b[?1;2c", Unknown, 1),
            (
                "tmux 3.7c in xterm, used",
                b"\x1bP>|tmux 3.7c\x1b\\\x1b[?1;2c\x1b[27;5;109~",
                Distinct,
                1,
            ),
            (
                "tmux 3.7c in kitty, used",
                b"\x1bP>|tmux 3.7c\x1b\\\x1b[?1;2c\x1b[27;5;111~\r",
                Unknown,
                1,
            ),
            ("screen", b"\x1b[?1;2c\x1b]11;rgb:0000/0000/0000\x1b\\", Ambiguous, 0),
        ];
        for (name, bytes, ctrl_m, asked) in rows {
            let (caps, times) = told(bytes);
            assert_eq!((caps.ctrl_m(), times), (ctrl_m, asked), "{name}");
        }
    }

    #[test]
    fn a_terminal_of_a_future_tmux_is_new_enough() {
        for name in [
            "tmux 3.5",
            "tmux 3.10",
            "tmux 4.0",
            "tmux 4",
            "tmux next-3.8",
            "WezTerm 20240203-110809",
        ] {
            assert!(takes_other_keys(name), "{name}");
        }
        for name in ["tmux 2.9", "tmux 3", "tmux master", "tmux next-3.4", "XTerm(379)", ""] {
            assert!(!takes_other_keys(name), "{name}");
        }
    }

    #[test]
    fn a_ctrl_m_of_the_newer_sort_is_proof_and_a_control_byte_is_none() {
        assert_eq!(told(b"\x1b[?1c\x1b[1100::109;5u").0.ctrl_m(), CtrlM::Distinct);
        assert_eq!(told(b"\x1b[?1c\x1b[27;5;105~").0.ctrl_m(), CtrlM::Distinct);
        assert_eq!(told(b"\x1b[?1c\x0f\x11\r\t").0.ctrl_m(), CtrlM::Ambiguous);
        assert_eq!(
            told(b"\x1b[?1c\x1b[109;5:3u").0.ctrl_m(),
            CtrlM::Ambiguous,
            "a release may be a stray one"
        );
    }

    #[test]
    fn what_has_arrived_is_remembered_for_the_session() {
        let (mut caps, _) = told(b"\x0f\x1b[1081;5u\r\x1b[98;5:3u\x1b\x02o\x1bOQ\x1b[1;2R");
        let come = |caps: &Caps| "oqmb".chars().filter(|it| caps.has_come(*it)).collect::<String>();
        assert_eq!(come(&caps), "oq", "no Enter, no release, no Alt, no letter alone");
        assert!(caps.function_has_come(2) && !caps.function_has_come(3));
        caps.reentered();
        assert_eq!(come(&caps), "oq");
        assert!(!caps.has_come('щ') && !caps.function_has_come(255));
    }

    #[test]
    fn after_a_suspension_the_terminal_has_to_prove_itself_again() {
        let (mut caps, _) = told(b"\x1b[?5u\x1b]11;rgb:ff/ff/ff\x07\x1b[?1c");
        caps.reentered();
        assert_eq!((caps.ctrl_m(), caps.background()), (CtrlM::Unknown, Some(Background::Light)));
        caps.learn(&DA1);
        assert_eq!(caps.ctrl_m(), CtrlM::Ambiguous);
    }

    #[test]
    fn an_answer_from_before_a_suspension_spoils_nothing() {
        let (mut caps, _) = told(b"\x1b[>4;0m");
        caps.reentered();
        assert_eq!(caps.learn(&Reply::OtherKeys(2)), None, "late");
        assert_eq!(caps.learn(&Reply::OtherKeys(0)), Some(OTHER_KEYS_ON), "it is off by now");
        assert!(caps.owes());
        assert_eq!(caps.learn(&DA1), None);
        assert_eq!(caps.learn(&Reply::OtherKeys(2)), None);
        assert_eq!(caps.ctrl_m(), CtrlM::Distinct);
        assert_eq!(caps.learn(&Reply::OtherKeys(0)), Some(OTHER_KEYS_ON));
        assert_eq!(caps.learn(&Reply::OtherKeys(0)), None, "whoever refuses is asked no more");
        assert_eq!(caps.ctrl_m(), CtrlM::Ambiguous);
    }

    #[test]
    fn what_a_key_has_proved_can_be_doubted_and_what_a_person_says_cannot() {
        let (mut caps, _) = told(b"\x1bP>|tmux 3.7c\x1b\\\x1b[?1;2c\x1b[27;5;109~");
        caps.doubt();
        assert_eq!(caps.ctrl_m(), CtrlM::Unknown);
        let mut said = Caps::new(true);
        said.learn(&DA1);
        said.doubt();
        assert_eq!(said.ctrl_m(), CtrlM::Distinct);
    }

    #[test]
    fn other_keys_are_not_asked_for_beside_the_kitty_protocol() {
        let (caps, asked) = told(b"\x1b[?5u\x1b[>4;0m\x1bP>|WezTerm 2024\x1b\\\x1b[?1c");
        assert_eq!((caps.ctrl_m(), asked), (CtrlM::Distinct, 0));
        assert_eq!(caps.terminal(), "WezTerm 2024");
    }

    #[test]
    fn a_terminal_that_both_names_itself_and_reports_its_level_is_asked_once() {
        let (caps, asked) = told(b"\x1bP>|mintty 3.7.0\x1b\\\x1b[>4;0m\x1b[?1c\x1b[>4;2m");
        assert_eq!((caps.ctrl_m(), asked), (CtrlM::Distinct, 1));
    }

    #[test]
    fn the_background_is_dark_or_light_in_any_number_of_digits() {
        use Background::{Dark, Light};
        for (body, expected) in [
            ("rgb:1e1e/1e1e/1e1e", Some(Dark)),
            ("rgb:0/0/0", Some(Dark)),
            ("rgb:f/f/f", Some(Light)),
            ("rgb:fd/f6/e3", Some(Light)),
            ("rgb:fff/fff/fff", Some(Light)),
            ("rgba:0000/0000/ffff/8000", Some(Dark)),
            ("rgb:00000/0/0", None),
            ("rgb:+f/0/0", None),
            ("rgb:1/2", None),
            ("?", None),
        ] {
            assert_eq!(background(body), expected, "{body}");
        }
        assert_eq!(told(b"\x1b]11;rgb:0/0/0\x07\x1b[?997;2n").0.background(), Some(Light));
    }

    #[test]
    fn synchronized_output_counts_only_where_it_can_be_switched() {
        for (answer, expected) in
            [(b"\x1b[?2026;2$y", true), (b"\x1b[?2026;0$y", false), (b"\x1b[?2026;4$y", false)]
        {
            assert_eq!(told(answer).0.sync_output(), expected);
        }
        assert!(!told(b"\x1b[?2031;2$y").0.sync_output());
    }
}
