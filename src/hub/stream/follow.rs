//! One stream: first from the store, then live.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use super::super::extract::Caller;
use super::super::gate::{Entered, enter};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use super::{Class, News, Piece, herald};
use crate::domain::{Agent, AgentId, ChangeNo};
use crate::store::far::{Delta, Origin as _};
use crate::wire;

/// When nothing happens a stream gives a sign of life this often. A token runs out, or is revoked, without a word of the
/// feed: so whose it is, is looked up again as often.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);
/// Events on their way to somebody who is slow.
const AHEAD: usize = 4;

/// The stream has to end.
struct End;

/// Opens a stream after a number.
pub(in super::super) async fn open(
    hub: Shared,
    caller: Caller,
    after: ChangeNo,
) -> Result<Response, Fault> {
    let delta = piece(&hub, &caller.agent, after, herald::PIECE).await?;
    let (to, mut from) = mpsc::channel::<Bytes>(AHEAD);
    let here = Here::new(&hub, caller.agent.id);
    let mut follower = Follower { hub, caller, at: after, to };
    tokio::spawn(async move {
        let _here = here;
        let (mut stop, closed) = (follower.hub.stop.clone(), follower.to.clone());
        tokio::select! {
            _ = stop.wait_for(|it| *it) => (),
            () = closed.closed() => (),
            _ = follower.run(delta) => (),
        }
    });
    let events = futures_util::stream::poll_fn(move |context| {
        from.poll_recv(context).map(|it| it.map(Ok::<Bytes, std::convert::Infallible>))
    });
    // A proxy that gathers what it hands on would keep the news to itself.
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(events)).into_response())
}

/// What came after a number.
pub(in super::super) async fn piece(
    hub: &Shared,
    agent: &Agent,
    after: ChangeNo,
    limit: usize,
) -> Result<Delta, Fault> {
    let agent = agent.clone();
    let found = ask::read(&hub.desk, move |it| it.delta(&agent, after, limit)).await?;
    found.map_err(|_| Code::StartOver.into())
}

struct Follower {
    hub: Shared,
    caller: Caller,
    /// What has been told.
    at: ChangeNo,
    to: mpsc::Sender<Bytes>,
}

impl Follower {
    async fn run(&mut self, first: Delta) -> Result<(), End> {
        // Even when nothing has happened the other side learns that it is heard.
        self.send(Bytes::from_static(b": keydesk\n\n")).await?;
        self.tell(first).await?;
        loop {
            self.follow().await?;
        }
    }

    /// Follows one ring, until that is not the right one any more.
    async fn follow(&mut self) -> Result<(), End> {
        let class = Class::of(&self.caller.agent);
        let mut news = self.hub.herald.join(&self.caller.agent);
        self.catch_up().await?;
        if Class::of(&self.caller.agent) != class {
            return Ok(());
        }
        for event in self.present().await? {
            self.send(event).await?;
        }
        let mut life = ticks(SIGN_OF_LIFE);
        loop {
            tokio::select! {
                heard = news.recv() => match heard {
                    Ok(it) => {
                        if !self.hear(&it).await? {
                            return Ok(());
                        }
                    }
                    Err(RecvError::Lagged(_)) => {
                        self.hub.metrics.behind.inc();
                        let class = Class::of(&self.caller.agent);
                        self.catch_up().await?;
                        if Class::of(&self.caller.agent) != class {
                            return Ok(());
                        }
                    }
                    Err(RecvError::Closed) => {
                        self.still_the_same().await?;
                        return Ok(());
                    }
                },
                _ = life.tick() => {
                    if !self.still_the_same().await? {
                        return Ok(());
                    }
                    self.send(Bytes::from_static(b":\n\n")).await?;
                }
            }
        }
    }

