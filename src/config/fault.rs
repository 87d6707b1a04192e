//! What can be wrong with settings, in English for the log and as sentences to be translated.
//!
//! A test holds both wordings together: the English catalog says exactly what `Display` says.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::place::Place;
use crate::base::msg::Msg;

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file named on the command line is not there.
    #[error("there is no settings file {}", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// The file is there and cannot be read.
    #[error("cannot read the settings file {}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file can be read and has mistakes.
    #[error("{}", listed(file, faults))]
    Faulty {
        /// The file.
        file: PathBuf,
        /// All mistakes, in the order of the file; never empty.
        faults: Vec<Fault>,
    },
    /// The system does not say where the user's files are.
    #[error("the system names no home folder")]
    Homeless,
}

impl ConfigError {
    /// The error of `file` with `faults`, put in order.
    #[must_use]
    pub fn faulty(file: &Path, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|it| it.at);
        Self::Faulty { file: file.into(), faults }
    }

    /// The single mistakes, each to be shown as `file:place: sentence` and then its hint.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Faulty { faults, .. } => faults,
            Self::Missing { .. } | Self::Unreadable { .. } | Self::Homeless => &[],
        }
    }

    /// The headline, for translation.
    #[must_use]
    pub fn say(&self) -> Msg {
        let name = |file: &Path| file.display().to_string();
        match self {
            Self::Missing { file } => Msg::new("config-missing").with("file", name(file)),
            Self::Unreadable { file, source } => Msg::new("config-unreadable")
                .with("file", name(file))
                .with("cause", source.to_string()),
            Self::Faulty { file, faults } => {
                Msg::new("config-faulty").with("file", name(file)).with("n", faults.len())
            }
            Self::Homeless => Msg::new("config-homeless"),
        }
    }

    /// What to do about it, for translation.
    #[must_use]
    pub fn hint(&self) -> Option<Msg> {
        match self {
            Self::Missing { .. } => Some(Msg::new("config-hint-missing")),
            Self::Homeless => Some(Msg::new("config-hint-homeless")),
            Self::Unreadable { .. } | Self::Faulty { .. } => None,
        }
    }
}

fn listed(file: &Path, faults: &[Fault]) -> String {
    let line = |it: &Fault| {
        let hint = it.hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
        format!("{}:{}: {}{hint}", file.display(), it.at, it.wrong)
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// One mistake in a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Place,
    /// What is wrong.
    pub wrong: Wrong,
    /// What would be right, where that can be told.
    pub hint: Option<Hint>,
}

impl Fault {
    /// A mistake without a hint.
    #[must_use]
    pub const fn new(at: Place, wrong: Wrong) -> Self {
        Self { at, wrong, hint: None }
    }

    /// What is wrong, for translation. The place is not in it.
    #[must_use]
    pub fn say(&self) -> Msg {
        self.wrong.say()
    }

    /// What would be right, for translation.
    #[must_use]
    pub fn hint(&self) -> Option<Msg> {
        self.hint.as_ref().map(Hint::say)
    }
}

/// What is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// Not TOML.
    #[error("this is not TOML: {detail}")]
    Syntax {
        /// The parser's own words.
        detail: String,
    },
    /// A text without its quotes.
    #[error("a text needs quotes")]
    NoQuotes,
    /// A setting or a table that was there before.
    #[error("this is set twice")]
    Twice,
    /// Bytes that are no text.
    #[error("the file is not UTF-8 text from here on")]
    NotUtf8,
    /// A setting nobody knows.
    #[error("there is no setting `{key}`")]
    UnknownSetting {
        /// The setting with its table.
        key: String,
    },
    /// A table nobody knows.
    #[error("there is no table [{table}]")]
    UnknownTable {
        /// The table.
        table: String,
    },
    /// A value of another type.
    #[error("`{key}` must be {expected}, not {found}")]
    Type {
        /// The setting with its table.
        key: String,
        /// What it must be.
        expected: Sort,
        /// What it is.
        found: Sort,
    },
    /// A view that is neither built in nor one's own.
    #[error("`ui.start_view` cannot be `{value}`, only one of: {allowed}")]
    View {
        /// The name as written.
        value: String,
        /// The names that can be, with commas.
        allowed: String,
    },
    /// A word that is not on the list.
    #[error("`{key}` cannot be `{value}`, only one of: {}", allowed.join(", "))]
    Word {
        /// The setting with its table.
        key: String,
        /// The word as written.
        value: String,
        /// The words that can be.
        allowed: &'static [&'static str],
    },
    /// A number too small or too large.
    #[error("`{key}` must be from {min} to {max}, not {value}")]
    Range {
        /// The setting with its table.
        key: String,
        /// The number as written.
        value: String,
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// The alarm would come before the warning.
    #[error("the alarm (after {alarm} min) would come before the warning (after {warn} min)")]
    AlarmFirst {
        /// Minutes until the warning.
        warn: i64,
        /// Minutes until the alarm.
        alarm: i64,
    },
    /// What is to be the hub's address is none. The text may hold a secret and is not repeated.
    #[error("`hub.url` is not the address of a hub")]
    HubUrl,
    /// The hub's address is one that others could listen on.
    #[error("`hub.url` must begin with https://: anybody on the way could read along otherwise")]
    HubOpen,
    /// The hub's address holds a name or a password.
    #[error("`hub.url` must not hold a name or a password")]
    HubSecret,
    /// The desk is on a hub, and no hub is named.
    #[error("`store` is `hub`, and `hub.url` does not say which")]
    NoHub,
    /// A key for an action nobody knows.
    #[error("there is no action `{action}`")]
    UnknownAction {
        /// The action.
        action: String,
    },
    /// A key no keyboard has.
    #[error("`{key}` is not a key (for the action `{action}`)")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The action it was to start.
        action: String,
    },
    /// A key that would mean two things in one place.
    #[error("`{key}` is the key of `{other}` already, and cannot be that of `{action}` too")]
    KeyTaken {
        /// The key as written.
        key: String,
        /// The action it was to start.
        action: String,
        /// The action it starts already.
        other: String,
    },
}

