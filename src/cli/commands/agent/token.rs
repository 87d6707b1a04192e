//! `keydesk agent token`: by what agents log in at the hub. A token is shown once, when it is issued.

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::domain::TokenId;
use crate::domain::team::Act;
use crate::i18n::Catalog;
use crate::store::{Team as _, Token};

use super::super::super::args;
use super::super::super::context::Context;
use super::super::super::output::{self, Field, Table};
use super::super::super::report::{Trouble, note};
use super::super::super::schema;
use super::super::super::verbs::{self, moment};
use super::{Office, who};

/// Days a token is good for, unless something else is wanted.
const DAYS: i64 = 90;
const DAYS_MAX: i64 = 3650;
const DAY_MILLIS: i64 = 86_400_000;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let days = args::option(catalog, "days", "cli-value-number", "cli-help-days")
        .value_parser(value_parser!(i64).range(1..=DAYS_MAX));
    let id = Arg::new("id")
        .required(true)
        .value_parser(value_parser!(i64))
        .value_name(catalog.t("cli-value-id").into_owned())
        .help(catalog.t("cli-help-token-id").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    let issue = args::subcommand(catalog, "issue", "cli-token-issue")
        .arg(who(catalog))
        .arg(days)
        .arg(args::option(catalog, "label", "cli-value-text", "cli-help-label"));
    let issue = verbs::examples(
        catalog,
        issue,
        &["keydesk agent token issue Olena --days 30 --label laptop > token"],
    );
    let json = args::switch(catalog, "json", "cli-help-json");
    args::group(catalog, "token", "cli-token")
        .subcommand(issue)
        .subcommand(args::subcommand(catalog, "list", "cli-token-list").arg(json))
        .subcommand(args::subcommand(catalog, "revoke", "cli-token-revoke").arg(id))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some((command, matches)) = matches.subcommand() else { return Ok(()) };
    let office = Office::open(context)?;
    match command {
        "issue" => issue(&office, matches),
        "list" => list(&office, matches.get_flag("json")),
        _ => revoke(&office, matches),
    }
}

/// The token alone goes to where data goes; everything about it to the person.
fn issue(office: &Office<'_>, matches: &ArgMatches) -> Result<(), Trouble> {
    let agent = office.agent(matches)?;
    let days = matches.get_one::<i64>("days").copied().unwrap_or(DAYS);
    let expires = Timestamp(now().0 + days * DAY_MILLIS);
    let secret = Secret::token().map_err(Trouble::Output)?;
    let label = verbs::given(matches, "label").unwrap_or_default().trim().to_owned();
    let (hash, expires) = (secret.hash(), Some(expires));
    office.does(Act::IssueToken { agent: agent.id, hash, label, expires })?;
    output::data(secret.reveal())?;
    let said = Msg::new("cli-token-issued").with("name", agent.name).with("n", days);
    note(&office.context.say(&said));
    Ok(())
}

fn list(office: &Office<'_>, json: bool) -> Result<(), Trouble> {
    let tokens = office.opened.read(|it| it.tokens())?;
    if tokens.is_empty() && !json {
        note(&office.context.say(&Msg::new("cli-no-tokens")));
        return Ok(());
    }
    let columns = vec![
        ("id", Msg::new("cli-column-id")),
        ("agent", Msg::new("cli-column-name")),
        ("label", Msg::new("cli-column-label")),
        ("state", Msg::new("cli-column-state")),
        ("issued", Msg::new("cli-column-issued")),
        ("expires", Msg::new("cli-column-expires")),
        ("used", Msg::new("cli-column-used")),
    ];
    let now = now();
    let offset = utc_offset(now);
    let when = |at: Option<Timestamp>| {
        let said = |at| if json { schema::moment(at) } else { moment(at, offset) };
        Field::Text(at.map_or_else(String::new, said))
    };
    let agents = &office.roster.agents;
    let row = |it: Token| {
        let agent = agents.iter().find(|agent| agent.id == it.agent);
        vec![
            Field::Count(it.id.0),
            Field::Text(agent.map_or_else(String::new, |it| it.name.clone())),
            state(&it, now),
            when(Some(it.issued)),
            when(it.expires),
            when(it.used),
        ]
    };
    let row = |it: Token| {
        let label = Field::Text(it.label.clone());
        let mut row = row(it);
        row.insert(2, label);
        row
    };
    let rows = tokens.into_iter().map(row).collect();
    output::table(&office.context.catalog, &Table { columns, rows }, json)
}

fn state(token: &Token, now: Timestamp) -> Field {
    let (msg, word) = match token {
        it if it.revoked.is_some() => ("cli-token-is-revoked", "revoked"),
        it if !it.is_good(now) => ("cli-token-is-expired", "expired"),
        _ => ("cli-token-is-good", "good"),
    };
    Field::Word(Msg::new(msg), word)
}

fn revoke(office: &Office<'_>, matches: &ArgMatches) -> Result<(), Trouble> {
    let id = matches.get_one::<i64>("id").copied().unwrap_or_default();
    office.does(Act::RevokeToken(TokenId(id)))?;
    office.says(&Msg::new("cli-token-revoked").with("id", id));
    Ok(())
}
