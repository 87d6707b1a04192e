//! What is understood, line by line, in three languages; and that nothing else does harm.

use proptest::prelude::*;

use super::*;
use crate::i18n::{Catalog, Language};

/// Monday, 23 November 2026, 14:20 in Kyiv.
const OFFSET: i32 = 7200;

fn at(local: &str) -> Timestamp {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    instant(local, OFFSET).unwrap()
}

fn now() -> Timestamp {
    at("2026-11-23 14:20")
}

fn said(text: &str) -> Result<String, MomentFault> {
    parse(text, now(), OFFSET)
        .map(|it| local(it, OFFSET).unwrap().format("%Y-%m-%d %H:%M").to_string())
}

const TABLE: &[(&str, &[&str])] = &[
    (
        "2026-11-23 16:20",
        &[
            "in 2h",
            "2h",
            "2 hours",
            "In Two Hours",
            "через 2 години",
            "за дві години",
            "2 год",
            "через два часа",
            "2ч",
            "на 2 часа",
            "120m",
        ],
    ),
    (
        "2026-11-23 14:50",
        &[
            "30m",
            "in 30 min",
            "half an hour",
            "in half an hour",
            "через пів години",
            "півгодини",
            "через полчаса",
            "Полчаса",
            "0.5h",
            "30хв",
            "30 мин.",
        ],
    ),
    (
        "2026-11-23 15:50",
        &[
            "1h30m",
            "1h 30m",
            "1 hour and 30 minutes",
            "1 година і 30 хвилин",
            "через час 30 минут",
            "1.5h",
            "півтори години",
            "полтора часа",
            "90 хв",
        ],
    ),
    ("2026-11-23 15:05", &["за 45 хв", "45m", "через 45 минут", "for 45 minutes"]),
    (
        "2026-11-23 15:20",
        &["in an hour", "через годину", "за годину", "на час", "через час", "1h", "in hour"],
    ),
    ("2026-11-26 14:20", &["in 3 days", "3d", "через 3 дні", "через три дня", "3 дня"]),
    (
        "2026-11-26 09:00",
        &[
            "in 3 days at 9:00",
            "через 3 дні о 9",
            "через 3 дня в 9:00",
            "thu",
            "чт",
            "у четвер",
            "в четверг",
        ],
    ),
    ("2027-11-23 14:20", &["через год", "на год", "in a year", "через рік", "один год", "1 рік"]),
    ("2028-11-23 14:20", &["через 2 года", "через два роки", "in 2 years"]),
    ("2028-05-23 14:20", &["через полтора года", "півтора року"]),
    ("2026-11-23 15:20", &["1 год", "через 1 год"]),
    ("2026-11-23 16:20", &["через 2 год", "на 2 год", "через дві год"]),
    (
        "2026-11-25 09:00",
        &[
            "9 середу",
            "9 середа",
            "9 в среду",
            "о 9 в середу",
            "середа 9",
            "9 wed",
            "9 післязавтра",
        ],
    ),
    ("2026-11-25 15:00", &["15 середа", "15 в среду", "середа о 15"]),
    ("2027-08-15 09:00", &["15 серпня", "15 сер", "15 aug"]),
    (
        "2026-11-24 23:00",
        &["завтра о 11 ночі", "завтра в 11 ночи", "завтра в 11 часов ночи", "завтра о 23 ночі"],
    ),
    ("2026-11-23 22:00", &["о 10 ночі", "10 ночи", "сегодня в 10 ночи"]),
    ("2026-11-24 02:00", &["завтра о 2 ночі", "2 ночи", "в 2 часа ночи"]),
    ("2026-11-24 00:00", &["завтра о 12 ночі", "12 ночі", "завтра в 12 ночи", "завтра 12am"]),
    ("2026-11-24 01:00", &["в час ночи", "завтра в час ночи"]),
    ("2026-11-24 12:00", &["завтра о 12 дня", "завтра в 12 часов дня", "завтра 12pm"]),
    ("2026-11-24 11:00", &["завтра в 11 дня", "завтра о 11 ранку"]),
    ("2026-11-24 13:00", &["в час дня", "завтра в час дня", "на завтра в 1 час дня"]),
    ("2026-11-23 15:00", &["в 3 часа дня", "3 часа дня", "на 3 часа дня", "о 3 годині дня"]),
    ("2026-11-23 19:00", &["в 7 часов вечера", "о 7 годині вечора", "19 вечора"]),
    ("2027-05-01 09:00", &["1 мая 2027", "1 травня 2027 року", "may 1, 2027", "1 мая 2027 г."]),
    ("2028-05-01 10:30", &["1 мая 2028 10:30", "1 мая 2028 года в 10:30", "10:30 1 травня 2028"]),
    ("2026-11-24 09:30", &["о 9.30", "в 9.30", "at 9.30", "завтра о 9.30", "9.30 завтра"]),
    ("2026-12-09 09:00", &["9.12", "к 9.12", "by 9.12", "до 9.12.2026", "в 9.12.2026"]),
    ("2026-11-30 14:20", &["in a week", "1w", "через тиждень", "через неделю"]),
    ("2026-12-23 14:20", &["in a month", "через місяць", "через месяц"]),
    (
        "2026-11-24 09:00",
        &[
            "tomorrow",
            "завтра",
            "Завтра 9:00",
            "tomorrow 9am",
            "tomorrow at 9",
            "завтра о 9",
            "завтра в 9",
            "tomorrow morning",
            "завтра вранці",
            "завтра утром",
            "на завтра",
            "9:00 завтра",
            "9:00",
            "24.11",
            "24.11 9:00",
            "24.11.2026 09:00",
            "24.11.26",
            "2026-11-24 09:00",
            "2026-11-24",
            "24 листопада",
            "24 ноября",
            "nov 24",
            "24 nov 9am",
            "вт",
            "tue",
            "вранці",
            "утром",
            "о 9 ранку",
            "в 9 утра",
            "9am",
            "завтра 9.00",
        ],
    ),
    (
        "2026-11-24 14:00",
        &[
            "завтра о 14",
            "завтра в 14",
            "tomorrow 2pm",
            "tomorrow 14",
            "завтра в 2 дня",
            "завтра о 14 годині",
            "завтра в 14 часов",
            "14:00",
            "о 14",
            "в 14",
            "at 2 pm",
        ],
    ),
    (
        "2026-11-23 18:00",
        &[
            "сьогодні 18:00",
            "today 18:00",
            "сегодня в 18",
            "tonight",
            "ввечері",
            "увечері",
            "вечером",
            "this evening",
            "сьогодні ввечері",
            "18:00",
            "today",
            "сегодня",
            "о 6 вечора",
            "в 6 вечера",
            "23.11",
            "пн 18:00",
        ],
    ),
    ("2026-11-23 18:30", &["18:30", "6:30pm", "о 18:30", "в 18:30", "at 18:30"]),
    ("2026-11-23 20:00", &["tonight at 8", "ввечері о 8", "вечером в 8", "tonight 20:00"]),
    ("2026-11-24 18:00", &["tomorrow evening", "завтра ввечері", "завтра вечером"]),
    (
        "2026-11-30 09:00",
        &[
            "пн",
            "mon",
            "понеділок",
            "до понеділка",
            "понедельник",
            "в понедельник",
            "next monday",
            "наступного понеділка",
            "в следующий понедельник",
            "next week",
            "наступного тижня",
            "на следующей неделе",
            "на наступному тижні",
        ],
    ),
    (
        "2026-11-30 10:00",
        &["в понедельник 10:00", "у понеділок о 10", "mon 10:00", "monday at 10 am", "пн. 10:00"],
    ),
    ("2026-11-27 09:00", &["fri", "friday", "пт", "п'ятниця", "у п’ятницю", "в пятницу"]),
    (
        "2026-12-04 09:00",
        &["next friday", "наступної п'ятниці", "в следующую пятницу", "next week on friday"],
    ),
    ("2026-11-29 09:00", &["sun", "нд", "неділя", "в неділю", "вс", "в воскресенье"]),
    (
        "2026-11-25 09:00",
        &["післязавтра", "Послезавтра", "the day after tomorrow", "ср", "в среду", "у середу"],
    ),
    ("2026-11-25 16:45", &["післязавтра 16:45", "послезавтра в 16:45"]),
    ("2027-11-22 09:00", &["22.11", "22 листопада"]),
    ("2028-02-29 09:00", &["29.02", "29 лютого", "feb 29"]),
    ("2026-12-31 23:59", &["31.12 23:59", "31 декабря в 23:59"]),
];

