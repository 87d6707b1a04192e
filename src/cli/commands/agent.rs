//! `keydesk agent`: who is on the desk.

use std::borrow::Cow;

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::{Agent, Role};
use crate::i18n::Catalog;
use crate::store::{Inbox as _, OwnRole, Team as _};

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::output::{self, Field, Table};
use super::super::report::Trouble;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let list = args::subcommand(catalog, "list", "cli-agent-list").arg(args::switch(
        catalog,
        "json",
        "cli-help-json",
    ));
    args::group(catalog, "agent", "cli-agent").subcommand(list)
}

/// Lists the agents; it is the only thing there is to do with them here.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let (roster, roles) = OpenDesk::find(context)?.read(|it| Ok((it.roster()?, it.roles()?)))?;
    let rows = roster.agents.into_iter().map(|it| row(it, &roles)).collect();
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("role", Msg::new("cli-column-role")),
        ("blocked", Msg::new("cli-column-state")),
    ];
    let json = matches.subcommand().is_some_and(|it| it.1.get_flag("json"));
    output::table(&context.catalog, &Table { columns, rows }, json)
}

fn row(agent: Agent, roles: &[OwnRole]) -> Vec<Field> {
    let state = if agent.blocked { "cli-state-blocked" } else { "cli-state-active" };
    vec![
        Field::Text(agent.name),
        role(agent.role, roles),
        Field::Flag(Msg::new(state), agent.blocked),
    ]
}

/// A role by its name; one of the desk's own is called what the desk calls it.
fn role(role: Role, roles: &[OwnRole]) -> Field {
    let msg = match role {
        Role::Admin => "cli-role-admin",
        Role::Lead => "cli-role-lead",
        Role::Agent => "cli-role-agent",
        Role::ReadOnly => "cli-role-read-only",
        Role::NoChats => "cli-role-no-chats",
        Role::Own(own) => {
            let name = roles.iter().find(|it| it.id == own).map(|it| it.name.clone());
            return Field::Text(name.unwrap_or_else(|| role.code().into_owned()));
        }
    };
    match role.code() {
        Cow::Borrowed(code) => Field::Word(Msg::new(msg), code),
        Cow::Owned(code) => Field::Text(code),
    }
}
