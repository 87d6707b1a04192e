//! Settings: `config.example.toml` is the default, the example and the manual at once.
//!
//! The user's file is laid over it. Every mistake in that file is found in one go and named with
//! its line, its column and the nearest thing that would have been right. Knows nothing about
//! screens: what an action is called and what a key looks like is handed in.

pub mod books;
mod check;
mod choices;
mod fault;
mod hub;
mod layers;
pub mod paths;
mod place;
mod profile;
mod sending;
mod syntax;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use crate::base::nearest::nearest;
use crate::domain::View;
pub use choices::{
    AfterClose, Clipboard, Keyboard, LanguageChoice, MouseUse, Notices, Pictures, Rows, Store,
    ThemeChoice,
};
pub use fault::{ConfigError, Fault, Hint, Sort, Wrong};
pub use hub::{Hub, HubAddress, NoHub};
pub use paths::{Overrides, Paths};
pub use place::Place;
pub use profile::{NoName, Profile};
pub use sending::Sending;

/// The default layer, also shown by the command that writes a first file.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// All settings, complete: what the user left out comes from [`EXAMPLE`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Language of the screen.
    pub language: LanguageChoice,
    /// Where the desk is. With [`Store::Hub`] there is a [`Hub::address`], by check.
    pub store: Store,
    /// The team's hub.
    pub hub: Hub,
    /// The screen.
    pub ui: Ui,
    /// When waiting becomes late.
    pub wait: Wait,
    /// Writing replies.
    pub composer: Composer,
    /// Sending them.
    pub send: Sending,
    /// Customers' files.
    pub files: Files,
    /// The person at the keyboard.
    pub agent: Agent,
    /// The terminal.
    pub terminal: Terminal,
    /// The user's own keys, by the action's name. Unchecked until [`Config::check_keys`].
    pub keys: BTreeMap<String, Binding>,
    start_view_at: Place,
    file: PathBuf,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ui {
    /// Colours.
    pub theme: ThemeChoice,
    /// Lines per dialog in the list.
    pub rows: Rows,
    /// What happens to the cursor when a dialog is closed.
    pub after_close: AfterClose,
    /// Whether a dialog shows as soon as the cursor rests on it.
    pub preview: bool,
    /// How long the cursor must rest for that.
    pub preview_delay_ms: u32,
    /// What the list shows at the start: the word of a built-in view, or an own one's name. Unchecked until
    /// [`Config::check_views`].
    pub start_view: String,
    /// Whether the contact card shows where there is room.
    pub card: bool,
    /// How pictures show in a conversation.
    pub pictures: Pictures,
}

/// When waiting becomes late.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// From here on a dialog is late.
    pub warn_minutes: u32,
    /// From here on it is an alarm; never less than `warn_minutes`.
    pub alarm_minutes: u32,
}

/// Writing replies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composer {
    /// The program for long replies; empty means the system's own.
    pub editor: String,
}

/// Customers' files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The folder they are saved in; empty means the system's own. See [`paths::save_folder`].
    pub folder: String,
    /// The program that shows them in the terminal; empty means the system's own, beside it.
    pub opener: String,
}

/// The person at the keyboard.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// Name on this desk; empty means that the desk decides.
    pub name: String,
}

/// The terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terminal {
    /// How keys are read.
    pub keyboard: Keyboard,
    /// What the mouse may do.
    pub mouse: MouseUse,
    /// Where copied text goes.
    pub clipboard: Clipboard,
    /// Whether addresses in messages are links.
    pub links: bool,
    /// Whether the window's title tells how many wait.
    pub title: bool,
    /// How new messages are told of while the window is not in front.
    pub notices: Notices,
}

/// The keys the user wants for one action, and where the file says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where the action is named.
    pub at: Place,
    /// The keys as written, each with its place. None: the action is to have no key.
    pub keys: Vec<(String, Place)>,
}

impl Binding {
    /// The keys without their places.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|it| it.0.as_str())
    }
}

