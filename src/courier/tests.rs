//! The courier on a real desk, with channels that keep hard rules.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::fake::{Fake, House, Play};
use super::{CourierHandle, start};
use crate::base::clock::{Timestamp, now};
use crate::channels::Connector;
use crate::channels::demo::DemoConnector;
use crate::domain::{Channel, Health, Intent, Outcome, View};
use crate::store::{Channels as _, Lease};

fn until_running(courier: &CourierHandle) {
    let (tell, told) = channel();
    courier.subscribe(move |it| {
        let _ = tell.send(it.running);
    });
    while !told.recv_timeout(Duration::from_secs(20)).expect("it never runs") {}
}

#[test]
fn what_comes_in_is_stored_once_across_a_restart() {
    let house = House::new();
    let channel = house.channel("shop");
    let fake = Arc::new(Fake::default());
    fake.tell(&[("anna", "one")]);
    // The channel has lost track and tells the first one again under its old name.
    fake.tell(&[("anna", "one"), ("anna", "two")]);
    let first = house.courier(&[("shop", &fake)]);
    let dialog = house.until("two messages", || {
        let row = house.rows(View::Open).into_iter().next()?;
        (row.dialog.counter.unanswered == 2).then_some(row.dialog.id)
    });
    drop(first);
    fake.tell(&[("anna", "three")]);
    let _second = house.courier(&[("shop", &fake)]);
    let texts = house.until("three messages", || {
        let texts: Vec<String> = house.thread(dialog).into_iter().map(|it| it.0).collect();
        (texts.len() >= 3).then_some(texts)
    });
    assert_eq!(texts, ["one", "two", "three"]);
    assert_eq!(house.desk.read_now(move |it| it.cursor(channel)).unwrap(), "3");
    let pulls = fake.pulls.lock().unwrap().clone();
    assert!(pulls.is_sorted(), "each pull acknowledges what is on the disk: {pulls:?}");
}

#[test]
fn a_stuck_dialog_keeps_its_order_and_holds_nobody_else() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
    let fake = Arc::new(Fake::default());
    let blocked = Outcome::Refused { reason: "bot was blocked by the user".into() };
    fake.at_send(
        "first",
        &[Play::Give(blocked), Play::Give(Outcome::Accepted { remote: "r".into() })],
    );
    let first = house.reply(anna, "first");
    house.reply(anna, "second");
    house.reply(borys, "other");
    let _courier = house.courier(&[("shop", &fake)]);
    house.until_sent(borys, "other");
    assert_eq!(house.state_of(anna, "first"), "Failed");
    assert_eq!(house.state_of(anna, "second"), "Queued");
    house.act(anna, Intent::Retry(first));
    house.until_sent(anna, "second");
    assert_eq!(fake.sent(), ["first", "other", "first", "second"]);
}

#[test]
fn an_unknown_outcome_is_never_sent_again_by_itself() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
    let fake = Arc::new(Fake::default());
    fake.at_send("maybe", &[Play::Give(Outcome::Unknown)]);
    house.reply(anna, "maybe");
    let courier = house.courier(&[("shop", &fake)]);
    house.until_state(anna, "maybe", "Unsure");
    drop(courier);
    house.reply(borys, "later");
    let _again = house.courier(&[("shop", &fake)]);
    house.until_sent(borys, "later");
    assert_eq!(fake.sent(), ["maybe", "later"]);
}

#[test]
fn the_channel_s_wish_to_wait_is_granted() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let anna = house.dialog(channel, "anna");
    let fake = Arc::new(Fake::default());
    let slow = Outcome::Retry {
        after: Some(Duration::from_millis(120)),
        scope: crate::domain::Scope::Dialog,
        why: String::new(),
    };
    let yes = Outcome::Accepted { remote: "r".into() };
    fake.at_send("hello", &[Play::Give(slow), Play::Give(yes)]);
    house.reply(anna, "hello");
    let begun = now();
    let _courier = house.courier(&[("shop", &fake)]);
    house.until_sent(anna, "hello");
    assert_eq!(fake.sent(), ["hello", "hello"]);
    assert!(now().since(begun) >= Duration::from_millis(120));
}

