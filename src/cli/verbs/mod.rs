//! What the commands that work with dialogs share: who asks, about which dialogs, and how the answer is printed.

mod act;
mod filter;
mod ids;
mod kept;
mod table;
mod text;
mod told;
mod wait;

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::config::Sending;
use crate::domain::{Actor, Agent, DialogId, Intent, Right};
use crate::i18n::Catalog;
use crate::store::{Card, Inbox as _, Roster, Sqlite};

use super::args;
use super::context::Context;
use super::desk::{self, OpenDesk};
use super::report::{Complaint, Trouble};

pub(super) use act::{Deed, act, to_all};
pub(super) use filter::{Unsaid, filter_args, names_of, own_views, words};
pub(super) use ids::{id_arg, ids_arg, one_id, several_ids};
pub(super) use table::Columns;
pub(super) use text::{text_arg, text_of};
pub(super) use told::{delivery_words, moment};

/// An open desk and whoever works on it.
pub(super) struct Work<'a> {
    /// Words and places.
    pub(super) context: &'a Context,
    /// The desk.
    pub(super) opened: OpenDesk,
    /// Who and what is on it.
    pub(super) roster: Roster,
    /// Who asks.
    pub(super) me: Agent,
    /// When.
    pub(super) now: Timestamp,
    /// Seconds that local time is ahead of UTC.
    pub(super) utc_offset: i32,
    /// Whether the desk follows a hub, which decides everything.
    pub(super) replica: bool,
    /// Whether a script wants objects.
    pub(super) json: bool,
    /// Whether ids are enough.
    pub(super) quiet: bool,
    /// How long replies are held back.
    sending: Sending,
}

impl<'a> Work<'a> {
    /// Opens the desk, which must be there, for whoever asks, who must be somebody that may look.
    pub(super) fn open(context: &'a Context, matches: &ArgMatches) -> Result<Self, Trouble> {
        let settings = context.settings()?.0;
        let opened = OpenDesk::find(context)?;
        opened.must_follow(context, &settings)?;
        let roster = opened.roster()?;
        let named = given(matches, "as");
        let me = match named {
            Some(name) => somebody(&roster.agents, name)?,
            None => opened.me(&settings)?,
        };
        if let Some(replica) = opened.progress()?.filter(|it| it.me != me.id) {
            // The hub knows who is logged in here: it would be theirs all the same.
            let mine = roster.agents.iter().find(|it| it.id == replica.me);
            let name = mine.map_or("", |it| it.name.as_str());
            let not = Msg::new("cli-hub-not-as").with("name", name);
            return Err(Trouble::refused(not, Msg::new("cli-hub-not-as-hint")));
        }
        if !Actor::Agent(me.clone()).may(Right::See) {
            let hint = Msg::new("cli-no-access").with("name", me.name.as_str());
            let refused = Complaint::new(Msg::new("refused-not-allowed"));
            return Err(Trouble::Refused(refused.hint(hint)));
        }
        let (now, replica) = (now(), opened.progress()?.is_some());
        Ok(Self {
            replica,
            context,
            opened,
            roster,
            me,
            now,
            utc_offset: utc_offset(now),
            json: flag(matches, "json"),
            quiet: flag(matches, "quiet"),
            sending: settings.send,
        })
    }

    /// Makes sure that a search for words misses nothing that is on the desk by now.
    pub(super) fn learn_words(&self) -> Result<(), Trouble> {
        self.opened.write(Sqlite::catch_up)
    }

    /// The card of a dialog.
    pub(super) fn card(&self, dialog: DialogId) -> Result<Option<Card>, Trouble> {
        let me = self.me.id;
        self.opened.read(move |it| it.card(dialog, me))
    }

    /// An answer to a dialog: held back as long as the settings say for its channel.
    pub(super) fn reply(&self, dialog: DialogId, text: String) -> Result<Intent, Trouble> {
        let channel = self.card(dialog)?.map(|it| it.row.dialog.channel);
        let channel = self.roster.channels.iter().find(|it| Some(it.id) == channel);
        let hold = channel.map_or(Duration::ZERO, |it| self.sending.hold(it));
        Ok(if hold.is_zero() { Intent::Reply(text) } else { Intent::HeldReply(text, hold) })
    }

    /// Whoever acts.
    pub(super) fn actor(&self) -> Actor {
        Actor::Agent(self.me.clone())
    }

    /// A sentence in the user's language.
    pub(super) fn say(&self, msg: &Msg) -> String {
        self.context.say(msg)
    }
}

/// The agent of a name; the nearest one is suggested when there is none.
pub(super) fn somebody(agents: &[Agent], name: &str) -> Result<Agent, Trouble> {
    let wanted = name.trim().to_lowercase();
    let exact = agents.iter().find(|it| it.name == name);
    let found = exact.or_else(|| agents.iter().find(|it| it.name.to_lowercase() == wanted));
    let names: Vec<&str> = agents.iter().map(|it| it.name.as_str()).collect();
    found.cloned().ok_or_else(|| {
        let hint = desk::hint(name, &names, Msg::new("cli-no-agents"));
        Trouble::refused(Msg::new("cli-no-agent-named").with("name", name), hint)
    })
}

/// Whether a switch, which the command may not have, is there.
pub(super) fn flag(matches: &ArgMatches, name: &str) -> bool {
    matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}

/// The value of an option that the command may not have.
pub(super) fn given<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m str> {
    matches.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

/// A command that looks: who asks, and in which form the answer comes.
pub(super) fn looking(catalog: &Catalog, command: Command) -> Command {
    command.arg(args::switch(catalog, "json", "cli-help-json")).arg(args::option(
        catalog,
        "as",
        "cli-value-name",
        "cli-help-as",
    ))
}

/// The same with ids alone as a third form.
pub(super) fn listing(catalog: &Catalog, command: Command) -> Command {
    let quiet = args::switch(catalog, "quiet", "cli-help-quiet").short('q').conflicts_with("json");
    looking(catalog, command).arg(quiet)
}

/// A command that changes something.
pub(super) fn changing(catalog: &Catalog, command: Command) -> Command {
    let dry = Arg::new("dry-run").long("dry-run").short('n').action(ArgAction::SetTrue);
    listing(catalog, command)
        .arg(wait::wait_arg(catalog))
        .arg(dry.help(catalog.t("cli-help-dry-run").into_owned()))
}

/// Adds examples below a command's help.
pub(super) fn examples(catalog: &Catalog, command: Command, lines: &[&str]) -> Command {
    let heading = catalog.t("cli-heading-examples");
    let lines: Vec<String> = lines.iter().map(|it| format!("  {it}")).collect();
    command.after_help(format!("{heading}:\n{}", lines.join("\n")))
}
