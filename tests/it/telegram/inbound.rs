//! What customers send.

use std::time::Duration;

use keydesk::channels::{Connector as _, PullError};
use keydesk::domain::{Content, News};
use keydesk::store::Connections as _;
use serde_json::{Value, json};

use super::Shop;
use super::fake::{Play, chat_of, message};

fn member(chat: i64, status: &str) -> Value {
    let anna = json!({ "id": 42, "is_bot": false, "first_name": "Анна" });
    let bot = json!({ "id": 7_712_345, "is_bot": true, "first_name": "Крамниця" });
    json!({ "my_chat_member": {
        "chat": chat_of(chat), "from": anna, "date": 1_790_000_100,
        "old_chat_member": { "status": "member", "user": bot.clone() },
        "new_chat_member": { "status": status, "user": bot, "until_date": 0 },
    }})
}

fn photo(id: &str, side: u32) -> Value {
    json!({ "file_id": id, "file_unique_id": id, "width": side, "height": side, "file_size": 5 })
}

/// A day in the life of a bot.
fn happen(shop: &Shop) {
    let fake = &shop.fake;
    fake.keep("big", b"\xff\xd8big");
    fake.keep("second", b"\xff\xd8two");
    fake.keep("paper", b"%PDF");
    fake.keep("smile", b"RIFF");
    let say = |number, more: Value| {
        fake.happen(json!({ "message": message(42, number, &more) }));
    };
    say(1, json!({ "text": "Є синя сукня?" }));
    say(
        2,
        json!({ "media_group_id": "g1", "caption": "отака", "photo": [photo("small", 90), photo("big", 900)] }),
    );
    say(3, json!({ "media_group_id": "g1", "photo": [photo("second", 800)] }));
    fake.happen_strange(json!({ "message": { "message_id": "four", "date": 1_790_000_004 } }));
    let asked = message(42, 1, &json!({ "text": "Є синя сукня?" }));
    say(5, json!({ "text": "ау", "reply_to_message": asked }));
    let mut edited = message(42, 1, &json!({ "text": "Є зелена сукня?" }));
    edited["edit_date"] = 1_790_000_900.into();
    fake.happen(json!({ "edited_message": edited }));
    say(6, json!({ "location": { "latitude": 50.450_1, "longitude": 30.5234 } }));
    say(7, json!({ "contact": { "phone_number": "380501112233", "first_name": "Ада" } }));
    say(
        8,
        json!({ "document": { "file_id": "paper", "file_unique_id": "p", "file_name": "../рахунок.pdf", "file_size": 4 } }),
    );
    say(
        9,
        json!({ "sticker": { "file_id": "smile", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9, "is_animated": false, "is_video": false, "emoji": "🙂" } }),
    );
    let voice =
        json!({ "file_id": "gone", "file_unique_id": "g", "duration": 3, "file_size": 900 });
    say(10, json!({ "voice": voice }));
    say(11, json!({ "story": { "chat": chat_of(42), "id": 1 } }));
    say(12, json!({ "group_chat_created": true }));
}

/// The words of a message, and its files with what is in them.
type Said = (String, Vec<(String, Option<Vec<u8>>)>);

fn told(shop: &Shop) -> Vec<Said> {
    let read = |hash| {
        let mut bytes = Vec::new();
        let mut file = shop.desk.blobs().open(hash).unwrap().unwrap();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        bytes
    };
    let messages = shop.thread("Анна Ко").into_iter();
    messages
        .map(|it| {
            let files = it.files.into_iter().map(|it| (it.name, it.content.map(read)));
            (it.text, files.collect())
        })
        .collect()
}

