//! All addresses, and their description (OpenAPI 3.1).

use std::collections::BTreeMap;

use axum::Router;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, ResponseBuilder,
};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Shared;
use super::around::{around, no_method, nowhere};
use super::problem::Code;
use super::routes::{dialogs, feed, files, health, ops, search, uploads};
use crate::wire;

/// Where the description is.
const OPENAPI: &str = "/openapi.json";

/// What can go wrong wherever somebody must be known.
const KNOWN: &[Code] = &[
    Code::Malformed,
    Code::NoToken,
    Code::BadToken,
    Code::Blocked,
    Code::TooSlow,
    Code::TooManyLogins,
    Code::TooMany,
    Code::Bug,
    Code::Desk,
    Code::Busy,
    Code::Full,
    Code::Closing,
];
/// What can go wrong where anybody may ask.
const ANYBODY: &[Code] = &[Code::TooSlow, Code::Bug, Code::Desk, Code::Busy, Code::Closing];
/// What can go wrong with a body.
const WITH_BODY: &[Code] = &[Code::TooLarge, Code::NotJson, Code::Unfit];
/// What can go wrong with a body that is no JSON.
const WITH_BYTES: &[Code] = &[Code::TooLarge, Code::NotBytes, Code::Unfit, Code::WrongContent];
/// What can go wrong only there.
const ONLY: &[(&str, &[Code])] = &[
    ("/metrics", &[Code::NotAllowed]),
    ("/v1/snapshot", &[Code::BadPlace]),
    ("/v1/changes", &[Code::StartOver]),
    ("/v1/stream", &[Code::StartOver]),
    ("/v1/presence", &[Code::NoDialog]),
    ("/v1/dialogs/{id}/messages", &[Code::NoDialog]),
    ("/v1/dialogs/{id}/history", &[Code::NoDialog]),
    ("/v1/files/{hash}", &[Code::NotAllowed]),
    ("/v1/files/{message}/{place}", &[Code::NoFile, Code::FileGone, Code::Range]),
];
/// Where anybody may ask.
const OPEN: &[&str] = &["/healthz"];

/// Everything that can be asked, in the order of its description.
fn routes() -> (Router<Shared>, OpenApi) {
    let info = InfoBuilder::new()
        .title("keydesk hub")
        .version(format!("{}.0.0", wire::API))
        .description(Some(
            "One desk for a team. Requests need `Authorization: Bearer kd_…`; on the hub's socket the user of the machine is \
             known without. What goes wrong is told as problem details (RFC 9457) with a `code` that never changes its \
             meaning. Moments are milliseconds since 1970-01-01 UTC.",
        ));
    let (router, mut api) =
        OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info.build()).build())
            .routes(routes!(health::healthz))
            .routes(routes!(health::metrics))
            .routes(routes!(feed::me))
            .routes(routes!(feed::snapshot))
            .routes(routes!(feed::changes))
            .routes(routes!(feed::live))
            .routes(routes!(ops::ops))
            .routes(routes!(ops::presence))
            .routes(routes!(dialogs::dialogs))
            .routes(routes!(dialogs::messages))
            .routes(routes!(dialogs::history))
            .routes(routes!(search::search))
            .routes(routes!(files::file))
            .routes(routes!(uploads::bring))
            .split_for_parts();
    describe(&mut api);
    (router, api)
}

/// The description of the API.
#[must_use]
pub fn openapi() -> OpenApi {
    routes().1
}

/// Answers everything that is asked of a hub.
pub(super) fn router(hub: Shared) -> Router {
    let (router, api) = routes();
    let described = serde_json::to_vec_pretty(&api).unwrap_or_default();
    router
        .route(OPENAPI, get(async || json(described)))
        .fallback(nowhere)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn_with_state(hub.clone(), around))
        .with_state(hub)
}

fn json(text: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Adds what is the same for all: who must be known, and what can go wrong.
fn describe(api: &mut OpenApi) {
    let parts = api.components.get_or_insert_default();
    let name = wire::Problem::name().into_owned();
    parts.schemas.insert(name, wire::Problem::schema());
    let mut token = Http::new(HttpAuthScheme::Bearer);
    token.description = Some("A token: `kd_…`".to_owned());
    parts.security_schemes.insert("token".to_owned(), SecurityScheme::Http(token));
    for (path, item) in &mut api.paths.paths {
        let open = OPEN.contains(&path.as_str());
        for operation in operations(item) {
            let mut codes = if open { ANYBODY } else { KNOWN }.to_vec();
            if let Some(body) = &operation.request_body {
                let json = body.content.contains_key("application/json");
                codes.extend(if json { WITH_BODY } else { WITH_BYTES });
            }
            codes.extend(ONLY.iter().filter(|it| it.0 == path).flat_map(|it| it.1));
            add_problems(operation, &codes);
            if !open {
                let needs = SecurityRequirement::new("token", [""; 0]);
                operation.security = Some(vec![needs]);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put].into_iter().filter_map(Option::as_mut)
}

/// One answer for each status, with the codes it can have.
fn add_problems(operation: &mut Operation, codes: &[Code]) {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status().as_u16()).or_default().push(*code);
    }
    for (status, codes) in by_status {
        let told = codes.iter().map(|it| format!("`{}`: {}", it.word(), it.title()));
        let told: Vec<String> = told.collect();
        let schema = Ref::from_schema_name(wire::Problem::name());
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let answer = ResponseBuilder::new()
            .description(told.join("; "))
            .content(wire::PROBLEM, content)
            .build();
        operation.responses.responses.insert(status.to_string(), answer.into());
    }
}
