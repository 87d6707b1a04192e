//! New dialogs given out, agents blocked and let in again, automatic replies: on a desk, with every number held against the
//! history.

use proptest::prelude::*;

use super::story::{COLLEAGUE, ME, Story, accepted, arrival, at};
use super::*;
use crate::base::random::Random;
use crate::domain::team::{Act, Handover, Unfit};
use crate::domain::{Change, Delivery, Intent, Kind, News, Status};

type Here = Story<Sqlite>;

/// A desk with three agents and one channel, which has these options and all three on its list.
fn story(options: &[(&str, &str)]) -> (Here, AgentId) {
    let mut story = Story::new(Sqlite::in_memory().unwrap());
    let vira = story.desk.add_agent("Vira", Role::Agent).unwrap();
    let said = |(name, value): &(&str, &str)| ((*name).to_owned(), Some((*value).to_owned()));
    let options: Vec<_> = options.iter().map(said).collect();
    story.desk.set_options(story.channel, &options, None, at(0)).unwrap();
    story.desk.set_list(story.channel, &[ME, COLLEAGUE, vira], None, at(0)).unwrap();
    (story, vira)
}

impl Here {
    fn act(&mut self, act: &Act, second: i64) -> Result<Did, Unfit> {
        self.desk.administer(act, None, at(second)).unwrap()
    }

    fn whose(&self, who: &str) -> Option<AgentId> {
        self.dialog(who).assignee
    }

    fn receivers(&self) -> Vec<AgentId> {
        self.desk.details(self.channel).unwrap().unwrap().agents
    }

    fn said(&self, who: &str) -> Vec<String> {
        let thread = self.thread(who).into_iter();
        thread.filter(|it| it.kind == Kind::Auto).map(|it| it.text).collect()
    }

    /// Every kept number is what the history says.
    fn sound(&self) {
        assert_eq!(self.desk.verify().unwrap(), []);
    }
}

#[test]
fn new_dialogs_go_round_and_what_is_held_stays_where_it_is() {
    let (mut story, vira) = story(&[("distribution", "round-robin")]);
    for (second, who) in (10..).zip(["a", "b", "c", "d"]) {
        story.inbound(who, "hello", second);
    }
    let whose = ["a", "b", "c", "d"].map(|it| story.whose(it));
    assert_eq!(whose, [Some(ME), Some(COLLEAGUE), Some(vira), Some(ME)]);
    let told = story.desk.history(story.dialog("a").id, None, 9).unwrap();
    let given = told.iter().find(|it| matches!(it.change, Change::Assigned { .. })).unwrap();
    assert_eq!(
        (given.agent, &given.change),
        (None, &Change::Assigned { from: None, to: Some(ME) })
    );
    // Who holds it keeps it, also behind a close; what nobody holds is given out when the customer opens it again.
    story.does("a", Intent::Close, 20);
    story.inbound("a", "again", 21);
    assert_eq!(story.whose("a"), Some(ME));
    story.does("a", Intent::CloseAndUnassign, 22);
    story.inbound("a", "and again", 23);
    assert_eq!(story.whose("a"), Some(COLLEAGUE));
    // What somebody has put down while it is open waits for somebody to take it.
    story.does("b", Intent::Assign(None), 24);
    story.inbound("b", "?", 25);
    assert_eq!(story.whose("b"), None);
    // Spam is nobody's.
    story.does("b", Intent::MarkSpam, 26);
    story.inbound("b", "?!", 27);
    assert_eq!(story.whose("b"), None);
    story.sound();
}

