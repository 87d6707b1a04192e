//! `keydesk channel`: the accounts the desk is connected to.

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::base::text::{clean_line, width};
use crate::domain::{Agent, Bucket, Channel, ChannelKind, Connector, Health, Right, Totals};
use crate::i18n::Catalog;
use crate::store::{Channels as _, Inbox as _, NewChannel};

use super::super::args;
use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note};
use super::channel_delete;

/// The longest name a channel may have, in cells.
const NAME_CELLS_MAX: usize = 40;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let kinds = PossibleValuesParser::new(ChannelKind::ALL.map(ChannelKind::code));
    let demo = args::subcommand(catalog, "demo", "cli-channel-add-demo")
        .arg(args::option(catalog, "name", "cli-value-name", "cli-help-new-name"))
        .arg(
            args::option(catalog, "kind", "cli-value-kind", "cli-help-kind")
                .value_parser(kinds)
                .default_value(ChannelKind::Telegram.code())
                .hide_possible_values(true)
                .hide_default_value(true),
        );
    let list = args::subcommand(catalog, "list", "cli-channel-list").arg(args::switch(
        catalog,
        "json",
        "cli-help-json",
    ));
    let switch = |name, about| args::subcommand(catalog, name, about).arg(args::name(catalog));
    args::group(catalog, "channel", "cli-channel")
        .subcommand(args::group(catalog, "add", "cli-channel-add").subcommand(demo))
        .subcommand(list)
        .subcommand(switch("deactivate", "cli-channel-deactivate"))
        .subcommand(switch("activate", "cli-channel-activate"))
        .subcommand(channel_delete::spec(catalog))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    match command {
        "list" => list(context, matches.get_flag("json")),
        "add" => matches.subcommand().map_or(Ok(()), |(_, matches)| add(context, matches)),
        "activate" => switch(context, matches, true),
        "deactivate" => switch(context, matches, false),
        _ => channel_delete::run(context, matches),
    }
}

fn list(context: &Context, json: bool) -> Result<(), Trouble> {
    let desk = OpenDesk::find(context)?;
    let (roster, totals) = desk.read(|it| Ok((it.roster()?, it.totals()?)))?;
    if roster.channels.is_empty() && !json {
        note(&context.say(&Msg::new("cli-no-channels")));
        return Ok(());
    }
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("kind", Msg::new("cli-column-kind")),
        ("active", Msg::new("cli-column-state")),
        ("health", Msg::new("cli-column-health")),
        ("dialogs", Msg::new("cli-column-dialogs")),
        ("waiting", Msg::new("cli-column-waiting")),
    ];
    let rows = roster.channels.into_iter().map(|it| row(it, &totals)).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}

fn row(channel: Channel, totals: &Totals) -> Vec<Field> {
    let (mut dialogs, mut waiting) = (0, 0);
    for (key, cell) in totals.cells.iter().filter(|it| it.0.channel == channel.id) {
        dialogs += cell.dialogs;
        // As a deletion counts them: spam waits for nobody, and who is closed has been dealt with.
        if matches!(key.bucket, Bucket::Open | Bucket::Snoozed) {
            waiting += cell.waiting;
        }
    }
    let state = if channel.active { "cli-state-active" } else { "cli-state-inactive" };
    vec![
        Field::Text(channel.name),
        Field::Text(channel.kind.code().to_owned()),
        Field::Flag(Msg::new(state), channel.active),
        health(&channel.health),
        Field::Count(dialogs),
        Field::Count(waiting),
    ]
}

fn health(health: &Health) -> Field {
    match health {
        Health::Ok => Field::Word(Msg::new("cli-health-ok"), "ok"),
        Health::Unauthorized => Field::Word(Msg::new("cli-health-unauthorized"), "unauthorized"),
        Health::Contested(why) => {
            Field::Word(Msg::new("cli-health-contested").with("why", why.as_str()), "contested")
        }
        Health::Forbidden(why) => {
            Field::Word(Msg::new("cli-health-forbidden").with("why", why.as_str()), "forbidden")
        }
        Health::Lapsed => Field::Word(Msg::new("cli-health-lapsed"), "lapsed"),
        Health::Unreachable(why) => {
            let msg = Msg::new("cli-health-unreachable").with("why", why.as_str());
            Field::Word(msg, "unreachable")
        }
    }
}

