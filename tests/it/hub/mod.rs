//! A hub in this process, asked from outside: who is let in, what is told to whom, and what happens when somebody does not
//! behave.

pub(crate) mod client;
mod doors;
mod files;
mod live;
mod matrix;
mod misuse;
mod narrow;
mod probes;
mod sight;
mod uploads;
mod wild;

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use client::Client;
pub(crate) use client::Place;
use keydesk::base::clock::{self, Timestamp};
use keydesk::base::secret::Secret;
use keydesk::domain::team::Act;
use keydesk::domain::{
    AgentId, Arrival, Batch, ChannelId, ChannelKind, Connector, DialogId, Grant, Kind, News,
    Outcome, Right, Rights, Role, Sender, Sight,
};
use keydesk::hub::{self, Listen, Parts, Patience, SocketMode};
use keydesk::store::{
    Channels as _, Desk, Did, Inbox as _, Ledger as _, NewChannel, Outbox as _, Team as _,
};
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// A hub, its desk and those who work there.
pub(crate) struct Hub {
    pub(crate) desk: Desk,
    pub(crate) network: Place,
    pub(crate) socket: Place,
    pub(crate) channel: ChannelId,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _dir: tempfile::TempDir,
}

impl Hub {
    pub(crate) fn start() -> Self {
        Self::with(|_| ())
    }

    /// Starts a hub of parts that are changed before.
    pub(crate) fn with(change: impl FnOnce(&mut Parts)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        let channel = desk.write_now(|it| {
            let channel = NewChannel {
                kind: ChannelKind::Telegram,
                connector: Connector::Demo,
                name: "Shop".into(),
                cursor: String::new(),
            };
            it.add_channel(&channel, clock::now())
        });
        let socket = dir.path().join("hub.sock");
        let mut parts = usual(&desk);
        change(&mut parts);
        let (network, stop, thread) = begin(parts, socket.clone());
        Self {
            desk,
            network,
            socket: Place::Socket(socket),
            channel: channel.unwrap().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
            _dir: dir,
        }
    }

    /// Begins anew on the same desk, elsewhere on the network.
    pub(crate) fn again(&mut self) {
        self.stop();
        let socket = self.desk.dir().join("again.sock");
        let (network, stop, thread) = begin(usual(&self.desk), socket);
        (self.network, self.stop, self.thread) = (network, Some(stop), Some(thread));
    }

    /// Tells the hub to stop and waits until it has.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    pub(crate) fn act(&self, act: Act) -> Did {
        let done = self.desk.write_now(move |it| it.administer(&act, None, clock::now()));
        done.unwrap().unwrap()
    }

    pub(crate) fn agent(&self, name: &str, role: Role) -> AgentId {
        let act = Act::AddAgent { name: name.into(), role, uid: None };
        let Did::Agent(agent) = self.act(act) else { panic!("an agent") };
        agent
    }

    /// Somebody with a view of their own.
    pub(crate) fn agent_who_sees(&self, name: &str, sight: Sight) -> AgentId {
        let rights = Rights::usual(Grant::new(sight, &[Right::Work, Right::Take, Right::Close]));
        let Did::Role(role) = self.act(Act::AddRole(format!("role of {name}"), rights)) else {
            panic!("a role")
        };
        self.agent(name, Role::Own(role))
    }

    pub(crate) fn token(&self, agent: AgentId, expires: Option<Timestamp>) -> String {
        let secret = Secret::token().unwrap();
        self.act(Act::IssueToken { agent, hash: secret.hash(), label: "test".into(), expires });
        secret.reveal().to_owned()
    }

    pub(crate) fn client(&self, agent: AgentId) -> Client {
        Client { place: self.network.clone(), token: Some(self.token(agent, None)) }
    }

    pub(crate) fn nobody(&self) -> Client {
        Client { place: self.network.clone(), token: None }
    }

    /// The channel takes everything that is on its way.
    pub(crate) fn deliver(&self) {
        let channel = self.channel;
        let done = self.desk.write_now(move |it| {
            while let Some(outgoing) = it.claim(channel, clock::now())? {
                let remote = format!("sent {}", outgoing.message.0);
                it.settle(outgoing.message, &Outcome::Accepted { remote }, clock::now())?;
            }
            Ok(())
        });
        done.unwrap();
    }

    /// A customer writes.
    pub(crate) fn write(&self, name: &str, text: &str) -> DialogId {
        let arrival = Arrival {
            remote: format!("{name}-{text}"),
            sender: Sender { external: name.into(), name: name.into(), ..Sender::default() },
            kind: Kind::Inbound,
            at: clock::now(),
            text: text.into(),
            files: Vec::new(),
            more: keydesk::domain::Particulars::default(),
        };
        let batch = Batch { news: vec![News::Arrived(arrival)], cursor: String::new() };
        let channel = self.channel;
        let desk = self.desk.write_now(move |it| {
            it.ingest(channel, &batch, clock::now())?;
            let entries = it.changes(keydesk::domain::ChangeNo(0), 10_000)?;
            Ok(entries.iter().rev().find_map(|it| it.dialog))
        });
        desk.unwrap().unwrap()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.stop();
    }
}

fn usual(desk: &Desk) -> Parts {
    let patience = Patience { headers: Duration::from_secs(20), answer: Duration::from_secs(20) };
    let owner = hub::owner(desk.dir());
    Parts { desk: desk.clone(), owner, clock: clock::now, behind_proxy: false, patience }
}

fn begin(parts: Parts, socket: PathBuf) -> (Place, oneshot::Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = oneshot::channel::<()>();
    let (bound, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || serve(parts, socket, stopped, &bound));
    (Place::Network(told.recv().unwrap()), stop, thread)
}

fn serve(
    parts: Parts,
    socket: PathBuf,
    stopped: oneshot::Receiver<()>,
    told: &std::sync::mpsc::Sender<std::net::SocketAddr>,
) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let listen = Listen {
            network: Some("127.0.0.1:0".parse().unwrap()),
            tls: None,
            socket: Some((socket, SocketMode::Owner)),
        };
        let bound = hub::bind(parts, listen).await.unwrap();
        told.send(bound.address().unwrap()).unwrap();
        bound.serve(async { drop(stopped.await) }).await;
    });
}

/// An op as it goes over the wire.
pub(crate) fn op(id: u128, dialog: DialogId, intent: &Value) -> Value {
    let basis = json!({"upto": 1_i64 << 40, "assignee": null});
    json!({"id": format!("{id:032x}"), "dialog": dialog.0, "intent": intent, "basis": basis})
}

pub(crate) fn ops(ops: &[Value]) -> Value {
    json!({"ops": ops, "seen": []})
}
