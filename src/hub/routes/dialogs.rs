//! Dialogs by name, and what is older in them.

use std::collections::BTreeSet;

use axum::Json as Told;
use axum::extract::State;

use super::super::extract::{Caller, Json, Path, Query};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use super::{limit, number};
use crate::domain::{ChangeNo, DialogId, MessageId};
use crate::store::far::{Origin as _, TAIL};
use crate::wire::{AskDialogs, BeforeQuery, DIALOGS_MAX, Dialogs, History, Older};

/// Dialogs by name, each with its tail. Those that are not there, or not for this agent, are told as gone.
#[utoipa::path(post, path = "/v1/dialogs", tag = "dialogs", request_body = AskDialogs, responses((status = 200, body = Dialogs)))]
pub(in super::super) async fn dialogs(
    State(hub): State<Shared>,
    caller: Caller,
    Json(asked): Json<AskDialogs>,
) -> Result<Told<Dialogs>, Fault> {
    if asked.ids.len() > DIALOGS_MAX {
        return Err(Fault::of(Code::Unfit, format!("at most {DIALOGS_MAX} at once")));
    }
    let wanted: BTreeSet<i64> = asked.ids.into_iter().collect();
    let ids: Vec<DialogId> = wanted.iter().copied().map(DialogId).collect();
    let found = ask::read(&hub.desk, move |it| it.bundles(&caller.agent, &ids, TAIL)).await?;
    let there: BTreeSet<i64> = found.iter().map(|it| it.dialog.id.0).collect();
    Ok(Told(Dialogs {
        bundles: found.into_iter().map(Into::into).collect(),
        gone: wanted.difference(&there).copied().collect(),
    }))
}

/// Older messages of a dialog, oldest first.
#[utoipa::path(get, path = "/v1/dialogs/{id}/messages", tag = "dialogs", params(("id" = i64, Path, description = "The dialog"), BeforeQuery), responses((status = 200, body = Older)))]
pub(in super::super) async fn messages(
    State(hub): State<Shared>,
    caller: Caller,
    Path(dialog): Path<i64>,
    Query(asked): Query<BeforeQuery>,
) -> Result<Told<Older>, Fault> {
    let limit = limit(asked.limit, 100, 1000)?;
    let before = asked.before.map(number).transpose()?.map(MessageId);
    let page =
        ask::read(&hub.desk, move |it| it.older(&caller.agent, DialogId(dialog), before, limit));
    Ok(Told(page.await?.ok_or(Code::NoDialog)?.into()))
}

/// What happened to a dialog, the newest first.
#[utoipa::path(get, path = "/v1/dialogs/{id}/history", tag = "dialogs", params(("id" = i64, Path, description = "The dialog"), BeforeQuery), responses((status = 200, body = History)))]
pub(in super::super) async fn history(
    State(hub): State<Shared>,
    caller: Caller,
    Path(dialog): Path<i64>,
    Query(asked): Query<BeforeQuery>,
) -> Result<Told<History>, Fault> {
    let limit = limit(asked.limit, 100, 1000)?;
    let before = asked.before.map(number).transpose()?.map(ChangeNo);
    let found = ask::read(&hub.desk, move |it| {
        it.chronicle(&caller.agent, DialogId(dialog), before, limit)
    });
    let entries = found.await?.ok_or(Code::NoDialog)?.into_iter().map(Into::into).collect();
    Ok(Told(History { entries }))
}
