//! `keydesk agent`: who is on the desk.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::{Agent, Role};
use crate::i18n::Catalog;

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
    let agents = OpenDesk::find(context)?.roster()?.agents;
    let rows = agents.into_iter().map(row).collect();
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("role", Msg::new("cli-column-role")),
        ("blocked", Msg::new("cli-column-state")),
    ];
    let json = matches.subcommand().is_some_and(|it| it.1.get_flag("json"));
    output::table(&context.catalog, &Table { columns, rows }, json)
}

fn row(agent: Agent) -> Vec<Field> {
    let state = if agent.blocked { "cli-state-blocked" } else { "cli-state-active" };
    vec![
        Field::Text(agent.name),
        Field::Word(role(agent.role), agent.role.code()),
        Field::Flag(Msg::new(state), agent.blocked),
    ]
}

fn role(role: Role) -> Msg {
    Msg::new(match role {
        Role::Admin => "cli-role-admin",
        Role::Lead => "cli-role-lead",
        Role::Agent => "cli-role-agent",
        Role::ReadOnly => "cli-role-read-only",
        Role::NoChats => "cli-role-no-chats",
    })
}
