//! The rules as stories; beside it as a table and as laws.

use std::time::Duration;

use super::*;
use crate::base::clock::Timestamp;

pub(super) const ME: AgentId = AgentId(1);
pub(super) const OTHER: AgentId = AgentId(2);
pub(super) const THIRD: AgentId = AgentId(3);
pub(super) const NOW: Timestamp = Timestamp(50);
const LATER: Timestamp = Timestamp(90);
const NEXT: MessageId = MessageId(7);
pub(super) const OP: OpId = OpId(1);

/// The facts of a [`Case`], owned.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) dialog: Dialog,
    pub(super) channel: Channel,
    pub(super) receiver: Option<Agent>,
    pub(super) message: Option<Message>,
    pub(super) done: Vec<Change>,
    pub(super) people: People,
    /// The dialog of the contact to be merged with.
    pub(super) other: Dialog,
    pub(super) closed_by: Option<OpId>,
    pub(super) wrote_since: bool,
}

impl Scene {
    pub(super) fn of(dialog: Dialog) -> Self {
        let channel = Channel {
            id: dialog.channel,
            kind: ChannelKind::Viber,
            connector: Connector::Demo,
            name: "Shop".into(),
            active: true,
            health: Health::Ok,
        };
        Self {
            other: dialog.clone(),
            dialog,
            channel,
            receiver: None,
            message: None,
            done: vec![],
            people: people(),
            closed_by: None,
            wrote_since: false,
        }
    }

