//! `keydesk agent`: who is on the desk, what they may, how they log in.

mod block;
mod role;
mod token;

use std::borrow::Cow;

use clap::{Arg, ArgMatches, Command};
use nix::unistd::User;

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::team::{Act, Unfit};
use crate::domain::{Agent, Right, Role};
use crate::i18n::Catalog;
use crate::store::{Did, Inbox as _, OwnRole, Roster, Team as _};

use super::super::args;
use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let json = args::switch(catalog, "json", "cli-help-json");
    let unix = || args::option(catalog, "unix", "cli-value-name", "cli-help-unix");
    let of = |name, about| args::subcommand(catalog, name, about).arg(who(catalog));
    let add = of("add", "cli-agent-add")
        .arg(args::option(catalog, "role", "cli-value-name", "cli-help-role"))
        .arg(unix());
    let away = args::subcommand(catalog, "away", "cli-agent-away")
        .arg(who(catalog).required(false))
        .arg(args::switch(catalog, "back", "cli-help-back"));
    args::group(catalog, "agent", "cli-agent")
        .subcommand(add)
        .subcommand(args::subcommand(catalog, "list", "cli-agent-list").arg(json))
        .subcommand(block::spec(catalog))
        .subcommand(block::unspec(catalog))
        .subcommand(away)
        .subcommand(of("login", "cli-agent-login").arg(unix()))
        .subcommand(role::spec(catalog))
        .subcommand(token::spec(catalog))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    match command {
        "list" => list(context, matches.get_flag("json")),
        "add" => add(context, matches),
        "block" => block::run(context, matches),
        "unblock" => block::undo(context, matches),
        "away" => away(context, matches),
        "login" => login(context, matches),
        "role" => role::run(context, matches),
        _ => token::run(context, matches),
    }
}

