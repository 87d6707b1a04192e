//! What the screen wants of the hub: presence, older messages, history, search.

use std::rc::Rc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::{sleep, timeout};

use crate::domain::DialogId;
use crate::domain::search::{Phrase, Terms};
use crate::store::far::{Bundle, Replica as _};
use crate::store::{Hit, Hits, Inbox as _, SearchQuery, Sqlite, StoreError};
use crate::wire;

use super::super::client::{Client, HubError};
use super::work::Shared;
use super::{News, Wanted, Wishes};

/// Older messages fetched at once.
const OLDER: usize = 200;
/// The most messages a hub looks for at once.
const HITS_MAX: usize = 200;
/// Whoever goes on writing says so again after this time: a hub takes eight seconds of silence for a pause.
const STILL_TYPING: Duration = Duration::from_secs(5);
/// Where somebody is, is told no more often than this.
const PRESENCE: Duration = Duration::from_millis(250);

/// Does what is wanted, several things at a time, for ever.
pub(super) async fn fetch(shared: &Rc<Shared>, wished: &mut Wishes) {
    let mut doing = FuturesUnordered::new();
    loop {
        let wanted = tokio::select! {
            wanted = wished.recv() => wanted,
            Some(()) = doing.next() => continue,
        };
        match wanted {
            Some(Wanted::Present { dialog, typing }) => {
                shared.here.send_replace((dialog, typing));
            }
            Some(wanted) => {
                let client = shared.client.borrow().clone();
                if let Some(client) = client {
                    let shared = Rc::clone(shared);
                    doing.push(async move {
                        // What fails is dropped: the connection says so by itself.
                        let _ = one(&shared, &client, wanted).await;
                    });
                }
            }
            None => {
                while doing.next().await.is_some() {}
                std::future::pending::<()>().await;
            }
        }
    }
}

async fn one(shared: &Shared, client: &Client, wanted: Wanted) -> Result<(), HubError> {
    match wanted {
        Wanted::Present { .. } => Ok(()),
        Wanted::Older(dialog) => {
            let Some(begins) = shared.read(move |it| it.begins(dialog)).await else {
                return Ok(());
            };
            let page = client.older(dialog, Some(begins), OLDER).await?;
            shared.write(move |it| it.take_older(dialog, begins, &page)).await;
            Ok(())
        }
        Wanted::History { no, dialog, before, limit } => {
            let entries = client.history(dialog, before, limit).await?;
            shared.board.tell(News::History { no, entries });
            Ok(())
        }
        Wanted::Search { no, query } => {
            let words = typed(&query.terms);
            let found = client.search(&words, query.from, query.limit.min(HITS_MAX)).await?;
            let hits = keep(shared, found, *query).await;
            shared.board.tell(News::Found { no, hits });
            Ok(())
        }
    }
}

/// Words as somebody could have typed them to mean just these.
fn typed(terms: &Terms) -> String {
    let (open, done): (Vec<&Phrase>, Vec<&Phrase>) =
        terms.phrases().iter().partition(|it| it.unfinished());
    let closed = done.iter().map(|it| format!("\"{}\"", it.words().join(" ")));
    // Without its closing mark a phrase is one that is still being typed.
    let begun = open.iter().map(|it| format!("\"{}", it.words().join(" ")));
    closed.chain(begun).collect::<Vec<_>>().join(" ")
}

/// Keeps the dialogs that were found, so that they can be opened, and shows them as a search of one's own would.
async fn keep(shared: &Shared, found: wire::Hits, query: SearchQuery) -> Hits {
    let now = shared.now();
    let more = found.next.is_some();
    let people: Vec<DialogId> = found.people.into_iter().map(DialogId).collect();
    let messages: Vec<crate::domain::Message> =
        found.messages.into_iter().map(Into::into).collect();
    let bundles: Vec<Bundle> = found.bundles.into_iter().map(Into::into).collect();
    let asked: Vec<DialogId> = bundles.iter().map(|it| it.dialog.id).collect();
    shared
        .write(move |desk| {
            desk.take_bundles(&asked, &bundles, now)?;
            let cards = people.iter().filter(|_| query.dialog.is_none());
            let cards = cards.filter_map(|it| desk.card(*it, query.me).transpose());
            let people = cards.collect::<Result<_, StoreError>>()?;
            let inside = messages.iter().filter(|it| query.dialog.is_none_or(|at| at == it.dialog));
            let hits = inside.filter_map(|it| hit(desk, it, &query).transpose());
            let messages = hits.collect::<Result<_, StoreError>>()?;
            Ok(Hits { people, more_people: false, messages, more })
        })
        .await
}

fn hit(
    desk: &Sqlite,
    message: &crate::domain::Message,
    query: &SearchQuery,
) -> Result<Option<Hit>, StoreError> {
    let card = desk.card(message.dialog, query.me)?;
    Ok(card.map(|it| Hit { message: message.clone(), row: it.row }))
}

/// Tells colleagues where I am, for as long as the connection lasts.
pub(super) async fn present(shared: &Shared, client: &Client) {
    let (mut here, mut opened) = (shared.here.subscribe(), shared.opened.subscribe());
    // Before there is a stream nobody is told.
    let mut goes_on = opened.changed().await.is_ok();
    while goes_on {
        let (dialog, typing) = *here.borrow_and_update();
        // That it cannot be told is no loss.
        let _ = client.present(dialog, typing).await;
        sleep(PRESENCE).await;
        let stirred = async {
            tokio::select! {
                moved = here.changed() => moved.is_ok(),
                anew = opened.changed() => anew.is_ok(),
            }
        };
        goes_on = if typing {
            timeout(STILL_TYPING, stirred).await.unwrap_or(true)
        } else {
            stirred.await
        };
    }
    super::ask::for_ever().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_at_the_hub_what_they_mean_here() {
        for text in ["каса", "каса ", "\"нова каса\" чек", "чек \"нова ка", "a b c ", "кас че"]
        {
            let terms = Terms::parse(text);
            assert_eq!(Terms::parse(&typed(&terms)), terms, "{text} as {}", typed(&terms));
        }
    }
}
