//! What this terminal makes of the four documented keys: asks for them one by one and judges what came. Pure.
//!
//! [`Exam`] is the conversation; [`press`] says what a press comes to, [`report`] what all of it comes to and
//! [`cures`] what helps.

pub mod cures;
pub mod press;
pub mod report;
#[cfg(test)]
mod tests;

use crate::base::msg::Msg;
use crate::config::Keyboard;
use crate::tui::around::{Around, Tmux, Way};
use crate::tui::input::caps::Caps;
use crate::tui::input::{Input, Key, KeyPress, Kind, Mods, Reply, Traced};
use crate::tui::keymap::Chord;
use press::{Came, Means};

/// The letters of the four keys, each with Ctrl, in the order in which they are asked for.
pub const FOUR: [char; 4] = ['o', 'q', 'm', 'b'];

/// Answers worth keeping; a terminal that babbles gives more.
const ANSWERS_MAX: usize = 24;

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Wait.
    Wait,
    /// Send these bytes to the terminal, and wait.
    Tell(&'static [u8]),
    /// Give the terminal to the shell for a while.
    Suspend,
    /// All four have been pressed, or somebody has had enough.
    End,
}

/// Who keeps a key for himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// zellij, for a mode of its own; Ctrl+Q ends it.
    Zellij,
    /// tmux, by its prefix or a binding.
    Tmux,
}

/// The conversation with a person about the four keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exam {
    /// What stands in between.
    pub around: Around,
    /// How the settings want keys to be read.
    pub keyboard: Keyboard,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What the terminal can tell apart by its own word; keys prove nothing here.
    pub caps: Caps,
    /// Its answers, as they came.
    pub answers: Vec<Vec<u8>>,
    /// What its answers said.
    pub said: Said,
    /// What came, for each of the four.
    pub came: [Option<Came>; 4],
    /// A key that came instead of the one asked for.
    pub odd: Option<Came>,
    at: usize,
}

/// What a terminal's answers said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Its name and version.
    pub name: String,
    /// The kitty flags in force.
    pub kitty: Option<u32>,
    /// The level of modifyOtherKeys in force.
    pub level: Option<u32>,
    /// Whether a higher level was asked for.
    pub asked: bool,
    /// Its kind and version by the secondary device attributes.
    pub model: Option<(u32, u32)>,
    /// Whether it has answered the last question.
    pub all: bool,
}

impl Exam {
    /// Before anything has come.
    #[must_use]
    pub fn new(around: Around, keyboard: Keyboard, size: (u16, u16)) -> Self {
        Self {
            around,
            keyboard,
            size,
            caps: Caps::new(keyboard == Keyboard::Distinct),
            answers: Vec::new(),
            said: Said::default(),
            came: [None, None, None, None],
            odd: None,
            at: 0,
        }
    }

    /// Which of the four is asked for; `None` when all have been pressed.
    #[must_use]
    pub fn asked(&self) -> Option<usize> {
        (self.at < FOUR.len()).then_some(self.at)
    }

    /// tmux has told about its keys.
    pub fn learn(&mut self, told: Tmux) {
        self.around.told = Some(told);
    }

    /// The terminal was given away and taken again: its answers come anew.
    pub fn reentered(&mut self) {
        self.caps.reentered();
        self.answers.clear();
        self.said = Said::default();
    }

    /// Takes what came in.
    pub fn take(&mut self, traced: Traced) -> Next {
        let Traced { bytes, inputs } = traced;
        if inputs.is_empty() {
            return self.pressed(Came::Bytes(bytes, None));
        }
        for input in inputs {
            let next = match input {
                Input::Reply(reply) => self.answered(&reply, &bytes),
                Input::Key(press) if press.kind == Kind::Press => self.key(press, &bytes),
                Input::Key(_) | Input::Paste(_) | Input::Focus(_) | Input::Mouse(_) => Next::Wait,
            };
            if next != Next::Wait {
                return next;
            }
        }
        Next::Wait
    }

