//! What can be typed: the tree of commands, its help in the user's language, and the options of all of them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::config::{Overrides, Profile};
use crate::i18n::Catalog;

use super::commands;
use super::context::{self, Surroundings};
use super::report::{Complaint, Trouble};

/// The program's name, as it is typed.
const PROGRAM: &str = "keydesk";

/// Everything that can be typed.
pub(super) fn command(catalog: &Catalog) -> Command {
    let reset = Arg::new("reset-terminal").long("reset-terminal").action(ArgAction::SetTrue);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .about(catalog.t("cli-about").into_owned())
        .after_help(catalog.t("cli-exit-codes").into_owned())
        .disable_version_flag(true)
        .arg(option(catalog, "dir", "cli-value-dir", "cli-help-dir").global(true))
        .arg(option(catalog, "config", "cli-value-file", "cli-help-config").global(true))
        .arg(option(catalog, "profile", "cli-value-name", "cli-help-profile").global(true))
        .arg(reset.help(catalog.t("cli-help-reset").into_owned()))
        .arg(version.help(catalog.t("cli-help-version").into_owned()))
        .subcommands(commands::all(catalog))
        .mut_args(|it| match it.get_id().as_str() {
            "dir" | "config" => it.value_parser(value_parser!(PathBuf)).display_order(100),
            "profile" => it.display_order(100),
            _ => it.display_order(101),
        });
    finish(root, catalog, PROGRAM)
}

/// An option with a value.
pub(super) fn option(
    catalog: &Catalog,
    name: &'static str,
    value: &'static str,
    help: &'static str,
) -> Arg {
    let value = catalog.t(value).into_owned();
    Arg::new(name).long(name).value_name(value).help(catalog.t(help).into_owned())
}