#[test]
fn a_reply_is_held_back_for_its_time_and_one_that_is_caught_never_leaves() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let (anna, borys) = (house.dialog(channel, "anna"), house.dialog(channel, "borys"));
    let fake = Arc::new(Fake::default());
    let first = house.courier(&[("shop", &fake)]);
    let hold = Duration::from_millis(300);
    let begun = now();
    house.act(anna, Intent::HeldReply("caught".to_owned(), Duration::from_secs(120)));
    let reply = crate::domain::OpId(house.ops);
    house.act(borys, Intent::HeldReply("letter".to_owned(), hold));
    house.act(anna, Intent::Undo(reply));
    house.reply(anna, "instead");
    house.until_sent(anna, "instead");
    house.until_sent(borys, "letter");
    assert!(now().since(begun) >= hold);
    assert_eq!(fake.sent(), ["instead", "letter"]);
    assert_eq!(house.state_of(anna, "caught"), "Dropped");
    // Whoever wrote it has gone: another process sends it.
    drop(first);
    house.act(anna, Intent::HeldReply("left behind".to_owned(), hold));
    let _second = house.courier(&[("shop", &fake)]);
    house.until_sent(anna, "left behind");
}

#[test]
fn a_second_courier_waits_and_takes_over_at_once() {
    let house = House::new();
    let channel = house.channel("shop");
    let (one, two) = (Arc::new(Fake::default()), Arc::new(Fake::default()));
    let first = house.courier(&[("shop", &one)]);
    until_running(&first);
    let second = house.courier(&[("shop", &two)]);
    two.tell(&[("anna", "hello")]);
    assert!(!second.state().running);
    assert_eq!(second.state().holder, Some(std::process::id()));
    assert!(two.pulls.lock().unwrap().is_empty(), "it must not touch the channel");
    drop(first);
    until_running(&second);
    house.until("a message", || house.rows(View::Open).pop());
    assert_eq!(house.desk.read_now(move |it| it.cursor(channel)).unwrap(), "1");
}

#[test]
fn a_courier_that_waits_can_be_stopped_and_leaves_the_lease_free() {
    let house = House::new();
    let first = house.courier(&[]);
    until_running(&first);
    drop(house.courier(&[]));
    drop(first);
    // Whoever was left waiting gives it back at once; a lock in the kernel is all there is to wait for.
    drop(Lease::take(house.dir.path()).unwrap());
}

#[test]
fn deactivating_a_channel_ends_its_tasks_and_leaves_a_doubt() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let anna = house.dialog(channel, "anna");
    let fake = Arc::new(Fake::default());
    fake.at_send("slow", &[Play::Hang]);
    let _courier = house.courier(&[("shop", &fake)]);
    house.reply(anna, "slow");
    house.until_state(anna, "slow", "Sending");
    house.switch(channel, false);
    house.until_state(anna, "slow", "Unsure");
    fake.tell(&[("anna", "while away")]);
    assert_eq!(house.thread(anna).len(), 2, "nothing comes in");
    house.switch(channel, true);
    house.until("what came meanwhile", || (house.thread(anna).len() == 3).then_some(()));
}

#[test]
fn a_deleted_channel_and_a_new_one_need_no_restart() {
    let house = House::new();
    let old = house.channel("old");
    let (one, two) = (Arc::new(Fake::default()), Arc::new(Fake::default()));
    two.tell(&[("anna", "hello")]);
    let courier = house.courier(&[("old", &one), ("new", &two)]);
    until_running(&courier);
    house.desk.write_now(move |it| it.delete_channel(old, now())).unwrap();
    house.channel("new");
    house.until("a message", || house.rows(View::Open).pop());
    one.tell(&[("borys", "to nobody")]);
    assert_eq!(house.rows(View::Open).len(), 1);
    assert_eq!(courier.state().trouble, None);
}

#[test]
fn stopping_in_the_middle_of_a_send_is_quick_and_leaves_a_doubt() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let anna = house.dialog(channel, "anna");
    let fake = Arc::new(Fake::default());
    fake.at_send("slow", &[Play::Hang]);
    let courier = house.courier(&[("shop", &fake)]);
    house.reply(anna, "slow");
    house.until_state(anna, "slow", "Sending");
    let begun = now();
    drop(courier);
    assert!(now().since(begun) < Duration::from_secs(2));
    assert_eq!(house.state_of(anna, "slow"), "Unsure", "written before the lease was given back");
    assert_eq!(Lease::holder(house.dir.path()), None);
}

#[test]
fn a_panic_in_one_channel_stops_nobody_and_is_begun_again() {
    let mut house = House::new();
    let (bad, good) = (house.channel("bad"), house.channel("good"));
    let (anna, borys) = (house.dialog(bad, "anna"), house.dialog(good, "borys"));
    let (one, two) = (Arc::new(Fake::default()), Arc::new(Fake::default()));
    one.at_pull(&[Play::Panic]);
    one.at_send("boom", &[Play::Panic]);
    one.tell(&[("anna", "after the panic")]);
    let courier = house.courier(&[("bad", &one), ("good", &two)]);
    house.reply(anna, "boom");
    house.reply(borys, "fine");
    house.until_sent(borys, "fine");
    house.until_state(anna, "boom", "Unsure");
    assert!(courier.state().trouble.is_some(), "a person can see it");
    house.until("the task is back", || (house.thread(anna).len() == 3).then_some(()));
}

