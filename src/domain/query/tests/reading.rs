//! What a line means.

use super::*;

fn reads(cases: &[(&str, Vec<Term>)]) {
    for (line, terms) in cases {
        assert_eq!(read(line), *terms, "{line}");
    }
}

#[test]
fn every_example_of_the_grammar_is_read_and_is_as_it_is_printed() {
    for (example, _) in GRAMMAR {
        let terms = read(example);
        assert_eq!(terms.len(), 1, "{example}");
        assert_eq!(print(&terms, &desk().names()), *example);
    }
    let keys: Vec<&str> = Key::ALL.iter().map(|it| it.meaning()).collect();
    assert!(keys.iter().all(|it| GRAMMAR.iter().any(|row| row.1 == *it)), "a key has no example");
}

#[test]
fn help_has_room_for_every_line_of_the_grammar_in_every_language() {
    use crate::base::text::width;
    use crate::i18n::{Catalog, Language};
    for language in Language::ALL {
        let catalog = Catalog::new(*language);
        for (example, id) in GRAMMAR {
            let said = catalog.t(id);
            assert!((1..=60).contains(&width(&said)), "{language:?} {example}: {said}");
        }
    }
}

#[test]
fn the_line_of_the_manual_means_what_it_says() {
    let line = "is:open assignee:none channel:viber waits:>30m \"доставка\"";
    assert_eq!(
        read(line),
        [
            is(Bucket::Open),
            assignee(Assigned::Nobody),
            Term::Channel(vec![ChannelPick::Kind(ChannelKind::Viber)]),
            Term::Waits(minutes(30)),
            words("доставка"),
        ]
    );
}

#[test]
fn is_says_heaps_and_waiting() {
    let two = Heaps::one(Bucket::Open).and(Heaps::one(Bucket::Snoozed));
    reads(&[
        ("is:open", vec![is(Bucket::Open)]),
        ("IS:Closed", vec![is(Bucket::Closed)]),
        ("is:spam", vec![is(Bucket::Spam)]),
        ("is:snoozed", vec![is(Bucket::Snoozed)]),
        ("is:all", vec![Term::Is(Heaps::ALL)]),
        ("is:open,snoozed", vec![Term::Is(two)]),
        ("is:snoozed,open,open,", vec![Term::Is(two)]),
        ("is:unanswered", vec![Term::Unanswered]),
        ("is:unanswered,open", vec![is(Bucket::Open), Term::Unanswered]),
        ("статус:відкриті", vec![is(Bucket::Open)]),
        ("стан:закриті", vec![is(Bucket::Closed)]),
        ("Статус:открытые,отложенные", vec![Term::Is(two)]),
        ("status:спам", vec![is(Bucket::Spam)]),
        ("статус:усі", vec![Term::Is(Heaps::ALL)]),
        ("статус:все", vec![Term::Is(Heaps::ALL)]),
        ("статус:\"без відповіді\"", vec![Term::Unanswered]),
    ]);
}

#[test]
fn assignee_says_a_word_a_name_or_a_number() {
    reads(&[
        ("assignee:me", vec![assignee(Assigned::Me)]),
        ("to:none", vec![assignee(Assigned::Nobody)]),
        ("assignee:any", vec![assignee(Assigned::Somebody)]),
        ("assignee:blocked", vec![assignee(Assigned::Unable)]),
        ("assignee:me,none", vec![Term::Assignee(vec![Assigned::Me, Assigned::Nobody])]),
        ("призначено:я", vec![assignee(Assigned::Me)]),
        ("призначено:ніхто", vec![assignee(Assigned::Nobody)]),
        ("назначено:никто", vec![assignee(Assigned::Nobody)]),
        ("исполнитель:заблокированные", vec![assignee(Assigned::Unable)]),
        ("assignee:olha", vec![to(2)]),
        ("assignee:OLH", vec![to(2)]),
        ("assignee:koval", vec![to(2)]),
        ("assignee:\"olha kovalenko\"", vec![to(2)]),
        ("assignee:«Олег Зима»", vec![to(4)]),
        ("to:зима", vec![to(4)]),
        ("to:гонта", vec![to(3)]),
        ("to:марія", vec![to(1)]),
        ("to:Даря", vec![to(6)]),
        ("to:дарʼя", vec![to(6)]),
        ("to:\"me\"", vec![to(7)]),
        ("to:#7", vec![to(7)]),
        ("to:#99", vec![to(99)]),
        ("to:№3", vec![to(3)]),
        ("to:\"none\"", vec![assignee(Assigned::Nobody)]),
    ]);
}

