//! `keydesk list`: the dialogs that pass a filter, in its order.

use std::sync::mpsc::{Sender, channel};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{Bucket, Filter};
use crate::i18n::Age;
use crate::i18n::Catalog;
use crate::store::{Inbox as _, PageQuery, Row, Sqlite, StoreError, Study as _};

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::schema::{self, Dialog};
use super::super::verbs::{self, Columns, Unsaid, Work};
use super::super::{args, output};

/// Dialogs read at once.
const PAGE: usize = 500;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = verbs::filter_args(catalog, args::subcommand(catalog, "list", "cli-list"));
    let command = verbs::listing(catalog, command.arg(limit(catalog)));
    verbs::examples(
        catalog,
        command,
        &[
            "keydesk list is:open assignee:none 'waits:>30m'",
            "keydesk list --view mine --json",
            "keydesk list is:open -q | keydesk close -",
        ],
    )
}

/// `--limit N`
pub(super) fn limit(catalog: &Catalog) -> Arg {
    args::option(catalog, "limit", "cli-value-number", "cli-help-limit")
        .value_parser(value_parser!(u64))
}

/// The number after `--limit`.
pub(super) fn at_most(matches: &ArgMatches, otherwise: usize) -> usize {
    let typed = matches.get_one::<u64>("limit").copied();
    typed.map_or(otherwise, |it| usize::try_from(it).unwrap_or(usize::MAX))
}

/// Lists them.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let (filter, _) = work.filter(matches, Unsaid::Open)?;
    let limit = at_most(matches, usize::MAX);
    if work.quiet {
        return ids(&work, filter, limit);
    }
    let mut table =
        Columns::new(&context.catalog, &COLUMNS.map(|(id, number)| (Msg::new(id), number)));
    let (give, pages) = channel();
    let now = work.now;
    work.opened.desk.study(move |it| {
        let read = it.at_one_moment(|it| read(it, &filter, now, limit, &give));
        // Nobody may be there any more to be told.
        let _ = give.send(read.map(|()| None));
    });
    loop {
        // Without an end it was not all of it.
        let page = pages.recv().unwrap_or(Err(StoreError::Gone));
        let Some(rows) = page.map_err(|it| work.opened.trouble(it))? else { return Ok(()) };
        let text = if work.json {
            rows.iter().map(|it| schema::line(&Dialog::of(it, &work.roster))).collect()
        } else {
            table.page(&rows.iter().map(|it| cells(&work, it)).collect::<Vec<_>>())
        };
        output::data_if_any(&text)?;
    }
}

fn ids(work: &Work<'_>, filter: Filter, limit: usize) -> Result<(), Trouble> {
    let now = work.now;
    let ids = work.opened.read(move |it| it.ids(&filter, now, limit))?;
    let text: String = ids.iter().map(|it| format!("{}\n", it.0)).collect();
    output::data_if_any(&text)
}

/// A page of rows; none behind the last one.
type Pages = Sender<Result<Option<Vec<Row>>, StoreError>>;

/// Hands out the rows page by page, as long as somebody takes them. It does not wait until they are printed: while
/// a moment lasts, what is written piles up beside the desk.
fn read(
    desk: &Sqlite,
    filter: &Filter,
    now: Timestamp,
    limit: usize,
    give: &Pages,
) -> Result<(), StoreError> {
    let (mut at, mut left) = (None, limit);
    while left > 0 {
        let rows = left.min(PAGE);
        let query = PageQuery { filter: filter.clone(), now, at, before: 0, after: rows + 1 };
        let mut page = desk.page(&query)?;
        // The row too many is where the next page begins.
        at = page.rows.get(rows).map(|it| it.place(filter));
        page.rows.truncate(rows);
        left -= page.rows.len();
        if give.send(Ok(Some(page.rows))).is_err() || at.is_none() {
            break;
        }
    }
    Ok(())
}

/// By what a dialog is known stands on the left: a terminal cuts what is on the right.
const COLUMNS: [(&str, bool); 9] = [
    ("cli-column-id", true),
    ("cli-column-name", false),
    ("cli-column-state", false),
    ("cli-column-unanswered", true),
    ("cli-column-waits", true),
    ("cli-column-assignee", false),
    ("cli-column-channel", false),
    ("cli-column-tags", false),
    ("cli-column-last", false),
];

fn cells(work: &Work<'_>, row: &Row) -> Vec<String> {
    let dialog = &row.dialog;
    let channel = work.roster.channels.iter().find(|it| it.id == dialog.channel);
    let holder = work.roster.agents.iter().find(|it| Some(it.id) == dialog.assignee);
    let waits = dialog.counter.since.map(|it| work.say(&Age::of(work.now.since(it)).short()));
    let unanswered = dialog.counter.unanswered;
    vec![
        dialog.id.0.to_string(),
        row.name.clone(),
        work.say(&heap(dialog.bucket())),
        if unanswered == 0 { String::new() } else { unanswered.to_string() },
        waits.unwrap_or_default(),
        holder.map_or_else(String::new, |it| it.name.clone()),
        channel.map_or_else(String::new, |it| it.name.clone()),
        dialog.tags.join(", "),
        row.last_text.clone(),
    ]
}

/// Where a dialog lies, in a word.
pub(super) fn heap(bucket: Bucket) -> Msg {
    Msg::new(match bucket {
        Bucket::Open => "cli-heap-open",
        Bucket::Snoozed => "cli-heap-snoozed",
        Bucket::Closed => "cli-heap-closed",
        Bucket::Spam => "cli-heap-spam",
    })
}
