//! The part of the contract that is about what channels tell beside messages, and about messages in parts.

use std::sync::Arc;

use super::story::{NOBODY, Story, Whole, accepted, arrival, at, patiently};
use super::*;
use crate::domain::{
    Arrival, Change, Content, Delivery, Enclosure, File, Intent, Kind, Letter, News, Particulars,
    Refusal, Unread, View,
};

pub(super) fn an_edit_changes_the_words_and_nothing_else<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "helo", 10);
    let counter = story.waiting("Olha");
    let edit = |text: &str, second| News::Edited {
        remote: "Olha/10/in".into(),
        text: text.into(),
        at: at(second),
    };
    story.hear(vec![edit("hello", 20), edit("hello", 20)], 20);
    // An older state that is told late changes nothing.
    story.hear(vec![edit("hel", 15)], 21);
    let thread = story.thread("Olha");
    assert_eq!((thread.len(), thread[0].text.as_str()), (1, "hello"));
    assert_eq!(thread[0].about.edited, Some(at(20)));
    assert_eq!(story.waiting("Olha"), counter);
    assert_eq!(story.list(View::Waiting)[0].last_text, "hello");
    let found = patiently(|| story.desk.changes(ChangeNo(0), 99));
    let told = found.iter().filter(|it| matches!(it.change, Change::Edited { .. })).count();
    assert_eq!(told, 1);
    let gone = News::Edited { remote: "nobody".into(), text: "x".into(), at: at(22) };
    story.hear(vec![gone], 22);
}

pub(super) fn an_album_is_one_message<S: Whole>(story: &mut Story<S>) {
    let part = |n: u8, text: &str| {
        let content = Content::Kept(ContentHash([n; 32]));
        let file = File { content, ..File::named(format!("{n}.jpg"), u64::from(n)) };
        News::Arrived(Arrival {
            remote: format!("a{n}"),
            files: vec![file],
            more: Particulars { album: "g7".into(), ..Particulars::default() },
            ..arrival("Olha", Kind::Inbound, text, 10)
        })
    };
    story.hear(vec![part(1, ""), part(2, "three of them")], 10);
    // The rest comes with another batch, which is told twice.
    story.hear(vec![part(3, ""), part(2, "three of them")], 11);
    story.hear(vec![part(3, "")], 11);
    let thread = story.thread("Olha");
    assert_eq!((thread.len(), thread[0].text.as_str()), (1, "three of them"));
    let names: Vec<_> = thread[0].files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["1.jpg", "2.jpg", "3.jpg"]);
    assert_eq!(story.waiting("Olha").0, 1);
}

pub(super) fn who_blocks_us_is_known<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hi", 10);
    let reach = |open, second| News::Reach { external: "Olha".into(), open, at: at(second) };
    story.hear(vec![reach(false, 20), reach(false, 20)], 20);
    let dialog = story.dialog("Olha").id;
    let blocked = |story: &Story<S>| {
        let me = super::story::ME;
        patiently(|| story.desk.card(dialog, me)).unwrap().contact.blocked_us
    };
    assert_eq!(blocked(story), Some(at(20)));
    story.hear(vec![reach(true, 30)], 30);
    assert_eq!(blocked(story), None);
    story.hear(vec![News::Reach { external: "x".into(), open: false, at: at(31) }], 31);
    story.hear(vec![News::Moved { from: "Olha".into(), to: "-100".into() }], 40);
    let mut again = arrival("Olha", Kind::Inbound, "from the new group", 41);
    again.sender.external = "-100".into();
    story.hear(vec![News::Arrived(again)], 41);
    assert_eq!(story.thread("Olha").len(), 2);
}

