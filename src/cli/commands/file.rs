//! `keydesk file`: a file that came with a message, into a file of one's own.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::base::text::file_name;
use crate::domain::{Attachment, MessageId};
use crate::i18n::Catalog;
use crate::store::far::Origin as _;
use crate::sync::client::{Client, HubError, Times};
use crate::sync::files::{NotFetched, Wanted, fetch};

use super::super::args;
use super::super::context::Context;
use super::super::hub::{HubPlace, not_logged_in};
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs::{self, Work, moment};

/// What a file is called of whose name nothing can be used.
const NAMELESS: &str = "file";

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
    let me = work.me.clone();
    let found = work.opened.read(move |it| it.file(&me, message, place))?;
    let none = || Trouble::refused(Msg::new("cli-no-file"), Msg::new("cli-no-file-hint"));
    let file = found.ok_or_else(none)?;
    if file.expired(work.now) {
        return Err(expired(&work, &file));
    }
    let mut content = opened(&work, &file, (message, place))?;
    if out == Some(Path::new("-")) {
        let mut stdout = io::stdout().lock();
        return io::copy(&mut content, &mut stdout)
            .and_then(|_| stdout.flush())
            .map_err(Trouble::Output);
    }
    let to = destination(out, &file);
    write(&mut content, &to).map_err(|cause| {
        let shown = to.display().to_string();
        if cause.kind() == io::ErrorKind::AlreadyExists {
            let what = Msg::new("cli-file-there").with("file", shown);
            return Trouble::refused(what, Msg::new("cli-file-there-hint"));
        }
        because(Msg::new("cli-cannot-write").with("file", shown), &cause)
    })?;
    let size = i64::try_from(file.bytes.div_ceil(1024)).unwrap_or(i64::MAX);
    let size = context.catalog.count("cli-size-kilobytes", size);
    let done = Msg::new("cli-file-written").with("file", to.display().to_string());
    note(&context.say(&done.with("size", size)));
    Ok(())
}

/// Where it is written: what the sender called it decides about a name, never about a folder.
fn destination(out: Option<&Path>, file: &Attachment) -> PathBuf {
    let name = file_name(&file.name);
    let name = if name.is_empty() { NAMELESS.to_owned() } else { name };
    match out {
        Some(out) if out.is_dir() => out.join(name),
        Some(out) => out.to_owned(),
        None => name.into(),
    }
}

fn write(content: &mut File, to: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(to)?;
    let written = io::copy(content, &mut made).and_then(|_| made.sync_all());
    if written.is_err() {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(to);
    }
    written
}

/// What is in it, fetched from the hub if it is not here.
fn opened(
    work: &Work<'_>,
    file: &Attachment,
    (message, place): (MessageId, usize),
) -> Result<File, Trouble> {
    let hash = file.content.ok_or_else(not_kept)?;
    let blobs = work.opened.desk.blobs();
    let look = || {
        let open = blobs.open(hash);
        open.map_err(|it| {
            let name = blobs.path(hash).display().to_string();
            because(Msg::new("cli-cannot-read").with("file", name), &it)
        })
    };
    if let Some(open) = look()? {
        return Ok(open);
    }
    if work.opened.progress()?.is_none() {
        return Err(not_here());
    }
    let wanted = Wanted { message, place, hash, bytes: file.bytes };
    let hub = hub(work.context)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| because(Msg::new("cli-file-cut"), &it))?;
    let fetched = runtime.block_on(fetch(&hub, &blobs, &wanted, |_| ()));
    fetched.map_err(|it| not_fetched(work, file, it))?;
    look()?.ok_or_else(not_here)
}

fn hub(context: &Context) -> Result<Client, Trouble> {
    let config = context.settings()?.0;
    let place = HubPlace::find(context, &config)?.ok_or_else(|| not_logged_in(context))?;
    let token = place.token().map_err(|cause| {
        let name = place.token_file().display().to_string();
        because(Msg::new("cli-cannot-read").with("file", name), &cause)
    })?;
    Client::new(place.address(), token, Times::default()).map_err(|it| said(&it))
}

fn not_fetched(work: &Work<'_>, file: &Attachment, why: NotFetched<HubError>) -> Trouble {
    match why {
        NotFetched::Hub(HubError::Said(it)) if it.code == "no-file" => not_here(),
        NotFetched::Hub(HubError::Said(it)) if it.code == "file-gone" => expired(work, file),
        NotFetched::Hub(error) => said(&error),
        NotFetched::Cut(cause) => {
            let what = Complaint::new(Msg::new("cli-file-cut"));
            let what = what.hint(Msg::new("cli-file-cut-hint"));
            Trouble::Refused(Complaint { because: Some(cause.to_string()), ..what })
        }
        NotFetched::Wrong => Trouble::Refused(Complaint::new(Msg::new("cli-file-wrong"))),
        NotFetched::Taken => Trouble::Refused(Complaint::new(Msg::new("cli-file-taken"))),
        NotFetched::Disk(cause) => {
            let dir = work.opened.desk.dir().display().to_string();
            because(Msg::new("cli-cannot-write").with("file", dir), &cause)
        }
    }
}

fn said(error: &HubError) -> Trouble {
    Trouble::Refused(Complaint { hint: error.hint(), ..Complaint::new(error.say()) })
}

fn expired(work: &Work<'_>, file: &Attachment) -> Trouble {
    let at = moment(file.expires, work.utc_offset);
    Trouble::Refused(Complaint::new(Msg::new("cli-file-expired").with("at", at)))
}

fn not_kept() -> Trouble {
    Trouble::refused(Msg::new("cli-file-not-kept"), Msg::new("cli-file-not-kept-hint"))
}

fn not_here() -> Trouble {
    Trouble::refused(Msg::new("cli-file-not-here"), Msg::new("cli-file-not-here-hint"))
}

fn because(what: Msg, cause: &io::Error) -> Trouble {
    Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
}
