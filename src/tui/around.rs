//! What stands between this program and the keyboard: multiplexers and lines, as the environment and tmux tell of them.
//!
//! Pure: whoever starts the screen reads the environment, and the runtime asks tmux.

use super::input::Background;
use super::input::caps::Caps;
use super::keymap::Chord;

/// Where we run. Plain data; whoever starts the screen reads it from the environment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// What kind of terminal this is, as `TERM` says; empty when nobody says.
    pub term: String,
    /// Inside tmux.
    pub tmux: bool,
    /// What that tmux told about its keys, as soon as it has answered.
    pub told: Option<Tmux>,
    /// Inside GNU screen.
    pub screen: bool,
    /// Inside zellij.
    pub zellij: bool,
    /// Inside byobu, which takes the function keys.
    pub byobu: bool,
    /// At the other end of a network.
    pub ssh: bool,
    /// Whether the terminal has all colours, as `COLORTERM` says.
    pub true_colour: bool,
    /// What `COLORFGBG` says of the background, for terminals that do not answer. It may be older than the window: a
    /// multiplexer hands on what it was started with.
    pub background: Option<Background>,
}

/// How a key gets to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing known of takes it.
    Clear,
    /// It is tmux's prefix: the first press is taken, the second is sent on.
    Twice,
    /// Something in between keeps it.
    Taken,
}

/// The key with which byobu lets go of the function keys, and takes them again.
pub const BYOBU_OFF: &str = "Shift+F12";

/// The keys of zellij's default keymap that hold in its normal mode, each with Ctrl (`default.kdl`).
const ZELLIJ: &str = "gpnhstoqb";

impl Around {
    /// Reads it from variables of the environment; `get` tells a variable's value, if it is set.
    #[must_use]
    pub fn from_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| get(name).is_some_and(|it| !it.trim().is_empty());
        Self {
            term: get("TERM").unwrap_or_default().trim().to_owned(),
            tmux: set("TMUX"),
            told: None,
            screen: set("STY"),
            zellij: set("ZELLIJ"),
            byobu: set("BYOBU_TTY") || set("BYOBU_BACKEND"),
            ssh: set("SSH_CONNECTION") || set("SSH_TTY"),
            true_colour: get("COLORTERM")
                .is_some_and(|it| ["truecolor", "24bit"].contains(&it.trim())),
            background: get("COLORFGBG").and_then(|it| background(&it)),
        }
    }

    /// Dark or light: what the terminal says, or else the environment; most terminals that say nothing are dark.
    #[must_use]
    pub fn shown_on(&self, caps: &Caps) -> Background {
        caps.background().or(self.background).unwrap_or(Background::Dark)
    }

    /// Whether there are sixteen colours at most: the others come out as one of these, and mean something else then.
    #[must_use]
    pub fn few_colours(&self) -> bool {
        let few = ["screen", "linux", "ansi", "cygwin", "xterm-16color"];
        few.contains(&self.term.as_str()) || self.term.starts_with("vt")
    }

    /// Whether a tmux stands in between: one on this machine, or one whose name came from the far end of a line.
    #[must_use]
    pub fn in_tmux(&self, caps: &Caps) -> bool {
        self.tmux || caps.terminal().starts_with("tmux ")
    }

    /// How a key gets to us. What has arrived in this session wins over what should not have: zellij may be locked, a
    /// binding may pass on what it took.
    #[must_use]
    pub fn way(&self, chord: Chord, caps: &Caps) -> Way {
        let way = self.foretold(chord, caps);
        let come = chord.ctrl_letter().is_some_and(|it| caps.has_come(it))
            || chord.function().is_some_and(|it| caps.function_has_come(it));
        // That a second press has arrived does not make the first one do so.
        if way == Way::Taken && come { Way::Clear } else { way }
    }

    fn foretold(&self, chord: Chord, caps: &Caps) -> Way {
        let by_zellij = chord.ctrl_letter().is_some_and(|it| ZELLIJ.contains(it));
        if self.zellij && by_zellij {
            return Way::Taken;
        }
        match &self.told {
            Some(tmux) => tmux.way(chord),
            // Not asked, not answered, or at the far end: most people leave the prefix as it is. Where it is another
            // key, a second press of this one does no harm.
            None if self.in_tmux(caps) && chord.ctrl_letter() == Some('b') => Way::Twice,
            None if self.byobu && chord.function().is_some_and(|it| it <= 12) => Way::Taken,
            None => Way::Clear,
        }
    }
}

