//! `keydesk reply`: answers the customer. The answer goes into the outbox; whoever runs the channels sends it.

use clap::{ArgMatches, Command};

use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, Deed, Work, act};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "reply", "cli-reply")
        .arg(verbs::id_arg(catalog))
        .arg(verbs::text_arg(catalog));
    verbs::examples(
        catalog,
        verbs::changing(catalog, command),
        &["keydesk reply 12 'Вже відправили!'", "keydesk reply 12 --wait 30 < answer.txt"],
    )
}

/// Answers.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dialog = verbs::one_id(matches)?;
    let work = Work::open(context, matches)?;
    let intent = work.reply(dialog, verbs::text_of(matches, &context.catalog)?)?;
    act(&work, matches, vec![Deed { dialog, intent }])
}
