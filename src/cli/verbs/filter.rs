//! Which dialogs: a view by its name, and the one-line language of filters.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::config::books::{VIEWS, Views};
use crate::domain::query::{self, Names};
use crate::domain::{Filter, Heaps, Order, Term, View};
use crate::i18n::Catalog;
use crate::store::Study as _;

use super::super::args;
use super::super::desk;
use super::super::report::{Complaint, Trouble, WrongLine};
use super::{Work, given};

/// Tags that a line may name by another case.
const TAGS_MOST: usize = 10_000;

/// Where to look when no word says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Unsaid {
    /// Among the open ones, as on the screen.
    Open,
    /// Everywhere.
    All,
}

/// `[FILTER…]`, `--view` and `--order`.
pub(in crate::cli) fn filter_args(catalog: &Catalog, command: Command) -> Command {
    let orders = PossibleValuesParser::new(Order::ALL.map(Order::code));
    let order = args::option(catalog, "order", "cli-value-order", "cli-help-order");
    command
        .arg(words(catalog))
        .arg(args::option(catalog, "view", "cli-value-name", "cli-help-view"))
        .arg(order.value_parser(orders).hide_possible_values(true))
}

/// The words of a filter.
pub(in crate::cli) fn words(catalog: &Catalog) -> Arg {
    Arg::new("filter")
        .num_args(0..)
        .value_name(catalog.t("cli-value-filter").into_owned())
        .help(catalog.t("cli-help-filter").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned())
}

/// The words of an argument, as one line.
fn joined(matches: &ArgMatches) -> String {
    let words = matches.get_many::<String>("filter").into_iter().flatten();
    let plain = |it: &'_ String| it.trim_start_matches(args::NO_OPTION).to_owned();
    words.map(plain).collect::<Vec<_>>().join(" ")
}

/// The views of one's own; what is wrong with their file is another command's to tell.
pub(in crate::cli) fn own_views(work: &Work<'_>) -> Result<Views, Trouble> {
    Ok(Views::read(&work.context.paths()?.books_dir().join(VIEWS)).0)
}

/// What the names of a filter mean.
pub(in crate::cli) fn names_of<'w>(work: &'w Work<'_>, tags: &'w [String]) -> Names<'w> {
    Names {
        agents: &work.roster.agents,
        channels: &work.roster.channels,
        tags,
        now: work.now,
        utc_offset: work.utc_offset,
    }
}

impl Work<'_> {
    /// What the arguments say, and the line they make.
    pub(in crate::cli) fn filter(
        &self,
        matches: &ArgMatches,
        unsaid: Unsaid,
    ) -> Result<(Filter, String), Trouble> {
        let line = joined(matches);
        let mut terms = self.terms(&line)?;
        let view = match given(matches, "view") {
            Some(name) => self.view(name)?,
            None if unsaid == Unsaid::All => vec![Term::Is(Heaps::ALL)],
            None => Vec::new(),
        };
        let orders = Order::ALL.into_iter();
        let wanted = given(matches, "order");
        terms.extend(orders.filter(|it| Some(it.code()) == wanted).map(Term::Order));
        let filter = Filter::within(self.me.id, &view, &terms);
        if !filter.words.is_empty() {
            self.learn_words()?;
        }
        Ok((filter, line))
    }

    /// What a line says.
    pub(in crate::cli) fn terms(&self, line: &str) -> Result<Vec<Term>, Trouble> {
        let tags = self.tags()?;
        query::parse(line, &names_of(self, &tags)).map_err(|fault| {
            let (line, range) = (line.to_owned(), fault.range.clone());
            Trouble::Filter(Box::new(WrongLine { line, range, what: fault.say() }))
        })
    }

    /// All tags of the desk.
    pub(in crate::cli) fn tags(&self) -> Result<Vec<String>, Trouble> {
        let tags = self.opened.read(|it| it.tags(TAGS_MOST))?;
        Ok(tags.into_iter().map(|it| it.0).collect())
    }

    /// What a view is made of: a built-in one by its code, or one of one's own by its name.
    pub(in crate::cli) fn view(&self, name: &str) -> Result<Vec<Term>, Trouble> {
        if let Some(view) = View::from_code(&name.to_lowercase()) {
            return Ok(view.terms());
        }
        let own = own_views(self)?;
        match own.named(name) {
            Some(view) => self.terms(&view.filter),
            None => {
                let built_in = View::ALL.iter().map(|it| it.code());
                let known: Vec<&str> =
                    built_in.chain(own.all.iter().map(|it| it.name.as_str())).collect();
                let hint = desk::hint(name, &known, Msg::new("cli-usage-other"));
                let none = Msg::new("cli-no-view").with("name", name);
                Err(Trouble::Usage(Complaint::new(none).hint(hint)))
            }
        }
    }
}
