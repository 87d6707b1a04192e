//! The desk's people: what they hold, and acts of administration.

use std::sync::mpsc::Sender;

use super::Wake;
use super::hands::Answer;
use crate::base::clock;
use crate::domain::team::Act;
use crate::domain::{Agent, AgentId, Right};
use crate::store::{Desk, Inbox as _, Sqlite, StoreError, Team as _};
use crate::tui::event::Event;
use crate::tui::state::CrewTold;

/// Does an act in one transaction, and tells what became of it.
pub(super) fn administer(desk: &Desk, door: Sender<Wake>, me: AgentId, act: Act) {
    let gone = Err(StoreError::Gone.say());
    let answer = Answer::or(door, Event::Administered(Box::new((act.clone(), gone))));
    desk.write(move |desk| {
        let came = match desk.administer(&act, Some(me), clock::now()) {
            Ok(came) => came.map_err(|it| it.say()),
            Err(error) => Err(error.say()),
        };
        answer.give(Event::Administered(Box::new((act, came))));
    });
}

/// What everybody holds; what others hold is only for who sees every dialog or manages people.
pub(super) fn told(desk: &Sqlite, me: &Agent) -> Result<CrewTold, StoreError> {
    desk.at_one_moment(|desk| {
        let all = me.sees_all() || me.may(Right::ManageAgents);
        let mut holds = Vec::new();
        for agent in desk.roster()?.agents {
            if all || agent.id == me.id {
                holds.push((agent.id, desk.handover(agent.id)?));
            }
        }
        Ok(CrewTold { roles: desk.roles()?, holds })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::domain::Role;
    use crate::domain::team::Handover;
    use crate::store::{Did, Ledger as _};

    #[test]
    fn an_act_is_answered_with_what_it_came_to_or_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path()).unwrap();
        desk.write_now(|it| {
            if it.roster()?.agents.is_empty() {
                it.add_agent("Anna", Role::Admin)?;
            }
            it.add_agent("Borys", Role::Agent).map(drop)
        })
        .unwrap();
        let (door, wakes) = channel();
        let came = |by, act: Act| {
            administer(&desk, door.clone(), AgentId(by), act.clone());
            let Wake::Event(Event::Administered(told)) = wakes.recv().unwrap() else { panic!() };
            assert_eq!(told.0, act);
            told.1
        };
        let block = |agent| Act::Block(AgentId(agent), Handover::Free);
        assert!(came(2, block(1)).is_err(), "who may not");
        assert!(came(1, block(1)).is_err(), "nobody would be left");
        assert_eq!(came(1, block(2)), Ok(Did::Moved { dialogs: 0, lists: 0 }));
        let roster = desk.read_now(|it| it.roster()).unwrap();
        assert!(roster.agents.iter().any(|it| it.id == AgentId(2) && it.blocked));
        let told = |me: usize| desk.read_now(move |it| told(it, &it.roster()?.agents[me])).unwrap();
        assert_eq!(told(0).holds.len(), 2);
        assert_eq!(told(1).holds.len(), 1, "a blocked agent sees nothing but themselves");
    }
}
