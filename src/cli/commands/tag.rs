//! `keydesk tag`: puts tags on dialogs and takes them off.

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};

use crate::domain::Intent;
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs::{self, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let tags = |it: Arg| it.action(ArgAction::Append);
    let command = args::subcommand(catalog, "tag", "cli-tag")
        .arg(verbs::ids_arg(catalog))
        .arg(tags(args::option(catalog, "add", "cli-value-tag", "cli-help-add")))
        .arg(tags(args::option(catalog, "drop", "cli-value-tag", "cli-help-drop")))
        .group(ArgGroup::new("tags").args(["add", "drop"]).required(true).multiple(true));
    let command = verbs::changing(catalog, command);
    verbs::examples(catalog, command, &["keydesk tag 12 15 --add vip --drop 'to do'"])
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let all = |name| matches.get_many::<String>(name).into_iter().flatten().cloned();
    let mut intents: Vec<Intent> = all("add").map(Intent::AddTag).collect();
    intents.extend(all("drop").map(Intent::DropTag));
    to_all(context, matches, |_| Ok(intents))
}
