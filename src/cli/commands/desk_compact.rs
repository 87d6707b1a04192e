//! `keydesk desk compact`: forgets what happened long ago; what is there stays as it is.

use clap::{ArgMatches, Command};

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::domain::query::{self, Names};
use crate::domain::{ChangeNo, Term};
use crate::i18n::Catalog;
use crate::store::{Compacted, Sqlite};

use super::super::args;
use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs;

/// Entries forgotten in one transaction: between two of them everybody else has their turn.
const CHUNK: usize = 20_000;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let before = args::option(catalog, "before", "cli-value-moment", "cli-help-compact-before");
    let command = args::subcommand(catalog, "compact", "cli-desk-compact")
        .arg(before.required(true))
        .arg(args::switch(catalog, "shrink", "cli-help-shrink"));
    verbs::examples(
        catalog,
        command,
        &["keydesk desk compact --before 90d", "keydesk desk compact --before 2026-01-01 --shrink"],
    )
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let at = now();
    let before = moment(matches.get_one::<String>("before").map_or("", String::as_str), at)?;
    let opened = OpenDesk::find(context)?;
    if opened.read(Sqlite::follows_a_hub)? {
        return Err(Trouble::Refused(Complaint::new(Msg::new("cli-compact-replica"))));
    }
    let mut all = Compacted { entries: 0, floor: ChangeNo(0), more: true };
    while all.more {
        let some = opened.write(move |it| it.compact(before, at, CHUNK))?;
        all = Compacted { entries: all.entries + some.entries, ..some };
    }
    let entries = i64::try_from(all.entries).unwrap_or(i64::MAX);
    note(&context.catalog.count("cli-compacted", entries));
    if all.floor > ChangeNo(0) {
        note(&context.say(&Msg::new("cli-compact-floor").with("floor", all.floor.0)));
    }
    let kilobytes = |it: u64| i64::try_from(it / 1024).unwrap_or(i64::MAX);
    let told = if matches.get_flag("shrink") {
        context.catalog.count("cli-compact-shrunk", kilobytes(opened.write(Sqlite::shrink)?))
    } else {
        let (_, free) = opened.read(Sqlite::room)?;
        context.catalog.count("cli-compact-free", kilobytes(free))
    };
    note(&told);
    Ok(())
}

/// A moment in the words of filters: a day, today, yesterday, or so long ago.
fn moment(text: &str, now: Timestamp) -> Result<Timestamp, Trouble> {
    let wrong = || {
        let what = Msg::new("cli-compact-moment").with("text", text);
        Trouble::Usage(Complaint::new(what).hint(Msg::new("cli-compact-moment-hint")))
    };
    let names = Names { agents: &[], channels: &[], tags: &[], now, utc_offset: utc_offset(now) };
    if text.contains(char::is_whitespace) {
        return Err(wrong());
    }
    match query::parse(&format!("before:{text}"), &names).as_deref() {
        Ok([Term::Before(when)]) if when.at(now) <= now => Ok(when.at(now)),
        _ => Err(wrong()),
    }
}
