//! `keydesk macros`: what the named lists of steps are.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::config::books::{Books, Step};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Trouble, note, place_line};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let json = args::switch(catalog, "json", "cli-help-json");
    args::group(catalog, "macros", "cli-macros")
        .subcommand(args::subcommand(catalog, "list", "cli-macros-list").arg(json))
}

/// Lists them; they are done on the screen.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let json = matches.subcommand().is_some_and(|it| it.1.get_flag("json"));
    let books = Books::read(&context.paths()?);
    let file = books.macros_file();
    for fault in books.faults.iter().filter(|it| it.file == file) {
        note(&place_line(&context.catalog, fault));
    }
    if books.macros.all.is_empty() && !json {
        let none = Msg::new("cli-macros-none").with("file", file.display().to_string());
        note(&context.say(&none));
        return Ok(());
    }
    let columns =
        vec![("name", Msg::new("cli-column-name")), ("steps", Msg::new("cli-column-steps"))];
    let rows = books.macros.all.into_iter().map(|it| {
        let steps: Vec<String> = it.steps.iter().map(Step::written).collect();
        vec![Field::Text(it.name), Field::Text(steps.join(", "))]
    });
    output::table(&context.catalog, &Table { columns, rows: rows.collect() }, json)
}
