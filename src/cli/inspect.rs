//! Why do messages not come? The steps of FAQ 2, 3 and 9 for one channel, in the order in which they are mended.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::base::clock::{Timestamp, now, utc_offset};
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::channels::{Connector, Finding, Grade};
use crate::domain::options;
use crate::domain::{Channel, ChannelId, ChannelKind, Health};
use crate::store::{
    Connections as _, Desk, Details, Inbox as _, Lease, Roster, StoreError, Whereabouts as _,
};

use super::context::Context;
use super::desk::quoted;
use super::verbs::moment;

/// How long a medium may take for all its steps.
const PATIENCE: Duration = Duration::from_secs(60);
/// The last days of a plan, in which somebody is told.
const PLAN_DAYS: i64 = 7;

/// What the steps look at.
pub(super) struct About<'a> {
    /// The channel.
    pub(super) details: &'a Details,
    /// Everybody.
    pub(super) roster: &'a Roster,
    /// The process that runs the channels.
    pub(super) holder: Option<u32>,
    /// Contacts who have blocked us.
    pub(super) out_of_reach: u32,
    /// What the connector found.
    pub(super) found: Vec<Finding>,
    /// Today, where the person is.
    pub(super) today: NaiveDate,
    /// Seconds that local time is ahead of UTC.
    pub(super) utc_offset: i32,
    /// A command as it must be typed to mean the same desk.
    pub(super) typed: &'a dyn Fn(&str) -> String,
}

/// A step, as a person reads it: a mark and what was found, and below it what to do.
pub(super) fn lines(context: &Context, found: &[Finding]) -> Vec<String> {
    let mut lines = Vec::new();
    for it in found {
        lines.push(format!("  {} {}", mark(it.grade), clean_line(&context.say(&it.said))));
        lines.extend(it.todo.iter().map(|it| format!("      → {}", clean_line(&context.say(it)))));
    }
    lines
}

const fn mark(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "✓",
        Grade::Unknown => "?",
        Grade::Doubtful => "!",
        Grade::Bad => "✗",
    }
}

/// What a medium finds about a channel's account. A medium that is silent is a finding, too.
pub(super) async fn ask(connector: Arc<dyn Connector>) -> Vec<Finding> {
    let asked = tokio::time::timeout(PATIENCE, connector.check()).await;
    asked.unwrap_or_else(|_| {
        let said = Msg::new("check-silent").with("seconds", PATIENCE.as_secs().cast_signed());
        vec![Finding { step: "connection", grade: Grade::Bad, said, todo: None }]
    })
}

/// All steps for a channel of this desk, now, with what its medium `found`; nothing for one that is gone meanwhile. `typed`
/// makes of a command what must be typed to mean the same desk.
pub(super) fn of_desk(
    desk: &Desk,
    channel: ChannelId,
    found: Vec<Finding>,
    typed: &dyn Fn(&str) -> String,
) -> Result<Option<Vec<Finding>>, StoreError> {
    let known: (Option<Details>, _, u32) = desk.read_now(move |it| {
        it.at_one_moment(|it| Ok((it.details(channel)?, it.roster()?, it.out_of_reach(channel)?)))
    })?;
    let (Some(details), roster, out_of_reach) = known else { return Ok(None) };
    let now = now();
    let utc_offset = utc_offset(now);
    let local = Timestamp(now.0 + i64::from(utc_offset) * 1000);
    let today = chrono::DateTime::from_timestamp_millis(local.0).unwrap_or_default().date_naive();
    Ok(Some(steps(About {
        details: &details,
        roster: &roster,
        holder: Lease::holder(desk.dir()),
        out_of_reach,
        found,
        today,
        utc_offset,
        typed,
    })))
}

/// All steps.
pub(super) fn steps(about: About<'_>) -> Vec<Finding> {
    let mut found = vec![about.active()];
    found.extend(about.plan());
    found.extend(about.health());
    let asked = about.found.clone();
    found.extend(asked);
    found.push(about.courier());
    found.push(about.inbound());
    found.push(about.list());
    found.extend(about.hours());
    found.extend(about.unread());
    found.push(about.reach());
    found
}

