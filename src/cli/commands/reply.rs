//! `keydesk reply`: answers the customer. The answer goes into the outbox; whoever runs the channels sends it.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{ArgAction, ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::domain::{DialogId, Enclosure, Intent, Letter, MessageId};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::{Complaint, Trouble};
use super::super::verbs::{self, Deed, Work, act};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "reply", "cli-reply")
        .arg(verbs::id_arg(catalog))
        .arg(verbs::text_arg(catalog))
        .arg(
            args::option(catalog, "file", "cli-value-file", "cli-help-reply-file")
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append),
        )
        .arg(
            args::option(catalog, "to", "cli-value-number", "cli-help-reply-to")
                .value_parser(value_parser!(i64)),
        );
    verbs::examples(
        catalog,
        verbs::changing(catalog, command),
        &[
            "keydesk reply 12 'Вже відправили!'",
            "keydesk reply 12 --wait 30 < answer.txt",
            "keydesk reply 12 'Рахунок' --file invoice.pdf",
        ],
    )
}

/// Answers.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let dialog = verbs::one_id(matches)?;
    let work = Work::open(context, matches)?;
    let files: Vec<&PathBuf> = matches.get_many("file").into_iter().flatten().collect();
    // A file says enough: nobody waits for words to be typed.
    let silent = !files.is_empty() && matches.get_many::<String>("text").is_none();
    let text = if silent { String::new() } else { verbs::text_of(matches, &context.catalog)? };
    let answers = matches.get_one::<i64>("to").copied().map(MessageId);
    let intent = match (files.is_empty(), answers) {
        (true, None) => work.reply(dialog, text)?,
        _ => letter(&work, dialog, text, (&files, answers))?,
    };
    act(&work, matches, vec![Deed { dialog, intent }])
}

/// An answer with files, or to a message that was chosen. The files are put away before it is written.
fn letter(
    work: &Work<'_>,
    dialog: DialogId,
    text: String,
    (files, answers): (&[&PathBuf], Option<MessageId>),
) -> Result<Intent, Trouble> {
    let hold = match work.reply(dialog, String::new())? {
        Intent::HeldReply(_, hold) => hold,
        _ => Duration::ZERO,
    };
    let enclosed = |path: &&PathBuf| {
        put(work, path).map_err(|cause| {
            let what = Msg::new("cli-cannot-read").with("file", path.display().to_string());
            Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
        })
    };
    let files = files.iter().map(enclosed).collect::<Result<_, _>>()?;
    Ok(Intent::Letter(Letter { text, files, answers, hold }))
}

fn put(work: &Work<'_>, path: &Path) -> io::Result<Enclosure> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    let (content, bytes) = work.opened.desk.blobs().put(&mut file)?;
    let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    Ok(Enclosure { name, bytes, content })
}
