//! What happens around every answer: time is kept, a panic becomes a problem, a bare error too, the log has its line.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;

use super::Shared;
use super::extract::Who;
use super::problem::{Code, Fault};
use crate::wire::{API, API_HEADER};

pub(super) async fn around(
    State(hub): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("none", MatchedPath::as_str).to_owned();
    // Beside a length, it could be read by a proxy as the beginning of another request (RFC 9112, 6.3): nothing that comes
    // after it on this connection is listened to.
    let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    let who = Who::default();
    request.extensions_mut().insert(who.clone());
    let work = AssertUnwindSafe(next.run(request)).catch_unwind();
    let answer = match tokio::time::timeout(hub.patience.answer, work).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Fault::from(Code::Bug).into_response(),
        Err(_) => Fault::from(Code::TooSlow).into_response(),
    };
    let mut answer = as_problem(answer);
    let headers = answer.headers_mut();
    headers.insert(HeaderName::from_static(API_HEADER), API.into());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if chunked {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let (status, took) = (answer.status().as_u16(), started.elapsed());
    // A method can be any word: only those that mean something have a number of their own.
    let method = match method.as_str() {
        known @ ("GET" | "POST" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "PATCH") => known,
        _ => "other",
    };
    hub.metrics.answered(method, &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match status {
        500.. => tracing::error!(method, route, status, ms, agent = who.noted(), "request"),
        _ => tracing::info!(method, route, status, ms, agent = who.noted(), "request"),
    }
    answer
}

/// An error that the libraries below have answered with becomes a problem.
fn as_problem(answer: Response) -> Response {
    let told =
        answer.headers().get(header::CONTENT_TYPE).is_some_and(|it| it == crate::wire::PROBLEM);
    let fault = Fault::of_status(answer.status()).filter(|_| !told);
    let Some(fault) = fault else { return answer };
    let mut problem = fault.into_response();
    for name in [header::ALLOW, header::CONTENT_RANGE] {
        if let Some(value) = answer.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
}

/// Nothing stands at this address.
pub(super) async fn nowhere() -> Fault {
    Code::NotFound.into()
}

/// The address does not take this method. (Which ones it takes, the router adds.)
pub(super) async fn no_method() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}
