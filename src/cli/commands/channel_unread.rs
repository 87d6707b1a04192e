//! `keydesk channel unread`: what came over a channel and could not be read.

use std::io::{IsTerminal as _, Write as _};

use clap::{ArgMatches, Command, value_parser};

use crate::base::clock::{now, utc_offset};
use crate::base::msg::Msg;
use crate::domain::Right;
use crate::i18n::Catalog;
use crate::store::Connections as _;

use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note};
use super::super::{args, schema, verbs};
use super::channel::managed;

/// The most that is shown; the desk keeps no more.
const LIMIT: usize = 200;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let number = value_parser!(u32).range(1..);
    args::subcommand(catalog, "unread", "cli-channel-unread")
        .arg(args::name(catalog))
        .arg(args::option(catalog, "raw", "cli-value-number", "cli-help-raw").value_parser(number))
        .arg(args::switch(catalog, "json", "cli-help-json"))
}

/// Lists it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let raw = matches.get_one::<u32>("raw").copied();
    if raw.is_some() && std::io::stdout().is_terminal() {
        // What customers send may do anything to a terminal.
        let what = Complaint::new(Msg::new("cli-raw-terminal"));
        return Err(Trouble::Usage(what.hint(Msg::new("cli-raw-terminal-hint"))));
    }
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels])?;
    let json = matches.get_flag("json");
    let all = desk.read(move |it| it.unread(channel.id, LIMIT))?;
    if let Some(no) = raw {
        let one = usize::try_from(no - 1).ok().and_then(|it| all.get(it));
        let none = || Complaint::new(Msg::new("cli-no-unread").with("n", no));
        let one = one.ok_or_else(|| Trouble::Refused(none()))?;
        let mut out = std::io::stdout().lock();
        return out.write_all(&one.raw).and_then(|()| out.flush()).map_err(Trouble::Output);
    }
    if all.is_empty() && !json {
        note(&context.say(&Msg::new("cli-nothing-unread")));
        return Ok(());
    }
    let utc_offset = utc_offset(now());
    let columns = vec![
        ("no", Msg::new("cli-column-no")),
        ("at", Msg::new("cli-column-at")),
        ("remote", Msg::new("cli-column-remote")),
        ("bytes", Msg::new("cli-column-bytes")),
        ("why", Msg::new("cli-column-why")),
    ];
    let row = |(no, it): (i64, crate::domain::Unread)| {
        let at = output::quoted(&schema::moment(it.at));
        vec![
            Field::Count(no),
            Field::Both(verbs::moment(it.at, utc_offset), at),
            Field::Text(it.remote),
            Field::Count(i64::try_from(it.raw.len()).unwrap_or(i64::MAX)),
            Field::Text(it.why),
        ]
    };
    let rows = (1..).zip(all).map(row).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}