#[test]
fn channel_says_a_medium_or_a_name() {
    let kind = |it| vec![Term::Channel(vec![ChannelPick::Kind(it)])];
    let one = |it| vec![Term::Channel(vec![ChannelPick::One(ChannelId(it))])];
    reads(&[
        ("channel:telegram", kind(ChannelKind::Telegram)),
        ("ch:viber", kind(ChannelKind::Viber)),
        ("ch:instagram", kind(ChannelKind::Instagram)),
        ("ch:messenger", kind(ChannelKind::Messenger)),
        ("ch:whatsapp", kind(ChannelKind::Whatsapp)),
        ("ch:email", kind(ChannelKind::Email)),
        ("канал:вайбер", kind(ChannelKind::Viber)),
        ("канал:інстаграм", kind(ChannelKind::Instagram)),
        ("канал:мессенджер", kind(ChannelKind::Messenger)),
        ("канал:пошта", kind(ChannelKind::Email)),
        ("channel:\"viber\"", one(3)),
        ("channel:\"Shop, Kyiv\"", one(2)),
        ("channel:kyiv", one(2)),
        ("channel:маг", one(4)),
        ("channel:#1", one(1)),
    ]);
}

#[test]
fn waits_says_a_span() {
    let waits = |it| vec![Term::Waits(Duration::from_secs(it))];
    reads(&[
        ("waits:>30m", waits(1800)),
        ("waits:30m", waits(1800)),
        ("waits:>=30m", waits(1800)),
        ("waits:≥30m", waits(1800)),
        ("waits:>2h", waits(7200)),
        ("waits:1d", waits(86_400)),
        ("waits:45s", waits(45)),
        ("waits:1w", waits(7 * 86_400)),
        ("waits:1h30m", waits(5400)),
        ("чекає:>30хв", waits(1800)),
        ("ждёт:30мин", waits(1800)),
        ("ждет:2ч", waits(7200)),
        ("чекає:2год", waits(7200)),
        ("чекає:2г", waits(7200)),
        ("чекає:1д", waits(86_400)),
        ("чекає:10с", waits(10)),
        ("waits:>30ь", waits(1800)),
        ("waits:Ю2р", waits(7200)),
    ]);
}

#[test]
fn tags_and_languages() {
    let language = |it: &[&str]| vec![Term::Language(it.iter().map(|it| it.to_string()).collect())];
    reads(&[
        ("tag:vip", vec![tag("vip")]),
        ("tag:VIP", vec![tag("vip")]),
        ("tag:\"VIP\"", vec![tag("VIP")]),
        ("тег:повернення", vec![tag("Повернення")]),
        ("мітка:нова", vec![tag("нова")]),
        ("tag:\"two words\"", vec![tag("two words")]),
        ("tag:“two words”", vec![tag("two words")]),
        ("tag:\"a,b\"", vec![tag("a,b")]),
        ("tag:a\"b", vec![tag("a\"b")]),
        ("-tag:vip", vec![Term::NoTag("vip".to_owned())]),
        ("-тег:vip,нова", vec![Term::NoTag("vip".to_owned()), Term::NoTag("нова".to_owned())]),
        ("lang:uk", language(&["uk"])),
        ("lang:UK,ru", language(&["uk", "ru"])),
        ("lang:ua", language(&["uk"])),
        ("мова:українська", language(&["uk"])),
        ("язык:русский,fr", language(&["ru", "fr"])),
    ]);
}

#[test]
fn moments_are_days_hours_or_so_long_ago() {
    let at = |it| When::At(Timestamp(it));
    let hours = |it: u64| When::Ago(minutes(60 * it));
    // The first of November is 22 days before the 23rd.
    let first = MIDNIGHT - 22 * DAY;
    for (value, moment) in [
        ("2026-11-01", at(first)),
        ("2026.11.01", at(first)),
        ("2026/11/01", at(first)),
        ("01.11.2026", at(first)),
        ("1.11.26", at(first)),
        ("1.11", at(first)),
        ("24.11", at(MIDNIGHT + DAY - 365 * DAY)),
        ("2026-11-01T09:30", at(first + 34_200_000)),
        ("\"2026-11-01 9:30\"", at(first + 34_200_000)),
        ("2026-11-01T09:30:15.5", at(first + 34_215_500)),
        ("7d", hours(7 * 24)),
        ("2h", hours(2)),
        ("2год", hours(2)),
        ("today", at(MIDNIGHT)),
        ("сьогодні", at(MIDNIGHT)),
        ("сегодня", at(MIDNIGHT)),
        ("yesterday", at(MIDNIGHT - DAY)),
        ("вчора", at(MIDNIGHT - DAY)),
        ("вчера", at(MIDNIGHT - DAY)),
        ("@-5", at(-5)),
    ] {
        assert_eq!(read(&format!("after:{value}")), [Term::After(moment)], "{value}");
        assert_eq!(read(&format!("before:{value}")), [Term::Before(moment)], "{value}");
        assert_eq!(read(&format!("після:{value}")), [Term::After(moment)], "{value}");
        assert_eq!(read(&format!("после:{value}")), [Term::After(moment)], "{value}");
        assert_eq!(read(&format!("до:{value}")), [Term::Before(moment)], "{value}");
    }
}