const fn finding(step: &'static str, grade: Grade, said: Msg, todo: Option<Msg>) -> Finding {
    Finding { step, grade, said, todo }
}

impl About<'_> {
    const fn channel(&self) -> &Channel {
        &self.details.channel
    }

    /// A command about this channel.
    fn command(&self, verb: &str, rest: &str) -> Msg {
        let line = format!("channel {verb} {}{rest}", quoted(&self.channel().name));
        Msg::new("check-todo").with("command", (self.typed)(&line))
    }

    fn at(&self, at: Timestamp) -> String {
        moment(at, self.utc_offset)
    }

    fn active(&self) -> Finding {
        if self.channel().active {
            return finding("active", Grade::Good, Msg::new("check-active"), None);
        }
        let todo = self.command("activate", "");
        finding("active", Grade::Bad, Msg::new("check-inactive"), Some(todo))
    }

    /// Media that nobody pays for have none, unless one was said.
    fn plan(&self) -> Option<Finding> {
        let prolong = || Some(self.command("edit", " plan-until=YYYY-MM-DD"));
        let Some(until) = options::plan_until(&self.details.options) else {
            if self.channel().health == Health::Lapsed {
                return Some(finding("plan", Grade::Bad, Msg::new("check-plan-lapsed"), None));
            }
            let paid = !matches!(self.channel().kind, ChannelKind::Telegram | ChannelKind::Email);
            let said = Msg::new("check-plan-untold");
            return paid.then(|| finding("plan", Grade::Unknown, said, prolong()));
        };
        let day = until.format("%Y-%m-%d").to_string();
        let left = until.signed_duration_since(self.today).num_days();
        let said = |id| Msg::new(id).with("day", day.as_str());
        Some(match left {
            ..0 => finding("plan", Grade::Bad, said("check-plan-over"), prolong()),
            0..=PLAN_DAYS => finding("plan", Grade::Doubtful, said("check-plan-ends"), prolong()),
            _ => finding("plan", Grade::Good, said("check-plan"), None),
        })
    }

    /// Authorization, other readers, permissions, reach: what the channels last told whoever runs them.
    fn health(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let doing = &self.details.doing;
        let authorize = || Some(self.command("reauthorize", ""));
        found.push(match (&self.channel().health, doing.authorized) {
            (Health::Unauthorized, _) => {
                finding("authorization", Grade::Bad, Msg::new("check-unauthorized"), authorize())
            }
            (_, Some(at)) => {
                let said = Msg::new("check-authorized").with("at", self.at(at));
                finding("authorization", Grade::Good, said, None)
            }
            (_, None) => {
                finding("authorization", Grade::Unknown, Msg::new("check-authorized-never"), None)
            }
        });
        found.push(match &self.channel().health {
            Health::Contested(why) => {
                let said = Msg::new("check-contested").with("why", why.as_str());
                finding("reader", Grade::Bad, said, Some(Msg::new("check-contested-todo")))
            }
            _ => finding("reader", Grade::Good, Msg::new("check-alone"), None),
        });
        found.push(match &self.channel().health {
            Health::Forbidden(why) => {
                let said = Msg::new("check-forbidden").with("why", why.as_str());
                finding("permission", Grade::Bad, said, Some(Msg::new("check-forbidden-todo")))
            }
            _ => finding("permission", Grade::Good, Msg::new("check-permitted"), None),
        });
        if let Health::Unreachable(why) = &self.channel().health {
            let said = Msg::new("check-unreachable").with("why", why.as_str());
            found.push(finding("connection", Grade::Bad, said, self.next_try()));
        }
        found
    }

    fn next_try(&self) -> Option<Msg> {
        let next = self.details.doing.next_try?;
        Some(Msg::new("check-next-try").with("at", self.at(next)))
    }

    fn courier(&self) -> Finding {
        match self.holder {
            Some(process) => {
                let said =
                    Msg::new("check-courier").with("process", i64::from(process).to_string());
                finding("courier", Grade::Good, said, None)
            }
            None => {
                let todo = Msg::new("check-no-courier-todo")
                    .with("screen", (self.typed)("").trim_end().to_owned())
                    .with("hub", (self.typed)("serve"));
                finding("courier", Grade::Bad, Msg::new("check-no-courier"), Some(todo))
            }
        }
    }

    fn inbound(&self) -> Finding {
        match self.details.doing.last_inbound {
            Some(at) => {
                let said = Msg::new("check-inbound").with("at", self.at(at));
                finding("inbound", Grade::Good, said, None)
            }
            None => finding(
                "inbound",
                Grade::Unknown,
                Msg::new("check-inbound-never"),
                Some(Msg::new("check-inbound-todo")),
            ),
        }
    }

    /// FAQ 8, 9: who gets the new dialogs, and whether they can.
    fn list(&self) -> Finding {
        let listed = self.details.agents.iter();
        let listed = listed.filter_map(|id| self.roster.agents.iter().find(|it| it.id == *id));
        let (able, unable): (Vec<_>, Vec<_>) = listed.partition(|it| it.able_on(self.channel().id));
        let names = |of: &[&crate::domain::Agent]| {
            let names: Vec<&str> = of.iter().map(|it| it.name.as_str()).collect();
            names.join(", ")
        };
        let given = options::value(&self.details.options, "distribution") != "off";
        let edit = Some(self.command("edit", " agents=…"));
        if !unable.is_empty() {
            let said = Msg::new("check-list-unable").with("names", names(&unable));
            return finding("list", Grade::Doubtful, said, edit);
        }
        if given && able.is_empty() {
            return finding("list", Grade::Doubtful, Msg::new("check-list-empty"), edit);
        }
        let said = match (given, able.is_empty()) {
            (true, _) => Msg::new("check-list").with("names", names(&able)),
            (false, _) => Msg::new("check-list-off"),
        };
        finding("list", Grade::Good, said, None)
    }

    /// What is said out of hours needs hours, and hours are those of some place.
    fn hours(&self) -> Option<Finding> {
        let said = |name| options::value(&self.details.options, name).trim();
        let edit = |rest| Some(self.command("edit", rest));
        let (hours, zone) = (said("hours"), said("time-zone"));
        if hours.is_empty() {
            let missing = Msg::new("check-hours-missing");
            let todo = edit(" hours='mon-fri 09:00-18:00'");
            let silent = said("out-of-hours").is_empty();
            return (!silent).then(|| finding("hours", Grade::Doubtful, missing, todo));
        }
        Some(if zone.is_empty() {
            let said = Msg::new("check-hours-utc").with("hours", hours);
            finding("hours", Grade::Doubtful, said, edit(" time-zone=Europe/Kyiv"))
        } else {
            let said = Msg::new("check-hours").with("hours", hours).with("zone", zone);
            finding("hours", Grade::Good, said, None)
        })
    }

    fn unread(&self) -> Option<Finding> {
        let unread = self.details.doing.unread;
        (unread > 0).then(|| {
            let said = Msg::new("check-unread").with("n", unread);
            finding("unread", Grade::Doubtful, said, Some(self.command("unread", "")))
        })
    }

    fn reach(&self) -> Finding {
        match self.out_of_reach {
            0 => finding("blocked", Grade::Good, Msg::new("check-in-reach"), None),
            n => {
                let said = Msg::new("check-out-of-reach").with("n", n);
                finding("blocked", Grade::Doubtful, said, Some(Msg::new("check-out-of-reach-todo")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Agent, AgentId, ChannelId, Role};
    use crate::store::Doing;

    fn details(kind: ChannelKind) -> Details {
        let channel = Channel {
            id: ChannelId(1),
            kind,
            connector: crate::domain::Connector::Demo,
            name: "My shop".to_owned(),
            active: true,
            health: Health::Ok,
        };
        let doing = Doing {
            last_inbound: Some(Timestamp(0)),
            authorized: Some(Timestamp(0)),
            ..Doing::default()
        };
        Details { channel, options: options::Options::new(), agents: Vec::new(), doing }
    }

    fn look(details: &Details, holder: Option<u32>) -> Vec<(&'static str, Grade, Option<Msg>)> {
        let agents = vec![Agent::new(AgentId(1), "Anna", Role::Agent), {
            let mut borys = Agent::new(AgentId(2), "Borys", Role::Agent);
            borys.blocked = true;
            borys
        }];
        let about = About {
            details,
            roster: &Roster { agents, ..Roster::default() },
            holder,
            out_of_reach: 0,
            found: Vec::new(),
            today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            utc_offset: 0,
            typed: &|line| format!("keydesk {line}"),
        };
        steps(about).into_iter().map(|it| (it.step, it.grade, it.todo)).collect()
    }

    fn step(found: &[(&'static str, Grade, Option<Msg>)], step: &str) -> (Grade, Option<Msg>) {
        let found = found.iter().find(|it| it.0 == step).unwrap();
        (found.1, found.2.clone())
    }

    #[test]
    fn a_channel_that_is_well_passes_every_step() {
        let found = look(&details(ChannelKind::Telegram), Some(1));
        assert!(found.iter().all(|it| it.1 == Grade::Good), "{found:?}");
        let order: Vec<_> = found.iter().map(|it| it.0).collect();
        let expected = "active authorization reader permission courier inbound list blocked";
        assert_eq!(order.join(" "), expected);
    }

    #[test]
    fn what_is_to_be_done_can_be_typed() {
        let mut it = details(ChannelKind::Viber);
        it.channel.active = false;
        it.channel.health = Health::Unauthorized;
        let found = look(&it, None);
        let todo = |line: &str| Some(Msg::new("check-todo").with("command", line));
        assert_eq!(step(&found, "active").1, todo("keydesk channel activate 'My shop'"));
        assert_eq!(step(&found, "authorization").1, todo("keydesk channel reauthorize 'My shop'"));
        assert_eq!(step(&found, "plan").0, Grade::Unknown);
        assert_eq!(step(&found, "courier").0, Grade::Bad);
    }

    #[test]
    fn a_plan_is_told_before_it_ends_and_after() {
        for (day, grade) in [
            ("2026-11-23", Grade::Bad),
            ("2026-11-24", Grade::Doubtful),
            ("2026-12-01", Grade::Doubtful),
            ("2026-12-02", Grade::Good),
        ] {
            let mut it = details(ChannelKind::Telegram);
            it.options.insert("plan-until".to_owned(), day.to_owned());
            assert_eq!(step(&look(&it, Some(1)), "plan").0, grade, "{day}");
        }
    }

    #[test]
    fn what_is_said_out_of_hours_needs_hours_and_hours_are_those_of_a_place() {
        let mut it = details(ChannelKind::Telegram);
        for (name, value, grade) in [
            ("out-of-hours", "We sleep.", Grade::Doubtful),
            ("hours", "mon-fri 09:00-18:00", Grade::Doubtful),
            ("time-zone", "Europe/Kyiv", Grade::Good),
        ] {
            it.options.insert(name.to_owned(), value.to_owned());
            assert_eq!(step(&look(&it, Some(1)), "hours").0, grade, "{name}");
        }
        it.options.clear();
        assert!(look(&it, Some(1)).iter().all(|it| it.0 != "hours"));
    }

    #[test]
    fn somebody_blocked_on_the_list_is_doubtful_and_so_is_a_list_of_nobody() {
        let mut it = details(ChannelKind::Telegram);
        it.agents = vec![AgentId(1), AgentId(2)];
        assert_eq!(step(&look(&it, Some(1)), "list").0, Grade::Doubtful);
        it.agents = vec![AgentId(1)];
        assert_eq!(step(&look(&it, Some(1)), "list").0, Grade::Good);
        it.agents.clear();
        it.options.insert("distribution".to_owned(), "round-robin".to_owned());
        assert_eq!(step(&look(&it, Some(1)), "list").0, Grade::Doubtful);
    }
}
