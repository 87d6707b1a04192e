//! `keydesk channel edit`: says something about a channel anew, or shows what is said.

use clap::{Arg, ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::channels::GetSecret;
use crate::domain::options::{self, Options};
use crate::domain::{AgentId, Channel, Connector, Right};
use crate::i18n::Catalog;
use crate::store::{Connections as _, Details};

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note};
use super::super::vault::{Place, Vault, keyring_answers};
use super::super::verbs;
use super::channel::{managed, named};
use super::channel_add::{agents, must_fit, name_taken, no_keyring, not_kept};

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

/// What is to be changed.
struct Edit {
    name: Option<String>,
    agents: Option<Vec<AgentId>>,
    options: Vec<(String, Option<String>)>,
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
    let mut options = details.options.clone();
    for (name, value) in &edit.options {
        match value {
            Some(value) => options.insert(name.clone(), value.clone()),
            None => options.remove(name),
        };
    }
    must_fit(context, channel.connector, &options)?;
    let moved = move_secret(&desk, &channel, &details.options, &options)?;
    let me = desk.me(&context.settings()?.0)?.id;
    let (id, name) = (channel.id, edit.name.clone());
    let done = desk.write(move |it| {
        it.bulk(|it| {
            if let Some(name) = edit.name
                && !it.rename_channel(id, &name, Some(me), now())?
            {
                return Ok(false);
            }
            if !edit.options.is_empty() {
                it.set_options(id, &edit.options, Some(me), now())?;
            }
            if let Some(agents) = edit.agents {
                it.set_list(id, &agents, Some(me), now())?;
            }
            Ok(true)
        })
    })?;
    if !done {
        return Err(name_taken(name.as_deref().unwrap_or_default()));
    }
    if let Some(old) = moved {
        // Where it lies now it is kept already.
        forget_moved(&desk, &channel, &old).map_err(|it| not_kept(&it))?;
    }
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
    let mut edit = Edit { name: None, agents: None, options: Vec::new() };
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

/// Keeps the secret where it is to be kept from now on; tells where it was.
fn move_secret(
    desk: &OpenDesk,
    channel: &Channel,
    old: &Options,
    new: &Options,
) -> Result<Option<Place>, Trouble> {
    let (old, new) = (Place::of(old), Place::of(new));
    if old == new || channel.connector == Connector::Demo {
        return Ok(None);
    }
    if new == Place::Keyring && !keyring_answers() {
        return Err(no_keyring());
    }
    let vault = Vault::of(&desk.desk);
    let failed = |why: String| not_kept(&std::io::Error::other(why));
    // A command that tells nothing is found out before the file is gone.
    let from = if matches!(new, Place::Command(_)) { &new } else { &old };
    let tell: GetSecret = vault.tells(from.clone(), channel.id);
    let secret = tell().map_err(failed)?;
    vault.keep(&new, channel.id, &secret).map_err(|it| not_kept(&it))?;
    Ok(Some(old))
}

fn forget_moved(desk: &OpenDesk, channel: &Channel, old: &Place) -> std::io::Result<()> {
    match old {
        Place::Command(_) => Ok(()),
        _ => Vault::of(&desk.desk).forget_at(old, channel.id),
    }
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
