//! Arguments in, exit codes out. The outermost room: it opens the others and is seen by none.
//!
//! `args` says what can be typed and `usage` what was typed wrong; `commands` has one file per command; `context`
//! is what every command needs; `verbs` what those share that work with dialogs, `schema` what scripts read; `output` writes data to stdout and `report` everything else to stderr. The
//! environment is read here, once.

mod args;
mod channel_screen;
mod commands;
mod connect;
mod context;
pub mod demo_desk;
mod desk;
mod files;
mod hidden;
mod hub;
mod hub_screen;
mod inspect;
mod opening;
mod output;
mod report;
mod schema;
pub mod screen;
mod settings;
mod setup;
mod usage;
mod vault;
mod verbs;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;

use crate::i18n::Catalog;
use context::{Context, Surroundings};
use report::Trouble;

/// Does what the command line asks for.
pub fn main() -> ExitCode {
    let around = Surroundings::read();
    let typed = args::with_help_as_a_flag(std::env::args_os().collect());
    let typed = args::with_filters_as_words(typed);
    let catalog = Arc::new(context::early_catalog(&typed, &around));
    let work = || run(&typed, around, &catalog);
    // Whoever panics has said so on stderr; what is left is to say it in a person's words.
    let ended = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Trouble::Bug));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => report::report(&trouble, &catalog),
    }
}

fn run(typed: &[OsString], around: Surroundings, catalog: &Arc<Catalog>) -> Result<(), Trouble> {
    let mut tree = args::command(catalog);
    let matches = match tree.try_get_matches_from_mut(typed) {
        Ok(matches) => matches,
        Err(asked)
            if matches!(asked.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            return output::data(&asked.render().to_string());
        }
        Err(wrong) => return Err(usage::trouble(&wrong, &args::path(&tree, typed))),
    };
    let overrides = args::overrides(&matches, &around)?;
    let context = Context::new(overrides, around, Arc::clone(catalog));
    commands::run(&context, &matches)
}