/// The `NAME` of an agent.
fn who(catalog: &Catalog) -> Arg {
    Arg::new("name")
        .required(true)
        .value_name(catalog.t("cli-value-name").into_owned())
        .help(catalog.t("cli-help-agent-name").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// The desk as somebody administers it.
struct Office<'a> {
    context: &'a Context,
    opened: OpenDesk,
    me: Agent,
    roster: Roster,
    roles: Vec<OwnRole>,
}

impl<'a> Office<'a> {
    /// Opens a desk that is there, for me, who must be allowed to manage agents.
    fn open(context: &'a Context) -> Result<Self, Trouble> {
        let office = Self::enter(context)?;
        may_administer(&office.me)?;
        Ok(office)
    }

    /// Opens a desk that is there, for me.
    fn enter(context: &'a Context) -> Result<Self, Trouble> {
        let (config, _) = context.settings()?;
        let opened = OpenDesk::find(context)?;
        opened.must_be_own()?;
        let (roster, roles) = opened.read(|it| Ok((it.roster()?, it.roles()?)))?;
        let me = opened.me(&config)?;
        Ok(Self { context, opened, me, roster, roles })
    }

    /// Does an act, or says why not.
    fn does(&self, act: Act) -> Result<Did, Trouble> {
        let by = Some(self.me.id);
        match self.opened.write(move |it| it.administer(&act, by, now()))? {
            Ok(did) => Ok(did),
            Err(Unfit::NotAllowed) => may_administer(&self.me).map(|()| Did::Done),
            Err(unfit) => Err(Trouble::Refused(Complaint::new(unfit.say()))),
        }
    }

    /// The agent whom the arguments name.
    fn agent(&self, matches: &ArgMatches) -> Result<Agent, Trouble> {
        verbs::somebody(&self.roster.agents, verbs::given(matches, "name").unwrap_or_default())
    }

    /// The role of a name, built in or the desk's own.
    fn role(&self, name: &str) -> Result<Role, Trouble> {
        let own = self.roles.iter().find(|it| it.name == name).map(|it| Role::Own(it.id));
        let built_in = || Role::ALL.into_iter().find(|it| it.code() == name);
        own.or_else(built_in).ok_or_else(|| self.no_role(name, true))
    }

    /// There is no role of that name; those that are meant may be the desk's own alone.
    fn no_role(&self, name: &str, built_in: bool) -> Trouble {
        let codes: Vec<Cow<'static, str>> = Role::ALL.into_iter().map(Role::code).collect();
        let mut known: Vec<&str> = self.roles.iter().map(|it| it.name.as_str()).collect();
        if built_in {
            known.extend(codes.iter().map(AsRef::as_ref));
        }
        let hint = desk::hint(name, &known, Msg::new("cli-no-own-roles"));
        Trouble::refused(Msg::new("cli-no-role").with("name", name), hint)
    }

    /// Says what was done.
    fn says(&self, msg: &Msg) {
        note(&self.context.say(msg));
    }
}

/// Whether I may manage agents.
pub(super) fn may_administer(me: &Agent) -> Result<(), Trouble> {
    if me.may(Right::ManageAgents) {
        return Ok(());
    }
    let hint = Msg::new("cli-only-managers").with("name", me.name.as_str());
    Err(Trouble::Refused(Complaint::new(Msg::new("refused-not-allowed")).hint(hint)))
}

fn add(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let office = Office::open(context)?;
    let name = verbs::given(matches, "name").unwrap_or_default().trim().to_owned();
    let role = verbs::given(matches, "role").map_or(Ok(Role::Agent), |it| office.role(it))?;
    let uid = verbs::given(matches, "unix").map(uid).transpose()?;
    office.does(Act::AddAgent { name: name.clone(), role, uid })?;
    office.says(&Msg::new("cli-agent-added").with("name", name));
    Ok(())
}

/// The number of a user of this machine.
fn uid(name: &str) -> Result<u32, Trouble> {
    match User::from_name(name) {
        Ok(Some(user)) => Ok(user.uid.as_raw()),
        _ => {
            let none = Msg::new("cli-no-unix-user").with("name", clean_line(name).into_owned());
            Err(Trouble::Refused(Complaint::new(none)))
        }
    }
}

fn away(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let office = Office::enter(context)?;
    let agent = match verbs::given(matches, "name") {
        Some(_) => office.agent(matches)?,
        None => office.me.clone(),
    };
    if agent.id != office.me.id {
        may_administer(&office.me)?;
    }
    let away = !matches.get_flag("back");
    if agent.away != away {
        office.does(Act::SetAway(agent.id, away))?;
    }
    let said = if away { "cli-agent-is-away" } else { "cli-agent-is-back" };
    office.says(&Msg::new(said).with("name", agent.name));
    Ok(())
}

fn login(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let office = Office::open(context)?;
    let agent = office.agent(matches)?;
    let user = verbs::given(matches, "unix");
    let uid = user.map(uid).transpose()?;
    office.does(Act::SetLogin(agent.id, uid))?;
    office.says(&match user {
        Some(user) => Msg::new("cli-agent-logs-in").with("name", agent.name).with("user", user),
        None => Msg::new("cli-agent-logs-in-no-more").with("name", agent.name),
    });
    Ok(())
}

fn list(context: &Context, json: bool) -> Result<(), Trouble> {
    let (roster, roles) = OpenDesk::find(context)?.read(|it| Ok((it.roster()?, it.roles()?)))?;
    let rows = roster.agents.into_iter().map(|it| row(it, &roles)).collect();
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("role", Msg::new("cli-column-role")),
        ("blocked", Msg::new("cli-column-state")),
        ("away", Msg::new("cli-column-presence")),
    ];
    output::table(&context.catalog, &Table { columns, rows }, json)
}

fn row(agent: Agent, roles: &[OwnRole]) -> Vec<Field> {
    let state = if agent.blocked { "cli-state-blocked" } else { "cli-state-active" };
    let presence = if agent.away { "cli-state-away" } else { "cli-state-here" };
    vec![
        Field::Text(agent.name),
        role_field(agent.role, roles),
        Field::Flag(Msg::new(state), agent.blocked),
        Field::Flag(Msg::new(presence), agent.away),
    ]
}

/// A role by its name; one of the desk's own is called what the desk calls it.
fn role_field(role: Role, roles: &[OwnRole]) -> Field {
    let name = |own| roles.iter().find(|it| Role::Own(it.id) == own).map(|it| it.name.clone());
    match (role.say(), role.code()) {
        (Some(msg), Cow::Borrowed(code)) => Field::Word(msg, code),
        (_, code) => Field::Text(name(role).unwrap_or_else(|| code.into_owned())),
    }
}
