//! `keydesk completions`: what a shell needs to complete the commands.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::{Shell, generate};

use crate::i18n::Catalog;

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::verbs;
use super::super::{args, output};

const SHELLS: [(&str, Shell); 3] =
    [("bash", Shell::Bash), ("zsh", Shell::Zsh), ("fish", Shell::Fish)];

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let shell = Arg::new("shell")
        .required(true)
        .value_parser(PossibleValuesParser::new(SHELLS.map(|it| it.0)))
        .hide_possible_values(true)
        .value_name(catalog.t("cli-value-shell").into_owned())
        .help(catalog.t("cli-help-shell").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    let command = args::subcommand(catalog, "completions", "cli-completions").arg(shell);
    verbs::examples(
        catalog,
        command,
        &[
            "keydesk completions bash > ~/.local/share/bash-completion/completions/keydesk",
            "keydesk completions fish > ~/.config/fish/completions/keydesk.fish",
        ],
    )
}

/// Prints the script.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let named = matches.get_one::<String>("shell");
    let shell = SHELLS.iter().find(|it| Some(it.0) == named.map(String::as_str));
    let mut script = Vec::new();
    if let Some((_, shell)) = shell {
        let mut root = args::command(&context.catalog);
        let name = root.get_name().to_owned();
        generate(*shell, &mut root, name, &mut script);
    }
    output::data(&String::from_utf8_lossy(&script))
}
