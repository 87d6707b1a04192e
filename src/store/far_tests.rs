//! Stories about a replica that is told things late, or by a hub that has begun again.

use super::far::{Origin as _, Replica as _};
use super::story::{Story, accepted, at};
use super::*;
use crate::base::clock::Timestamp;
use crate::domain::team::Act;
use crate::domain::{
    Actor, Agent, DialogId, Grant, Intent, Kind, Op, OpId, Right, Rights, Role, RoleId, Sight,
};

const NOW: Timestamp = Timestamp::from_secs(1_000);

fn hub() -> Story<Sqlite> {
    let mut story = Story::new(Sqlite::in_memory().unwrap());
    for (who, when) in [("Olha", 10), ("Petro", 20), ("Ivan", 30)] {
        story.inbound(who, "one", when);
    }
    story
}

/// Somebody who sees what is theirs or nobody's, and a colleague who takes dialogs.
fn narrow(hub: &mut Story<Sqlite>) -> (Agent, Agent) {
    let may = [Right::Work, Right::Take, Right::Close];
    let rights = Rights::usual(Grant::new(Sight::OwnAndUnassigned, &may));
    hub.desk.administer(&Act::AddRole("narrow".into(), rights), None, NOW).unwrap().unwrap();
    let add = |hub: &mut Story<Sqlite>, name: &str, role| {
        let id = hub.desk.add_agent(name, role).unwrap();
        hub.desk.roster().unwrap().agents.into_iter().find(|it| it.id == id).unwrap()
    };
    (add(hub, "Nina", Role::Own(RoleId(1))), add(hub, "Lev", Role::Lead))
}

