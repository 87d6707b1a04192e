//! Searches, on the desk's thread for slow questions.

use std::sync::mpsc::Sender;

use super::Wake;
use super::hands::{failed, sees};
use crate::store::{Desk, Hits, Inbox as _, Sqlite, StoreError, Study as _};
use crate::tui::event::{Ask, Event, Found, TALLY_MAX};

/// Asks where words are found. A first page is worth more than whatever has been asked before: that is given up.
pub(super) fn search(desk: &Desk, ask: Ask, door: Sender<Wake>) {
    let first = ask.query.from.is_none();
    if first {
        desk.hush();
    }
    desk.study(move |desk| {
        let answer = |found| door.send(Wake::Event(found)).is_ok();
        let event = told(ask.no, hits(desk, &ask).map(Found::Hits));
        let hit = matches!(&event, Some(Event::Found(_, it)) if matches!(**it, Found::Hits(_)));
        let heard = event.is_none_or(answer);
        // Nobody waits for the count with the first hits.
        if heard && hit && first && ask.query.dialog.is_none() {
            let count = desk.tally(&ask.query.terms, TALLY_MAX).map(Found::Tally);
            if let Ok(Found::Tally(_)) = &count {
                told(ask.no, count).map(answer);
            }
        }
    });
}

/// Who may not see dialogs finds none.
fn hits(desk: &Sqlite, ask: &Ask) -> Result<Hits, StoreError> {
    if sees(&desk.roster()?, ask.query.me) { desk.search(&ask.query) } else { Ok(Hits::default()) }
}

fn told(no: u64, found: Result<Found, StoreError>) -> Option<Event> {
    match found {
        Ok(found) => Some(Event::Found(no, Box::new(found))),
        Err(StoreError::Superseded) => None,
        Err(StoreError::NoIndex(_)) => Some(Event::Found(no, Box::new(Found::Damaged))),
        Err(error) => Some(failed(&error)),
    }
}

/// Makes the index anew. What is written meanwhile waits.
pub(super) fn mend(desk: &Desk, door: Sender<Wake>) {
    desk.write(move |desk| {
        let mended = desk.rebuild_words().map_err(|error| error.say());
        let _ = door.send(Wake::Event(Event::WordsMended(mended)));
    });
}
