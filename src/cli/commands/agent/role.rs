//! `keydesk agent role`: who has which, and the desk's own ones.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::team::Act;
use crate::domain::{Channel, Grant, Right, Rights, Role, Sight};
use crate::i18n::Catalog;
use crate::store::{Inbox as _, OwnRole, Team as _};

use super::super::super::args;
use super::super::super::context::Context;
use super::super::super::desk::OpenDesk;
use super::super::super::output::{self, Field, Table};
use super::super::super::report::{Complaint, Trouble};
use super::super::super::verbs;
use super::{Office, role_field, who};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let name = |id: &'static str| {
        Arg::new(id)
            .required(true)
            .value_name(catalog.t("cli-value-role").into_owned())
            .help(catalog.t("cli-help-role-name").into_owned())
            .help_heading(catalog.t("cli-heading-arguments").into_owned())
    };
    let rights = |command: Command| {
        let on = args::option(catalog, "on", "cli-value-exception", "cli-help-on");
        command
            .arg(name("role"))
            .arg(args::option(catalog, "see", "cli-value-sight", "cli-help-see").required(true))
            .arg(args::option(catalog, "may", "cli-value-rights", "cli-help-may"))
            .arg(on.action(ArgAction::Append))
    };
    let make = |name, about| rights(args::subcommand(catalog, name, about));
    let json = args::switch(catalog, "json", "cli-help-json");
    let add = verbs::examples(
        catalog,
        make("add", "cli-agent-role-add"),
        &[
            "keydesk agent role add trainee --see own --may work,close",
            "keydesk agent role add shop --see nothing --on Shop=all:work,take,close",
        ],
    );
    args::group(catalog, "role", "cli-agent-role")
        .subcommand(
            args::subcommand(catalog, "set", "cli-agent-role-set")
                .arg(who(catalog))
                .arg(name("role")),
        )
        .subcommand(args::subcommand(catalog, "list", "cli-agent-role-list").arg(json))
        .subcommand(add)
        .subcommand(make("change", "cli-agent-role-change"))
        .subcommand(args::subcommand(catalog, "drop", "cli-agent-role-drop").arg(name("role")))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    if command == "list" {
        return list(context, matches.get_flag("json"));
    }
    let office = Office::open(context)?;
    let name = verbs::given(matches, "role").unwrap_or_default();
    let own = || office.roles.iter().find(|it| it.name == name).map(|it| it.id);
    let own = || own().ok_or_else(|| office.no_role(name, false));
    let (act, said) = match command {
        "set" => {
            let agent = office.agent(matches)?;
            let said = Msg::new("cli-role-set").with("agent", agent.name);
            (Act::SetRole(agent.id, office.role(name)?), said)
        }
        "add" => {
            let rights = rights(matches, &office.roster.channels)?;
            (Act::AddRole(name.to_owned(), rights), Msg::new("cli-role-added"))
        }
        "change" => {
            let rights = rights(matches, &office.roster.channels)?;
            (Act::ChangeRole(own()?, rights), Msg::new("cli-role-changed"))
        }
        _ => (Act::DropRole(own()?), Msg::new("cli-role-dropped")),
    };
    office.does(act)?;
    office.says(&said.with("name", name));
    Ok(())
}

/// What the options say.
fn rights(matches: &ArgMatches, channels: &[Channel]) -> Result<Rights, Trouble> {
    let see = verbs::given(matches, "see").unwrap_or_default();
    let may = verbs::given(matches, "may").unwrap_or_default();
    let mut rights = Rights::usual(grant(see, may)?);
    for exception in matches.get_many::<String>("on").into_iter().flatten() {
        // A name may have both signs in it: what stands behind the last `=` is a sight and rights.
        let Some((name, said)) = exception.rsplit_once('=') else {
            let wrong = Msg::new("cli-exception-wrong").with("text", exception.as_str());
            return Err(Trouble::Usage(Complaint::new(wrong)));
        };
        let (see, may) = said.split_once(':').unwrap_or((said, ""));
        let channel = channels.iter().find(|it| it.name == name).ok_or_else(|| {
            let names: Vec<&str> = channels.iter().map(|it| it.name.as_str()).collect();
            let hint = super::desk::hint(name, &names, Msg::new("cli-no-channels"));
            Trouble::refused(Msg::new("cli-no-channel").with("name", name), hint)
        })?;
        rights = rights.except(channel.id, grant(see, may)?);
    }
    Ok(rights)
}