impl Wrong {
    fn say(&self) -> Msg {
        match self {
            Self::Syntax { detail } => Msg::new("config-syntax").with("detail", detail.as_str()),
            Self::NoQuotes => Msg::new("config-no-quotes"),
            Self::Twice => Msg::new("config-twice"),
            Self::NotUtf8 => Msg::new("config-not-utf8"),
            Self::UnknownSetting { key } => {
                Msg::new("config-unknown-setting").with("key", key.as_str())
            }
            Self::UnknownTable { table } => {
                Msg::new("config-unknown-table").with("table", table.as_str())
            }
            Self::Type { key, expected, found } => Msg::new("config-type")
                .with("key", key.as_str())
                .with("expected", expected.word())
                .with("found", found.word()),
            Self::View { value, allowed } => Msg::new("config-word")
                .with("key", "ui.start_view")
                .with("value", value.as_str())
                .with("allowed", allowed.as_str()),
            Self::Word { key, value, allowed } => Msg::new("config-word")
                .with("key", key.as_str())
                .with("value", value.as_str())
                .with("allowed", allowed.join(", ")),
            Self::Range { key, value, min, max } => Msg::new("config-range")
                .with("key", key.as_str())
                .with("value", value.as_str())
                .with("min", *min)
                .with("max", *max),
            Self::AlarmFirst { warn, alarm } => {
                Msg::new("config-alarm-first").with("warn", *warn).with("alarm", *alarm)
            }
            Self::HubUrl => Msg::new("config-hub-url"),
            Self::HubOpen => Msg::new("config-hub-open"),
            Self::HubSecret => Msg::new("config-hub-secret"),
            Self::NoHub => Msg::new("config-no-hub"),
            Self::UnknownAction { action } => {
                Msg::new("config-unknown-action").with("action", action.as_str())
            }
            Self::UnknownKey { key, action } => Msg::new("config-unknown-key")
                .with("key", key.as_str())
                .with("action", action.as_str()),
            Self::KeyTaken { key, action, other } => Msg::new("config-key-taken")
                .with("key", key.as_str())
                .with("action", action.as_str())
                .with("other", other.as_str()),
        }
    }
}

/// What would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// This word, most likely.
    Meant {
        /// The word.
        word: String,
    },
    /// The same setting in this table.
    Home {
        /// The table.
        table: String,
    },
    /// The same setting above all tables.
    Top,
    /// One of these.
    Known {
        /// The names, with commas.
        names: String,
    },
    /// What a line looks like.
    Syntax,
    /// What a text looks like.
    Quotes,
    /// What a list of keys looks like.
    KeyList,
    /// What a key looks like.
    Keys,
    /// What a hub's address looks like.
    HubUrl,
}

impl Hint {
    /// The word that was meant.
    #[must_use]
    pub fn meant(word: &str) -> Self {
        Self::Meant { word: word.to_owned() }
    }

    fn say(&self) -> Msg {
        match self {
            Self::Meant { word } => Msg::new("config-hint-meant").with("word", word.as_str()),
            Self::Home { table } => Msg::new("config-hint-home").with("table", table.as_str()),
            Self::Top => Msg::new("config-hint-top"),
            Self::Known { names } => Msg::new("config-hint-known").with("names", names.as_str()),
            Self::Syntax => Msg::new("config-hint-syntax"),
            Self::Quotes => Msg::new("config-hint-quotes"),
            Self::KeyList => Msg::new("config-hint-key-list"),
            Self::Keys => Msg::new("config-hint-keys"),
            Self::HubUrl => Msg::new("config-hint-hub-url"),
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meant { word } => write!(f, "did you mean `{word}`?"),
            Self::Home { table } => write!(f, "it belongs under [{table}]"),
            Self::Top => f.write_str("it belongs at the top of the file, before the first [table]"),
            Self::Known { names } => write!(f, "known here: {names}"),
            Self::Syntax => f.write_str("a line looks like this: name = \"text\", or 15, or true"),
            Self::Quotes => f.write_str("like this: theme = \"dark\""),
            Self::KeyList => f.write_str("like this: close = [\"ctrl+o\"]"),
            Self::HubUrl => f.write_str(
                "like this, under [hub]: url = \"https://desk.example.com\", \"http://localhost:7070\" or \"unix:///run/keydesk/hub.sock\"",
            ),
            Self::Keys => {
                f.write_str("keys look like \"j\", \"G\", \"ctrl+o\", \"alt+1\", \"f2\", \"enter\"")
            }
        }
    }
}

/// The sort of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// `"dark"`.
    Text,
    /// `15`.
    Number,
    /// `1.5`.
    Fraction,
    /// `true`.
    Switch,
    /// `2026-01-31`.
    Moment,
    /// `[1, 2]`.
    List,
    /// `["a", "b"]`.
    Texts,
    /// `[ui]`.
    Table,
}

impl Sort {
    /// The name by which the catalogs know it.
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Fraction => "fraction",
            Self::Switch => "switch",
            Self::Moment => "moment",
            Self::List => "list",
            Self::Texts => "texts",
            Self::Table => "table",
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotes",
            Self::Number => "a whole number",
            Self::Fraction => "a fraction",
            Self::Switch => "true or false",
            Self::Moment => "a date",
            Self::List => "a list",
            Self::Texts => "a list of texts",
            Self::Table => "a table",
        })
    }
}