#[test]
fn nobody_gets_any_who_is_away_blocked_or_may_not_answer() {
    let (mut story, vira) = story(&[("distribution", "least-open")]);
    story.act(&Act::SetAway(ME, true), 1).unwrap();
    story.act(&Act::SetRole(vira, Role::ReadOnly), 2).unwrap();
    for (second, who) in (10..).zip(["a", "b"]) {
        story.inbound(who, "hello", second);
        assert_eq!(story.whose(who), Some(COLLEAGUE));
    }
    story.act(&Act::Block(COLLEAGUE, Handover::Keep), 20).unwrap();
    story.desk.set_list(story.channel, &[ME, COLLEAGUE, vira], None, at(21)).unwrap();
    story.inbound("c", "hello", 22);
    assert_eq!(story.whose("c"), None, "whatever the list says");
    story.act(&Act::SetAway(ME, false), 23).unwrap();
    story.inbound("d", "hello", 24);
    assert_eq!(story.whose("d"), Some(ME));
    let mut off = story_off();
    off.inbound("a", "hello", 30);
    assert_eq!(off.whose("a"), None);
    story.sound();
}

fn story_off() -> Here {
    story(&[]).0
}

#[test]
fn by_what_they_hold_the_next_gets_it() {
    let (mut story, vira) = story(&[("distribution", "least-open")]);
    for (second, who) in (10..).zip(["a", "b", "c", "d"]) {
        story.inbound(who, "hello", second);
    }
    assert_eq!(story.whose("d"), Some(ME));
    story.does("c", Intent::Close, 20);
    story.inbound("e", "hello", 21);
    assert_eq!(story.whose("e"), Some(vira), "what is closed weighs nothing");
}

#[test]
fn blocking_frees_everything_they_hold_in_one_step_and_it_comes_back() {
    let (mut story, vira) = story(&[]);
    for (second, who) in (10..).zip(["open", "snoozed", "closed", "spam", "other", "taken"]) {
        story.inbound(who, "hello", second);
        let to = if who == "other" { ME } else { COLLEAGUE };
        story.does(who, Intent::Assign(Some(to)), second);
    }
    story.does("snoozed", Intent::Snooze(at(9_000)), 20);
    story.does("closed", Intent::Close, 20);
    story.does("spam", Intent::MarkSpam, 20);
    let holds = story.desk.handover(COLLEAGUE).unwrap();
    let channels = vec!["Shop".to_owned()];
    assert_eq!(holds, Holds { open: 3, waiting: 3, closed: 2, channels });
    let head = story.desk.head().unwrap();
    let did = story.act(&Act::Block(COLLEAGUE, Handover::Free), 30);
    assert_eq!(did, Ok(Did::Moved { dialogs: 5, lists: 1 }));
    assert_eq!(story.desk.handover(COLLEAGUE).unwrap(), Holds::default());
    assert_eq!(story.receivers(), [ME, vira]);
    assert_eq!(story.whose("other"), Some(ME));
    let told = story.desk.changes(head, 99).unwrap();
    let freed = Change::Assigned { from: Some(COLLEAGUE), to: None };
    assert_eq!(told.iter().filter(|it| it.change == freed).count(), 5, "the feed tells of each");
    story.sound();
    // Somebody takes one meanwhile: it stays theirs.
    story.does("taken", Intent::Assign(Some(vira)), 31);
    let did = story.act(&Act::Unblock { agent: COLLEAGUE, restore: true }, 32);
    assert_eq!(did, Ok(Did::Moved { dialogs: 4, lists: 1 }));
    assert_eq!(story.receivers(), [ME, COLLEAGUE, vira], "in their old place");
    assert_eq!(story.whose("taken"), Some(vira));
    assert_eq!(story.desk.handover(COLLEAGUE).unwrap().closed, 2);
    let again = story.act(&Act::Unblock { agent: COLLEAGUE, restore: true }, 33);
    assert_eq!(again, Ok(Did::Moved { dialogs: 0, lists: 0 }), "once");
    story.sound();
}

