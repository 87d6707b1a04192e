//! Ops through the hub against the same ops on a SQLite file.

use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use keydesk::base::clock;
use keydesk::domain::{Actor, Basis, DialogId, Intent, MessageId, Op, OpId};
use keydesk::store::far::Wish;
use keydesk::store::{Desk, Done, Inbox as _, Ledger as _, Sqlite};
use keydesk::sync::client::Client;
use keydesk::sync::engine::{Answer, Ask};

use super::Size;
use super::figures::median;
use super::shop::{self, Hub};

/// Ops in a batch.
const BATCH: usize = 100;
/// What is done in a dialog, one after the other.
const EACH: usize = 4;

pub(crate) fn run(size: &Size) {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (dir.path().join("raw"), dir.path().join("hub"));
    // Clients, ops in a request, ops.
    let ways =
        [(1, 1, size.ops), (8, 1, size.ops * 4), (50, 1, size.ops * 10), (1, BATCH, size.ops * 20)];
    let dialogs = size.rounds * ways.iter().map(|it| it.2 / EACH + it.0).sum::<usize>();
    for desk in [&here, &there] {
        shop::fill(desk, dialogs, dialogs, |_| 3);
    }
    let mut raw = Raw::open(&here);
    let hub = Hub::start(&there);
    let (mut one, mut many) = (Vec::new(), Vec::new());
    let mut rates = vec![Vec::new(); ways.len()];
    let mut dialog = 1;
    for _ in 0..size.rounds {
        one.push(raw.run(&wishes(dialog, size.ops), 1));
        many.push(raw.run(&wishes(dialog + size.ops as i64 / EACH as i64, size.ops * 20), BATCH));
        for (way, rates) in ways.iter().zip(&mut rates) {
            rates.push(through(&hub, &wishes(dialog, way.2), way.0, way.1));
            dialog += (way.2 / EACH) as i64;
        }
    }
    let (one, many) = (median(one), median(many));
    println!("SQLite, an op in a transaction:      {one:8.0} ops/s");
    println!("SQLite, {BATCH} ops in a transaction:    {many:8.0} ops/s");
    for ((clients, at_once, _), rates) in ways.into_iter().zip(rates) {
        let (rate, floor) = (median(rates), if at_once == 1 { one } else { many });
        println!(
            "hub, {clients:2} clients, {at_once:3} ops in a request: {rate:8.0} ops/s, {:5.2} of SQLite's with as many in a \
             transaction",
            rate / floor
        );
    }
}

/// A note, a tag, a reply and a close in each dialog from one on.
fn wishes(dialog: i64, count: usize) -> Vec<Wish> {
    let wish = |at: usize| {
        let dialog = DialogId(dialog + (at / EACH) as i64);
        let intent = match at % EACH {
            0 => Intent::Note("Обіцяли перетелефонувати".into()),
            1 => Intent::AddTag("доставка".into()),
            2 => Intent::Reply("Добрий день! Замовлення вже в дорозі, чекайте завтра.".into()),
            _ => Intent::Close,
        };
        let id = OpId(dialog.0 as u128 * 10 + (at % EACH) as u128);
        let basis = Basis { upto: MessageId(1 << 40), assignee: None };
        Wish { op: Op { id, dialog, intent }, batch: None, basis }
    };
    (0..count).map(wish).collect()
}

struct Raw {
    desk: Sqlite,
    actor: Actor,
}

impl Raw {
    fn open(dir: &Path) -> Self {
        let desk = Sqlite::open(&Desk::file(dir)).unwrap();
        let me = desk.roster().unwrap().agents.remove(0);
        Self { desk, actor: Actor::Agent(me) }
    }

    /// Ops in a second.
    fn run(&mut self, wishes: &[Wish], at_once: usize) -> f64 {
        let ops: Vec<Op> = wishes.iter().map(|it| it.op.clone()).collect();
        let begun = Instant::now();
        for some in ops.chunks(at_once) {
            let done = match some {
                [one] => vec![self.desk.submit(one, &self.actor, clock::now()).unwrap()],
                many => {
                    let batch = OpId(1 << 100);
                    self.desk.submit_all(many, batch, &self.actor, clock::now()).unwrap()
                }
            };
            assert!(done.iter().all(|it| matches!(it, Done::Accepted { .. })), "{done:?}");
        }
        wishes.len() as f64 / begun.elapsed().as_secs_f64()
    }
}

/// Ops in a second, of so many clients together.
fn through(hub: &Hub, wishes: &[Wish], clients: usize, at_once: usize) -> f64 {
    let tokens = hub.tokens(clients);
    shop::outside(async {
        let everybody: Vec<Rc<Client>> = tokens.iter().map(|it| Rc::new(hub.client(it))).collect();
        for client in &everybody {
            client.me().await.unwrap();
        }
        // Each has dialogs of its own.
        let share = (wishes.len() / EACH).div_ceil(clients) * EACH;
        let begun = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for (client, share) in everybody.into_iter().zip(wishes.chunks(share)) {
            let share = share.to_vec();
            tasks.spawn_local(async move {
                for some in share.chunks(at_once) {
                    send(&client, some).await;
                }
            });
        }
        tasks.join_all().await;
        wishes.len() as f64 / begun.elapsed().as_secs_f64()
    })
}

pub(crate) async fn send(client: &Client, wishes: &[Wish]) -> Vec<Done> {
    let ask = Ask::Ops { wishes: wishes.to_vec(), seen: Vec::new() };
    let Answer::Outcomes(done) = client.ask(&ask).await.unwrap() else { panic!("outcomes") };
    let done: Vec<Done> = done.into_iter().map(|it| it.1).collect();
    assert!(done.iter().all(|it| matches!(it, Done::Accepted { .. })), "{done:?}");
    done
}
