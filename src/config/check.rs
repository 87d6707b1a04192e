//! Compares the user's settings with the known ones and finds every difference that is a mistake.
//!
//! Names and types are taken from `config.example.toml`; only what cannot be seen there, the words
//! and the ranges, is written down here.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::choices::{
    AfterClose, Clipboard, Keyboard, LanguageChoice, MouseUse, Notices, Pictures, Rows, Store,
    ThemeChoice,
};
use super::fault::{Fault, Hint, Sort, Wrong};
use super::hub::{HubAddress, NoHub};
use super::place::Place;
use super::sending::HOLD_SECONDS_MAX;
use crate::base::nearest::nearest;

/// What a value must be beyond its type.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    OneOf(&'static [&'static str]),
    Between(i64, i64),
}

const WEEK_IN_MINUTES: i64 = 7 * 24 * 60;

/// Settings with a rule; all others may have any value of their type.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("language", Rule::OneOf(LanguageChoice::WORDS)),
    ("store", Rule::OneOf(Store::WORDS)),
    ("ui.theme", Rule::OneOf(ThemeChoice::WORDS)),
    ("ui.rows", Rule::OneOf(Rows::WORDS)),
    ("ui.after_close", Rule::OneOf(AfterClose::WORDS)),
    ("ui.pictures", Rule::OneOf(Pictures::WORDS)),
    ("ui.preview_delay_ms", Rule::Between(0, 5000)),
    ("wait.warn_minutes", Rule::Between(1, WEEK_IN_MINUTES)),
    ("wait.alarm_minutes", Rule::Between(1, WEEK_IN_MINUTES)),
    ("send.undo_seconds", Rule::Between(0, HOLD_SECONDS_MAX)),
    ("terminal.keyboard", Rule::OneOf(Keyboard::WORDS)),
    ("terminal.mouse", Rule::OneOf(MouseUse::WORDS)),
    ("terminal.clipboard", Rule::OneOf(Clipboard::WORDS)),
    ("terminal.notices", Rule::OneOf(Notices::WORDS)),
];

/// The tables whose entries are the user's own: keys by the names of actions, and seconds by channels.
const KEYS: &str = "keys";
const HOLDS: &str = "send.undo";

/// All mistakes in `user`, which was read from `text`, in no particular order.
pub(super) fn check(user: &DeTable<'_>, known: &DeTable<'_>, text: &str) -> Vec<Fault> {
    let mut checker = Checker { known, text, faults: Vec::new() };
    checker.table("", user, known);
    checker.order(user);
    checker.hub(user);
    checker.faults
}

