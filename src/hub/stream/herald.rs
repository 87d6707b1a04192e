//! The one who reads the feed for all streams.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;

use super::super::{Shared, ask};
use super::{Class, News, Piece};
use crate::domain::{Agent, ChangeNo, MessageId};
use crate::store::far::{Delta, Origin as _, StartOver};
use crate::store::{Inbox as _, Sqlite, StoreError};
use crate::wire;

/// Changes within this time are told together.
const TOGETHER: Duration = Duration::from_millis(8);
/// How often a desk that does not hear of other processes is looked at.
const DEAF_LOOK: Duration = Duration::from_millis(500);
/// Changes in one piece, at most.
pub(super) const PIECE: usize = 500;
/// After a desk that could not be read it is tried again.
const AGAIN: Duration = Duration::from_millis(250);

/// Tells, until it is stopped.
pub(in super::super) async fn run(hub: Shared) {
    let mut bell = hub.herald.bell.clone();
    loop {
        let deaf = !hub.desk.hears_others();
        tokio::select! {
            rung = bell.changed() => if rung.is_err() { return },
            () = hub.herald.stirred.notified() => (),
            () = tokio::time::sleep(DEAF_LOOK), if deaf => (),
        }
        tokio::time::sleep(TOGETHER).await;
        bell.mark_unchanged();
        let present = hub.herald.presences().take_news();
        for (class, viewer, told) in listeners(&hub) {
            if tell_feed(&hub, &class, &viewer, told).await.is_err() {
                // The streams hear nothing meanwhile; the next look begins where this one did.
                tokio::time::sleep(AGAIN).await;
                hub.herald.stirred.notify_one();
            }
            tell_present(&hub, &class, &viewer, &present).await;
        }
    }
}

/// Who listens, and how far they have been told. Rings that nobody hears are taken away.
fn listeners(hub: &Shared) -> Vec<(Class, Agent, ChangeNo)> {
    let mut rings = hub.herald.rings();
    rings.retain(|_, it| it.news.receiver_count() > 0);
    rings.iter().map(|(class, it)| (class.clone(), it.viewer.clone(), it.told)).collect()
}

/// What there is to tell a class.
enum Found {
    Piece(Box<Delta>),
    /// The one it is read for is not of this class any more.
    Moved,
    Over,
}

/// Tells a class what is new. Streams whose ring goes away are told from the store and join another one.
async fn tell_feed(
    hub: &Shared,
    class: &Class,
    viewer: &Agent,
    mut told: ChangeNo,
) -> Result<(), super::super::Fault> {
    loop {
        let (class_now, agent) = (class.clone(), viewer.clone());
        let found = ask::read(&hub.desk, move |it| {
            it.at_one_moment(|it| look(it, &class_now, &agent, told))
        });
        let delta = match found.await? {
            Found::Piece(delta) => *delta,
            Found::Moved | Found::Over => {
                hub.herald.rings().remove(class);
                return Ok(());
            }
        };
        if delta.upto <= told {
            return Ok(());
        }
        let more = delta.more;
        told = delta.upto;
        let Some(piece) = Piece::of(shared(delta)) else { return Ok(()) };
        if let Some(ring) = hub.herald.rings().get_mut(class) {
            ring.told = told;
            let _ = ring.news.send(Arc::new(News::Feed(piece)));
            hub.metrics.piece();
        }
        if !more {
            return Ok(());
        }
    }
}

/// How far somebody has seen is their own business: it is not told to all of a class, and a stream does not need it.
fn shared(delta: Delta) -> wire::Delta {
    let mut delta = wire::Delta::from(delta);
    for bundle in &mut delta.bundles {
        bundle.seen = 0;
    }
    delta
}

fn look(desk: &Sqlite, class: &Class, viewer: &Agent, told: ChangeNo) -> Result<Found, StoreError> {
    let delta = match desk.delta(viewer, told, PIECE)? {
        Ok(delta) => delta,
        Err(StartOver::TooOld | StartOver::AheadOfHub) => return Ok(Found::Over),
    };
    if delta.roster.is_some() {
        let agents = desk.roster()?.agents;
        let now = agents.iter().find(|it| it.id == viewer.id);
        if now.is_none_or(|it| it.blocked || Class::of(it) != *class) {
            return Ok(Found::Moved);
        }
    }
    Ok(Found::Piece(Box::new(delta)))
}

/// Tells a class who came to dialogs it sees, and who went.
async fn tell_present(hub: &Shared, class: &Class, viewer: &Agent, present: &[wire::Presence]) {
    if present.is_empty() {
        return;
    }
    let Ok(seen) = visible(hub, viewer, present.to_vec()).await else { return };
    let rings = hub.herald.rings();
    let Some(ring) = rings.get(class) else { return };
    for it in seen {
        let _ = ring.news.send(Arc::new(News::Present(event(&it))));
    }
}

/// Those of them that are about dialogs the agent sees.
pub(super) async fn visible(
    hub: &Shared,
    viewer: &Agent,
    mut present: Vec<wire::Presence>,
) -> Result<Vec<wire::Presence>, super::super::Fault> {
    let viewer = viewer.clone();
    ask::read(&hub.desk, move |it| {
        let mut hidden = Vec::new();
        for one in &present {
            let dialog = crate::domain::DialogId(one.dialog);
            if !hidden.contains(&one.dialog) && !sees(it, &viewer, dialog)? {
                hidden.push(one.dialog);
            }
        }
        present.retain(|it| !hidden.contains(&it.dialog));
        Ok(present)
    })
    .await
}

/// Whether a dialog is there for an agent.
pub(in super::super) fn sees(
    desk: &Sqlite,
    viewer: &Agent,
    dialog: crate::domain::DialogId,
) -> Result<bool, StoreError> {
    desk.older(viewer, dialog, Some(MessageId(0)), 0).map(|it| it.is_some())
}

/// The event that tells it.
pub(super) fn event(present: &wire::Presence) -> Bytes {
    let json = serde_json::to_string(present).unwrap_or_default();
    format!("event: presence\ndata: {json}\n\n").into()
}