fn expected() -> Vec<Said> {
    let file = |name: &str, content: &[u8]| (name.to_owned(), Some(content.to_vec()));
    let place = "📍 50.45010, 30.52340\nhttps://www.openstreetmap.org/?mlat=50.45010&mlon=30.52340";
    let photos = vec![file("photo-2.jpg", b"\xff\xd8big"), file("photo-3.jpg", b"\xff\xd8two")];
    [
        ("Є зелена сукня?", vec![]),
        ("отака", photos),
        ("ау", vec![]),
        (place, vec![]),
        ("👤 Ада\n+380501112233", vec![]),
        ("", vec![file("../рахунок.pdf", b"%PDF")]),
        ("🙂", vec![file("sticker-9.webp", b"RIFF")]),
        ("", vec![("voice-10.ogg".to_owned(), None)]),
        ("[story]", vec![]),
    ]
    .map(|(text, files)| (text.to_owned(), files))
    .to_vec()
}

#[test]
fn what_is_told_twice_is_kept_once() {
    let shop = Shop::open();
    happen(&shop);
    let bot = shop.bot();
    let first = shop.pull(&bot, "");
    assert_eq!(first.cursor, "1013");
    assert_eq!(told(&shop), expected());
    // The desk's word for it was lost: the server has forgotten nothing, and tells all of it again.
    let again = shop.pull(&shop.bot(), "");
    assert_eq!(again, first);
    assert_eq!(told(&shop), expected());
    let thread = shop.thread("Анна Ко");
    assert_eq!(thread[2].about.answers, Some(thread[0].id));
    assert!(thread[0].about.edited.is_some());
    let channel = shop.channel;
    let unread = shop.desk.read_now(move |it| it.unread(channel, 9)).unwrap();
    assert_eq!(unread.len(), 1);
    assert!(String::from_utf8_lossy(&unread[0].raw).contains("\"four\""), "{unread:?}");
}

#[test]
fn the_courier_stores_before_it_confirms_and_leaves_no_files_behind() {
    let shop = Shop::open();
    let _courier = shop.courier();
    happen(&shop);
    shop.fake.until("all of it is confirmed", |it| it.offsets.contains(&Some(1013)).then_some(()));
    assert_eq!(told(&shop), expected());
    assert_eq!(std::fs::read_dir(shop.spool()).unwrap().count(), 0);
    let offsets: Vec<i64> = shop.fake.world().offsets.iter().flatten().copied().collect();
    assert!(offsets.is_sorted() && offsets.iter().all(|it| 1000 < *it), "{offsets:?}");
}

#[test]
fn a_group_is_one_contact_with_many_writers_and_stays_itself_when_it_moves() {
    let shop = Shop::open();
    let fake = &shop.fake;
    fake.happen(json!({ "message": message(-5, 1, &json!({ "text": "усім привіт" })) }));
    fake.happen(json!({ "message": message(-5, 2, &json!({ "migrate_to_chat_id": -1005 })) }));
    fake.happen(json!({ "message": message(-1005, 1, &json!({ "migrate_from_chat_id": -5 })) }));
    fake.happen(json!({ "message": message(-1005, 2, &json!({ "text": "ми тут" })) }));
    let bot = shop.bot();
    shop.pull(&bot, "");
    shop.pull(&bot, "");
    let thread = shop.thread("Опт");
    let said: Vec<_> =
        thread.iter().map(|it| (it.about.writer.as_str(), it.text.as_str())).collect();
    assert_eq!(said, [("Анна Ко", "усім привіт"), ("Анна Ко", "ми тут")]);
    assert_eq!(shop.rows().len(), 1);
}

