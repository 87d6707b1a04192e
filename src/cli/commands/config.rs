//! `keydesk config`: looks after the settings file, also when it is broken.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::config::EXAMPLE;
use crate::i18n::Catalog;

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::{args, output};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    args::group(catalog, "config", "cli-config")
        .subcommand(args::subcommand(catalog, "check", "cli-config-check"))
        .subcommand(args::subcommand(catalog, "path", "cli-config-path"))
        .subcommand(args::subcommand(catalog, "example", "cli-config-example"))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    match matches.subcommand_name() {
        Some("check") => check(context),
        Some("path") => output::data(&context.paths()?.config_file.display().to_string()),
        _ => output::data(EXAMPLE),
    }
}

fn check(context: &Context) -> Result<(), Trouble> {
    let (config, _) = context.settings()?;
    let file = config.file().display().to_string();
    // A file that is not there is as good as an empty one, but somebody may believe that it is read.
    let fine = if config.file().exists() { "cli-config-ok" } else { "cli-config-none" };
    output::data(&context.say(&Msg::new(fine).with("file", file)))
}
