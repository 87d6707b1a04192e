//! What goes back to customers.

use std::time::{Duration, Instant};

use keydesk::channels::Connector as _;
use keydesk::domain::{Answered, Enclosure, Outcome, Outgoing, Scope};
use serde_json::json;

use super::Shop;
use super::fake::{Play, Sent, message};

/// A shop to which Anna has written, which Olena answers.
fn shop_with(text: &str) -> Shop {
    let mut shop = Shop::open();
    shop.fake.happen(json!({ "message": message(42, 1, &json!({ "text": "Добрий день" })) }));
    shop.pull(&shop.bot(), "");
    shop.reply("Анна Ко", text);
    shop
}

fn until_sent(shop: &Shop, text: &str) {
    shop.until("it is sent", || (shop.fate("Анна Ко", text) == "Sent").then_some(()));
}

/// `count` Cyrillic letters in words, lines and paragraphs.
fn letters(count: usize) -> String {
    let mut text = String::new();
    for at in 0.. {
        let end = if at % 90 == 89 {
            ".\n\n"
        } else if at % 9 == 8 {
            ".\n"
        } else {
            " "
        };
        text += &format!("слово{at}{end}");
        if count <= text.chars().count() {
            break;
        }
    }
    text.chars().take(count - 1).chain(['я']).collect()
}

#[test]
fn nine_thousand_letters_arrive_whole_and_in_order() {
    let text = letters(9000);
    let shop = shop_with(&text);
    let _courier = shop.courier();
    until_sent(&shop, &text);
    let sent = shop.fake.world().sent.clone();
    let parts: Vec<&str> = sent.iter().map(|it| it.what["text"].as_str().unwrap()).collect();
    assert_eq!(parts.len(), 3);
    assert!(parts[..2].iter().all(|it| it.ends_with('.')), "each ends where a sentence does");
    let words = |it: &str| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&parts.join("\n")), words(&text));
}

#[test]
fn whoever_says_later_is_obeyed() {
    let shop = shop_with("Так");
    let later = json!({
        "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 2",
        "parameters": { "retry_after": 2 },
    });
    shop.fake.play("sendMessage", Play::Say(429, later));
    let begun = Instant::now();
    let _courier = shop.courier();
    until_sent(&shop, "Так");
    assert!(Duration::from_secs(2) <= begun.elapsed());
    assert_eq!(shop.fake.world().sent.len(), 1);
}

#[test]
fn every_answer_has_its_outcome_and_none_is_taken_for_another() {
    let shop = Shop::open();
    let bot = shop.bot();
    let said = |code: u16, why: &str| {
        Play::Say(code, json!({ "ok": false, "error_code": code, "description": why }))
    };
    let outcome = |to: &str, play: Play| {
        shop.fake.play("sendMessage", play);
        let outgoing = Outgoing { to: to.to_owned(), ..shop.outgoing("Так") };
        shop.runtime.block_on(bot.send(&outgoing))
    };
    let blocked = "Forbidden: bot was blocked by the user";
    let refused = |reason: &str| Outcome::Refused { reason: reason.to_owned() };
    assert_eq!(outcome("42", said(403, blocked)), refused(blocked));
    assert_eq!(outcome("42", said(400, "Bad Request: no")), refused("Bad Request: no"));
    assert_eq!(
        outcome("42", Play::Say(413, "too large".into())),
        refused("HTTP 413 Payload Too Large")
    );
    for doubtful in [
        said(500, "Internal Server Error"),
        Play::Say(502, "<html>".into()),
        Play::Say(200, "{".into()),
        Play::Say(200, json!({ "ok": true })),
        Play::Say(200, json!({ "ok": true, "result": { "id": 1 } })),
    ] {
        assert_eq!(outcome("42", doubtful), Outcome::Unknown);
    }
    for (to, code, scope) in [
        ("42", 429, Scope::Channel),
        ("-5", 429, Scope::Dialog),
        ("42", 401, Scope::Channel),
        ("42", 409, Scope::Channel),
    ] {
        let outcome = outcome(to, said(code, "wait"));
        assert!(
            matches!(&outcome, Outcome::Retry { scope: it, .. } if *it == scope),
            "{code} {outcome:?}"
        );
    }
    assert_eq!(shop.fake.world().sent, []);
}

#[test]
fn what_never_left_is_tried_again_and_what_may_have_left_is_not() {
    let shop = Shop::open();
    let mut settings = shop.settings();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    settings.api = format!("http://{closed}");
    let outcome = shop.runtime.block_on(shop.bot_by(settings).send(&shop.outgoing("Так")));
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    shop.fake.play("sendMessage", Play::DoAndFallSilent);
    let (bot, outgoing) = (shop.bot(), shop.outgoing("Так"));
    let hurry = async {
        let sending = bot.send(&outgoing);
        tokio::time::timeout(Duration::from_millis(500), sending).await
    };
    assert!(shop.runtime.block_on(hurry).is_err(), "nobody answers");
    assert_eq!(shop.fake.world().sent.len(), 1, "and yet it has arrived");
}