/// What serde fills; the keys are read apart because they keep their places.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    language: LanguageChoice,
    store: Store,
    hub: Hub,
    ui: Ui,
    wait: Wait,
    composer: Composer,
    send: Sending,
    files: Files,
    agent: Agent,
    terminal: Terminal,
    #[serde(rename = "keys")]
    _keys: serde::de::IgnoredAny,
}

impl Default for Config {
    #[expect(
        clippy::expect_used,
        reason = "a test proves that the example alone is a whole config"
    )]
    fn default() -> Self {
        Self::parse("", Path::new("config.example.toml")).expect("the example is a whole config")
    }
}

impl Config {
    /// Reads the settings: the file the user named, which must then exist, or else the one at the
    /// usual place ([`Paths`]), which may be missing.
    pub fn load(given: Option<&Path>) -> Result<Self, ConfigError> {
        match given {
            Some(file) => Self::read(file, true),
            None => Self::read(&Paths::find(&Overrides::default())?.config_file, false),
        }
    }

    /// Reads one file; a missing one counts as empty unless it `must_exist`.
    pub fn read(file: &Path, must_exist: bool) -> Result<Self, ConfigError> {
        Self::parse(&text_of(file, must_exist)?, file)
    }

    /// Reads the settings of these places, with what they share with the plain profile.
    pub fn find(paths: &Paths, must_exist: bool) -> Result<Self, ConfigError> {
        match &paths.shared_config_file {
            Some(shared) => Self::read_over(shared, &paths.config_file, must_exist),
            None => Self::read(&paths.config_file, must_exist),
        }
    }

    /// Reads a profile's file and lays it over the `shared` one, which is checked first and may be missing. What
    /// says whose desk it is belongs to each profile alone and is not taken from there (`layers`).
    pub fn read_over(shared: &Path, file: &Path, must_exist: bool) -> Result<Self, ConfigError> {
        let below = text_of(shared, false)?;
        Self::parse(&below, shared)?;
        Self::lay(Some(&below), &text_of(file, must_exist)?, file)
    }

    /// Lays the user's lines over the defaults. `file` is only named in errors.
    pub fn parse(user: &str, file: &Path) -> Result<Self, ConfigError> {
        Self::lay(None, user, file)
    }

    fn lay(shared: Option<&str>, user: &str, file: &Path) -> Result<Self, ConfigError> {
        let (table, broken) = syntax::parse(user);
        let mut known = defaults();
        let mut shared_keys = BTreeMap::new();
        if let Some(shared) = shared {
            let below = layers::shared(shared);
            shared_keys = layers::keys(bindings(&below, shared), &table, user);
            overlay(&mut known, below);
        }
        let mut faults = check::check(&table, &known, user);
        faults.retain(|it| broken.trusts(it.at));
        faults.extend(broken.faults);
        if !faults.is_empty() {
            return Err(ConfigError::faulty(file, faults));
        }
        let mut keys = shared_keys;
        keys.append(&mut bindings(&table, user));
        let start_view_at = start_view_at(&table, user);
        overlay(&mut known, table);
        let whole = toml::de::Deserializer::from(Spanned::new(0..0, known));
        let values = Values::deserialize(whole).map_err(|cause| {
            // Only reached when a rule is missing in `check`; still better told than hidden.
            let detail = cause.message().to_owned();
            let at = Place::of(user, cause.span().map_or(0, |it| it.start));
            ConfigError::faulty(file, vec![Fault::new(at, Wrong::Syntax { detail })])
        })?;
        let Values { language, store, hub, ui, wait, composer, send, .. } = values;
        let (files, agent, terminal) = (values.files, values.agent, values.terminal);
        Ok(Self {
            language,
            store,
            hub,
            ui,
            wait,
            composer,
            send,
            files,
            agent,
            terminal,
            keys,
            start_view_at,
            file: file.into(),
        })
    }

