//! `keydesk channel edit`: says something about a channel anew, or shows what is said.

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::options;
use crate::domain::{Channel, Right};
use crate::i18n::Catalog;
use crate::store::{Connections as _, Details};

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note};
use super::super::setup::{self, Edit};
use super::super::verbs;
use super::channel::{managed, named};
use super::channel_add::{agents, faulty, must_fit};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let pairs = Arg::new("pairs")
        .num_args(0..)
        .value_name(catalog.t("cli-value-pairs").into_owned())
        .help(catalog.t("cli-help-pairs").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    verbs::examples(
        catalog,
        args::subcommand(catalog, "edit", "cli-channel-edit").arg(args::name(catalog)).arg(pairs),
        &[
            "keydesk channel edit Shop",
            "keydesk channel edit Shop name=Boutique agents=Anna,Borys",
            "keydesk channel edit Shop distribution=round-robin plan-until=2027-01-31",
        ],
    )
}

/// Changes it, or shows it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels])?;
    let details = details(&desk, &channel)?;
    let pairs: Vec<&String> = matches.get_many("pairs").into_iter().flatten().collect();
    if pairs.is_empty() {
        return show(context, &desk, &details);
    }
    let edit = understood(&desk, &channel, &pairs)?;
    must_fit(context, channel.connector, &edit.applied(&details.options))?;
    let me = desk.me(&context.settings()?.0)?.id;
    let name = edit.name.clone();
    setup::change(&desk.desk, &channel, &details.options, edit, me)
        .map_err(|it| faulty(&desk, it))?;
    let name = name.unwrap_or(channel.name);
    note(&context.say(&Msg::new("cli-channel-edited").with("name", name)));
    Ok(())
}

/// All about a channel.
pub(super) fn details(desk: &OpenDesk, channel: &Channel) -> Result<Details, Trouble> {
    let id = channel.id;
    let gone = || Msg::new("cli-no-channel").with("name", channel.name.as_str());
    desk.read(move |it| it.details(id))?.ok_or_else(|| Trouble::Refused(Complaint::new(gone())))
}

fn understood(desk: &OpenDesk, channel: &Channel, pairs: &[&String]) -> Result<Edit, Trouble> {
    let mut edit = Edit::default();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            let what = Msg::new("cli-pair-wrong").with("text", pair.as_str());
            return Err(Trouble::Usage(Complaint::new(what)));
        };
        match key {
            "name" => edit.name = Some(named(value)?),
            "agents" => edit.agents = Some(agents(desk, value)?),
            _ if options::named(channel.connector, key).is_some() => {
                // An empty name of that folder means that there is none.
                let some = !value.is_empty() || key == "sent";
                edit.options.push((key.to_owned(), some.then(|| value.to_owned())));
            }
            _ => {
                let known = ["name", "agents"].into_iter();
                let known = known.chain(options::of(channel.connector).map(|it| it.name));
                let known: Vec<&str> = known.collect();
                let what = Msg::new("cli-no-option").with("name", key);
                let hint = super::super::desk::hint(key, &known, Msg::new("cli-usage-other"));
                return Err(Trouble::Usage(Complaint::new(what).hint(hint)));
            }
        }
    }
    Ok(edit)
}

/// What is said about a channel, and what holds where nothing is.
fn show(context: &Context, desk: &OpenDesk, details: &Details) -> Result<(), Trouble> {
    let agents = desk.roster()?.agents;
    let listed = details.agents.iter();
    let listed = listed.filter_map(|id| agents.iter().find(|it| it.id == *id));
    let listed: Vec<&str> = listed.map(|it| it.name.as_str()).collect();
    let connector = details.channel.connector;
    let row = |name: &str, value: &str, help: &'static str| {
        vec![
            Field::Text(name.to_owned()),
            Field::Text(value.to_owned()),
            Field::Text(context.say(&Msg::new(help))),
        ]
    };
    let mut rows = vec![
        row("name", &details.channel.name, "cli-help-new-name"),
        row("agents", &listed.join(","), "cli-help-agents"),
    ];
    let options = options::of(connector);
    rows.extend(options.map(|it| row(it.name, options::value(&details.options, it.name), it.help)));
    let columns = vec![
        ("option", Msg::new("cli-column-option")),
        ("value", Msg::new("cli-column-value")),
        ("meaning", Msg::new("cli-column-meaning")),
    ];
    output::table(&context.catalog, &Table { columns, rows }, false)
}
