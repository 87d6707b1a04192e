//! Searches, on the desk's thread for slow questions.

use std::sync::mpsc::Sender;

use super::Wake;
use super::batch::Stop;
use super::hands::{Answer, failed, sees};
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

/// Makes the index anew, a step at a time: what is written meanwhile waits for one step. Told of once all is learned.
pub(super) fn mend(desk: &Desk, door: Sender<Wake>, stop: Stop) {
    let lost = Event::WordsMended(Err(StoreError::Gone.say()));
    let answer = Answer::or(door, lost);
    let next = desk.clone();
    desk.write(move |desk| match desk.begin_words() {
        Ok(()) => learn(&next, answer, stop),
        Err(error) => answer.give(Event::WordsMended(Err(error.say()))),
    });
}

/// The next step stands behind what others want written.
fn learn(desk: &Desk, answer: Answer, stop: Stop) {
    let next = desk.clone();
    desk.write(move |desk| match desk.learn_more() {
        // The desk learns the rest when it is opened again.
        Ok(true) if !stop.is_all() => learn(&next, answer, stop),
        Ok(_) => answer.give(Event::WordsMended(Ok(()))),
        Err(error) => answer.give(Event::WordsMended(Err(error.say()))),
    });
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn an_index_made_anew_is_told_of_once() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path()).unwrap();
        let (door, wakes) = channel();
        mend(&desk, door, Stop::default());
        let Wake::Event(told) = wakes.recv().unwrap() else { panic!() };
        assert_eq!(told, Event::WordsMended(Ok(())));
        assert!(wakes.recv().is_err());
    }
}
