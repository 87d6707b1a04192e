//! `keydesk channel list`: the channels, how they are doing, and who gets what is new there.

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::domain::{Bucket, Health, Totals};
use crate::store::{Connections as _, Details, Inbox as _, Roster};

use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::output::{self, Field, Table};
use super::super::report::{Trouble, note};
use super::super::schema;
use super::super::verbs::moment;

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
    let rows = details.into_iter().map(|it| row(context, it, &roster, &totals)).collect();
    output::table(&context.catalog, &Table { columns, rows }, json)
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
