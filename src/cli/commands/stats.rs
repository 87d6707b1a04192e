//! `keydesk stats`: how many dialogs lie where, now: on the desk, by channel, by agent; and how long the first answers
//! took to those who began to wait today ([`crate::domain::picture`]).

use clap::{ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::picture::{Picture, PictureQuery, Speed};
use crate::domain::{AgentId, Bucket, Cell, CellKey, ChannelId, Totals};
use crate::i18n::Catalog;
use crate::store::{Inbox as _, Study as _};

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
    let query = PictureQuery { now: work.now, utc_offset: work.utc_offset, days: 1 };
    let picture = work.opened.study(move |it| it.picture(query))?;
    let sums = sums(&work, &totals, &picture);
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
        ("cli-column-answers", true),
        ("cli-column-median", true),
        ("cli-column-p90", true),
    ];
    let mut table =
        Columns::new(&context.catalog, &columns.map(|(id, number)| (Msg::new(id), number)));
    let rows: Vec<Vec<String>> = sums.iter().map(|it| cells(&work, it)).collect();
    output::data(&table.page(&rows))
}

fn sums(work: &Work<'_>, totals: &Totals, picture: &Picture) -> Vec<Sum> {
    let of = |of, name: &str, which: &dyn Fn(&CellKey) -> bool| {
        let mut sum = Sum { of, name: name.to_owned(), ..Sum::default() };
        for (key, cell) in totals.cells.iter().filter(|it| which(it.0)) {
            add(&mut sum, key.bucket, *cell);
        }
        sum
    };
    let channel = |id: ChannelId| move |it: &CellKey| it.channel == id;
    let holder = |id: Option<AgentId>| move |it: &CellKey| it.assignee == id;
    let mut sums = vec![quick(of("desk", "", &|_| true), picture.today.speed)];
    sums.extend(work.roster.channels.iter().map(|it| of("channel", &it.name, &channel(it.id))));
    sums.push(of("agent", "", &holder(None)));
    sums.extend(work.roster.agents.iter().map(|it| {
        let known = picture.agents.iter().find(|(agent, _)| *agent == Some(it.id));
        let speed = known.map(|it| it.1).unwrap_or_default();
        quick(of("agent", &it.name, &holder(Some(it.id))), speed)
    }));
    sums
}

/// With how long the first answers took.
fn quick(sum: Sum, speed: Speed) -> Sum {
    let seconds = |it: Option<i64>| it.map(|it| it / 1000);
    Sum {
        answers: Some(speed.answers),
        answer_median: seconds(speed.median),
        answer_p90: seconds(speed.p90),
        ..sum
    }
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
    // Minutes are what people count waiting in.
    let minutes = |it: Option<i64>| it.map_or_else(String::new, |it| ((it + 59) / 60).to_string());
    cells.push(sum.answers.map_or_else(String::new, |it| it.to_string()));
    cells.extend([minutes(sum.answer_median), minutes(sum.answer_p90)]);
    cells
}
