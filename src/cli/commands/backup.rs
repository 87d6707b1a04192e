//! `keydesk backup` and `keydesk restore`: the whole desk as one file, and back.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::base::clock::{self, Timestamp, now};
use crate::base::msg::Msg;
use crate::i18n::Catalog;
use crate::store::{self, CopyError, Desk, StoreError};

use super::super::args;
use super::super::context::Context;
use super::super::desk::{self, OpenDesk, quoted, typed};
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs;

/// What is behind the name of a copy that nobody has named.
const SUFFIX: &str = "kdbackup";

/// How `backup` is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "backup", "cli-backup");
    let command = command.arg(file(catalog, "cli-help-backup"));
    verbs::examples(catalog, command, &["keydesk backup", "keydesk backup /mnt/safe/desk.kdbackup"])
}

/// How `restore` is typed.
pub(super) fn spec_restore(catalog: &Catalog) -> Command {
    let replace = Arg::new("replace").long("replace").action(ArgAction::SetTrue);
    let command = args::subcommand(catalog, "restore", "cli-restore");
    let command = command
        .arg(file(catalog, "cli-help-restore").required(true))
        .arg(replace.help(catalog.t("cli-help-replace").into_owned()));
    verbs::examples(catalog, command, &["keydesk --dir new restore desk.kdbackup"])
}

fn file(catalog: &Catalog, help: &'static str) -> Arg {
    Arg::new("file")
        .value_parser(value_parser!(PathBuf))
        .value_name(catalog.t("cli-value-file").into_owned())
        .help(catalog.t(help).into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// Makes a copy.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dir = context.paths()?.data_dir;
    desk::must_exist(context, &dir)?;
    let asked = matches.get_one::<PathBuf>("file");
    let usual = || PathBuf::from(format!("keydesk-{}.{SUFFIX}", stamp(now())));
    let to = match asked {
        // Into a folder under the usual name.
        Some(folder) if folder.is_dir() => folder.join(usual()),
        Some(file) => file.clone(),
        None => usual(),
    };
    let copied = store::back_up(&dir, &to).map_err(|it| trouble(context, &dir, it))?;
    let size = context.catalog.count("cli-size-kilobytes", count(copied.bytes.div_ceil(1024)));
    let done = Msg::new("cli-backed-up").with("file", shown(&to)).with("size", size);
    note(&context.say(&done));
    if copied.files > 0 {
        let beside = Msg::new("cli-backup-files").with("n", count(copied.files));
        note(&context.say(&beside.with("file", format!("{}.files", shown(&to)))));
    }
    note(&context.say(&Msg::new("cli-backup-secret")));
    Ok(())
}

/// Puts a copy back.
pub(super) fn restore(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dir = context.paths()?.data_dir;
    // A desk that cannot be opened may be what is to be mended.
    if Desk::file(&dir).exists()
        && let Ok(there) = OpenDesk::bare(context)
    {
        there.must_be_own()?;
    }
    let none = PathBuf::new();
    let from = matches.get_one::<PathBuf>("file").unwrap_or(&none);
    let replace = matches.get_flag("replace");
    let restored = store::restore(from, &dir, replace, &stamp(now())).map_err(|it| match it {
        CopyError::Taken(_) => {
            let what = Msg::new("cli-restore-there").with("dir", shown(&dir));
            let again = format!("restore --replace {}", quoted(&shown(from)));
            let command = typed(context, &again);
            Trouble::refused(what, Msg::new("cli-restore-there-hint").with("command", command))
        }
        other => trouble(context, &dir, other),
    })?;
    let done = Msg::new("cli-restored").with("dir", shown(&dir)).with("file", shown(from));
    note(&context.say(&done));
    if let Some(kept) = restored.kept {
        note(&context.say(&Msg::new("cli-restore-kept").with("file", shown(&kept))));
    }
    if restored.unsure > 0 {
        note(&context.catalog.count("cli-restore-unsure", count(restored.unsure)));
    }
    Ok(())
}

/// Why there is no copy, or none was put back.
fn trouble(context: &Context, dir: &Path, error: CopyError) -> Trouble {
    let file_named = |id, file: &Path| Msg::new(id).with("file", shown(file));
    let because = |what, why: String| {
        Trouble::Refused(Complaint { because: Some(why), ..Complaint::new(what) })
    };
    match error {
        CopyError::Desk(source) => {
            let hint = match source {
                StoreError::Busy(_) => Some(Msg::new("cli-recover-busy-hint")),
                StoreError::Corrupt(_) => {
                    let command = typed(context, "desk recover");
                    Some(Msg::new("cli-recover-hint").with("command", command))
                }
                _ => None,
            };
            Trouble::desk(Desk::file(dir), source, hint)
        }
        CopyError::Taken(file) => Trouble::refused(
            file_named("cli-backup-taken", &file),
            Msg::new("cli-backup-taken-hint"),
        ),
        CopyError::Unread(file, why) => {
            because(file_named("cli-cannot-read", &file), why.to_string())
        }
        CopyError::Unwritten(file, why) => {
            because(file_named("cli-cannot-write", &file), why.to_string())
        }
        CopyError::NoCopy(file) => {
            Trouble::refused(file_named("cli-no-backup", &file), Msg::new("cli-no-backup-hint"))
        }
        CopyError::InUse(file) => {
            Trouble::refused(file_named("cli-backup-in-use", &file), Msg::new("cli-no-backup-hint"))
        }
        CopyError::Unsound(file, why) => because(file_named("cli-backup-damaged", &file), why),
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A moment as part of a file's name, in the time of this place.
fn stamp(at: Timestamp) -> String {
    let offset = i64::from(clock::utc_offset(at));
    let here = chrono::DateTime::from_timestamp(at.0 / 1000 + offset, 0);
    here.map_or_else(String::new, |it| it.format("%Y-%m-%d-%H%M%S").to_string())
}
