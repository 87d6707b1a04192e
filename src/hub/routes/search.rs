//! Search, as far as the agent may see.

use std::collections::BTreeSet;

use axum::Json as Told;
use axum::extract::State;

use super::super::extract::{Caller, Query};
use super::super::problem::Fault;
use super::super::{Shared, ask};
use super::{limit, number};
use crate::domain::search::Terms;
use crate::domain::{Agent, DialogId, Message, MessageId};
use crate::store::far::Origin as _;
use crate::store::{SearchQuery as Asked, Sqlite, StoreError, Study as _};
use crate::wire::{Hits, SearchQuery};

/// Parts of all that is found that are looked through for one answer, at most: whoever sees little gets fewer hits than
/// asked for, and where to go on.
const PARTS_MAX: usize = 20;

/// Where words are found: messages and notes, the newest first, and people.
#[utoipa::path(get, path = "/v1/search", tag = "dialogs", params(SearchQuery), responses((status = 200, body = Hits)))]
pub(in super::super) async fn search(
    State(hub): State<Shared>,
    caller: Caller,
    Query(asked): Query<SearchQuery>,
) -> Result<Told<Hits>, Fault> {
    let limit = limit(asked.limit, 50, 200)?;
    let terms = Terms::parse(&asked.q);
    let before = asked.before.map(|it| MessageId(number(it)));
    let found = ask::study(&hub.desk, move |it| {
        it.at_one_moment(|it| look(it, &caller.agent, &terms, (before, limit)))
    });
    found.await.map(Told)
}

fn look(
    desk: &Sqlite,
    viewer: &Agent,
    terms: &Terms,
    (mut from, limit): (Option<MessageId>, usize),
) -> Result<Hits, StoreError> {
    let (mut messages, mut people): (Vec<Message>, Vec<DialogId>) = (Vec::new(), Vec::new());
    let mut more = false;
    for _ in 0..PARTS_MAX {
        let asked = Asked { terms: terms.clone(), me: viewer.id, from, limit, dialog: None };
        let part = desk.search(&asked)?;
        people.extend(
            part.people.iter().filter(|it| viewer.sees(&it.row.dialog)).map(|it| it.row.dialog.id),
        );
        more = part.more;
        for hit in part.messages {
            if messages.len() == limit {
                more = true;
                break;
            }
            from = Some(hit.message.id);
            if viewer.sees(&hit.row.dialog) {
                messages.push(hit.message);
            }
        }
        if !more || messages.len() == limit {
            break;
        }
    }
    let named: BTreeSet<DialogId> =
        people.iter().copied().chain(messages.iter().map(|it| it.dialog)).collect();
    let named: Vec<DialogId> = named.into_iter().collect();
    let bundles = desk.bundles(viewer, &named, 0)?;
    Ok(Hits {
        people: people.into_iter().map(|it| it.0).collect(),
        messages: messages.into_iter().map(Into::into).collect(),
        bundles: bundles.into_iter().map(Into::into).collect(),
        next: from.filter(|_| more).map(|it| it.0),
    })
}
