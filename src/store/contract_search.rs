//! What every desk must find, and how a message is shown in its place.

use super::story::{ME, Story, Whole, arrival, at, patiently};
use super::*;
use crate::domain::search::Terms;
use crate::domain::{Arrival, Intent, Kind, News, Sender, Status};

fn ask<S: Whole>(story: &Story<S>, typed: &str) -> Hits {
    ask_for(story, SearchQuery { limit: 100, ..query(typed) })
}

fn ask_for<S: Whole>(story: &Story<S>, query: SearchQuery) -> Hits {
    patiently(|| story.desk.search(&query))
}

fn query(typed: &str) -> SearchQuery {
    SearchQuery { terms: Terms::parse(typed), me: ME, from: None, limit: 10, dialog: None }
}

fn texts(hits: &Hits) -> Vec<&str> {
    hits.messages.iter().map(|it| it.message.text.as_str()).collect()
}

fn people(hits: &Hits) -> Vec<&str> {
    hits.people.iter().map(|it| it.row.name.as_str()).collect()
}

pub(super) fn words_are_found_wherever_they_stand<S: Whole>(story: &mut Story<S>) {
    story.inbound("Олена", "Де моє Замовлення №45-12?", 10);
    story.inbound("Петро", "Чи буде п’ять доставок? Ёлка", 11);
    story.does("Петро", Intent::Note("замовлення перевірити".into()), 12);
    story.does("Олена", Intent::Reply("Ваше замовлення їде".into()), 13);
    let all = ["Ваше замовлення їде", "замовлення перевірити", "Де моє Замовлення №45-12?"];
    assert_eq!(texts(&ask(story, "замовл")), all, "the newest first, notes too");
    assert_eq!(texts(&ask(story, "замовл ")), [""; 0], "a finished word is not a beginning");
    for typed in ["45-12", "\"45 12\"", "моє замовлення", "ЗАМОВЛЕННЯ моє "]
    {
        assert_eq!(texts(&ask(story, typed)), all[2..], "{typed}");
    }
    for typed in ["пять", "п'ять доставок ", "елка ", "\"доставок елк"]
    {
        assert_eq!(texts(&ask(story, typed)), ["Чи буде п’ять доставок? Ёлка"], "{typed}");
    }
    for typed in ["\"замовлення моє\"", "", " ", "\"'*:^ OR NEAR(", "моє перевірити"]
    {
        assert_eq!(ask(story, typed), Hits::default(), "{typed}");
    }
    let hit = ask(story, "перевірити").messages.remove(0);
    assert_eq!((hit.message.kind, hit.row.name.as_str()), (Kind::Note, "Петро"));
    assert_eq!(
        hit.row,
        story.list(crate::domain::View::Open).into_iter().find(|it| it.name == "Петро").unwrap()
    );
    assert_eq!(patiently(|| story.desk.tally(&Terms::parse("замовл"), 2)), 2, "two or more");
    assert_eq!(patiently(|| story.desk.tally(&Terms::parse("замовл"), 9)), 3);
}

pub(super) fn what_is_found_is_read_page_by_page<S: Whole>(story: &mut Story<S>) {
    for second in 0..25 {
        let who = if second % 5 == 0 { "Olha" } else { "Petro" };
        story.inbound(who, &format!("delivery {second}"), 10 + second);
    }
    let all = ask(story, "delivery ");
    assert_eq!((all.messages.len(), all.more), (25, false));
    let (mut read, mut from) = (Vec::new(), None);
    loop {
        let page = ask_for(story, SearchQuery { from, ..query("delivery ") });
        assert!(page.messages.len() == 10 || !page.more);
        from = page.messages.last().map(|it| it.message.id);
        read.extend(page.messages);
        if !page.more {
            break;
        }
    }
    assert_eq!(read, all.messages);
    let dialog = Some(story.dialog("Olha").id);
    let inside = ask_for(story, SearchQuery { dialog, limit: 3, ..query("deliv") });
    assert_eq!(
        (texts(&inside), inside.more),
        (vec!["delivery 20", "delivery 15", "delivery 10"], true)
    );
    let from = inside.messages.last().map(|it| it.message.id);
    let rest = ask_for(story, SearchQuery { dialog, from, ..query("deliv") });
    assert_eq!((texts(&rest), rest.more), (vec!["delivery 5", "delivery 0"], false));
}

