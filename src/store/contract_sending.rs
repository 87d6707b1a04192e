//! The part of the contract that is about the outbox: what is sent, what is not, and what a dialog learns of it.

use super::story::{NOBODY, Story, Whole, accepted, at, patiently};
use super::*;
use crate::domain::{Change, Delivery, Intent, Reopening, Status, View};

pub(super) fn nothing_overtakes_a_stuck_message<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Petro", "one", 11);
    story.does("Olha", Intent::Reply("first".into()), 20);
    story.does("Olha", Intent::Reply("second".into()), 21);
    story.does("Petro", Intent::Reply("other".into()), 22);
    assert_eq!(patiently(|| story.desk.next_due(story.channel, at(22))), Some(at(20)));
    assert_eq!(patiently(|| story.desk.totals()).outbox, 3);
    assert_eq!(story.send(&Outcome::Unknown, 30).as_deref(), Some("first"));
    assert_eq!(story.send(&accepted("p"), 31).as_deref(), Some("other"));
    assert_eq!(story.send(&accepted("x"), 32), None, "the second waits for the first");
    assert_eq!(patiently(|| story.desk.next_due(story.channel, at(50))), None);
    let first = story.thread("Olha")[1].id;
    story.does("Olha", Intent::ConfirmSent(first), 40);
    assert_eq!(story.waiting("Olha"), NOBODY);
    assert_eq!(
        story
            .send(
                &Outcome::Retry {
                    after: None,
                    scope: crate::domain::Scope::Dialog,
                    why: String::new()
                },
                41
            )
            .as_deref(),
        Some("second")
    );
    assert_eq!(story.send(&accepted("x"), 41), None, "not before it is due");
    assert_eq!(story.send(&accepted("x"), 99).as_deref(), Some("second"));
}

pub(super) fn a_clock_set_back_holds_no_first_try<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 900);
    story.does("Olha", Intent::Reply("hi".into()), 1000);
    let due = |story: &Story<S>| patiently(|| story.desk.next_due(story.channel, at(500)));
    assert_eq!(due(story), Some(at(500)), "it is due, not only in some minutes");
    let wait = Outcome::Retry {
        after: Some(std::time::Duration::from_secs(30)),
        scope: crate::domain::Scope::Dialog,
        why: String::new(),
    };
    assert_eq!(story.send(&wait, 500).as_deref(), Some("hi"));
    assert_eq!(due(story), Some(at(530)));
    assert_eq!(story.send(&wait, 529), None, "what the channel asked for is kept");
    assert_eq!(story.send(&accepted("r"), 530).as_deref(), Some("hi"));
}

pub(super) fn a_crash_in_the_middle_of_a_try_leaves_a_doubt<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Reply("hi".into()), 20);
    let outgoing = patiently(|| story.desk.claim(story.channel, at(21))).unwrap();
    assert_eq!((outgoing.to.as_str(), outgoing.text.as_str()), ("Olha", "hi"));
    patiently(|| story.desk.recover(at(30)));
    let message = story.thread("Olha").pop().unwrap();
    assert_eq!(message.delivery, Some(Delivery::Unsure));
    assert_eq!(
        patiently(|| story.desk.claim(story.channel, at(99))),
        None,
        "no second try by itself"
    );
    // The answer that comes after all resolves the doubt, and its name is kept.
    patiently(|| story.desk.settle(message.id, &accepted("r"), at(40)));
    assert_eq!(story.waiting("Olha"), NOBODY);
    patiently(|| story.desk.report(story.channel, "r", &Receipt::Read, at(41)));
    assert_eq!(story.thread("Olha").pop().unwrap().delivery, Some(Delivery::Read));
    patiently(|| story.desk.report(story.channel, "never heard of", &Receipt::Read, at(42)));
}

pub(super) fn a_reply_that_fails_behind_a_close_opens_it_again<S: Whole>(story: &mut Story<S>) {
    let no = Outcome::Refused { reason: "blocked".into() };
    for (who, outcome) in [("Olha", no), ("Petro", Outcome::Unknown)] {
        story.inbound(who, "one", 10);
        story.inbound(who, "two", 11);
        story.does(who, Intent::Reply("hi".into()), 20);
        story.does(who, Intent::Close, 21);
        assert_eq!(story.waiting(who), NOBODY);
        let head = patiently(|| story.desk.head());
        story.send(&outcome, 30);
        let dialog = story.dialog(who);
        assert_eq!((dialog.status, dialog.stuck), (Status::Open, 1), "{who}");
        assert_eq!(story.waiting(who), (2, Some(at(10))), "with its old time");
        let feed = patiently(|| story.desk.changes(head, 9));
        let last = feed.last().unwrap();
        assert_eq!((&last.change, last.agent), (&Change::Reopened(Reopening::ByAgent), None));
    }
    story.inbound("Ivan", "one", 40);
    story.does("Ivan", Intent::Reply("hi".into()), 41);
    story.send(&accepted("r"), 42);
    story.does("Ivan", Intent::Close, 43);
    let lost = Receipt::Failed { reason: "gone".into() };
    patiently(|| story.desk.report(story.channel, "r", &lost, at(50)));
    assert_eq!(story.names(View::Waiting), ["Olha", "Petro", "Ivan"], "also when it is told late");
    story.does("Ivan", Intent::Close, 51);
    patiently(|| story.desk.report(story.channel, "r", &lost, at(52)));
    assert_eq!(story.names(View::Closed), ["Ivan"], "who closes over a failure knows of it");
}

pub(super) fn a_close_remembers_that_a_reply_was_on_its_way<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let answering = |done: Done| match done {
        Done::Accepted { unanswered, answering, .. } => (unanswered, answering),
        Done::Refused(refusal) => panic!("{refusal:?}"),
    };
    let early = story.op("Olha", Intent::Close);
    assert_eq!(answering(story.submit(&early, 11)), (1, false));
    story.does("Olha", Intent::Reply("hi".into()), 12);
    let close = story.op("Olha", Intent::CloseAndUnassign);
    assert_eq!(answering(story.submit(&close, 13)), (1, true), "it is not answered yet");
    story.send(&accepted("r"), 20);
    assert_eq!(answering(story.submit(&close, 21)), (1, true), "told again, word for word");
}
