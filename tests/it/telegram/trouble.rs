//! What goes wrong with a bot's account, and what is said of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use keydesk::base::secret::Secret;
use keydesk::channels::telegram::Settings;
use keydesk::channels::{Connector as _, Grade, PullError};
use keydesk::domain::Health;
use keydesk::i18n::{Catalog, Language};
use serde_json::json;

use super::Shop;
use super::fake::{Play, TOKEN, message};

#[test]
fn the_older_of_two_who_poll_is_told_so() {
    let shop = Shop::open();
    let (first, second) = (shop.bot(), shop.bot());
    let error = std::thread::scope(|it| {
        it.spawn(|| {
            shop.fake.until("the first one waits", |it| (!it.offsets.is_empty()).then_some(()));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(second.pull("")).unwrap();
        });
        shop.runtime.block_on(first.pull("")).unwrap_err()
    });
    let PullError::Contested(why) = &error else { panic!("{error:?}") };
    assert!(why.contains("only one bot instance"), "{why}");
}

#[test]
fn the_desk_says_that_somebody_else_takes_the_messages_and_does_not_fight() {
    let shop = Shop::open();
    shop.fake.world().webhook = "https://crm.example/hook/s3cret".to_owned();
    let _courier = shop.courier();
    let why = shop.until("it is contested", || match shop.health() {
        Health::Contested(why) => Some(why),
        _ => None,
    });
    assert!(why.contains("webhook"), "{why}");
}

fn findings(shop: &Shop, settings: Settings) -> Vec<(&'static str, Grade, &'static str)> {
    let found = shop.runtime.block_on(shop.bot_by(settings).check());
    found.iter().map(|it| (it.step, it.grade, it.said.id)).collect()
}

#[test]
fn a_check_tells_whose_token_it_is_and_who_takes_the_messages() {
    let shop = Shop::open();
    assert_eq!(
        findings(&shop, shop.settings()),
        [
            ("token", Grade::Good, "tg-token-good"),
            ("webhook", Grade::Good, "tg-webhook-none"),
            ("pending", Grade::Good, "tg-pending"),
            ("groups", Grade::Good, "tg-groups-private"),
        ]
    );
    shop.fake.world().webhook = "https://crm.example/hook/s3cret".to_owned();
    for number in 0..100 {
        shop.fake.happen(json!({ "message": message(42, number, &json!({ "text": "a" })) }));
    }
    let found = shop.runtime.block_on(shop.bot().check());
    let said: Vec<_> = found.iter().map(|it| (it.grade, it.said.id, it.todo.is_some())).collect();
    assert_eq!(
        said[1..3],
        [(Grade::Bad, "tg-webhook-set", true), (Grade::Doubtful, "tg-pending", true)]
    );
    let english = Catalog::new(Language::En);
    let line = english.say(&found[1].said);
    assert!(line.contains("crm.example") && !line.contains("s3cret"), "{line}");
}

#[test]
fn a_revoked_token_is_told_and_a_new_one_is_asked_for() {
    let shop = Shop::open();
    let asked = Arc::new(AtomicU32::new(0));
    let mut settings = shop.settings();
    let count = Arc::clone(&asked);
    settings.token = Arc::new(move || {
        let old = count.fetch_add(1, Ordering::Relaxed) == 0;
        Ok(Secret::new(if old { TOKEN } else { "7712345:new" }))
    });
    let bot = shop.bot_by(settings);
    shop.pull(&bot, "");
    shop.fake.world().token = "7712345:new".to_owned();
    let error = shop.runtime.block_on(bot.pull("")).unwrap_err();
    assert!(matches!(error, PullError::Unauthorized(_)), "{error:?}");
    shop.pull(&bot, "");
    assert_eq!(asked.load(Ordering::Relaxed), 2, "it is kept while it is good");
}

#[test]
fn a_bad_token_is_the_first_thing_a_check_finds() {
    let shop = Shop::open();
    let with = |token: &'static str| {
        let mut settings = shop.settings();
        settings.token = Arc::new(move || Ok(Secret::new(token)));
        findings(&shop, settings)
    };
    for bad in ["1:wrong", "", "../..", "1:a b/c?d#e"] {
        assert_eq!(with(bad), [("token", Grade::Bad, "tg-token-refused")], "{bad}");
    }
    let mut settings = shop.settings();
    settings.token = Arc::new(|| Err("no such command".to_owned()));
    assert_eq!(findings(&shop, settings), [("token", Grade::Bad, "tg-token-missing")]);
    let mut settings = shop.settings();
    settings.api = "no address".to_owned();
    assert_eq!(findings(&shop, settings), [("token", Grade::Bad, "tg-unreachable")]);
}

#[test]
fn no_word_of_the_program_holds_the_token() {
    let shop = Shop::open();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut said = Vec::new();
    let mut servers = vec![(format!("http://{closed}"), None)];
    servers
        .extend(["https://127.0.0.1:1", "no address", "data:,x"].map(|it| (it.to_owned(), None)));
    let echo = format!("Cannot POST /bot{TOKEN}/anything");
    for code in [200, 302, 400, 401, 403, 404, 409, 429, 500] {
        let told = json!({ "ok": false, "error_code": code, "description": echo });
        servers.push((shop.fake.base.clone(), Some(Play::Say(code, told))));
        servers.push((shop.fake.base.clone(), Some(Play::Say(code, echo.clone().into()))));
    }
    for (api, play) in servers {
        let mut settings = shop.settings();
        settings.api = api;
        let bot = shop.bot_by(settings);
        for method in ["getUpdates", "sendMessage", "getMe"] {
            play.iter().for_each(|it| shop.fake.play(method, it.clone()));
        }
        let pulled = shop.runtime.block_on(bot.pull("")).unwrap_err();
        said.push(format!("{pulled:?} {pulled} {:?}", pulled.say()));
        said.push(format!("{:?}", shop.runtime.block_on(bot.send(&shop.outgoing("Так")))));
        let found = shop.runtime.block_on(bot.check());
        assert_ne!(found[0].grade, Grade::Good);
        said.push(format!("{found:?} {bot:?}"));
    }
    let (_, secret) = TOKEN.split_once(':').unwrap();
    assert_eq!(said.len(), 66);
    for words in said {
        assert!(!words.contains(secret), "{words}");
    }
}
