//! Whether the hub is well, and what it counts.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::super::extract::{Caller, source};
use super::super::gate::Peer;
use super::super::listen::is_here;
use super::super::metrics::Numbers;
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use crate::domain::Right;
use crate::store::Inbox as _;

/// Whether the hub is well: it answers, and its desk can be read.
#[utoipa::path(get, path = "/healthz", tag = "hub", responses((status = 200, body = String, content_type = "text/plain")))]
pub(in super::super) async fn healthz(State(hub): State<Shared>) -> Result<&'static str, Fault> {
    ask::read(&hub.desk, |it| it.head()).await?;
    Ok("ok\n")
}

/// What the hub counts, for Prometheus. From the hub's own machine, or for somebody who manages agents.
#[utoipa::path(get, path = "/metrics", tag = "hub", responses((status = 200, body = String, content_type = "application/openmetrics-text")))]
pub(in super::super) async fn metrics(
    State(hub): State<Shared>,
    request: Request,
) -> Result<Response, Fault> {
    let (mut parts, _) = request.into_parts();
    let from = source(&parts.headers, parts.extensions.get(), hub.behind_proxy);
    let here = match from {
        Some(Peer::Address(it)) => is_here(it) && !hub.behind_proxy,
        Some(Peer::User(_)) => true,
        None => false,
    };
    if !here {
        let caller = Caller::from_request_parts(&mut parts, &hub).await?;
        if !may_manage(&caller) {
            return Err(Code::NotAllowed.into());
        }
    }
    let dir = hub.desk.dir().to_owned();
    let numbers = ask::read(&hub.desk, move |it| Numbers::read(it, &dir)).await?;
    let text = hub.metrics.tell(&numbers).map_err(|_| Code::Bug)?;
    let sort = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, sort)], text).into_response())
}

fn may_manage(caller: &Caller) -> bool {
    caller.agent.may(Right::ManageAgents)
}