/// What tmux tells about its keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tmux {
    /// Its version, `3.3a`.
    pub version: String,
    /// The setting `extended-keys`: off, on or always; empty where there is none.
    pub extended: String,
    /// What it holds the terminal around it to be capable of, parted by commas.
    pub features: String,
    /// Its prefixes; at most two.
    pub prefixes: Vec<Prefix>,
    /// The keys it takes without a prefix, as far as they are keys of ours.
    pub root: Vec<Chord>,
}

/// A key that opens tmux's own keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// As tmux writes it: `C-b`.
    pub name: String,
    /// The same key here, if it is one of ours.
    pub chord: Option<Chord>,
    /// Whether a second press is sent on to us.
    pub sent_on: bool,
}

impl Tmux {
    /// What to ask, as arguments of `tmux`: a line for each of a few things (options are formats too), then all key
    /// bindings.
    #[must_use]
    pub fn question() -> Vec<&'static str> {
        const ASKED: [&str; 5] = [
            "#{version}",
            "#{extended-keys}",
            "#{key-table}",
            "#{client_termfeatures}",
            "#{prefix} #{prefix2}",
        ];
        let asked = ASKED.into_iter().flat_map(|it| ["display-message", "-p", it, ";"]);
        asked.chain(["list-keys"]).collect()
    }

    /// Reads the answer to [`Tmux::question`]; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut line = || lines.next().map(str::trim);
        let (version, extended, table, features, prefixes) =
            (line()?, line()?, line()?, line()?, line()?);
        let numbered =
            version.trim_start_matches("next-").starts_with(|it: char| it.is_ascii_digit());
        let names: Vec<&str> = prefixes.split_whitespace().collect();
        if !(numbered || version == "master") || names.is_empty() || 2 < names.len() {
            return None;
        }
        let bindings: Vec<Binding<'_>> = lines.filter_map(Binding::parse).collect();
        let table = if table.is_empty() { "root" } else { table };
        let prefixes = names.iter().enumerate().filter(|it| *it.1 != "None").map(|(at, name)| {
            let passes = |it: &Binding<'_>| it.table == "prefix" && it.sends(name, at == 1);
            let sent_on = bindings.iter().any(passes);
            Prefix { name: (*name).to_owned(), chord: chord(name), sent_on }
        });
        let taken = bindings.iter().filter(|it| it.table == table && !it.passes_on());
        Some(Self {
            version: version.to_owned(),
            extended: extended.to_owned(),
            features: features.to_owned(),
            prefixes: prefixes.collect(),
            root: taken.filter_map(|it| chord(it.key)).collect(),
        })
    }

    /// How a key gets through.
    #[must_use]
    pub fn way(&self, key: Chord) -> Way {
        match self.prefixes.iter().find(|it| it.chord == Some(key)) {
            Some(prefix) if prefix.sent_on => Way::Twice,
            Some(_) => Way::Taken,
            None if self.root.contains(&key) => Way::Taken,
            None => Way::Clear,
        }
    }
}

/// A line of `list-keys`: `bind-key [-r] -T TABLE KEY COMMAND`.
struct Binding<'a> {
    table: &'a str,
    key: &'a str,
    command: Vec<&'a str>,
}

impl<'a> Binding<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut words = line.split_whitespace().skip_while(|it| *it != "-T").skip(1);
        Some(Self { table: words.next()?, key: words.next()?, command: words.collect() })
    }

    /// Whether this is the key's own second press, sent on to the program.
    fn sends(&self, name: &str, second: bool) -> bool {
        let prefix: &[&str] = if second { &["send-prefix", "-2"] } else { &["send-prefix"] };
        self.key == name && (self.command == prefix || self.passes_on())
    }

    /// Whether it does nothing but send its own key on.
    fn passes_on(&self) -> bool {
        self.command == ["send-keys", self.key]
    }
}

