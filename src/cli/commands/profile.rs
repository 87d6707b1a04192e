//! `keydesk profile`: several desks under one user, each with its settings and its store.

use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::config::{Config, HubAddress, Overrides, Paths, Profile, Store};
use crate::i18n::Catalog;
use crate::store::{Alone, Desk, StoreError};
use crate::tui::term;

use super::super::args;
use super::super::context::Context;
use super::super::desk::quoted;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, ask, note};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let name = || {
        Arg::new("name")
            .required(true)
            .value_name(catalog.t("cli-value-name").into_owned())
            .help(catalog.t("cli-help-profile-name").into_owned())
            .help_heading(catalog.t("cli-heading-arguments").into_owned())
    };
    let json = args::switch(catalog, "json", "cli-help-json");
    let hub = args::option(catalog, "hub", "cli-value-url", "cli-help-hub");
    let confirm = args::option(catalog, "confirm", "cli-value-name", "cli-help-confirm-profile");
    args::group(catalog, "profile", "cli-profile")
        .subcommand(args::subcommand(catalog, "list", "cli-profile-list").arg(json))
        .subcommand(args::subcommand(catalog, "add", "cli-profile-add").arg(name()).arg(hub))
        .subcommand(args::subcommand(catalog, "drop", "cli-profile-drop").arg(name()).arg(confirm))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    match command {
        "list" => list(context, matches.get_flag("json")),
        "add" => add(context, &named(matches)?, matches.get_one::<String>("hub")),
        _ => remove(context, &named(matches)?, matches.get_one::<String>("confirm")),
    }
}

fn named(matches: &ArgMatches) -> Result<Profile, Trouble> {
    let name = matches.get_one::<String>("name").map_or("", String::as_str);
    Profile::parse(name).map_err(|_| args::no_name(name, false))
}

/// The places of a profile, whether it is there or not.
fn places(profile: &Profile) -> Result<Paths, Trouble> {
    let overrides = Overrides { profile: profile.clone(), ..Overrides::default() };
    Paths::find(&overrides).map_err(Trouble::Settings)
}

fn all(context: &Context) -> Result<Vec<Profile>, Trouble> {
    let dir = context.plain_paths()?.data_dir;
    Profile::all(&dir).map_err(|cause| failed("cli-cannot-read", &dir, &cause))
}

fn failed(id: &'static str, file: &Path, cause: &io::Error) -> Trouble {
    let what = Msg::new(id).with("file", file.display().to_string());
    Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
}

fn list(context: &Context, json: bool) -> Result<(), Trouble> {
    let columns = vec![
        ("profile", Msg::new("cli-column-profile")),
        ("current", Msg::new("cli-column-state")),
        ("store", Msg::new("cli-column-store")),
        ("hub", Msg::new("cli-column-hub")),
        ("dir", Msg::new("cli-column-dir")),
    ];
    let mut rows = Vec::new();
    for profile in all(context)? {
        let paths = places(&profile)?;
        let current = context.in_a_profile() && context.overrides.profile == profile;
        let state = if current { "cli-profile-current" } else { "cli-profile-other" };
        let config = Config::find(&paths, false);
        let (store, hub) = match &config {
            Ok(config) if config.store == Store::Hub => {
                (Field::Word(Msg::new("cli-store-hub"), "hub"), config.hub.url.clone())
            }
            Ok(_) => (Field::Word(Msg::new("cli-store-local"), "local"), String::new()),
            Err(_) => (Field::Word(Msg::new("cli-store-unknown"), "unknown"), String::new()),
        };
        rows.push(vec![
            Field::Text(profile.name().to_owned()),
            Field::Flag(Msg::new(state), current),
            store,
            Field::Text(hub),
            Field::Text(paths.data_dir.display().to_string()),
        ]);
    }
    output::table(&context.catalog, &Table { columns, rows }, json)
}