pub(super) fn an_answer_from_another_address_stays_in_its_conversation<S: Whole>(
    story: &mut Story<S>,
) {
    story.inbound("olha@home", "where is it?", 10);
    let follows = vec!["unknown".into(), "olha@home/10/in".into()];
    let from_work = Arrival {
        more: Particulars { follows, subject: "Re: order".into(), ..Particulars::default() },
        ..arrival("olha@work", Kind::Inbound, "it is me", 20)
    };
    story.hear(vec![News::Arrived(from_work)], 20);
    let thread = story.thread("olha@home");
    assert_eq!(thread.len(), 2);
    assert_eq!(thread[1].about.writer, "olha@work");
    assert_eq!(thread[1].about.subject, "Re: order");
    story.does("olha@home", Intent::Reply("tomorrow".into()), 30);
    let outgoing = patiently(|| story.desk.claim(story.channel, at(31))).unwrap();
    let answers = outgoing.answers.unwrap();
    assert_eq!(outgoing.to, "olha@home");
    assert_eq!(
        (answers.address.as_str(), answers.remote.as_str()),
        ("olha@work", "olha@work/20/in")
    );
    assert_eq!(answers.follows, ["unknown", "olha@home/10/in"]);
    // Who has a dialog of their own keeps it, whatever they say they follow.
    story.inbound("petro", "hi", 40);
    let stranger = Arrival {
        more: Particulars { follows: vec!["olha@home/10/in".into()], ..Particulars::default() },
        ..arrival("petro", Kind::Inbound, "me too", 41)
    };
    story.hear(vec![News::Arrived(stranger)], 41);
    assert_eq!(story.thread("petro").len(), 2);
}

pub(super) fn what_cannot_be_read_is_kept_and_costs_nothing_else<S: Whole>(story: &mut Story<S>) {
    let raw: Arc<[u8]> = b"{\"x\": 1}"[..].into();
    let unread = Unread { remote: "u1".into(), at: at(9), why: "no message".into(), raw };
    let fine = News::Arrived(arrival("Olha", Kind::Inbound, "hi", 10));
    let both = vec![News::Unread(unread), fine];
    story.hear(both.clone(), 10);
    story.hear(both, 10);
    assert_eq!(story.thread("Olha").len(), 1);
}

pub(super) fn a_message_in_parts_is_taken_part_by_part<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hi", 10);
    let file = Enclosure { name: "a.pdf".into(), bytes: 3, content: ContentHash([5; 32]) };
    let answers = story.thread("Olha")[0].id;
    let letter = |text: &str, files: Vec<Enclosure>, answers| {
        Intent::Letter(Letter { text: text.into(), files, answers, ..Letter::default() })
    };
    assert_eq!(story.is_refused("Olha", letter(" ", vec![], None), 19), Refusal::EmptyText);
    let nowhere = letter("x", vec![], Some(MessageId(999)));
    assert_eq!(story.is_refused("Olha", nowhere, 19), Refusal::NoSuchMessage);
    story.does("Olha", letter("", vec![file.clone()], Some(answers)), 20);
    let first = patiently(|| story.desk.claim(story.channel, at(21))).unwrap();
    assert_eq!((first.files, first.chosen, first.parts_done), (vec![file], true, 0));
    let message = first.message;
    let part = Outcome::Part { remote: "p1".into() };
    patiently(|| story.desk.settle(message, &part, at(22)));
    patiently(|| story.desk.settle(message, &part, at(22)));
    let later = Outcome::Retry { after: None, scope: Default::default(), why: String::new() };
    patiently(|| story.desk.settle(message, &later, at(23)));
    let again = patiently(|| story.desk.claim(story.channel, at(99))).unwrap();
    assert_eq!((again.message, again.parts_done), (message, 1), "what was taken is not sent again");
    assert_ne!(story.waiting("Olha"), NOBODY, "a part is no answer");
    patiently(|| story.desk.settle(message, &accepted("p2"), at(100)));
    assert_eq!(story.waiting("Olha"), NOBODY);
    let failed = Receipt::Read;
    patiently(|| story.desk.report(story.channel, "p2", &failed, at(101)));
    assert_eq!(story.thread("Olha")[1].delivery, Some(Delivery::Read), "by any of its names");
}