    fn answered(&mut self, reply: &Reply, bytes: &[u8]) -> Next {
        if self.answers.len() < ANSWERS_MAX && !self.answers.iter().any(|it| it == bytes) {
            self.answers.push(bytes.to_vec());
        }
        let legacy = self.keyboard == Keyboard::Legacy;
        match reply {
            Reply::KittyFlags(flags) => self.said.kitty = Some(*flags),
            Reply::OtherKeys(level) => self.said.level = Some(*level),
            Reply::XtVersion(name) => self.said.name.clone_from(name),
            Reply::Da2 { model, version } => self.said.model = Some((*model, *version)),
            Reply::Da1 { .. } => self.said.all = true,
            Reply::DecRpm { .. } | Reply::Osc { .. } | Reply::Theme(_) => (),
            Reply::Graphics(_) | Reply::CellSize(..) => (),
        }
        // As the screen does: who wants control bytes gets nothing else, whatever the terminal offers.
        let offers =
            matches!(reply, Reply::KittyFlags(_) | Reply::OtherKeys(_) | Reply::XtVersion(_));
        if legacy && offers {
            return Next::Wait;
        }
        let tell = self.caps.learn(reply);
        self.said.asked |= tell == Some(crate::tui::term::OTHER_KEYS_ON);
        tell.map_or(Next::Wait, Next::Tell)
    }

    fn key(&mut self, press: KeyPress, bytes: &[u8]) -> Next {
        let plain = press.mods == Mods::NONE;
        match press.key {
            Key::Esc => return Next::End,
            _ if press.is_ctrl('c') => return Next::End,
            _ if press.is_ctrl('z') => return Next::Suspend,
            Key::Char(' ') if plain => return self.pressed(Came::Nothing),
            Key::Backspace => self.again(),
            // Some terminals write Backspace so.
            _ if press.is_ctrl('h') => self.again(),
            _ => return self.pressed(Came::Bytes(bytes.to_vec(), Some(press))),
        }
        Next::Wait
    }

    /// Goes back to the key before.
    fn again(&mut self) {
        if self.odd.take().is_none() {
            self.at = self.at.saturating_sub(1);
            self.came[self.at] = None;
        }
    }

    fn pressed(&mut self, came: Came) -> Next {
        let Some(at) = self.asked() else { return Next::End };
        let before = Some(&came);
        if came != Came::Nothing && self.came.iter().any(|it| it.as_ref() == before) {
            // The key before is being held down.
            return Next::Wait;
        }
        let expected = !matches!(Means::of(FOUR[at], &came), Means::Other(_) | Means::Unknown);
        // Whoever presses the same key twice means it: this is what the key sends here.
        if !expected && self.odd.as_ref() != before {
            self.odd = Some(came);
            return Next::Wait;
        }
        self.odd = None;
        self.came[at] = Some(came);
        self.at += 1;
        if self.at < FOUR.len() { Next::Wait } else { Next::End }
    }

    /// How the key gets to us, as far as is known without pressing it.
    #[must_use]
    pub fn way(&self, letter: char) -> Way {
        // Always a key: a letter with Ctrl.
        let chord = Chord::parse(&format!("ctrl+{letter}"));
        chord.map_or(Way::Clear, |it| self.around.way(it, &self.caps))
    }

    /// Who keeps the key for himself, as far as is known without pressing it.
    #[must_use]
    pub fn keeper(&self, letter: char) -> Option<Keeper> {
        match self.way(letter) {
            Way::Taken if self.around.zellij => Some(Keeper::Zellij),
            Way::Taken => Some(Keeper::Tmux),
            Way::Clear | Way::Twice => None,
        }
    }

    /// Whether zellij has let one of its keys through: it is locked then, and the others will come too.
    fn unlocked(&self) -> bool {
        let mut keys = FOUR.iter().zip(&self.came);
        keys.any(|(letter, came)| {
            let arrived =
                came.as_ref().is_some_and(|it| matches!(Means::of(*letter, it), Means::Chord(_)));
            arrived && self.keeper(*letter) == Some(Keeper::Zellij)
        })
    }

    /// What a person is asked to do now.
    #[must_use]
    pub fn prompt(&self) -> Msg {
        let letter = FOUR[self.at.min(FOUR.len() - 1)];
        let msg = match (self.keeper(letter), self.way(letter)) {
            (Some(Keeper::Zellij), _) if !self.unlocked() => Msg::new("doctor-press-zellij"),
            (Some(Keeper::Tmux), _) => Msg::new("doctor-press-tmux"),
            (None, Way::Twice) => Msg::new("doctor-press-twice"),
            _ => Msg::new("doctor-press"),
        };
        msg.with("key", press::name(letter))
    }

    /// What came instead of the key asked for, and what to do then.
    #[must_use]
    pub fn remark(&self) -> Option<Msg> {
        let letter = FOUR[self.asked()?];
        let what = match self.odd.as_ref()? {
            Came::Bytes(_, Some(press)) => press::called(press),
            Came::Bytes(bytes, None) => press::readable(bytes),
            Came::Nothing => return None,
        };
        let what = crate::base::text::clean_line(&what).into_owned();
        Some(Msg::new("doctor-odd").with("what", what).with("key", press::name(letter)))
    }
}
