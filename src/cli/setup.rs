//! How a channel is set up: tried, added, changed, its secret kept. For the commands and for the screen.

use std::io;
use std::sync::Arc;

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::base::text::{clean_line, width};
use crate::channels::{Finding, GetSecret};
use crate::domain::options::{self, Options};
use crate::domain::{AgentId, Channel, ChannelId, ChannelKind, Connector, Health};
use crate::i18n::Catalog;
use crate::store::{Channels as _, Connections as _, Desk, Inbox as _, NewChannel, StoreError};

use super::vault::{Place, Vault, keyring_answers};
use super::{connect, inspect};

/// The longest name a channel may have, in cells.
pub(super) const NAME_CELLS_MAX: usize = 40;

/// Why a channel could not be set up.
#[derive(Debug)]
pub(super) enum Fault {
    /// The desk cannot be used.
    Store(StoreError),
    /// A channel of that name is there.
    NameTaken(String),
    /// There is no keyring to keep the secret.
    NoKeyring,
    /// The secret cannot be kept.
    NotKept(io::Error),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault {
    /// In a sentence.
    pub(super) fn say(&self) -> Msg {
        match self {
            Self::Store(error) => error.say(),
            Self::NameTaken(name) => Msg::new("cli-name-taken").with("name", name.as_str()),
            Self::NoKeyring => Msg::new("cli-no-keyring"),
            Self::NotKept(_) => Msg::new("cli-secret-not-kept"),
        }
    }
}

/// A name that can be shown and typed again; `None` where it is none.
pub(super) fn name(typed: &str) -> Option<String> {
    let name = typed.trim();
    let fits = !name.is_empty() && width(name) <= NAME_CELLS_MAX && clean_line(name) == name;
    fits.then(|| name.to_owned())
}

/// `demo-viber`, `demo-viber-2` …
pub(super) fn free_name(base: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|it| format!("{base}-{it}"));
    let mut names = std::iter::once(base.to_owned()).chain(numbered);
    names.find(|it| !taken.contains(it)).unwrap_or_default()
}

/// The medium that a connector talks to, where there is no choice.
pub(super) const fn kind(connector: Connector) -> ChannelKind {
    match connector {
        Connector::Email => ChannelKind::Email,
        Connector::Demo | Connector::Telegram => ChannelKind::Telegram,
    }
}

/// A name for a channel that was not given one.
pub(super) fn own_name(connector: Connector, options: &Options, taken: &[String]) -> String {
    let kind = kind(connector).code();
    let base = match options::value(options, "address") {
        "" => kind,
        address => address,
    };
    free_name(&name(base).unwrap_or_else(|| kind.to_owned()), taken)
}

/// Tells a secret that is tried before it is kept anywhere; one that was not typed is told by its place.
pub(super) fn known(
    desk: &Desk,
    place: Place,
    channel: ChannelId,
    secret: Option<&Secret>,
) -> GetSecret {
    match secret.cloned() {
        Some(secret) => Arc::new(move || Ok(secret.clone())),
        None => Vault::of(desk).tells(place, channel),
    }
}

/// Asks the medium whether it would work so. Waits, for the network and for whatever keeps the secret.
///
/// # Errors
/// Why it could not even be asked.
pub(super) fn tried(
    desk: &Desk,
    catalog: &Catalog,
    (connector, options): (Connector, &Options),
    secret: GetSecret,
) -> Result<Vec<Finding>, String> {
    // Whatever keeps the secret may be what does not work.
    secret()?;
    let made = connect::made(desk, catalog, (connector, options), None, secret)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|it| it.to_string())?.block_on(inspect::ask(made)))
}