    pub(super) fn decides(
        &self,
        intent: &Intent,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Change>, Refusal> {
        let case = Case {
            dialog: &self.dialog,
            channel: &self.channel,
            receiver: self.receiver.as_ref(),
            message: self.message.as_ref(),
            done: &self.done,
            people: &self.people,
            other: Some(&self.other),
            closed_by: self.closed_by,
            wrote_since: self.wrote_since,
            next_message: NEXT,
            parts_left: 0,
        };
        decide(&case, intent, actor, now)
    }

    /// What a lead gets.
    pub(super) fn gets(&self, intent: &Intent) -> Result<Vec<Change>, Refusal> {
        self.decides(intent, &Actor::Agent(agent(ME, Role::Lead)), NOW)
    }

    /// What has just been done here, by [`OP`].
    fn after(&self, done: Vec<Change>) -> Self {
        let mut dialog = self.dialog.clone();
        let mut people = self.people.clone();
        done.iter().for_each(|it| dialog.apply(it));
        done.iter().for_each(|it| people.apply(it));
        let closed_by = done.contains(&Change::Closed).then_some(OP);
        Self { dialog, done, people, closed_by, ..self.clone() }
    }
}

/// The dialog's contact is merged with another; a third and a fourth are one person, too.
pub(super) fn people() -> People {
    let groups = vec![vec![ContactId(1), ContactId(4)], vec![ContactId(2), ContactId(3)]];
    People { contact: ContactId(1), groups, note: "likes blue".into() }
}

pub(super) fn agent(id: AgentId, role: Role) -> Agent {
    let name = ["Anna", "Borys", "Vira"][(id.0 - 1) as usize];
    Agent::new(id, name, role)
}

pub(super) fn dialog(status: Status, assignee: Option<AgentId>) -> Dialog {
    Dialog {
        id: DialogId(1),
        channel: ChannelId(1),
        contact: ContactId(1),
        status,
        before_spam: Status::Open,
        assignee,
        snoozed_until: None,
        tags: vec!["late".into()],
        counter: Counter::default(),
        on_its_way: 0,
        stuck: 0,
        last_at: Timestamp(0),
    }
}

pub(super) fn open() -> Scene {
    Scene::of(dialog(Status::Open, None))
}

pub(super) fn snoozed() -> Scene {
    let mut scene = open();
    scene.dialog.snoozed_until = Some(LATER);
    scene
}

pub(super) fn closed() -> Scene {
    Scene::of(dialog(Status::Closed, None))
}

pub(super) fn spam() -> Scene {
    Scene::of(dialog(Status::Spam, None))
}

fn waits(scene: &mut Scene) {
    scene.dialog.counter = scene.dialog.counter.raised(Timestamp(40));
}

pub(super) fn outbound(delivery: Option<Delivery>) -> Message {
    let (kind, text) = (Kind::Reply, "hi".into());
    let (id, dialog) = (MessageId(5), DialogId(1));
    Message {
        id,
        dialog,
        kind,
        author: None,
        at: NOW,
        text,
        delivery,
        files: vec![],
        about: Default::default(),
    }
}

fn failed() -> Delivery {
    Delivery::Failed { reason: "no".into() }
}

const WROTE: Change = Change::Wrote(Written { message: NEXT, kind: Kind::Reply, at: NOW });
const REOPENED: Change = Change::Reopened(Reopening::ByAgent);
const AWAKE: Change = Change::Snoozed { from: Some(LATER), to: None };

#[test]
fn nobody_gets_a_dialog_who_is_blocked_unknown_or_has_it() {
    let mut scene = open();
    let to_other = Intent::Assign(Some(OTHER));
    assert_eq!(scene.gets(&to_other), Err(Refusal::NoSuchAgent));
    scene.receiver = Some(agent(THIRD, Role::Agent));
    assert_eq!(scene.gets(&to_other), Err(Refusal::NoSuchAgent), "somebody else is known");
    scene.receiver = Some(Agent { blocked: true, ..agent(OTHER, Role::Agent) });
    assert_eq!(scene.gets(&to_other), Err(Refusal::AgentBlocked("Borys".into())));
    for role in [Role::ReadOnly, Role::NoChats] {
        scene.receiver = Some(agent(OTHER, role));
        assert_eq!(scene.gets(&to_other), Err(Refusal::AgentLooksOn("Borys".into())));
    }
    scene.receiver = Some(Agent { blocked: true, ..agent(OTHER, Role::Agent) });
    scene.dialog.assignee = Some(OTHER);
    assert_eq!(scene.gets(&to_other), Err(Refusal::AgentBlocked("Borys".into())));
    scene.receiver = Some(agent(OTHER, Role::Agent));
    assert_eq!(scene.gets(&to_other), Err(Refusal::AlreadyAssigned("Borys".into())));
    scene.receiver = None;
    let unassigned = vec![Change::Assigned { from: Some(OTHER), to: None }];
    assert_eq!(scene.gets(&Intent::Assign(None)), Ok(unassigned), "nobody has to be known");
}

#[test]
fn a_role_without_chats_is_not_said_to_look_on() {
    use crate::i18n::{Catalog, Language};
    for language in Language::ALL {
        let said = Catalog::new(*language).say(&Refusal::AgentLooksOn("Borys".into()).say());
        assert!(said.contains("Borys"), "{said}");
        for role in ["looks on", "перегляда", "просматрива"] {
            assert!(!said.contains(role), "{said}");
        }
    }
}

#[test]
fn an_agent_takes_and_gives_up_but_gives_to_nobody_else() {
    let mut scene = open();
    scene.dialog.assignee = Some(THIRD);
    let by_agent = |scene: &Scene, to: Option<AgentId>| {
        let actor = Actor::Agent(agent(ME, Role::Agent));
        scene.decides(&Intent::Assign(to), &actor, NOW).is_ok()
    };
    scene.receiver = Some(agent(ME, Role::Agent));
    assert!(by_agent(&scene, Some(ME)), "from a colleague too");
    assert!(by_agent(&scene, None));
    scene.receiver = Some(agent(OTHER, Role::Agent));
    assert!(!by_agent(&scene, Some(OTHER)));
}

#[test]
fn a_reply_goes_out_over_an_active_channel_only() {
    let mut scene = closed();
    scene.channel.active = false;
    let reply = |text: &str| Intent::Reply(text.into());
    assert_eq!(scene.gets(&reply("hi")), Err(Refusal::ChannelInactive));
    assert_eq!(scene.gets(&reply(" \n")), Err(Refusal::EmptyText));
    assert!(scene.gets(&Intent::Note("hm".into())).is_ok(), "a note does not leave the desk");
    assert_eq!(scene.gets(&Intent::Note("\t".into())), Err(Refusal::EmptyText));
    scene.channel.health = Health::Unauthorized;
    scene.channel.active = true;
    assert_eq!(scene.gets(&reply("hi")), Ok(vec![REOPENED, WROTE]), "it waits for the channel");
    assert_eq!(snoozed().gets(&reply("hi")), Ok(vec![AWAKE, WROTE]));
}

#[test]
fn what_is_opened_again_is_seen_also_when_undo_had_snoozed_it_behind_its_close() {
    let mut scene = closed();
    scene.dialog.snoozed_until = Some(LATER);
    assert_eq!(scene.gets(&Intent::Reopen), Ok(vec![REOPENED, AWAKE]));
    assert_eq!(scene.gets(&Intent::Reply("hi".into())), Ok(vec![REOPENED, AWAKE, WROTE]));
}

#[test]
fn close_and_unassign_does_the_half_that_is_left() {
    let unassigned = Change::Assigned { from: Some(OTHER), to: None };
    let mut scene = snoozed();
    scene.dialog.assignee = Some(OTHER);
    let both = vec![Change::Closed, AWAKE, unassigned.clone()];
    assert_eq!(scene.gets(&Intent::CloseAndUnassign), Ok(both.clone()));
    assert_eq!(scene.after(both).gets(&Intent::CloseAndUnassign), Err(Refusal::AlreadyClosed));
    assert_eq!(open().gets(&Intent::CloseAndUnassign), Ok(vec![Change::Closed]));
    scene = closed();
    scene.dialog.assignee = Some(OTHER);
    assert_eq!(scene.gets(&Intent::CloseAndUnassign), Ok(vec![unassigned]));
    scene = spam();
    scene.dialog.assignee = Some(OTHER);
    assert_eq!(scene.gets(&Intent::CloseAndUnassign), Err(Refusal::IsSpam));
}

#[test]
fn closing_is_allowed_while_somebody_waits() {
    let mut scene = open();
    waits(&mut scene);
    assert_eq!(scene.gets(&Intent::Close), Ok(vec![Change::Closed]));
}

#[test]
fn who_writes_to_a_closed_dialog_while_it_is_spam_is_not_closed_away() {
    let mut scene = spam();
    scene.dialog.before_spam = Status::Closed;
    let to = |to| Ok(vec![Change::UnmarkedSpam { to }]);
    assert_eq!(scene.gets(&Intent::UnmarkSpam), to(Status::Closed));
    scene.done = vec![Change::MarkedSpam { from: Status::Closed }];
    assert_eq!(scene.gets(&Intent::Undo(OP)), to(Status::Closed));
    waits(&mut scene);
    assert_eq!(scene.gets(&Intent::UnmarkSpam), to(Status::Open));
    assert_eq!(scene.gets(&Intent::Undo(OP)), to(Status::Open));
}

#[test]
fn only_a_moment_that_lies_ahead_can_be_snoozed_until() {
    for moment in [0, NOW.0] {
        let snooze = Intent::Snooze(Timestamp(moment));
        assert_eq!(open().gets(&snooze), Err(Refusal::SnoozeInThePast));
        assert_eq!(closed().gets(&snooze), Err(Refusal::AlreadyClosed));
    }
    let next = Timestamp(NOW.0 + 1);
    let change = Change::Snoozed { from: None, to: Some(next) };
    assert_eq!(open().gets(&Intent::Snooze(next)), Ok(vec![change]));
    assert_eq!(wake(&snoozed().dialog, Timestamp(LATER.0 - 1)), None);
    assert_eq!(wake(&snoozed().dialog, LATER), Some(AWAKE));
    assert_eq!(wake(&open().dialog, LATER), None);
}

#[test]
fn a_snooze_until_the_customer_writes_is_ended_by_no_clock() {
    let change = Change::Snoozed { from: None, to: Some(UNTIL_REPLY) };
    assert_eq!(open().gets(&Intent::Snooze(UNTIL_REPLY)), Ok(vec![change]));
    let mut scene = open();
    scene.dialog.snoozed_until = Some(UNTIL_REPLY);
    assert_eq!(scene.dialog.bucket(), Bucket::Snoozed);
    for now in [NOW, UNTIL_REPLY, Timestamp(i64::MAX)] {
        assert_eq!(wake(&scene.dialog, now), None);
    }
    let awake = Change::Snoozed { from: Some(UNTIL_REPLY), to: None };
    assert!(receive(&scene.dialog, MessageId(9), NOW).contains(&awake), "a message ends it");
    assert_eq!(scene.gets(&Intent::Wake), Ok(vec![awake]), "and so does an agent");
    let far = |until| rank(Bucket::Snoozed, None, Some(until), NOW);
    assert!(far(Timestamp(UNTIL_REPLY.0 - 1)) < far(UNTIL_REPLY), "the last to come back");
    assert!(far(UNTIL_REPLY) < WAITING_RANK_END);
}

#[test]
fn a_tag_is_a_word_and_tags_stay_in_order() {
    assert_eq!(open().gets(&Intent::ToggleTag("  ".into())), Err(Refusal::EmptyText));
    let tagged = |to: &[&str]| {
        let to = to.iter().map(|it| (*it).to_owned()).collect();
        Ok(vec![Change::Tagged { from: vec!["late".into()], to }])
    };
    assert_eq!(open().gets(&Intent::ToggleTag(" b2b ".into())), tagged(&["b2b", "late"]));
    assert_eq!(open().gets(&Intent::ToggleTag("late".into())), tagged(&[]));
}

#[test]
fn a_tag_has_one_line_and_an_end() {
    let toggle = |tag: &str| open().gets(&Intent::ToggleTag(tag.into()));
    let longest = "ї".repeat(TAG_LETTERS_MAX as usize);
    assert!(toggle(&format!(" {longest}\n")).is_ok(), "what stands around it does not count");
    for tag in [&format!("{longest}x"), "a\nb", "a\u{1b}[2J", "a\tb", "a\u{2028}b", "a\0"] {
        assert_eq!(toggle(tag), Err(Refusal::BadTag), "{tag:?}");
    }
    let mut scene = open();
    scene.dialog.tags = vec!["a\nb".into()];
    assert!(scene.gets(&Intent::ToggleTag("a\nb".into())).is_ok(), "it can be taken off");
}

#[test]
fn a_message_moves_by_a_person_s_word_only_where_it_waits_for_one() {
    let (retry, drop, confirm) = (
        Intent::Retry(MessageId(5)),
        Intent::Drop(MessageId(5)),
        Intent::ConfirmSent(MessageId(5)),
    );
    let moved = |to: Delivery| Ok(vec![Change::Delivery { message: MessageId(5), to }]);
    let fresh = Delivery::Queued { due: NOW, failures: 0 };
    let no = || Err(Refusal::NotStuck);
    let waiting = Delivery::Queued { due: LATER, failures: 2 };
    let cases = [
        (None, no(), no(), no()),
        (Some(waiting), no(), moved(Delivery::Dropped), no()),
        (Some(Delivery::Sending { failures: 0 }), no(), no(), no()),
        (Some(Delivery::Sent), no(), no(), no()),
        (Some(Delivery::Delivered), no(), no(), no()),
        (Some(Delivery::Read), no(), no(), no()),
        (Some(Delivery::Dropped), no(), no(), no()),
        (Some(failed()), moved(fresh.clone()), moved(Delivery::Dropped), no()),
        (Some(Delivery::Unsure), moved(fresh), moved(Delivery::Dropped), moved(Delivery::Sent)),
    ];
    for (delivery, retried, dropped, confirmed) in cases {
        let scene = Scene { message: Some(outbound(delivery.clone())), ..closed() };
        assert_eq!(scene.gets(&retry), retried, "{delivery:?}");
        assert_eq!(scene.gets(&drop), dropped, "{delivery:?}");
        assert_eq!(scene.gets(&confirm), confirmed, "{delivery:?}");
    }
    for intent in [retry, drop, confirm] {
        assert_eq!(open().gets(&intent), Err(Refusal::NoSuchMessage));
    }
}

#[test]
fn nothing_is_sent_to_spam_again_but_what_was_sent_can_be_settled() {
    let scene = Scene { message: Some(outbound(Some(Delivery::Unsure))), ..spam() };
    assert_eq!(scene.gets(&Intent::Retry(MessageId(5))), Err(Refusal::IsSpam));
    assert!(scene.gets(&Intent::Drop(MessageId(5))).is_ok());
    assert!(scene.gets(&Intent::ConfirmSent(MessageId(5))).is_ok());
}

#[test]
fn every_change_of_a_dialog_is_taken_back_by_its_inverse() {
    let word = |it: &str| vec![it.to_owned()];
    let pairs = [
        (open(), Change::Closed, REOPENED),
        (closed(), REOPENED, Change::Closed),
        (
            open(),
            Change::MarkedSpam { from: Status::Open },
            Change::UnmarkedSpam { to: Status::Open },
        ),
        (
            spam(),
            Change::UnmarkedSpam { to: Status::Open },
            Change::MarkedSpam { from: Status::Open },
        ),
        (
            open(),
            Change::Assigned { from: None, to: Some(OTHER) },
            Change::Assigned { from: Some(OTHER), to: None },
        ),
        (snoozed(), AWAKE, Change::Snoozed { from: None, to: Some(LATER) }),
        (
            open(),
            Change::Tagged { from: word("late"), to: word("vip") },
            Change::Tagged { from: word("vip"), to: word("late") },
        ),
    ];
    for (scene, change, inverse) in pairs {
        let undo = scene.after(vec![change.clone()]).gets(&Intent::Undo(OP));
        assert_eq!(undo, Ok(vec![inverse]));
        assert_eq!(
            Scene { done: vec![change.clone()], closed_by: Some(OP), ..spam_with_all_else() }
                .gets(&Intent::Undo(OP)),
            Err(Refusal::ChangedSince),
            "{change:?}"
        );
    }
}

/// A dialog on which no change of the story above still holds.
fn spam_with_all_else() -> Scene {
    let mut scene = spam();
    scene.dialog.before_spam = Status::Closed;
    scene.dialog.assignee = Some(THIRD);
    scene.dialog.snoozed_until = Some(Timestamp(99));
    scene
}

#[test]
fn what_was_said_and_what_became_of_it_is_not_taken_back() {
    let by_customer = Change::Reopened(Reopening::ByCustomer);
    let sent = Change::Delivery { message: NEXT, to: Delivery::Dropped };
    let added = [Change::ChannelAdded, Change::ChannelSwitched { active: true }];
    let lone = [WROTE, by_customer, sent, Change::ChannelDeleted].into_iter().chain(added);
    for done in lone.map(|it| vec![it]).chain([vec![], vec![REOPENED, WROTE]]) {
        let undo = open().after(done.clone()).gets(&Intent::Undo(OP));
        assert_eq!(undo, Err(Refusal::NothingToUndo), "{done:?}");
    }
}

#[test]
fn a_reply_that_nobody_has_tried_to_send_is_taken_back_and_no_other() {
    let scene = open();
    let held = Intent::HeldReply("hi".into(), Duration::from_secs(10));
    let done = scene.gets(&held).unwrap();
    assert_eq!(done, scene.gets(&Intent::Reply("hi".into())).unwrap());
    let with = |delivery: Delivery| {
        let message = Message {
            id: NEXT,
            dialog: scene.dialog.id,
            kind: Kind::Reply,
            author: Some(ME),
            at: NOW,
            text: "hi".into(),
            delivery: Some(delivery),
            files: Vec::new(),
            about: Default::default(),
        };
        let after = Scene { message: Some(message), ..scene.after(done.clone()) };
        after.gets(&Intent::Undo(OP))
    };
    let dropped = Ok(vec![Change::Delivery { message: NEXT, to: Delivery::Dropped }]);
    assert_eq!(with(Delivery::held(NOW, Duration::from_secs(10))), dropped);
    assert_eq!(with(Delivery::fresh(NOW)), dropped, "also one that waits for the channel");
    let tried = Delivery::Queued { due: LATER, failures: 1 };
    for gone in [tried, Delivery::Sending { failures: 0 }, Delivery::Sent, Delivery::Unsure] {
        assert_eq!(with(gone.clone()), Err(Refusal::GoneOut), "{gone:?}");
    }
}

#[test]
fn undo_takes_back_all_of_an_op_or_nothing() {
    let mut scene = snoozed();
    scene.dialog.assignee = Some(OTHER);
    scene.receiver = Some(agent(OTHER, Role::Agent));
    let done = scene.gets(&Intent::CloseAndUnassign).unwrap();
    let after = scene.after(done);
    let back = after.gets(&Intent::Undo(OP)).unwrap();
    assert_eq!(after.after(back).dialog, scene.dialog);
    let mut taken = after.clone();
    taken.dialog.assignee = Some(ME);
    assert_eq!(taken.gets(&Intent::Undo(OP)), Err(Refusal::ChangedSince), "one part has changed");
    let elsewhere = Scene { closed_by: Some(OpId(9)), ..after.clone() };
    let another = Err(Refusal::ChangedSince);
    assert_eq!(elsewhere.gets(&Intent::Undo(OP)), another, "somebody else has closed it since");
    let blocked = Some(Agent { blocked: true, ..agent(OTHER, Role::Agent) });
    let blocked = Scene { receiver: blocked, ..after };
    let refusal = Err(Refusal::AgentBlocked("Borys".into()));
    assert_eq!(blocked.gets(&Intent::Undo(OP)), refusal, "undo gives a blocked agent nothing");
}

#[test]
fn a_reply_that_fails_behind_a_close_opens_it_again() {
    assert_eq!(fail(&closed().dialog), [REOPENED]);
    let hidden = Dialog { snoozed_until: Some(LATER), ..closed().dialog };
    assert_eq!(fail(&hidden), [REOPENED, AWAKE], "and it is seen");
    for scene in [open(), snoozed(), spam()] {
        assert_eq!(fail(&scene.dialog), [], "{:?}", scene.dialog.status);
    }
}

#[test]
fn undo_puts_nobody_away_who_has_written_since() {
    let away = [
        (closed(), REOPENED),
        (snoozed(), AWAKE),
        (spam(), Change::UnmarkedSpam { to: Status::Open }),
    ];
    for (scene, done) in away {
        let after = Scene { wrote_since: true, ..scene.after(vec![done.clone()]) };
        assert_eq!(after.gets(&Intent::Undo(OP)), Err(Refusal::ChangedSince), "{done:?}");
    }
    let tagged = Change::Tagged { from: vec![], to: vec!["late".into()] };
    for (scene, done) in [(open(), Change::MarkedSpam { from: Status::Open }), (open(), tagged)] {
        let after = Scene { wrote_since: true, ..scene.after(vec![done.clone()]) };
        assert!(
            after.gets(&Intent::Undo(OP)).is_ok(),
            "{done:?} hides nobody when it is taken back"
        );
    }
}

#[test]
fn a_customer_s_message_opens_and_wakes_but_never_brings_spam_back() {
    let wrote = Change::Wrote(Written { message: NEXT, kind: Kind::Inbound, at: LATER });
    let by_customer = Change::Reopened(Reopening::ByCustomer);
    let receives = |scene: Scene| receive(&scene.dialog, NEXT, LATER);
    assert_eq!(receives(open()), std::slice::from_ref(&wrote));
    assert_eq!(receives(snoozed()), [wrote.clone(), AWAKE]);
    assert_eq!(receives(closed()), [wrote.clone(), by_customer]);
    assert_eq!(receives(spam()), [wrote]);
}
