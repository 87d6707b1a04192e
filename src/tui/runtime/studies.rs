//! Questions of the screen that may take their time. They are answered beside the screen's own reads.

use std::sync::mpsc::Sender;

use super::{Wake, crew};
use crate::domain::{AgentId, Right};
use crate::store::{Desk, Inbox as _, Sqlite, StoreError, Study as _, explain};
use crate::tui::event::{Event, Finding, Inquiry};

/// Has the question answered; the answer comes as an event.
pub(super) fn inquire(desk: &Desk, door: Sender<Wake>, me: AgentId, no: u64, inquiry: Inquiry) {
    desk.study(move |desk| {
        let event = match answer(desk, me, &inquiry) {
            Ok(finding) => Event::Answered(no, Box::new(finding)),
            Err(StoreError::Superseded) => Event::Answered(no, Box::new(Finding::Nothing)),
            Err(error) => Event::Failed { what: error.say(), hint: error.hint() },
        };
        let _ = door.send(Wake::Event(event));
    });
}

fn answer(desk: &Sqlite, me: AgentId, inquiry: &Inquiry) -> Result<Finding, StoreError> {
    let roster = desk.roster()?;
    if *inquiry == Inquiry::Crew {
        // Who works here is everybody's to know; of dialogs it tells numbers alone.
        let me = roster.agents.iter().find(|it| it.id == me && !it.blocked);
        let told = me.map(|it| crew::told(desk, it)).transpose()?;
        return Ok(told.map_or(Finding::Nothing, Finding::Crew));
    }
    let sees = |it: &&crate::domain::Agent| it.id == me && it.may(Right::See);
    // Without the right to see dialogs nothing of them leaves the desk (FAQ 1).
    let Some(me) = roster.agents.iter().find(sees) else { return Ok(Finding::Nothing) };
    Ok(match inquiry {
        Inquiry::Picture(query) => Finding::Picture(Box::new(desk.picture(*query)?)),
        Inquiry::Contacts(query) => Finding::Contacts(desk.contacts(query)?),
        Inquiry::Crew => Finding::Nothing,
        Inquiry::Why(sought) => Finding::Why(explain(desk, me, sought)?),
    })
}
