//! Who asks, the snapshot, the feed, the live stream.

use axum::Json as Told;
use axum::extract::State;
use axum::response::Response;

use super::super::extract::{Caller, Query};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask, stream};
use super::{limit, number};
use crate::domain::ChangeNo;
use crate::store::Inbox as _;
use crate::store::far::{Origin as _, SnapshotPlace};
use crate::wire::{AfterQuery, Delta, Hex64, Hex128, Me, PlaceText, Snapshot, SnapshotQuery};

/// Who asks, and what of.
#[utoipa::path(get, path = "/v1/me", tag = "feed", responses((status = 200, body = Me)))]
pub(in super::super) async fn me(
    State(hub): State<Shared>,
    caller: Caller,
) -> Result<Told<Me>, Fault> {
    let (desk, head) = ask::read(&hub.desk, |it| Ok((it.desk_name()?, it.head()?))).await?;
    let rights = Hex64(stream::rights(&caller.agent));
    let mut agent = caller.agent.clone();
    // An exception tells that there is a channel.
    agent.rights = agent.rights.only_on(|it| caller.agent.sees_channel(it));
    Ok(Told(Me {
        desk: Hex128(desk),
        rights,
        agent: agent.into(),
        head: head.0,
        time: (hub.clock)().0,
    }))
}

/// A part of a snapshot: what a new replica begins with. Open dialogs first, the longest wait first.
#[utoipa::path(get, path = "/v1/snapshot", tag = "feed", params(SnapshotQuery), responses((status = 200, body = Snapshot)))]
pub(in super::super) async fn snapshot(
    State(hub): State<Shared>,
    caller: Caller,
    Query(asked): Query<SnapshotQuery>,
) -> Result<Told<Snapshot>, Fault> {
    let limit = limit(asked.limit, 200, 1000)?;
    let place = asked.place.map(|it| SnapshotPlace::try_from(PlaceText(it)));
    let place = place.transpose().map_err(|_| Code::BadPlace)?;
    let page = ask::study(&hub.desk, move |it| it.snapshot(&caller.agent, place, limit)).await?;
    Ok(Told(page.into()))
}

/// What happened after a number, and what the dialogs have become in which it happened.
#[utoipa::path(get, path = "/v1/changes", tag = "feed", params(AfterQuery), responses((status = 200, body = Delta)))]
pub(in super::super) async fn changes(
    State(hub): State<Shared>,
    caller: Caller,
    Query(asked): Query<AfterQuery>,
) -> Result<Told<Delta>, Fault> {
    let (limit, after) = (limit(asked.limit, 500, 1000)?, ChangeNo(number(asked.after)?));
    let delta = stream::piece(&hub, &caller.agent, after, limit).await?;
    Ok(Told(delta.into()))
}

/// The same, and then everything that happens, as it happens: server-sent events. An event `delta` carries a piece of the
/// feed and has its last number as its id, an event `presence` tells who looks at a dialog or writes in it.
#[utoipa::path(get, path = "/v1/stream", tag = "feed", params(AfterQuery), responses((status = 200, body = String, content_type = "text/event-stream")))]
pub(in super::super) async fn live(
    State(hub): State<Shared>,
    caller: Caller,
    Query(asked): Query<AfterQuery>,
) -> Result<Response, Fault> {
    limit(asked.limit, 500, 1000)?;
    stream::open(hub, caller, ChangeNo(number(asked.after)?)).await
}
