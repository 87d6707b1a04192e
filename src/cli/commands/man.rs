//! `keydesk man`: the manual, made from the commands themselves.

use std::path::Path;

use clap::{ArgMatches, Command};
use clap_mangen::Man;

use crate::base::msg::Msg;
use crate::i18n::Catalog;
use crate::store::Desk;

use super::super::context::Context;
use super::super::report::{Complaint, Trouble, note};
use super::super::verbs;
use super::super::{args, output};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "man", "cli-man");
    let lines = ["keydesk man | man -l -", "keydesk man --dir ~/.local/share/man/man1"];
    verbs::examples(catalog, command, &lines)
}

/// Prints all pages one after the other, or writes each into a file of the folder behind `--dir`: there is no desk
/// here that it could mean.
pub(super) fn run(context: &Context, _: &ArgMatches) -> Result<(), Trouble> {
    let mut root = args::command(&context.catalog).disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    collect(&root, &context.catalog, &mut pages);
    let Some(dir) = &context.overrides.dir else {
        let all: Vec<String> = pages.into_iter().map(|it| it.1).collect();
        return output::data(&all.concat());
    };
    // Where a desk lies, the desk was meant and pages are not wanted.
    if Desk::file(dir).exists() {
        let what = Msg::new("cli-man-desk").with("dir", dir.display().to_string());
        return Err(Trouble::Refused(Complaint::new(what)));
    }
    write(dir, &pages).map_err(|cause| {
        let what = Msg::new("cli-cannot-write").with("file", dir.display().to_string());
        Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
    })?;
    let done = Msg::new("cli-man-written").with("dir", dir.display().to_string());
    note(&context.say(&done.with("n", pages.len())));
    Ok(())
}

fn write(dir: &Path, pages: &[(String, String)]) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    pages.iter().try_for_each(|(name, page)| std::fs::write(dir.join(name), page))
}

/// The page of a command and those of all below it: the file's name and the text.
fn collect(command: &Command, catalog: &Catalog, pages: &mut Vec<(String, String)>) {
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    // Writing into memory cannot fail.
    let _ = page.render(&mut text);
    pages.push((page.get_filename(), ours(&String::from_utf8_lossy(&text), catalog)));
    for below in command.get_subcommands() {
        collect(below, catalog, pages);
    }
}

/// The page with its title on the first line, where `man` looks for it, and its sections in the user's language.
fn ours(page: &str, catalog: &Catalog) -> String {
    let title = page.lines().find(|it| it.starts_with(".TH ")).unwrap_or_default();
    let mut text = format!("{title}\n");
    for line in page.lines().filter(|it| *it != title) {
        let section = line.strip_prefix(".SH ").map(|it| it.trim_matches('"'));
        let id = match section {
            Some("NAME") => "cli-man-name",
            Some("SYNOPSIS") => "cli-man-synopsis",
            Some("DESCRIPTION") => "cli-man-description",
            Some("EXTRA") => "cli-man-notes",
            Some("VERSION") => "cli-man-version",
            _ => {
                text.push_str(&format!("{line}\n"));
                continue;
            }
        };
        text.push_str(&format!(".SH \"{}\"\n", catalog.t(id)));
    }
    text
}
