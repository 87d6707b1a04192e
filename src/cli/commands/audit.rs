//! `keydesk audit`: who did what. What was done to dialogs is read from the feed, acts of administration from their log.

use clap::{ArgMatches, Command, value_parser};

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{AgentId, Change, DialogId, Kind, Reopening, Term};
use crate::i18n::Catalog;
use crate::store::{AuditEntry, AuditQuery, FeedEntry, Team as _};

use super::super::args;
use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Trouble, note};
use super::super::schema;
use super::super::verbs::{self, Work, moment};
use super::agent;

/// Lines told, unless asked for more.
const LINES: u64 = 200;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let number = |name, help| {
        args::option(catalog, name, "cli-value-number", help).value_parser(value_parser!(u64))
    };
    let command = args::subcommand(catalog, "audit", "cli-audit")
        .arg(number("dialog", "cli-help-audit-dialog"))
        .arg(args::option(catalog, "agent", "cli-value-name", "cli-help-audit-agent"))
        .arg(args::option(catalog, "since", "cli-value-moment", "cli-help-audit-since"))
        .arg(number("limit", "cli-help-audit-limit"));
    verbs::examples(
        catalog,
        verbs::looking(catalog, command),
        &["keydesk audit --dialog 12", "keydesk audit --agent Olena --since 7d"],
    )
}

/// One line, wherever it is from.
struct Line {
    at: Timestamp,
    /// Breaks ties within one moment.
    no: i64,
    by: Option<AgentId>,
    what: Msg,
    word: String,
    dialog: Option<DialogId>,
    whom: String,
    details: String,
}

/// Tells it, the newest first.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    agent::may_administer(&work.me)?;
    let query = query(&work, matches)?;
    let (acts, deeds) = work
        .opened
        .study(move |it| it.at_one_moment(|it| Ok((it.audit(&query)?, it.deeds(&query)?))))?;
    let mut lines: Vec<Line> = acts.into_iter().map(act).collect();
    // What changed the roster has been told by its act.
    let deeds = deeds.iter().filter(|it| it.change != Change::AgentsChanged);
    lines.extend(deeds.map(|it| deed(&work, it)));
    lines.sort_by_key(|it| std::cmp::Reverse((it.at, it.no)));
    lines.truncate(query.limit);
    if lines.is_empty() && !work.json {
        note(&work.say(&Msg::new("cli-audit-empty")));
        return Ok(());
    }
    let columns = vec![
        ("at", Msg::new("cli-column-at")),
        ("by", Msg::new("cli-column-by")),
        ("what", Msg::new("cli-column-outcome")),
        ("dialog", Msg::new("cli-column-dialog")),
        ("whom", Msg::new("cli-column-whom")),
        ("details", Msg::new("cli-column-details")),
    ];
    let rows = lines.into_iter().map(|it| row(&work, it)).collect();
    output::table(&context.catalog, &Table { columns, rows }, work.json)
}

fn query(work: &Work<'_>, matches: &ArgMatches) -> Result<AuditQuery, Trouble> {
    let agent = verbs::given(matches, "agent");
    let agent = agent.map(|it| verbs::somebody(&work.roster.agents, it)).transpose()?;
    let mut since = None;
    if let Some(said) = verbs::given(matches, "since") {
        for term in work.terms(&format!("after:\"{said}\""))? {
            if let Term::After(when) = term {
                since = Some(when.at(work.now));
            }
        }
    }
    let number = |name| matches.get_one::<u64>(name).copied();
    let dialog = number("dialog").map(|it| DialogId(i64::try_from(it).unwrap_or(i64::MAX)));
    let limit = usize::try_from(number("limit").unwrap_or(LINES)).unwrap_or(usize::MAX);
    Ok(AuditQuery { dialog, agent: agent.map(|it| it.id), since, limit })
}

