//! A thousand answers over a line with faults, from the desk through the courier to the service: nothing is lost, nothing is
//! sent twice by itself, and what nobody knows is shown as unsure.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::base::clock::now;
use keydesk::base::random::Random;
use keydesk::channels::telegram::TelegramConnector;
use keydesk::courier;
use keydesk::domain::{
    Actor, Agent, AgentId, Arrival, Batch, Intent, Kind, News, Op, OpId, Role, Sender,
};
use keydesk::store::{Desk, Done, Ledger as _};
use rusqlite::Connection;
use serde_json::json;

use super::Shop;
use super::fake::Play;
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

/// As many customers have written, and each has been answered.
fn answered(shop: &Shop) {
    let channel = shop.channel;
    let written = move |number: i64| {
        let external = (1000 + number).to_string();
        News::Arrived(Arrival {
            sender: Sender {
                external, name: format!("Клієнт {number}"), ..Sender::default()
            },
            remote: format!("{}:1", 1000 + number),
            kind: Kind::Inbound,
            at: now(),
            text: "де моє замовлення?".to_owned(),
            files: Vec::new(),
            more: Default::default(),
        })
    };
    let batch = Batch { news: (0..ANSWERS).map(written).collect(), cursor: String::new() };
    shop.desk.write_now(move |it| it.ingest(channel, &batch, now())).unwrap();
    let rows = Connection::open(shop.dir.path().join("desk.db")).unwrap();
    let mut dialogs = rows.prepare("SELECT id FROM dialogs ORDER BY id").unwrap();
    let dialogs: Vec<i64> =
        dialogs.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(i64::try_from(dialogs.len()), Ok(ANSWERS));
    let me = Actor::Agent(Agent::new(AgentId(1), "Олена", Role::Admin));
    let done = shop.desk.write_now(move |it| {
        it.bulk(|it| {
            for (number, dialog) in (0_u32..).zip(dialogs) {
                let intent = Intent::Reply(format!("відповідь {number}"));
                let dialog = keydesk::domain::DialogId(dialog);
                let op = Op { id: OpId(1 + u128::from(number)), dialog, intent };
                let done = it.submit(&op, &me, now())?;
                assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
            }
            Ok(())
        })
    });
    done.unwrap();
}

/// What the desk shows of each answer, by its text.
fn shown(desk: &Desk, rows: &Connection) -> BTreeMap<String, String> {
    // Whatever the desk has been told to write is written.
    desk.write_now(|_| Ok(())).unwrap();
    let sql = "SELECT text, state FROM messages WHERE state IS NOT NULL";
    let mut all = rows.prepare_cached(sql).unwrap();
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    all.map(Result::unwrap).collect()
}

#[test]
fn of_a_thousand_answers_over_a_line_with_faults_none_is_lost_and_none_is_sent_twice() {
    let shop = Shop::open();
    answered(&shop);
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
    let rows = Connection::open(shop.dir.path().join("desk.db")).unwrap();
    let begun = Instant::now();
    let courier = courier::start(shop.desk.clone(), connect, now).unwrap();
    let became = loop {
        let became = shown(&shop.desk, &rows);
        if became.values().all(|it| it == "sent" || it == "unsure") {
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
    let (mut sure, mut unsure, mut there) = (0, 0, 0);
    for (text, state) in &became {
        let times = arrived.get(text).copied().unwrap_or(0);
        if state == "sent" {
            sure += 1;
            assert_eq!(times, 1, "{text} is said to be sent");
        } else {
            unsure += 1;
            there += times;
            assert!(times <= 1, "{text} is there {times} times");
        }
    }
    // The faults hit what they are meant to hit, and doubts are of both sorts.
    let dull = sure < 500 || unsure < 50 || there == 0 || there == unsure;
    assert!(!dull, "{sure} sent, {unsure} unsure, of which {there} are there; {took:?}");
}
