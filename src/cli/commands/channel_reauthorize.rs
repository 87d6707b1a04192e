//! `keydesk channel reauthorize`: a new password or token, tried before it takes the old one's place (FAQ 2, 3).

use clap::{ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::domain::{ChannelId, Connector, Health, Right};
use crate::i18n::Catalog;
use crate::store::{Channels as _, Connections as _};

use super::super::args;
use super::super::context::Context;
use super::super::report::{Trouble, note};
use super::super::setup;
use super::super::vault::{Place, Vault};
use super::super::verbs;
use super::channel::managed;
use super::channel_add::{not_kept, try_out, typed_secret};
use super::channel_edit::details;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    verbs::examples(
        catalog,
        args::subcommand(catalog, "reauthorize", "cli-channel-reauthorize")
            .arg(args::name(catalog)),
        &["keydesk channel reauthorize Shop", "keydesk channel reauthorize Shop < token.txt"],
    )
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let (desk, channel) = managed(context, matches, &[Right::ManageChannels])?;
    let options = details(&desk, &channel)?.options;
    let (id, place) = (channel.id, Place::of(&options));
    // Who plays its customers needs no secret.
    if channel.connector != Connector::Demo {
        let secret = match &place {
            Place::Command(_) => None,
            _ => Some(typed_secret(context, channel.connector, &options)?),
        };
        let tells = setup::known(&desk.desk, place.clone(), ChannelId(0), secret.as_ref());
        let _ = try_out(context, &desk, channel.connector, &options, tells)?;
        let kept = secret.map_or(Ok(()), |it| Vault::of(&desk.desk).keep(&place, id, &it));
        kept.map_err(|it| not_kept(&it))?;
    }
    desk.write(move |it| {
        it.bulk(|it| {
            it.note_authorized(id, now())?;
            it.set_health(id, &Health::Ok, now())
        })
    })?;
    note(&context.say(&Msg::new("cli-channel-reauthorized").with("name", channel.name)));
    Ok(())
}
