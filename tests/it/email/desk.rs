//! A thousand mails from the desk through the courier and a line with faults to a real server, and what the desk shows then.

use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::base::clock::now;
use keydesk::base::random::Random;
use keydesk::channels::email::{EmailConnector, Security, Server};
use keydesk::courier;
use keydesk::domain::{ChannelKind, Connector, Role};
use keydesk::store::{Channels as _, Desk, Ledger as _, NewChannel};

use super::faults::delivered;
use super::faulty::{Fault, Faulty};
use super::peers::Peers;
use super::scripted::Scripted;
use crate::answered::{answered, ended, rows, shown, weighed};

const MAILS: usize = 1000;
/// For all of them; only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(100);

/// A fault within the envelope, the mail or the answer to it; the line has been opened, or the whole channel would pause.
fn fault(random: &mut Random) -> Fault {
    let mut at = |most: u64| usize::try_from(random.below(most)).unwrap();
    match at(8) {
        0..=1 => Fault::Cut(40 + at(900)),
        2 => Fault::DeafAfterDot,
        3 => Fault::CutAfterDot,
        4 => Fault::Slow,
        _ => Fault::None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_shows_of_mails_over_a_line_with_faults_is_so() {
    let peers = Peers::start();
    let customer = Scripted::on(peers.relay, Vec::new()).await;
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path()).unwrap();
    let mailbox = NewChannel {
        kind: ChannelKind::Email,
        connector: Connector::Email,
        name: "Mail".to_owned(),
        cursor: String::new(),
    };
    desk.write_now(|it| it.add_agent("Олена", Role::Admin)).unwrap();
    let channel = desk.write_now(move |it| it.add_channel(&mailbox, now())).unwrap().unwrap();
    answered(
        &desk,
        channel,
        (0..MAILS).map(|it| format!("k{it}@c{}.client.test", it % 8)).collect(),
    );

    let mut random = Random::of(20_261_124, 2);
    let faults: Vec<Fault> = (0..MAILS).map(|_| fault(&mut random)).collect();
    let line = Faulty::before(peers.smtp, faults).await;
    let mut settings = peers.settings("shop");
    settings.smtp = Server { host: "localhost".into(), port: line.port, security: Security::Plain };
    let connect = move |_: &_| -> Arc<dyn keydesk::channels::Connector> {
        Arc::new(EmailConnector::new(settings.clone(), Arc::new(|_| Ok(None))))
    };
    let (grow, mut grown) = tokio::sync::watch::channel(());
    desk.subscribe(move |_| {
        let _ = grow.send(());
    });
    let rows = rows(dir.path());
    let begun = Instant::now();
    let courier = courier::start(desk.clone(), connect, now).unwrap();
    let became = loop {
        let became = tokio::task::block_in_place(|| shown(&desk, &rows, "remote"));
        if ended(&became) {
            break became;
        }
        assert!(begun.elapsed() < PATIENCE, "{became:?}");
        let _ = tokio::time::timeout(Duration::from_secs(1), grown.changed()).await;
    };
    tokio::task::block_in_place(|| drop(courier));
    let took = begun.elapsed();
    assert_eq!(became.len(), MAILS, "each has its Message-ID");
    let sure = became.values().filter(|it| *it == "sent").count();
    let count = tokio::task::block_in_place(|| delivered(&peers, &customer, sure));
    let (sure, unsure, there) = weighed(&became, |id| count.get(id).copied().unwrap_or(0));
    let dull = sure < 300 || unsure < 100 || there == 0 || there == unsure;
    assert!(!dull, "{sure} sent, {unsure} unsure, of which {there} are there; {took:?}");
}
