//! A thousand who listen.

use std::rc::Rc;
use std::time::{Duration, Instant};

use keydesk::store::Inbox as _;
use tokio::time::{MissedTickBehavior, interval};

use super::figures::{Times, megabytes, nanos, processor};
use super::readers::Readers;
use super::shop::{self, Hub};
use super::{Size, live};

/// Changes in a second.
const RATE: u64 = 100;
/// Agents who make them, in turn.
const WRITERS: usize = 25;

pub(crate) fn run(size: &Size) {
    let dir = tempfile::tempdir().unwrap();
    shop::fill(dir.path(), 500, 500, |_| 3);
    let hub = Hub::start(dir.path());
    let tokens = hub.tokens(size.streams + WRITERS);
    let head = hub.desk.read_now(|it| it.head()).unwrap();
    let before = megabytes();
    let readers = Readers::start(hub.at, head, &tokens[WRITERS..]);
    let open = megabytes();
    let (cpu, begun) = (processor(), Instant::now());
    let sent = shop::outside(write(&hub, &tokens[..WRITERS], size.crowd_seconds * RATE));
    let took = begun.elapsed();
    let cpu = processor().saturating_sub(cpu);
    let after = megabytes();
    let last = sent.iter().map(|it| it.0).max().unwrap();
    // So that everybody has been told of the last ones.
    std::thread::sleep(Duration::from_secs(2));
    let heard = readers.stop();
    let (mut times, mut missing, mut events) = (Vec::new(), 0, 0);
    for stream in &heard {
        events += stream.len();
        missing += usize::from(stream.last().is_none_or(|it| it.0 < last));
        for (no, at) in &sent {
            let first = stream.partition_point(|it| it.0 < *no);
            if let Some((_, heard)) = stream.get(first) {
                times.push(Duration::from_nanos(heard.saturating_sub(*at)));
            }
        }
    }
    println!("{} streams, {} changes in {took:.1?}", heard.len(), sent.len());
    println!("written to received:  {}", Times::of(times).told());
    println!("events: {events} told, {missing} streams without the last change");
    println!(
        "memory: {before:.0} MB before, {open:.0} MB with the streams, {after:.0} MB at the end: {:.0} kB a stream",
        (after - before) * 1024.0 / heard.len() as f64
    );
    println!(
        "processor: {:.0}% of one core (hub and writers)",
        100.0 * cpu.as_secs_f64() / took.as_secs_f64()
    );
    assert_eq!(missing, 0);
}

/// Sends changes at a steady pace, also when the hub is slow; the number of each, and when it was sent.
async fn write(hub: &Hub, tokens: &[String], count: u64) -> Vec<(u64, u64)> {
    let clients: Vec<_> = tokens.iter().map(|it| Rc::new(hub.client(it))).collect();
    for client in &clients {
        client.me().await.unwrap();
    }
    let mut ticks = interval(Duration::from_millis(1000 / RATE));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut tasks = tokio::task::JoinSet::new();
    for at in 0..count as usize {
        ticks.tick().await;
        let client = Rc::clone(&clients[at % clients.len()]);
        tasks.spawn_local(async move {
            let sent = nanos();
            (live::change(&client, at, 9).await.0 as u64, sent)
        });
    }
    tasks.join_all().await
}
