//! What agents do, and where they are.

use axum::Json as Told;
use axum::extract::State;
use axum::http::StatusCode;

use super::super::extract::{Caller, Json};
use super::super::gate::enter;
use super::super::problem::{Code, Fault};
use super::super::stream::{Herald, herald};
use super::super::{Shared, ask};
use crate::domain::{DialogId, MessageId};
use crate::store::far::{Origin as _, Wish};
use crate::store::{Inbox as _, Ledger as _};
use crate::wire::{OPS_MAX, OpsAnswer, OpsAsked, Present};

/// Does ops in their order, each in its own right, and remembers how far dialogs have been seen. It is on the disk when
/// the answer comes. An op that has come before is not done again: what it came to is told again.
#[utoipa::path(post, path = "/v1/ops", tag = "ops", request_body = OpsAsked, responses((status = 200, body = OpsAnswer)))]
pub(in super::super) async fn ops(
    State(hub): State<Shared>,
    caller: Caller,
    Json(asked): Json<OpsAsked>,
) -> Result<Told<OpsAnswer>, Fault> {
    let OpsAsked { ops, seen } = asked;
    if ops.len() > OPS_MAX || seen.len() > OPS_MAX {
        return Err(Fault::of(Code::Unfit, format!("at most {OPS_MAX} at once")));
    }
    let wishes: Vec<Wish> = ops.into_iter().map(Into::into).collect();
    let (owner, now) = (hub.owner, (hub.clock)());
    let weight = wishes.len() + seen.len();
    let done = hub.together.write(&hub.desk, weight, move |desk| {
        // Rights may have changed since the request came in: what holds now decides.
        let agent = enter(desk, &caller.credential, owner, now)?.map(|it| it.agent);
        let Some(agent) = agent.filter(|it| !it.blocked) else { return Ok(None) };
        for it in &seen {
            let dialog = DialogId(it.dialog);
            if herald::sees(desk, &agent, dialog)? {
                desk.see(agent.id, dialog, MessageId(it.upto))?;
            }
        }
        let done = desk.submit_wishes(&wishes, &agent, now)?;
        Ok(Some((done, desk.head()?)))
    });
    let (done, head) = done.await?.ok_or(Code::Blocked)?;
    hub.metrics.decided(&done);
    let outcomes = done.into_iter().map(Into::into).collect();
    Ok(Told(OpsAnswer { outcomes, head: head.0 }))
}

/// Tells colleagues which dialog one looks at, and whether one writes in it. Nobody is told without a live stream of one's
/// own, and nothing is kept.
#[utoipa::path(post, path = "/v1/presence", tag = "ops", request_body = Present, responses((status = 204)))]
pub(in super::super) async fn presence(
    State(hub): State<Shared>,
    caller: Caller,
    Json(present): Json<Present>,
) -> Result<StatusCode, Fault> {
    if let Some(dialog) = present.dialog {
        let agent = caller.agent.clone();
        let seen = ask::read(&hub.desk, move |it| herald::sees(it, &agent, DialogId(dialog)));
        if !seen.await? {
            return Err(Code::NoDialog.into());
        }
    }
    Herald::looks(&hub, caller.agent.id, present);
    Ok(StatusCode::NO_CONTENT)
}
