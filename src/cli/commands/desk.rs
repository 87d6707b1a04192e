//! `keydesk desk`: looks after the desk's file.

use clap::{ArgMatches, Command};

use crate::i18n::Catalog;
use crate::store::Desk;

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::{args, output};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    args::group(catalog, "desk", "cli-desk").subcommand(args::subcommand(
        catalog,
        "path",
        "cli-desk-path",
    ))
}

/// Shows where it lies; it is the only thing there is to do with it here.
pub(super) fn run(context: &Context, _: &ArgMatches) -> Result<(), Trouble> {
    output::data(&Desk::file(&context.paths()?.data_dir).display().to_string())
}
