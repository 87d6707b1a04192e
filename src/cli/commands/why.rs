//! `keydesk why`: why is a dialog not seen? One of: no such one, channel off, no right, spam, closed, snoozed, filter (FAQ 9).

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::query::print_one;
use crate::domain::search::Terms;
use crate::domain::{About, Bucket, Channel, DialogId, Filter, Heaps, Right, Term, UNTIL_REPLY};
use crate::i18n::Catalog;
use crate::store::{Card, Study as _, Whereabouts as _};

use super::super::context::Context;
use super::super::desk::{quoted, typed};
use super::super::report::{Complaint, Trouble};
use super::super::schema::{self, Reason, Why};
use super::super::verbs::{self, Work, moment};
use super::super::{args, output};

/// Dialogs explained, at most, where a name fits several.
const LIMIT: usize = 20;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let who = Arg::new("who")
        .required(true)
        .value_name(catalog.t("cli-value-dialog").into_owned())
        .help(catalog.t("cli-help-why").into_owned())
        .help_heading(catalog.t("cli-heading-arguments").into_owned());
    let command = args::subcommand(catalog, "why", "cli-why")
        .arg(who)
        .arg(args::option(catalog, "view", "cli-value-name", "cli-help-why-view"))
        .arg(args::option(catalog, "filter", "cli-value-filter", "cli-help-why-filter"));
    verbs::examples(
        catalog,
        verbs::looking(catalog, command),
        &["keydesk why 12", "keydesk why Ivan --filter 'channel:viber'"],
    )
}

/// The list that somebody looks at.
struct List {
    view: String,
    terms: Vec<(Term, bool)>,
    whole: Filter,
}

/// Explains it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let who = verbs::given(matches, "who").unwrap_or_default().trim();
    let list = list(context, &work, matches)?;
    let number = who.trim_start_matches('#').parse().ok().filter(|it| 0 < *it).map(DialogId);
    let known = number.map(|it| work.card(it)).transpose()?.flatten();
    let cards = match known {
        Some(card) => vec![card],
        None => called(&work, who)?,
    };
    if cards.is_empty() {
        return nobody(&work, who);
    }
    for card in cards {
        let found = reasons(&work, &card, &list)?;
        let dialog = &card.row.dialog;
        let seen = !found.iter().any(|it| it.0.hides);
        // Who it is, is told to those who may know.
        let name = if work.me.sees(dialog) { card.row.name.as_str() } else { "" };
        print(&work, (Some(dialog.id), name), seen, &found)?;
    }
    Ok(())
}

fn called(work: &Work<'_>, name: &str) -> Result<Vec<Card>, Trouble> {
    let (me, name) = (work.me.id, name.to_owned());
    work.opened.study(move |it| {
        let found = it.dialogs_called(&name, LIMIT)?.into_iter();
        let cards: Result<Vec<_>, _> =
            found.map(|id| crate::store::Inbox::card(it, id, me)).collect();
        Ok(cards?.into_iter().flatten().collect())
    })
}

/// The view that is named, or the one that the screen begins with, narrowed down by the filter.
fn list(context: &Context, work: &Work<'_>, matches: &ArgMatches) -> Result<List, Trouble> {
    let config = context.settings()?.0;
    let view = verbs::given(matches, "view").unwrap_or(&config.ui.start_view).to_owned();
    let (base, extra) =
        (work.view(&view)?, work.terms(verbs::given(matches, "filter").unwrap_or(""))?);
    let whole = Filter::within(work.me.id, &base, &extra);
    let elsewhere = extra.iter().any(|it| matches!(it, Term::Is(_)));
    let base = if elsewhere { Vec::new() } else { base };
    let terms =
        base.into_iter().map(|it| (it, false)).chain(extra.into_iter().map(|it| (it, true)));
    if !whole.words.is_empty() {
        work.learn_words()?;
    }
    Ok(List { view, terms: terms.collect(), whole })
}

/// A reason, by the word scripts know it by, and whether it is enough to hide a dialog.
#[derive(Debug, Clone, Copy)]
struct Word {
    word: &'static str,
    hides: bool,
}

type Found = (Word, Msg, Option<Msg>);

const fn hides(word: &'static str) -> Word {
    Word { word, hides: true }
}

fn reasons(work: &Work<'_>, card: &Card, list: &List) -> Result<Vec<Found>, Trouble> {
    let dialog = &card.row.dialog;
    let channel = work.roster.channels.iter().find(|it| it.id == dialog.channel);
    let Some(channel) = channel else { return Ok(Vec::new()) };
    if !work.me.sees(dialog) {
        return Ok(vec![no_right(work, channel)]);
    }
    let mut found = Vec::new();
    if !channel.active {
        found.push(inactive(work, channel));
    }
    let id = dialog.id.0;
    let todo =
        |line: String| Some(Msg::new("check-todo").with("command", typed(work.context, &line)));
    if !list.whole.heaps.has(dialog.bucket()) {
        found.push(match dialog.bucket() {
            Bucket::Spam => (hides("spam"), Msg::new("why-spam"), todo(format!("spam --not {id}"))),
            Bucket::Closed => {
                (hides("closed"), Msg::new("why-closed"), todo(format!("reopen {id}")))
            }
            Bucket::Snoozed => {
                let said = match dialog.snoozed_until {
                    Some(at) if at < UNTIL_REPLY => {
                        Msg::new("why-snoozed").with("at", moment(at, work.utc_offset))
                    }
                    _ => Msg::new("why-snoozed-until-reply"),
                };
                (hides("snoozed"), said, todo(format!("snooze --wake {id}")))
            }
            Bucket::Open => {
                let said = Msg::new("why-view").with("view", list.view.as_str());
                (hides("view"), said, todo("list --view open".to_owned()))
            }
        });
    }
    for (term, typed) in &list.terms {
        if !matches!(term, Term::Is(_)) && !passes(work, card, channel, term)? {
            found.push(hidden_by(work, list, term, *typed)?);
        }
    }
    Ok(found)
}

