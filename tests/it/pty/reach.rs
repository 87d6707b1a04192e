//! What must be pressed for each of the four documented keys: the truth that the tests measure and README shows.

use std::fmt::Write as _;

use super::keyboard::{Layout, Profile};

/// How an action is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The key does it.
    AtOnce,
    /// The first press is kept by tmux, the second does it.
    Twice,
    /// A question comes up, and the same key answers it.
    Asks,
    /// The key does nothing, or nothing that matters; F2 and the letter do it.
    Menu,
}

impl Reach {
    const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "✓",
            Self::Twice => "twice",
            Self::Asks => "asks",
            Self::Menu => "F2",
        }
    }
}

/// The reach of Ctrl+O, Ctrl+Q, Ctrl+M and Ctrl+B.
pub(crate) type Four = [Reach; 4];

/// Some terminals with some layouts, in which the keys reach equally far.
pub(crate) struct Line {
    /// The terminals' names, for people.
    name: &'static str,
    /// The real ones in which the keys were pressed and the desk was looked at; a line without is played alone.
    seen: &'static str,
    /// The terminals.
    pub(crate) profiles: &'static [Profile],
    /// Whether the session has a Latin layout, active or not; one without has Cyrillic alone.
    pub(crate) latin: bool,
    /// On the list of dialogs.
    pub(crate) list: Four,
    /// While a reply is being written.
    pub(crate) composer: Four,
}

impl Line {
    /// Whether the line tells about this terminal with this layout.
    pub(crate) fn is_about(&self, profile: Profile, layout: Layout) -> bool {
        self.profiles.contains(&profile) && self.latin == (layout != Layout::RuOnly)
    }
}

const YES: Reach = Reach::AtOnce;
const TWO: Reach = Reach::Twice;
const ASK: Reach = Reach::Asks;
const F2: Reach = Reach::Menu;

/// Every terminal that is played, once with a Latin layout and once without.
#[rustfmt::skip]
pub(crate) const TABLE: &[Line] = &[
    line("kitty, foot, Alacritty 0.13 and newer", "kitty 0.26.5, foot 1.13", &[Profile::Kitty, Profile::Foot, Profile::Alacritty], true, [YES; 4], [YES; 4]),
    line("kitty, foot, Alacritty 0.13 and newer", "kitty 0.26.5, foot 1.13", &[Profile::Kitty, Profile::Foot, Profile::Alacritty], false, [YES; 4], [YES; 4]),
    line("xterm", "xterm 379", &[Profile::Xterm], true, [YES; 4], [YES; 4]),
    line("xterm", "xterm 379", &[Profile::Xterm], false, [F2; 4], [F2; 4]),
    line("GNOME Terminal and others with VTE, Konsole, urxvt, st, older Alacritty", "VTE 0.70, urxvt 9.30, st 0.9, Alacritty 0.11", &[Profile::Legacy, Profile::St], true, [YES, YES, F2, YES], [YES, YES, ASK, YES]),
    line("GNOME Terminal and others with VTE, Konsole, urxvt, st, older Alacritty", "VTE 0.70, urxvt 9.30, st 0.9, Alacritty 0.11", &[Profile::Legacy, Profile::St], false, [YES, ASK, YES, YES], [F2; 4]),
    line("tmux as it comes, in xterm", "tmux 3.3a", &[Profile::Tmux33, Profile::Tmux35Plain], true, [YES, YES, F2, TWO], [YES, YES, ASK, TWO]),
    line("tmux as it comes, in xterm", "tmux 3.3a", &[Profile::Tmux33, Profile::Tmux35Plain], false, [YES, ASK, YES, YES], [F2; 4]),
    line("tmux 3.5 and newer with `extended-keys on`, in xterm", "—", &[Profile::Tmux35], true, [YES, YES, YES, TWO], [YES, YES, YES, TWO]),
    line("tmux 3.5 and newer with `extended-keys on`, in xterm", "—", &[Profile::Tmux35], false, [F2; 4], [F2; 4]),
    line("tmux 3.5 and newer with `extended-keys on`, in kitty", "—", &[Profile::Tmux35InKitty], true, [YES, YES, F2, TWO], [YES, YES, ASK, TWO]),
    line("tmux 3.5 and newer with `extended-keys on`, in kitty", "—", &[Profile::Tmux35InKitty], false, [YES, YES, F2, TWO], [YES, YES, ASK, TWO]),
    line("GNU screen, mosh, in xterm", "screen 4.9, mosh 1.4", &[Profile::Screen, Profile::Mosh], true, [YES, YES, F2, YES], [YES, YES, ASK, YES]),
    line("GNU screen, mosh, in xterm", "screen 4.9, mosh 1.4", &[Profile::Screen, Profile::Mosh], false, [YES, ASK, YES, YES], [F2; 4]),
    line("GNU screen with `defflow on`, in xterm", "screen 4.9", &[Profile::ScreenFlow], true, [YES, F2, F2, YES], [YES, F2, ASK, YES]),
    line("GNU screen with `defflow on`, in xterm", "screen 4.9", &[Profile::ScreenFlow], false, [YES, ASK, YES, YES], [F2; 4]),
    line("zellij, with its own keys unlocked", "—", &[Profile::Zellij], true, [F2; 4], [F2, F2, ASK, F2]),
    line("zellij, with its own keys unlocked", "—", &[Profile::Zellij], false, [YES, ASK, YES, YES], [F2; 4]),
];

const fn line(
    name: &'static str,
    seen: &'static str,
    profiles: &'static [Profile],
    latin: bool,
    list: Four,
    composer: Four,
) -> Line {
    Line { name, seen, profiles, latin, list, composer }
}

/// The table, for README. A terminal in which the layout makes no difference has one line.
pub(crate) fn markdown() -> String {
    let mut text = String::from(
        "\n| terminal | layouts | ^O | ^Q | ^M | ^B | writing: ^O | ^Q | ^M | ^B | real keys in |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for pair in TABLE.chunks(2) {
        let [with, without] = pair else { panic!("a terminal has two lines") };
        assert!(with.name == without.name && with.latin && !without.latin, "{}", with.name);
        let same = (with.list, with.composer) == (without.list, without.composer);
        let lines: &[(&Line, &str)] = match same {
            true => &[(with, "any")],
            false => &[(with, "with a Latin one"), (without, "Cyrillic only")],
        };
        for (line, layouts) in lines {
            let cells: Vec<&str> =
                line.list.iter().chain(&line.composer).map(|it| it.word()).collect();
            let cells = cells.join(" | ");
            writeln!(text, "| {} | {layouts} | {cells} | {} |", line.name, line.seen).unwrap();
        }
    }
    text.push('\n');
    text
}

#[test]
fn every_terminal_and_layout_stands_in_the_table_once() {
    for profile in Profile::ALL {
        for layout in Layout::ALL {
            let lines = TABLE.iter().filter(|it| it.is_about(profile, layout)).count();
            assert_eq!(lines, 1, "{profile:?} {layout:?}");
        }
    }
}
