//! `keydesk channel unread`: what came over a channel and could not be read.

use clap::{ArgMatches, Command};

use crate::base::clock::{now, utc_offset};
use crate::base::msg::Msg;
use crate::domain::Right;
use crate::i18n::Catalog;
use crate::store::Connections as _;

use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Trouble, note};
use super::super::{args, schema, verbs};
use super::channel::managed;

/// The most that is shown; the desk keeps no more.
const LIMIT: usize = 200;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    args::subcommand(catalog, "unread", "cli-channel-unread")
        .arg(args::name(catalog))
        .arg(args::switch(catalog, "json", "cli-help-json"))
}

/// Lists it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels])?;
    let json = matches.get_flag("json");
    let all = desk.read(move |it| it.unread(channel.id, LIMIT))?;
    if all.is_empty() && !json {
        note(&context.say(&Msg::new("cli-nothing-unread")));
        return Ok(());
    }
    let utc_offset = utc_offset(now());
    let columns = vec![
        ("at", Msg::new("cli-column-at")),
        ("remote", Msg::new("cli-column-remote")),
        ("bytes", Msg::new("cli-column-bytes")),
        ("why", Msg::new("cli-column-why")),
    ];
    let row = |it: crate::domain::Unread| {
        let at = output::quoted(&schema::moment(it.at));
        vec![
            Field::Both(verbs::moment(it.at, utc_offset), at),
            Field::Text(it.remote),
            Field::Count(i64::try_from(it.raw.len()).unwrap_or(i64::MAX)),
            Field::Text(it.why),
        ]
    };
    let rows = all.into_iter().map(row).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}
