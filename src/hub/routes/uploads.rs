//! What replicas bring: the contents of files that are to go out with a reply.

use std::io;

use axum::Json as Told;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use tokio::task::spawn_blocking;

use super::super::extract::{Caller, Path, Query};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use crate::domain::{AgentId, ContentHash};
use crate::store::{Blobs, Part, Uploads as _};
use crate::wire::{BringQuery, Brought, FILE_MAX, Hash256};

/// As much is gathered before it is written to the disk, in bytes.
const GATHERED: usize = 256 << 10;

/// Brings what is in a file, whole or piece by piece, for a reply that is to take it along. The body is what comes from byte
/// `from` on; the answer says how much of it is here, and from there it goes on: also when something else was sent than what
/// is missing. Once it is whole it is held against its hash. What was brought before is not brought again, and what no reply
/// names within a day is forgotten. Only who has brought a content may name it; to know its hash is not enough.
#[utoipa::path(put, path = "/v1/files/{hash}", tag = "ops",
    params(("hash" = Hash256, Path, description = "The SHA-256 of the whole"), BringQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Brought)))]
pub(in super::super) async fn bring(
    State(hub): State<Shared>,
    caller: Caller,
    Path(Hash256(hash)): Path<Hash256>,
    Query(asked): Query<BringQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Told<Brought>, Fault> {
    if !caller.agent.able() {
        return Err(Code::NotAllowed.into());
    }
    if !is_bytes(&headers) {
        return Err(Code::NotBytes.into());
    }
    let BringQuery { bytes, from } = asked;
    if bytes > FILE_MAX {
        return Err(Fault::of(Code::TooLarge, format!("at most {FILE_MAX} bytes")));
    }
    let (agent, blobs) = (caller.agent.id, hub.desk.blobs());
    let mut body = Taken { body: body.into_data_stream(), left: FILE_MAX };
    let known = ask::read(&hub.desk, move |it| it.brought(agent, hash)).await?;
    if known == Some(bytes) && is_here(&blobs, hash).await? {
        body.pour_away().await?;
        return note(&hub, agent, hash, bytes).await;
    }
    let mut part = begin(&blobs, agent, hash, bytes).await?;
    if part.length() != from {
        body.pour_away().await?;
        return Ok(Told(Brought { have: part.length(), whole: false }));
    }
    while let Some(gathered) = body.gather().await? {
        if part.length() + gathered.len() as u64 > bytes {
            written(move || part.restart()).await?;
            return Err(Fault::of(Code::Unfit, "more came than there is to be"));
        }
        part = written(move || part.add(&gathered).map(|()| part)).await?;
    }
    if part.length() < bytes {
        return Ok(Told(Brought { have: part.length(), whole: false }));
    }
    // The whole is read once more.
    if !written(move || part.finish()).await? {
        return Err(Code::WrongContent.into());
    }
    note(&hub, agent, hash, bytes).await
}

/// Notes that an agent has brought a content, so that a reply of theirs may name it.
async fn note(
    hub: &Shared,
    agent: AgentId,
    hash: ContentHash,
    bytes: u64,
) -> Result<Told<Brought>, Fault> {
    let now = (hub.clock)();
    hub.together.write(&hub.desk, 1, move |desk| desk.bring(agent, hash, bytes, now)).await?;
    Ok(Told(Brought { have: bytes, whole: true }))
}

async fn is_here(blobs: &Blobs, hash: ContentHash) -> Result<bool, Fault> {
    let blobs = blobs.clone();
    written(move || blobs.open(hash).map(|it| it.is_some())).await
}

/// Begins where an earlier try has stopped. What one agent brings is no part of what another does, until it is whole.
async fn begin(
    blobs: &Blobs,
    agent: AgentId,
    hash: ContentHash,
    bytes: u64,
) -> Result<Part, Fault> {
    let blobs = blobs.clone();
    written(move || {
        let mut part = blobs.brought_by(agent, hash)?;
        if part.length() > bytes {
            part.restart()?;
        }
        Ok(part)
    })
    .await
}

/// Does something with the disk, away from those who answer.
async fn written<R: Send + 'static>(
    job: impl FnOnce() -> io::Result<R> + Send + 'static,
) -> Result<R, Fault> {
    let done = spawn_blocking(job).await.unwrap_or_else(|it| Err(io::Error::other(it)));
    done.map_err(|error| match error.kind() {
        // Another request is at it.
        io::ErrorKind::WouldBlock => Fault { retry_after: Some(1), ..Code::Busy.into() },
        io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem => {
            Fault { retry_after: Some(1), ..Code::Full.into() }
        }
        _ => {
            tracing::error!(%error, "uploads");
            Code::Desk.into()
        }
    })
}

fn is_bytes(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or("");
    said.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/octet-stream")
}

/// What comes with a request, and how much of it may come yet.
struct Taken {
    body: BodyDataStream,
    left: u64,
}

impl Taken {
    /// The next bytes, many at once; `None` at the end. What came before a connection was cut is told first.
    async fn gather(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let mut gathered = Vec::new();
        while gathered.len() < GATHERED {
            match self.next().await {
                Ok(Some(piece)) => gathered.extend_from_slice(&piece),
                Ok(None) => break,
                Err(_) if !gathered.is_empty() => break,
                Err(fault) => return Err(fault),
            }
        }
        Ok(Some(gathered).filter(|it| !it.is_empty()))
    }

    /// Who is told something before they have said all may not hear it.
    async fn pour_away(&mut self) -> Result<(), Fault> {
        while self.next().await?.is_some() {}
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Fault> {
        let Some(piece) = self.body.next().await else { return Ok(None) };
        let piece = piece.map_err(|_| Fault::from(Code::Malformed))?;
        let length = piece.len() as u64;
        self.left = self.left.checked_sub(length).ok_or(Code::TooLarge)?;
        Ok(Some(piece))
    }
}
