//! What may come next in a line that is being typed.

use super::*;

/// Completes at `|`; the range's text and the items' texts.
fn at(marked: &str) -> (String, Vec<String>) {
    let cursor = marked.find('|').expect("a cursor");
    let line = marked.replacen('|', "", 1);
    let Completion { range, items } = complete(&line, cursor, &desk().names());
    (line[range].to_owned(), items.into_iter().map(|it| it.text).collect())
}

fn all(marked: &str) -> Vec<String> {
    at(marked).1
}

#[test]
fn keys_come_where_a_token_begins() {
    let keys = [
        "is:",
        "assignee:",
        "channel:",
        "waits:",
        "tag:",
        "lang:",
        "after:",
        "before:",
        "order:",
        "-tag:",
    ];
    assert_eq!(at("|"), (String::new(), keys.map(str::to_owned).to_vec()));
    assert_eq!(at("is:open | x"), (String::new(), keys.map(str::to_owned).to_vec()));
    for (marked, range, items) in [
        ("a|", "a", &["assignee:", "after:", "channel:", "waits:", "tag:", "lang:", "-tag:"][..]),
        ("as|", "as", &["assignee:"]),
        ("is:open t|", "t", &["tag:", "assignee:", "-tag:", "waits:", "after:"]),
        ("ста|", "ста", &["is:", "assignee:\"Стара Марія\""]),
        ("Чек|", "Чек", &["waits:", "is:unanswered"]),
        ("фыы|", "фыы", &["assignee:"]),
        ("-|", "-", &["-tag:"]),
        ("-t|", "-t", &["-tag:"]),
        ("as|signee:me", "assignee:", &["assignee:"]),
        ("or|dr:x", "ordr:", &["order:", "before:"]),
        ("is:open or|der", "order", &["order:", "before:", "assignee:blocked"]),
        ("доставка|", "доставка", &[]),
        ("olh|", "olh", &["assignee:\"Olha Kovalenko\""]),
        ("гон|", "гон", &["assignee:\"Олег Ґонта\""]),
        ("two|", "two", &["tag:\"two words\""]),
        ("закр|", "закр", &["is:closed"]),
        ("пов|", "пов", &["tag:Повернення"]),
        ("верн|", "верн", &[]),
        ("\"as|", "", &[]),
        ("foo:b|", "", &[]),
    ] {
        let (replaced, found) = at(marked);
        assert_eq!(replaced, range, "{marked}");
        assert_eq!(found, items, "{marked}");
    }
}

#[test]
fn every_key_says_what_it_means() {
    let items = complete("", 0, &desk().names()).items;
    assert!(items.iter().all(|it| it.meaning.is_some_and(|id| id.starts_with("filter-key-"))));
}

#[test]
fn values_come_behind_a_key() {
    assert_eq!(all("is:|"), ["open", "unanswered", "snoozed", "closed", "spam", "all"]);
    assert_eq!(all("is:open,|"), ["unanswered", "snoozed", "closed", "spam", "all"]);
    assert_eq!(all("is:відкриті,|"), ["unanswered", "snoozed", "closed", "spam", "all"]);
    assert_eq!(all("is:s|"), ["snoozed", "spam", "unanswered", "closed"]);
    assert_eq!(all("статус:від|"), ["open", "snoozed"]);
    assert_eq!(all("шы:щз|"), ["open"]);
    assert_eq!(all("order:|"), ["longest", "newest", "oldest"]);
    assert_eq!(all("lang:|")[..2], ["uk", "ru"]);
    assert_eq!(all("lang:укр|"), ["uk"]);
    assert_eq!(all("tag:|"), ["vip", "Повернення", "\"two words\"", "\"a,b\""]);
    assert_eq!(all("-tag:пов|"), ["Повернення"]);
    assert_eq!(all("tag:\"two w|"), ["\"two words\""]);
    assert_eq!(all("-is:|"), [""; 0]);
}

#[test]
fn the_middle_of_a_line_is_completed_in_its_place() {
    assert_eq!(at("is:op|en,closed x"), ("open".to_owned(), vec!["open".to_owned()]));
    assert_eq!(at("is:open,clo|sed x"), ("closed".to_owned(), vec!["closed".to_owned()]));
    assert_eq!(at("tag:\"tw|o words\" x").0, "\"two words\"");
    assert_eq!(at("is:|open").0, "open");
}

#[test]
fn people_who_can_answer_come_first_and_the_blocked_last() {
    let items = complete("to:", 3, &desk().names()).items;
    let texts: Vec<&str> = items.iter().map(|it| it.text.as_str()).collect();
    let names = [
        "\"Olha Kovalenko\"",
        "\"Олег Ґонта\"",
        "\"Олег Зима\"",
        "Дар'я",
        "\"me\"",
        "Наглядач",
        "\"Стара Марія\"",
    ];
    assert_eq!(texts[..4], ["me", "none", "any", "blocked"]);
    assert_eq!(texts[4..], names);
    assert_eq!(items[9].meaning, Some("filter-value-agent-unable"));
    assert_eq!(items[10].meaning, Some("filter-value-agent-blocked"));
    assert_eq!(items[10].label, "Стара Марія");
    assert_eq!(all("to:оле|"), ["\"Олег Ґонта\"", "\"Олег Зима\""]);
    assert_eq!(all("to:kov|"), ["\"Olha Kovalenko\""]);
    assert_eq!(all("to:щдр|"), ["\"Olha Kovalenko\""]);
}

#[test]
fn media_of_the_desk_come_before_the_others() {
    assert_eq!(
        all("ch:|"),
        [
            "telegram",
            "viber",
            "email",
            "\"Shop, Kyiv\"",
            "\"viber\"",
            "Магазин",
            "\"Old shop\"",
            "instagram",
            "messenger",
            "whatsapp"
        ]
    );
    assert_eq!(all("ch:вай|"), ["viber"]);
}

#[test]
fn a_number_is_offered_its_units() {
    assert_eq!(all("waits:|")[..2], [">5m", ">15m"]);
    assert_eq!(all("waits:>3|"), [">3m", ">3h", ">3d"]);
    assert_eq!(at("waits:>|").0, ">");
    assert_eq!(all("after:|")[..3], ["today", "yesterday", "1h"]);
    assert_eq!(all("after:14|"), ["14m", "14h", "14d"]);
    assert_eq!(all("before:вч|"), ["yesterday"]);
}

#[test]
fn a_thousand_agents_are_not_all_offered() {
    let mut desk = desk();
    desk.agents = (0..1000).map(|it| agent(it, &format!("A{it}"), Role::Agent, false)).collect();
    let items = complete("to:", 3, &desk.names()).items;
    assert_eq!(items.len(), Completion::ITEMS_MAX);
}
