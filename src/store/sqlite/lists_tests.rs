//! What the lists find by indexes is what the rule of filters lets pass, in the order it gives.

use std::time::Duration;

use proptest::prelude::*;

use super::Sqlite;
use super::lists::Question;
use crate::base::clock::Timestamp;
use crate::domain::search::Terms;
use crate::domain::{
    About, Actor, AgentId, Arrival, Assigned, Batch, Bucket, ChannelId, ChannelKind, ChannelPick,
    Connector, DialogId, Filter, Heaps, Intent, Kind, News, Op, OpId, Order, Role, Sender, Term,
    When,
};
use crate::store::{
    Channels as _, Inbox as _, Ledger as _, NewChannel, PageQuery, Row, Study as _,
};

const ME: AgentId = AgentId(1);
const NOW: Timestamp = Timestamp(1_000_000_000);
const LANGUAGES: [&str; 3] = ["uk", "ru", ""];
const TEXTS: [&str; 5] =
    ["Олена", "нова Пошта, доставка", "п’ять доставок", "пошта нова", "ще раз!"];
const WORDS: [&str; 7] = ["доставка", "дост", "нова пошта", "Олена", "п'ять", "!!", "немає"];
const TAGS: [&str; 3] = ["vip", "Повернення", "a\"b"];

/// What happens to one dialog.
#[derive(Debug, Clone)]
struct Fate {
    channel: i64,
    language: usize,
    minutes: Vec<u64>,
    holder: Option<i64>,
    tags: Vec<usize>,
    end: u8,
}

fn fate() -> impl Strategy<Value = Fate> {
    let tags = prop::collection::vec(0..TAGS.len(), 0..3);
    let minutes = prop::collection::vec(0_u64..90, 1..3);
    (1_i64..4, 0..LANGUAGES.len(), minutes, prop::option::of(1_i64..4), tags, 0_u8..6).prop_map(
        |(channel, language, minutes, holder, tags, end)| Fate {
            channel,
            language,
            minutes,
            holder,
            tags,
            end,
        },
    )
}

/// Three channels of two media; of three agents the second is blocked in the end and the third looks on.
fn desk(fates: &[Fate]) -> Sqlite {
    let mut desk = Sqlite::in_memory().unwrap();
    for name in ["Anna", "Borys", "Viktor"] {
        if desk.roster().unwrap().agents.iter().all(|it| it.name != name) {
            desk.add_agent(name, Role::Lead).unwrap();
        }
    }
    for (name, kind) in
        [("a", ChannelKind::Telegram), ("b", ChannelKind::Viber), ("c", ChannelKind::Viber)]
    {
        let (name, cursor) = (name.to_owned(), String::new());
        let new = NewChannel { kind, connector: Connector::Demo, name, cursor };
        desk.add_channel(&new, Timestamp(0)).unwrap();
    }
    for (at, fate) in fates.iter().enumerate() {
        let dialog = DialogId(i64::try_from(at).unwrap() + 1);
        for (nth, minute) in fate.minutes.iter().enumerate() {
            let when = NOW - Duration::from_secs(60 * minute);
            let arrival = Arrival {
                sender: Sender {
                    external: format!("e{at}"),
                    name: TEXTS[at % 3].to_owned(),
                    language: LANGUAGES[fate.language].to_owned(),
                    ..Sender::default()
                },
                remote: format!("{at}-{nth}"),
                kind: Kind::Inbound,
                at: when,
                text: TEXTS[(at + nth) % TEXTS.len()].to_owned(),
                files: Vec::new(),
                more: Default::default(),
            };
            let batch = Batch { news: vec![News::Arrived(arrival)], cursor: String::new() };
            desk.ingest(ChannelId(fate.channel), &batch, when).unwrap();
        }
        let mut wanted: Vec<Intent> = Vec::new();
        wanted.extend(fate.holder.map(|it| Intent::Assign(Some(AgentId(it)))));
        wanted.extend(fate.tags.iter().map(|it| Intent::ToggleTag(TAGS[*it].to_owned())));
        wanted.extend(match fate.end {
            0 => Some(Intent::Close),
            1 => Some(Intent::MarkSpam),
            2 => Some(Intent::Snooze(NOW + Duration::from_secs(60 * (1 + at as u64 % 3)))),
            _ => None,
        });
        for (nth, intent) in wanted.into_iter().enumerate() {
            let id = OpId((at as u128) << 8 | nth as u128);
            let me = desk.roster().unwrap().agents.into_iter().find(|it| it.id == ME).unwrap();
            desk.submit(&Op { id, dialog, intent }, &Actor::Agent(me), NOW).unwrap();
        }
    }
    desk.set_blocked(AgentId(2), true).unwrap();
    desk.connection.execute("UPDATE agents SET role = 'read-only' WHERE id = 3", []).unwrap();
    desk
}