fn enclosure(shop: &Shop, name: &str, content: &[u8]) -> Enclosure {
    let (content, bytes) = shop.desk.blobs().put(&mut &content[..]).unwrap();
    Enclosure { name: name.to_owned(), bytes, content }
}

/// Sends part after part, as the courier does.
fn send_all(shop: &Shop, mut outgoing: Outgoing) -> Vec<Sent> {
    let bot = shop.bot();
    let parts = bot.plan(&outgoing).parts;
    for part in 1..=parts {
        let outcome = shop.runtime.block_on(bot.send(&outgoing));
        match outcome {
            Outcome::Part { remote } if part < parts => assert!(remote.starts_with("42:5")),
            Outcome::Accepted { remote } if part == parts => assert!(remote.starts_with("42:5")),
            other => panic!("{part} of {parts}: {other:?}"),
        }
        outgoing.parts_done = part;
    }
    shop.fake.world().sent.clone()
}

#[test]
fn files_go_first_with_the_words_below_and_pictures_as_pictures() {
    let shop = Shop::open();
    let files = vec![
        enclosure(&shop, "рахунок \"№ 7\".pdf", b"%PDF\r\n--not the end"),
        enclosure(&shop, "сукня.JPG", b"\xff\xd8jpeg"),
        enclosure(&shop, "no.png", b"only called so"),
    ];
    let answers = Some(Answered { remote: "42:7".to_owned(), ..Answered::default() });
    let outgoing = Outgoing { files, answers, chosen: true, ..shop.outgoing("Ось") };
    let sent = send_all(&shop, outgoing);
    let told: Vec<_> = sent
        .iter()
        .map(|it| {
            let (name, content) = it.file.clone().unwrap();
            (it.method.as_str(), name, content, it.what.get("caption").cloned())
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "sendDocument",
                "рахунок _№ 7_.pdf".to_owned(),
                b"%PDF\r\n--not the end".to_vec(),
                Some("Ось".into())
            ),
            ("sendPhoto", "сукня.JPG".to_owned(), b"\xff\xd8jpeg".to_vec(), None),
            ("sendDocument", "no.png".to_owned(), b"only called so".to_vec(), None),
        ]
    );
    let reply = json!({ "message_id": 7, "allow_sending_without_reply": true });
    assert_eq!(sent[0].what["reply_parameters"], reply);
    assert!(sent[1..].iter().all(|it| !it.what.contains_key("reply_parameters")));
}

#[test]
fn long_words_do_not_go_below_a_file_and_an_answer_nobody_chose_is_no_quotation() {
    let shop = Shop::open();
    let files = vec![enclosure(&shop, "a.pdf", b"%PDF")];
    let answers = Some(Answered { remote: "42:7".to_owned(), ..Answered::default() });
    let text = letters(1025);
    let sent = send_all(&shop, Outgoing { files, answers, ..shop.outgoing(&text) });
    let methods: Vec<_> = sent.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["sendDocument", "sendMessage"]);
    assert_eq!(sent[1].what["text"], *text.trim());
    assert!(sent.iter().all(|it| !it.what.contains_key("reply_parameters")));
}

#[test]
fn a_file_that_cannot_go_is_refused_with_a_reason() {
    let shop = Shop::open();
    let bot = shop.bot();
    let mut gone = enclosure(&shop, "gone.pdf", b"%PDF");
    gone.content.0[0] ^= 1;
    let big = Enclosure { name: "big.zip".to_owned(), bytes: 80_000_000, ..gone.clone() };
    for (file, word) in [(gone, "gone.pdf"), (big, "50 MB")] {
        let outgoing = Outgoing { files: vec![file], ..shop.outgoing("") };
        let outcome = shop.runtime.block_on(bot.send(&outgoing));
        assert!(
            matches!(&outcome, Outcome::Refused { reason } if reason.contains(word)),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_group_that_has_moved_is_followed_once() {
    let shop = Shop::open();
    shop.fake.world().migrated.insert(-5, -1005);
    let outgoing = Outgoing { to: "-5".to_owned(), ..shop.outgoing("Так") };
    let outcome = shop.runtime.block_on(shop.bot().send(&outgoing));
    assert_eq!(outcome, Outcome::Accepted { remote: "-1005:500".to_owned() });
    shop.fake.world().migrated.insert(-1005, -5);
    let outcome = shop.runtime.block_on(shop.bot().send(&outgoing));
    assert!(matches!(outcome, Outcome::Refused { .. }), "not round and round: {outcome:?}");
}

#[test]
fn a_customer_who_has_blocked_the_bot_is_not_written_to_again_and_again() {
    let shop = shop_with("Так");
    shop.fake.world().blocked.push(42);
    let _courier = shop.courier();
    shop.until("it fails", || (shop.fate("Анна Ко", "Так") == "Failed").then_some(()));
}
