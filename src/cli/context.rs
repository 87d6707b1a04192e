//! What every command needs: where things lie, how they are set, and in which language to speak.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::msg::Msg;
use crate::config::{Config, Overrides, Paths};
use crate::i18n::{Catalog, Language};
use crate::tui::around::Around;
use crate::tui::keymap::Keymap;

use super::report::Trouble;
use super::settings;

/// What the environment says; nothing else reads it but [`Paths`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Surroundings {
    /// The system's language.
    pub(super) language: Option<String>,
    /// What stands between us and the keyboard.
    pub(super) terminal: Around,
    /// Who is logged in.
    pub(super) user: Option<String>,
    /// The system's program for editing texts.
    pub(super) editor: Option<String>,
    /// Whether colours are wanted nowhere (<https://no-color.org>).
    pub(super) no_color: bool,
}

impl Surroundings {
    /// Reads the environment.
    pub(super) fn read() -> Self {
        let first = |names: &[&str]| {
            let said = names.iter().filter_map(|it| std::env::var(it).ok());
            said.map(|it| it.trim().to_owned()).find(|it| !it.is_empty())
        };
        Self {
            language: first(&["LC_ALL", "LC_MESSAGES", "LANG"]),
            terminal: Around::from_environment(|it| std::env::var(it).ok()),
            user: first(&["USER", "LOGNAME"]),
            editor: first(&["VISUAL", "EDITOR"]),
            no_color: first(&["NO_COLOR"]).is_some(),
        }
    }
}

/// What a command works with.
#[derive(Debug)]
pub(super) struct Context {
    /// What the user said about places.
    pub(super) overrides: Overrides,
    /// What the environment says.
    pub(super) around: Surroundings,
    /// All sentences.
    pub(super) catalog: Arc<Catalog>,
}

impl Context {
    /// What there is to work with.
    pub(super) const fn new(
        overrides: Overrides,
        around: Surroundings,
        catalog: Arc<Catalog>,
    ) -> Self {
        Self { overrides, around, catalog }
    }

    /// Where things lie.
    pub(super) fn paths(&self) -> Result<Paths, Trouble> {
        Paths::find(&self.overrides).map_err(Trouble::Settings)
    }

    /// The settings, complete and checked, and the keys they make.
    pub(super) fn settings(&self) -> Result<(Config, Keymap), Trouble> {
        let file = self.paths()?.config_file;
        settings::read(&file, self.overrides.config.is_some()).map_err(Trouble::Settings)
    }

    /// A sentence in the user's language.
    pub(super) fn say(&self, msg: &Msg) -> String {
        self.catalog.say(msg)
    }
}

/// The language to speak, known before the arguments are understood: their help is in it already.
/// Settings that cannot be used say nothing here; the command that needs them says what is wrong.
pub(super) fn language(typed: &[OsString], around: &Surroundings) -> Language {
    let overrides = Overrides { dir: None, config: config_named(typed) };
    let file = overrides.config.clone().or_else(|| Some(Paths::find(&overrides).ok()?.config_file));
    let config = file.and_then(|it| Config::read(&it, false).ok());
    let word = config.map_or("auto", |it| it.language.word());
    Language::choose(word, around.language.as_deref())
}

/// What stands behind `--config`.
fn config_named(typed: &[OsString]) -> Option<PathBuf> {
    let options = typed.iter().take_while(|it| *it != "--");
    for (at, word) in options.enumerate() {
        if word == "--config" {
            return typed.get(at + 1).map(PathBuf::from);
        }
        if let Some(file) = word.to_str().and_then(|it| it.strip_prefix("--config=")) {
            return Some(file.into());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_file_is_found_before_the_arguments_are_understood() {
        let named = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            config_named(&words)
        };
        assert_eq!(named("keydesk --config a.toml demo"), Some("a.toml".into()));
        assert_eq!(named("keydesk demo --config=a=b.toml"), Some("a=b.toml".into()));
        assert_eq!(named("keydesk channel add -- --config x"), None);
        assert_eq!(named("keydesk --config"), None);
        assert_eq!(named("keydesk"), None);
    }
}
