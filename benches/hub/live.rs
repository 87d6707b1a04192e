//! How soon a change is on the desks of those who are connected.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use keydesk::base::clock;
use keydesk::domain::{Basis, ChangeNo, DialogId, Intent, MessageId, Op, OpId, View};
use keydesk::store::far::{Replica as _, Wish};
use keydesk::store::{Desk, Done, Inbox as _, PageQuery, Row};
use keydesk::sync::client::{Client, Times as Patience, Token};
use keydesk::sync::driver::{self, SyncHandle, Way};

use super::figures::Times;
use super::readers::Readers;
use super::shop::{self, Hub, ME};
use super::{Size, ops};

/// How many are connected.
const CONNECTED: usize = 50;
const DIALOGS: usize = 500;

pub(crate) fn run(size: &Size) {
    let dir = tempfile::tempdir().unwrap();
    shop::fill(&dir.path().join("hub"), DIALOGS, DIALOGS, |_| 3);
    let hub = Hub::start(&dir.path().join("hub"));
    let tokens = hub.tokens(CONNECTED + 2);
    let head = hub.desk.read_now(|it| it.head()).unwrap();
    {
        let _others = Readers::start(hub.at, head, &tokens[1..CONNECTED]);
        let one = Crowd::start(&hub, dir.path(), "one", &tokens[..1]);
        let (own, told) = one.follow(&hub, &tokens[CONNECTED], size.changes, 1);
        println!("answered to who did it:          {}", own.told());
        println!("on a replica's desk, 49 listen:  {}", told.told());
    }
    let all = Crowd::start(&hub, dir.path(), "all", &tokens[..CONNECTED]);
    let (_, told) = all.follow(&hub, &tokens[CONNECTED + 1], size.changes / 3, 2);
    println!("50 desks on this machine, each:  {}", told.told());
}

/// Replicas that are up to date.
struct Crowd {
    _drivers: Vec<SyncHandle>,
    desks: Vec<Desk>,
    /// Which one has come how far, and when.
    came: Receiver<(ChangeNo, Instant)>,
}

impl Crowd {
    fn start(hub: &Hub, dir: &Path, name: &str, tokens: &[String]) -> Self {
        let (tell, came) = channel();
        let mut crowd = Self { _drivers: Vec::new(), desks: Vec::new(), came };
        for (at, token) in tokens.iter().enumerate() {
            let (desk, driver) = replica(hub, &dir.join(format!("{name}-{at}")), token);
            watch(&desk, tell.clone());
            crowd._drivers.push(driver);
            crowd.desks.push(desk);
        }
        for desk in &crowd.desks {
            // The feed tells when something more is here; the last piece was told after this looked.
            let bell = bell(desk);
            while !desk
                .read_now(|it| Ok(it.progress()?.is_some_and(|it| it.filling.is_none())))
                .unwrap()
            {
                bell.recv().unwrap();
            }
        }
        crowd
    }

    /// Makes changes, one after the other; how soon each was answered, and how soon it was on each desk.
    fn follow(&self, hub: &Hub, token: &str, changes: usize, seed: u128) -> (Times, Times) {
        let client = hub.client(token);
        let (mut own, mut told) = (Vec::new(), Vec::new());
        shop::outside(async {
            client.me().await.unwrap();
            for at in 0..changes {
                // Not in step with anything.
                tokio::time::sleep(Duration::from_millis(20 + (at as u64 * 37) % 60)).await;
                while self.came.try_recv().is_ok() {}
                let begun = Instant::now();
                let head = change(&client, at, seed).await;
                own.push(begun.elapsed());
                let mut missing = self.desks.len();
                while missing > 0 {
                    let (upto, when) = self.came.recv().unwrap();
                    if upto >= head {
                        missing -= 1;
                        told.push(when - begun);
                    }
                }
            }
        });
        (Times::of(own), Times::of(told))
    }
}

/// Tells how far the desk has come each time its list could be shown anew.
fn watch(desk: &Desk, tell: Sender<(ChangeNo, Instant)>) {
    let (desk, bell) = (desk.clone(), bell(desk));
    std::thread::spawn(move || {
        while bell.recv().is_ok() {
            let shown = desk.read_now(|it| {
                let rows = first_rows(it)?;
                Ok((rows.len(), it.progress()?.map(|it| it.cursor)))
            });
            let Ok((_, Some(cursor))) = shown else { return };
            if tell.send((cursor, Instant::now())).is_err() {
                return;
            }
        }
    });
}

/// Rings when the desk's feed has grown.
pub(crate) fn bell(desk: &Desk) -> Receiver<()> {
    let (ring, bell) = channel();
    desk.subscribe(move |_| {
        let _ = ring.send(());
    });
    bell
}

/// What the first screen of a list shows.
pub(crate) fn first_rows(
    desk: &keydesk::store::Sqlite,
) -> Result<Vec<Row>, keydesk::store::StoreError> {
    let filter = View::Open.filter(ME);
    let query = PageQuery { filter, now: clock::now(), at: None, before: 0, after: 50 };
    Ok(desk.page(&query)?.rows)
}

/// A new replica that has begun to follow.
pub(crate) fn replica(hub: &Hub, dir: &Path, token: &str) -> (Desk, SyncHandle) {
    let me = shop::outside(async { hub.client(token).me().await.unwrap() });
    let desk = Desk::open(dir).unwrap();
    desk.write_now(move |it| it.follow(me.desk.0, ME, clock::now())).unwrap().unwrap();
    let token = Token::parse(token).unwrap();
    let way = Way {
        address: hub.address(),
        token: Box::new(move || Ok(Some(token.clone()))),
        times: Patience::default(),
    };
    let (_, wishes) = driver::wishes();
    let driver = driver::start(desk.clone(), way, wishes, |_| (), clock::now).unwrap();
    (desk, driver)
}

/// A note in some dialog; the feed's number after it.
pub(crate) async fn change(client: &Client, at: usize, seed: u128) -> ChangeNo {
    let dialog = DialogId((at % DIALOGS) as i64 + 1);
    let id = OpId(seed << 64 | at as u128);
    let op = Op {
        id, dialog, intent: Intent::Note(format!("Зателефонувати ще раз, {at}"))
    };
    let basis = Basis { upto: MessageId(1 << 40), assignee: None };
    let done = ops::send(client, &[Wish { op, batch: None, basis }]).await;
    let Done::Accepted { head, .. } = &done[0] else { panic!("{done:?}") };
    *head
}
