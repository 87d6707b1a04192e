//! `keydesk serve`: the hub, a desk that a team works on.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use clap::{Arg, ArgMatches, Command, value_parser};
use rustix::process::{Resource, getrlimit, setrlimit};
use signal_hook::consts::{SIGINT, SIGTERM};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::base::clock::{self, Timestamp};
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::config::Store;
use crate::courier::{self, CourierHandle};
use crate::domain::team::Act;
use crate::domain::{Agent, Channel, Right};
use crate::hub::{self, Bound, Listen, Parts, SocketMode};
use crate::i18n::Catalog;
use crate::store::{Sqlite, StoreError, Team as _};

use super::super::args;
use super::super::connect::connector;
use super::super::context::Context;
use super::super::desk::{OpenDesk, me, quoted, typed};
use super::super::report::{Complaint, Trouble, note};
use super::super::screen::{Customers, news};
use super::super::verbs;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let file = |name, value, help| {
        args::option(catalog, name, value, help).value_parser(value_parser!(PathBuf))
    };
    let words: [Arg; 7] = [
        args::option(catalog, "listen", "cli-value-address", "cli-help-listen"),
        file("socket", "cli-value-file", "cli-help-socket"),
        args::switch(catalog, "group", "cli-help-socket-group").requires("socket"),
        file("cert", "cli-value-file", "cli-help-cert").requires("key"),
        file("key", "cli-value-file", "cli-help-key").requires("cert"),
        args::switch(catalog, "behind-proxy", "cli-help-behind-proxy"),
        args::switch(catalog, "openapi", "cli-help-openapi"),
    ];
    verbs::examples(
        catalog,
        args::subcommand(catalog, "serve", "cli-serve").args(words),
        &[
            "keydesk serve --socket /run/keydesk/hub.sock",
            "keydesk serve --listen 0.0.0.0:7070 --cert desk.pem --key desk.key",
        ],
    )
}

/// Serves until a signal comes.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    if matches.get_flag("openapi") {
        let described = serde_json::to_string_pretty(&hub::openapi()).map_err(io::Error::other);
        return super::super::output::data(&(described.map_err(Trouble::Output)? + "\n"));
    }
    let listen = listen(matches)?;
    if context.settings()?.0.store == Store::Hub {
        return Err(Trouble::Refused(Complaint::new(Msg::new("cli-serve-replica"))));
    }
    let bare = OpenDesk::bare(context)?;
    if bare.progress()?.is_some() {
        return Err(Trouble::Refused(Complaint::new(Msg::new("cli-serve-replica"))));
    }
    let fresh = bare.roster()?.agents.is_empty();
    let opened = OpenDesk::make(context)?;
    let places = places(&listen);
    raise_files();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|it| failed(Msg::new("cli-serve-failed"), &it))?.block_on(async {
        // Before anybody is told that it runs, so that whoever stops it then is heard.
        let stop = Stop::new().map_err(|it| failed(Msg::new("cli-serve-failed"), &it))?;
        let parts = Parts {
            desk: opened.desk.clone(),
            owner: hub::owner(opened.desk.dir()),
            clock: clock::now,
            behind_proxy: matches.get_flag("behind-proxy"),
            patience: hub::PATIENCE,
        };
        let bound = hub::bind(parts, listen).await.map_err(|it| not_bound(&it))?;
        greet(context, &opened, fresh, &where_at(&bound, places))?;
        hub::log::start();
        let courier = start_courier(context, &opened)?;
        bound.serve(stop.comes()).await;
        // What is being sent is told as unsure before we go.
        drop(courier);
        Ok(())
    })
}

fn start_courier(context: &Context, opened: &OpenDesk) -> Result<CourierHandle, Trouble> {
    let (desk, words) = (opened.desk.clone(), Arc::clone(&context.catalog));
    let connect = move |it: &Channel| connector(&desk, &words, it, Customers::default());
    let courier = courier::start(opened.desk.clone(), connect, clock::now)
        .map_err(|it| failed(Msg::new("cli-serve-failed"), &it))?;
    let told = Mutex::new(None);
    courier.subscribe(move |state| {
        if let Some(purge) = news(&told, state.purged) {
            tracing::info!(files = purge.files, bytes = purge.bytes, "files cleared away");
        }
    });
    Ok(courier)
}

/// Where to listen, if that is safe.
fn listen(matches: &ArgMatches) -> Result<Listen, Trouble> {
    let network = matches.get_one::<String>("listen").map(|it| address(it)).transpose()?;
    let file = |name| matches.get_one::<PathBuf>(name).cloned();
    let mode = if matches.get_flag("group") { SocketMode::Group } else { SocketMode::Owner };
    let socket = file("socket").map(|it| (it, mode));
    let tls = match (file("cert"), file("key")) {
        (Some(cert), Some(key)) => {
            let keys = hub::tls(&cert, &key);
            Some(keys.map_err(|it| because(Msg::new("cli-serve-keys"), it.to_string()))?)
        }
        _ => None,
    };
    if network.is_none() && socket.is_none() {
        let hint = Msg::new("cli-serve-nowhere-hint");
        return Err(Trouble::Usage(Complaint::new(Msg::new("cli-serve-nowhere")).hint(hint)));
    }
    if let (Some(address), None, false) = (network, &tls, matches.get_flag("behind-proxy"))
        && !hub::is_here(address.ip())
    {
        let what = Msg::new("cli-serve-in-the-open").with("address", address.to_string());
        return Err(Trouble::refused(what, Msg::new("cli-serve-in-the-open-hint")));
    }
    Ok(Listen { network, tls, socket })
}