#[test]
fn a_connector_s_break_down_is_told_until_it_works_again_or_its_channel_does_not_run() {
    let mut house = House::new();
    let shop = house.channel("shop");
    let (anna, borys) = (house.dialog(shop, "anna"), house.dialog(shop, "borys"));
    let fake = Arc::new(Fake::default());
    fake.at_send("boom", &[Play::Panic]);
    let courier = house.courier(&[("shop", &fake)]);
    let (tell, told) = channel();
    courier.subscribe(move |it| {
        let _ = tell.send(it.trouble.is_some());
    });
    let until = |troubled| {
        while told.recv_timeout(Duration::from_secs(20)).expect("it is not told") != troubled {}
    };
    house.reply(anna, "boom");
    house.until_state(anna, "boom", "Unsure");
    until(true);
    house.reply(borys, "fine");
    house.until_sent(borys, "fine");
    until(false);
    house.confirm(anna, "boom");
    house.reply(anna, "boom");
    until(true);
    house.switch(shop, false);
    until(false);
}

#[test]
fn a_channel_out_of_reach_says_so_until_it_is_back() {
    let house = House::new();
    let channel = house.channel("shop");
    let fake = Arc::new(Fake::default());
    fake.at_pull(&[Play::Fail]);
    fake.tell(&[("anna", "hello")]);
    let _courier = house.courier(&[("shop", &fake)]);
    let gone = Health::Unreachable("no route".into());
    house.until("out of reach", || (house.health(channel) == gone).then_some(()));
    house.until("back", || (house.health(channel) == Health::Ok).then_some(()));
    assert_eq!(house.rows(View::Open).len(), 1);
}

#[test]
fn a_snooze_that_has_run_out_ends_by_itself() {
    let mut house = House::new();
    let channel = house.channel("shop");
    let anna = house.dialog(channel, "anna");
    let fake = Arc::new(Fake::default());
    let _courier = house.courier(&[("shop", &fake)]);
    house.act(anna, Intent::Snooze(now() + Duration::from_millis(300)));
    assert_eq!(house.rows(View::Snoozed).len(), 1);
    house.until("awake", || house.rows(View::Snoozed).is_empty().then_some(()));
    assert_eq!(house.rows(View::Open).len(), 1);
}

#[test]
fn while_nothing_happens_nothing_runs() {
    static LOOKS: AtomicUsize = AtomicUsize::new(0);
    fn counted() -> Timestamp {
        LOOKS.fetch_add(1, Ordering::Relaxed);
        now()
    }
    let mut house = House::new();
    let channel = house.channel("shop");
    let anna = house.dialog(channel, "anna");
    let fake = Arc::new(Fake::default());
    fake.tell(&[("anna", "more")]);
    let _courier = house.courier_by(&[("shop", &fake)], counted);
    house.reply(anna, "hello");
    house.until_sent(anna, "hello");
    house.until("all is in", || (house.thread(anna).len() == 3).then_some(()));
    let (_keep, silence) = std::sync::mpsc::channel::<()>();
    let settle = |span| assert!(silence.recv_timeout(Duration::from_millis(span)).is_err());
    // The last change rings once more for everybody.
    settle(200);
    let (looks, pulls) = (LOOKS.load(Ordering::Relaxed), fake.pulls.lock().unwrap().len());
    settle(500);
    assert_eq!(LOOKS.load(Ordering::Relaxed), looks, "a task woke up");
    assert_eq!(fake.pulls.lock().unwrap().len(), pulls, "the channel was asked again");
}

#[test]
fn a_demo_channel_added_by_hand_comes_to_life_and_is_answered() {
    let mut house = House::new();
    let connect =
        |it: &Channel| -> Arc<dyn Connector> { Arc::new(DemoConnector::new(5, it, 1, now)) };
    let courier = start(house.desk.clone(), connect, now).unwrap();
    until_running(&courier);
    let begun = now();
    house.channel("demo");
    let row = house.until("somebody writes", || house.rows(View::Waiting).pop());
    assert!(now().since(begun) < Duration::from_secs(2));
    house.reply(row.dialog.id, "Вітаю!");
    house.until("the channel has said something", || {
        let state = house.state_of(row.dialog.id, "Вітаю!");
        (state != "Queued" && state != "Sending").then_some(())
    });
}
