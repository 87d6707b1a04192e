//! `keydesk desk files`: how long what customers send is kept (FAQ 5), how much of it there is, and what was thrown away.

use clap::{ArgMatches, Command, value_parser};

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::domain::team::{Act, Unfit, permit};
use crate::i18n::Catalog;
use crate::store::{Files as _, Keeping, Purge, Swept, Team as _};

use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::report::{Complaint, Trouble, note};
use super::super::{args, output, schema, verbs};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let months = args::option(catalog, "months", "cli-value-number", "cli-help-file-months")
        .value_parser(value_parser!(u32));
    let command = args::subcommand(catalog, "files", "cli-desk-files")
        .arg(months)
        .arg(args::switch(catalog, "yes", "cli-help-files-yes").requires("months"))
        .arg(args::switch(catalog, "json", "cli-help-json"));
    verbs::examples(catalog, command, &["keydesk desk files", "keydesk desk files --months 6"])
}

/// Tells how files are kept, after changing it where that is wanted.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let opened = OpenDesk::find(context)?;
    let at = now();
    if let Some(months) = matches.get_one::<u32>("months") {
        change(context, &opened, *months, matches.get_flag("yes"))?;
    }
    let (keeping, kept) = opened.read(move |it| Ok((it.keeping(at)?, it.contents(at)?)))?;
    let blobs = opened.desk.blobs();
    // Of a copy of a team's desk most of them are with the hub.
    let here: Vec<u64> =
        kept.iter().filter_map(|it| blobs.path(*it).metadata().ok().map(|it| it.len())).collect();
    let keeping = Keeping { files: here.len() as u64, bytes: here.iter().sum(), ..keeping };
    let text = if matches.get_flag("json") {
        schema::line(&schema::Keeping::from(keeping))
    } else {
        told(context, &keeping)
    };
    output::data(&text)
}

/// Keeps files for so many months, and throws away at once what has had its time by that.
fn change(context: &Context, opened: &OpenDesk, months: u32, yes: bool) -> Result<(), Trouble> {
    opened.must_be_own()?;
    let me = opened.me(&context.settings()?.0)?;
    let at = now();
    let act = Act::KeepFiles(months);
    let refused = |unfit: Unfit| Trouble::Refused(Complaint::new(unfit.say()));
    permit(&act, Some(&me)).map_err(refused)?;
    let lost = opened.read(move |it| it.lost_to(months, at))?;
    if lost.files > 0 && !yes {
        let what = Msg::new("cli-files-lost").with("n", whole(lost.files));
        let what = what.with("size", size(&context.catalog, lost.bytes));
        return Err(Trouble::refused(what, Msg::new("cli-files-lost-hint")));
    }
    opened.write(move |it| it.administer(&act, Some(me.id), at))?.map_err(refused)?;
    let needed = opened.read(move |it| it.contents(at))?;
    // What cannot be deleted now, whoever runs the channels tries again.
    if let Ok(Swept { files, bytes }) = opened.desk.blobs().sweep(&needed, at)
        && files > 0
    {
        let purge = Purge { at, files, bytes };
        opened.write(move |it| it.purged(&purge))?;
        note(&context.say(&purged(&context.catalog, &purge)));
    }
    Ok(())
}

/// What is said when files were thrown away.
pub(in crate::cli) fn purged(catalog: &Catalog, purge: &Purge) -> Msg {
    Msg::new("files-purged").with("n", whole(purge.files)).with("size", size(catalog, purge.bytes))
}

/// A size in the unit that suits it.
pub(in crate::cli) fn size(catalog: &Catalog, bytes: u64) -> String {
    let (id, n) = match bytes {
        0..1_000 => ("size-bytes", bytes),
        1_000..1_000_000 => ("size-kilobytes", bytes.div_ceil(1_000)),
        _ => ("size-megabytes", bytes.div_ceil(1_000_000)),
    };
    catalog.count(id, whole(n))
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// For people.
fn told(context: &Context, keeping: &Keeping) -> String {
    let catalog = &context.catalog;
    let utc_offset = utc_offset(now());
    let here = Msg::new("cli-files-here").with("n", whole(keeping.files));
    let mut lines = vec![
        catalog.count("cli-files-months", i64::from(keeping.months)),
        context.say(&here.with("size", size(catalog, keeping.bytes))),
    ];
    let moment = |at: Timestamp| verbs::moment(at, utc_offset);
    lines.extend(
        keeping.next.map(|it| context.say(&Msg::new("cli-files-next").with("at", moment(it)))),
    );
    lines.push(match keeping.last {
        Some(last) => {
            let said = Msg::new("cli-files-last").with("at", moment(last.at));
            let said = said.with("n", whole(last.files));
            context.say(&said.with("size", size(catalog, last.bytes)))
        }
        None => context.say(&Msg::new("cli-files-never")),
    });
    lines.join("\n")
}
