//! `keydesk channel list`: the channels, how they are doing, and who gets what is new there.

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::base::text::{clean_line, cut, width, wrap};
use crate::domain::{Bucket, Health, Totals};
use crate::store::{Connections as _, Details, Inbox as _, Roster};

use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::output::{self, Field, Table};
use super::super::report::{Trouble, note};
use super::super::schema;
use super::super::verbs::moment;

/// Cells of a channel's name in a row, and of a line.
const NAME_CELLS: usize = 20;
const LINE_CELLS: usize = 80;
/// What stands before a line that belongs to the row above.
const INDENT: &str = "    ";

/// Lists them.
pub(super) fn run(context: &Context, json: bool) -> Result<(), Trouble> {
    let desk = OpenDesk::find(context)?;
    let (roster, totals, details) = desk.read(|it| {
        it.at_one_moment(|it| {
            let roster = it.roster()?;
            let all = roster.channels.iter().map(|channel| it.details(channel.id));
            let all = all.collect::<Result<Vec<_>, _>>()?;
            Ok((roster, it.totals()?, all.into_iter().flatten().collect::<Vec<_>>()))
        })
    })?;
    if roster.channels.is_empty() && !json {
        note(&context.say(&Msg::new("cli-no-channels")));
        return Ok(());
    }
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("kind", Msg::new("cli-column-kind")),
        ("active", Msg::new("cli-column-state")),
        ("health", Msg::new("cli-column-health")),
        ("dialogs", Msg::new("cli-column-dialogs")),
        ("waiting", Msg::new("cli-column-waiting")),
        ("last_inbound", Msg::new("cli-column-last-inbound")),
        ("authorized", Msg::new("cli-column-authorized")),
        ("next_try", Msg::new("cli-column-next-try")),
        ("last_error", Msg::new("cli-column-last-error")),
        ("last_error_at", Msg::new("cli-column-last-error-at")),
        ("unread", Msg::new("cli-column-unread")),
        ("agents", Msg::new("cli-column-agents")),
    ];
    if !json {
        return people(context, details, &roster, &totals);
    }
    let rows = details.into_iter().map(|it| row(context, it, &roster, &totals)).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
}

/// For people: a row that fits 80 columns, and below it whatever else there is to say.
fn people(
    context: &Context,
    details: Vec<Details>,
    roster: &Roster,
    totals: &Totals,
) -> Result<(), Trouble> {
    let columns = vec![
        ("name", Msg::new("cli-column-name")),
        ("kind", Msg::new("cli-column-kind")),
        ("active", Msg::new("cli-column-state")),
        ("health", Msg::new("cli-column-health")),
        ("dialogs", Msg::new("cli-column-dialogs")),
        ("waiting", Msg::new("cli-column-waiting")),
    ];
    let notes: Vec<Vec<String>> = details.iter().map(|it| notes(context, it, roster)).collect();
    let short = |it: Details| {
        let health = in_a_word(&it.channel.health);
        let mut row = row(context, it, roster, totals);
        row.truncate(columns.len());
        if let Field::Text(name) = &mut row[0] {
            *name = cut(&clean_line(name), NAME_CELLS).into_owned();
        }
        row[3] = Field::Word(health, "");
        row
    };
    let rows = details.into_iter().map(short).collect();
    let table = Table { columns: columns.clone(), rows }.for_people(&context.catalog);
    let mut lines = table.lines();
    let mut text = lines.next().map(|it| format!("{it}\n")).unwrap_or_default();
    for (row, notes) in lines.zip(notes) {
        text.push_str(&format!("{row}\n"));
        for note in notes {
            for part in wrap(&note, LINE_CELLS - INDENT.len()) {
                text.push_str(&format!("{INDENT}{}\n", note[part].trim_end()));
            }
        }
    }
    output::data(&text)
}

