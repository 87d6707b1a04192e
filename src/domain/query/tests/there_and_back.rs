//! Laws: what is printed is read back as the same, and no line makes the reader stumble.

use proptest::prelude::*;

use super::*;

/// Letters that quote, part, escape and lead astray.
const HOSTILE: &str = "[-a-cжЖшыїґ:,\"'«»“”„\\\\#№7 \u{A0}\u{301}\n\u{1b}@>T.]{0,8}";

fn text() -> impl Strategy<Value = String> {
    let words = [
        "me",
        "none",
        "blocked",
        "viber",
        "telegram",
        "is:open",
        "#7",
        "шы",
        "ua",
        "VIP",
        "vip",
        "я",
        "today",
        "uk",
        "шыЖщзут",
    ];
    prop_oneof![
        3 => HOSTILE,
        2 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn hostile_desk() -> impl Strategy<Value = Desk> {
    let names = || proptest::collection::vec(text(), 0..6);
    (names(), names(), names()).prop_map(|(agents, channels, tags)| Desk {
        agents: (0..).zip(&agents).map(|(id, it)| agent(id, it, Role::Agent, id == 1)).collect(),
        channels: (0..)
            .zip(&channels)
            .map(|(id, it)| channel(id, it, ChannelKind::Viber, id != 1))
            .collect(),
        tags,
    })
}

fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![0u64..200_000_000, 0..u64::MAX].prop_map(Duration::from_millis)
}

fn when() -> impl Strategy<Value = When> {
    let moment = prop_oneof![
        (-400_000i64..400_000).prop_map(|it| MIDNIGHT + it * 3_600_000),
        0..2 * 1_795_451_400_000i64,
        any::<i64>(),
    ];
    prop_oneof![span().prop_map(When::Ago), moment.prop_map(|it| When::At(Timestamp(it)))]
}

fn some<T: std::fmt::Debug + PartialEq>(
    one: impl Strategy<Value = T>,
) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(one, 1..4).prop_map(|them| {
        let mut kept: Vec<T> = Vec::new();
        for one in them {
            if !kept.contains(&one) {
                kept.push(one);
            }
        }
        kept
    })
}

fn term() -> impl Strategy<Value = Term> {
    let heaps = proptest::collection::vec(0i64..4, 1..4).prop_map(|codes| {
        let heaps = codes.into_iter().filter_map(Bucket::from_code).map(Heaps::one);
        Term::Is(heaps.reduce(Heaps::and).unwrap())
    });
    let assigned = prop_oneof![
        Just(Assigned::Me),
        Just(Assigned::Nobody),
        Just(Assigned::Somebody),
        Just(Assigned::Unable),
        prop_oneof![-2i64..8, any::<i64>()].prop_map(|it| Assigned::To(AgentId(it))),
    ];
    let channel = prop_oneof![
        proptest::sample::select(ChannelKind::ALL.to_vec()).prop_map(ChannelPick::Kind),
        (-2i64..8).prop_map(|it| ChannelPick::One(ChannelId(it))),
    ];
    let full = || text().prop_filter("a line cannot say nothing", |it| !it.is_empty());
    let code = prop_oneof!["[a-z]{2}", full()];
    prop_oneof![
        heaps,
        Just(Term::Unanswered),
        some(assigned).prop_map(Term::Assignee),
        some(channel).prop_map(Term::Channel),
        span().prop_map(Term::Waits),
        full().prop_map(Term::Tag),
        full().prop_map(Term::NoTag),
        some(code).prop_map(Term::Language),
        when().prop_map(Term::After),
        when().prop_map(Term::Before),
        full().prop_map(Term::Words),
        proptest::sample::select(Order::ALL.to_vec()).prop_map(Term::Order),
    ]
}

/// Lines as they are typed: keys, marks and scraps of both.
fn line() -> impl Strategy<Value = String> {
    let scraps = [
        "is:",
        "шы:",
        "шыЖ",
        "-tag:",
        "to:",
        "ch:",
        "waits:",
        "after:",
        "lang:",
        "order:",
        "foo:",
        "open",
        "щзутбщзут",
        "me",
        ">30m",
        "2026-11-01",
        "T25:99",
        "\"",
        "«",
        "„",
        "\\",
        ",",
        " ",
        "@9223372036854775807",
        "0.0",
        "1.1",
        "é\u{301}",
        "ʼ",
    ];
    let scrap = prop_oneof![
        4 => proptest::sample::select(scraps.to_vec()).prop_map(str::to_owned),
        1 => text(),
    ];
    proptest::collection::vec(scrap, 0..10).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_printed_is_read_back(
        desk in hostile_desk(),
        all in proptest::collection::vec(term(), 0..6),
        offset in -50_400i32..50_400,
    ) {
        let mut terms = Vec::new();
        for term in all {
            put(&mut terms, term);
        }
        let names = Names { utc_offset: offset, ..desk.names() };
        let line = print(&terms, &names);
        prop_assert_eq!(parse(&line, &names), Ok(terms), "{}", line);
    }

    #[test]
    fn no_line_makes_the_reader_stumble(line in line(), desk in hostile_desk()) {
        let names = desk.names();
        match parse(&line, &names) {
            Ok(terms) => {
                let printed = print(&terms, &names);
                prop_assert_eq!(parse(&printed, &names), Ok(terms), "{}", printed);
            }
            Err(Fault { range, .. }) => {
                prop_assert!(line.get(range.clone()).is_some_and(|it| !it.is_empty()));
            }
        }
    }

    #[test]
    fn wherever_the_cursor_stands_an_item_can_be_put_in(
        line in line(),
        desk in hostile_desk(),
        cursor in 0usize..60,
    ) {
        let names = desk.names();
        let Completion { range, items } = complete(&line, cursor, &names);
        prop_assert!(line.get(range.clone()).is_some());
        prop_assert!(items.len() <= Completion::ITEMS_MAX);
        for item in items {
            let mut put_in = line.clone();
            put_in.replace_range(range.clone(), &item.text);
            let _ = parse(&put_in, &names);
            prop_assert!(!item.text.is_empty());
        }
    }
}
