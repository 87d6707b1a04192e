//! About which dialogs: ids as arguments, or on stdin, one a line, alone or in objects that have them.

use std::collections::HashSet;
use std::io::{BufRead, stdin};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::Value;

use crate::base::msg::Msg;
use crate::domain::DialogId;
use crate::i18n::Catalog;

use super::super::report::{Complaint, Trouble};

/// `IDS…`
pub(in crate::cli) fn ids_arg(catalog: &Catalog) -> Arg {
    Arg::new("ids")
        .required(true)
        .num_args(1..)
        .action(ArgAction::Append)
        .value_name(catalog.t("cli-value-ids").into_owned())
        .help(catalog.t("cli-help-ids").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// `ID`
pub(in crate::cli) fn id_arg(catalog: &Catalog) -> Arg {
    Arg::new("id")
        .required(true)
        .value_name(catalog.t("cli-value-id").into_owned())
        .help(catalog.t("cli-help-id").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// The one dialog that is meant.
pub(in crate::cli) fn one_id(matches: &ArgMatches) -> Result<DialogId, Trouble> {
    let typed = matches.get_one::<String>("id").map_or("", String::as_str);
    id(typed).ok_or_else(|| wrong(typed))
}

/// All that are meant, each once, in their order.
pub(in crate::cli) fn several_ids(matches: &ArgMatches) -> Result<Vec<DialogId>, Trouble> {
    let mut all = Vec::new();
    for typed in matches.get_many::<String>("ids").into_iter().flatten() {
        if typed == "-" {
            read(stdin().lock(), &mut all)?;
        } else {
            all.push(id(typed).ok_or_else(|| wrong(typed))?);
        }
    }
    let mut seen = HashSet::new();
    all.retain(|it| seen.insert(*it));
    Ok(all)
}

fn wrong(typed: &str) -> Trouble {
    let hint = Msg::new("cli-id-wrong-hint");
    Trouble::Usage(Complaint::new(Msg::new("cli-id-wrong").with("typed", typed)).hint(hint))
}

fn read(lines: impl BufRead, all: &mut Vec<DialogId>) -> Result<(), Trouble> {
    for (number, line) in (1_i64..).zip(lines.lines()) {
        let bad = |why: String| {
            let what = Msg::new("cli-id-line").with("n", number).with("line", why);
            Trouble::Usage(Complaint::new(what).hint(Msg::new("cli-id-wrong-hint")))
        };
        let line = line.map_err(|it| bad(it.to_string()))?;
        let line = line.trim();
        if !line.is_empty() {
            all.push(
                in_line(line).ok_or_else(|| bad(crate::base::text::cut(line, 40).into_owned()))?,
            );
        }
    }
    Ok(())
}

/// A number, or an object that says which.
fn in_line(line: &str) -> Option<DialogId> {
    if !line.starts_with('{') {
        return id(line);
    }
    let object: Value = serde_json::from_str(line).ok()?;
    object.get("id").and_then(Value::as_i64).map(DialogId)
}

/// `12` or `#12`.
fn id(typed: &str) -> Option<DialogId> {
    let digits = typed.trim().trim_start_matches('#');
    digits.parse().ok().filter(|it| 0 < *it).map(DialogId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_one_a_line_alone_or_in_objects() {
        let mut all = Vec::new();
        read("12\n\n #7 \n{\"v\":1,\"id\":3,\"name\":\"\\n4\"}\r\n".as_bytes(), &mut all).unwrap();
        assert_eq!(all, [12, 7, 3].map(DialogId));
    }

    #[test]
    fn what_is_no_id_is_named_by_its_line() {
        for text in ["1\nx", "1\n{\"name\":1}", "1\n{", "1\n-5", "1\n1.5"] {
            let Err(Trouble::Usage(said)) = read(text.as_bytes(), &mut Vec::new()) else {
                panic!("{text} was taken")
            };
            assert_eq!(said.what.id, "cli-id-line");
        }
    }
}
