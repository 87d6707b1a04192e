//! The keyboard of a terminal: the bytes a key sends, as they were measured with real key presses in each terminal, in
//! each layout and in whatever mode the program has put the terminal.
//!
//! Not measured but read or reasoned: zellij (its default keys), and a session without a Latin layout in kitty with tmux
//! (kitty without its protocol sends the Latin control byte by itself, so tmux sees the same as ever).

use std::collections::BTreeSet;

/// A terminal, and what stands between it and the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// VTE (GNOME Terminal and others), Konsole and urxvt: control bytes, whatever is asked for. Answers as VTE does.
    Legacy,
    /// st: the same keys, and hardly an answer.
    St,
    /// xterm: control bytes until modifyOtherKeys is on.
    Xterm,
    /// Every key is told apart.
    Kitty,
    /// The kitty protocol; the Latin key of a letter only where the first layout is Latin.
    Foot,
    /// The kitty protocol, never with the Latin key.
    Alacritty,
    /// tmux 3.3a or 3.4 in xterm, as it comes.
    Tmux33,
    /// tmux 3.5 or newer in xterm, as it comes: modifyOtherKeys is asked for in vain.
    Tmux35Plain,
    /// tmux 3.5 or newer in xterm, with `extended-keys on`.
    Tmux35,
    /// The same in kitty, which does not know modifyOtherKeys: Ctrl+M comes as Enter, the rest is written anew by tmux.
    Tmux35InKitty,
    /// GNU screen in xterm.
    Screen,
    /// GNU screen that does flow control itself: `defflow on`.
    ScreenFlow,
    /// mosh in xterm.
    Mosh,
    /// zellij with its default keys, in a terminal of control bytes.
    Zellij,
}

impl Profile {
    /// All of them.
    pub(crate) const ALL: [Self; 14] = [
        Self::Legacy,
        Self::St,
        Self::Xterm,
        Self::Kitty,
        Self::Foot,
        Self::Alacritty,
        Self::Tmux33,
        Self::Tmux35Plain,
        Self::Tmux35,
        Self::Tmux35InKitty,
        Self::Screen,
        Self::ScreenFlow,
        Self::Mosh,
        Self::Zellij,
    ];

    /// Whether it keeps stacks of kitty's keyboard flags.
    pub(crate) const fn has_flags(self) -> bool {
        matches!(self, Self::Kitty | Self::Foot | Self::Alacritty)
    }

    /// Whether it knows modifyOtherKeys.
    pub(crate) const fn has_other_keys(self) -> bool {
        matches!(self, Self::Xterm | Self::Foot | Self::Tmux35 | Self::Tmux35InKitty)
    }

    /// Whether Ctrl+B is kept back the first time.
    pub(crate) const fn has_prefix(self) -> bool {
        matches!(self, Self::Tmux33 | Self::Tmux35Plain | Self::Tmux35 | Self::Tmux35InKitty)
    }

    /// What a program started in it finds in its environment.
    pub(crate) const fn environment(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Legacy | Self::Xterm | Self::Mosh => &[],
            Self::St => &[("TERM", "st-256color")],
            Self::Kitty => &[("TERM", "xterm-kitty")],
            Self::Foot => &[("TERM", "foot")],
            Self::Alacritty => &[("TERM", "alacritty")],
            // A server that is not there: what the program may ask of it fails at once.
            Self::Tmux33 | Self::Tmux35Plain | Self::Tmux35 | Self::Tmux35InKitty => {
                &[("TERM", "tmux-256color"), ("TMUX", "/nowhere/default,1,0"), ("TMUX_PANE", "%0")]
            }
            Self::Screen | Self::ScreenFlow => {
                &[("TERM", "screen-256color"), ("STY", "1.pts-0.desk")]
            }
            Self::Zellij => &[("ZELLIJ", "0"), ("ZELLIJ_SESSION_NAME", "desk")],
        }
    }
}

