//! What the examination comes to: the terminal, what was negotiated, what stands in between, and the four keys.

use super::cures::{self, Cure};
use super::press::{Came, Means, Origin, Works};
use super::{Exam, FOUR};
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::config::Keyboard;
use crate::tui::input::caps::CtrlM;

/// How the terminal and we have agreed to write keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// Control bytes only, because the settings say so.
    Legacy,
    /// The kitty keyboard protocol, with these flags.
    Kitty(u32),
    /// modifyOtherKeys at this level.
    OtherKeys(u32),
    /// modifyOtherKeys was asked for, of a terminal that does not say whether it has it.
    Unconfirmed,
    /// Nothing: the terminal has answered and offers nothing.
    Nothing,
    /// Not known: the terminal has not answered.
    Silent,
}

impl Agreed {
    fn of(exam: &Exam) -> Self {
        let said = &exam.said;
        match (said.kitty, said.level) {
            _ if exam.keyboard == Keyboard::Legacy => Self::Legacy,
            (Some(flags), _) if flags & 1 != 0 => Self::Kitty(flags),
            (_, Some(level @ 2..)) => Self::OtherKeys(level),
            (_, None) if said.asked => Self::Unconfirmed,
            _ if said.all => Self::Nothing,
            _ => Self::Silent,
        }
    }

    /// In words.
    #[must_use]
    pub fn say(self) -> Msg {
        match self {
            Self::Legacy => Msg::new("doctor-agreed-legacy"),
            Self::Kitty(flags) => Msg::new("doctor-agreed-kitty").with("n", flags),
            Self::OtherKeys(level) => Msg::new("doctor-agreed-other").with("n", level),
            Self::Unconfirmed => Msg::new("doctor-agreed-unconfirmed"),
            Self::Nothing => Msg::new("doctor-agreed-nothing"),
            Self::Silent => Msg::new("doctor-agreed-silent"),
        }
    }

    /// For scripts: the protocol, and its number if it has one.
    #[must_use]
    pub const fn word(self) -> (&'static str, Option<u32>) {
        match self {
            Self::Legacy => ("legacy", None),
            Self::Kitty(flags) => ("kitty", Some(flags)),
            Self::OtherKeys(level) => ("modifyOtherKeys", Some(level)),
            Self::Unconfirmed => ("modifyOtherKeys-unconfirmed", None),
            Self::Nothing => ("none", None),
            Self::Silent => ("silent", None),
        }
    }
}

/// Something between the terminal and us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name, the same in all languages.
    pub name: &'static str,
    /// Its version; empty when it is not known.
    pub version: String,
    /// Its prefixes, as it writes them.
    pub prefixes: Vec<String>,
}

/// One of the four keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its letter.
    pub letter: char,
    /// What came; `None` when it has not been pressed.
    pub came: Option<Came>,
    /// What that means.
    pub means: Option<Means>,
    /// How its place on the keyboard is known.
    pub origin: Option<Origin>,
    /// What it is good for.
    pub works: Option<Works>,
}

/// What the examination comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The terminal's name and version by its own word, cleaned; empty when it does not say.
    pub name: String,
    /// `TERM`.
    pub term: String,
    /// The terminal's answers as they came.
    pub answers: Vec<Vec<u8>>,
    /// How keys are written.
    pub agreed: Agreed,
    /// What stands in between, the nearest first.
    pub layers: Vec<Layer>,
    /// The four keys.
    pub keys: Vec<Line>,
    /// What helps.
    pub cures: Vec<Cure>,
    /// Whether all four were pressed.
    pub complete: bool,
}

impl Report {
    /// What is known by now.
    #[must_use]
    pub fn of(exam: &Exam) -> Self {
        let keys: Vec<Line> =
            FOUR.iter().zip(&exam.came).map(|it| line(exam, *it.0, it.1)).collect();
        let agreed = Agreed::of(exam);
        let layers = layers(exam);
        let cures = cures::of(exam, agreed, &keys);
        Self {
            name: clean_line(&exam.said.name).into_owned(),
            term: clean_line(&exam.around.term).into_owned(),
            answers: exam.answers.clone(),
            agreed,
            layers,
            complete: keys.iter().all(|it| it.came.is_some()),
            keys,
            cures,
        }
    }

    /// Whether every key acts at once.
    #[must_use]
    pub fn all_work(&self) -> bool {
        self.keys.iter().all(|it| it.works == Some(Works::Directly))
    }
}

fn line(exam: &Exam, letter: char, came: &Option<Came>) -> Line {
    let means = came.as_ref().map(|it| Means::of(letter, it));
    let works = means.as_ref().map(|it| Works::of(it, exam.way(letter), held_for(exam)));
    let origin = came.as_ref().and_then(Origin::of);
    Line { letter, came: came.clone(), means, origin, works }
}

/// Whether the screen holds Ctrl+M and Enter for two keys before the first has proved it.
pub(super) fn held_for(exam: &Exam) -> CtrlM {
    exam.caps.ctrl_m()
}

/// mosh names itself so in its secondary device attributes: a VT220 of version 10.
const MOSH: (u32, u32) = (1, 10);

/// Whether mosh stands in between, as far as that can be known.
pub(super) fn in_mosh(exam: &Exam) -> bool {
    exam.said.model == Some(MOSH) && exam.said.name.is_empty()
}

fn layers(exam: &Exam) -> Vec<Layer> {
    let around = &exam.around;
    let plain = |name| Layer { name, version: String::new(), prefixes: Vec::new() };
    let mut layers = Vec::new();
    // A multiplexer's kind is the number of its first letter.
    let kind = |letter: u8| exam.said.model.is_some_and(|it| it.0 == u32::from(letter));
    if around.in_tmux(&exam.caps) || exam.said.name.starts_with("tmux ") || kind(b'T') {
        layers.push(Layer {
            name: "tmux",
            version: tmux_version(exam).to_owned(),
            prefixes: around
                .told
                .iter()
                .flat_map(|it| &it.prefixes)
                .map(|it| it.name.clone())
                .collect(),
        });
    }
    for (there, name) in [
        (around.screen || kind(b'S'), "screen"),
        (around.zellij, "zellij"),
        (around.byobu, "byobu"),
        (in_mosh(exam), "mosh"),
        (around.ssh, "ssh"),
    ] {
        if there {
            layers.push(plain(name));
        }
    }
    layers
}

/// tmux's version by its own answers; empty when it is not known.
pub(super) fn tmux_version(exam: &Exam) -> &str {
    let named = exam.said.name.strip_prefix("tmux ");
    named.or_else(|| exam.around.told.as_ref().map(|it| it.version.as_str())).unwrap_or_default()
}