pub(super) fn a_name_may_stand_for_some_of_the_words<S: Whole>(story: &mut Story<S>) {
    story.inbound("Олена Коваль", "коли доставка", 10);
    story.inbound("Петро", "коли доставка", 11);
    story.inbound("Олена Бойко", "дякую", 12);
    let olenas = ask(story, "олена");
    assert_eq!(people(&olenas), ["Олена Бойко", "Олена Коваль"]);
    assert_eq!((texts(&olenas), olenas.more_people), (vec![], false));
    let found = ask(story, "олена доставка");
    assert_eq!((people(&found), found.messages.len()), (vec![], 1));
    assert_eq!(found.messages[0].row.name, "Олена Коваль");
    assert_eq!(people(&ask(story, "коваль олен")), ["Олена Коваль"]);
    let both = |typed| patiently(|| story.desk.dialogs_with(&Terms::parse(typed)));
    let (koval, boyko) = (story.dialog("Олена Коваль").id, story.dialog("Олена Бойко").id);
    assert_eq!(both("олена"), [koval, boyko]);
    assert_eq!(both("доставк"), [koval, story.dialog("Петро").id]);
    assert_eq!(both(""), []);
    for number in 0..30 {
        story.inbound(&format!("Anna {number}"), "hello there", 20 + number);
    }
    let annas = ask(story, "anna");
    assert_eq!((annas.people.len(), annas.more_people), (5, true));
    // So many of that name that their histories are not gone through one by one.
    assert_eq!(ask(story, "anna hel").messages.len(), 30);
}

pub(super) fn a_search_knows_what_is_true_now<S: Whole>(story: &mut Story<S>) {
    story.inbound("Casino", "win a prize", 10);
    story.does("Casino", Intent::MarkSpam, 11);
    let spam = ask(story, "prize").messages.remove(0);
    assert_eq!(spam.row.dialog.status, Status::Spam, "found, and said to be spam");
    let renamed = Arrival {
        sender: Sender { external: "Casino".into(), name: "Lottery".into(), ..Sender::default() },
        ..arrival("Casino", Kind::Inbound, "again", 12)
    };
    story.hear(vec![News::Arrived(renamed)], 12);
    assert_eq!(people(&ask(story, "lottery")), ["Lottery"]);
    assert_eq!(people(&ask(story, "casino")), ["Lottery"], "the channel's own name for them stays");
    patiently(|| story.desk.delete_channel(story.channel, at(20)));
    for typed in ["prize", "lottery", "again"] {
        assert_eq!(ask(story, typed), Hits::default(), "{typed}");
    }
}

pub(super) fn a_message_is_shown_in_its_place<S: Whole>(story: &mut Story<S>) {
    for second in 0..10 {
        story.inbound("Petro", "between", 10 + second);
        story.inbound("Olha", &format!("m{second}"), 10 + second);
    }
    let (dialog, all) = (story.dialog("Olha").id, story.thread("Olha"));
    let around = |message, before, after| {
        let part = patiently(|| story.desk.thread_around(dialog, message, before, after));
        let texts: Vec<_> = part.messages.iter().map(|it| it.text.clone()).collect();
        (texts.join(" "), part.at_start, part.at_end)
    };
    let shown = |text: &str, at_start, at_end| (text.to_owned(), at_start, at_end);
    assert_eq!(around(all[4].id, 2, 3), shown("m2 m3 m4 m5 m6 m7", false, false));
    assert_eq!(around(all[2].id, 2, 7), shown("m0 m1 m2 m3 m4 m5 m6 m7 m8 m9", true, true));
    assert_eq!(around(all[9].id, 0, 0), shown("m9", false, true));
    assert_eq!(around(all[0].id, 0, 1), shown("m0 m1", true, false));
    // The message before m5 is another dialog's.
    let elsewhere = MessageId(all[5].id.0 - 1);
    assert_eq!(around(elsewhere, 1, 1), shown("m3 m4 m5", false, false));
}
