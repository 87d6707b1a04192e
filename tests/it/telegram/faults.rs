//! A thousand answers over a line with faults, from the desk through the courier to the service: nothing is lost, nothing is
//! sent twice by itself, and what nobody knows is shown as unsure.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::base::clock::now;
use keydesk::base::random::Random;
use keydesk::channels::telegram::TelegramConnector;
use keydesk::courier;
use serde_json::json;

use super::Shop;
use super::fake::Play;
use crate::answered::{answered, ended, rows, shown, weighed};
use crate::email::faulty::{Fault, Faulty};

const ANSWERS: i64 = 1000;
/// For all of them; only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(100);

/// A fault at any point of a few questions on one line: each is of about 300 bytes, each answer of about 350. A line without
/// any would carry all that follows.
fn fault(random: &mut Random) -> Fault {
    let mut at = |most: u64| usize::try_from(random.below(most)).unwrap();
    match at(2) {
        0 => Fault::Cut(1 + at(2000)),
        _ => Fault::Deaf(at(2000)),
    }
}

#[test]
fn of_a_thousand_answers_over_a_line_with_faults_none_is_lost_and_none_is_sent_twice() {
    let shop = Shop::open();
    let chats = (0..ANSWERS).map(|it| (1000 + it).to_string()).collect();
    answered(&shop.desk, shop.channel, chats);
    let mut random = Random::of(20_261_124, 1);
    let faults: Vec<Fault> = (0..ANSWERS).map(|_| fault(&mut random)).collect();
    let port = shop.fake.base.rsplit_once(':').unwrap().1.parse().unwrap();
    let proxy = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let proxy = proxy.unwrap();
    let line = proxy.block_on(Faulty::before(port, faults));
    // And now and then the service wants a moment's silence.
    for _ in 0..3 {
        let wait = json!({ "retry_after": 1 });
        let told = json!({ "ok": false, "error_code": 429, "description": "Too Many Requests", "parameters": wait });
        shop.fake.play("sendMessage", Play::Say(429, told));
    }
    let mut settings = shop.settings();
    settings.api = format!("http://127.0.0.1:{}", line.port);
    let connect = move |_: &_| -> Arc<dyn keydesk::channels::Connector> {
        Arc::new(TelegramConnector::new(settings.clone(), Arc::new(|_| Ok(None))))
    };
    let rows = rows(shop.dir.path());
    let begun = Instant::now();
    let courier = courier::start(shop.desk.clone(), connect, now).unwrap();
    let became = loop {
        let became = shown(&shop.desk, &rows, "text");
        if ended(&became) {
            break became;
        }
        let left = PATIENCE.checked_sub(begun.elapsed());
        let left = left.unwrap_or_else(|| panic!("{:?}", became.values().next_back()));
        let _ = shop.grown.recv_timeout(left.min(Duration::from_secs(1)));
    };
    drop(courier);
    let took = begun.elapsed();
    let mut arrived: HashMap<String, usize> = HashMap::new();
    for sent in &shop.fake.world().sent {
        *arrived.entry(sent.what["text"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(became.len(), usize::try_from(ANSWERS).unwrap());
    let times = |text: &str| arrived.get(text).copied().unwrap_or(0);
    let (sure, unsure, there) = weighed(&became, times);
    // The faults hit what they are meant to hit, and doubts are of both sorts.
    let dull = sure < 500 || unsure < 50 || there == 0 || there == unsure;
    assert!(!dull, "{sure} sent, {unsure} unsure, of which {there} are there; {took:?}");
}
