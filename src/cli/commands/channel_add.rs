//! `keydesk channel add telegram|email`: asks what is missing, tries it, and only then saves it.

use std::io::{self, BufRead as _};

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::channels::{GetSecret, Grade};
use crate::domain::options::{self, OptionSpec, Options};
use crate::domain::{AgentId, ChannelId, Connector, Right};
use crate::i18n::Catalog;
use crate::store::NewChannel;
use crate::tui::term;

use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::hidden::secret_line;
use super::super::report::{Complaint, Trouble, ask, note};
use super::super::setup::{self, Fault};
use super::super::vault::{Place, keyring_answers};
use super::super::{args, inspect, verbs};
use super::channel::{named, opened};

/// How they are typed.
pub(super) fn specs(catalog: &Catalog) -> [Command; 2] {
    let telegram = args::subcommand(catalog, "telegram", "cli-channel-add-telegram");
    let telegram = verbs::examples(
        catalog,
        spec(catalog, telegram, Connector::Telegram),
        &["keydesk channel add telegram", "keydesk channel add telegram --name Shop < token.txt"],
    );
    let email = args::subcommand(catalog, "email", "cli-channel-add-email");
    let email = verbs::examples(
        catalog,
        spec(catalog, email, Connector::Email),
        &[
            "keydesk channel add email",
            "keydesk channel add email --address shop@example.com \\",
            "    --imap-host mail.example.com --smtp-host mail.example.com",
        ],
    );
    [telegram, email]
}

fn spec(catalog: &Catalog, command: Command, connector: Connector) -> Command {
    let command = command
        .arg(args::option(catalog, "name", "cli-value-name", "cli-help-new-name"))
        .arg(args::option(catalog, "agents", "cli-value-names", "cli-help-agents"))
        .arg(args::switch(catalog, "no-check", "cli-help-no-check"));
    let option = |it: &OptionSpec| args::option(catalog, it.name, "cli-value-value", it.help);
    command.args(options::of(connector).map(option))
}

/// Adds one.
pub(super) fn run(
    context: &Context,
    matches: &ArgMatches,
    connector: Connector,
) -> Result<(), Trouble> {
    let wanted = verbs::given(matches, "name").map(named).transpose()?;
    let (desk, me) = opened(context, OpenDesk::make)?;
    desk::may_manage(&me, me.may(Right::ManageChannels))?;
    let taken: Vec<String> = desk.roster()?.channels.into_iter().map(|it| it.name).collect();
    if let Some(name) = wanted.as_ref().filter(|it| taken.contains(it)) {
        return Err(name_taken(name));
    }
    let agents = agents(&desk, verbs::given(matches, "agents").unwrap_or_default())?;
    let mut options = said(matches, connector);
    ask_missing(context, connector, &mut options)?;
    must_fit(context, connector, &options)?;
    let place = place(context, &mut options)?;
    let secret = match &place {
        Place::Command(_) => None,
        _ => Some(typed_secret(context, connector, &options)?),
    };
    // Of a command no channel is asked.
    let tells = setup::known(&desk.desk, place.clone(), ChannelId(0), secret.as_ref());
    let checked =
        !matches.get_flag("no-check") && try_out(context, &desk, connector, &options, tells)?;
    let kind = setup::kind(connector);
    let name = wanted.unwrap_or_else(|| setup::own_name(connector, &options, &taken));
    let channel = NewChannel { kind, connector, name: name.clone(), cursor: String::new() };
    let kept = (&place, secret.as_ref());
    setup::add(&desk.desk, channel, (options, agents), kept, (checked, me.id))
        .map_err(|it| faulty(&desk, it))?;
    note(&context.say(&Msg::new("cli-channel-added").with("name", name)));
    Ok(())
}

/// A channel of that name is there.
pub(super) fn name_taken(name: &str) -> Trouble {
    let taken = Msg::new("cli-name-taken").with("name", name);
    Trouble::refused(taken, Msg::new("cli-name-taken-hint"))
}

/// The agents of a list of names.
pub(super) fn agents(desk: &OpenDesk, names: &str) -> Result<Vec<AgentId>, Trouble> {
    let known = desk.roster()?.agents;
    let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
    names.map(|it| verbs::somebody(&known, it).map(|it| it.id)).collect()
}

fn said(matches: &ArgMatches, connector: Connector) -> Options {
    let given = |it: &OptionSpec| {
        Some((it.name.to_owned(), verbs::given(matches, it.name)?.trim().to_owned()))
    };
    options::of(connector).filter_map(given).collect()
}