    /// The file these settings came from, whether it exists or not.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Checks that the view of the start is built in or one of `own`, the names of the user's own views.
    ///
    /// # Errors
    /// The fault, with its place.
    pub fn check_views(&self, own: &[&str]) -> Result<(), ConfigError> {
        let value = self.ui.start_view.as_str();
        let names: Vec<&str> =
            View::ALL.iter().map(|it| it.code()).chain(own.iter().copied()).collect();
        if names.contains(&value) {
            return Ok(());
        }
        let hint = nearest(value, &names).map(Hint::meant);
        let wrong = Wrong::View { value: value.to_owned(), allowed: names.join(", ") };
        let fault = Fault { hint, ..Fault::new(self.start_view_at, wrong) };
        Err(ConfigError::faulty(&self.file, vec![fault]))
    }

    /// Checks the user's own keys against the names of all `actions` and the keys that are understood.
    pub fn check_keys(
        &self,
        actions: &[&str],
        understood: impl Fn(&str) -> bool,
    ) -> Result<(), ConfigError> {
        let mut faults = Vec::new();
        for (action, binding) in &self.keys {
            if !actions.contains(&action.as_str()) {
                let hint = nearest(action, actions).map(Hint::meant);
                let wrong = Wrong::UnknownAction { action: action.clone() };
                faults.push(Fault { hint, ..Fault::new(binding.at, wrong) });
            }
            for (key, at) in binding.keys.iter().filter(|it| !understood(&it.0)) {
                let wrong = Wrong::UnknownKey { key: key.clone(), action: action.clone() };
                faults.push(Fault { hint: Some(Hint::Keys), ..Fault::new(*at, wrong) });
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(ConfigError::faulty(&self.file, faults)) }
    }
}

/// The text of a file; none where there is no file, unless it `must_exist`.
fn text_of(file: &Path, must_exist: bool) -> Result<String, ConfigError> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && !must_exist => Vec::new(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            return Err(ConfigError::Missing { file: file.into() });
        }
        Err(source) => return Err(ConfigError::Unreadable { file: file.into(), source }),
    };
    String::from_utf8(bytes).map_err(|broken| {
        let upto = broken.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&broken.as_bytes()[..upto]).into_owned();
        let at = Place::of(&good, good.len());
        ConfigError::faulty(file, vec![Fault::new(at, Wrong::NotUtf8)])
    })
}

#[expect(clippy::expect_used, reason = "a test proves that the example is TOML")]
fn defaults() -> DeTable<'static> {
    DeTable::parse(EXAMPLE).expect("the example is TOML").into_inner()
}

fn overlay<'a>(under: &mut DeTable<'a>, over: DeTable<'a>) {
    for (key, value) in over {
        match (under.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Table(under)), DeValue::Table(over)) => overlay(under, over.clone()),
            (Some(under), _) => *under = value.into_inner(),
            (None, _) => {
                under.insert(key, value);
            }
        }
    }
}

/// Where the user says what is shown at the start; the beginning if nowhere.
fn start_view_at(user: &DeTable<'_>, text: &str) -> Place {
    let value = user.get("ui").and_then(|it| it.get_ref().get("start_view"));
    Place::of(text, value.map_or(0, |it| it.span().start))
}

/// The user's `[keys]`, whose shape has been checked before.
fn bindings(user: &DeTable<'_>, text: &str) -> BTreeMap<String, Binding> {
    let Some(table) = user.get("keys").and_then(|it| it.get_ref().as_table()) else {
        return BTreeMap::new();
    };
    let place = |at: std::ops::Range<usize>| Place::of(text, at.start);
    table
        .iter()
        .map(|(action, keys)| {
            let keys = keys.get_ref().as_array().into_iter().flatten();
            let keys =
                keys.filter_map(|it| Some((it.get_ref().as_str()?.into(), place(it.span()))));
            let binding = Binding { at: place(action.span()), keys: keys.collect() };
            (action.get_ref().to_string(), binding)
        })
        .collect()
}

#[cfg(test)]
mod tests;