#[test]
fn dialogs_go_to_whom_they_can_go() {
    let (mut story, vira) = story(&[]);
    for (second, who) in (10..).zip(["a", "b", "c", "done"]) {
        story.inbound(who, "hello", second);
        story.does(who, Intent::Assign(Some(COLLEAGUE)), second);
    }
    story.does("done", Intent::Close, 20);
    let to = |agent| Act::Block(COLLEAGUE, Handover::To(agent));
    assert_eq!(story.act(&to(COLLEAGUE), 21), Err(Unfit::CannotReceive("Borys".into())));
    assert_eq!(story.act(&to(AgentId(9)), 21), Err(Unfit::NoSuchAgent));
    story.act(&Act::SetRole(vira, Role::ReadOnly), 21).unwrap();
    assert_eq!(story.act(&to(vira), 22), Err(Unfit::CannotReceive("Vira".into())));
    let borys = |story: &Here| {
        let agents = story.desk.roster().unwrap().agents;
        agents.into_iter().find(|it| it.id == COLLEAGUE).unwrap()
    };
    assert!(!borys(&story).blocked && story.receivers().len() == 3, "nothing has changed");
    story.act(&Act::SetRole(vira, Role::Agent), 23).unwrap();
    // Kept first, handed over later: one step after another is one, too.
    story.act(&Act::Block(COLLEAGUE, Handover::Keep), 24).unwrap();
    assert_eq!(story.whose("a"), Some(COLLEAGUE));
    assert_eq!(story.act(&to(vira), 25), Ok(Did::Moved { dialogs: 4, lists: 0 }));
    assert_eq!(["a", "b", "c"].map(|it| story.whose(it)), [Some(vira); 3]);
    assert_eq!((story.whose("done"), story.dialog("done").status), (None, Status::Closed));
    story.act(&Act::Unblock { agent: COLLEAGUE, restore: true }, 26).unwrap();
    assert_eq!(["a", "done"].map(|it| story.whose(it)), [Some(COLLEAGUE); 2]);
    assert_eq!(story.receivers().len(), 3);
    // In turn to the others on the list, though the channel gives out nothing by itself.
    story.act(&Act::Block(COLLEAGUE, Handover::Distribute), 27).unwrap();
    assert_eq!(["a", "b", "c"].map(|it| story.whose(it)), [Some(ME), Some(vira), Some(ME)]);
    story.sound();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn whatever_they_hold_nothing_stays_with_who_is_blocked_and_the_numbers_are_right(
        seed in any::<u64>(), how in 0_usize..3,
    ) {
        let mut random = Random::of(7, seed);
        let mode = ["off", "round-robin", "least-open"][random.below(3) as usize];
        let (mut story, vira) = story(&[("distribution", mode), ("greeting", "Hi {name}")]);
        let customers = 1 + random.below(8) as i64;
        for second in 0..customers * 4 {
            let who = format!("customer {}", second % customers);
            story.inbound(&who, "hello", 10 + second);
            let to = [None, Some(ME), Some(COLLEAGUE), Some(vira)][random.below(4) as usize];
            let intent = match random.below(5) {
                0 | 1 => Intent::Assign(to),
                2 => Intent::Close,
                3 => Intent::MarkSpam,
                _ => Intent::Snooze(at(99_999)),
            };
            let op = story.op(&who, intent);
            story.submit(&op, 10 + second);
        }
        let all = |story: &Here| -> Vec<Option<AgentId>> {
            (0..customers).map(|it| story.whose(&format!("customer {it}"))).collect()
        };
        let (before, totals) = (all(&story), story.desk.totals().unwrap());
        let held = story.desk.handover(COLLEAGUE).unwrap();
        let many = before.iter().filter(|it| **it == Some(COLLEAGUE)).count() as u64;
        prop_assert_eq!((held.open + held.closed) as u64, many);
        let how = [Handover::Free, Handover::To(vira), Handover::Distribute][how];
        let did = story.act(&Act::Block(COLLEAGUE, how), 200);
        prop_assert_eq!(did, Ok(Did::Moved { dialogs: many, lists: 1 }));
        prop_assert!(all(&story).iter().all(|it| *it != Some(COLLEAGUE)));
        story.sound();
        story.act(&Act::Unblock { agent: COLLEAGUE, restore: true }, 201).unwrap();
        prop_assert_eq!(all(&story), before);
        prop_assert_eq!(story.desk.totals().unwrap(), totals);
        story.sound();
    }
}