/// The desk that `open` opens, and who I am on it. With settings that cannot be used nobody knows who I am, and nothing is
/// opened.
fn opened(
    context: &Context,
    open: fn(&Context) -> Result<OpenDesk, Trouble>,
) -> Result<(OpenDesk, Agent), Trouble> {
    let (config, _) = context.settings()?;
    let opened = open(context)?;
    opened.must_be_own()?;
    let me = opened.me(&config)?;
    Ok((opened, me))
}

/// The channel that the arguments name, which I must be allowed to change, and the desk it is on. `rights` are those it
/// takes.
pub(super) fn managed(
    context: &Context,
    matches: &ArgMatches,
    rights: &[Right],
) -> Result<(OpenDesk, Channel), Trouble> {
    let name = matches.get_one::<String>("name").map_or("", String::as_str);
    let (desk, me) = opened(context, OpenDesk::find)?;
    // Who may change none need not learn which there are.
    let somewhere = desk.roster()?.channels;
    let allowed = |it: &Channel| rights.iter().all(|right| me.may_on(*right, it.id));
    desk::may_manage(&me, me.may(Right::ManageChannels) || somewhere.iter().any(allowed))?;
    let channel = desk.channel(name)?;
    desk::may_manage(&me, allowed(&channel))?;
    Ok((desk, channel))
}

fn add(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let code = matches.get_one::<String>("kind").map_or("", String::as_str);
    let kind = ChannelKind::from_code(code).unwrap_or(ChannelKind::Telegram);
    let wanted = matches.get_one::<String>("name").map(|it| named(it)).transpose()?;
    let (desk, me) = opened(context, OpenDesk::make)?;
    desk::may_manage(&me, me.may(Right::ManageChannels))?;
    let taken: Vec<String> = desk.roster()?.channels.into_iter().map(|it| it.name).collect();
    let name = wanted.unwrap_or_else(|| free_name(kind, &taken));
    // An empty cursor is where a channel begins that no story knows.
    let (connector, cursor) = (Connector::Demo, String::new());
    let channel = NewChannel { kind, connector, name: name.clone(), cursor };
    if desk.write(move |it| it.add_channel(&channel, now()))?.is_none() {
        let taken = Msg::new("cli-name-taken").with("name", name.as_str());
        return Err(Trouble::refused(taken, Msg::new("cli-name-taken-hint")));
    }
    note(&context.say(&Msg::new("cli-channel-added").with("name", name)));
    Ok(())
}

/// A name that can be shown and typed again.
fn named(typed: &str) -> Result<String, Trouble> {
    let name = typed.trim();
    let fits = !name.is_empty() && width(name) <= NAME_CELLS_MAX && clean_line(name) == name;
    let wrong = || Msg::new("cli-name-wrong").with("n", NAME_CELLS_MAX);
    if fits { Ok(name.to_owned()) } else { Err(Trouble::Refused(Complaint::new(wrong()))) }
}

/// `demo-viber`, `demo-viber-2` …
fn free_name(kind: ChannelKind, taken: &[String]) -> String {
    let base = format!("demo-{}", kind.code());
    let numbered = (2..).map(|it| format!("{base}-{it}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    names.find(|it| !taken.contains(it)).unwrap_or(base)
}

fn switch(context: &Context, matches: &ArgMatches, active: bool) -> Result<(), Trouble> {
    let name = matches.get_one::<String>("name").map_or("", String::as_str);
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels])?;
    let said = match (channel.active == active, active) {
        (true, true) => "cli-channel-active-already",
        (true, false) => "cli-channel-inactive-already",
        (false, true) => "cli-channel-activated",
        (false, false) => "cli-channel-deactivated",
    };
    desk.write(move |it| it.switch_channel(channel.id, active, now()))?;
    note(&context.say(&Msg::new(said).with("name", name)));
    Ok(())
}
