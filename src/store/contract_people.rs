//! What every desk must know of people, and the picture it must give of the day.

use super::story::{ME, Story, Whole, accepted, arrival, at, patiently};
use super::*;
use crate::domain::picture::{Begun, PictureQuery, Speed};
use crate::domain::{
    Arrival, Change, ChannelKind, Connector, ContactId, Intent, Kind, News, OpId, Refusal, Sender,
    View,
};

fn card<S: Whole>(story: &Story<S>, who: &str) -> Card {
    let dialog = story.dialog(who).id;
    patiently(|| story.desk.card(dialog, ME)).unwrap()
}

fn others<S: Whole>(story: &Story<S>, who: &str) -> Vec<String> {
    card(story, who).others.into_iter().map(|it| it.contact.name).collect()
}

fn contact<S: Whole>(story: &Story<S>, who: &str) -> ContactId {
    story.dialog(who).contact
}

/// The op that makes them one person, and has done it.
fn merge<S: Whole>(story: &mut Story<S>, one: &str, other: &str, second: i64) -> OpId {
    let op = story.op(one, Intent::MergeContact(contact(story, other)));
    assert!(matches!(story.submit(&op, second), Done::Accepted { .. }));
    op.id
}

pub(super) fn two_contacts_become_one_person_and_are_taken_apart_again<S: Whole>(
    story: &mut Story<S>,
) {
    for (second, who) in (10..).zip(["Olha", "Olya", "Petro", "Vira"]) {
        story.inbound(who, "hello", second);
    }
    assert_eq!(others(story, "Olha"), [""; 0]);
    merge(story, "Olya", "Olha", 20);
    merge(story, "Petro", "Vira", 21);
    let all = merge(story, "Vira", "Olya", 22);
    assert_eq!(others(story, "Olha"), ["Vira", "Petro", "Olya"], "the newest activity first");
    let other = card(story, "Olha").others.remove(0);
    assert_eq!(other.row, story.list(View::Open).into_iter().find(|it| it.name == "Vira").unwrap());
    let petro = contact(story, "Petro");
    assert_eq!(story.is_refused("Olha", Intent::MergeContact(petro), 23), Refusal::SamePerson);
    let nobody = Intent::MergeContact(ContactId(99));
    assert_eq!(story.is_refused("Olha", nobody, 23), Refusal::NoSuchContact);
    story.does("Vira", Intent::Undo(all), 24);
    assert_eq!(
        (others(story, "Olha"), others(story, "Petro")),
        (vec!["Olya".to_owned()], vec!["Vira".to_owned()])
    );
    // In a dialog's words: what has been done and can be done again.
    let split = story.does("Olha", Intent::SplitContact, 25);
    assert!(matches!(&split[..], [Change::Merged { from, to }] if from.len() < to.len()));
    assert_eq!(others(story, "Olya"), [""; 0]);
    assert_eq!(story.is_refused("Olha", Intent::SplitContact, 26), Refusal::NotMerged);
}

pub(super) fn people_that_somebody_changed_since_are_left_alone<S: Whole>(story: &mut Story<S>) {
    for (second, who) in (10..).zip(["Olha", "Olya", "Petro"]) {
        story.inbound(who, "hello", second);
    }
    let first = merge(story, "Olha", "Olya", 20);
    let second = merge(story, "Olya", "Petro", 21);
    assert_eq!(story.is_refused("Olha", Intent::Undo(first), 22), Refusal::ChangedSince);
    assert_eq!(others(story, "Olha").len(), 2, "nothing has changed");
    story.does("Olya", Intent::Undo(second), 23);
    story.does("Olha", Intent::Undo(first), 24);
    assert_eq!(others(story, "Olha"), [""; 0]);
    assert_eq!(story.is_refused("Olha", Intent::Undo(first), 25), Refusal::NothingToUndo);
}

pub(super) fn a_note_about_a_contact_is_written_and_taken_back<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hello", 10);
    let write = story.op("Olha", Intent::ContactNote(" любить синє\nне дзвонити ".into()));
    story.submit(&write, 11);
    let note = |story: &Story<S>| card(story, "Olha").contact.note;
    assert_eq!(note(story), "любить синє\nне дзвонити");
    let other = story.op("Olha", Intent::ContactNote("дзвонити".into()));
    story.submit(&other, 12);
    assert_eq!(story.is_refused("Olha", Intent::Undo(write.id), 13), Refusal::ChangedSince);
    story.does("Olha", Intent::Undo(other.id), 14);
    story.does("Olha", Intent::Undo(write.id), 15);
    assert_eq!(note(story), "");
    assert_eq!(story.is_refused("Olha", Intent::ContactNote(" ".into()), 16), Refusal::SameNote);
    let told: Vec<Change> = patiently(|| story.desk.changes(ChangeNo(0), 100))
        .into_iter()
        .map(|it| it.change)
        .filter(|it| matches!(it, Change::ContactNoted { .. }))
        .collect();
    assert_eq!(told.len(), 4, "the feed tells of each: {told:?}");
}

