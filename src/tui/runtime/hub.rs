//! What a replica's desk knows of its hub: what was refused. (The words of a refused reply are a draft already.)

use std::sync::mpsc::Sender;

use super::Wake;
use super::hands::failed;
use crate::store::Desk;
use crate::store::far::Replica as _;
use crate::tui::event::Event;

/// Refused ops told at once, at most.
const MOST: usize = 200;

/// Tells what was refused and nobody has looked at. An answer comes in any case.
pub(super) fn tell_refused(desk: &Desk, door: Sender<Wake>) {
    desk.write(move |desk| {
        let told = desk.rejected(MOST).unwrap_or_else(|error| {
            let _ = door.send(Wake::Event(failed(&error)));
            Vec::new()
        });
        let _ = door.send(Wake::Event(Event::HubRefused(told)));
    });
}

/// Somebody has looked at what was refused, up to this one.
pub(super) fn looked_at(desk: &Desk, door: Sender<Wake>, upto: i64) {
    desk.write(move |desk| {
        if let Err(error) = desk.looked_at(upto) {
            let _ = door.send(Wake::Event(failed(&error)));
        }
    });
}
