//! What helps against a key that does not arrive: only what applies here, each with the lines to paste.

use super::press::{Means, Works, name};
use super::report::{Agreed, Line, held_for, in_mosh, tmux_version};
use super::{Exam, Keeper};
use crate::base::msg::Msg;
use crate::config::Keyboard;
use crate::tui::around::{BYOBU_OFF, Way};
use crate::tui::input::caps::{CtrlM, is_new_tmux};

/// What helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cure {
    /// Its name for scripts.
    pub name: &'static str,
    /// What it is, in words.
    pub msg: Msg,
    /// Lines to paste where the words say; at most two.
    pub lines: Vec<String>,
}

fn cure<const N: usize>(name: &'static str, msg: Msg, lines: [&str; N]) -> Cure {
    Cure { name, msg, lines: lines.iter().map(|it| (*it).to_owned()).collect() }
}

/// The cures that apply, the most specific first.
pub(super) fn of(exam: &Exam, agreed: Agreed, keys: &[Line]) -> Vec<Cure> {
    let mut cures = Vec::new();
    between(exam, keys, &mut cures);
    let ctrl_m = keys.iter().find(|it| it.letter == 'm').and_then(|it| it.means.as_ref());
    match ctrl_m {
        Some(Means::SameByte) => one_byte(exam, agreed, &mut cures),
        Some(Means::Chord(_)) if held_for(exam) != CtrlM::Distinct && agreed != Agreed::Legacy => {
            let msg = Msg::new("doctor-cure-distinct");
            cures.push(cure("distinct", msg, ["[terminal]", "keyboard = \"distinct\""]));
        }
        _ => (),
    }
    if without_latin(agreed, keys) {
        cures.push(cure("layout", Msg::new("doctor-cure-layout"), []));
    }
    let lost = |it: &&Line| it.works == Some(Works::Menu);
    let menu = keys.iter().find(lost);
    if let Some(lost) = menu {
        let msg = Msg::new("doctor-cure-menu").with("key", name(lost.letter));
        cures.push(cure("menu", msg.with("letter", lost.letter.to_string()), []));
    }
    let menu = menu.is_some() || ctrl_m == Some(&Means::SameByte);
    if exam.around.byobu && menu {
        cures.push(cure("byobu", Msg::new("doctor-cure-byobu").with("key", BYOBU_OFF), []));
    }
    cures
}

/// What stands in between keeps a key.
fn between(exam: &Exam, keys: &[Line], cures: &mut Vec<Cure>) {
    let arrived = |it: &Line| matches!(it.means, Some(Means::Chord(_)));
    for line in keys {
        match (exam.keeper(line.letter), exam.way(line.letter)) {
            (Some(Keeper::Tmux), _) if is_prefix(exam, line.letter) => prefix(line, cures),
            (Some(Keeper::Tmux), _) if !arrived(line) => {
                let msg = Msg::new("doctor-cure-tmux-root").with("key", name(line.letter));
                let unbind = format!("unbind -n C-{}", line.letter);
                cures.push(cure("tmux-root", msg, [unbind.as_str()]));
            }
            (None, Way::Twice) => prefix(line, cures),
            _ => (),
        }
    }
    let kept = |it: &&Line| exam.keeper(it.letter) == Some(Keeper::Zellij) && !arrived(it);
    if keys.iter().any(|it| kept(&it)) {
        let msg = Msg::new("doctor-cure-zellij");
        cures.push(cure("zellij", msg, ["default_mode \"locked\""]));
    }
    let flow = keys.iter().find(|it| it.letter == 'q' && it.means == Some(Means::Nothing));
    if exam.around.screen && flow.is_some() && keys.iter().any(arrived) {
        cures.push(cure("screen-flow", Msg::new("doctor-cure-screen"), ["defflow off"]));
    }
}

fn is_prefix(exam: &Exam, letter: char) -> bool {
    let told = exam.around.told.as_ref();
    let mut prefixes = told.iter().flat_map(|it| &it.prefixes).filter_map(|it| it.chord);
    prefixes.any(|it| it.ctrl_letter() == Some(letter))
}

fn prefix(line: &Line, cures: &mut Vec<Cure>) {
    let msg = Msg::new("doctor-cure-tmux-prefix").with("key", name(line.letter));
    cures.push(cure("tmux-prefix", msg, ["set -g prefix C-a", "bind C-a send-prefix"]));
}

/// Ctrl+M has come as 0x0D.
fn one_byte(exam: &Exam, agreed: Agreed, cures: &mut Vec<Cure>) {
    let before = cures.len();
    let setting = |name, msg, line| cure(name, msg, ["[terminal]", line]);
    if exam.keyboard == Keyboard::Distinct {
        let msg = Msg::new("doctor-cure-undistinct");
        cures.push(setting("undistinct", msg, "keyboard = \"auto\""));
    } else if agreed == Agreed::Legacy && offers_more(exam) {
        cures.push(setting("auto", Msg::new("doctor-cure-auto"), "keyboard = \"auto\""));
    } else if held_for(exam) == CtrlM::Distinct {
        cures.push(setting("legacy", Msg::new("doctor-cure-legacy"), "keyboard = \"legacy\""));
    }
    if in_mosh(exam) {
        cures.push(cure("mosh", Msg::new("doctor-cure-mosh"), []));
    } else if exam.around.in_tmux(&exam.caps) {
        tmux(exam, cures);
    }
    // Where nothing makes two keys of them, it is still worth knowing what one does.
    if before == cures.len()
        || !cures.iter().any(|it| it.name == "undistinct" || it.name == "legacy")
    {
        cures.push(cure("enter-asks", Msg::new("doctor-cure-enter"), []));
    }
}

fn tmux(exam: &Exam, cures: &mut Vec<Cure>) {
    const ON: &str = "set -s extended-keys on";
    const FEATURE: &str = "set -as terminal-features ',xterm*:extkeys'";
    let version = tmux_version(exam);
    if !is_new_tmux(version) {
        if !version.is_empty() {
            let msg = Msg::new("doctor-cure-tmux-old").with("version", version);
            cures.push(cure("tmux-old", msg, []));
        }
        return;
    }
    let msg = Msg::new("doctor-cure-tmux-extended");
    let told = exam.around.told.as_ref();
    match told.map(|it| it.extended.as_str()) {
        // It is on already: what is left is that tmux does not know what the terminal around it can do.
        Some("on" | "always") => {
            if !told.is_some_and(|it| it.features.split(',').any(|it| it == "extkeys")) {
                cures.push(cure("tmux-extended-keys", msg, [FEATURE]));
            }
        }
        _ => cures.push(cure("tmux-extended-keys", msg, [ON, FEATURE])),
    }
}

/// Whether the terminal has said that it can do more than control bytes.
fn offers_more(exam: &Exam) -> bool {
    exam.said.kitty.is_some() || exam.said.level.is_some()
}

/// A session without any Latin layout: letters come instead of chords, or, where the terminal was told to write
/// chords in a new way and finds no letter for them, nothing at all.
fn without_latin(agreed: Agreed, keys: &[Line]) -> bool {
    let letters = keys.iter().any(|it| matches!(it.means, Some(Means::Letter(_))));
    let none = keys.iter().all(|it| it.means == Some(Means::Nothing));
    let other_keys = matches!(agreed, Agreed::OtherKeys(_) | Agreed::Unconfirmed);
    letters || none && other_keys
}
