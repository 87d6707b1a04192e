//! `keydesk login` and `logout`: makes the desk a replica of a team's, and lets the hub know us or forgets how.

use std::io;

use clap::{Arg, ArgMatches, Command};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::config::{Config, Paths};
use crate::domain::AgentId;
use crate::i18n::Catalog;
use crate::store::far::{OtherDesk, Progress, Replica as _};
use crate::sync::client::{Client, Times, Token};
use crate::sync::engine::{self, Ask};
use crate::wire;

use super::super::args;
use super::super::context::Context;
use super::super::desk::{OpenDesk, typed};
use super::super::hidden::secret_line;
use super::super::hub::HubPlace;
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs;

/// How `login` is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let url = Arg::new("url")
        .value_name(catalog.t("cli-value-url").into_owned())
        .help(catalog.t("cli-help-login-url").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    verbs::examples(
        catalog,
        args::subcommand(catalog, "login", "cli-login").arg(url),
        &[
            "keydesk login https://desk.example.com",
            "keydesk login unix:///run/keydesk/hub.sock",
            "keydesk login < token.txt",
        ],
    )
}

/// How `logout` is typed.
pub(super) fn spec_logout(catalog: &Catalog) -> Command {
    args::subcommand(catalog, "logout", "cli-logout")
}

/// Logs in.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let config = context.settings()?.0;
    let paths = context.paths()?;
    let typed = matches.get_one::<String>("url").map(String::as_str);
    let place = place(context, &config, &paths, typed)?;
    let token = token(context, &place)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| failed(&place, &it))?;
    let client = Client::new(place.address(), token.clone(), Times::default());
    let client = client.map_err(Trouble::Hub)?;
    let me = runtime.block_on(client.me()).map_err(Trouble::Hub)?;
    let opened = OpenDesk::bare(context)?;
    follow(context, &opened, &me)?;
    // The first of it, so that whoever opens the desk next sees who they are and what waits.
    if let Some(page @ Ask::Page { place: None, .. }) = opened.read(engine::next)? {
        let answer = runtime.block_on(client.ask(&page)).map_err(Trouble::Hub)?;
        opened.write(move |it| engine::take(it, &page, &answer, now()))?;
    }
    if let Some(token) = token.filter(|_| !place.has_command()) {
        place.keep(&token).map_err(|it| failed(&place, &it))?;
    }
    if config.hub.url.is_empty() {
        place.remember(&paths).map_err(|it| failed(&place, &it))?;
    }
    // A screen that is open looks for the new token when something happens on its desk.
    opened.write(|it| it.looked_at(0))?;
    tell(context, &opened, &place, &me)
}

/// The hub that is meant: the one that is typed, or the one that is known.
fn place(
    context: &Context,
    config: &Config,
    paths: &Paths,
    typed: Option<&str>,
) -> Result<HubPlace, Trouble> {
    let known = HubPlace::find(context, config)?;
    match (typed, known) {
        (None, Some(known)) => Ok(known),
        (None, None) => {
            let none = Complaint::new(Msg::new("cli-login-nowhere"));
            Err(Trouble::Usage(none.hint(Msg::new("cli-hub-url-hint"))))
        }
        (Some(url), _) => {
            let place = HubPlace::at(paths, config, url)?;
            let same = |it: &str| it.trim_end_matches('/') == url.trim_end_matches('/');
            if config.hub.url.is_empty() || same(&config.hub.url) {
                return Ok(place);
            }
            let other = Msg::new("cli-login-other").with("url", config.hub.url.as_str());
            let file = paths.config_file.display().to_string();
            Err(Trouble::refused(other, Msg::new("cli-login-other-hint").with("file", file)))
        }
    }
}

/// The token, from wherever it comes; a socket needs none.
fn token(context: &Context, place: &HubPlace) -> Result<Option<Token>, Trouble> {
    if place.has_command() {
        return place.token().map_err(|it| failed(place, &it));
    }
    if place.is_socket() {
        return Ok(None);
    }
    let question = Msg::new("cli-login-token").with("url", place.url.as_str());
    let line = secret_line(&context.say(&question));
    let line = line.map_err(|it| failed(place, &it))?;
    Token::parse(&line).map(Some).map_err(|_| {
        let none = Complaint::new(Msg::new("cli-login-no-token"));
        Trouble::Refused(none.hint(Msg::new("cli-login-no-token-hint")))
    })
}

fn failed(place: &HubPlace, cause: &io::Error) -> Trouble {
    let what = Msg::new("cli-login-failed").with("url", place.url.as_str());
    Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
}

/// Makes the desk a replica of the hub's; one that is stays as it is.
fn follow(context: &Context, opened: &OpenDesk, me: &wire::Me) -> Result<(), Trouble> {
    let (desk, agent) = (me.desk.0, AgentId(me.agent.id));
    let so_far = opened.progress()?;
    if so_far.is_some_and(|it: Progress| it.desk == desk && it.me == agent) {
        return Ok(());
    }
    let followed = opened.write(move |it| it.follow(desk, agent, now()))?;
    followed.map_err(|other| match (other, so_far) {
        (OtherDesk { follows: Some(_) }, Some(it)) if it.desk == desk => {
            let waits = Msg::new("cli-login-other-agent");
            let command = typed(context, "sync --once");
            Trouble::refused(waits, Msg::new("cli-login-other-agent-hint").with("command", command))
        }
        (OtherDesk { follows: Some(_) }, _) => profile("cli-login-other-desk"),
        (OtherDesk { follows: None }, _) => profile("cli-login-own-desk"),
    })
}

/// This desk cannot become a replica of that one; one of another profile can.
fn profile(what: &'static str) -> Trouble {
    Trouble::refused(Msg::new(what), Msg::new("cli-login-profile-hint"))
}

fn tell(
    context: &Context,
    opened: &OpenDesk,
    place: &HubPlace,
    me: &wire::Me,
) -> Result<(), Trouble> {
    let name = clean_line(&me.agent.name).into_owned();
    let done = Msg::new("cli-logged-in").with("name", name).with("url", place.url.as_str());
    note(&context.say(&done));
    if place.has_command() {
        note(&context.say(&Msg::new("cli-login-command")));
    } else if !place.is_socket() {
        let file = place.token_file().display().to_string();
        note(&context.say(&Msg::new("cli-login-kept").with("file", file)));
    }
    if let Some(filling) = opened.progress()?.and_then(|it| it.filling) {
        let left = filling.total.saturating_sub(filling.told);
        let left = Msg::new("cli-login-filling").with("n", i64::try_from(left).unwrap_or(i64::MAX));
        note(&context.say(&left.with("command", typed(context, "sync --once"))));
    }
    Ok(())
}

/// Forgets the token. The desk stays, and what waits for the hub with it.
pub(super) fn logout(context: &Context) -> Result<(), Trouble> {
    let config = context.settings()?.0;
    let Some(place) = HubPlace::find(context, &config)? else {
        return Err(super::super::hub::not_logged_in(context));
    };
    let forgotten = place.forget().map_err(|it| failed(&place, &it))?;
    let said = if forgotten { "cli-logged-out" } else { "cli-logged-out-already" };
    note(&context.say(&Msg::new(said)));
    if place.has_command() {
        note(&context.say(&Msg::new("cli-logout-command")));
    } else if forgotten {
        note(&context.say(&Msg::new("cli-logout-token")));
    }
    let waiting = OpenDesk::find(context)?.read(|it| it.waiting())?.0;
    if waiting > 0 {
        note(&context.say(&Msg::new("cli-sync-waiting").with("n", waiting)));
    }
    Ok(())
}
