//! Carries a request to a hub and its answer back: over a network, or through a socket of this machine.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, IF_RANGE, RANGE, USER_AGENT,
};
use hyper::{HeaderMap, Method, Request};
use hyper_util::rt::TokioIo;
use reqwest::header::HeaderValue;
use tokio::net::UnixStream;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::error::HubError;
use super::token::Token;
use super::{Address, Times};

/// How the program calls itself.
const PROGRAM: &str = concat!("keydesk/", env!("CARGO_PKG_VERSION"));
/// Until somebody has taken the call.
const CONNECT: Duration = Duration::from_secs(10);

/// What comes of an answer, piece by piece. Ends with an error when nothing has come for too long.
pub(super) type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>>>>;

/// The beginning of an answer; the rest is on its way.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Pieces,
}

/// What goes with a request.
pub(super) enum More {
    Nothing,
    /// A body.
    Json(Vec<u8>),
    /// A body that is no JSON.
    Bytes(Vec<u8>),
    /// Only what comes from this byte on, if what it is a part of still has this tag.
    From {
        byte: u64,
        tag: String,
    },
}

impl More {
    /// The headers it needs, and the body.
    fn parts(self) -> (Vec<(HeaderName, String)>, Option<Vec<u8>>) {
        match self {
            Self::Nothing => (Vec::new(), None),
            Self::Json(body) => (vec![(CONTENT_TYPE, "application/json".to_owned())], Some(body)),
            Self::Bytes(body) => {
                (vec![(CONTENT_TYPE, "application/octet-stream".to_owned())], Some(body))
            }
            Self::From { byte, tag } => {
                (vec![(RANGE, format!("bytes={byte}-")), (IF_RANGE, format!("\"{tag}\""))], None)
            }
        }
    }
}

/// The way to a hub.
pub(super) enum Way {
    Web { http: reqwest::Client, base: String },
    Socket(PathBuf),
}

impl Way {
    pub(super) fn new(address: &Address) -> Result<Self, HubError> {
        let (base, authority) = match address {
            Address::Socket(path) => return Ok(Self::Socket(path.clone())),
            Address::Web { base, authority } => (base, authority),
        };
        // Somebody may have installed one already; any of them will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut http = reqwest::Client::builder()
            .user_agent(PROGRAM)
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            // Whoever is sent elsewhere would take the token there.
            .redirect(reqwest::redirect::Policy::none());
        if base.starts_with("http:") {
            // What goes to this machine stays on it.
            http = http.no_proxy();
        }
        if let Some(pem) = authority {
            let certificates = reqwest::Certificate::from_pem_bundle(pem);
            for certificate in certificates.map_err(|it| HubError::Strange(innermost(&it)))? {
                http = http.add_root_certificate(certificate);
            }
        }
        let http = http.build().map_err(|it| HubError::Strange(innermost(&it)))?;
        Ok(Self::Web { http, base: base.clone() })
    }

    /// Sends a request and waits until the answer begins.
    pub(super) async fn carry(
        &self,
        (method, path): (Method, &str),
        token: Option<&Token>,
        more: More,
        times: Times,
        silence: Duration,
    ) -> Result<Reply, HubError> {
        let sent = async {
            match self {
                Self::Web { http, base } => {
                    let request = http.request(method, format!("{base}{path}"));
                    web(request, token, more).await
                }
                Self::Socket(file) => socket(file, (method, path), token, more).await,
            }
        };
        let reply = timeout(times.answer, sent).await.unwrap_or_else(|_| Err(too_slow()))?;
        Ok(Reply { body: hurried(reply.body, silence), ..reply })
    }
}

fn too_slow() -> HubError {
    HubError::Unreachable(io::Error::from(io::ErrorKind::TimedOut).to_string())
}

/// What says most about it. None of it holds more than the address.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

fn unreachable(error: &(dyn std::error::Error + 'static)) -> HubError {
    HubError::Unreachable(innermost(error))
}

/// What stands behind `Authorization`; no log of any library shows it.
fn bearer(token: &Token) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.secret())).ok()?;
    value.set_sensitive(true);
    Some(value)
}

async fn web(
    mut request: reqwest::RequestBuilder,
    token: Option<&Token>,
    more: More,
) -> Result<Reply, HubError> {
    if let Some(token) = token.and_then(bearer) {
        request = request.header(AUTHORIZATION, token);
    }
    let (headers, body) = more.parts();
    for (name, value) in headers {
        request = request.header(name, value);
    }
    if let Some(body) = body {
        request = request.body(body);
    }
    let answer = request.send().await.map_err(|it| unreachable(&it.without_url()))?;
    Ok(Reply {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: Box::pin(
            answer.bytes_stream().map_err(|it| io::Error::other(innermost(&it.without_url()))),
        ),
    })
}

/// Whoever drops it hangs up.
struct Line(AbortHandle);

impl Drop for Line {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn socket(
    file: &Path,
    (method, path): (Method, &str),
    token: Option<&Token>,
    more: More,
) -> Result<Reply, HubError> {
    let stream = UnixStream::connect(file).await.map_err(|it| unreachable(&it))?;
    let shaken = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(|it| unreachable(&it))?;
    let line = Line(tokio::spawn(connection).abort_handle());
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, "localhost")
        .header(USER_AGENT, PROGRAM)
        .header(ACCEPT, "*/*");
    if let Some(token) = token.and_then(bearer) {
        request = request.header(AUTHORIZATION, token);
    }
    let (headers, body) = more.parts();
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let body = reqwest::Body::from(body.unwrap_or_default());
    let request = request.body(body).map_err(|it| HubError::Strange(it.to_string()))?;
    let answer = sender.send_request(request).await.map_err(|it| unreachable(&it))?;
    let (head, body) = answer.into_parts();
    let body = stream::unfold((body, line), |(mut body, line)| async {
        let piece = piece(&mut body).await?;
        Some((piece, (body, line)))
    });
    Ok(Reply { status: head.status.as_u16(), headers: head.headers, body: Box::pin(body) })
}

async fn piece(body: &mut Incoming) -> Option<io::Result<Bytes>> {
    loop {
        let frame =
            std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame {
            // What is no data are trailers, of which a hub has none.
            Ok(frame) => match frame.into_data() {
                Ok(data) => return Some(Ok(data)),
                Err(_) => continue,
            },
            Err(error) => return Some(Err(io::Error::other(innermost(&error)))),
        }
    }
}

/// Ends with an error when nothing comes for too long.
fn hurried(body: Pieces, silence: Duration) -> Pieces {
    Box::pin(stream::unfold(Some(body), move |body| async move {
        let mut body = body?;
        match timeout(silence, body.next()).await {
            Ok(piece) => Some((piece?, Some(body))),
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    }))
}
