//! Between the driver of a replica and its screen: what one tells, the other understands.

use std::any::Any;
use std::sync::Arc;

use crate::base::clock;
use crate::base::msg::Msg;
use crate::store::{Desk, Inbox as _, Sqlite, StoreError};
use crate::sync::client;
use crate::sync::driver::{self, News, State, Status};
use crate::tui::event::Event;
use crate::tui::hub::{self as shown, HubLink, HubState};
use crate::tui::runtime::Door;
use crate::tui::state::Link;

use super::hub::HubPlace;
use super::screen::Far;

/// The screen's door. What is told goes over more than one thread.
type Shared = Arc<Door>;

/// The way of a screen to the hub of a replica.
pub(super) fn far(desk: &Desk, place: &HubPlace) -> Far {
    let (wants, wishes) = driver::wishes();
    let (syncing, way) = (desk.clone(), place.way());
    Far {
        link: HubLink::opened(clock::now()),
        // Nobody takes it when the driver could not be started, which is said.
        wish: Box::new(move |wish| drop(wants.send(wish))),
        meet: Box::new(move |here| {
            let door: Shared = Arc::new(here);
            let told = (syncing.clone(), Arc::clone(&door));
            let tell = move |news| tell(&told.0, &told.1, news);
            match driver::start(syncing, way, wishes, tell, clock::now) {
                Ok(handle) => Box::new(handle) as Box<dyn Any>,
                Err(error) => {
                    let why = Msg::new("sync-not-started").with("why", error.to_string());
                    door.tell(Event::Linked(Link::Trouble(why)));
                    Box::new(())
                }
            }
        }),
    }
}

/// Tells the screen what the driver tells.
fn tell(desk: &Desk, door: &Shared, news: News) {
    match news {
        News::Status(status) => drop(door.tell(Event::Linked(Link::Hub(link(status))))),
        News::History { no, entries } => drop(door.tell(Event::HubHistory { no, entries })),
        News::Found { no, hits } => drop(door.tell(Event::HubHits(no, Box::new(hits)))),
        News::Present(all) => {
            let door = Arc::clone(door);
            // One after the other, as the reading thread does everything.
            desk.read(move |it| {
                if let Ok(all) = named(it, &all) {
                    door.tell(Event::Presence(all));
                }
            });
        }
    }
}

fn named(desk: &Sqlite, all: &[client::Present]) -> Result<Vec<shown::Present>, StoreError> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let agents = desk.roster()?.agents;
    let one = |it: &client::Present| {
        let agent = agents.iter().find(|known| known.id == it.agent)?;
        let client::Present { dialog, typing, .. } = *it;
        Some(shown::Present { agent: agent.id, name: agent.name.clone(), dialog, typing })
    };
    Ok(all.iter().filter_map(one).collect())
}

/// How a replica stands to its hub, as the screen shows it.
fn link(status: Status) -> HubLink {
    let Status { state, waiting, refused } = status;
    let state = match state {
        State::Live => HubState::Live,
        State::Catching { since } => HubState::Catching { since },
        State::Offline { since, next_try, .. } => {
            HubState::Offline { since, next_try: Some(next_try) }
        }
        State::Filling { told, total } => HubState::Filling { told, total },
        State::LoggedOut => HubState::LoggedOut,
        State::Stuck(why) => HubState::Refused(why),
    };
    HubLink { state, waiting, refused }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Timestamp;

    #[test]
    fn the_screen_shows_what_the_driver_tells() {
        let of = |state| link(Status { state, waiting: 3, refused: 1 });
        let (since, next_try) = (Timestamp(1), Timestamp(2));
        let offline = of(State::Offline { since, next_try, why: Msg::new("store-busy") });
        let wanted = HubState::Offline { since, next_try: Some(next_try) };
        assert_eq!(offline, HubLink { state: wanted, waiting: 3, refused: 1 });
        let stuck = of(State::Stuck(Msg::new("sync-other-desk")));
        assert_eq!(stuck.state, HubState::Refused(Msg::new("sync-other-desk")));
    }
}
