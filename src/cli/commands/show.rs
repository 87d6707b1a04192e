//! `keydesk show`: one dialog, who it is, and what was said.

use clap::{ArgMatches, Command, value_parser};

use crate::base::msg::Msg;
use crate::base::text::{clean_block, clean_line};
use crate::domain::{Kind, Message};
use crate::i18n::Age;
use crate::i18n::Catalog;
use crate::store::{Card, Inbox as _};

use super::super::context::Context;
use super::super::report::{Complaint, Trouble};
use super::super::schema::{self, Whole};
use super::super::verbs::{self, Work, moment};
use super::super::{args, output};
use super::list::heap;

/// Messages shown, unless asked for more.
const MESSAGES: u64 = 20;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let messages = args::option(catalog, "messages", "cli-value-number", "cli-help-messages")
        .value_parser(value_parser!(u64));
    let command = args::subcommand(catalog, "show", "cli-show").arg(verbs::id_arg(catalog));
    let command = verbs::looking(catalog, command.arg(messages));
    verbs::examples(catalog, command, &["keydesk show 12 --messages 5", "keydesk show 12 --json"])
}

/// Shows it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let id = verbs::one_id(matches)?;
    let work = Work::open(context, matches)?;
    let wanted = matches.get_one::<u64>("messages").copied().unwrap_or(MESSAGES);
    let limit = usize::try_from(wanted).unwrap_or(usize::MAX);
    let me = work.me.id;
    let found = work.opened.read(move |it| {
        it.at_one_moment(|it| Ok((it.card(id, me)?, it.thread(id, None, limit)?)))
    })?;
    let (Some(card), thread) = found else {
        return Err(Trouble::Refused(Complaint::new(Msg::new("refused-no-dialog"))));
    };
    if work.json {
        let messages = thread.messages.iter().map(|it| schema::Message::of(it, &work.roster));
        let whole = Whole::of(&card, (messages.collect(), thread.at_start), &work.roster);
        return output::data(&schema::line(&whole));
    }
    let mut text = head(&work, &card);
    for message in &thread.messages {
        text.push_str(&said(&work, message));
    }
    output::data(&text)
}

fn head(work: &Work<'_>, card: &Card) -> String {
    let dialog = &card.row.dialog;
    let clean = |it: &str| clean_line(it).into_owned();
    let channel = work.roster.channels.iter().find(|it| it.id == dialog.channel);
    let holder = work.roster.agents.iter().find(|it| Some(it.id) == dialog.assignee);
    let mut facts = vec![work.say(&heap(dialog.bucket()))];
    facts.extend(channel.map(|it| clean(&it.name)));
    facts.extend(holder.map(|it| clean(&it.name)));
    facts.extend(dialog.tags.iter().map(|it| format!("#{}", clean(it))));
    if let Some(since) = dialog.counter.since {
        let waits = work.say(&Age::of(work.now.since(since)).long());
        let waits = Msg::new("cli-waits")
            .with("n", i64::from(dialog.counter.unanswered))
            .with("span", waits);
        facts.push(work.say(&waits));
    }
    let contact = &card.contact;
    let who = [&contact.handle, &contact.language, &contact.note];
    let who: Vec<String> =
        who.into_iter().filter(|it| !it.is_empty()).map(|it| clean(it)).collect();
    let mut text = format!("#{} {}\n{}\n", dialog.id.0, clean(&card.row.name), facts.join(" · "));
    if !who.is_empty() {
        text.push_str(&format!("{}\n", who.join(" · ")));
    }
    text
}

/// When, who, what; further lines stand below the first.
fn said(work: &Work<'_>, message: &Message) -> String {
    let author = work.roster.agents.iter().find(|it| Some(it.id) == message.author);
    let author = author.map_or_else(String::new, |it| format!(" {}", clean_line(&it.name)));
    let sign = match message.kind {
        Kind::Inbound => "←".to_owned(),
        Kind::Reply | Kind::Auto => format!("→{author}"),
        Kind::Note => format!("✎{author}"),
    };
    let mut text = clean_block(&message.text).replace('\n', "\n    ");
    for (place, file) in (1..).zip(&message.files) {
        let name = clean_line(&file.name);
        match file.content.filter(|_| !file.expired(work.now)) {
            // As it is typed after `keydesk`.
            Some(_) => text.push_str(&format!(" [{name}: file {} {place}]", message.id.0)),
            None => text.push_str(&format!(" [{name}]")),
        }
    }
    if let Some(delivery) = message.delivery.as_ref().filter(|it| !it.settles()) {
        text.push_str(&format!(" ({})", clean_line(&work.say(&verbs::delivery_words(delivery)))));
    }
    format!("\n{} {sign}\n    {text}\n", moment(message.at, work.utc_offset))
}