/// The keyboard's layouts, and which of them is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// English.
    Us,
    /// English and Russian, Russian active.
    UsRu,
    /// English and Ukrainian, Ukrainian active.
    UsUa,
    /// Russian, and nothing Latin at all.
    RuOnly,
}

impl Layout {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Us, Self::UsRu, Self::UsUa, Self::RuOnly];

    /// What the key that types `latin` in the English layout types in this one.
    pub(crate) fn letter(self, latin: char) -> char {
        const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
        const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбю";
        const UKRAINIAN: &str = "йцукенгшщзхїфівапролджєячсмитьбю";
        let letters = match self {
            Self::Us => LATIN,
            Self::UsRu | Self::RuOnly => RUSSIAN,
            Self::UsUa => UKRAINIAN,
        };
        let typed = LATIN.chars().zip(letters.chars()).find(|it| it.0 == latin);
        typed.map_or(latin, |it| it.1)
    }
}

/// What a program has set in its terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Modes {
    /// The stacks of kitty's flags, of the usual screen and of the alternate one: each screen has its own.
    pub(crate) flags: [Vec<u32>; 2],
    pub(crate) alternate: bool,
    /// The level of modifyOtherKeys, the same for both screens.
    pub(crate) other_keys: u32,
    /// The private modes that are on.
    pub(crate) on: BTreeSet<u32>,
    /// Titles that were kept and have not come back.
    pub(crate) titles: u32,
}

impl Default for Modes {
    /// As a shell has it: lines are wrapped and the cursor is seen.
    fn default() -> Self {
        let on = BTreeSet::from([7, 25]);
        Self { flags: [Vec::new(), Vec::new()], alternate: false, other_keys: 0, on, titles: 0 }
    }
}

impl Modes {
    /// The stack of the screen that is shown.
    pub(crate) fn stack(&mut self) -> &mut Vec<u32> {
        &mut self.flags[usize::from(self.alternate)]
    }

    /// The flags in force.
    pub(crate) fn flags(&self) -> u32 {
        self.flags[usize::from(self.alternate)].last().copied().unwrap_or(0)
    }
}

/// Keys in, bytes out.
pub(crate) struct Keyboard {
    pub(crate) profile: Profile,
    pub(crate) modes: Modes,
    /// Whether tmux has kept a Ctrl+B back and waits for what comes next.
    prefix: bool,
}

impl Keyboard {
    pub(crate) fn new(profile: Profile) -> Self {
        Self { profile, modes: Modes::default(), prefix: false }
    }

    /// What the program is sent when Ctrl is held and the key is pressed that types `key` in the English layout; nothing
    /// if the terminal, or whoever stands between, keeps it.
    pub(crate) fn ctrl(&mut self, key: char, layout: Layout) -> String {
        let sent = self.chord(key, layout);
        if !self.profile.has_prefix() || sent.is_empty() {
            return sent;
        }
        // Where the layout has no Latin letters there is a letter and no prefix.
        let is_prefix = key == 'b' && !sent.starts_with(layout.letter('b'));
        let kept = self.prefix != is_prefix;
        self.prefix = is_prefix && !self.prefix;
        if kept { String::new() } else { sent }
    }