fn row(work: &Work<'_>, line: Line) -> Vec<Field> {
    let name = |it: AgentId| {
        let agent = work.roster.agents.iter().find(|agent| agent.id == it);
        agent.map_or_else(|| format!("#{}", it.0), |it| it.name.clone())
    };
    let by = match line.by {
        Some(by) => Field::Text(name(by)),
        None => Field::Word(Msg::new("cli-audit-owner"), ""),
    };
    let (at, what) = match work.json {
        true => (schema::moment(line.at), Field::Text(line.word)),
        false => (moment(line.at, work.utc_offset), Field::Text(work.say(&line.what))),
    };
    vec![
        Field::Text(at),
        by,
        what,
        Field::Maybe(line.dialog.map(|it| it.0)),
        Field::Text(line.whom),
        Field::Text(line.details),
    ]
}

fn act(entry: AuditEntry) -> Line {
    let what = Msg::new(match entry.what.as_str() {
        "agent-added" => "audit-agent-added",
        "agent-renamed" => "audit-agent-renamed",
        "agent-role" => "audit-agent-role",
        "agent-blocked" => "audit-agent-blocked",
        "agent-unblocked" => "audit-agent-unblocked",
        "agent-away" => "audit-agent-away",
        "agent-back" => "audit-agent-back",
        "agent-login" => "audit-agent-login",
        "role-added" => "audit-role-added",
        "role-changed" => "audit-role-changed",
        "role-dropped" => "audit-role-dropped",
        "files-kept" => "audit-files-kept",
        "token-issued" => "audit-token-issued",
        "token-revoked" => "audit-token-revoked",
        _ => "audit-other",
    });
    let AuditEntry { at, by, whom, details, id, what: word, agent: _ } = entry;
    Line { at, no: id, by, what, word, dialog: None, whom, details }
}

fn deed(work: &Work<'_>, entry: &FeedEntry) -> Line {
    let name = |it: Option<AgentId>| {
        let agent = work.roster.agents.iter().find(|agent| Some(agent.id) == it);
        agent.map_or_else(String::new, |it| it.name.clone())
    };
    let (what, whom, details) = match &entry.change {
        Change::Wrote(it) if it.kind == Kind::Note => ("history-noted", None, None),
        Change::Wrote(_) => ("history-replied", None, None),
        Change::Delivery { .. } => ("audit-delivery", None, None),
        Change::Edited { .. } => ("history-edited", None, None),
        Change::Reach { open: true } => ("history-unblocked-us", None, None),
        Change::Reach { open: false } => ("history-blocked-us", None, None),
        Change::Closed => ("history-closed", None, None),
        Change::Reopened(Reopening::ByAgent) => ("history-reopened", None, None),
        Change::Reopened(Reopening::ByCustomer) => ("history-reopened-by-message", None, None),
        Change::MarkedSpam { .. } => ("history-spam", None, None),
        Change::UnmarkedSpam { .. } => ("history-not-spam", None, None),
        Change::Assigned { to: Some(to), .. } => ("audit-assigned", Some(*to), None),
        Change::Assigned { from, to: None } => ("audit-unassigned", *from, None),
        Change::Snoozed { to: Some(_), .. } => ("audit-snoozed", None, None),
        Change::Snoozed { to: None, .. } => ("history-woken", None, None),
        Change::Tagged { to, .. } => ("audit-tagged", None, Some(to.join(", "))),
        Change::Merged { .. } => ("audit-people", None, None),
        Change::ContactNoted { to, .. } => ("audit-contact-noted", None, Some(to.clone())),
        Change::ChannelAdded => ("history-channel-added", None, None),
        Change::ChannelSwitched { active: true } => ("history-channel-on", None, None),
        Change::ChannelSwitched { active: false } => ("history-channel-off", None, None),
        Change::ChannelDeleted => ("history-channel-deleted", None, None),
        Change::AgentsChanged => ("history-agents-changed", None, None),
    };
    Line {
        at: entry.at,
        no: entry.no.0,
        by: entry.agent,
        what: Msg::new(what),
        word: schema::Change::word(&entry.change).to_owned(),
        dialog: entry.dialog,
        whom: name(whom),
        details: details.unwrap_or_default(),
    }
}
