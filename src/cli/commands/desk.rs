//! `keydesk desk`: looks after the desk's file.

use std::path::Path;

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::i18n::Catalog;
use crate::store::{self, Desk, Recovered, StoreError};

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::{args, desk, output};
use super::{desk_compact, desk_files};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    args::group(catalog, "desk", "cli-desk")
        .subcommand(args::subcommand(catalog, "path", "cli-desk-path"))
        .subcommand(args::subcommand(catalog, "recover", "cli-desk-recover"))
        .subcommand(desk_compact::spec(catalog))
        .subcommand(desk_files::spec(catalog))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dir = context.paths()?.data_dir;
    match matches.subcommand() {
        Some(("recover", _)) => recover(context, &dir),
        Some(("compact", matches)) => desk_compact::run(context, matches),
        Some(("files", matches)) => desk_files::run(context, matches),
        _ => output::data(&Desk::file(&dir).display().to_string()),
    }
}

fn recover(context: &Context, dir: &Path) -> Result<(), Trouble> {
    desk::must_exist(context, dir)?;
    match store::recover(dir) {
        Ok(recovered) if recovered.saved.iter().all(|it| it.1 == 0) => {
            let kept = Msg::new("cli-recover-kept");
            let kept = kept.with("file", recovered.kept.display().to_string());
            Err(Trouble::refused(Msg::new("cli-recovered-nothing"), kept))
        }
        Ok(recovered) => output::data(&told(context, &recovered)),
        Err(source) => {
            // What helps elsewhere, doing just this, has been done and did not help.
            let hint = match source {
                StoreError::Corrupt(_) => Some(Msg::new("cli-recover-failed-hint")),
                StoreError::Busy(_) => Some(Msg::new("cli-recover-busy-hint")),
                _ => None,
            };
            Err(Trouble::desk(Desk::file(dir), source, hint))
        }
    }
}

/// What was saved, as far as a person knows the words for it.
fn told(context: &Context, recovered: &Recovered) -> String {
    let saved = |table: &str| {
        let rows = recovered.saved.iter().find(|it| it.0 == table).map_or(0, |it| it.1);
        i64::try_from(rows).unwrap_or(i64::MAX)
    };
    let count = |id, n: i64| format!("  {}", context.catalog.count(id, n));
    let lost = i64::try_from(recovered.lost).unwrap_or(i64::MAX);
    let kept = Msg::new("cli-recover-kept").with("file", recovered.kept.display().to_string());
    [
        context.say(&Msg::new("cli-recovered")),
        count("cli-saved-channels", saved("channels")),
        count("cli-saved-agents", saved("agents")),
        count("cli-stake-dialogs", saved("dialogs")),
        count("cli-stake-messages", saved("messages")),
        context.catalog.count("cli-recover-lost", lost),
        context.say(&kept),
    ]
    .join("\n")
}