/// Makes the folders of a profile and the beginning of its settings.
fn add(context: &Context, profile: &Profile, hub: Option<&String>) -> Result<(), Trouble> {
    // On some systems names that differ only so much are the same folder.
    let same = |it: &&Profile| it.name().to_lowercase() == profile.name().to_lowercase();
    if let Some(taken) = all(context)?.iter().find(same) {
        let taken = Msg::new("cli-profile-taken").with("name", taken.name());
        return Err(Trouble::Refused(Complaint::new(taken)));
    }
    if let Some(url) = hub
        && HubAddress::parse(url).is_err()
    {
        let wrong = Complaint::new(Msg::new("cli-hub-url")).hint(Msg::new("cli-hub-url-hint"));
        return Err(Trouble::Usage(wrong));
    }
    let paths = places(profile)?;
    let wrote = write_settings(&paths.config_file, profile, hub.map(String::as_str));
    wrote.map_err(|cause| failed("cli-cannot-write", &paths.config_file, &cause))?;
    // Last: from here on there is such a profile.
    Desk::make_dir(&paths.data_dir)
        .map_err(|cause| failed("cli-cannot-write", &paths.data_dir, &cause))?;
    let open = format!("keydesk --profile {profile}");
    let (done, command) = match hub {
        Some(url) => ("cli-profile-added-hub", format!("{open} login {}", quoted(url))),
        None => ("cli-profile-added", open),
    };
    let done = Msg::new(done).with("name", profile.name()).with("command", command);
    note(&context.say(&done.with("file", paths.config_file.display().to_string())));
    Ok(())
}

/// Settings that are there already, left by somebody, stay as they are unless a hub is named that they cannot know.
fn write_settings(file: &Path, profile: &Profile, hub: Option<&str>) -> io::Result<()> {
    Desk::make_dir(file.parent().unwrap_or(Path::new(".")))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = match options.open(file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && hub.is_none() => {
            return Ok(());
        }
        other => other?,
    };
    // What an address may hold needs no more than these quotes in TOML.
    let hub = hub.map_or_else(String::new, |url| {
        let url: String = url.chars().filter(|it| !matches!(it, '"' | '\\')).collect();
        format!("\nstore = \"hub\"\n\n[hub]\nurl = \"{url}\"\n")
    });
    write!(
        open,
        "# keydesk: the settings of the profile {profile}, laid over those of the plain one. `keydesk config example`\n\
         # shows all there are. Of its own each profile has: store, [hub], [agent], and the view of the start.\n{hub}"
    )?;
    open.sync_all()
}

/// Throws a profile away, if its name is typed a second time.
fn remove(context: &Context, profile: &Profile, confirmed: Option<&String>) -> Result<(), Trouble> {
    if profile.is_plain() {
        return Err(Trouble::Refused(Complaint::new(Msg::new("cli-profile-plain"))));
    }
    let paths = places(profile)?;
    if !paths.data_dir.is_dir() {
        return Err(context.no_profile(profile));
    }
    let settings = paths.books_dir();
    note(&context.say(&Msg::new("cli-profile-warning").with("name", profile.name())));
    for dir in [&paths.data_dir, settings] {
        note(&format!("  {}", dir.display()));
    }
    let copy = format!("keydesk --profile {profile} backup");
    note(&context.say(&Msg::new("cli-profile-instead").with("command", copy)));
    let confirmed = match confirmed {
        Some(confirmed) => confirmed.clone(),
        None => asked(context, profile)?,
    };
    if confirmed.trim() != profile.name() {
        let other = Msg::new("cli-profile-not-confirmed").with("name", profile.name());
        return Err(Trouble::Refused(Complaint::new(other)));
    }
    let alone = Alone::take(&paths.data_dir).map_err(|source| {
        let busy = matches!(source, StoreError::Busy(_));
        let hint = busy.then(|| Msg::new("cli-recover-busy-hint"));
        Trouble::desk(Desk::file(&paths.data_dir), source, hint)
    })?;
    // The desk's folder is what makes a profile: it goes last, so that what fails can be done again.
    for dir in [&paths.cache_dir, &paths.state_dir, settings, &paths.data_dir] {
        match fs::remove_dir_all(dir) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(failed("cli-cannot-write", dir, &cause));
            }
            _ => (),
        }
    }
    drop(alone);
    note(&context.say(&Msg::new("cli-profile-dropped").with("name", profile.name())));
    Ok(())
}

/// What the person at the keyboard types.
fn asked(context: &Context, profile: &Profile) -> Result<String, Trouble> {
    if !term::stdin_is_terminal() {
        let command = format!("keydesk profile drop {profile} --confirm {profile}");
        let hint = Msg::new("cli-delete-unasked-hint").with("command", command);
        return Err(Trouble::refused(Msg::new("cli-profile-unasked"), hint));
    }
    ask(&context.say(&Msg::new("cli-delete-question")));
    let mut line = String::new();
    // A line that cannot be read confirms nothing.
    let _ = io::stdin().lock().read_line(&mut line);
    Ok(line)
}