#[test]
fn whoever_blocks_the_bot_cannot_be_written_to_until_they_unblock_it() {
    let shop = Shop::open();
    shop.fake.happen(member(42, "kicked"));
    shop.fake.happen(member(42, "member"));
    let batch = shop.pull(&shop.bot(), "");
    let reach: Vec<_> = batch
        .news
        .iter()
        .map(|it| match it {
            News::Reach { external, open, .. } => (external.as_str(), *open),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(reach, [("42", false), ("42", true)]);
}

#[test]
fn machines_are_known_and_people_behind_a_group_are_not_taken_for_one() {
    let shop = Shop::open();
    let mut machine = message(-5, 1, &json!({ "text": "a" }));
    machine["from"]["is_bot"] = true.into();
    let mut admin = machine.clone();
    (admin["message_id"], admin["sender_chat"]) = (2.into(), chat_of(-5));
    shop.fake.happen(json!({ "message": machine }));
    shop.fake.happen(json!({ "message": admin }));
    let batch = shop.pull(&shop.bot(), "");
    let machines: Vec<_> = batch
        .news
        .iter()
        .map(|it| match it {
            News::Arrived(it) => (it.more.automatic, it.more.writer.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(machines, [(true, "Анна Ко"), (false, "Опт")]);
}

#[test]
fn a_file_is_waited_for_while_nothing_works_and_given_up_when_only_it_does_not() {
    let shop = Shop::open();
    shop.fake.keep("f", b"here");
    let document = json!({ "file_id": "f", "file_unique_id": "f", "file_size": 4 });
    shop.fake.happen(json!({ "message": message(42, 1, &json!({ "text": "before" })) }));
    shop.fake.happen(json!({ "message": message(42, 2, &json!({ "document": document })) }));
    let bot = shop.bot();
    let down = || Play::Say(502, json!({ "ok": false }));
    for method in ["getFile", "getFile", "getMe", "getFile", "getFile", "getMe"] {
        shop.fake.play(method, down());
    }
    let first = shop.pull(&bot, "");
    assert_eq!(
        (first.news.len(), first.cursor.as_str()),
        (1, "1001"),
        "what was before it is kept"
    );
    let error = shop.runtime.block_on(bot.pull("1001")).unwrap_err();
    assert!(matches!(error, PullError::Unreachable(_)), "{error:?}");
    let second = shop.pull(&bot, "1001");
    assert_eq!(told(&shop)[1].1[0].1.as_deref(), Some(&b"here"[..]), "{second:?}");
    let only = json!({ "document": document });
    shop.fake.happen(json!({ "message": message(42, 3, &only) }));
    shop.fake.play("getFile", down());
    shop.fake.play("getFile", down());
    let batch = shop.pull(&bot, &second.cursor);
    let News::Arrived(arrival) = &batch.news[0] else { panic!("{batch:?}") };
    assert_eq!(arrival.files[0].content, Content::Untold);
}

#[test]
fn what_is_too_big_is_told_without_its_content() {
    let shop = Shop::open();
    shop.fake.keep("liar", &vec![7; 3000]);
    shop.fake.keep("huge", &vec![7; (20 << 20) + 1]);
    for (number, id, size) in [(1, "liar", 10), (2, "huge", 11), (3, "honest", 4000)] {
        let document = json!({ "file_id": id, "file_unique_id": id, "file_size": size });
        shop.fake
            .happen(json!({ "message": message(42, number, &json!({ "document": document })) }));
    }
    let mut settings = shop.settings();
    settings.file_max = 2000;
    let batch = shop.pull(&shop.bot_by(settings), "");
    for news in &batch.news {
        let News::Arrived(arrival) = news else { panic!("{news:?}") };
        assert_eq!(arrival.files[0].content, Content::Untold);
    }
    assert_eq!(std::fs::read_dir(shop.spool()).unwrap().count(), 0, "nothing is left lying");
}

#[test]
fn a_question_waits_for_news_and_trouble_is_seen_to_be_over_soon() {
    let shop = Shop::open();
    let bot = shop.bot();
    let begun = std::time::Instant::now();
    let quiet = shop.pull(&bot, "7");
    assert!(quiet.news.is_empty() && quiet.cursor == "7");
    assert!(begun.elapsed() < Duration::from_secs(20), "the first question is a short one");
    let asked = shop.fake.world().offsets.len();
    let batch = std::thread::scope(|it| {
        it.spawn(|| {
            shop.fake.until("it waits", |it| (asked < it.offsets.len()).then_some(()));
            shop.fake.happen(json!({ "message": message(42, 1, &json!({ "text": "нарешті" })) }));
        });
        shop.runtime.block_on(bot.pull("7")).unwrap()
    });
    assert_eq!((batch.news.len(), batch.cursor.as_str()), (1, "1001"));
}