/// What a row of the list has no room for.
fn notes(context: &Context, details: &Details, roster: &Roster) -> Vec<String> {
    let Details { channel, doing, .. } = details;
    let when = |it: Timestamp| moment(it, utc_offset(now()));
    let mut notes = Vec::new();
    if width(&clean_line(&channel.name)) > NAME_CELLS {
        notes.push(channel.name.clone());
    }
    if channel.health != Health::Ok
        && let Field::Word(words, _) = health(&channel.health)
    {
        notes.push(context.say(&words));
    }
    let at = |id, it: Timestamp| context.say(&Msg::new(id).with("at", when(it)));
    notes.extend(doing.next_try.map(|it| at("check-next-try", it)));
    notes.extend(doing.trouble.as_ref().map(|(why, it)| {
        let trouble = Msg::new("channels-trouble").with("why", why.as_str());
        context.say(&trouble.with("at", when(*it)))
    }));
    notes.extend(doing.last_inbound.map(|it| at("check-inbound", it)));
    notes.extend(doing.authorized.map(|it| at("check-authorized", it)));
    if doing.unread > 0 {
        notes.push(context.say(&Msg::new("check-unread").with("n", doing.unread)));
    }
    if let Field::Both(names, _) = listed(context, &details.agents, roster)
        && !names.is_empty()
    {
        notes.push(context.say(&Msg::new("cli-channel-listed").with("names", names)));
    }
    notes.into_iter().map(|it| clean_line(&it).into_owned()).collect()
}

/// How it is, without the medium's own words.
const fn in_a_word(health: &Health) -> Msg {
    Msg::new(match health {
        Health::Ok => "cli-health-ok",
        Health::Unauthorized => "channels-state-unauthorized",
        Health::Forbidden(_) => "channels-state-forbidden",
        Health::Lapsed => "channels-state-lapsed",
        Health::Contested(_) => "channels-state-contested",
        Health::Unreachable(_) => "channels-state-unreachable",
    })
}

fn row(context: &Context, details: Details, roster: &Roster, totals: &Totals) -> Vec<Field> {
    let Details { channel, agents, doing, .. } = details;
    let (mut dialogs, mut waiting) = (0, 0);
    for (key, cell) in totals.cells.iter().filter(|it| it.0.channel == channel.id) {
        dialogs += cell.dialogs;
        // As a deletion counts them: spam waits for nobody, and who is closed has been dealt with.
        if matches!(key.bucket, Bucket::Open | Bucket::Snoozed) {
            waiting += cell.waiting;
        }
    }
    let state = if channel.active { "cli-state-active" } else { "cli-state-inactive" };
    let (trouble, trouble_at) = doing.trouble.unzip();
    vec![
        Field::Text(channel.name),
        Field::Text(channel.kind.code().to_owned()),
        Field::Flag(Msg::new(state), channel.active),
        health(&channel.health),
        Field::Count(dialogs),
        Field::Count(waiting),
        at(doing.last_inbound),
        at(doing.authorized),
        at(doing.next_try),
        Field::Text(trouble.unwrap_or_default()),
        at(trouble_at),
        Field::Count(doing.unread.into()),
        listed(context, &agents, roster),
    ]
}

/// When, where there is a moment.
fn at(at: Option<Timestamp>) -> Field {
    let people = at.map_or_else(String::new, |it| moment(it, utc_offset(now())));
    Field::Both(
        people,
        at.map_or_else(|| "null".to_owned(), |it| output::quoted(&schema::moment(it))),
    )
}

/// Who gets the new dialogs; who is blocked gets none, whatever the list says.
fn listed(context: &Context, agents: &[crate::domain::AgentId], roster: &Roster) -> Field {
    let known = agents.iter().filter_map(|id| roster.agents.iter().find(|it| it.id == *id));
    let (mut people, mut scripts) = (Vec::new(), Vec::new());
    for agent in known {
        people.push(if agent.blocked {
            let name = agent.name.as_str();
            context.say(&Msg::new("cli-listed-blocked").with("name", name))
        } else {
            agent.name.clone()
        });
        let name = output::quoted(&agent.name);
        scripts.push(format!("{{\"name\":{name},\"blocked\":{}}}", agent.blocked));
    }
    Field::Both(people.join(", "), format!("[{}]", scripts.join(",")))
}

fn health(health: &Health) -> Field {
    match health {
        Health::Ok => Field::Word(Msg::new("cli-health-ok"), "ok"),
        Health::Unauthorized => Field::Word(Msg::new("cli-health-unauthorized"), "unauthorized"),
        Health::Contested(why) => {
            Field::Word(Msg::new("cli-health-contested").with("why", why.as_str()), "contested")
        }
        Health::Forbidden(why) => {
            Field::Word(Msg::new("cli-health-forbidden").with("why", why.as_str()), "forbidden")
        }
        Health::Lapsed => Field::Word(Msg::new("cli-health-lapsed"), "lapsed"),
        Health::Unreachable(why) => {
            let msg = Msg::new("cli-health-unreachable").with("why", why.as_str());
            Field::Word(msg, "unreachable")
        }
    }
}
