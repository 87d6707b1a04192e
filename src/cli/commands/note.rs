//! `keydesk note`: writes to colleagues; the customer never sees it.

use clap::{ArgMatches, Command};

use crate::domain::Intent;
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, Deed, Work, act};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "note", "cli-note")
        .arg(verbs::id_arg(catalog))
        .arg(verbs::text_arg(catalog));
    let command = verbs::changing(catalog, command);
    verbs::examples(catalog, command, &["keydesk note 12 'called back, all is well'"])
}

/// Writes it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dialog = verbs::one_id(matches)?;
    let work = Work::open(context, matches)?;
    let intent = Intent::Note(verbs::text_of(matches, &context.catalog)?);
    act(&work, matches, vec![Deed { dialog, intent }])
}