#[test]
fn a_minus_that_rules_nothing_out_is_searched_for() {
    reads(&[
        ("-5", vec![words("-5")]),
        ("45-12", vec![words("45-12")]),
        ("- так", vec![words("-"), words("так")]),
        ("\"-доставка\"", vec![words("-доставка")]),
        ("нова-пошта", vec![words("нова-пошта")]),
    ]);
}

#[test]
fn order_says_which_comes_first() {
    for (line, order) in [
        ("order:longest", Order::Longest),
        ("order:newest", Order::Newest),
        ("order:oldest", Order::Oldest),
        ("порядок:нові", Order::Newest),
        ("порядок:старые", Order::Oldest),
        ("sort:найдовше", Order::Longest),
    ] {
        assert_eq!(read(line), [Term::Order(order)], "{line}");
    }
}

#[test]
fn all_else_is_words() {
    reads(&[
        ("", vec![]),
        (" \t\u{A0}", vec![]),
        ("нова пошта", vec![words("нова"), words("пошта")]),
        ("\"нова пошта\"", vec![words("нова пошта")]),
        ("«нова пошта» швидко", vec![words("нова пошта"), words("швидко")]),
        ("„нова пошта“", vec![words("нова пошта")]),
        ("“нова пошта”x", vec![words("нова пошта"), words("x")]),
        (r#""a \"b\" \\ \n""#, vec![words(r#"a "b" \ \n"#)]),
        ("\"нова по", vec![words("нова по")]),
        ("\"", vec![]),
        ("\"\" x", vec![words("x")]),
        ("\"is:open\"", vec![words("is:open")]),
        ("tag:\"two wo", vec![tag("two wo")]),
        ("12:30", vec![words("12:30")]),
        ("https://a.example/?b=c:d", vec![words("https://a.example/?b=c:d")]),
        (":x - -: +380", vec![words(":x"), words("-"), words("-:"), words("+380")]),
        ("5\" рок-н-рол Ж", vec![words("5\""), words("рок-н-рол"), words("Ж")]),
    ]);
}

#[test]
fn the_wrong_layout_is_understood() {
    let two = Heaps::one(Bucket::Open).and(Heaps::one(Bucket::Closed));
    reads(&[
        ("шы:щзут", vec![is(Bucket::Open)]),
        ("шыЖщзут", vec![is(Bucket::Open)]),
        ("ші:щзут", vec![is(Bucket::Open)]),
        ("ШЫ:щзут", vec![is(Bucket::Open)]),
        ("шы:щзутбсдщыув", vec![Term::Is(two)]),
        ("is:щзут", vec![is(Bucket::Open)]),
        ("фыышптуу:ьу", vec![assignee(Assigned::Me)]),
        ("ещЖщдрф", vec![to(2)]),
        ("срфттуд:мшиук", vec![Term::Channel(vec![ChannelPick::Kind(ChannelKind::Viber)])]),
        ("цфшеыЖЮ30ь", vec![Term::Waits(minutes(30))]),
        ("ефп:мшз", vec![tag("vip")]),
        ("-ефпЖмшз", vec![Term::NoTag("vip".to_owned())]),
        ("ефп:нова", vec![tag("нова")]),
        ("tag:мшз", vec![tag("мшз")]),
        ("дфтп:гл", vec![Term::Language(vec!["uk".to_owned()])]),
        ("фаеук:ещвфн", vec![Term::After(When::At(Timestamp(MIDNIGHT)))]),
        ("иуащку:7в", vec![Term::Before(When::Ago(minutes(7 * 24 * 60)))]),
        ("щквук:туцуые", vec![Term::Order(Order::Newest)]),
    ]);
}

#[test]
fn a_later_word_replaces_an_earlier_one_of_its_sort() {
    reads(&[
        ("is:open tag:a is:closed", vec![tag("a"), is(Bucket::Closed)]),
        ("tag:a tag:b tag:a", vec![tag("b"), tag("a")]),
        ("after:1d x after:2d x", vec![Term::After(When::Ago(minutes(2 * 24 * 60))), words("x")]),
        ("is:unanswered is:open", vec![Term::Unanswered, is(Bucket::Open)]),
    ]);
}
