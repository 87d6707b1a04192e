//! Connections: taken, served, and let go when the hub stops.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::gate::Peer;
use super::patience::Patient;

/// Connections at once, at most. Who comes then waits until somebody goes.
pub const CONNECTIONS_MAX: u32 = 8192;
/// Headers of a request, at most.
pub const HEADERS_MAX: usize = 64;
/// All headers of a request together, in bytes, at most.
pub const HEADER_BYTES_MAX: usize = 16 << 10;
/// Both sides must have agreed on keys within this time.
const KEYS_WITHIN: Duration = Duration::from_secs(10);
/// After a connection could not be taken (no file numbers left) the next one waits for so long.
const BREATH: Duration = Duration::from_millis(100);

/// Serves connections.
#[derive(Debug, Clone)]
pub(super) struct Door {
    pub(super) router: Router,
    pub(super) tls: Option<Arc<rustls::ServerConfig>>,
    pub(super) headers_within: Duration,
    pub(super) places: Arc<Semaphore>,
    pub(super) stop: watch::Receiver<bool>,
}

impl Door {
    /// Takes connections from a network until the hub stops.
    pub(super) async fn on_network(mut self, listener: TcpListener) {
        let tls = self.tls.take().map(TlsAcceptor::from);
        while let Some(permit) = self.place().await {
            let taken = tokio::select! {
                _ = self.stop.wait_for(|it| *it) => return,
                taken = listener.accept() => taken,
            };
            let Some((stream, address)) = Self::taken(taken).await else { continue };
            let _ = stream.set_nodelay(true);
            let (door, peer) = (self.clone(), Peer::Address(address.ip()));
            let tls = tls.clone();
            tokio::spawn(async move {
                match tls {
                    None => door.serve(stream, peer, permit).await,
                    Some(tls) => {
                        let agreed = tokio::time::timeout(KEYS_WITHIN, tls.accept(stream)).await;
                        if let Ok(Ok(stream)) = agreed {
                            door.serve(stream, peer, permit).await;
                        }
                    }
                }
            });
        }
    }

    /// Takes connections from the socket until the hub stops.
    pub(super) async fn on_socket(mut self, listener: UnixListener) {
        while let Some(permit) = self.place().await {
            let taken = tokio::select! {
                _ = self.stop.wait_for(|it| *it) => return,
                taken = listener.accept() => taken,
            };
            let Some((stream, _)) = Self::taken(taken).await else { continue };
            // Without a name nobody is let in.
            let Ok(who) = stream.peer_cred() else { continue };
            let (door, peer) = (self.clone(), Peer::User(who.uid()));
            tokio::spawn(async move { door.serve(stream, peer, permit).await });
        }
    }

    /// A place for one more connection; `None` when the hub stops first.
    async fn place(&mut self) -> Option<OwnedSemaphorePermit> {
        let places = Arc::clone(&self.places);
        tokio::select! {
            _ = self.stop.wait_for(|it| *it) => None,
            place = places.acquire_owned() => place.ok(),
        }
    }

    /// What was taken; after a failure there is a pause, so that it does not fail all the time.
    async fn taken<T>(result: io::Result<T>) -> Option<T> {
        if let Err(error) = &result {
            tracing::warn!(%error, "a connection could not be taken");
            tokio::time::sleep(BREATH).await;
        }
        result.ok()
    }

    async fn serve<C>(mut self, connection: C, peer: Peer, _place: OwnedSemaphorePermit)
    where
        C: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let router = self.router;
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.headers_within)
            .max_headers(HEADERS_MAX)
            .max_buf_size(HEADER_BYTES_MAX)
            .serve_connection(TokioIo::new(Patient::new(connection)), service);
        let mut connection = std::pin::pin!(connection);
        tokio::select! {
            _ = &mut connection => return,
            _ = self.stop.wait_for(|it| *it) => connection.as_mut().graceful_shutdown(),
        }
        let _ = connection.await;
    }
}

/// Whether an address is on this machine only.
#[must_use]
pub const fn is_here(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}
