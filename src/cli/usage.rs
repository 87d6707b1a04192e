//! What was typed wrong, in our own sentences: clap knows what is wrong, the catalogs know how to say it.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::base::msg::Msg;

use super::report::{Complaint, Trouble};
use super::screen::PACE_MAX;

/// Says what is wrong with what was typed behind `path`, the names of the commands.
pub(super) fn trouble(wrong: &Error, path: &str) -> Trouble {
    let see = || Msg::new("cli-usage-see").with("command", format!("{path} --help"));
    let hint =
        suggestion(wrong).map_or_else(see, |it| Msg::new("config-hint-meant").with("word", it));
    Trouble::Usage(Complaint::new(what(wrong)).hint(hint))
}

fn what(wrong: &Error) -> Msg {
    let arg = || name(&first(wrong, ContextKind::InvalidArg));
    let value = || first(wrong, ContextKind::InvalidValue);
    match wrong.kind() {
        ErrorKind::UnknownArgument => Msg::new("cli-usage-unknown").with("arg", arg()),
        ErrorKind::InvalidSubcommand => {
            Msg::new("cli-usage-command").with("word", first(wrong, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => {
            Msg::new("cli-usage-which").with("known", all(wrong, ContextKind::ValidSubcommand))
        }
        ErrorKind::InvalidValue if value().is_empty() => {
            Msg::new("cli-usage-no-value").with("arg", arg())
        }
        ErrorKind::InvalidValue => Msg::new("cli-usage-value")
            .with("arg", arg())
            .with("value", value())
            .with("allowed", all(wrong, ContextKind::ValidValue)),
        // Only numbers are checked while they are read.
        ErrorKind::ValueValidation => {
            let max = largest(&arg()).to_string();
            Msg::new("cli-usage-number").with("arg", arg()).with("value", value()).with("max", max)
        }
        ErrorKind::MissingRequiredArgument => {
            Msg::new("cli-usage-missing").with("what", all(wrong, ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict => Msg::new("cli-usage-twice").with("arg", arg()),
        ErrorKind::TooManyValues => Msg::new("cli-usage-value-unwanted").with("arg", arg()),
        ErrorKind::InvalidUtf8 => Msg::new("cli-usage-utf8"),
        _ => Msg::new("cli-usage-other"),
    }
}

/// The largest number an option takes.
fn largest(arg: &str) -> u64 {
    if arg == "--pace" { PACE_MAX.into() } else { u64::MAX }
}

/// What was meant, most likely.
fn suggestion(wrong: &Error) -> Option<String> {
    let kinds =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().map(|it| first(wrong, it)).find(|it| !it.is_empty()).map(|it| name(&it))
}

/// `--dir` of `--dir <FOLDER>`.
fn name(arg: &str) -> String {
    arg.split_whitespace().next().unwrap_or_default().to_owned()
}

fn first(wrong: &Error, kind: ContextKind) -> String {
    values(wrong, kind).into_iter().next().unwrap_or_default()
}

fn all(wrong: &Error, kind: ContextKind) -> String {
    values(wrong, kind).join(", ")
}

fn values(wrong: &Error, kind: ContextKind) -> Vec<String> {
    match wrong.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        _ => Vec::new(),
    }
}
