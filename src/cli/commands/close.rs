//! `keydesk close`: closes dialogs, also those in which somebody waits, and says so.

use clap::{ArgMatches, Command};

use crate::domain::Intent;
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "close", "cli-close").arg(verbs::ids_arg(catalog));
    let command = command.arg(args::switch(catalog, "unassign", "cli-help-unassign"));
    let command = verbs::changing(catalog, command);
    verbs::examples(
        catalog,
        command,
        &["keydesk close 12 15", "keydesk list tag:done -q | keydesk close --unassign -"],
    )
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let unassign = matches.get_flag("unassign");
    let intent = if unassign { Intent::CloseAndUnassign } else { Intent::Close };
    to_all(context, matches, |_| Ok(vec![intent]))
}