/// An address as it is typed; `localhost` is this machine.
fn address(typed: &str) -> Result<SocketAddr, Trouble> {
    let plain = typed.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    plain.as_deref().unwrap_or(typed).parse().map_err(|_| {
        let what = Msg::new("cli-serve-address").with("address", typed);
        Trouble::Usage(Complaint::new(what).hint(Msg::new("cli-serve-nowhere-hint")))
    })
}

/// How the hub is reached, but for the number of a port that the system gives.
struct Places {
    scheme: &'static str,
    socket: Option<PathBuf>,
}

fn places(listen: &Listen) -> Places {
    let scheme = if listen.tls.is_some() { "https" } else { "http" };
    Places { scheme, socket: listen.socket.as_ref().map(|it| it.0.clone()) }
}

/// The addresses to be given to `keydesk login`.
fn where_at(bound: &Bound, places: Places) -> Vec<String> {
    let network = bound.address().map(|it| format!("{}://{it}", places.scheme));
    let whole = |it: PathBuf| std::path::absolute(&it).unwrap_or(it);
    let socket = places.socket.map(|it| format!("unix://{}", whole(it).display()));
    network.into_iter().chain(socket).collect()
}

/// Says that it runs and, where nobody can log in yet, how that is done.
fn greet(context: &Context, opened: &OpenDesk, fresh: bool, at: &[String]) -> Result<(), Trouble> {
    let say = |msg: Msg| note(&context.say(&msg));
    for at in at {
        say(Msg::new("cli-serve-ready").with("where", at.as_str()));
    }
    let Some(url) = at.iter().find(|it| !it.starts_with("unix:")) else { return Ok(()) };
    let now = clock::now();
    let anybody = opened.read(move |it| Ok(it.tokens()?.iter().any(|it| it.is_good(now))))?;
    if anybody {
        return Ok(());
    }
    let admin = me(&opened.roster()?.agents, "")?;
    if !fresh || !admin.may(Right::ManageAgents) {
        let command = format!("agent token issue {}", quoted(&admin.name));
        say(Msg::new("cli-serve-nobody").with("command", typed(context, &command)));
        return Ok(());
    }
    let secret = Secret::token().map_err(|it| failed(Msg::new("cli-serve-failed"), &it))?;
    let (hash, agent) = (secret.hash(), admin.clone());
    let issued = opened.write(move |it| issue(it, &agent, hash, now))?;
    if issued {
        say(Msg::new("cli-serve-first").with("name", admin.name.as_str()));
        note(&format!("  keydesk login {url}"));
        say(Msg::new("cli-serve-token").with("token", secret.reveal()));
    }
    Ok(())
}

/// A token for the first admin, if nobody has one.
fn issue(
    desk: &mut Sqlite,
    admin: &Agent,
    hash: crate::base::secret::TokenHash,
    now: Timestamp,
) -> Result<bool, StoreError> {
    desk.bulk(|desk| {
        if desk.tokens()?.iter().any(|it| it.is_good(now)) {
            return Ok(false);
        }
        let (label, agent) = ("first start".to_owned(), admin.id);
        let act = Act::IssueToken { agent, hash, label, expires: None };
        Ok(desk.administer(&act, None, now)?.is_ok())
    })
}

/// What tells us to stop.
struct Stop {
    interrupt: Signal,
    terminate: Signal,
}

impl Stop {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Comes with the first signal; the second one ends the process at once.
    async fn comes(mut self) {
        let number = self.next().await;
        tracing::info!(signal = number, "stopping");
        tokio::spawn(async move {
            let number = self.next().await;
            std::process::exit(128 + number);
        });
    }

    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => SIGINT,
            _ = self.terminate.recv() => SIGTERM,
        }
    }
}

/// A thousand live streams need more open files than a shell usually allows.
fn raise_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
}

fn not_bound(error: &hub::NoListener) -> Trouble {
    because(Msg::new("cli-serve-taken"), error.to_string())
}

fn failed(what: Msg, error: &io::Error) -> Trouble {
    because(what, error.to_string())
}

fn because(what: Msg, why: String) -> Trouble {
    Trouble::Refused(Complaint { because: Some(why), ..Complaint::new(what) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_number_and_a_port_or_this_machine() {
        for (typed, meant) in [
            ("127.0.0.1:7070", "127.0.0.1:7070"),
            ("localhost:80", "127.0.0.1:80"),
            ("[::]:1", "[::]:1"),
        ] {
            assert_eq!(address(typed).unwrap(), meant.parse().unwrap());
        }
        for wrong in ["", "7070", "desk.example.com:7070", "127.0.0.1", "localhost"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
