//! `keydesk export`: the whole desk, or some dialogs of it, as lines that another desk takes in.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::domain::Filter;
use crate::i18n::Catalog;
use crate::store::{Files as _, Sqlite, StoreError, Study as _};

use super::super::args;
use super::super::context::Context;
use super::super::report::{Complaint, Trouble, note};
use super::super::schema;
use super::super::verbs::{self, Unsaid, Work};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let out = args::option(catalog, "out", "cli-value-file", "cli-help-out")
        .value_parser(value_parser!(PathBuf));
    let command = args::subcommand(catalog, "export", "cli-export").arg(out);
    let command = command.arg(verbs::words(catalog)).arg(args::option(
        catalog,
        "view",
        "cli-value-name",
        "cli-help-view",
    ));
    verbs::examples(
        catalog,
        verbs::looking(catalog, command),
        &["keydesk export --out desk.ndjson", "keydesk export tag:vip | gzip > vip.ndjson.gz"],
    )
}

/// Writes it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let (filter, line) = work.filter(matches, Unsaid::All)?;
    let narrowed = !line.is_empty() || verbs::given(matches, "view").is_some();
    let only = narrowed.then_some(filter);
    let first = schema::begin_export(&schema::moment(work.now), &line);
    let now = work.now;
    let Some(file) = matches.get_one::<PathBuf>("out") else {
        let written = work.opened.study(move |it| {
            write(it, BufWriter::new(io::stdout()), &first, only.map(|it| (it, now)))
        })?;
        return written.map(drop).map_err(Trouble::Output);
    };
    let part = beside(file);
    let failed = |cause: io::Error| cannot_write(file, &cause);
    if std::fs::symlink_metadata(file).is_ok_and(|it| !it.is_file()) {
        return Err(failed(io::Error::other(context.say(&Msg::new("cli-not-a-file")))));
    }
    let made = private(&part).and_then(|it| Ok((it.try_clone()?, it)));
    let (kept, out) = made.map_err(|cause| cannot_write(&part, &cause))?;
    let out = BufWriter::new(out);
    let written = work.opened.study(move |it| write(it, out, &first, only.map(|it| (it, now))));
    let rows = match written {
        // Whole or not at all: a file that stops in the middle is taken for a good one until it is needed.
        Ok(Ok(rows)) => {
            let there = kept.sync_all().and_then(|()| std::fs::rename(&part, file));
            there.map(|()| rows).map_err(failed)
        }
        Ok(Err(error)) => Err(failed(error)),
        Err(trouble) => Err(trouble),
    };
    if rows.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    let rows = i64::try_from(rows?).unwrap_or(i64::MAX);
    let done = Msg::new("cli-exported").with("file", file.display().to_string()).with("n", rows);
    note(&context.say(&done));
    let files = work.opened.read(move |it| it.contents(now))?.len();
    if files > 0 {
        let files = i64::try_from(files).unwrap_or(i64::MAX);
        note(&context.catalog.count("cli-export-files", files));
    }
    Ok(())
}

fn cannot_write(file: &Path, cause: &io::Error) -> Trouble {
    let what = Msg::new("cli-cannot-write").with("file", file.display().to_string());
    Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
}

type Only = Option<(Filter, crate::base::clock::Timestamp)>;

/// Writes all of it as it is at one moment; tells how many rows there were.
fn write(
    desk: &Sqlite,
    mut out: impl Write,
    first: &str,
    only: Only,
) -> Result<io::Result<u64>, StoreError> {
    let mut rows = 0;
    let written = desk.at_one_moment(|desk| {
        let ids = only.map(|(filter, now)| desk.ids(&filter, now, usize::MAX)).transpose()?;
        if let Err(error) = out.write_all(first.as_bytes()) {
            return Ok(Err(error));
        }
        desk.export(ids.as_deref(), |record| {
            rows += 1;
            out.write_all(schema::row(&record).as_bytes())
        })
    })?;
    let end = schema::end_export(rows);
    let ended = written.and_then(|()| out.write_all(end.as_bytes())).and_then(|()| out.flush());
    Ok(ended.map(|()| rows))
}

/// A name in the same folder that nobody else uses.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    name.into()
}

/// What customers wrote is nobody else's to read: a new file, not one that somebody else has put there.
fn private(file: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}
