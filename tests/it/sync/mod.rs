//! Replicas and a real hub, with a network between them that may fail.

mod files;
mod network;
mod quiet;
mod trouble;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keydesk::base::clock;
use keydesk::domain::{Actor, AgentId, DialogId, Intent, Op, OpId, Role};
use keydesk::store::far::{Origin as _, Replica as _};
use keydesk::store::{Desk, Done, Inbox as _, Ledger as _};
use keydesk::sync::client::{Address, Times, Token};
use keydesk::sync::driver::{self, News, State, Status, SyncHandle, Wants, Way};

use crate::hub::Hub;
use crate::hub::client::Place;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

static OPS: AtomicU64 = AtomicU64::new(1);

type Kept = Arc<Mutex<Option<Token>>>;

fn address(hub: &Hub) -> SocketAddr {
    let Place::Network(address) = hub.network else { panic!("on a network") };
    address
}

/// A replica with its driver.
struct Replica {
    desk: Desk,
    me: AgentId,
    news: Receiver<News>,
    wants: Wants,
    token: Kept,
    driver: Option<SyncHandle>,
    _dir: tempfile::TempDir,
}

impl Replica {
    fn of(hub: &Hub, me: AgentId, at: SocketAddr) -> Self {
        Self::with(hub, me, at, Times::default())
    }

    fn with(hub: &Hub, me: AgentId, at: SocketAddr, times: Times) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        let name = hub.desk.read_now(|it| it.desk_name()).unwrap();
        desk.write_now(move |it| it.follow(name, me, clock::now())).unwrap().unwrap();
        let token: Kept = Arc::new(Mutex::new(Token::parse(&hub.token(me, None)).ok()));
        let kept = Arc::clone(&token);
        let way = Way {
            address: Address::Web { base: format!("http://{at}"), authority: None },
            token: Box::new(move || Ok(kept.lock().unwrap().clone())),
            times,
        };
        let (tell, news) = channel();
        let (wants, wishes) = driver::wishes();
        let tell = move |it| drop(tell.send(it));
        let driver = driver::start(desk.clone(), way, wishes, tell, clock::now).unwrap();
        Self { desk, me, news, wants, token, driver: Some(driver), _dir: dir }
    }

    /// Waits until it stands so to its hub.
    fn until(&self, what: &str, so: impl Fn(&Status) -> bool) -> Status {
        let mut last = None;
        loop {
            match self.news.recv_timeout(PATIENCE) {
                Ok(News::Status(status)) if so(&status) => return status,
                Ok(News::Status(status)) => last = Some(status),
                Ok(_) => (),
                Err(_) => panic!("{what}: {last:?}"),
            }
        }
    }

    fn live(&self) {
        self.until("live", |it| it.state == State::Live && it.waiting == 0);
    }

    fn offline(&self) {
        self.until("offline", |it| matches!(it.state, State::Offline { .. }));
    }

    /// Does something here.
    fn act(&self, dialog: DialogId, intent: Intent) -> Done {
        let id = OpId(u128::from(OPS.fetch_add(1, Ordering::Relaxed)) << 64 | 7);
        let me = self.me;
        let op = Op { id, dialog, intent };
        self.desk
            .write_now(move |it| {
                let me = it.roster()?.agents.into_iter().find(|it| it.id == me).unwrap();
                it.submit(&op, &Actor::Agent(me), clock::now())
            })
            .unwrap()
    }

    fn note(&self, dialog: DialogId, text: &str) {
        let done = self.act(dialog, Intent::Note(text.into()));
        assert!(matches!(done, Done::Accepted { .. }), "{done:?}");
    }

    /// Waits until the desk here is so.
    fn when(
        &self,
        what: &str,
        so: impl Fn(&keydesk::store::Sqlite) -> bool + Clone + Send + 'static,
    ) {
        wait(&self.desk, what, so);
    }
}

/// Waits until a desk is so.
fn wait(
    desk: &Desk,
    what: &str,
    so: impl Fn(&keydesk::store::Sqlite) -> bool + Clone + Send + 'static,
) {
    let (tell, told) = channel();
    desk.subscribe(move |_| {
        let _ = tell.send(());
    });
    loop {
        let so = so.clone();
        if desk.read_now(move |it| Ok(so(it))).unwrap() {
            return;
        }
        told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never: {what}"));
    }
}

fn texts(desk: &keydesk::store::Sqlite, dialog: DialogId) -> Vec<String> {
    let page = desk.thread(dialog, None, 1_000).unwrap();
    page.messages.into_iter().map(|it| it.text).collect()
}

fn hub_texts(hub: &Hub, dialog: DialogId) -> Vec<String> {
    hub.desk.read_now(move |it| Ok(texts(it, dialog))).unwrap()
}

/// Somebody does something at the hub itself.
fn does(hub: &Hub, me: AgentId, dialog: DialogId, intent: Intent) {
    let op =
        Op { id: OpId(u128::from(OPS.fetch_add(1, Ordering::Relaxed)) << 64 | 9), dialog, intent };
    let done = hub.desk.write_now(move |it| {
        let me = it.roster()?.agents.into_iter().find(|it| it.id == me).unwrap();
        it.submit(&op, &Actor::Agent(me), clock::now())
    });
    assert!(matches!(done, Ok(Done::Accepted { .. })), "{done:?}");
}

fn two(hub: &Hub) -> (AgentId, AgentId) {
    (hub.agent("Olena", Role::Lead), hub.agent("Borys", Role::Lead))
}
