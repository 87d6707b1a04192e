//! What the screen's hands tell of a desk: news, counts.

use super::*;
use crate::domain::{
    Arrival, Batch, ChangeNo, ChannelKind, Connector, DialogId, Intent, Kind, News as Told, Role,
    Sender,
};
use crate::store::{Channels as _, NewChannel};
use crate::tui::runtime::looking::{FEED_PAGE, news};
use crate::tui::state::News;

const AT: Timestamp = Timestamp(1_795_435_200_000);

/// A desk with two agents and one channel.
fn desk() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path()).unwrap();
    desk.write_now(|it| {
        if it.roster()?.agents.is_empty() {
            it.add_agent("Anna", Role::Lead)?;
        }
        it.add_agent("Borys", Role::Agent)?;
        let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
        let new = NewChannel { kind, connector, name: "t".into(), cursor: String::new() };
        it.add_channel(&new, AT).map(drop)
    })
    .unwrap();
    (folder, desk)
}

/// These people write these words, in this order.
fn hear(desk: &Desk, words: &[(&str, &str)]) {
    let arrived = |(who, text): &(&str, &str)| {
        let (external, name) = ((*who).to_owned(), format!("n{who}"));
        Told::Arrived(Arrival {
            sender: Sender { external, name, ..Sender::default() },
            remote: format!("{who}{text}"),
            kind: Kind::Inbound,
            at: AT,
            text: (*text).to_owned(),
            files: Vec::new(),
            more: Default::default(),
        })
    };
    let batch = Batch { news: words.iter().map(arrived).collect(), cursor: "1".into() };
    desk.write_now(move |it| {
        let channel = it.roster()?.channels[0].id;
        it.ingest(channel, &batch, AT).map(drop)
    })
    .unwrap();
}

fn submit(desk: &Desk, id: u128, dialog: i64, intent: Intent) {
    let op = Op { id: OpId(id), dialog: DialogId(dialog), intent };
    desk.write_now(move |it| {
        let agent = it.roster()?.agents.remove(0);
        let done = it.submit(&op, &Actor::Agent(agent), AT)?;
        assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
        Ok(())
    })
    .unwrap();
}

fn head(desk: &Desk) -> ChangeNo {
    desk.read_now(|it| it.head()).unwrap()
}

fn heard(desk: &Desk, after: ChangeNo) -> Option<News> {
    desk.read_now(move |it| news(it, after, AgentId(1))).unwrap()
}

#[test]
fn news_are_what_customers_wrote_since_and_nothing_else() {
    let (_folder, desk) = desk();
    hear(&desk, &[("a", "1"), ("b", "2")]);
    let after = head(&desk);
    assert_eq!(heard(&desk, after), None);
    submit(&desk, 1, 1, Intent::Reply("так".into()));
    submit(&desk, 2, 1, Intent::Note("нотатка".into()));
    assert_eq!(heard(&desk, after), None);
    hear(&desk, &[("a", "3"), ("b", "4"), ("a", "5")]);
    let news =
        |count, name: &str, text: &str| Some(News { count, name: name.into(), text: text.into() });
    assert_eq!(heard(&desk, after), news(3, "na", "5"));
    submit(&desk, 3, 2, Intent::Close);
    assert_eq!(heard(&desk, after), news(2, "na", "5"), "what is closed has been dealt with");
}

#[test]
fn spam_and_what_is_a_colleague_s_is_no_news_to_me() {
    let (_folder, desk) = desk();
    hear(&desk, &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]);
    submit(&desk, 1, 1, Intent::MarkSpam);
    submit(&desk, 2, 2, Intent::Assign(Some(AgentId(2))));
    submit(&desk, 3, 3, Intent::Assign(Some(AgentId(1))));
    let after = head(&desk);
    hear(&desk, &[("a", "5"), ("b", "6")]);
    assert_eq!(heard(&desk, after), None);
    hear(&desk, &[("c", "7"), ("b", "8")]);
    let expected = News { count: 1, name: "nc".into(), text: "7".into() };
    assert_eq!(heard(&desk, after), Some(expected));
}

#[test]
fn a_long_absence_is_counted_over_many_pages() {
    let (_folder, desk) = desk();
    hear(&desk, &[("a", "0")]);
    let after = head(&desk);
    let texts: Vec<String> = (1..=FEED_PAGE + 3).map(|it| it.to_string()).collect();
    let words: Vec<(&str, &str)> = texts.iter().map(|it| ("a", it.as_str())).collect();
    hear(&desk, &words);
    let news = heard(&desk, after).unwrap();
    assert_eq!((news.count, news.text), (FEED_PAGE + 3, texts.last().unwrap().clone()));
}

#[test]
fn a_count_is_answered_whatever_becomes_of_it() {
    let (_folder, desk) = desk();
    hear(&desk, &[("a", "1"), ("b", "2")]);
    let (door, wakes) = std::sync::mpsc::channel();
    let counted = || match wakes.recv().unwrap() {
        Wake::Event(Event::Counted { no: 7, counts }) => counts,
        _ => panic!("no count"),
    };
    let ask = |me| {
        let hands = Hands::new(desk.clone(), door.clone(), AgentId(me), PathBuf::new());
        let filters = vec![Filter::open(AgentId(me))];
        hands.ask(Effect::Count { no: 7, filters, now: AT });
    };
    ask(1);
    assert_eq!(counted(), Some(vec![2]));
    // Who is not on the desk is told nothing.
    ask(99);
    assert_eq!(counted(), None);
    // Nor does anybody wait for a job that broke down.
    let event = Some(Event::Counted { no: 7, counts: None });
    let answer = Answer { door: door.clone(), event };
    desk.study(move |_| {
        let _answer = answer;
        panic!("a bug");
    });
    assert_eq!(counted(), None);
}
