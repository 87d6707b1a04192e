//! A thousand mails over a line with faults, through a real server: nothing is lost, nothing is sent twice by itself.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use keydesk::base::random::Random;
use keydesk::channels::Connector as _;
use keydesk::channels::email::{Security, Server};
use keydesk::domain::Outcome;

use super::faulty::{Fault, Faulty};
use super::outbound::{connector, message};
use super::peers::Peers;
use super::scripted::Scripted;

/// Mails in each of the workers' hands.
const EACH: i64 = 130;
const WORKERS: i64 = 8;
/// So often one mail is tried before it is left: its last outcome is a retry then.
const TRIES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(120);

/// A fault at any point of a talk of about 3000 bytes one way and 450 the other.
fn fault(random: &mut Random) -> Fault {
    let mut at = |most: u64| usize::try_from(random.below(most)).unwrap();
    match at(10) {
        0..=2 => Fault::Cut(at(3000)),
        // Before the mail itself.
        3 => Fault::Cut(at(150)),
        4..=5 => Fault::Deaf(at(450)),
        6 => Fault::DeafAfterDot,
        7 => Fault::CutAfterDot,
        8 => Fault::Slow,
        _ => Fault::None,
    }
}

/// What became of the mails of one worker, by Message-ID, and how many tries that took.
async fn work(port: u16, worker: i64, peers: &Peers) -> (HashMap<String, Outcome>, usize) {
    let mut random = Random::of(20_261_124, worker.unsigned_abs());
    let faults: Vec<Fault> = (0..EACH * 3).map(|_| fault(&mut random)).collect();
    let line = Faulty::before(port, faults).await;
    let mut settings = peers.settings("shop");
    settings.smtp = Server { host: "localhost".into(), port: line.port, security: Security::Plain };
    let connector = connector(settings, b"");
    let (mut became, mut tries) = (HashMap::new(), 0);
    for number in 0..EACH {
        let text = "слово слово слово ".repeat(usize::try_from(random.below(40)).unwrap());
        let mut message = message(&connector, worker * 1000 + number, &text);
        message.to = format!("olena@c{worker}.client.test");
        let mut outcome = Outcome::Unknown;
        for _ in 0..TRIES {
            tries += 1;
            outcome = connector.send(&message).await;
            if !matches!(outcome, Outcome::Retry { .. }) {
                break;
            }
        }
        became.insert(message.remote.unwrap(), outcome);
    }
    (became, tries)
}

/// How often each mail has come to the customer's server, when ours has nothing left to carry.
pub(super) fn delivered(
    peers: &Peers,
    customer: &Scripted,
    accepted: usize,
) -> HashMap<String, usize> {
    let begun = Instant::now();
    loop {
        let said = peers.said();
        let taken = said.matches(" smtp message ").count();
        let carried = said.matches("result=\"Ok\"").count() + said.matches("result=Ok").count();
        if accepted <= taken && taken == carried {
            break;
        }
        let log: String = said.chars().rev().take(3000).collect::<String>().chars().rev().collect();
        assert!(begun.elapsed() < PATIENCE, "{taken} taken, {carried} carried\n{log}");
        std::thread::park_timeout(Duration::from_millis(50));
    }
    let mut count = HashMap::new();
    for line in customer.heard.lock().unwrap().iter() {
        if let Some(id) = line.strip_prefix("Message-ID: <") {
            *count.entry(id.trim_end_matches('>').to_owned()).or_default() += 1;
        }
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_a_line_with_faults_nothing_is_lost_and_nothing_is_sent_twice() {
    let peers = Peers::start();
    let customer = Scripted::on(peers.relay, Vec::new()).await;
    let workers = (0..WORKERS).map(|it| work(peers.smtp, it, &peers));
    let (mut became, mut tries) = (HashMap::new(), 0);
    for (some, tried) in futures_util::future::join_all(workers).await {
        became.extend(some);
        tries += tried;
    }
    let sure = |it: &&Outcome| matches!(it, Outcome::Accepted { .. });
    let count = delivered(&peers, &customer, became.values().filter(sure).count());
    let (mut told, mut arrived) = ([0; 4], [0; 4]);
    for (id, outcome) in &became {
        let times = count.get(id).copied().unwrap_or(0);
        let kind = match outcome {
            Outcome::Accepted { remote } => {
                assert_eq!(
                    (remote, times),
                    (id, 1),
                    "accepted and not there once: {}",
                    peers
                        .said()
                        .lines()
                        .filter(|it| it.contains("Fail"))
                        .collect::<Vec<_>>()
                        .join("\n")
                );
                0
            }
            Outcome::Unknown => {
                assert!(times <= 1, "{id} is there {times} times");
                1
            }
            Outcome::Retry { why, .. } => {
                assert_eq!(times, 0, "{id} is there and was to be tried again: {why}");
                2
            }
            other => panic!("{other:?}"),
        };
        told[kind] += 1;
        arrived[kind] += times;
    }
    assert_eq!(count.len(), count.keys().filter(|it| became.contains_key(*it)).count());
    // The faults hit what they are meant to hit: all three outcomes, and doubts of both sorts.
    let [accepted, unknown, retried, _] = told;
    assert_eq!(accepted + unknown + retried, usize::try_from(EACH * WORKERS).unwrap());
    assert!(300 < accepted && 100 < unknown && 0 < retried && 1200 < tries, "{told:?} {tries}");
    assert!((1..unknown).contains(&arrived[1]), "{unknown} in doubt, {} there", arrived[1]);
}
