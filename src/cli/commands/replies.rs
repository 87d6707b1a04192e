//! `keydesk replies`: the quick replies. They are kept in a file beside the settings and need no desk.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::base::text::cut;
use crate::config::books::{self, Appended, BookError, Phrase, Phrases};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble, note, place_line};

/// Cells of a text in the list for people.
const TEXT_CELLS: usize = 60;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let json = args::switch(catalog, "json", "cli-help-json");
    let file = Arg::new("file")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_name(catalog.t("cli-value-file").into_owned())
        .help(catalog.t("cli-help-csv").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    args::group(catalog, "replies", "cli-replies")
        .subcommand(args::subcommand(catalog, "list", "cli-replies-list").arg(json))
        .subcommand(args::subcommand(catalog, "import", "cli-replies-import").arg(file))
        .subcommand(args::subcommand(catalog, "check", "cli-replies-check"))
        .subcommand(args::subcommand(catalog, "example", "cli-replies-example"))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let file = context.paths()?.books_dir().join(books::REPLIES);
    match matches.subcommand() {
        Some(("list", matches)) => list(context, &file, matches.get_flag("json")),
        Some(("import", matches)) => match matches.get_one::<PathBuf>("file") {
            Some(from) => import(context, &file, from),
            None => Ok(()),
        },
        Some(("example", _)) => {
            let examples = books::examples(context.catalog.language().code());
            let appended = Phrases::append_to(&file, &examples.all).map_err(trouble)?;
            output::data(&context.say(&added(context, &file, &appended)))
        }
        _ => check(context, &file),
    }
}

/// Tells what was left out, and gives the words for what was added.
fn added(context: &Context, file: &std::path::Path, appended: &Appended) -> Msg {
    for name in &appended.doubles {
        note(&context.say(&Msg::new("cli-replies-double").with("name", name.as_str())));
    }
    for name in &appended.without_shortcut {
        note(&context.say(&Msg::new("cli-replies-shortcut").with("name", name.as_str())));
    }
    Msg::new("cli-replies-added").with("file", file.display().to_string()).with("n", appended.added)
}

fn list(context: &Context, file: &std::path::Path, json: bool) -> Result<(), Trouble> {
    let (replies, faults) = Phrases::read(file);
    for fault in &faults {
        note(&place_line(&context.catalog, fault));
    }
    if replies.all.is_empty() && !json {
        let none = Msg::new("cli-replies-none").with("file", file.display().to_string());
        note(&context.say(&none));
        return Ok(());
    }
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("shortcut", Msg::new("cli-column-shortcut")),
        ("folder", Msg::new("cli-column-folder")),
        ("language", Msg::new("cli-column-language")),
        ("text", Msg::new("cli-column-text")),
    ];
    let rows = replies.all.into_iter().map(|it| row(it, json)).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}

fn row(phrase: Phrase, json: bool) -> Vec<Field> {
    let text = if json {
        phrase.text
    } else {
        cut(&phrase.text.replace('\n', " "), TEXT_CELLS).into_owned()
    };
    let maybe = |it: Option<String>| Field::Text(it.unwrap_or_default());
    vec![
        Field::Text(phrase.name),
        maybe(phrase.shortcut),
        maybe(phrase.folder),
        maybe(phrase.language),
        Field::Text(text),
    ]
}

fn check(context: &Context, file: &std::path::Path) -> Result<(), Trouble> {
    let (replies, faults) = Phrases::read(file);
    if !faults.is_empty() {
        return Err(Trouble::Books(faults));
    }
    let fine = Msg::new("cli-replies-ok")
        .with("file", file.display().to_string())
        .with("n", replies.all.len());
    output::data(&context.say(&fine))
}

/// Adds what a table has and the file has not. Rows that cannot be read are named and left.
fn import(
    context: &Context,
    file: &std::path::Path,
    from: &std::path::Path,
) -> Result<(), Trouble> {
    let mut bytes = Vec::new();
    // One more than is read: it is told that there are more, and memory holds no more of them.
    let most = books::CSV_BYTES_MAX as u64 + 1;
    let read = File::open(from).and_then(|it| it.take(most).read_to_end(&mut bytes));
    read.map_err(|cause| {
        let what = Msg::new("cli-cannot-read").with("file", from.display().to_string());
        Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
    })?;
    let (phrases, faults) = books::import_csv(from, bytes);
    let appended = Phrases::append_to(file, &phrases).map_err(trouble)?;
    let added = added(context, file, &appended);
    if faults.is_empty() {
        return output::data(&context.say(&added));
    }
    note(&context.say(&added));
    for fault in &faults {
        note(&place_line(&context.catalog, fault));
    }
    let left = Msg::new("cli-replies-left")
        .with("file", from.display().to_string())
        .with("n", faults.len());
    Err(Trouble::Refused(Complaint::new(left)))
}

fn trouble(error: BookError) -> Trouble {
    match error {
        BookError::Broken(faults) => Trouble::Books(faults),
        other => Trouble::Refused(Complaint::new(other.say())),
    }
}
