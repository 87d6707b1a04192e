//! `keydesk channel check`: runs the steps of FAQ 2, 3 and 9 and says what to do.

use clap::{ArgMatches, Command};
use futures_util::future::join_all;

use crate::base::msg::Msg;
use crate::channels::{Finding, Grade};
use crate::domain::{Channel, Connector};
use crate::i18n::Catalog;

use super::super::connect;
use super::super::context::Context;
use super::super::desk::{OpenDesk, typed};
use super::super::inspect;
use super::super::report::{Complaint, Trouble, note};
use super::super::schema::{self, Check};
use super::super::screen::Customers;
use super::super::{args, output, verbs};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let command = args::subcommand(catalog, "check", "cli-channel-check")
        .arg(args::name(catalog).required(false))
        .arg(args::switch(catalog, "json", "cli-help-json"));
    verbs::examples(catalog, command, &["keydesk channel check", "keydesk channel check Shop"])
}

/// Looks after one channel, or after all.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let desk = OpenDesk::find(context)?;
    desk.must_be_own()?;
    let channels = match verbs::given(matches, "name") {
        Some(name) => vec![desk.channel(name)?],
        None => desk.roster()?.channels,
    };
    if channels.is_empty() {
        note(&context.say(&Msg::new("cli-no-channels")));
        return Ok(());
    }
    let asked = asked(context, &desk, &channels)?;
    let (json, mut bad) = (matches.get_flag("json"), false);
    for (channel, found) in channels.iter().zip(asked) {
        let found = inspect::of_desk(&desk.desk, channel.id, found, &|it| typed(context, it));
        let Some(found) = found.map_err(|it| desk.trouble(it))? else { continue };
        bad |= found.iter().any(|it| it.grade == Grade::Bad);
        if json {
            for it in &found {
                output::data(&schema::line(&check(context, channel, it)))?;
            }
        } else {
            let (name, kind) = (channel.name.as_str(), channel.kind.code());
            let head = format!("{} ({kind})", crate::base::text::clean_line(name));
            let lines = inspect::lines(context, &found);
            output::data(&format!("{head}\n{}\n", lines.join("\n")))?;
        }
    }
    if bad { Err(Trouble::Told) } else { Ok(()) }
}

/// What the media say, all asked at once: one that is silent holds up no other.
fn asked(
    context: &Context,
    desk: &OpenDesk,
    channels: &[Channel],
) -> Result<Vec<Vec<Finding>>, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| {
        let what = Complaint::new(Msg::new("cli-check-failed"));
        Trouble::Refused(Complaint { because: Some(it.to_string()), ..what })
    })?;
    let ask = |it: &Channel| {
        let demo = it.connector == Connector::Demo;
        let made = connect::connector(&desk.desk, &context.catalog, it, Customers::default());
        async move { if demo { Vec::new() } else { inspect::ask(made).await } }
    };
    let all: Vec<_> = channels.iter().map(ask).collect();
    Ok(runtime.block_on(join_all(all)))
}

fn check(context: &Context, channel: &Channel, found: &Finding) -> Check {
    Check {
        channel: schema::place_of(channel),
        step: found.step,
        grade: found.grade.code(),
        said: context.say(&found.said),
        todo: found.todo.as_ref().map(|it| context.say(it)),
    }
}
