//! The part of the contract that is about replies that are held back, and caught or not.

use std::time::Duration;

use proptest::prelude::*;

use super::story::{NOBODY, Story, Whole, accepted, at, patiently};
use super::*;
use crate::domain::{Change, Delivery, Intent, Kind, OpId, Refusal, Status};

fn held(text: &str, seconds: u64) -> Intent {
    Intent::HeldReply(text.into(), Duration::from_secs(seconds))
}

pub(super) fn a_held_reply_goes_out_when_its_time_has_come<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Petro", "one", 11);
    story.does("Olha", held("letter", 10), 20);
    story.does("Olha", Intent::Reply("behind it".into()), 21);
    story.does("Petro", Intent::Reply("chat".into()), 22);
    assert_eq!(patiently(|| story.desk.totals()).outbox, 3);
    assert_eq!(story.send(&accepted("p"), 22).as_deref(), Some("chat"), "nobody else is held");
    assert_eq!(patiently(|| story.desk.next_due(story.channel, at(22))), Some(at(30)));
    assert_eq!(story.send(&accepted("x"), 29), None, "and nothing overtakes it");
    assert_eq!(story.waiting("Olha").0, 1, "it is no answer yet");
    assert_eq!(story.send(&accepted("a"), 30).as_deref(), Some("letter"));
    assert_eq!(story.send(&accepted("b"), 30).as_deref(), Some("behind it"));
    assert_eq!(story.waiting("Olha"), NOBODY);
}

pub(super) fn a_held_reply_can_be_caught_and_one_that_has_gone_cannot<S: Whole>(
    story: &mut Story<S>,
) {
    story.inbound("Olha", "one", 10);
    let reply = story.op("Olha", held("letter", 10));
    story.submit(&reply, 20);
    let changes = story.does("Olha", Intent::Undo(reply.id), 25);
    let message = story.thread("Olha")[1].id;
    assert_eq!(changes, [Change::Delivery { message, to: Delivery::Dropped }]);
    assert_eq!(story.waiting("Olha"), (1, Some(at(10))), "with its old time");
    assert_eq!(story.send(&accepted("a"), 99), None);
    assert_eq!(patiently(|| story.desk.totals()).outbox, 0);
    let undo = Intent::Undo(reply.id);
    assert_eq!(story.is_refused("Olha", undo, 26), Refusal::NothingToUndo, "once is enough");
    let late = story.op("Olha", held("late", 10));
    story.submit(&late, 30);
    assert_eq!(story.send(&accepted("b"), 40).as_deref(), Some("late"));
    assert_eq!(story.is_refused("Olha", Intent::Undo(late.id), 41), Refusal::GoneOut);
    let doubtful = story.op("Olha", held("doubtful", 0));
    story.submit(&doubtful, 50);
    story.send(&Outcome::Unknown, 50);
    assert_eq!(story.is_refused("Olha", Intent::Undo(doubtful.id), 51), Refusal::GoneOut);
}

pub(super) fn what_came_with_a_caught_reply_is_taken_back_unless_it_has_changed<S: Whole>(
    story: &mut Story<S>,
) {
    for (who, writes) in [("Olha", false), ("Petro", true)] {
        story.inbound(who, "one", 10);
        story.does(who, Intent::Close, 11);
        let reply = story.op(who, held("letter", 10));
        story.submit(&reply, 20);
        assert_eq!(story.dialog(who).status, Status::Open, "who answers has opened it");
        if writes {
            story.inbound(who, "two", 21);
        }
        story.does(who, Intent::Undo(reply.id), 22);
        let open = story.dialog(who).status == Status::Open;
        assert_eq!(open, writes, "{who}: the words are caught in any case");
        assert_eq!(story.send(&accepted(who), 99), None);
    }
    // Closed meanwhile, as behind any reply on its way; opened again first, then caught.
    story.inbound("Ivan", "one", 10);
    let (reply, close) = (story.op("Ivan", held("letter", 10)), story.op("Ivan", Intent::Close));
    story.submit(&reply, 20);
    story.submit(&close, 21);
    story.does("Ivan", Intent::Undo(close.id), 22);
    story.does("Ivan", Intent::Undo(reply.id), 23);
    assert_eq!(story.waiting("Ivan"), (1, Some(at(10))));
}

pub(super) fn a_clock_set_back_holds_no_reply_longer_than_it_was_to_be<S: Whole>(
    story: &mut Story<S>,
) {
    story.inbound("Olha", "one", 900);
    story.does("Olha", held("letter", 10), 1000);
    let due = |story: &Story<S>, now| patiently(|| story.desk.next_due(story.channel, at(now)));
    assert_eq!(due(story, 1001), Some(at(1010)));
    assert_eq!(due(story, 500), Some(at(500)), "not only in some minutes");
    assert_eq!(story.send(&Outcome::Unknown, 500).as_deref(), Some("letter"));
    let message = story.thread("Olha").pop().unwrap().id;
    // Tried again by a person it is due, whatever the clock says by then.
    story.does("Olha", Intent::Retry(message), 1005);
    assert_eq!(story.send(&accepted("r"), 600).as_deref(), Some("letter"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_can_be_claimed_is_what_the_rule_does_not_hold(
        written in 100i64..200, hold in 0u64..20, looks in prop::collection::vec(80i64..240, 1..6),
    ) {
        for now in looks {
            let mut story = Story::new(Sqlite::in_memory().unwrap());
            story.inbound("Olha", "one", 10);
            story.does("Olha", held("letter", hold), written);
            let reply = story.thread("Olha").pop().unwrap();
            prop_assert_eq!(reply.kind, Kind::Reply);
            let rule = reply.delivery.unwrap().held_until(reply.at, at(now));
            let due = story.desk.next_due(story.channel, at(now)).unwrap().unwrap();
            prop_assert_eq!(rule.unwrap_or(at(now)), due.max(at(now)));
            prop_assert!(due.since(at(now)) <= Duration::from_secs(hold), "never longer than its hold");
            let claimed = story.desk.claim(story.channel, at(now)).unwrap();
            prop_assert_eq!(claimed.is_none(), rule.is_some());
            // It can be caught exactly as long as nobody has claimed it.
            let op = OpId(story.ops.get());
            let undo = story.op("Olha", Intent::Undo(op));
            match story.submit(&undo, now) {
                Done::Accepted { .. } => prop_assert!(claimed.is_none()),
                Done::Refused(why) => {
                    prop_assert!(claimed.is_some());
                    prop_assert_eq!(why, Refusal::GoneOut);
                }
            }
        }
    }
}
