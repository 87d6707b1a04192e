//! Search, as far as the agent may see.

use std::collections::BTreeSet;

use axum::Json as Told;
use axum::extract::State;

use super::super::extract::{Caller, Query};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use super::{limit, number};
use crate::domain::search::Terms;
use crate::domain::{Agent, DialogId, MessageId};
use crate::store::far::Origin as _;
use crate::store::{Sqlite, StoreError};
use crate::wire::{Hits, QUERY_MAX, SearchQuery};

/// Where words are found: messages and notes, the newest first, and people.
#[utoipa::path(get, path = "/v1/search", tag = "dialogs", params(SearchQuery), responses((status = 200, body = Hits)))]
pub(in super::super) async fn search(
    State(hub): State<Shared>,
    caller: Caller,
    Query(asked): Query<SearchQuery>,
) -> Result<Told<Hits>, Fault> {
    let limit = limit(asked.limit, 50, 200)?;
    if asked.q.chars().count() > QUERY_MAX {
        return Err(Fault::of(Code::Malformed, format!("q: at most {QUERY_MAX} letters")));
    }
    let terms = Terms::parse(&asked.q);
    let before = asked.before.map(number).transpose()?.map(MessageId);
    let found = ask::study(&hub.desk, move |it| {
        it.at_one_moment(|it| look(it, &caller.agent, &terms, (before, limit)))
    });
    found.await.map(Told)
}

fn look(
    desk: &Sqlite,
    viewer: &Agent,
    terms: &Terms,
    (before, limit): (Option<MessageId>, usize),
) -> Result<Hits, StoreError> {
    let found = desk.find(viewer, terms, before, limit)?;
    let named: BTreeSet<DialogId> =
        found.people.iter().copied().chain(found.messages.iter().map(|it| it.dialog)).collect();
    let named: Vec<DialogId> = named.into_iter().collect();
    let bundles = desk.bundles(viewer, &named, 0)?;
    Ok(Hits {
        people: found.people.into_iter().map(|it| it.0).collect(),
        messages: found.messages.into_iter().map(Into::into).collect(),
        bundles: bundles.into_iter().map(Into::into).collect(),
        next: found.next.map(|it| it.0),
    })
}
