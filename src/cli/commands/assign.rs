//! `keydesk assign`: gives dialogs to an agent, to oneself, or to nobody.

use clap::{ArgMatches, Command};

use crate::domain::{AgentId, Intent};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, Work, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let to = args::option(catalog, "to", "cli-value-name", "cli-help-to").required(true);
    let command = args::subcommand(catalog, "assign", "cli-assign").arg(verbs::ids_arg(catalog));
    let command = verbs::changing(catalog, command.arg(to));
    verbs::examples(
        catalog,
        command,
        &[
            "keydesk assign 12 15 --to me",
            "keydesk list assignee:blocked -q | keydesk assign - --to Olena",
        ],
    )
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let to = verbs::given(matches, "to").unwrap_or_default();
    to_all(context, matches, |work| Ok(vec![Intent::Assign(receiver(work, to)?)]))
}

fn receiver(work: &Work<'_>, to: &str) -> Result<Option<AgentId>, Trouble> {
    match to {
        "me" => Ok(Some(work.me.id)),
        "none" => Ok(None),
        name => verbs::somebody(&work.roster.agents, name).map(|it| Some(it.id)),
    }
}
