//! One file per command. Each says how it is typed (`spec`) and does it (`run`).

mod agent;
mod channel;
mod channel_delete;
mod config;
mod demo;
mod desk;
mod doctor;
mod inbox;
mod macros;
mod replies;
mod reset;

use clap::{ArgMatches, Command};

use crate::i18n::Catalog;

use super::context::Context;
use super::report::Trouble;

/// All commands, in the order of the help.
pub(super) fn all(catalog: &Catalog) -> [Command; 8] {
    [
        demo::spec(catalog),
        channel::spec(catalog),
        agent::spec(catalog),
        config::spec(catalog),
        replies::spec(catalog),
        macros::spec(catalog),
        desk::spec(catalog),
        doctor::spec(catalog),
    ]
}

/// Does what was typed.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    if matches.get_flag("reset-terminal") {
        return reset::run();
    }
    match matches.subcommand() {
        Some(("demo", matches)) => demo::run(context, matches),
        Some(("channel", matches)) => channel::run(context, matches),
        Some(("agent", matches)) => agent::run(context, matches),
        Some(("config", matches)) => config::run(context, matches),
        Some(("replies", matches)) => replies::run(context, matches),
        Some(("macros", matches)) => macros::run(context, matches),
        Some(("desk", matches)) => desk::run(context, matches),
        Some(("doctor", matches)) => doctor::run(context, matches),
        _ => inbox::run(context),
    }
}