/// A replica that knows nothing yet.
fn follower(hub: &Sqlite, me: &Agent) -> Sqlite {
    let mut desk = Sqlite::in_memory().unwrap();
    desk.follow(hub.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    desk
}

fn me(hub: &Sqlite) -> Agent {
    hub.roster().unwrap().agents.swap_remove(0)
}

fn fill(hub: &Sqlite, replica: &mut Sqlite, me: &Agent) {
    let mut place = None;
    loop {
        let page = hub.snapshot(me, place, 2).unwrap();
        replica.take_page(&page, NOW).unwrap();
        place = page.next;
        if place.is_none() {
            return;
        }
    }
}

fn hear(hub: &Sqlite, replica: &mut Sqlite, me: &Agent) {
    let from = replica.progress().unwrap().unwrap().cursor;
    assert!(replica.take_delta(&hub.delta(me, from, 1000).unwrap().unwrap(), NOW).unwrap());
}

fn here(replica: &Sqlite) -> Vec<DialogId> {
    let all = Agent::new(crate::domain::AgentId(1), "all", Role::Admin);
    let ids: Vec<DialogId> = (1..20).map(DialogId).collect();
    replica.bundles(&all, &ids, 0).unwrap().iter().map(|it| it.dialog.id).collect()
}

fn wish(replica: &mut Sqlite, me: &Agent, id: u128, dialog: DialogId, intent: Intent) -> Op {
    let op = Op { id: OpId(id), dialog, intent };
    let done = replica.submit(&op, &Actor::Agent(me.clone()), NOW).unwrap();
    assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
    op
}

/// Sends what waits, and takes the answers.
fn send(hub: &mut Sqlite, replica: &mut Sqlite, me: &Agent) -> Vec<Done> {
    let wishes = replica.backlog(100).unwrap().wishes;
    let done = hub.submit_wishes(&wishes, me, NOW).unwrap();
    let named: Vec<(OpId, Done)> =
        wishes.iter().map(|it| it.op.id).zip(done.iter().cloned()).collect();
    replica.answered(&named, NOW).unwrap();
    done
}

#[test]
fn who_wrote_after_the_copy_was_made_is_known_anew_at_a_restored_hub() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let mut hub = hub();
    hub.desk.copy_into(&copy).unwrap();
    hub.inbound("Zoë", "lost by the restore", 40);
    let me = me(&hub.desk);
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    let stale = hub.dialog("Zoë").id;
    let draft = Draft { kind: Kind::Reply, text: "half".into(), answers: None };
    replica.save_draft(me.id, stale, &draft, NOW).unwrap();
    let mut restored =
        Story { desk: Sqlite::open(&copy).unwrap(), channel: hub.channel, ops: 100.into() };
    restored.desk.begin_again().unwrap();
    restored.inbound("Zoë", "told again by the channel", 41);
    replica.follow(hub.desk.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    fill(&restored.desk, &mut replica, &me);
    hear(&restored.desk, &mut replica, &me);
    assert_eq!(replica.card(stale, me.id).unwrap(), None);
    let anew = restored.dialog("Zoë").id;
    assert_eq!(
        replica.thread(anew, None, 9).unwrap().messages[0].text,
        "told again by the channel"
    );
    let drafts = replica.drafts(me.id, anew).unwrap();
    assert_eq!(drafts.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["half"]);
    assert_eq!(replica.verify().unwrap(), []);
}

#[test]
fn what_is_accepted_and_not_told_yet_is_wanted_again_of_a_restored_hub() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let hub = &mut hub();
    hub.desk.copy_into(&copy).unwrap();
    let me = me(&hub.desk);
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    let dialog = hub.dialog("Olha").id;
    wish(&mut replica, &me, 900, dialog, Intent::Note("do not lose me".into()));
    send(&mut hub.desk, &mut replica, &me);
    assert_eq!(replica.waiting().unwrap().0, 0, "the feed is yet to tell");
    let mut restored = Sqlite::open(&copy).unwrap();
    restored.begin_again().unwrap();
    replica.follow(hub.desk.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    fill(&restored, &mut replica, &me);
    send(&mut restored, &mut replica, &me);
    let texts = restored.thread(dialog, None, 9).unwrap().messages;
    assert_eq!(texts.iter().filter(|it| it.text == "do not lose me").count(), 1);
}

/// Lev takes Olha's dialog after something was read for Nina and before it comes.
fn taken_while_it_came() -> (Story<Sqlite>, Agent, Agent, DialogId) {
    let mut hub = hub();
    let (nina, lev) = narrow(&mut hub);
    let dialog = hub.dialog("Olha").id;
    (hub, nina, lev, dialog)
}

fn takes(hub: &mut Story<Sqlite>, who: &Agent, dialog: DialogId, id: u128, to: Option<&Agent>) {
    let op = Op { id: OpId(id), dialog, intent: Intent::Assign(to.map(|it| it.id)) };
    let done = hub.desk.submit(&op, &Actor::Agent(who.clone()), NOW).unwrap();
    assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
}

#[test]
fn what_left_sight_while_it_was_on_its_way_does_not_come_back_with_what_comes_late() {
    let (mut hub, nina, lev, dialog) = taken_while_it_came();
    let mut replica = follower(&hub.desk, &nina);
    let first = hub.desk.snapshot(&nina, None, 1).unwrap();
    replica.take_page(&first, NOW).unwrap();
    let late = hub.desk.snapshot(&nina, first.next, 10).unwrap();
    let named = hub.desk.bundles(&nina, &[dialog], 5).unwrap();
    takes(&mut hub, &lev, dialog, 901, Some(&lev));
    hear(&hub.desk, &mut replica, &nina);
    replica.take_page(&late, NOW).unwrap();
    replica.take_bundles(&[dialog], &named, NOW).unwrap();
    let wanted = replica.backlog(9).unwrap().wanted;
    let found = hub.desk.bundles(&nina, &wanted, 5).unwrap();
    replica.take_bundles(&wanted, &found, NOW).unwrap();
    assert_eq!(here(&replica), here_for(&hub.desk, &nina));
    assert_eq!(replica.backlog(9).unwrap().wanted, []);
}

fn here_for(hub: &Sqlite, viewer: &Agent) -> Vec<DialogId> {
    let ids: Vec<DialogId> = (1..20).map(DialogId).collect();
    hub.bundles(viewer, &ids, 0).unwrap().iter().map(|it| it.dialog.id).collect()
}

#[test]
fn what_came_to_sight_while_it_was_asked_for_stays() {
    let (mut hub, nina, lev, dialog) = taken_while_it_came();
    takes(&mut hub, &lev, dialog, 902, Some(&lev));
    let mut replica = follower(&hub.desk, &nina);
    fill(&hub.desk, &mut replica, &nina);
    let nothing = hub.desk.bundles(&nina, &[dialog], 5).unwrap();
    takes(&mut hub, &lev, dialog, 903, None);
    hear(&hub.desk, &mut replica, &nina);
    assert!(here(&replica).contains(&dialog));
    replica.take_bundles(&[dialog], &nothing, NOW).unwrap();
    assert_eq!(here(&replica), here_for(&hub.desk, &nina));
}

#[test]
fn a_dialog_that_changes_its_heap_while_a_snapshot_comes_keeps_its_draft() {
    let mut hub = hub();
    hub.does("Olha", Intent::Close, 50);
    let me = me(&hub.desk);
    let dialog = hub.dialog("Olha").id;
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    let draft = Draft { kind: Kind::Reply, text: "half".into(), answers: None };
    replica.save_draft(me.id, dialog, &draft, NOW).unwrap();
    replica.follow(hub.desk.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    let first = hub.desk.snapshot(&me, None, 1).unwrap();
    replica.take_page(&first, NOW).unwrap();
    let second = hub.desk.snapshot(&me, first.next, 1).unwrap();
    replica.take_page(&second, NOW).unwrap();
    // Back to the heap that has been told: before what has been told of it.
    hub.does("Olha", Intent::Reopen, 60);
    let mut place = second.next;
    while place.is_some() {
        let page = hub.desk.snapshot(&me, place, 1).unwrap();
        place = page.next;
        replica.take_page(&page, NOW).unwrap();
    }
    hear(&hub.desk, &mut replica, &me);
    assert_eq!(replica.rejected(9).unwrap(), []);
    assert_eq!(replica.drafts(me.id, dialog).unwrap().len(), 1);
}

#[test]
fn a_reply_that_waits_for_the_hub_and_is_dropped_is_never_sent() {
    let mut hub = hub();
    let me = me(&hub.desk);
    let dialog = hub.dialog("Olha").id;
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    wish(&mut replica, &me, 910, dialog, Intent::Reply("not this".into()));
    let message = replica.thread(dialog, None, 9).unwrap().messages.pop().unwrap();
    assert!(message.id.is_provisional());
    wish(&mut replica, &me, 911, dialog, Intent::Drop(message.id));
    for done in send(&mut hub.desk, &mut replica, &me) {
        assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
    }
    assert_eq!(hub.desk.claim(hub.channel, at(2_000)).unwrap().map(|it| it.text), None);
}

#[test]
fn older_messages_that_were_asked_for_before_what_is_here_changed_leave_no_hole() {
    let mut hub = hub();
    for turn in 0..40 {
        hub.inbound("Olha", &format!("word {turn}"), 100 + turn);
        hub.does("Olha", Intent::Reply(format!("answer {turn}")), 100 + turn);
        hub.send(&accepted(&format!("r{turn}")), 100 + turn);
    }
    let me = me(&hub.desk);
    let dialog = hub.dialog("Olha").id;
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    let begins = replica.begins(dialog).unwrap();
    let older = hub.desk.older(&me, dialog, begins, 5).unwrap().unwrap();
    for turn in 0..40 {
        hub.inbound("Olha", &format!("more {turn}"), 200 + turn);
        hub.does("Olha", Intent::Reply(format!("answer {turn}")), 200 + turn);
        hub.send(&accepted(&format!("s{turn}")), 200 + turn);
    }
    replica.follow(hub.desk.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    fill(&hub.desk, &mut replica, &me);
    let now_begins = replica.begins(dialog).unwrap();
    assert!(now_begins > begins);
    replica.take_older(dialog, begins.unwrap(), &older).unwrap();
    assert_eq!(replica.begins(dialog).unwrap(), now_begins, "what lies between is not here");
}

#[test]
fn what_is_refused_is_taken_back_before_the_dialog_is_read_anew() {
    let mut hub = hub();
    let me = me(&hub.desk);
    let dialog = hub.dialog("Olha").id;
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    wish(&mut replica, &me, 920, dialog, Intent::Reply("refused".into()));
    wish(&mut replica, &me, 921, dialog, Intent::Close);
    hub.inbound("Olha", "wait", 500);
    send(&mut hub.desk, &mut replica, &me);
    let card = replica.card(dialog, me.id).unwrap().unwrap();
    assert_eq!(card.row.dialog.status, crate::domain::Status::Open);
    assert_eq!(card.row.dialog.counter.unanswered, 1, "as far as it is known here");
    let texts = replica.thread(dialog, None, 9).unwrap().messages;
    assert_eq!(texts.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["one"]);
    assert_eq!(replica.backlog(9).unwrap().wanted, [dialog]);
}

#[test]
fn whoever_waits_for_something_to_ask_hears_that_the_replica_starts_over() {
    let hub = hub();
    let me = me(&hub.desk);
    let mut replica = follower(&hub.desk, &me);
    fill(&hub.desk, &mut replica, &me);
    let before = replica.head().unwrap();
    replica.follow(hub.desk.desk_name().unwrap(), me.id, NOW).unwrap().unwrap();
    assert!(replica.head().unwrap() > before);
}

#[test]
fn what_was_half_written_when_a_dialog_went_is_there_again_when_it_comes_back() {
    let mut hub = hub();
    let (narrow, owner) = narrow(&mut hub);
    let dialog = hub.dialog("Olha").id;
    let mut replica = follower(&hub.desk, &narrow);
    fill(&hub.desk, &mut replica, &narrow);
    let draft = Draft { kind: Kind::Reply, text: "half".into(), answers: None };
    replica.save_draft(narrow.id, dialog, &draft, at(50)).unwrap();
    takes(&mut hub, &owner, dialog, 901, Some(&owner));
    hear(&hub.desk, &mut replica, &narrow);
    assert!(!here(&replica).contains(&dialog));
    takes(&mut hub, &owner, dialog, 902, None);
    hear(&hub.desk, &mut replica, &narrow);
    let wanted = replica.backlog(9).unwrap().wanted;
    let told = hub.desk.bundles(&narrow, &wanted, 20).unwrap();
    replica.take_bundles(&wanted, &told, NOW).unwrap();
    let drafts = replica.drafts(narrow.id, dialog).unwrap();
    assert_eq!(drafts.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["half"]);
    assert_eq!(replica.waiting().unwrap().1, 0, "nothing was refused");
}
