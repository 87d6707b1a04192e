//! The line on which the hub tells what happens.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::rc::Rc;

use futures_util::StreamExt as _;

use crate::domain::{AgentId, ChangeNo, DialogId};
use crate::store::far::{Delta, Replica as _, StartOver};
use crate::wire;

use super::super::client::{Client, Heard, HubError, Live, Present, Remedy};
use super::super::engine;
use super::board::Line;
use super::work::Shared;
use super::{News, ask};

/// Why a stream is not listened to any more.
enum End {
    /// Another one is to be opened from where the replica is now. Whether this one was of use.
    Anew(bool),
    Failed(HubError),
}

/// Listens for as long as the hub tells; `head` is the last number it had when it was met.
///
/// # Errors
/// When the connection has to be made anew.
pub(super) async fn listen(
    shared: &Rc<Shared>,
    client: &Rc<Client>,
    head: ChangeNo,
    good: impl Fn(),
) -> Result<Infallible, HubError> {
    let mut bell = shared.bell();
    let mut patience = shared.patience();
    loop {
        bell.listen();
        let Some(from) = shared.read(engine::listens_from).await else {
            bell.wait().await;
            continue;
        };
        let heard = Rc::clone(shared);
        let stream = match client.live(from, move || heard.board.heard(heard.now())).await {
            Ok(stream) => stream,
            Err(error) if error.remedy() == Remedy::StartOver => {
                if *shared.holds.borrow() {
                    ask::start_over(shared, StartOver::TooOld).await;
                } else {
                    bell.wait().await;
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        good();
        *shared.client.borrow_mut() = Some(Rc::clone(client));
        shared.board.line(if from >= head { Line::Live } else { Line::Catching });
        shared.board.heard(shared.now());
        shared.opened.send_modify(|it| *it += 1);
        match follow(shared, stream, (from, head)).await {
            End::Failed(error) => return Err(error),
            // A hub that tells nonsense is not asked for it without a pause.
            End::Anew(went_well) => {
                if went_well {
                    patience.restore();
                }
                tokio::time::sleep(patience.after_failure() / 8).await;
            }
        }
    }
}

async fn follow(shared: &Shared, mut stream: Live, (mut at, head): (ChangeNo, ChangeNo)) -> End {
    let mut everybody: BTreeMap<AgentId, (DialogId, bool)> = BTreeMap::new();
    shared.board.tell(News::Present(Vec::new()));
    let mut went_well = false;
    while let Some(heard) = stream.next().await {
        match heard {
            Ok(Heard::Presence(it)) => {
                note(&mut everybody, it);
                let one = |(agent, at): (&AgentId, &(DialogId, bool))| Present {
                    agent: *agent,
                    dialog: at.0,
                    typing: at.1,
                };
                shared.board.tell(News::Present(everybody.iter().map(one).collect()));
            }
            Ok(Heard::Delta(delta)) => {
                let (upto, more) = (delta.upto, delta.more);
                if !hear(shared, *delta).await {
                    return End::Anew(went_well);
                }
                went_well = true;
                at = at.max(upto);
                shared.board.line(if more || at < head { Line::Catching } else { Line::Live });
            }
            Err(error) => return End::Failed(error),
        }
    }
    End::Failed(HubError::Unreachable(
        std::io::Error::from(std::io::ErrorKind::UnexpectedEof).to_string(),
    ))
}

/// Takes what has happened. False when the stream does not fit any more to what is here.
async fn hear(shared: &Shared, delta: Delta) -> bool {
    let now = shared.now();
    let delta = std::sync::Arc::new(delta);
    shared
        .write(move |desk| {
            let fits = engine::hear(desk, &delta, now)?;
            // Another view of the desk has begun: what goes on from the old one is of no use.
            let goes_on = desk.progress()?.is_some_and(|it| it.rights == delta.rights);
            Ok(fits && goes_on && engine::listens_from(desk)?.is_some())
        })
        .await
}

fn note(everybody: &mut BTreeMap<AgentId, (DialogId, bool)>, it: wire::Presence) {
    let (agent, dialog) = (AgentId(it.agent), DialogId(it.dialog));
    if it.viewing {
        everybody.insert(agent, (dialog, it.typing));
    } else if everybody.get(&agent).is_some_and(|at| at.0 == dialog) {
        everybody.remove(&agent);
    }
}
