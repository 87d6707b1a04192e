//! `keydesk views`: the built-in views and one's own, with their counters.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::query;
use crate::domain::{Filter, Term, Totals, View};
use crate::i18n::Catalog;
use crate::store::{Inbox as _, Study as _};

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::schema::{self, ViewSum};
use super::super::verbs::{self, Columns, Work};
use super::super::{args, output, report};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = verbs::listing(catalog, args::subcommand(catalog, "views", "cli-views"));
    verbs::examples(catalog, command, &["keydesk views", "keydesk views --json"])
}

/// Lists them; `-q` prints the words for `--view`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let (tags, totals) = (work.tags()?, work.opened.read(|it| it.totals())?);
    let mut sums = Vec::new();
    for (key, view) in (1..).zip(View::ALL) {
        let about = (view.code().to_owned(), false, Some(key));
        sums.push(sum(&work, about, &view.terms(), (&totals, &tags))?);
    }
    let mut broken = false;
    for view in verbs::own_views(&work)?.all {
        match work.terms(&view.filter) {
            Ok(terms) => {
                let about = (view.name, true, view.place);
                sums.push(sum(&work, about, &terms, (&totals, &tags))?);
            }
            // One broken view costs that view.
            Err(trouble) => {
                broken = true;
                report::tell(&trouble, &context.catalog);
            }
        }
    }
    output::data_if_any(&printed(&work, &sums))?;
    if broken { Err(Trouble::Told) } else { Ok(()) }
}

fn sum(
    work: &Work<'_>,
    (view, own, key): (String, bool, Option<u8>),
    terms: &[Term],
    (totals, tags): (&Totals, &[String]),
) -> Result<ViewSum, Trouble> {
    let filter = Filter::of(work.me.id, terms);
    let waiting = Filter { waiting: true, ..filter.clone() };
    Ok(ViewSum {
        view,
        own,
        key,
        filter: query::print(terms, &verbs::names_of(work, tags)),
        dialogs: count(work, filter, totals)?,
        waiting: count(work, waiting, totals)?,
    })
}

fn count(work: &Work<'_>, filter: Filter, totals: &Totals) -> Result<i64, Trouble> {
    if filter.is_counted() {
        return Ok(totals.of(&filter).dialogs);
    }
    let now = work.now;
    work.opened.study(move |it| it.count(&filter, now))
}

fn printed(work: &Work<'_>, sums: &[ViewSum]) -> String {
    if work.json {
        return sums.iter().map(schema::line).collect();
    }
    if work.quiet {
        return sums.iter().map(|it| format!("{}\n", it.view)).collect();
    }
    let columns = [
        ("cli-column-key", true),
        ("cli-column-view", false),
        ("cli-column-dialogs", true),
        ("cli-column-waiting", true),
        ("cli-column-filter", false),
    ];
    let mut table =
        Columns::new(&work.context.catalog, &columns.map(|(id, number)| (Msg::new(id), number)));
    let row = |it: &ViewSum| {
        let key = it.key.map_or_else(String::new, |it| it.to_string());
        vec![
            key,
            it.view.clone(),
            it.dialogs.to_string(),
            it.waiting.to_string(),
            it.filter.clone(),
        ]
    };
    table.page(&sums.iter().map(row).collect::<Vec<_>>())
}