    fn chord(&self, key: char, layout: Layout) -> String {
        use Profile as P;
        let byte = char::from(u8::try_from(key).unwrap() & 0x1f).to_string();
        let letter = layout.letter(key);
        let lost = layout == Layout::RuOnly;
        // Without a Latin layout nothing says which control byte it is: the letter is sent alone.
        let plain = if lost { letter.to_string() } else { byte.clone() };
        let (flags, other) = (self.modes.flags(), self.modes.other_keys == 2);
        let kitty = |based: bool| match letter == key || !based || flags & 4 == 0 {
            true => format!("\x1b[{};5u", u32::from(letter)),
            false => format!("\x1b[{}::{};5u", u32::from(letter), u32::from(key)),
        };
        let other_form = |code: u32| format!("\x1b[27;5;{code}~");
        match self.profile {
            P::Legacy | P::St | P::Tmux33 | P::Tmux35Plain | P::Screen | P::Mosh => plain,
            P::Xterm if other && lost => String::new(),
            P::Xterm if other => other_form(u32::from(key)),
            P::Xterm => plain,
            P::Kitty if flags & 1 != 0 => kitty(true),
            P::Kitty => byte,
            P::Foot if flags & 1 != 0 => kitty(!lost),
            P::Foot if lost || other => other_form(keysym(letter)),
            P::Foot => byte,
            P::Alacritty if flags & 1 != 0 => kitty(false),
            P::Alacritty => plain,
            // tmux has put xterm into mode 2, which sends nothing here.
            P::Tmux35 if lost => String::new(),
            P::Tmux35 if other => other_form(u32::from(key)),
            P::Tmux35InKitty if other && key != 'm' => other_form(u32::from(key)),
            P::Tmux35 | P::Tmux35InKitty => byte,
            P::ScreenFlow if !lost && matches!(key, 'q' | 's') => String::new(),
            P::Zellij if !lost && matches!(key, 'o' | 'q' | 'b' | 's') => String::new(),
            P::ScreenFlow | P::Zellij => plain,
        }
    }

    /// The F2 key.
    pub(crate) fn f2(&self) -> &'static str {
        if self.modes.flags() & 1 != 0 { "\x1b[Q" } else { "\x1bOQ" }
    }

    /// The Esc key.
    pub(crate) fn esc(&self) -> &'static str {
        if self.modes.flags() & 1 != 0 { "\x1b[27u" } else { "\x1b" }
    }
}

/// The number X has for a letter: foot writes it where others write Unicode.
fn keysym(letter: char) -> u32 {
    match letter {
        'и' => 1737,
        'й' => 1738,
        'ь' => 1752,
        'ы' => 1753,
        'щ' => 1757,
        'і' => 1702,
        _ => u32::from(letter),
    }
}

/// The bytes of Ctrl+O, Q, M and B in a mode.
fn four(profile: Profile, layout: Layout, flags: u32, other_keys: u32) -> [String; 4] {
    let mut keyboard = Keyboard::new(profile);
    keyboard.modes.stack().extend(Some(flags).filter(|it| *it != 0));
    keyboard.modes.other_keys = other_keys;
    ['o', 'q', 'm', 'b'].map(|it| keyboard.ctrl(it, layout))
}