/// Asks for what a channel cannot do without, as long as there is somebody to ask.
fn ask_missing(
    context: &Context,
    connector: Connector,
    options: &mut Options,
) -> Result<(), Trouble> {
    let missing: Vec<&OptionSpec> =
        options::of(connector).filter(|it| it.needed && !options.contains_key(it.name)).collect();
    if !term::stdin_is_terminal() {
        let flags: Vec<String> = missing.iter().map(|it| format!("--{}", it.name)).collect();
        return match flags.is_empty() {
            true => Ok(()),
            false => {
                let what = Msg::new("cli-options-missing").with("names", flags.join(", "));
                Err(Trouble::Usage(Complaint::new(what)))
            }
        };
    }
    for spec in missing {
        let said = loop {
            ask(&format!("{} ({}):", context.say(&Msg::new(spec.help)), spec.name));
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line);
            if !matches!(read, Ok(1..)) {
                let what =
                    Msg::new("cli-options-missing").with("names", format!("--{}", spec.name));
                return Err(Trouble::Usage(Complaint::new(what)));
            }
            match (spec.check)(line.trim()) {
                Ok(()) => break line.trim().to_owned(),
                Err(wrong) => note(&context.say(&wrong)),
            }
        };
        options.insert(spec.name.to_owned(), said);
    }
    Ok(())
}

/// Refuses options that cannot be used; tells all that is wrong.
pub(super) fn must_fit(
    context: &Context,
    connector: Connector,
    options: &Options,
) -> Result<(), Trouble> {
    let faults = options::faults(connector, options);
    if faults.is_empty() {
        return Ok(());
    }
    let fault = |(name, wrong): &(String, Msg)| format!("{name}: {}", context.say(wrong));
    let because = Some(faults.iter().map(fault).collect::<Vec<_>>().join("; "));
    let what = Complaint::new(Msg::new("cli-options-wrong"));
    Err(Trouble::Usage(Complaint { because, ..what }))
}

/// Where the secret is to be kept; what was not said is decided by whether a keyring answers.
fn place(context: &Context, options: &mut Options) -> Result<Place, Trouble> {
    let said = options::value(options, "secret").to_owned();
    let answers = !matches!(said.as_str(), "file") && !said.starts_with("command:");
    let answers = answers && keyring_answers();
    if said == "keyring" && !answers {
        return Err(no_keyring());
    }
    if said.is_empty() {
        let word = if answers { "keyring" } else { "file" };
        if !answers {
            note(&context.say(&Msg::new("cli-secret-file")));
        }
        options.insert("secret".to_owned(), word.to_owned());
    }
    Ok(Place::of(options))
}

/// There is no keyring to keep it.
pub(super) fn no_keyring() -> Trouble {
    Trouble::refused(Msg::new("cli-no-keyring"), Msg::new("cli-no-keyring-hint"))
}

/// The secret as it is typed or piped.
pub(super) fn typed_secret(
    context: &Context,
    connector: Connector,
    options: &Options,
) -> Result<Secret, Trouble> {
    let question = match (connector, options::value(options, "login")) {
        (Connector::Telegram, _) => Msg::new("cli-secret-bot"),
        (_, "xoauth2") => Msg::new("cli-secret-token"),
        _ => Msg::new("cli-secret-password").with("user", options::value(options, "user")),
    };
    let line = secret_line(&context.say(&question)).map_err(|it| {
        let what = Complaint::new(Msg::new("cli-no-secret"));
        Trouble::Refused(Complaint { because: Some(it.to_string()), ..what })
    })?;
    let secret = Secret::new(&line);
    if secret.reveal().is_empty() {
        return Err(Trouble::refused(Msg::new("cli-no-secret"), Msg::new("cli-no-secret-hint")));
    }
    Ok(secret)
}

/// Tries what is to be saved, and refuses it where it does not work. What was found is told; false where nothing was.
pub(super) fn try_out(
    context: &Context,
    desk: &OpenDesk,
    connector: Connector,
    options: &Options,
    secret: GetSecret,
) -> Result<bool, Trouble> {
    let refused = |because: Option<String>| {
        let what = Complaint::new(Msg::new("cli-not-saved"));
        let hint = Msg::new("cli-not-saved-hint");
        Trouble::Refused(Complaint { because, ..what }.hint(hint))
    };
    note(&context.say(&Msg::new("cli-trying")));
    let found = setup::tried(&desk.desk, &context.catalog, (connector, options), secret);
    let found = found.map_err(|it| refused(Some(it)))?;
    for line in inspect::lines(context, &found) {
        note(&line);
    }
    if found.iter().any(|it| it.grade == Grade::Bad) {
        Err(refused(None))
    } else {
        Ok(!found.is_empty())
    }
}

/// What a channel could not be set up for.
pub(super) fn faulty(desk: &OpenDesk, fault: Fault) -> Trouble {
    match fault {
        Fault::Store(error) => desk.trouble(error),
        Fault::NameTaken(name) => name_taken(&name),
        Fault::NoKeyring => no_keyring(),
        Fault::NotKept(error) => not_kept(&error),
    }
}

/// The secret cannot be kept.
pub(super) fn not_kept(error: &io::Error) -> Trouble {
    let what = Complaint::new(Msg::new("cli-secret-not-kept"));
    Trouble::Refused(Complaint { because: Some(error.to_string()), ..what })
}
