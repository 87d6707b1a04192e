//! `keydesk agent block` and `unblock`: what somebody held goes to others in the same step, and can be brought back (FAQ 8).

use std::io::BufRead as _;

use clap::{ArgGroup, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::Agent;
use crate::domain::team::{Act, Handover};
use crate::i18n::Catalog;
use crate::store::{Did, Holds, Team as _};
use crate::tui::term;

use super::super::super::args;
use super::super::super::context::Context;
use super::super::super::desk::{quoted, typed};
use super::super::super::report::{Trouble, ask, note};
use super::super::super::verbs;
use super::{Office, who};

/// What is typed to say yes, in the languages of the program.
const YES: [&str; 6] = ["y", "yes", "т", "так", "д", "да"];

/// How blocking is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    args::subcommand(catalog, "block", "cli-agent-block")
        .arg(who(catalog))
        .arg(args::option(catalog, "to", "cli-value-name", "cli-help-block-to"))
        .arg(args::switch(catalog, "free", "cli-help-block-free"))
        .arg(args::switch(catalog, "distribute", "cli-help-block-distribute"))
        .arg(args::switch(catalog, "keep", "cli-help-block-keep"))
        .group(ArgGroup::new("handover").args(["to", "free", "distribute", "keep"]))
        .arg(args::switch(catalog, "dry-run", "cli-help-block-dry-run"))
        .arg(args::switch(catalog, "yes", "cli-help-block-yes"))
}

/// How unblocking is typed.
pub(super) fn unspec(catalog: &Catalog) -> Command {
    args::subcommand(catalog, "unblock", "cli-agent-unblock").arg(who(catalog)).arg(args::switch(
        catalog,
        "restore",
        "cli-help-unblock-restore",
    ))
}

/// Blocks, after it was told what that means.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let office = Office::open(context)?;
    let agent = office.agent(matches)?;
    let (how, receiver) = handover(&office, matches)?;
    let id = agent.id;
    let holds = office.opened.read(move |it| it.handover(id))?;
    // Somebody may have been blocked and have kept what they hold: that can still be handed over.
    let done = agent.blocked && !(matches.contains_id("handover") && holds != Holds::default());
    if done && !matches.get_flag("dry-run") {
        office.says(&Msg::new("cli-agent-blocked-already").with("name", agent.name));
        return Ok(());
    }
    preview(context, &agent, &holds, (how, &receiver));
    if matches.get_flag("dry-run") {
        return Ok(());
    }
    let asks = holds != Holds::default() && !matches.get_flag("yes") && term::stdin_is_terminal();
    if asks && !confirmed(context) {
        office.says(&Msg::new("cli-block-not-confirmed"));
        return Ok(());
    }
    let did = office.does(Act::Block(agent.id, how))?;
    let back = typed(context, &format!("agent unblock {} --restore", quoted(&agent.name)));
    office.says(&Msg::new("cli-agent-blocked").with("name", agent.name));
    if let Did::Moved { dialogs, lists } = did
        && dialogs + lists > 0
    {
        moved(context, dialogs, lists);
        office.says(&Msg::new("cli-block-back").with("command", back));
    }
    Ok(())
}

/// Unblocks; with `--restore` what blocking took comes back.
pub(super) fn undo(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let office = Office::open(context)?;
    let agent = office.agent(matches)?;
    if !agent.blocked {
        office.says(&Msg::new("cli-agent-unblocked-already").with("name", agent.name));
        return Ok(());
    }
    let restore = matches.get_flag("restore");
    let did = office.does(Act::Unblock { agent: agent.id, restore })?;
    office.says(&Msg::new("cli-agent-unblocked").with("name", agent.name));
    if let (Did::Moved { dialogs, lists }, true) = (did, restore) {
        moved(context, dialogs, lists);
    }
    Ok(())
}

/// What is to become of the dialogs, and the name of who gets them, if somebody does.
fn handover(office: &Office<'_>, matches: &ArgMatches) -> Result<(Handover, String), Trouble> {
    Ok(if let Some(name) = verbs::given(matches, "to") {
        let to = verbs::somebody(&office.roster.agents, name)?;
        (Handover::To(to.id), to.name)
    } else if matches.get_flag("keep") {
        (Handover::Keep, String::new())
    } else if matches.get_flag("distribute") {
        (Handover::Distribute, String::new())
    } else {
        (Handover::Free, String::new())
    })
}

fn preview(context: &Context, agent: &Agent, holds: &Holds, (how, name): (Handover, &str)) {
    if *holds == Holds::default() {
        let none = Msg::new("block-holds-nothing").with("name", agent.name.as_str());
        note(&context.say(&none));
        return;
    }
    note(&context.say(&Msg::new("block-holds").with("name", agent.name.as_str())));
    for (id, n) in holds.told() {
        note(&format!("  {}", context.catalog.count(id, n)));
    }
    if !holds.channels.is_empty() {
        let names = Msg::new("block-lists").with("names", holds.channels.join(", "));
        note(&format!("  {}", context.say(&names)));
    }
    for sentence in holds.after(how, name) {
        note(&context.say(&sentence));
    }
}

fn moved(context: &Context, dialogs: u64, lists: u64) {
    let whole = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    if dialogs > 0 {
        note(&format!("  {}", context.catalog.count("cli-block-moved-dialogs", whole(dialogs))));
    }
    if lists > 0 {
        note(&format!("  {}", context.catalog.count("cli-block-moved-lists", whole(lists))));
    }
}

/// Whether the person at the keyboard agrees.
fn confirmed(context: &Context) -> bool {
    ask(&context.say(&Msg::new("cli-block-question")));
    let mut line = String::new();
    // A line that cannot be read confirms nothing.
    let _ = std::io::stdin().lock().read_line(&mut line);
    YES.contains(&line.trim().to_lowercase().as_str())
}