fn no_right(work: &Work<'_>, channel: &Channel) -> Found {
    let said = Msg::new("why-no-right")
        .with("name", work.me.name.as_str())
        .with("channel", channel.name.as_str());
    let admins = work.roster.agents.iter().filter(|it| it.may(Right::ManageAgents));
    let admins: Vec<&str> = admins.map(|it| it.name.as_str()).collect();
    (hides("no-right"), said, Some(Msg::new("why-no-right-todo").with("names", admins.join(", "))))
}

/// Its dialogs are there; what is new is not.
fn inactive(work: &Work<'_>, channel: &Channel) -> Found {
    let line = format!("channel activate {}", quoted(&channel.name));
    let todo = Msg::new("check-todo").with("command", typed(work.context, &line));
    let said = Msg::new("why-inactive").with("channel", channel.name.as_str());
    (Word { word: "channel-inactive", hides: false }, said, Some(todo))
}

/// Whether a dialog passes one term alone.
fn passes(work: &Work<'_>, card: &Card, channel: &Channel, term: &Term) -> Result<bool, Trouble> {
    let filter = Filter::of(work.me.id, &[Term::Is(Heaps::ALL), term.clone()]);
    let (id, words) = (card.row.dialog.id, filter.words.clone());
    let said = work.opened.study(move |it| {
        let has = |word: &String| Ok(it.dialogs_with(&Terms::of_entry(word))?.contains(&id));
        words.iter().map(has).collect::<Result<Vec<bool>, crate::store::StoreError>>()
    })?;
    let holder = card.row.dialog.assignee;
    let about = About {
        channel,
        holder: work.roster.agents.iter().find(|it| Some(it.id) == holder),
        language: &card.contact.language,
        says: &|_| said.iter().all(|it| *it),
    };
    Ok(filter.passes(&card.row.dialog, &about, work.now))
}

fn hidden_by(work: &Work<'_>, list: &List, term: &Term, typed: bool) -> Result<Found, Trouble> {
    let tags = work.tags()?;
    let words = print_one(term, &verbs::names_of(work, &tags));
    if typed {
        let said = Msg::new("why-filter").with("words", words);
        return Ok((hides("filter"), said, Some(Msg::new("why-filter-todo"))));
    }
    let said = Msg::new("why-view-term").with("view", list.view.as_str()).with("words", words);
    Ok((hides("view"), said, Some(Msg::new("why-view-todo"))))
}

/// There is none, as far as anybody here may know: told with what may keep one away.
fn nobody(work: &Work<'_>, who: &str) -> Result<(), Trouble> {
    let said = Msg::new("why-nobody").with("who", who);
    let mut found = vec![(hides("no-such"), said, Some(Msg::new("why-nobody-todo")))];
    for channel in &work.roster.channels {
        if !work.me.sees_channel(channel.id) {
            found.push(no_right(work, channel));
        } else if !channel.active {
            found.push(inactive(work, channel));
        }
    }
    if work.json {
        print(work, (None, who), false, &found)?;
        return Err(Trouble::Told);
    }
    let rest = found.iter().skip(1).map(|it| work.say(&it.1)).collect::<Vec<_>>();
    let because = Some(rest.join("; ")).filter(|it| !it.is_empty());
    let what = Complaint::new(Msg::new("why-nobody").with("who", who));
    Err(Trouble::Refused(Complaint { because, ..what }.hint(Msg::new("why-nobody-todo"))))
}

fn print(
    work: &Work<'_>,
    (id, name): (Option<DialogId>, &str),
    seen: bool,
    found: &[Found],
) -> Result<(), Trouble> {
    if work.json {
        let reason = |it: &Found| Reason {
            reason: it.0.word,
            said: work.say(&it.1),
            todo: it.2.as_ref().map(|it| work.say(it)),
        };
        let why = Why { id: id.map(|it| it.0), seen, reasons: found.iter().map(reason).collect() };
        return output::data(&schema::line(&why));
    }
    let number = id.map_or_else(String::new, |it| format!("#{} ", it.0));
    let mut text = format!("{}\n", format!("{number}{}", clean_line(name)).trim_end());
    if seen {
        text.push_str(&format!("  {}\n", work.say(&Msg::new("why-seen"))));
    }
    for (_, said, todo) in found {
        text.push_str(&format!("  {}\n", clean_line(&work.say(said))));
        let todo = todo.as_ref().map(|it| format!("      → {}\n", clean_line(&work.say(it))));
        text.push_str(&todo.unwrap_or_default());
    }
    output::data(&text)
}