fn grant(see: &str, may: &str) -> Result<Grant, Trouble> {
    let sights: Vec<&str> = Sight::ALL.into_iter().map(Sight::code).collect();
    let sight = Sight::from_code(see).ok_or_else(|| unknown(see, &sights))?;
    let words = may.split([',', ' ']).map(str::trim).filter(|it| !it.is_empty());
    let all: Vec<&str> = Right::GRANTED.into_iter().map(Right::code).collect();
    let right = |it: &str| Right::from_code(it).ok_or_else(|| unknown(it, &all));
    let rights: Vec<Right> = words.map(right).collect::<Result<_, _>>()?;
    Ok(Grant::new(sight, &rights))
}

fn unknown(word: &str, known: &[&str]) -> Trouble {
    let hint = super::desk::hint(word, known, Msg::new("cli-usage-other"));
    let wrong = Msg::new("cli-word-wrong").with("word", word);
    Trouble::Usage(Complaint::new(wrong).hint(hint))
}

fn list(context: &Context, json: bool) -> Result<(), Trouble> {
    let (roster, roles) = OpenDesk::find(context)?.read(|it| Ok((it.roster()?, it.roles()?)))?;
    let columns = vec![
        ("role", Msg::new("cli-column-role")),
        ("built_in", Msg::new("cli-column-kind")),
        ("see", Msg::new("cli-column-see")),
        ("may", Msg::new("cli-column-may")),
        ("on", Msg::new("cli-column-exceptions")),
        ("agents", Msg::new("cli-column-agents")),
    ];
    let built_in = Role::ALL.into_iter().map(|it| (it, it.rights()));
    let own = roles.iter().map(|it| (Role::Own(it.id), it.rights.clone()));
    let row = |(role, rights): (Role, Rights)| {
        let own = matches!(role, Role::Own(_));
        let kind = if own { "cli-role-own" } else { "cli-role-built-in" };
        let having = roster.agents.iter().filter(|it| it.role == role).count();
        vec![
            name(role, &roles),
            Field::Flag(Msg::new(kind), !own),
            Field::Text(rights.base().sight().code().to_owned()),
            Field::Text(may(rights.base())),
            Field::Text(exceptions(&rights, &roster.channels)),
            Field::Count(i64::try_from(having).unwrap_or(i64::MAX)),
        ]
    };
    let rows = built_in.chain(own).map(row).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}

/// A role as it must be typed: here, where roles are given, no translation helps.
fn name(role: Role, roles: &[OwnRole]) -> Field {
    match role {
        Role::Own(_) => role_field(role, roles),
        built_in => Field::Text(built_in.code().into_owned()),
    }
}

fn may(grant: Grant) -> String {
    grant.rights().into_iter().map(Right::code).collect::<Vec<_>>().join(",")
}

/// As they are typed.
fn exceptions(rights: &Rights, channels: &[Channel]) -> String {
    let one = |(id, grant): &(crate::domain::ChannelId, Grant)| {
        let channel = channels.iter().find(|it| it.id == *id)?;
        let (name, see, may) = (&channel.name, grant.sight().code(), may(*grant));
        let colon = if may.is_empty() { "" } else { ":" };
        Some(format!("{name}={see}{colon}{may}"))
    };
    rights.exceptions().iter().filter_map(one).collect::<Vec<_>>().join(" ")
}
