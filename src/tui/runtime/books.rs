//! The files beside the settings: read and written aside, so that a slow disk makes nobody wait.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Wake;
use crate::config::books::{Books, Phrases, examples};
use crate::tui::event::Event;

/// Reads the files again if they have changed, and tells the screen.
pub(super) fn read(known: Arc<Books>, door: Sender<Wake>) {
    aside(move || {
        if let Some(books) = known.again() {
            let _ = door.send(Wake::Event(Event::Books(Arc::new(books))));
        }
    });
}

/// Writes a few quick replies to begin with, in this language.
pub(super) fn write_examples(known: Arc<Books>, language: &'static str, door: Sender<Wake>) {
    aside(move || {
        let written = Phrases::append_to(&known.replies_file(), &examples(language).all);
        let written = written.map(|it| it.added).map_err(|it| it.say());
        let _ = door.send(Wake::Event(Event::Examples(written)));
    });
}

/// Without a thread nothing is read: what is known already is still there.
fn aside(work: impl FnOnce() + Send + 'static) {
    let _ = std::thread::Builder::new().name("books".to_owned()).spawn(work);
}
