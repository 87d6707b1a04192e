//! `keydesk import`: an export into a desk on which nothing has happened yet.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::i18n::Catalog;
use crate::store::{ImportFault, Record, Sqlite, StoreError};

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::report::{Complaint, Trouble, note};
use super::super::schema::{self, Read, Wrong};
use super::super::verbs;

/// A line longer than this is not one of ours.
const LINE_MOST: u64 = 16 * 1024 * 1024;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let file = Arg::new("file")
        .required(true)
        .value_name(catalog.t("cli-value-file").into_owned())
        .help(catalog.t("cli-help-import").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    let command = args::subcommand(catalog, "import", "cli-import").arg(file);
    verbs::examples(catalog, command, &["keydesk --dir copy import desk.ndjson"])
}

/// Why a file was not taken, and at which of its lines that was found out.
type Fault = (u64, ImportFault<Bad>);

/// What is wrong with the file itself.
#[derive(Debug)]
enum Bad {
    Unread(io::Error),
    Said(Msg),
}

/// Takes it in.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let file = matches.get_one::<String>("file").map_or("-", String::as_str).to_owned();
    let from: Box<dyn BufRead + Send> = if file == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let opened = File::open(&file).map_err(|it| unread(&file, &it))?;
        Box::new(BufReader::new(opened))
    };
    let opened = OpenDesk::bare(context)?;
    opened.must_be_own()?;
    let taken = opened.write(move |desk| take(desk, from))?;
    let rows = taken.map_err(|(line, fault)| trouble(context, &file, line, fault))?;
    // Who searches next is to find everything.
    opened.write(Sqlite::catch_up)?;
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    note(&context.say(&Msg::new("cli-imported").with("n", rows).with("file", file)));
    Ok(())
}

fn take(
    desk: &mut Sqlite,
    mut from: Box<dyn BufRead + Send>,
) -> Result<Result<u64, Fault>, StoreError> {
    let mut place = Place::default();
    let taken = desk.import(|| next(&mut from, &mut place))?;
    Ok(taken.map_err(|fault| (place.line, fault)))
}

/// How far the file is read.
#[derive(Debug, Default)]
struct Place {
    /// The line, from 1 on.
    line: u64,
    /// Rows so far.
    rows: u64,
    /// Whether the first line has been there.
    begun: bool,
}

/// The next row; nothing behind the last line, which must be there and the last one.
fn next(from: &mut impl BufRead, place: &mut Place) -> Result<Option<Record>, Bad> {
    let said = |id| Err(Bad::Said(Msg::new(id)));
    loop {
        let mut text = String::new();
        place.line += 1;
        from.take(LINE_MOST).read_line(&mut text).map_err(Bad::Unread)?;
        if text.is_empty() {
            return said(if place.begun { "cli-import-cut" } else { "cli-import-no-export" });
        }
        match schema::read_row(&text) {
            Ok(Read::Begin) if !place.begun => place.begun = true,
            Err(Wrong::Newer) => return said("cli-import-newer"),
            _ if !place.begun => return said("cli-import-no-export"),
            Ok(Read::Row(record)) => {
                place.rows += 1;
                return Ok(Some(record));
            }
            Ok(Read::End(all)) if all == place.rows => {
                if from.fill_buf().map_err(Bad::Unread)?.is_empty() {
                    return Ok(None);
                }
                place.line += 1;
                return said("cli-import-cut");
            }
            Ok(Read::End(_) | Read::Begin) => return said("cli-import-cut"),
            Err(Wrong::Line(msg)) => return Err(Bad::Said(msg)),
        }
    }
}

fn unread(file: &str, cause: &io::Error) -> Trouble {
    let what = Msg::new("cli-cannot-read").with("file", file);
    Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
}

fn trouble(context: &Context, file: &str, line: u64, fault: ImportFault<Bad>) -> Trouble {
    let line = i64::try_from(line).unwrap_or(i64::MAX);
    let at = |why: String| {
        let what = Msg::new("cli-import-wrong").with("file", file).with("line", line);
        Trouble::Refused(Complaint { because: Some(why), ..Complaint::new(what) })
    };
    match fault {
        ImportFault::NotEmpty => {
            let hint = Msg::new("cli-import-used-hint").with("command", "keydesk import");
            Trouble::refused(Msg::new("cli-import-used"), hint)
        }
        ImportFault::Source(Bad::Unread(error)) => unread(file, &error),
        ImportFault::Source(Bad::Said(msg)) => at(context.say(&msg)),
        ImportFault::Unknown(name) => {
            at(context.say(&Msg::new("cli-import-unknown").with("name", name)))
        }
        ImportFault::Unfit(why) => at(why),
        ImportFault::Torn(rows) => {
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            let what = Msg::new("cli-import-torn").with("file", file).with("n", rows);
            Trouble::Refused(Complaint::new(what))
        }
    }
}