    /// Passes on what is new; false when the agent belongs elsewhere now.
    async fn hear(&mut self, news: &Arc<News>) -> Result<bool, End> {
        let piece = match &**news {
            News::Present(event) => {
                self.send(event.clone()).await?;
                return Ok(true);
            }
            News::Feed(piece) => piece,
        };
        if piece.roster && !self.still_the_same().await? {
            return Ok(false);
        }
        if piece.upto <= self.at {
            return Ok(true);
        }
        if piece.after != self.at {
            let class = Class::of(&self.caller.agent);
            self.catch_up().await?;
            return Ok(Class::of(&self.caller.agent) == class);
        }
        self.send(piece.event(&self.caller.agent)).await?;
        self.at = piece.upto;
        Ok(true)
    }

    /// Tells from the store what has not been told.
    async fn catch_up(&mut self) -> Result<(), End> {
        loop {
            let (owner, who, at) = (self.hub.owner, self.caller.credential, self.at);
            let now = (self.hub.clock)();
            // Whoever asks is looked up at the same moment: nothing is told by rights that are gone.
            let found = ask::read(&self.hub.desk, move |it| {
                it.at_one_moment(|it| {
                    let agent = enter(it, &who, owner, now)?.map(|it| it.agent);
                    let Some(agent) = agent.filter(|it| !it.blocked) else { return Ok(None) };
                    Ok(Some((it.delta(&agent, at, herald::PIECE)?, agent)))
                })
            });
            let Ok(Some((Ok(delta), agent))) = found.await else { return Err(End) };
            self.caller.agent = agent;
            let more = delta.more;
            self.tell(delta).await?;
            if !more {
                return Ok(());
            }
        }
    }

    async fn tell(&mut self, delta: Delta) -> Result<(), End> {
        if delta.upto > self.at {
            self.at = delta.upto;
            let piece = Piece::of(delta.into()).ok_or(End)?;
            self.send(piece.event(&self.caller.agent)).await?;
        }
        Ok(())
    }

    async fn send(&self, event: Bytes) -> Result<(), End> {
        self.to.send(event).await.map_err(|_| End)
    }

    /// Looks up again who listens. False when they may see something else now.
    async fn still_the_same(&mut self) -> Result<bool, End> {
        let (owner, who, now) = (self.hub.owner, self.caller.credential, (self.hub.clock)());
        let found = ask::read(&self.hub.desk, move |it| enter(it, &who, owner, now)).await;
        let Ok(Some(Entered { agent, .. })) = found else { return Err(End) };
        if agent.blocked {
            return Err(End);
        }
        let same = Class::of(&agent) == Class::of(&self.caller.agent);
        self.caller.agent = agent;
        Ok(same)
    }

    /// Who is where already.
    async fn present(&self) -> Result<Vec<Bytes>, End> {
        let all = self.hub.herald.presences().all();
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let seen = herald::visible(&self.hub, &self.caller.agent, all).await.map_err(|_| End)?;
        Ok(seen.iter().map(herald::event).collect())
    }
}

fn ticks(every: Duration) -> tokio::time::Interval {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.reset();
    ticks
}

/// An agent has a live stream for as long as this is there.
struct Here {
    hub: Shared,
    agent: AgentId,
}

impl Here {
    fn new(hub: &Shared, agent: AgentId) -> Self {
        hub.metrics.streams.inc();
        hub.herald.presences().came(agent);
        Self { hub: Arc::clone(hub), agent }
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.hub.metrics.streams.dec();
        if self.hub.herald.presences().went(self.agent) {
            self.hub.herald.stirred.notify_one();
        }
    }
}

impl super::Herald {
    /// Somebody looks at a dialog, or at none. Only who has a live stream is seen.
    pub(in super::super) fn looks(hub: &Shared, agent: AgentId, present: wire::Present) {
        let typed = hub.herald.presences().looks(agent, present);
        hub.herald.stirred.notify_one();
        let Some(turn) = typed else { return };
        let hub = Arc::clone(hub);
        tokio::spawn(async move {
            tokio::time::sleep(super::presence::TYPES_FOR).await;
            if hub.herald.presences().paused(agent, turn) {
                hub.herald.stirred.notify_one();
            }
        });
    }
}
