//! What went wrong, as a person reads it: a heading, why, and what to do; and the exit code it ends with.
//!
//! Everything that is no data goes to stderr, from here. That nobody reads it is no reason to fail.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::config::ConfigError;
use crate::config::books::BookFault;
use crate::i18n::Catalog;
use crate::store::StoreError;
use crate::sync::client::{HubError, Remedy};

/// Why a command was not done, cut by its exit code.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is refused, or names what is not there.
    Refused(Complaint),
    /// It cannot be understood.
    Usage(Complaint),
    /// The settings cannot be used.
    Settings(ConfigError),
    /// Quick replies, macros or views have mistakes; never empty.
    Books(Vec<BookFault>),
    /// The hub has not answered as it was asked.
    Hub(HubError),
    /// The hub is out of reach.
    OutOfReach(Complaint),
    /// The desk cannot be used.
    Desk(Box<BrokenDesk>),
    /// What was asked for could not be written to stdout.
    Output(io::Error),
    /// A filter cannot be understood.
    Filter(Box<WrongLine>),
    /// Not all of it was done, which has been told already, line by line.
    Told,
    /// A signal ended it; there is nothing to say.
    Signal(i32),
    /// A mistake of ours; it has been told on stderr already.
    Bug,
}

/// A line that cannot be understood, and where in it.
#[derive(Debug)]
pub(super) struct WrongLine {
    /// The line.
    pub(super) line: String,
    /// The bytes that are wrong, on borders of characters.
    pub(super) range: std::ops::Range<usize>,
    /// What is wrong, and what would be right.
    pub(super) what: Msg,
}

/// A desk that cannot be used.
#[derive(Debug)]
pub(super) struct BrokenDesk {
    /// Its file.
    pub(super) file: PathBuf,
    /// What to do, where that depends on the command.
    pub(super) hint: Option<Msg>,
    /// Why not.
    pub(super) source: StoreError,
}

/// A heading, a reason, a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// What is wrong.
    pub(super) what: Msg,
    /// Why, in the words of whoever knows.
    pub(super) because: Option<String>,
    /// What to do.
    pub(super) hint: Option<Msg>,
}

impl Complaint {
    /// A heading alone.
    pub(super) const fn new(what: Msg) -> Self {
        Self { what, because: None, hint: None }
    }

