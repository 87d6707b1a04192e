//! `keydesk spam`: marks dialogs as spam, or takes them out of it.

use clap::{ArgMatches, Command};

use crate::domain::Intent;
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "spam", "cli-spam").arg(verbs::ids_arg(catalog));
    let command = command.arg(args::switch(catalog, "not", "cli-help-not"));
    let command = verbs::changing(catalog, command);
    verbs::examples(catalog, command, &["keydesk spam 12", "keydesk spam --not 12"])
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let intent = if matches.get_flag("not") { Intent::UnmarkSpam } else { Intent::MarkSpam };
    to_all(context, matches, |_| Ok(vec![intent]))
}
