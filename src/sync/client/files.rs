//! What is in files, as a hub tells it over its API.

use hyper::Method;
use hyper::header::CONTENT_RANGE;

use super::carry::{More, Reply};
use super::error::{HubError, Remedy};
use super::{ANSWER_MAX, Client, all};
use crate::sync::bring::{Bringing, Sink};
use crate::sync::files::{Coming, Source, Wanted};
use crate::wire;

impl Source for Client {
    type Error = HubError;

    fn again(error: &HubError) -> bool {
        // How long a hub wants to be left alone is longer than somebody waits for a file.
        error.remedy() == Remedy::Again(None)
    }

    async fn open(&self, wanted: &Wanted, from: u64) -> Result<Coming, HubError> {
        let path = format!("/v1/files/{}/{}", wanted.message.0, wanted.place);
        let part = More::From { byte: from, tag: wanted.hash.to_string() };
        let more = if from > 0 { part } else { More::Nothing };
        let reply = self.call((Method::GET, &path), more, self.times.answer).await?;
        Ok(Coming { from: begins(&reply)?, pieces: reply.body })
    }
}

impl Sink for Client {
    type Error = HubError;

    async fn put(
        &self,
        what: &Bringing,
        from: u64,
        piece: Vec<u8>,
    ) -> Result<(u64, bool), HubError> {
        let path = format!("/v1/files/{}?bytes={}&from={from}", what.hash, what.bytes);
        let reply = self.call((Method::PUT, &path), More::Bytes(piece), self.times.answer).await?;
        let body = all(reply.body, ANSWER_MAX).await?;
        let brought: wire::Brought =
            serde_json::from_slice(&body).map_err(|it| HubError::Strange(it.to_string()))?;
        Ok((brought.have, brought.whole))
    }
}

/// The first byte of what comes.
fn begins(reply: &Reply) -> Result<u64, HubError> {
    if reply.status != 206 {
        return Ok(0);
    }
    let said = reply.headers.get(CONTENT_RANGE).and_then(|it| it.to_str().ok());
    let from = said.and_then(|it| it.strip_prefix("bytes ")?.split_once('-')?.0.parse().ok());
    from.ok_or_else(|| HubError::Strange("a part of a file, and not which".to_owned()))
}
