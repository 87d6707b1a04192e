//! One file per command. Each says how it is typed (`spec`) and does it (`run`).

mod agent;
mod assign;
mod audit;
mod backup;
mod channel;
mod channel_add;
mod channel_check;
mod channel_delete;
mod channel_edit;
mod channel_list;
mod channel_reauthorize;
mod channel_unread;
mod close;
mod completions;
mod config;
mod demo;
mod desk;
mod desk_compact;
mod desk_files;
mod doctor;
mod export;
mod file;
mod import;
mod inbox;
mod list;
mod login;
mod macros;
mod man;
mod note;
mod profile;
mod reopen;
mod replies;
mod reply;
mod reset;
mod search;
mod serve;
mod show;
mod snooze;
mod spam;
mod stats;
mod sync;
mod tag;
mod unassign;
mod undo;
mod views;
mod watch;
mod why;

use clap::{ArgMatches, Command};

use crate::i18n::Catalog;

pub(super) use desk_files::{purged, size};

use super::context::Context;
use super::report::Trouble;

/// All commands, in the order of the help.
pub(super) fn all(catalog: &Catalog) -> [Command; 38] {
    [
        demo::spec(catalog),
        list::spec(catalog),
        show::spec(catalog),
        why::spec(catalog),
        search::spec(catalog),
        file::spec(catalog),
        reply::spec(catalog),
        note::spec(catalog),
        close::spec(catalog),
        reopen::spec(catalog),
        assign::spec(catalog),
        unassign::spec(catalog),
        spam::spec(catalog),
        snooze::spec(catalog),
        tag::spec(catalog),
        undo::spec(catalog),
        views::spec(catalog),
        stats::spec(catalog),
        watch::spec(catalog),
        export::spec(catalog),
        import::spec(catalog),
        backup::spec(catalog),
        backup::spec_restore(catalog),
        channel::spec(catalog),
        agent::spec(catalog),
        audit::spec(catalog),
        login::spec(catalog),
        login::spec_logout(catalog),
        sync::spec(catalog),
        config::spec(catalog),
        replies::spec(catalog),
        macros::spec(catalog),
        desk::spec(catalog),
        serve::spec(catalog),
        profile::spec(catalog),
        doctor::spec(catalog),
        completions::spec(catalog),
        man::spec(catalog),
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
        Some(("audit", matches)) => audit::run(context, matches),
        Some(("login", matches)) => login::run(context, matches),
        Some(("logout", _)) => login::logout(context),
        Some(("sync", matches)) => sync::run(context, matches),
        Some(("config", matches)) => config::run(context, matches),
        Some(("replies", matches)) => replies::run(context, matches),
        Some(("macros", matches)) => macros::run(context, matches),
        Some(("desk", matches)) => desk::run(context, matches),
        Some(("profile", matches)) => profile::run(context, matches),
        Some(("serve", matches)) => serve::run(context, matches),
        Some(("doctor", matches)) => doctor::run(context, matches),
        Some(("list", matches)) => list::run(context, matches),
        Some(("show", matches)) => show::run(context, matches),
        Some(("why", matches)) => why::run(context, matches),
        Some(("search", matches)) => search::run(context, matches),
        Some(("file", matches)) => file::run(context, matches),
        Some(("reply", matches)) => reply::run(context, matches),
        Some(("note", matches)) => note::run(context, matches),
        Some(("close", matches)) => close::run(context, matches),
        Some(("reopen", matches)) => reopen::run(context, matches),
        Some(("assign", matches)) => assign::run(context, matches),
        Some(("unassign", matches)) => unassign::run(context, matches),
        Some(("spam", matches)) => spam::run(context, matches),
        Some(("snooze", matches)) => snooze::run(context, matches),
        Some(("tag", matches)) => tag::run(context, matches),
        Some(("undo", matches)) => undo::run(context, matches),
        Some(("views", matches)) => views::run(context, matches),
        Some(("stats", matches)) => stats::run(context, matches),
        Some(("watch", matches)) => watch::run(context, matches),
        Some(("export", matches)) => export::run(context, matches),
        Some(("import", matches)) => import::run(context, matches),
        Some(("backup", matches)) => backup::run(context, matches),
        Some(("restore", matches)) => backup::restore(context, matches),
        Some(("completions", matches)) => completions::run(context, matches),
        Some(("man", matches)) => man::run(context, matches),
        _ => inbox::run(context),
    }
}