/// A switch.
pub(super) fn switch(catalog: &Catalog, name: &'static str, help: &'static str) -> Arg {
    let help = catalog.t(help).into_owned();
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// A command.
pub(super) fn subcommand(catalog: &Catalog, name: &'static str, about: &'static str) -> Command {
    Command::new(name).about(catalog.t(about).into_owned())
}

/// A command that only holds others.
pub(super) fn group(catalog: &Catalog, name: &'static str, about: &'static str) -> Command {
    subcommand(catalog, name, about).subcommand_required(true)
}

/// The `NAME` of a channel.
pub(super) fn name(catalog: &Catalog) -> Arg {
    Arg::new("name")
        .required(true)
        .value_name(catalog.t("cli-value-name").into_owned())
        .help(catalog.t("cli-help-channel-name").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// Gives a command and those below it their help; `path` is how it is typed.
fn finish(command: Command, catalog: &Catalog, path: &str) -> Command {
    let t = |id| catalog.t(id).into_owned();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let template = format!(
        "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        catalog.t("cli-heading-usage")
    );
    let options = t("cli-heading-options");
    let usage = usage(&command, catalog, path);
    let below: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let mut finished = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help.help(t("cli-help-help")).display_order(102))
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(t("cli-heading-commands"))
        .mut_args(|it| match it.get_help_heading() {
            None => it.help_heading(options.clone()),
            Some(_) => it,
        });
    for name in below {
        let path = format!("{path} {name}");
        finished = finished.mut_subcommand(&name, |it| finish(it, catalog, &path));
    }
    finished
}

fn usage(command: &Command, catalog: &Catalog, path: &str) -> String {
    let mut usage = format!("{path} [{}]", catalog.t("cli-value-options"));
    for arg in command.get_positionals() {
        let many =
            if arg.get_num_args().is_some_and(|it| it.max_values() > 1) { "…" } else { "" };
        for value in arg.get_value_names().into_iter().flatten() {
            usage.push_str(&match arg.is_required_set() {
                true => format!(" <{value}>{many}"),
                false => format!(" [{value}{many}]"),
            });
        }
    }
    if command.has_subcommands() {
        let word = catalog.t("cli-value-command");
        let required = command.is_subcommand_required_set();
        usage.push_str(&if required { format!(" <{word}>") } else { format!(" [{word}]") });
    }
    usage
}

/// What the user said about places, here or in the environment.
pub(super) fn overrides(matches: &ArgMatches, around: &Surroundings) -> Result<Overrides, Trouble> {
    let path = |name| matches.get_one::<PathBuf>(name).cloned();
    let (dir, typed) = (path("dir"), matches.get_one::<String>("profile").map(String::as_str));
    if let (Some(dir), Some(_)) = (&dir, typed) {
        let two = Msg::new("cli-two-desks").with("dir", dir.display().to_string());
        return Err(Trouble::Usage(Complaint::new(two).hint(Msg::new("cli-two-desks-hint"))));
    }
    let profile = context::profile(typed, dir.is_some(), around).map_err(|_| {
        let name = typed.or(around.profile.as_deref()).unwrap_or_default();
        no_name(name, typed.is_none())
    })?;
    Ok(Overrides { dir, config: path("config"), profile })
}

/// This is no name of a profile; whether it comes from the environment.
pub(super) fn no_name(name: &str, environment: bool) -> Trouble {
    let what = Msg::new("cli-profile-name").with("name", name);
    let from = Msg::new("cli-profile-environment").with("variable", context::PROFILE);
    let complaint = Complaint::new(what);
    Trouble::Usage(if environment {
        complaint.hint(from)
    } else {
        complaint.hint(Msg::new("cli-profile-name-hint").with("n", Profile::LETTERS_MAX))
    })
}

/// `keydesk help channel` is typed by many and means `keydesk channel --help`.
pub(super) fn with_help_as_a_flag(mut typed: Vec<OsString>) -> Vec<OsString> {
    if typed.get(1).is_some_and(|it| it == "help") {
        typed.remove(1);
        typed.push("--help".into());
    }
    typed
}

/// Stands before a word that begins with a dash and is none of our options; no argument can contain it by itself.
pub(super) const NO_OPTION: char = '\0';

/// `-tag:vip` is a word of a filter: no option of ours has a colon in its name.
pub(super) fn with_filters_as_words(typed: Vec<OsString>) -> Vec<OsString> {
    let is_filter = |it: &str| {
        let name = it.strip_prefix('-').and_then(|it| it.split_once(':'));
        name.is_some_and(|(key, _)| key.chars().all(char::is_alphabetic) && !key.is_empty())
    };
    let word = |it: OsString| match it.to_str() {
        Some(text) if is_filter(text) => format!("{NO_OPTION}{text}").into(),
        _ => it,
    };
    typed.into_iter().map(word).collect()
}

/// The commands among what was typed, for a hint at their help.
pub(super) fn path(root: &Command, typed: &[OsString]) -> String {
    let (mut path, mut here) = (PROGRAM.to_owned(), root);
    for word in typed.iter().skip(1) {
        if let Some(below) = here.find_subcommand(word) {
            path = format!("{path} {}", below.get_name());
            here = below;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn typed(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_tree_is_sound_in_every_language() {
        for language in Language::ALL {
            command(&Catalog::new(*language)).debug_assert();
        }
    }

    #[test]
    fn the_commands_are_found_between_the_options() {
        let root = command(&Catalog::new(Language::En));
        let path = |line| path(&root, &typed(line));
        assert_eq!(path("keydesk --dir x channel --x delete Shop"), "keydesk channel delete");
        assert_eq!(path("keydesk nonsense"), "keydesk");
    }

    #[test]
    fn a_tag_that_is_ruled_out_is_no_option() {
        let line = "keydesk list -tag:vip -q --limit=3 -мітка:vip a-b:c";
        let words: Vec<bool> = with_filters_as_words(typed(line))
            .iter()
            .map(|it| it.to_str().unwrap().starts_with(NO_OPTION))
            .collect();
        assert_eq!(words, [false, false, true, false, false, true, false]);
    }

    #[test]
    fn help_may_be_a_word() {
        let asked = |line| with_help_as_a_flag(typed(line));
        assert_eq!(asked("keydesk help channel add"), typed("keydesk channel add --help"));
        assert_eq!(asked("keydesk channel add help"), typed("keydesk channel add help"));
    }
}