struct Checker<'a> {
    known: &'a DeTable<'a>,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, at: Range<usize>, wrong: Wrong, hint: Option<Hint>) {
        let at = Place::of(self.text, at.start);
        self.faults.push(Fault { at, wrong, hint });
    }

    /// Checks the table called `name`, which is empty for the file itself.
    fn table(&mut self, name: &str, user: &DeTable<'_>, known: &DeTable<'_>) {
        for (key, value) in user {
            let path = if name.is_empty() { key.to_string() } else { format!("{name}.{key}") };
            match known.get(key.get_ref().as_ref()).map(Spanned::get_ref) {
                None => self.unknown(path, name, key, value),
                Some(known) => self.value(&path, known, key, value),
            }
        }
    }

    fn value(
        &mut self,
        path: &str,
        known: &DeValue<'_>,
        key: &Spanned<Name>,
        user: &Spanned<DeValue>,
    ) {
        match (known, user.get_ref()) {
            (_, DeValue::Table(user)) if path == KEYS => self.keys(user),
            (_, DeValue::Table(user)) if path == HOLDS => self.holds(user),
            (DeValue::Table(known), DeValue::Table(user)) => self.table(path, user, known),
            (known, found) if known.same_type(found) => self.rule(path, user),
            (known, found) => {
                // A table is best pointed at by its name, a value by itself.
                let at = if found.is_table() { key.span() } else { user.span() };
                let (expected, found) = (sort(known), sort(found));
                self.fault(at, Wrong::Type { key: path.into(), expected, found }, None);
            }
        }
    }

    fn rule(&mut self, path: &str, user: &Spanned<DeValue<'_>>) {
        let Some((_, rule)) = RULES.iter().find(|it| it.0 == path) else { return };
        let key = path.to_owned();
        match (rule, user.get_ref()) {
            (Rule::OneOf(allowed), DeValue::String(value))
                if !allowed.contains(&value.as_ref()) =>
            {
                let hint = nearest(value, allowed).map(Hint::meant);
                let wrong = Wrong::Word { key, value: value.to_string(), allowed };
                self.fault(user.span(), wrong, hint);
            }
            (&Rule::Between(min, max), DeValue::Integer(value))
                if number(value).is_none_or(|it| !(min..=max).contains(&it)) =>
            {
                let value = value.to_string();
                self.fault(user.span(), Wrong::Range { key, value, min, max }, None);
            }
            _ => (),
        }
    }

    fn unknown(
        &mut self,
        path: String,
        table: &str,
        key: &Spanned<Name>,
        value: &Spanned<DeValue>,
    ) {
        let here = if table.is_empty() {
            names(self.known)
        } else {
            self.known.get(table).and_then(|it| it.get_ref().as_table()).map_or(vec![], names)
        };
        let hint = match (nearest(key.get_ref(), &here), self.home(key.get_ref())) {
            (Some(it), _) => Some(Hint::meant(it)),
            (None, Some("")) => Some(Hint::Top),
            (None, Some(home)) => Some(Hint::Home { table: home.into() }),
            (None, None) if here.is_empty() => None,
            (None, None) => Some(Hint::Known { names: here.join(", ") }),
        };
        let wrong = if value.get_ref().is_table() {
            Wrong::UnknownTable { table: path }
        } else {
            Wrong::UnknownSetting { key: path }
        };
        self.fault(key.span(), wrong, hint);
    }

    /// The table in which a setting called `key` would be right; empty for the file itself.
    fn home(&self, key: &str) -> Option<&str> {
        let holds = |it: &DeValue<'_>| it.as_table().is_some_and(|it| it.contains_key(key));
        if self.known.get(key).is_some_and(|it| !it.get_ref().is_table()) {
            return Some("");
        }
        self.known
            .iter()
            .find(|(_, it)| holds(it.get_ref()))
            .map(|(name, _)| name.get_ref().as_ref())
    }

    /// Checks the shape of `[keys]`; the names in it are checked by [`super::Config::check_keys`].
    fn keys(&mut self, user: &DeTable<'_>) {
        for (action, keys) in user {
            let key = format!("{KEYS}.{action}");
            let (at, found) = match keys.get_ref() {
                DeValue::Array(keys) => {
                    let Some(odd) = keys.iter().find(|it| !it.get_ref().is_str()) else { continue };
                    (odd.span(), sort(odd.get_ref()))
                }
                DeValue::Table(_) => (action.span(), Sort::Table),
                other => (keys.span(), sort(other)),
            };
            self.fault(at, Wrong::Type { key, expected: Sort::Texts, found }, Some(Hint::KeyList));
        }
    }

    /// Checks the shape of `[send.undo]`: which channels there are is known to the desk only.
    fn holds(&mut self, user: &DeTable<'_>) {
        for (channel, seconds) in user {
            let key = format!("{HOLDS}.{channel}");
            match seconds.get_ref() {
                DeValue::Integer(value) => {
                    let (min, max) = (0, HOLD_SECONDS_MAX);
                    if number(value).is_none_or(|it| !(min..=max).contains(&it)) {
                        let value = value.to_string();
                        self.fault(seconds.span(), Wrong::Range { key, value, min, max }, None);
                    }
                }
                other => {
                    let (expected, found) = (Sort::Number, sort(other));
                    self.fault(seconds.span(), Wrong::Type { key, expected, found }, None);
                }
            }
        }
    }

    /// A hub needs an address, and one that a token can be sent to.
    fn hub(&mut self, user: &DeTable<'_>) {
        let text = |it: &Spanned<DeValue<'_>>| {
            it.get_ref().as_str().map(|value| (value.to_owned(), it.span()))
        };
        let url = user.get("hub").and_then(|it| it.get_ref().get("url")).and_then(text);
        if let Some((value, at)) = url.filter(|it| !it.0.is_empty()) {
            let wrong = match HubAddress::parse(&value) {
                Ok(_) => return,
                Err(NoHub::Unclear) => Wrong::HubUrl,
                Err(NoHub::Open) => Wrong::HubOpen,
                Err(NoHub::Secret) => Wrong::HubSecret,
            };
            return self.fault(at, wrong, Some(Hint::HubUrl));
        }
        let store = user.get("store").and_then(text).filter(|it| it.0 == Store::Hub.word());
        if let Some((_, at)) = store {
            self.fault(at, Wrong::NoHub, Some(Hint::HubUrl));
        }
    }

    /// An alarm before the warning would never show the warning.
    fn order(&mut self, user: &DeTable<'_>) {
        let find = |tables: &DeTable<'_>, key| {
            let value = tables.get("wait")?.get_ref().get(key)?;
            Some((number(value.get_ref().as_integer()?)?, value.span()))
        };
        let (warn, alarm) = (find(user, "warn_minutes"), find(user, "alarm_minutes"));
        let Some(at) = alarm.as_ref().or(warn.as_ref()).map(|it| it.1.clone()) else { return };
        let value =
            |own: Option<(i64, _)>, key| own.or_else(|| find(self.known, key)).map(|it| it.0);
        let (warn, alarm) = (value(warn, "warn_minutes"), value(alarm, "alarm_minutes"));
        if let (Some(warn), Some(alarm)) = (warn, alarm)
            && alarm < warn
        {
            self.fault(at, Wrong::AlarmFirst { warn, alarm }, None);
        }
    }
}

type Name<'a> = std::borrow::Cow<'a, str>;

fn names<'a>(table: &'a DeTable<'_>) -> Vec<&'a str> {
    table.keys().map(|it| it.get_ref().as_ref()).collect()
}

fn number(value: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(value.as_str(), value.radix()).ok()
}

pub(super) fn sort(value: &DeValue<'_>) -> Sort {
    match value {
        DeValue::String(_) => Sort::Text,
        DeValue::Integer(_) => Sort::Number,
        DeValue::Float(_) => Sort::Fraction,
        DeValue::Boolean(_) => Sort::Switch,
        DeValue::Datetime(_) => Sort::Moment,
        DeValue::Array(_) => Sort::List,
        DeValue::Table(_) => Sort::Table,
    }
}