fn term() -> impl Strategy<Value = Term> {
    let assigned = prop_oneof![
        Just(Assigned::Nobody),
        Just(Assigned::Somebody),
        Just(Assigned::Me),
        (1_i64..5).prop_map(|it| Assigned::To(AgentId(it))),
        Just(Assigned::Unable),
    ];
    let pick = prop_oneof![
        (1_i64..5).prop_map(|it| ChannelPick::One(ChannelId(it))),
        Just(ChannelPick::Kind(ChannelKind::Viber)),
        Just(ChannelPick::Kind(ChannelKind::Email)),
    ];
    let tag = (0..TAGS.len()).prop_map(|it| TAGS[it].to_owned());
    let span = (0_u64..90).prop_map(|it| Duration::from_secs(it * 60));
    let when = prop_oneof![
        span.clone().prop_map(When::Ago),
        span.clone().prop_map(|it| When::At(NOW - it)),
    ];
    let heaps = prop::collection::vec(0..4_usize, 1..4).prop_map(|them| {
        let heaps = them.into_iter().map(|it| Heaps::one(Bucket::ALL[it]));
        heaps.reduce(Heaps::and).unwrap()
    });
    let languages =
        prop::collection::vec((0..LANGUAGES.len()).prop_map(|it| LANGUAGES[it].to_owned()), 1..3);
    prop_oneof![
        3 => heaps.prop_map(Term::Is),
        3 => prop::collection::vec(assigned, 1..4).prop_map(Term::Assignee),
        3 => prop::collection::vec(pick, 1..3).prop_map(Term::Channel),
        1 => Just(Term::Unanswered),
        1 => span.prop_map(Term::Waits),
        1 => tag.clone().prop_map(Term::Tag),
        1 => tag.prop_map(Term::NoTag),
        1 => languages.prop_map(Term::Language),
        1 => when.clone().prop_map(Term::After),
        1 => when.prop_map(Term::Before),
        2 => (0..WORDS.len()).prop_map(|it| Term::Words(WORDS[it].to_owned())),
        2 => (0..3_usize).prop_map(|it| Term::Order(Order::ALL[it])),
    ]
}

fn all(desk: &Sqlite) -> Vec<Row> {
    let filter = Filter::of(ME, &[Term::Is(Heaps::ALL)]);
    desk.page(&PageQuery { filter, now: NOW, at: None, before: 0, after: 1000 }).unwrap().rows
}

/// By the rule, one dialog after the other.
fn expected(desk: &Sqlite, filter: &Filter) -> Vec<DialogId> {
    let roster = desk.roster().unwrap();
    let mut rows = all(desk);
    rows.retain(|row| {
        let dialog = &row.dialog;
        let card = desk.card(dialog.id, ME).unwrap().unwrap();
        let about = About {
            channel: roster.channels.iter().find(|it| it.id == dialog.channel).unwrap(),
            holder: roster.agents.iter().find(|it| Some(it.id) == dialog.assignee),
            language: &card.contact.language,
            says: &|entry| {
                let terms = Terms::of_entry(entry);
                let said = desk.thread(dialog.id, None, 1000).unwrap().messages;
                let fields = [&card.contact.name, &card.contact.external];
                // An entry is one phrase: it stands in one field or in one message.
                fields.iter().any(|it| terms.are_in(it))
                    || said.iter().any(|it| terms.are_in(&it.text))
            },
        };
        filter.passes(dialog, &about, NOW)
    });
    rows.sort_by_key(|it| it.place(filter));
    rows.iter().map(|it| it.dialog.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_what_passes_in_its_order(
        fates in prop::collection::vec(fate(), 1..16),
        filters in prop::collection::vec(prop::collection::vec(term(), 0..5), 1..12),
    ) {
        let desk = desk(&fates);
        prop_assert_eq!(all(&desk).len(), fates.len());
        let totals = desk.totals().unwrap();
        for terms in filters {
            let filter = Filter::of(ME, &terms);
            let expected = expected(&desk, &filter);
            let page = |at, before, after| {
                desk.page(&PageQuery { filter: filter.clone(), now: NOW, at, before, after }).unwrap()
            };
            let whole = page(None, 0, 1000);
            let names = |rows: &[Row]| rows.iter().map(|it| it.dialog.id).collect::<Vec<_>>();
            prop_assert_eq!(names(&whole.rows), expected.clone(), "{:?}", terms);
            prop_assert!(whole.at_start && whole.at_end);
            for (at, row) in whole.rows.iter().enumerate() {
                let part = page(Some(row.place(&filter)), 2, 3);
                prop_assert_eq!(part.above, at.min(2));
                let end = (at + 3).min(expected.len());
                prop_assert_eq!(names(&part.rows), &expected[at - part.above..end], "{:?}", terms);
                prop_assert_eq!((part.at_start, part.at_end), (at <= 2, at + 3 >= expected.len()));
            }
            prop_assert_eq!(desk.ids(&filter, NOW, 1000).unwrap(), expected.clone());
            let few: Vec<_> = expected.iter().copied().take(2).collect();
            prop_assert_eq!(desk.ids(&filter, NOW, 2).unwrap(), few);
            let count = i64::try_from(expected.len()).unwrap();
            prop_assert_eq!(desk.count(&filter, NOW).unwrap(), count, "{:?}", terms);
            // Where tags and words are frequent they are looked at on the way.
            let here = Question::with_few(&desk.connection, &filter, NOW, 0).unwrap();
            prop_assert_eq!(here.ids(&desk.connection, 1000).unwrap(), expected.clone(), "{:?}", terms);
            if filter.is_counted() {
                prop_assert_eq!(totals.of(&filter).dialogs, count, "{:?}", terms);
            }
        }
    }
}

#[test]
fn a_tag_that_many_have_is_looked_at_on_the_way() {
    let fates: Vec<Fate> = (0..12)
        .map(|it| Fate {
            channel: 1,
            language: 0,
            minutes: vec![it],
            holder: None,
            tags: vec![0],
            end: 5,
        })
        .collect();
    let desk = desk(&fates);
    let filter = Filter::of(ME, &[Term::Tag("vip".into())]);
    let here = Question::with_few(&desk.connection, &filter, NOW, 3).unwrap();
    assert_eq!(here.count(&desk.connection).unwrap(), 12);
    assert_eq!(here.ids(&desk.connection, 99).unwrap(), expected(&desk, &filter));
}
