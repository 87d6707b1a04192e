//! `keydesk search`: words in messages, notes and names, the newest first.

use std::collections::HashSet;

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::domain::search::Terms;
use crate::i18n::Catalog;
use crate::store::{Hits, SearchQuery, Study as _};

use super::super::context::Context;
use super::super::report::{Complaint, Trouble};
use super::super::schema::{self, Found};
use super::super::verbs::{self, Columns, Work, moment};
use super::super::{args, output};
use super::list::{at_most, limit};

/// Messages found, unless asked for more.
const LIMIT: usize = 50;
/// Messages read at once.
const PAGE: usize = 200;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let words = Arg::new("words")
        .required(true)
        .num_args(1..)
        .value_name(catalog.t("cli-value-words").into_owned())
        .help(catalog.t("cli-help-words").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    let command = args::subcommand(catalog, "search", "cli-search").arg(words);
    let command = verbs::listing(catalog, command.arg(limit(catalog)));
    verbs::examples(
        catalog,
        command,
        &["keydesk search доставка", "keydesk search '\"нова пошта\"' -q"],
    )
}

/// Searches.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let words: Vec<&str> =
        matches.get_many::<String>("words").into_iter().flatten().map(String::as_str).collect();
    let terms = Terms::parse(&words.join(" "));
    if terms.is_empty() {
        return Err(Trouble::Usage(Complaint::new(Msg::new("cli-search-nothing"))));
    }
    let work = Work::open(context, matches)?;
    work.learn_words()?;
    let mut left = at_most(matches, LIMIT);
    let columns = ["cli-column-id", "cli-column-at", "cli-column-name", "cli-column-text"];
    let columns = columns.map(|it| (Msg::new(it), it == "cli-column-id"));
    let mut table = Columns::new(&context.catalog, &columns);
    let (mut from, mut seen) = (None, HashSet::new());
    let mut found = false;
    loop {
        let query = SearchQuery {
            terms: terms.clone(),
            me: work.me.id,
            from,
            limit: left.min(PAGE),
            dialog: None,
        };
        let hits = work.opened.study(move |it| it.search(&query))?;
        found |= !hits.people.is_empty() || !hits.messages.is_empty();
        output::data_if_any(&printed(&work, &hits, &mut table, &mut seen))?;
        left = left.saturating_sub(hits.messages.len());
        from = hits.messages.last().map(|it| it.message.id);
        if !hits.more || left == 0 || from.is_none() {
            break;
        }
    }
    if found { Ok(()) } else { Err(Trouble::Refused(Complaint::new(Msg::new("cli-search-none")))) }
}

fn printed(work: &Work<'_>, hits: &Hits, table: &mut Columns, seen: &mut HashSet<i64>) -> String {
    let people = hits.people.iter().map(|it| &it.row);
    let dialogs = people.chain(hits.messages.iter().map(|it| &it.row));
    if work.quiet {
        let new: Vec<i64> =
            dialogs.map(|it| it.dialog.id.0).filter(|it| seen.insert(*it)).collect();
        return new.iter().map(|it| format!("{it}\n")).collect();
    }
    if work.json {
        let people = hits.people.iter().map(|it| Found::person(it, &work.roster));
        let messages = hits.messages.iter().map(|it| Found::message(it, &work.roster));
        return people.chain(messages).map(|it| schema::line(&it)).collect();
    }
    let person = |it: &crate::store::Card| {
        let contact = &it.contact;
        let text = [&contact.handle, &contact.external, &contact.note];
        let text: Vec<&str> =
            text.iter().map(|it| it.as_str()).filter(|it| !it.is_empty()).collect();
        vec![it.row.dialog.id.0.to_string(), String::new(), it.row.name.clone(), text.join(" · ")]
    };
    let message = |it: &crate::store::Hit| {
        let at = moment(it.message.at, work.utc_offset);
        vec![it.row.dialog.id.0.to_string(), at, it.row.name.clone(), it.message.text.clone()]
    };
    let mut rows: Vec<Vec<String>> = hits.people.iter().map(person).collect();
    rows.extend(hits.messages.iter().map(message));
    if rows.is_empty() { String::new() } else { table.page(&rows) }
}