#[test]
fn the_keyboards_send_what_was_measured() {
    use Layout::{RuOnly, Us, UsRu, UsUa};
    use Profile as P;
    const BYTES: [&str; 4] = ["\x0f", "\x11", "\r", "\x02"];
    const LETTERS: [&str; 4] = ["щ", "й", "ь", "и"];
    const OTHER: [&str; 4] =
        ["\x1b[27;5;111~", "\x1b[27;5;113~", "\x1b[27;5;109~", "\x1b[27;5;98~"];
    const SYMS: [&str; 4] =
        ["\x1b[27;5;1757~", "\x1b[27;5;1738~", "\x1b[27;5;1752~", "\x1b[27;5;1737~"];
    const LATIN: [&str; 4] = ["\x1b[111;5u", "\x1b[113;5u", "\x1b[109;5u", "\x1b[98;5u"];
    const BARE: [&str; 4] = ["\x1b[1097;5u", "\x1b[1081;5u", "\x1b[1100;5u", "\x1b[1080;5u"];
    const BASED: [&str; 4] =
        ["\x1b[1097::111;5u", "\x1b[1081::113;5u", "\x1b[1100::109;5u", "\x1b[1080::98;5u"];
    const NOTHING: [&str; 4] = [""; 4];
    const KEPT: [&str; 4] = ["\x0f", "\x11", "\r", ""];
    let rows: [(Profile, Layout, u32, u32, [&str; 4]); 32] = [
        (P::Legacy, Us, 5, 2, BYTES),
        (P::Legacy, UsRu, 0, 0, BYTES),
        (P::Legacy, RuOnly, 0, 0, LETTERS),
        (P::St, UsUa, 0, 0, BYTES),
        (P::Xterm, UsUa, 5, 0, BYTES),
        (P::Xterm, RuOnly, 0, 0, LETTERS),
        (P::Xterm, UsRu, 0, 2, OTHER),
        (P::Xterm, RuOnly, 0, 2, NOTHING),
        (P::Kitty, RuOnly, 0, 0, BYTES),
        (P::Kitty, Us, 5, 0, LATIN),
        (P::Kitty, UsRu, 1, 0, BARE),
        (P::Kitty, UsUa, 5, 0, BASED),
        (P::Kitty, RuOnly, 5, 0, BASED),
        (P::Foot, UsRu, 0, 0, BYTES),
        (P::Foot, RuOnly, 0, 0, SYMS),
        (P::Foot, Us, 0, 2, OTHER),
        (P::Foot, UsRu, 0, 2, SYMS),
        (P::Foot, UsRu, 5, 2, BASED),
        (P::Foot, RuOnly, 5, 0, BARE),
        (P::Alacritty, RuOnly, 0, 0, LETTERS),
        (P::Alacritty, UsRu, 5, 0, BARE),
        (P::Tmux33, UsRu, 5, 2, KEPT),
        (P::Tmux33, RuOnly, 0, 0, LETTERS),
        (P::Tmux35Plain, UsRu, 0, 2, KEPT),
        (P::Tmux35, Us, 5, 0, KEPT),
        (P::Tmux35, RuOnly, 0, 2, NOTHING),
        (P::Screen, UsUa, 5, 2, BYTES),
        (P::Screen, RuOnly, 0, 0, LETTERS),
        (P::ScreenFlow, Us, 0, 0, ["\x0f", "", "\r", "\x02"]),
        (P::Mosh, UsRu, 5, 2, BYTES),
        (P::Zellij, Us, 5, 2, ["", "", "\r", ""]),
        (P::Zellij, RuOnly, 0, 0, LETTERS),
    ];
    for (profile, layout, flags, other, sent) in rows {
        assert_eq!(
            four(profile, layout, flags, other),
            sent,
            "{profile:?} {layout:?} {flags} {other}"
        );
    }
    let [o, q, m, b] = four(P::Tmux35, UsRu, 0, 2);
    assert_eq!([&*o, &*q, &*m, &*b], [OTHER[0], OTHER[1], OTHER[2], ""]);
    let [o, q, m, b] = four(P::Tmux35InKitty, Us, 0, 2);
    assert_eq!([&*o, &*q, &*m, &*b], [OTHER[0], OTHER[1], "\r", ""]);
}

#[test]
fn tmux_sends_its_prefix_when_it_is_pressed_twice() {
    let mut keyboard = Keyboard::new(Profile::Tmux33);
    let sent = ['b', 'b', 'b', 'o', 'o'].map(|it| keyboard.ctrl(it, Layout::UsUa));
    assert_eq!(sent, ["", "\x02", "", "", "\x0f"], "what follows the prefix is for tmux");
}

#[test]
fn russian_and_ukrainian_differ_where_ctrl_s_lies_and_nowhere_in_the_four() {
    let mut kitty = Keyboard::new(Profile::Kitty);
    kitty.modes.stack().push(5);
    assert_eq!(kitty.ctrl('s', Layout::UsRu), "\x1b[1099::115;5u");
    assert_eq!(kitty.ctrl('s', Layout::UsUa), "\x1b[1110::115;5u");
    let mut foot = Keyboard::new(Profile::Foot);
    foot.modes.other_keys = 2;
    assert_eq!(foot.ctrl('s', Layout::UsUa), "\x1b[27;5;1702~");
    for key in "oqmb".chars() {
        assert_eq!(Layout::UsRu.letter(key), Layout::UsUa.letter(key));
    }
}