    /// Adds what to do.
    pub(super) fn hint(self, hint: Msg) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl Trouble {
    /// A refusal and what to do about it.
    pub(super) fn refused(what: Msg, hint: Msg) -> Self {
        Self::Refused(Complaint::new(what).hint(hint))
    }

    /// A desk that cannot be used, and what to do where the store does not know it.
    pub(super) fn desk(file: PathBuf, source: StoreError, hint: Option<Msg>) -> Self {
        Self::Desk(Box::new(BrokenDesk { file, hint, source }))
    }

    /// The exit code, as `--help` explains it.
    fn code(&self) -> u8 {
        match self {
            // Whoever closed the pipe has read enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Refused(_) | Self::Output(_) | Self::Told => 1,
            Self::Usage(_) | Self::Filter(_) => 2,
            // As a shell tells it.
            Self::Signal(number) => 128 + u8::try_from(*number).unwrap_or(0) % 128,
            Self::Settings(_) | Self::Books(_) => 3,
            Self::Desk(desk) => match desk.source {
                StoreError::Database { .. } | StoreError::Gone => 70,
                _ => 4,
            },
            Self::Hub(error) => match error.remedy() {
                Remedy::Again(_) => 4,
                Remedy::Person if matches!(error, HubError::Strange(_)) => 4,
                _ => 1,
            },
            Self::OutOfReach(_) => 4,
            Self::Bug => 70,
        }
    }

    /// The lines to be shown.
    fn lines(&self, catalog: &Catalog) -> Vec<String> {
        match self {
            Self::Hub(error) => said(catalog, &error.say(), None, error.hint()),
            Self::Refused(it) | Self::Usage(it) | Self::OutOfReach(it) => {
                said(catalog, &it.what, it.because.clone(), it.hint.clone())
            }
            Self::Settings(error) => {
                let mut lines = said(catalog, &error.say(), None, error.hint());
                lines.extend(faults(catalog, error));
                lines
            }
            Self::Books(faults) => {
                let what = Msg::new("book-faulty").with("n", faults.len());
                let mut lines = said(catalog, &what, None, None);
                lines.extend(faults.iter().map(|it| place_line(catalog, it)));
                lines
            }
            Self::Desk(desk) => {
                let BrokenDesk { file, hint, source } = &**desk;
                let why = match source {
                    // The heading says it already.
                    StoreError::Unopened(_) | StoreError::Database { .. } => None,
                    _ => std::error::Error::source(source).map(|it| format!(": {it}")),
                };
                let why = format!("{}{}", file.display(), why.unwrap_or_default());
                said(catalog, &source.say(), Some(why), hint.clone().or_else(|| source.hint()))
            }
            Self::Filter(wrong) => {
                let mut lines = said(catalog, &wrong.what, None, None);
                lines.extend(pointed(wrong));
                lines
            }
            Self::Signal(_) | Self::Told => Vec::new(),
            Self::Output(error) => {
                said(catalog, &Msg::new("cli-output-failed"), Some(error.to_string()), None)
            }
            Self::Bug => said(catalog, &Msg::new("cli-bug"), None, Some(Msg::new("cli-bug-hint"))),
        }
    }
}

/// Says it and tells with which code to end.
pub(super) fn report(trouble: &Trouble, catalog: &Catalog) -> ExitCode {
    let code = trouble.code();
    if code != 0 {
        tell(trouble, catalog);
    }
    ExitCode::from(code)
}

/// Says it; the command goes on.
pub(super) fn tell(trouble: &Trouble, catalog: &Catalog) {
    for line in trouble.lines(catalog) {
        note(&line);
    }
}

/// Tells the person at the keyboard something that is no data.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", clean_line(line));
}

/// Asks the person at the keyboard; the cursor stays behind the question.
pub(super) fn ask(question: &str) {
    let mut err = io::stderr().lock();
    let _ = write!(err, "{} ", clean_line(question)).and_then(|()| err.flush());
}

fn said(catalog: &Catalog, what: &Msg, because: Option<String>, hint: Option<Msg>) -> Vec<String> {
    let put = |msg: Msg, text: String| catalog.say(&msg.with("text", text));
    let mut lines = vec![put(Msg::new("cli-error"), catalog.say(what))];
    lines.extend(because.map(|it| format!("  {}", put(Msg::new("cli-because"), it))));
    lines.extend(hint.map(|it| format!("  {}", put(Msg::new("cli-hint"), catalog.say(&it)))));
    lines
}

/// The line, and below it marks under what is wrong.
fn pointed(wrong: &WrongLine) -> [String; 2] {
    let part =
        |from: usize, to: usize| wrong.line.get(from..to).map(clean_line).unwrap_or_default();
    let before = part(0, wrong.range.start);
    let (bad, after) =
        (part(wrong.range.start, wrong.range.end), part(wrong.range.end, wrong.line.len()));
    let marks = "^".repeat(width(&bad).max(1));
    [format!("  {before}{bad}{after}"), format!("  {}{marks}", " ".repeat(width(&before)))]
}

/// One mistake in a file beside the settings, as editors and compilers point at places.
pub(super) fn place_line(catalog: &Catalog, fault: &BookFault) -> String {
    let hint = fault.hint.as_ref().map_or_else(String::new, |it| format!("; {}", catalog.say(it)));
    format!("{}: {}{hint}", fault.place(), catalog.say(&fault.wrong))
}

/// One line per fault, as editors and compilers point at places.
fn faults(catalog: &Catalog, error: &ConfigError) -> Vec<String> {
    let ConfigError::Faulty { file, faults } = error else { return Vec::new() };
    let line = |it: &crate::config::Fault| {
        let hint = it.hint().map_or_else(String::new, |hint| format!("; {}", catalog.say(&hint)));
        format!("{}:{}: {}{hint}", file.display(), it.at, catalog.say(&it.say()))
    };
    faults.iter().map(line).collect()
}
