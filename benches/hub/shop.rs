//! A hub in this process, and a desk with customers on it.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::JoinHandle;

use keydesk::base::clock::{self, Timestamp};
use keydesk::base::random::Random;
use keydesk::base::secret::Secret;
use keydesk::domain::team::Act;
use keydesk::domain::{
    Actor, AgentId, Arrival, Batch, ChannelKind, Connector, DialogId, Intent, Kind, News, Op, OpId,
    Role, Sender,
};
use keydesk::hub::{self, Listen, Parts};
use keydesk::store::{
    Channels as _, Desk, Done, Inbox as _, Ledger as _, NewChannel, Sqlite, Team as _,
};
use keydesk::sync::client::{Address, Client, Times, Token};
use tokio::sync::oneshot;

/// Who does everything.
pub(crate) const ME: AgentId = AgentId(1);

/// A hub that serves a desk, as `keydesk serve` does.
pub(crate) struct Hub {
    pub(crate) desk: Desk,
    pub(crate) at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Hub {
    pub(crate) fn start(dir: &Path) -> Self {
        let desk = Desk::open(dir).unwrap();
        let parts = Parts {
            desk: desk.clone(),
            owner: hub::owner(dir),
            clock: clock::now,
            behind_proxy: false,
            patience: hub::PATIENCE,
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (bound, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let network = Some("127.0.0.1:0".parse().unwrap());
                let listen = Listen { network, tls: None, socket: None };
                let hub = hub::bind(parts, listen).await.unwrap();
                bound.send(hub.address().unwrap()).unwrap();
                hub.serve(async { drop(stopped.await) }).await;
            });
        });
        let at = told.recv().unwrap();
        Self { desk, at, stop: Some(stop), thread: Some(thread) }
    }

    /// So many tokens; a hub allows each of them only so many requests.
    pub(crate) fn tokens(&self, count: usize) -> Vec<String> {
        let issued = self.desk.write_now(move |desk| {
            desk.bulk(|desk| {
                let mut secrets = Vec::new();
                for _ in 0..count {
                    let secret = Secret::token().unwrap();
                    let (hash, label) = (secret.hash(), "bench".to_owned());
                    let act = Act::IssueToken { agent: ME, hash, label, expires: None };
                    desk.administer(&act, None, clock::now())?.unwrap();
                    secrets.push(secret.reveal().to_owned());
                }
                Ok(secrets)
            })
        });
        issued.unwrap()
    }

    pub(crate) fn address(&self) -> Address {
        Address::Web { base: format!("http://{}", self.at), authority: None }
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        let token = Token::parse(token).unwrap();
        Client::new(&self.address(), Some(token), Times::default()).unwrap()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.stop.take());
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// The thread on which everybody who asks the hub lives: they are other people's machines.
pub(crate) fn outside<R>(work: impl Future<Output = R>) -> R {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

const KINDS: [ChannelKind; 3] = [ChannelKind::Telegram, ChannelKind::Viber, ChannelKind::Email];
const AT: Timestamp = Timestamp(1_795_435_200_000);
const WORDS: &[&str] = &[
    "добрий",
    "день",
    "коли",
    "приїде",
    "моє",
    "замовлення",
    "номер",
    "дякую",
    "оплата",
    "картою",
    "чи",
    "можна",
    "повернути",
    "розмір",
    "не",
    "підійшов",
    "адреса",
    "доставка",
    "кур'єр",
    "відділення",
    "будь",
    "ласка",
    "order",
    "when",
    "where",
    "спасибо",
    "посылка",
    "ждать",
    "ціна",
    "знижка",
];

/// A desk with so many dialogs, of which `open` are open and wait, each with as many messages as `messages` says.
pub(crate) fn fill(
    dir: &Path,
    dialogs: usize,
    open: usize,
    messages: impl Fn(&mut Random) -> usize,
) {
    Desk::make_dir(dir).unwrap();
    let mut desk = Sqlite::open(&Desk::file(dir)).unwrap();
    desk.add_agent("Anna", Role::Admin).unwrap();
    let channels = KINDS.map(|kind| {
        let new = NewChannel {
            kind,
            connector: Connector::Demo,
            name: format!("{kind:?}"),
            cursor: String::new(),
        };
        desk.add_channel(&new, AT).unwrap().unwrap()
    });
    let mut random = Random::from_seed(5);
    let everybody: Vec<usize> = (0..dialogs).collect();
    for some in everybody.chunks(2_000) {
        let mut news: [Vec<News>; 3] = Default::default();
        for who in some {
            let all = messages(&mut random);
            for n in 0..all {
                news[who % 3].push(arrival(&mut random, *who, n, n + 1 == all));
            }
        }
        desk.bulk(|desk| {
            for (channel, news) in channels.iter().zip(news) {
                let batch = Batch { news, cursor: String::new() };
                desk.ingest(*channel, &batch, AT)?;
            }
            Ok(())
        })
        .unwrap();
    }
    let me = desk.roster().unwrap().agents.remove(0);
    let closed: Vec<i64> =
        (1..=dialogs as i64).filter(|it| *it as usize % dialogs >= open).collect();
    for some in closed.chunks(1_000) {
        let ops: Vec<Op> = some
            .iter()
            .map(|it| Op { id: OpId(*it as u128), dialog: DialogId(*it), intent: Intent::Close })
            .collect();
        let batch = OpId(1 << 100);
        let done = desk.submit_all(
            &ops,
            batch,
            &Actor::Agent(me.clone()),
            AT + std::time::Duration::from_secs(9_999_999),
        );
        assert!(done.unwrap().iter().all(|it| matches!(it, Done::Accepted { .. })));
    }
    desk.catch_up().unwrap();
}

fn arrival(random: &mut Random, who: usize, n: usize, last: bool) -> News {
    let mut text = String::new();
    for _ in 0..3 + random.below(18) {
        text.push_str(WORDS[random.below(WORDS.len() as u64) as usize]);
        text.push(' ');
    }
    let ours = !last && random.below(10) < 5;
    let external = format!("{:09}", who * 7 + 380_000_000);
    News::Arrived(Arrival {
        sender: Sender { name: format!("Покупець {who}"), external, ..Sender::default() },
        remote: format!("{who}/{n}"),
        kind: if ours { Kind::Reply } else { Kind::Inbound },
        at: Timestamp(AT.0 + (who * 60 + n) as i64 * 1000),
        text,
        files: Vec::new(),
        more: Default::default(),
    })
}
