//! What stands between this program and the keyboard: multiplexers and lines, as the environment tells of them.

use super::input::Background;

/// Where we run. Plain data; whoever starts the screen reads it from the environment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// What kind of terminal this is, as `TERM` says; empty when nobody says.
    pub term: String,
    /// Inside tmux.
    pub tmux: bool,
    /// Inside GNU screen.
    pub screen: bool,
    /// Inside zellij.
    pub zellij: bool,
    /// Inside byobu, which takes the function keys.
    pub byobu: bool,
    /// At the other end of a network.
    pub ssh: bool,
    /// What `COLORFGBG` says of the background, for terminals that do not answer. It may be older than the window: a
    /// multiplexer hands on what it was started with.
    pub background: Option<Background>,
}

impl Around {
    /// Reads it from variables of the environment; `get` tells a variable's value, if it is set.
    #[must_use]
    pub fn from_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| get(name).is_some_and(|it| !it.trim().is_empty());
        Self {
            term: get("TERM").unwrap_or_default().trim().to_owned(),
            tmux: set("TMUX"),
            screen: set("STY"),
            zellij: set("ZELLIJ"),
            byobu: set("BYOBU_TTY") || set("BYOBU_BACKEND"),
            ssh: set("SSH_CONNECTION") || set("SSH_TTY"),
            background: get("COLORFGBG").and_then(|it| background(&it)),
        }
    }
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
}
