//! `keydesk why`: why is a dialog not seen? One of: no such one, channel off, no right, spam, closed, snoozed, filter (FAQ 9).

use clap::{Arg, ArgMatches, Command};

use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::domain::why::{Listed, Naming, Reason, absent, who_can_give};
use crate::domain::{ChannelId, DialogId};
use crate::i18n::Catalog;
use crate::store::{Explained, Sought, explain};

use super::super::context::Context;
use super::super::desk::{quoted, typed};
use super::super::report::{Complaint, Trouble};
use super::super::schema::{self, Why};
use super::super::verbs::{self, Work, moment};
use super::super::{args, output};

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

/// Explains it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let work = Work::open(context, matches)?;
    let who = verbs::given(matches, "who").unwrap_or_default().trim();
    let (view, list) = list(context, &work, matches)?;
    // Words that are looked for, here or by the filter, are to be found though they have only just come.
    work.learn_words()?;
    let (me, sought) = (work.me.clone(), Sought { who: who.to_owned(), list, now: work.now });
    let found = work.opened.study(move |it| explain(it, &me, &sought))?;
    if found.is_empty() {
        return nobody(&work, who);
    }
    let tags = work.tags()?;
    for it in found {
        let tell = |why: &Reason| told(&work, &it, why, (&view, &tags));
        let reasons: Vec<Told> = it.reasons.iter().map(tell).collect();
        print(&work, (Some(it.dialog), &it.name), it.seen(), &reasons)?;
    }
    Ok(())
}

/// The view that is named, or the one that the screen begins with, narrowed down by the filter.
fn list(
    context: &Context,
    work: &Work<'_>,
    matches: &ArgMatches,
) -> Result<(String, Listed), Trouble> {
    let config = context.settings()?.0;
    let view = verbs::given(matches, "view").unwrap_or(&config.ui.start_view).to_owned();
    let (base, extra) =
        (work.view(&view)?, work.terms(verbs::given(matches, "filter").unwrap_or(""))?);
    let list = Listed::new(work.me.id, &base, &extra);
    Ok((view, list))
}

/// A reason: the word scripts know it by, it in words, and what to do about it.
type Told = (&'static str, Msg, Option<Msg>);

fn told(work: &Work<'_>, it: &Explained, why: &Reason, (view, tags): (&str, &[String])) -> Told {
    let id = it.dialog.0;
    let todo = match why {
        Reason::Spam => Some(format!("spam --not {id}")),
        Reason::Closed => Some(format!("reopen {id}")),
        Reason::Snoozed(_) => Some(format!("snooze --wake {id}")),
        Reason::Open => Some("list --view open".to_owned()),
        _ => None,
    };
    let todo = todo.map(|it| Msg::new("check-todo").with("command", typed(work.context, &it)));
    let todo = todo.or_else(|| match why {
        Reason::Hidden { typed: true, .. } => Some(Msg::new("why-filter-todo")),
        Reason::Hidden { typed: false, .. } => Some(Msg::new("why-view-todo")),
        _ => of_channel_todo(work, it.channel, why),
    });
    (why.word(), said(work, it.channel, why, (view, tags)), todo)
}

fn said(work: &Work<'_>, channel: ChannelId, why: &Reason, (view, tags): (&str, &[String])) -> Msg {
    why.say(&Naming {
        me: &work.me.name,
        channel: channel_name(work, channel),
        view,
        names: &verbs::names_of(work, tags),
        moment: &|at| moment(at, work.utc_offset),
    })
}

fn channel_name<'a>(work: &'a Work<'_>, channel: ChannelId) -> &'a str {
    let found = work.roster.channels.iter().find(|it| it.id == channel);
    found.map_or("", |it| it.name.as_str())
}

/// What to do about what keeps a whole channel away.
fn of_channel_todo(work: &Work<'_>, channel: ChannelId, why: &Reason) -> Option<Msg> {
    match why {
        Reason::NoRight => {
            let names = who_can_give(&work.roster.agents);
            Some(Msg::new("why-no-right-todo").with("names", names))
        }
        Reason::Inactive => {
            let line = format!("channel activate {}", quoted(channel_name(work, channel)));
            Some(Msg::new("check-todo").with("command", typed(work.context, &line)))
        }
        _ => None,
    }
}

/// There is none, as far as anybody here may know: told with what may keep one away.
fn nobody(work: &Work<'_>, who: &str) -> Result<(), Trouble> {
    let said = Msg::new("why-nobody").with("who", who);
    let mut found = vec![("no-such", said, Some(Msg::new("why-nobody-todo")))];
    for (channel, why) in absent(&work.me, &work.roster.channels) {
        let todo = of_channel_todo(work, channel, &why);
        found.push((why.word(), self::said(work, channel, &why, ("", &[])), todo));
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
    found: &[Told],
) -> Result<(), Trouble> {
    if work.json {
        let reason = |it: &Told| schema::Reason {
            reason: it.0,
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