/// Adds a channel. Until its secret is kept it is off: nobody runs it without. `checked`: whether the medium has found the
/// credentials good.
pub(super) fn add(
    desk: &Desk,
    channel: NewChannel,
    (options, agents): (Options, Vec<AgentId>),
    (place, secret): (&Place, Option<&Secret>),
    (checked, me): (bool, AgentId),
) -> Result<(), Fault> {
    let name = channel.name.clone();
    let options: Vec<_> = options.into_iter().map(|(name, it)| (name, Some(it))).collect();
    let id = desk.write_now(move |it| {
        it.bulk(|it| {
            let Some(id) = it.add_channel(&channel, now())? else { return Ok(None) };
            it.switch_channel(id, false, now())?;
            it.set_options(id, &options, Some(me), now())?;
            it.set_list(id, &agents, Some(me), now())?;
            Ok(Some(id))
        })
    })?;
    let id = id.ok_or(Fault::NameTaken(name))?;
    let kept = secret.map_or(Ok(()), |it| Vault::of(desk).keep(place, id, it));
    if let Err(error) = kept {
        desk.write_now(move |it| it.delete_channel(id, now()))?;
        return Err(Fault::NotKept(error));
    }
    desk.write_now(move |it| {
        it.bulk(|it| {
            if checked {
                it.note_authorized(id, now())?;
            }
            it.switch_channel(id, true, now())
        })
    })?;
    Ok(())
}

/// What is to be changed about a channel.
#[derive(Debug, Default)]
pub(super) struct Edit {
    /// Another name.
    pub(super) name: Option<String>,
    /// Another list of who gets the new dialogs.
    pub(super) agents: Option<Vec<AgentId>>,
    /// Options that are said anew, and those that are said no more.
    pub(super) options: Vec<(String, Option<String>)>,
    /// Another secret.
    pub(super) secret: Option<Secret>,
    /// Whether the medium has found the credentials good.
    pub(super) checked: bool,
}

impl Edit {
    /// What is said about the channel once it is changed.
    pub(super) fn applied(&self, old: &Options) -> Options {
        let mut options = old.clone();
        for (name, value) in &self.options {
            match value {
                Some(value) => options.insert(name.clone(), value.clone()),
                None => options.remove(name),
            };
        }
        options
    }
}

/// Changes a channel; its secret is kept first where it is to be kept from now on.
pub(super) fn change(
    desk: &Desk,
    channel: &Channel,
    old: &Options,
    edit: Edit,
    me: AgentId,
) -> Result<(), Fault> {
    let (id, name) = (channel.id, edit.name.clone());
    let taken = name.clone().filter(|it| *it != channel.name);
    let roster = desk.read_now(|it| it.roster())?;
    if let Some(name) = taken.filter(|name| roster.channels.iter().any(|it| it.name == *name)) {
        return Err(Fault::NameTaken(name));
    }
    let moved = move_secret(desk, channel, old, &edit)?;
    let done = desk.write_now(move |it| {
        it.bulk(|it| {
            if let Some(name) = &edit.name
                && !it.rename_channel(id, name, Some(me), now())?
            {
                return Ok(false);
            }
            if !edit.options.is_empty() {
                it.set_options(id, &edit.options, Some(me), now())?;
            }
            if let Some(agents) = &edit.agents {
                it.set_list(id, agents, Some(me), now())?;
            }
            if edit.checked {
                it.note_authorized(id, now())?;
                it.set_health(id, &Health::Ok, now())?;
            }
            Ok(true)
        })
    })?;
    if !done {
        return Err(Fault::NameTaken(name.unwrap_or_default()));
    }
    match moved {
        // Where it lies now it is kept already; a command keeps its own.
        Some(old) => Vault::of(desk).forget_at(&old, id).map_err(Fault::NotKept),
        None => Ok(()),
    }
}

/// Keeps the secret where it is to be kept from now on; tells where it was, if elsewhere.
fn move_secret(
    desk: &Desk,
    channel: &Channel,
    old: &Options,
    edit: &Edit,
) -> Result<Option<Place>, Fault> {
    let (old, new) = (Place::of(old), Place::of(&edit.applied(old)));
    let moves = old != new;
    if channel.connector == Connector::Demo || !moves && edit.secret.is_none() {
        return Ok(None);
    }
    if new == Place::Keyring && moves && !keyring_answers() {
        return Err(Fault::NoKeyring);
    }
    let vault = Vault::of(desk);
    // A command that tells nothing is found out before the file is gone.
    let from = if matches!(new, Place::Command(_)) { &new } else { &old };
    let secret = known(desk, from.clone(), channel.id, edit.secret.as_ref())();
    let secret = secret.map_err(|why| Fault::NotKept(io::Error::other(why)))?;
    vault.keep(&new, channel.id, &secret).map_err(Fault::NotKept)?;
    Ok(moves.then_some(old))
}
