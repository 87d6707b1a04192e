//! What every command needs: where things lie, how they are set, and in which language to speak.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::msg::Msg;
use crate::config::{Config, NoName, Overrides, Paths, Profile, nearest};
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
    /// Whether programs can show themselves in a window here.
    pub(super) windows: bool,
    /// Whose desk is meant where nothing is typed about it.
    pub(super) profile: Option<String>,
}

/// The variable that names the profile.
pub(super) const PROFILE: &str = "KEYDESK_PROFILE";

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
            // Elsewhere than on Linux and its kin there always is a desktop; in WSL it is that of Windows.
            windows: !cfg!(all(unix, not(target_os = "macos")))
                || first(&["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]).is_some(),
            profile: first(&[PROFILE]),
        }
    }
}

/// What a command works with.
#[derive(Debug, Clone)]
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

    /// Where things lie. A profile must be there: nobody makes one by a slip of the finger.
    pub(super) fn paths(&self) -> Result<Paths, Trouble> {
        let paths = Paths::find(&self.overrides).map_err(Trouble::Settings)?;
        let named = self.overrides.dir.is_none() && !self.overrides.profile.is_plain();
        if named && !paths.data_dir.is_dir() {
            return Err(self.no_profile(&self.overrides.profile));
        }
        Ok(paths)
    }

    /// The places of the plain profile, whichever is meant.
    pub(super) fn plain_paths(&self) -> Result<Paths, Trouble> {
        Paths::find(&Overrides::default()).map_err(Trouble::Settings)
    }

    /// There is no such profile.
    pub(super) fn no_profile(&self, profile: &Profile) -> Trouble {
        let what = Msg::new("cli-no-profile").with("name", profile.name());
        let all = self.plain_paths().ok().and_then(|it| Profile::all(&it.data_dir).ok());
        let all = all.unwrap_or_default();
        let names: Vec<&str> = all.iter().map(Profile::name).collect();
        Trouble::refused(
            what,
            match nearest(profile.name(), &names) {
                Some(word) => Msg::new("config-hint-meant").with("word", word),
                None => {
                    let command = format!("keydesk profile add {profile}");
                    Msg::new("cli-no-profile-hint").with("command", command)
                }
            },
        )
    }

    /// Whether a desk of this user is open, and not one of a folder that was named.
    pub(super) const fn in_a_profile(&self) -> bool {
        self.overrides.dir.is_none()
    }

    /// The same for another profile, as if the program had been started for it.
    pub(super) fn switched(&self, profile: Profile) -> Self {
        let overrides = Overrides { profile, ..Overrides::default() };
        let around = self.around.clone();
        let catalog = catalog(&overrides, &around);
        Self { overrides, around, catalog: Arc::new(catalog) }
    }

    /// The settings, complete and checked, and the keys they make.
    pub(super) fn settings(&self) -> Result<(Config, Keymap), Trouble> {
        let paths = self.paths()?;
        settings::read(&paths, self.overrides.config.is_some()).map_err(Trouble::Settings)
    }

    /// A sentence in the user's language.
    pub(super) fn say(&self, msg: &Msg) -> String {
        self.catalog.say(msg)
    }
}

/// The sentences, known before the arguments are understood: their help is in them already.
/// What cannot be used says nothing here; the command that needs it says what is wrong.
pub(super) fn early_catalog(typed: &[OsString], around: &Surroundings) -> Catalog {
    let named = |name| value_of(typed, name);
    let word = named("--profile").map(|it| it.to_string_lossy().into_owned());
    let dir = named("--dir").map(PathBuf::from);
    let profile = profile(word.as_deref(), dir.is_some(), around).unwrap_or_default();
    catalog(&Overrides { dir, config: named("--config").map(PathBuf::from), profile }, around)
}

/// The sentences in the language of the settings, or else the system's, with commands that mean the same desk.
fn catalog(overrides: &Overrides, around: &Surroundings) -> Catalog {
    let paths = Paths::find(overrides).ok();
    let config = paths.and_then(|it| Config::find(&it, false).ok());
    let word = config.map_or("auto", |it| it.language.word());
    let language = Language::choose(word, around.language.as_deref());
    match called(overrides, around) {
        Some(profile) => Catalog::for_program(language, &format!("keydesk --profile {profile}")),
        None => Catalog::new(language),
    }
}

/// The profile that must be named for a command to mean the same desk, if one must.
pub(super) fn called<'a>(overrides: &'a Overrides, around: &Surroundings) -> Option<&'a str> {
    let named = !overrides.profile.is_plain() || around.profile.is_some();
    (overrides.dir.is_none() && named).then(|| overrides.profile.name())
}

/// The profile that is meant: what is typed comes before what the environment says, and a folder before that.
pub(super) fn profile(
    typed: Option<&str>,
    dir: bool,
    around: &Surroundings,
) -> Result<Profile, NoName> {
    let environment = around.profile.as_deref().filter(|_| !dir);
    typed.or(environment).map_or(Ok(Profile::default()), Profile::parse)
}

/// What stands behind an option, before anybody has understood the line.
fn value_of(typed: &[OsString], name: &str) -> Option<OsString> {
    let options = typed.iter().take_while(|it| *it != "--");
    for (at, word) in options.enumerate() {
        if word == name {
            return typed.get(at + 1).cloned();
        }
        let value = word.to_str().and_then(|it| it.strip_prefix(name)?.strip_prefix('='));
        if let Some(value) = value {
            return Some(value.into());
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
            value_of(&words, "--config")
        };
        assert_eq!(named("keydesk --config a.toml demo"), Some("a.toml".into()));
        assert_eq!(named("keydesk demo --config=a=b.toml"), Some("a=b.toml".into()));
        assert_eq!(named("keydesk channel add -- --config x"), None);
        assert_eq!(named("keydesk --config"), None);
        assert_eq!(named("keydesk"), None);
        assert_eq!(named("keydesk --configure=x"), None);
    }

    #[test]
    fn what_is_typed_comes_before_the_environment_and_a_folder_needs_no_profile() {
        let work = Surroundings { profile: Some("work".into()), ..Surroundings::default() };
        let meant = |typed: Option<&str>, dir| {
            let profile = profile(typed, dir, &work).unwrap();
            let dir = dir.then(|| PathBuf::from("/x"));
            let overrides = Overrides { dir, config: None, profile };
            let called = called(&overrides, &work).map(str::to_owned);
            (overrides.profile.name().to_owned(), called)
        };
        let said = |name: &str, called: Option<&str>| (name.to_owned(), called.map(str::to_owned));
        assert_eq!(meant(None, false), said("work", Some("work")));
        assert_eq!(meant(Some("shop"), false), said("shop", Some("shop")));
        assert_eq!(meant(Some("default"), false), said("default", Some("default")));
        assert_eq!(meant(None, true), said("default", None));
        assert_eq!(called(&Overrides::default(), &Surroundings::default()), None);
    }
}