const HABITS: [(&str, &str); 4] = [
    ("greeting", "Hi {first_name}!"),
    ("out-of-hours", "We open at nine."),
    ("hours", "mon-sun 09:00-18:00"),
    ("time-zone", "UTC"),
];

const HOUR: i64 = 3600;

#[test]
fn who_is_new_is_greeted_and_still_waits() {
    let (mut story, _) = story(&HABITS);
    story.inbound("Olha Koval", "hello", 10 * HOUR);
    story.inbound("Olha Koval", "anybody?", 11 * HOUR);
    assert_eq!(story.said("Olha Koval"), ["Hi Olha!"]);
    assert_eq!(story.waiting("Olha Koval"), (2, Some(at(10 * HOUR))));
    assert_eq!(story.desk.totals().unwrap().outbox, 0, "no reply of a person is on its way");
    assert_eq!(story.send(&accepted("x"), 11 * HOUR).as_deref(), Some("Hi Olha!"));
    assert_eq!(story.waiting("Olha Koval"), (2, Some(at(10 * HOUR))), "it settles nothing");
    story.inbound("Olha Koval", "it is me again", 36 * HOUR);
    assert_eq!(story.said("Olha Koval").len(), 2, "after a day");
    // What was told twice was answered once; an old message, a machine and spam are not answered at all.
    story.hear(vec![News::Arrived(arrival("late", Kind::Inbound, "hello", 36 * HOUR))], 37 * HOUR);
    let mut machine = arrival("machine", Kind::Inbound, "I am away", 37 * HOUR);
    machine.more.automatic = true;
    story.hear(vec![News::Arrived(machine)], 37 * HOUR);
    assert!(story.said("late").is_empty() && story.said("machine").is_empty());
    story.does("late", Intent::MarkSpam, 37 * HOUR);
    story.inbound("late", "buy!", 80 * HOUR);
    assert!(story.said("late").is_empty());
    story.sound();
}

#[test]
fn that_nobody_is_there_is_said_once_a_night() {
    let (mut story, _) = story(&HABITS);
    for hour in [19, 20, 32, 34, 43] {
        story.inbound("Olha", "hello", hour * HOUR);
    }
    assert_eq!(story.said("Olha"), ["We open at nine."; 2], "19:00, and 19:00 the next day");
    story.sound();
}

#[test]
fn an_automatic_reply_that_fails_holds_nothing_up_and_is_nobody_s_to_look_after() {
    for outcome in [Outcome::Refused { reason: "no".into() }, Outcome::Unknown] {
        let (mut story, _) = story(&HABITS);
        story.inbound("Olha", "hello", 10 * HOUR);
        story.send(&outcome, 10 * HOUR);
        assert_eq!(story.dialog("Olha").stuck, 0);
        story.does("Olha", Intent::Reply("Good day".into()), 10 * HOUR + 1);
        let due = story.desk.next_due(story.channel, at(10 * HOUR + 1)).unwrap();
        assert_eq!(due, Some(at(10 * HOUR + 1)));
        assert_eq!(story.send(&accepted("x"), 10 * HOUR + 2).as_deref(), Some("Good day"));
        assert_eq!(story.waiting("Olha").0, 0);
        // A reply that fails still holds up what comes after it.
        story.does("Olha", Intent::Reply("one".into()), 10 * HOUR + 3);
        story.send(&outcome, 10 * HOUR + 3);
        story.does("Olha", Intent::Reply("two".into()), 10 * HOUR + 4);
        assert_eq!(story.send(&accepted("y"), 10 * HOUR + 5), None);
        assert_eq!(story.dialog("Olha").stuck, 1);
        // It can still be looked after, by who wants to.
        let message = story.thread("Olha")[1].id;
        story.does("Olha", Intent::Drop(message), 10 * HOUR + 6);
        assert_eq!(story.thread("Olha")[1].delivery, Some(Delivery::Dropped));
        story.sound();
    }
}
