//! `keydesk channel`: the accounts the desk is connected to.

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::domain::{Agent, Channel, ChannelKind, Connector, Right};
use crate::i18n::Catalog;
use crate::store::{Channels as _, NewChannel};

use super::super::args;
use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::report::{Complaint, Trouble, note};
use super::super::setup::{self, NAME_CELLS_MAX, free_name};
use super::{
    channel_add, channel_check, channel_delete, channel_edit, channel_list, channel_reauthorize,
    channel_unread,
};

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
        .subcommand(
            args::group(catalog, "add", "cli-channel-add")
                .subcommands(channel_add::specs(catalog))
                .subcommand(demo),
        )
        .subcommand(list)
        .subcommand(channel_edit::spec(catalog))
        .subcommand(channel_check::spec(catalog))
        .subcommand(channel_reauthorize::spec(catalog))
        .subcommand(channel_unread::spec(catalog))
        .subcommand(switch("deactivate", "cli-channel-deactivate"))
        .subcommand(switch("activate", "cli-channel-activate"))
        .subcommand(channel_delete::spec(catalog))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    match command {
        "list" => channel_list::run(context, matches.get_flag("json")),
        "add" => match matches.subcommand() {
            Some(("telegram", matches)) => channel_add::run(context, matches, Connector::Telegram),
            Some(("email", matches)) => channel_add::run(context, matches, Connector::Email),
            Some((_, matches)) => add_demo(context, matches),
            None => Ok(()),
        },
        "edit" => channel_edit::run(context, matches),
        "check" => channel_check::run(context, matches),
        "reauthorize" => channel_reauthorize::run(context, matches),
        "unread" => channel_unread::run(context, matches),
        "activate" => switch(context, matches, true),
        "deactivate" => switch(context, matches, false),
        _ => channel_delete::run(context, matches),
    }
}

/// The desk that `open` opens, and who I am on it. With settings that cannot be used nobody knows who I am, and nothing is
/// opened.
pub(super) fn opened(
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

fn add_demo(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let code = matches.get_one::<String>("kind").map_or("", String::as_str);
    let kind = ChannelKind::from_code(code).unwrap_or(ChannelKind::Telegram);
    let wanted = matches.get_one::<String>("name").map(|it| named(it)).transpose()?;
    let (desk, me) = opened(context, OpenDesk::make)?;
    desk::may_manage(&me, me.may(Right::ManageChannels))?;
    let taken: Vec<String> = desk.roster()?.channels.into_iter().map(|it| it.name).collect();
    let name = wanted.unwrap_or_else(|| free_name(&format!("demo-{}", kind.code()), &taken));
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
pub(super) fn named(typed: &str) -> Result<String, Trouble> {
    let wrong = || Msg::new("cli-name-wrong").with("n", NAME_CELLS_MAX);
    setup::name(typed).ok_or_else(|| Trouble::Refused(Complaint::new(wrong())))
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
