//! `keydesk undo`: takes back what one has done last, a whole batch at a time.

use std::collections::HashSet;
use std::time::Duration;

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::{Change, Intent};
use crate::i18n::Catalog;
use crate::store::{DoneBefore, Inbox, Study as _};

use super::super::context::Context;
use super::super::report::{Complaint, Trouble, note};
use super::super::schema::{self, Batch};
use super::super::verbs::{self, Columns, Deed, Work, act, moment};
use super::super::{args, output};
use super::list::{at_most, limit};

/// What is older is not undone by a slip.
const FOR_A_WHILE: Duration = Duration::from_secs(24 * 60 * 60);

/// Things listed, unless asked for more.
const LIMIT: usize = 20;

/// Changes of a dialog among which those of an op are looked for.
const NEAR: usize = 100;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "undo", "cli-undo")
        .arg(args::switch(catalog, "list", "cli-help-undo-list"))
        .arg(limit(catalog).requires("list"));
    let command = verbs::changing(catalog, command);
    verbs::examples(catalog, command, &["keydesk undo --list", "keydesk undo"])
}

/// Takes the last thing back, or lists what can be.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let listed = matches.get_flag("list");
    let limit = if listed { at_most(matches, LIMIT) } else { 1 };
    let (me, since) = (work.me.id, work.now - FOR_A_WHILE);
    let done = work.opened.read(move |it| it.last_done(me, since, limit))?;
    if listed {
        return list(&work, &done);
    }
    let Some(last) = done.into_iter().next() else {
        return Err(Trouble::Refused(Complaint::new(Msg::new("refused-nothing-to-undo"))));
    };
    if !work.quiet && !work.json {
        let what = Msg::new("cli-undoing")
            .with("at", moment(last.at, work.utc_offset))
            .with("what", words(&work, &what(&work, &last)?))
            .with("n", dialogs(&last).len());
        note(&work.say(&what));
    }
    let undo = |(op, dialog)| Deed { dialog, intent: Intent::Undo(op) };
    act(&work, matches, last.ops.into_iter().map(undo).collect())
}

fn list(work: &Work<'_>, done: &[DoneBefore]) -> Result<(), Trouble> {
    let columns = [
        ("cli-column-at", false),
        ("cli-column-dialogs", true),
        ("cli-column-outcome", false),
        ("cli-column-ids", false),
    ];
    let mut table =
        Columns::new(&work.context.catalog, &columns.map(|(id, number)| (Msg::new(id), number)));
    let (mut text, mut rows) = (String::new(), Vec::new());
    for it in done {
        let ids = dialogs(it);
        if work.quiet {
            text.extend(ids.iter().map(|it| format!("{it}\n")));
            continue;
        }
        let what = what(work, it)?;
        if work.json {
            let at = schema::moment(it.at);
            let what = what.iter().map(schema::Change::word).collect();
            text.push_str(&schema::line(&Batch { at, dialogs: ids.len(), ids, what }));
        } else {
            let number = ids.len().to_string();
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            let at = moment(it.at, work.utc_offset);
            rows.push(vec![at, number, words(work, &what), ids.join(" ")]);
        }
    }
    if !rows.is_empty() {
        text = table.page(&rows);
    }
    output::data_if_any(&text)
}

/// The dialogs, each once, in the order in which they were dealt with.
fn dialogs(done: &DoneBefore) -> Vec<i64> {
    let mut seen = HashSet::new();
    let ids = done.ops.iter().rev().map(|it| it.1.0);
    ids.filter(|it| seen.insert(*it)).collect()
}

/// What the last op of it changed.
fn what(work: &Work<'_>, done: &DoneBefore) -> Result<Vec<Change>, Trouble> {
    let Some((op, dialog)) = done.ops.first().copied() else { return Ok(Vec::new()) };
    let near = work.opened.read(move |it| Inbox::history(it, dialog, None, NEAR))?;
    let of_op = near.into_iter().filter(|it| it.op == Some(op));
    Ok(of_op.map(|it| it.change).collect())
}

fn words(work: &Work<'_>, changes: &[Change]) -> String {
    let word = |it: &Change| {
        let id = match it {
            Change::Closed => "cli-what-closed",
            Change::Reopened(_) => "cli-what-reopened",
            Change::MarkedSpam { .. } => "cli-what-spam",
            Change::UnmarkedSpam { .. } => "cli-what-no-spam",
            Change::Assigned { to: Some(_), .. } => "cli-what-assigned",
            Change::Assigned { to: None, .. } => "cli-what-unassigned",
            Change::Snoozed { to: Some(_), .. } => "cli-what-snoozed",
            Change::Snoozed { to: None, .. } => "cli-what-woken",
            Change::Tagged { .. } => "cli-what-tagged",
            Change::Merged { .. } => "cli-what-merged",
            Change::ContactNoted { .. } => "cli-what-contact-noted",
            _ => return None,
        };
        Some(work.say(&Msg::new(id)))
    };
    changes.iter().rev().filter_map(word).collect::<Vec<_>>().join(", ")
}
