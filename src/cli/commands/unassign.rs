//! `keydesk unassign`: takes dialogs off whoever has them.

use clap::{ArgMatches, Command};

use crate::domain::Intent;
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command =
        args::subcommand(catalog, "unassign", "cli-unassign").arg(verbs::ids_arg(catalog));
    let command = verbs::changing(catalog, command);
    verbs::examples(catalog, command, &["keydesk list assignee:blocked -q | keydesk unassign -"])
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    to_all(context, matches, |_| Ok(vec![Intent::Assign(None)]))
}
