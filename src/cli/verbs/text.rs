//! What is to be said: as arguments, or on stdin.

use std::io::{Read as _, stdin};

use clap::{Arg, ArgMatches};

use crate::base::msg::Msg;
use crate::base::text::clean_input;
use crate::i18n::Catalog;
use crate::tui::term;

use super::super::report::{Complaint, Trouble, note};

/// More than this was not meant to be a message.
const BYTES_MOST: u64 = 256 * 1024;

/// `[TEXT…]`
pub(in crate::cli) fn text_arg(catalog: &Catalog) -> Arg {
    Arg::new("text")
        .num_args(0..)
        .value_name(catalog.t("cli-value-text").into_owned())
        .help(catalog.t("cli-help-text").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// The text: the arguments joined, or what stdin says when there are none or only `-`.
pub(in crate::cli) fn text_of(matches: &ArgMatches, catalog: &Catalog) -> Result<String, Trouble> {
    let words: Vec<&str> =
        matches.get_many::<String>("text").into_iter().flatten().map(String::as_str).collect();
    if !words.is_empty() && words != ["-"] {
        return Ok(clean_input(&words.join(" ")));
    }
    if term::stdin_is_terminal() {
        note(&catalog.t("cli-text-typed"));
    }
    let mut text = String::new();
    let wrong = |what: Msg| Trouble::Usage(Complaint::new(what));
    let read = stdin().lock().take(BYTES_MOST + 1).read_to_string(&mut text);
    match read {
        Ok(bytes) if bytes as u64 <= BYTES_MOST => {
            Ok(clean_input(text.trim_end_matches(['\n', '\r'])))
        }
        Ok(_) => Err(wrong(Msg::new("cli-text-long"))),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(wrong(Msg::new("cli-usage-utf8")))
        }
        Err(error) => {
            let failed = Complaint::new(Msg::new("cli-cannot-read").with("file", "-"));
            Err(Trouble::Refused(Complaint { because: Some(error.to_string()), ..failed }))
        }
    }
}