/// tmux's name of a key, if it is a key of ours: `C-b`, `M-x`, `S-F2`, `F2`.
fn chord(name: &str) -> Option<Chord> {
    let mut rest = name;
    let mut ours = String::new();
    while let Some((mark, after)) = rest.split_once('-').filter(|it| !it.1.is_empty()) {
        ours.push_str(match mark {
            "C" => "ctrl+",
            "M" => "alt+",
            "S" => "shift+",
            _ => return None,
        });
        rest = after;
    }
    Chord::parse(&format!("{ours}{rest}"))
}

/// Dark or light, from `15;0` or `15;default;0`: the last number is the background's among the sixteen colours. White
/// and the bright ones are light, grey (8) is not.
fn background(colours: &str) -> Option<Background> {
    match colours.rsplit_once(';')?.1.trim().parse::<u8>().ok()? {
        0..=6 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::{Key, KeyPress, Mods, Reply};

    const FOUR: [&str; 4] = ["ctrl+o", "ctrl+q", "ctrl+m", "ctrl+b"];

    #[test]
    fn what_is_set_to_nothing_is_not_there() {
        let told = |name: &str| match name {
            "TERM" => Some("screen-256color".to_owned()),
            "STY" => Some("123.pts".to_owned()),
            "TMUX" => Some(" ".to_owned()),
            _ => None,
        };
        let around = Around::from_environment(told);
        assert_eq!((around.tmux, around.screen, around.zellij), (false, true, false));
        assert_eq!(around.term, "screen-256color");
    }
    #[test]
    fn the_background_is_the_last_of_the_colours() {
        use Background::{Dark, Light};
        for (told, expected) in [
            ("15;0", Some(Dark)),
            ("0;15", Some(Light)),
            ("0;default;15", Some(Light)),
            ("7;8", Some(Dark)),
            ("default;default", None),
            ("15", None),
            ("0;300", None),
            ("", None),
        ] {
            let told = |name: &str| (name == "COLORFGBG").then(|| told.to_owned());
            assert_eq!(
                Around::from_environment(told).background,
                expected,
                "{:?}",
                told("COLORFGBG")
            );
        }
    }

    #[test]
    fn a_terminal_of_few_colours_is_known_by_its_name() {
        let few = |term: &str| Around { term: term.into(), ..Around::default() }.few_colours();
        assert!(["screen", "linux", "vt220"].into_iter().all(few));
        assert!(
            !["screen-256color", "xterm", "xterm-kitty", "tmux-256color", ""].into_iter().any(few)
        );
    }

    /// The ways of the four keys and of F2, a letter for each.
    fn ways(around: &Around, caps: &Caps) -> String {
        let keys = FOUR.into_iter().chain(["f2"]).map(|it| Chord::parse(it).unwrap());
        keys.map(|it| match around.way(it, caps) {
            Way::Clear => '-',
            Way::Twice => '2',
            Way::Taken => 'x',
        })
        .collect()
    }

    fn answer(prefixes: &str, bindings: &str) -> String {
        format!("3.3a\noff\nroot\n256,RGB\n{prefixes}\n{bindings}")
    }

    #[test]
    fn what_tmux_takes_is_known_from_its_answer() {
        let send = "bind-key    -T prefix C-b     send-prefix\n";
        for (name, prefixes, bindings, expected) in [
            ("as it comes", "C-b None", send, "---2-"),
            ("like screen", "C-a None", "bind-key -T prefix C-a send-prefix\n", "-----"),
            ("no prefix at all", "None None", send, "-----"),
            ("with Alt", "M-x None", "bind-key -T prefix M-x send-prefix\n", "-----"),
            ("Ctrl+O, sent on", "C-o None", "bind-key -T prefix C-o send-prefix\n", "2----"),
            ("Ctrl+O, not sent on", "C-o None", "bind-key -T prefix C-o rotate-window\n", "x----"),
            ("nothing behind the prefix", "C-b None", "", "---x-"),
            ("sent on by name", "C-b None", "bind-key -r -T prefix C-b send-keys C-b\n", "---2-"),
            ("the second one", "C-a C-b", "bind-key -T prefix C-b send-prefix -2\n", "---2-"),
            ("the second sends the first", "C-a C-b", send, "---x-"),
            ("a key of the root table", "C-a None", "bind-key -T root C-q kill-pane\n", "-x---"),
            ("a function key", "C-a None", "bind-key -T root F2 new-window \\; x\n", "----x"),
            ("another with Shift", "C-a None", "bind-key -T root S-F2 new-window\n", "-----"),
            ("passed on", "C-a None", "bind-key -T root C-q send-keys C-q\n", "-----"),
            (
                "strange keys",
                "C-\\\\ C-Space",
                "bind-key -T root \\; x\nbind-key -T root\n",
                "-----",
            ),
        ] {
            let told = Tmux::parse(&answer(prefixes, bindings));
            assert!(told.is_some(), "{name}");
            let around = Around { tmux: true, told, ..Around::default() };
            assert_eq!(ways(&around, &Caps::default()), expected, "{name}");
        }
    }

    #[test]
    fn another_table_may_stand_for_the_root() {
        let text = "3.5a\non\noff\n\nNone None\nbind-key -T root C-o x\nbind-key -T off C-q y\n";
        let told = Tmux::parse(text).unwrap();
        assert_eq!((told.version.as_str(), told.extended.as_str()), ("3.5a", "on"));
        let around = Around { tmux: true, told: Some(told), ..Around::default() };
        assert_eq!(ways(&around, &Caps::default()), "-x---");
    }

    #[test]
    fn no_answer_is_none() {
        for text in [
            "",
            "\n\n\n\n\n",
            "no server running on /tmp/tmux-1000/default\n",
            "3.3a\noff\nroot\n256\n",
            "3.3a\noff\nroot\n256\nC-b None None\n",
            "a\nb\nc\nd\ne f\n",
        ] {
            assert_eq!(Tmux::parse(text), None, "{text:?}");
        }
    }

    fn pressed(caps: &mut Caps, key: Key, mods: Mods) {
        caps.witness(&KeyPress::new(key, mods));
    }

    #[test]
    fn each_thing_in_between_takes_its_own_keys_until_one_of_them_arrives() {
        let none = Around::default();
        let caps = Caps::default();
        assert_eq!(ways(&none, &caps), "-----");
        assert_eq!(ways(&Around { screen: true, ssh: true, ..none.clone() }, &caps), "-----");
        assert_eq!(ways(&Around { tmux: true, ..none.clone() }, &caps), "---2-", "most likely");
        let zellij = Around { zellij: true, ..none.clone() };
        let byobu = Around { byobu: true, screen: true, ..none.clone() };
        assert_eq!(ways(&zellij, &caps), "xx-x-");
        assert_eq!(ways(&byobu, &caps), "----x");
        let mut caps = Caps::default();
        pressed(&mut caps, Key::Char('щ'), Mods::CTRL);
        pressed(&mut caps, Key::Char('b'), Mods::CTRL);
        pressed(&mut caps, Key::F(2), Mods::NONE);
        assert_eq!(ways(&zellij, &caps), "-x---");
        assert_eq!(ways(&byobu, &caps), "-----");
        assert_eq!(ways(&Around { tmux: true, ..none }, &caps), "---2-", "it was the second press");
    }

    #[test]
    fn a_tmux_at_the_far_end_of_a_line_is_known_by_its_name() {
        let mut caps = Caps::default();
        caps.learn(&Reply::XtVersion("tmux 3.3a".into()));
        assert_eq!(ways(&Around { ssh: true, ..Around::default() }, &caps), "---2-");
    }

    #[test]
    fn a_byobu_whose_keys_are_switched_off_takes_none() {
        let told = Tmux::parse(&answer("C-a F12", "bind-key -T prefix a send-prefix\n"));
        let around = Around { tmux: true, byobu: true, told, ..Around::default() };
        assert_eq!(ways(&around, &Caps::default()), "-----");
    }
}
