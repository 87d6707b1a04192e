//! What is wrong with a line, where, and what would have been right.

use super::*;

fn fault(line: &str) -> Fault {
    parse(line, &desk().names()).expect_err(line)
}

#[test]
fn a_fault_points_at_its_place_and_offers_the_nearest() {
    for (line, place, nearest) in [
        ("is:open asignee:me", "asignee", Some("assignee")),
        ("chanel:viber", "chanel", Some("channel")),
        ("-tga:vip", "tga", Some("tag")),
        ("статс:відкриті", "статс", Some("статус")),
        ("призначенно:я", "призначенно", Some("призначено")),
        ("qwerty:x", "qwerty", None),
        ("Адреса: Київ", "Адреса", None),
        ("is:opne", "opne", Some("open")),
        ("is:open,clsed x", "clsed", Some("closed")),
        ("статус:відкриьі", "відкриьі", Some("відкриті")),
        ("is:xyzzy", "xyzzy", None),
        ("is:щзту", "щзту", Some("open")),
        ("assignee:nobdy", "nobdy", Some("nobody")),
        ("assignee:kovalenco", "kovalenco", Some("Kovalenko")),
        ("to:\"Olha Kovalenco\"", "\"Olha Kovalenco\"", Some("\"Olha Kovalenko\"")),
        ("assignee:олег", "олег", Some("\"Олег Ґонта\"")),
        ("channel:vibr", "vibr", Some("viber")),
        ("channel:\"Shop, Kiyv\"", "\"Shop, Kiyv\"", Some("\"Shop, Kyiv\"")),
        ("channel:магзин", "магзин", Some("Магазин")),
        ("lang:ukranian", "ukranian", Some("ukrainian")),
        ("lang:x1", "x1", None),
        ("waits:30", "30", Some(">30m")),
        ("waits:>30", ">30", Some(">30m")),
        ("waits:soon", "soon", None),
        ("waits:<30m", "<30m", None),
        ("waits:99999999999999999999d", "99999999999999999999d", None),
        ("waits:>1h,2h", "waits:>1h,2h", Some("waits:>1h")),
        ("x tag:a,b y", "tag:a,b", Some("tag:a tag:b")),
        ("after:7", "7", Some("7d")),
        ("after:yesteday", "yesteday", Some("yesterday")),
        ("до:сьогодн", "сьогодн", Some("сьогодні")),
        ("after:2026-13-01", "2026-13-01", None),
        ("after:31.02.2026", "31.02.2026", None),
        ("after:2026-11-01T25:00", "2026-11-01T25:00", None),
        ("order:newst", "newst", Some("newest")),
        ("is: open", "is:", None),
        ("assignee:,", "assignee:", None),
        ("шы:", "шы:", None),
        ("tag:\"\"", "tag:", None),
        ("-is:open", "-is:", None),
        ("is:open -доставка x", "-доставка", Some("\"-доставка\"")),
        ("-\"нова пошта\" x", "-\"нова пошта\"", Some("\"-нова пошта\"")),
        ("-VIP", "-VIP", Some("-tag:vip")),
        ("-повернення", "-повернення", Some("-tag:Повернення")),
        ("-«two words»", "-«two words»", Some("-tag:\"two words\"")),
    ] {
        let found = fault(line);
        assert_eq!(&line[found.range.clone()], place, "{line}: {found:?}");
        assert_eq!(found.nearest.as_deref(), nearest, "{line}: {found:?}");
    }
}

#[test]
fn what_is_offered_mends_the_line() {
    for line in [
        "is:open asignee:me",
        "is:open,clsed x",
        "to:\"Olha Kovalenco\"",
        "assignee:олег",
        "channel:\"Shop, Kiyv\"",
        "waits:>30",
        "tag:a,b",
        "after:7",
        "order:newst",
        "-доставка",
        "-vip",
        "-„нова пошта“",
    ] {
        let Fault { range, nearest, .. } = fault(line);
        let mut mended = line.to_owned();
        mended.replace_range(range, &nearest.unwrap());
        read(&mended);
    }
}

#[test]
fn a_line_says_no_more_than_can_be_looked_up() {
    let line = |word: &str, times: usize| (0..times).map(|it| format!("{word}{it} ")).collect();
    for word in ["w", "tag:t", "-tag:t"] {
        let most: String = line(word, super::super::SAID_MAX);
        assert_eq!(read(&most).len(), 64, "{word}");
        let more: String = line(word, 1000);
        let found = fault(&more);
        assert_eq!((&more[found.range], found.what), (&*format!("{word}64"), FaultKind::TooMany));
    }
    let lettered = |it: usize| {
        let letter = |it: usize| char::from(b'a' + u8::try_from(it % 26).unwrap());
        format!("{}{}", letter(it / 26), letter(it))
    };
    let languages: Vec<String> = (0..65).map(lettered).collect();
    assert_eq!(fault(&format!("lang:{}", languages.join(","))).what, FaultKind::TooMany);
    // One takes the place of the other.
    assert_eq!(read(&"is:open ".repeat(500)).len(), 1);
}

#[test]
fn a_name_of_several_says_which() {
    let FaultKind::Ambiguous(typed, names) = fault("to:олег").what else { panic!("ambiguous") };
    assert_eq!((typed.as_str(), names), ("олег", vec!["Олег Ґонта".into(), "Олег Зима".into()]));
}

#[test]
fn every_fault_is_said_in_every_language_with_all_its_parts() {
    use crate::i18n::{Catalog, Language};
    let many: String = (0..65).map(|it| format!("x{it} ")).collect();
    for language in Language::ALL {
        let catalog = Catalog::new(*language);
        for (line, parts) in [
            ("asignee:me", vec!["asignee:", "assignee:"]),
            ("qwerty:x", vec!["qwerty:"]),
            ("is:opne", vec!["is:", "opne", "open"]),
            ("is:xyzzy", vec!["is:", "xyzzy"]),
            ("to:олег", vec!["олег", "Олег Ґонта, Олег Зима", "\"Олег Ґонта\""]),
            ("is:", vec!["is:"]),
            ("tag:a,b", vec!["tag:", "tag:a tag:b"]),
            ("-is:open", vec!["is:"]),
            ("-доставка", vec!["\"-доставка\""]),
            ("-vip", vec!["-tag:vip"]),
            (&many, vec!["64"]),
            ("waits:soon", vec!["soon", ">30m"]),
            ("waits:5", vec!["5", ">5m"]),
            ("after:soon", vec!["soon", "7d"]),
            ("after:7", vec!["7d"]),
        ] {
            let said = catalog.say(&fault(line).say());
            for part in parts {
                assert!(said.contains(part), "{language:?} {line}: {said}");
            }
            assert!(!said.contains('$') && !said.contains('{'), "{language:?} {line}: {said}");
        }
    }
}
