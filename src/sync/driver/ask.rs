//! The line on which the replica asks: what agents did goes out, what is missing comes in.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::base::patience::Patience;
use crate::domain::{ContentHash, DialogId, Refusal};
use crate::store::Done;

use super::super::client::{Client, HubError, Remedy};
use super::super::engine::{self, AT_ONCE, Answer, Ask, Files};
use super::files::{self, Brought};
use super::work::Shared;
use crate::store::far::{StartOver, Wish};

/// The name under which the board has the trouble of this line.
const TASK: &str = "ask";
/// A hub that fails at one op so often will not do better.
const TRIES: u32 = 5;

/// Never.
pub(super) async fn for_ever() {
    std::future::pending::<()>().await;
}

/// Asks whatever is to be asked, for as long as the hub answers.
///
/// # Errors
/// When the connection has to be made anew.
pub(super) async fn ask(shared: &Shared, client: &Client) -> Result<Infallible, HubError> {
    let mut holds = shared.holds.subscribe();
    if holds.wait_for(|it| *it).await.is_err() {
        for_ever().await;
    }
    let brought = Brought::new();
    let asked = tokio::select! {
        asked = asking(shared, client, brought.subscribe()) => asked,
        brought = files::bring_all(shared, client, &brought) => brought,
    };
    shared.board.trouble(TASK, None);
    asked
}

async fn asking(
    shared: &Shared,
    client: &Client,
    mut brought: watch::Receiver<Arc<HashSet<ContentHash>>>,
) -> Result<Infallible, HubError> {
    let mut bell = shared.bell();
    let mut patience = shared.patience();
    // How much at once, and how often the hub has failed at a single op.
    let (mut most, mut failed) = (AT_ONCE, 0);
    let mut asked = Vec::new();
    loop {
        bell.listen();
        let there = Arc::clone(&brought.borrow_and_update());
        let Some(next) = shared.read(move |it| engine::next_with(it, &Files(&there))).await else {
            tokio::select! {
                () = bell.wait() => (),
                _ = brought.changed() => (),
            }
            continue;
        };
        let next = at_most(next, most);
        let error = match client.ask(&next).await {
            Ok(answer) => {
                pause_if_asked_again(&next, &mut asked, &mut patience).await;
                take(shared, next, answer).await;
                (most, failed) = ((most * 2).min(AT_ONCE), 0);
                patience.restore();
                shared.board.trouble(TASK, None);
                continue;
            }
            Err(error) => error,
        };
        let wait = match (error.remedy(), &next) {
            (Remedy::Less, Ask::Ops { wishes, seen }) => {
                failed += 1;
                let many = wishes.len() + seen.len();
                // A fault of the hub's own may pass.
                let for_good = !is_fault(&error) || failed >= TRIES;
                match (many > 1, for_good) {
                    (true, _) => {
                        (most, failed) = (many / 2, 0);
                        Duration::ZERO
                    }
                    (false, true) => {
                        give_up(shared, next).await;
                        (most, failed) = (AT_ONCE, 0);
                        Duration::ZERO
                    }
                    (false, false) => patience.after_failure(),
                }
            }
            (Remedy::Again(Some(wait)), _) => wait,
            (Remedy::Again(None), _) if matches!(error, HubError::Said(_)) => {
                patience.after_failure()
            }
            (Remedy::StartOver, Ask::Page { .. }) => {
                start_over(shared, StartOver::TooOld).await;
                patience.after_failure()
            }
            (Remedy::Less, _) => patience.after_failure(),
            _ => return Err(error),
        };
        if !wait.is_zero() {
            shared.board.trouble(TASK, Some(error.say()));
            sleep(wait).await;
        }
    }
}

/// Dialogs whose answer has not helped, because the other line has yet to tell of them, are not asked for without a pause.
async fn pause_if_asked_again(ask: &Ask, last: &mut Vec<DialogId>, patience: &mut Patience) {
    let Ask::Bundles(dialogs) = ask else { return last.clear() };
    if last == dialogs {
        sleep(patience.after_failure() / 8).await;
    }
    last.clone_from(dialogs);
}

fn is_fault(error: &HubError) -> bool {
    matches!(error, HubError::Said(said) if said.status >= 500)
}

/// The first part of what is to be asked. What has been seen is told by itself while the hub is being fed slowly: it then
/// shows who is to blame.
fn at_most(ask: Ask, most: usize) -> Ask {
    match ask {
        Ask::Ops { mut wishes, mut seen } if most < AT_ONCE => {
            wishes.truncate(most.max(1));
            seen.truncate(if wishes.is_empty() { most.max(1) } else { 0 });
            Ask::Ops { wishes, seen }
        }
        other => other,
    }
}

/// The hub can never take this one: it is written down as refused, with its words, and does not hold up the others.
async fn give_up(shared: &Shared, ask: Ask) {
    let Ask::Ops { wishes, .. } = &ask else { return };
    let refused = wishes.iter().map(|it| (it.op.id, Done::Refused(Refusal::NotTaken))).collect();
    take(shared, ask, Answer::Outcomes(refused)).await;
}

/// The same for one op whose files cannot be brought.
pub(super) async fn give_up_one(shared: &Shared, wish: Wish, why: Refusal) {
    let refused = vec![(wish.op.id, Done::Refused(why))];
    let ask = Ask::Ops { wishes: vec![wish], seen: Vec::new() };
    take(shared, ask, Answer::Outcomes(refused)).await;
}

async fn take(shared: &Shared, ask: Ask, answer: Answer) {
    let now = shared.now();
    shared.write(move |desk| engine::take(desk, &ask, &answer, now)).await;
}

/// A snapshot is to be asked for.
pub(super) async fn start_over(shared: &Shared, why: StartOver) {
    let now = shared.now();
    shared.write(move |desk| engine::start_over(desk, why, now)).await;
}
