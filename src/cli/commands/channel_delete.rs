//! `keydesk channel delete`: destroys what was said over a channel, after everything else was offered (FAQ 10).

use std::io::BufRead as _;

use clap::{ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::domain::{Channel, Right};
use crate::i18n::Catalog;
use crate::store::{Channels as _, Stake};
use crate::tui::term;

use super::super::args;
use super::super::context::Context;
use super::super::desk::{quoted, typed};
use super::super::report::{Complaint, Trouble, ask, note};
use super::super::vault::{Place, Vault};
use super::channel::managed;
use super::channel_edit::details;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let confirm = args::option(catalog, "confirm", "cli-value-name", "cli-help-confirm");
    args::subcommand(catalog, "delete", "cli-channel-delete")
        .arg(args::name(catalog))
        .arg(confirm.alias("yes-delete"))
}

/// Deletes the channel, if its name is typed a second time.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels, Right::Delete])?;
    let id = channel.id;
    let stake = desk.read(move |it| it.stake(id))?;
    warn(context, &channel, stake);
    let confirmed = match matches.get_one::<String>("confirm") {
        Some(confirmed) => confirmed.clone(),
        None => asked(context, &channel)?,
    };
    if confirmed.trim() != channel.name {
        let other = Msg::new("cli-delete-not-confirmed").with("name", channel.name);
        return Err(Trouble::Refused(Complaint::new(other)));
    }
    let place = Place::of(&details(&desk, &channel)?.options);
    let gone = desk.write(move |it| it.delete_channel(id, now()))?;
    if let Err(error) = Vault::of(&desk.desk).forget(&place, id) {
        note(&context.say(&Msg::new("cli-secret-left").with("why", error.to_string())));
    }
    note(&context.say(&Msg::new("cli-deleted").with("name", channel.name)));
    // A message may have come in since the warning: what counts is what really went.
    if gone != stake {
        tell(context, gone);
    }
    Ok(())
}

fn warn(context: &Context, channel: &Channel, stake: Stake) {
    note(&context.say(&Msg::new("cli-delete-warning").with("name", channel.name.as_str())));
    tell(context, stake);
    if channel.active {
        let command = typed(context, &format!("channel deactivate {}", quoted(&channel.name)));
        note(&context.say(&Msg::new("cli-delete-instead").with("command", command)));
    } else {
        note(&context.say(&Msg::new("cli-delete-inactive")));
    }
}

/// What is, or was, at stake.
fn tell(context: &Context, stake: Stake) {
    note(&format!("  {}", context.catalog.count("cli-stake-dialogs", stake.dialogs)));
    note(&format!("  {}", context.catalog.count("cli-stake-messages", stake.messages)));
    note(&format!("  {}", context.catalog.count("cli-stake-waiting", stake.waiting)));
}

/// What the person at the keyboard types.
fn asked(context: &Context, channel: &Channel) -> Result<String, Trouble> {
    if !term::stdin_is_terminal() {
        let name = quoted(&channel.name);
        let command = typed(context, &format!("channel delete {name} --confirm {name}"));
        let hint = Msg::new("cli-delete-unasked-hint").with("command", command);
        return Err(Trouble::refused(Msg::new("cli-delete-unasked"), hint));
    }
    ask(&context.say(&Msg::new("cli-delete-question")));
    let mut line = String::new();
    // A line that cannot be read confirms nothing.
    let _ = std::io::stdin().lock().read_line(&mut line);
    Ok(line)
}
