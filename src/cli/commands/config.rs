//! `keydesk config`: looks after the settings file, also when it is broken.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::config::EXAMPLE;
use crate::config::books::{BookFault, Books};
use crate::i18n::Catalog;

use super::super::context::Context;
use super::super::report::{Trouble, note, place_line};
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
    let books = Books::read(&context.paths()?);
    let settings = context.settings().and_then(|(config, _)| {
        let own: Vec<&str> = books.views.all.iter().map(|it| it.name.as_str()).collect();
        // Of a broken file of views nobody knows which are in it.
        let broken = |it: &BookFault| it.file == books.views_file();
        if !books.faults.iter().any(broken) {
            config.check_views(&own).map_err(Trouble::Settings)?;
        }
        Ok(config)
    });
    let config = match settings {
        Ok(config) => config,
        Err(trouble) => {
            // All mistakes in one go: those of the settings come last, with their heading.
            for fault in &books.faults {
                note(&place_line(&context.catalog, fault));
            }
            return Err(trouble);
        }
    };
    let file = config.file().display().to_string();
    // A file that is not there is as good as an empty one, but somebody may believe that it is read.
    let fine = if config.file().exists() { "cli-config-ok" } else { "cli-config-none" };
    let mut told = vec![context.say(&Msg::new(fine).with("file", file))];
    for file in [books.replies_file(), books.macros_file(), books.views_file()] {
        if file.exists() && books.faults.iter().all(|it| it.file != file) {
            let file = file.display().to_string();
            told.push(context.say(&Msg::new("cli-config-ok").with("file", file)));
        }
    }
    if books.faults.is_empty() {
        return output::data(&told.join("\n"));
    }
    told.iter().for_each(|it| note(it));
    Err(Trouble::Books(books.faults))
}
