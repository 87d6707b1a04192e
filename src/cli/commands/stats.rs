//! `keydesk stats`: how many dialogs lie where, now: on the desk, by channel, by agent.
//!
//! What took how long is another question and needs the history; it is not guessed here.

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::{AgentId, Bucket, Cell, CellKey, ChannelId, Totals};
use crate::i18n::Catalog;
use crate::store::Inbox as _;

use super::super::context::Context;
use super::super::report::Trouble;
use super::super::schema::{self, Sum};
use super::super::verbs::{self, Columns, Work};
use super::super::{args, output};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = verbs::looking(catalog, args::subcommand(catalog, "stats", "cli-stats"));
    verbs::examples(catalog, command, &["keydesk stats", "keydesk stats --json"])
}

/// Tells the numbers.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let totals = work.opened.read(|it| it.totals())?;
    let sums = sums(&work, &totals);
    if work.json {
        return output::data(&sums.iter().map(schema::line).collect::<String>());
    }
    let columns = [
        ("cli-column-of", false),
        ("cli-column-name", false),
        ("cli-column-open", true),
        ("cli-column-waiting", true),
        ("cli-column-unanswered", true),
        ("cli-column-snoozed", true),
        ("cli-column-closed", true),
        ("cli-column-spam", true),
        ("cli-column-stuck", true),
    ];
    let mut table =
        Columns::new(&context.catalog, &columns.map(|(id, number)| (Msg::new(id), number)));
    let rows: Vec<Vec<String>> = sums.iter().map(|it| cells(&work, it)).collect();
    output::data(&table.page(&rows))
}

fn sums(work: &Work<'_>, totals: &Totals) -> Vec<Sum> {
    let of = |of, name: &str, which: &dyn Fn(&CellKey) -> bool| {
        let mut sum = Sum { of, name: name.to_owned(), ..Sum::default() };
        for (key, cell) in totals.cells.iter().filter(|it| which(it.0)) {
            add(&mut sum, key.bucket, *cell);
        }
        sum
    };
    let channel = |id: ChannelId| move |it: &CellKey| it.channel == id;
    let holder = |id: Option<AgentId>| move |it: &CellKey| it.assignee == id;
    let mut sums = vec![of("desk", "", &|_| true)];
    sums.extend(work.roster.channels.iter().map(|it| of("channel", &it.name, &channel(it.id))));
    sums.push(of("agent", "", &holder(None)));
    sums.extend(work.roster.agents.iter().map(|it| of("agent", &it.name, &holder(Some(it.id)))));
    sums
}

fn add(sum: &mut Sum, bucket: Bucket, cell: Cell) {
    match bucket {
        Bucket::Open => {
            sum.open += cell.dialogs;
            sum.waiting += cell.waiting;
            sum.unanswered += cell.unanswered;
        }
        Bucket::Snoozed => sum.snoozed += cell.dialogs,
        Bucket::Closed => sum.closed += cell.dialogs,
        Bucket::Spam => sum.spam += cell.dialogs,
    }
    sum.stuck += cell.stuck;
}

fn cells(work: &Work<'_>, sum: &Sum) -> Vec<String> {
    let (of, nameless) = match sum.of {
        "desk" => ("cli-of-desk", None),
        "channel" => ("cli-of-channel", None),
        _ => ("cli-of-agent", Some("cli-of-nobody")),
    };
    let name = match nameless {
        Some(nobody) if sum.name.is_empty() => work.say(&Msg::new(nobody)),
        _ => sum.name.clone(),
    };
    let mut cells = vec![work.say(&Msg::new(of)), name];
    let numbers =
        [sum.open, sum.waiting, sum.unanswered, sum.snoozed, sum.closed, sum.spam, sum.stuck];
    cells.extend(numbers.map(|it| it.to_string()));
    cells
}