#[test]
fn what_people_write_is_understood() {
    let mut wrong = Vec::new();
    for (expected, lines) in TABLE {
        for line in *lines {
            for line in [(*line).to_owned(), line.to_uppercase(), line.replace('е', "ё")] {
                let said = said(&line);
                if said.as_deref() != Ok(*expected) {
                    wrong.push(format!("{line}: {said:?} instead of {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn until_the_customer_writes_is_a_moment_too() {
    for text in ["until reply", "Until they write", "до відповіді", "До ответа", "поки не напише"]
    {
        assert_eq!(parse(text, now(), OFFSET), Ok(UNTIL_REPLY), "{text}");
        assert_eq!(parse(text, UNTIL_REPLY, OFFSET), Err(MomentFault::Past));
    }
    let end = local(UNTIL_REPLY, 0).unwrap();
    assert_eq!(end.to_string(), "9999-12-31 23:59:59");
}

#[test]
fn what_has_passed_or_is_no_moment_is_refused_at_its_word() {
    let unknown = |word: &str| Err(MomentFault::Unknown { word: word.into() });
    for (text, expected) in [
        ("", Err(MomentFault::Empty)),
        ("  \t", Err(MomentFault::Empty)),
        ("today 9:00", Err(MomentFault::Past)),
        ("сьогодні 14:20", Err(MomentFault::Past)),
        ("01.01.2020", Err(MomentFault::Past)),
        ("0m", Err(MomentFault::Past)),
        ("24.11.2126", Err(MomentFault::TooFar)),
        ("999999 weeks", Err(MomentFault::TooFar)),
        ("999999 months", Err(MomentFault::TooFar)),
        ("колись", unknown("колись")),
        ("tomorrow maybe", unknown("maybe")),
        ("завтра 9:00 ні", unknown("ні")),
        ("завтра 25:00", unknown("25:00")),
        ("завтра завтра", unknown("завтра")),
        ("9", unknown("")),
        ("in", unknown("")),
        ("2", unknown("")),
        ("1234567 h", unknown("1234567")),
        ("31.02", unknown("31.02")),
        ("next", unknown("")),
        ("12 вечора", unknown("вечора")),
        ("завтра в 12 вечера", unknown("вечера")),
        ("завтра о 8 ночі", unknown("ночі")),
        ("завтра о 13 ранку", unknown("ранку")),
        ("завтра ввечері о 12", unknown("12")),
        ("год", unknown("год")),
        ("31 лютого 2027", unknown("")),
        ("1 мая 2020", Err(MomentFault::Past)),
    ] {
        assert_eq!(parse(text, now(), OFFSET).map(|it| it.0), expected.map(|(): ()| 0), "{text}");
    }
}

#[test]
fn every_fault_has_its_sentence_and_every_example_is_understood() {
    for language in Language::ALL {
        let catalog = Catalog::new(*language);
        let examples = catalog.say(&examples());
        assert!(examples.split('·').count() > 4, "{examples}");
        for example in examples.split('·') {
            assert!(parse(example, now(), OFFSET).is_ok(), "{language:?}: {example}");
        }
        let faults = [
            MomentFault::Empty,
            MomentFault::Unknown { word: String::new() },
            MomentFault::Unknown { word: "xyz".into() },
            MomentFault::Past,
            MomentFault::TooFar,
        ];
        for fault in faults {
            let said = catalog.say(&fault.say());
            let example = said.split('«').nth(1).and_then(|it| it.split('»').next()).unwrap();
            assert!(parse(example, now(), OFFSET).is_ok(), "{language:?}: {said}");
        }
    }
}

#[test]
fn the_presets_are_those_of_the_day() {
    let names = |local: &str| {
        let presets = presets(at(local), OFFSET);
        presets.iter().map(|it| it.0.trim_start_matches("snooze-")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        names("2026-11-25 14:20"),
        "hour three-hours evening tomorrow monday week until-reply"
    );
    assert_eq!(
        names("2026-11-25 17:00"),
        "hour three-hours tomorrow monday week until-reply",
        "the evening is here"
    );
    assert_eq!(
        names("2026-11-23 18:00"),
        "hour three-hours tomorrow monday until-reply",
        "in a week it is Monday"
    );
    assert_eq!(
        names("2026-11-29 16:59"),
        "hour three-hours evening tomorrow week until-reply",
        "tomorrow is Monday"
    );
    let presets = presets(now(), OFFSET);
    let until = |id: &str| presets.iter().find(|it| it.0 == id).unwrap().1;
    assert_eq!(until("snooze-hour"), at("2026-11-23 15:20"));
    assert_eq!(until("snooze-evening"), at("2026-11-23 18:00"));
    assert_eq!(until("snooze-tomorrow"), at("2026-11-24 09:00"));
    assert_eq!(until("snooze-monday"), at("2026-11-30 09:00"));
    assert_eq!(until("snooze-until-reply"), UNTIL_REPLY);
}

#[test]
fn the_day_is_that_of_the_place() {
    // Half past eleven in the evening in New York, the next day in UTC.
    let now = Timestamp::from_secs(1_795_494_600);
    assert_eq!(local(now, -18_000).unwrap().to_string(), "2026-11-23 23:30:00");
    let tomorrow = parse("tomorrow", now, -18_000).unwrap();
    assert_eq!(local(tomorrow, -18_000).unwrap().to_string(), "2026-11-24 09:00:00");
}

fn noise() -> impl Strategy<Value = String> {
    let words: Vec<String> = TABLE
        .iter()
        .flat_map(|it| it.1.iter())
        .flat_map(|it| it.split(' '))
        .chain(["999999", "0", ".", ":", "-", "months", "next", "29.02", "24:00"])
        .map(str::to_owned)
        .collect();
    prop_oneof![
        any::<String>(),
        "[0-9:. -]{0,12}",
        prop::collection::vec(prop::sample::select(words), 0..6).prop_map(|it| it.join(" ")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn whatever_is_understood_is_still_to_come(
        text in noise(),
        now in prop_oneof![4 => 0..4_000_000_000_000_i64, 1 => any::<i64>()],
        utc_offset in prop_oneof![4 => -50_400..50_400, 1 => any::<i32>()],
    ) {
        let now = Timestamp(now);
        match parse(&text, now, utc_offset) {
            Ok(at) => prop_assert!(now < at && at <= UNTIL_REPLY),
            Err(fault) => drop(fault.say()),
        }
        let _ = presets(now, utc_offset);
    }
}
