//! The team's server: the API, the live stream, who may do what, tokens.
//!
//! A request comes in through `listen`, passes what is `around` every answer, is known by its `gate` and asks the
//! desk through `ask`; what goes wrong is a `problem`. The live `stream` reads each new piece of the feed once and
//! shares it. Nothing here decides what an agent may see or do: the desk does, for each agent.

mod api;
mod around;
mod ask;
mod extract;
mod gate;
mod limits;
mod listen;
pub mod log;
mod metrics;
mod patience;
mod problem;
mod routes;
mod socket;
mod stream;
mod tls;
mod together;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::base::clock::Timestamp;
use crate::store::{Desk, Inbox as _};

pub use api::openapi;
pub use extract::BODY_MAX;
pub use gate::{Credential, Peer, owner};
pub use listen::{CONNECTIONS_MAX, HEADER_BYTES_MAX, HEADERS_MAX, is_here};
pub use problem::{Code, Fault};
pub use socket::SocketMode;
pub use tls::{NoTls, tls};

use limits::Buckets;
use listen::Door;
use metrics::Metrics;
use stream::Herald;
use together::Together;

/// Requests that are being answered when the hub is stopped have so long.
const GRACE: Duration = Duration::from_secs(5);
/// Attempts with invalid tokens from one neighbourhood: so many, and again within this time.
const LOGINS: (u32, Duration) = (10, Duration::from_secs(60));
/// Requests with one token: so many at once, and again within this time.
const REQUESTS: (u32, Duration) = (1000, Duration::from_secs(10));

/// What a hub is made of.
pub struct Parts {
    /// The desk.
    pub desk: Desk,
    /// The user of this machine who owns it, and is its first admin where they are no agent by name.
    pub owner: Option<u32>,
    /// Where time comes from.
    pub clock: fn() -> Timestamp,
    /// Whether a proxy stands before it, which says where requests come from.
    pub behind_proxy: bool,
    /// How long somebody may take; [`PATIENCE`] as a rule.
    pub patience: Patience,
}

/// How long somebody may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To send the headers of a request; a connection may rest for as long.
    pub headers: Duration,
    /// To send the rest of it and be answered. A live stream begins within it.
    pub answer: Duration,
}

/// How long somebody may take, as a rule.
pub const PATIENCE: Patience =
    Patience { headers: Duration::from_secs(20), answer: Duration::from_secs(30) };

/// Where it is reached.
#[derive(Debug, Default)]
pub struct Listen {
    /// On a network.
    pub network: Option<SocketAddr>,
    /// With these keys.
    pub tls: Option<Arc<ServerConfig>>,
    /// On a socket.
    pub socket: Option<(PathBuf, SocketMode)>,
}

/// Everything that answers share.
type Shared = Arc<Hub>;

struct Hub {
    desk: Desk,
    owner: Option<u32>,
    clock: fn() -> Timestamp,
    behind_proxy: bool,
    patience: Patience,
    limits: Limits,
    metrics: Metrics,
    together: Together,
    herald: Herald,
    stop: watch::Receiver<bool>,
}

struct Limits {
    logins: Buckets<Option<Peer>>,
    requests: Buckets<Credential>,
}

impl Limits {
    fn new() -> Self {
        Self {
            logins: Buckets::new(LOGINS.0, LOGINS.1),
            requests: Buckets::new(REQUESTS.0, REQUESTS.1),
        }
    }
}

/// A hub that listens, and is not served yet.
pub struct Bound {
    hub: Shared,
    network: Option<TcpListener>,
    socket: Option<socket::Socket>,
    tls: Option<Arc<ServerConfig>>,
    tell_stop: watch::Sender<bool>,
}

impl std::fmt::Debug for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bound").field("network", &self.network).finish_non_exhaustive()
    }
}

/// Why a hub cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum NoListener {
    /// The address cannot be had.
    #[error("{address}: {source}")]
    Network {
        /// Which one.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The desk cannot be read.
    #[error("{}", .0.code.title())]
    Desk(Fault),
    /// The socket cannot be had.
    #[error("{path}: {source}")]
    Socket {
        /// Its file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Begins to listen.
///
/// # Errors
/// When an address or socket cannot be had.
pub async fn bind(parts: Parts, listen: Listen) -> Result<Bound, NoListener> {
    let network = match listen.network {
        Some(address) => {
            let bound = TcpListener::bind(address).await;
            Some(bound.map_err(|it| NoListener::Network { address, source: it })?)
        }
        None => None,
    };
    let socket = match listen.socket {
        Some((path, mode)) => {
            let bound = socket::listen(&path, mode).await;
            Some(bound.map_err(|it| NoListener::Socket { path, source: it })?)
        }
        None => None,
    };
    let (tell_stop, stop) = watch::channel(false);
    let Parts { desk, owner, clock, behind_proxy, patience } = parts;
    let head = ask::read(&desk, |it| it.head()).await.map_err(NoListener::Desk)?;
    let hub = Arc::new(Hub {
        herald: Herald::new(&desk, head),
        desk,
        owner,
        clock,
        behind_proxy,
        patience,
        limits: Limits::new(),
        metrics: Metrics::new(),
        together: Together::default(),
        stop,
    });
    Ok(Bound { hub, network, socket, tls: listen.tls, tell_stop })
}

impl Bound {
    /// The address on the network, with the number of its port.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.network.as_ref().and_then(|it| it.local_addr().ok())
    }

    /// Serves until `stop` comes; then streams end, and what is being answered has some seconds.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let Self { hub, network, socket, tls, tell_stop } = self;
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX as usize));
        let door = Door {
            router: api::router(Arc::clone(&hub)),
            tls,
            headers_within: hub.patience.headers,
            places: Arc::clone(&places),
            stop: hub.stop.clone(),
        };
        let herald = tokio::spawn(stream::herald::run(Arc::clone(&hub)));
        let mut takers = tokio::task::JoinSet::new();
        if let Some(listener) = network {
            takers.spawn(door.clone().on_network(listener));
        }
        let mut file = None;
        if let Some(socket) = socket {
            file = Some(socket.file);
            takers.spawn(door.clone().on_socket(socket.listener));
        }
        drop(door);
        stop.await;
        let _ = tell_stop.send(true);
        drop(file);
        while takers.join_next().await.is_some() {}
        // Every place is free when the last connection has gone.
        let _ = tokio::time::timeout(GRACE, places.acquire_many(CONNECTIONS_MAX)).await;
        herald.abort();
        let _ = herald.await;
    }
}
