//! What stands between this program and the keyboard: multiplexers and lines, as the environment tells of them.

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
        }
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
}
