//! `keydesk file`: a file that came with a message, into a file of one's own.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::domain::{Attachment, MessageId};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::files::{NotGot, Shelf, safe_name, write};
use super::super::hub::{HubPlace, not_logged_in};
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs::{self, Work};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let number = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .value_name(catalog.t("cli-value-number").into_owned())
            .help(catalog.t(help).into_owned())
            .help_heading(catalog.t("cli-heading-arguments").into_owned())
    };
    let message = number("message", "cli-help-file-message").required(true);
    let place = number("place", "cli-help-file-place");
    let out = args::option(catalog, "out", "cli-value-file", "cli-help-file-out")
        .value_parser(value_parser!(PathBuf));
    let command = args::subcommand(catalog, "file", "cli-file")
        .arg(message.value_parser(value_parser!(i64)))
        .arg(place.value_parser(value_parser!(u32).range(1..)))
        .arg(out)
        .arg(args::option(catalog, "as", "cli-value-name", "cli-help-as"));
    verbs::examples(
        catalog,
        command,
        &["keydesk file 812", "keydesk file 812 2 --out /tmp", "keydesk file 812 --out - | less"],
    )
}

/// Writes it out.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let message = MessageId(matches.get_one::<i64>("message").copied().unwrap_or(0));
    let place = matches.get_one::<u32>("place").map_or(0, |it| *it as usize - 1);
    let out = matches.get_one::<PathBuf>("out").map(PathBuf::as_path);
    if out == Some(Path::new("-")) && io::stdout().is_terminal() {
        // What customers send may do anything to a terminal.
        let what = Complaint::new(Msg::new("cli-file-terminal"));
        return Err(Trouble::Usage(what.hint(Msg::new("cli-file-terminal-hint"))));
    }
    let work = Work::open(context, matches)?;
    let refused = |why| not_got(&work, &why);
    let shelf = shelf(&work)?;
    let file = shelf.find(work.me.id, (message, place)).map_err(refused)?;
    let mut content = shelf.open(&file, (message, place), work.now, |_| ()).map_err(refused)?;
    if out == Some(Path::new("-")) {
        let mut stdout = io::stdout().lock();
        return io::copy(&mut content, &mut stdout)
            .and_then(|_| stdout.flush())
            .map_err(Trouble::Output);
    }
    let to = destination(out, &file);
    write(&mut content, &to, |_| true).map_err(|cause| {
        if cause.kind() == io::ErrorKind::AlreadyExists {
            let what = Msg::new("cli-file-there").with("file", to.display().to_string());
            return Trouble::refused(what, Msg::new("cli-file-there-hint"));
        }
        not_got(&work, &NotGot::Unwritable(to.clone(), cause))
    })?;
    let size = i64::try_from(file.bytes.div_ceil(1024)).unwrap_or(i64::MAX);
    let size = context.catalog.count("cli-size-kilobytes", size);
    let done = Msg::new("cli-file-written").with("file", to.display().to_string());
    note(&context.say(&done.with("size", size)));
    Ok(())
}

/// Where it is written: what the sender called it decides about a name, never about a folder.
fn destination(out: Option<&Path>, file: &Attachment) -> PathBuf {
    match out {
        Some(out) if out.is_dir() => out.join(safe_name(file)),
        Some(out) => out.to_owned(),
        None => safe_name(file).into(),
    }
}

fn shelf(work: &Work<'_>) -> Result<Shelf, Trouble> {
    let config = work.context.settings()?.0;
    let hub = if work.replica { HubPlace::find(work.context, &config)? } else { None };
    Ok(Shelf { desk: work.opened.desk.clone(), replica: work.replica, hub })
}

fn not_got(work: &Work<'_>, why: &NotGot) -> Trouble {
    if matches!(why, NotGot::LoggedOut) {
        return not_logged_in(work.context);
    }
    let (what, because, hint) = (why.say(work.utc_offset), why.because(), why.hint());
    Trouble::Refused(Complaint { what, because, hint })
}
