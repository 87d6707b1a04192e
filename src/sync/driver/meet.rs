//! Meets the hub: makes sure that it is the right one, and makes the connection anew whenever it is lost.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::base::msg::Msg;
use crate::domain::{AgentId, ChangeNo};
use crate::store::far::Replica as _;
use crate::wire;

use super::super::client::{Address, Client, HubError, Remedy, Token};
use super::board::Line;
use super::work::{Bell, Shared};
use super::{News, ask, listen, wishes};

/// However much happens here: not more often than this.
const BETWEEN: Duration = Duration::from_secs(1);
/// A user whom the hub did not know is asked about again after this time.
const KNOCK: Duration = Duration::from_secs(60);

/// Why there is no connection.
enum Lost {
    Failed(HubError),
    /// Nobody is logged in.
    NoToken,
    /// It is not the hub of this replica, or does not take us for the same agent.
    Other(Msg),
}

/// Meets the hub again and again, for ever.
pub(super) async fn meet(shared: &Rc<Shared>) {
    let mut patience = shared.patience();
    let mut bell = shared.bell();
    loop {
        bell.listen();
        let token = token(shared).await;
        let went_well = Cell::new(false);
        let lost = match &token {
            Err(lost) => lost_of(lost),
            Ok(token) => session(shared, token.clone(), || went_well.set(true)).await,
        };
        *shared.client.borrow_mut() = None;
        shared.board.tell(News::Present(Vec::new()));
        if went_well.get() {
            patience.restore();
        }
        match lost {
            Lost::NoToken => {
                shared.board.line(Line::LoggedOut);
                login(shared, &mut bell, token.ok().flatten()).await;
            }
            Lost::Failed(error) => match error.remedy() {
                Remedy::LogIn => {
                    shared.board.line(Line::LoggedOut);
                    login(shared, &mut bell, token.ok().flatten()).await;
                }
                Remedy::Again(Some(wait)) => offline(shared, &error, wait, None).await,
                Remedy::Again(None) => {
                    offline(shared, &error, patience.after_failure(), Some(&mut bell)).await;
                }
                Remedy::StartOver | Remedy::Less | Remedy::Person => {
                    stuck(shared, error.say(), &mut bell, patience.after_failure()).await;
                }
            },
            Lost::Other(why) => stuck(shared, why, &mut bell, Duration::from_secs(60)).await,
        }
    }
}

fn lost_of(error: &std::io::Error) -> Lost {
    Lost::Other(Msg::new("sync-no-token-read").with("why", error.to_string()))
}

/// Reads the token, on a thread that may take its time.
async fn token(shared: &Shared) -> std::io::Result<Option<Token>> {
    let way = Arc::clone(&shared.way);
    let read = tokio::task::spawn_blocking(move || (way.token)()).await;
    read.unwrap_or_else(|_| Err(std::io::Error::other("reading it broke down")))
}

/// One connection, until it is lost.
async fn session(shared: &Rc<Shared>, token: Option<Token>, good: impl Fn()) -> Lost {
    if token.is_none() && !matches!(shared.way.address, Address::Socket(_)) {
        return Lost::NoToken;
    }
    let client = match Client::new(&shared.way.address, token, shared.way.times) {
        Ok(client) => Rc::new(client),
        Err(error) => return Lost::Failed(error),
    };
    let me = match client.me().await {
        Ok(me) => me,
        Err(error) => return Lost::Failed(error),
    };
    if let Some(other) = other(shared, &me).await {
        return Lost::Other(other);
    }
    shared.board.line(Line::Catching);
    let head = ChangeNo(me.head);
    // What ends first ends the others: what they have asked is asked again.
    tokio::select! {
        Err(error) = ask::ask(shared, &client) => Lost::Failed(error),
        Err(error) = listen::listen(shared, &client, head, good) => Lost::Failed(error),
        () = wishes::present(shared, &client) => Lost::NoToken,
        else => Lost::NoToken,
    }
}

/// Whether this is another hub than the replica's, or we are somebody else there. Nothing may be told to it then.
async fn other(shared: &Shared, me: &wire::Me) -> Option<Msg> {
    let so_far = shared.read(|it| it.progress()).await;
    match so_far {
        Some(it) if it.desk != me.desk.0 => Some(Msg::new("sync-other-desk")),
        Some(it) if it.me != AgentId(me.agent.id) => {
            Some(Msg::new("sync-other-agent").with("name", me.agent.name.as_str()))
        }
        Some(_) => None,
        None => Some(Msg::new("sync-no-replica")),
    }
}

/// Waits until another token is there than the one the hub did not take: whoever tries the same again and again is kept
/// out by a hub. On a socket it is the hub that has to learn who we are.
async fn login(shared: &Shared, bell: &mut Bell, refused: Option<Token>) {
    if matches!(shared.way.address, Address::Socket(_)) && refused.is_none() {
        let _ = timeout(KNOCK, bell.wait()).await;
        return sleep(BETWEEN).await;
    }
    loop {
        bell.listen();
        if let Ok(token) = token(shared).await
            && token != refused
        {
            return;
        }
        bell.wait().await;
    }
}

/// Waits until it is time to try again; with a bell, also until somebody does something here.
async fn offline(shared: &Shared, error: &HubError, wait: Duration, bell: Option<&mut Bell>) {
    let next_try = shared.now() + wait;
    if let Some(bell) = bell {
        bell.listen();
        shared.board.line(Line::Offline { next_try, why: error.say() });
        sleep(wait.min(BETWEEN)).await;
        let _ = timeout(wait.saturating_sub(BETWEEN), bell.wait()).await;
    } else {
        shared.board.line(Line::Offline { next_try, why: error.say() });
        sleep(wait).await;
    }
}

async fn stuck(shared: &Shared, why: Msg, bell: &mut Bell, wait: Duration) {
    shared.board.line(Line::Stuck(why));
    sleep(BETWEEN).await;
    let _ = timeout(wait, bell.wait()).await;
}