/// They write on another channel.
fn elsewhere<S: Whole>(story: &mut Story<S>, channel: ChannelId, name: &str, handle: &str) {
    let sender = Sender {
        external: format!("{name}{handle}"),
        name: name.into(),
        handle: handle.into(),
        ..Sender::default()
    };
    let remote = format!("{name}/{handle}");
    let (kind, text) = (Kind::Inbound, "hi".into());
    let arrival = Arrival {
        sender,
        remote,
        kind,
        at: at(5),
        text,
        files: Vec::new(),
        more: Default::default(),
    };
    let batch = Batch { news: vec![News::Arrived(arrival)], cursor: "c".into() };
    patiently(|| story.desk.ingest(channel, &batch, at(5)));
}

fn another_channel<S: Whole>(story: &mut Story<S>) -> ChannelId {
    let new = NewChannel {
        kind: ChannelKind::Viber,
        connector: Connector::Demo,
        name: "Viber".into(),
        cursor: String::new(),
    };
    patiently(|| story.desk.add_channel(&new, at(1)).map(drop));
    let channels = patiently(|| story.desk.roster()).channels;
    channels.into_iter().find(|it| it.name == "Viber").unwrap().id
}

pub(super) fn who_may_be_the_same_person_is_told_the_likeliest_first<S: Whole>(
    story: &mut Story<S>,
) {
    let viber = another_channel(story);
    let people = [
        ("Ольга", "+380 00 123 45 67"),
        ("ольга!", "@other"),
        ("Petro", "@petro"),
        ("О. Коваль", "380001234567"),
    ];
    for (name, handle) in people {
        elsewhere(story, viber, name, handle);
    }
    let dialog = story.dialog("Ольга").id;
    let found = |story: &Story<S>, typed: &str| {
        let query = ContactQuery { dialog, me: ME, typed: typed.into(), limit: 9 };
        let found = patiently(|| story.desk.contacts(&query));
        found.into_iter().map(|it| (it.card.contact.name, it.alike)).collect::<Vec<_>>()
    };
    let by_handle = ("О. Коваль".to_owned(), Some(Alike::Handle));
    let by_name = ("ольга!".to_owned(), Some(Alike::Name));
    assert_eq!(found(story, ""), [by_handle.clone(), by_name.clone()]);
    assert_eq!(found(story, "petr"), [("Petro".to_owned(), None)]);
    assert_eq!(found(story, "коваль"), [by_handle]);
    let same = story.dialog("О. Коваль").contact;
    story.does("Ольга", Intent::MergeContact(same), 9);
    assert_eq!(found(story, ""), [by_name], "who is the same person is not offered again");
}

pub(super) fn a_deleted_channel_leaves_the_other_contacts_together<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hello", 10);
    let viber = another_channel(story);
    for name in ["Olya", "Olenka"] {
        elsewhere(story, viber, name, "");
    }
    merge(story, "Olha", "Olya", 20);
    merge(story, "Olenka", "Olha", 21);
    let shop = story.channel;
    patiently(|| story.desk.delete_channel(shop, at(30)).map(drop));
    assert_eq!(others(story, "Olya"), ["Olenka"]);
    story.does("Olya", Intent::SplitContact, 31);
    assert_eq!(others(story, "Olenka"), [""; 0]);
}

pub(super) fn the_picture_of_the_day_counts_as_it_says<S: Whole>(story: &mut Story<S>) {
    let day = 86_400;
    let hour = |hour: i64| 10 * day + hour * 3600;
    story.inbound("Olha", "yesterday", hour(-2));
    story.inbound("Olha", "today", hour(8));
    story.does("Olha", Intent::Reply("hi".into()), hour(9));
    story.send(&accepted("r1"), hour(9));
    story.inbound("Olha", "more", hour(9) + 60);
    story.does("Olha", Intent::Reply("refused".into()), hour(9) + 70);
    story.send(&Outcome::Refused { reason: "no".into() }, hour(9) + 71);
    story.hear(
        vec![News::Arrived(arrival("Olha", Kind::Reply, "own app", hour(9) + 180))],
        hour(9) + 180,
    );
    story.inbound("Petro", "hello", hour(10));
    story.does("Petro", Intent::Close, hour(11));
    story.inbound("Petro", "again", hour(11) + 1);
    story.inbound("Spam", "buy", hour(11));
    story.does("Spam", Intent::MarkSpam, hour(11) + 5);
    story.does("Olha", Intent::Close, hour(11) + 6);
    story.does("Olha", Intent::Reopen, hour(11) + 7);
    let query = PictureQuery { now: at(hour(12)), utc_offset: 0, days: 3 };
    let picture = patiently(|| story.desk.picture(query));
    let two_minutes = Some(120_000);
    let own_app = Speed { answers: 1, median: two_minutes, p90: two_minutes };
    assert_eq!(picture.hours[9], Begun { speed: own_app, closed: 0, waiting: 0 });
    assert_eq!((picture.hours[10].closed, picture.hours[11].waiting), (1, 1));
    assert_eq!(picture.agents, [(None, own_app)], "the wait that was answered began yesterday");
    let counts: Vec<_> = picture.days.iter().map(|it| (it.opened, it.closed)).collect();
    assert_eq!(counts, [(0, 0), (1, 0), (2, 1)]);
    let [waiting] = &picture.waiting[..] else { panic!("one channel: {:?}", picture.waiting) };
    assert_eq!((waiting.dialogs, waiting.oldest), (1, Some(at(hour(11) + 1))));
    let earlier = PictureQuery { now: at(hour(-1)), ..query };
    let speed = patiently(|| story.desk.picture(earlier)).hours[22].speed;
    assert_eq!((speed.answers, speed.median), (1, Some(11 * 3_600_000)));
}
